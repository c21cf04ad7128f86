"""What an offer is worth over a horizon, and what each number is made of.

The baseline is doing nothing: today's fee for the whole horizon. A stay option is worth
`cash + credit + voucher x rate + points x rate + sum x rate + monthly discount x months + percent x fee x months
+ free months x fee + (fee - new fee) x months + waived sums that are known`, every span capped by the horizon.
A switch option is worth `gift + (fee - its fee) x horizon - install - penalty - lost bundle x horizon - bother`.
Sums are kept as fractions of the minor unit (won, cents) and rounded once, halves to even, at the end.

A new fee counts for its own months, else for the contract's, else for the horizon. A fee in steps is reckoned step by
step: each begins where the one before it ends and counts for its own months; the last, where it says none, runs until the
contract ends, or the horizon where there is no contract. What comes after the last step is today's fee again. A step
dearer than today's fee counts below zero, for its months alone. A step that says no months and is followed by another
counts 0 and is named, since nobody knows when it ends.

Of a choice the value is that of the first branch; conditions are not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Literal, get_args

from haegi.errors import Failure
from haegi.money.money import Currency, Money
from haegi.offers.offer import Offer
from haegi.offers.term import Kind, Term

HORIZON = 36
Charge = Literal["install", "penalty", "lost_bundle", "bother"]
Source = Literal["term", "fee_gap", "after"] | Charge


@dataclass(frozen=True, slots=True)
class Rates:
    """What a won of each kind is worth in cash. The names are the kinds of terms that are a sum given once."""

    cash: Fraction = Fraction(1)
    voucher: Fraction = Fraction(95, 100)
    points: Fraction = Fraction(90, 100)
    sum: Fraction = Fraction(95, 100)
    credit: Fraction = Fraction(1)

    @classmethod
    def of(cls, given: Mapping[str, object]) -> Rates:
        """The defaults, but for those given. Raises Failure("money.rate") unless known and 0 to 1."""
        rates = {}
        for name, rate in given.items():
            try:
                rates[name] = Fraction(str(rate))
            except (ValueError, ZeroDivisionError):
                rates[name] = Fraction(-1)
            if name not in RATED or not 0 <= rates[name] <= 1:
                raise Failure("money.rate", name=name, rate=str(rate))
        return cls(**rates)


@dataclass(frozen=True, slots=True)
class Costs:
    """What an option costs beside its fee; `lost_bundle` a month, the rest once. None is unsaid and counts 0."""

    install: Money | None = None
    penalty: Money | None = None
    lost_bundle: Money | None = None
    bother: Money | None = None

    def over(self, other: Costs) -> Costs:
        """These costs, and those of `other` where these say nothing."""
        mine, theirs = self.named(), other.named()
        return Costs(*(theirs[name] if cost is None else cost for name, cost in mine.items()))

    def named(self) -> dict[Charge, Money | None]:
        return {name: getattr(self, name) for name in get_args(Charge)}


RATED: tuple[Kind, ...] = ("cash", "voucher", "points", "sum", "credit")


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a valuation: `unit` (minor units) x `rate` x `months`.

    `worth` is None where it cannot be known: `lacks` says "fee" where today's fee is missing, "price" where nothing says
    what a thing or a waived charge is worth, "months" where nothing says how long a step of a fee lasts. `source` is
    "term", or the cost of switching that it is.
    """

    source: Source
    term: Term | None = None
    unit: Fraction = Fraction(0)
    rate: Fraction = Fraction(1)
    months: int = 1
    lacks: Literal["fee", "price", "months"] | None = None

    @property
    def worth(self) -> Fraction | None:
        return None if self.lacks else self.unit * self.rate * self.months


