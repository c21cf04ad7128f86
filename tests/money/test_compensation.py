"""What outages and slow lines pay: reckoned by hand (tests/data/claims), and what holds for all of them."""

from __future__ import annotations

from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.errors import Failure
from haegi.files.resources import shipped_market
from haegi.money import compensation as rules
from haegi.money.compensation import (
    Compensation,
    Outage,
    Waiver,
    compensation,
    read_outage,
    read_tests,
    waiver,
)
from haegi.money.money import Money
from haegi.text.i18n import say

NOW = datetime.combine(date(2026, 11, 22), time(12))
DATA = Path(__file__).parents[1] / "data" / "claims"
OUTAGES, SPEED = (yaml.safe_load((DATA / name).read_text("utf-8")) for name in ("outages.yaml", "speed.yaml"))


def compensated(row: dict[str, Any]) -> Compensation:
    outages = [read_outage(text, NOW.date()) for text in row["down"]]
    return compensation(Money(row.get("fee", 33_000)), outages, NOW)


def waived(row: dict[str, Any]) -> Waiver:
    day = row.get("day", NOW.date())
    tests = read_tests(row["tests"])
    return waiver(Money(row.get("fee", 33_000)), tests, Fraction(row["minimum"]), day, row.get("slow_days", 1))


@each_row("row", OUTAGES["outages"], ids=str)
def test_outages(row: dict[str, Any]) -> None:
    found = compensated(row)
    assert [each.outage.minutes for each in found.shares] == row["minutes"]
    assert [f"{float(each.worth):.2f}" for each in found.shares] == row["worth"]
    assert (found.sum.minor, found.refund.minor, found.tenfold.minor) == (row["sum"], row["refund"], row.get("gross", 0))
    assert found.passed == bool(row["sum"])
    month = " ".join(
        name for each in found.months for name, holds in (("six", each.over_six_hours), ("leave", each.may_leave)) if holds
    )
    assert month == row.get("month", "")
    if "starts" in row:
        assert f"{found.shares[0].outage.start:%Y-%m-%d %H:%M}" == row["starts"]


@each_row("row", SPEED["speed"], ids=str)
def test_speed(row: dict[str, Any]) -> None:
    found = waived(row)
    assert (found.short, found.lasted, found.sum.minor) == (row["short"], row["lasted"], row["sum"])
    assert found.may_leave == row.get("leave", False)


@each_row("row", [*OUTAGES["wrong"], *SPEED["wrong"]], ids=str)
def test_what_cannot_be_says_what_would_do(row: dict[str, Any]) -> None:
    with pytest.raises(Failure) as caught:
        compensated(row) if "down" in row else waived(row)
    assert caught.value.key == row["fails"]
    assert {name: str(caught.value.params[name]) for name in row["says"]} == row["says"]
    for locale in ("ko", "en"):
        sentence = say(locale, caught.value.key, **caught.value.params)
        assert all(value in sentence for value in row["says"].values())


def test_dollars_have_other_rules() -> None:
    with pytest.raises(Failure, match=r"claim\.korea"):
        compensation(Money(5000, "USD"), [Outage(NOW.date(), 300)], NOW)


@each_row(
    ("fact", "numbers"),
    [
        ("outage-ten-times", (rules.TIMES, rules.IN_A_ROW // 60, rules.SINCE.year, rules.SINCE.month)),
        ("outage-gross-negligence", (rules.NEGLIGENT.isoformat(), rules.TIMES)),
        ("outage-monthly-six-hours", (rules.MONTHLY // 60,)),
        ("exempt-standard-2019", (rules.LONG // 60, rules.OFTEN, rules.IN_ALL // 60)),
        ("speed-five-tests", (rules.TESTS, rules.WITHIN, rules.SHORT)),
        ("speed-five-days-exit", (rules.SLOW_DAYS,)),
    ],
)
def test_every_number_of_the_rules_stands_in_its_fact(fact: str, numbers: tuple[object, ...]) -> None:
    words = shipped_market("kr").facts[fact].text.ko or ""
    assert [str(each) for each in numbers if str(each) not in words] == []


@given(st.integers(1_000, 10**6), st.lists(st.integers(1, 2_000), min_size=1, max_size=8), st.dates(date(2023, 3, 1), date(2026, 10, 31)))
def test_shares_add_up_and_length_is_what_counts(fee: int, lengths: list[int], day: date) -> None:
    found = compensation(Money(fee), [Outage(day, minutes) for minutes in lengths], NOW)
    by_hand = {True: Fraction(), False: Fraction()}
    for share in found.shares:
        by_hand[share.outage.minutes >= 120] += share.worth
    assert abs(found.sum.minor - by_hand[True]) <= Fraction(1, 2)
    assert abs(found.refund.minor - by_hand[False]) <= Fraction(1, 2)
    assert abs(found.tenfold.minor - by_hand[False] * 10) <= Fraction(1, 2)
    longer = compensation(Money(fee), [Outage(day, minutes + 1) for minutes in lengths], NOW)
    assert longer.sum.minor >= found.sum.minor


@given(st.text(max_size=60))
def test_any_text_is_an_outage_or_a_failure(text: str) -> None:
    for read in (lambda: compensation(Money(33_000), [read_outage(text, NOW.date())], NOW), lambda: read_tests(text)):
        try:
            found: object = read()
        except Failure as failure:
            found = say("ko", failure.key, **failure.params)
        assert found is not None
