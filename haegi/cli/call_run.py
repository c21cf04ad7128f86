"""A live call: find the case, take up the call, pick the face. It does not load typer: the phone is ringing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from haegi.cli.context import DEFAULT, Context, playbook_reference, width
from haegi.errors import Failure, nearest

if TYPE_CHECKING:
    from haegi.call.case import Case, PastCall
    from haegi.call.search import Entry
    from haegi.cli.call_store import CallStore
    from haegi.coach.controller import Coach, Controller
    from haegi.coach.listening import Listener
    from haegi.files.resources import Loaded
    from haegi.storage.store import Store


def coach(
    context: Context, playbook: str = "", case: str = "", face: str = "", date_: str = "", listen: str = ""
) -> None:
    """One call, from the ring to the summary, with the words of the command as they were typed."""
    from haegi.cli.call_store import CallStore

    today = context.day(date_)
    kept = CallStore(context)
    listener = _listener(listen) if listen else None
    _hold(context, kept, playbook, case, face, today, listener)
    kept.settle()


def _listener(listen: str) -> Listener:
    """What the agent says comes from here. Raises Failure for a file that there is not."""
    from haegi.coach.listening import Listener, standard_input

    if listen == "-":
        return Listener(standard_input())
    path = Path(listen)
    if not path.exists() or path.is_dir():
        raise Failure("cli.no-listen", path=listen)
    return Listener(path)


def _hold(
    context: Context, kept: CallStore, reference: str, name: str, face: str, today: date, listener: Listener | None
) -> None:
    from haegi.cli.views.call_summary import after

    screen = wants_screen(context, face)
    answers = Answers(context)
    known = kept.store.names()
    reference = reference or ("" if known else _country(context, answers))
    name = _named(context, known, name, answers)
    case = kept.case(lambda store: _case(context, store, reference, name, today, answers))
    loaded = context.loaded(reference or case.playbook)
    past = kept.store.calls(case.name)
    number = _number(context, kept, case.name, past, answers)
    coach_ = _coach(context, kept, loaded, case, past, today, number)
    session = coach_.session
    if name and not known:
        session.tell("cli.new-case", name=name)
    if not (reference or name or past):
        coach_.offer_others([(id_, title) for id_, title in context.titles().items() if id_ != case.playbook])
    try:
        hold(coach_, answers, screen=screen, out=context.stdout, listener=listener)
    except (KeyboardInterrupt, OSError):  # OSError: nobody reads any more, or the terminal is gone
        coach_.close()
        raise
    finally:
        if session.call.events:
            summary = after(case, session.calls, loaded.playbook, context.locale, kept=kept.trouble() is None)
            context.out("\n".join(["", *_wrapped(context, summary)]))
    if not session.call.events and case.name not in known:
        kept.store.discard(case.name)
    if session.instead:
        _hold(context, kept, session.instead, name, face, today, listener)


def _wrapped(context: Context, lines: Iterable[str]) -> Iterator[str]:
    """Lines for the terminal, no word cut in two; for a pipe as they are."""
    from haegi.text.terminal import hung

    for line in lines:
        text = line.lstrip()
        indent = " " * (len(line) - len(text))
        yield from hung(indent, text, width(20, 200)) if context.stdout.isatty() else [line]


class Answers:
    """What is typed or piped, a line at a time. A line that answered nothing can be put back."""

    def __init__(self, context: Context, first: Sequence[str] = ()) -> None:
        self._context = context
        self._waiting: list[str] = list(reversed(first))

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._waiting:
            return self._waiting.pop()
        line = self._context.line()
        if line is None:
            raise StopIteration
        return line

    def put_back(self, line: str) -> None:
        self._waiting.append(line)

    def give_back(self, take: Callable[[str], object]) -> None:
        """Hand over what was put back: the full screen reads the keys itself."""
        while self._waiting:
            take(self._waiting.pop())

    def pick(self, question: str, options: Sequence[str]) -> int:
        """Ask for the digit of an option: Enter, and anything that is none, is 1."""
        rows = (f"  {number} {option}" for number, option in enumerate(options, 1))
        self._context.out("\n".join([question, *rows]))
        return self.digit(len(options))

    def digit(self, count: int) -> int:
        """A digit from 1 to `count`: Enter, and anything that is none, is 1."""
        self._context.prompt()
        line = next(self, "")
        answer = line.strip()
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= count:
            return int(answer)
        if answer:
            self.put_back(line)
        return 1


def wants_screen(context: Context, face: str) -> bool:
    """Whether the full screen is wanted and possible: it needs a terminal at both ends that can be drawn on."""
    if face not in ("", "screen", "lines"):
        raise Failure("cli.no-face", face=face)
    terminals = context.stdin.isatty() and context.stdout.isatty()
    able = terminals and os.environ.get("TERM", "") not in ("", "dumb")
    if face == "screen" and not able:
        context.talk(context.say("cli.no-screen"))
    return able and face != "lines"


def hold(coach: Coach, answers: Answers, *, screen: bool, out: TextIO, listener: Listener | None = None) -> None:
    """Hold a call on one of the faces until it is over."""
    with _orderly():
        if screen:
            from haegi.coach.screen import run

            answers.give_back(coach.answer)
            run(coach, out, listener)
            return
        from haegi.coach import lines

        lines.run(coach, listener.among(answers) if listener else answers, out, width(20, 100))


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


def _case(
    context: Context, store: Store, reference: str, name: str, today: date, answers: Answers
) -> Case:
    """The case the call belongs to: the one named, the one that is open, or a new one, because the phone rings."""
    from haegi.call.slots import new_case

    case = store.find(name) if name else None
    if case:
        return case
    playbook = playbook_reference(reference or _usual(context, store))
    if not name:
        open_cases = [case for case in store.unsettled() if not reference or case.playbook == playbook]
        if open_cases:
            return open_cases[0] if len(open_cases) == 1 else _which(context, open_cases, answers)
    case = new_case(name, playbook, context.playbook(playbook), today, store.find)
    store.add(case, context.now())
    return case


def _named(context: Context, known: Sequence[str], name: str, answers: Answers) -> str:
    """The case that is meant by a name that none has: a new one, or another that is there; a slip is common in haste."""
    if not name or not known or name in known:
        return name
    near = nearest(name, known, 0.4)
    meant = [name, *sorted(known, key=lambda each: each != near)][:9]
    rows = [context.say("cli.new-case", name=name), *meant[1:]]
    return meant[answers.pick(context.say("cli.no-such-case", name=name), rows) - 1]


def _country(context: Context, answers: Answers) -> str:
    """Whose call it is where no case says so: in English a US provider's is the likelier one."""
    if context.locale != "en":
        return ""
    countries = [context.say("cli.country-us"), context.say("cli.country-kr")]
    return "retention-us" if answers.pick(context.say("cli.which-country"), countries) == 1 else DEFAULT


