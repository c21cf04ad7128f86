"""A rehearsal: the same call, the same faces, but the agent is simulated and the person speaks first of themselves.

The agent's words are recorded as heard, the person's as said, so that a rehearsal is a log like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from haegi.coach import commands, questions
from haegi.coach.question import Option, Question
from haegi.coach.services import Advised, Heard
from haegi.coach.session import Session, Setting
from haegi.coach.view import Choice, View, text_of
from haegi.text.i18n import say
from haegi.text.terminal import visible

#: Commands that make no sense against a desk that can't take back what it heard.
_NOT_HERE = frozenset({"undo", "hold", "transfer", "offer", "stall"})
#: `/end OUTCOME` is a thing to say here: the desk has to agree.
_SAID = {"accepted": "accepts", "deferred": "defers", "cancelled": "books_cancellation"}
_SENTENCE = re.compile(r"(?<=[.?!。])\s+")


class Turn(Protocol):
    """What the agent says."""

    @property
    def move(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def gloss(self) -> str: ...
    @property
    def offer(self) -> Mapping[str, Any]: ...
    @property
    def worth(self) -> int | None: ...
    @property
    def wording(self) -> str: ...
    @property
    def outcome(self) -> str | None: ...


class Partner(Protocol):
    """The other side of the line."""

    def open(self) -> Turn: ...
    def react(self, moves: Sequence[str], words: str = "") -> Turn: ...
    def means(self, words: str) -> tuple[str, ...]: ...


class Practice(Session):
    """A call against a simulated agent. Without `hint` the coach keeps its lines to itself. `before` counts the
    answers of the calls before this one."""

    def __init__(
        self,
        setting: Setting,
        partner: Partner,
        opening: str,
        own_ear: Callable[[str], Heard] | None,
        likely: Sequence[str],
        *,
        hint: bool,
        before: int = 0,
    ) -> None:
        super().__init__(setting)
        self._before = before
        self.hint = hint
        self.answers: list[str] = []
        self._partner = partner
        self._ear = own_ear
        self._likely = tuple(likely)
        self._turn_now: Turn | None = None
        self.begin(opening)
        self._hear_agent(partner.open())

    def view(self) -> View:
        shown = super().view()
        asked = self.question is not None
        return shown._replace(
            speech=self.last_words,
            line=shown.line if self.hint else "",
            gloss=shown.gloss if self.hint else "",
            watch=shown.watch if self.hint else "",
            waiting=False,
            choices=shown.choices if asked else self._choices(),
            zero=shown.zero if asked else say(self.setting.locale, "practice.zero"),
            enter=shown.enter if asked else say(self.setting.locale, f"practice.enter-{self._enter_key()}"),
        )

    def advice(self) -> Advised | None:
        """Nothing unless hints are wanted."""
        return super().advice() if self.hint else None

    @property
    def last_words(self) -> str:
        """What the agent said last, with a gloss where the interface speaks another language."""
        turn = self._turn_now
        if turn is None:
            return ""
        foreign = turn.gloss and self.setting.locale != self.playbook.language
        return visible(f"{turn.text} ({turn.gloss})" if foreign else turn.text)

    def close(self) -> None:
        if not self.call.snapshot.ended:
            commands.finish(self, "cut", "")
        self.over = True

    def _enter_key(self) -> str:
        return "line" if self.hint else "silence"

    def _take(self, text: str) -> None:
        self.answers.append(text)
        if text.startswith("/") and commands.name_of(text) in _NOT_HERE:
            self.tell("practice.not-here", command=text.split()[0])
        elif text.startswith("/") and commands.name_of(text) == "end":
            self._end(text)
        elif text.startswith("/") or self.question is not None:
            super()._take(text)
        elif not text:
            self._speak_line()
        elif text == "0":
            self._ask_all()
        elif len(text) == 1 and text.isascii() and text.isdigit():
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
        return tuple(Choice(str(n), self._own(move)) for n, move in enumerate(self._likely, 1))

    def _own(self, move: str) -> str:
        return text_of(self.playbook.moves.caller[move].label, self.setting.locale)

    def _choose(self, number: int) -> None:
        if number > len(self._likely):
            self.tell("coach.no-such-digit", number=number)
        else:
            self._did((self._likely[number - 1],), "")

    def _ask_all(self) -> None:
        options = [Option(self._own(move), partial(self._did, (move,), "")) for move in self.playbook.moves.caller]
        locale = self.setting.locale
        text = say(locale, "practice.all")
        self.question = Question("list", text, options, self.drop, say(locale, "coach.back"))

    def _speak_line(self) -> None:
        """Enter: with hints the shown line is said; without them nobody says anything."""
        line = self.line()
        spoken = self.playbook.lines.get(line.id) if self.hint and line else None
        if spoken and line:
            self._did(spoken.does, line.text, line.id)
        else:
            self._did((), "")

    def _speak(self, text: str) -> None:
        """The person's own words, a sentence at a time: one breath may reject, ask and defer."""
        sure = [self._sure(part) for part in _SENTENCE.split(text)]
        moves = dict.fromkeys(move for move in sure if move)
        heard = self._ear(text) if self._ear else Heard((), sure=False)
        if moves or heard.sure:
            self._did(tuple(moves) or heard.moves[:1], text)
        elif heard.moves and not self._partner.means(text):
            self._ask_which_own(text, heard.moves[:3])
        else:
            self._did(self._partner.means(text), text)

    def _sure(self, sentence: str) -> str:
        heard = self._ear(sentence) if self._ear else Heard((), sure=False)
        return heard.moves[0] if heard.sure else ""

    def _ask_which_own(self, text: str, moves: Sequence[str]) -> None:
        locale = self.setting.locale
        options = [Option(self._own(move), partial(self._did, (move,), text)) for move in moves]
        question = say(locale, "practice.which", text=questions.text_of_person(text))
        nothing = partial(self._did, (), text)
        self.question = Question("which", question, options, nothing, say(locale, "practice.none-of-these"))

    def _did(self, moves: Sequence[str], text: str, line: str = "") -> None:
        """The caller did this; now the agent."""
        self.question = None
        self.record("said", line, text or "...", {"does": list(moves), "step": self._before + len(self.answers)})
        self._hear_agent(self._partner.react(moves, text))

    def _hear_agent(self, turn: Turn) -> None:
        self._turn_now = turn
        data = {"offer": dict(turn.offer), "worth": turn.worth, "wording": turn.wording} if turn.offer else {}
        if turn.move:
            self.record("heard", turn.move, turn.text, data)
        else:
            self.record("note", "agent", turn.text)
        if turn.outcome:
            commands.finish(self, turn.outcome, "")
