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


def after(case: Case, calls: Sequence[PastCall], playbook: Playbook, locale: Locale, *, kept: bool) -> Iterator[str]:
    """The summary of the last call of a case, line by line; commands for going on only where it was `kept`."""
    last = calls[-1]
    snapshot = replay(playbook, last.events)
    lasted, held = clocks(snapshot, last.events[-1].at)
    ended = say(locale, f"outcome.{last.outcome or 'cut'}")
    yield say(locale, "summary.head", case=visible(case.name), number=last.number, outcome=ended,
              minutes=clock(lasted), held=clock(held))  # fmt: skip
    sections = {
        "offers": [offer_line(row, locale) for row in offer_rows(offers(last), case, locale)],
        "promises": [
            visible(promise.text) + (f" ({day_in_words(promise.due.isoformat(), locale, _day(last))})" if promise.due else "")
            for promise in commitments(last)
        ],
        "notes": [visible(event.text) for event in last.events if event.kind in ("note", "transfer") and event.text],
    }
    for title, rows in sections.items():
        yield from [say(locale, f"summary.{title}"), *(f"  {row}" for row in rows)] if rows else []
    yield from _next(case, calls, playbook, locale, kept=kept)


def _day(call: PastCall) -> date:
    return moment(call.started).astimezone().date()


def _next(case: Case, calls: Sequence[PastCall], playbook: Playbook, locale: Locale, *, kept: bool) -> Iterator[str]:
    """What to do now: the end's own advice, then the day to follow up."""
    outcome = calls[-1].outcome or "cut"
    todo = next((end.todo for end in playbook.ends.values() if end.outcome == outcome and end.todo), None)
    if todo:
        yield say(locale, "summary.next", what=text_of(todo, locale))
    if outcome in ("accepted", "cancelled") and kept:
        yield say(locale, "summary.keep", case=visible(case.name))
    day = follow_up(calls)
    if day:
        when = day_in_words(day.isoformat(), locale, _day(calls[-1]))
        yield say(locale, "summary.follow-up" if kept else "summary.day", day=when, case=visible(case.name))
    elif outcome == "cut" and kept:
        yield say(locale, "summary.resume", case=visible(case.name))
