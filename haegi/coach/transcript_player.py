"""A call as text, played through the coach: what it would have heard, shown and advised after each turn."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from haegi.call.case import PastCall
from haegi.call.cue import Sentence
from haegi.call.engine import Event
from haegi.coach.controller import Controller
from haegi.coach.services import Candidates, Recognizer
from haegi.coach.session import Session, Setting
from haegi.playbook.model import Playbook
from haegi.text.dates import find_date
from haegi.transcript.results import Ending, find_ending
from haegi.transcript.speakers import SpokenTurn, find_ringing

#: The mark of such a call in its first event.
SOURCE = {"source": "transcript"}
#: Characters that a recogniser looks at in one go; a longer turn is read in portions.
_PORTION = 300
_GUESSES = 3

#: What settles how a call ends, by the caller's move.
_DECIDES: dict[str, Ending] = {
    "accepts": "accepted", "agrees_auto_renewal": "accepted", "defers": "deferred", "keeps_open": "deferred",
    "withholds_promise": "deferred", "books_cancellation": "cancelled", "lets_go": "accepted",
    "goes_higher": "refused", "files_complaint": "deferred",
}  # fmt: skip
_NO = frozenset({
    "rejects_offer", "declines_renewal", "states_leaving", "refuses_more", "refuses_plan", "final_answer", "refuses_adjustment",
})  # fmt: skip
#: Turns at the end of a call whose words are listened to for how it ends.
_LAST = 10
_LATER = frozenset({"promises_callback", "asks_callback_time"})
_GOODBYE = frozenset({"thanks", "ends_call"})


class PlayedTurn(NamedTuple):
    """One turn as the coach took it. `acts` were acted on, `guesses` are the next likely moves; `line` and `advice`
    are what the coach showed after it."""

    speaker: str
    text: str
    acts: tuple[str, ...]
    guesses: tuple[str, ...]
    offer: Mapping[str, Any] | None
    stage: str
    line: Sentence | None
    advice: str


class PlayedCall(NamedTuple):
    """A call that was played: its turns, and the events that a live call would have left."""

    turns: tuple[PlayedTurn, ...]
    call: PastCall

    @property
    def outcome(self) -> str:
        return self.call.outcome


def play(turns: Sequence[SpokenTurn], setting: Setting, hear_caller: Recognizer | None) -> PlayedCall:
    """Play a call from its first turn to its end. Nothing is asked."""
    player = _Player(setting, turns, hear_caller)
    played = [player.play_turn(turn) for turn in turns]
    player.finish(played)
    return PlayedCall(tuple(played), PastCall(setting.number, player.log.events()))


class _Player:
    def __init__(self, setting: Setting, turns: Sequence[SpokenTurn], hear_caller: Recognizer | None) -> None:
        self.log = setting.log
        self._hear_agent = _Listening(setting.services.hear)
        self._hear_caller = _Listening(hear_caller)
        services = setting.services._replace(hear=self._hear_agent)
        self._session = Session(setting._replace(services=services))
        self._session.begin(find_opening(setting.playbook, setting.number, turns), SOURCE)
        self._controller = Controller(self._session)

    def play_turn(self, turn: SpokenTurn) -> PlayedTurn:
        speaker, text = turn
        before = len(self.log.events())
        if speaker == "agent":
            self._controller.hear(text)
        else:
            self._caller_says(text)
        session = self._session
        session.question, session.guesses, session.notice, session.unconfirmed = None, (), [], None
        acts, offer = _done(self.log.events()[before:])
        heard = (self._hear_agent if speaker == "agent" else self._hear_caller).latest
        guesses = tuple(move for move in heard.moves if move not in acts)[:_GUESSES]
        advice = session.advice.action if session.advice else ""
        return PlayedTurn(speaker, text, acts, guesses, offer, session.call.snapshot.stage, session.line, advice)

    def _caller_says(self, text: str) -> None:
        """What the caller does leads on like a line of the coach's that was said. Words that do nothing answer a reply
        or stand for a line that does nothing either; any others are a note."""
        session = self._session
        acts = self._hear_caller(text).acts
        line = session.playbook.lines.get(session.line.id) if session.line else None
        if acts or session.call.snapshot.reply or (line and not line.does):
            session.record("said", text=text, data={"does": list(acts)})
        else:
            session.record("note", "said", text)

    def finish(self, played: Sequence[PlayedTurn]) -> None:
        """End the call as its last moves say; one that is put off has the day that was named last."""
        session = self._session
        outcome = find_outcome(session.playbook, played, session.call.snapshot.outcome)
        session.finish(outcome, self._follow_up(played) if outcome == "deferred" else "")

    def _follow_up(self, played: Sequence[PlayedTurn]) -> str:
        session = self._session
        caller = [turn.text for turn in played if "defers" in turn.acts][-1:]
        named = next((day for text in caller if (day := find_date(text, session.setting.today))), None)
        return (named or session.usual_day).isoformat()


class _Listening:
    """A recogniser that reads long turns in portions and remembers what it heard last."""

    def __init__(self, hear: Recognizer | None) -> None:
        self._hear = hear
        self.latest = Candidates(())

    def __call__(self, text: str, context: Any = None) -> Candidates:
        heard = [self._hear(portion, context) for portion in portions(text)] if self._hear else []
        acts = dict.fromkeys(move for candidates in heard for move in candidates.acts)
        likely = dict.fromkeys(move for candidates in heard for move in candidates.moves)
        self.latest = Candidates((*acts, *(move for move in likely if move not in acts)), tuple(acts))
        return self.latest


def portions(text: str) -> Iterator[str]:
    """A text in portions that are heard whole, broken between words."""
    words: list[str] = []
    length = 0
    for word in text.split():
        if words and (length + len(word) > _PORTION or (length > _PORTION // 2 and words[-1].endswith((".", "?", "!")))):
            yield " ".join(words)
            words, length = [], 0
        words.append(word)
        length += len(word) + 1
    yield " ".join(words)


def _done(events: Sequence[Event]) -> tuple[tuple[str, ...], Mapping[str, Any] | None]:
    """The moves that were recorded, and the offer."""
    heard = [event.value for event in events if event.kind == "heard" and event.value]
    said = [move for event in events if event.kind == "said" for move in event.data.get("does", ())]
    offer = next((event.data["offer"] for event in events if event.data.get("offer")), None)
    return (*heard, *said), offer


def find_opening(playbook: Playbook, number: int, turns: Sequence[SpokenTurn]) -> str:
    """How the call began, by who rang; where that can't be told, as it would begin by itself."""
    known = {"call": number}
    possible = [name for name, way in playbook.openings.items() if way.when is None or way.when.holds(known)]
    names = possible or list(playbook.openings)
    rang = find_ringing(turns)
    fitting = [name for name in names if rang and name.startswith("i_") == (rang == "caller")]
    return (fitting or names)[0]


