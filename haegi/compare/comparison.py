"""The options side by side: stay on an offer, switch, or do nothing; what each is worth, best first.

Values are over the horizon and against doing nothing, as `haegi.offers.valuation` reckons them. An option whose value
hangs on a fee that nobody knows is never taken for zero: it has no value, only what is known of it, and stands last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal, NamedTuple

from haegi.compare.contract import Contract
from haegi.money.money import Currency, Money
from haegi.offers.offer import Offer
from haegi.offers.term import Term
from haegi.offers.valuation import (
    HORIZON,
    Costs,
    Part,
    Rates,
    Valuation,
    effective_monthly,
    spending,
    switch_value,
    valuation,
)  # fmt: skip

Kind = Literal["stay", "switch", "nothing"]
#: The name of the option that is always there; faces show it in their own language.
NOTHING = "do nothing"
#: Charges that a waiver may spare; the others of a `worth` mapping are prices of things.
CHARGES = ("install", "penalty", "late_fee", "rental", "other")
#: Terms after whose months the bill rises again.
_PASSING = ("monthly_discount", "percent_discount", "monthly_fee", "service")


class Note(NamedTuple):
    """Something to know about an option: the key of a sentence, and what fills it (terms, names of costs, numbers)."""

    key: str
    params: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Details:
    """What counts besides money. Speeds in Mbps; `source` says where an offer comes from; `ratings` are 0 to 5."""

    down_mbps: float | None = None
    up_mbps: float | None = None
    support: str = ""
    addons: tuple[str, ...] = ()
    terms: str = ""
    source: str = ""
    ratings: Mapping[str, Fraction] = field(default_factory=dict)


class After(NamedTuple):
    """The monthly fee once a promotion of so many months is over."""

    fee: Money
    months: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One option before it is valued. `offer` is what staying brings, or the gift for switching; `fee` the new fee.

    `worth` prices what else counts 0: an item or a service by its name, "item", "service", "speed", "card_discount", and
    the charges (`CHARGES`) that a waiver spares; "rental" a month, the others once. `exits` is what leaving costs, by the month up to
    which it does (0: whenever); it is shown, not reckoned.
    """

    name: str
    kind: Kind
    offer: Offer = field(default_factory=Offer)
    fee: Money | None = None
    costs: Costs = field(default_factory=Costs)
    worth: Mapping[str, Money] = field(default_factory=dict)
    details: Details = field(default_factory=Details)
    notes: tuple[Note, ...] = ()
    after: After | None = None
    exits: tuple[tuple[int, Money], ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """What all options are reckoned on: today's fee (None where it is not known), the horizon, the rates.

    `weights` says how much each rating counts; without any there is no score. `household` is what is used at home.
    """

    fee: Money | None = None
    currency: Currency = "KRW"
    horizon_months: int = HORIZON
    rates: Rates = field(default_factory=Rates)
    provider: str = ""
    details: Details = field(default_factory=Details)
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    contract: Contract = field(default_factory=Contract)
    household: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """A choice with its value. Sums in minor units.

    `value` is None where a fee it hangs on is not known; `known` is then the value of the rest, and `at_least` says
    that the rest can only add to it. `monthly_fee` is the bill while the contract runs.
    """

    choice: Choice
    valuation: Valuation
    effective_monthly: int | None
    monthly_fee: int | None
    notes: tuple[Note, ...]

    @property
    def name(self) -> str:
        return self.choice.name

    @property
    def kind(self) -> Kind:
        return self.choice.kind

    @property
    def value(self) -> int | None:
        return self.valuation.value

    @property
    def known(self) -> int:
        return self.valuation.known

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.valuation.parts

    @property
    def at_least(self) -> bool:
        return self.value is None and at_least(self.valuation)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The options, best first, those of unknown value last."""

    basis: Basis
    options: tuple[Option, ...]

    @property
    def best(self) -> Option:
        """The best of known value; doing nothing is always known."""
        return self.options[0]

    @property
    def runner_up(self) -> Option | None:
        return next((one for one in self.options[1:] if one.value is not None), None)

    @property
    def unknown(self) -> tuple[Option, ...]:
        return tuple(one for one in self.options if one.value is None)


def compare(choices: Iterable[Choice], basis: Basis) -> Comparison:
    """The choices and doing nothing, valued and ordered; the order they come in does not matter.

    Raises Failure("money.mixed") where currencies differ.
    """
    nothing = Choice(NOTHING, "nothing", fee=basis.fee, details=basis.details)
    options = [evaluate(choice, basis) for choice in (*choices, nothing)]
    return Comparison(basis, tuple(sorted(options, key=lambda one: (one.value is None, -one.known, one.name))))


def evaluate(choice: Choice, basis: Basis) -> Option:
    """One choice with its value, its bill and what to know about it."""
    choice = _staying(choice, basis) if choice.kind == "stay" else choice
    worth, *others = (_valued(replace(choice, offer=branch), basis) for branch in choice.offer.branches)
    effective = None
    if basis.fee is not None and worth.value is not None:
        effective = effective_monthly(basis.fee, worth.value, basis.horizon_months)
    notes = (*choice.notes, *_branch_notes(choice, others), *_notes(choice, worth, basis))
    return Option(choice, worth, effective, _bill(choice, basis), notes)


def _branch_notes(choice: Choice, others: Iterable[Valuation]) -> Iterator[Note]:
    """What else can be chosen, each with its own value, and what it all hangs on."""
    for branch, worth in zip(choice.offer.choices, others, strict=True):
        key = "plan.note-or-unknown" if worth.money is None else "plan.note-or"
        yield Note(key, {"offer": branch, "value": worth.money or ""})
    asked = dict.fromkeys(text for branch in choice.offer.branches for text in branch.conditions)
    if asked:
        yield Note("plan.note-conditions", {"conditions": "; ".join(asked)})


def at_least(worth: Valuation) -> bool:
    """Whether the terms that lack a fee can only add to what is known: free months and percentages do."""
    lacking = [part for part in worth.parts if part.lacks == "fee"]
    return bool(lacking) and all(
        part.term is not None and part.term.kind in ("free_months", "percent_discount") for part in lacking
    )


def _staying(choice: Choice, basis: Basis) -> Choice:
    """Who stays keeps the line of today, but for a speed that is offered."""
    own, today = choice.details, basis.details
    offered = next((term.mbps for term in choice.offer.terms if term.kind == "speed"), None)
    up = own.up_mbps if own.up_mbps or offered else today.up_mbps
    details = replace(
        own, down_mbps=own.down_mbps or offered or today.down_mbps, up_mbps=up, support=own.support or today.support,
        addons=own.addons or today.addons, ratings={**today.ratings, **own.ratings},
    )  # fmt: skip
    return replace(choice, details=details)


def _valued(choice: Choice, basis: Basis) -> Valuation:
    horizon, spent = basis.horizon_months, []
    waived = {name: money for name, money in choice.worth.items() if name in CHARGES}
    priced = {name: money for name, money in choice.worth.items() if name not in CHARGES}
    if choice.kind == "switch":
        worth = switch_value(
            choice.offer, fee=basis.fee, new_fee=choice.fee, horizon_months=horizon, rates=basis.rates,
            costs=choice.costs, worth=priced, waived=waived,
        )  # fmt: skip
    else:
        spent = spending(horizon, choice.costs)
        worth = valuation(
            choice.offer, fee=basis.fee, horizon_months=horizon, rates=basis.rates, worth=priced, waived=waived
        )
    return Valuation((*worth.parts, *_after(choice, basis), *spent), basis.currency, horizon)


def _after(choice: Choice, basis: Basis) -> Iterator[Part]:
    """What the fee after the promotion adds or spares: against the new fee while it would run, then against today's."""
    after, new = choice.after, _new_fee(choice)
    if after is None or after.months >= basis.horizon_months:
        return
    bound = choice.offer.commit_months if choice.kind == "stay" else None
    if choice.kind == "stay" or choice.fee is None:
        bound = next((term.months for term in _fees(choice) if term.months), bound)
    runs = min(bound or basis.horizon_months, basis.horizon_months)
    spans = ((new, runs - after.months), (basis.fee, basis.horizon_months - max(runs, after.months)))
    for fee, months in spans:
        if months > 0:
            gap = Fraction((fee - after.fee).minor) if fee else Fraction(0)
            yield Part("after", None, gap, months=months, lacks=None if fee else "fee")


def _new_fee(choice: Choice) -> Money | None:
    return choice.fee or next((term.amount for term in _fees(choice)), None)


def _fees(choice: Choice) -> Iterator[Term]:
    return (term for term in choice.offer.terms if term.kind == "monthly_fee")


def _bill(choice: Choice, basis: Basis) -> int | None:
    """The monthly fee with the discounts that last; those for some months only are left to a note."""
    fee = _new_fee(choice) or (None if choice.kind == "switch" else basis.fee)
    if fee is None:
        return None
    lasting = [term for term in choice.offer.terms if (term.months or basis.horizon_months) >= basis.horizon_months]
    percent = sum((Fraction(str(term.percent)) for term in lasting if term.percent), Fraction(0))
    off = sum(term.amount.minor for term in lasting if term.kind == "monthly_discount" and term.amount)
    return max(0, round(fee.minor - off - fee.minor * percent / 100))


def _notes(choice: Choice, worth: Valuation, basis: Basis) -> Iterator[Note]:
    gaps = tuple(term for term in worth.missing if choice.kind == "stay" or term.kind == "monthly_fee")
    shares = tuple(term for term in worth.missing if term not in gaps)
    if gaps:
        yield Note("plan.note-no-fee-for", {"terms": gaps})
    if shares:
        yield Note("plan.note-no-new-fee-for", {"terms": shares})
    if any(part.source == "fee_gap" and part.lacks for part in worth.parts):
        yield Note("plan.note-no-new-fee" if _new_fee(choice) is None else "plan.note-no-fee")
    if worth.unpriced:
        yield Note("plan.note-unpriced", {"terms": worth.unpriced})
    # What ends before the horizon does, so that the bill rises again.
    ending = [term for term in choice.offer.terms if term.months and term.months < basis.horizon_months]
    passing = tuple(term for term in ending if term.kind in _PASSING)
    if passing:
        yield Note("plan.note-passing", {"terms": passing})
    bound = choice.offer.commit_months
    if choice.kind == "stay" and bound and bound > basis.horizon_months:
        yield Note("plan.note-bound", {"months": bound})
    yield from _odd(choice, basis)
    unsaid = tuple(name for name, cost in choice.costs.named().items() if cost is None)
    if choice.kind == "switch" and unsaid:
        yield Note("plan.note-unsaid", {"costs": unsaid})


def _odd(choice: Choice, basis: Basis) -> Iterator[Note]:
    """Sums that do not go together: more off than there is to pay, a promotion dearer than what follows it."""
    fee, after, bound = _new_fee(choice), choice.after, choice.offer.commit_months
    paid = fee or (basis.fee if choice.kind == "stay" else None)
    off = [term.amount for term in choice.offer.terms if term.kind == "monthly_discount" and term.amount]
    if paid and off and sum(one.minor for one in off) > paid.minor:
        yield Note("plan.note-too-much-off", {"fee": paid})
    if after and fee and after.fee < fee:
        yield Note("plan.note-dearer-first", {"fee": fee, "after": after.fee})
    free = sum(term.months or 0 for term in choice.offer.terms if term.kind == "free_months")
    if bound and free > bound:
        yield Note("plan.note-too-free", {"free": free, "months": bound})
    if paid and choice.costs.lost_bundle and paid < choice.costs.lost_bundle:
        yield Note("plan.note-bundle-large", {"fee": paid})
