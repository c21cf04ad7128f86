"""How the policies do over desks drawn at large: `python tests/bench/population.py [DESKS] [SEED]`.

Three populations of differing shape. `plain` and `wide` are close in kind to desks that the advice's priors were chosen
on, so they flatter it; `harsh` is not. Each desk is met with one drawn limit, and its dice are not thrown but weighed:
a share is exact for those desks, ways on of a chance below `LEAST` apart. Prints the mean score in won, the share of the
bound's, and the multiple of `first`.

`told` is the advice with the priors of `plain` itself in place of its own: what the same planning makes of a caller who
knows the kind of desk, though not the desk. It shows how much of the gap to the bound is knowledge nobody has.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from itertools import pairwise
from random import Random
from unittest.mock import patch

from haegi.advice import advice, belief, lookahead, tiers
from haegi.advice.belief import PACES
from haegi.rehearsal.desk import Desk, DeskAnswer
from haegi.rehearsal.persona import DeskPersona, Minutes, Title
from haegi.rehearsal.simulation import POLICIES, WON_A_MINUTE, Chooser, Observed, Plan, Policy, chooser

LEAST = 0.002
PLAIN_TIERS = ((1.0,), (0.7, 1.0), (0.8, 1.0), (0.6, 0.8, 1.0), (0.7, 0.9, 1.0))


def _desk(dice: Random, number: int, *, share: tuple[float, float], tiers: tuple[float, ...], risk: float, bluff: float,
          callback: tuple[float, float], limit: tuple[int, int], pushes: int) -> DeskPersona:
    low = dice.randint(*limit)
    return DeskPersona(
        persona=1, id=f"desk-{number}", title=Title(ko="상담 창구", en="desk"), limit=(low, round(low * dice.uniform(1, 2))),
        first_share=dice.uniform(*share), pushes=dice.randint(1, pushes), pace=dice.choice(PACES), tiers=tiers,
        callback=dice.uniform(*callback), withdraw=dice.uniform(0, risk), calls_bluff=dice.uniform(0, bluff),
        minutes=Minutes(call=float(dice.randint(6, 18)), push=float(dice.randint(1, 4))),
    )  # fmt: skip


def plain(dice: Random, number: int) -> DeskPersona:
    """Desks as customers tell of them: one to three tiers, small risks, most call back."""
    return _desk(dice, number, share=(0.2, 0.5), tiers=dice.choice(PLAIN_TIERS), risk=0.08, bluff=0.1,
                 callback=(0.5, 0.95), limit=(80_000, 400_000), pushes=6)  # fmt: skip


def wide(dice: Random, number: int) -> DeskPersona:
    """Anything the format allows within reason, all alike likely."""
    tiers = (*sorted(dice.uniform(0.4, 1) for _ in range(dice.randint(0, 3))), 1.0)
    return _desk(dice, number, share=(0.1, 0.7), tiers=tiers, risk=0.15, bluff=0.2, callback=(0.3, 1.0),
                 limit=(50_000, 700_000), pushes=8)  # fmt: skip


def harsh(dice: Random, number: int) -> DeskPersona:
    """Desks that withdraw often, seldom call back and call bluffs."""
    tiers = (*sorted(dice.uniform(0.6, 1) for _ in range(dice.randint(0, 2))), 1.0)
    return _desk(dice, number, share=(0.3, 0.7), tiers=tiers, risk=0.25, bluff=0.3, callback=(0.1, 0.7),
                 limit=(50_000, 500_000), pushes=6)  # fmt: skip


class Weighed:
    """The mean score (won) of a way to choose at one desk over all its dice."""

    def __init__(self, desk: Desk, choose: Chooser) -> None:
        self._persona, self._limit, self._choose = desk.persona, desk.limit, choose
        minutes = desk.persona.minutes
        self._call_cost, self._push_cost = WON_A_MINUTE * minutes.call, WON_A_MINUTE * minutes.push

    @property
    def score(self) -> float:
        return self._opened(Observed(0), 0, 1.0, called_back=False)

    def _opened(self, seen: Observed, tier: int, chance: float, *, called_back: bool) -> float:
        stands = max(seen.standing if seen.offers else 0, self._persona.open_offer(self._limit, tier, 0))
        after = self._after(seen, DeskAnswer("opens", stands, called_back=called_back))
        return self._on(after, tier, chance) - self._call_cost

    def _on(self, seen: Observed, tier: int, chance: float) -> float:
        if chance < LEAST:
            return float(seen.standing)
        move, keeps = self._choose(seen), 1 - self._persona.withdraw
        if move == "push":
            return keeps * self._pushed(seen, tier, chance * keeps) - self._push_cost
        if move == "defer":
            return keeps * self._deferred(seen, tier, chance * keeps)
        return float(seen.standing) if move == "accept" else 0.0

    def _pushed(self, seen: Observed, tier: int, chance: float) -> float:
        bluff = self._persona.calls_bluff
        stuck = self._after(seen, DeskAnswer("calls_bluff", seen.standing))
        stands = max(seen.standing, self._persona.open_offer(self._limit, tier, seen.pushes + 1))
        answered = self._after(seen, DeskAnswer("answers", stands))
        return bluff * self._on(stuck, tier, chance * bluff) + (1 - bluff) * self._on(answered, tier, chance * (1 - bluff))

    def _deferred(self, seen: Observed, tier: int, chance: float) -> float:
        rings = self._persona.callback
        called = self._opened(seen, tier + 1, chance * rings, called_back=True)
        calling = self._opened(seen, tier, chance * (1 - rings), called_back=False)
        return rings * called + (1 - rings) * calling

    def _after(self, seen: Observed, answer: DeskAnswer) -> Observed:
        later = deepcopy(seen)
        later.take(answer)
        return later


@contextmanager
def told() -> Iterator[None]:
    """The advice with the priors of `plain`."""
    steps = [tuple(after / before for before, after in pairwise(tiers)) for tiers in PLAIN_TIERS]
    ways = tiers.Ladder(tuple((1 / len(steps), step) for step in steps))
    needed = range(1, 7)
    shapes = {(pace, count): 1.0 for pace in PACES for count in needed}
    with (
        patch.object(belief, "unknown", lambda: ways),
        patch.object(belief, "SHAPES", shapes),
        patch.object(belief, "FIRST_SHARES", tuple(share / 100 for share in range(20, 51, 4))),
        patch.object(belief, "_first_density", lambda first: 1.0 if 0.19 < first < 0.51 else 0.001),
        patch.object(belief, "KINDS", belief.KINDS[:1]),
    ):
        _forget()
        yield
    _forget()


def _forget() -> None:
    """Empty what was planned with other priors."""
    for known in (lookahead._fresh, lookahead._prior_push, advice._weighed):
        known.cache_clear()


def main(count: int, seed: int) -> None:
    populations: tuple[Callable[[Random, int], DeskPersona], ...] = (plain, wide, harsh)
    for draw in populations:
        dice = Random(f"{draw.__name__}/{seed}")
        desks = [Desk(draw(dice, number), seed) for number in range(count)]
        print(f"{draw.__name__}: {draw.__doc__}")
        means = {policy: _mean(desks, policy) for policy in POLICIES}
        if draw is plain:
            with told():
                means["told"] = _mean(desks, "advice")
        for name, mean in means.items():
            print(f"  {name:9} {mean:10,.0f} won  {mean / means['bound']:6.3f} of the bound  {mean / means['first']:5.2f} x first")


def _mean(desks: list[Desk], policy: Policy) -> float:
    if policy == "bound":
        scores = [Plan(desk.persona, desk.limit, 0).score for desk in desks]
    else:
        scores = [Weighed(desk, chooser(policy, desk, 0)).score for desk in desks]
    return sum(scores) / len(scores)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*(given + [300, 1][len(given):]))
