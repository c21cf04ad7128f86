"""The clock is set back in mid-call: events keep their order, no duration is below zero, the latest case stays first."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import shipped
from driver import inside, run
from hypothesis import given
from hypothesis import strategies as st

from haegi.call.call import MemoryLog
from haegi.call.case import Case
from haegi.call.engine import Event
from haegi.cli.context import Clock
from haegi.coach.controller import Controller
from haegi.coach.session import Session, Setting
from haegi.coach.view import clocks
from haegi.storage.store import Store

pytestmark = pytest.mark.slow

NOON = 1_763_960_400_000
HOUR = 3_600_000
ANSWERS = ["1", "", "/hold", "1", "/hold", "/note 적은 것", "", "/undo", "/end deferred"]


def jumping() -> Clock:
    """A clock that goes an hour back each time it is looked at."""
    times = iter(range(NOON, 0, -HOUR))
    return Clock(now=lambda: next(times))


@given(st.lists(st.integers(0, 2 * NOON), min_size=200, max_size=200))
def test_no_duration_is_below_zero_whatever_the_clock_says(times: list[int]) -> None:
    clock = iter(times)
    log = MemoryLog()
    case = Case(name="kt", playbook="retention-kr")
    setting = Setting(shipped("retention-kr"), case, log, 1, (), "ko", lambda: next(clock), date(2026, 11, 20))
    talk = Controller(Session(setting))
    for answer in ANSWERS:
        talk.answer(answer)
        assert min(clocks(talk.session.call.snapshot, next(clock))) >= 0
        assert talk.view().clock >= 0
    stamps = [event.at for event in log.events()]
    assert stamps == sorted(stamps)
    assert talk.session.call.snapshot.held >= 0
    assert [event.kind for event in log.events()][-1] == "end"


def test_a_call_over_a_clock_that_goes_back(home: Path) -> None:
    clock = jumping()
    inside(home, "case", "new", "kt", "--carrier", "KT", clock=clock)
    ran = inside(home, "coach", "--case", "kt", stdin="\n".join(ANSWERS[:-1]) + "\n", clock=clock)
    assert ran.code == 0
    assert re.search(r"통화 00:00|00:00", ran.out)
    assert "-0" not in ran.out
    assert inside(home, "coach", "--case", "kt", stdin="1\n/end refused\n", clock=clock).code == 0
    (call,) = json.loads(inside(home, "case", "show", "kt", "--json").out)["calls"]
    stamps = [event["at"] for event in call["events"]]
    assert stamps == sorted(stamps)
    assert call["started"] <= call["ended"]
    kinds = [event["kind"] for event in call["events"]]
    assert kinds == ["start", "said", "hold", "heard", "hold", "note", "said", "undo", "end", "resume", "end"]


def test_the_case_touched_last_comes_first_all_the_same(home: Path) -> None:
    store = Store.open(home / "haegi.db")
    for at, name in enumerate(("a", "b", "c")):
        store.add(Case(name=name, playbook="x"), NOON - at * HOUR)
    assert [case.name for case in store.cases()] == ["c", "b", "a"]
    store.log("a", 1).append(Event("start", 5))
    assert [case.name for case in store.cases()] == ["a", "c", "b"]
    store.change(store.case("b"), Case(name="b", playbook="x", slots={"fee": 1}), 4)
    assert [case.name for case in store.cases()] == ["b", "a", "c"]
    store.close()


def test_a_drill_after_the_clock_was_set_back(home: Path) -> None:
    for at in (NOON, NOON - 48 * HOUR, NOON - 96 * HOUR):
        ran = inside(home, "drill", "--all", stdin="\n3\n\n4\n", lang="en", clock=Clock(now=partial(int, at)))
        assert ran.code == 0, ran.err
    store = Store.open(home / "haegi.db")
    times = [at for at, _, _ in store.kept("drill")]
    store.close()
    assert len(times) == 6
    assert all(earlier >= later for earlier, later in pairwise(times)), "this clock did go back"


@pytest.mark.parametrize("zone", ["XXX+99:99", "AAA-24:59:59BBB", "no/such", ":", "/etc/passwd"])
def test_a_zone_that_no_calendar_can_have(zone: str, home: Path) -> None:
    for command in (["coach", "--case", "kt"], ["case", "list"], ["case", "show", "kt"]):
        ran = run(home, *command, stdin="1\n", env={"TZ": zone})
        assert (ran.code, ran.err) == (0, ""), command


FAR = [date(9998, 12, 30), date(9999, 12, 31), date(1970, 1, 1)]
DONE = [
    (["coach", "--case", "kt"], "1\n\n/promise 내일까지 문자\n/end deferred\n"), (["advise"], ""), (["drill"], "\n3\n"),
    (["rehearse", "--seed", "1"], "\n/end cut\n"), (["case", "list"], ""), (["case", "remind", "-o", "-"], ""),
    (["claim", "--down", "어제 9시부터 12시", "--fee", "33000"], ""), (["sheet", "--format", "txt", "-o", "-"], ""), (["facts", "위약금"], ""),
]  # fmt: skip


@pytest.mark.parametrize("day", FAR, ids=str)
def test_a_clock_that_is_centuries_off(day: date, home: Path) -> None:
    stamp = (day - date(1970, 1, 1)).days * 24 * HOUR
    for command, stdin in DONE:
        ran = inside(home, *command, stdin=stdin, clock=Clock(now=lambda: stamp, today=lambda: day))
        assert ran.code in (0, 1), (command, ran.err)
    assert inside(home, "coach", "--date", "9999-12-31", stdin="1\n").code == 1
