"""`haegi facts`: dated, sourced facts by words or initials."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from haegi.cli import context
from haegi.errors import Failure

if TYPE_CHECKING:
    from haegi.call.search import Entry
    from haegi.money.market import Fact

#: What is shown of a long answer unless all is wanted: about two screens.
MOST = 12
#: A fact in a call is wrapped by the face that shows it.
_UNWRAPPED = 10_000

Words = typer.Argument(None, metavar="WORDS", help="cli.facts.words", show_default=False)


class Found(NamedTuple):
    market: str
    id: str
    fact: Fact


def facts(
    words: list[str] = Words,
    market: str = typer.Option("", "--market", metavar="kr|us", help="cli.facts.market", show_default=False),
    all_: bool = typer.Option(False, "--all", help="cli.facts.all"),
    json: bool = typer.Option(False, "--json", help="cli.json"),
) -> None:
    query = " ".join(words or ())
    found = search(query, market)
    today = context.day(None)
    if json:
        context.answer_json({"facts": [document(each, today) for each in found]})
        return
    most = len(found) if all_ else MOST
    context.out("\n\n".join("\n".join(lines(each, today, _width())) for each in found[:most]))
    if found[most:]:
        context.talk(context.say("facts.more", count=len(found) - most))


def search(query: str, market: str) -> list[Found]:
    """The facts that fit, best first; all of them for an empty query. Raises Failure where nothing fits."""
    from haegi.call.search import Entry, find
    from haegi.files.market_reader import MARKETS, shipped_market
    from haegi.money.market import entries

    markets = [shipped_market(each) for each in ([market] if market else MARKETS)]
    known = {
        f"{one.id}:{name}": Found(one.id, name, fact) for one in markets for name, fact in one.facts.items()
    }
    if not query.strip():
        return list(known.values())
    worded = [Entry(f"{one.id}:{each.id}", each.title, each.text) for one in markets for each in entries(one)]
    found = [known[entry.id] for entry in find(query, worded)]
    if not found:
        raise Failure("facts.none", words=query)
    return found


def lines(found: Found, today: date, width: int) -> list[str]:
    """A fact as text: the sentence, then indented its table, its source, what to beware of, and its id."""
    from haegi.money.market import shown
    from haegi.text.terminal import wrap

    fact = shown(found.fact, context.State.locale, today)
    below = ["; ".join(fact.figures)] if fact.figures else []
    below += [fact.source, *(f"! {mark}" for mark in fact.marks), f"{found.market}:{found.id}"]
    return [*wrap(fact.text, width), *("    " + line for text in below for line in wrap(text, width - 4))]


def document(found: Found, today: date) -> dict[str, Any]:
    """A fact as JSON: what the file says, and whether it is old today."""
    from haegi.money.market import is_old

    fact = found.fact
    whole = fact.model_dump(mode="json", exclude={"source"})
    source = fact.source.best(context.State.locale)
    return {"id": found.id, "market": found.market, **whole, "source": source, "old": is_old(fact, today)}


def _width() -> int:
    """A terminal's width; a pipe gets each text on a line of its own, for grep."""
    return max(40, min(shutil.get_terminal_size().columns, 100)) if sys.stdout.isatty() else sys.maxsize


@cache
def market_facts(market: str | None, today: date) -> Sequence[Entry]:
    """The facts of a market as they can be found in a call; read when first looked for."""
    from haegi.call.search import Entry
    from haegi.files.market_reader import shipped_market
    from haegi.money.market import entries

    if market is None:
        return ()
    shipped = shipped_market(market)
    return [
        Entry(
            f"fact:{entry.id}",
            "\n".join(lines(Found(shipped.id, entry.id, shipped.facts[entry.id]), today, _UNWRAPPED)),
            f"{entry.title} {entry.text}",
        )
        for entry in entries(shipped)
    ]
