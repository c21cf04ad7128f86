"""A claim as text and as JSON: the arithmetic, what the rule rests on, what to say and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from haegi.call.cue import day_in_words
from haegi.cli.context import Context
from haegi.money.compensation import Compensation, Measurement, Outage, Waiver
from haegi.money.market import Market, shown
from haegi.money.money import write
from haegi.text.i18n import Locale, say
from haegi.text.terminal import hung, wrap

_CASES = {True: "passed", False: "below"}


def lines(context: Context, found: Compensation | Waiver, market: Market, today: date, width: int) -> Iterator[str]:
    """All there is to show, no line wider than `width` cells (40 at least)."""
    yield from _tests(context, found, width) if isinstance(found, Waiver) else _outages(context, found, width)
    yield ""
    yield context.say("schedule.aloud")
    korean: Locale = "ko"
    for locale in dict.fromkeys((korean, context.locale)):
        yield from (f"  {line}" for line in wrap(spoken(found, locale), width - 2))
    yield ""
    yield context.say("claim.do")
    for todo in _todo(found):
        yield from hung("- ", context.say(f"claim.do-{todo}"), width)
    yield ""
    yield context.say("claim.rests")
    for name in rules(found):
        fact = shown(market.facts[name], context.locale, today)
        yield from hung("- ", fact.text, width)
        for text in (fact.source, *(f"! {mark}" for mark in fact.marks)):
            yield from (f"    {line}" for line in wrap(text, width - 4))


def _number(value: Fraction) -> str:
    """A sum before it is rounded: whole, else with two decimals."""
    return f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):,.2f}"


def _length(minutes: int, locale: Locale) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [say(locale, f"claim.{name}", count=count) for name, count in (("hours", hours), ("minutes", rest)) if count]
    return " ".join(parts)


def moment_words(at: datetime, locale: Locale) -> str:
    """A day and an hour, as one says them."""
    minute = str(at.minute) if locale == "ko" else f"{at:%M}"
    key = "claim.at" if at.minute else "claim.at-hour"
    return say(locale, key, day=day_in_words(at.date().isoformat(), locale), hour=at.hour, minute=minute)


def _when(outage: Outage) -> str:
    if outage.start is None or outage.end is None:
        return f"{outage.day:%Y-%m}"
    return f"{outage.start:%Y-%m-%d %H:%M} ~ {outage.end:%Y-%m-%d %H:%M}"


def _outages(context: Context, found: Compensation, width: int) -> Iterator[str]:
    """The arithmetic of outages, one after the other."""
    for share in found.shares:
        yield from wrap(f"{_when(share.outage)}  {_length(share.outage.minutes, context.locale)}", width)
        yield from hung("  ", context.say(f"claim.outage-{_CASES[share.outage.passes]}"), width)
        times = f" x {share.times}" if share.times > 1 else ""
        by = context.say("claim.by-minutes", days=share.days)
        minutes = context.say("claim.minutes", count=share.outage.minutes)
        yield from hung("  ", f"{found.fee.minor:,} / ({by}) x {minutes}{times} = {_number(share.worth)}", width)
    if found.passed:
        yield context.say("claim.sum", sum=write(found.sum, context.locale))
    else:
        yield from wrap(context.say("claim.no-outage"), width)
    if found.refund.minor:
        yield from wrap(context.say("claim.refund", refund=write(found.refund, context.locale)), width)
    if found.tenfold.minor:
        yield from wrap(context.say("claim.would", tenfold=write(found.tenfold, context.locale)), width)
    for month in found.months:
        for key, holds in (("six", month.over_six_hours), ("leave", month.may_leave)):
            if holds:
                total = _length(month.minutes, context.locale)
                yield from wrap(context.say(f"claim.month-{key}", month=f"{month.first:%Y-%m}", total=total), width)
    yield from wrap(context.say("claim.divides"), width)


def _tests(context: Context, found: Waiver, width: int) -> Iterator[str]:
    for number, test in enumerate(found.tests, 1):
        at = f"{_clock(test)}  " if test.minute is not None else ""
        sign = "<" if test.mbps < found.minimum else ">="
        verdict = context.say(f"claim.test-{_CASES[test.mbps >= found.minimum]}")
        yield f"{number}  {at}{_speed(test.mbps)} {sign} {_speed(found.minimum)}  {verdict}"
    yield from wrap(context.say(f"claim.speed-{_CASES[found.passed]}", count=found.short), width)
    if found.passed:
        times = f" x {found.slow_days}" if found.slow_days > 1 else ""
        by = context.say("claim.by-days", days=found.days)
        yield f"{found.fee.minor:,} / {by}{times} = {_number(found.worth)}"
        yield context.say("claim.sum", sum=write(found.sum, context.locale))
    if found.may_leave:
        yield from wrap(context.say("claim.speed-leave", count=found.slow_days), width)
    if found.lasted is None:
        yield from wrap(context.say("claim.untimed-all"), width)
    yield from wrap(context.say("claim.divides-day"), width)


def _clock(test: Measurement) -> str | None:
    return None if test.minute is None else f"{test.minute // 60:02d}:{test.minute % 60:02d}"


def _speed(mbps: Fraction) -> str:
    return f"{float(mbps):g}"


def spoken(found: Compensation | Waiver, locale: Locale) -> str:
    """What to say on the phone, in a sentence or two."""
    if isinstance(found, Waiver):
        key = f"claim.say-speed-{_CASES[found.passed]}" + ("-days" if found.passed and found.slow_days > 1 else "")
        sum_, minimum = write(found.sum, locale), _speed(found.minimum)
        return say(locale, key, count=found.short, days=found.slow_days, minimum=minimum, sum=sum_)
    longest, count = found.longest, sum(share.outage.passes for share in found.shares)
    params: dict[str, object] = {"length": _length(longest.minutes, locale), "sum": write(found.sum, locale), "count": count}
    if longest.start:
        params["since"] = moment_words(longest.start, locale)
    timed = "-since" if longest.start else ""
    several = "-several" if count > 1 else ""
    return say(locale, f"claim.say-{_CASES[found.passed]}{several or timed}", **params)


def _todo(found: Compensation | Waiver) -> list[str]:
    """The keys of what to do."""
    deadline = ["deadline"] if found.passed else []
    if isinstance(found, Waiver):
        return [f"speed-{_CASES[found.passed]}", *(deadline or ["again"])]
    return [_CASES[found.passed], *deadline, "times"]


def rules(found: Compensation | Waiver) -> list[str]:
    """The ids of the facts that a claim rests on, and of those that dispute it."""
    if isinstance(found, Waiver):
        named = ["speed-five-tests", found.published or "speed-minimum-share"]
        return named + (["speed-five-days-exit"] if found.may_leave else [])
    named = ["outage-ten-times", "outage-must-claim"]
    named += ["outage-gross-negligence"] if found.tenfold.minor else []
    named += ["outage-monthly-six-hours"] if any(month.over_six_hours for month in found.months) else []
    named += ["exempt-standard-2019"] if any(month.may_leave for month in found.months) else []
    return [*named, "outage-report-at-once"]


def document(found: Compensation | Waiver) -> dict[str, Any]:
    """The claim as JSON; sums in won, `exact` before rounding."""
    own = _speed_json(found) if isinstance(found, Waiver) else _outage_json(found)
    return {
        **own, "fee": found.fee.minor, "passed": found.passed, "sum": found.sum.minor, "facts": rules(found),
        "say": {"ko": spoken(found, "ko"), "en": spoken(found, "en")},
    }  # fmt: skip


def _outage_json(found: Compensation) -> dict[str, Any]:
    return {
        "kind": "outage",
        "refund": found.refund.minor,
        "outages": [
            {
                "from": each.outage.start.isoformat() if each.outage.start else None,
                "to": each.outage.end.isoformat() if each.outage.end else None,
                "minutes": each.outage.minutes, "passed": each.outage.passes, "times": each.times,
                "days_in_month": each.days, "exact": float(each.worth),
            }
            for each in found.shares
        ],
    }  # fmt: skip


def _speed_json(found: Waiver) -> dict[str, Any]:
    return {
        "kind": "speed",
        "minimum_mbps": float(found.minimum),
        "below": found.short,
        "slow_days": found.slow_days,
        "may_leave": found.may_leave,
        "minutes": found.lasted,
        "tests": [{"at": _clock(test), "mbps": float(test.mbps)} for test in found.tests],
    }
