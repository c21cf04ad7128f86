"""A rehearsal over the calls of one case: the agent of a persona, the person's answers, call after call."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from haegi.call.call import MemoryLog
from haegi.call.case import Case, PastCall
from haegi.cli import personas
from haegi.cli.call_run import Answers, hold
from haegi.cli.context import Context, width
from haegi.coach.practice import Practice
from haegi.coach.services import Services, adviser, reader, recognizer
from haegi.coach.session import Setting
from haegi.files.resources import Loaded
from haegi.playbook.model import Playbook
from haegi.rehearsal.haggling_agent import HagglingAgent
from haegi.rehearsal.replayed_agent import ReplayedAgent
from haegi.rehearsal.staged_agent import StagedAgent
from haegi.text.terminal import wrap

#: What a caller usually does, under digits 1 to 8, in the order of a call.
LIKELY = (
    "declines_renewal", "gives_reason", "rejects_offer", "cites_competitor", "counters", "defers", "asks_written",
    "accepts",
)  # fmt: skip
#: Digits a person may press; no screen has room for more.
MOST_LIKELY = 9
#: Days between two calls of a case.
DAYS = 3


@dataclass
class Rehearsal:
    """`known` is how it was asked for, `answers` what was typed. What happens is told on the context's stdout."""

    context: Context
    loaded: Loaded
    persona: personas.Who
    case: Case
    known: dict[str, Any]
    speak: bool = False
    calls: list[PastCall] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    interrupted: bool = False
    agent: HagglingAgent | StagedAgent | ReplayedAgent = field(init=False)

    def __post_init__(self) -> None:
        self.agent = personas.agent(self.book, self.persona, self.known["seed"], self.case.sum("fee"))

    @property
    def book(self) -> Playbook:
        return self.loaded.playbook

    def run(self, old: Sequence[str], *, screen: bool) -> None:
        """Play the calls one after the other, the old answers first."""
        say = self.context.say
        replayed = list(old)
        answers = Answers(self.context, [] if screen else replayed)
        if self.speak and not voice(self.book.language):
            self.context.talk(say("practice.no-voice"))
        while not self.interrupted:
            practice = self._practice()
            while screen and replayed and not practice.session.over:
                practice.answer(replayed.pop(0))
            self._play(practice, answers, screen=screen)
            hung_up = len(self.calls) < practice.session.setting.number
            if hung_up or self.calls[-1].outcome != "deferred" or len(self.calls) >= self.known["most"]:
                return
            answer = self.agent.wait()
            if answer is None:
                self._tell(say("practice.no-more-calls"))
                return
            key = "practice.called-back" if answer.called_back else "practice.calls-again"
            self._tell(say(key, days=DAYS, number=len(self.calls) + 1))

    def _play(self, practice: Practice, answers: Answers, *, screen: bool) -> None:
        """One call to its end. A call that was hung up without a word does not count: the last one stands."""
        try:
            if not practice.session.over:
                hold(practice, answers, screen=screen, out=self.context.stdout)
        except KeyboardInterrupt:
            practice.close()
            self.interrupted = True
        self.answers += practice.answers
        call = PastCall(len(self.calls) + 1, practice.session.call.events)
        if self.calls and not practice.answers and call.outcome == "cut":
            return
        self.calls.append(call)
        if call.outcome != "cut":
            self._tell(f"{self.context.say('practice.agent')}  {practice.last_words}")

    def _tell(self, text: str) -> None:
        """Print what happens between calls."""
        self.context.out("\n".join(["", *wrap(text, width(20, 100))]))

    def _practice(self) -> Practice:
        locale, log, number = self.context.locale, MemoryLog(), len(self.calls) + 1
        setting = Setting(
            self.book, self.case, log, number, tuple(self.calls), locale, self.context.now,
            self.context.day() + timedelta(days=DAYS * len(self.calls)),
            Services(read=reader(locale, self.book.language), advise=adviser(locale, self.book)),
        )  # fmt: skip
        if isinstance(self.agent, StagedAgent):
            self.agent.listen(log.events)
        partner = Speaking(self.agent, self.book.language) if self.speak else self.agent
        # The desk rings first unless it failed to call back.
        opening = personas.opening(self.book, self.persona, number, rings=self.agent.opened_by_desk)
        hear = recognizer(self.book, lambda: self.context.recognizer(self.loaded), "caller")
        return Practice(
            setting, partner, opening, personas.tuned(hear, self.agent), likely(self.book), hint=self.known["hint"], before=len(self.answers)
        )


def likely(book: Playbook) -> list[str]:
    """What the digits say. Where the usual moves are not all there, what is done along the playbook's path joins them."""
    usual = [move for move in LIKELY if move in book.moves.caller]
    if len(usual) == len(LIKELY):
        return usual
    spoken = [line for name in book.path or book.stages for line in book.owned.get(name, ())]
    path = [does for line in spoken if (does := [move for move in line.does if move != "thanks"])]
    firsts = dict.fromkeys(does[0] for does in path)
    others = dict.fromkeys(move for does in path for move in does[1:])
    order = [*firsts, *(move for move in usual if move not in firsts)]
    chosen = list(dict.fromkeys((*usual, *firsts, *others)))[:MOST_LIKELY]
    return sorted(chosen, key=lambda move: order.index(move) if move in order else len(order))


_SAPI = "Add-Type -AssemblyName System.Speech; (New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak($env:HAEGI_SAYS)"
#: Programs that speak, by the name each is found under: their words for a language and a text.
VOICES: dict[str, Callable[[str, str], list[str]]] = {
    "say": lambda language, text: ["-v", "Yuna" if language == "ko" else "Samantha", "--", text],
    "spd-say": lambda language, text: ["--wait", "-l", language, "--", text],
    "espeak-ng": lambda language, text: ["-v", language, "--", text],
    "powershell": lambda *_: ["-NoProfile", "-Command", _SAPI],
}


def voice(language: str, text: str = "") -> list[str]:
    """The command that speaks a text by what the system has; empty where it has nothing."""
    return next(([path, *words(language, text)] for name, words in VOICES.items() if (path := shutil.which(name))), [])


class Speaking:
    """The agent's lines aloud, by the system's own voice."""

    def __init__(self, agent: HagglingAgent | StagedAgent | ReplayedAgent, language: str) -> None:
        self._agent = agent
        self._language = language
        self.means = agent.means

    def open(self) -> Any:
        return self._spoken(self._agent.open())

    def react(self, moves: Sequence[str], words: str = "") -> Any:
        return self._spoken(self._agent.react(moves, words))

    def _spoken(self, turn: Any) -> Any:
        if command := voice(self._language, turn.text):
            with suppress(OSError, subprocess.TimeoutExpired):
                given = {**os.environ, "HAEGI_SAYS": turn.text}  # no quoting is safe in PowerShell
                subprocess.run([*command], env=given, capture_output=True, check=False, timeout=60)
        return turn
