"""The tables of a comparison: the options, or blocks of lines where that is too wide, their services, leaving by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from haegi.cli.context import Context
from haegi.cli.views.amounts import digits, note_words, sentence_sum
from haegi.cli.views.table import GAP, lines, rule, whole, widths_of
from haegi.cli.views.table import table as ruled
from haegi.compare.comparison import Basis, Comparison, Option
from haegi.compare.contract import FACTS
from haegi.compare.exit_costs import ExitCosts, MonthCost
from haegi.compare.scoring import has, score
from haegi.files.resources import shipped_market
from haegi.money.market import MARKETS, shown
from haegi.money.money import Currency, Money
from haegi.offers.offer import write
from haegi.text.terminal import cells, hung, visible, wrap

_HEADS = ("kind", "value", "effective", "fee", "speed")
_RIGHT = frozenset({"value", "effective", "fee", "speed"})
# No column of the services is narrower than this, and the first takes no more than this share of the width.
_LEAST, _FIRST = 10, 3
_SERVICES = ("support", "addons", "terms", "household")


def table(context: Context, found: Comparison, width: int) -> Iterator[str]:
    body = [_cell_texts(context, option, found.basis.currency) for option in found.options]
    filled = [at for at in range(len(_HEADS)) if any(row[at] for row in body)]
    heads = [context.say(f"plan.col-{column}") for column in ("name", *(_HEADS[at] for at in filled))]
    rows = [[name(context, option), *(row[at] for at in filled)] for option, row in zip(found.options, body, strict=True)]
    _, *others = widths_of([heads, *rows])
    longest = max(cells(row[0]) for row in rows)
    widths = [max(min(longest, width - sum(others) - GAP * len(others)), 8), *others]
    right = [place for place, at in enumerate(filled, 1) if _HEADS[at] in _RIGHT]
    yield from lines(heads, widths, right)
    yield rule(widths)[:width]
    for option, row in zip(found.options, rows, strict=True):
        yield from lines(row, widths, right)
        yield from _beneath(context, option, found.basis, width, "    ")


def blocks(context: Context, found: Comparison, width: int) -> Iterator[str]:
    for number, option in enumerate(found.options):
        yield from [""] if number else []
        yield from hung("", name(context, option), width)
        texts = [*_cell_texts(context, option, found.basis.currency), *_service_texts(context, option, found.basis.household)]
        for head, text in zip((*_HEADS, *_SERVICES), texts, strict=True):
            if text.strip("-"):
                yield from hung(f"  {context.say(f'plan.col-{head}')}: ", text, width)
        yield from _beneath(context, option, found.basis, width, "  ")


def services(context: Context, found: Comparison, width: int) -> Iterator[str]:
    """What counts besides money, a row a service, with the columns that any fills; nothing where none is."""
    body = [_service_texts(context, option, found.basis.household) for option in found.options]
    filled = [at for at in range(len(_SERVICES)) if any(row[at] for row in body)]
    if not filled:
        return
    heads = [context.say(f"plan.col-{column}") for column in ("name", *(_SERVICES[at] for at in filled))]
    rows = [[name(context, option), *(row[at] or "-" for at in filled)] for option, row in zip(found.options, body, strict=True)]
    widths = _narrowed(widths_of([heads, *rows]), width)
    yield context.say("plan.services")
    yield from ruled([heads, *rows], widths=widths)


def name(context: Context, option: Option) -> str:
    """An option's name, as it is shown."""
    return context.say("plan.nothing") if option.kind == "nothing" else visible(option.name)


def _cell_texts(context: Context, option: Option, currency: Currency) -> list[str]:
    """The cells of an option: kind, value, effective monthly, fee, speeds."""
    speeds = (option.choice.details.down_mbps, option.choice.details.up_mbps)
    return [
        context.say(f"plan.kind-{option.kind}"),
        _value(context, option, currency),
        "?" if option.effective_monthly is None else digits(option.effective_monthly, currency),
        "?" if option.monthly_fee is None else digits(option.monthly_fee, currency),
        "/".join("?" if speed is None else f"{speed:g}" for speed in speeds) if any(speeds) else "",
    ]


