"""Acknowledged events lost over hundreds of real SIGKILLs: none, in order, none twice.

A writer is a forked process that appends to the true store for ever and says each event's number on a pipe once it is
kept. It is killed after a number of acknowledgements drawn from a seed, in the middle of whatever it does then; the
next writer goes on in the same store with what the killed one left.
"""

from __future__ import annotations

import os
import random
import signal
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest
from driver import Talk

from haegi.call.case import Case
from haegi.call.engine import Event
from haegi.storage.store import Store

pytestmark = pytest.mark.slow

#: With HAEGI_FUZZ, as CI has it; without it, a fifth will do.
KILLS, EVENTS = (300, 10_000) if "HAEGI_FUZZ" in os.environ else (60, 2_000)
#: Kills that one store lives through, and the most acknowledgements between two.
LIVES, MOST = 10, 66


def text_of(number: int) -> str:
    """The words of an event: of every length, so that rows cross pages."""
    return f"{number} " + "기록" * (number * 7 % 331)


def write_for_ever(home: Path, first: int, out: int) -> NoReturn:
    try:
        log = Store.open(home / "haegi.db").log("kt", 1)
        for number in count(first):
            log.append(Event("note", number, str(number), text_of(number), {"number": number}))
            os.write(out, b"%d\n" % number)
    finally:
        os._exit(1)
    raise AssertionError("a process that has ended does not come here")


class Writer:
    """One writing process, and the last event it acknowledged."""

    def __init__(self, home: Path, first: int) -> None:
        self.last = first - 1
        reader, out = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            write_for_ever(home, first, out)
        os.close(out)
        self._in = os.fdopen(reader, "rb")

    def hear(self, events: int) -> None:
        """Wait for that many acknowledgements."""
        for _ in range(events):
            self.last = int(self._in.readline())

    def kill(self) -> None:
        """SIGKILL, and hear what was acknowledged until then; a torn last line acknowledges nothing."""
        os.kill(self._pid, signal.SIGKILL)
        rest = self._in.read().split(b"\n")[:-1]
        _, status = os.waitpid(self._pid, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
        self._in.close()
        self.last = int(rest[-1]) if rest else self.last


def kept(home: Path) -> list[Event]:
    store = Store.open(home / "haegi.db")
    try:
        return list(store.log("kt", 1).events())
    finally:
        store.close()


def test_no_acknowledged_event_is_lost(tmp_path: Path) -> None:
    chance = random.Random(20261122)
    kills = acknowledged = 0
    while kills < KILLS or acknowledged < EVENTS:
        home = tmp_path / str(kills)
        store = Store.open(home / "haegi.db")
        store.add(Case(name="kt", playbook="retention-kr"), 0)
        store.close()
        first = 0
        for _ in range(LIVES):
            writer = Writer(home, first)
            writer.hear(chance.randint(1, MOST))
            writer.kill()
            kills += 1
            acknowledged += writer.last + 1 - first
            events = kept(home)
            assert len(events) in (writer.last + 1, writer.last + 2), "at most one was kept and not yet said"
            assert [event.at for event in events] == list(range(len(events))), "in order, without a gap"
            assert all(event.text == text_of(event.at) == text_of(event.data["number"]) for event in events)
            first = len(events)


#: Answers that mean something wherever the call stands, and the words each must leave in the log.
NOTES = [f"/note 들은 말 {number}" for number in range(40)]


def test_no_acknowledged_answer_is_lost(home: Path) -> None:
    """The whole `haegi coach`, killed after one to three acknowledged answers, two dozen times in one call."""
    chance, answers = random.Random(9), iter(NOTES)
    wanted: list[str] = []
    for number in range(24):
        with Talk(home, ["coach", "--case", "kt"]) as talk:
            talk.answer("1")
            for answer in [answer for _, answer in zip(range(chance.randint(1, 3)), answers, strict=False)]:
                talk.answer(answer)
                wanted.append(answer.removeprefix("/note "))
            talk.kill()
        events = kept(home)
        assert [event.text for event in events if event.kind == "note"] == wanted, f"after kill {number + 1}"
    assert len(wanted) >= 24
