"""The end of a rehearsal: the review as text, as JSON, and as a document to print."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import Any

from haegi.call.case import offers
from haegi.cli import personas
from haegi.cli.context import DEFAULT, Context
from haegi.cli.rehearsal_run import Rehearsal
from haegi.coach.view import money
from haegi.rehearsal.review import Check, Review, curve
from haegi.sheet.document import Document, Grid, Para, Section
from haegi.text.terminal import hung, pad, visible, wrap

#: Past scores shown, this one among them.
_SHOWN = 10
#: Marks in the longest bar of the curve on paper: it must fit a column.
_BAR = 24
#: The mark of a check, by whether it was met; None: it did not arise.
MARKS = {True: "practice.met", False: "practice.missed", None: "practice.not-arisen"}


def document(played: Rehearsal, found: Review, body: dict[str, Any]) -> dict[str, Any]:
    """What programs read. Events come without their time: the same answers make the same document."""
    return {
        "seed": body["seed"],
        "persona": played.persona.id,
        "calls": [
            {"number": call.number, "outcome": call.outcome or None, "events": [
                {name: value for name, value in event._asdict().items() if name != "at"} for event in call.events
            ]}
            for call in played.calls
        ],
        **{key: body[key] for key in ("outcome", "value", "limit")},
        "review": [check._asdict() for check in found.checks],
        "score": round(found.score, 3),
    }


def lines(
    context: Context, played: Rehearsal, found: Review, body: dict[str, Any], earlier: Sequence[float], width: int
) -> Iterator[str]:
    """What people read, no line wider than `width` cells."""
    yield ""
    for line in _result(context, played, body):
        yield from wrap(line, width)
    rows = _curve_rows(played, body["limit"], min(48, width - 20))
    if rows:
        yield from ("", context.say("practice.curve"), *(f"  {row}" for row in rows))
    yield from ("", headline(context, found))
    for check in found.checks:
        yield from _row(context, check, width)
    yield ""
    for line in after(context, found, (body["limit"] or 0) > (body["value"] or 0), earlier):
        yield from wrap(line, width)
    yield from _commands(context, body, found)


def _result(context: Context, played: Rehearsal, body: dict[str, Any]) -> Iterator[str]:
    """How it ended, and what the desk would still have given, in a sentence each."""
    locale, value, limit = context.locale, body["value"], body["limit"]
    if limit is None or value is None:
        key = "ended" if limit is None else "unsealed"
        yield context.say(f"practice.{key}", outcome=context.say(f"outcome.{body['outcome'] or 'cut'}"))
    else:
        yield context.say("practice.sealed", value=money(value, played.case, locale))
    if limit is None:
        return
    left = limit - (value or 0)
    if left > 0:
        sums = {"limit": money(limit, played.case, locale), "left": money(left, played.case, locale)}
        yield context.say("practice.left", **sums)
    else:
        yield context.say("practice.none-left")


def headline(context: Context, found: Review) -> str:
    """The title of the review, with its score where there is one."""
    return context.say("practice.review", score=percent(found.score)) if found.arose else context.say("practice.review-bare")


def percent(share: float) -> str:
    """A share from 0 to 1 as a whole percentage."""
    return f"{share:.0%}"


def _row(context: Context, check: Check, width: int) -> Iterator[str]:
    """A check under its mark, and the words that show it below."""
    rule = f"{context.say(f'rule.{check.rule}')}  ({check.rule})"
    yield from hung(f"  {pad(context.say(MARKS[check.passed]), 6)}  ", rule, width)
    if check.evidence.strip(". "):
        yield from hung(" " * 10, f'"{visible(check.evidence)}"', width)


def after(context: Context, found: Review, more: bool, earlier: Sequence[float]) -> Iterator[str]:
    """The one thing for next time, then the scores so far."""
    if not found.arose:
        yield context.say("practice.nothing-said")
    elif found.next_time:
        yield context.say("practice.next-time", what=context.say(f"next.{found.next_time.rule}"))
    else:
        yield context.say("practice.more-was-there" if more else "practice.nothing-missed")
    if earlier and found.arose:
        scores = [*earlier, found.score][-_SHOWN:]
        yield context.say("practice.progress", scores=" ".join(map(percent, scores)))


def _commands(context: Context, body: dict[str, Any], found: Review) -> Iterator[str]:
    """How to do it again: all of it, or from the answer that cost most."""
    if not body["answers"]:
        return
    book = body.get("playbook", DEFAULT)
    named = "" if book == DEFAULT else f"{shlex.quote(book)} "
    recorded = body.get("from_call")
    options = [f"--from-call {shlex.quote(recorded)}"] if recorded else [f"--persona {shlex.quote(body['persona'])}", f"--seed {body['seed']}"]
    options += [f"--case {shlex.quote(body['case'])}"] if body["case"] not in ("", recorded) else []
    options += ["--hint"] if body["hint"] else []
    yield context.say("practice.again", command=f"haegi rehearse {named}{' '.join(options)}")
    step = (found.next_time.step if found.next_time else 0) or len(body["answers"])
    yield context.say("practice.from-there", command=f"haegi rehearse {named}--from {step}")


# On paper


def printed(context: Context, played: Rehearsal, found: Review, body: dict[str, Any]) -> Document:
    """The result, how the offers moved, every check with its words, and one thing for next time."""
    title, left = personas.title(context, played.persona), (body["limit"] or 0) > (body["value"] or 0)
    moved = (Section(context.say("practice.curve"), tuple(_curve(context, played, body["limit"]))),) if body["limit"] is not None else ()
    return Document(
        title=context.say("reviewed.title", playbook=played.book.title.best(context.locale)),
        subtitle=context.say("reviewed.subtitle", persona=title, seed=body["seed"], calls=len(played.calls)),
        language=context.locale,
        sections=(
            Section(context.say("reviewed.result"), tuple(map(Para, _result(context, played, body)))),
            *moved,
            Section(headline(context, found), (_checks(context, found),)),
            Section(context.say("reviewed.next"), tuple(map(Para, after(context, found, left, ())))),
        ),
    )


def _curve_rows(played: Rehearsal, limit: int | None, width: int) -> Sequence[str]:
    return curve([made for call in played.calls for made in offers(call)], limit, width, played.case.currency == "USD")


def _curve(context: Context, played: Rehearsal, limit: int) -> Iterator[Grid]:
    heads = tuple(context.say(f"reviewed.{name}") for name in ("number", "bar", "worth"))
    cells = [row.split() for row in _curve_rows(played, limit, _BAR)]
    if cells:
        # No format takes a slash for markup, and every typeface has one.
        bars = ((first, "/" * sum(map(len, bar)) or "-", worth) for first, *bar, worth in cells)
        yield Grid(heads, tuple(bars), (1, 5, 2))


def _checks(context: Context, found: Review) -> Grid:
    heads = tuple(context.say(f"reviewed.{name}") for name in ("rule", "met", "evidence"))
    rows = (
        (context.say(f"rule.{check.rule}"), context.say(MARKS[check.passed]), check.evidence.strip(". ") or "-")
        for check in found.checks
    )
    return Grid(heads, tuple(rows), (4, 1, 5))
