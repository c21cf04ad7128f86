"""The playbook as a graph: stages and ends, and the ways between them.

Everything here takes time linear in the number of stages and ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, TypeVar

from haegi.errors import Path
from haegi.playbook.guard import Guard
from haegi.playbook.model import Playbook, Stage, branch_id

#: Where a call is before it has begun.
BEGIN = ""

N = TypeVar("N")


class Edge(NamedTuple):
    """A way from a stage (or `BEGIN`) to a stage or an end.

    `path` is its place in the YAML. `moves` are the agent moves that take it (none: it depends on nothing they do),
    `reply` owns the lines said on it. A `way` is one that the person may choose at any time.
    """

    source: str
    target: str
    kind: Literal["opening", "way", "branch", "next"]
    path: Path
    guard: Guard | None = None
    moves: tuple[str, ...] = ()
    reply: str = ""


class Graph:
    """A playbook with all its ways: targets that don't exist included, a branch that stays leading to its own stage."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook
        self.leaving = {name: tuple(_leaving(name, stage)) for name, stage in playbook.stages.items()}
        self.edges = (*_entering(playbook), *(edge for ways in self.leaving.values() for edge in ways))
        self.replies = {edge.reply: edge for edge in self.edges if edge.reply}

    def reachable(self) -> set[str]:
        """The stages and ends that some call can come to: from the openings, or by a way that is open anywhere."""
        return set(reach((BEGIN,), follow(self.edges))) - {BEGIN}


def _entering(playbook: Playbook) -> Iterator[Edge]:
    for name, opening in playbook.openings.items():
        yield Edge(BEGIN, opening.to, "opening", ("openings", name), opening.when)
    for index, target in enumerate(playbook.ways):
        yield Edge(BEGIN, target, "way", ("ways", index))


def _leaving(name: str, stage: Stage) -> Iterator[Edge]:
    """The ways out of one stage, in the order they are tried."""
    for index, branch in enumerate(stage.branches):
        path: Path = ("stages", name, "branches", index)
        reply = branch_id(name, stage, index) if branch.say else ""
        yield Edge(name, branch.to or name, "branch", path, branch.when, branch.on, reply)
    for index, way in enumerate(stage.next):
        yield Edge(name, way.to, "next", ("stages", name, "next", index), way.when)


def follow(ways: Iterable[Edge]) -> dict[str, list[str]]:
    """Where each stage leads."""
    table: dict[str, list[str]] = {}
    for edge in ways:
        table.setdefault(edge.source, []).append(edge.target)
    return table


def reverse(ways: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """What leads to each stage."""
    table: dict[str, list[str]] = {}
    for source, targets in ways.items():
        for target in targets:
            table.setdefault(target, []).append(source)
    return table


def reach(
    starts: Iterable[N], ways: Mapping[N, Iterable[N]], stops: Callable[[N], bool] | None = None
) -> dict[N, int]:
    """Everything that can be reached, with the fewest steps it takes. Nothing is followed beyond where `stops` holds."""
    found = dict.fromkeys(starts, 0)
    queue = list(found)
    for here in queue:
        if stops and stops(here):
            continue
        for target in ways.get(here, ()):
            if target not in found:
                found[target] = found[here] + 1
                queue.append(target)
    return found


def makes_offers(playbook: Playbook) -> bool:
    """Whether the agent offers anything in this call: terms for staying, or a sum that puts a complaint right."""
    return any(move.offer for move in playbook.moves.agent.values())


def bargains(playbook: Playbook) -> bool:
    """Whether this call is about terms that a rival's quote is held against, and not about a complaint or a debt."""
    return any("cites_competitor" in spoken.does for spoken in playbook.lines.values())


def puts_right(playbook: Playbook) -> bool:
    """Whether what is offered in this call puts something right, and is not what staying would bring."""
    return not bargains(playbook) and "makes_offer" not in playbook.moves.agent
