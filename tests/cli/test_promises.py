"""Promises: due on their day (tests/data/claims/promises.yaml), said at every door, and marked as kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import shipped
from driver import inside
from icalendar import Calendar
from tables import each_row

from haegi.call.case import Case, PastCall, due, facts
from haegi.call.engine import Event
from haegi.call.slots import with_kept

TABLE = yaml.safe_load((Path(__file__).parents[1] / "data" / "claims" / "promises.yaml").read_text("utf-8"))
CASE = Case(name="kt", playbook="escalation-kr", slots={"carrier": "KT"})
CALLS = [
    PastCall(number, [Event("promise", number * 100 + index, str(day or ""), text) for index, (text, day) in enumerate(rows)])
    for number, rows in TABLE["promises"].items()
]
LATE = ("--date", "2090-11-26")


@each_row("row", TABLE["due"], ids=str)
def test_due(row: dict[str, Any]) -> None:
    case = with_kept(CASE, CALLS, row.get("kept", []), [])
    assert [each.text for each in due(case, CALLS, row["today"])] == row["due"]
    known = facts(shipped("escalation-kr"), case, 3, CALLS, row["today"])
    assert known.get("promise") == next(iter(row["due"]), None)
    assert ("promise_by" in known) == bool(row["due"])


def test_what_was_marked_can_be_taken_back() -> None:
    kept = with_kept(CASE, CALLS, [1, 2], [])
    assert with_kept(kept, CALLS, [], [1]) == with_kept(CASE, CALLS, [2], [])
    assert Case.from_json(kept.to_json()) == kept
    assert "kept" not in CASE.to_json()


def promised(home: Path) -> None:
    made = ("--playbook", "escalation-kr", "--carrier", "KT", "--set", "reference=2281")
    assert inside(home, "case", "new", "kt", *made).code == 0
    said = "\n/promise 2090-11-25 팀장이 전화함\n/end deferred 2090-11-25\n"
    assert inside(home, "coach", "--case", "kt", "--face", "lines", "--date", "2090-11-20", stdin=said).code == 0


@pytest.mark.parametrize(
    ("lang", "past", "today"),
    [
        ("ko", "KT가 약속한 '2090-11-25 팀장이 전화함', 11월 25일까지였습니다(1차 통화).", "오늘까지입니다(1차 통화)."),
        ("en", "KT promised '2090-11-25 팀장이 전화함' by Nov 25, which is past (call 1).", "by today (call 1)."),
    ],
)
def test_a_promise_that_is_due_is_said_in_one_line_at_every_door(home: Path, lang: str, past: str, today: str) -> None:
    promised(home)
    doors = (("case", "list"), ("case", "show", "kt"), ("case", "remind", "kt", "-o", "-"))
    for door in doors:
        assert past not in (early := inside(home, *door, "--date", "2090-11-24", lang=lang)).out + early.err
        assert today in (same := inside(home, *door, "--date", "2090-11-25", lang=lang)).out + same.err
        assert past in (late := inside(home, *door, *LATE, lang=lang)).out + late.err
    coach = inside(home, "coach", "--case", "kt", "--face", "lines", *LATE, stdin="\n", lang=lang)
    assert past in " ".join(coach.out.split())
    assert '"2090-11-25 팀장이 전화함" 약속이 11월 25일까지였습니다.' in " ".join(coach.out.split())


def test_a_kept_promise_is_said_and_reminded_of_no_more(home: Path) -> None:
    promised(home)
    assert inside(home, "case", "edit", "kt", "--kept", "2").code == 1
    assert inside(home, "case", "edit", "kt", "--kept", "1").code == 0
    shown = json.loads(inside(home, "case", "show", "kt", "--json", *LATE).out)
    assert [(each["number"], each["kept"]) for each in shown["commitments"]] == [(1, True)]
    assert "!" not in inside(home, "case", "list", *LATE).out
    events = Calendar.from_ical(inside(home, "case", "remind", "kt", "-o", "-").out.encode()).walk("VEVENT")
    assert len(events) == 1
    coach = inside(home, "coach", "--case", "kt", "--face", "lines", *LATE, stdin="\n")
    assert "접수번호 2281 건으로 다시 전화드렸습니다" in " ".join(coach.out.split())
    copied = inside(home, "case", "export", "kt", "-o", "-").out
    (home / "kt.json").write_text(copied, "utf-8")
    inside(home, "case", "remove", "kt", "--yes")
    assert inside(home, "case", "import", str(home / "kt.json")).code == 0
    assert json.loads(inside(home, "case", "list", "--json", *LATE).out)["cases"][0]["promises_due"] == 0
