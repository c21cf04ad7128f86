"""A payment plan as a case keeps it: whether its sums come out, and the days it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from haegi.cli import context
from haegi.errors import Failure
from haegi.money.instalments import Means, Schedule, schedule
from haegi.money.money import Money
from haegi.playbook.guard import Value

if TYPE_CHECKING:
    from haegi.call.case import Case
    from haegi.storage.calendar import Reminder

#: The slots that hold a plan, as the playbook about unpaid bills names them.
PLAN = ("owed", "owed_handset", "pay_now", "pay_day", "pay_monthly", "pay_months")


def plan(case: Case, today: date) -> Schedule | None:
    """The payments a case has settled on; None where too little of them is known.

    Raises Failure for sums that don't come out and for days gone by, with what would do.
    """
    owed, now = case.sum("owed"), case.sum("pay_now")
    monthly, months, day = case.sum("pay_monthly"), case.sum("pay_months"), case.slots.get("pay_day")
    if not owed:
        return None
    _fits(case, owed)
    if monthly is None and months is None:
        months = 1 if day else None
    if months is None and monthly is None and now != owed:
        _within(case, owed)
        return None
    start = date.fromisoformat(day) if isinstance(day, str) else None
    return schedule(
        _money(case, owed),
        Means(_money(case, now) if now else None, _money(case, monthly) if monthly else None, months, None, start),
        today,
    )


def settled(case: Case, changed: frozenset[str], today: date) -> Case:
    """The case with its plan reckoned anew: what was not said of the sum and the number of payments follows from the rest.

    Raises Failure as `plan` does.
    """
    kept = unreckoned(case, changed)
    slots = kept.slots
    if not changed & set(PLAN) or not {"pay_monthly", "pay_months"} & set(slots):
        plan(kept, today)
        return case
    found = plan(kept, today)
    reckoned: dict[str, Value] = (
        {"pay_monthly": found.monthly[0].sum.minor, "pay_months": len(found.monthly)} if found and found.monthly else {}
    )
    return replace(case, slots={**slots, **reckoned})


def unreckoned(case: Case, changed: frozenset[str]) -> Case:
    """The case without what had been reckoned from something that has changed."""
    stale = _follows(changed) if "pay_monthly" in case.slots else set()
    return replace(case, slots={name: value for name, value in case.slots.items() if name not in stale})


def _follows(changed: frozenset[str]) -> set[str]:
    """What was reckoned from something that has changed, and has to be reckoned again."""
    if "pay_months" in changed:
        return set() if "pay_monthly" in changed else {"pay_monthly"}
    return {"pay_months"} if changed & {"owed", "pay_now", "pay_monthly"} else set()


def _fits(case: Case, owed: int) -> None:
    part = case.sum("owed_handset")
    if part is not None and part > owed:
        raise Failure("schedule.part", part=str(_money(case, part)), owed=str(_money(case, owed)))


def _within(case: Case, owed: int) -> None:
    now = case.sum("pay_now") or 0
    if now > owed:
        raise Failure("schedule.too-much", now=str(_money(case, now)), owed=str(_money(case, owed)))


def _money(case: Case, minor: int) -> Money:
    return Money(minor, case.currency)


def reminders(found: Schedule, name: str) -> Iterator[Reminder]:
    """Each payment on its day."""
    from haegi.storage.calendar import Reminder

    for one in found.payments:
        title = context.say("schedule.remind", sum=str(one.sum))
        yield Reminder(f"{name}-pay-{one.day}", one.day, title, context.say("schedule.remind-left", left=str(one.left)))
