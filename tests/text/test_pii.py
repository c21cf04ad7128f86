"""Private numbers are left out however they are typed; phone numbers, sums, dates and references stay."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.text.pii import find, masked, scrubbed

DATA = Path(__file__).parents[1] / "data" / "private"
MASKED = [line.replace("\\n", "\n").replace("\\u200b", "\u200b").split("\t") for line in (DATA / "masked.tsv").read_text("utf-8").splitlines()[1:]]  # fmt: skip
KEPT = (DATA / "kept.txt").read_text("utf-8").splitlines()


@each_row(("kind", "text"), MASKED, ids=[text for _, text in MASKED])
def test_a_private_number_is_left_out(kind: str, text: str) -> None:
    kept, kinds = masked(text, "ko")
    assert kinds == tuple(kind.split())
    assert not re.search(r"\d", kept)
    assert not re.search("[공영일이삼사오육칠팔구]{6}|(one|two|하나|둘|一|二) ?(one|two|하나|둘|一|二)", kept)
    assert masked(kept, "ko") == (kept, ())


@each_row(
    ("before", "text", "left"),
    [
        ("주민번호 앞자리 900101", "1234568", "[주민등록번호 생략]"),
        ("주민번호 앞자리는 구공공일공일이요", "일이삼사오육팔", "[주민등록번호 생략]"),
        ("900101", "뒤는 1234568", "뒤는 [주민등록번호 생략]"),
        ("해지 예정일 261231", "2400000", "2400000"),
        ("주민번호 앞자리 900101", "2400000원", "2400000원"),
        ("주민번호 앞자리 불러 달라고 함", "1234568", "1234568"),
        ("", "1234568", "1234568"),
    ],
)
def test_a_number_that_is_split_over_two_answers(before: str, text: str, left: str) -> None:
    assert masked(text, "ko", before).text == left


@each_row("text", KEPT)
def test_what_people_note_on_purpose_stays(text: str) -> None:
    assert masked(text, "ko") == (text, ())


def test_it_says_what_it_left_out() -> None:
    assert masked("900101-1234567, 4111111111111111", "ko").text == "[주민등록번호 생략], [카드번호 생략]"
    assert masked("SSN 123-45-6789", "en").text == "SSN [social security number left out]"


def test_data_is_masked_all_through() -> None:
    data = {"a": ["900101-1234567", 3], "b": ({"4111111111111111": None},), "c": True}
    assert scrubbed(data, lambda text: masked(text, "en").text) == {
        "a": ["[resident number left out]", 3], "b": [{"[card number left out]": None}], "c": True,
    }  # fmt: skip


def _often(seed: int, make: str) -> list[str]:
    """A thousand texts of a shape: `9` is any digit, `8` any but 0."""
    chance = random.Random(seed)
    return [re.sub("[89]", lambda match: chance.choice("123456789" if match[0] == "8" else "0123456789"), make) for _ in range(1000)]  # fmt: skip


@given(st.text("0123456789 -.", max_size=80), st.text("계좌은행주민 0123456789-", max_size=60))
def test_nothing_is_left_of_long_runs_of_digits(one: str, other: str) -> None:
    kept, _ = masked(one + other + one, "ko")
    assert not find(kept)


def test_what_another_library_calls_sound_is_left_out() -> None:
    rrn, ssn, luhn = (pytest.importorskip(f"stdnum.{name}") for name in ("kr.rrn", "us.ssn", "luhn"))
    chance = random.Random(4)
    for _ in range(500):
        born = date(1930, 1, 1) + timedelta(days=chance.randrange(32_000))
        twelve = f"{born:%y%m%d}{chance.choice('12' if born.year < 2000 else '34')}{chance.randrange(100_000):05}"
        resident = twelve + rrn.calc_check_digit(twelve)
        for text in (resident, f"{resident[:6]} {resident[6:]}", f"{resident[:4]} {resident[4:8]} {resident[8:]}"):
            assert not rrn.is_valid(resident) or masked(text, "en").kinds == ("resident",)
        fifteen = chance.choice(("4", "52", "2720", "9490"))
        fifteen += "".join(chance.choices("0123456789", k=15 - len(fifteen)))
        assert masked(f"a {fifteen + luhn.calc_check_digit(fifteen)} b", "en").kinds == ("card",)
        social = f"{chance.randrange(1000):03}-{chance.randrange(100):02}-{chance.randrange(10_000):04}"
        assert not ssn.is_valid(social) or masked(social, "en").kinds == ("ssn",)


SHAPES = [
    "010-9999-9999", "010 9999 9999", "0109999999 9", "02-999-9999, 02-9999-9999", "031-999-9999", "070-9999-9999",
    "0505-999-9999", "1588-9999", "1544-9999 / 1577-9999", "+82 10 9999 9999", "(899) 999-9999", "899-999-9999",
    "899,999원", "8,999,999원", "월 89,999원 36개월 899,999원", "현금 899999원", "8999999", "$899.99",
    "2026-11-18 19:29:39", "접수번호 8999999999", "접수번호 20261118-999999", "주문 2026111899999999",
    "송장 8999-9999-9999", "송장 899999999999", "민원번호 1AA-2611-0999999", "ref 9999999999", "ABC89999999999",
]  # fmt: skip


@each_row("shape", SHAPES)
def test_no_number_of_another_shape_is_taken_for_one(shape: str) -> None:
    assert [text for text in _often(7, shape) if find(text)] == []


@given(st.text("0123456789 -.,가에다시일이삼사계좌은행SN주민", max_size=60), st.sampled_from(["ko", "en"]))
def test_masking_twice_changes_nothing_more(text: str, locale: str) -> None:
    kept, _ = masked(text, "ko" if locale == "ko" else "en")
    assert not find(kept)


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_stands_around_a_number_stays(before: str, after: str) -> None:
    text = f"{before}\n900101-1234567\n{after}"
    kept = masked(text, "en")
    assert "resident" in kept.kinds
    assert not re.search("900101.{0,3}1234567", kept.text)
