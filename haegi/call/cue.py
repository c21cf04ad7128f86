"""What the coach shows now: a pure function of where the call stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from haegi.call.engine import Snapshot, first_way, owner_of
from haegi.errors import Failure
from haegi.playbook.guard import Value
from haegi.playbook.model import Playbook, Spoken
from haegi.text.i18n import Locale, Text, fill, slots

#: As many moves as there are digits beside 0 (something else); one is left free for the eye.
MOVES_SHOWN = 8


class Sentence(NamedTuple):
    """A line with its slots filled; `gloss` is the other language, empty where there is none."""

    id: str
    text: str
    gloss: str
    tone: str


class Cue(NamedTuple):
    """`line` is the one recommendation, None where there is nothing to say. `leads`: Enter goes on to a new stage."""

    stage: str
    title: Text
    aim: Text | None
    step: tuple[int, int] | None
    line: Sentence | None
    others: tuple[Sentence, ...]
    watch: Text | None
    moves: tuple[str, ...]
    waiting: bool
    leads: bool
    outcome: str


def cue(playbook: Playbook, snapshot: Snapshot, currency: str = "KRW") -> Cue:
    """The line to say at this point, what the agent is likely to do next, and what to watch for."""
    stage = playbook.stages.get(snapshot.stage)
    end = playbook.ends.get(snapshot.stage)
    sentences = _sentences(playbook, snapshot, currency)
    line = _pick(sentences, snapshot)
    title = stage.title if stage else end.title if end else playbook.title
    return Cue(
        stage=snapshot.stage,
        title=title,
        aim=stage.aim if stage else end.todo if end else None,
        step=_step(playbook, snapshot),
        line=line,
        others=tuple(each for each in sentences if each != line),
        watch=_watch(playbook, snapshot),
        moves=likely_moves(playbook, snapshot.stage),
        waiting=snapshot.waiting,
        leads=bool(stage and (snapshot.reply or first_way(stage.next, snapshot.facts))),
        outcome=snapshot.outcome,
    )


def likely_moves(playbook: Playbook, stage_id: str) -> tuple[str, ...]:
    """The agent's likely moves at a stage: its branches first, then what else it expects."""
    stage = playbook.stages.get(stage_id)
    if stage is None:
        return ()
    branching = (move for branch in stage.branches for move in branch.on)
    return tuple(dict.fromkeys([*branching, *stage.expect]))[:MOVES_SHOWN]


def _pick(sentences: Sequence[Sentence], snapshot: Snapshot) -> Sentence | None:
    """The first line not said yet; where all were said, the one said longest ago: nobody repeats themselves twice running."""
    last_said = {line: place for place, line in enumerate(snapshot.said)}
    return min(sentences, key=lambda sentence: last_said.get(sentence.id, -1), default=None)


def _sentences(playbook: Playbook, snapshot: Snapshot, currency: str) -> list[Sentence]:
    spoken = playbook.owned.get(snapshot.reply or owner_of(playbook, snapshot.stage), ())
    allowed = [each for each in spoken if each.line.when is None or each.line.when.holds(snapshot.facts)]
    texts = Texts(playbook, snapshot.facts, currency)
    fitting = [each for each in allowed if texts.has_all(each.line.text(playbook.language) or "")]
    return [sentence(each, playbook.language, texts) for each in fitting or allowed]


def sentence(spoken: Spoken, language: Locale, texts: Texts) -> Sentence:
    """A line with its slots filled in both languages; a slot that nobody filled shows its label in brackets."""
    gloss: Locale = "en" if language == "ko" else "ko"
    here, there = spoken.line.text(language), spoken.line.text(gloss)
    shown = texts.fill(here or there or "", language)
    return Sentence(spoken.id, shown, texts.fill(there, gloss) if here and there else "", spoken.line.tone)


