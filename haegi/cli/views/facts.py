"""A fact of the market as text and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, NamedTuple

from haegi.money.market import Fact, is_old, shown
from haegi.text.i18n import Locale
from haegi.text.terminal import wrap


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
