"""Accept, push, defer, switch or leave: what to do with what is on the table, and why.

A desk opens each call with a share of what the call can give and concedes with each push until all that is open is on the
table; a callback may open more. At each push or deferral it may withdraw its offer for good, and a push may be met by "then I
will process the cancellation", which ends the pushing in that call. The offers heard are weighed into a belief over such
desks (`haegi.advice.belief`), over kinds of desk that differ in what they risk, and accepting, one more
push and a deferral are each valued by planning ahead (`haegi.advice.lookahead`), the caller's time counted.

Some habits stand above the model, live and simulated alike. The first offer is rejected once before anything is deferred, as
the playbook's line says: on calm desks, which call back and seldom withdraw, deferring at once would bring about a tenth more,
on fragile ones it loses more than that, and nothing tells them apart before the first move. A target that was set
is held to: nothing less is accepted in the first call, nor anything because it is said to end today; a raise that is said
in the same breath to end today is asked for in writing, not pushed. A desk that says no
more after it has moved, or says it twice, a supervisor's word counted, is not pushed again in that call; nor is one whose
terms are being read back. At the target the caller settles, in the first call once the terms are read back.

Stopping when going on is worth no more than what is in hand is optimal stopping (Chow, Robbins and Siegmund, *Great
Expectations*, 1971); the concession curves are those of Faratin, Sierra and Jennings (1998). The priors are stated, not
measured: nobody has measured real desks. Sums are won over the case's horizon, time is minutes. Same situation, same advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from typing import Literal

from haegi.advice.belief import Belief, Heard, Market, Trials, believe, risks, rose
from haegi.advice.lookahead import NEVER, Stakes, Worth, coarse, gain_of_pushing, weigh

Action = Literal["accept", "push", "defer", "switch", "leave"]
Decided = Literal["", "accepted", "deferred", "cancelled"]

MOST_CALLS = 6
CALLS_FOR_NOTHING = 2
ENOUGH_REFUSALS = 2
TARGET_MET = 0.97
"""So near, a target counts as reached: nobody hears the difference."""
WORTH_ASKING = 0.05
"""A push is called likely to pay where it raises the offer by so much on average."""

UNIT = 100_000
SAME_SUM, SAME_SHARE, SAME_TIME = 100, 0.02, 0.2
"""What counts as the same: sums in units, and stakes and time as shares of the first offer, in logarithms."""

AWAY = frozenset({"puts_on_hold", "transfers_call", "ends_call"})
READ_BACK, PUT_OFF = "reads_back_terms", "delays_intake"
PRESSING = frozenset({"asks_decision", "promises_privately"})
LAST_WORD = frozenset({"improves_offer", "limits_time"})
NOT_HAGGLED = frozenset({READ_BACK, "offers_24"})
"""Terms that are settled, and the discount that the law fixes."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Where the case stands, as far as the caller knows it; the last of `calls` is under way.

    Sums are won by the case's valuation (cents for a case in dollars, with `won_a_minute` in cents). An offer of unknown
    worth is left out of `calls`; what is not known is named in `unknown`: "worth" (of an offer), "target",
    "alternative", "quote-fee". `quoted` says that the alternative is a quote in hand (to switch), not merely leaving.
    Of the call under way: `refused_more` counts the final refusals, `today_only` says that the offer is said to end
    today, `turn` has the moves of the agent's last turn. `decided` is what the caller has said since the last offer.
    """

    calls: tuple[Heard, ...] = ()
    reservation: int = 0
    target: int | None = None
    alternative: int = 0
    quoted: bool = False
    today_only: bool = False
    refused_more: int = 0
    call_minutes: float = 12
    push_minutes: float = 2
    won_a_minute: float = 200
    unknown: tuple[str, ...] = ()
    turn: tuple[str, ...] = ()
    decided: Decided = ""
    market: Market = "kr"

    @property
    def table(self) -> int:
        """The best of the last call that had an offer; 0 where nothing is on the table."""
        return next((max(call.offers) for call in reversed(self.calls) if call.offers), 0)

    @property
    def fallback(self) -> int:
        """What is left without a deal: never less than doing nothing."""
        return max(0, self.alternative)

    @property
    def acceptable(self) -> int:
        """The worth of accepting now: 0 where that is never advised."""
        least = max(1, self.reservation, self.fallback)
        return self.table if self.table >= least else 0

    @property
    def is_met(self) -> bool:
        """Whether what is on the table reaches the target."""
        return self.target is not None and 0 < self.table >= max(TARGET_MET * self.target, self.reservation)

    @property
    def is_waiting(self) -> bool:
        """Whether the agent is away, for a while or with a goodbye, or cancels: nothing is to be decided before they are back."""
        return self.decided == "cancelled" or not AWAY.isdisjoint(self.turn)

    @property
    def may_push(self) -> bool:
        """Whether another push can be of use in the call under way."""
        call = self.calls[-1]
        enough = 1 if self.has_moved else ENOUGH_REFUSALS
        return not call.bluff_called and self.refused_more < enough and NOT_HAGGLED.isdisjoint(self.turn)

    @property
    def has_moved(self) -> bool:
        """Whether the desk has raised its offer in the call under way, above what stood before it; where it makes none,
        whether something stands."""
        offers = self.calls[-1].offers
        stood = max((offer for call in self.calls[:-1] for offer in call.offers), default=offers[0] if offers else 0)
        return rose(max(offers), stood) if offers else stood > 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, by rule. `params` are sums, to be written out before they fill the sentence of that rule."""

    rule: str
    params: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do, at most two reasons, the first the weightier, and what it rests on.

    `value` is the worth of what is on the table (None: nothing, or not known), `round` counts the calls, `unknown` is
    the situation's, `worth` the expected worth of each way on (None where nothing had to be weighed).
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
    """What to do now. Never `accept` below the reservation or below the alternative, but what was agreed."""
    if situation.decided == "accepted":
        return _advice(situation, "accept", [Reason("advice.agreed")], None)
    calls = _rising(situation.calls)
    if not calls or not (situation.calls[-1].offers or situation.refused_more):
        return _without_offer(situation)
    unit = calls[0].offers[0] / UNIT
    settled = _settled(situation)
    worth, gain = _weighed(_in_units(situation, calls, unit), situation.may_push, planned=not settled)
    action = settled or _choose(situation, worth)
    reasons = _reasons(action, situation, calls, gain)
    return _advice(situation, action, reasons, None if settled else Worth(*(unit * way for way in worth)))


