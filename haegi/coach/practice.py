"""A rehearsal: the same call on the same front ends, but the agent is simulated, and the person speaks for themselves.

The agent's words are recorded as heard, the person's as said, so that a rehearsal is a log like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Protocol

from haegi.call.call import Utterance
from haegi.coach.commands import name_of
from haegi.coach.controller import Controller, is_digit
from haegi.coach.questions import Option, Question, ask_list
from haegi.coach.services import Candidates, Recognizer
from haegi.coach.session import Session, Setting
from haegi.coach.view import Choice, View, excerpt, text_of
from haegi.nlu.features import TurnContext
from haegi.text.i18n import say
from haegi.text.terminal import visible

#: Commands that make no sense against a desk that can't take back what it heard.
_NOT_HERE = frozenset({"undo", "hold", "transfer", "offer", "stall"})
#: `/end OUTCOME` is a thing to say here: the desk has to agree.
_SAID = {"accepted": "accepts", "deferred": "defers", "cancelled": "books_cancellation"}
_SENTENCE = re.compile(r"(?<=[.?!。])\s+")


class Partner(Protocol):
    """The other side of the line."""

    def open(self) -> Utterance: ...
    def react(self, moves: Sequence[str], words: str = "") -> Utterance: ...
    def means(self, words: str) -> tuple[str, ...]: ...


class Practice:
    """A call against a simulated agent. Without `hint` the coach keeps its lines and its advice to itself. `hear`
    recognises what the caller does; `before` counts the answers of the calls before this one."""

    def __init__(
        self, setting: Setting, partner: Partner, opening: str, hear: Recognizer | None,
        likely: Sequence[str], *, hint: bool, before: int = 0,
    ) -> None:
        services = setting.services if hint else setting.services._replace(advise=None)
        self.session = Session(setting._replace(services=services))
        self._controller = Controller(self.session, opening)
        self._before = before
        self.hint = hint
        self.answers: list[str] = []
        self._partner = partner
        self._hear = hear or _hear_nothing
        self._likely = tuple(likely)
        self._utterance: Utterance = partner.open()
        self._hear_agent()

    def answer(self, raw: str) -> None:
        """Take one answer, as a controller does."""
        self._controller.take(raw, self._dispatch)

    def listen(self, words: str) -> None:
        """Nobody else is in a rehearsal: words are the person's."""
        self.answer(words)

    def view(self) -> View:
        view = self._controller.view()
        if self.session.question is None:
            locale = self.session.setting.locale
            enter = say(locale, "practice.enter-line" if self.hint else "practice.enter-silence")
            view = view._replace(choices=self._choices(), zero=say(locale, "practice.zero"), enter=enter)
        if not self.hint:
            view = view._replace(line="", gloss="", watch="")
        return view._replace(speech=self.last_words, waiting=False, silent=False, nine="")

    @property
    def last_words(self) -> str:
        """The agent's last turn, with a gloss where the interface speaks another language."""
        utterance, session = self._utterance, self.session
        foreign = utterance.gloss and session.setting.locale != session.playbook.language
        return visible(f"{utterance.text} ({utterance.gloss})" if foreign else utterance.text)

    def close(self) -> None:
        """Hang up."""
        if not self.session.call.snapshot.ended:
            self.session.finish("cut")
        self.session.over = True

    def _dispatch(self, text: str) -> None:
        self.answers.append(text)
        command = name_of(text) if text.startswith("/") else ""
        if command in _NOT_HERE:
            self.session.tell("practice.not-here", command=text.split()[0])
        elif command == "end":
            self._end(text)
        elif text.startswith("/"):
            self._controller.dispatch(text)
        elif self._controller.answers_question(text):
            return
        elif not text:
            self._speak_line()
        elif text == "0":
            self._ask_all()
        elif is_digit(text):
            self._choose(int(text))
        else:
            self._speak(text)

    def _end(self, text: str) -> None:
        """Ending needs the other side: an outcome is said, anything else is hanging up."""
        word = [*text.split(), ""][1]
        if word in _SAID:
            self._did((_SAID[word],), "")
        else:
            self.close()

    def _choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(str(digit), self._label(move)) for digit, move in enumerate(self._likely, 1))

    def _label(self, move: str) -> str:
        return text_of(self.session.playbook.moves.caller[move].label, self.session.setting.locale)

    def _choose(self, digit: int) -> None:
        if digit > len(self._likely):
            self.session.tell("coach.no-such-digit", number=digit)
        else:
            self._did((self._likely[digit - 1],), "")

    def _options(self, moves: Iterable[str], text: str = "") -> list[Option]:
        return [Option(self._label(move), partial(self._did, (move,), text)) for move in moves]

    def _ask_all(self) -> None:
        locale = self.session.setting.locale
        options = self._options(self.session.playbook.moves.caller)
        self.session.question = ask_list(say(locale, "practice.all"), options, locale)

    def _ask_which(self, text: str, moves: Sequence[str]) -> None:
        locale = self.session.setting.locale
        words = say(locale, "practice.which", text=excerpt(text))
        enter, label = partial(self._did, (), text), say(locale, "practice.none-of-these")
        self.session.question = Question("which", words, self._options(moves, text), enter, label)

    def _speak_line(self) -> None:
        """Enter: with hints the shown line is said; without them nobody says anything."""
        line = self.session.line
        spoken = self.session.playbook.lines.get(line.id) if self.hint and line else None
        if spoken and line:
            self._did(spoken.does, line.text, line.id)
        else:
            self._did((), "")

    def _speak(self, text: str) -> None:
        """The person's own words, a sentence at a time: one breath may reject, ask and defer."""
        sentences = [self._hear(sentence) for sentence in _SENTENCE.split(text)]
        moves = dict.fromkeys(move for candidates in sentences for move in candidates.acts)
        whole = self._hear(text)
        if moves or whole.sure:
            self._did(tuple(moves) or whole.moves[:1], text)
        elif whole.moves and not self._partner.means(text):
            self._ask_which(text, whole.moves[:3])
        else:
            self._did(self._partner.means(text), text)

    def _did(self, moves: Sequence[str], text: str, line: str = "") -> None:
        """The caller did this; now the agent."""
        session = self.session
        session.question = None
        session.record("said", line, text or "...", {"does": list(moves), "step": self._before + len(self.answers)})
        self._utterance = self._partner.react(moves, text)
        self._hear_agent()

    def _hear_agent(self) -> None:
        utterance, session = self._utterance, self.session
        data = {"offer": dict(utterance.offer), "worth": utterance.worth, "wording": utterance.wording} if utterance.offer else {}
        if utterance.move:
            session.record("heard", utterance.move, utterance.text, data)
        else:
            session.record("note", "agent", utterance.text)
        if utterance.outcome:
            session.finish(utterance.outcome)


def _hear_nothing(text: str, context: TurnContext | None = None) -> Candidates:
    """Of a playbook without examples, nothing is recognised."""
    del text, context
    return Candidates(())
