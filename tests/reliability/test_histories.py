"""Random histories of one case: several calls, answers of every kind, undo, cut and resume, over the true store.

After every step: what was live is what a replay says, a snapshot survives JSON, the ledger has every offer that was made
and not taken back, and an export read in elsewhere is the same case.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from conftest import shipped
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from haegi.call.call import PatientLog
from haegi.call.case import Case, PastCall, commitments, offers
from haegi.call.engine import Event, Snapshot, replay
from haegi.coach.controller import Controller
from haegi.coach.services import Services, reader
from haegi.coach.session import Session, Setting
from haegi.storage.case_file import exported, imported
from haegi.storage.store import Store

pytestmark = pytest.mark.slow

BOOK = shipped("retention-kr")
CASE = Case(name="kt", playbook="retention-kr", slots={"carrier": "KT", "fee": 44_000, "target": 400_000})
SUMS = st.integers(1, 99)
TALK = st.sampled_from(
    ["", "", "0", *"123456789", "/stall", "/hold", "/note 메모", "/transfer 팀", "/why", "/other", "/promise 내일 문자",
     "/quote SKB 현금 43만원 2025-11-18", "/find 위약금", "오늘까지만 돼요", "더는 안 됩니다"]
)  # fmt: skip


class History(RuleBasedStateMachine):
    """`wanted` is the ledger as a person with pencil and paper would keep it: the sums of offers that stand."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = Store.open(self.folder / "haegi.db")
        self.time = 1_000

    @initialize()
    def first_call(self) -> None:
        self.store.add(CASE, 0)
        self.number = 0
        self.wanted: list[tuple[int, str]] = []
        self.new_call()

    def now(self) -> int:
        self.time += 700
        return self.time

    def begin(self) -> None:
        log = PatientLog(self.store.log("kt", self.number))
        past = [call for call in self.store.calls("kt") if call.number != self.number]
        services = Services(read=reader("ko", "ko"))
        setting = Setting(BOOK, CASE, log, self.number, past, "ko", self.now, date(2026, 11, 20), services)
        self.talk = Controller(Session(setting))

    def new_call(self) -> None:
        self.number += 1
        self.begin()
        self.talk.answer("1")

    def logged(self) -> Sequence[Event]:
        return self.store.log("kt", self.number).events()

    @precondition(lambda self: not self.talk.session.over)
    @rule(answer=TALK)
    def answers(self, answer: str) -> None:
        self.talk.answer(answer)

    @precondition(lambda self: not self.talk.session.over)
    @rule(sum_=SUMS)
    def offer(self, sum_: int) -> None:
        """An offer in so many words; one right after another corrects it, and something in between makes it a new one."""
        self.talk.answer("/note 사이")
        text = f"현금 {sum_}만원"
        self.talk.answer(f"/offer {text}")
        self.wanted.append((self.number, text))

    @precondition(lambda self: not self.talk.session.over)
    @rule()
    def undo(self) -> None:
        last = self.talk.session.call.undoable()
        self.talk.answer("/undo")
        if last and last.kind in ("heard", "offer") and last.data.get("offer"):
            assert self.wanted.pop() == (self.number, last.text)

    @rule()
    def killed_and_resumed(self) -> None:
        """The process dies without a word, and the next one goes on with the call."""
        self.store.close()
        self.store = Store.open(self.folder / "haegi.db")
        self.begin()

    @rule(outcome=st.sampled_from(["deferred", "refused", "cut"]))
    def next_call(self, outcome: str) -> None:
        if not self.talk.session.over:
            self.talk.answer(f"/end {outcome}")
            assert self.talk.session.over
        self.new_call()

    @invariant()
    def replay_equals_live(self) -> None:
        events = self.logged()
        live = self.talk.session.call.snapshot
        assert replay(BOOK, events) == live
        assert Snapshot.from_json(json.loads(json.dumps(live.to_json()))) == live
        assert [event.at for event in events] == sorted(event.at for event in events)

    @invariant()
    def the_ledger_never_loses_an_offer(self) -> None:
        ledger = [(each.call, each.text) for call in self.store.calls("kt") for each in offers(call)]
        assert ledger == self.wanted
        assert [(each.call, each.text) for each in self.talk.session.rounds] == self.wanted

    @rule()
    def an_export_is_the_same_case(self) -> None:
        calls = self.store.calls("kt")
        file = self.folder / "kt.json"
        file.write_bytes(exported(CASE, calls))
        case, back, _ = imported(file)
        assert (case, back) == (CASE, calls)
        assert [commitments(call) for call in back] == [commitments(call) for call in calls]
        assert all(isinstance(call, PastCall) for call in back)

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)


TestHistories = History.TestCase
TestHistories.settings = settings(max_examples=16, stateful_step_count=25, derandomize=True)
