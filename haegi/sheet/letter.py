"""Papers from a case: a letter of complaint, and the page of what was agreed. Only what was recorded, call by call, with blanks
for the rest.

It claims nothing of its own: no rule of law, no sum that nobody named, no reason that nobody gave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from haegi.call.case import Case, Commitment, PastCall, Round, agreed, commitments, follow_up, promises
from haegi.call.cue import day_in_words, in_words
from haegi.call.engine import Event, replay, standing
from haegi.playbook.guard import Value
from haegi.playbook.model import Playbook, Slot
from haegi.sheet.document import Check, Document, Paper, Para, Row, Section
from haegi.sheet.sheet import Languages, checks_of, worth
from haegi.text.i18n import Locale, say

#: Slots that tell of the contract, in the order of the letter; what else a case knows is the matter itself.
_CONTRACT = ("product", "fee", "years", "end_internet", "end_tv", "end_device", "paid_through")
_MATTER = ("problem", "since", "reference")
#: What has a place of its own, and what has none: limits, a rival's price, days that only mean something in a call.
_ELSEWHERE = frozenset(
    {"carrier", "demand", "target", "reservation", "quote_fee", "callback_day", "answer_day", *_CONTRACT}
)
_FROM = ("name", "contact", "enclosed")
_OUTCOMES = frozenset({"accepted", "deferred", "cancelled", "refused", "cut"})


class Record(NamedTuple):
    """What a letter is made from: the case, its calls, the day it bears, and the moment of a stamp (UTC
    milliseconds) by the writer's own clock."""

    case: Case
    calls: Sequence[PastCall]
    day: date
    moment: Callable[[int], datetime]


def letter(playbook: Playbook, language: Locale, record: Record) -> Document:
    """The letter as a document. A private slot is never in it."""
    writer = _Writer(playbook, language, record)
    sections = [
        Section("", (writer.address(),)),
        Section("", (Para(writer.say("letter.greeting")),)),
        Section(writer.say("letter.contract"), tuple(writer.known(_CONTRACT))),
        Section(writer.say("letter.matter"), writer.matter()),
        *writer.calls(),
        Section(writer.say("letter.demand"), (writer.demand(),)),
        Section("", (Para(writer.say("letter.reply")),)),
        Section(writer.say("letter.from"), tuple(Row(writer.say(f"letter.{name}")) for name in _FROM)),
    ]
    return writer.paper("letter.title", writer.day(record.day), sections, "letter.draft")


def agreement(playbook: Playbook, language: Locale, record: Record) -> Document:
    """What was agreed, to keep and to hold the contract and the bills against; where nothing was, where it stands."""
    writer = _Writer(playbook, language, record)
    deal, settled = agreed(record.calls), bool(record.calls) and record.calls[-1].outcome in ("accepted", "cancelled")
    promised = promises(record.case, record.calls)
    checks = (Check(text.text) for text in checks_of(playbook, Languages(language)))
    sections = [
        Section(writer.say("letter.contract"), tuple(writer.known(("carrier", *_CONTRACT)))),
        Section(writer.say("agreed.deal"), tuple(writer.deal(deal))),
        Section(writer.say("agreed.promises"), tuple(Check(writer.dated(each), each.kept) for each in promised)),
        Section(writer.say("agreed.checks"), tuple(checks) if settled else ()),
        *writer.calls(),
        Section(writer.say("agreed.next"), tuple(writer.todo())),
    ]
    subtitle = f"{playbook.title.best(language)}  |  {writer.day(record.day)}"
    return writer.paper("agreed.title" if settled else "agreed.title-open", subtitle, sections, "agreed.fine")


