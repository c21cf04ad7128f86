"""A call under way: a playbook, a log, and where they have led."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from haegi.call.engine import Event, Snapshot, replay, standing, transition
from haegi.playbook.model import Playbook


class EventLog(Protocol):
    """Where events are kept. `append` returns once the event can't be lost any more."""

    def append(self, event: Event) -> None: ...

    def events(self) -> Sequence[Event]: ...


class MemoryLog:
    """A log that lives as long as the process: rehearsals and tests."""

    def __init__(self, events: Sequence[Event] = ()) -> None:
        self._events = list(events)

    def append(self, event: Event) -> None:
        self._events.append(event)

    def events(self) -> Sequence[Event]:
        return tuple(self._events)


class Call:
    """Records first and moves on second, so that nothing is on screen that is not in the log."""

    def __init__(self, playbook: Playbook, log: EventLog) -> None:
        self.playbook = playbook
        self._log = log
        self._events = list(log.events())
        self.snapshot: Snapshot = replay(playbook, self._events)

    @property
    def events(self) -> Sequence[Event]:
        """The events that stand: what was undone is left out."""
        return standing(self._events)

    def record(self, event: Event) -> Snapshot:
        """Keep an event and take the step it means."""
        self._log.append(event)
        self._events.append(event)
        if event.kind == "undo":
            self.snapshot = replay(self.playbook, self._events)
        else:
            self.snapshot = transition(self.playbook, self.snapshot, event)
        return self.snapshot

    def undoable(self) -> Event | None:
        """The event that an undo would take back."""
        return next((event for event in reversed(self.events) if event.kind not in ("start", "resume")), None)