def _value(context: Context, option: Option, currency: Currency) -> str:
    if option.value is not None:
        return digits(option.value, currency)
    if option.at_least:
        return context.say("plan.or-more", value=digits(option.known, currency))
    return context.say("plan.known-only", value=digits(option.known, currency)) if option.known else context.say("plan.unknown")


def _service_texts(context: Context, option: Option, household: Sequence[str]) -> list[str]:
    """The cells of a service in the order of `_SERVICES`, empty where nothing is said."""
    details = option.choice.details
    texts = [visible(details.support), visible(", ".join(details.addons)), visible(details.terms)]
    return [*texts, _used(context, option, household) if household else ""]


def _used(context: Context, option: Option, household: Sequence[str]) -> str:
    """Which of what is used at home a service has."""
    uses: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for use in household:
        uses[has(option.choice.details, use)].append(visible(use))
    if len(uses[True]) == len(household):
        return context.say("plan.has-all")
    keys = {True: "plan.has", False: "plan.lacks", None: "plan.unsure"}
    return ". ".join(context.say(keys[told], names=", ".join(names)) for told, names in uses.items() if names)


def _narrowed(widths: Sequence[int], width: int) -> list[int]:
    """As wide as they want to be; where that is too much the widest give way first."""
    narrowed = [min(widths[0], max(width // _FIRST, _LEAST)), *widths[1:]]
    while whole(narrowed) > width and max(narrowed) > _LEAST:
        narrowed[narrowed.index(max(narrowed))] -= 1
    return narrowed


def _beneath(context: Context, option: Option, basis: Basis, width: int, lead: str) -> Iterator[str]:
    """What has no column: the offer, where it comes from, the score, later fees, notes."""
    rated, after = score(option, basis), option.choice.after
    texts = [
        ("offer", _offer(context, option)),
        ("source", option.choice.details.source),
        ("score", "" if rated is None else context.say("plan.score", score=f"{float(rated):.1f}")),
        ("after", context.say("plan.after", months=after.months, fee=digits(after.fee.minor, basis.currency)) if after else ""),
        ("exit", ", ".join(_exit(context, month, fee) for month, fee in option.choice.exits)),
        *(("note", note_words(context, note)) for note in option.notes),
    ]
    for key, text in texts:
        if text:
            yield from hung(f"{lead}{context.say(f'plan.row-{key}')}: ", visible(text), width)


def _exit(context: Context, month: int, fee: Money) -> str:
    shown = digits(fee.minor, fee.currency)
    return context.say("plan.exit", months=month, fee=shown) if month else shown


def _offer(context: Context, option: Option) -> str:
    said = option.choice.offer
    bond = said.commit_months
    words = [visible(write(replace(said.first, commit_months=None), context.locale))] if said else []
    if bond is not None:
        words.append(context.say("plan.contract", months=bond) if bond else context.say("plan.no-contract"))
    return ", ".join(words)


# Leaving now or later: the costs by month, the verdict, and where the rules are from


def leaving(context: Context, departing: ExitCosts, currency: Currency, stay: str, width: int) -> Iterator[str]:
    """The whole section, no line wider than `width` cells; `stay` is how the best of staying is called."""
    switch = departing.switch
    names = {"stay": stay, "switch": visible(switch.name) if switch else ""}
    yield from wrap(context.say("leave.title" if switch else "leave.title-alone", **names), width)
    yield from _months(context, departing, currency, width)
    for sentence in (*_verdict(context, departing, currency, stay), *_sources(context, departing)):
        yield from wrap(sentence, width)


def _months(context: Context, departing: ExitCosts, currency: Currency, width: int) -> Iterator[str]:
    """A line a month, else, where that is too wide, a few."""
    heads = [context.say(f"leave.col-{head}") for head in ("when", "fee", *(["ahead"] if departing.switch else []))]
    rows = [
        [f"{one.day:%Y-%m}" if one.month else context.say("leave.now"),
         *[_fee_then(context, one, currency), _ahead(context, one, currency)][: len(heads) - 1]]
        for one in departing.shown()
    ]  # fmt: skip
    if whole(widths_of([heads, *rows])) <= width:
        yield from ruled([heads, *rows], range(len(heads)))
        return
    for when, *texts in rows:
        yield when
        for head, text in zip(heads[1:], texts, strict=True):
            yield from hung(f"  {head}: ", text, width)


def _fee_then(context: Context, one: MonthCost, currency: Currency) -> str:
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
