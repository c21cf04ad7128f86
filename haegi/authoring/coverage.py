"""What a call has passed through, and what was never reached: stages, branches, cards, lines and ends.

A branch is a way on: one of a stage's branches, or one of the ways that follow its line (`weigh.next_2`). A line is
reached when it was the one to say, a card when it answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from haegi.call.cue import Cue
from haegi.call.engine import Event, Snapshot
from haegi.errors import Path
from haegi.playbook.guard import Guard, Value
from haegi.playbook.model import Playbook, branch_id

KINDS = ("stages", "branches", "cards", "lines", "ends")


def parts(playbook: Playbook) -> dict[str, tuple[str, ...]]:
    """Everything that can be reached, by kind, in the order of the file."""
    return {
        "stages": tuple(playbook.stages),
        "branches": tuple(branches(playbook)),
        "cards": tuple(playbook.cards),
        "lines": tuple(playbook.lines),
        "ends": tuple(playbook.ends),
    }


def branches(playbook: Playbook) -> dict[str, Path]:
    """Every way on by its name, with its place."""
    named: dict[str, Path] = {}
    for name, stage in playbook.stages.items():
        for number in range(len(stage.branches)):
            named[branch_id(name, stage, number)] = ("stages", name, "branches", number)
        for number in range(len(stage.next)):
            named[_way(name, number)] = ("stages", name, "next", number)
    return named


def _way(stage: str, number: int) -> str:
    return f"{stage}.next" + (f"_{number + 1}" if number else "")


@dataclass(slots=True)
class Trace:
    """What calls have passed through so far."""

    reached: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS})

    def arrive(self, playbook: Playbook, snapshot: Snapshot) -> None:
        """The call stands here now."""
        if snapshot.stage in playbook.stages:
            self.reached["stages"].add(snapshot.stage)
        elif snapshot.stage in playbook.ends:
            self.reached["ends"].add(snapshot.stage)
        card = snapshot.reply.removeprefix("card.")
        if snapshot.reply and card in playbook.cards:
            self.reached["cards"].add(card)

    def step(self, playbook: Playbook, before: Snapshot, event: Event, after: Snapshot) -> None:
        """The call went from here to there."""
        taken = branch_taken(playbook, before, event, after)
        if taken:
            self.reached["branches"].add(taken)
        if event.kind == "said" and event.value in playbook.lines:
            self.reached["lines"].add(event.value)
        self.arrive(playbook, after)

    def show(self, cue: Cue) -> None:
        """The coach shows this: its line is reached unless the agent has the word."""
        if cue.line and not cue.waiting:
            self.reached["lines"].add(cue.line.id)

    def add(self, other: Trace) -> None:
        for kind, names in other.reached.items():
            self.reached[kind] |= names

    def never(self, playbook: Playbook) -> dict[str, tuple[str, ...]]:
        """What was not reached, by kind."""
        return {
            kind: tuple(name for name in names if name not in self.reached[kind])
            for kind, names in parts(playbook).items()
        }

    def counts(self, playbook: Playbook) -> dict[str, tuple[int, int]]:
        """How many of each kind were reached, and of how many."""
        never = self.never(playbook)
        return {kind: (len(names) - len(never[kind]), len(names)) for kind, names in parts(playbook).items()}

    def shares(self, playbook: Playbook) -> dict[str, float]:
        """The share of each kind that was reached, from 0 to 1; 1 where there is nothing to reach."""
        counts = self.counts(playbook)
        return {kind: done / whole if whole else 1.0 for kind, (done, whole) in counts.items()}


def branch_taken(playbook: Playbook, before: Snapshot, event: Event, after: Snapshot) -> str:
    """The name of the branch or way that led on; empty where none did. Guards were asked with the facts of `after`."""
    stage = playbook.stages.get(before.stage)
    if stage is None:
        return ""
    if event.kind == "heard":
        taken = (
            branch_id(before.stage, stage, number)
            for number, branch in enumerate(stage.branches)
            if event.value in branch.on and _open(branch.when, after.facts)
        )
        return next(taken, "")
    if event.kind == "said" and not before.reply and not (before.waiting and not event.value):
        ways = enumerate(stage.next)
        return next((_way(before.stage, number) for number, way in ways if _open(way.when, after.facts)), "")
    return ""


def _open(guard: Guard | None, facts: Mapping[str, Value]) -> bool:
    return guard is None or guard.holds(facts)
