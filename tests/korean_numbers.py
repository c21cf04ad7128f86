"""Number words of both languages, read in another way than haegi's own, to hold its figures against."""

from __future__ import annotations

import re

from haegi.money.amounts import ENGLISH, english

__all__ = ["ENGLISH", "NATIVE", "SINO", "number"]

SINO_DIGITS = {letter: value for value, letter in enumerate("영일이삼사오육칠팔구")} | {"공": 0}
SINO_UNITS = {"십": 10, "백": 100, "천": 1000}
NATIVE_ONES = {"하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "넷": 4, "네": 4, "넉": 4} | {
    "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
}
NATIVE_TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60}
# Longest first, so that no word is read as the beginning of another.
_NATIVE_ONE = "다섯|여섯|일곱|여덟|아홉|하나|한|둘|두|셋|세|석|넷|네|넉"
NATIVE = rf"(?:(?:열|스물|서른|마흔|쉰|예순)\s?(?:{_NATIVE_ONE})|열|스물|스무|서른|마흔|쉰|예순|{_NATIVE_ONE})"
SINO = "[일이삼사오육칠팔구십백천]+"
_NATIVE_PARTS = re.compile(rf"({'|'.join(NATIVE_TENS)})?\s?({_NATIVE_ONE})?")


def sino(word: str) -> int | None:
    """`삼십육` -> 36, below ten thousand; None where the word is no number (`이삼`, `백천`)."""
    total, digit, last = 0, None, 10_000
    for letter in word:
        if letter in SINO_DIGITS:
            if digit is not None:
                return None
            digit = SINO_DIGITS[letter]
            continue
        unit = SINO_UNITS.get(letter)
        if unit is None or unit >= last:
            return None
        total, digit, last = total + (1 if digit is None else digit) * unit, None, unit
    return total + (digit or 0) or None


def native(word: str) -> int | None:
    """`열두` -> 12, `석` -> 3; None where the word is no number."""
    match = _NATIVE_PARTS.fullmatch(word)
    if not word or not match:
        return None
    return NATIVE_TENS.get(match[1] or "", 0) + NATIVE_ONES.get(match[2] or "", 0) or None


def korean(word: str) -> int | None:
    """A Korean number word of either kind, below ten thousand."""
    return native(word) or sino(word)


def number(word: str) -> int | None:
    """Digits, Korean or English: whichever the word is. Digits may be grouped with commas."""
    if word.isascii() and word.replace(",", "").isdigit():
        return int(word.replace(",", "")) if len(word) <= 15 else None
    return korean(word.replace(" ", "")) or english(word)
