"""Dates as people say them: 2026-11-25, 11/25, 11월 25일, 내일, 3일 뒤, 다음 주 화요일, tomorrow, in 3 days, Friday, Dec 4th.

Of a span the last day counts: 2~3일 내로, within 48 hours, next week.
"""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta

from haegi.errors import Failure

_NEAR = {
    "오늘": 0, "내일": 1, "모레": 2, "글피": 3, "사흘": 3, "나흘": 4, "열흘": 10, "보름": 15,
    "today": 0, "tonight": 0, "this afternoon": 0, "tomorrow": 1,
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)"
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_DAYS = {
    "월": 0, "화": 1, "수": 2, "목": 3, "금": 4, "토": 5, "일": 6,
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_COUNTED = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9,
    "열흘": 10, "보름": 15, "일주일": 7, "한 주": 7, "두 주": 14, "한 달": 30, "a week": 7, "two weeks": 14,
}  # fmt: skip
_UNITS = {"일": 1, "day": 1, "주": 7, "week": 7}

#: A date in figures, with its year or without.
DATE = re.compile(r"20\d\d\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}일?|\d{1,2}/\d{1,2}|\d{1,2}월\s*\d{1,2}일")
_FULL = re.compile(r"(?<!\d)(20\d\d)\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})(?!\d)")
_SHORT = re.compile(r"(?<!\d)(\d{1,2})\s*(?:/|월)\s*(\d{1,2})(?!\d)(?!만|천|,\d)")
_AHEAD = re.compile(
    r"(?<!\d)(\d{1,3})\s*(일|주|days?|weeks?)\s*(?:일\s*)?(?:뒤|후|이내|later|from)|in (\d{1,3}) (days?|weeks?)",
    re.I,
)
_AHEAD_IN_WORDS = re.compile(
    rf"({'|'.join(_COUNTED)})\s*(?:뒤|후|이내|안에|later|from)|\bin (a week|two weeks)\b", re.I
)
_COUNT = rf"(\d{{1,3}}|{'|'.join(_WORDS)})"
_SPAN = re.compile(
    rf"\b(?:within|in|over)\s+(?:the\s+next\s+)?(?:{_COUNT}\s*(?:to|or|-|~)\s*)?{_COUNT}\s+(business\s+)?(hours?|days?|weeks?)\b"
    r"|(?<!\d)(?:\d{1,2}\s*(?:~|-|에서)\s*)?(?<!\d)(\d{1,3})\s*(영업일|시간|일|주)\s*(?:일\s*)?(?:정도\s*)?(?:이내|내로|내에|안에|안으로|뒤|후)",
    re.I,
)
_BUSINESS = re.compile(r"영업일|business", re.I)
_IN_ENGLISH = re.compile(
    rf"\b{_MONTH}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s*(20\d\d))?"
    rf"|\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b",
    re.I,
)
_PERIOD = re.compile(
    r"(이번\s*주|금주|end of (?:the|this) week|this week)|(다음\s*주|담주|차주|next week)"
    r"|(?<!\d)(1[0-2]|[1-9])월\s*말"
    r"|(월말|이?달\s*말|end of (?:the|this) month)|(다음\s*달\s*(?:초|중순|말)?)",
    re.I,
)
_WEEKDAY = re.compile(
    r"(다음\s*주|담주|next)?\s*(?:([월화수목금토일])요일"
    r"|\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur)?(?:day)?\b)",
    re.I,
)
_DAY_OF_MONTH = re.compile(r"(다음\s*달\s*)?(?<![\d월/-])(\d{1,2})일(?!\s*(?:뒤|후|이내|간|동안))")


def find_date(text: str, today: date) -> date | None:
    """The first date a text names, on or after today where the year is left open; None without one."""
    for read in _READERS:
        with suppress(ValueError, OverflowError):  # 2월 30일, the year 12026
            if day := read(text, today):
                return day
    return None


def read_date(text: str, today: date) -> date:
    """The date a text names. Raises Failure where it names none."""
    found = find_date(text, today)
    if found is None:
        raise Failure("date.none", text=text, example=(today + timedelta(days=3)).isoformat())
    return found