def _advice(situation: Situation, action: Action, reasons: Iterable[Reason], worth: Worth | None) -> Advice:
    return Advice(
        action, tuple(islice(reasons, 2)), situation.table or None, situation.target, situation.reservation,
        len(situation.calls), situation.unknown, worth,
    )  # fmt: skip


def _without_offer(situation: Situation) -> Advice:
    """Nothing is on the table in this call: ask, but not a desk that said no twice."""
    if "worth" in situation.unknown:
        return _advice(situation, "push", [Reason("advice.worth-unknown")], None)
    if situation.refused_more < ENOUGH_REFUSALS and not any(call.bluff_called for call in situation.calls[-1:]):
        return _advice(situation, "push", [Reason("advice.no-offer")], None)
    again = len(situation.calls) < CALLS_FOR_NOTHING
    action: Action = "defer" if again else "accept" if situation.acceptable else _walk(situation)
    return _advice(situation, action, [Reason("advice.nothing-offered")], None)


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


def _in_units(situation: Situation, calls: tuple[Heard, ...], unit: float) -> Situation:
    """The situation in units of its first offer, coarsened, so that cases alike in proportion are planned once.

    Calls before the first offer count for nothing but for their number.
    """
    before = (Heard(()),) * (len(situation.calls) - len(calls))
    scaled = (replace(call, offers=tuple(round(offer / unit / SAME_SUM) * SAME_SUM for offer in call.offers)) for call in calls)
    return Situation(
        (*before, *scaled),
        round(coarse(situation.reservation / unit, SAME_SHARE)),
        alternative=round(coarse(situation.fallback / unit, SAME_SHARE)),
        today_only=situation.today_only,
        call_minutes=situation.call_minutes,
        push_minutes=situation.push_minutes,
        won_a_minute=coarse(situation.won_a_minute / unit, SAME_TIME),
        market=situation.market,
    )


@lru_cache(maxsize=16384)
def _weighed(situation: Situation, may_push: bool, *, planned: bool) -> tuple[Worth, float]:
    """What each way on is worth where that is `planned`, and by what share of what stands the next push alone would raise
    it on average."""
    calls = tuple(call for call in situation.calls if call.offers)
    belief, standing, pushes = believe(calls), calls[-1].offers[-1], len(calls[-1].offers) - 1
    stop = max(situation.acceptable, situation.fallback)
    worth = Worth(stop, NEVER, NEVER)
    if planned:
        worth = weigh(_stakes(situation, calls, belief), belief, standing, pushes, may_push=may_push)._replace(stop=stop)
    return worth, gain_of_pushing(belief, standing, pushes) / standing


def _stakes(situation: Situation, calls: tuple[Heard, ...], belief: Belief) -> Stakes:
    trials = Trials(
        answered=sum(len(call.offers) - 1 for call in calls),
        bluffs=sum(call.bluff_called for call in calls),
        deferrals=len(situation.calls) - 1,
        callbacks=sum(call.called_back for call in calls[1:]),
        today_only=situation.today_only,
    )
    risk = risks(trials, belief, situation.market)
    return Stakes(
        withdraw=risk.withdraw,
        bluff=risk.bluff,
        callback=risk.callback,
        call_cost=situation.call_minutes * situation.won_a_minute,
        push_cost=situation.push_minutes * situation.won_a_minute,
        alternative=situation.fallback,
        reservation=situation.reservation,
        calls_left=max(0, MOST_CALLS - len(situation.calls)),
    )


