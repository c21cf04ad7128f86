"""Outages and speed tests as people jot them: `11/12 19:00 ~ 21:30`, `어제 저녁 7시부터 2시간 반`, `19:05 180M`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from haegi.errors import Failure
from haegi.money.compensation import Measurement, Outage
from haegi.text.dates import CLOCK, DATE, find_date, read_date, time_of
from haegi.text.units import read_speed

_LENGTH = re.compile(
    r"(?<![\d.])(?P<hours>\d+(?:\.\d+)?)\s*(?:시간|hours?|hrs?|h(?![a-z]))(?:\s*(?P<half>반)|\s*(?P<more>\d+)\s*(?:분|m\w*))?"
    r"|(?<![\d.])(?P<minutes>\d+)\s*(?:분|min\w*)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"~|–|—|부터|에서|\bto\b|\buntil\b|->|\s-\s|(?<=:\d\d)-(?=\d)", re.IGNORECASE)
_EXAMPLE = "{day} 19:00 ~ 21:30"


def read_outage(text: str, today: date) -> Outage:
    """An outage: from when to when, from when for how long, or only how long. What has no day is today's.

    Raises Failure for a text that is none, for an end before its start, and for a length that its times contradict.
    """
    parts = _BETWEEN.split(text, maxsplit=1)
    begun, ended = CLOCK.search(parts[0]), CLOCK.search(parts[1]) if len(parts) > 1 else None
    length = _length(text)
    day = _day(parts[0], today) or today
    if begun is None:
        if length is None:
            raise Failure("claim.unreadable", text=text, example=_EXAMPLE.format(day=today))
        return Outage(day, length)
    start = datetime.combine(day, time_of(begun))
    if ended is None:
        if length is None:
            raise Failure("claim.open", text=text, example=_EXAMPLE.format(day=day))
        return Outage(day, length, start)
    end = datetime.combine(_day(parts[1], today) or day, time_of(ended))
    minutes = _between(start, end)
    if length not in (None, minutes):
        raise Failure("claim.sums", text=text, stated=_clock(length or 0), reckoned=_clock(minutes))
    return Outage(day, minutes, start)


def _between(start: datetime, end: datetime) -> int:
    if end <= start:
        over_midnight = (start, end + timedelta(days=1))
        soon = end == start or over_midnight[1] - start <= timedelta(hours=12)
        fitting = over_midnight if end.date() == start.date() and soon else (end, start)
        shown = " ~ ".join(f"{moment:%Y-%m-%d %H:%M}" for moment in fitting)
        raise Failure("claim.backwards", start=f"{start:%Y-%m-%d %H:%M}", end=f"{end:%Y-%m-%d %H:%M}", fitting=shown)
    return int((end - start).total_seconds()) // 60


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _length(text: str) -> int | None:
    """The minutes that a text names; what is a time of day in it names none."""
    match = _LENGTH.search(CLOCK.sub(" ", DATE.sub(" ", text)))
    if match is None:
        return None
    if match["minutes"]:
        return int(match["minutes"][:9])
    return int(Fraction(match["hours"][:9]) * 60) + (30 if match["half"] else int((match["more"] or "0")[:9]))


def _day(text: str, today: date) -> date | None:
    """The last day of this name that is not to come; one with a year is taken as it is."""
    match = DATE.search(text)
    if match is None:
        return find_date(text, today, past=True)
    return read_date(match[0], today, past=True)


def read_tests(text: str) -> Sequence[Measurement]:
    """Speed tests, with commas between them, each a speed and perhaps the time before it. Raises Failure."""
    return [_test(test) for test in re.split(r"[,;\n]", text) if test.strip()]


def _test(text: str) -> Measurement:
    clock = CLOCK.search(text)
    speed = read_speed(CLOCK.sub(" ", text))
    if speed is None:
        raise Failure("claim.test", text=text.strip())
    at = time_of(clock) if clock else None
    return Measurement(speed, at.hour * 60 + at.minute if at else None)
