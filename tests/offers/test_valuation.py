"""What offers are worth: a table, and laws that hold for any offer."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.errors import Failure
from haegi.money.money import Money
from haegi.nlu.offer_reader import offer_in
from haegi.offers.offer import Offer, from_json
from haegi.offers.term import Term
from haegi.offers.valuation import (
    Costs,
    Rates,
    Valuation,
    branch_valuations,
    effective_monthly,
    switch_value,
    valuation,
)

TERMS = Path(__file__).parents[1] / "data" / "terms" / "valued.yaml"
TABLE = Path(__file__).parents[1] / "data" / "money" / "valuation.tsv"
FEE = Money(33_000)


def rows() -> list[list[str]]:
    return [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]


def value_of(offer: str, fee: str, horizon: str, extra: str) -> Valuation:
    given_: dict[str, dict[str, str]] = {"rate": {}, "waived": {}, "worth": {}}
    for one in filter(None, extra.split(", ")):
        sort, name, amount = one.split()
        given_[sort][name] = amount
    return valuation(
        offer_in(offer),
        fee=Money(int(fee)) if fee else None,
        horizon_months=int(horizon),
        rates=Rates.of(given_["rate"]),
        worth={name: Money(int(amount)) for name, amount in given_["worth"].items()},
        waived={name: Money(int(amount)) for name, amount in given_["waived"].items()},
    )


@each_row(("offer", "fee", "horizon", "extra", "value", "known"), rows())
def test_value_is_as_the_table_says(
    offer: str, fee: str, horizon: str, extra: str, value: str, known: str
) -> None:
    worth = value_of(offer, fee, horizon, extra)
    assert worth.value == (int(value) if value else None)
    assert worth.known == int(known)
    assert bool(worth.missing) == (not value)


def test_kinds_and_fees_in_steps_are_worth_what_the_table_says() -> None:
    wrong = [(row["how"], told) for row in yaml.safe_load(TERMS.read_text("utf-8")) if (told := amiss(row))]
    assert wrong == []


def amiss(row: dict[str, Any]) -> str:
    """What differs from the row; empty where nothing does."""
    worth = worth_of(row)
    kinds = [term.kind for term in worth.unpriced]
    told = (worth.value, worth.known, kinds, bool(worth.missing))
    expected = (row["value"], row.get("known", row["value"]), row.get("unpriced", []), row["value"] is None)
    return "" if told == expected else f"{told} instead of {expected}"


def worth_of(row: dict[str, Any]) -> Valuation:
    fee = row.get("fee", FEE.minor)
    given_: dict[str, Any] = {
        "fee": Money(fee) if fee else None,
        "horizon_months": row.get("horizon", 36),
        "rates": Rates.of(row.get("rates", {})),
        "worth": {name: Money(sum_) for name, sum_ in row.get("worth", {}).items()},
        "waived": {name: Money(sum_) for name, sum_ in row.get("waived", {}).items()},
    }
    offer = from_json({"terms": row["terms"], "commit_months": row.get("commit")})
    if "switch" in row:
        return switch_value(offer, new_fee=None if row["switch"] is True else Money(row["switch"]), **given_)
    return valuation(offer, **given_)


def test_a_choice_is_worth_its_first_branch_and_each_branch_has_its_own() -> None:
    branch = {"terms": [{"kind": "cash", "amount": 150_000}], "commit_months": None}
    offer = from_json({"terms": [{"kind": "voucher", "amount": 240_000}], "commit_months": 36, "or": [branch], "conditions": ["자동이체"]})
    assert valuation(offer, fee=FEE).value == 228_000
    assert [worth.value for worth in branch_valuations(offer, fee=FEE)] == [228_000, 150_000]


MONTHS = st.none() | st.integers(1, 60)
WON = st.integers(1, 500_000).map(Money)
STEADY = st.one_of(
    st.builds(Term, st.sampled_from(["cash", "voucher", "points", "sum", "credit"]), WON),
    st.builds(Term, st.just("monthly_discount"), st.integers(1, 20_000).map(Money), months=MONTHS),
    st.builds(Term, st.just("percent_discount"), percent=st.integers(1, 100), months=MONTHS),
    st.builds(Term, st.just("free_months"), months=st.integers(1, 60)),
    st.builds(Term, st.just("waiver"), what=st.sampled_from(["install", "rental", "other"]), months=MONTHS),
    st.builds(Term, st.just("service"), name=st.just("넷플릭스"), months=MONTHS),
    st.builds(Term, st.just("item"), name=st.just("공유기")),
)
NEW_FEE = st.builds(Term, st.just("monthly_fee"), st.integers(1, 33_000).map(Money), months=MONTHS)
# Of fees only one: several are steps, whose order counts.
POSITIVE = st.builds(lambda terms, fees: [*fees, *terms], st.lists(STEADY, max_size=5), st.lists(NEW_FEE, max_size=1))
COMMIT = st.none() | st.integers(0, 60)
KNOWN = {"install": Money(36_300), "rental": Money(4_400)}
FEES = st.none() | st.just(FEE)


@given(POSITIVE, STEADY, COMMIT, FEES, st.integers(1, 60))
def test_another_term_never_lowers_the_value(
    terms: list[Term], more: Term, commit: int | None, fee: Money | None, horizon: int
) -> None:
    less = valuation(Offer(tuple(terms), commit), fee=fee, horizon_months=horizon, waived=KNOWN)
    grown = valuation(Offer((*terms, more), commit), fee=fee, horizon_months=horizon, waived=KNOWN)
    assert grown.known >= less.known
    assert len(grown.missing) + len(grown.unpriced) >= len(less.missing) + len(less.unpriced)


@given(POSITIVE.flatmap(lambda terms: st.tuples(st.just(terms), st.permutations(terms))), COMMIT, FEES)
def test_the_order_of_terms_does_not_matter(
    both: tuple[list[Term], list[Term]], commit: int | None, fee: Money | None
) -> None:
    values = [valuation(Offer(tuple(terms), commit), fee=fee) for terms in both]
    assert values[0].value == values[1].value
    assert values[0].known == values[1].known


@given(POSITIVE, COMMIT)
def test_the_parts_add_up(terms: list[Term], commit: int | None) -> None:
    worth = valuation(Offer(tuple(terms), commit), fee=FEE)
    total = sum((part.worth or Fraction(0) for part in worth.parts), Fraction(0))
    assert worth.value == round(total)
    assert len(worth.parts) == len(terms)


def test_what_cannot_be_priced_is_named() -> None:
    worth = valuation(offer_in("셋톱박스 최신형으로 바꿔드리고 설치비 면제, 3개월 무료"), fee=None)
    assert [term.kind for term in worth.unpriced] == ["item", "waiver"]
    assert [term.kind for term in worth.missing] == ["free_months"]
    assert worth.value is None


def test_a_switch_pays_its_gift_and_its_fee_less_what_it_costs() -> None:
    worth = switch_value(
        offer_in("현금 43만원"),
        fee=FEE,
        new_fee=Money(27_500),
        costs=Costs(install=Money(36_300), penalty=Money(0), lost_bundle=Money(5_500), bother=Money(50_000)),
    )
    assert worth.value == 430_000 + 5_500 * 36 - 36_300 - 5_500 * 36 - 50_000
    assert [part.source for part in worth.parts] == ["term", "fee_gap", "install", "lost_bundle", "bother"]


def test_a_switch_without_todays_fee_has_no_value() -> None:
    worth = switch_value(offer_in("상품권 10만원"), fee=None, new_fee=Money(27_500))
    assert (worth.value, worth.known) == (None, 95_000)


def test_effective_monthly_rounds_halves_to_even() -> None:
    assert effective_monthly(FEE, 388_000) == 22_222
    assert effective_monthly(Money(10), 1, 2) == 10
    assert effective_monthly(Money(10), 3, 2) == 8


def test_dollars_are_valued_in_cents() -> None:
    offer = offer_in("$10 off a month for 12 months and a $100 gift card")
    worth = valuation(offer, fee=Money(6_000, "USD"))
    assert (worth.value, worth.currency) == (12_000 + 9_500, "USD")
    with pytest.raises(Failure, match=r"money\.mixed"):
        valuation(offer, fee=FEE)


@pytest.mark.parametrize(
    "given_", [{"gold": 1}, {"voucher": "much"}, {"voucher": -1}, {"points": 1.5}, {"cash": True}]
)
def test_rates_are_known_and_from_nought_to_one(given_: dict[str, object]) -> None:
    with pytest.raises(Failure, match=r"money\.rate"):
        Rates.of(given_)


@each_row("horizon", [0, -1, True])
def test_the_horizon_is_a_number_of_months(horizon: int) -> None:
    with pytest.raises(Failure, match=r"money\.horizon"):
        valuation(Offer(), fee=FEE, horizon_months=horizon)
