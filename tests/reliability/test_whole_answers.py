"""A process killed at every statement that it sends to the store: an answer is kept as a whole or not at all, and what
was acknowledged is kept; so is an edit, and a case is there or gone.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from functools import partial
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from driver import inside

from haegi.call.case import Case, Quote
from haegi.call.engine import Event
from haegi.coach import lines
from haegi.storage.store import Store

pytestmark = pytest.mark.slow

#: A call with corrections: each of the second, third and fourth offer takes the place of the one before.
CALL = "1\n\n상품권 20만원에 월 5500원 할인 해드릴게요\n/offer 현금 30만원\n/offer 현금 31만원\n/note x\n"


def forked(work: Callable[[int], None]) -> bytes:
    """Do something in a process of its own, killed or not; what it wrote on the pipe it was given."""
    reader, out = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            work(out)
        finally:
            os._exit(0)
    os.close(out)
    with os.fdopen(reader, "rb") as pipe:
        told = pipe.read()
    os.waitpid(pid, 0)
    return told


def doomed(at: int) -> None:
    """Have this process killed at the statement of this number."""
    left, connect = iter(range(at)), sqlite3.connect

    def traced(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        db: sqlite3.Connection = connect(*args, **kwargs)
        db.set_trace_callback(lambda _: None if next(left, None) is not None else os.kill(os.getpid(), signal.SIGKILL))
        return db

    sqlite3.connect = traced


def kept(home: Path) -> int:
    """How many events there are."""
    db = sqlite3.connect(home / "haegi.db")
    try:
        return int(db.execute("SELECT count(*) FROM event").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        db.close()


def call(home: Path, at: int) -> list[int]:
    """Hold the call, killed at a statement; how many events there were at each view that was shown."""

    def held(out: int) -> None:
        shown = lines._write

        def told(*args: Any) -> None:
            os.write(out, b"%d\n" % kept(home))
            shown(*args)

        lines._write = told
        doomed(at)
        inside(home, "coach", "--case", "kt", "--face", "lines", stdin=CALL)

    return list(map(int, forked(held).split()))


def test_a_call_with_corrections(home: Path, tmp_path: Path) -> None:
    whole = call(home, 10_000)
    assert len(whole) == CALL.count("\n") + 1
    assert any(later - earlier > 2 for earlier, later in pairwise(whole)), "an answer of many events"
    for at in count(20):
        other = shutil.copytree(home, tmp_path / str(at), ignore=shutil.ignore_patterns("haegi.*"))
        acknowledged = call(other, at)
        assert acknowledged == whole[: len(acknowledged)]
        left = kept(other)
        assert left in {0, *whole, whole[-1] + 1}, f"half an answer after statement {at}"
        assert left >= max(acknowledged, default=0)
        if left > whole[-1]:
            return


def case(home: Path) -> Case | None:
    store = Store.open(home / "haegi.db")
    try:
        return store.find("kt")
    finally:
        store.close()


def test_an_edit_and_a_removal(home: Path, tmp_path: Path) -> None:
    assert inside(home, "coach", "--case", "kt", stdin="1\n/note x\n").code == 0
    edit = "case", "edit", "kt", "--fee", "33000", "--quote", "SKB 현금 43만원"
    for command in (edit, ("case", "remove", "kt", "--yes")):
        for at in count(1):
            other = shutil.copytree(home, tmp_path / f"{command[1]}{at}")
            before = case(other)

            def work(out: int, other: Path = other, at: int = at, command: tuple[str, ...] = command) -> None:
                doomed(at)
                inside(other, *command)
                os.write(out, b"done")

            done = forked(work)
            after = case(other)
            if command is edit:
                assert after
                assert after == before or (after.slots.get("fee"), len(after.quotes)) == (33_000, 1)
            else:
                assert kept(other) == (3 if after else 0)
            if done:
                break


def test_quotes_from_24_windows_at_once(home: Path) -> None:
    inside(home, "case", "new", "kt", "--carrier", "KT")
    pids = []
    for number in range(1, 25):
        pids.append(os.fork())
        if pids[-1] == 0:
            os._exit(inside(home, "case", "edit", "kt", "--quote", f"SKB 현금 {number}만원", "--set", f"product={number}").code)
    assert [os.waitpid(pid, 0)[1] for pid in pids] == [0] * 24
    changed = case(home)
    assert changed
    assert sorted(quote.amount or 0 for quote in changed.quotes) == [number * 10_000 for number in range(1, 25)]


#: How often each of the writers below writes: with `HAEGI_FUZZ`, about as much as ten minutes of typing in six windows.
ROUNDS = 60 if "HAEGI_FUZZ" in os.environ else 8


def _note(home: Path, call: int) -> None:
    store = Store.open(home / "haegi.db")
    log = store.log("kt", call)
    for number in range(ROUNDS):
        log.append(Event("note", number, str(call), str(number)))
    store.close()


def _run(*argument_lists: Callable[[int], tuple[str, ...]]) -> Callable[[Path], None]:
    def work(home: Path) -> None:
        for number in range(ROUNDS):
            for arguments in argument_lists:
                assert inside(home, *arguments(number)).code == 0

    return work


WRITERS: list[Callable[[Path], None]] = [
    partial(_note, call=1),
    partial(_note, call=2),
    _run(lambda number: ("case", "edit", "kt", "--quote", f"SKB 현금 {number + 1}만원")),
    _run(lambda number: ("case", "edit", "kt", "--set", f"product={number}")),
    _run(lambda _: ("case", "new", "gone", "--carrier", "KT"), lambda _: ("case", "remove", "gone", "--yes")),
    _run(lambda number: ("case", "new", f"stays{number}", "--carrier", "KT"), lambda _: ("case", "show", "kt")),
]


def test_six_writers_at_once_lose_nothing(home: Path) -> None:
    inside(home, "case", "new", "kt", "--carrier", "KT")
    pids = []
    for writer in WRITERS:
        pids.append(os.fork())
        if pids[-1] == 0:
            try:
                writer(home)
                os._exit(0)
            finally:
                os._exit(1)
    assert [os.waitpid(pid, 0)[1] for pid in pids] == [0] * len(WRITERS)
    store = Store.open(home / "haegi.db")
    try:
        assert [[event.text for event in store.log("kt", call).events()] for call in (1, 2)] == [list(map(str, range(ROUNDS)))] * 2
        one = store.case("kt")
        assert sorted(quote.amount or 0 for quote in one.quotes) == [number * 10_000 for number in range(1, ROUNDS + 1)]
        assert one.slots["product"] == str(ROUNDS - 1)
        assert sorted(store.names()) == sorted(["kt", *(f"stays{number}" for number in range(ROUNDS))])
        assert list(store.damages()) == []
    finally:
        store.close()


def test_two_windows_change_different_things_of_a_case(home: Path) -> None:
    store, other = Store.open(home / "haegi.db"), Store.open(home / "haegi.db")
    quotes = tuple(Quote(provider=name, amount=1) for name in ("KT", "LG", "SKB"))
    try:
        store.add(Case(name="kt", playbook="x", slots={"fee": 1, "target": 2, "product": "a"}, quotes=quotes[:1], kept=(5, 6)), 0)
        mine, theirs = store.case("kt"), other.case("kt")
        other.change(theirs, Case(name="kt", playbook="x", slots={"fee": 1, "target": 9}, quotes=quotes[:2], kept=(6, 7)), 1)
        slots = {"fee": 3, "target": 2, "product": "a", "carrier": "KT"}
        store.change(mine, Case(name="kt", playbook="x", slots=slots, quotes=(quotes[0], quotes[2]), kept=(5, 6, 8), horizon_months=24), 2)
        assert store.case("kt") == Case(
            name="kt", playbook="x", slots={"fee": 3, "target": 9, "carrier": "KT"}, quotes=quotes, kept=(6, 7, 8), horizon_months=24
        )
    finally:
        store.close()
        other.close()
