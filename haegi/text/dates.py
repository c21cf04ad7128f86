"""Dates as people say them: 2026-11-25, 11/25, 12/15/2026, 11월 25일, 내일, 3일 뒤, 다음 주 화요일, 지난 10월 3일, 어제, tomorrow, in 3 days,
Friday, Dec 4th, the 15th, 3 days ago.

Of a span the last day counts: 2~3일 내로, within 48 hours, next week.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, time, timedelta

from haegi.errors import Failure

_NEAR = {
    "오늘": 0, "내일": 1, "모레": 2, "글피": 3, "사흘": 3, "나흘": 4, "열흘": 10, "보름": 15,
    "today": 0, "tonight": 0, "this afternoon": 0, "tomorrow": 1,
}  # fmt: skip
_GONE = {
    "그저께": 2, "그제": 2, "엊그제": 2, "어제": 1, "오늘": 0,
    "the day before yesterday": 2, "yesterday": 1, "last night": 1, "today": 0, "this morning": 0,
}  # fmt: skip
_YEARS = {"재작년": -2, "작년": -1, "지난해": -1, "올해": 0, "내년": 1}
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

_DAY_FIRST = rf"(3[01]|[12]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b\.?"
_MONTH_FIRST = rf"{_MONTH}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b"
_NO_SPEED = r"(?![/\d]|만|천|,\d|\s*(?:[MG]\b|[MG]bps|메가|기가))"
#: A date that names its month and day, with its year or without.
DATE = re.compile(
    r"(?<!\d)20\d\d\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}일?|(?<![\d/])\d{1,2}/\d{1,2}(?:/(?:20)?\d\d)?" + _NO_SPEED
    + rf"|\d{{1,2}}월\s*\d{{1,2}}일|\b{_MONTH_FIRST}(?:,?\s*20\d\d)?|\b{_DAY_FIRST}(?:,?\s*20\d\d)?",
    re.I,
)
_FULL = re.compile(r"(?<!\d)(20\d\d)\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<![\d/])(\d{1,2})([-/])(\d{1,2})\2((?:20)?\d\d)(?![\d/])")
_IN_FULL_ENGLISH = re.compile(rf"\b(?:{_MONTH_FIRST}|{_DAY_FIRST}),?\s*(20\d\d)\b", re.I)
_SHORT = re.compile(
    rf"(?:({'|'.join(_YEARS)})\s*)?(?<!\d)(\d{{1,2}})\s*(?:/|월)\s*(\d{{1,2}}){_NO_SPEED}"
    r"|^\s*(\d{1,2})\.\s*(\d{1,2})\.?\s*$",
    re.I,
)
#: A month ago is no day.
_AGO_IN_WORDS = "|".join(word for word in _COUNTED if word != "한 달")
_AGO = re.compile(rf"(?:(?<!\d)(\d{{1,3}})\s*(일|주|days?|weeks?)|({_AGO_IN_WORDS}))\s*(?:전|ago)", re.I)
_AHEAD = re.compile(
    r"(?<!\d)(\d{1,3})\s*(일|주|days?|weeks?)\s*(?:일\s*)?(?:뒤|후|이내|later|from)|in (\d{1,3}) (days?|weeks?)",
    re.I,
)
_AHEAD_IN_WORDS = re.compile(
    rf"({'|'.join(_COUNTED)})\s*(?:뒤|후|이내|안에|later|from)|\bin (a week|two weeks)\b", re.I
)
#: A time of day.
CLOCK = re.compile(
    r"(?P<part>오전|새벽|아침|오후|낮|저녁|밤)?\s*(?<![\d.])(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{2})|\s*시(?!간)(?:\s*(?P<spoken>\d{1,2})\s*분|\s*(?P<half>반))?|(?=\s*[ap]m\b))"
    r"(?!\d)(?:\s*(?P<half_day>[ap]m)\b)?",
    re.IGNORECASE,
)
_COUNT = rf"(\d{{1,3}}|{'|'.join(_WORDS)})"
_SPAN = re.compile(
    rf"\b(?:within|in|over)\s+(?:the\s+next\s+)?(?:{_COUNT}\s*(?:to|or|-|~)\s*)?{_COUNT}\s+(business\s+)?(hours?|days?|weeks?)\b"
    r"|(?<!\d)(?:\d{1,2}\s*(?:~|-|에서)\s*)?(?<!\d)(\d{1,3})\s*(영업일|시간|일|주)\s*(?:일\s*)?(?:정도\s*)?(?:이내|내로|내에|안에|안으로|뒤|후)",
    re.I,
)
_BUSINESS = re.compile(r"영업일|business", re.I)
_IN_ENGLISH = re.compile(rf"\b(?:{_MONTH_FIRST}|{_DAY_FIRST})", re.I)
_PERIOD = re.compile(
    r"(이번\s*주|금주|end of (?:the|this) week|this week)|(다음\s*주|담주|차주|next week)"
    r"|(?<!\d)(1[0-2]|[1-9])월\s*말"
    r"|(월말|이?달\s*말|end of (?:the|this) month)|(다음\s*달\s*(?:초|중순|말)?)",
    re.I,
)
_WEEKDAY = re.compile(
    r"(다음\s*주|담주|next)?\s*(?:([월화수목금토일])(?:요일|욜(?!로))"
    r"|\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur)?(?:day)?\b)",
    re.I,
)
_DAY_OF_MONTH = re.compile(
    r"(다음\s*달\s*|지난\s*달\s*)?(?<![\d월/-])(\d{1,2})일(?!\s*(?:뒤|후|전|이내|간|동안|소요|정도|걸|무료))"
    r"|(?:\bthe\s+|^\s*)(\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:floor|time|call|month|year|of))",
    re.I,
)
#: What says of the date after it that it is gone.
_LAST = re.compile(r"(?:지난\s*(?:번\s*)?(?:주\s*)?|\b(?:last|past)\s+(?:week\s+)?(?:on\s+)?)$", re.I)
_LAST_WEEK = re.compile(r"(?:지난\s*(?:번\s*)?주|last week(?:\s+on)?)\s*$", re.I)
_Read = Callable[[re.Match[str], date], date]
_Back = Callable[[date, date], date]


def _any_of(words: Iterable[str], before: str = "") -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(sorted(words, key=len, reverse=True))}){before}", re.I)


def find_date(text: str, today: date, *, past: bool = False) -> date | None:
    """The first date a text names: where the year is left open the next such day; of what is `past` the last one, and
    otherwise days that are said to be gone ("지난 금요일", "yesterday") are passed over. None without one."""
    for pattern, read, back in _PAST_READERS if past else _READERS:
        for match in pattern.finditer(text):
            if not past and _LAST.search(text, 0, match.start()):
                continue
            with suppress(ValueError, OverflowError):
                day = read(match, today)
                return back(day, today) if past and back else day
    return None


def read_date(text: str, today: date, *, past: bool = False) -> date:
    """The date a text names. Raises Failure where it names none."""
    day = find_date(text, today, past=past) or find_date(text, today, past=True)
    if day is None:
        raise Failure("date.none", text=text, example=(today + timedelta(days=-3 if past else 3)).isoformat())
    return day


def time_of(match: re.Match[str]) -> time:
    """The time of day of a match. Raises Failure where there is none such."""
    hour, minute = int(match["hour"]), int(match["minute"] or match["spoken"] or (30 if match["half"] else 0))
    part = (match["part"] or match["half_day"] or "").lower()
    afternoon = part in ("오후", "저녁", "pm") or (part == "낮" and hour < 7) or (part == "밤" and hour >= 6)
    if hour == 12 and part in ("오전", "새벽", "am", "밤"):
        hour = 0
    elif afternoon and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        raise Failure("claim.clock", text=match[0].strip())
    return time(hour, minute)


def find_time(text: str) -> time | None:
    """The first time of day a text names; without a word for the part of the day, one at which people work."""
    for match in CLOCK.finditer(text):
        with suppress(Failure):
            at = time_of(match)
            bare = not (match["part"] or match["half_day"])
            return at.replace(hour=at.hour + 12) if bare and 1 <= at.hour < 8 else at
    return None


def _full(match: re.Match[str], _: date) -> date:
    return date(int(match[1]), int(match[2]), int(match[3]))


def _year_last(match: re.Match[str], _: date) -> date:
    """12/15/2026, 12/15/26; the year comes first where it can't be a month: 26/12/15."""
    first, second, last = int(match[1]), int(match[3]), int(match[4])
    if first > 12:
        return date(2000 + first, second, last)
    return date(last % 2000 + 2000, first, second)


