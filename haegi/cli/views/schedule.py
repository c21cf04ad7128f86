"""A payment plan as text and as JSON, and the sentence to say it with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from haegi.call.cue import day_in_words
from haegi.cli.context import Context
from haegi.cli.views.amounts import digits, plain
from haegi.cli.views.table import table
from haegi.money.instalments import Schedule
from haegi.money.money import write
from haegi.text.i18n import Locale, say
from haegi.text.terminal import wrap

_MONTH = 31  # days; who begins later than that says when
_COUNTS = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두")


def document(plan: Schedule) -> dict[str, Any]:
    """Sums in won, or in dollars with cents."""
    currency = plan.owed.currency
    return {
        "owed": plain(plan.owed.minor, currency),
        "currency": currency,
        "payments": [
            {"date": payment.day.isoformat(), "sum": plain(payment.sum.minor, currency),
             "left": plain(payment.left.minor, currency)}
            for payment in plan.payments
        ],
        "say": {"ko": spoken(plan, "ko"), "en": spoken(plan, "en")},
    }  # fmt: skip


def lines(context: Context, plan: Schedule, width: int) -> Iterator[str]:
    """The table and the sentence, no line wider than `width` cells (40 at least)."""
    currency = plan.owed.currency
    heads = [context.say(f"schedule.col-{name}") for name in ("number", "date", "sum", "left")]
    rows = [
        [str(number), payment.day.isoformat(), digits(payment.sum.minor, currency), digits(payment.left.minor, currency)]
        for number, payment in enumerate(plan.payments, 1)
    ]
    yield from table([heads, *rows], range(len(heads)))
    yield ""
    yield context.say("schedule.aloud")
    native: Locale = "ko" if currency == "KRW" else "en"
    for locale in dict.fromkeys((native, context.locale)):
        yield from (f"  {line}" for line in wrap(spoken(plan, locale), width - 2))
    yield from wrap(context.say("schedule.ask"), width)


def spoken(plan: Schedule, locale: Locale) -> str:
    """The plan in a sentence or two, as one says it to the agent."""
    if not plan.monthly:
        return say(locale, "schedule.say-all", owed=write(plan.owed, locale))
    first, last, count = plan.monthly[0], plan.monthly[-1], len(plan.monthly)
    late = plan.now is not None and (first.day - plan.now.day).days > _MONTH
    key = "once" if count == 1 else "many-from" if late else "many"
    params = {
        "owed": write(plan.owed, locale), "now": write(plan.now.sum, locale) if plan.now else "",
        "sum": write(first.sum, locale), "last": write(last.sum, locale),
        "date": day_in_words(first.day.isoformat(), locale), "day": _day(plan.day, locale), "count": _COUNTS[count] if locale == "ko" else count,
    }  # fmt: skip
    sentences = [say(locale, f"schedule.say-{'now-' if plan.now else ''}{key}", **params)]
    sentences += [say(locale, "schedule.say-last", **params)] if last.sum < first.sum else []
    return " ".join(sentences)


def _day(day: int, locale: Locale) -> str:
    """A day of the month: 26일, the 26th."""
    if day == 31:
        return "말일" if locale == "ko" else "the last day"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day // 10 != 1 else 0, "th")
    return f"{day}일" if locale == "ko" else f"the {day}{ending}"
