"""Compensation for an outage or a slow line by the published Korean rules, with every step of the arithmetic.

The numbers of the rules stand here, their sources in the market file under the ids beside them. How a provider divides
the monthly fee is not published: here by the minutes, or the days, of the month in which it happened.

Outages and speed tests are read as people jot them: `11/12 19:00 ~ 21:30`, `어제 저녁 7시부터 2시간 반`, `19:05 180M`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from haegi.errors import Failure
from haegi.money.money import Money
from haegi.text.dates import CLOCK, DATE, find_date, read_date, time_of
from haegi.text.units import read_speed

#: outage-ten-times: this long in a row pays so many times the charge for the time, for outages from this month on.
TIMES, IN_A_ROW, SINCE = 10, 120, date(2022, 7, 1)
#: outage-gross-negligence: from this day on shorter ones too, where there was intent or gross negligence.
NEGLIGENT = date(2023, 3, 1)
#: outage-monthly-six-hours (disputed): more minutes than these in a month.
MONTHLY = 360
#: exempt-standard-2019 (disputed): so many outages of an hour, or this much in all, and one may leave.
LONG, OFTEN, IN_ALL = 60, 3, 1440
#: speed-five-tests, speed-five-days-exit: so many tests within these minutes, so many of them short, so many such days.
TESTS, WITHIN, SHORT, SLOW_DAYS = 5, 30, 3, 5
_DAY = 1440


@dataclass(frozen=True, slots=True)
class Outage:
    """Minutes without service in a row. `day` is when it began, or any day of its month where `start` is not known."""

    day: date
    minutes: int
    start: datetime | None = None

    @property
    def end(self) -> datetime | None:
        return self.start + timedelta(minutes=self.minutes) if self.start else None

    @property
    def passes(self) -> bool:
        return self.minutes >= IN_A_ROW


class Share(NamedTuple):
    """One outage's part: the charge for its time, in won, `times` over; `days` has its month."""

    outage: Outage
    days: int
    times: int
    worth: Fraction


class Month(NamedTuple):
    """The outages of one month: how many minutes, and whether the disputed rules about a month may apply."""

    first: date
    minutes: int
    over_six_hours: bool
    may_leave: bool


@dataclass(frozen=True, slots=True)
class Compensation:
    """`sum` is what may be claimed, `refund` the charge for shorter outages, `tenfold` what gross negligence makes of it."""

    fee: Money
    shares: tuple[Share, ...]
    sum: Money
    refund: Money
    tenfold: Money
    months: tuple[Month, ...]

    @property
    def passed(self) -> bool:
        return any(share.outage.passes for share in self.shares)

    @property
    def longest(self) -> Outage:
        return max((share.outage for share in self.shares), key=lambda outage: outage.minutes)


def compensation(fee: Money, outages: Sequence[Outage], until: datetime) -> Compensation:
    """The compensation for outages at a monthly fee, rounded to whole won once, at the end. `until`: nothing is later.

    Raises Failure for an outage that can't have been, for two at the same time, and for a time of other rules.
    """
    _check_fee(fee)
    if not outages:
        raise Failure("claim.nothing")
    for outage in outages:
        _check(outage, until)
    _check_together(outages)
    shares = tuple(_share(fee, outage) for outage in outages)
    shorter = [share for share in shares if not share.outage.passes]
    claimed = sum((share.worth for share in shares if share.outage.passes), Fraction())
    charged = sum((share.worth for share in shorter), Fraction())
    negligent = sum((share.worth * TIMES for share in shorter if share.outage.day >= NEGLIGENT), Fraction())
    sum_, refund, tenfold = (Money(round(won), fee.currency) for won in (claimed, charged, negligent))
    return Compensation(fee, shares, sum_, refund, tenfold, tuple(_months(outages)))


def _check_fee(fee: Money) -> None:
    if fee.currency != "KRW":
        raise Failure("claim.korea")
    if fee.minor <= 0:
        raise Failure("claim.fee", fee=str(fee))


def _check(outage: Outage, until: datetime) -> None:
    day = outage.day
    if outage.minutes <= 0:
        raise Failure("claim.short")
    if outage.minutes > _days(day) * _DAY:
        raise _too_long(outage.minutes, day)
    end = outage.end or datetime.combine(day, datetime.min.time())
    if end > until:
        raise Failure("claim.future", end=f"{end:%Y-%m-%d %H:%M}", now=f"{until:%Y-%m-%d %H:%M}")
    if day < SINCE:
        raise Failure("claim.before", day=day.isoformat(), since=f"{SINCE:%Y-%m}")


def _too_long(minutes: int, day: date) -> Failure:
    hours = f"{minutes / 60:g}" if minutes % 6 == 0 else f"{minutes / 60:.1f}"
    return Failure("claim.long", hours=hours, days=_days(day), month=f"{day:%Y-%m}")


def _check_together(outages: Sequence[Outage]) -> None:
    timed = sorted((outage.start, outage.end) for outage in outages if outage.start and outage.end)
    for (start, end), (other, _) in pairwise(timed):
        if other < end:
            first = f"{start:%Y-%m-%d %H:%M} ~ {end:%Y-%m-%d %H:%M}"
            raise Failure("claim.overlap", first=first, second=f"{other:%Y-%m-%d %H:%M}")
    for month in _months(outages):
        if month.minutes > _days(month.first) * _DAY:
            raise _too_long(month.minutes, month.first)