class _Writer:
    """The rows of a paper, in its language."""

    def __init__(self, playbook: Playbook, language: Locale, record: Record) -> None:
        self._playbook, self._language, self._record = playbook, language, record

    def say(self, key: str, **params: object) -> str:
        return say(self._language, key, **params)

    def paper(self, title: str, subtitle: str, sections: Sequence[Section], fine: str) -> Document:
        """The document of these sections; title and small print by their keys."""
        size: Paper = "letter" if self._playbook.market == "us" else "a4"
        return Document(self.say(title), subtitle, self._language, tuple(sections), self.say(fine), size)

    def day(self, day: date) -> str:
        """A day with its year: a letter is read long after."""
        return self.say("letter.day", year=str(day.year), day=day_in_words(day.isoformat(), self._language))

    def address(self) -> Para | Row:
        carrier = self._value("carrier")
        return Para(self.say("letter.to", carrier=carrier)) if carrier else Row(self.say("letter.to-whom"))

    def known(self, names: Iterable[str]) -> Iterator[Row]:
        """The slots of these that the case knows and that may be told."""
        for name in names:
            value = self._value(name)
            if value:
                yield Row(self._playbook.slots[name].label.best(self._language), value)

    def matter(self) -> tuple[Row, ...]:
        """What it is about, with room to write it where nothing was recorded."""
        rest = (name for name in self._playbook.slots if name not in _ELSEWHERE and name not in _MATTER)
        return tuple(self.known([*_MATTER, *rest])) or (Row(self.say("letter.problem")),)

    def demand(self) -> Para | Row:
        wanted = self._value("demand")
        return Para(self.say("letter.wanted", demand=wanted)) if wanted else Row(self.say("letter.want"))

    def deal(self, deal: Round | None) -> Iterator[Row]:
        """The offer that was agreed to in words, as it was named, and its worth before anything else is known."""
        if deal is None:
            return
        case = self._record.case
        value = worth(deal, Languages(self._language), case.currency)
        yield Row(self.say("agreed.terms"), deal.wording or deal.text)
        yield from [Row(self.say("agreed.words"), deal.text)] if deal.text and deal.wording else []
        yield from [Row(self.say("agreed.worth", months=str(case.horizon_months)), value)] if value else []

    def dated(self, promise: Commitment) -> str:
        return self.say("letter.due", text=promise.text, day=self.day(promise.due)) if promise.due else promise.text

    def todo(self) -> Iterator[Para | Row]:
        """What the playbook says to do after such an end, and the day to look again."""
        outcome = self._record.calls[-1].outcome if self._record.calls else ""
        todo = next((end.todo for end in self._playbook.ends.values() if end.outcome == outcome and end.todo), None)
        yield from [Para(todo.best(self._language))] if todo else []
        day = follow_up(self._record.calls)
        yield from [Row(self.say("agreed.again"), self.day(day))] if day else []

    def calls(self) -> Iterator[Section]:
        for call in self._record.calls:
            if call.events:
                when = self._record.moment(call.started)
                head = {"number": str(call.number), "day": self.day(when.date()), "time": f"{when:%H:%M}"}
                yield Section(self.say("letter.call", **head), tuple(self._call(call)))

    def _call(self, call: PastCall) -> Iterator[Row]:
        """What happened in a call in the order it was recorded, then how long it waited and how it ended."""
        due = {(each.at, each.text): each.due for each in commitments(call)}
        for event in standing(call.events):
            name, text = _told(event), event.text or str(event.data.get("wording") or "")
            if name and text:
                day = due.get((event.at, event.text))
                dated = self.say("letter.due", text=text, day=self.day(day)) if day else text
                yield Row(self.say(f"letter.{name}"), dated)
        yield from self._ending(call)

    def _ending(self, call: PastCall) -> Iterator[Row]:
        minutes, seconds = divmod(_held(self._playbook, call.events) // 1000, 60)
        if minutes or seconds:
            held = self.say("letter.clock", minutes=str(minutes), seconds=str(seconds))
            yield Row(self.say("letter.held"), held)
        known = call.outcome in _OUTCOMES
        yield Row(self.say("letter.outcome"), self.say(f"letter.outcome.{call.outcome}") if known else "")

    def _value(self, name: str) -> str:
        """A slot's value in words; empty where it is unknown, private, or no slot of the playbook."""
        slot, value = self._playbook.slots.get(name), self._record.case.slots.get(name)
        if slot is None or slot.private or value is None or isinstance(value, bool):
            return ""
        return self._in_words(slot, value).strip()

    def _in_words(self, slot: Slot, value: Value) -> str:
        chosen = (each.best(self._language) for each in slot.choices if value in (each.ko, each.en))
        if slot.type == "date":
            try:
                return self.day(date.fromisoformat(str(value)))
            except ValueError:
                return str(value)
        usual = in_words(value, slot.type, self._language, self._record.case.currency)
        return next(chosen, usual)


def _told(event: Event) -> str:
    """Under which word an event stands in the letter; empty if it is not told."""
    if event.kind in ("note", "transfer", "promise"):
        return event.kind
    return "offer" if event.kind in ("heard", "offer") and event.data.get("offer") else ""


def _held(playbook: Playbook, events: Sequence[Event]) -> int:
    """Milliseconds on hold; a wait that nobody ended lasted until the last event."""
    snapshot = replay(playbook, events)
    waiting = max(0, events[-1].at - snapshot.hold_since) if snapshot.hold_since else 0
    return snapshot.held + waiting
