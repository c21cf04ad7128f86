"""How the policies do over desks drawn at large: `python tests/bench/population.py [DESKS] [SEED] [KIND ...]`.

Four populations of differing shape, and the mixture of the first three, a third each. `plain` and `wide` are close in kind to
desks that the advice's kinds of risk were matched to, and so is `harsh`; `reported` has what customers' reports support and
frankly assumed figures for the rest. Each desk is met with one drawn limit, and its dice are not thrown but weighed: a share
is exact for those desks, ways on of a chance below `LEAST` apart. Nobody has measured real desks.

Prints the share of the bound's mean score with its 95% interval over desks, and by how much of the bound the advice is above
each policy on the same desks, paired. `holding` is the advice to whoever has set a target out of reach: nothing is accepted
in the first call.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import partial
from math import sqrt
from random import Random

from haegi.advice.belief import PACES
from haegi.advice.situation import MINUTE
from haegi.rehearsal.desk import Desk, DeskAnswer
from haegi.rehearsal.persona import DeskPersona, Minutes, Title
from haegi.rehearsal.simulation import POLICIES, Chooser, Observed, Plan, advised, chooser

LEAST = 0.002
PLAIN_TIERS = ((1.0,), (0.7, 1.0), (0.8, 1.0), (0.6, 0.8, 1.0), (0.7, 0.9, 1.0))
OUT_OF_REACH = 10**9
NORMAL_95 = 1.96


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


def reported(dice: Random, number: int) -> DeskPersona:
    """Desks as the reported outcomes have them: a third never rise, one in fourteen gives nothing, few call back."""
    desk = _desk(dice, number, share=(1, 1), tiers=dice.choice(PLAIN_TIERS[:3]), risk=0, bluff=0.1, callback=(0, 0),
                 limit=(80_000, 500_000), pushes=3)  # fmt: skip
    return replace(
        desk,
        limit=(0, 0) if dice.random() < 1 / 14 else desk.limit,
        first_share=1.0 if dice.random() < 0.3 else min(0.75, max(0.1, dice.betavariate(2.9, 3.6))),
        withdraw=dice.betavariate(0.5, 15),
        callback=dice.betavariate(1.4, 2.6),
    )


class Weighed:
    """The mean score (won) of a way to choose at one desk over all its dice."""

    def __init__(self, desk: Desk, choose: Chooser) -> None:
        self._persona, self._limit, self._choose = desk.persona, desk.limit, choose
        minutes, cost = desk.persona.minutes, MINUTE[desk.persona.currency]
        self._call_cost, self._push_cost = cost * minutes.call, cost * minutes.push

    @property
    def score(self) -> float:
        return self._opened(Observed(0, self._persona.currency), 0, 1.0, called_back=False)

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


POPULATIONS: tuple[Callable[[Random, int], DeskPersona], ...] = (plain, wide, harsh, reported)
MIXED = ("plain", "wide", "harsh")
NAMES = (*POLICIES, "holding")

Scores = dict[str, list[float]]
"""The mean score (won) at each desk, by policy."""


def scores(draw: Callable[[Random, int], DeskPersona], count: int, seed: int) -> Scores:
    dice = Random(f"{draw.__name__}/{seed}")
    desks = [Desk(draw(dice, number), seed) for number in range(count)]
    return {name: [_score(desk, name) for desk in desks] for name in NAMES}


def _score(desk: Desk, name: str) -> float:
    if name == "bound":
        return Plan(desk.persona, desk.limit, 0).score
    choose = partial(advised, target=OUT_OF_REACH) if name == "holding" else chooser(name, desk, 0)
    return Weighed(desk, choose).score


def table(title: str, drawn: Scores) -> str:
    rows = [f"{title}, {len(drawn['bound'])} desks: share of the bound; the advice above it"]
    for name in NAMES[1:]:
        share, off = _ratio(drawn[name], drawn["bound"])
        above, spread = _ratio([a - b for a, b in zip(drawn["advice"], drawn[name], strict=True)], drawn["bound"])
        paired = "" if name == "advice" else f"  {above:+.3f} +- {spread:.3f}"
        rows.append(f"  {name:9} {share:.3f} +- {off:.3f}{paired}")
    return "\n".join(rows)


def _ratio(above: Sequence[float], below: Sequence[float]) -> tuple[float, float]:
    """The ratio of two means over the same desks, and half its 95% interval."""
    count, ratio = len(above), sum(above) / sum(below)
    spread = sum((a - ratio * b) ** 2 for a, b in zip(above, below, strict=True)) / max(1, count - 1)
    return ratio, NORMAL_95 * sqrt(spread / count) / (sum(below) / count)


def main(count: int, seed: int, kinds: Sequence[str]) -> None:
    drawn = {}
    for draw in POPULATIONS:
        if not kinds or draw.__name__ in kinds:
            drawn[draw.__name__] = scores(draw, count, seed)
            print(table(draw.__name__, drawn[draw.__name__]), flush=True)
    if all(name in drawn for name in MIXED):
        print(table("mixture", {name: [score for kind in MIXED for score in drawn[kind][name]] for name in NAMES}))


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(*(numbers + [300, 1][len(numbers):]), [word for word in sys.argv[1:] if not word.isdigit()])