def _share(fee: Money, outage: Outage) -> Share:
    days, times = _days(outage.day), TIMES if outage.passes else 1
    return Share(outage, days, times, Fraction(fee.minor * outage.minutes * times, days * _DAY))


def _months(outages: Sequence[Outage]) -> Iterator[Month]:
    for first in sorted({outage.day.replace(day=1) for outage in outages}):
        lengths = [outage.minutes for outage in outages if outage.day.replace(day=1) == first]
        often = sum(minutes >= LONG for minutes in lengths) >= OFTEN
        yield Month(first, sum(lengths), sum(lengths) > MONTHLY, often or sum(lengths) >= IN_ALL)


def _days(day: date) -> int:
    return monthrange(day.year, day.month)[1]


class Measurement(NamedTuple):
    """A measurement in Mbps, and its minute of the day, where it is known."""

    mbps: Fraction
    minute: int | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """The waiver for five speed tests below a guaranteed minimum (Mbps): the fee of each such day. `lasted` is in minutes.

    `published` is the id of the fact that the minimum is from; empty where the person gave it.
    """

    fee: Money
    tests: tuple[Measurement, ...]
    minimum: Fraction
    days: int
    slow_days: int
    lasted: int | None
    worth: Fraction
    published: str = ""

    @property
    def short(self) -> int:
        """How many tests fell below the minimum."""
        return sum(test.mbps < self.minimum for test in self.tests)

    @property
    def passed(self) -> bool:
        return self.short >= SHORT

    @property
    def may_leave(self) -> bool:
        return self.passed and self.slow_days >= SLOW_DAYS

    @property
    def sum(self) -> Money:
        return Money(round(self.worth) if self.passed else 0, self.fee.currency)


def waiver(fee: Money, tests: Sequence[Measurement], minimum: Fraction, day: date, slow_days: int = 1) -> Waiver:
    """The waiver for the tests of a day; `slow_days` counts such days of that month, this one among them.

    Raises Failure for another number of tests, tests too far apart, and days that the month has not had.
    """
    _check_fee(fee)
    if minimum <= 0:
        raise Failure("claim.minimum")
    if len(tests) != TESTS:
        raise Failure("claim.tests", count=len(tests), needed=TESTS)
    if not 1 <= slow_days <= day.day:
        raise Failure("claim.slow-days", count=slow_days, day=day.isoformat(), most=day.day)
    days = _days(day)
    worth = Fraction(fee.minor * slow_days, days)
    return Waiver(fee, tuple(tests), minimum, days, slow_days, _lasted(tests), worth)


def _lasted(tests: Sequence[Measurement]) -> int | None:
    """Minutes from the first to the last test; tests around midnight go on into the next day."""
    minutes = [test.minute for test in tests if test.minute is not None]
    if not minutes:
        return None
    if len(minutes) < len(tests):
        raise Failure("claim.untimed", count=len(tests) - len(minutes))
    late = max(minutes) - min(minutes) > _DAY // 2
    turned = [minute + _DAY if late and minute < _DAY // 2 else minute for minute in minutes]
    lasted = max(turned) - min(turned)
    if lasted > WITHIN:
        raise Failure("claim.spread", minutes=lasted, within=WITHIN)
    return lasted


# Outages and tests as people jot them

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
    day = _past_day(parts[0], today) or today
    if begun is None:
        if length is None:
            raise Failure("claim.unreadable", text=text, example=_EXAMPLE.format(day=today))
        return Outage(day, length)
    start = datetime.combine(day, time_of(begun))
    if ended is None:
        if length is None:
            raise Failure("claim.open", text=text, example=_EXAMPLE.format(day=day))
        return Outage(day, length, start)
    end = datetime.combine(_past_day(parts[1], today) or day, time_of(ended))
    minutes = _between(start, end)
    if length not in (None, minutes):
        raise Failure("claim.sums", text=text, stated=_hours_of(length or 0), counted=_hours_of(minutes))
    return Outage(day, minutes, start)


def _between(start: datetime, end: datetime) -> int:
    if end <= start:
        over_midnight = (start, end + timedelta(days=1))
        soon = end == start or over_midnight[1] - start <= timedelta(hours=12)
        fitting = over_midnight if end.date() == start.date() and soon else (end, start)
        shown = " ~ ".join(f"{moment:%Y-%m-%d %H:%M}" for moment in fitting)
        raise Failure("claim.backwards", start=f"{start:%Y-%m-%d %H:%M}", end=f"{end:%Y-%m-%d %H:%M}", fitting=shown)
    return int((end - start).total_seconds()) // 60


def _hours_of(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _length(text: str) -> int | None:
    """The minutes that a text names; what is a time of day in it names none."""
    match = _LENGTH.search(CLOCK.sub(" ", DATE.sub(" ", text)))
    if match is None:
        return None
    if match["minutes"]:
        return int(match["minutes"][:9])
    return int(Fraction(match["hours"][:9]) * 60) + (30 if match["half"] else int((match["more"] or "0")[:9]))


def _past_day(text: str, today: date) -> date | None:
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
