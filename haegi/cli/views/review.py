"""A call that was read from a transcript, and how it went, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from haegi.call.case import Case, Commitment, commitments, offers
from haegi.call.cue import day_in_words
from haegi.cli.context import Context
from haegi.cli.views.amounts import plain
from haegi.cli.views.rehearse import percent
from haegi.coach.lines import offer_line
from haegi.coach.transcript_player import PlayedCall
from haegi.coach.view import offer_rows, text_of
from haegi.playbook.model import Playbook
from haegi.rehearsal.review import Check, Review
from haegi.text.terminal import clip, hung, visible, wrap

#: Cells of a turn that a line of the page quotes.
_QUOTED = 160


class Reviewed(NamedTuple):
    """A call that was read, and how it went."""

    playbook: Playbook
    case: Case
    played: PlayedCall
    review: Review


def document(context: Context, reviewed: Reviewed) -> dict[str, Any]:
    """What programs read."""
    case, call = reviewed.case, reviewed.played.call
    return {
        "playbook": reviewed.playbook.id,
        "turns": [
            {**turn._asdict(), "line": {"id": turn.line.id, "text": turn.line.text} if turn.line else None,
             "advice": turn.advice or None}
            for turn in reviewed.played.turns
        ],
        "offers": [
            {"move": offer.move, "text": offer.text, **offer.offer, "value": plain(offer.worth, case.currency)}
            for offer in offers(call)
        ],
        "commitments": [
            {"what": promise.text, "by": promise.due.isoformat() if promise.due else None, "who": promise.who or None}
            for promise in commitments(call)
        ],
        "outcome": reviewed.played.outcome,
        "checks": [
            {"rule": check.rule, "passed": check.passed, "evidence": check.evidence.strip(". ")}
            for check in reviewed.review.checks
        ],
        "score": round(reviewed.review.score, 3),
        "next": list(_next(context, reviewed)),
    }  # fmt: skip


def _next(context: Context, reviewed: Reviewed) -> Iterator[str]:
    """The one thing to do next, then what else is to do after such a call."""
    missed, outcome = reviewed.review.next_time, reviewed.played.outcome
    if missed:
        yield context.say(f"next.{missed.rule}")
    todo = next((end.todo for end in reviewed.playbook.ends.values() if end.outcome == outcome and end.todo), None)
    if todo:
        yield text_of(todo, context.locale)
    for promise in commitments(reviewed.played.call):
        if promise.due:
            day = day_in_words(promise.due.isoformat(), context.locale)
            yield context.say("reviewed.check-promise", day=day, what=clip(promise.text, _QUOTED))
    if not (missed or todo):
        yield context.say("practice.nothing-missed")


# For people


def lines(context: Context, reviewed: Reviewed, width: int, *, kept: bool) -> Iterator[str]:
    """What was offered and promised, how it ended, what went well and what did not, and the one thing to do next;
    no line wider than `width` cells."""
    turns = reviewed.played.turns
    heard = sum(bool(turn.acts) for turn in turns)
    outcome = context.say(f"outcome.{reviewed.played.outcome}")
    title = reviewed.playbook.title.best(context.locale)
    yield from wrap(context.say("reviewed.head", title=title, outcome=outcome), width)
    yield from wrap(context.say("reviewed.heard", count=heard, turns=len(turns)), width)
    rows = offer_rows(offers(reviewed.played.call), reviewed.case, context.locale)
    yield from _section(context.say("summary.offers"), [offer_line(row, context.locale) for row in rows], width)
    promised = [_promise_row(context, promise) for promise in commitments(reviewed.played.call)]
    yield from _section(context.say("summary.promises"), promised, width)
    yield from _checked(context, reviewed.review, width)
    first, *others = _next(context, reviewed)
    yield ""
    yield from hung("=> ", visible(context.say("reviewed.next-thing", what=first)), width)
    for other in others:
        yield from hung("   ", visible(other), width)
    if kept:
        yield ""
        number, name = reviewed.played.call.number, reviewed.case.name
        yield from wrap(context.say("reviewed.kept", case=name, number=number), width)


def _section(title: str, rows: Sequence[str], width: int) -> Iterator[str]:
    yield from ["", title] if rows else []
    for row in rows:
        yield from hung("  ", visible(row), width)


def _promise_row(context: Context, promise: Commitment) -> str:
    day = f" ({day_in_words(promise.due.isoformat(), context.locale)})" if promise.due else ""
    return f"{promise.text}{day}{f' - {promise.who}' if promise.who else ''}"


def _checked(context: Context, review: Review, width: int) -> Iterator[str]:
    """What went well, then what went wrong or was missed, each with the words that show it."""
    arisen = [check for check in review.checks if check.passed is not None]
    if not arisen:
        yield from ["", *wrap(context.say("practice.nothing-said"), width)]
    for passed, key in ((True, "reviewed.well"), (False, "reviewed.wrong")):
        checks = [check for check in arisen if check.passed is passed]
        yield from ["", context.say(key, score=percent(review.score))] if checks else []
        for check in checks:
            yield from _check_rows(context, check, width)


def _check_rows(context: Context, check: Check, width: int) -> Iterator[str]:
    """What was done, or what should have been, and the words that show it."""
    key = f"rule.{check.rule}" if check.passed else f"next.{check.rule}"
    yield from hung("  + " if check.passed else "  - ", context.say(key), width)
    evidence = check.evidence.strip(". ")
    if evidence:
        yield from hung("    ", f'"{clip(visible(evidence), _QUOTED)}"', width)
