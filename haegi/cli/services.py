"""The services side by side: what counts besides money, a row a service, its cells wrapped to the width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from haegi.cli import context
from haegi.compare.comparison import Comparison, Option
from haegi.compare.household import has
from haegi.text.terminal import cells, pad, visible, wrap

_GAP = 2
# No column is narrower than this, and the first takes no more than this share of the width.
_LEAST, _FIRST = 10, 3
HEADS = ("support", "addons", "terms", "household")


def table(found: Comparison, names: Sequence[str], width: int) -> Iterator[str]:
    """The table, with the columns that any service fills; nothing where none is."""
    body = [texts(option, found.basis.household) for option in found.options]
    columns = [index for index in range(len(HEADS)) if any(row[index] for row in body)]
    if not columns:
        return
    heads = [context.say("plan.col-name"), *(context.say(f"plan.col-{HEADS[index]}") for index in columns)]
    rows = [[name, *(row[index] or "-" for index in columns)] for name, row in zip(names, body, strict=True)]
    widths = _widths([heads, *rows], width)
    yield context.say("plan.services")
    yield from _row(heads, widths)
    yield "-" * (sum(widths) + _GAP * (len(widths) - 1))
    for row in rows:
        yield from _row(row, widths)


def texts(option: Option, household: Sequence[str]) -> list[str]:
    """The cells of a service in the order of `HEADS`, empty where nothing is said."""
    details = option.choice.details
    return [
        visible(details.support), visible(", ".join(details.addons)), visible(details.terms), _used(option, household),
    ]  # fmt: skip


def _used(option: Option, household: Sequence[str]) -> str:
    """Which of what is used at home a service has."""
    found: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for use in household:
        found[has(option.choice.details, use)].append(visible(use))
    if len(found[True]) == len(household):
        return context.say("plan.has-all") if household else ""
    keys = {True: "plan.has", False: "plan.lacks", None: "plan.unsure"}
    return ". ".join(context.say(keys[told], names=", ".join(uses)) for told, uses in found.items() if uses)


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """As wide as they want to be; where that is too much the widest give way first."""
    wanted = [max(cells(text) for text in column) for column in zip(*rows, strict=True)]
    wanted[0] = min(wanted[0], max(width // _FIRST, _LEAST))
    room = width - _GAP * (len(wanted) - 1)
    while sum(wanted) > room and max(wanted) > _LEAST:
        wanted[wanted.index(max(wanted))] -= 1
    return wanted


def _row(texts_: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [wrap(text, width) for text, width in zip(texts_, widths, strict=True)]
    for line in range(max(map(len, wrapped))):
        parts = [
            pad(lines[line] if line < len(lines) else "", width) for lines, width in zip(wrapped, widths, strict=True)
        ]
        yield (" " * _GAP).join(parts).rstrip()
