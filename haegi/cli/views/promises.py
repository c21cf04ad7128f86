"""The promises of a case as the commands show them, and the reminders of a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from haegi.call import payment_plan
from haegi.call.case import Case, PastCall, commitments, due, follow_up, moment, promises
from haegi.cli.context import Context
from haegi.coach.view import promise_line
from haegi.money.instalments import Schedule
from haegi.storage.calendar import Reminder
from haegi.storage.store import Store
from haegi.text.dates import find_date, find_time
from haegi.text.terminal import visible


def due_lines(context: Context, case: Case, calls: Sequence[PastCall], today: date) -> list[str]:
    """The promises that are due, a line each."""
    return [promise_line(each, case, today, context.locale) for each in due(case, calls, today)]


def due_shown(context: Context, case: Case, calls: Sequence[PastCall], today: date) -> Iterator[str]:
    """The promises that are due, and how to say that the first of them was kept."""
    yield from (f"! {line}" for line in due_lines(context, case, calls, today))
    for first in due(case, calls, today)[:1]:
        number = promises(case, calls).index(first) + 1
        yield context.say("promise.mark", name=case.name, number=number)


def promise_rows(context: Context, case: Case, calls: Sequence[PastCall]) -> list[str]:
    """Every promise with its number, its day, and whether it was kept."""
    rows = []
    for number, each in enumerate(promises(case, calls), 1):
        day = f" ({each.due})" if each.due else ""
        kept = f"  {context.say('case.promise-kept')}" if each.kept else ""
        rows.append(visible(f"{number}  {each.text}{day}{kept}"))
    return rows


def reminders(context: Context, store: Store, case: Case) -> Iterator[Reminder]:
    """The follow-up of the last call and of the last decision, every promise that has a day, the payments agreed,
    and after an agreement a look at the bills every quarter."""
    calls = store.calls(case.name)
    day = follow_up(calls)
    text = context.say("remind.text", case=case.name)
    if day:
        title = context.say("remind.title", case=case.name)
        yield _at(Reminder(f"{case.name}-{day}", day, title, text), _said_of(calls[-1], day))
    decided = store.decisions(case.name)[-1:]
    for decision in decided:
        if decision.follow_up:
            title = context.say("remind.decision", text=visible(decision.text))
            again = context.say("remind.compare", case=case.name)
            yield Reminder(f"{case.name}-decision", decision.follow_up, title, again)
    for call in calls:
        for number, each in enumerate(commitments(call), 1):
            if isinstance(each.due, date) and each.at not in case.kept:
                title = context.say("remind.promise", text=visible(each.text))
                yield _at(Reminder(f"{case.name}-{call.number}-{number}", each.due, title, text), [each.text])
    if calls and calls[-1].outcome == "accepted":
        agreed = moment(calls[-1].ended or calls[-1].started).astimezone().date()
        yield from _payments(context, case, agreed)
        check = context.say("remind.bills", case=case.name)
        yield Reminder(f"{case.name}-bills", agreed + timedelta(days=30), check, text, quarterly=True)


def _at(reminder: Reminder, said: Iterable[str]) -> Reminder:
    """The reminder at the hour that was said, where there is one."""
    hour = next((hour for words in said if (hour := find_time(words))), None)
    return reminder._replace(hour=hour) if hour else reminder


def _said_of(call: PastCall, day: date) -> Iterator[str]:
    """What was promised for a day in a call, then what was heard of it, the last word first."""
    yield from (each.text for each in commitments(call) if each.due == day)
    today = moment(call.started).astimezone().date()
    heard = (event.text for event in reversed(call.events) if event.kind == "heard")
    yield from (words for words in heard if find_date(words, today) == day)


def _payments(context: Context, case: Case, agreed: date) -> Iterator[Reminder]:
    """The payments of a plan agreed to on this day; none where no plan is kept."""
    book = context.readable_playbook(case.playbook)
    if book and payment_plan.is_asked_for(book):
        payments = payment_plan.plan(case, agreed)
        yield from payment_reminders(context, payments, case.name) if payments else ()


def payment_reminders(context: Context, payments: Schedule, name: str) -> Iterator[Reminder]:
    """Each payment on its day."""
    for payment in payments.payments:
        title = context.say("schedule.remind", sum=str(payment.sum))
        left = context.say("schedule.remind-left", left=str(payment.left))
        yield Reminder(f"{name}-pay-{payment.day}", payment.day, title, left)
