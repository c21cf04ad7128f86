"""A process that is killed after an answer was acknowledged has lost nothing, and the next one goes on from there."""

from __future__ import annotations

from pathlib import Path

import pytest
from driver import Talk, line

from haegi.call.cue import cue
from haegi.call.engine import Event, replay
from haegi.playbook.model import Playbook
from haegi.storage.store import Store

pytestmark = pytest.mark.slow

#: A whole call: answers, and the kinds of events that each of them must leave.
ANSWERS: list[tuple[str, list[str]]] = [
    ("1", ["start"]),
    ("", ["said"]),
    ("1", ["heard"]),
    ("/note 상담원 이름은 김민지", ["note"]),
    ("", ["said"]),
    ("/hold", ["hold"]),
    ("/hold", ["hold"]),
    ("2", ["heard"]),
    ("/offer 상품권 10만원", ["offer"]),
    ("/undo", ["undo"]),
    ("/quote SKB 500M+TV 현금 43만원 2025-11-18", ["quote"]),
    ("/promise 내일 문자", ["promise"]),
    ("/stall", ["stall"]),
    ("/transfer 해지방어팀", ["transfer"]),
    ("/offer 현금 30만원", ["offer"]),
    ("", ["said"]),
]


def stored(home: Path) -> list[Event]:
    store = Store.open(home / "haegi.db")
    try:
        (case,) = store.cases()
        return list(store.calls(case.name)[-1].events)
    finally:
        store.close()


def test_every_acknowledged_answer_outlives_a_kill(home: Path, retention: Playbook) -> None:
    kinds: list[str] = []
    shown = ""
    for number, (answer, left) in enumerate(ANSWERS):
        with Talk(home, ["coach", "--date", "2026-11-20"]) as talk:
            if number:
                talk.answer("1")
                assert line(talk.shown) == shown, "the call goes on at the line where it was killed"
            talk.answer(answer)
            talk.kill()
        kinds += left
        events = stored(home)
        assert [event.kind for event in events] == kinds
        assert events[-1].kind == "undo" or events[-1].text in answer
        shown = due(retention, events)


def due(playbook: Playbook, events: list[Event]) -> str:
    """The line to say after these events; empty while the agent has the word."""
    now = cue(playbook, replay(playbook, events))
    return now.line.text if now.line and not now.waiting else ""


def test_a_call_killed_in_every_answer_can_be_ended(home: Path) -> None:
    for answer in ("1", "", "1"):
        with Talk(home, ["coach", "--date", "2026-11-20"]) as talk:
            if stored_anything(home):
                talk.answer("")
            talk.answer(answer)
            talk.kill()
    with Talk(home, ["coach", "--date", "2026-11-20"]) as talk:
        talk.answer("")
        talk.answer("/end refused")
        assert talk.over
        assert talk.wait() == 0
    assert [event.kind for event in stored(home)] == ["start", "said", "heard", "end"]


def stored_anything(home: Path) -> bool:
    return (home / "haegi.db").exists() and bool(calls(home))


def calls(home: Path) -> list[object]:
    store = Store.open(home / "haegi.db")
    try:
        return [call for case in store.cases() for call in store.calls(case.name)]
    finally:
        store.close()
