"""Tries every way through a playbook: a walk over all states to a bounded depth, and random calls from a seed.

A state of the walk is the stage, the reply, who has the word, what of the lines here was said, the answer of every
guard on a way on, and the counters that guards compare with numbers. Two calls in the same state can go the same ways,
so one of them is enough. Chance is a seed: the same seed makes the same calls.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from haegi.authoring.coverage import Trace, branches
from haegi.authoring.scenarios import Chance, Scenario, Scenarios
from haegi.call.cue import Cue, cue, likely_moves
from haegi.call.engine import Event, Snapshot, transition
from haegi.errors import Finding, Severity
from haegi.playbook.graph import reach
from haegi.playbook.model import Playbook

CALLS = 300
#: Steps of one random call, after which it hangs up.
STEPS = 60
DEPTH = 16
STATES = 12_000

State = tuple[object, ...]


class Explored(NamedTuple):
    """What the exploration found; `complete` says that the walk was stopped neither by its depth nor its size."""

    findings: tuple[Finding, ...]
    trace: Trace
    states: int
    calls: int
    complete: bool


def explore(
    playbook: Playbook, seed: int = 0, *, calls: int = CALLS, depth: int = DEPTH, limit: int = STATES
) -> Explored:
    """Walk at most `depth` steps into each call and `limit` states in all, then make `calls` random ones."""
    scenarios = Scenarios(playbook)
    walk = Walk(playbook, scenarios, depth, limit)
    walk.run()
    trace = walk.trace
    for number in range(calls):
        trace.add(wander(playbook, scenarios, Chance(f"{seed}/{number}")))
    places = branches(playbook)
    untaken = trace.never(playbook)["branches"]
    faults = [*walk.faults()]
    faults += [Finding("T042", places[name], {"name": name}, Severity.WARNING) for name in untaken]
    return Explored(tuple(faults), trace, len(walk.seen), calls, not walk.cut)


@dataclass(slots=True)
class Walk:
    """Breadth first over the states, so that the way to each is a shortest one."""

    playbook: Playbook
    scenarios: Scenarios
    depth: int
    limit: int
    trace: Trace = field(default_factory=Trace)
    seen: dict[State, tuple[Snapshot, str]] = field(default_factory=dict)
    cut: bool = False
    _came: dict[State, set[State]] = field(default_factory=dict)
    _out: set[State] = field(default_factory=set)
    _tried: set[State] = field(default_factory=set)
    _queue: deque[tuple[State, int, Scenario]] = field(default_factory=deque)

    def run(self) -> None:
        for scenario in self.scenarios.usual():
            for opening in self.scenarios.openings(scenario):
                event = Event("start", 0, opening, data=scenario.facts)
                self._arrive(transition(self.playbook, Snapshot(), event), None, 0, scenario, opening)
        while self._queue:
            state, steps, scenario = self._queue.popleft()
            snapshot, way = self.seen[state]
            if steps >= self.depth or len(self.seen) >= self.limit:
                self.cut = True
                self._out.add(state)
                continue
            for event in self._events(snapshot, scenario):
                after = transition(self.playbook, snapshot, event)
                self.trace.step(self.playbook, snapshot, event, after)
                counts = event.kind not in ("go", "card")
                origin = state if counts else None
                self._arrive(after, origin, steps + 1, scenario, f"{way} > {event.value or event.kind}")

    def _arrive(self, snapshot: Snapshot, origin: State | None, steps: int, scenario: Scenario, way: str) -> None:
        state = self._state(snapshot)
        if origin is not None:
            self._came.setdefault(state, set()).add(origin)
        if state in self.seen:
            return
        self.seen[state] = snapshot, way
        self.trace.arrive(self.playbook, snapshot)
        self.trace.show(cue(self.playbook, snapshot))
        if snapshot.stage in self.playbook.ends and not snapshot.reply:
            self._out.add(state)
        else:
            self._queue.append((state, steps, scenario))

    def _state(self, snapshot: Snapshot) -> State:
        here = self.playbook.owned.get(snapshot.reply or snapshot.stage, ())
        said = tuple(spoken.id in snapshot.said for spoken in here)
        return snapshot.stage, snapshot.reply, snapshot.waiting, said, *self.scenarios.guard_state(snapshot.facts)

    def _events(self, snapshot: Snapshot, scenario: Scenario) -> Iterator[Event]:
        """What can happen here. Cards are tried once a stage, the caller's own ways once wherever they lead alike."""
        now = cue(self.playbook, snapshot)
        yield Event("said", 0, now.line.id if now.line and not snapshot.waiting else "")
        for move in self.playbook.moves.agent:
            if (snapshot.stage, move) in self.playbook.routes or (not snapshot.reply and self._first(("heard", move, snapshot.stage))):
                yield from self.scenarios.heard(move, scenario)
        for name in self.playbook.ways:
            if not snapshot.reply and self._first(("go", name, *self.scenarios.guard_state(snapshot.facts))):
                yield Event("go", 0, name)
        for name in self.playbook.cards:
            if not snapshot.reply and self._first(("card", name, snapshot.stage)):
                yield Event("card", 0, name)

    def _first(self, once: State) -> bool:
        """Whether this is tried for the first time."""
        fresh = once not in self._tried
        self._tried.add(once)
        return fresh

    def faults(self) -> Iterator[Finding]:
        """T040: places where there is nothing to say and the agent is expected to say nothing. T041: places
        from which neither lines nor the agent's moves lead to an end. Each stage is told once, with a
        shortest way there."""
        free = reach(self._out, self._came)
        stuck = [place for place in self.seen.values() if self._is_stuck(place[0])]
        trapped = [place for state, place in self.seen.items() if state not in free]
        told: set[str] = set()
        for code, places in (("T040", stuck), ("T041", trapped)):
            for snapshot, way in places:
                if snapshot.stage not in told:
                    told.add(snapshot.stage)
                    params = {"stage": snapshot.stage, "way": way}
                    yield Finding(code, ("stages", snapshot.stage), params, at_key=True)

    def _is_stuck(self, snapshot: Snapshot) -> bool:
        now = cue(self.playbook, snapshot)
        silent = now.waiting or now.line is None
        return snapshot.stage not in self.playbook.ends and silent and not now.moves and not now.leads


