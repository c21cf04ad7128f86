"""Decisions in the store: kept, exported, removed; and stores from before there were any."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from tables import each_row

from haegi.call.case import Case, Decision, PastCall, next_day
from haegi.call.engine import Event
from haegi.errors import Failure, StoreError
from haegi.storage.case_file import exported, imported
from haegi.storage.schema import APPLICATION, VERSION
from haegi.storage.store import Store

# A store of version 1 as it was written, with a case, a call and something practised.
FIRST = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = 1;
CREATE TABLE matter (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, body TEXT NOT NULL, touched INTEGER NOT NULL);
CREATE TABLE event (
    id INTEGER PRIMARY KEY, matter INTEGER NOT NULL REFERENCES matter(id), call INTEGER NOT NULL,
    at INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, text TEXT NOT NULL, data TEXT NOT NULL
);
CREATE TABLE practice (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX event_by_call ON event(matter, call, id);
INSERT INTO matter VALUES (7, 'kt', '{{"name": "kt", "playbook": "retention-kr", "slots": {{"fee": 44000}}}}', 5);
INSERT INTO event VALUES (3, 7, 1, 1000, 'start', '', '', '{{"day": "2026-11-22"}}');
INSERT INTO event VALUES (4, 7, 1, 2000, 'note', '', '메모', '{{}}');
INSERT INTO practice VALUES (1, 9, 'drill', 'reject', '{{"right": true}}');
"""
CASE = Case(name="kt", playbook="retention-kr", slots={"fee": 44_000})
CALLS = [PastCall(1, [Event("start", 1000, "", "", {"day": "2026-11-22"}), Event("note", 2000, "", "메모")])]
DECIDED = Decision(at=3000, text="SKB로 간다", follow_up=date(2026, 12, 20), figures={"best": "SKB", "margin": 30_000})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "haegi.db"


def write(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(script)


def opened(path: Path) -> closing[Store]:
    return closing(Store.open(path))


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def test_an_older_store_keeps_all_it_has(path: Path) -> None:
    write(path, FIRST)
    with opened(path) as store:
        assert version(path) == VERSION
        assert store.cases() == [CASE]
        assert store.calls("kt") == CALLS
        assert store.kept("drill") == [(9, "reject", {"right": True})]
        assert store.decisions("kt") == []
        store.decide("kt", DECIDED)
    with opened(path) as store:
        assert store.decisions("kt") == [DECIDED]


def test_an_id_is_never_given_twice(path: Path) -> None:
    write(path, FIRST)
    with opened(path) as store:
        log = store.log("kt", 1)
        store.remove("kt")
        store.add(Case(name="mother", playbook="x"), 1)
        with pytest.raises(StoreError, match=r"store\.case-gone"):
            log.append(Event("note", 3000, "", "kt's"))
        assert store.calls("mother") == []


def test_events_that_belong_together_are_kept_together(path: Path) -> None:
    with opened(path) as store:
        store.add(CASE, 1)
        log = store.log("kt", 1)
        log.append(*CALLS[0].events)
        with pytest.raises(StoreError):
            log.append(Event("note", 3000), Event("note", 4000, data={"x": object()}))
        assert store.calls("kt") == CALLS


def test_damage_is_found_and_the_rest_can_be_read(path: Path) -> None:
    write(path, FIRST)
    with opened(path) as store:
        store.log("kt", 2).append(Event("note", 3000, "", "whole"), Event("note", 4000, "", "noted"))
        assert list(store.damages()) == [], "events of an older store have no checksum"
        copy = store.copy()
        store._database.connection.execute("UPDATE event SET text = 'voted' WHERE text = 'noted'")
        assert list(store.damages()) == [("case.damaged-event", {"name": "kt", "number": 2, "text": "voted"})]
        assert store.calls("kt")[1].events[0].text == "whole"
        store._database.connection.execute("UPDATE matter SET body = '[]'")
        assert [key for key, _ in store.damages()] == ["case.damaged-case", "case.damaged-event"]
    path.write_bytes(copy)
    with opened(path) as store:
        assert list(store.damages()) == []
        assert store.calls("kt")[1].events[1].text == "noted"


def test_a_step_that_fails_leaves_the_store_as_it_was(path: Path) -> None:
    write(path, FIRST + "CREATE TABLE decision (other TEXT);")
    with pytest.raises(StoreError, match=r"store\.failed"):
        Store.open(path)
    assert version(path) == 1
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM event").fetchone() == (2,)
        assert db.execute("SELECT sql FROM sqlite_master WHERE name = 'decision_by_matter'").fetchone() is None


def test_decisions_of_cases_are_told_apart_and_go_with_them(path: Path) -> None:
    secret = "결정은 비밀로 한다"
    with opened(path) as store:
        for name in ("a", "b"):
            store.add(Case(name=name, playbook="retention-kr"), 1)
        store.decide("a", DECIDED)
        store.decide("a", Decision(at=4000, text=secret))
        assert [each.text for each in store.decisions("a")] == [DECIDED.text, secret]
        assert store.decisions("b") == []
        assert store.cases()[0].name == "a"
        store.remove("a")
        with pytest.raises(Failure, match=r"case\.none"):
            store.decisions("a")
        assert secret.encode() not in b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_what_is_exported_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "kt.json"
    file.write_bytes(exported(CASE, CALLS, [DECIDED]))
    assert imported(file) == (CASE, CALLS, [DECIDED])


@pytest.mark.parametrize("change", [(": 3000,", ": -1,"), ('"2026-12-20"', '"soon"'), ('"SKB로 간다"', '" "'), ('"at": 3000,', "")])
def test_a_decision_that_is_none_is_not_read(tmp_path: Path, change: tuple[str, str]) -> None:
    file = tmp_path / "kt.json"
    body = exported(CASE, [], [DECIDED]).decode()
    assert body.count(change[0]) == 1
    file.write_text(body.replace(*change), "utf-8")
    with pytest.raises(Failure, match=r"case\.not-export"):
        imported(file)


TODAY = date(2026, 11, 22)
DAYS = [("2026-11-25", "2026-12-20", "2026-11-25"), ("2026-12-25", "2026-12-20", "2026-12-20"), ("2026-11-20", "2026-12-20", "2026-12-20"),
        ("2026-11-25", "2026-11-01", "2026-11-25"), ("2026-11-01", "2026-11-05", "2026-11-05"), ("", "2026-11-22", "2026-11-22"),
        ("2026-11-25", "", "2026-11-25"), ("", "", "")]  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@each_row(("called", "decided", "due"), DAYS)
def test_the_day_the_matter_is_due(called: str, decided: str, due: str) -> None:
    calls = [PastCall(1, [Event("end", 9, "deferred", called)])] if called else []
    earlier = Decision(at=1, text="x", follow_up=date(2026, 11, 23))
    decisions = [earlier, Decision(at=2, text="y", follow_up=_day(decided))]
    assert next_day(calls, decisions, TODAY) == _day(due)
