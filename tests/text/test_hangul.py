from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.text.hangul import (
    PARTICLES,
    final,
    from_keys,
    initials,
    is_initials,
    is_slip,
    join,
    mend,
    particle,
    split,
    to_keys,
)

syllables = st.text(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")), max_size=20)


@each_row(
    ("word", "jamo"),
    [
        ("값", "ㄱㅏㅂㅅ"),
        ("위약금", "ㅇㅜㅣㅇㅑㄱㄱㅡㅁ"),
        ("까닭", "ㄲㅏㄷㅏㄹㄱ"),
        ("3년 OK", "3ㄴㅕㄴ OK"),
        ("", ""),
    ],
)
def test_split(word: str, jamo: str) -> None:
    assert split(word) == jamo
    assert join(jamo) == word


def test_split_takes_conjoining_jamo_for_the_syllables_they_show() -> None:
    assert split("위약금") == split("위약금")


@given(syllables)
def test_join_undoes_split(text: str) -> None:
    assert join(split(text)) == text


@given(syllables)
def test_keys_go_both_ways(text: str) -> None:
    assert from_keys(to_keys(text)) == text


@given(st.text(max_size=40))
def test_any_text_survives(text: str) -> None:
    join(split(text))
    mend(text)
    final(text)


@each_row(
    ("keys", "korean"),
    [
        ("dnldirrma", "위약금"),
        ("dhsmfRkwlfo", "오늘까지래"),
        ("tkdvnarnjs 10aks", "상품권 10만"),
        ("gowl", "해지"),
        ("dlTeo", "있대"),
        ("rkqtdl", "값이"),
        ("Qkffl", "빨리"),
        ("a", "ㅁ"),
        ("1", "1"),
    ],
)
def test_from_keys(keys: str, korean: str) -> None:
    assert from_keys(keys) == korean
    assert to_keys(korean) == keys


@each_row(
    ("typed", "meant"),
    [
        ("dnldirrma dlTeo", "위약금 있대"),
        ("DNLDIRRMA", "위약금"),
        ("300dnjs gkfdls", "300원 할인"),
        ("KT 500M", "KT 500M"),
        ("SKB wifi", "SKB wifi"),
        ("i want to go now", "i want to go now"),
        ("please hold the line", "please hold the line"),
        ("위약금", "위약금"),
        ("SKT 43만", "SKT 43만"),
        ("so", "so"),
    ],
)
def test_mend(typed: str, meant: str) -> None:
    assert mend(typed) == meant


@each_row("word", ["internet", "KT", "free", "months", "router", "fee", "gift", "LG", "the"])
def test_english_is_no_slip(word: str) -> None:
    assert not is_slip(word)


@each_row(
    ("text", "expected"),
    [("위약금", "ㅇㅇㄱ"), ("재약정 3년", "ㅈㅇㅈ 3ㄴ"), ("ㅋㅋ KT", "ㅋㅋ KT"), ("", "")],
)
def test_initials(text: str, expected: str) -> None:
    assert initials(text) == expected


@each_row(
    ("text", "claim"),
    [("ㅇㅇㄱ", True), ("ㄳ", True), ("ㅇㅏ", False), ("위", False), (" ", False)],
)
def test_is_initials(text: str, claim: bool) -> None:
    assert is_initials(text) is claim


@each_row(
    ("word", "object_form", "direction"),
    [
        ("위약금", "을", "으로"),
        ("할인", "을", "으로"),
        ("문자", "를", "로"),
        ("메일", "을", "로"),
        ("서울", "을", "로"),
        ("SKB", "를", "로"),
        ("KT", "를", "로"),
        ("LGU+", "를", "로"),
        ("LG U+", "를", "로"),
        ("VOD", "를", "로"),
        ("URL", "을", "로"),
        ("SM", "을", "으로"),
        ("500M", "를", "로"),
        ("60Hz", "를", "로"),
        ("1G", "를", "로"),
        ("100Mbps", "를", "로"),
        ("43만 원", "을", "으로"),
        ("₩300", "을", "으로"),
        ("$50", "를", "로"),
        ("30%", "를", "로"),
        ("1", "을", "로"),
        ("2", "를", "로"),
        ("3", "을", "으로"),
        ("6", "을", "으로"),
        ("7", "을", "로"),
        ("8", "을", "로"),
        ("9", "를", "로"),
        ("10", "을", "으로"),
        ("300", "을", "으로"),
        ("1,000", "을", "으로"),
        ("430,000", "을", "으로"),
        ("100000000", "을", "으로"),
        ("010", "을", "으로"),
        ("1.5", "를", "로"),
        ("3.0", "을", "으로"),
        ("Netflix", "를", "로"),
        ("Spectrum", "을", "으로"),
        ("Verizon", "을", "으로"),
        ("Internet", "을", "으로"),
        ("Mobile", "을", "로"),
        ("“위약금”", "을", "으로"),
        ("약정(3년)", "을", "으로"),
        ("KT(주)", "를", "로"),
        ("이름.", "을", "으로"),
    ],
)
def test_particles_follow_the_sound(word: str, object_form: str, direction: str) -> None:
    assert particle(word, "을/를") == object_form
    assert particle(word, "로") == direction
    assert bool(final(word)) is (object_form == "을")


@each_row(
    ("key", "after_final", "after_vowel"),
    [
        ("은", "은", "는"),
        ("는", "은", "는"),
        ("이/가", "이", "가"),
        ("와", "과", "와"),
        ("야", "아", "야"),
        ("이나", "이나", "나"),
        ("라", "이라", "라"),
        ("예요", "이에요", "예요"),
        ("랑", "이랑", "랑"),
    ],
)
def test_either_form_names_a_particle(key: str, after_final: str, after_vowel: str) -> None:
    assert (particle("금", key), particle("비", key)) == (after_final, after_vowel)


def test_a_word_that_is_no_particle_is_refused() -> None:
    assert "에서" not in PARTICLES
    with pytest.raises(KeyError):
        particle("위약금", "에서")
