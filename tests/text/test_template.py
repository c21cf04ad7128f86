"""Slots in a line: filled, with the right particle, and nothing else ever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.text.i18n import fill, slots, strays

VALUES = {"who": "KT", "sum": "43만 원", "what": "상품권", "where": "서울", "day": "11월 18일", "none": ""}
TABLE = [
    ("말없이", "말없이"),
    ("{sum|을} 받았다", "43만 원을 받았다"),
    ("{what|를} 받았다", "상품권을 받았다"),
    ("{who|에서는}", "{who|에서는}"),
    ("{where|으로}", "서울로"),
    ("{what|로}", "상품권으로"),
    ("{day|은}", "11월 18일은"),
    ("{who}에서 {sum}", "KT에서 43만 원"),
    ("{unknown} {unknown|을}", "{unknown} {unknown|을}"),
    ("{none}", ""),
    ("open {what|shell}", "open '상품권'"),
    ("{{who}}", "{who}"),
    ("{{{who}}}", "{KT}"),
    ("{who.__class__} {who[0]} {who!r} {who:>10} {0} {}", "{who.__class__} {who[0]} {who!r} {who:>10} {0} {}"),
    ("$who ${who} %(who)s", "$who $KT %(who)s"),
    ("{Who} { who }", "{Who} { who }"),
]  # fmt: skip


@each_row(("template", "filled"), TABLE, ids=[row[0] for row in TABLE])
def test_fill(template: str, filled: str) -> None:
    assert fill(template, VALUES) == filled


def test_the_slots_of_a_text_come_once_and_in_order() -> None:
    assert slots("{b} {a|을} {b} {{c}} {D} {e.f}") == ("b", "a")


@each_row(
    ("text", "offsets"),
    [("{", [0]), ("a}", [1]), ("{a", [0]), ("{{}}", []), ("{a}", []), ("{A}", [0, 2]), ("{a|뭐}", [0, 4])],
)
def test_braces_that_make_no_slot(text: str, offsets: list[int]) -> None:
    assert list(strays(text)) == offsets


@given(st.text(), st.dictionaries(st.sampled_from(["a", "b"]), st.text()))
def test_values_are_never_read_as_slots(text: str, values: dict[str, str]) -> None:
    assert fill("{a}", {"a": text}) == text
    fill(text, values)


@given(st.text().filter(lambda text: not set("{}") & set(text)))
def test_a_text_without_braces_stays(text: str) -> None:
    assert fill(text, {"a": "b"}) == text