def wander(playbook: Playbook, scenarios: Scenarios, chance: Chance) -> Trace:
    """One random call: mostly by the book, now and then anything at all."""
    trace = Trace()
    scenario = scenarios.drawn(chance)
    opening = chance.pick(scenarios.openings(scenario) or tuple(playbook.openings))
    event = Event("start", 0, opening, data=scenario.facts)
    snapshot = transition(playbook, Snapshot(), event)
    trace.arrive(playbook, snapshot)
    for _ in range(STEPS):
        now = cue(playbook, snapshot)
        trace.show(now)
        if snapshot.stage in playbook.ends and not snapshot.reply:
            break
        event = _event(playbook, scenarios, scenario, snapshot, now, chance)
        after = transition(playbook, snapshot, event)
        trace.step(playbook, snapshot, event, after)
        snapshot = after
    return trace


def _event(
    playbook: Playbook, scenarios: Scenarios, scenario: Scenario, snapshot: Snapshot, now: Cue, chance: Chance
) -> Event:
    roll = chance.below(100)
    if roll < 40 and now.line and not now.waiting:
        return Event("said", 0, now.line.id)
    if roll < 45 and now.others and not now.waiting:
        return Event("said", 0, chance.pick(now.others).id)
    if roll < 50:
        return Event("said", 0)
    if roll < 54 and playbook.ways:
        return Event("go", 0, chance.pick(playbook.ways))
    if roll < 56 and playbook.stalls:
        return Event("stall", 0)
    expected = likely_moves(playbook, snapshot.stage)
    move = chance.pick(expected if roll < 92 and expected else tuple(playbook.moves.agent) or ("",))
    return chance.pick(tuple(scenarios.heard(move, scenario)))

