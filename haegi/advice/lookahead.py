"""What accepting, pushing and deferring are worth, planned ahead over a belief. Sums are won.

Before pushing taught anything, the plan looks ahead over deferrals (called back or not, tier by tier) and over pushing
with the prior; that part only depends on sums in proportion to the offer, so it is worked out once for each proportion.
After that it looks ahead push by push, guesses parting as soon as they would offer differently, and past a horizon takes
the best fixed number of further pushes. Every step counts the caller's time, the chance that the offer is withdrawn
(then the alternative is left) and the chance that the bluff is called (then the pushing is over in that call).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp, log
from typing import NamedTuple

from haegi.advice.belief import Belief, prior
from haegi.advice.tiers import Ladder, rises

NEVER = float("-inf")
PUSHES_AHEAD = 3
CALLS_AHEAD = 3
SAME_OFFER = 0.015
USUAL_RISE = 1.25

Curve = tuple[float, tuple[float, ...]]
"""The weight of a guess, and its offers in won after 0, 1, 2 ... pushes; the last one holds."""


@dataclass(frozen=True, slots=True)
class Stakes:
    """What the caller plays for: the desk's chances, the cost of time, the floor, the calls still possible."""

    withdraw: float
    bluff: float
    callback: tuple[float, float]
    """Beta counts: called back, not called back."""
    call_cost: float
    push_cost: float
    alternative: float
    reservation: float
    calls_left: int

    def stop(self, offer: float) -> float:
        """What ending here is worth: the better of the offer and the alternative, never below the reservation."""
        return offer if offer >= self.reservation and offer > self.alternative else self.alternative

    def risked(self, kept: float) -> float:
        return self.withdraw * self.alternative + (1 - self.withdraw) * kept

    def called_back(self) -> float:
        yes, no = self.callback
        return yes / (yes + no)

    def next_call(self, *, called_back: bool) -> Stakes:
        yes, no = self.callback
        counts = (yes + called_back, no + (not called_back))
        return replace(self, callback=counts, calls_left=self.calls_left - 1)

    def scaled(self, unit: float) -> Stakes:
        """The same stakes in units of `unit` won, coarsened so that nearly equal ones are the same."""
        return replace(
            self,
            withdraw=round(self.withdraw, 2),
            bluff=round(self.bluff, 2),
            call_cost=coarse(self.call_cost / unit, 0.2),
            push_cost=coarse(self.push_cost / unit, 0.2),
            alternative=coarse(self.alternative / unit, 0.05),
            reservation=coarse(self.reservation / unit, 0.05),
        )


class Worth(NamedTuple):
    """The expected worth of each way on, in won, less the time still to be spent; -inf where a way is closed."""

    stop: float
    push: float
    defer: float


def weigh(stakes: Stakes, belief: Belief, standing: int, pushes: int, *, may_push: bool) -> Worth:
    """Weigh the ways on with `standing` won (above 0) on the table after `pushes` answered pushes in this call."""
    stop = stakes.stop(standing)
    curves = [(guess.weight, guess.curve()) for guess in belief.guesses]
    if curves:
        push, defer = NEVER, _defer(stakes, curves, standing, belief.rises())
    else:
        fresh = _fresh(stakes.scaled(standing), belief.ladder)
        push, defer = standing * fresh.push, standing * fresh.defer
    if not may_push:
        return Worth(stop, NEVER, defer)
    if curves:
        floor = max(stop, defer)
        last = belief.rises()[0][1]
        push = _push(stakes, curves, pushes, standing, floor=floor, last_tier=last, ahead=PUSHES_AHEAD)
    return Worth(stop, push, defer)


def gain_of_pushing(belief: Belief, standing: float, pushes: int) -> float:
    """Won by which the next push alone raises the offer on average, if it is answered."""
    guesses = belief.guesses or prior(standing)
    return sum(guess.weight * max(0.0, guess.opened * guess.rise(pushes + 1) - standing) for guess in guesses)


def coarse(value: float, step: float) -> float:
    """The value to within a step, in logarithms."""
    return exp(round(log(value) / step) * step) if value > 0 else 0.0


def _at(curve: Sequence[float], pushes: int) -> float:
    return curve[pushes] if pushes < len(curve) else curve[-1]


def _push(
    stakes: Stakes, curves: list[Curve], pushes: int, standing: float, *, floor: float, last_tier: float, ahead: int
) -> float:
    """One more push now and the best play after it. `floor` is the worth of not pushing; weights sum to 1."""
    if standing >= 0.999 * max(curve[-1] for _, curve in curves):
        return NEVER
    pushes += 1
    hoped = 0.0
    for group in _parted(curves, pushes, standing):
        weight = sum(part for part, _ in group)
        offer = max(standing, sum(part * _at(curve, pushes) for part, curve in group) / weight)
        if not ahead:
            hoped += _steady(stakes, group, pushes, offer)
            continue
        known = [(part / weight, curve) for part, curve in group]
        held = max(stakes.stop(offer), _defer_roughly(stakes, known, offer, last_tier))
        on = _push(stakes, known, pushes, offer, floor=held, last_tier=last_tier, ahead=ahead - 1)
        hoped += weight * max(held, on)
    return stakes.risked(stakes.bluff * floor + (1 - stakes.bluff) * hoped) - stakes.push_cost


