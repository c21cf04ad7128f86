"""The engine: a call is a fold over its events.

`transition` takes a snapshot and an event to the next snapshot, and knows nothing else: no clock, no chance, no disk.
Times are stamps in the events (milliseconds since 1970, UTC). A snapshot survives JSON, and `replay` of a log equals
the call that was live.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from haegi.playbook.guard import Value
from haegi.playbook.model import Playbook, Way

Kind = Literal[
    "start", "heard", "said", "offer", "card", "go", "stall", "set", "quote",
    "note", "transfer", "promise", "hold", "undo", "resume", "end",
]  # fmt: skip

#: In the data of an event: it belongs to the same answer as the event before it.
BESIDE = "beside"
#: In the data of a `set`: what offers are worth by now, by their stamps; no fact of the call.
REVALUED = "revalued"
#: Events that an undo never takes back: they say that a call is there, not what happened in it.
LASTING = frozenset({"start", "resume"})


class Event(NamedTuple):
    """Something that happened. `value` is an id (move, line, stage, card, outcome), `text` what was typed."""

    kind: Kind
    at: int
    value: str = ""
    text: str = ""
    data: Mapping[str, Any] = {}


class Snapshot(NamedTuple):
    """Where the call stands.

    `stage` is a stage or, at the close, an end. `reply` owns the lines to say before the stage's own (empty: none).
    `waiting`: the line was said and the agent has the word. `outcome` is how the call will end as things stand, or has
    ended once `ended` is a stamp. `hold_since` and `held` are milliseconds.
    """

    stage: str = ""
    reply: str = ""
    waiting: bool = False
    said: tuple[str, ...] = ()
    facts: Mapping[str, Value] = {}
    reached: str = ""
    heard: str = ""
    outcome: str = ""
    began: int = 0
    ended: int = 0
    hold_since: int = 0
    held: int = 0

    def to_json(self) -> dict[str, Any]:
        return {**self._asdict(), "said": list(self.said), "facts": dict(self.facts)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Snapshot:
        return cls(**{**data, "said": tuple(data["said"]), "facts": dict(data["facts"])})


def transition(playbook: Playbook, snapshot: Snapshot, event: Event) -> Snapshot:
    """The snapshot after the event. An event that means nothing here, such as a note, changes nothing."""
    step = _STEPS.get(event.kind)
    return step(playbook, snapshot, event) if step else snapshot


def replay(playbook: Playbook, events: Iterable[Event]) -> Snapshot:
    """The snapshot after all these events, those that were undone left out."""
    snapshot = Snapshot()
    for event in standing(events):
        snapshot = transition(playbook, snapshot, event)
    return snapshot


def standing(events: Iterable[Event]) -> list[Event]:
    """The events that count: each undo takes back the last answer before it that can be taken back.

    An answer may be several events, such as the moves of one breath: all but its first are marked `BESIDE`.
    """
    kept: list[Event] = []
    for event in events:
        if event.kind != "undo":
            kept.append(event)
            continue
        for at in answer_of(kept)[::-1]:
            del kept[at]
    return kept


def answer_of(events: Sequence[Event]) -> list[int]:
    """The places of the events of the last answer that can be taken back."""
    last = next((at for at in range(len(events) - 1, -1, -1) if events[at].kind not in LASTING), None)
    places: list[int] = []
    while last is not None and last >= 0 and events[last].kind not in LASTING:
        places.insert(0, last)
        if not events[last].data.get(BESIDE):
            break
        last -= 1
    return places


def done_by(playbook: Playbook, event: Event) -> tuple[str, ...]:
    """The moves the caller made in a `said`: those it was recorded with, else those of the line."""
    spoken = playbook.lines.get(event.value)
    return tuple(event.data.get("does") or (spoken.does if spoken else ()))


def owner_of(playbook: Playbook, stage_id: str) -> str:
    """The owner of the lines of a stage or an end."""
    return f"end.{stage_id}" if stage_id in playbook.ends else stage_id


def first_way(ways: Iterable[Way], facts: Mapping[str, Value]) -> str:
    """Where the first way leads whose guard holds; empty if there is none."""
    return next((way.to for way in ways if way.when is None or way.when.holds(facts)), "")


def _start(playbook: Playbook, _: Snapshot, event: Event) -> Snapshot:
    opening = playbook.openings.get(event.value) or next(iter(playbook.openings.values()))
    begun = Snapshot(facts={"offers": 0, "pushes": 0, **event.data}, began=event.at)
    return _enter(playbook, begun, opening.to)


def _enter(playbook: Playbook, snapshot: Snapshot, stage: str, reply: str = "", **also: Any) -> Snapshot:
    """The snapshot at the start of a stage or end; `also` is what else changes with this step."""
    reached = stage if stage in playbook.path else snapshot.reached
    end = playbook.ends.get(stage)
    outcome = end.outcome if end else ""
    return snapshot._replace(
        stage=stage, reply=reply, waiting=False, reached=reached, outcome=outcome, **also
    )


def _heard(playbook: Playbook, snapshot: Snapshot, event: Event) -> Snapshot:
    move = event.value
    if not move:
        return snapshot
    facts = _after_agent(playbook, snapshot.facts, event)
    for route in playbook.routes.get((snapshot.stage, move), ()):
        if route.guard is None or route.guard.holds(facts):
            return _enter(playbook, snapshot, route.to, route.reply, heard=move, facts=facts)
    card = playbook.answers.get(move)
    marked = snapshot._replace(heard=move, facts=facts)
    return marked._replace(reply=f"card.{card}", waiting=False) if card else marked


def _after_agent(playbook: Playbook, facts: Mapping[str, Value], event: Event) -> Mapping[str, Value]:
    move = playbook.moves.agent.get(event.value)
    if move is None or not (move.offer or move.marks or event.data):
        return facts
    counted = {"offers": _count(facts, "offers") + 1} if move.offer else {}
    return {**facts, **counted, **dict.fromkeys(move.marks, True), **_on_the_table(facts, event)}


def _on_the_table(facts: Mapping[str, Value], event: Event) -> dict[str, Value]:
    """What the event's offer changes: the best worth in this call, and the latest wording.

    The first offer that is read in a call takes the place of what earlier calls left: a desk may come back with less.
    """
    worth, wording = event.data.get("worth"), event.data.get("said") or event.data.get("wording")
    best: dict[str, Value] = {}
    if isinstance(worth, int):
        before = _count(facts, "offer") if facts.get("offer_read") else 0
        best = {"offer": max(worth, before), "offer_read": True}
    return {**best, **({"last_offer": wording} if wording else {})}


def _count(facts: Mapping[str, Value], name: str) -> int:
    value = facts.get(name, 0)
    return value if isinstance(value, int) else 0


def _said(playbook: Playbook, snapshot: Snapshot, event: Event) -> Snapshot:
    if snapshot.waiting and not (event.value or event.text):
        return snapshot._replace(waiting=False)
    facts = _after_caller(playbook, snapshot.facts, done_by(playbook, event))
    said = (*snapshot.said, event.value) if event.value else snapshot.said
    if snapshot.reply:
        back = snapshot._replace(said=said, facts=facts, reply="")
        return back._replace(waiting=_nothing_new(playbook, back))
    stage = playbook.stages.get(snapshot.stage)
    to = first_way(stage.next, facts) if stage and stage.next else ""
    if to:
        return _enter(playbook, snapshot, to, said=said, facts=facts)
    return snapshot._replace(said=said, facts=facts, waiting=True)


def _nothing_new(playbook: Playbook, snapshot: Snapshot) -> bool:
    """Whether every line that fits was said already, so that after a reply the agent has the word."""
    return all(
        spoken.id in snapshot.said or not (spoken.line.when is None or spoken.line.when.holds(snapshot.facts))
        for spoken in playbook.owned.get(owner_of(playbook, snapshot.stage), ())
    )


def _after_caller(
    playbook: Playbook, facts: Mapping[str, Value], does: tuple[str, ...]
) -> Mapping[str, Value]:
    moves = [move for move in map(playbook.moves.caller.get, does) if move] if does else ()
    if not moves:
        return facts
    pushes = _count(facts, "pushes") + any(move.push for move in moves)
    return {**facts, "pushes": pushes, **{mark: True for move in moves for mark in move.marks}}


def _offer(_: Playbook, snapshot: Snapshot, event: Event) -> Snapshot:
    return snapshot._replace(facts={**snapshot.facts, **_on_the_table(snapshot.facts, event)})


def _card(playbook: Playbook, snapshot: Snapshot, event: Event) -> Snapshot:
    known = event.value in playbook.cards
    return snapshot._replace(reply=f"card.{event.value}", waiting=False) if known else snapshot


def _stall(playbook: Playbook, snapshot: Snapshot, _: Event) -> Snapshot:
    return snapshot._replace(reply="stall", waiting=False) if playbook.stalls else snapshot


def _go(playbook: Playbook, snapshot: Snapshot, event: Event) -> Snapshot:
    known = event.value in playbook.stages or event.value in playbook.ends
    return _enter(playbook, snapshot, event.value) if known else snapshot


def _set(_: Playbook, snapshot: Snapshot, event: Event) -> Snapshot:
    return snapshot._replace(facts={**snapshot.facts, **{name: value for name, value in event.data.items() if name != REVALUED}})


def _quote(_: Playbook, snapshot: Snapshot, event: Event) -> Snapshot:
    return snapshot._replace(facts={**snapshot.facts, **event.data.get("facts", {})})


def _hold(_: Playbook, snapshot: Snapshot, event: Event) -> Snapshot:
    if snapshot.hold_since:
        held = snapshot.held + max(0, event.at - snapshot.hold_since)
        return snapshot._replace(hold_since=0, held=held)
    return snapshot._replace(hold_since=event.at)


def _end(playbook: Playbook, snapshot: Snapshot, event: Event) -> Snapshot:
    ended = snapshot._replace(outcome=event.value, ended=event.at)
    if event.value in ("cut", snapshot.outcome):
        return ended
    end = next((name for name, end in playbook.ends.items() if end.outcome == event.value), snapshot.stage)
    return ended._replace(stage=end, reply="", waiting=False)


def _resume(playbook: Playbook, snapshot: Snapshot, _: Event) -> Snapshot:
    end = playbook.ends.get(snapshot.stage)
    return snapshot._replace(hold_since=0, ended=0, outcome=end.outcome if end else "")


_STEPS: dict[str, Callable[[Playbook, Snapshot, Event], Snapshot]] = {
    "start": _start, "heard": _heard, "said": _said, "offer": _offer, "card": _card, "stall": _stall, "go": _go,
    "set": _set, "quote": _quote, "hold": _hold, "end": _end, "resume": _resume,
}  # fmt: skip
