"""Two processes on one case: both keep all their events, each in a call of its own, and the second is told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from driver import Talk, run

from haegi.call.case import Case, PastCall
from haegi.call.engine import Event
from haegi.storage.event_log import Log
from haegi.storage.store import Store

pytestmark = pytest.mark.slow

ELSEWHERE = "open in another window"


def calls(home: Path, name: str = "kt") -> list[PastCall]:
    store = Store.open(home / "haegi.db")
    try:
        return store.calls(name)
    finally:
        store.close()


def notes(call: PastCall) -> list[str]:
    return [event.text for event in call.events if event.kind == "note"]


def test_two_windows_in_one_case_keep_their_calls_apart(home: Path) -> None:
    with Talk(home, ["coach", "--case", "kt"], "en") as first:
        first.answer("1")
        first.answer("/note first 0")
        with Talk(home, ["coach", "--case", "kt"], "en") as second:
            assert ELSEWHERE in second.shown
            assert "call 2" in second.shown
            assert ELSEWHERE not in second.answer("1"), "it is said once"
            for number in range(1, 5):
                first.answer(f"/note first {number}")
                second.answer(f"/note second {number}")
            second.answer("/undo")
            first.answer("")
            second.answer("/end refused")
            assert second.wait() == 0
        first.answer("/note first 5")
        first.answer("/end deferred")
        assert first.wait() == 0
    one, two = calls(home)
    assert notes(one) == [f"first {number}" for number in range(6)]
    assert notes(two) == [f"second {number}" for number in range(1, 5)]
    assert [one.outcome, two.outcome] == ["deferred", "refused"]


def test_two_windows_that_wait_for_the_first_word(home: Path) -> None:
    with Talk(home, ["coach", "retention-kr"], "en") as first, Talk(home, ["coach", "retention-kr"], "en") as second:
        assert ELSEWHERE in second.shown
        second.close()
        first.answer("1")
        first.answer("/note kept")
        assert first.close() == 0
    store = Store.open(home / "haegi.db")
    (case,) = store.cases()
    (call,) = store.calls(case.name)
    store.close()
    assert notes(call) == ["kept"], "the case was not thrown away by the window that left without a word"


def test_a_window_that_was_killed_holds_nothing(home: Path) -> None:
    with Talk(home, ["coach", "retention-kr", "--case", "kt"], "en") as first:
        first.answer("1")
        first.kill()
    with Talk(home, ["coach", "--case", "kt"], "en") as second:
        assert ELSEWHERE not in second.shown
        assert "go on with it" in second.shown


def test_a_case_removed_under_a_call(home: Path) -> None:
    with Talk(home, ["coach", "--case", "kt"], "en") as talk:
        talk.answer("1")
        assert run(home, "case", "remove", "kt", "--yes").code == 0
        shown = talk.answer("/note a secret")
        assert "removed in another window" in shown
        assert "Saving has stopped" in shown
        talk.answer("/end refused")
        assert talk.wait() == 4
    db = sqlite3.connect(home / "haegi.db")
    assert db.execute("SELECT count(*) FROM event").fetchone() == (0,), "no event is left without its case"
    db.close()


def test_an_edit_that_waits_at_a_question_undoes_no_other(home: Path) -> None:
    run(home, "case", "new", "kt", "--carrier", "KT", "--fee", "44000")
    with Talk(home, ["case", "edit", "kt"], "en") as first:
        assert run(home, "case", "edit", "kt", "--target", "43만원", "--quote", "LG 현금 50만원").code == 0
        first.answer("SKT")
        while not first.over:
            first.answer("")
        assert first.wait() == 0
    store = Store.open(home / "haegi.db")
    case = store.case("kt")
    store.close()
    assert (case.slots["carrier"], case.slots["target"], [quote.provider for quote in case.quotes]) == ("SKT", 430_000, ["LG"])


def test_a_lock_that_is_held_for_a_while_loses_nothing(home: Path) -> None:
    """A backup program may hold the store for longer than haegi waits: what was answered meanwhile is kept later."""
    with Talk(home, ["coach", "--case", "kt"], "en") as talk:
        talk.answer("1")
        holder = sqlite3.connect(home / "haegi.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        shown = talk.answer("/note while it was held")
        assert "Another haegi is using the store" in shown
        assert "Saving has stopped" in shown
        holder.execute("ROLLBACK")
        holder.close()
        assert "Saving works again" in talk.answer("/note afterwards")
        talk.answer("/end refused")
        assert talk.wait() == 0
    (call,) = calls(home)
    assert notes(call) == ["while it was held", "afterwards"]


def test_an_import_that_fails_half_way_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(home / "haegi.db")
    events = [Event("start", 1), Event("note", 2), Event("note", 3)]
    kept = Log.insert

    def insert(log: Log, event: Event) -> None:
        if event.at == 3:
            raise sqlite3.OperationalError("the disk is gone")
        kept(log, event)

    with monkeypatch.context() as patched:
        patched.setattr(Log, "insert", insert)
        with pytest.raises(Exception, match=r"store\.failed"):
            store.bring(Case(name="kt", playbook="retention-kr"), [PastCall(1, events)], [], 1)
    assert store.cases() == []
    store.bring(Case(name="kt", playbook="retention-kr"), [PastCall(1, events)], [], 1)
    assert store.calls("kt") == [PastCall(1, events)]
    store.close()