def _in_full_english(match: re.Match[str], _: date) -> date:
    return date(int(match[5]), *_month_and_day(match))


def _month_and_day(match: re.Match[str]) -> tuple[int, int]:
    return _MONTHS.index((match[1] or match[4]).lower()[:3]) + 1, int(match[2] or match[3])


def _short(match: re.Match[str], today: date) -> date:
    month, day = int(match[2] or match[4]), int(match[3] or match[5])
    return date(today.year + _YEARS[match[1]], month, day) if match[1] else _next(today, month, day)


def _next(today: date, month: int, day: int) -> date:
    here = date(today.year, month, day)
    return here if here >= today else date(today.year + 1, month, day)


def _year_back(day: date, today: date) -> date:
    return day if day <= today else day.replace(year=today.year - ((day.month, day.day) > (today.month, today.day)))


def _month_back(day: date, today: date) -> date:
    if day <= today:
        return day
    return (day.replace(day=1) - timedelta(days=1)).replace(day=day.day)


def _week_back(day: date, today: date) -> date:
    return day - timedelta(days=0 if day < today else 7 if day < today + timedelta(days=7) else 14)


def _ago(match: re.Match[str], today: date) -> date:
    days = _COUNTED[match[3].lower()] if match[3] else int(match[1]) * _UNITS[match[2].lower().rstrip("s")]
    return today - timedelta(days=days)


