"""The agent of a call that was held: the same words and the same offers in the same order, whatever is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from haegi.call.call import Utterance
from haegi.call.case import PastCall
from haegi.call.engine import BESIDE, standing
from haegi.nlu.moves import GOODBYE
from haegi.playbook.model import Outcome, Playbook
from haegi.rehearsal.persona import Agent, Openings, Title

#: What the caller does once the agent has no more to say decides how it ends.
_ENDS: dict[str, Outcome] = {"accepts": "accepted", "books_cancellation": "cancelled", "defers": "deferred"}


@dataclass(frozen=True, kw_only=True)
class RecordedPersona(Agent):
    """The agent of a call that was held."""

    call: PastCall


def recorded(case: str, call: PastCall) -> RecordedPersona:
    """The persona of the last call of a case, called after it."""
    openings = Openings(first=call.events[0].value if call.events else None)
    return RecordedPersona(persona=1, id=case, title=Title(ko=case, en=case), openings=openings, call=call)


class ReplayedAgent:
    """One recorded call. There is no second one: nobody calls back."""

    limit: int | None = None
    opened_by_desk = False

    def __init__(self, playbook: Playbook, call: PastCall) -> None:
        self._turns = turns(playbook, call)
        self._goodbye = _words(playbook, GOODBYE)
        self._next = 0
        self._outcome: Outcome = "refused" if any(end.outcome == "refused" for end in playbook.ends.values()) else "cut"

    def open(self) -> Utterance:
        return self._say()

    def react(self, moves: Sequence[str], words: str = "") -> Utterance:
        """The next turn. After the last one the agent says goodbye, and the call ends as the caller decided last."""
        del words
        self._outcome = next((_ENDS[move] for move in moves if move in _ENDS), self._outcome)
        return self._say()

    def means(self, words: str) -> tuple[str, ...]:
        """A bare yes or no is nothing here: the agent goes on as it did."""
        del words
        return ()

    def wait(self) -> None:
        return None

    def _say(self) -> Utterance:
        if self._next == len(self._turns):
            return Utterance("", self._goodbye, "", {}, None, "", self._outcome)
        self._next += 1
        return self._turns[self._next - 1]


def turns(playbook: Playbook, call: PastCall) -> list[Utterance]:
    """What the agent said: the words as they were typed, or an example of the move where only its digit was struck. An
    offer that was read or confirmed later belongs to the turn before it."""
    said: list[Utterance] = []
    for event in standing(call.events):
        offered = {"offer": event.data.get("offer", {}), "worth": event.data.get("worth"), "wording": event.data.get("wording", "")}
        is_turn = event.kind == "heard" or (event.kind == "note" and event.value == "heard")
        if is_turn and not event.data.get(BESIDE):
            move = event.value if event.kind == "heard" else ""
            said.append(Utterance(move, event.text or _words(playbook, event.value), "", **offered))
        elif event.data.get("offer") and said:
            said[-1] = said[-1]._replace(**offered)
    return said


def _words(playbook: Playbook, name: str) -> str:
    """What an agent says who makes this move."""
    move = playbook.moves.agent.get(name)
    return next(iter(move.examples), move.label.best(playbook.language)) if move else "..."
