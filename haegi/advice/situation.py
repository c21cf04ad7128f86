"""From a case and its calls to the situation that advice is about.

Sums are minor units of the case's currency over the case's horizon, by the valuation of `haegi.offers.valuation`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from haegi.advice.advice import Decided, Situation
from haegi.advice.belief import Heard, Market
from haegi.call.case import Case, PastCall, Quote, quoted
from haegi.call.engine import BESIDE, Event, done_by, standing
from haegi.call.options import money_of, switch
from haegi.errors import Failure
from haegi.money.money import Currency
from haegi.offers.valuation import switch_value
from haegi.playbook.model import Playbook

REFUSES, CALLS_BLUFF, TODAY_ONLY = "refuses_more", "calls_bluff", "limits_time"
OFFERS = frozenset({"makes_offer", "improves_offer"})
REFUSALS = frozenset({REFUSES, "refuses_supervisor"})
UP = frozenset({"asks_supervisor"})
DECIDES: dict[str, Decided] = {
    "accepts": "accepted", "defers": "deferred", "books_cancellation": "cancelled", "rejects_offer": "", "counters": "",
}  # fmt: skip
THEY_RANG = ("they_called", "called_back")
#: What a minute of the caller is worth, in minor units.
MINUTE: dict[Currency, int] = {"KRW": 200, "USD": 15}
#: Where the call is held, by what is paid with.
MARKET: dict[Currency, Market] = {"KRW": "kr", "USD": "us"}


class Alternative(NamedTuple):
    """The best one may do without a deal: its worth, whether it is a quote in hand, and whether all of it is known."""

    value: int = 0
    quoted: bool = False
    whole: bool = True


def situation(case: Case, calls: Sequence[PastCall], playbook: Playbook | None = None) -> Situation:
    """Where the case stands after `calls`, the last of which may be under way. The `playbook` tells what its lines do."""
    last = standing(calls[-1].events) if calls else []
    best = alternative(case, [*case.quotes, *quoted(calls)])
    return Situation(
        calls=tuple(_heard(standing(call.events)) for call in calls),
        reservation=max(0, case.sum("reservation") or 0),
        target=case.sum("target"),
        alternative=best.value,
        quoted=best.quoted,
        today_only=any(event.value == TODAY_ONLY for event in _agent(last)),
        refused_more=_refusals(last, playbook),
        won_a_minute=MINUTE[case.currency],
        unknown=tuple(_unknown(case, last, best)),
        turn=_last_turn(last),
        decided=_decided(calls, playbook),
        market=MARKET[case.currency],
    )


def _done(event: Event, playbook: Playbook | None) -> Sequence[str]:
    """What the caller did in a `said`."""
    return done_by(playbook, event) if playbook else event.data.get("does", ())


def _is_offer(event: Event) -> bool:
    return event.kind in ("heard", "offer") and bool(event.data.get("offer"))


def _refusals(events: Sequence[Event], playbook: Playbook | None) -> int:
    """How often the agent said that this is all, themselves or with a supervisor's word: who was asked for one, and
    answers with an offer, has asked as high as it goes."""
    count, went_up = 0, False
    for event in events:
        if event.kind == "said":
            went_up |= not UP.isdisjoint(_done(event, playbook))
        elif event.kind == "heard" and event.value in REFUSALS:
            count += 1
        elif went_up and _is_offer(event):
            count, went_up = count + 1, False
    return count


def _last_turn(events: Sequence[Event]) -> tuple[str, ...]:
    """The moves of the agent's last turn."""
    turn: list[str] = []
    for event in events:
        if event.kind == "heard" or (event.kind == "note" and event.value == "heard"):
            turn = [*turn, event.value] if event.data.get(BESIDE) else [event.value]
    return tuple(turn)


def _decided(calls: Sequence[PastCall], playbook: Playbook | None) -> Decided:
    """What the caller decided since the last offer; what was agreed stays so until something else is offered."""
    decided: Decided = ""
    for call in calls:
        decided = decided if decided == "accepted" else ""
        for event in standing(call.events):
            if _is_offer(event):
                decided = ""
            elif event.kind == "said":
                decided = max((DECIDES[move] for move in _done(event, playbook) if move in DECIDES), key=bool, default=decided)
            elif event.kind == "end" and event.value in ("accepted", "cancelled", "refused"):
                decided = "accepted" if event.value == "accepted" else ""
    return decided


def alternative(case: Case, quotes: Sequence[Quote]) -> Alternative:
    """The best quote, valued as a switch; a quote that is worth no more than staying as one is counts for nothing."""
    known = [one for quote in quotes if (one := _switch(case, quote)) is not None]
    return max([*known, Alternative()], key=lambda one: (one.value, one.whole))


def _switch(case: Case, quote: Quote) -> Alternative | None:
    """None where nothing can be said of the quote's worth."""
    fee, choice = case.sum("fee"), switch(case, quote)
    if not choice.offer and (choice.fee is None or fee is None):
        return None
    try:
        worth = switch_value(
            choice.offer, fee=money_of(case, fee), new_fee=choice.fee, horizon_months=case.horizon_months,
            costs=choice.costs,
        )  # fmt: skip
    except Failure:  # a gift in another currency than the case's
        return None
    return Alternative(worth.known, True, worth.value is not None)


def _heard(events: Sequence[Event]) -> Heard:
    """One call as offers and answers.

    What was only said again, such as terms read back, is no answer; an offer of the same worth, and a refusal, answer a
    push with what stands.
    """
    offers: list[int] = []
    for event in events:
        worth = event.data.get("worth") if event.kind in ("heard", "offer") else None
        least = offers[-1] + (event.value not in OFFERS) if offers else 1
        if isinstance(worth, int) and worth >= least:
            offers.append(worth)
        elif event.kind == "heard" and event.value == REFUSES and offers:
            offers.append(offers[-1])
    rang = any(event.kind == "start" and event.value in THEY_RANG for event in events)
    return Heard(tuple(offers), rang, any(event.value == CALLS_BLUFF for event in _agent(events)))


def _agent(events: Sequence[Event]) -> Iterator[Event]:
    return (event for event in events if event.kind == "heard")


def _unknown(case: Case, last: Sequence[Event], best: Alternative) -> Iterator[str]:
    if any(event.kind in ("heard", "offer") and event.data.get("offer") and event.data.get("worth") is None for event in last):
        yield "worth"
    if case.sum("target") is None:
        yield "target"
    if not best.quoted:
        yield "alternative"
    elif not best.whole:
        yield "quote-fee"
