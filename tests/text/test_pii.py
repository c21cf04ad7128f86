"""Private numbers are left out however they are typed; phone numbers, sums, dates and references stay."""

from __future__ import annotations

import random
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.text.pii import find, masked, scrubbed

DATA = Path(__file__).parents[1] / "data" / "private"
MASKED = [line.replace("\\n", "\n").replace("\\u200b", "\u200b").split("\t") for line in (DATA / "masked.tsv").read_text("utf-8").splitlines()[1:]]  # fmt: skip
KEPT = (DATA / "kept.txt").read_text("utf-8").splitlines()
#: What may be left of a text: dates, and the three digits on the back of a card.
LEFT = {"12", "28", "123"}


@each_row(("kind", "text"), MASKED, ids=[text for _, text in MASKED])
def test_a_private_number_is_left_out(kind: str, text: str) -> None:
    kept, kinds = masked(text, "ko")
    assert kinds == (kind,)
    assert set(re.findall(r"\d+", kept)) <= LEFT
    assert not re.search("[공영일이삼사오육칠팔구]{6}", kept)
    assert masked(kept, "ko") == (kept, ())


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
