"""The market files, and how facts are shown."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tables import each_row

from haegi.errors import Failure, Faults
from haegi.files.recovery import fitted
from haegi.files.resources import load_market, shipped_market
from haegi.money.market import MARKETS, Fact, MarketId, age_note, carrier_of, entries, is_old, shown

DATA = Path(__file__).parents[1] / "data" / "market"
FACTS = [
    (f"{market}:{name}", fact) for market in MARKETS for name, fact in shipped_market(market).facts.items()
]
EACH = each_row("fact", [fact for _, fact in FACTS], ids=[name for name, _ in FACTS])
GIVEN: dict[str, Any] = {
    "text": {"ko": "사은품은 45만원입니다.", "en": "The gift is 450,000 won."},
    "topics": ["gift"], "source": "zdnet", "date": "2026-04-21", "confidence": "B", "disputed": False,
}  # fmt: skip
TODAY = date(2026, 11, 21)


def fact(**changes: Any) -> Fact:
    return fitted({**GIVEN, **changes}, Fact)


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (DATA / name).read_text("utf-8").splitlines()[1:]]


@EACH
def test_every_fact_speaks_both_languages_and_shows_where_and_when_it_is_from(fact: Fact) -> None:
    assert fact.text.ko
    assert fact.text.en
    assert fact.date <= TODAY.isoformat()
    for locale in ("ko", "en"):
        sentences = shown(fact, locale, TODAY)
        assert fact.source.best(locale) in sentences.source
        assert fact.undated or fact.date in sentences.source
        assert fact.dispute is None or any(fact.dispute.best(locale) in mark for mark in sentences.marks)
        assert not re.search(r"\{[a-z]", " ".join([sentences.source, *sentences.figures, *sentences.marks]))


@EACH
def test_what_a_retailer_published_is_called_that(fact: Fact) -> None:
    words = f"{fact.source.ko} {fact.source.en}"
    assert ("판매점" in words or "retailer" in words) <= (fact.kind == "retailer")
    assert any("판매점 자료" in mark for mark in shown(fact, "ko", TODAY).marks) == (fact.kind == "retailer")
    assert fact.kind != "retailer" or fact.confidence == "C"


@each_row(("item", "pattern", "ids"), rows("unsettled.tsv"))
def test_what_nobody_could_settle_is_never_asserted(item: str, pattern: str, ids: str) -> None:
    facts = shipped_market("kr").facts
    found = {name for name, fact in facts.items() if re.search(pattern, fact.text.ko or "")}
    assert {name for name in found if not facts[name].disputed} == set(), item
    assert set(ids.split()) <= found, item


@each_row(
    ("written", "today", "old"),
    [
        ("2026-05-21", "2026-11-21", False),
        ("2026-05-20", "2026-11-21", True),
        ("2026-08-31", "2027-02-28", False),
        ("2026-08-27", "2027-02-28", True),
        ("2026-06", "2026-11-21", False),
        ("2026-05", "2026-11-21", True),
        (2026, "2026-06-30", False),
        (2026, "2026-11-21", True),
        ("2019-11-01", "2026-11-21", True),
        ("2026-11-21", "2026-01-01", False),
    ],
)
def test_older_than_six_months_says_so(written: str | int, today: str, old: bool) -> None:
    one, day = fact(date=written), date.fromisoformat(today)
    assert is_old(one, day) is old
    assert (age_note(one, day, "ko") is not None) is old
    assert any("six months" in mark for mark in shown(one, "en", day).marks) is old


def test_a_source_without_a_date_is_never_fresh() -> None:
    one = fact(date="2026-11-21", undated=True)
    assert is_old(one, TODAY)
    assert "2026-11-21" in (age_note(one, TODAY, "ko") or "")
    assert "날짜 없음" in shown(one, "ko", TODAY).source


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.integers(0, 4000), st.integers(0, 4000))
def test_a_fact_only_grows_older(written: date, after: int, later: int) -> None:
    one = fact(date=written.isoformat())
    first = date.fromordinal(written.toordinal() + after)
    assert is_old(one, first) <= is_old(one, date.fromordinal(first.toordinal() + later))


@each_row(
    "changes",
    [
        {"disputed": True},
        {"dispute": "갈린다"},
        {"date": "2026-13"},
        {"date": "2026-02-30"},
        {"date": "21.4.2026"},
        {"date": True},
        {"confidence": "H"},
        {"topics": []},
        {"sorce": "zdnet"},
        {"figures": [{"what": "500M", "value": "a lot", "unit": "won"}]},
        {"figures": [{"what": "500M", "value": 1, "unit": "euro"}]},
    ],
)
def test_a_fact_with_a_fault_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        fact(**changes)


@each_row(
    ("figure", "ko", "en"),
    [
        ({"value": 33000, "unit": "won_month"}, "500M: 월 33,000원", "500M: 33,000 won a month"),
        ({"value": 45, "to": 48, "unit": "won"}, "500M: 45-48원", "500M: 45-48 won"),
        ({"value": 16.45, "unit": "usd_month"}, "500M: 월 16.45달러", "500M: $16.45 a month"),
        ({"value": 25, "unit": "percent"}, "500M: 25%", "500M: 25%"),
    ],
)
def test_figures_are_written_with_their_unit(figure: dict[str, Any], ko: str, en: str) -> None:
    one = fact(figures=[{"what": "500M", **figure}])
    assert shown(one, "ko", TODAY).figures == (ko,)
    assert shown(one, "en", TODAY).figures == (en,)


def test_a_fact_is_found_by_topic_carrier_text_and_source() -> None:
    worded = {entry.id: entry for entry in entries(shipped_market("kr"))}
    entry = worded["fee-install-kt"]
    assert "설치비" in entry.title
    assert "케이티" in entry.title
    assert "휴일" in entry.text
    assert "retailer" in entry.text


def test_faults_of_a_market_file_have_their_place(tmp_path: Path) -> None:
    path = tmp_path / "kr.yaml"
    path.write_text(
        "market: 1\nid: kr\ntitle: 시장\ntopics:\n  gift: 사은품\nfacts:\n  a:\n    text: 글\n"
        "    topics: [gift, gfit]\n    carriers: [kt]\n    source: zdnet\n    date: 2026-04\n    confidence: B\n    disputed: false\n",
        "utf-8",
    )
    with pytest.raises(Faults) as caught:
        load_market(path)
    assert [(str(each.place), each.params["shown"]) for each in caught.value.diagnostics] == [
        (f"{path}:9:20", "gfit"),
        (f"{path}:10:16", "kt"),
    ]


def test_an_unknown_market_is_said() -> None:
    with pytest.raises(Failure) as caught:
        shipped_market("uk")
    assert caught.value.params["known"] == "kr, us"


CARRIERS: list[tuple[MarketId, str, str | None]] = [
    ("kr", "유플러스", "lgu"), ("kr", "LG U+ 인터넷", "lgu"), ("kr", "LG헬로비전", "hello"), ("kr", "KT스카이라이프", "skylife"),
    ("kr", "KT", "kt"), ("kr", "SKB 500M", "skb"), ("kr", "딜라이브", None),
    ("us", "AT&T Fiber", "att"), ("us", "T-Mobile Home Internet", "tmobile"), ("us", "Charter Spectrum", "spectrum"), ("us", "Cox", None),
]  # fmt: skip


@each_row(("market", "text", "carrier"), CARRIERS)
def test_a_carrier_however_it_is_spelt(market: MarketId, text: str, carrier: str | None) -> None:
    assert carrier_of(shipped_market(market), text) == carrier