def _usual(context: Context, store: Store) -> str:
    """The playbook of a new case where none is named: of the country of the case touched last."""
    is_american = context.locale == "en" and any(case.currency == "USD" for case in store.cases()[:1])
    return "retention-us" if is_american else DEFAULT


def _which(context: Context, cases: list[Case], answers: Answers) -> Case:
    """Several cases are open: which one? Enter is the one touched last."""
    from haegi.coach.view import matter_line

    rows = [f"{case.name}  {matter_line(case)}" for case in cases[:9]]
    return cases[answers.pick(context.say("cli.which-case"), rows) - 1]


def _number(context: Context, kept: CallStore, case: str, past: list[PastCall], answers: Answers) -> int:
    """Which call of the case this is: the one that was cut, unless another window holds it, or the next. Enter goes on."""
    if not past or past[-1].outcome not in ("", "cut") or not kept.hold(case, past[-1].number):
        return kept.free(case, past)
    from haegi.call.case import moment
    from haegi.call.cue import clock_in_words, day_in_words

    when = moment(past[-1].started).astimezone()
    day = day_in_words(when.date().isoformat(), context.locale, context.day())
    context.out(context.say("cli.resume", day=day, time=clock_in_words(when, context.locale)))
    return past[-1].number if answers.digit(2) == 1 else kept.free(case, past)


def _coach(
    context: Context, kept: CallStore, loaded: Loaded, case: Case, past: list[PastCall], today: date, number: int
) -> Controller:
    from haegi.coach.controller import Controller
    from haegi.coach.services import services
    from haegi.coach.session import Session, Setting

    book, locale = loaded.playbook, context.locale
    earlier = [call for call in past if call.number != number]

    def facts() -> Sequence[Entry]:
        from haegi.cli.views.facts import market_facts  # loads slowly, and the phone is ringing

        return market_facts(book.market, locale, today)

    setting = Setting(
        book, case, kept.log(case.name, number), number, earlier, locale, context.now, today,
        services(book, locale, lambda: context.recognizer(loaded), facts), kept.trouble, kept.change,
    )  # fmt: skip
    session = Session(setting)
    if kept.is_shared:
        session.tell("coach.elsewhere", number=number)
    return Controller(session)
