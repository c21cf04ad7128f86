"""Nothing is put into a caller's mouth that may not be so, and no figure or law stands without its age and its limits."""

from __future__ import annotations

import re
from datetime import date

import pytest
from conftest import shipped
from tables import each_row

from haegi.files.resources import shipped_market
from haegi.money.market import Fact, MarketId, is_old
from haegi.sheet.document import Para
from haegi.sheet.sheet import Matter, languages_of, sheet
from haegi.text.i18n import Locale, messages

BOOKS = ("retention-kr", "retention-us", "mobile-kr", "arrears-kr", "escalation-kr")
TODAY = date(2026, 11, 30)
FACTS = [(name, fact) for market in ("kr", "us") for name, fact in shipped_market(market).facts.items()]

#: What nobody recorded, and what somebody who stays would not say.
UNTRUE = re.compile(
    r"that I asked to cancel|my bill is in order|isn't a billing question|I have my bill here|same as last year|speed is fine\. |see myself staying"
    r"|thinking of cancell?ing|deciding whether to cancel|can't stay|enough for me to stay|You publish"
    r"|다른 불만은 없|남기 어렵|남지 않겠|옮길까 고민|청구서에는 문제가 없",
    re.I,
)
FIGURE = re.compile(r"\$\d|\d%(?<!25%)|\d원|\d배|\d (?:hours|minutes)|\d시간|\d분|\d times")
DATED = re.compile(r"(?:19|20)\d\d|옛|older|날짜 없는|without a date")
BLOGS = re.compile(
    r"moneymo|tistory|maphoin|oldee|blog|jisiklog|pianoall|cafe|brunch|smol\.pub|redlib|edwardtrimnell|humbledollar|polispandit|stopthecap|justcancel|billfixers"
)


@pytest.mark.parametrize("name", BOOKS)
def test_no_line_says_what_may_not_be_so(name: str) -> None:
    owned = shipped(name).owned.items()
    lines = [spoken.line for owner, spoken_there in owned if not owner.startswith("leave") for spoken in spoken_there]
    assert [text for line in lines for text in (line.ko, line.en) if text and UNTRUE.search(text)] == []


@pytest.mark.parametrize("name", BOOKS)
def test_a_figure_beside_a_line_has_its_year(name: str) -> None:
    book = shipped(name)
    notes = [each.watch for each in (*book.stages.values(), *book.cards.values()) if each.watch]
    texts = [text for note in notes for text in (note.ko, note.en) if text]
    assert [text for text in texts if FIGURE.search(text) and not DATED.search(text)] == []


@each_row(("name", "fact"), FACTS, ids=[name for name, _ in FACTS])
def test_what_rests_on_blogs_alone_says_so(name: str, fact: Fact) -> None:
    sources = (fact.source.ko or fact.source.en or "").split(",")
    assert fact.confidence == "C" or not all(BLOGS.search(source) for source in sources), name


LAW: list[tuple[MarketId, str, str, str]] = [
    ("us", "law-rosca", r"인터넷으로 판", r"only in sales over the internet"),
    ("us", "spectrum-outage-credit", r"동네", r"Neighborhood"),
    ("us", "att-guarantee", r"재량으로", r"at its discretion"),
    ("us", "law-broadband-labels", r"2025년 말까지", r"at the end of 2025"),
    ("us", "spectrum-billed-in-advance", r"말이 갈립니다", r"is disputed"),
    ("us", "spectrum-fee-waivers-unknown", r"와이파이", r"WiFi"),
    ("kr", "mediation-2025-wired-counts", r"SK브로드밴드 121건", r"SK Broadband 121"),
    ("kr", "tactic-free-phone-contract", r"그 뒤 다시 청구", r"billed again"),
    ("kr", "tactic-wifi-contract-separate", r"20년 쓴 고객.*보름", r"20 years.*15 days"),
    ("kr", "result-35000-to-15000", r"연장하는 조건", r"for extending"),
    ("kr", "result-free-months-2007", r"50%는 채널이 적은", r"smaller package"),
    ("kr", "prescription-three-years", r"블로그", r"blogs"),
    ("kr", "welfare-discount-basic", r"블로그", r"[Bb]logs"),
    ("kr", "late-fee-two-percent", r"블로그", r"[Bb]logs"),
    ("kr", "expiry-mobile-discount-ends", r"블로그", r"blogs"),
    ("kr", "arrears-skt-kt-stages-blog", r"14일이 아니라 60일까지", r"60 days, not 14"),
]


@each_row(("market", "name", "ko", "en"), LAW)
def test_a_fact_has_its_limits(market: MarketId, name: str, ko: str, en: str) -> None:
    text = shipped_market(market).facts[name].text
    assert re.search(ko, text.ko or "")
    assert re.search(en, text.en or "")


def test_a_rule_that_is_void_helps_nobody() -> None:
    assert "law-click-to-cancel" not in shipped_market("us").facts


@pytest.mark.parametrize("name", BOOKS)
def test_the_sheet_says_what_is_old(name: str) -> None:
    book = shipped(name)
    market = shipped_market(book.market) if book.market else None
    paper = sheet(book, languages_of("en", book.language), Matter(market=market, today=TODAY))
    known = {fact.text.en: fact for fact in (market.facts.values() if market else ())}
    shown = [block for section in paper.sections for block in section.blocks if isinstance(block, Para) and block.text in known]
    for block in shown:
        assert ("over six months old" in block.source) is is_old(known[block.text], TODAY)


def test_what_is_said_to_the_machine_is_told_to_be_no_request() -> None:
    watch = shipped("retention-us").stages["menu"].watch
    assert watch is not None
    assert "해지 신청이 아닙니다" in (watch.ko or "")
    assert "isn't a request to cancel" in (watch.en or "")


#: British spellings, words of accountants, and Korean that nobody says on the phone.
STILTED = re.compile(
    r"\b(?:[Rr]eckon\w*|programme|centre\w*|licence|cancelling|practis\w+|apologis\w+|instalments?|dearer|whom rang|the ways of)\b"
    r"|견주|견줄|견줍|셈하|셈합|까닭|최선|물어내|말길"
)


@pytest.mark.parametrize("name", BOOKS)
def test_nobody_speaks_like_a_ledger(name: str) -> None:
    book = shipped(name)
    spoken = [line.line for there in book.owned.values() for line in there]
    notes = [each.watch for each in (*book.stages.values(), *book.cards.values()) if each.watch]
    texts = [text for each in (*spoken, *notes) for text in (each.ko, each.en) if text]
    assert [text for text in texts if STILTED.search(text)] == []


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_nor_does_the_interface(locale: Locale) -> None:
    assert [text for text in messages(locale).values() if STILTED.search(text)] == []


def test_nor_do_the_facts() -> None:
    texts = [text for _, fact in FACTS for text in (fact.text.ko, fact.text.en) if text]
    assert [text for text in texts if STILTED.search(text)] == []
