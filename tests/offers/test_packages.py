"""Packages to ask for: different in form, the same in worth."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.money.money import Currency
from haegi.offers.offer import write
from haegi.offers.valuation import packages


@each_row(
    ("target", "currency", "fee", "written"),
    [
        (430_000, "KRW", 33_000, ["상품권 46만 원", "36개월간 월 1만 2,000원 할인", "상품권 23만 원 + 36개월간 월 6,000원 할인"]),
        (24_000, "USD", 8499, ["$240.00 one-time bill credit", "$20.00 off a month for 12 months", "$120.00 one-time bill credit + $10.00 off a month for 12 months"]),
        (0, "KRW", 33_000, []),
    ],
)
def test_a_target_in_three_forms(target: int, currency: Currency, fee: int, written: list[str]) -> None:
    found = [write(offer, "ko" if currency == "KRW" else "en") for offer, _ in packages(target, currency, fee=fee)]
    assert found == written


@given(st.integers(1, 3_000_000), st.integers(1, 200_000), st.integers(1, 60), st.sampled_from(["KRW", "USD"]))
def test_each_reaches_the_target_by_no_more_than_its_steps(target: int, fee: int, months: int, currency: Currency) -> None:
    step, small = (10_000, 500) if currency == "KRW" else (500, 50)
    for offer, worth in packages(target, currency, fee=fee, horizon_months=months):
        assert target <= worth <= target + step + small * months
        assert sum(term.amount.minor for term in offer.terms if term.kind == "monthly_discount" and term.amount) <= fee
