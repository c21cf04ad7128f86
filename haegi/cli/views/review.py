"""The end of a rehearsal: the review on paper, in the store, or as JSON."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from haegi.cli import context

if TYPE_CHECKING:
    from haegi.cli.commands.rehearse import Rehearsal
    from haegi.rehearsal.checks import Check
    from haegi.rehearsal.review import Review

#: Past scores shown, this one among them.
_SHOWN = 10


#: The mark of a check, by whether it was met; None: it did not arise.
MARKS = {True: "practice.met", False: "practice.missed", None: "practice.not-arisen"}


def finish(played: Rehearsal, *, json: bool, printed: str = "") -> None:
    """Review a rehearsal, keep it where anything was said, and show it; in a file too, where one is named."""
    from haegi.cli.call_store import Shelf
    from haegi.rehearsal.review import review
    from haegi.rehearsal.transcript import transcribe

    transcript = transcribe(played.book, played.case, played.calls)
    found = review(transcript)
    shelf = Shelf()
    rows = shelf.store.kept("rehearsal")
    earlier = [body["score"] for _, key, body in rows if key == played.book.id and isinstance(body.get("score"), float)]
    reference = played.known["persona"]
    body = {
        **played.known, "persona": str(File(reference).resolve()) if File(reference).is_file() else reference,
        "answers": played.answers, "score": found.score, "outcome": transcript.outcome,
        "value": transcript.standing if transcript.haggled and transcript.outcome == "accepted" else None, "limit": played.agent.limit,
    }  # fmt: skip
    if any(check.passed is not None for check in found.checks):
        shelf.keep("rehearsal", played.book.id, body)
    if json:
        context.answer_json(_document(played, found, body))
    else:
        context.out("\n".join(_shown(played, found, body, earlier)))
    if printed:
        from haegi.cli import reviewed

        reviewed.write(reviewed.document(played, found, body), printed)
    shelf.close()


def _document(played: Rehearsal, found: Review, body: dict[str, Any]) -> dict[str, Any]:
    """What programs read. Events come without their time: the same answers make the same document."""
    return {
        "seed": body["seed"],
        "persona": played.persona.id,
        "calls": [
            {
                "number": call.number,
                "outcome": call.outcome or None,
                "events": [
                    {name: value for name, value in event._asdict().items() if name != "at"} for event in call.events
                ],
            }
            for call in played.calls
        ],
        "outcome": body["outcome"],
        "value": body["value"],
        "limit": body["limit"],
        "review": [check._asdict() for check in found.checks],
        "score": round(found.score, 3),
    }


def _shown(played: Rehearsal, found: Review, body: dict[str, Any], earlier: Sequence[float]) -> Iterator[str]:
    from haegi.call.case import offers
    from haegi.rehearsal.review import curve
    from haegi.text.terminal import wrap

    width = max(20, min(shutil.get_terminal_size().columns, 100))
    yield ""
    for line in result(played, body):
        yield from wrap(line, width)
    rounds = [each for call in played.calls for each in offers(call)]
    rows = curve(rounds, body["limit"], min(48, width - 20), played.case.currency == "USD")
    if rows:
        yield from ("", context.say("practice.curve"), *(f"  {row}" for row in rows))
    yield from ("", context.say("practice.review", score=percent(found.score)))
    for check in found.checks:
        yield from _row(check, width)
    yield ""
    for line in after(found, (body["limit"] or 0) > (body["value"] or 0), earlier):
        yield from wrap(line, width)
    yield from _commands(body, found)


def result(played: Rehearsal, body: dict[str, Any]) -> Iterator[str]:
    """How it ended, and what the desk would still have given, in a sentence each."""
    from haegi.coach.view import money

    locale, value, limit = context.State.locale, body["value"], body["limit"]
    if limit is None:
        yield context.say("practice.ended", outcome=context.say(f"outcome.{body['outcome'] or 'cut'}"))
        return
    if value is None:
        yield context.say("practice.unsealed", outcome=context.say(f"outcome.{body['outcome'] or 'cut'}"))
    else:
        yield context.say("practice.sealed", value=money(value, played.case, locale))
    left = limit - (value or 0)
    if left > 0:
        sums = {"limit": money(limit, played.case, locale), "left": money(left, played.case, locale)}
        yield context.say("practice.left", **sums)
    else:
        yield context.say("practice.none-left")


def percent(share: float) -> str:
    """A share from 0 to 1 as a whole percentage."""
    return f"{share:.0%}"


def _row(check: Check, width: int) -> Iterator[str]:
    """A check under its mark, and the words that show it below."""
    from haegi.text.terminal import pad, visible, wrap

    rule = f"{context.say(f'rule.{check.rule}')}  ({check.rule})"
    first, *rest = wrap(rule, width - 10)
    yield f"  {pad(context.say(MARKS[check.passed]), 6)}  {first}"
    yield from (f"{'':10}{row}" for row in rest)
    if check.evidence.strip(". "):
        yield from (f"{'':10}{row}" for row in wrap(f'"{visible(check.evidence)}"', width - 10))


def after(found: Review, more: bool, earlier: Sequence[float]) -> Iterator[str]:
    """The one thing for next time, then the scores so far."""
    if all(check.passed is None for check in found.checks):
        yield context.say("practice.nothing-said")
    elif found.next_time:
        yield context.say("practice.next-time", what=context.say(f"next.{found.next_time.rule}"))
    else:
        yield context.say("practice.more-was-there" if more else "practice.nothing-missed")
    if earlier and any(check.passed is not None for check in found.checks):
        scores = [*earlier, found.score][-_SHOWN:]
        yield context.say("practice.progress", scores=" ".join(map(percent, scores)))


def _commands(body: dict[str, Any], found: Review) -> Iterator[str]:
    """How to do it again: all of it, or from the answer that cost most."""
    from haegi.cli.commands.rehearse import PLAYBOOK

    if not body["answers"]:
        return
    book = body.get("playbook", PLAYBOOK)
    named = "" if book == PLAYBOOK else f"{shlex.quote(book)} "
    options = [f"--persona {shlex.quote(body['persona'])}", f"--seed {body['seed']}"]
    options += [f"--case {shlex.quote(body['case'])}"] if body["case"] else []
    options += ["--hint"] if body["hint"] else []
    yield context.say("practice.again", command=f"haegi rehearse {named}{' '.join(options)}")
    step = (found.next_time.step if found.next_time else 0) or len(body["answers"])
    yield context.say("practice.from-there", command=f"haegi rehearse {named}--from {step}")
