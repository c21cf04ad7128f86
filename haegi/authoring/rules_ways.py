"""Rules about where a call can go: family F, the flow, and family G, the negotiation.

F: whether every stage can be come to, left, and ended from. The ways that a person may choose at any time
(`ways`) lead into a stage; they don't count as its way out, for a stage that only those leave has stopped
guiding. F001, the unknown target, is told before these (`haegi.playbook.references`); a way to one counts as
an end here, so that one slip is one fault.

G: what a playbook must never lead a person into. The rules ask whether some call can come to an acceptance
without first having passed a guard, or a stage, that makes it safe. Safe here means: a stage counts as having
said what every one of its lines does; a guard counts if each of its cases does; what was once offered or
deferred stays so, as in the engine. Two guards that together close a path without either doing so alone are
not seen, so the rules may find a path that no call takes, never miss one. The moves have fixed names:
`accepts`, `defers`, `reads_back`, `asks_written`, `cites_competitor`, `reveals_limit` of the caller,
`reads_back_terms` of the agent; the least acceptable is the slot `reservation`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from haegi.authoring.rules_texts import slots_of
from haegi.errors import Finding, Path, nearest
from haegi.playbook.graph import BEGIN, Edge, Graph, follow, makes_offers, reach, reverse
from haegi.playbook.guard import Case, Guard, Kinds, Range, Value, cases, implies, impossible
from haegi.playbook.model import FACTS, PROMISE_FACTS, QUOTE_FACTS, Playbook, Spoken
from haegi.playbook.references import agent_moves, guards
from haegi.text.i18n import slots

_FEW = 20  # unknown targets that are each held against the stages that nothing leads to


def unreachable_stages(graph: Graph) -> Iterator[Finding]:
    """F002: a stage that no opening, branch, `next` or `ways` leads to.

    What only follows is not told: an unknown target (F001) is followed to the stage that was meant, and of stages that lead to
    each other only the first one is told.
    """
    reached, ways = graph.reachable(), follow(graph.edges)
    lost = [name for name in graph.playbook.stages if name not in reached]
    missed = {edge.target for edge in graph.edges} - graph.playbook.stages.keys() - graph.playbook.ends.keys()
    meant = [nearest(target, lost, 0.7) for target in missed] if len(missed) <= _FEW else []
    led = {target for name in lost for target in ways.get(name, ()) if target != name}
    told = reach([*meant, *(name for name in lost if name not in led)], ways)
    for name in lost:
        if name not in meant and (name not in led or name not in told):
            yield Finding("F002", ("stages", name), {"stage": name}, at_key=True)
            told |= reach([name], ways)


def dead_ends(graph: Graph) -> Iterator[Finding]:
    """F003: a stage without any way on to another stage or an end."""
    for name in graph.playbook.stages:
        if all(edge.target == name for edge in graph.leaving[name]):
            yield Finding("F003", ("stages", name), {"stage": name}, at_key=True)


def livelocks(graph: Graph) -> Iterator[Finding]:
    """F004: stages that lead only to each other, so that no end can be reached; told once, at the first of them."""
    ways = follow(edge for edge in graph.edges if edge.source != BEGIN)
    stages = graph.playbook.stages
    stops = [name for name in stages if {name}.issuperset(ways.get(name, ()))]
    stops += [target for ahead in ways.values() for target in ahead if target not in stages]
    ending = reach(stops, reverse(ways))
    told: dict[str, int] = {}
    for name in stages:
        ring = {} if name in ending or name in told else reach(ways[name], ways, told.__contains__)
        if name in ring and told.keys().isdisjoint(ring):
            names = [stage for stage in stages if stage in ring]
            yield Finding("F004", ("stages", name), {"stage": name, "stages": ", ".join(names)}, at_key=True)
            told |= ring


def shadowed_ways(graph: Graph) -> Iterator[Finding]:
    """F005: a way that is never taken, because an earlier one for the same move holds wherever it does.

    Only pairs are compared: several earlier ways that cover a later one together are not found.
    """
    for name in graph.playbook.stages:
        before: dict[str, list[Guard | None]] = {}
        for edge in graph.leaving[name]:
            moves = edge.moves or (BEGIN,)
            hidden = [move for move in moves if any(implies(edge.guard, held) for held in before.get(move, ()))]
            whole = len(hidden) == len(moves)
            for move in hidden[:1] if whole else hidden:
                path = edge.path if whole else (*edge.path, "on", edge.moves.index(move))
                yield Finding("F005", path, {"move": move or "next", "target": edge.target})
            for move in moves:
                before.setdefault(move, []).append(edge.guard)


def unanswered_moves(graph: Graph) -> Iterator[Finding]:
    """F006: an agent move that no branch and no card answers. A trap without a card is G007."""
    answered = {move for path, move in agent_moves(graph.playbook) if path[0] != "sheet" and path[2] != "expect"}
    for name, move in graph.playbook.moves.agent.items():
        if name not in answered and not move.trap:
            yield Finding("F006", ("moves", "agent", name), {"move": name}, at_key=True)


def impossible_guards(graph: Graph) -> Iterator[Finding]:
    """F007: a guard, or one group of its `any`, that can never hold."""
    known = _kinds(graph.playbook)
    for path, guard in guards(graph.playbook):
        blocked = [impossible(case, known) for case in cases(guard)]
        whole = all(blocked)
        for index, fact in enumerate(blocked[:1] if whole else blocked):
            inside = (fact,) if whole and fact in guard.every else ("any", index, fact)
            if fact:
                yield Finding("F007", (*path, *inside), {"fact": fact}, at_key=True)


def _kinds(playbook: Playbook) -> Kinds:
    """What each fact can be: a type, or the values it is limited to."""
    types: dict[str, type] = {"money": int, "number": int, "yesno": bool}
    marks: dict[str, Collection[Value] | type] = {
        mark: (True,)
        for move in (*playbook.moves.agent.values(), *playbook.moves.caller.values())
        for mark in move.marks
    }
    slots: dict[str, Collection[Value] | type] = {
        name: tuple(choice.ko or choice.en or "" for choice in slot.choices)
        if slot.type == "choice" and slot.choices
        else types.get(slot.type, str)
        for name, slot in playbook.slots.items()
    }
    own: dict[str, Collection[Value] | type] = dict.fromkeys((*FACTS, *PROMISE_FACTS, *QUOTE_FACTS), str)
    own |= {"call": int, "offers": int, "pushes": int, "offer": int, "quote_amount": int, "quote": (True,)}
    return {**own, **marks, **slots}


# Negotiation

Safe = Callable[[Case], bool]


class Barrier(NamedTuple):
    """What makes a path safe: a guard of which every case is, or something said (`does`) or heard (`hears`)."""

    guard: Safe
    does: str = ""
    hears: str = ""


class Acceptance(NamedTuple):
    """A place where the offer is accepted: a line, or an end. `on` is the way whose reply or target it is."""

    path: Path
    stage: str
    guard: Guard | None = None
    on: Edge | None = None


def low_offers(graph: Graph) -> Iterator[Finding]:
    """G001: an offer below the reservation may be accepted."""
    if makes_offers(graph.playbook):
        yield from _exposed(graph, "G001", Barrier(_enough))


def unread_terms(graph: Graph) -> Iterator[Finding]:
    """G002: an acceptance before the terms were read back."""
    yield from _exposed(graph, "G002", Barrier(_never, "reads_back", "reads_back_terms"))


def unwritten_terms(graph: Graph) -> Iterator[Finding]:
    """G003: an acceptance before a confirmation in writing was asked for."""
    yield from _exposed(graph, "G003", Barrier(_never, "asks_written"))


def undeferred_offers(graph: Graph) -> Iterator[Finding]:
    """G005: an offer may be accepted although the call was never deferred."""
    move = graph.playbook.moves.caller.get("defers")
    marks = set(move.marks) if move else set()
    if makes_offers(graph.playbook):
        yield from _exposed(graph, "G005", Barrier(lambda case: any(mark in case and case[mark].is_known for mark in marks), "defers"))


def unquoted_citations(graph: Graph) -> Iterator[Finding]:
    """G004: a competitor may be cited, or a slot of the quote said, without a recorded quote."""
    open_ = _open_stages(graph, Barrier(_quoted))
    for spoken in graph.playbook.lines.values():
        said = slots_of(spoken.line) & QUOTE_FACTS
        if "cites_competitor" not in spoken.does and not said:
            continue
        owner = spoken.id.rpartition(".")[0]
        edge = graph.replies.get(owner)
        stage = edge.source if edge else owner.removeprefix("end.")
        within = stage in graph.playbook.stages or stage in graph.playbook.ends
        reached = stage in open_ if within else True
        if reached and not _all(spoken.line.when, _quoted) and not (edge and _all(edge.guard, _quoted)):
            yield Finding("G004", spoken.path, {"line": spoken.id})


def revealed_limits(graph: Graph) -> Iterator[Finding]:
    """G006: a line that tells the agent a private value, or that gives the limit away."""
    private = {name for name, slot in graph.playbook.slots.items() if slot.private}
    for spoken in graph.playbook.lines.values():
        for language in ("ko", "en"):
            for name in slots(spoken.line.text(language) or ""):
                if name in private:
                    yield Finding("G006", (*spoken.path, language), {"what": f"{{{name}}}"})
        if "reveals_limit" in spoken.does:
            yield Finding("G006", spoken.path, {"what": "reveals_limit"})


def uncarded_tactics(graph: Graph) -> Iterator[Finding]:
    """G007: a trap that no card answers, so that only some stages are ready for it."""
    for name, move in graph.playbook.moves.agent.items():
        if move.trap and name not in graph.playbook.answers:
            yield Finding("G007", ("moves", "agent", name), {"move": name}, at_key=True)


def _never(_: Case) -> bool:
    return False


def _enough(case: Case) -> bool:
    """The offer reaches the reservation or the target, or one of them is not known."""
    offer, least = case.get("offer", Range()), case.get("reservation", Range())
    return bool({"reservation", "target"} & offer.lows) or offer.is_unknown or least.is_unknown


def _quoted(case: Case) -> bool:
    return any(name in QUOTE_FACTS and wanted.is_known for name, wanted in case.items())


def _all(guard: Guard | None, safe: Safe) -> bool:
    return guard is not None and all(map(safe, cases(guard)))


def _exposed(graph: Graph, code: str, barrier: Barrier) -> Iterator[Finding]:
    """A finding for each acceptance that some path reaches without the barrier."""
    open_ = _open_stages(graph, barrier)
    told: set[str] = set()
    for place in _acceptances(graph):
        safe = _all(place.guard, barrier.guard) or (
            place.on is not None and _closes(graph, place.on, barrier)
        )
        if (place.stage and place.stage not in open_) or place.stage in told or safe:
            continue
        if place.on is None and place.stage:
            told.add(place.stage)
        yield Finding(code, place.path, {"stage": place.stage or str(place.path[1])})


def _open_stages(graph: Graph, barrier: Barrier) -> set[str]:
    """Where a call can be without having passed the barrier."""
    unsafe = follow(edge for edge in graph.edges if not _closes(graph, edge, barrier))
    owned = graph.playbook.owned
    return set(reach((BEGIN,), unsafe, lambda stage: _surely(owned.get(stage, ()), barrier.does)))


def _closes(graph: Graph, edge: Edge, barrier: Barrier) -> bool:
    return (
        _all(edge.guard, barrier.guard)
        or (bool(edge.moves) and set(edge.moves) == {barrier.hears})
        or _surely(graph.playbook.owned.get(edge.reply, ()), barrier.does)
    )


def _surely(lines: Sequence[Spoken], move: str) -> bool:
    """Whether each of the lines does the move, so that it is done whichever is said."""
    return bool(move and lines) and all(move in spoken.does for spoken in lines)


def _acceptances(graph: Graph) -> Iterator[Acceptance]:
    """Lines that accept, stage by stage, then the ways into ends that mean acceptance."""
    accepting = [spoken for spoken in graph.playbook.lines.values() if "accepts" in spoken.does]
    stages = set()
    for spoken in accepting:
        owner = spoken.id.rpartition(".")[0]
        edge = graph.replies.get(owner)
        stage = edge.source if edge else owner if owner in graph.playbook.stages else ""
        stages |= {stage} if stage and not edge else set()
        if not owner.startswith("end."):
            yield Acceptance(spoken.path, stage, spoken.line.when, edge)
    for edge in graph.edges:
        end = graph.playbook.ends.get(edge.target)
        if end and end.outcome == "accepted" and edge.source not in stages:
            yield Acceptance(edge.path, edge.source, None, edge)

RULES = (
    unreachable_stages, dead_ends, livelocks, shadowed_ways, unanswered_moves, impossible_guards, low_offers,
    unread_terms, unwritten_terms, unquoted_citations, undeferred_offers, revealed_limits, uncarded_tactics,
)  # fmt: skip
