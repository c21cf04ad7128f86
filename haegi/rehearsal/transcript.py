"""A rehearsal, or a live call, as the checks of the review see it: who did what, in which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from haegi.call.case import Case, PastCall, Round, offers
from haegi.call.engine import Event, standing
from haegi.playbook.model import Playbook
from haegi.rehearsal.roles import is_haggled


class Act(NamedTuple):
    """One thing somebody did: `side`, the moves, the words, in which call, and with which answer (from 1; 0: none)."""

    side: str
    moves: tuple[str, ...]
    text: str
    call: int
    step: int = 0


class Check(NamedTuple):
    """One rule. `evidence` quotes what was said; empty where nothing was. `passed` None: it did not arise. `step` is
    the answer to give anew, counted from 1; 0 where no single one decided it."""

    rule: str
    passed: bool | None
    evidence: str
    step: int = 0


class Record(NamedTuple):
    """A rehearsal, or a live call, as the checks see it. `standing` is what was on the table at the end, in won;
    None where its worth can't be told; `quoted`: a rival's offer is on record. `moves` are all that the playbook has,
    `haggled`: the call is about what the agent offers."""

    acts: tuple[Act, ...]
    rounds: tuple[Round, ...]
    case: Case
    outcome: str
    standing: int | None
    quoted: bool
    moves: frozenset[str]
    haggled: bool


def acts(playbook: Playbook, calls: Sequence[PastCall]) -> Iterator[Act]:
    """Everything both sides did, in order."""
    for call in calls:
        for event in standing(call.events):
            if event.kind == "heard" and event.value:
                yield Act("agent", (event.value,), event.text, call.number)
            elif event.kind == "said":
                yield _said(playbook, event, call.number)


def _said(playbook: Playbook, event: Event, call: int) -> Act:
    spoken = playbook.lines.get(event.value)
    does = event.data.get("does") or (spoken.does if spoken else ())
    words = event.text or (spoken.line.text(playbook.language) if spoken else "") or ""
    return Act("caller", tuple(does), words, call, event.data.get("step", 0))


def record(playbook: Playbook, case: Case, calls: Sequence[PastCall]) -> Record:
    """What the checks look at."""
    rounds = tuple(each for call in calls for each in offers(call))
    outcome = calls[-1].outcome if calls else ""
    on_table = rounds[-1].worth if rounds else 0
    quoted = bool(case.quotes) or any(event.kind == "quote" for call in calls for event in standing(call.events))
    moves = frozenset(playbook.moves.agent) | frozenset(playbook.moves.caller)
    return Record(
        tuple(acts(playbook, calls)), rounds, case, outcome, on_table, quoted, moves, is_haggled(playbook)
    )


def by_caller(taken: Record, *moves: str) -> list[tuple[int, Act]]:
    wanted = set(moves)
    return [(n, act) for n, act in enumerate(taken.acts) if act.side == "caller" and wanted & set(act.moves)]


def by_agent(taken: Record, *moves: str) -> list[tuple[int, Act]]:
    return [(n, act) for n, act in enumerate(taken.acts) if act.side == "agent" and act.moves[0] in moves]


def checked(rule: str, passed: bool | None, found: Sequence[tuple[int, Act]] = ()) -> Check:
    """A check with what shows it: the first of what was found."""
    act = found[0][1] if found else None
    return Check(rule, passed, act.text if act else "", act.step if act else 0)


def answers(taken: Record, after: int = -1) -> list[tuple[int, Act]]:
    """What the caller did after an act that was heard as something."""
    return [(n, act) for n, act in enumerate(taken.acts) if n > after and act.side == "caller" and act.moves]
