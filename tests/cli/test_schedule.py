"""`haegi schedule`: the table, the sentence, the calendar and the case."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from driver import Ran
from icalendar import Calendar

from haegi.text.terminal import cells

Run = Callable[..., Ran]
PLAN = ("schedule", "--owed", "148,000원", "--now", "3만원", "--monthly", "4만원", "--day", "26", "--from", "2090-03-01")


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_what_is_shown(haegi: Run, lang: str) -> None:
    shown = haegi(*PLAN, lang=lang)
    assert shown.code == 0
    said = " ".join(shown.out.split())
    assert "2 2090-03-26 40,000 78,000" in said
    assert "오늘 3만 원을 내고 나머지는 3월 26일부터 매월 26일에 4만 원씩 세 번에 나누어 내겠습니다. 마지막에는 3만 8,000원을 내겠습니다." in said
    assert max(map(cells, shown.out.splitlines())) <= 80


def test_the_case_and_the_calendar(haegi: Run, tmp_path: Path) -> None:
    haegi("case", "new", "bill", "--playbook", "arrears-kr", "--set", "owed=148,000원")
    shown = haegi("schedule", "--case", "bill", *PLAN[3:], "--ics", str(tmp_path / "pay.ics"), "--json")
    assert [one["sum"] for one in json.loads(shown.out)["payments"]] == [30_000, 40_000, 40_000, 38_000]
    slots = json.loads(haegi("case", "show", "bill", "--json").out)["slots"]
    assert slots == {
        "owed": 148_000, "pay_now": 30_000, "pay_monthly": 40_000, "pay_months": 3, "pay_day": "2090-03-26",
    }  # fmt: skip
    events = Calendar.from_ical((tmp_path / "pay.ics").read_bytes()).walk("VEVENT")
    assert [event.decoded("dtstart").date().isoformat() for event in events][1:] == [
        "2090-03-26", "2090-04-26", "2090-05-26",
    ]  # fmt: skip
    assert haegi("schedule", "--case", "bill", *PLAN[3:], "--ics", str(tmp_path / "pay.ics")).code == 1


def test_without_more_the_plan_is_the_one_of_the_case(haegi: Run) -> None:
    plan = ("owed=148,000원", "pay_now=3만원", "pay_monthly=4만원", "pay_day=2090-03-26")
    haegi("case", "new", "bill", "--playbook", "arrears-kr", *(part for each in plan for part in ("--set", each)))
    shown = haegi("schedule", "--case", "bill", "--json")
    assert [one["sum"] for one in json.loads(shown.out)["payments"]] == [30_000, 40_000, 40_000, 38_000]


def test_a_case_of_another_call_keeps_nothing(haegi: Run) -> None:
    haegi("case", "new", "kt", "--playbook", "retention-kr")
    shown = haegi(*PLAN, "--case", "kt")
    assert (shown.code, "arrears-kr" in shown.err) == (0, True)
    assert json.loads(haegi("case", "show", "kt", "--json").out)["slots"] == {}


@pytest.mark.parametrize("more", [["--owed", "0"], ["--months", "13", "--owed", "9천원"], ["--months", "2"]])
def test_bad_input_is_one_sentence(haegi: Run, more: list[str]) -> None:
    shown = haegi("schedule", *more)
    assert (shown.code, shown.out, len(shown.err.splitlines())) == (1, "", 1)
