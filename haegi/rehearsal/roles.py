"""The roles that moves play in a rehearsal: as their `role` says, else by their usual names; and where moves lead from each stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from haegi.call.engine import Snapshot
from haegi.playbook.graph import Graph, follow, reach, reverse
from haegi.playbook.guard import Value
from haegi.playbook.model import Move, Playbook, Role

_USUAL: dict[Role, tuple[str, ...]] = {
    "opens": ("opens_renewal_call",), "extends": ("offers_auto_renewal",), "asks_reason": ("asks_reason",),
    "probes": ("probes_competitor",), "offers": ("makes_offer",), "raises": ("improves_offer",),
    "refuses": ("refuses_more",), "bluffs": ("calls_bluff",), "holds": ("puts_on_hold",),
    "transfers": ("transfers_call",), "calls_back": ("promises_callback",), "cancels": ("recites_procedure",),
    "reads_back": ("reads_back_terms",), "ends": ("ends_call",), "speed": ("upgrades_speed_only",),
    "urges": ("stresses_switching_cost", "appeals_loyalty", "belittles_competitor", "threatens_bundle_loss"),
}  # fmt: skip
#: Without these nothing can be haggled over; the caller needs `accepts` besides.
_HAGGLING: tuple[Role, ...] = ("offers", "refuses", "reads_back", "ends")


def playing(moves: dict[str, Move], role: Role) -> tuple[str, ...]:
    """The moves of one side in this role: the declared ones, then the usual one where it has no other role."""
    declared = [name for name, move in moves.items() if move.role == role]
    usual = [name for name in _USUAL.get(role, ()) if name in moves and moves[name].role is None]
    return (*declared, *usual)


def first(moves: dict[str, Move], *roles: Role) -> str:
    """The move in the first of these roles that anything plays; empty if nothing does."""
    return next((name for role in roles for name in playing(moves, role)), "")


def replies(moves: dict[str, Move], done: Iterable[str]) -> list[str]:
    """The agent moves that answer what the caller just did."""
    asked = set(done)
    return [name for name, move in moves.items() if asked & set(move.replies_to)]


def is_haggled(playbook: Playbook) -> bool:
    """Whether the call is about what the agent offers, in sums that can be named: a desk can play it."""
    agent = playbook.moves.agent
    offer = first(agent, "offers")
    named = bool(offer) and any("{offer}" in (text.only(playbook.language) or "") for text in agent[offer].says)
    return named and all(first(agent, role) for role in _HAGGLING) and "accepts" in playbook.moves.caller


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