def _parted(curves: Iterable[Curve], pushes: int, standing: float) -> Iterable[list[Curve]]:
    """The guesses by what they would offer next, offers that nobody would tell apart together."""
    step = SAME_OFFER * standing
    groups: dict[int, list[Curve]] = {}
    for entry in curves:
        offer = _at(entry[1], pushes)
        groups.setdefault(int((offer - standing) / step + 0.5) if offer > standing else 0, []).append(entry)
    return groups.values()


def _steady(stakes: Stakes, curves: Sequence[Curve], pushes: int, standing: float) -> float:
    """The best that a number of further pushes fixed now can bring, weighted (the weights need not sum to 1)."""
    weight = sum(part for part, _ in curves)
    keeps = 1 - stakes.withdraw
    lost = weight * (stakes.withdraw * stakes.alternative - stakes.push_cost)
    best = now = _stops(stakes, curves, pushes, standing)
    alive, past = 1.0, 0.0
    for count in range(pushes + 1, max(len(curve) for _, curve in curves)):
        past += alive * (lost + keeps * stakes.bluff * now)
        alive *= keeps * (1 - stakes.bluff)
        now = _stops(stakes, curves, count, standing)
        best = max(best, past + alive * now)
    return best


def _stops(stakes: Stakes, curves: Iterable[Curve], pushes: int, standing: float) -> float:
    """`Stakes.stop` of each guess's offer after `pushes` pushes, weighted; spelled out, for this is the inner loop."""
    alternative, least = stakes.alternative, max(stakes.reservation, stakes.alternative)
    total = 0.0
    for weight, curve in curves:
        offer = curve[pushes] if pushes < len(curve) else curve[-1]
        offer = offer if offer > standing else standing
        total += weight * (offer if offer >= least else alternative)
    return total


def _raised(curves: Iterable[Curve], factors: Sequence[tuple[float, float]]) -> list[Curve]:
    return [
        (weight * chance, curve if factor == 1 else tuple(offer * factor for offer in curve))
        for weight, curve in curves
        for factor, chance in factors
    ]


def _defer(
    stakes: Stakes, curves: Sequence[Curve], standing: float, factors: Sequence[tuple[float, float]]
) -> float:
    """One deferral, then the best fixed number of pushes, the desk's curve being known well."""
    if stakes.calls_left < 1:
        return NEVER
    chance = stakes.called_back()
    called = _steady(stakes, _raised(curves, factors), 0, standing)
    calling = _steady(stakes, curves, 0, standing)
    return stakes.risked(chance * called + (1 - chance) * calling) - stakes.call_cost


def _defer_roughly(stakes: Stakes, curves: Sequence[Curve], standing: float, last_tier: float) -> float:
    """As `_defer`, with one usual rise in place of all, for looking ahead."""
    if stakes.calls_left < 1:
        return NEVER
    up = stakes.called_back() * (1 - last_tier)
    raised = _raised(curves, ((1.0, 1 - up), (USUAL_RISE, up)))
    return stakes.risked(_steady(stakes, raised, 0, standing)) - stakes.call_cost


@lru_cache(maxsize=8192)
def _fresh(stakes: Stakes, ladder: Ladder) -> Worth:
    """The ways on at an opening that pushing never raised, in units of that opening."""
    defer = _fresh_defer(stakes, 1.0, ladder, ahead=CALLS_AHEAD)
    return Worth(stakes.stop(1.0), _fresh_push(stakes, 1.0), defer)


def _fresh_open(stakes: Stakes, offer: float, ladder: Ladder, *, ahead: int) -> float:
    best = max(stakes.stop(offer), _fresh_push(stakes, offer))
    if not ahead or ladder.at_its_end > 0.9:
        return best
    return max(best, _fresh_defer(stakes, offer, ladder, ahead=ahead))


def _fresh_defer(stakes: Stakes, offer: float, ladder: Ladder, *, ahead: int) -> float:
    if stakes.calls_left < 1:
        return NEVER
    chance, ahead = stakes.called_back(), ahead - 1
    after = stakes.next_call(called_back=True)
    called = sum(
        part * _fresh_open(after, offer * factor, then, ahead=ahead) for factor, part, then in rises(ladder)
    )
    after = stakes.next_call(called_back=False)
    calling = _fresh_open(after, offer, ladder, ahead=ahead)
    return stakes.risked(chance * called + (1 - chance) * calling) - stakes.call_cost


def _fresh_push(stakes: Stakes, offer: float) -> float:
    alone = replace(stakes, callback=(1.0, 0.0), call_cost=0.0, calls_left=0)
    return offer * _prior_push(alone.scaled(offer))


@lru_cache(maxsize=1024)
def _prior_push(stakes: Stakes) -> float:
    return _push(stakes, _prior_curves(), 0, 1.0, floor=stakes.stop(1.0), last_tier=1.0, ahead=0)


@lru_cache(maxsize=1)
def _prior_curves() -> list[Curve]:
    return [(guess.weight, guess.curve()) for guess in prior(1.0)]
