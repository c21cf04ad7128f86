"""The matter over several calls, from the events they left."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tables import each_row

from haegi.call.case import Case, PastCall, Quote, best_quote, commitments, facts, follow_up, moment, offers
from haegi.call.engine import Event
from haegi.playbook.model import Playbook

CASE = Case(
    name="kt", playbook="retention-kr", slots={"carrier": "KT", "target": 400_000, "product": "", "ok": True}
)
START = Event("start", 1, "they_called", data={"call": 1})
DEFERRED = Event("said", 5, "defer.polite")


def read(worth: int | None, wording: str, at: int = 2, kind: Any = "offer") -> Event:
    return Event(
        kind, at, "makes_offer", wording, {"offer": {"terms": [{}]}, "worth": worth, "wording": wording}
    )


def call(number: int, *events: Event) -> PastCall:
    return PastCall(number, [START, *events])


OUTCOMES: list[tuple[list[Event], str, int | None]] = [
    ([], "", None),
    ([Event("end", 9, "deferred")], "deferred", 9),
    ([Event("end", 9, "cut"), Event("resume", 10)], "", None),
    ([Event("end", 9, "cut"), Event("resume", 10), Event("end", 11, "refused")], "refused", 11),
]


@each_row(("events", "outcome", "ended"), OUTCOMES)
def test_how_a_call_ended(events: list[Event], outcome: str, ended: int | None) -> None:
    assert (call(1, *events).outcome, call(1, *events).ended, call(1, *events).started) == (outcome, ended, 1)


def test_offers_are_what_was_read_and_stands() -> None:
    first, second = read(100, "하나"), read(None, "둘", 3, "heard")
    found = offers(call(1, first, Event("heard", 3, "makes_offer"), second, read(5, "셋"), Event("undo", 4)))
    assert [(each.worth, each.wording, each.move) for each in found] == [
        (100, "하나", "makes_offer"),
        (None, "둘", "makes_offer"),
    ]


def test_a_later_call_begins_with_what_was_offered_and_counts_it_once(retention: Playbook) -> None:
    past = [call(1, read(300, "많이"), read(100, "적게", 3), Event("end", 9, "deferred", "2026-11-25"))]
    known = facts(retention, CASE, 2, past)
    assert (known["offer"], known["last_offer"], known["call"]) == (300, "적게", 2)
    assert offers(PastCall(2, [Event("start", 20, "called_back", data=known)])) == []


def test_what_the_caller_did_stays_true_and_what_the_agent_did_does_not(retention: Playbook) -> None:
    went = Event("go", 4, "defer"), DEFERRED, Event("heard", 6, "refuses_more")
    known = facts(retention, CASE, 2, [call(1, *went)])
    assert known.get("deferred") is True
    assert "refused" not in known
    assert "deferred" not in facts(retention, CASE, 2, [call(1, *went, Event("undo", 7), Event("undo", 8))])


def test_what_is_not_known_is_no_fact(retention: Playbook) -> None:
    assert facts(retention, CASE, 1) == {"carrier": "KT", "target": 400_000, "ok": True, "call": 1}


def test_a_quote_from_an_earlier_call_is_cited_later(retention: Playbook) -> None:
    quote = Quote(provider="SKB", gift="현금 43만원", amount=430_000, seen=date(2026, 11, 18))
    event = Event("quote", 2, data={"facts": {}, "quote": quote.to_json()})
    known = facts(retention, CASE, 2, [call(1, event)])
    assert (known["quote_provider"], known["quote_amount"], known["quote_date"]) == (
        "SKB",
        "현금 43만원",
        "2026-11-18",
    )
    assert "quote" not in facts(retention, CASE, 2, [call(1, event, Event("undo", 3))])


def test_the_best_quote_is_the_largest_then_the_newest() -> None:
    old, new = (Quote(provider="A", amount=100, seen=date(2026, month, 1)) for month in (1, 2))
    more, none = Quote(provider="B", amount=200), Quote(provider="C")
    assert best_quote([none, old, new]) == new
    assert best_quote([old, more, none]) == more
    assert best_quote([]) is None


FOLLOW_UPS: list[tuple[list[Event], str]] = [
    ([Event("end", 9, "deferred", "2026-11-25")], "2026-11-25"),
    ([Event("end", 9, "deferred", "soon")], ""),
    ([Event("end", 9, "deferred", "")], ""),
    ([Event("end", 9, "accepted", "2026-11-25")], ""),
    ([Event("end", 9, "deferred", "2026-11-25"), Event("undo", 10)], ""),
    ([], ""),
]


@each_row(("events", "day"), FOLLOW_UPS)
def test_when_to_call_again(events: list[Event], day: str) -> None:
    assert follow_up([call(1, *events)]) == (date.fromisoformat(day) if day else None)


def test_a_later_call_settles_the_follow_up() -> None:
    deferred = call(1, Event("end", 9, "deferred", "2026-11-25"))
    assert follow_up([deferred, call(2, Event("end", 19, "accepted"))]) is None
    assert follow_up([deferred, call(2)]) == date(2026, 11, 25)
    assert follow_up([]) is None


def test_commitments_have_a_day_where_one_was_named() -> None:
    said = [
        Event("promise", 2, "2026-11-25", "문자"),
        Event("promise", 3, "", "전화"),
        Event("promise", 4, "", "x"),
        Event("undo", 5),
    ]
    assert [(each.text, each.due) for each in commitments(call(1, *said))] == [
        ("문자", date(2026, 11, 25)),
        ("전화", None),
    ]


@each_row(
    ("slot", "worth"), [("target", 400_000), ("carrier", None), ("ok", None), ("fee", None)]
)
def test_sums_among_the_slots(slot: str, worth: int | None) -> None:
    assert CASE.sum(slot) == worth


@each_row(
    "change",
    [{"name": ""}, {"name": "x" * 81}, {"horizon_months": 0}, {"horizon_months": True}, {"colour": "red"}],
)
def test_what_is_no_case(change: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        Case.from_json({"name": "kt", "playbook": "x", **change})


def test_stamps_are_utc_milliseconds() -> None:
    assert moment(1_500) == datetime(1970, 1, 1, 0, 0, 1, 500_000, UTC)
