"""Accept, push, defer, switch or leave: what to do with what is on the table, and why.

The model
    A desk opens each call with a share of what the call can give and concedes with each push, early, evenly or late,
    until all that is open is on the table; a callback may open more. At each push or deferral it may withdraw its offer
    for good, and a push may be met by "then I will process the cancellation", which ends the pushing in that call.
    The offers heard are weighed into a belief over such desks (`haegi.call.belief`): how it paces itself, what it still
    holds back, whether later calls open more; and by counting, how risky it is and how surely it calls back. "Only
    today" raises the risk. Then accepting, one more push and a deferral are each valued by planning ahead over that
    belief (`haegi.call.planning`), up to six calls, the caller's time counted, and the best is advised.

Sources
    Stopping when going on is worth no more than what is in hand is optimal stopping (Chow, Robbins and Siegmund, *Great
    Expectations*, 1971). The concession curves are the time-dependent tactics of Faratin, Sierra and Jennings (1998).
    The standard acceptance conditions AC_next and AC_combi (Baarslag, Hindriks and Jonker, 2013) look at the offer and
    the clock; `haegi simulate` plays them beside this advice. Shares and priors are plausible, not measured on real desks.

What it can't know
    Whether this desk will withdraw before it has been asked: on a fragile desk the first offer can be best, and nothing
    but what the agent says tells. Sums are won over the case's horizon, time is minutes. Same situation, same advice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from haegi.call.belief import Belief, Heard, believe, rose
from haegi.call.planning import Stakes, Worth, gain_of_pushing, weigh

Action = Literal["accept", "push", "defer", "switch", "leave"]

# Beta counts before anything was heard: (happens, does not).
WITHDRAWS = (1.26, 16.74)
CALLS_BLUFF = (1.0, 9.0)
CALLS_BACK = (2.4, 1.2)
TODAY_ONLY = 1.5
MOST_CALLS = 6
TARGET_MET = 1.1
"""Past the target, going on must promise a tenth more than what is on the table."""

NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Situation:
    """Where the case stands, as far as the caller knows it; the last of `calls` is under way.

    Sums are won by the case's valuation. An offer of unknown worth is left out of `calls` and what is missing is named
    in `unknown` (such as "fee"). `quoted` says that the alternative is a quote in hand (to switch), not merely leaving.
    """

    calls: tuple[Heard, ...] = ()
    reservation: int = 0
    target: int | None = None
    alternative: int | None = None
    quoted: bool = False
    withdrawn: bool = False
    today_only: bool = False
    refused_more: bool = False
    call_minutes: float = 12
    push_minutes: float = 2
    won_a_minute: float = 200
    unknown: tuple[str, ...] = ()

    @property
    def table(self) -> int:
        """What is on the table, in won; 0 where nothing is."""
        if self.withdrawn:
            return 0
        return next((call.offers[-1] for call in reversed(self.calls) if call.offers), 0)

    @property
    def fallback(self) -> int:
        return max(0, self.alternative or 0)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, by rule. `params` are won, to be written out before they fill the sentence of that rule."""

    rule: str
    params: Mapping[str, int] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do, at most two reasons, what is not known, and the expected worth of each way on (None: nothing heard)."""

    action: Action
    reasons: tuple[Reason, ...]
    unknown: tuple[Reason, ...] = ()
    worth: Worth | None = None


def advise(situation: Situation) -> Advice:
    """What to do now. Never `accept` below the reservation or below the alternative."""
    unknown = tuple(_unknown(situation))
    if situation.withdrawn:
        return Advice(_walk(situation), (Reason("advice.withdrawn"), *_fallback_reason(situation)), unknown)
    calls = _rising(situation.calls)
    if not calls:
        return Advice("push", (Reason("advice.no-offer"),), unknown)
    belief = believe(calls)
    pushes = len(calls[-1].offers) - 1
    may_push = not calls[-1].bluff_called
    worth = weigh(_stakes(situation, calls), belief, calls[-1].offers[-1], pushes, may_push=may_push)
    action = _choose(situation, worth)
    reasons = tuple(_reasons(action, situation, calls, belief))[:2]
    return Advice(action, reasons, unknown, worth)


def _rising(calls: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """The calls as the model hears them: from the first offer above 0, none below an earlier one."""
    best, heard = 0, []
    for call in calls:
        offers = []
        for offer in call.offers or (best,):
            best = max(best, offer)
            offers.append(best)
        raised = tuple(offer for offer in offers if offer > 0)
        if raised:
            heard.append(replace(call, offers=raised))
    return tuple(heard)


def _stakes(situation: Situation, calls: tuple[Heard, ...]) -> Stakes:
    answered = sum(len(call.offers) - 1 for call in calls)
    bluffs = sum(call.bluff_called for call in calls)
    deferrals, callbacks = len(situation.calls) - 1, sum(call.called_back for call in calls)
    risk = _mean(WITHDRAWS, 0, answered + bluffs + deferrals) * (TODAY_ONLY if situation.today_only else 1)
    return Stakes(
        withdraw=min(0.9, risk),
        bluff=_mean(CALLS_BLUFF, bluffs, answered),
        callback=(CALLS_BACK[0] + callbacks, CALLS_BACK[1] + deferrals - callbacks),
        call_cost=situation.call_minutes * situation.won_a_minute,
        push_cost=situation.push_minutes * situation.won_a_minute,
        alternative=situation.fallback,
        reservation=situation.reservation,
        calls_left=max(0, MOST_CALLS - len(situation.calls)),
    )


def _mean(counts: tuple[float, float], happened: int, not_happened: int) -> float:
    return (counts[0] + happened) / (sum(counts) + happened + not_happened)


def _choose(situation: Situation, worth: Worth) -> Action:
    table, on = situation.table, max(worth.push, worth.defer)
    acceptable = table > 0 and table >= max(situation.reservation, situation.fallback)
    met = situation.target is not None and acceptable and table >= situation.target
    if on <= worth.stop or (met and on < TARGET_MET * table):
        return "accept" if acceptable else _walk(situation)
    return "push" if worth.push >= worth.defer else "defer"


def _walk(situation: Situation) -> Action:
    return "switch" if situation.quoted and situation.fallback > 0 else "leave"


def _reasons(
    action: Action, situation: Situation, calls: tuple[Heard, ...], belief: Belief
) -> Iterator[Reason]:
    table = situation.table
    if table < situation.reservation:
        yield Reason("advice.below-reservation", {"gap": situation.reservation - table})
    if action in ("switch", "leave"):
        yield from _fallback_reason(situation)
    elif action == "accept":
        yield from _reasons_to_accept(situation, calls)
    else:
        yield from _reasons_to_go_on(action, situation, calls, belief)


def _fallback_reason(situation: Situation) -> Iterator[Reason]:
    gap = situation.fallback - situation.table
    if gap > 0:
        yield Reason("advice.alternative-better", {"gap": gap})
    else:
        yield Reason("advice.little-left")


def _reasons_to_accept(situation: Situation, calls: tuple[Heard, ...]) -> Iterator[Reason]:
    if situation.target is not None and situation.table >= situation.target:
        yield Reason("advice.target-met", {"over": situation.table - situation.target})
    if calls[-1].bluff_called:
        yield Reason("advice.bluff-called")
    if _stopped(calls):
        yield Reason("advice.desk-stopped")
    if situation.today_only:
        yield Reason("advice.today-only")
    if len(situation.calls) >= MOST_CALLS:
        yield Reason("advice.last-call")
    yield Reason("advice.withdraw-risk")


def _reasons_to_go_on(
    action: Action, situation: Situation, calls: tuple[Heard, ...], belief: Belief
) -> Iterator[Reason]:
    offers = calls[-1].offers
    if len(calls) == 1 and len(offers) == 1:
        yield Reason("advice.first-offer")
    if action == "push":
        if len(offers) > 1 and rose(offers[-1], offers[-2]):
            yield Reason("advice.still-rising", {"step": offers[-1] - offers[-2]})
        more = _rounded(gain_of_pushing(belief, offers[-1], len(offers) - 1))
        yield Reason("advice.room-left", {"more": more}) if more else Reason("advice.room-later")
        return
    if calls[-1].bluff_called:
        yield Reason("advice.bluff-called")
    elif _stopped(calls):
        yield Reason("advice.desk-stopped")
    yield Reason("advice.defer-opens-tier")
    if situation.target is not None and situation.target > situation.table:
        yield Reason("advice.target-gap", {"gap": situation.target - situation.table})


def _stopped(calls: tuple[Heard, ...]) -> bool:
    offers = calls[-1].offers
    return len(offers) > 1 and not rose(offers[-1], offers[-2])


def _rounded(won: float) -> int:
    return round(won / 1000) * 1000


def _unknown(situation: Situation) -> Iterator[Reason]:
    for what in situation.unknown:
        yield Reason(f"advice.unknown-{what}")
    if situation.target is None:
        yield Reason("advice.unknown-target")
    if situation.alternative is None:
        yield Reason("advice.unknown-alternative")
