"""A case from questions and answers: which call it is, then what that call needs and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from haegi.call import payment_plan
from haegi.call.case import Case
from haegi.call.cue import in_words
from haegi.call.slots import Reader, with_quotes
from haegi.cli.call_run import Answers
from haegi.cli.context import DEFAULT, Context
from haegi.cli.views.case import note_carrier
from haegi.errors import HaegiError
from haegi.playbook.graph import bargains
from haegi.playbook.guard import Value
from haegi.playbook.model import Slot
from haegi.text.terminal import visible

_Read = TypeVar("_Read")


def which_call(context: Context, answers: Answers) -> str:
    """Which call is it about? Enter, and anything that is no digit of the list, is the retention call."""
    titles = context.titles()
    order = [DEFAULT, *(id_ for id_ in titles if id_ != DEFAULT)][:9]
    return order[answers.pick(context.say("case.which-call"), [visible(titles[id_]) for id_ in order]) - 1]


def filled(context: Context, case: Case, answers: Answers) -> Case:
    """A case with the answers to its questions. Every question can be skipped, which leaves what is known as it is;
    the end of input skips the rest."""
    reader = Reader(context.playbook(case.playbook), context.day(), context.locale)
    context.out(context.say("case.skip"))
    before = case.slots
    case = _with_slots(context, case, reader, answers, tuple(reader.book.slots))
    note_carrier(context, reader.book, before, case.slots)
    case = _with_plan(context, case, reader, answers, before)
    asks_quote = bargains(reader.book)
    quote = _read(context, context.say("case.ask-quote"), reader.quote, answers) if asks_quote else None
    if quote and not quote.seen:
        day = _read(context, context.say("case.ask-quote-day"), reader.gone_by, answers)
        quote = replace(quote, seen=day)
    return replace(case, quotes=with_quotes(case.quotes, [quote])) if quote else case


def _with_slots(context: Context, case: Case, reader: Reader, answers: Answers, names: Sequence[str]) -> Case:
    """The case with what was answered; a question is put where it makes sense after the answers before it."""
    slots = dict(case.slots)
    for name in names:
        slot = reader.book.slots[name]
        if slot.when is None or slot.when.holds(slots):
            question = _question(context, slot, slots.get(name), case.currency)
            value = _read(context, question, partial(reader.value, name, currency=case.currency), answers)
            slots |= {} if value is None else {name: value}
    return replace(case, slots=slots)


def _with_plan(
    context: Context, case: Case, reader: Reader, answers: Answers, before: Mapping[str, Value]
) -> Case:
    """The payment plan held against what is owed; where it doesn't come out its questions are put again."""
    while payment_plan.is_asked_for(reader.book):
        changed = frozenset(name for name, value in case.slots.items() if before.get(name) != value)
        try:
            return payment_plan.settled(case, changed, reader.today)
        except HaegiError as error:
            context.out(context.say(error.key, **error.params))
        again = _with_slots(context, case, reader, answers, payment_plan.SLOTS)
        if again == case:
            return payment_plan.unreckoned(case, changed)
        case = again
    return case


def _question(context: Context, slot: Slot, value: Value | None, currency: str) -> str:
    question = visible(slot.ask.best(context.locale))
    if value is not None:
        question += f"  [{visible(in_words(value, slot.type, context.locale, currency, context.day()))}]"
    elif slot.example:
        question += f"  ({context.say('case.example', example=slot.example.best(context.locale))})"
    elif slot.type == "yesno":
        question += f"  ({context.say('case.yes-no')})"
    rows = (f"  {number} {visible(choice.best(context.locale))}" for number, choice in enumerate(slot.choices, 1))
    return "\n".join([question, *rows])


def _read(context: Context, question: str, read: Callable[[str], _Read], answers: Answers) -> _Read | None:
    """Ask until the answer can be read; nothing is no answer."""
    while True:
        context.out(question)
        context.prompt()
        text = context.typed(next(answers, "")).strip()
        if not text:
            return None
        try:
            return read(text)
        except HaegiError as error:
            context.out(context.say(error.key, **error.params))
