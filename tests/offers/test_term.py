"""Terms and offers as JSON and in writing, from tables: `tests/data/terms`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from haegi.errors import Failure
from haegi.money.money import Money
from haegi.offers.offer import Offer, describe, from_json, write
from haegi.offers.term import FIELDS, Kind, Term
from haegi.offers.valuation import branch_valuations
from haegi.text.i18n import LOCALES

DATA = Path(__file__).parents[1] / "data" / "terms"


def rows(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text("utf-8"))


def test_offers_are_written_and_shown_in_both_languages() -> None:
    wrong = []
    for row in rows("written.yaml"):
        offer = from_json(row["offer"])
        worths = [worth.money for worth in branch_valuations(offer, fee=None)]
        for locale in LOCALES:
            expected = (row[locale], row.get("shown", row)[locale])
            written = (write(offer, locale), describe(offer, locale, worths))
            wrong += [(expected, written)] if written != expected else []
    assert wrong == []


def test_json_goes_there_and_back() -> None:
    offers = [row["offer"] for row in rows("written.yaml")]
    assert [from_json(offer).to_json() for offer in offers] == offers


def test_json_that_is_no_offer_is_refused() -> None:
    wrong = [(key, data, told) for key, table in rows("refused.yaml").items() for data in table if (told := refusal(data)) != key]
    assert wrong == []


def refusal(data: object) -> str:
    try:
        return f"read as {from_json(data)}"
    except Failure as failure:
        return failure.key


def test_json_of_an_older_store_is_read() -> None:
    fee = {"kind": "monthly_fee", "amount": 27_500, "currency": "KRW"}
    read = from_json({"terms": [fee], "commit_months": 36})
    assert read == Offer((Term("monthly_fee", Money(27_500)),), 36)
    assert read.to_json()["terms"] == [{**fee, "months": None}]


def test_what_is_given_besides_is_given_with_every_choice() -> None:
    cash, points, speed, item = (
        Term("cash", Money(5)), Term("points", Money(7)), Term("speed", mbps=500), Term("item", name="공유기")
    )  # fmt: skip
    either = Offer((cash,), 36, (Offer((points,), 12),), ("autopay",))
    assert either.plus(Offer((speed,))) == Offer((cash, speed), 36, (Offer((points, speed), 12),), ("autopay",))
    chosen = either.plus(Offer((speed,), choices=(Offer((item,)),)))
    assert [branch.terms for branch in chosen.branches] == [(cash, speed), (cash, item), (points, speed), (points, item)]
    assert Offer((cash,)).plus(Offer()) == Offer((cash,))


MONTHS = st.none() | st.integers(1, 60)
FIELD = {
    "amount": st.integers(1, 900_000).map(Money) | st.integers(1, 900_000).map(lambda cents: Money(cents, "USD")),
    "months": MONTHS,
    "percent": st.integers(1, 100) | st.sampled_from([0.5, 12.5]),
    "mbps": st.integers(1, 10_000),
    "what": st.sampled_from(["install", "rental", "penalty", "late_fee", "other"]),
    "name": st.text(min_size=1).filter(str.strip),
}


def terms_of(kind: Kind) -> st.SearchStrategy[Term]:
    fields = {name: FIELD[name] for name in FIELDS[kind]}
    if kind == "free_months":
        fields["months"] = st.integers(1, 60)
    return st.fixed_dictionaries(fields).map(lambda values: Term(kind, **values))


TERMS = st.sampled_from(list(FIELDS)).flatmap(terms_of)
CONDITIONS = st.lists(st.text(min_size=1).filter(str.strip), max_size=2).map(tuple)
BRANCHES = st.builds(
    Offer, st.lists(TERMS, min_size=1, max_size=4).map(tuple), st.none() | st.integers(0, 60), conditions=CONDITIONS
)
OFFERS = st.builds(
    lambda first, others: Offer(first.terms, first.commit_months, others, first.conditions),
    BRANCHES, st.lists(BRANCHES, max_size=2).map(tuple),
)  # fmt: skip


@given(OFFERS, st.sampled_from(LOCALES))
def test_any_offer_survives_json_and_can_be_shown(offer: Offer, locale: Any) -> None:
    assert from_json(offer.to_json()) == offer
    assert describe(offer, locale).count("(") >= len([branch for branch in offer.branches if branch.conditions])
