"""Many seeded cases with one desk under a policy, and what they come to.

A case's score is the worth of the deal, or of the alternative where there is none, less the caller's time. A case is
(persona, seed, index) and owes nothing to the cases before it: however the indices are split up among processes, the
outcomes put together in the order of their indices are the same, and so are the figures. Sums are won (cents where a
desk gives dollars), time is minutes, and a minute costs what `haegi.advice.situation.MINUTE` says.

A policy looks at what the caller may know (`Observed`) and says accept, push, defer or leave. Only `bound` is handed the
desk's file and the drawn limit.

    bound     the best plan on average for one who knows the file and the limit but not the dice: exact, by dynamic
              programming over call, tier, pushes and what stands
    first     takes the first offer
    script    rejects, cites the competitor, defers; does the same in the second call and takes what stands then
    ac-next   accepts what is at least its own next ask (AC_next: Baarslag, Hindriks and Jonker, 2013). The ask starts
              at thrice the opening and falls evenly to the alternative in ten rounds; a push or a deferral is a round
    ac-combi  as ac-next, and from half of the rounds on accepts what is no worse than the best so far
    advice    what `haegi.advice.advice` advises, which knows nothing of the desk but what was heard
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import sqrt
from statistics import fmean, stdev
from typing import Literal, NamedTuple, get_args

from haegi.advice.advice import LAST_WORD, Situation, advise
from haegi.advice.belief import Heard, rose
from haegi.advice.situation import MARKET, MINUTE
from haegi.money.money import Currency
from haegi.rehearsal.desk import MOST_CALLS, Desk, DeskAnswer
from haegi.rehearsal.persona import DeskPersona

Policy = Literal["bound", "first", "script", "ac-next", "ac-combi", "advice"]
POLICIES: tuple[Policy, ...] = get_args(Policy)
Decision = Literal["accept", "push", "defer", "leave"]

ASK_TIMES_OPENING = 3
ROUNDS = 10
COMBI_FROM = 0.5


@dataclass(slots=True)
class Observed:
    """A case as the caller sees it: offers by call (won), who rang, where the bluff was called, the last trick."""

    alternative: int
    currency: Currency = "KRW"
    offers: list[list[int]] = field(default_factory=list)
    called_back: list[bool] = field(default_factory=list)
    bluffs: list[bool] = field(default_factory=list)
    today_only: bool = False
    turn: tuple[str, ...] = ()

    @property
    def standing(self) -> int:
        return self.offers[-1][-1]

    @property
    def pushes(self) -> int:
        """Answered pushes in this call."""
        return len(self.offers[-1]) - 1

    @property
    def refusals(self) -> int:
        """How often the agent said that there is no more. An answer that brings no more says so once the desk has moved in
        this call, and where nothing is on the table; before that it says again what stands."""
        offers = self.offers[-1]
        rises = [place for place in range(1, len(offers)) if rose(offers[place], offers[place - 1])]
        return self.pushes - rises[-1] if rises else 0 if self.standing else self.pushes

    @property
    def rounds(self) -> int:
        """Pushes and deferrals so far."""
        return sum(map(len, self.offers)) + sum(self.bluffs) - 1

    @property
    def may_push(self) -> bool:
        return not self.bluffs[-1]

    @property
    def may_defer(self) -> bool:
        return len(self.offers) < MOST_CALLS

    def take(self, answer: DeskAnswer) -> None:
        """Note an answer that withdrew nothing."""
        is_today = answer.trick == "limits_time"
        raised = answer.event == "answers" and answer.offer > self.standing
        self.turn = tuple(LAST_WORD) if is_today and raised else ()
        self.today_only = is_today or (self.today_only and answer.event != "opens")
        if answer.event == "opens":
            self.offers.append([answer.offer])
            self.called_back.append(answer.called_back)
            self.bluffs.append(False)
        elif answer.event == "calls_bluff":
            self.bluffs[-1] = True
        else:
            self.offers[-1].append(answer.offer)


Chooser = Callable[[Observed], Decision]


def chooser(policy: Policy, desk: Desk, alternative: int, target: int | None = None) -> Chooser:
    """The function that decides for a policy in one case. Only the bound looks into the `desk`, only the advice knows the
    `target`."""
    if policy == "bound":
        return Plan(desk.persona, desk.limit, alternative).choose
    return partial(advised, target=target) if policy == "advice" else _CHOOSERS[policy]


def _script(seen: Observed) -> Decision:
    if seen.pushes < 2 and seen.may_push:
        return "push"
    return "defer" if len(seen.offers) == 1 else "accept"


def _ac_next(seen: Observed) -> Decision:
    asked = ASK_TIMES_OPENING * seen.offers[0][0]
    falls = (asked - seen.alternative) * min(1.0, (seen.rounds + 1) / ROUNDS)
    if seen.standing >= asked - falls:
        return _end(seen)
    offers = seen.offers[-1]
    if seen.may_push and (len(offers) < 2 or rose(offers[-1], offers[-2])):
        return "push"
    return "defer" if seen.may_defer else _end(seen)


def _ac_combi(seen: Observed) -> Decision:
    return _end(seen) if seen.rounds >= COMBI_FROM * ROUNDS else _ac_next(seen)


def _end(seen: Observed) -> Decision:
    return "accept" if seen.standing >= seen.alternative else "leave"


def advised(seen: Observed, target: int | None = None) -> Decision:
    """What the live coach advises whoever has set that target, or none."""
    calls = tuple(map(Heard, map(tuple, seen.offers), seen.called_back, seen.bluffs))
    action = advise(
        Situation(
            calls, seen.alternative, target, seen.alternative, today_only=seen.today_only, refused_more=seen.refusals,
            won_a_minute=MINUTE[seen.currency], turn=seen.turn, market=MARKET[seen.currency],
        )
    ).action  # fmt: skip
    if action == "push" or (action == "defer" and seen.may_defer):
        return action
    return _end(seen)


_CHOOSERS: dict[Policy, Chooser] = {
    "first": lambda _: "accept", "script": _script, "ac-next": _ac_next, "ac-combi": _ac_combi,
}  # fmt: skip


class Plan:
    """The best plan for a persona whose limit (won) is known, by backward induction; its dice are not."""

    def __init__(self, persona: DeskPersona, limit: int, alternative: int) -> None:
        minutes, cost = persona.minutes, MINUTE[persona.currency]
        self._persona = persona
        self._alternative = alternative
        self._curves = [
            [persona.open_offer(limit, tier, pushes) for pushes in range(persona.pushes + 1)]
            for tier in range(len(persona.tiers))
        ]
        self._most = max(max(curve) for curve in self._curves)
        self._call_cost, self._push_cost = cost * minutes.call, cost * minutes.push
        self._known: dict[tuple[int, int, int, int, bool], tuple[float, Decision]] = {}

    @property
    def score(self) -> float:
        """The score (won) that the plan gets on average."""
        return self._opened(1, 0, 0)

    def choose(self, seen: Observed) -> Decision:
        tier = min(sum(seen.called_back), len(self._curves) - 1)
        return self._best(len(seen.offers), tier, seen.pushes, seen.standing, may_push=seen.may_push)[1]

    def _opened(self, call: int, tier: int, standing: int) -> float:
        tier = min(tier, len(self._curves) - 1)
        offer = max(standing, self._curves[tier][0])
        return self._best(call, tier, 0, offer, may_push=True)[0] - self._call_cost

    def _best(self, call: int, tier: int, pushes: int, standing: int, *, may_push: bool) -> tuple[float, Decision]:
        """The score still to come and the move that brings it; ties go to ending, then to what risks less."""
        stop: tuple[float, Decision] = (standing, "accept") if standing >= self._alternative else (self._alternative, "leave")
        if standing >= self._most:
            return stop
        key = (call, tier, pushes, standing, may_push)
        best = self._known.get(key)
        if best is None:
            ways = [stop]
            if call < MOST_CALLS:
                ways.append((self._deferred(call, tier, standing), "defer"))
            if may_push and pushes < self._persona.pushes:
                ways.append((self._pushed(call, tier, pushes, standing), "push"))
            best = self._known[key] = max(ways, key=lambda way: way[0])
        return best

    def _deferred(self, call: int, tier: int, standing: int) -> float:
        chance = self._persona.callback
        called = self._opened(call + 1, tier + 1, standing)
        calling = self._opened(call + 1, tier, standing)
        return self._risked(chance * called + (1 - chance) * calling)

    def _pushed(self, call: int, tier: int, pushes: int, standing: int) -> float:
        bluff = self._persona.calls_bluff
        stuck = self._best(call, tier, pushes, standing, may_push=False)[0] if bluff else 0.0
        offer = max(standing, self._curves[tier][pushes + 1])
        answered = self._best(call, tier, pushes + 1, offer, may_push=True)[0]
        return self._risked(bluff * stuck + (1 - bluff) * answered) - self._push_cost

    def _risked(self, kept: float) -> float:
        return self._persona.withdraw * self._alternative + (1 - self._persona.withdraw) * kept


NORMAL_95 = 1.959963984540054


class CaseResult(NamedTuple):
    """How one case ended. `value` is the deal's worth in won, or the alternative's where there was no deal."""

    deal: bool
    value: int
    calls: int
    minutes: float
    minute: int = MINUTE["KRW"]

    @property
    def score(self) -> float:
        return self.value - self.minute * self.minutes


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
    persona: DeskPersona, policy: Policy, seed: int, start: int, stop: int, alternative: int = 0, target: int | None = None
) -> list[CaseResult]:
    """The cases with indices from `start` up to `stop`."""
    return [_run_case(Desk(persona, seed, index), policy, alternative, target) for index in range(start, stop)]


def _run_case(desk: Desk, policy: Policy, alternative: int, target: int | None) -> CaseResult:
    """One case to its end."""
    persona, choose = desk.persona, chooser(policy, desk, alternative, target)
    seen, minute = Observed(alternative, persona.currency), MINUTE[persona.currency]
    seen.take(desk.opening)
    while True:
        move = choose(seen)
        if move == "accept":
            return CaseResult(True, desk.offer, desk.call, desk.minutes, minute)
        if move == "leave":
            return CaseResult(False, alternative, desk.call, desk.minutes, minute)
        answer: DeskAnswer = desk.push() if move == "push" else desk.defer()
        if answer.event == "withdraws":
            return CaseResult(False, alternative, desk.call, desk.minutes, minute)
        seen.take(answer)


def summarise(policy: Policy, outcomes: Sequence[CaseResult], bound: Sequence[CaseResult]) -> Summary:
    """The figures of `outcomes`, at least one, beside those of the bound in the same cases."""
    values = [case.value for case in outcomes]
    value, score = fmean(values), fmean(case.score for case in outcomes)
    best = fmean(case.score for case in bound)
    off = NORMAL_95 * stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0
    return Summary(
        policy,
        deal_rate=fmean(case.deal for case in outcomes),
        mean_value=value,
        ci95=(value - off, value + off),
        mean_score=score,
        share_of_bound=score / best if best > 0 else None,
        mean_calls=fmean(case.calls for case in outcomes),
        mean_minutes=fmean(case.minutes for case in outcomes),
    )
