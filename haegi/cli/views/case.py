"""A case as text and as JSON: won as integers, dollars as numbers with cents; its promises and its dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from haegi.call import payment_plan
from haegi.call.case import (
    Case,
    Decision,
    PastCall,
    Quote,
    commitments,
    due,
    follow_up,
    moment,
    next_day,
    offers,
    promises,
)  # fmt: skip
from haegi.call.cue import day_in_words, in_words
from haegi.call.engine import Event, replay, standing
from haegi.call.slots import TOTALS
from haegi.cli.context import Context
from haegi.cli.views.amounts import plain, sentence_sum
from haegi.cli.views.call_summary import Deal, deal_lines, deal_of, heard_in, people
from haegi.coach.lines import offer_line
from haegi.coach.view import offer_rows, promise_line
from haegi.files.resources import shipped_market
from haegi.money.instalments import Schedule
from haegi.money.market import carrier_of
from haegi.playbook.guard import Value
from haegi.playbook.model import Playbook
from haegi.storage.calendar import Reminder
from haegi.storage.store import Store
from haegi.text.dates import find_date, find_time, later
from haegi.text.i18n import Locale, say
from haegi.text.terminal import visible
from haegi.transcript.results import find_references

#: Names of sums that a playbook has no slot for.
_SUMS = frozenset({"worth", "amount", "fee", "quote_amount", "quote_fee", "offer"})


def note_carrier(context: Context, book: Playbook, before: Mapping[str, Value], slots: Mapping[str, Value]) -> None:
    """Say so where a new provider is none that haegi has figures for; the call works all the same."""
    name = str(slots.get("carrier", ""))
    if not name or book.market is None or name == before.get("carrier"):
        return
    market = shipped_market(book.market)
    if carrier_of(market, name) is None:
        known = ", ".join(title.en or (title.ko or "").split()[0] for title in market.carriers.values())
        context.talk(context.say("case.unknown-carrier", name=name, known=known))


def note_totals(context: Context, before: Case | None, case: Case) -> None:
    """Say so where the sums a case aims at, if they are new, can hardly be totals: less than the bill of one month, or the
    least that would do above what is hoped for."""
    target, least, fee = sums = [case.sum(name) for name in (*TOTALS, "fee")]
    if not target or (before and sums == [before.sum(name) for name in (*TOTALS, "fee")]):
        return
    if fee and target < fee:
        total = sentence_sum(context, (fee - target) * case.horizon_months, case.currency)
        target_, months = sentence_sum(context, target, case.currency), case.horizon_months
        context.talk(context.say("case.target-small", target=target_, months=months, total=total, name=case.name))
    if least and least > target:
        low, high = (sentence_sum(context, each, case.currency) for each in (least, target))
        context.talk(context.say("case.least-above", least=low, target=high))


# For people


def listed(context: Context, store: Store, case: Case, today: date) -> list[str]:
    """A case in a list, then its promises that are due."""
    calls = store.calls(case.name)
    day = next_day(calls, store.decisions(case.name), today)
    last = context.say(f"outcome.{calls[-1].outcome or 'cut'}") if calls else ""
    how = [context.say("coach.nth-call", number=len(calls)), last] if calls else [context.say("case.no-call")]
    parts = [case.name, case.playbook, *how]
    parts += [_follow_up(context, day, today)] if day else []
    return [visible("  ".join(parts)), *due_lines(context, case, calls, today)]


def shown(context: Context, store: Store, case: Case, today: date) -> Iterator[str]:
    """A case as a person reads it."""
    calls, decisions = store.calls(case.name), store.decisions(case.name)
    rounds = [offer for call in calls for offer in offers(call)]
    ledger = offer_rows(rounds, case, context.locale)
    yield visible(f"{case.name}  ({case.playbook})")
    yield from deal_lines(calls, case, context.locale)
    yield from (f"  {visible(line)}" for line in _slot_lines(context, case, today))
    sections = {
        "quotes": [_quote_line(quote, case, context.locale) for quote in case.quotes],
        "calls": [_call_line(context, call) for call in calls],
        "offers": [offer_line(row, context.locale) for row in ledger],
        "promises": list(_promise_rows(context, case, calls)),
        **{title: [visible(row) for row in rows] for title, rows in _records(calls).items()},
        "decisions": [decision_line(context, decision) for decision in decisions],
    }
    for title, rows in sections.items():
        yield from [context.say(f"case.{title}"), *(f"  {row}" for row in rows)] if rows else []
    yield from (f"! {line}" for line in due_lines(context, case, calls, today))
    for first in due(case, calls, today)[:1]:
        number = promises(case, calls).index(first) + 1
        yield context.say("promise.mark", name=case.name, number=number)
    day = next_day(calls, decisions, today)
    if day:
        yield _follow_up(context, day, today)


def _records(calls: Sequence[PastCall]) -> dict[str, list[str]]:
    """Who was spoken with, the numbers of the matter, and what was noted, over all calls."""
    typed = [event.text for call in calls for event in standing(call.events) if event.kind == "note" and not event.value]
    numbers = dict.fromkeys(number for call in calls for text in heard_in(call) for number in find_references(text))
    return {"people": [f"{call.number}  {name}" for call in calls for name in people(call)], "references": [*numbers], "notes": typed}


def decision_line(context: Context, decision: Decision) -> str:
    """What was decided, and when to look again."""
    made = moment(decision.at).astimezone().date()
    day = decision.follow_up.isoformat() if decision.follow_up else ""
    again = f"  ({context.say('case.look-again', day=day_in_words(day, context.locale, made))})" if day else ""
    return f"{made}  {visible(decision.text)}{again}"


def _follow_up(context: Context, day: date, today: date) -> str:
    return context.say("case.follow-up", day=day_in_words(day.isoformat(), context.locale, today))


def _slot_lines(context: Context, case: Case, today: date) -> Iterator[str]:
    book = context.readable_playbook(case.playbook)
    for name, value in case.slots.items():
        slot = book.slots.get(name) if book else None
        label = slot.label.best(context.locale) if slot else name
        yield f"{label}: {in_words(value, slot.type if slot else 'text', context.locale, case.currency, today)}"


def _quote_line(quote: Quote, case: Case, locale: Locale) -> str:
    gift, fee = ("" if sum_ is None else in_words(sum_, "money", locale, case.currency) for sum_ in (quote.amount, quote.fee))
    seen = quote.seen.isoformat() if quote.seen else say(locale, "quote.no-day")
    return visible("  ".join(filter(None, (quote.provider, quote.product, quote.gift or gift, fee, seen, quote.where))))


def _call_line(context: Context, call: PastCall) -> str:
    when = moment(call.started).astimezone().strftime("%Y-%m-%d %H:%M")
    outcome = context.say(f"outcome.{call.outcome or 'cut'}")
    return context.say("case.call-row", number=call.number, when=when, outcome=outcome)


# For programs


def document(context: Context, store: Store, case: Case, today: date) -> dict[str, Any]:
    """A case with its calls."""
    calls, decisions = store.calls(case.name), store.decisions(case.name)
    book = context.readable_playbook(case.playbook)
    day, deal = next_day(calls, decisions, today), deal_of(calls)
    return {
        "name": case.name,
        "playbook": case.playbook,
        "currency": case.currency,
        "horizon_months": case.horizon_months,
        "slots": _plain(case.slots, _sum_names(book), case),
        "quotes": [_plain(quote.to_json(), _SUMS, case) for quote in case.quotes],
        "calls": [_call(call, book, case) for call in calls],
        "offers": [
            {"call": offer.call, "at": _time(offer.at), "move": offer.move, "text": offer.text, **offer.offer,
             "value": plain(offer.worth, case.currency)}
            for call in calls for offer in offers(call)
        ],
        "commitments": [
            {"call": promise.call, "at": _time(promise.at), "text": promise.text, "due": promise.due, "kept": promise.kept,
             "number": number}
            for number, promise in enumerate(promises(case, calls), 1)
        ],
        "decisions": [decision_json(decision) for decision in decisions],
        "follow_up": day.isoformat() if day else None,
        "agreed": deal.offer.offer if deal else None,
        "deal": {**deal._asdict(), "offer": deal.offer.offer, "call": deal.offer.call} if deal else None,
        **_records(calls),
    }  # fmt: skip


def decision_json(decision: Decision) -> dict[str, Any]:
    """What was decided."""
    return {**decision.to_json(), "at": _time(decision.at)}


def row(store: Store, case: Case, today: date) -> dict[str, Any]:
    """A case in a list."""
    calls = store.calls(case.name)
    day = next_day(calls, store.decisions(case.name), today)
    return {
        "name": case.name,
        "playbook": case.playbook,
        "calls": len(calls),
        "outcome": calls[-1].outcome or None if calls else None,
        "follow_up": day.isoformat() if day else None,
        "promises_due": len(due(case, calls, today)),
    }


def _sum_names(book: Playbook | None) -> frozenset[str]:
    """The names under which a case keeps sums."""
    slots = book.slots if book else {}
    return _SUMS | {name for name, slot in slots.items() if slot.type == "money"}


def _plain(values: Mapping[str, Any], sums: frozenset[str], case: Case) -> dict[str, Any]:
    return {
        name: plain(value, case.currency) if name in sums and isinstance(value, int) else value
        for name, value in values.items()
    }


def _time(at: int) -> str:
    return moment(at).isoformat(timespec="milliseconds")


def _call(call: PastCall, book: Playbook | None, case: Case) -> dict[str, Any]:
    return {
        "number": call.number,
        "started": _time(call.started),
        "ended": _time(call.ended) if call.ended else None,
        "outcome": call.outcome or None,
        "stage": replay(book, call.events).stage if book else None,
        "events": [_event(event, _sum_names(book), case) for event in call.events],
    }


def _event(event: Event, sums: frozenset[str], case: Case) -> dict[str, Any]:
    """An event; what it holds of a quote and of facts is a mapping of its own. An offer's terms are written by theirs."""
    parts = {key: _plain(part, sums, case) for key in ("facts", "quote") if isinstance(part := event.data.get(key), dict)}
    return {**event._asdict(), "at": _time(event.at), "data": {**_plain(event.data, sums, case), **parts}}