def find_outcome(playbook: Playbook, played: Sequence[PlayedTurn], reached: str) -> str:
    """How the call ended: as the caller decided last, by moves or in the words of its end, else as the stage it reached
    says, else as the agent left it.

    `reached` is the outcome of that stage; empty in the middle of the call.
    """
    known = {end.outcome for end in playbook.ends.values()} | {"cut"}
    settled: Ending = ""
    in_words = False
    for left, turn in zip(range(len(played), 0, -1), played, strict=True):
        if turn.speaker == "caller" and not in_words:
            settled = next((_DECIDES[move] for move in turn.acts if move in _DECIDES), settled)
        elif turn.offer and settled != "accepted":
            settled = ""  # they go on haggling
        ending = find_ending(turn.speaker, turn.text, settled) if left <= _LAST else settled
        in_words |= ending != settled
        settled = ending if ending in known else settled
    return settled or reached or _left_by_agent(played, known)


def _left_by_agent(played: Sequence[PlayedTurn], known: Container[str]) -> str:
    moves = [move for turn in played for move in turn.acts]
    last = [move for move in moves if move not in _GOODBYE][-1:]
    if _LATER & set(moves[-6:]) and "deferred" in known:
        return "deferred"
    is_over = bool(_GOODBYE & set(moves[-3:]))
    return "refused" if is_over and _NO & set(last) and "refused" in known else "cut"
