"""After the call: what was offered, promised, agreed, by whom, and what is next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from haegi.call.case import Case, PastCall, Round, agreed, commitments, follow_up, moment, offers
from haegi.call.cue import day_in_words
from haegi.call.engine import replay, standing
from haegi.coach.lines import offer_line
from haegi.coach.view import clock, clocks, offer_rows, text_of
from haegi.nlu.moves import BETTER_OFFER, FIRST_OFFER
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
        "unconfirmed": [visible(text) for text in unconfirmed(last)],
        "promises": [
            visible(promise.text) + (f" ({day_in_words(promise.due.isoformat(), locale, _day(last))})" if promise.due else "")
            for promise in commitments(last)
        ],
        "notes": [visible(event.text) for event in last.events if event.kind in ("note", "transfer") and event.text],
    }
    for title, rows in sections.items():
        yield from [say(locale, f"summary.{title}"), *(f"  {row}" for row in rows)] if rows else []
    yield from deal_lines(calls, case, locale)
    yield from _next(case, calls, playbook, locale, kept=kept)


class Deal(NamedTuple):
    """What was agreed to in the last call of a case. Days are None where nobody said one; `writing` is what was said to come."""

    offer: Round
    by: str
    on: date
    contract_end: date | None
    gift_day: date | None
    writing: tuple[str, ...]

    @property
    def has_gift(self) -> bool:
        return any(term["kind"] in _GIFTS for term in self.offer.offer.get("terms", ()))


_GIFTS = frozenset({"cash", "voucher", "points", "sum", "item"})
_OF_GIFT = re.compile(r"사은품|상품권|현금|지원금|포인트|입금|gift|reward|prepaid|voucher|check", re.IGNORECASE)
_IN_WRITING = re.compile(r"문자|메일|카톡|알림톡|우편|계약서|확인서|안내문|text|e-?mail|letter|writing|mail", re.IGNORECASE)
_OF_CONTRACT = re.compile(r"약정|계약|만료|contract|agreement|term|lock", re.IGNORECASE)
#: A contract that is renewed ends no sooner than after so many days.
_SOONEST_END = 150


def deal_of(calls: Sequence[PastCall]) -> Deal | None:
    """The agreement a case ended with, out of what was said in its last call."""
    from haegi.text.dates import find_date  # loads slowly, and the phone is ringing

    offer = agreed(calls)
    if offer is None:
        return None
    call, on, promised = calls[-1], _day(calls[-1]), commitments(calls[-1])
    spoken = [find_date(text, on) for text in heard_in(call) if _OF_CONTRACT.search(text)]
    ends = [day for day in spoken if day and (day - on).days >= _SOONEST_END]
    gifts = [each.due for each in promised if each.due and _OF_GIFT.search(each.text)]
    writing = tuple(each.text for each in promised if _IN_WRITING.search(each.text))
    return Deal(offer, ", ".join(people(call)), on, ends[-1] if ends else None, gifts[-1] if gifts else None, writing)


def heard_in(call: PastCall) -> list[str]:
    """What the agent said in a call, as far as it was typed, and what was noted."""
    return [event.text for event in standing(call.events) if event.kind in ("heard", "offer", "note") and event.text]


def unconfirmed(call: PastCall) -> list[str]:
    """The words of offers that were heard, but never kept as ones: nobody said what they were."""
    events = standing(call.events)
    kept = {event.text for event in events if event.data.get("offer")}
    words, found = "", dict[str, None]()
    for event in events:
        words = event.text or words if event.kind == "heard" else ""
        if event.kind == "heard" and event.value in (FIRST_OFFER, BETTER_OFFER) and words not in ("", *kept):
            found[words] = None
    return list(found)


def people(call: PastCall) -> list[str]:
    """Who was spoken with: the names that were given, and where one was put through to."""
    from haegi.transcript.speakers import find_agent_name  # as above

    moved = [event.text for event in standing(call.events) if event.kind == "transfer"]
    return [*dict.fromkeys([*filter(None, map(find_agent_name, heard_in(call))), *moved])]


def deal_lines(calls: Sequence[PastCall], case: Case, locale: Locale) -> Iterator[str]:
    """What was agreed, until when, and what has to come."""
    deal = deal_of(calls)
    if deal is None:
        return
    (row,) = offer_rows([deal.offer], case, locale)
    yield say(locale, "case.agreed", offer=row.wording, worth=row.worth)
    said = {
        "end": deal.contract_end, "gift": deal.gift_day if deal.has_gift else None, "by": deal.by,
        "conditions": ", ".join(deal.offer.offer.get("conditions", ())), "writing": "; ".join(deal.writing),
    }  # fmt: skip
    for name, value in said.items():
        shown = day_in_words(value.isoformat(), locale, deal.on) if isinstance(value, date) else visible(str(value))
        yield from [f"  {say(locale, f'case.deal-{name}', value=shown)}"] if value else []
    if not deal.writing:
        yield f"  {say(locale, 'case.deal-unwritten')}"


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
