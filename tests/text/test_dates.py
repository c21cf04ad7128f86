"""Dates as people say them: a table, seen from Friday 20 November 2026, and laws."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.errors import Failure
from haegi.text.dates import find_date, read_date

TODAY = date(2026, 11, 20)
TABLES = Path(__file__).parents[1] / "data" / "dates"
DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))


def rows(name: str) -> list[tuple[str, ...]]:
    return [tuple(row.split("\t")) for row in (TABLES / name).read_text("utf-8").splitlines()[1:]]


@each_row(("text", "iso"), rows("dates.tsv"))
def test_what_is_said(text: str, iso: str) -> None:
    found = find_date(text, TODAY)
    assert (found.isoformat() if found else "") == iso


@each_row(("text", "iso"), rows("past.tsv"))
def test_what_is_said_of_a_past_matter(text: str, iso: str) -> None:
    found = find_date(text, TODAY, past=True)
    assert (found.isoformat() if found else "") == iso


@given(DAYS, DAYS)
def test_a_past_date_without_a_year_is_the_last_one(day: date, today: date) -> None:
    found = find_date(f"{day.month}월 {day.day}일", today, past=True)
    assert found is None or ((found.month, found.day) == (day.month, day.day) and found <= today)
    assert found or (day.month, day.day) == (2, 29)


@given(DAYS, DAYS)
def test_a_whole_date_is_itself_on_any_day(day: date, today: date) -> None:
    assert find_date(day.isoformat(), today) == day
    assert find_date(f"{day.year}년 {day.month}월 {day.day}일", today) == day


@given(DAYS, DAYS)
def test_a_date_without_a_year_is_the_next_one(day: date, today: date) -> None:
    found = find_date(f"{day.month}/{day.day}", today)
    if found is None:
        assert (day.month, day.day) == (2, 29)
    else:
        assert (found.month, found.day) == (day.month, day.day)
        assert today <= found <= today + timedelta(days=366)


@given(st.text(), DAYS)
def test_any_text_has_a_date_or_none(text: str, today: date) -> None:
    found = find_date(text, today)
    assert found is None or isinstance(found, date)


@given(st.text("0123456789/-.월일년주뒤 다음in days", max_size=20), DAYS)
def test_any_figures_have_a_date_or_a_failure(text: str, today: date) -> None:
    if find_date(text, today) is None:
        with pytest.raises(Failure, match=r"date\.none"):
            read_date(text, today)
    else:
        assert read_date(text, today) == find_date(text, today)
