"""How the policies do over desks drawn at large: `python tests/bench/population.py [DESKS] [SEED]`.

Three populations of differing shape. `plain` and `wide` are close in kind to desks that the advice's priors were chosen
on, so they flatter it; `harsh` is not. Each desk is met twice: with 200 desks a share is good to about 0.05. Prints the
mean score in won, the share of the bound's, and the multiple of `first`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from random import Random

from haegi.call.pace import PACES
from haegi.rehearsal.persona import Minutes, Persona, Title
from haegi.rehearsal.policies import POLICIES
from haegi.rehearsal.simulate import run_cases

CASES = 2


def _desk(dice: Random, number: int, *, share: tuple[float, float], tiers: tuple[float, ...], risk: float, bluff: float,
          callback: tuple[float, float], limit: tuple[int, int], pushes: int) -> Persona:
    low = dice.randint(*limit)
    return Persona(
        persona=1, id=f"desk-{number}", title=Title(ko="상담 창구", en="desk"), limit=(low, round(low * dice.uniform(1, 2))),
        first_share=dice.uniform(*share), pushes=dice.randint(1, pushes), pace=dice.choice(PACES), tiers=tiers,
        callback=dice.uniform(*callback), withdraw=dice.uniform(0, risk), calls_bluff=dice.uniform(0, bluff),
        minutes=Minutes(call=float(dice.randint(6, 18)), push=float(dice.randint(1, 4))),
    )  # fmt: skip


def plain(dice: Random, number: int) -> Persona:
    """Desks as customers tell of them: two or three tiers, small risks, most call back."""
    tiers = dice.choice([(1.0,), (0.7, 1.0), (0.8, 1.0), (0.6, 0.8, 1.0), (0.7, 0.9, 1.0)])
    return _desk(dice, number, share=(0.2, 0.5), tiers=tiers, risk=0.08, bluff=0.1, callback=(0.5, 0.95),
                 limit=(80_000, 400_000), pushes=6)  # fmt: skip


def wide(dice: Random, number: int) -> Persona:
    """Anything the format allows within reason, all alike likely."""
    tiers = (*sorted(dice.uniform(0.4, 1) for _ in range(dice.randint(0, 3))), 1.0)
    return _desk(dice, number, share=(0.1, 0.7), tiers=tiers, risk=0.15, bluff=0.2, callback=(0.3, 1.0),
                 limit=(50_000, 700_000), pushes=8)  # fmt: skip


def harsh(dice: Random, number: int) -> Persona:
    """Desks that withdraw often, seldom call back and call bluffs."""
    tiers = (*sorted(dice.uniform(0.6, 1) for _ in range(dice.randint(0, 2))), 1.0)
    return _desk(dice, number, share=(0.3, 0.7), tiers=tiers, risk=0.25, bluff=0.3, callback=(0.1, 0.7),
                 limit=(50_000, 500_000), pushes=6)  # fmt: skip


def main(desks: int, seed: int) -> None:
    populations: tuple[Callable[[Random, int], Persona], ...] = (plain, wide, harsh)
    for draw in populations:
        dice = Random(f"{draw.__name__}/{seed}")
        population = [draw(dice, number) for number in range(desks)]
        means = {}
        print(f"{draw.__name__}: {draw.__doc__}")
        for policy in POLICIES:
            begun = time.perf_counter()
            scores = [one.score for each in population for one in run_cases(each, policy, seed, 0, CASES)]
            means[policy] = sum(scores) / len(scores)
            rate = len(scores) / (time.perf_counter() - begun)
            share, multiple = means[policy] / means["bound"], means[policy] / means.get("first", means[policy])
            print(f"  {policy:9} {means[policy]:10,.0f} won  {share:6.3f} of the bound  {multiple:5.2f} x first  {rate:7.0f} cases/s")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*(given + [300, 1][len(given):]))
