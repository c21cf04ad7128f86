"""From a text to the terms it offers and the contract they bind to.

The text is cut into clauses, the clauses that offer nothing are put aside (`standings`), and what is left is
read by
kind: amounts (`sums`), percentages, waivers and free months (`relief`), things and speeds (`gifts`). Terms
come in the
order they are said. Nothing here raises, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from haegi.money.amounts import tidy
from haegi.offers.amount_terms import money_terms
from haegi.offers.assertion import judged
from haegi.offers.commitment import bindings, committed
from haegi.offers.discounts import free_terms, percent_terms, waiver_terms
from haegi.offers.doc import Talk, is_note
from haegi.offers.items import gift_terms, speed_terms
from haegi.offers.spans import find_all
from haegi.offers.term import Term

# A breath is shorter; longer texts are read a window at a time, so that the time stays in proportion to the
# length.
WINDOW = 1_000
# No more of a text is read: an agent talks for half an hour in fewer characters, and a book is no offer.
LONGEST = 10_000
_STOP = re.compile(r"[.!?。\n](?=\s|$)|\n|\s")


def read_terms(text: str) -> tuple[tuple[Term, ...], int | None]:
    """The terms in the order they are said, and the contract in months (0 for none, None for unsaid)."""
    terms: list[Term] = []
    months: int | None = None
    for said in breaths(text):
        found, bound = _read(said)
        terms += [term for term in found if term not in terms]
        months = bound if months is None else months
    return tuple(terms), months


def breaths(text: str) -> Iterator[str]:
    """The beginning of a text, `LONGEST` characters at the most, tidy and in pieces to be read one by one."""
    return windows(tidy(text[:LONGEST])[:LONGEST])


def windows(said: str) -> Iterator[str]:
    """The text in pieces of a length that is spoken at once, cut where a sentence or at least a word ends."""
    start = 0
    while len(said) - start > WINDOW:
        stops = list(_STOP.finditer(said, start + WINDOW // 2, start + WINDOW))
        full = [stop for stop in stops if not stop[0].isspace()] or stops
        end = full[-1].end() if full else start + WINDOW
        yield said[start:end]
        start = end
    yield said[start:]


def _read(said: str) -> tuple[list[Term], int | None]:
    clauses = judged(said)
    marks = find_all(said)
    bound = bindings(said, clauses, marks, note=is_note(said))
    talk = Talk(said, clauses, marks, spent={one.period for one in bound if one.period})
    placed = [*waiver_terms(talk), *free_terms(talk), *money_terms(talk), *percent_terms(talk)]
    placed = sorted([*placed, *speed_terms(talk), *gift_terms(talk)], key=lambda one: one[0])
    months, other = committed(bound, placed[0][0] if placed else None)
    terms: list[Term] = []
    for at, term in placed:
        own = _without_contract(term, months)
        if own not in terms and (other is None or at < other):
            terms.append(own)
    return terms, months if terms else None


def _without_contract(term: Term, months: int | None) -> Term:
    """A discount that runs for just the contract says no period of its own."""
    if term.kind != "free_months" and months and term.months == months:
        return replace(term, months=None)
    return term
