"""A sum of won as the terms in which a desk would give it: what costs it least comes first."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from haegi.money.money import Money
from haegi.money.offer import Offer
from haegi.money.term import Kind, Term
from haegi.money.valuation import HORIZON, Rates

#: People are offered round sums; rounding is always down, so that a desk never gives more than it has.
_STEP: dict[str, int] = {"cash": 10_000, "voucher": 10_000, "points": 1_000, "monthly_discount": 100}
#: From what costs a desk least to what costs it most.
_ORDER: tuple[Kind, ...] = ("free_months", "points", "voucher", "monthly_discount", "cash")


def as_offer(
    worth: int, form: Mapping[Any, float], fee: int | None, most: int, horizon: int = HORIZON
) -> Offer:
    """Terms worth at most `worth` won by the standard valuation. A kind is used up, to its share of `most` as `form`
    weighs them, before a dearer one is touched. Free months need a fee and are left out without one."""
    kinds = [kind for kind in _ORDER if form.get(kind, 0) > 0 and (kind != "free_months" or fee)]
    kinds = kinds or ["voucher"]
    weight = sum(Fraction(str(form.get(kind, 1))) for kind in kinds)
    left = Fraction(worth)
    terms: list[Term] = []
    for kind in kinds:
        share = max(worth, most) * Fraction(str(form.get(kind, 1))) / weight
        term, used = _term(kind, left if kind == kinds[-1] else min(left, share), fee or 0, horizon)
        if term:
            terms.append(term)
            if left <= share:
                break
            left -= used
    return Offer(tuple(terms), horizon if terms else None)


def _term(kind: Kind, share: Fraction, fee: int, horizon: int) -> tuple[Term | None, Fraction]:
    """One term worth at most `share`, and what it is worth."""
    if kind == "free_months":
        months = min(int(share // fee), 12)
        return (Term("free_months", months=months), Fraction(months * fee)) if months else (None, Fraction(0))
    if kind == "monthly_discount":
        amount = int(share / horizon) // _STEP[kind] * _STEP[kind]
        return _sum(kind, amount, Fraction(amount * horizon))
    rate = getattr(Rates(), kind)
    amount = int(share / rate) // _STEP[kind] * _STEP[kind]
    return _sum(kind, amount, amount * rate)


def _sum(kind: Kind, amount: int, worth: Fraction) -> tuple[Term | None, Fraction]:
    return (Term(kind, amount=Money(amount)), worth) if amount > 0 else (None, Fraction(0))
