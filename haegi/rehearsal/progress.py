"""The stages of a playbook as the agent sees them: which moves lead on, and how far each is from a good end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from haegi.call.engine import Snapshot
from haegi.playbook.graph import Graph, follow, reach, reverse
from haegi.playbook.guard import Value
from haegi.playbook.model import Move, Playbook, Role
from haegi.rehearsal.roles import playing

#: The mark of moves that say no.
REFUSED = "refused"


class NextMove(NamedTuple):
    """An agent move that a branch takes. `rank` counts from 0 as the playbook lists them, `forward` says that it brings
    the call nearer to a good end or further along the main path and is no refusal, `ends` that it is over then."""

    move: str
    target: str
    rank: int
    forward: bool
    ends: bool


class StageMap:
    """The stages of one playbook. A good end is an accepted one; where there is none, any."""

    def __init__(self, playbook: Playbook) -> None:
        self._book = playbook
        ways = follow(edge for edge in Graph(playbook).edges if edge.kind in ("branch", "next"))
        good = [name for name, end in playbook.ends.items() if end.outcome == "accepted"] or list(playbook.ends)
        self._far = reach(good, reverse(ways))

    def options(self, snapshot: Snapshot) -> list[NextMove]:
        """The moves that a branch of the stage takes now, in the playbook's order; none at an end."""
        stage = self._book.stages.get(snapshot.stage)
        moves = dict.fromkeys(move for branch in stage.branches for move in branch.on) if stage else {}
        targets = ((move, self._target(snapshot, move)) for move in moves)
        return [self._option(snapshot.stage, move, target, rank) for rank, (move, target) in enumerate(targets) if target]

    def _target(self, snapshot: Snapshot, move: str) -> str:
        marks = self._book.moves.agent[move].marks
        facts = {**snapshot.facts, **dict.fromkeys(marks, True)}
        routes = self._book.routes.get((snapshot.stage, move), ())
        return next((route.to for route in routes if route.guard is None or route.guard.holds(facts)), "")

    def _option(self, stage: str, move: str, target: str, rank: int) -> NextMove:
        ahead = self._place(target) > self._place(stage) >= 0 or self._steps(target) < self._steps(stage)
        refusing = REFUSED in self._book.moves.agent[move].marks
        return NextMove(move, target, rank, ahead and not refusing, target in self._book.ends)

    def _place(self, stage: str) -> int:
        """Where on the main path a stage is; -1 off it."""
        return self._book.path.index(stage) if stage in self._book.path else -1

    def _steps(self, stage: str) -> int:
        return self._far.get(stage, len(self._book.stages) + 1)

    def wanted(self, owner: str, facts: Mapping[str, Value] | None = None) -> frozenset[str]:
        """The caller's moves in the lines of a stage or card, a thank-you aside; with `facts`, with those that could
        be said now. Nothing where it has no lines, or one with which nothing else is done: there any word will do."""
        lines = self._book.owned.get(owner, ())
        fitting = [line for line in lines if facts is None or line.line.when is None or line.line.when.holds(facts)]
        done = [frozenset(line.does) - {"thanks"} for line in fitting or lines]
        return frozenset[str]().union(*done) if all(done) else frozenset()

    def ahead(self, reached: str) -> frozenset[str]:
        """The caller's moves that come only after this stage of the main path."""
        path = self._book.path
        place = self._place(reached)
        before = frozenset[str]().union(*map(self.wanted, path[: place + 1]))
        return frozenset[str]().union(*map(self.wanted, path[place + 1 :])) - before if place >= 0 else before


def granting(moves: dict[str, Move]) -> frozenset[str]:
    """The agent moves that give something, so that it must have been asked for."""
    roles: tuple[Role, ...] = ("offers", "raises", "reads_back")
    played = {name for role in roles for name in playing(moves, role)}
    return frozenset(played | {name for name, move in moves.items() if move.offer})
