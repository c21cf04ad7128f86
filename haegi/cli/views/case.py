"""What the case commands do: fill in, show, remind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path as File
from typing import Any

from haegi.call.case import (
    Case,
    Decision,
    PastCall,
    Quote,
    moment,
    next_day,
    offers,
)  # fmt: skip
from haegi.call.cue import day_in_words, in_words, value_of
from haegi.cli import context
from haegi.cli.casejson import book_of
from haegi.cli.naming import named
from haegi.cli.views.promises import due_shown, promise_rows
from haegi.coach.lines import offer_line
from haegi.coach.view import offer_rows
from haegi.errors import Failure
from haegi.playbook.guard import Value
from haegi.playbook.model import Playbook, Slot
from haegi.storage.store import Store
from haegi.text.dates import read_date
from haegi.text.i18n import Locale
from haegi.text.pii import scrubbed
from haegi.text.terminal import visible

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


def read_quote(text: str, today: date) -> Quote:
    """A quote from one line. The reader of offers loads slowly, so it waits until there is one to read."""
    from haegi.call import quotes

    return quotes.read_quote(text, today)


def with_given(case: Case, given: Given) -> Case:
    """The case with what was given filled in. Raises Failure for a slot or a value that fits nothing."""
    book = context.playbook(case.playbook).playbook
    slots = dict(case.slots)
    said: set[str] = set()
    for name, text in given.pairs():
        slots[name] = slot_value(book, name, text, case.currency)
        said.add(name)
    quotes = [read_quote(text, context.day(None)) for text in given.quotes]
    carrier_note(book, case.slots, slots)
    changed = replace(case, slots=slots, quotes=(*case.quotes, *quotes))
    return _with_plan(changed, book, frozenset(said))


def _with_plan(case: Case, book: Playbook, said: frozenset[str]) -> Case:
    """The payment plan reckoned, where the playbook has room for one. Raises Failure where its sums don't come out."""
    from haegi.cli import paying

    planned = bool(said) and set(paying.PLAN) <= set(book.slots)
    return paying.settled(case, said, context.day(None)) if planned else case


def carrier_note(book: Playbook, before: Mapping[str, Value], slots: Mapping[str, Value]) -> None:
    """Say so where a provider is none that haegi has figures for; the call works all the same."""
    name = str(slots.get("carrier", ""))
    if not name or book.market is None or name == before.get("carrier"):
        return
    from haegi.files.resources import shipped_market

    known = shipped_market(book.market).carriers.values()
    words = {_letters(word) for text in known for word in f"{text.ko} {text.en}".split()}
    own = _letters(name)
    if not own or not any(word in own or own in word for word in words if word):
        shown = ", ".join(text.en or (text.ko or "").split()[0] for text in known)
        context.talk(context.say("case.unknown-carrier", name=name, known=shown))


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def slot_value(book: Playbook, name: str, text: str, currency: str) -> Value:
    """What was typed for a slot, as it is kept."""
    slot = book.slots.get(name)
    if slot is None:
        raise Failure("case.no-slot", name=name, known=", ".join(book.slots))
    if slot.type == "date":
        return _day(slot, text, context.day(None))
    if slot.type == "yesno":
        return text.strip().lower() in _YES
    if slot.type == "choice":
        return _chosen(slot, text.strip())
    return value_of(text, slot.type, currency)


def _day(slot: Slot, text: str, today: date) -> str:
    """A day as it is kept. Raises Failure for one gone by where it is still to come."""
    day = read_date(text, today)
    if slot.ahead and day < today:
        raise Failure(
            "date.past", day=day.isoformat(), today=today.isoformat(), next=(today + timedelta(days=1)).isoformat()
        )
    return day.isoformat()


def _chosen(slot: Slot, text: str) -> str:
    """A choice by its number or its words; kept as its first wording."""
    words = [choice.best(context.State.locale) for choice in slot.choices]
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(words):
        return _key(slot, int(text) - 1)
    for index, choice in enumerate(slot.choices):
        if text in (choice.ko, choice.en):
            return _key(slot, index)
    raise Failure("case.bad-choice", text=text, choices=", ".join(words))


def _key(slot: Slot, index: int) -> str:
    choice = slot.choices[index]
    return choice.ko or choice.en or ""


def from_file(path: File, name: str, playbook: str, store: Store) -> Case:
    """A case from a YAML file, its sums and dates read as a person says them."""
    from haegi.files.recovery import fitted
    from haegi.files.yaml_reader import load
    from haegi.storage.case_file import CaseText

    text = fitted(scrubbed(asdict(load(path, CaseText).model), context.typed), CaseText)
    case = named(name or text.name, text.playbook or playbook, store)
    book = context.playbook(case.playbook).playbook
    slots = {key: slot_value(book, key, str(value), case.currency) for key, value in text.slots.items()}
    quotes = tuple(_quote(vars(each), case.currency) for each in text.quotes)
    return replace(case, slots=slots, quotes=quotes, horizon_months=text.horizon_months)


def _quote(given: dict[str, Any], currency: str) -> Quote:
    from haegi.call.quotes import gift_read

    sums = {
        key: value_of(str(given[key]), "money", currency) if given[key] is not None else None
        for key in ("amount", "fee")
    }
    seen = read_date(given["seen"], context.day(None)) if given["seen"] else None
    if sums["amount"] is None and given["gift"]:
        sums["amount"] = read_quote(f"{given['provider']} {given['gift']}", context.day(None)).amount
    return Quote(**{**given, **sums, "seen": seen, "read": gift_read(given["gift"])})


def line(store: Store, case: Case, today: date) -> str:
    """A case in a list."""
    calls = store.calls(case.name)
    day = next_day(calls, store.decisions(case.name), today)
    last = context.say(f"outcome.{calls[-1].outcome or 'cut'}") if calls else "-"
    when = (
        f"  {context.say('case.follow-up', day=day_in_words(day.isoformat(), context.State.locale))}" if day else ""
    )
    return visible(
        f"{case.name}  {case.playbook}  {context.say('coach.nth-call', number=len(calls))}  {last}{when}"
    )


def shown(store: Store, case: Case, today: date) -> Iterator[str]:
    """A case as a person reads it."""
    locale = context.State.locale
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
        yield context.say("case.follow-up", day=day_in_words(day.isoformat(), locale))


def decision_line(decision: Decision) -> str:
    """What was decided, and when to look again."""
    locale = context.State.locale
    when = moment(decision.at).astimezone().date().isoformat()
    day = decision.follow_up
    again = f"  ({context.say('case.look-again', day=day_in_words(day.isoformat(), locale))})" if day else ""
    return f"{when}  {visible(decision.text)}{again}"


def _titled(key: str, rows: Sequence[str]) -> Iterator[str]:
    if rows:
        yield context.say(key)
        yield from (f"  {each}" for each in rows)


def _slot_lines(case: Case, locale: Locale) -> Iterator[str]:
    book = book_of(case)
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
    return context.say(
        "case.call-row", number=call.number, when=when, outcome=context.say(f"outcome.{call.outcome or 'cut'}")
    )