def _full(text: str, _: date) -> date | None:
    match = _FULL.search(text)
    return date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _short(text: str, today: date) -> date | None:
    match = _SHORT.search(text)
    return _next(today, int(match[1]), int(match[2])) if match else None


def _next(today: date, month: int, day: int) -> date:
    here = date(today.year, month, day)
    return here if here >= today else date(today.year + 1, month, day)


def _ahead(text: str, today: date) -> date | None:
    match = _AHEAD.search(text)
    if not match:
        return None
    count, unit = match[1] or match[3], (match[2] or match[4]).lower().rstrip("s")
    return today + timedelta(days=int(count) * _UNITS[unit])


def _ahead_in_words(text: str, today: date) -> date | None:
    match = _AHEAD_IN_WORDS.search(text)
    return today + timedelta(days=_COUNTED[(match[1] or match[2]).lower()]) if match else None


def _near(text: str, today: date) -> date | None:
    lower = text.lower()
    days = next((days for word, days in _NEAR.items() if word in lower), None)
    return None if days is None else today + timedelta(days=days)


def _weekday(text: str, today: date) -> date | None:
    match = _WEEKDAY.search(text)
    if not match:
        return None
    wanted = _DAYS[match[2] or match[3].lower()]
    monday = today - timedelta(days=today.weekday())
    if match[1]:
        return monday + timedelta(days=7 + wanted)
    ahead = (wanted - today.weekday()) % 7
    return today + timedelta(days=ahead or 7)


def _day_of_month(text: str, today: date) -> date | None:
    match = _DAY_OF_MONTH.search(text)
    if not match:
        return None
    day = int(match[2])
    if not match[1] and day >= today.day:
        return today.replace(day=day)
    year, month = (today.year + 1, 1) if today.month == 12 else (today.year, today.month + 1)
    return date(year, month, day)


def _span(text: str, today: date) -> date | None:
    """The last day of a span: business days are Monday to Friday, hours are as many days as they begin."""
    match = _SPAN.search(text)
    if not match:
        return None
    word, unit = (match[2] or match[5]).lower(), (match[4] or match[6]).lower().rstrip("s")
    count = _WORDS.get(word) or int(word)
    if unit in ("hour", "시간"):
        return today + timedelta(days=count // 24)
    if unit == "영업일" or (unit in ("day", "일") and _BUSINESS.search(text)):
        return _after_business_days(today, count)
    return today + timedelta(days=count * _UNITS[unit])


def _after_business_days(today: date, count: int) -> date:
    weeks, rest = divmod(count, 5)
    day = today + timedelta(days=7 * weeks)
    while rest or day.weekday() > 4:
        day += timedelta(days=1)
        rest -= rest > 0 and day.weekday() < 5
    return day


def _in_english(text: str, today: date) -> date | None:
    match = _IN_ENGLISH.search(text)
    if not match:
        return None
    month, day = _MONTHS.index((match[1] or match[5]).lower()[:3]) + 1, int(match[2] or match[4])
    return date(int(match[3]), month, day) if match[3] else _next(today, month, day)


def _period(text: str, today: date) -> date | None:
    """The last working day of a week, the last day of a month; of next month the day its first, middle or last part ends."""
    match = _PERIOD.search(text)
    if not match:
        return None
    friday = today + timedelta(days=4 - today.weekday())
    if match[1] or match[2]:
        return friday + timedelta(days=7 if match[2] or friday < today else 0)
    if match[3]:
        return _last_of(today.replace(year=today.year + (int(match[3]) < today.month), month=int(match[3]), day=1))
    next_month = _last_of(today) + timedelta(days=1)
    if match[4]:
        return _last_of(today)
    if match[5].endswith(("초", "중순")):
        return next_month.replace(day=10 if match[5].endswith("초") else 20)
    return _last_of(next_month)


def _last_of(day: date) -> date:
    """The last day of a month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def later(day: date, months: int) -> date:
    """The same day some months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_READERS = (
    _full, _short, _in_english, _span, _ahead, _ahead_in_words, _near, _weekday, _day_of_month, _period,
)  # fmt: skip
