"""How long one piece of advice takes with nothing remembered: `python tests/bench/decisions.py [DESKS] [SEED]`.

Milliseconds of the processor over every decision that the advice takes at desks drawn as in `population.py`; the priors stay,
as they do from one decision to the next in a call.
"""

from __future__ import annotations

import sys
import time
from random import Random

from population import POPULATIONS

from haegi.advice import advice, lookahead
from haegi.rehearsal.desk import Desk
from haegi.rehearsal.simulation import Observed, advised


def decisions(count: int, seed: int) -> list[float]:
    taken = []
    for draw in POPULATIONS:
        dice = Random(f"{draw.__name__}/{seed}")
        for number in range(count):
            desk = Desk(draw(dice, number), seed)
            seen, move = Observed(0), ""
            seen.take(desk.opening)
            while not desk.withdrawn and move not in ("accept", "leave"):
                for known in (advice._weighed, lookahead._fresh, lookahead._prior_push):
                    known.cache_clear()
                begun = time.process_time()
                move = advised(seen)
                taken.append(1000 * (time.process_time() - begun))
                if move in ("push", "defer"):
                    answer = desk.push() if move == "push" else desk.defer()
                    if not desk.withdrawn:
                        seen.take(answer)
    return sorted(taken)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    spent = decisions(*(given + [100, 1][len(given) :]))
    figures = {"median": spent[len(spent) // 2], "95%": spent[int(0.95 * len(spent))], "most": spent[-1]}
    print(f"{len(spent)} decisions, ms: " + ", ".join(f"{name} {ms:.2f}" for name, ms in figures.items()))
