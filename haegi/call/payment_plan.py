"""A payment plan as a case keeps it: whether its sums come out, and what follows from the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from haegi.call.case import Case
from haegi.errors import Failure
from haegi.money.instalments import Means, Schedule, schedule
from haegi.money.money import Money
from haegi.playbook.guard import Value
from haegi.playbook.model import Playbook

#: The slots of a plan, as the playbook about unpaid bills names them.
SLOTS = ("owed", "owed_handset", "pay_now", "pay_day", "pay_monthly", "pay_months")
#: Those that are worked out.
RECKONED = ("pay_now", "pay_monthly", "pay_months", "pay_day")


def is_asked_for(book: Playbook) -> bool:
    """Whether the playbook has room for a plan."""
    return set(SLOTS) <= set(book.slots)


def plan(case: Case, today: date) -> Schedule | None:
    """The payments a case has settled on; None where too little of them is known.

    Raises Failure for sums that don't come out and for days gone by, with what would do.
    """
    owed, now = case.sum("owed"), case.sum("pay_now")
    monthly, months, day = case.sum("pay_monthly"), case.sum("pay_months"), case.slots.get("pay_day")
    if not owed:
        return None
    part = case.sum("owed_handset") or 0
    if part > owed:
        raise Failure("schedule.part", part=_money(case, part).told, owed=_money(case, owed).told)
    if monthly is None and months is None:
        months = 1 if day else None
    if months is None and monthly is None and now != owed:
        if now and now > owed:
            raise Failure("schedule.too-much", now=_money(case, now).told, owed=_money(case, owed).told)
        return None
    start = date.fromisoformat(day) if isinstance(day, str) else None
    means = Means(_money(case, now) if now else None, _money(case, monthly) if monthly else None, months, None, start)
    return schedule(_money(case, owed), means, today)


def settled(case: Case, changed: frozenset[str], today: date) -> Case:
    """The case with its plan reckoned anew: what was not said of the sum and the number of payments follows from the rest.

    Raises Failure as `plan` does.
    """
    kept = unreckoned(case, changed)
    payments = plan(kept, today)
    if not changed & set(SLOTS) or not {"pay_monthly", "pay_months"} & set(kept.slots):
        return case
    reckoned: dict[str, Value] = {}
    if payments and payments.monthly:
        reckoned = {"pay_monthly": payments.monthly[0].sum.minor, "pay_months": len(payments.monthly)}
    return replace(case, slots={**kept.slots, **reckoned})


def with_schedule(case: Case, payments: Schedule) -> Case:
    """The case with these payments as its plan, in place of what it had."""
    slots: dict[str, Value] = {name: value for name, value in case.slots.items() if name not in RECKONED}
    slots["owed"] = payments.owed.minor
    if payments.now:
        slots["pay_now"] = payments.now.sum.minor
    if payments.monthly:
        slots["pay_monthly"] = payments.monthly[0].sum.minor
        slots["pay_months"] = len(payments.monthly)
        slots["pay_day"] = payments.monthly[0].day.isoformat()
    return replace(case, slots=slots)


def unreckoned(case: Case, changed: frozenset[str]) -> Case:
    """The case without what had been reckoned from something that has changed."""
    stale = _follows(changed) if "pay_monthly" in case.slots else set()
    return replace(case, slots={name: value for name, value in case.slots.items() if name not in stale})


def _follows(changed: frozenset[str]) -> set[str]:
    """What was reckoned from something that has changed, and has to be reckoned again."""
    if "pay_months" in changed:
        return set() if "pay_monthly" in changed else {"pay_monthly"}
    return {"pay_months"} if changed & {"owed", "pay_now", "pay_monthly"} else set()


def _money(case: Case, minor: int) -> Money:
    return Money(minor, case.currency)
