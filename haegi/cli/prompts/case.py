"""A case from questions and answers: which call it is, then what that call needs and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from haegi.call.case import Case, Quote
from haegi.call.cue import in_words
from haegi.cli import context, paying
from haegi.cli.live import DEFAULT, Answers
from haegi.cli.naming import named
from haegi.cli.views.case import carrier_note, read_quote, slot_value
from haegi.coach.view import bargains
from haegi.errors import HaegiError
from haegi.files.playbook_cache import titles
from haegi.playbook.guard import Value
from haegi.playbook.model import Playbook, Slot
from haegi.storage.store import Store
from haegi.text.terminal import visible

_Read = TypeVar("_Read")


def asked(name: str, playbook: str, store: Store) -> Case:
    """A case from questions and answers; every question can be skipped, and the end of input skips the rest."""
    answers = Answers()
    case = named(name, playbook or _which_call(answers), store)
    return _filled(case, answers)


def asked_again(case: Case) -> Case:
    """The same questions about a case that is there; Enter leaves what is known as it is."""
    return _filled(case, Answers())


def _which_call(answers: Answers) -> str:
    """Which call is it about? Enter, and anything that is no digit of the list, is the retention call."""
    known = titles(context.home(), context.cache_folder())
    order = [DEFAULT, *(each for each in known if each != DEFAULT)][:9]
    rows = (f"  {number} {visible(known[each].best(context.State.locale))}" for number, each in enumerate(order, 1))
    return order[answers.pick("\n".join([context.say("case.which-call"), *rows]), len(order)) - 1]


def _filled(case: Case, answers: Answers) -> Case:
    book = context.playbook(case.playbook).playbook
    context.out(context.say("case.skip"))
    before = dict(case.slots)
    case = _with_slots(case, book, answers, tuple(book.slots))
    carrier_note(book, before, case.slots)
    case = _planned(case, book, answers, before)
    quote = _quote_answered(answers) if bargains(book) else None
    return replace(case, quotes=(*case.quotes, quote)) if quote else case


def _with_slots(case: Case, book: Playbook, answers: Answers, names: tuple[str, ...]) -> Case:
    """The case with what was answered; a question is put where it makes sense after the answers before it."""
    slots = dict(case.slots)
    for name in names:
        slot = book.slots[name]
        if slot.when is None or slot.when.holds(slots):
            value = _answered(book, name, case.currency, slots.get(name), answers)
            if value is not None:
                slots[name] = value
    return replace(case, slots=slots)


def _planned(case: Case, book: Playbook, answers: Answers, before: dict[str, Value]) -> Case:
    """The payment plan held against what is owed; where it doesn't come out its questions are put again."""
    while set(paying.PLAN) <= set(book.slots):
        changed = frozenset(name for name, value in case.slots.items() if before.get(name) != value)
        try:
            return paying.settled(case, changed, context.day(None))
        except HaegiError as error:
            context.out(context.say(error.key, **error.params))
        again = _with_slots(case, book, answers, paying.PLAN)
        if again == case:
            return paying.unreckoned(case, changed)
        case = again
    return case


def _answered(book: Playbook, name: str, currency: str, known: Value | None, answers: Answers) -> Value | None:
    return _read(
        _question(book.slots[name], known, currency), lambda text: slot_value(book, name, text, currency), answers
    )


def _question(slot: Slot, known: Value | None, currency: str) -> str:
    locale = context.State.locale
    question = visible(slot.ask.best(locale))
    if known is not None:
        question += f"  [{visible(in_words(known, slot.type, locale, currency))}]"
    elif slot.example:
        question += f"  ({context.say('case.example', example=slot.example.best(locale))})"
    elif slot.type == "yesno":
        question += f"  ({context.say('case.yes-no')})"
    rows = (f"  {number} {visible(choice.best(locale))}" for number, choice in enumerate(slot.choices, 1))
    return "\n".join([question, *rows])


def _quote_answered(answers: Answers) -> Quote | None:
    return _read(context.say("case.ask-quote"), lambda text: read_quote(text, context.day(None)), answers)


def _read(question: str, read: Callable[[str], _Read], answers: Answers) -> _Read | None:
    """Ask until the answer can be read; nothing is no answer."""
    while True:
        sys.stdout.write(f"{question}\n> ")
        sys.stdout.flush()
        text = context.typed(next(answers, "")).strip()
        if not text:
            return None
        try:
            return read(text)
        except HaegiError as error:
            context.out(context.say(error.key, **error.params))
