"""Text made safe to show, and measured in cells; the measure is held against wcwidth."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from tables import each_row
from wcwidth import wcswidth

from haegi.text.terminal import cells, clip, fit, pad, visible, wrap

OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
SPOKEN = st.text("가힣ㄱ각 abcXYZ019,.!?'\"()+-/%~", max_size=80)

VISIBLE = [
    ("그대로", "그대로"),
    ("\x1b[31mred", "\\e[31mred"),
    ("a\nb\tc\rd", "a b cd"),
    ("\x00\x07\x7f\x9b", "\\u0000\\u0007\\u007f\\u009b"),
    ("\u202eevil\u2066", "\\u202eevil\\u2066"),
    ("\u1100\u1161", "가"),
    ("[bold]x[/bold] :smile:", "[bold]x[/bold] :smile:"),
    ("", ""),
]


@each_row(("text", "shown"), VISIBLE)
def test_control_characters_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_nothing_shown_is_obeyed_and_showing_twice_changes_nothing(text: str) -> None:
    shown = visible(text)
    assert not OBEYED.search(shown)
    assert visible(shown) == shown
    shown.encode("utf-8")


CELLS = [
    ("", 0),
    ("abc", 3),
    ("가나다", 6),
    ("ㅁ", 2),
    ("가a", 3),
    ("\uac00\u0301", 2),
    ("₩1,000", 6),
    ("–", 1),
    ("日", 2),
]


@each_row(("text", "width"), CELLS)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


@given(SPOKEN)
def test_cells_are_those_of_the_terminal(text: str) -> None:
    assert cells(text) == wcswidth(text)


@given(st.text().map(visible), st.integers(0, 60))
def test_what_is_cut_fits(text: str, width: int) -> None:
    assert cells(clip(text, width)) <= width
    assert cells(fit(text, width)) == width or not text
    assert clip(text, cells(text)) == text


@given(SPOKEN, st.integers(2, 60))
def test_wrapping_keeps_every_character_and_fits(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(SPOKEN)
def test_wrapping_to_plenty_of_room_is_one_line(text: str) -> None:
    assert wrap(text, 1000) == ([" ".join(text.split())] if text.split() else [])


@given(st.text(), st.integers(0, 40))
def test_padding_only_adds_spaces(text: str, width: int) -> None:
    assert pad(text, width).startswith(text)
    assert pad(text, width)[len(text) :].strip() == ""
