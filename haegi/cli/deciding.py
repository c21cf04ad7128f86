"""`haegi compare --decide`: what the person decided on, kept in the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from haegi.call.case import LONGEST_DECISION, Case, Decision
from haegi.cli import context
from haegi.cli.comparejson import figures
from haegi.cli.comparework import Answer
from haegi.errors import Failure, Usage
from haegi.text.dates import read_date


class Wish(NamedTuple):
    """A decision to be kept: in which case, its words, and when to look again."""

    case: str
    text: str
    follow_up: date | None


def wish(text: str, day: str, matter: Case | None) -> Wish | None:
    """What was given with `--decide` and `--follow-up`. Raises Usage or Failure where that can't be kept."""
    said = text.strip()
    if not said:
        if text or day:
            raise Usage("compare.decide-what")
        return None
    if len(said) > LONGEST_DECISION:
        raise Failure("compare.decide-long", most=LONGEST_DECISION)
    if matter is None:
        raise Failure("compare.decide-where")
    return Wish(matter.name, said, _day(day) if day else None)


def _day(text: str) -> date:
    today = context.day(None)
    day = read_date(text, today)
    if day < today:
        raise Failure(
            "compare.decide-past", day=day.isoformat(), today=today.isoformat(), next=(today + timedelta(days=30)).isoformat()
        )
    return day


def decided(answer: Answer, wished: Wish) -> Answer:
    """Keep the decision, with what the comparison came to."""
    decision = Decision(at=context.now(), text=wished.text, follow_up=wished.follow_up, figures=figures(answer.found))
    context.store().decide(wished.case, decision)
    context.talk(context.say("compare.decided-day" if wished.follow_up else "compare.decided", name=wished.case))
    return replace(answer, decided=decision)
