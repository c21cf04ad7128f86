"""`haegi coach`: find the case, take up the call, pick the face."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, TextIO

from haegi.cli import context
from haegi.errors import Failure

if TYPE_CHECKING:
    from haegi.call.case import Case, PastCall
    from haegi.call.search import Entry
    from haegi.cli.call_store import Shelf
    from haegi.coach.controller import Coach, Controller
    from haegi.files.resources import Loaded
    from haegi.storage.store import Store

DEFAULT = "retention-kr"


def coach(playbook: str = "", case: str = "", face: str = "", date_: str = "") -> None:
    """The command, with its words as they were typed."""
    from haegi.cli.call_store import Shelf

    today = context.day(date_)
    shelf = Shelf()
    try:
        _hold(shelf, playbook, case, face, today)
    except BaseException:
        shelf.store.close()
        raise
    shelf.close()


def _hold(shelf: Shelf, reference: str, name: str, face: str, today: date) -> None:
    """One call, from the ring to the summary."""
    from haegi.cli.views.call_summary import after

    screen = wants_screen(face)
    answers = Answers()
    matter = shelf.matter(lambda store: _matter(store, reference, name, today, answers))
    loaded = context.playbook(reference or matter.playbook)
    past = shelf.store.calls(matter.name)
    number = _number(shelf, matter.name, past, answers)
    coach = _coach(shelf, loaded, matter, past, today, number)
    session = coach.session
    if not (reference or name or past):
        coach.offer_others(_other_calls(matter.playbook))
    try:
        hold(coach, answers, screen=screen, out=sys.stdout)
    except (KeyboardInterrupt, OSError):  # OSError: nobody reads any more, or the terminal is gone
        coach.close()
        raise
    finally:
        if session.call.events:
            context.out("\n".join(["", *after(matter, session.calls, loaded.playbook, context.State.locale)]))
    if not (session.call.events or past or name or matter.slots):
        shelf.store.discard(matter.name)
    if session.instead:
        _hold(shelf, session.instead, name, face, today)


def _other_calls(playbook: str) -> list[tuple[str, str]]:
    """The other calls that haegi knows, by id and title."""
    from haegi.files.playbook_cache import titles

    return [(key, title.best(context.State.locale)) for key, title in titles(context.home(), context.cache_folder()).items() if key != playbook]


class Answers:
    """What is typed or piped, a line at a time. A line that answered nothing can be put back."""

    def __init__(self, first: Sequence[str] = ()) -> None:
        self._kept: list[str] = list(reversed(first))

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._kept:
            return self._kept.pop()
        line = sys.stdin.readline()
        if not line:
            raise StopIteration
        return line.rstrip("\n")

    def put_back(self, line: str) -> None:
        self._kept.append(line)

    def pick(self, text: str, count: int) -> int:
        """Ask for a digit from 1 to `count`: Enter, and anything that is none, is 1."""
        context.out(text)
        sys.stdout.write("> ")
        sys.stdout.flush()
        line = next(self, None)
        answer = (line or "").strip()
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= count:
            return int(answer)
        if answer and line is not None:
            self.put_back(line)
        return 1


def wants_screen(face: str) -> bool:
    """Whether the full screen is wanted and possible: it needs a terminal at both ends that can be drawn on."""
    if face not in ("", "screen", "lines"):
        raise Failure("cli.no-face", face=face)
    able = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") not in ("", "dumb")
    if face == "screen" and not able:
        context.talk(context.say("cli.no-screen"))
    return able and face != "lines"


def hold(coach: Coach, answers: Answers, *, screen: bool, out: TextIO) -> None:
    """Hold a call on one of the faces until it is over."""
    with _orderly():
        if screen:
            from rich.console import Console

            from haegi.coach.screen import run

            run(coach, Console(highlight=False))
            return
        import shutil

        from haegi.coach import lines

        width = max(20, min(shutil.get_terminal_size().columns, 100))
        lines.run(coach, answers, out, width)


@contextmanager
def _orderly() -> Iterator[None]:
    """A terminal that hangs up, or a polite kill, is Ctrl-C: the terminal is put back and the call is kept as cut."""
    names = ("SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    mine = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]  # nohup stays
    for number in mine:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in mine:
            signal.signal(number, signal.SIG_DFL)


def _matter(store: Store, reference: str, name: str, today: date, answers: Answers) -> Case:
    """The case the call belongs to: the one named, the one that is open, or a new one, because the phone rings."""
    from haegi.cli import naming

    known = store.find(name) if name else None
    if known:
        return known
    kept = naming.reference(reference or DEFAULT)
    matter = naming.named(name, kept, store, today)
    if not name:
        open_cases = [case for case in store.unsettled() if not reference or case.playbook == kept]
        if open_cases:
            return open_cases[0] if len(open_cases) == 1 else _which(open_cases, answers)
    store.add(matter, context.now())
    return matter


def _which(cases: list[Case], answers: Answers) -> Case:
    """Several cases are open: which one? Enter is the one touched last."""
    from haegi.coach.view import matter_line

    shown = cases[:9]
    rows = (f"  {number} {case.name}  {matter_line(case)}" for number, case in enumerate(shown, 1))
    return shown[answers.pick("\n".join([context.say("cli.which-case"), *rows]), len(shown)) - 1]


def _number(shelf: Shelf, case: str, past: list[PastCall], answers: Answers) -> int:
    """Which call of the case this is: the one that was cut, unless another window holds it, or the next. Enter goes on."""
    if not past or past[-1].outcome not in ("", "cut") or not shelf.hold(case, past[-1].number):
        return shelf.free(case, past)
    from haegi.call.case import moment

    when = moment(past[-1].started).astimezone().strftime("%m-%d %H:%M")
    resumes = answers.pick(context.say("cli.resume", when=when), 2) == 1
    return past[-1].number if resumes else shelf.free(case, past)


def _coach(
    shelf: Shelf, loaded: Loaded, case: Case, past: list[PastCall], today: date, number: int
) -> Controller:
    from functools import partial

    from haegi.coach.controller import Controller
    from haegi.coach.services import services
    from haegi.coach.session import Session, Setting

    book, locale = loaded.playbook, context.State.locale
    earlier = [call for call in past if call.number != number]

    def facts() -> Sequence[Entry]:
        from haegi.cli.commands.facts import market_facts  # loads slowly, and the phone is ringing

        return market_facts(book.market, today)

    log = shelf.log(case.name, number)
    setting = Setting(
        book, case, log, number, earlier, locale, context.now, today,
        services(book, locale, partial(context.recognizer, loaded), facts), shelf.trouble,
    )  # fmt: skip
    coach = Controller(Session(setting))
    if shelf.is_shared:
        coach.session.tell("coach.elsewhere", number=number)
    return coach
