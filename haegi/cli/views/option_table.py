"""The options as a table, or as blocks of lines where that is too wide, and their services side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from haegi.cli.context import Context
from haegi.cli.views.amounts import digits, note_words
from haegi.cli.views.table import GAP, lines, rule, whole, widths_of
from haegi.compare.comparison import Basis, Comparison, Option
from haegi.compare.scoring import has, score
from haegi.money.money import Currency, Money
from haegi.offers.offer import write
from haegi.text.terminal import cells, hung, visible

_HEADS = ("kind", "value", "effective", "fee", "speed")
_RIGHT = frozenset({"value", "effective", "fee", "speed"})
# No column of the services is narrower than this, and the first takes no more than this share of the width.
_LEAST, _FIRST = 10, 3
_SERVICES = ("support", "addons", "terms", "household")


def table(context: Context, found: Comparison, width: int) -> Iterator[str]:
    body = [_cell_texts(context, option, found.basis.currency) for option in found.options]
    filled = [at for at in range(len(_HEADS)) if any(row[at] for row in body)]
    heads = [context.say(f"plan.col-{name}") for name in ("name", *(_HEADS[at] for at in filled))]
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
    heads = [context.say(f"plan.col-{name}") for name in ("name", *(_SERVICES[at] for at in filled))]
    rows = [[name(context, option), *(row[at] or "-" for at in filled)] for option, row in zip(found.options, body, strict=True)]
    widths = _narrowed(widths_of([heads, *rows]), width)
    yield context.say("plan.services")
    yield from lines(heads, widths)
    yield rule(widths)
    for row in rows:
        yield from lines(row, widths)


def name(context: Context, option: Option) -> str:
    """An option's name, as it is shown."""
    return context.say("plan.nothing") if option.kind == "nothing" else visible(option.name)


def _cell_texts(context: Context, option: Option, currency: Currency) -> list[str]:
    """The cells of an option: kind, value, effective monthly, fee, speeds."""
    details = option.choice.details
    return [
        context.say(f"plan.kind-{option.kind}"),
        _value(context, option, currency),
        "?" if option.effective_monthly is None else digits(option.effective_monthly, currency),
        "?" if option.monthly_fee is None else digits(option.monthly_fee, currency),
        _speeds(details.down_mbps, details.up_mbps),
    ]


def _value(context: Context, option: Option, currency: Currency) -> str:
    if option.value is not None:
        return digits(option.value, currency)
    if option.at_least:
        return context.say("plan.or-more", value=digits(option.known, currency))
    return context.say("plan.known-only", value=digits(option.known, currency)) if option.known else context.say("plan.unknown")


def _speeds(down: float | None, up: float | None) -> str:
    if down is None and up is None:
        return ""
    return "/".join("?" if speed is None else f"{speed:g}" for speed in (down, up))


def _service_texts(context: Context, option: Option, household: Sequence[str]) -> list[str]:
    """The cells of a service in the order of `_SERVICES`, empty where nothing is said."""
    details = option.choice.details
    texts = [visible(details.support), visible(", ".join(details.addons)), visible(details.terms)]
    return [*texts, _used(context, option, household)]


def _used(context: Context, option: Option, household: Sequence[str]) -> str:
    """Which of what is used at home a service has."""
    uses: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for use in household:
        uses[has(option.choice.details, use)].append(visible(use))
    if len(uses[True]) == len(household):
        return context.say("plan.has-all") if household else ""
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
    details = option.choice.details
    texts = [
        ("offer", _offer(context, option)),
        ("source", details.source),
        ("score", _score(context, score(option, basis))),
        ("after", _after(context, option, basis.currency)),
        ("exit", ", ".join(_exit(context, month, fee) for month, fee in option.choice.exits)),
        *(("note", note_words(context, note)) for note in option.notes),
    ]
    for key, text in texts:
        if text:
            yield from hung(f"{lead}{context.say(f'plan.row-{key}')}: ", visible(text), width)


def _score(context: Context, rated: Fraction | None) -> str:
    return "" if rated is None else context.say("plan.score", score=f"{float(rated):.1f}")


def _after(context: Context, option: Option, currency: Currency) -> str:
    after = option.choice.after
    return context.say("plan.after", months=after.months, fee=digits(after.fee.minor, currency)) if after else ""


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
