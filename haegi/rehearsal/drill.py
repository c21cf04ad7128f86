"""Drills: the agent's line is shown, the person says theirs, and what was weak comes back soonest.

Scheduling is FSRS (package `fsrs`), one card per line of the playbook. Times are handed in; nothing is random.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple, cast

from fsrs import Card, Rating, Scheduler

from haegi.playbook.model import Playbook
from haegi.text.i18n import Text

#: New lines in one sitting: more than this is a lesson, not a drill.
NEW = 5
#: What fits in five minutes at about twenty seconds a line.
SITTING = 15

Grade = Literal["again", "hard", "good", "easy"]
_RATINGS: dict[Grade, Rating] = {
    "again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good, "easy": Rating.Easy,
}  # fmt: skip
_SCHEDULER = Scheduler(enable_fuzzing=False)


class Item(NamedTuple):
    """One thing to practise: what the agent does, in words, and the line that answers it."""

    line: str
    move: str
    prompts: tuple[Text, ...]
    does: tuple[str, ...]


class Progress(NamedTuple):
    """One past answer: the line, the grade, when (UTC), and the card after it."""

    line: str
    grade: Grade
    at: datetime
    card: Mapping[str, Any]


def items(playbook: Playbook) -> list[Item]:
    """Everything to practise: each line that answers an agent move, by a branch or by a card."""
    owners = [(routes[0].reply or routes[0].to, move) for (_, move), routes in playbook.routes.items()]
    owners += [(f"card.{card}", move) for move, card in playbook.answers.items()]
    return list(dict.fromkeys(item for owner, move in owners for item in _item(playbook, owner, move)))


def _item(playbook: Playbook, owner: str, move: str) -> Iterator[Item]:
    """The first line of an owner that anybody can say: one without a guard, or the last."""
    lines = playbook.owned.get(owner, ())
    chosen = next((spoken for spoken in lines if spoken.line.when is None), lines[-1] if lines else None)
    if chosen is not None:
        agent = playbook.moves.agent[move]
        yield Item(chosen.id, move, agent.says or (agent.label,), chosen.does)


def due(every: Sequence[Item], past: Sequence[Progress], now: datetime) -> list[Item]:
    """The items to practise now: those due, the weakest first, then a few new lines in the playbook's order."""
    cards = latest(past)
    firsts: dict[str, Item] = {}
    for item in every:
        firsts.setdefault(item.line, item)
    waiting = [item for item in firsts.values() if item.line in cards and cards[item.line].due <= now]
    weakest = sorted(waiting, key=lambda item: _SCHEDULER.get_card_retrievability(cards[item.line], now))
    fresh = [item for item in firsts.values() if item.line not in cards]
    return [*weakest, *fresh[:NEW]][:SITTING]


def latest(past: Sequence[Progress]) -> dict[str, Card]:
    """The card of each line as it now is."""
    return {answer.line: Card.from_dict(cast(Any, dict(answer.card))) for answer in past}


def graded(line: str, grade: Grade, past: Sequence[Progress], now: datetime) -> Progress:
    """The progress after an answer, with the day the line comes back in its card."""
    card = latest(past).get(line) or Card(card_id=_number(line), due=now)
    after, _ = _SCHEDULER.review_card(card, _RATINGS[grade], now)
    return Progress(line, grade, now, dict(after.to_dict()))


def _number(line: str) -> int:
    """A number for a line that is the same on every machine; FSRS would take it from the clock."""
    return int.from_bytes(line.encode()[:7].ljust(7, b"\0"), "big")


def streak(past: Sequence[Progress], today: date) -> int:
    """How many days in a row, up to today or yesterday, something was practised."""
    days = {answer.at.astimezone().date() for answer in past}
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day in days:
        count, day = count + 1, day - timedelta(days=1)
    return count


def next_due(past: Sequence[Progress]) -> datetime | None:
    """When the next line comes back; None before the first drill."""
    return min((card.due for card in latest(past).values()), default=None)
