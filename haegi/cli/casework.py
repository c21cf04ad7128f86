"""What the case commands do: ask, fill in, show."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path as File
from typing import Any

from haegi.call.case import (
    Case,
    Decision,
    PastCall,
    Quote,
    due,
    moment,
    next_day,
    offers,
    promises,
)  # fmt: skip
from haegi.call.cue import day_in_words, in_words, value_of
from haegi.call.dates import read_date
from haegi.call.engine import Event, replay
from haegi.cli import desk
from haegi.cli.naming import named
from haegi.cli.promised import due_shown, promise_rows
from haegi.coach.lines import offer_line
from haegi.coach.view import offer_rows
from haegi.disk.store import Store
from haegi.errors import Failure, HaegiError
from haegi.playbook.guard import Value
from haegi.playbook.model import Playbook, Slot
from haegi.text.i18n import Locale
from haegi.text.plain import visible
from haegi.text.private import scrubbed

_YES = frozenset({"y", "yes", "네", "예", "응", "true", "1", "ㅛ"})


@dataclass(frozen=True, slots=True)
class Given:
    """What was given with flags: slots by id, quotes, and other slots as `name=value`."""

    slots: Mapping[str, str]
    quotes: Sequence[str]
    others: Sequence[str]

    def is_empty(self) -> bool:
        return not (any(self.slots.values()) or self.quotes or self.others)

    def pairs(self) -> Iterator[tuple[str, str]]:
        yield from ((name, text) for name, text in self.slots.items() if text)
        for other in self.others:
            name, equals, text = other.partition("=")
            if not equals or not name.strip():
                raise Failure("case.set-how", text=other)
            yield name.strip(), text.strip()


def _read_quote(text: str, today: date) -> Quote:
    """A quote from one line. The reader of offers loads slowly, so it waits until there is one to read."""
    from haegi.call.quotes import read_quote

    return read_quote(text, today)


def with_given(case: Case, given: Given) -> Case:
    """The case with what was given filled in. Raises Failure for a slot or a value that fits nothing."""
    book = desk.playbook(case.playbook).playbook
    slots = dict(case.slots)
    for name, text in given.pairs():
        slots[name] = slot_value(book, name, text, case.currency)
    quotes = [_read_quote(text, desk.day(None)) for text in given.quotes]
    return case.model_copy(update={"slots": slots, "quotes": (*case.quotes, *quotes)})


def slot_value(book: Playbook, name: str, text: str, currency: str) -> Value:
    """What was typed for a slot, as it is kept."""
    slot = book.slots.get(name)
    if slot is None:
        raise Failure("case.no-slot", name=name, known=", ".join(book.slots))
    if slot.type == "date":
        return read_date(text, desk.day(None)).isoformat()
    if slot.type == "yesno":
        return text.strip().lower() in _YES
    if slot.type == "choice":
        return _chosen(slot, text.strip())
    return value_of(text, slot.type, currency)


def _chosen(slot: Slot, text: str) -> str:
    """A choice by its number or its words; kept as its first wording."""
    words = [choice.best(desk.State.locale) for choice in slot.choices]
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(words):
        return _key(slot, int(text) - 1)
    for index, choice in enumerate(slot.choices):
        if text in (choice.ko, choice.en):
            return _key(slot, index)
    raise Failure("case.bad-choice", text=text, choices=", ".join(words))


def _key(slot: Slot, index: int) -> str:
    choice = slot.choices[index]
    return choice.ko or choice.en or ""


def asked(name: str, playbook: str, store: Store) -> Case:
    """A case from questions and answers; every question can be skipped, and the end of input skips the rest."""
    case = named(name, playbook, store)
    book = desk.playbook(playbook).playbook
    desk.out(desk.say("case.skip"))
    slots: dict[str, Value] = {}
    for slot_id, slot in book.slots.items():
        value = _answered(book, slot_id, slot, case.currency)
        if value is not None:
            slots[slot_id] = value
    quote = _quote_answered()
    return case.model_copy(update={"slots": slots, "quotes": (quote,) if quote else ()})


def _answered(book: Playbook, slot_id: str, slot: Slot, currency: str) -> Value | None:
    locale = desk.State.locale
    question = slot.ask.best(locale)
    if slot.example:
        question += f"  ({desk.say('case.example', example=slot.example.best(locale))})"
    for number, choice in enumerate(slot.choices, 1):
        question += f"\n  {number} {choice.best(locale)}"
    while True:
        text = _prompt(question)
        if not text:
            return None
        try:
            return slot_value(book, slot_id, text, currency)
        except HaegiError as error:
            desk.out(desk.say(error.key, **error.params))


def _quote_answered() -> Quote | None:
    while True:
        text = _prompt(desk.say("case.ask-quote"))
        if not text:
            return None
        try:
            return _read_quote(text, desk.day(None))
        except HaegiError as error:
            desk.out(desk.say(error.key, **error.params))


def _prompt(question: str) -> str:
    desk.out(question)
    sys.stdout.write("> ")
    sys.stdout.flush()
    return desk.typed(sys.stdin.readline().strip())


def from_file(path: File, name: str, playbook: str, store: Store) -> Case:
    """A case from a YAML file, its sums and dates read as a person says them."""
    from haegi.disk.casefile import CaseText
    from haegi.disk.yaml import load

    text = CaseText.model_validate(scrubbed(load(path, CaseText).model.model_dump(), desk.typed))
    case = named(name or text.name, text.playbook or playbook, store)
    book = desk.playbook(case.playbook).playbook
    slots = {key: slot_value(book, key, str(value), case.currency) for key, value in text.slots.items()}
    quotes = tuple(_quote(each.model_dump(), case.currency) for each in text.quotes)
    return case.model_copy(update={"slots": slots, "quotes": quotes, "horizon_months": text.horizon_months})


def _quote(given: dict[str, Any], currency: str) -> Quote:
    sums = {
        key: value_of(str(given[key]), "money", currency) if given[key] is not None else None
        for key in ("amount", "fee")
    }
    seen = read_date(given["seen"], desk.day(None)) if given["seen"] else None
    if sums["amount"] is None and given["gift"]:
        sums["amount"] = _read_quote(f"{given['provider']} {given['gift']}", desk.day(None)).amount
    return Quote.model_validate({**given, **sums, "seen": seen})


def document(store: Store, case: Case, today: date | None = None) -> dict[str, Any]:
    """A case as JSON has it."""
    calls, decisions = store.calls(case.name), store.decisions(case.name)
    book = _book(case)
    day = next_day(calls, decisions, today or desk.day(None))
    return {
        "name": case.name,
        "playbook": case.playbook,
        "currency": case.currency,
        "horizon_months": case.horizon_months,
        "slots": case.slots,
        "quotes": [quote.model_dump(mode="json") for quote in case.quotes],
        "calls": [_call(call, book) for call in calls],
        "offers": [
            {"call": each.call, "at": _time(each.at), "move": each.move, "text": each.text, **each.offer,
             "value": each.worth}
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
    """What was decided, as JSON."""
    return {**decision.model_dump(mode="json"), "at": _time(decision.at)}


def _book(case: Case) -> Playbook | None:
    try:
        return desk.playbook(case.playbook).playbook
    except HaegiError:
        return None


def _time(at: int) -> str:
    return moment(at).isoformat(timespec="milliseconds")


def _call(call: PastCall, book: Playbook | None) -> dict[str, Any]:
    snapshot = replay(book, call.events) if book else None
    return {
        "number": call.number,
        "started": _time(call.started),
        "ended": _time(call.ended) if call.ended else None,
        "outcome": call.outcome or None,
        "stage": snapshot.stage if snapshot else None,
        "events": [_event(event) for event in call.events],
    }


def _event(event: Event) -> dict[str, Any]:
    return {**event._asdict(), "at": _time(event.at), "data": dict(event.data)}


def row(store: Store, case: Case, today: date) -> dict[str, Any]:
    """A case in a list, as JSON."""
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


def line(store: Store, case: Case, today: date) -> str:
    """A case in a list."""
    calls = store.calls(case.name)
    day = next_day(calls, store.decisions(case.name), today)
    last = desk.say(f"outcome.{calls[-1].outcome or 'cut'}") if calls else "-"
    when = (
        f"  {desk.say('case.follow-up', day=day_in_words(day.isoformat(), desk.State.locale))}" if day else ""
    )
    return visible(
        f"{case.name}  {case.playbook}  {desk.say('coach.nth-call', number=len(calls))}  {last}{when}"
    )


def shown(store: Store, case: Case, today: date) -> Iterator[str]:
    """A case as a person reads it."""
    locale = desk.State.locale
    calls = store.calls(case.name)
    yield visible(f"{case.name}  ({case.playbook})")
    yield from (f"  {visible(text)}" for text in _slot_lines(case, locale))
    yield from _titled("case.quotes", [_quote_line(quote, case, locale) for quote in case.quotes])
    yield from _titled("case.calls", [_call_line(call) for call in calls])
    rounds = [each for call in calls for each in offers(call)]
    yield from _titled("case.offers", [offer_line(each, locale) for each in offer_rows(rounds, case, locale)])
    yield from _titled("case.promises", promise_rows(case, calls))
    decisions = store.decisions(case.name)
    yield from _titled("case.decisions", [decision_line(each) for each in decisions])
    yield from due_shown(case, calls, today)
    day = next_day(calls, decisions, today)
    if day:
        yield desk.say("case.follow-up", day=day_in_words(day.isoformat(), locale))


def decision_line(decision: Decision) -> str:
    """What was decided, and when to look again."""
    locale = desk.State.locale
    when = moment(decision.at).astimezone().date().isoformat()
    day = decision.follow_up
    again = f"  ({desk.say('case.look-again', day=day_in_words(day.isoformat(), locale))})" if day else ""
    return f"{when}  {visible(decision.text)}{again}"


def _titled(key: str, rows: Sequence[str]) -> Iterator[str]:
    if rows:
        yield desk.say(key)
        yield from (f"  {each}" for each in rows)


def _slot_lines(case: Case, locale: Locale) -> Iterator[str]:
    book = _book(case)
    for name, value in case.slots.items():
        slot = book.slots.get(name) if book else None
        label = slot.label.best(locale) if slot else name
        yield f"{label}: {in_words(value, slot.type if slot else 'text', locale, case.currency)}"


def _quote_line(quote: Quote, case: Case, locale: Locale) -> str:
    parts = [
        quote.provider,
        quote.product,
        quote.gift
        or ("" if quote.amount is None else in_words(quote.amount, "money", locale, case.currency)),
        "" if quote.fee is None else in_words(quote.fee, "money", locale, case.currency),
        quote.seen.isoformat() if quote.seen else "",
        quote.where,
    ]
    return visible("  ".join(part for part in parts if part))


def _call_line(call: PastCall) -> str:
    when = moment(call.started).astimezone().strftime("%Y-%m-%d %H:%M")
    return desk.say(
        "case.call-row", number=call.number, when=when, outcome=desk.say(f"outcome.{call.outcome or 'cut'}")
    )
