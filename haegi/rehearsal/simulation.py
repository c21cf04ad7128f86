"""Many seeded cases with one desk under a policy, and what they come to.

A case's score is the worth of the deal, or of the alternative where there is none, less the caller's time. A case is
(persona, seed, index) and owes nothing to the cases before it: however the indices are split up among processes, the
outcomes put together in the order of their indices are the same, and so are the figures. Sums are won.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

from haegi.rehearsal.desk import Answer, Desk
from haegi.rehearsal.persona import Persona
from haegi.rehearsal.policies import WON_A_MINUTE, Policy, Seen, chooser

NORMAL_95 = 1.959963984540054


class Outcome(NamedTuple):
    """How one case ended. `value` is the deal's worth in won, or the alternative's where there was no deal."""

    deal: bool
    value: int
    calls: int
    minutes: float

    @property
    def score(self) -> float:
        return self.value - WON_A_MINUTE * self.minutes


class Summary(NamedTuple):
    """What the cases of a policy come to, in won and minutes.

    `share_of_bound` compares mean scores; None where the bound's is not above 0. `ci95` is the normal interval of
    `mean_value`.
    """

    policy: Policy
    deal_rate: float
    mean_value: float
    ci95: tuple[float, float]
    mean_score: float
    share_of_bound: float | None
    mean_calls: float
    mean_minutes: float


def run_cases(
    persona: Persona, policy: Policy, seed: int, start: int, stop: int, alternative: int = 0
) -> list[Outcome]:
    """The cases with indices from `start` up to `stop`."""
    return [run_case(persona, policy, seed, index, alternative) for index in range(start, stop)]


def run_case(persona: Persona, policy: Policy, seed: int, index: int, alternative: int = 0) -> Outcome:
    """One case to its end."""
    desk = Desk(persona, seed, index)
    choose = chooser(policy, desk, alternative)
    seen = Seen(alternative)
    seen.take(desk.opening)
    while True:
        move = choose(seen)
        if move == "accept":
            return Outcome(True, desk.offer, desk.call, desk.minutes)
        if move == "leave":
            return Outcome(False, alternative, desk.call, desk.minutes)
        answer: Answer = desk.push() if move == "push" else desk.defer()
        if answer.event == "withdraws":
            return Outcome(False, alternative, desk.call, desk.minutes)
        seen.take(answer)


def summarise(policy: Policy, outcomes: Sequence[Outcome], bound: Sequence[Outcome]) -> Summary:
    """The figures of `outcomes`, at least one, beside those of the bound in the same cases."""
    count = len(outcomes)
    value = fsum(one.value for one in outcomes) / count
    score = fsum(one.score for one in outcomes) / count
    best = fsum(one.score for one in bound) / len(bound)
    off = _spread([one.value for one in outcomes], value)
    return Summary(
        policy,
        sum(one.deal for one in outcomes) / count,
        value,
        (value - off, value + off),
        score,
        score / best if best > 0 else None,
        sum(one.calls for one in outcomes) / count,
        fsum(one.minutes for one in outcomes) / count,
    )


def _spread(values: Sequence[int], mean: float) -> float:
    """Half the width of the 95% interval of the mean; 0 for a single value."""
    if len(values) < 2:
        return 0.0
    variance = fsum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return NORMAL_95 * sqrt(variance / len(values))
