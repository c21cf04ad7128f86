"""A sum as the terms in which a desk would give it: what costs it least comes first."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from haegi.money.money import Currency, Money
from haegi.offers.offer import Offer
from haegi.offers.term import Kind, Term
from haegi.offers.valuation import HORIZON, Rates

#: People are offered round sums; rounding is always down, so that a desk never gives more than it has.
_STEP: dict[Currency, dict[str, int]] = {
    "KRW": {"cash": 10_000, "voucher": 10_000, "points": 1_000, "sum": 10_000, "credit": 1_000, "monthly_discount": 100},
    "USD": {"cash": 500, "voucher": 2_500, "points": 500, "sum": 2_500, "credit": 500, "monthly_discount": 500},
}
#: Won a month where a discount runs for its own months.
_YEARLY = 1_000
#: From what costs a desk least to what costs it most.
_ORDER: tuple[Kind, ...] = ("free_months", "points", "voucher", "sum", "credit", "monthly_discount", "cash")


class Basis(NamedTuple):
    """The conditions for terms: today's fee in minor units, the horizon, and for how many months a discount runs
    (None: as long as the contract, which is as long as the horizon)."""

    fee: int | None = None
    currency: Currency = "KRW"
    months: int | None = None
    horizon: int = HORIZON


def as_offer(worth: int, mix: Mapping[Any, float], basis: Basis, most: int) -> Offer:
    """Terms worth at most `worth` (won, cents) by the standard valuation. A kind is used up, to its share of `most` as
    `mix` weighs them, before a dearer one is touched. Free months need a fee and are left out without one."""
    kinds = [kind for kind in _ORDER if mix.get(kind, 0) > 0 and (kind != "free_months" or basis.fee)]
    kinds = kinds or ["voucher"]
    weight = sum(Fraction(str(mix.get(kind, 1))) for kind in kinds)
    left = Fraction(worth)
    terms: list[Term] = []
    for kind in kinds:
        share = max(worth, most) * Fraction(str(mix.get(kind, 1))) / weight
        term, used = _term(kind, left if kind == kinds[-1] else min(left, share), basis)
        if term:
            terms.append(term)
            if left <= share:
                break
            left -= used
    return Offer(tuple(terms), basis.horizon if terms and not basis.months else None)


def _term(kind: Kind, share: Fraction, basis: Basis) -> tuple[Term | None, Fraction]:
    """One term worth at most `share`, and what it is worth."""
    if kind == "free_months":
        fee = basis.fee or 0
        months = min(int(share // fee), 12)
        return (Term("free_months", months=months), Fraction(months * fee)) if months else (None, Fraction(0))
    span = (basis.months or basis.horizon) if kind == "monthly_discount" else 1
    rate = Fraction(1) if kind == "monthly_discount" else getattr(Rates(), kind)
    step = _YEARLY if span == basis.months and basis.currency == "KRW" else _STEP[basis.currency][kind]
    amount = int(share / rate / span) // step * step
    if amount <= 0:
        return None, Fraction(0)
    runs = basis.months if kind == "monthly_discount" else None
    return Term(kind, amount=Money(amount, basis.currency), months=runs), amount * rate * span
