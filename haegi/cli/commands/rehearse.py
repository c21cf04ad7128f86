"""`haegi rehearse`: a call against a simulated desk, then the review."""

from __future__ import annotations

import secrets
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

import typer

from haegi.cli import context
from haegi.errors import Failure, StoreError, Usage

if TYPE_CHECKING:
    from haegi.call.case import Case, PastCall
    from haegi.cli.live import Answers
    from haegi.coach.practice import Practice
    from haegi.files.resources import Loaded
    from haegi.playbook.model import Playbook
    from haegi.rehearsal.haggling_agent import HagglingAgent
    from haegi.rehearsal.persona import DeskPersona, StagedPersona
    from haegi.rehearsal.staged_agent import StagedAgent

#: What a caller usually does, under digits 1 to 8, in the order of a call.
LIKELY = (
    "declines_renewal", "gives_reason", "rejects_offer", "cites_competitor", "counters", "defers", "asks_written",
    "accepts",
)  # fmt: skip
#: Digits a person may press; no screen has room for more.
MOST_LIKELY = 9
PLAYBOOK = "retention-kr"
#: What is paid a month where the person has no case, in minor units.
FEE = {"KRW": 33_000, "USD": 8_000}
#: Days between two calls of a case.
DAYS = 3


def rehearse(
    playbook: str = typer.Argument("", metavar="[PLAYBOOK]", help="cli.playbook", show_default=False),
    persona: str = typer.Option("", "--persona", metavar="NAME|FILE", help="cli.rehearse.persona", show_default=False),
    seed: int = typer.Option(-1, "--seed", min=-1, help="cli.rehearse.seed", show_default=False),
    calls: int = typer.Option(4, "--calls", help="cli.rehearse.calls"),
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.coach.case", show_default=False),
    face: str = typer.Option("", "--face", metavar="screen|lines", help="cli.coach.face", show_default=False),
    hint: bool = typer.Option(False, "--hint", help="cli.rehearse.hint"),
    from_: int = typer.Option(0, "--from", metavar="STEP", min=0, help="cli.rehearse.from", show_default=False),
    speak: bool = typer.Option(False, "--speak", help="cli.rehearse.speak"),
    list_: bool = typer.Option(False, "--list", help="cli.rehearse.list"),
    printed: str = typer.Option(
        "", "--print", metavar="FILE", help="cli.rehearse.print", show_default=False
    ),
    json: bool = typer.Option(False, "--json", help="cli.json"),
) -> None:
    from haegi.cli import personas
    from haegi.cli.views import review as review_view

    if list_:
        personas.show(playbook)
        return
    if calls < 1:
        raise Usage("practice.bad-calls")
    if printed:
        _may_print(printed)
    loaded = context.playbook(playbook or PLAYBOOK)
    last = _last(loaded.playbook, from_) if from_ else None
    known = last or {
        "playbook": playbook or PLAYBOOK, "case": case, "persona": persona, "seed": _seed(seed), "most": calls, "hint": hint,
    }  # fmt: skip
    played = rehearsal(loaded, known, speak=speak)
    played.run(face, last["answers"][: from_ - 1] if last else [], quiet=json)
    review_view.finish(played, json=json, printed=printed)
    if played.interrupted:
        raise KeyboardInterrupt


def _may_print(name: str) -> None:
    """Refuse a file that can't be written before the rehearsal rather than after it."""
    from haegi.cli.commands.sheet import form_of

    form_of("", name, "")
    if File(name).exists():
        raise Failure("file.exists", path=name)


def rehearsal(loaded: Loaded, known: dict[str, Any], *, speak: bool) -> Rehearsal:
    """A rehearsal that has not begun, from what is kept of one: the case, the persona, the seed, the calls, hints."""
    from haegi.cli import personas

    who = personas.load(known["persona"], loaded.playbook)
    case = _case(known["case"], loaded.playbook, who)
    personas.check_money(who, case)
    return Rehearsal(loaded, who, case, {**known, "persona": known["persona"] or who.id}, speak=speak)


def _case(name: str, book: Playbook, who: DeskPersona | StagedPersona) -> Case:
    """The person's own case, so that their quotes and target count; else a plain one, called after the desk."""
    from haegi.call.case import LONGEST_NAME, Case
    from haegi.cli import personas
    from haegi.rehearsal.persona import currency_of

    if name:
        return context.reading().case(name)
    currency = currency_of(book)
    return Case(
        name=personas.title(who)[:LONGEST_NAME], playbook=book.id, currency=currency, slots={"fee": FEE[currency]}
    )


def _seed(given: int) -> int:
    return given if given >= 0 else secrets.randbelow(1_000_000)


#: What is needed of a rehearsal to play it again.
_LAST = {"case": str, "persona": str, "seed": int, "most": int, "hint": bool, "answers": list}


def _last(book: Playbook, step: int) -> dict[str, Any]:
    """The last rehearsal of a playbook, which has this step."""
    kept = [body for _, key, body in context.reading().kept("rehearsal") if key == book.id]
    if not kept:
        raise Failure("practice.no-last")
    if any(not isinstance(kept[-1].get(name), form) for name, form in _LAST.items()):
        raise StoreError("store.damaged", path=str(context.home() / "haegi.db"))
    count = len(kept[-1]["answers"])
    if step > count + 1:
        raise Usage("practice.no-step", count=count, most=count + 1)
    return kept[-1]