@dataclass(frozen=True, slots=True)
class Valuation:
    """Minor units of `currency` over `horizon_months`.

    `value` is None where a term needs a fee that is not known; `known` is then the value without those terms
    (`missing`). Terms in `unpriced` (an item, a service, a speed, a card, a waived charge whose sum is unknown) count 0
    and are named, so that nobody takes them for worthless.
    """

    parts: tuple[Part, ...]
    currency: Currency
    horizon_months: int

    @property
    def known(self) -> int:
        return round(sum((part.worth or Fraction(0) for part in self.parts), Fraction(0)))

    @property
    def value(self) -> int | None:
        return None if any(part.lacks == "fee" for part in self.parts) else self.known

    @property
    def missing(self) -> tuple[Term, ...]:
        return tuple(part.term for part in self.parts if part.lacks == "fee" and part.term)

    @property
    def unpriced(self) -> tuple[Term, ...]:
        return tuple(part.term for part in self.parts if part.lacks in ("price", "months") and part.term)

    @property
    def money(self) -> Money | None:
        """The value as a sum; None where it is not known."""
        return None if self.value is None else Money(self.value, self.currency)


@dataclass(frozen=True, slots=True)
class _Basis:
    """What every part is reckoned on."""

    fee: Money | None
    horizon: int
    contract: int
    rates: Rates
    worth: Mapping[str, Money]
    waived: Mapping[str, Money]

    def span(self, months: int | None) -> int:
        """The months something runs for: its own, or the contract's, or the horizon, whichever is least."""
        return min(months, self.horizon) if months else self.contract


def valuation(
    offer: Offer, *, fee: Money | None, horizon_months: int = HORIZON, rates: Rates | None = None,
    worth: Mapping[str, Money] | None = None, waived: Mapping[str, Money] | None = None,
) -> Valuation:
    """The worth of staying on `offer`; `fee` is today's fee a month, None where it is not known.

    `worth` prices what else counts 0: an item or a service by its name, or "item", "service", "speed", "card_discount", as
    one sum over the horizon. `waived` holds known charges: "install", "penalty", "late_fee", "other" as one sum, "rental"
    a month. A contract of 0 months (무약정) or an unsaid one gives no length of its own, so the horizon counts.
    Raises Failure: money.mixed where currencies differ, money.horizon where the horizon is no positive number.
    """
    basis = _basis(offer, fee, horizon_months, rates, worth, waived)
    steps = _steps(offer.terms, basis)
    parts = tuple(next(steps) if term.kind == "monthly_fee" else _part(term, basis) for term in offer.terms)
    return Valuation(parts, _currency(parts, fee), horizon_months)


def branch_valuations(
    offer: Offer, *, fee: Money | None, horizon_months: int = HORIZON, rates: Rates | None = None
) -> tuple[Valuation, ...]:
    """The worth of each branch of a choice, the one that counts first."""
    return tuple(valuation(each, fee=fee, horizon_months=horizon_months, rates=rates) for each in offer.branches)


def switch_value(
    gift: Offer, *, fee: Money | None, new_fee: Money | None, horizon_months: int = HORIZON,
    rates: Rates | None = None, costs: Costs | None = None, worth: Mapping[str, Money] | None = None,
    waived: Mapping[str, Money] | None = None,
) -> Valuation:
    """The worth of moving to a provider at `new_fee` a month with `gift`, at these `costs`.

    Without a `new_fee` it is the fee that the gift names, step by step where it is one for some months.
    Free months and percentages of the gift are of the new fee: it is what they spare. What the gift waives of
    `install` and `penalty` is known from those. Where either fee is not known, the gap between them is missing.
    """
    costs = costs or Costs()
    charges = {"install": costs.install, "penalty": costs.penalty}
    known = {name: cost for name, cost in charges.items() if cost is not None} | dict(waived or {})
    named = [term for term in gift.terms if term.kind == "monthly_fee"] if new_fee is None else []
    new_fee = named[0].amount if named else new_fee
    basis = _basis(gift, new_fee, horizon_months, rates, worth, known)
    parts = [_part(term, basis) for term in gift.terms if term.kind != "monthly_fee"]
    if any(term.months for term in named) or len(named) > 1:
        parts += _steps(gift.terms, replace(basis, fee=fee, contract=horizon_months))
    elif fee is None or new_fee is None:
        parts.append(Part("fee_gap", lacks="fee"))
    else:
        parts.append(Part("fee_gap", None, _minor(fee - new_fee), months=horizon_months))
    parts += spending(horizon_months, costs)
    first = _one_currency([fee, new_fee, *costs.named().values()])
    return Valuation(tuple(parts), _currency(parts, first), horizon_months)


