"""A rehearsal, or a live call, as the review sees it: who did what, in which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from haegi.call.case import Case, PastCall, Round, offers
from haegi.call.engine import done_by, standing
from haegi.playbook.model import Playbook
from haegi.rehearsal.utterances import is_haggled


class Turn(NamedTuple):
    """One side's turn: the moves, the words, in which call, and with which answer (from 1; 0: none). `place`
    counts the turns of the transcript from 0."""

    place: int
    side: str
    moves: tuple[str, ...]
    text: str
    call: int
    step: int = 0


class Transcript(NamedTuple):
    """A rehearsal, or a live call, as the checks see it. `standing` is what was on the table at the end, in won;
    None where its worth can't be told; `quoted`: a rival's offer is on record. `moves` are all that the playbook has,
    `haggled`: the call is about what the agent offers. `goal`: how a call in which nothing can be accepted is to end;
    `held`: what the caller does by the card that answers each trap."""

    turns: tuple[Turn, ...]
    rounds: tuple[Round, ...]
    case: Case
    outcome: str
    standing: int | None
    quoted: bool
    moves: frozenset[str]
    haggled: bool
    goal: frozenset[str]
    held: Mapping[str, frozenset[str]]


def transcribe(playbook: Playbook, case: Case, calls: Sequence[PastCall]) -> Transcript:
    """The calls of a case as the checks see them."""
    rounds = tuple(offer for call in calls for offer in offers(call))
    return Transcript(
        turns=tuple(turn._replace(place=place) for place, turn in enumerate(_turns(playbook, calls))),
        rounds=rounds,
        case=case,
        outcome=calls[-1].outcome if calls else "",
        standing=rounds[-1].worth if rounds else 0,
        quoted=bool(case.quotes) or any(event.kind == "quote" for call in calls for event in standing(call.events)),
        moves=frozenset(playbook.moves.agent) | frozenset(playbook.moves.caller),
        haggled=is_haggled(playbook),
        goal=_goal(playbook),
        held={move: _card_moves(playbook, move) for move, what in playbook.moves.agent.items() if what.trap},
    )


def _goal(playbook: Playbook) -> frozenset[str]:
    """The outcomes that the last stage of the main path leads to, in a playbook in which nothing can be accepted."""
    last = playbook.stages.get(playbook.path[-1]) if playbook.path else None
    targets = {*(way.to for way in last.next), *(branch.to for branch in last.branches)} if last else set()
    accepts = any(end.outcome == "accepted" for end in playbook.ends.values())
    return frozenset() if accepts else frozenset(end.outcome for name, end in playbook.ends.items() if name in targets)


def _card_moves(playbook: Playbook, move: str) -> frozenset[str]:
    lines = playbook.owned.get(f"card.{playbook.answers.get(move, '')}", ())
    return frozenset(does for line in lines for does in line.does)


def _turns(playbook: Playbook, calls: Sequence[PastCall]) -> Iterator[Turn]:
    for call in calls:
        for event in standing(call.events):
            if event.kind == "heard" and event.value:
                yield Turn(0, "agent", (event.value,), event.text, call.number)
            elif event.kind == "said":
                spoken = playbook.lines.get(event.value)
                words = event.text or (spoken.line.text(playbook.language) if spoken else "") or ""
                moves, step = done_by(playbook, event), event.data.get("step", 0)
                yield Turn(0, "caller", moves, words, call.number, step)


def by_caller(transcript: Transcript, *moves: str) -> list[Turn]:
    return [turn for turn in transcript.turns if turn.side == "caller" and set(moves) & set(turn.moves)]


def by_agent(transcript: Transcript, *moves: str) -> list[Turn]:
    return [turn for turn in transcript.turns if turn.side == "agent" and turn.moves[0] in moves]


def answers(transcript: Transcript, after: int = -1) -> list[Turn]:
    """The caller's turns after this place in which a move was recognised."""
    return [turn for turn in transcript.turns if turn.place > after and turn.side == "caller" and turn.moves]
