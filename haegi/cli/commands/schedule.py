"""`haegi schedule`: what is owed in instalments, a sentence to say it with, and its dates in a calendar."""

from __future__ import annotations

from pathlib import Path as File

import typer

from haegi.call import payment_plan
from haegi.call.case import Case, moment
from haegi.cli.context import Context, width
from haegi.cli.options import CASES, Force, Json
from haegi.cli.views import schedule as schedule_view
from haegi.cli.views.amounts import sum_given
from haegi.cli.views.case import payment_reminders
from haegi.money.amounts import read, read_or_nothing
from haegi.money.instalments import Means, Schedule
from haegi.money.instalments import schedule as reckoned
from haegi.storage.calendar import SEOUL, calendar


def schedule(
    ctx: typer.Context,
    owed: str = typer.Option("", "--owed", metavar="AMOUNT", help="cli.schedule.owed"),
    now: str = typer.Option("", "--now", metavar="AMOUNT", help="cli.schedule.now"),
    monthly: str = typer.Option("", "--monthly", metavar="AMOUNT", help="cli.schedule.monthly"),
    months: int | None = typer.Option(None, "--months", metavar="N", help="cli.schedule.months"),
    day: int | None = typer.Option(None, "--day", metavar="D", help="cli.schedule.day"),
    start: str = typer.Option("", "--from", metavar="YYYY-MM-DD", help="cli.schedule.from"),
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.schedule.case", autocompletion=CASES),
    ics: str = typer.Option("", "--ics", metavar="FILE", help="cli.schedule.ics"),
    force: Force = False,
    json: Json = False,
) -> None:
    context: Context = ctx.obj
    known = context.reading().case(case) if case else None
    own = payment_plan.plan(known, context.day()) if known and not (owed or now or monthly or months or day or start) else None
    debt = sum_given(owed, known, "owed", "schedule.no-owed")
    currency = debt.currency
    means = Means(
        read_or_nothing(now, currency) if now else None, read(monthly, currency=currency) if monthly else None, months, day,
        context.day(start) if start else None,
    )  # fmt: skip
    plan = own or reckoned(debt, means, context.day())
    if ics:
        reminders = payment_reminders(context, plan, case or "plan")
        zone = SEOUL if plan.owed.currency == "KRW" else None
        context.write_file(File(ics), calendar(list(reminders), moment(context.now()), zone), force=force)
        context.talk(context.say("case.written", path=ics))
    if known:
        _keep(context, plan, known)
    context.answer(schedule_view.document(plan) if json else schedule_view.lines(context, plan, width(40, 80)))


def _keep(context: Context, plan: Schedule, case: Case) -> None:
    """Put the plan into the case, where its playbook asks for one."""
    if not set(payment_plan.RECKONED) <= set(context.playbook(case.playbook).slots):
        context.talk(context.say("schedule.not-kept", playbook=case.playbook))
        return
    context.store().change(case, payment_plan.with_schedule(case, plan), context.now())
    context.talk(context.say("schedule.kept", name=case.name))
