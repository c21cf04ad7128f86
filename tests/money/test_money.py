"""Amounts: read from tables, written, added, compared."""

from __future__ import annotations

from pathlib import Path

import korean_numbers as numerals
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.errors import Failure
from haegi.money.amounts import faults, find, read
from haegi.money.money import LIMIT, Money, write
from haegi.text.i18n import Text, messages

DATA = Path(__file__).parents[1] / "data" / "money"
WON = st.integers(1, LIMIT["KRW"]).map(Money)
CENTS = st.integers(1, LIMIT["USD"]).map(lambda cents: Money(cents, "USD"))


def table(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (DATA / name).read_text("utf-8").splitlines()[1:]]


@each_row(("text", "currency", "minor"), table("amounts.tsv"))
def test_an_amount_is_read(text: str, currency: str, minor: str) -> None:
    money = read(text)
    assert (money.currency, money.minor) == (currency, int(minor))


@each_row(("text", "key", "readings"), table("refused.tsv"))
def test_an_amount_is_refused_with_its_readings(text: str, key: str, readings: str) -> None:
    with pytest.raises(Failure) as caught:
        read(text)
    assert caught.value.key == key
    told = caught.value.params.get("readings")
    assert (told.ko if isinstance(told, Text) else "") == readings
    assert not (isinstance(told, Text) and "원" in (told.en or ""))


def test_the_currency_given_decides_what_a_bare_number_is() -> None:
    assert read("15", currency="USD") == Money(1500, "USD")
    assert read("1,200", currency="USD") == Money(120_000, "USD")
    for text, currency in (("$15", "KRW"), ("15만원", "USD")):
        with pytest.raises(Failure, match=r"money\.currency"):
            read(text, currency="KRW" if currency == "KRW" else "USD")


@given(WON | CENTS, st.sampled_from(["ko", "en"]))
def test_reading_what_was_written_is_no_change(money: Money, locale: str) -> None:
    assert read(write(money, "ko" if locale == "ko" else "en")) == money
    assert read(str(money)) == money


@each_row(
    ("minor", "ko", "en"),
    [
        (435_500, "43만 5,500원", "₩435,500"),
        (200_000, "20만 원", "₩200,000"),
        (5_500, "5,500원", "₩5,500"),
        (0, "0원", "₩0"),
        (-30_000, "-3만 원", "-₩30,000"),
        (120_005_000, "1억 2,000만 5,000원", "₩120,005,000"),
    ],
)
def test_won_are_written_as_people_write_them(minor: int, ko: str, en: str) -> None:
    assert (write(Money(minor), "ko"), write(Money(minor), "en")) == (ko, en)


@given(WON, WON, st.integers(0, 60))
def test_arithmetic_is_that_of_the_minor_units(left: Money, right: Money, times: int) -> None:
    assert (left + right) - right == left
    assert (left * times).minor == left.minor * times == (times * left).minor
    assert (left < right) == (left.minor < right.minor)
    assert -left + left == Money(0)


@each_row(
    "mix", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: a >= b]
)
def test_currencies_do_not_mix(mix: object) -> None:
    assert callable(mix)
    with pytest.raises(Failure, match=r"money\.mixed"):
        mix(Money(1), Money(1, "USD"))


@given(st.text(max_size=80))
def test_reading_refuses_or_gives_a_positive_amount(text: str) -> None:
    try:
        minor, key = read(text).minor, ""
    except Failure as failure:
        minor, key = 1, failure.key
    assert minor > 0
    assert not key or key in messages("ko")


@each_row(
    ("text", "amounts"),
    [
        ("상품권 30만 백화점", ["300,000원"]),
        ("10만 이상, 이만 끊겠습니다", ["100,000원"]),
        ("1588-0010, 2027년 12월 31일", []),
        ("현금만 원하시면", []),
        ("혜택이 이십만원이고 월 5천5백 원씩", ["200,000원", "5,500원"]),
        ("43만 5,500원 3년", ["435,500원"]),
        ("만 칠천 원까지, 3만 천천히", ["17,000원", "30,000원"]),
        ("forty-nine ninety-nine a month or a $50 gift", ["$49.99", "$50.00"]),
        ("fifty-nine twenty-five a month", ["$59.25"]),
        ("1조원이나 0원", []),
    ],
)
def test_amounts_are_found_in_a_longer_text(text: str, amounts: list[str]) -> None:
    assert [str(one.money) for one in find(text)] == amounts


def test_what_was_left_out_is_told() -> None:
    assert [fault.key for fault in faults("1조원이나 0원, 5만원")] == ["money.absurd", "money.zero"]


@each_row(
    ("word", "value"),
    [
        ("삼십육", 36),
        ("열두", 12),
        ("석", 3),
        ("스물 네", 24),
        ("백이십", 120),
        ("이삼", None),
        ("백천", None),
        ("", None),
        ("forty-nine", 49),
        ("a hundred and fifty", 150),
        ("five hundred", 500),
        ("two thousand", 2000),
        ("nine forty", None),
        ("1,000", 1000),
        ("9" * 16, None),
    ],
)
def test_number_words(word: str, value: int | None) -> None:
    assert numerals.number(word) == value


def test_a_dollar_amount_may_have_one_decimal() -> None:
    assert read("85.5", currency="USD").minor == 8550
    with pytest.raises(Failure, match=r"\$85\.50"):
        read("85.5")
