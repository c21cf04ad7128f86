"""Finding entries: a table of queries and what each finds, and laws."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.call.search import Entry, find
from haegi.text.hangul import to_keys

DATA = Path(__file__).parents[1] / "data" / "find"


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (DATA / name).read_text("utf-8").splitlines()[1:]]


ENTRIES = [Entry(*row) for row in rows("entries.tsv")]


@each_row(("kind", "query", "ids"), rows("queries.tsv"))
def test_queries(kind: str, query: str, ids: str) -> None:
    assert [entry.id for entry in find(query, ENTRIES)] == ids.split(), kind


@given(st.sampled_from(ENTRIES))
def test_a_title_finds_its_entry_first_in_either_layout(entry: Entry) -> None:
    assert find(entry.title, ENTRIES)[0] == entry
    assert find(to_keys(entry.title), ENTRIES)[0] == entry


@given(st.text())
def test_any_text_is_answered_without_repeats(query: str) -> None:
    found = find(query, ENTRIES)
    assert len(set(found)) == len(found)
    assert set(found) <= set(ENTRIES)


def test_equal_entries_keep_their_order() -> None:
    twins = [Entry("a", "위약금", ""), Entry("b", "위약금", "")]
    assert find("위약금", twins) == twins
