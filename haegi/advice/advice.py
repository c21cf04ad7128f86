"""Accept, push, defer, switch or leave: what to do with what is on the table, and why.

A desk opens each call with a share of what the call can give and concedes with each push until all that is open is on the
table; a callback may open more. At each push or deferral it may withdraw its offer for good, and a push may be met by "then I
will process the cancellation", which ends the pushing in that call. The offers heard are weighed into a belief over such
desks (`haegi.advice.belief`), and accepting, one more push and a deferral are each valued by planning ahead over it
(`haegi.advice.lookahead`), the caller's time counted. "Only today" raises the risk.

Two habits stand above the model: before an offer is accepted in the first call it is pushed once and the call is deferred
(unless the desk said that the offer ends today), and a desk that refused twice in a call is not pushed again in it. In a
live call (`reject_first`) the first offer is always rejected before the call is deferred: reported calls improved at once
when asked, and the playbook's line says so too.

Stopping when going on is worth no more than what is in hand is optimal stopping (Chow, Robbins and Siegmund, *Great
Expectations*, 1971); the concession curves are those of Faratin, Sierra and Jennings (1998). Shares and priors are plausible,
not measured on real desks, and nothing but what the agent says tells that a desk is fragile. Sums are won over the case's
horizon, time is minutes. Same situation, same advice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from haegi.advice.belief import Belief, Heard, believe, rose
from haegi.advice.lookahead import Stakes, Worth, gain_of_pushing, weigh

Action = Literal["accept", "push", "defer", "switch", "leave"]

# Beta counts before anything was heard: (happens, does not).
WITHDRAWS = (0.63, 8.37)
CALLS_BLUFF = (1.0, 9.0)
CALLS_BACK = (2.4, 1.2)
TODAY_ONLY = 1.5
MOST_CALLS = 6
ENOUGH_REFUSALS = 2
TARGET_MET = 1.1
"""Past the target, going on must promise a tenth more than what is on the table."""

NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Situation:
    """Where the case stands, as far as the caller knows it; the last of `calls` is under way.

    Sums are won by the case's valuation (cents for a case in dollars, with `won_a_minute` in cents). An offer of unknown
    worth is left out of `calls`; what is not known is named in `unknown`: "worth" (of an offer), "target",
    "alternative", "quote-fee". `quoted` says that the alternative is a quote in hand (to switch), not merely leaving.
    `refused_more` counts the refusals in the call under way, `today_only` says that the offer is said to end today;
    `reject_first`: the first offer is pushed once before anything is deferred.
    """

    calls: tuple[Heard, ...] = ()
    reservation: int = 0
    target: int | None = None
    alternative: int = 0
    quoted: bool = False
    today_only: bool = False
    refused_more: int = 0
    reject_first: bool = False
    call_minutes: float = 12
    push_minutes: float = 2
    won_a_minute: float = 200
    unknown: tuple[str, ...] = ()

    @property
    def table(self) -> int:
        """The best of the last call that had an offer; 0 where nothing is on the table."""
        return next((max(call.offers) for call in reversed(self.calls) if call.offers), 0)

    @property
    def fallback(self) -> int:
        """What is left without a deal: never less than doing nothing."""
        return max(0, self.alternative)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, by rule. `params` are sums, to be written out before they fill the sentence of that rule."""

    rule: str
    params: Mapping[str, int] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do, at most two reasons, and what it rests on.

    `value` is the worth of what is on the table (None: nothing, or not known), `round` counts the calls, `unknown` is
    the situation's, `worth` the expected worth of each way on (None where there was nothing to weigh).
    """

    action: Action
    reasons: tuple[Reason, ...]
    value: int | None
    target: int | None
    reservation: int
    round: int
    unknown: tuple[str, ...] = ()
    worth: Worth | None = None


def advise(situation: Situation) -> Advice:
    """What to do now. Never `accept` below the reservation or below the alternative."""
    calls = _rising(situation.calls)
    if not calls or not situation.calls[-1].offers:
        rule = "advice.worth-unknown" if "worth" in situation.unknown else "advice.no-offer"
        return _advice(situation, "push", (Reason(rule),), None)
    belief = believe(calls)
    pushes = len(calls[-1].offers) - 1
    worth = weigh(_stakes(situation, calls), belief, calls[-1].offers[-1], pushes, may_push=_may_push(situation))
    worth = worth._replace(stop=max(_acceptable_worth(situation), situation.fallback))
    action = _choose(situation, worth)
    return _advice(situation, action, tuple(_reasons(action, situation, calls, belief))[:2], worth)


def _advice(situation: Situation, action: Action, reasons: tuple[Reason, ...], worth: Worth | None) -> Advice:
    return Advice(
        action, reasons, situation.table or None, situation.target, situation.reservation, len(situation.calls),
        situation.unknown, worth,
    )  # fmt: skip


def _may_push(situation: Situation) -> bool:
    return not situation.calls[-1].bluff_called and situation.refused_more < ENOUGH_REFUSALS


def _acceptable_worth(situation: Situation) -> int:
    """The worth of accepting now: 0 where that is never advised."""
    least = max(1, situation.reservation, situation.fallback)
    return situation.table if situation.table >= least else 0


def _rising(calls: tuple[Heard, ...]) -> tuple[Heard, ...]:
    """The calls as the model hears them: from the first offer above 0, none below an earlier one."""
    best = 0
    heard: list[Heard] = []
    for call in calls:
        offers: list[int] = []
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
    on = max(worth.push, worth.defer)
    acceptable = _acceptable_worth(situation)
    met = acceptable > 0 and situation.target is not None and acceptable >= situation.target
    if on <= worth.stop or (met and on < TARGET_MET * acceptable):
        if acceptable:
            return _before_accepting(situation)
        return "switch" if situation.quoted and situation.fallback > 0 else "leave"
    if situation.reject_first and _is_first_offer(situation) and _may_push(situation) and not situation.today_only:
        return "push"
    return "push" if worth.push >= worth.defer else "defer"


def _is_first_offer(situation: Situation) -> bool:
    return len(situation.calls) == 1 and len(situation.calls[0].offers) == 1


def _before_accepting(situation: Situation) -> Action:
    """The first offer is rejected, and nothing is accepted in the first call, unless the offer is said to end today."""
    if len(situation.calls) > 1 or situation.today_only:
        return "accept"
    return "push" if _is_first_offer(situation) and _may_push(situation) else "defer"


def _reasons(
    action: Action, situation: Situation, calls: tuple[Heard, ...], belief: Belief
) -> Iterator[Reason]:
    if situation.table < situation.reservation:
        yield Reason("advice.below-reservation", {"gap": situation.reservation - situation.table})
    gap = situation.fallback - situation.table
    if action in ("switch", "leave"):
        yield Reason("advice.alternative-better", {"gap": gap}) if gap > 0 else Reason("advice.little-left")
    elif action == "accept":
        yield from _reasons_to_accept(situation, calls)
    else:
        yield from _reasons_to_go_on(action, situation, calls, belief)


def _reasons_to_accept(situation: Situation, calls: tuple[Heard, ...]) -> Iterator[Reason]:
    if situation.target is not None and situation.table >= situation.target:
        yield Reason("advice.target-met")
    if calls[-1].bluff_called:
        yield Reason("advice.bluff-called")
    if _stopped(situation):
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
        yield from _reasons_to_push(offers, belief)
        return
    if calls[-1].bluff_called:
        yield Reason("advice.bluff-called")
    elif _stopped(situation):
        yield Reason("advice.desk-stopped")
    elif len(calls) == 1 and len(offers) > 1:
        yield Reason("advice.not-deferred-yet")
    yield Reason("advice.defer-opens-tier")
    if situation.target is not None and situation.target > situation.table:
        yield Reason("advice.target-gap", {"gap": situation.target - situation.table})


def _reasons_to_push(offers: tuple[int, ...], belief: Belief) -> Iterator[Reason]:
    """A sum is named only where rises were heard: what is behind a mere prior is nobody's figure."""
    if not belief.pushed:
        yield Reason("advice.untried") if len(offers) == 1 else Reason("advice.room-later")
        return
    if len(offers) > 1 and rose(offers[-1], offers[-2]):
        yield Reason("advice.still-rising", {"step": offers[-1] - offers[-2]})
    more = round(gain_of_pushing(belief, offers[-1], len(offers) - 1) / 1000) * 1000
    yield Reason("advice.room-left", {"more": more}) if more else Reason("advice.room-later")


def _stopped(situation: Situation) -> bool:
    """Whether the desk said no more, or answered the last push with what stood."""
    offers = situation.calls[-1].offers
    still = len(offers) > 1 and not rose(offers[-1], offers[-2])
    return still or situation.refused_more >= ENOUGH_REFUSALS
