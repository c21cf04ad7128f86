"""A store of every past version opens and loses nothing.

`tests/data/stores/vN.sql` is a store as version N wrote it: two cases, three calls (one resumed, one deferred, one
agreed), quotes, a promise, an undo, a rehearsal and a drill; from version 2 on a decision as well. It is never made anew: a new version gets a new file.
"""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest
from driver import inside

from haegi.call.engine import Event
from haegi.storage.schema import VERSION
from haegi.storage.store import Store

pytestmark = pytest.mark.slow

FILES = sorted((Path(__file__).parents[1] / "data" / "stores").glob("v*.sql"))
QUESTIONS = {
    "matter": "SELECT id, name, body FROM matter ORDER BY id",
    "event": "SELECT id, matter, call, at, kind, value, text, data FROM event ORDER BY id",
    "practice": "SELECT id, at, kind, key, body FROM practice ORDER BY id",
    "decision": "SELECT id, matter, at, text, follow_up, figures FROM decision ORDER BY id",
}
Rows = dict[str, list[tuple[object, ...]]]


def old(home: Path, dump: Path) -> Path:
    """The store as that version left it on the disk."""
    home.mkdir(parents=True)
    path = home / "haegi.db"
    db = sqlite3.connect(path)
    db.executescript(dump.read_text("utf-8"))
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    return path


def rows(path: Path) -> Rows:
    db = sqlite3.connect(path)
    try:
        known = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {table: db.execute(question).fetchall() for table, question in QUESTIONS.items() if table in known}
    finally:
        db.close()


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def dump(request: pytest.FixtureRequest) -> Path:
    file: Path = request.param
    return file


def test_there_is_one_of_every_version() -> None:
    versions = {int(file.stem[1:]) for file in FILES}
    assert versions >= set(range(1, VERSION)), "the version before this one has no store to be tested with"
    for file in FILES:
        assert re.search(r"^PRAGMA user_version = (\d+);", file.read_text("utf-8"), re.M)[1] == file.stem[1:]


def test_it_opens_and_every_row_is_there(home: Path, dump: Path) -> None:
    path = old(home, dump)
    before = rows(path)
    store = Store.open(path)
    try:
        logged: dict[str, list[tuple[int, Event]]] = {
            case.name: [(call.number, event) for call in store.calls(case.name) for event in call.events]
            for case in store.cases()
        }
        decided = [decision.text for case in store.cases() for decision in store.decisions(case.name)]
        practised = [(at, key, body) for kind in ("rehearsal", "drill") for at, key, body in store.kept(kind)]
    finally:
        store.close()
    assert {table: found for table, found in rows(path).items() if table in before} == before
    assert decided == [row[3] for row in before.get("decision", [])]
    names = {key: name for key, name, _ in before["matter"]}
    for key, name in names.items():
        mine = [row[2:] for row in before["event"] if row[1] == key]
        assert logged[str(name)] == [
            (call, Event(kind, at, value, text, json.loads(str(data)))) for call, at, kind, value, text, data in mine
        ]
    assert practised == [(at, key, json.loads(str(body))) for _, at, _, key, body in before["practice"]]


def test_the_store_serves_as_if_it_were_new(home: Path, dump: Path) -> None:
    path = old(home, dump)
    shown = json.loads(inside(home, "case", "show", "집 인터넷", "--json").out)
    assert [(call["outcome"], call["ended"] is None) for call in shown["calls"]] == [("deferred", False), ("accepted", False)]
    assert [offer["value"] for offer in shown["offers"]] == [388_000, 435_500]
    assert [promise["text"] for promise in shown["commitments"]] == ["내일 문자로 보내 준다고 함"]
    before = rows(path)
    went_on = inside(home, "coach", "--case", "미납", stdin="1\n/note 이어서\n/end refused\n")
    assert went_on.code == 0, went_on.err
    after = rows(path)
    assert after["event"][: len(before["event"])] == before["event"]
    assert [row[4] for row in after["event"][len(before["event"]) :]] == ["resume", "note", "end"]
    assert inside(home, "rehearse", "--from", "1", stdin="/end cut\n").code == 0, "the last rehearsal can be taken up"
    assert inside(home, "case", "export", "집 인터넷", "-o", "-").code == 0
