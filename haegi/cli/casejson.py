"""A case as JSON has it: won as integers, dollars as numbers with cents, as every other answer has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from haegi.call.case import Case, Decision, PastCall, Quote, due, moment, next_day, offers, promises
from haegi.call.engine import Event, replay
from haegi.cli import context
from haegi.cli.views.amounts import plain
from haegi.errors import HaegiError
from haegi.playbook.model import Playbook
from haegi.storage.store import Store

#: Names of sums that a playbook has no slot for.
_SUMS = frozenset({"worth", "amount", "fee", "quote_amount", "quote_fee", "offer"})


def document(store: Store, case: Case, today: date | None = None) -> dict[str, Any]:
    """A case with its calls."""
    calls, decisions = store.calls(case.name), store.decisions(case.name)
    book = book_of(case)
    day = next_day(calls, decisions, today or context.day(None))
    sums = sum_names(book)
    return {
        "name": case.name,
        "playbook": case.playbook,
        "currency": case.currency,
        "horizon_months": case.horizon_months,
        "slots": _plain(case.slots, sums, case),
        "quotes": [_quote(quote, case) for quote in case.quotes],
        "calls": [_call(call, book, case) for call in calls],
        "offers": [
            {"call": each.call, "at": _time(each.at), "move": each.move, "text": each.text, **each.offer,
             "value": plain(each.worth, case.currency)}
            for call in calls for each in offers(call)
        ],
        "commitments": [
            {"call": each.call, "at": _time(each.at), "text": each.text, "due": each.due, "kept": each.kept,
             "number": number}
            for number, each in enumerate(promises(case, calls), 1)
        ],
        "decisions": [decision_json(each) for each in decisions],
        "follow_up": day.isoformat() if day else None,
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


def book_of(case: Case) -> Playbook | None:
    """The playbook of a case, where it can still be read."""
    try:
        return context.playbook(case.playbook).playbook
    except HaegiError:
        return None


def sum_names(book: Playbook | None) -> frozenset[str]:
    """The names under which a case keeps sums."""
    slots = book.slots if book else {}
    return _SUMS | {name for name, slot in slots.items() if slot.type == "money"}


def _plain(values: Mapping[str, Any], sums: frozenset[str], case: Case) -> dict[str, Any]:
    return {
        name: plain(value, case.currency) if name in sums and isinstance(value, int) else value
        for name, value in values.items()
    }


def _quote(quote: Quote, case: Case) -> dict[str, Any]:
    return _plain(quote.to_json(), _SUMS, case)


def _time(at: int) -> str:
    return moment(at).isoformat(timespec="milliseconds")


def _call(call: PastCall, book: Playbook | None, case: Case) -> dict[str, Any]:
    snapshot = replay(book, call.events) if book else None
    sums = sum_names(book)
    return {
        "number": call.number,
        "started": _time(call.started),
        "ended": _time(call.ended) if call.ended else None,
        "outcome": call.outcome or None,
        "stage": snapshot.stage if snapshot else None,
        "events": [_event(event, sums, case) for event in call.events],
    }


def _event(event: Event, sums: frozenset[str], case: Case) -> dict[str, Any]:
    """An event; what it holds of a quote and of facts is a mapping of its own. An offer's terms are written by theirs."""
    parts = {key: _plain(part, sums, case) for key in ("facts", "quote") if isinstance(part := event.data.get(key), dict)}
    data = {**_plain(event.data, sums, case), **parts}
    return {**event._asdict(), "at": _time(event.at), "data": data}