def spending(horizon_months: int, costs: Costs) -> list[Part]:
    """What an option costs beside its fee, as parts below zero; what is nothing is left out."""
    return [
        Part(source, None, -_minor(cost), months=horizon_months if source == "lost_bundle" else 1)
        for source, cost in costs.named().items() if cost and cost.minor
    ]  # fmt: skip


def effective_monthly(fee: Money, value: int, horizon_months: int = HORIZON) -> int:
    """Today's fee less what the option is worth a month, in minor units, halves to even."""
    return round(fee.minor - Fraction(value, horizon_months))


def _basis(
    offer: Offer, fee: Money | None, horizon: int, rates: Rates | None, worth: Mapping[str, Money] | None,
    waived: Mapping[str, Money] | None,
) -> _Basis:
    if isinstance(horizon, bool) or not isinstance(horizon, int) or horizon < 1:
        raise Failure("money.horizon", horizon=horizon)
    contract = min(offer.commit_months or horizon, horizon)
    _one_currency([*(term.amount for term in offer.terms), fee, *(worth or {}).values(), *(waived or {}).values()])
    return _Basis(fee, horizon, contract, rates or Rates(), worth or {}, waived or {})


def _part(term: Term, basis: _Basis) -> Part:
    """What one term is made of."""
    if term.kind in RATED:
        return Part("term", term, _minor(term.amount), getattr(basis.rates, term.kind))
    if term.kind == "monthly_discount":
        return Part("term", term, _minor(term.amount), months=basis.span(term.months))
    if term.kind in ("percent_discount", "free_months"):
        return _of_the_fee(term, basis)
    if term.kind == "waiver":
        return _waiver(term, basis)
    price = basis.worth.get(term.name or "") or basis.worth.get(term.kind)
    return Part("term", term, _minor(price)) if price else Part("term", term, lacks="price")


def _of_the_fee(term: Term, basis: _Basis) -> Part:
    """Shares of today's fee, and months without it."""
    if basis.fee is None:
        return Part("term", term, lacks="fee")
    fee = _minor(basis.fee)
    if term.kind == "percent_discount":
        return Part("term", term, fee, Fraction(str(term.percent)) / 100, basis.span(term.months))
    return Part("term", term, fee, months=min(term.months or 0, basis.horizon))


def _steps(terms: Sequence[Term], basis: _Basis) -> Iterator[Part]:
    """The fees of an offer in their order, as steps one after the other."""
    steps = [term for term in terms if term.kind == "monthly_fee"]
    begins = 0
    for number, step in enumerate(steps, 1):
        if basis.fee is None or not (step.months or number == len(steps)):
            yield Part("term", step, lacks="months" if basis.fee else "fee")
            continue
        ends = min(begins + step.months, basis.horizon) if step.months else max(begins, basis.contract)
        yield Part("term", step, _minor(basis.fee) - _minor(step.amount), months=ends - begins)
        begins = ends


def _waiver(term: Term, basis: _Basis) -> Part:
    known = basis.waived.get(term.what or "")
    if known is None:
        return Part("term", term, lacks="price")
    return Part("term", term, _minor(known), months=basis.span(term.months) if term.what == "rental" else 1)


def _minor(money: Money | None) -> Fraction:
    return Fraction(money.minor if money else 0)


def _one_currency(sums: Iterable[Money | None]) -> Money | None:
    """The first of the sums that are known. Raises Failure where one is in another currency."""
    known = [one for one in sums if one is not None]
    for one in known:
        if one.currency != known[0].currency:
            raise Failure("money.mixed", left=str(known[0]), right=str(one))
    return next(iter(known), None)


def _currency(parts: Iterable[Part], fee: Money | None) -> Currency:
    sums = [part.term.amount for part in parts if part.term and part.term.amount]
    return fee.currency if fee else sums[0].currency if sums else "KRW"


# Packages to ask for: worth the same to the caller, and different things to the desk. What it can't give in one form it may
# give in another, and which one it takes tells what it has room for.

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
