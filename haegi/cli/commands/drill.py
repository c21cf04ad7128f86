"""`haegi drill`: five minutes a day, the weak lines first."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

import typer

from haegi.cli import context
from haegi.errors import StoreError

if TYPE_CHECKING:
    from haegi.coach.services import Recognizer
    from haegi.files.resources import Loaded
    from haegi.playbook.model import Playbook
    from haegi.rehearsal.drill import Grade, Item, Progress
    from haegi.storage.store import Store

#: Seconds after which no new line is begun.
FIVE_MINUTES = 300


def drill(
    playbook: str = typer.Argument("retention-kr", metavar="[PLAYBOOK]", help="cli.playbook", show_default=False),
    all_: bool = typer.Option(False, "--all", help="cli.drill.all"),
) -> None:
    from haegi.rehearsal import drill as drills

    loaded = context.playbook(playbook)
    book = loaded.playbook
    store = context.store()
    past = _past(store, book.id)
    known = drills.items(book)
    todo = known if all_ else drills.due(known, past, _now())
    if not todo:
        due = drills.next_due(past)
        context.out(context.say("drill.nothing-due", when=due.astimezone().strftime("%Y-%m-%d %H:%M") if due else "-"))
        return
    _sit(store, loaded, todo, past)


def _sit(store: Store, loaded: Loaded, todo: Sequence[Item], past: list[Progress]) -> None:
    """One sitting: until the lines, the five minutes or the input are at an end."""
    from haegi.coach.services import recognizer
    from haegi.rehearsal import drill as drills

    began, done = time.monotonic(), 0
    book = loaded.playbook
    hears = recognizer(book, lambda: context.recognizer(loaded), "caller")
    context.out(context.say("drill.how", count=len(todo)))
    for item in todo:
        if time.monotonic() - began > FIVE_MINUTES:
            break
        grade = _asked(book, item, hears, done)
        if grade is None:
            break
        progress = drills.graded(item.line, grade, past, _now())
        past.append(progress)
        done += 1
        body = {"grade": grade, "card": dict(progress.card)}
        store.keep("drill", f"{book.id}/{item.line}", body, context.now())
    days = drills.streak(past, datetime.now().astimezone().date())
    due = drills.next_due(past)
    when = due.astimezone().strftime("%Y-%m-%d %H:%M") if due else "-"
    context.out(context.say("drill.done", count=done, days=days, when=when))


def _asked(book: Playbook, item: Item, hears: Recognizer | None, turn: int) -> Grade | None:
    """Show the agent's line, let the person say theirs, reveal it, grade it; None at the end of the input."""
    prompt = item.prompts[turn % len(item.prompts)]
    context.out()
    context.out(f"{context.say('practice.agent')}  {_filled(prompt.best(book.language))}")
    typed = _read(context.say("drill.your-line"))
    if typed is None:
        return None
    spoken = book.lines[item.line]
    context.out(f"  >> {_filled(spoken.line.text(book.language) or '')}")
    if context.State.locale != book.language:
        context.out(f"     ({_filled(spoken.line.text(context.State.locale) or '')})")
    heard = hears(typed).moves[:1] if typed.strip() and hears else ()
    if heard and set(heard) & set(item.does):
        context.out(context.say("drill.heard-right"))
        return "good"
    return _self_graded()


def _filled(text: str) -> str:
    """A line with its slots as blanks: a drill knows no case."""
    from haegi.text.template import fill, slots
    from haegi.text.terminal import visible

    return visible(fill(text, dict.fromkeys(slots(text), "___")))


def _self_graded() -> Grade | None:
    from haegi.rehearsal.drill import Grade

    grades: tuple[Grade, ...] = get_args(Grade)
    while True:
        answer = _read(context.say("drill.grade"))
        if answer is None:
            return None
        if answer.strip() in ("1", "2", "3", "4"):
            return grades[int(answer) - 1]
        if not answer.strip():
            return "good"


def _read(question: str) -> str | None:
    context.out(question)
    sys.stdout.write("> ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    return context.typed(line.rstrip("\n")) if line else None


def _past(store: Store, book: str) -> list[Progress]:
    from haegi.rehearsal.drill import Progress, latest

    rows = ((at, key.partition("/"), body) for at, key, body in store.kept("drill"))
    try:
        past = [
            Progress(line, body["grade"], datetime.fromtimestamp(at / 1000, UTC), body["card"])
            for at, (of, _, line), body in rows
            if of == book
        ]
        for each in past:
            latest([each])
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise StoreError("store.damaged", path=str(context.home() / "haegi.db")) from None
    return past


def _now() -> datetime:
    return datetime.now(UTC)
