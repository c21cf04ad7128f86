"""The homes that are measured in: with nothing, with one large case, with a store of many calls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from haegi.call.case import Case, PastCall
from haegi.call.engine import Event
from haegi.call.slots import read_quote
from haegi.nlu.offer_reader import offer_in
from haegi.storage.store import Store

#: Calls of the large case.
CALLS = 30
_MINUTE = 60_000
_OFFER = {
    "offer": offer_in("상품권 20만 원, 3년 약정").to_json(),
    "wording": "상품권 20만 원",
}


def empty(place: Path) -> Path:
    return _home(place, [])


def large(place: Path) -> Path:
    """One case of `CALLS` calls, each of some twenty events with three offers."""
    return _home(place, [("home", CALLS)])


def many(place: Path, calls: int) -> Path:
    """So many calls, four a case; the last case is open and all others are settled."""
    return _home(place, [(f"case-{number}", 4) for number in range(max(1, calls // 4))])


def _home(place: Path, cases: list[tuple[str, int]]) -> Path:
    place.mkdir(parents=True)
    store = Store.open(place / "haegi.db")
    try:
        store._database.connection.execute("PRAGMA synchronous = OFF")
        for name, calls in cases:
            last = "deferred" if name == cases[-1][0] else "accepted"
            outcomes = [*["deferred"] * (calls - 1), last]
            past = [PastCall(number, list(_call(number, outcome))) for number, outcome in enumerate(outcomes, 1)]
            store.bring(_case(name), past, [], 1)
    finally:
        store.close()
    return place


def _case(name: str) -> Case:
    slots = {"carrier": "KT", "product": "인터넷 500M + TV", "fee": 44_000, "target": 430_000, "reservation": 300_000}
    quote = read_quote("SKB 500M+TV 현금 43만원 월 39,600원 2026-11-18", date(2026, 11, 20))
    return Case(name=name, playbook="retention-kr", slots=slots, quotes=(quote,))


def _call(number: int, outcome: str) -> Iterator[Event]:
    at = 1_790_000_000_000 + number * 86_400_000
    yield Event("start", at, "they_called", "", {"call": number})
    for step in range(3):
        now = at + step * _MINUTE
        yield Event("said", now, "", "네")
        yield Event("heard", now + 1_000, "makes_offer", "상품권 20만원", {**_OFFER, "worth": 150_000 + 10_000 * step})
        yield Event("note", now + 2_000, "", "다음 주까지라고 함")
        yield Event("hold", now + 3_000)
        yield Event("hold", now + 9_000)
        yield Event("promise", now + 10_000, "2026-11-25", "문자로 보내 주기로 함")
    yield Event("end", at + 9 * _MINUTE, outcome, "2026-11-25" if outcome == "deferred" else "")
