"""Offers as values: their JSON, their words for people, and reading any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haegi.errors import Failure
from haegi.money.money import Money
from haegi.nlu.doubts import questions
from haegi.nlu.offer_reader import offer_in
from haegi.offers import offer as offers
from haegi.offers.offer import Offer
from haegi.offers.term import Term, from_json
from haegi.text.i18n import LOCALES, Locale

MONTHS = st.none() | st.integers(1, 60)
WON = st.integers(1, 9_000).map(lambda hundreds: Money(hundreds * 100))
CENTS = st.integers(100, 90_000).map(lambda cents: Money(cents, "USD"))
DISCOUNT = st.integers(5, 500).map(lambda hundreds: Money(hundreds * 100)) | st.integers(100, 9_000).map(
    lambda cents: Money(cents, "USD")
)
WAIVED = st.sampled_from(["install", "rental", "penalty", "late_fee"])
TERMS = st.one_of(
    st.builds(Term, st.sampled_from(["cash", "voucher", "points"]), WON | CENTS),
    st.builds(Term, st.just("monthly_discount"), DISCOUNT, months=MONTHS),
    st.builds(Term, st.just("card_discount"), DISCOUNT),
    st.builds(Term, st.just("monthly_fee"), WON | CENTS),
    st.builds(Term, st.just("percent_discount"), percent=st.integers(1, 100), months=MONTHS),
    st.builds(Term, st.just("free_months"), months=st.integers(1, 60)),
    st.builds(Term, st.just("speed"), mbps=st.sampled_from([100, 200, 500, 1000, 2500, 10_000])),
    st.builds(Term, st.just("waiver"), what=WAIVED, months=MONTHS),
)
COMMITS = st.none() | st.sampled_from([0, 12, 24, 36])


def canonical(terms: list[Term], commit: int | None) -> Offer:
    """One term of a kind, and no period that is just the contract's: what a speaker would say."""
    by_kind = {(term.kind, term.what): term for term in terms if term.months != commit or not commit}
    return Offer(tuple(by_kind.values()), commit if by_kind else None)


OFFERS = st.builds(canonical, st.lists(TERMS, max_size=4), COMMITS)


@given(OFFERS, st.sampled_from(LOCALES))
def test_an_offer_goes_through_json_and_has_words(offer: Offer, locale: Locale) -> None:
    assert offers.from_json(offer.to_json()) == offer
    assert offers.write(offer, locale) or not offer


PIECES = [
    "상품권",
    "현금",
    "월 ",
    "15만 원",
    "30%",
    "3년 ",
    "약정",
    " 할인",
    "해 드릴게요",
    "면제",
    "\x00",
    "🎁",
    "→",
    "$",
    "9" * 40,
]


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_text_is_too_strange(text: str) -> None:
    offer = offer_in(text)
    assert offers.from_json(offer.to_json()) == offer


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10_000,
        "1" + "0" * 100 + "원",
        "상품권 " * 1_000,
        "월 5,500원 할인 " * 400,
        "만" * 10_000,
        "a " * 5_000,
        "이" * 10_000,
        "3년 " * 1_000,
        "드리고 " * 2_500,
        "\x00" * 10_000,
        "$1 " * 1_000,
        "에어프라이어 " * 500,
        "twenty " * 700,
    ],
)
def test_long_and_odd_texts_are_read_without_harm(text: str) -> None:
    offer = offer_in(text)
    assert offers.from_json(offer.to_json()) == offer


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("상품권 1조원 드려요", ["money.absurd"]),
        ("현금 0원", ["money.zero"]),
        ("500개월 약정에 상품권 10만원", ["money.months"]),
        ("상품권 10만원, 3년 약정", []),
        ("상품권 △5만원", ["money.negative"]),
        ("$-20 credit", ["money.negative"]),
        ("negative $20 credit", ["money.negative"]),
        ("캐시백 -3만원", ["money.negative"]),
        ("지원금 -3만원", ["money.negative"]),
        ("1천원~2천원 할인", ["plan.range"]),
        ("1천~2천 원 할인", ["plan.range"]),
        ("10원~20원", ["plan.range"]),
        ("7 year commitment at $40", ["money.months"]),
        ("90년 계약에 상품권 10만원", ["money.months"]),
        ("설치 비용 0원", []),
        ("installation $0", []),
        ("the installation is $0", []),
        ("activation fees are $0", []),
    ],
)
def test_doubts_name_what_was_passed_over(text: str, keys: list[str]) -> None:
    assert [doubt.key for doubt in questions(text, offer_in(text))] == keys


def test_a_term_refuses_what_its_kind_does_not_carry() -> None:
    with pytest.raises(Failure):
        Term("speed", mbps=500, months=3)
    assert from_json({"kind": "speed", "mbps": 500}) == Term("speed", mbps=500)


def test_a_terminals_colours_are_no_speed() -> None:
    assert offer_in("\x1b[31m상품권 10만원\x1b[0m 드려요") == offer_in("상품권 10만원 드려요")
