"""Instalments: plans and refusals reckoned by hand (tests/data/schedule), and what holds for all of them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.errors import Failure
from haegi.money.instalments import LIMIT, Means, even, schedule
from haegi.money.money import Money
from haegi.text.i18n import Text, say

TODAY = date(2026, 11, 22)
FILE = Path(__file__).parents[1] / "data" / "schedule" / "plans.yaml"
PLANS = yaml.safe_load(FILE.read_text("utf-8"))["plans"]


def planned(row: dict[str, Any]) -> list[str]:
    sums = {name: Money(row[name]) if name in row else None for name in ("now", "monthly")}
    means = Means(**sums, months=row.get("months"), day=row.get("day"), start=row.get("from"))
    return [f"{one.day} {one.sum.minor}" for one in schedule(Money(row["owed"]), means, TODAY).payments]


@each_row("row", [row for row in PLANS if "pays" in row], ids=str)
def test_plans(row: dict[str, Any]) -> None:
    assert planned(row) == row["pays"]


@each_row("row", [row for row in PLANS if "fails" in row], ids=str)
def test_what_cannot_be_met_says_what_would_do(row: dict[str, Any]) -> None:
    with pytest.raises(Failure) as caught:
        planned(row)
    assert caught.value.key == row["fails"]
    told = {name: caught.value.params[name] for name in row["says"]}
    assert {name: each.ko if isinstance(each, Text) else str(each) for name, each in told.items()} == row["says"]
    for locale in ("ko", "en"):
        sentence = say(locale, caught.value.key, **caught.value.params)
        assert all(value.rstrip("원") in sentence for value in row["says"].values())
        assert locale == "ko" or "원" not in sentence


@given(
    st.integers(1, 10**7), st.integers(0, 10**6), st.integers(1, LIMIT), st.integers(1, 31),
    st.dates(TODAY, date(2030, 1, 1)),
)  # fmt: skip
def test_a_plan_pays_it_all_and_the_last_is_the_smallest(owed: int, now: int, months: int, day: int, start: date) -> None:
    rest = owed - now
    if rest <= 0:
        return
    monthly = even(Money(rest), months)
    assert monthly.minor * months >= rest
    plan = schedule(Money(owed), Means(Money(now), monthly, day=day, start=start), TODAY)
    assert sum(one.sum.minor for one in plan.payments) == owed
    assert plan.payments[-1].left.minor == 0
    assert len(plan.monthly) <= months
    assert {one.sum for one in plan.monthly[:-1]} <= {monthly}
    assert 0 < plan.monthly[-1].sum.minor <= monthly.minor
    assert plan.monthly[0].day >= start
    assert all(earlier.day < later.day for earlier, later in pairwise(plan.payments))
