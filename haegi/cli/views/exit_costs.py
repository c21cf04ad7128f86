"""Leaving today's contract, month by month, as text and JSON: the costs, the verdict, and where the rules are from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from haegi.cli.context import Context
from haegi.cli.views.amounts import digits, plain, sentence_sum
from haegi.cli.views.table import table as lines_of
from haegi.cli.views.table import whole, widths_of
from haegi.compare.comparison import Basis
from haegi.compare.contract import FACTS
from haegi.compare.exit_costs import ExitCosts, MonthCost
from haegi.files.resources import shipped_market
from haegi.money.market import MARKETS, shown
from haegi.money.money import Currency
from haegi.text.terminal import hung, visible, wrap


def table(context: Context, departing: ExitCosts, currency: Currency, stay: str, width: int) -> Iterator[str]:
    """The whole section, no line wider than `width` cells; `stay` is how the best of staying is called."""
    switch = departing.switch
    names = {"stay": stay, "switch": visible(switch.name) if switch else ""}
    yield from wrap(context.say("leave.title" if switch else "leave.title-alone", **names), width)
    yield from _rows(context, departing, currency, width)
    for sentence in (*_verdict(context, departing, currency, stay), *_sources(context, departing)):
        yield from wrap(sentence, width)


def _rows(context: Context, departing: ExitCosts, currency: Currency, width: int) -> Iterator[str]:
    """A line a month, else, where that is too wide, a few."""
    heads = [context.say(f"leave.col-{head}") for head in ("when", "fee", *(["ahead"] if departing.switch else []))]
    rows = [
        [_when(context, moment), _fee(context, moment, currency), _ahead(context, moment, currency)][: len(heads)]
        for moment in departing.shown()
    ]
    if whole(widths_of([heads, *rows])) <= width:
        yield from lines_of([heads, *rows], range(len(heads)))
        return
    for when, *texts in rows:
        yield when
        for head, text in zip(heads[1:], texts, strict=True):
            yield from hung(f"  {head}: ", text, width)


def _when(context: Context, one: MonthCost) -> str:
    return f"{one.day:%Y-%m}" if one.month else context.say("leave.now")


def _fee(context: Context, one: MonthCost, currency: Currency) -> str:
    if one.due.fee is None:
        return context.say("leave.ask")
    shown = digits(one.due.fee.minor, currency)
    return context.say("leave.most", fee=shown) if one.due.how == "falls" else shown


def _ahead(context: Context, one: MonthCost, currency: Currency) -> str:
    """How far the switch is ahead; where the fee is to be asked, below which it is."""
    if one.ahead is not None:
        shown = f"{'+' if one.ahead > 0 else ''}{digits(one.ahead, currency)}"
        return context.say("leave.least", ahead=shown) if one.due.how == "falls" else shown
    if one.room is None:
        return ""
    return context.say("leave.room", room=digits(one.room, currency)) if one.room > 0 else context.say("leave.never")


def _verdict(context: Context, departing: ExitCosts, currency: Currency, stay: str) -> Iterator[str]:
    """From which month switching beats staying, and when by most."""
    first, best = departing.first, departing.best
    if departing.switch is None:
        return
    if first is None or best is None:
        yield context.say("leave.not-known" if departing.is_open else "leave.not", stay=stay)
    else:
        key = "leave.from-now" if not first.month else "leave.from-latest" if departing.is_open else "leave.from"
        yield context.say(key, stay=stay, **_said(context, first, currency))
        if best.month != first.month:
            yield context.say("leave.best", **_said(context, best, currency))
        if best.month:
            yield context.say("leave.same")


def _said(context: Context, one: MonthCost, currency: Currency) -> dict[str, object]:
    ahead = sentence_sum(context, one.ahead or 0, currency)
    least = context.say("leave.or-more", ahead=ahead) if one.due.how == "falls" else ahead
    return {"day": f"{one.day:%Y-%m}", "month": one.month, "ahead": least}


def _sources(context: Context, departing: ExitCosts) -> Iterator[str]:
    """The facts behind what nobody was asked for, each with source, date and doubts."""
    used = dict.fromkeys(id_ for one in departing.moments for id_ in FACTS.get(one.due.how, ()))
    if departing.lacks:
        yield context.say("leave.to-ask")
    known = {id_: fact for market in MARKETS for id_, fact in shipped_market(market).facts.items()} if used else {}
    for id_ in used:
        fact = shown(known[id_], context.locale, context.day())
        yield context.say("leave.why", fact=" ".join((fact.text, f"({fact.source})", *fact.marks)))


def document(departing: ExitCosts, basis: Basis) -> dict[str, Any]:
    """What leaving costs by month. `at_most`: the sum can only be less; `fee` is null where it is to be asked."""
    currency, end = basis.currency, basis.contract.end
    first, best, switch = departing.first, departing.best, departing.switch
    return {
        "contract_end": end.isoformat() if end else None,
        "months_left": departing.left,
        "switch": switch.name if switch else None,
        "stay": departing.stay.name,
        "months": [
            {"month": moment.month, "date": moment.day.isoformat(), "fee": plain(moment.due.fee.minor if moment.due.fee else None, currency),
             "at_most": moment.due.how == "falls", "known_by": moment.due.how, "ahead": plain(moment.ahead, currency),
             "ahead_without_fee": plain(moment.room, currency)}
            for moment in departing.moments
        ],
        "switch_from": first.month if first else None,
        "switch_best": best.month if best else None,
    }  # fmt: skip