class Texts:
    """The known facts as words for a line."""

    def __init__(self, playbook: Playbook, facts: Mapping[str, Value], currency: str = "KRW") -> None:
        self._playbook = playbook
        self._facts = facts
        self._currency = currency

    def has_all(self, template: str) -> bool:
        """Whether every slot of the line has something to be filled with."""
        return all(self._value(name) is not None for name in slots(template))

    def fill(self, template: str, language: Locale) -> str:
        return fill(template, {name: self._shown(name, language) for name in slots(template)})

    def _value(self, name: str) -> Value | Text | None:
        value = self._facts.get(name)
        slot = self._playbook.slots.get(name)
        return slot.default if value is None and slot else value

    def _shown(self, name: str, language: Locale) -> str:
        value = self._value(name)
        slot = self._playbook.slots.get(name)
        if value is None:
            return f"[{slot.label.best(language) if slot else name}]"
        if isinstance(value, Text):
            return value.best(language)
        kind = slot.type if slot else _CALL_TYPES.get(name, "text")
        if kind == "date":
            return day_in_words(str(value), language, self._year_named(str(value)))
        return in_words(value, kind, language, self._currency)

    def _year_named(self, iso: str) -> date | None:
        """Today, where a day of this name that is nearer to it would be understood without its year."""
        try:
            day, today = date.fromisoformat(iso), date.fromisoformat(str(self._facts.get("today")))
        except ValueError:
            return None
        return today if abs(day - today).days > _NEAR else None


#: Days from today within which a month and a day say enough.
_NEAR = 180
_CALL_TYPES = {"quote_amount": "money", "quote_fee": "money", "quote_date": "date", "promise_by": "date", "offer": "money"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def in_words(value: Value, kind: str, language: Locale, currency: str = "KRW", today: date | None = None) -> str:
    """A slot's value as one says it: a sum, a day with its year where that is not the one of `today`, or the text itself."""
    if kind == "money":
        return _money_in_words(value, language, currency)
    if kind == "date" and isinstance(value, str):
        return day_in_words(value, language, today)
    return str(value)


def _money_in_words(value: Value, language: Locale, currency: str) -> str:
    if isinstance(value, int):
        from haegi.money.money import Money, write  # loads slowly, and few first lines name a sum

        return write(Money(value, "USD" if currency == "USD" else "KRW"), language)
    return str(value)


def day_in_words(iso: str, language: Locale, today: date | None = None) -> str:
    """11월 25일, Nov 25; in another year than that of `today` with its year. A text that is no date stays."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    year = str(day.year) if today and today.year != day.year else ""
    if language == "ko":
        return f"{f'{year}년 ' if year else ''}{day.month}월 {day.day}일"
    return f"{_MONTHS[day.month - 1]} {day.day}{f', {year}' if year else ''}"


def clock_in_words(at: datetime, language: Locale) -> str:
    """16:18, 4:18 PM."""
    return f"{at:%H:%M}" if language == "ko" else f"{at.hour % 12 or 12}:{at:%M} {'PM' if at.hour >= 12 else 'AM'}"


def _watch(playbook: Playbook, snapshot: Snapshot) -> Text | None:
    """What to watch for: at the card that answers now, else at the stage."""
    card = playbook.cards.get(snapshot.reply.removeprefix("card.")) if snapshot.reply else None
    stage = playbook.stages.get(snapshot.stage)
    return (card.watch if card else None) or (stage.watch if stage else None)


def _step(playbook: Playbook, snapshot: Snapshot) -> tuple[int, int] | None:
    if snapshot.reached not in playbook.path:
        return None
    return playbook.path.index(snapshot.reached) + 1, len(playbook.path)


#: A sum by the month is no total: it does not say for how many.
_MONTHLY = re.compile(r"(?<!개)월|매달|달마다|한\s?달|month(?!s)|/\s?mo\b", re.IGNORECASE)


def value_of(text: str, kind: str, currency: str = "KRW") -> Value:
    """What a person typed for a slot of this type, or for a `total`, as the value that is kept. Raises Failure where it
    is none."""
    if kind in ("money", "total"):
        from haegi.money.amounts import read  # as above

        if kind == "total" and _MONTHLY.search(text):
            raise Failure("money.monthly", text=text.strip())
        return read(text, currency="USD" if currency == "USD" else "KRW").minor
    if kind == "number":
        return _whole(text)
    if len(text) > 400:
        raise Failure("ask.long", most=400)
    return text.strip()


def _whole(text: str) -> int:
    digits = text.strip().removesuffix("년").removesuffix("개월").strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > 6:
        raise Failure("number.none", text=text)
    return int(digits)