def _settled(situation: Situation) -> Action | None:
    """What to do where the habits alone decide."""
    is_first_call = len(situation.calls) == 1
    ends_today = is_first_call and situation.target is not None and LAST_WORD.issubset(situation.turn)
    if situation.decided == "deferred" or ends_today:
        return "defer"
    if situation.is_met:
        return "accept" if situation.acceptable and (not is_first_call or READ_BACK in situation.turn) else "defer"
    if PUT_OFF in situation.turn:
        return "push" if situation.may_push else _walk(situation)
    if is_first_call and len(situation.calls[0].offers) == 1 and situation.may_push:
        return "push"
    return None


def _choose(situation: Situation, worth: Worth) -> Action:
    if max(worth.push, worth.defer) <= worth.stop:
        return _stopping(situation)
    return "push" if worth.push >= worth.defer else "defer"


def _stopping(situation: Situation) -> Action:
    """In the first call a target that was set is held to, nothing is accepted because the agent presses for it, and nobody
    leaves who has nowhere better to go."""
    is_first_call = len(situation.calls) == 1
    if not situation.acceptable:
        return "defer" if is_first_call and not situation.fallback else _walk(situation)
    holds_out = situation.target is not None or situation.today_only or not PRESSING.isdisjoint(situation.turn)
    return "defer" if is_first_call and holds_out else "accept"


def _walk(situation: Situation) -> Action:
    return "switch" if situation.quoted and situation.fallback > 0 else "leave"


def _reasons(action: Action, situation: Situation, calls: tuple[Heard, ...], gain: float) -> Iterator[Reason]:
    """Why, the weightiest first."""
    why = list(_ways_on(action, situation, calls, gain))
    if situation.table < situation.reservation:
        why.insert(1, Reason("advice.below-reservation", {"gap": situation.reservation - situation.table}))
    yield from why


def _ways_on(action: Action, situation: Situation, calls: tuple[Heard, ...], gain: float) -> Iterator[Reason]:
    if situation.is_met:
        yield Reason("advice.target-met")
    elif situation.decided == "deferred":
        yield Reason("advice.deferring")
    yield from _said_last(action, situation)
    if action in ("switch", "leave"):
        yield from _fallback_reason(situation)
    elif action == "accept" and not situation.is_met:
        if len(situation.calls) >= MOST_CALLS:
            yield Reason("advice.last-call")
        yield Reason("advice.withdraw-risk")
    elif action == "push":
        yield from _reasons_to_push(calls, gain)
    elif action == "defer":
        yield from _reasons_to_defer(situation, calls)


def _said_last(action: Action, situation: Situation) -> Iterator[Reason]:
    """What the agent's own words tell."""
    if PUT_OFF in situation.turn:
        yield Reason("advice.put-off")
    if situation.calls[-1].bluff_called:
        yield Reason("advice.bluff-called")
    elif not situation.may_push and situation.refused_more:
        yield Reason("advice.desk-stopped")
    if situation.today_only and action != "accept":
        yield Reason("advice.today-only")


def _fallback_reason(situation: Situation) -> Iterator[Reason]:
    gap = situation.fallback - situation.table
    yield Reason("advice.alternative-better", {"gap": gap}) if gap > 0 else Reason("advice.little-left")


def _reasons_to_push(calls: tuple[Heard, ...], gain: float) -> Iterator[Reason]:
    """In degrees: how much more there may be is nobody's figure."""
    offers = calls[-1].offers
    if len(calls) == 1 and len(offers) == 1:
        yield Reason("advice.first-offer")
    elif len(offers) == 1:
        yield Reason("advice.untried")
    elif rose(offers[-1], offers[-2]):
        yield Reason("advice.still-rising", {"step": offers[-1] - offers[-2]})
    yield Reason("advice.may-still-pay" if gain >= WORTH_ASKING else "advice.may-pay-little")


def _reasons_to_defer(situation: Situation, calls: tuple[Heard, ...]) -> Iterator[Reason]:
    if situation.table < situation.fallback:
        yield from _fallback_reason(situation)
    if situation.is_met or situation.decided:
        return
    yield Reason(f"advice.defer-{situation.market}")
    if len(calls) == 1 and situation.target is not None:
        yield Reason("advice.not-in-first-call")
    if situation.target is not None and situation.target > situation.table:
        yield Reason("advice.target-gap", {"gap": situation.target - situation.table})
