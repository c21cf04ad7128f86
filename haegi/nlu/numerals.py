"""Numbers as people say and type them, Korean and English, read from a text without spaces.

Korean: `이만구천칠백`, `3만8,500`, `22만5천`, `열두`. English: `sixty-five`, `one twenty` (120), `eighty-nine ninety-nine`
(89.99). Values are in hundredths, so that cents are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_DIGITS = {letter: value for value, letter in enumerate("일이삼사오육칠팔구", start=1)}
_UNITS = {"십": 10, "백": 100, "천": 1000}
_ONES = {"하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "넷": 4, "네": 4, "넉": 4} | {
    "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
}
_TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60}
BEGINNINGS = frozenset((*_DIGITS, *_UNITS, "만", *(word[0] for word in (*_ONES, *_TENS))))
_COPULA = ("고", "에요", "에여", "라", "나", "랑", "면", "시", "지", "거든", "네", "예요", "며", "든", "다", "오")
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_ENGLISH = {word: value for value, word in enumerate(_SMALL)} | {
    word: value * 10
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
} | {"fourty": 40, "fitty": 50, "ninty": 90, "oh": 0}
_HUNDRED = ("hundred", "hunnerd", "hunderd", "hundered")
_THOUSAND = ("thousand", "grand")
_RANGED = ("천", "백", "십", "만")
_LONGEST = 12  # digits


class Number(NamedTuple):
    """`value` is in hundredths; `style` is how it was written: digits, sino, native, mixed, english."""

    value: int
    end: int
    style: str
    is_sum: bool = False  # 만 or 천 makes it a sum of money, said or not


def korean(text: str, gaps: Sequence[bool], start: int) -> Number | None:
    """The Korean number that begins at a place of the squeezed text, with 만 and 천 resolved."""
    head = _section(text, gaps, start)
    if head is None and not text.startswith("만", start):
        return _native(text, start)
    value, end, style = head or (1, start, "sino")
    if not text.startswith("만", end) or value > (999 if style == "digits" else 9999):
        has_thousand = style == "mixed" or "천" in text[start:end]
        return Number(value * 100, end, style, has_thousand)
    total, end = value * 10_000, end + 1
    rest = _section(text, gaps, end)
    if rest and rest[0] < 10_000 and not (head is None and rest[2] == "digits"):
        amount, rest_end, rest_style = rest
        is_short = rest_style == "digits" and rest_end == end + 1 and not gaps[end]  # 5만5
        is_said = text.startswith("원", rest_end) or "천" in text[end:rest_end] or "백" in text[end:rest_end]
        if is_short and text[rest_end : rest_end + 1] not in ("년", "개", "달", "장", "대", "회", "차", "번", "/", "."):
            return Number((total + amount * 1000) * 100, rest_end, "mixed", True)
        if is_said or (rest_style == "digits" and rest_end - end >= 3 and not gaps[end]):
            return Number((total + amount) * 100, rest_end, "mixed" if style == "digits" else style, True)
    return Number(total * 100, end, style, True)


def _section(text: str, gaps: Sequence[bool], start: int) -> tuple[int, int, str] | None:
    """A number below 만, in digits (3,300), Hangul (삼천삼백) or both (3천5백). What follows a point is left out."""
    digits = _digits(text, gaps, start)
    if digits and text[digits[1] : digits[1] + 1] not in ("천", "백"):
        return *digits, "digits"
    total, digit, last, end, is_mixed = 0, 0, 10_000, start, False
    while end < len(text):
        letter = text[end]
        digits = _digits(text, gaps, end)
        unit = _UNITS.get(letter, 10_000)
        if digits and not digit and digits[0] < 100:
            digit, end, is_mixed = digits[0], digits[1], True
            continue
        if letter in _DIGITS and not digit and not (letter == "이" and end > start and text.startswith(_COPULA, end + 1)):
            digit = _DIGITS[letter]
            if _DIGITS.get(text[end + 1 : end + 2]) == digit + 1 and text[end + 2 : end + 3] in _RANGED:
                end += 1  # 사오천: the lower end
        elif unit < last:
            total, digit, last = total + (digit or 1) * unit, 0, unit
        else:
            break
        end += 1
    return (total + digit, end, "mixed" if is_mixed else "sino") if end > start else None


def _digits(text: str, gaps: Sequence[bool], start: int) -> tuple[int, int] | None:
    end = start
    while end < len(text) and text[end].isascii() and text[end].isdecimal() and (end == start or not gaps[end]):
        end += 1
    if end == start:
        return None
    while _is_group(text, gaps, end):
        end += 4
    digits = text[start:end].replace(",", "")
    return (int(digits), end) if len(digits) <= _LONGEST else None


def _is_group(text: str, gaps: Sequence[bool], comma: int) -> bool:
    """Whether a comma and three digits follow, as in `8,500`."""
    digits = text[comma + 1 : comma + 4]
    is_last = not text[comma + 4 : comma + 5].isdecimal() or gaps[comma + 4]
    is_whole = len(digits) == 3 and digits.isascii() and digits.isdecimal() and is_last
    return text[comma : comma + 1] == "," and is_whole and not any(gaps[comma : comma + 4])


def _native(text: str, start: int) -> Number | None:
    tens = next((word for word in _TENS if text.startswith(word, start)), "")
    end = start + len(tens)
    ones = next((word for word in _ONES if text.startswith(word, end)), "")
    if not tens and not ones:
        return None
    end += len(ones)
    value = _TENS.get(tens, 0) + _ONES.get(ones, 0)
    if text.startswith("만원", end) and (tens or value >= 5):
        return Number(value * 1_000_000, end + 1, "native", True)
    return Number(value * 100, end, "native")


def english(words: Sequence[str]) -> tuple[int, int] | None:
    """The value in cents of the number words that a list begins with, and how many words it takes."""
    parts, used = _parts(words)
    while used:
        value = _joined(parts)
        if value is not None:
            return value, used
        parts, used = _parts(words[: used - 1])
    return None


def _parts(words: Sequence[str]) -> tuple[list[int], int]:
    parts: list[int] = []
    used = position = 0
    if words and words[0] in _HUNDRED:
        parts, position, used = [100], 1, 1
    if len(words) > 1 and words[0] in ("a", "an") and words[1] in (*_HUNDRED, *_THOUSAND):
        parts, position = [1], 1
    while position < len(words):
        word = words[position]
        following = words[position + 1] if position + 1 < len(words) else ""
        if word in _HUNDRED and parts and parts[-1] < 100:
            parts[-1] *= 100
        elif word in _THOUSAND and parts and parts[-1] < 1000:
            parts[-1] *= 1000
        elif word in _ENGLISH:
            _add(parts, _ENGLISH[word])
        elif word != "and" or not parts or parts[-1] < 100 or following not in _ENGLISH:
            break
        position += 1
        if word != "and":
            used = position
    return parts, used


def _add(parts: list[int], value: int) -> None:
    """`sixty five` is one part; `one twenty` and `eighty nine ninety nine` are several."""
    before = parts[-1] if parts else None
    if (before is not None and before >= 100 and before % 100 == 0 and value < 100) or (before is not None and 20 <= before % 100 < 100 and before % 10 == 0 and 0 < value < 10):
        parts[-1] += value
    else:
        parts.append(value)


def _joined(parts: list[int]) -> int | None:
    match parts:
        case [whole]:
            return whole * 100
        case [hundreds, rest] if 0 < hundreds < 10 <= rest < 100:
            return (hundreds * 100 + rest) * 100
        case [dollars, cents] if dollars >= 10 and 10 <= cents < 100:
            return dollars * 100 + cents
        case [hundreds, 0, rest] if 0 < hundreds < 10 and 0 < rest < 10:
            return (hundreds * 100 + rest) * 100
        case [hundreds, rest, cents] if 0 < hundreds < 10 <= rest < 100 and 10 <= cents < 100:
            return (hundreds * 100 + rest) * 100 + cents
    return None
