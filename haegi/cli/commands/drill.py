"""`haegi drill`: five minutes a day, the weak lines first."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import get_args

import typer

from haegi.call.case import moment
from haegi.cli.context import DEFAULT, Context
from haegi.cli.options import PlaybookName
from haegi.cli.views import drill as drill_view
from haegi.coach.services import Recognizer, recognizer
from haegi.errors import StoreError
from haegi.files.resources import Loaded
from haegi.playbook.model import Playbook
from haegi.rehearsal import drill as drills
from haegi.rehearsal.drill import Grade, Item, Progress, latest
from haegi.storage.store import Store

#: Seconds after which no new line is begun.
FIVE_MINUTES = 300


def drill(
    ctx: typer.Context,
    playbook: PlaybookName = DEFAULT,
    all_: bool = typer.Option(False, "--all", help="cli.drill.all"),
) -> None:
    context: Context = ctx.obj
    loaded = context.loaded(playbook)
    store = context.store()
    past = _past(context, store, loaded.playbook.id)
    items = drills.items(loaded.playbook)
    todo = items if all_ else drills.due(items, past, moment(context.now()))
    if not todo:
        context.out(context.say("drill.nothing-due", when=drill_view.when(drills.next_due(past))))
        return
    done = _sit(context, store, loaded, todo, past)
    days = drills.streak(past, context.day())
    context.out(context.say("drill.done", count=done, days=days, when=drill_view.when(drills.next_due(past))))


def _sit(context: Context, store: Store, loaded: Loaded, todo: Sequence[Item], past: list[Progress]) -> int:
    """One sitting: until the lines, the five minutes or the input are at an end. How many lines it was."""
    book, began = loaded.playbook, time.monotonic()
    hears = recognizer(book, lambda: context.recognizer(loaded), "caller")
    context.out(context.say("drill.how", count=len(todo)))
    for done, item in enumerate(todo):
        grade = _asked(context, book, item, hears, done) if time.monotonic() - began <= FIVE_MINUTES else None
        if grade is None:
            return done
        progress = drills.graded(item.line, grade, past, moment(context.now()))
        past.append(progress)
        body = {"grade": grade, "card": dict(progress.card)}
        store.keep("drill", f"{book.id}/{item.line}", body, context.now())
    return len(todo)


def _asked(context: Context, book: Playbook, item: Item, hears: Recognizer | None, turn: int) -> Grade | None:
    """Show the agent's line, let the person say theirs, reveal it, grade it; None at the end of the input."""
    context.out(drill_view.prompt(context, book, item, turn))
    typed = _read(context, "drill.your-line")
    if typed is None:
        return None
    context.out(drill_view.revealed(context, book, item))
    candidates = hears(typed) if typed.strip() and hears else None
    heard = candidates.acts or candidates.moves[:1] if candidates else ()
    if set(heard) & set(item.does):
        context.out(context.say("drill.heard-right"))
        return "good"
    grades: dict[str, Grade] = {"": "good", **{str(digit): grade for digit, grade in enumerate(get_args(Grade), 1)}}
    while (answer := _read(context, "drill.grade")) is not None:
        if answer.strip() in grades:
            return grades[answer.strip()]
    return None


def _read(context: Context, question: str) -> str | None:
    line = context.ask(context.say(question))
    return None if line is None else context.typed(line)


def _past(context: Context, store: Store, book: str) -> list[Progress]:
    rows = ((at, key.partition("/"), body) for at, key, body in store.kept("drill"))
    try:
        past = [Progress(line, body["grade"], moment(at), body["card"]) for at, (of, _, line), body in rows if of == book]
        for progress in past:
            latest([progress])
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise StoreError("store.damaged", path=str(context.home / "haegi.db")) from None
    return past
