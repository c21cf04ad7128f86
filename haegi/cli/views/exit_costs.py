"""Leaving today's contract, month by month, as text: the costs, the verdict, and where the rules are from."""

from __future__ import annotations

from collections.abc import Iterator

from haegi.cli import context
from haegi.cli.views.amounts import digits, hung, sentence_sum
from haegi.compare.contract import FACTS
from haegi.compare.exit_costs import Departure, Moment
from haegi.money.money import Currency
from haegi.text.terminal import cells, visible, wrap

_GAP = 2


def table(departing: Departure, currency: Currency, stay: str, width: int) -> Iterator[str]:
    """The whole section, no line wider than `width` cells; `stay` is how the best of staying is called."""
    switch = departing.switch
    names = {"stay": stay, "switch": visible(switch.name) if switch else ""}
    yield from wrap(context.say("leave.title" if switch else "leave.title-alone", **names), width)
    yield from _rows(departing, currency, width)
    for said in (*_verdict(departing, currency, stay), *_sources(departing)):
        yield from wrap(said, width)


def _rows(departing: Departure, currency: Currency, width: int) -> Iterator[str]:
    """A line a month, else, where that is too wide, a few."""
    heads = [context.say(f"leave.col-{head}") for head in ("when", "fee", *(["ahead"] if departing.switch else []))]
    body = [
        [_when(one), _fee(one, currency), _ahead(one, currency)][: len(heads)] for one in departing.shown()
    ]
    widths = [max(cells(text) for text in column) for column in zip(heads, *body, strict=True)]
    whole = sum(widths) + _GAP * (len(widths) - 1)
    if whole > width:
        for when, *texts in body:
            yield when
            for head, text in zip(heads[1:], texts, strict=True):
                yield from hung(f"  {head}: ", text, width)
        return
    for number, row in enumerate([heads, *body]):
        yield (" " * _GAP).join(" " * (wide - cells(text)) + text for text, wide in zip(row, widths, strict=True))
        yield from [] if number else ["-" * whole]


def _when(one: Moment) -> str:
    return f"{one.day:%Y-%m}" if one.month else context.say("leave.now")


def _fee(one: Moment, currency: Currency) -> str:
    if one.due.fee is None:
        return context.say("leave.ask")
    shown = digits(one.due.fee.minor, currency)
    return context.say("leave.most", fee=shown) if one.due.how == "falls" else shown


def _ahead(one: Moment, currency: Currency) -> str:
    """How far the switch is ahead; where the fee is to be asked, below which it is."""
    if one.ahead is not None:
        shown = f"{'+' if one.ahead > 0 else ''}{digits(one.ahead, currency)}"
        return context.say("leave.least", ahead=shown) if one.due.how == "falls" else shown
    if one.room is None:
        return ""
    return context.say("leave.room", room=digits(one.room, currency)) if one.room > 0 else context.say("leave.never")


def _verdict(departing: Departure, currency: Currency, stay: str) -> Iterator[str]:
    """From which month switching beats staying, and when by most."""
    first, best = departing.first, departing.best
    if departing.switch is None:
        return
    if first is None or best is None:
        yield context.say("leave.not-known" if departing.hangs else "leave.not", stay=stay)
    else:
        key = "leave.from-now" if not first.month else "leave.from-latest" if departing.hangs else "leave.from"
        yield context.say(key, stay=stay, **_said(first, currency))
        if best.month != first.month:
            yield context.say("leave.best", **_said(best, currency))
        if best.month:
            yield context.say("leave.same")


def _said(one: Moment, currency: Currency) -> dict[str, object]:
    ahead = sentence_sum(one.ahead or 0, currency)
    least = context.say("leave.or-more", ahead=ahead) if one.due.how == "falls" else ahead
    return {"day": f"{one.day:%Y-%m}", "month": one.month, "ahead": least}


def _sources(departing: Departure) -> Iterator[str]:
    """The facts behind what nobody was asked for, each with source, date and doubts."""
    from haegi.files.resources import shipped_market
    from haegi.money.market import MARKETS, shown

    used = dict.fromkeys(id_ for one in departing.moments for id_ in FACTS.get(one.due.how, ()))
    if departing.lacks:
        yield context.say("leave.to-ask")
    known = {id_: fact for market in MARKETS for id_, fact in shipped_market(market).facts.items()} if used else {}
    for id_ in used:
        fact = shown(known[id_], context.State.locale, context.day(None))
        yield context.say("leave.why", fact=" ".join((fact.text, f"({fact.source})", *fact.marks)))
