"""A call under way: a playbook, a log, and where they have led; and what a simulated agent says in one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any, NamedTuple, Protocol

from haegi.call.engine import Event, Snapshot, answer_of, replay, standing, transition
from haegi.errors import StoreError
from haegi.playbook.model import Outcome, Playbook


class EventLog(Protocol):
    """Where events are kept. `append` returns once they can't be lost any more: all of them, or none."""

    def append(self, *events: Event) -> None: ...

    def events(self) -> Sequence[Event]: ...


class MemoryLog:
    """A log that lives as long as the process: rehearsals and tests."""

    def __init__(self, events: Sequence[Event] = ()) -> None:
        self._events = list(events)

    def append(self, *events: Event) -> None:
        self._events += events

    def events(self) -> Sequence[Event]:
        return tuple(self._events)


class PatientLog:
    """A log that a full disk can't stop: what can't be kept waits in memory, in order, until it can.

    `trouble` says why events are waiting; None while everything is kept.
    """

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._waiting: list[Event] = []
        self._together = False
        self.trouble: StoreError | None = None

    def append(self, *events: Event) -> None:
        self._waiting += events
        if not self._together:
            self.settle()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep at once what is appended in here; nothing of it where that is broken off."""
        before, self._together = len(self._waiting), True
        try:
            yield
        except BaseException:
            del self._waiting[before:]
            raise
        finally:
            self._together = False
        self.settle()

    def settle(self) -> None:
        """Try to keep what waits."""
        try:
            if self._waiting:
                self._log.append(*self._waiting)
                self._waiting.clear()
        except StoreError as error:
            self.trouble = error
        else:
            self.trouble = None

    def events(self) -> Sequence[Event]:
        return [*self._log.events(), *self._waiting]


class Utterance(NamedTuple):
    """One turn of a simulated agent. An empty `move` is none of the playbook's. `worth` (won, cents) and `offer` are of an
    offer made now; an `outcome` ends the call."""

    move: str
    text: str
    gloss: str
    offer: Mapping[str, Any]
    worth: int | None
    wording: str
    outcome: Outcome | None = None


class Call:
    """Records an answer before the next view is made, so that nothing is on screen that is not in the log."""

    def __init__(self, playbook: Playbook, log: EventLog) -> None:
        self.playbook = playbook
        self._log = log
        self._events = list(log.events())
        self.snapshot: Snapshot = replay(playbook, self._events)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Keep together what is recorded in here: all that one answer leads to or, where it is broken off, nothing."""
        before = len(self._events)
        try:
            with self._log.together() if isinstance(self._log, PatientLog) else nullcontext():
                yield
        except BaseException:
            del self._events[before:]
            self.snapshot = replay(self.playbook, self._events)
            raise

    @property
    def events(self) -> Sequence[Event]:
        """The events that stand: what was undone is left out."""
        return standing(self._events)

    @property
    def latest(self) -> int:
        """The stamp of the last event; 0 before the first."""
        return self._events[-1].at if self._events else 0

    def record(self, event: Event) -> Snapshot:
        """Keep an event and take the step it means."""
        self._log.append(event)
        self._events.append(event)
        if event.kind == "undo":
            self.snapshot = replay(self.playbook, self._events)
        else:
            self.snapshot = transition(self.playbook, self.snapshot, event)
        return self.snapshot

    def last_answer(self) -> list[Event]:
        """The events that an undo would take back: all of the last answer."""
        events = self.events
        return [events[at] for at in answer_of(events)]

    def undoable(self) -> Event | None:
        """The event that an undo would go back before; None where there is none."""
        return next(iter(self.last_answer()), None)
