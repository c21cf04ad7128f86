"""Quotes as people jot them, on 20 November 2026."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.call.slots import read_quote
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
    assert quote.seen == date.fromisoformat(seen)


@each_row("text", ["", " ", "SKB", "SKB 11/18", "SKB 좋다고 함", "현금", "SKB 500M"])
def test_without_a_price_it_is_no_quote(text: str) -> None:
    with pytest.raises(Failure, match=r"quote\.none"):
        read_quote(text, TODAY)


@given(st.dates(date(2025, 1, 1), date(2040, 12, 31)), st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_a_quote_without_a_year_was_seen_before_it_is_cited(today: date, day: date) -> None:
    quote = read_quote(f"SKB 현금 43만원 {day.month}/{day.day}", today)
    assert quote.seen is not None
    assert quote.seen <= today


@given(st.text("가나다 abcXYZ+-.", max_size=40))
def test_any_text_with_a_gift_is_a_quote(text: str) -> None:
    assert read_quote(f"SKB {text} 현금 43만원", TODAY).provider == "SKB"
