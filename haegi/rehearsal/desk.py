"""The desk of one persona as a process: what it answers to a push, a deferral and the next call.

    in a call    offer = max(what stood before, first + (open - first) x f(n / pushes)), first = first_share x open
    a push       first risks `withdraw`, then `calls_bluff`; if neither, n grows by one
    a deferral   first risks `withdraw`; then, with chance `callback`, the desk calls and the next tier opens,
                 otherwise the caller calls and the same tier is open; n starts again at 0

A push that calls the bluff brings no better offer and ends the pushing in that call. What was withdrawn is gone.

Seeded: a case is (persona, seed, index). Its dice are keyed by those and by the call, and each push has its own, so
that two ways of handling one case meet the same luck and cases do not depend on each other. Offers are in won; `as_offer` puts a sum into the terms that cost a desk least.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any, Literal, NamedTuple

from haegi.money.money import Currency, Money
from haegi.offers.offer import Offer
from haegi.offers.term import Kind, Term
from haegi.offers.valuation import HORIZON, Rates
from haegi.rehearsal.persona import DeskPersona

MOST_CALLS = 6
TRICK_CHANCE = 0.5

DeskEvent = Literal["opens", "answers", "calls_bluff", "withdraws"]


@dataclass(frozen=True, slots=True)
class DeskAnswer:
    """The desk's answer. `offer` is what now stands, in won (0 once withdrawn); `called_back`: the desk rang."""

    event: DeskEvent
    offer: int
    called_back: bool = False
    trick: str | None = None


class Desk:
    """One case with one desk, up to six calls. Nothing a caller may not know is on an `DeskAnswer`."""

    def __init__(self, persona: DeskPersona, seed: int, index: int = 0) -> None:
        self.persona = persona
        self._key = f"{persona.id}/{seed}/{index}"
        self.limit = Random(self._key).randint(*persona.limit)
        self.call = 0
        self.tier = 0
        self.offer = 0
        self.minutes = 0.0
        self.withdrawn = False
        self.bluff_called = False
        self.pushes = 0
        self._dice = Random(self._key)
        self._deferral = (0.0, 0.0)
        self.opening = self._open_call(called_back=False)

    @property
    def may_push(self) -> bool:
        return not (self.withdrawn or self.bluff_called)

    @property
    def may_defer(self) -> bool:
        return not self.withdrawn and self.call < MOST_CALLS

    def push(self) -> DeskAnswer:
        """Ask for more. Raises ValueError where the pushing is over (see `may_push`)."""
        if not self.may_push:
            raise ValueError("pushing is over in this call")
        risk, bluff, trick = self._dice.random(), self._dice.random(), self._trick()
        self.minutes += self.persona.minutes.push
        if risk < self.persona.withdraw:
            return self._withdraw()
        if bluff < self.persona.calls_bluff:
            self.bluff_called = True
            return DeskAnswer("calls_bluff", self.offer, trick=trick)
        self.pushes += 1
        self.offer = max(self.offer, self._open_offer())
        return DeskAnswer("answers", self.offer, trick=trick)

    def defer(self) -> DeskAnswer:
        """End the call to think about it; the answer opens the next one. Raises ValueError after six calls."""
        if not self.may_defer:
            raise ValueError("no call is left")
        risk, luck = self._deferral
        if risk < self.persona.withdraw:
            return self._withdraw()
        return self._open_call(called_back=luck < self.persona.callback)

    def _open_call(self, *, called_back: bool) -> DeskAnswer:
        self.call += 1
        self.tier += called_back
        self.pushes = 0
        self.bluff_called = False
        self.minutes += self.persona.minutes.call
        self._dice = Random(f"{self._key}/{self.call}")
        self._deferral = self._dice.random(), self._dice.random()
        self.offer = max(self.offer, self._open_offer())
        return DeskAnswer("opens", self.offer, called_back=called_back, trick=self._trick())

    def _open_offer(self) -> int:
        return self.persona.open_offer(self.limit, self.tier, self.pushes)

    def _withdraw(self) -> DeskAnswer:
        self.withdrawn = True
        self.offer = 0
        return DeskAnswer("withdraws", 0)

    def _trick(self) -> str | None:
        chance, which = self._dice.random(), self._dice.random()
        tricks = self.persona.tricks
        return tricks[int(which * len(tricks))] if tricks and chance < TRICK_CHANCE else None


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