@dataclass
class Rehearsal:
    """A rehearsal over the calls of one case. `known` is how it was asked for, `answers` what was typed."""

    loaded: Loaded
    persona: DeskPersona | StagedPersona
    case: Case
    known: dict[str, Any]
    speak: bool = False
    calls: list[PastCall] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    interrupted: bool = False
    agent: HagglingAgent | StagedAgent = field(init=False)

    @property
    def book(self) -> Playbook:
        return self.loaded.playbook

    def __post_init__(self) -> None:
        from haegi.cli import personas

        self.agent = personas.agent(self.book, self.persona, self.known["seed"], self.case.sum("fee"))

    def run(self, face: str, old: Sequence[str], *, quiet: bool) -> None:
        """Play the calls one after the other, the old answers first."""
        from haegi.cli.live import Answers, wants_screen

        screen = wants_screen(face) and not quiet
        replayed = list(old)
        answers = Answers([] if screen else replayed)
        if self.speak and not shutil.which("espeak-ng"):
            context.talk(context.say("practice.no-espeak"))
        while not self.interrupted:
            practice = self._practice()
            while screen and replayed and not practice.session.over:
                practice.answer(replayed.pop(0))
            self._play(practice, answers, screen=screen, quiet=quiet)
            if len(self.calls) < practice.session.setting.number or self.calls[-1].outcome != "deferred" or len(self.calls) >= self.known["most"]:
                return
            answer = self.agent.wait()
            if answer is None:
                tell(context.say("practice.no-more-calls"), quiet=quiet)
                return
            key = "practice.called-back" if answer.called_back else "practice.calls-again"
            tell(context.say(key, days=DAYS, number=len(self.calls) + 1), quiet=quiet)

    def _play(self, practice: Practice, answers: Answers, *, screen: bool, quiet: bool) -> None:
        """One call to its end. A call that was hung up without a word does not count: the last one stands."""
        from haegi.call.case import PastCall
        from haegi.cli.live import hold

        try:
            if not practice.session.over:
                hold(practice, answers, screen=screen, out=sys.stderr if quiet else sys.stdout)
        except KeyboardInterrupt:
            practice.close()
            self.interrupted = True
        self.answers += practice.answers
        call = PastCall(len(self.calls) + 1, practice.session.call.events)
        if self.calls and not practice.answers and call.outcome == "cut":
            return
        self.calls.append(call)
        if call.outcome != "cut":
            tell(f"{context.say('practice.agent')}  {practice.last_words}", quiet=quiet)

    def _practice(self) -> Practice:
        from functools import partial

        from haegi.call.call import MemoryLog
        from haegi.cli import personas
        from haegi.coach.practice import Practice
        from haegi.coach.services import Services, adviser, reader, recognizer
        from haegi.coach.session import Setting
        from haegi.rehearsal.staged_agent import StagedAgent

        locale, log = context.State.locale, MemoryLog()
        day = context.day(None) + timedelta(days=DAYS * len(self.calls))
        services = Services(read=reader(locale, self.book.language), advise=adviser(locale))
        setting = Setting(
            self.book, self.case, log, len(self.calls) + 1, tuple(self.calls), locale, context.now, day, services
        )
        hear = recognizer(self.book, partial(context.recognizer, self.loaded), "caller")
        if isinstance(self.agent, StagedAgent):
            self.agent.listen(log.events)
        partner = Speaking(self.agent, self.book.language) if self.speak else self.agent
        return Practice(
            setting, partner, self._opening(), personas.tuned(hear, self.agent), likely(self.book),
            hint=self.known["hint"], before=len(self.answers),
        )  # fmt: skip

    def _opening(self) -> str:
        """How this call begins: the desk rings first unless it failed to call back."""
        from haegi.cli import personas

        return personas.opening(self.book, self.persona, len(self.calls) + 1, rings=self.agent.opened_by_desk)


def likely(book: Playbook) -> list[str]:
    """What the digits say. Where the usual moves are not all there, what is done along the playbook's path joins them."""
    usual = [move for move in LIKELY if move in book.moves.caller]
    if len(usual) == len(LIKELY):
        return usual
    path = [does for name in book.path or book.stages for does in _does(book, name)]
    firsts = dict.fromkeys(does[0] for does in path)
    others = dict.fromkeys(move for does in path for move in does[1:])
    order = [*firsts, *(move for move in usual if move not in firsts)]
    chosen = list(dict.fromkeys((*usual, *firsts, *others)))[:MOST_LIKELY]
    return sorted(chosen, key=lambda move: order.index(move) if move in order else len(order))


def _does(book: Playbook, stage: str) -> list[tuple[str, ...]]:
    """What the lines of a stage do, a thank-you aside."""
    lines = (tuple(move for move in spoken.does if move != "thanks") for spoken in book.owned.get(stage, ()))
    return [does for does in lines if does]


class Speaking:
    """The agent's lines aloud, where espeak-ng is there."""

    def __init__(self, agent: HagglingAgent | StagedAgent, language: str) -> None:
        self._agent = agent
        self._language = language
        self._voice = shutil.which("espeak-ng")

    def open(self) -> Any:
        return self._spoken(self._agent.open())

    def react(self, moves: Sequence[str], words: str = "") -> Any:
        return self._spoken(self._agent.react(moves, words))

    def means(self, words: str) -> tuple[str, ...]:
        return self._agent.means(words)

    def _spoken(self, turn: Any) -> Any:
        if self._voice:
            subprocess.run([self._voice, "-v", self._language, "--", turn.text], check=False, timeout=60)
        return turn


def tell(text: str, *, quiet: bool) -> None:
    """Print what happens between calls; to stderr where stdout is for JSON."""
    from haegi.text.terminal import wrap

    width = max(20, min(shutil.get_terminal_size().columns, 100))
    (context.talk if quiet else context.out)("\n".join(["", *wrap(text, width)]))
