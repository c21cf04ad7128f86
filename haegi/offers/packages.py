"""Packages to ask for that are worth the same to the caller and different things to the desk: what it can't give in one form it
may give in another, and which one it takes tells what it has room for."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from haegi.money.money import Currency, Money
from haegi.offers.offer import Offer
from haegi.offers.term import Kind, Term
from haegi.offers.valuation import HORIZON, Rates, valuation

#: What is asked for at once, and the steps in which people name it and a discount a month, in minor units.
_ONCE: dict[Currency, tuple[Kind, int, int]] = {"KRW": ("voucher", 10_000, 500), "USD": ("credit", 500, 50)}
#: Months for which discounts are given where promotions are short.
_PROMOTION = 12


def packages(
    target: int, currency: Currency, *, fee: int | None = None, horizon_months: int = HORIZON, rates: Rates | None = None
) -> tuple[tuple[Offer, int], ...]:
    """All at once, all by the month, half and half: each with its value, which reaches the target by no more than a step.

    A discount above today's fee is no discount, so such a package is left out.
    """
    paid = None if fee is None else Money(fee, currency)
    months = min(_PROMOTION, horizon_months) if currency == "USD" else horizon_months
    found = []
    for terms in _splits(target, currency, months, rates or Rates()):
        off = sum(term.amount.minor for term in terms if term.kind == "monthly_discount" and term.amount)
        worth = valuation(Offer(terms), fee=paid, horizon_months=horizon_months, rates=rates).value
        if worth is not None and (fee is None or off <= fee):
            found.append((Offer(terms), worth))
    return tuple(found)


def _splits(target: int, currency: Currency, months: int, rates: Rates) -> Iterator[tuple[Term, ...]]:
    kind, step, small = _ONCE[currency]
    rate: Fraction = getattr(rates, kind)

    def once(worth: Fraction) -> Term:
        return Term(kind, Money(_up(worth / rate, step), currency))

    def monthly(worth: Fraction) -> Term:
        return Term("monthly_discount", Money(_up(worth / months, small), currency), months=months)

    if target <= 0 or not rate:
        return
    half = once(Fraction(target, 2))
    rest = target - rate * (half.amount.minor if half.amount else 0)
    yield (once(Fraction(target)),)
    yield (monthly(Fraction(target)),)
    if rest > 0:
        yield half, monthly(rest)


def _up(sum_: Fraction, step: int) -> int:
    """The next sum that people would name."""
    return ceil(sum_ / step) * step
