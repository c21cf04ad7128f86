"""The store is deleted, moved, replaced or cut while a call is open, or its case is removed: said once at the next
answer, the call goes on, what waits is kept where the store comes back, and otherwise the exit code is 4."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from driver import Talk, run

from haegi.storage.store import Store

pytestmark = pytest.mark.slow

GONE, UNKEPT = "was deleted, moved or replaced", "Saving has stopped"


def delete(home: Path) -> None:
    for file in home.glob("haegi.db*"):
        file.unlink()


def delete_log(home: Path) -> None:
    (home / "haegi.db-wal").unlink()


def replace(home: Path) -> None:
    other = home.with_name("other")
    run(other, "case", "new", "theirs", "--carrier", "KT")
    (other / "haegi.db").replace(home / "haegi.db")


def cut_log(home: Path) -> None:
    os.truncate(home / "haegi.db-wal", 0)


def halve_log(home: Path) -> None:
    log = home / "haegi.db-wal"
    os.truncate(log, log.stat().st_size // 2)


@pytest.mark.parametrize("how", [delete, shutil.rmtree, delete_log, replace, cut_log, halve_log], ids=lambda how: how.__name__)
def test_a_store_that_is_gone(how: Callable[[Path], None], home: Path) -> None:
    with Talk(home, ["coach", "--case", "kt"], "en") as talk:
        talk.answer("1")
        talk.answer("/note before")
        how(home)
        shown = " ".join(talk.answer("/note after").split())
        assert GONE in shown
        assert UNKEPT in shown
        assert GONE not in talk.answer("/note later"), "it is said once"
        assert "later" in talk.answer("/end deferred 2030-01-02")
        assert "case remind" not in talk.shown, "nothing is kept to be reminded of"
        assert talk.wait() == 4
    if how is replace:
        store = Store.open(home / "haegi.db")
        assert store.names() == ["theirs"], "the other store is as it was"
        store.close()


def test_a_home_that_is_moved_and_comes_back(home: Path) -> None:
    away = home.with_name("away")
    with Talk(home, ["coach", "--case", "kt"], "en") as talk:
        talk.answer("1")
        home.rename(away)
        assert UNKEPT in talk.answer("/note one")
        talk.answer("/note two")
        away.rename(home)
        assert "Saving works again" in talk.answer("/note three")
        talk.answer("/end refused")
        assert talk.wait() == 0
    store = Store.open(home / "haegi.db")
    (call,) = store.calls("kt")
    store.close()
    assert [event.text for event in call.events if event.kind == "note"] == ["one", "two", "three"]


def test_a_case_of_another_name_gets_nothing_of_a_call(home: Path) -> None:
    with Talk(home, ["coach", "--case", "kt"], "en") as talk:
        talk.answer("1")
        assert run(home, "case", "remove", "kt", "--yes").code == 0
        for name in ("mother", "kt"):
            assert run(home, "case", "new", name, "--carrier", "KT").code == 0
        assert "removed in another window" in talk.answer("/note three")
        talk.answer("/end refused")
        assert talk.wait() == 4
    db = sqlite3.connect(home / "haegi.db")
    assert db.execute("SELECT count(*) FROM event").fetchone() == (0,)
    db.close()


def test_an_edit_of_a_case_that_was_removed_and_made_again(home: Path) -> None:
    run(home, "case", "new", "kt", "--carrier", "KT")
    with Talk(home, ["case", "edit", "kt"], "en") as talk:
        assert run(home, "case", "remove", "kt", "--yes").code == 0
        assert run(home, "case", "new", "kt", "--carrier", "LG").code == 0
        answer = "SKT"
        while not talk.over:
            talk.answer(answer)
            answer = ""
        assert talk.wait() == 1
    store = Store.open(home / "haegi.db")
    assert store.case("kt").slots["carrier"] == "LG"
    store.close()
