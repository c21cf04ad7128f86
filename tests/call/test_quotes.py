"""Quotes as people jot them, on 20 November 2026."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import shipped
from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.call.case import Case, facts
from haegi.call.cue import cue
from haegi.call.engine import Snapshot
from haegi.call.slots import read_quote, with_quotes
from haegi.errors import Failure

TODAY = date(2026, 11, 20)
TABLE = Path(__file__).parents[1] / "data" / "quotes" / "quotes.tsv"
ROWS = [row.split("\t") for row in TABLE.read_text("utf-8").splitlines()[1:]]


@each_row("row", ROWS, ids=[row[0] for row in ROWS])
def test_what_is_jotted(row: list[str]) -> None:
    text, provider, product, gift, amount, fee, seen = row
    quote = read_quote(text, TODAY)
    assert (quote.provider, quote.product, quote.gift) == (provider, product, gift)
    assert (quote.amount, quote.fee) == (int(amount) if amount else None, int(fee) if fee else None)
    assert quote.seen == (date.fromisoformat(seen) if seen else None)


@each_row("text", ["", " ", "SKB", "SKB 11/18", "SKB 좋다고 함", "현금", "SKB 500M"])
def test_without_a_price_it_is_no_quote(text: str) -> None:
    with pytest.raises(Failure, match=r"quote\.none"):
        read_quote(text, TODAY)


@each_row(
    ("text", "key"),
    [
        ("SKB 현금 43만원 13/1", "date.none"),
        ("SKB 현금 43만원 2026-02-30", "date.none"),
        ("T-Mobile $50 Nov 45", "date.none"),
        ("T-Mobile $50 12/15/2027", "date.future"),
    ],
)
def test_a_date_that_cannot_be_is_refused(text: str, key: str) -> None:
    with pytest.raises(Failure, match=key):
        read_quote(text, TODAY)


@each_row(
    ("playbook", "text", "words"),
    [
        ("retention-us", "T-Mobile $50/mo", "T-Mobile quoted me $50.00 a month at my address."),
        ("retention-us", "T-Mobile $50/mo Nov 18", "On Nov 18, T-Mobile quoted me $50.00 a month"),
        ("retention-us", "T-Mobile $50/mo 12/15/2025", "On Dec 15, 2025, T-Mobile quoted me"),
        ("retention-kr", "SKB 500M+TV 현금 43만원", "SKB에서 현금 43만원을 안내받았습니다."),
        ("retention-kr", "SKB 500M+TV 현금 43만원 11/18", "11월 18일에 SKB 500M+TV로 현금 43만원을"),
    ],
)
def test_only_a_date_that_was_given_is_said(playbook: str, text: str, words: str) -> None:
    book = shipped(playbook)
    case = Case(name="it", playbook=playbook, currency="USD" if "$" in text else "KRW", quotes=(read_quote(text, TODAY),))
    now = Snapshot(stage="cite", facts=facts(book, case, 1, (), TODAY))
    line = cue(book, now, case.currency).line
    assert line is not None
    assert line.text.startswith(words)


def test_a_quote_given_again_with_its_day_has_it() -> None:
    undated, other, dated = (
        read_quote(text, TODAY) for text in ("SKB 현금 43만원", "KT 현금 30만원", "SKB 현금 43만원 11/18")
    )
    assert with_quotes([undated, other], [dated]) == (other, dated)
    assert with_quotes([dated], [undated]) == (dated, undated)


@given(st.dates(date(2025, 1, 1), date(2040, 12, 31)), st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_a_quote_without_a_year_was_seen_before_it_is_cited(today: date, day: date) -> None:
    if (day.month, day.day) != (2, 29):
        quote = read_quote(f"SKB 현금 43만원 {day.month}/{day.day}", today)
        assert quote.seen is not None
        assert quote.seen <= today


@given(st.text("가나다 abcXYZ+-.", max_size=40))
def test_any_text_with_a_gift_is_a_quote(text: str) -> None:
    assert read_quote(f"SKB {text} 현금 43만원", TODAY).provider == "SKB"
