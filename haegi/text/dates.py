"""Dates as people say them: 2026-11-25, 11/25, 11월 25일, 내일, 3일 뒤, 다음 주 화요일, tomorrow, in 3 days, Friday."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

from haegi.errors import Failure

_NEAR = {
    "오늘": 0, "내일": 1, "모레": 2, "글피": 3, "사흘": 3, "나흘": 4, "열흘": 10, "보름": 15,
    "today": 0, "tomorrow": 1,
}  # fmt: skip
_DAYS = {
    "월": 0, "화": 1, "수": 2, "목": 3, "금": 4, "토": 5, "일": 6,
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_COUNTED = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9,
    "열흘": 10, "보름": 15, "일주일": 7, "한 주": 7, "두 주": 14, "한 달": 30, "a week": 7, "two weeks": 14,
}  # fmt: skip
_UNITS = {"일": 1, "day": 1, "주": 7, "week": 7}

_FULL = re.compile(r"(?<!\d)(20\d\d)\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})(?!\d)")
_SHORT = re.compile(r"(?<!\d)(\d{1,2})\s*(?:/|월)\s*(\d{1,2})(?!\d)(?!만|천|,\d)")
_AHEAD = re.compile(
    r"(?<!\d)(\d{1,3})\s*(일|주|days?|weeks?)\s*(?:일\s*)?(?:뒤|후|이내|later|from)|in (\d{1,3}) (days?|weeks?)",
    re.I,
)
_AHEAD_IN_WORDS = re.compile(
    rf"({'|'.join(_COUNTED)})\s*(?:뒤|후|이내|안에|later|from)|\bin (a week|two weeks)\b", re.I
)
_NEAR_WORDS = re.compile("|".join(_NEAR), re.I)
_WEEKDAY = re.compile(
    r"(다음\s*주|담주|next)?\s*(?:([월화수목금토일])요일"
    r"|\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur)?(?:day)?\b)",
    re.I,
)
_DAY_OF_MONTH = re.compile(r"(다음\s*달\s*)?(?<![\d월/-])(\d{1,2})일(?!\s*(?:뒤|후|이내|간|동안))")


def find_date(text: str, today: date) -> date | None:
    """The first date a text names, on or after today where the year is left open; None without one."""
    for pattern, day_of in _READERS:
        match = pattern.search(text)
        if match:
            with suppress(ValueError, OverflowError):  # no day of any calendar
                return day_of(match, today)
    return None


def read_date(text: str, today: date) -> date:
    """The date a text names. Raises Failure where it names none."""
    day = find_date(text, today)
    if day is None:
        raise Failure("date.none", text=text, example=(today + timedelta(days=3)).isoformat())
    return day


def _full(match: re.Match[str], _: date) -> date:
    return date(int(match[1]), int(match[2]), int(match[3]))


def _short(match: re.Match[str], today: date) -> date:
    month, day = int(match[1]), int(match[2])
    here = date(today.year, month, day)
    return here if here >= today else date(today.year + 1, month, day)


def _ahead(match: re.Match[str], today: date) -> date:
    count, unit = match[1] or match[3], (match[2] or match[4]).lower().rstrip("s")
    return today + timedelta(days=int(count) * _UNITS[unit])


def _ahead_in_words(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=_COUNTED[(match[1] or match[2]).lower()])


def _near(match: re.Match[str], today: date) -> date:
    """Where several are named, the soonest of `_NEAR` counts."""
    lower = match.string.lower()
    return today + timedelta(days=next(days for word, days in _NEAR.items() if word in lower))


def _weekday(match: re.Match[str], today: date) -> date:
    wanted = _DAYS[match[2] or match[3].lower()]
    if match[1]:
        return today + timedelta(days=7 + wanted - today.weekday())
    return today + timedelta(days=(wanted - today.weekday()) % 7 or 7)


def _day_of_month(match: re.Match[str], today: date) -> date:
    day = int(match[2])
    if not match[1] and day >= today.day:
        return today.replace(day=day)
    year, month = (today.year + 1, 1) if today.month == 12 else (today.year, today.month + 1)
    return date(year, month, day)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...] = (
    (_FULL, _full), (_SHORT, _short), (_AHEAD, _ahead), (_AHEAD_IN_WORDS, _ahead_in_words),
    (_NEAR_WORDS, _near), (_WEEKDAY, _weekday), (_DAY_OF_MONTH, _day_of_month),
)  # fmt: skip