def _gone(match: re.Match[str], today: date) -> date:
    return today - timedelta(days=_GONE[match[0].lower()])


def _ahead(match: re.Match[str], today: date) -> date:
    count, unit = match[1] or match[3], (match[2] or match[4]).lower().rstrip("s")
    return today + timedelta(days=int(count) * _UNITS[unit])


def _ahead_in_words(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=_COUNTED[(match[1] or match[2]).lower()])


def _near(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=_NEAR[match[0].lower()])


def _weekday(match: re.Match[str], today: date) -> date:
    wanted = _DAYS[match[2] or match[3].lower()]
    monday = today - timedelta(days=today.weekday())
    if match[1]:
        return monday + timedelta(days=7 + wanted)
    if _LAST_WEEK.search(match.string, 0, match.start()):
        return monday + timedelta(days=wanted - 7)
    ahead = (wanted - today.weekday()) % 7
    return today + timedelta(days=ahead or 7)


def _day_of_month(match: re.Match[str], today: date) -> date:
    day, which = int(match[2] or match[3]), match[1] or ""
    if which.startswith("지난"):
        return (today.replace(day=1) - timedelta(days=1)).replace(day=day)
    if not which and day >= today.day:
        return today.replace(day=day)
    year, month = (today.year + 1, 1) if today.month == 12 else (today.year, today.month + 1)
    return date(year, month, day)


def _span(match: re.Match[str], today: date) -> date:
    """The last day of a span: business days are Monday to Friday, hours are as many days as they begin."""
    word, unit = (match[2] or match[5]).lower(), (match[4] or match[6]).lower().rstrip("s")
    count = _WORDS.get(word) or int(word)
    if unit in ("hour", "시간"):
        return today + timedelta(days=count // 24)
    if unit == "영업일" or (unit in ("day", "일") and _BUSINESS.search(match.string)):
        return _after_business_days(today, count)
    return today + timedelta(days=count * _UNITS[unit])


def _after_business_days(today: date, count: int) -> date:
    weeks, rest = divmod(count, 5)
    day = today + timedelta(days=7 * weeks)
    while rest or day.weekday() > 4:
        day += timedelta(days=1)
        rest -= rest > 0 and day.weekday() < 5
    return day


def _in_english(match: re.Match[str], today: date) -> date:
    return _next(today, *_month_and_day(match))


def _period(match: re.Match[str], today: date) -> date:
    """The last working day of a week, the last day of a month; of next month the day its first, middle or last part ends."""
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


_NAMED: tuple[tuple[re.Pattern[str], _Read, _Back | None], ...] = (
    (_FULL, _full, None), (_YEAR_LAST, _year_last, None), (_IN_FULL_ENGLISH, _in_full_english, None),
    (_SHORT, _short, _year_back), (_IN_ENGLISH, _in_english, _year_back),
)  # fmt: skip
_READERS: tuple[tuple[re.Pattern[str], _Read, _Back | None], ...] = (
    *_NAMED, (_SPAN, _span, None), (_AHEAD, _ahead, None), (_AHEAD_IN_WORDS, _ahead_in_words, None), (_any_of(_NEAR), _near, None),
    (_WEEKDAY, _weekday, None), (_DAY_OF_MONTH, _day_of_month, None), (_PERIOD, _period, None),
)  # fmt: skip
_PAST_READERS = (
    *_NAMED, (_AGO, _ago, None), (_any_of(_GONE, r"(?!\s*(?:까지|만|only))"), _gone, None), (_WEEKDAY, _weekday, _week_back),
    (_DAY_OF_MONTH, _day_of_month, _month_back),
)  # fmt: skip
