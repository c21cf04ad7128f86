"""`haegi schedule`: what is owed in instalments, a sentence to say it with, and its dates in a calendar."""

from __future__ import annotations

from pathlib import Path as File

import typer

from haegi.call import payment_plan
from haegi.call.case import Case, moment
from haegi.cli.context import Context, width
from haegi.cli.views import schedule as schedule_view
from haegi.cli.views.amounts import read_sum, sum_given
from haegi.cli.views.promises import payment_reminders
from haegi.money.amounts import read
from haegi.money.instalments import Means, Schedule
from haegi.money.instalments import schedule as reckoned
from haegi.storage.calendar import SEOUL, calendar


def schedule(
    ctx: typer.Context,
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
    context: Context = ctx.obj
    known = context.reading().case(case) if case else None
    own = payment_plan.plan(known, context.day()) if known and not (owed or now or monthly or months or day or start) else None
    debt = sum_given(owed, known, "owed", "schedule.no-owed")
    currency = debt.currency
    means = Means(
        read_sum(now, currency) if now else None, read(monthly, currency=currency) if monthly else None, months, day,
        context.day(start) if start else None,
    )  # fmt: skip
    plan = own or reckoned(debt, means, context.day())
    if ics:
        _write_calendar(context, plan, File(ics), case, force=force)
    if known:
        _keep(context, plan, known)
    if json:
        context.answer_json(schedule_view.document(plan))
    else:
        context.out("\n".join(schedule_view.lines(context, plan, width(40, 80))))


def _write_calendar(context: Context, plan: Schedule, path: File, case: str, *, force: bool) -> None:
    zone = SEOUL if plan.owed.currency == "KRW" else None
    reminders = list(payment_reminders(context, plan, case or "plan"))
    context.write_file(path, calendar(reminders, moment(context.now()), zone), force=force)
    context.talk(context.say("case.written", path=str(path)))


def _keep(context: Context, plan: Schedule, case: Case) -> None:
    """Put the plan into the case, where its playbook asks for one."""
    if not set(payment_plan.RECKONED) <= set(context.playbook(case.playbook).slots):
        context.talk(context.say("schedule.not-kept", playbook=case.playbook))
        return
    context.store().change(payment_plan.with_schedule(case, plan), context.now())
    context.talk(context.say("schedule.kept", name=case.name))
