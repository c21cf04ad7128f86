"""A debt paid off in monthly instalments: the dates, the sums and what is left after each.

It goes by what the person can pay. Providers publish no rules for instalments, so the agent has to be asked.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from haegi.errors import Failure
from haegi.money.money import MINOR, Money

#: A schedule of more payments than this is a plan hard to keep, and one hardly granted.
LIMIT = 12


class Payment(NamedTuple):
    """One payment: its day, its sum, and what is still owed after it."""

    day: date
    sum: Money
    left: Money


@dataclass(frozen=True, slots=True)
class Means:
    """The person's means: `now` today, then `monthly`, or as many `months` as it shall take, on a `day` of the month.

    `start` is the earliest day of the first monthly payment. What is None is left open.
    """

    now: Money | None = None
    monthly: Money | None = None
    months: int | None = None
    day: int | None = None
    start: date | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The payments in order. `now` is today's, `monthly` those that follow, all alike but for a smaller last one."""

    owed: Money
    now: Payment | None
    monthly: tuple[Payment, ...]
    day: int

    @property
    def payments(self) -> tuple[Payment, ...]:
        return (*([self.now] if self.now else []), *self.monthly)


def schedule(owed: Money, means: Means, today: date) -> Schedule:
    """The payments that settle `owed`.

    Raises Failure for a plan that can't be met, with what would do; money.mixed across currencies.
    """
    rest = _rest(owed, means)
    now = Payment(today, means.now, rest) if means.now and means.now.minor else None
    first = _first(means, today, paying=now is not None)
    day = means.day or (means.start or today).day
    if not rest.minor:
        return Schedule(owed, now, (), day)
    monthly, count = _portions(rest, means)
    return Schedule(owed, now, tuple(_instalments(rest, monthly, count, first, day)), day)


def even(rest: Money, months: int) -> Money:
    """The monthly sum that settles `rest` in so many payments: as round as it can be within a twentieth of equal shares."""
    for unit in (1000, 100, 10, 1):
        share = -(-rest.minor // (months * unit)) * unit
        if share * (months - 1) < rest.minor and share * months * 20 <= rest.minor * 21:
            break
    return Money(share, rest.currency)


def _rest(owed: Money, means: Means) -> Money:
    """The sum left to pay after today."""
    for name, given in (("owed", owed), ("now", means.now), ("monthly", means.monthly)):
        if given is not None and (given.minor < 0 or (name != "now" and not given.minor)):
            raise Failure("schedule.nothing", text=given.told)
    now = means.now or Money(0, owed.currency)
    rest = owed - now
    if rest.minor < 0:
        raise Failure("schedule.too-much", now=now.told, owed=owed.told)
    return rest


def _portions(rest: Money, means: Means) -> tuple[Money, int]:
    """The monthly sum and the number of payments."""
    if means.monthly is None and means.months is None:
        raise Failure("schedule.how", rest=rest.told, monthly=even(rest, min(4, rest.minor)).told)
    if means.months is not None and not 1 <= means.months <= LIMIT:
        raise Failure("schedule.count", count=means.months, limit=LIMIT, least=_least(rest).told)
    monthly = means.monthly or even(rest, means.months or 1)
    count = -(-rest.minor // monthly.minor) if monthly <= rest else 1
    if means.months not in (None, count):
        fitting = even(rest, means.months or 1)
        raise Failure(
            "schedule.sums", monthly=monthly.told, months=means.months, total=(monthly * (means.months or 1)).told,
            rest=rest.told, count=count, fitting=fitting.told,
        )  # fmt: skip
    if count > LIMIT:
        short = rest - monthly * LIMIT
        raise Failure(
            "schedule.long", monthly=monthly.told, count=count, limit=LIMIT, least=_least(rest).told, more=short.told
        )
    return min(monthly, rest), count


def _least(rest: Money) -> Money:
    """The least that a month can take: whole thousands of won, whole dollars."""
    unit = 1000 if rest.currency == "KRW" else MINOR[rest.currency]
    return Money(min(-(-rest.minor // (LIMIT * unit)) * unit, rest.minor), rest.currency)


def _first(means: Means, today: date, *, paying: bool) -> date:
    """The earliest day of the first monthly payment: after today, unless today is asked for and nothing is paid yet."""
    if means.day is not None and not 1 <= means.day <= 31:
        raise Failure("schedule.day", day=means.day)
    tomorrow = today + timedelta(days=1)
    if means.start is not None and means.start < today:
        raise Failure("schedule.past", day=means.start.isoformat(), today=today.isoformat(), next=tomorrow.isoformat())
    return max(means.start or tomorrow, tomorrow if paying else today)


def _instalments(rest: Money, monthly: Money, count: int, first: date, day: int) -> Iterator[Payment]:
    month = first.year * 12 + first.month - 1
    month += _on(month, day) < first
    for number in range(month, month + count):
        paid = min(monthly, rest)
        rest = rest - paid
        yield Payment(_on(number, day), paid, rest)


def _on(month: int, day: int) -> date:
    """The day in a month, counted from year 0; the last day where the month has no such day. Raises Failure."""
    year, index = divmod(month, 12)
    if not date.min.year <= year <= date.max.year:
        raise Failure("schedule.far", year=year)
    return date(year, index + 1, min(day, monthrange(year, index + 1)[1]))
