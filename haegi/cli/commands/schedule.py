"""`haegi schedule`: what is owed in instalments, a sentence to say it with, and its dates in a calendar."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

import typer

from haegi.cli import context

if TYPE_CHECKING:
    from haegi.call.case import Case
    from haegi.money.instalments import Means, Schedule
    from haegi.money.money import Money
    from haegi.text.i18n import Locale

_KEPT = ("pay_now", "pay_monthly", "pay_months", "pay_day")
_GAP = "  "
_MONTH = 31  # days; who begins later than that says when
_COUNTS = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두")


def schedule(
    owed: str = typer.Option("", "--owed", metavar="AMOUNT", help="cli.schedule.owed", show_default=False),
    now: str = typer.Option("", "--now", metavar="AMOUNT", help="cli.schedule.now", show_default=False),
    monthly: str = typer.Option("", "--monthly", metavar="AMOUNT", help="cli.schedule.monthly", show_default=False),
    months: int | None = typer.Option(None, "--months", metavar="N", help="cli.schedule.months", show_default=False),
    day: int | None = typer.Option(None, "--day", metavar="D", help="cli.schedule.day", show_default=False),
    start: str = typer.Option("", "--from", metavar="YYYY-MM-DD", help="cli.schedule.from", show_default=False),
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.schedule.case", show_default=False),
    ics: str = typer.Option("", "--ics", metavar="FILE", help="cli.schedule.ics", show_default=False),
    force: bool = typer.Option(False, "--force", help="cli.case.force"),
    json: bool = typer.Option(False, "--json", help="cli.json"),
) -> None:
    from haegi.cli.views.amounts import sum_given
    from haegi.money.instalments import schedule as reckoned

    matter = context.reading().case(case) if case else None
    whole = sum_given(owed, matter, "owed", "schedule.no-owed")
    means = _means(now, monthly, months, whole)
    plan = reckoned(whole, _placed(means, day, start), context.day(None))
    if ics:
        _to_calendar(plan, File(ics), case, force=force)
    if matter:
        _keep(plan, matter)
    if json:
        context.answer_json(document(plan))
    else:
        context.out("\n".join(lines(plan, max(40, min(shutil.get_terminal_size().columns, 80)))))


def _means(now: str, monthly: str, months: int | None, owed: Money) -> Means:
    from haegi.cli.views.amounts import read_sum
    from haegi.money.amounts import read
    from haegi.money.instalments import Means

    currency = owed.currency
    return Means(
        read_sum(now, currency) if now else None, read(monthly, currency=currency) if monthly else None, months
    )


def _placed(means: Means, day: int | None, start: str) -> Means:
    from dataclasses import replace

    return replace(means, day=day, start=context.day(start) if start else None)


def document(plan: Schedule) -> dict[str, Any]:
    """The schedule as JSON; sums in won, or in dollars with cents."""
    from haegi.cli.views.amounts import plain

    currency = plan.owed.currency
    return {
        "owed": plain(plan.owed.minor, currency),
        "currency": currency,
        "payments": [
            {"date": one.day.isoformat(), "sum": plain(one.sum.minor, currency), "left": plain(one.left.minor, currency)}
            for one in plan.payments
        ],
        "say": {"ko": spoken(plan, "ko"), "en": spoken(plan, "en")},
    }  # fmt: skip


def lines(plan: Schedule, width: int) -> Iterator[str]:
    """The table and the sentence, no line wider than `width` cells (40 at least)."""
    from haegi.text.terminal import wrap

    yield from _table(plan)
    yield ""
    yield context.say("schedule.aloud")
    native: Locale = "ko" if plan.owed.currency == "KRW" else "en"
    for tongue in dict.fromkeys((native, context.State.locale)):
        yield from (f"  {line}" for line in wrap(spoken(plan, tongue), width - 2))
    yield from wrap(context.say("schedule.ask"), width)


def _table(plan: Schedule) -> Iterator[str]:
    from haegi.cli.views.amounts import digits
    from haegi.text.terminal import cells

    currency = plan.owed.currency
    rows = [tuple(context.say(f"schedule.col-{name}") for name in ("number", "date", "sum", "left"))]
    rows += [
        (str(number), one.day.isoformat(), digits(one.sum.minor, currency), digits(one.left.minor, currency))
        for number, one in enumerate(plan.payments, 1)
    ]
    widths = [max(cells(row[column]) for row in rows) for column in range(4)]
    for number, row in enumerate(rows):
        yield _GAP.join(" " * (wide - cells(text)) + text for wide, text in zip(widths, row, strict=True))
        if not number:
            yield "-" * (sum(widths) + len(_GAP) * 3)


def spoken(plan: Schedule, locale: Locale) -> str:
    """The plan in a sentence or two, as one says it to the agent."""
    from haegi.money.money import write
    from haegi.text.i18n import say

    def sum_(money: Money) -> str:
        return write(money, locale)

    if not plan.monthly:
        return say(locale, "schedule.say-all", owed=sum_(plan.owed))
    first, last, count = plan.monthly[0], plan.monthly[-1], len(plan.monthly)
    late = plan.now is not None and (first.day - plan.now.day).days > _MONTH
    key = "once" if count == 1 else "many-from" if late else "many"
    params = {
        "owed": sum_(plan.owed), "now": sum_(plan.now.sum) if plan.now else "", "sum": sum_(first.sum),
        "date": _date(first.day, locale), "day": _day(plan.day, locale), "last": sum_(last.sum),
        "count": _COUNTS[count] if locale == "ko" else count,
    }  # fmt: skip
    said = [say(locale, f"schedule.say-{'now-' if plan.now else ''}{key}", **params)]
    said += [say(locale, "schedule.say-last", **params)] if last.sum < first.sum else []
    return " ".join(said)


def _date(day: date, locale: Locale) -> str:
    from haegi.call.cue import day_in_words

    return day_in_words(day.isoformat(), locale)


def _day(day: int, locale: Locale) -> str:
    """A day of the month: 26일, the 26th."""
    if day == 31:
        return "말일" if locale == "ko" else "the last day"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day // 10 != 1 else 0, "th")
    return f"{day}일" if locale == "ko" else f"the {day}{ending}"


def _to_calendar(plan: Schedule, path: File, case: str, *, force: bool) -> None:
    from haegi.call.case import moment
    from haegi.cli.paying import reminders
    from haegi.storage.calendar import calendar

    body = calendar(list(reminders(plan, case or "plan")), moment(context.now()))
    context.write_file(path, body, force=force)
    context.talk(context.say("case.written", path=str(path)))


def _keep(plan: Schedule, matter: Case) -> None:
    """Put the plan into the case, where its playbook asks for one."""
    known = context.playbook(matter.playbook).playbook.slots
    if not set(_KEPT) <= set(known):
        context.talk(context.say("schedule.not-kept", playbook=matter.playbook))
        return
    slots = {name: value for name, value in matter.slots.items() if name not in _KEPT} | {"owed": plan.owed.minor}
    if plan.now:
        slots["pay_now"] = plan.now.sum.minor
    if plan.monthly:
        slots["pay_monthly"] = plan.monthly[0].sum.minor
        slots["pay_months"] = len(plan.monthly)
        slots["pay_day"] = plan.monthly[0].day.isoformat()
    context.store().change(matter.but(slots=slots), context.now())
    context.talk(context.say("schedule.kept", name=matter.name))
