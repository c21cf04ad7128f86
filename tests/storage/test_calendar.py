"""Follow-ups as calendar files, parsed back by the library that others read them with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from driver import inside
from icalendar import Calendar

from haegi.storage.calendar import Reminder, calendar

MADE = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
REMINDERS = [
    Reminder(
        "kt-2026-11-23", date(2026, 11, 23), "통신사 재통화: kt, 집; 인터넷", "haegi coach --case kt\n둘째 줄"
    ),
    Reminder("kt-1-1", date(2026, 11, 25), "약속 확인: 문자", ""),
]


def events(raw: bytes) -> list[Any]:
    return list(Calendar.from_ical(raw).walk("VEVENT"))


def test_each_reminder_is_an_event_with_an_alarm() -> None:
    read = events(calendar(REMINDERS, MADE))
    assert len(read) == len(REMINDERS)
    for event, reminder in zip(read, REMINDERS, strict=True):
        assert str(event["summary"]) == reminder.title
        assert str(event["description"]) == reminder.text
        assert event["dtstart"].dt.date() == reminder.day
        (alarm,) = event.walk("VALARM")
        assert str(alarm["action"]) == "DISPLAY"
        assert alarm["trigger"].dt == timedelta(minutes=-10)


def test_the_time_is_that_of_seoul() -> None:
    raw = calendar(REMINDERS, MADE)
    (event, _) = events(raw)
    assert event["dtstart"].params["TZID"] == "Asia/Seoul"
    assert event["dtstart"].dt.utcoffset() == timedelta(hours=9)
    assert [str(zone["tzid"]) for zone in Calendar.from_ical(raw).walk("VTIMEZONE")] == ["Asia/Seoul"]


def test_without_a_zone_the_time_is_that_of_wherever_it_is_read() -> None:
    raw = calendar(REMINDERS, MADE, None)
    assert b"DTSTART:20261123T100000\r\n" in raw
    assert b"TZID" not in raw


@pytest.mark.parametrize(
    ("book", "said", "start"),
    [
        ("retention-kr", "/promise 11/26 오후 3시 반에 전화 준다고 함", b"DTSTART;TZID=Asia/Seoul:20261126T153000"),
        ("retention-us", "/promise Marcus calls Nov 26 at 3 pm", b"DTSTART:20261126T150000"),
        ("retention-us", "/promise e-mail by Nov 26", b"DTSTART:20261126T100000"),
    ],
)
def test_a_promise_rings_at_the_hour_that_was_named(book: str, said: str, start: bytes, home: Path) -> None:
    inside(home, "case", "new", "it", "--playbook", book, "--carrier", "Spectrum")
    call = f"1\n{said}\n/end deferred 11/26\n"
    assert inside(home, "coach", "--case", "it", "--date", "2026-11-20", stdin=call).code == 0
    raw = inside(home, "case", "remind", "it", "-o", "-").out.encode()
    assert raw.count(start) == 2, raw.decode()


def test_a_second_import_replaces_the_first() -> None:
    later = calendar(REMINDERS, MADE + timedelta(days=1))
    uids = [str(event["uid"]) for event in events(later)]
    assert uids == [str(event["uid"]) for event in events(calendar(REMINDERS, MADE))]
    assert len(set(uids)) == len(uids)


def test_lines_are_folded_as_the_format_has_it() -> None:
    raw = calendar([REMINDERS[0]._replace(text="가" * 500)], MADE)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_a_deferral_can_be_put_into_a_calendar(home: Path, tmp_path: Path) -> None:
    call = "1\n/promise 11/26까지 문자 준다고 함\n/end deferred 11/25\n"
    assert inside(home, "coach", "--case", "kt", "--date", "2026-11-20", stdin=call).code == 0
    file = tmp_path / "kt.ics"
    assert inside(home, "case", "remind", "kt", "-o", str(file)).code == 0
    follow_up, promise = events(file.read_bytes())
    assert follow_up["dtstart"].dt.date() == date(2026, 11, 25)
    assert "haegi coach --case kt" in follow_up["description"]
    assert promise["dtstart"].dt.date() == date(2026, 11, 26)
    assert "11/26까지 문자" in promise["summary"]
    again = inside(home, "case", "remind", "kt", "-o", "-", lang="ko")
    assert [event["uid"] for event in events(again.out.encode())] == [follow_up["uid"], promise["uid"]]


def test_a_file_that_is_there_is_kept(home: Path, tmp_path: Path) -> None:
    inside(home, "coach", "--case", "kt", stdin="1\n/end deferred 2030-01-02\n")
    file = tmp_path / "kt.ics"
    file.write_text("mine")
    refused = inside(home, "case", "remind", "kt", "-o", str(file), lang="en")
    assert (refused.code, file.read_text()) == (1, "mine")
    assert "--force" in refused.err
    assert inside(home, "case", "remind", "kt", "-o", str(file), "--force").code == 0
    assert events(file.read_bytes())


def test_after_an_agreement_the_bills_are_looked_at_every_quarter(home: Path) -> None:
    inside(home, "coach", "--case", "kt", stdin="1\n/end accepted\n")
    (check,) = events(inside(home, "case", "remind", "kt", "-o", "-", lang="en").out.encode())
    assert check["summary"] == "Check the bill, the plan and its discounts: kt"
    assert dict(check["rrule"]) == {"FREQ": ["MONTHLY"], "INTERVAL": [3]}


@pytest.mark.parametrize("ending", ["/end refused", ""])
def test_without_a_follow_up_there_is_nothing_to_remind_of(ending: str, home: Path) -> None:
    inside(home, "coach", "--case", "kt", stdin=f"1\n{ending}\n")
    ran = inside(home, "case", "remind", "kt", "-o", "-", lang="en")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
