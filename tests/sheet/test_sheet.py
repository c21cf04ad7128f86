"""What stands on a sheet, in which order, and how it reads as text and Markdown."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from conftest import Golden
from hypothesis import given
from hypothesis import strategies as st
from papers import DATA, HOSTILE, SHIPPED, WISHES, hostile, letter, paper, small
from tables import each_row

from haegi.files.resources import load_playbook
from haegi.playbook.model import Playbook
from haegi.sheet import html, markdown, plain_text
from haegi.sheet.document import Check, Document, Para, Row, Say, Section, set_in_type
from haegi.sheet.page_layout import fit, lines, width
from haegi.sheet.sheet import Matter, Wish, languages_of, ranked, sheet
from haegi.text.terminal import cells

RENDERERS = {"txt": plain_text.render, "md": markdown.render, "html": html.render}


@each_row("wish", WISHES)
@each_row("form", ["txt", "md"])
def test_the_small_sheet_reads_as_its_golden(form: str, wish: Wish, golden: Golden) -> None:
    golden(DATA / f"small-{wish}.{form}", RENDERERS[form](small(wish)).decode())


def _says(document: Document, place: str) -> list[Say]:
    found = (section for section in document.sections if section.place == place)
    return [block for section in found for block in section.blocks if isinstance(block, Say)]


@each_row("name", SHIPPED)
def test_the_stages_of_the_path_stand_in_order(name: str) -> None:
    document = paper(name, "ko")
    numbers = [each.number for each in _says(document, "main")]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert all(each.text for each in _says(document, "main"))


@pytest.mark.slow
@each_row("wish", WISHES)
@each_row("name", SHIPPED)
def test_page_one_holds_all_that_must_be_there(name: str, wish: Wish) -> None:
    layout = fit(paper(name, wish))
    assert layout.rest == ()
    assert layout.sizes.small >= 8.5
    shown = [block for section in layout.side.sections for block in section.blocks if isinstance(block, Say)]
    assert sum(each.trap for each in shown) >= 3


def test_traps_and_what_many_stages_expect_come_first(retention: Playbook) -> None:
    order = ranked(retention)
    traps = {name for name, move in retention.moves.agent.items() if move.trap}
    assert traps <= set(order)
    assert tuple(order[:2]) == retention.sheet.answers
    order = order[2:]
    assert order[0] in traps
    expected = [move for name in retention.path for move in retention.stages[name].expect]
    weights = [2 * expected.count(move) + 3 * (move in traps) for move in order]
    assert all(before >= after for before, after in pairwise(weights))


@each_row(
    ("text", "shown"),
    [("현금 43만 원과", "현금 43만~원과"), ("월 1만 6,500원", "월 1만~6,500원"), ("12만 5천 원", "12만~5천~원"), ("300,000 won off", "300,000~won off"), ("3만 명", "3만 명")],
)
def test_no_line_ends_within_a_sum(text: str, shown: str) -> None:
    whole = Document(text, "", "ko", ())
    assert set_in_type(whole).title == shown.replace("~", "\u00a0")


def test_a_quote_is_cited_only_where_there_is_one() -> None:
    known = small("ko")
    unknown = sheet(load_playbook(DATA / "small.yaml").playbook, languages_of("ko", "ko"), Matter())
    assert "SKB" in _says(known, "main")[0].text
    assert _says(unknown, "main")[0].text == "그 조건으로는 어렵습니다."
    assert "2026-11-20" in plain_text.render(known).decode()


def test_a_bare_playbook_is_a_sheet_of_blanks() -> None:
    book = load_playbook(DATA / "bare.yaml").playbook
    document = sheet(book, languages_of("en", "ko"), Matter(), full=True)
    for render in RENDERERS.values():
        assert "빈 전화" in render(document).decode()
    assert fit(document).main.width > 500


def test_what_has_no_room_follows_on_the_next_page_and_nothing_is_lost() -> None:
    layout = fit(hostile())
    kept = [*layout.main.sections, *layout.side.sections, *layout.foot, *layout.rest]
    for kind in (Row, Check):
        count = sum(isinstance(block, kind) for section in kept for block in section.blocks)
        assert count == len(HOSTILE)
    numbers = [b.number for s in kept for b in s.blocks if isinstance(b, Say) and b.number]
    assert numbers == [str(number + 1) for number in range(len(HOSTILE))]


@each_row("make", [hostile, letter, lambda: small("both")], ids=["hostile", "letter", "small"])
def test_no_line_of_text_is_too_wide(make: Callable[[], Document]) -> None:
    assert all(cells(row) <= plain_text.WIDTH for row in plain_text.render(make()).decode().splitlines())


@each_row("make", [hostile, lambda: small("both")], ids=["hostile", "small"])
def test_boxes_are_aligned(make: Callable[[], Document]) -> None:
    boxed = tuple(each for each in make().sections if each.blocks and not isinstance(each.blocks[0], Para))
    document = Document("t", "", "ko", boxed)
    rows = [row for row in plain_text.render(document).decode().splitlines()[1:] if row]
    assert {cells(row) for row in rows} == {plain_text.WIDTH}
    assert {row[0] + row[-1] for row in rows} == {"||", "++"}


def test_html_holds_no_script_and_no_address() -> None:
    body = html.render(hostile()).decode()
    assert "<script" not in body
    assert "&lt;script&gt;" in body
    assert "src=" not in body
    assert "@import" not in body
    assert "\u202e" not in body


def test_markdown_shows_markup_as_text() -> None:
    document = Document("제목", "", "ko", (Section("", (Para("# 제목 *별* <b> [링크](y) | 1. `코드`"),)),))
    body = markdown.render(document).decode()
    assert r"\# 제목 \*별\* \<b\> \[링크\]\(y\) \|" in body
    assert "\\`코드\\`" in body


@each_row("form", RENDERERS)
def test_the_same_document_makes_the_same_bytes(form: str) -> None:
    assert RENDERERS[form](small("both")) == RENDERERS[form](small("both"))


@given(st.text(st.sampled_from("가나다 abc .W!\u202e"), max_size=200), st.floats(60, 400))
def test_a_text_never_takes_less_room_than_its_width_over_the_room(words: str, room: float) -> None:
    assert lines(words, room, 10) >= width(" ".join(words.split()), 10) // room
