"""Rules of the flow, family F: whether every stage can be come to, left, and ended from.

The ways that a person may choose at any time (`ways`) lead into a stage; they don't count as its way out, for a stage
that only those leave has stopped guiding. F001, the unknown target, is told before these
(`haegi.playbook.references`); a way to one counts as an end here, so that one slip is one fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from haegi.errors import Finding, Path
from haegi.playbook.graph import BEGIN, Edge, Graph, follow, reach, reverse
from haegi.playbook.guard import Guard
from haegi.playbook.guard_logic import cases, implies, impossible, kinds
from haegi.playbook.references import agent_moves, guards

_FEW = 20  # unknown targets of which each is held against the stages that nothing leads to


def unreachable_stages(graph: Graph) -> Iterator[Finding]:
    """F002: a stage that no opening, branch, `next` or `ways` leads to."""
    found = graph.reachable()
    missed = {edge.target for edge in graph.edges} - graph.playbook.stages.keys() - graph.playbook.ends.keys()
    for name in graph.playbook.stages:
        if name not in found and not _meant(name, missed):
            yield Finding("F002", ("stages", name), {"stage": name}, at_key=True)


def _meant(name: str, missed: set[str]) -> bool:
    """Whether an unknown target is a slip for this stage: then the slip is the fault."""
    if len(missed) > _FEW:
        return False
    return any(
        abs(len(name) - len(each)) < 3 and SequenceMatcher(None, name, each).ratio() > 0.8 for each in missed
    )


def dead_ends(graph: Graph) -> Iterator[Finding]:
    """F003: a stage without any way on to another stage or an end."""
    for name in graph.playbook.stages:
        if all(edge.target == name for edge in graph.leaving[name]):
            yield Finding("F003", ("stages", name), {"stage": name}, at_key=True)


def livelocks(graph: Graph) -> Iterator[Finding]:
    """F004: stages that lead only to each other, so that no end can be reached; told once, at the first of them."""
    ways = follow(edge for edge in graph.edges if edge.source != BEGIN)
    stages = graph.playbook.stages
    stops = [name for name, ahead in ways.items() if {name}.issuperset(ahead)]
    stops += [target for ahead in ways.values() for target in ahead if target not in stages]
    ending = reach(stops, reverse(ways))
    told: dict[str, int] = {}
    for name in stages:
        ring = reach((name,), ways, told.__contains__) if name in ways and name not in ending | told else {}
        if ring and told.keys().isdisjoint(ring):
            names = [stage for stage in stages if stage in ring]
            yield Finding("F004", ("stages", name), {"stage": name, "stages": ", ".join(names)}, at_key=True)
        told |= ring


def shadowed_ways(graph: Graph) -> Iterator[Finding]:
    """F005: a way that is never taken, because an earlier one for the same move holds wherever it does.

    Only pairs are compared: several earlier ways that cover a later one together are not found.
    """
    for name in graph.playbook.stages:
        ways = list(graph.leaving[name])
        before: dict[str, list[Edge]] = {}
        for edge in ways:
            hidden = [move for move in edge.moves or (BEGIN,) if _hides(before.get(move, ()), edge)]
            if len(hidden) == len(edge.moves or (BEGIN,)):
                yield _shadowed(edge, edge.path, hidden[0])
            else:
                yield from (_shadowed(edge, _mention(edge, move), move) for move in hidden)
            for move in edge.moves or (BEGIN,):
                before.setdefault(move, []).append(edge)


def _hides(before: Sequence[Edge], edge: Edge) -> bool:
    return any(implies(edge.guard, earlier.guard) for earlier in before)


def _mention(edge: Edge, move: str) -> Path:
    return (*edge.path, "on", edge.moves.index(move))


def _shadowed(edge: Edge, path: Path, move: str) -> Finding:
    return Finding("F005", path, {"move": move or "next", "target": edge.target})


def unanswered_moves(graph: Graph) -> Iterator[Finding]:
    """F006: an agent move that no branch and no card answers. A trap without a card is G007."""
    answered = {move for path, move in agent_moves(graph.playbook) if path[2] != "expect"}
    for name, move in graph.playbook.moves.agent.items():
        if name not in answered and not move.trap:
            yield Finding("F006", ("moves", "agent", name), {"move": name}, at_key=True)


def impossible_guards(graph: Graph) -> Iterator[Finding]:
    """F007: a guard, or one group of its `any`, that can never hold."""
    known = kinds(graph.playbook)
    for path, guard in guards(graph.playbook):
        blocked = [impossible(case, known) for case in cases(guard)]
        if all(blocked):
            yield _impossible(path, guard, blocked[0])
        else:
            for index, fact in enumerate(blocked):
                if fact:
                    yield Finding("F007", (*path, "any", index, fact), {"fact": fact}, at_key=True)


def _impossible(path: Path, guard: Guard, fact: str) -> Finding:
    inside = (fact,) if fact in guard.every else ("any", 0, fact)
    return Finding("F007", (*path, *inside), {"fact": fact}, at_key=True)


RULES = (
    unreachable_stages, dead_ends, livelocks, shadowed_ways, unanswered_moves, impossible_guards,
)  # fmt: skip
