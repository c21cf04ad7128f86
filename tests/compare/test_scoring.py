"""Scores from ratings, and what would change the answer."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.compare.choices import settle
from haegi.compare.compare_file import CompareFile
from haegi.compare.comparison import Basis, Choice, Details, compare, evaluate
from haegi.compare.scoring import break_even, by_score, score
from haegi.files.yaml_reader import load
from haegi.money.money import Money
from haegi.offers.offer import Offer
from haegi.offers.term import Term

WEIGHED = Path(__file__).parents[1] / "data" / "compare" / "weighed.yaml"


def test_scores_of_a_file() -> None:
    settled = settle(load(WEIGHED, CompareFile).model)
    found = compare(settled.choices, settled.basis)
    scored = [(option.name, float(rated)) for option, rated in by_score(found)]
    # SKB (2x5 + 3 + 4 + 1) / 5; who stays keeps today's (2x3 + 4 + 2 + 4) / 5, on renewing with terms of 2
    assert scored == [("SKB", 3.6), ("promo", 3.2), ("do nothing", 3.2), ("renew", 2.8)]
    change = break_even(found)
    assert change is not None
    # SKB is 173,700 ahead of renewing: 4,826 x 36 = 173,736 is the first that is more
    assert (change.option.name, change.fee, change.gift) == ("renew", 4_826, 173_701)


@each_row(
    ("weights", "expected"),
    [({"a": 1, "b": 1}, Fraction(3)), ({"a": 3, "b": 1}, Fraction(4)), ({}, None), ({"a": 1, "c": 1}, None)],
)
def test_a_score_is_the_weighed_mean(weights: dict[str, int], expected: Fraction | None) -> None:
    rated = Choice("x", "switch", fee=Money(1000), details=Details(ratings={"a": Fraction(5), "b": Fraction(1)}))
    basis = Basis(Money(2000), weights={name: Fraction(weight) for name, weight in weights.items()})
    (option,) = (one for one in compare([rated], basis).options if one.name == "x")
    assert score(option, basis) == expected


sums = st.integers(1, 500_000)


@given(sums, sums, st.integers(10_000, 60_000), st.integers(10_000, 60_000), st.sampled_from(["stay", "switch"]))
def test_the_least_change_is_enough_and_less_is_not(gift: int, other: int, fee: int, second: int, kind: str) -> None:
    choices = {
        "a": Choice("a", "switch", Offer((Term("cash", Money(gift)),)), Money(fee)),
        "b": Choice("b", "stay" if kind == "stay" else "switch", Offer((Term("cash", Money(other)),)), Money(second)),
    }
    found = compare(choices.values(), Basis(Money(35_000)))
    change = break_even(found)
    if change is None or change.gift is None:
        assert change is None
        return
    name, basis = change.option.name, Basis(Money(35_000))
    choice = choices[name]

    def ahead(changed: Choice) -> bool:
        return (evaluate(changed, basis).value or 0) > (found.best.value or 0)

    for less in (0, 1):
        more = Offer((*choice.offer.terms, *([Term("cash", Money(change.gift - less))] if change.gift > less else [])))
        assert ahead(replace(choice, offer=more)) is not bool(less)
        if change.fee is not None and choice.kind == "switch" and choice.fee:
            lower = Money(choice.fee.minor - change.fee + less)
            assert ahead(replace(choice, fee=lower)) is not bool(less)
