"""The disk fills up in mid-call: the person is told at once, the call goes on, what was kept before stays."""

from __future__ import annotations

import os
import resource
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from bounds import quota
from driver import Talk, inside, run
from test_whole_answers import forked

from haegi.call.call import PatientLog
from haegi.call.case import Case
from haegi.call.engine import Event
from haegi.errors import StoreError
from haegi.storage.schema import Database
from haegi.storage.store import Store

pytestmark = pytest.mark.slow

#: Bytes that hold a new store and a few answers, and bytes that hold no store at all.
FEW, NONE = 120_000, 5_000
UNKEPT = {"en": "Saving has stopped.", "ko": "여기부터는 저장되지 않습니다."}


def notes(home: Path) -> list[str]:
    store = Store.open(home / "haegi.db")
    try:
        return [event.text for call in store.calls("kt") for event in call.events if event.kind == "note"]
    finally:
        store.close()


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_disk_that_fills_up_in_mid_call(lang: str, home: Path) -> None:
    acknowledged: list[str] = []
    with Talk(home, ["coach", "--case", "kt"], lang, quota(FEW)) as talk:
        talk.answer("1")
        for number in range(200):
            shown = talk.answer(f"/note {number} {'말' * 300}")
            if UNKEPT[lang] in shown:
                break
            acknowledged.append(f"{number} {'말' * 300}")
        assert UNKEPT[lang] in talk.shown
        before = talk.shown
        talk.answer("")
        assert talk.shown != before, "the call goes on"
        assert UNKEPT[lang] not in talk.shown, "it is said once"
        assert ">>" in talk.answer("/stall")
        talk.answer("/end deferred")
        assert talk.wait() == 4
    assert len(acknowledged) > 2
    assert notes(home) == acknowledged
    assert "Traceback" not in talk.shown


def test_a_disk_that_is_full_from_the_start(home: Path) -> None:
    with Talk(home, ["coach", "retention-kr"], "en", quota(NONE)) as talk:
        assert UNKEPT["en"] in talk.shown
        assert ">>" in talk.answer("1")
        talk.answer("/offer 상품권 20만원")
        assert "200,000" in talk.shown or "190,000" in talk.shown
        assert "200,000" in talk.answer("/end refused"), "the summary is shown all the same"
        assert talk.wait() == 4


def test_a_disk_without_room_is_called_full(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=0))

    def new(out: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (NONE, NONE))
        os.write(out, inside(home, "case", "new", "kt", "--carrier", "KT", lang="en").err.encode())

    assert forked(new).startswith(b"The disk is full")


def test_a_command_that_must_write_says_that_it_did_not(home: Path) -> None:
    for command in (["case", "new", "kt", "--carrier", "KT"], ["drill"], ["rehearse", "--seed", "1"]):
        ran = run(home, *command, stdin="1\n\n/end cut\n", lang="en", via=quota(NONE))
        assert ran.code == 4, command
        assert len(ran.err.strip().splitlines()) == 1
    assert run(home, "case", "list", "--json").code == 0, "what a failed start left behind does no harm"


def test_an_export_that_fails_leaves_the_old_one(home: Path, tmp_path: Path) -> None:
    run(home, "coach", "--case", "kt", stdin="1\n" + f"/note {'말' * 600}\n" * 30)
    file = tmp_path / "kt.json"
    file.write_text("the old one")
    ran = run(home, "case", "export", "kt", "-o", str(file), "--force", via=quota(40_000), lang="en")
    assert ran.code == 1
    assert "can't be written" in ran.err
    assert file.read_text() == "the old one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "kt.json"]


def test_what_could_not_be_kept_is_kept_once_there_is_room(home: Path) -> None:
    store = Store.open(home / "haegi.db")
    store.add(Case(name="kt", playbook="retention-kr"), 0)
    limited = sqlite3.connect(home / "haegi.db", isolation_level=None)
    limited.execute(f"PRAGMA max_page_count = {limited.execute('PRAGMA page_count').fetchone()[0] + 2}")
    full = Store(Database(home / "haegi.db", limited, on_disk=True))
    log = PatientLog(full.log("kt", 1))
    events = [Event("note", number, "", "말" * 900) for number in range(12)]
    kept = 0
    for event in events:
        log.append(event)
        kept += log.trouble is None
    assert 0 < kept < len(events)
    assert isinstance(log.trouble, StoreError)
    assert log.trouble.key == "store.full"
    assert list(store.log("kt", 1).events()) == events[:kept]
    assert list(log.events()) == events, "the call itself misses none"
    limited.execute("PRAGMA max_page_count = 1000000")
    log.settle()
    assert log.trouble is None
    assert list(store.log("kt", 1).events()) == events
    full.close()
    store.close()
