"""The review of a rehearsal as a document to print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from haegi.call.case import offers
from haegi.cli import context
from haegi.cli.commands.sheet import form_of, renderer
from haegi.cli.views.review import MARKS, after, percent, result
from haegi.rehearsal.review import curve
from haegi.sheet.document import Document, Grid, Para, Section

if TYPE_CHECKING:
    from haegi.cli.commands.rehearse import Rehearsal
    from haegi.rehearsal.review import Review

#: Marks in the longest bar of the curve: it must fit a column.
_BAR = 24


def document(played: Rehearsal, found: Review, body: dict[str, Any]) -> Document:
    """The result, how the offers moved, every check with its words, and one thing for next time."""
    title, left = played.persona.title, (body["limit"] or 0) > (body["value"] or 0)
    moved = (Section(context.say("practice.curve"), tuple(_curve(played, body["limit"]))),) if body["limit"] is not None else ()
    return Document(
        title=context.say("reviewed.title", playbook=played.book.title.best(context.State.locale)),
        subtitle=context.say(
            "reviewed.subtitle",
            persona=title.ko if context.State.locale == "ko" else title.en,
            seed=body["seed"],
            calls=len(played.calls),
        ),
        language=context.State.locale,
        sections=(
            Section(context.say("reviewed.result"), tuple(map(Para, result(played, body)))),
            *moved,
            Section(context.say("practice.review", score=percent(found.score)), (_checks(found),)),
            Section(context.say("reviewed.next"), tuple(map(Para, after(found, left, ())))),
        ),
    )


def _curve(played: Rehearsal, limit: int) -> Iterator[Grid]:
    rows = curve([each for call in played.calls for each in offers(call)], limit, _BAR, played.case.currency == "USD")
    heads = tuple(context.say(f"reviewed.{name}") for name in ("number", "bar", "worth"))
    cells = [row.split() for row in rows]
    if cells:
        # No format takes a slash for markup, and every typeface has one.
        bars = ((first, "/" * sum(map(len, bar)) or "-", worth) for first, *bar, worth in cells)
        yield Grid(heads, tuple(bars), (1, 5, 2))


def _checks(found: Review) -> Grid:
    heads = tuple(context.say(f"reviewed.{name}") for name in ("rule", "met", "evidence"))
    rows = (
        (context.say(f"rule.{each.rule}"), context.say(MARKS[each.passed]), each.evidence.strip(". ") or "-")
        for each in found.checks
    )
    return Grid(heads, tuple(rows), (4, 1, 5))


def write(made: Document, name: str) -> None:
    """Write it in the format that the file's name ends in; standard output stays the rehearsal's."""
    context.write_file(File(name), renderer(form_of("", name))(made), force=False)
    context.talk(context.say("case.written", path=name))
