"""A fact of the market as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from haegi.call.search import Entry
from haegi.files.resources import shipped_market
from haegi.money.market import Fact, entries, is_old, shown
from haegi.text.i18n import Locale
from haegi.text.terminal import wrap

#: A fact in a call is wrapped by the face that shows it.
_UNWRAPPED = 10_000


class Found(NamedTuple):
    """A fact with the id of its market and its own."""

    market: str
    id: str
    fact: Fact


def lines(found: Found, locale: Locale, today: date, width: int) -> list[str]:
    """The sentence, then indented its table, its source, what to beware of, and its id."""
    fact = shown(found.fact, locale, today)
    below = ["; ".join(fact.figures)] if fact.figures else []
    below += [fact.source, *(f"! {mark}" for mark in fact.marks), f"{found.market}:{found.id}"]
    return [*wrap(fact.text, width), *("    " + line for text in below for line in wrap(text, width - 4))]


def document(found: Found, locale: Locale, today: date) -> dict[str, Any]:
    """What the file says, and whether it is old today."""
    fields = asdict(found.fact)
    del fields["source"]
    source = found.fact.source.best(locale)
    return {"id": found.id, "market": found.market, **fields, "source": source, "old": is_old(found.fact, today)}


@cache
def market_facts(market: str | None, locale: Locale, today: date) -> Sequence[Entry]:
    """The facts of a market as they can be found in a call; read when first looked for."""
    if market is None:
        return ()
    shipped = shipped_market(market)
    return [
        Entry(
            f"fact:{entry.id}",
            "\n".join(lines(Found(shipped.id, entry.id, shipped.facts[entry.id]), locale, today, _UNWRAPPED)),
            f"{entry.title} {entry.text}",
        )
        for entry in entries(shipped)
    ]