# Promises, and the dates of a case


def due_lines(context: Context, case: Case, calls: Sequence[PastCall], today: date) -> list[str]:
    """The promises that are due, a line each."""
    return [promise_line(each, case, today, context.locale) for each in due(case, calls, today)]


def _promise_rows(context: Context, case: Case, calls: Sequence[PastCall]) -> Iterator[str]:
    """Every promise with its number, its day, and whether it was kept."""
    for number, each in enumerate(promises(case, calls), 1):
        day = f" ({each.due})" if each.due else ""
        kept = f"  {context.say('case.promise-kept')}" if each.kept else ""
        yield visible(f"{number}  {each.text}{day}{kept}")


def reminders(context: Context, store: Store, case: Case) -> Iterator[Reminder]:
    """The follow-up of the last call and of the last decision, every promise that has a day, the payments agreed,
    and after an agreement a look at the bills every quarter."""
    calls = store.calls(case.name)
    day = follow_up(calls)
    text = context.say("remind.text", case=case.name)
    if day:
        title = context.say("remind.title", case=case.name)
        yield _at(Reminder(f"{case.name}-{day}", day, title, text), _said_of(calls[-1], day))
    for decision in store.decisions(case.name)[-1:]:
        if decision.follow_up:
            title = context.say("remind.decision", text=visible(decision.text))
            again = context.say("remind.compare", case=case.name)
            yield Reminder(f"{case.name}-decision", decision.follow_up, title, again)
    for call in calls:
        for number, each in enumerate(commitments(call), 1):
            if isinstance(each.due, date) and each.at not in case.kept:
                title = context.say("remind.promise", text=visible(each.text))
                yield _at(Reminder(f"{case.name}-{call.number}-{number}", each.due, title, text), [each.text])
    deal = deal_of(calls)
    yield from _deal_reminders(context, deal, case) if deal else ()
    if calls and calls[-1].outcome == "accepted":
        made = moment(calls[-1].ended or calls[-1].started).astimezone().date()
        book = context.readable_playbook(case.playbook)
        payments = payment_plan.plan(case, made) if book and payment_plan.is_asked_for(book) else None
        yield from payment_reminders(context, payments, case.name) if payments else ()
        check = context.say("remind.bills", case=case.name)
        agreed = context.say("remind.bills-text", case=case.name)
        yield Reminder(f"{case.name}-bills", made + timedelta(days=30), check, agreed, quarterly=True)


def _deal_reminders(context: Context, deal: Deal, case: Case) -> Iterator[Reminder]:
    """A month before the new contract ends, and a look for a gift whose day nobody named."""
    months = deal.offer.offer.get("commit_months")
    end = deal.contract_end or (later(deal.on, months) if months else None)
    if end:
        title = context.say("remind.contract", case=case.name)
        yield Reminder(f"{case.name}-contract", later(end, -1), title, context.say("remind.compare", case=case.name))
    if deal.has_gift and not deal.gift_day:
        title = context.say("remind.gift", case=case.name)
        yield Reminder(f"{case.name}-gift", deal.on + timedelta(days=30), title, context.say("remind.gift-unsaid"))


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


def payment_reminders(context: Context, payments: Schedule, name: str) -> Iterator[Reminder]:
    """Each payment on its day."""
    for payment in payments.payments:
        title = context.say("schedule.remind", sum=str(payment.sum))
        left = context.say("schedule.remind-left", left=str(payment.left))
        yield Reminder(f"{name}-pay-{payment.day}", payment.day, title, left)
