"""From a case and its calls to the situation that advice is about.

Sums are minor units of the case's currency over the case's horizon, by the valuation of `haegi.offers.valuation`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from haegi.advice.advice import Situation
from haegi.advice.belief import Heard
from haegi.call.case import Case, PastCall, Quote, quoted
from haegi.call.engine import Event, standing
from haegi.call.options import money_of, switch
from haegi.errors import Failure
from haegi.offers.valuation import switch_value

REFUSES, CALLS_BLUFF, TODAY_ONLY = "refuses_more", "calls_bluff", "limits_time"
THEY_RANG = ("they_called", "called_back")
#: What a minute of the caller is worth, in minor units.
MINUTE = {"KRW": 200, "USD": 15}


class Alternative(NamedTuple):
    """The best one may do without a deal: its worth, whether it is a quote in hand, and whether all of it is known."""

    value: int = 0
    quoted: bool = False
    whole: bool = True


def situation(case: Case, calls: Sequence[PastCall]) -> Situation:
    """Where the case stands after `calls`, the last of which may be under way."""
    last = standing(calls[-1].events) if calls else []
    best = alternative(case, [*case.quotes, *quoted(calls)])
    return Situation(
        calls=tuple(_heard(standing(call.events)) for call in calls),
        reservation=max(0, case.sum("reservation") or 0),
        target=case.sum("target"),
        alternative=best.value,
        quoted=best.quoted,
        today_only=any(event.value == TODAY_ONLY for event in _agent(last)),
        refused_more=sum(event.value == REFUSES for event in _agent(last)),
        reject_first=True,
        won_a_minute=MINUTE[case.currency],
        unknown=tuple(_unknown(case, last, best)),
    )


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

    An offer that was only said again is none of its own; a refusal answers a push with what stands.
    """
    offers: list[int] = []
    for event in events:
        worth = event.data.get("worth") if event.kind in ("heard", "offer") else None
        if isinstance(worth, int) and worth > 0 and (not offers or worth > offers[-1]):
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
