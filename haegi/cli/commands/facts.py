"""`haegi facts`: dated, sourced facts by words or initials."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from haegi.call.search import Entry, find
from haegi.cli.context import Context, width
from haegi.cli.options import Json, completed, text
from haegi.cli.views import facts as facts_view
from haegi.cli.views.facts import Found
from haegi.errors import Failure
from haegi.files.resources import shipped_market
from haegi.money.market import MARKETS, entries

#: What is shown of a long answer unless all is wanted: about two screens.
MOST = 12


def _names(_: Context) -> list[str]:
    return [name for market in MARKETS for name in shipped_market(market).facts]


def facts(
    ctx: typer.Context,
    words: list[str] = typer.Argument(None, metavar="WORDS", help="cli.facts.words", autocompletion=completed(_names)),
    market: Annotated[str, text("--market", metavar="kr|us", help_="cli.facts.market")] = "",
    all_: bool = typer.Option(False, "--all", help="cli.facts.all"),
    json: Json = False,
) -> None:
    context: Context = ctx.obj
    locale, today = context.locale, context.day()
    found = _search(" ".join(words or ()), [market] if market else MARKETS[:: 1 if locale == "ko" else -1])
    if json:
        context.answer_json({"facts": [facts_view.document(fact, locale, today) for fact in found]})
        return
    # A pipe gets each text on a line of its own, for grep.
    cells = width(40, 100) if context.stdout.isatty() else sys.maxsize
    most = len(found) if all_ else MOST
    context.out("\n\n".join("\n".join(facts_view.lines(fact, locale, today, cells)) for fact in found[:most]))
    if found[most:]:
        context.talk(context.say("facts.more", count=len(found) - most))
    if words and len({fact.market for fact in found[:most]}) > 1:
        context.talk(context.say("facts.both"))


def _search(query: str, ids: Sequence[str]) -> list[Found]:
    """The facts that fit, best first, and in the order of the markets; all of them for an empty query. Raises Failure
    where nothing fits."""
    markets = [shipped_market(id_) for id_ in ids]
    known = {
        f"{market.id}:{name}": Found(market.id, name, fact) for market in markets for name, fact in market.facts.items()
    }
    if not query.strip():
        return list(known.values())
    worded = [
        Entry(f"{market.id}:{entry.id}", entry.title, entry.text) for market in markets for entry in entries(market)
    ]
    found = [known[entry.id] for entry in find(query, worded)]
    if not found:
        raise Failure("facts.none", words=query)
    return found
