"""After the call: what was offered, promised, by whom, and what is next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from haegi.call.case import Case, PastCall, commitments, follow_up, moment, offers
from haegi.call.cue import day_in_words
from haegi.call.engine import replay
from haegi.coach.lines import offer_line
from haegi.coach.view import clock, clocks, offer_rows, text_of
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale, say
from haegi.text.terminal import visible


def after(case: Case, calls: Sequence[PastCall], playbook: Playbook, locale: Locale) -> Iterator[str]:
    """The summary of the last call of a case, line by line."""
    last = calls[-1]
    snapshot = replay(playbook, last.events)
    lasted, held = clocks(snapshot, last.events[-1].at)
    ended = say(locale, f"outcome.{last.outcome or 'cut'}")
    yield say(locale, "summary.head", case=visible(case.name), number=last.number, outcome=ended,
              minutes=clock(lasted), held=clock(held))  # fmt: skip
    yield from _section(locale, "summary.offers", _offered(case, last, locale))
    yield from _section(locale, "summary.promises", _promised(last, locale))
    yield from _section(locale, "summary.notes", _noted(last))
    yield from _next(case, calls, playbook, locale)


def _section(locale: Locale, title: str, rows: Sequence[str]) -> Iterator[str]:
    if rows:
        yield say(locale, title)
        yield from (f"  {row}" for row in rows)


def _offered(case: Case, last: PastCall, locale: Locale) -> list[str]:
    return [offer_line(row, locale) for row in offer_rows(offers(last), case, locale)]


def _promised(last: PastCall, locale: Locale) -> list[str]:
    return [
        visible(each.text) + (f" ({day_in_words(each.due.isoformat(), locale, _day(last))})" if each.due else "")
        for each in commitments(last)
    ]


def _day(call: PastCall) -> date:
    return moment(call.started).astimezone().date()


def _noted(last: PastCall) -> list[str]:
    return [visible(event.text) for event in last.events if event.kind in ("note", "transfer") and event.text]


def _next(case: Case, calls: Sequence[PastCall], playbook: Playbook, locale: Locale) -> Iterator[str]:
    """What to do now: the end's own advice, then the day to follow up."""
    outcome = calls[-1].outcome or "cut"
    todo = next((end.todo for end in playbook.ends.values() if end.outcome == outcome and end.todo), None)
    if todo:
        yield say(locale, "summary.next", what=text_of(todo, locale))
    day = follow_up(calls)
    if day:
        when = day_in_words(day.isoformat(), locale, _day(calls[-1]))
        yield say(locale, "summary.follow-up", day=when, case=visible(case.name))
    elif outcome == "cut":
        yield say(locale, "summary.resume", case=visible(case.name))
