"""Many seeded cases with one desk under a policy, and what they come to.

A case's score is the worth of the deal, or of the alternative where there is none, less the caller's time. A case is
(persona, seed, index) and owes nothing to the cases before it: however the indices are split up among processes, the
outcomes put together in the order of their indices are the same, and so are the figures. Sums are won.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

from haegi.rehearsal.desk import Desk, DeskAnswer
from haegi.rehearsal.persona import DeskPersona
from haegi.rehearsal.policies import WON_A_MINUTE, Observed, Policy, chooser

NORMAL_95 = 1.959963984540054


class CaseResult(NamedTuple):
    """How one case ended. `value` is the deal's worth in won, or the alternative's where there was no deal."""

    deal: bool
    value: int
    calls: int
    minutes: float

    @property
    def score(self) -> float:
        return self.value - WON_A_MINUTE * self.minutes


class Summary(NamedTuple):
    """The averages over the cases of a policy, in won and minutes.

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
    persona: DeskPersona, policy: Policy, seed: int, start: int, stop: int, alternative: int = 0
) -> list[CaseResult]:
    """The cases with indices from `start` up to `stop`."""
    return [run_case(persona, policy, seed, index, alternative) for index in range(start, stop)]


def run_case(persona: DeskPersona, policy: Policy, seed: int, index: int, alternative: int = 0) -> CaseResult:
    """One case to its end."""
    desk = Desk(persona, seed, index)
    choose = chooser(policy, desk, alternative)
    seen = Observed(alternative)
    seen.take(desk.opening)
    while True:
        move = choose(seen)
        if move == "accept":
            return CaseResult(True, desk.offer, desk.call, desk.minutes)
        if move == "leave":
            return CaseResult(False, alternative, desk.call, desk.minutes)
        answer: DeskAnswer = desk.push() if move == "push" else desk.defer()
        if answer.event == "withdraws":
            return CaseResult(False, alternative, desk.call, desk.minutes)
        seen.take(answer)


def summarise(policy: Policy, outcomes: Sequence[CaseResult], bound: Sequence[CaseResult]) -> Summary:
    """The figures of `outcomes`, at least one, beside those of the bound in the same cases."""
    count = len(outcomes)
    value = fsum(case.value for case in outcomes) / count
    score = fsum(case.score for case in outcomes) / count
    best = fsum(case.score for case in bound) / len(bound)
    off = _spread([case.value for case in outcomes], value)
    return Summary(
        policy,
        sum(case.deal for case in outcomes) / count,
        value,
        (value - off, value + off),
        score,
        score / best if best > 0 else None,
        sum(case.calls for case in outcomes) / count,
        fsum(case.minutes for case in outcomes) / count,
    )


def _spread(values: Sequence[int], mean: float) -> float:
    """Half the width of the 95% interval of the mean; 0 for a single value."""
    if len(values) < 2:
        return 0.0
    variance = fsum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return NORMAL_95 * sqrt(variance / len(values))
