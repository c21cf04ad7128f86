"""Numbers as people say and type them, Korean and English, read from a text without spaces.

Korean: `이만구천칠백`, `3만8,500`, `22만5천`, `열두`. English: `sixty-five`, `one twenty` (120), `eighty-nine ninety-nine`
(89.99). Values are in hundredths, so that cents are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

_DIGITS = {letter: value for value, letter in enumerate("일이삼사오육칠팔구", start=1)}
_UNITS = {"십": 10, "백": 100, "천": 1000}
_TENS = dict(zip(["열", "스물", "스무", "서른", "마흔", "쉰", "예순"], (10, 20, 20, 30, 40, 50, 60), strict=True))
_ONES = dict(zip(["하나", "한", "둘", "두", "셋", "세", "석", "넷", "네", "넉"], (1, 1, 2, 2, 3, 3, 3, 4, 4, 4), strict=True))
_ONES |= {word: value for value, word in enumerate(["다섯", "여섯", "일곱", "여덟", "아홉"], start=5)} | {"여덜": 8}
BEGINNINGS = frozenset((*_DIGITS, *_UNITS, "만", *(word[0] for word in (*_ONES, *_TENS))))
_COPULA = ("고", "에요", "에여", "라", "나", "랑", "면", "시", "지", "거든", "네", "예요", "며", "든", "다", "오")
_COUNTED = ("년", "개", "달", "장", "대", "회", "차", "번", "/", ".")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_ENGLISH = {word: value for value, word in enumerate(_SMALL.split())} | {
    word: 10 * value
    for value, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2)
} | {"fourty": 40, "fitty": 50, "ninty": 90, "oh": 0}  # fmt: skip
HUNDRED = ("hundred", "hunnerd", "hunderd", "hundered")
_THOUSAND = ("thousand", "grand")
_RANGED = ("천", "백", "십", "만")
_LONGEST = 12  # digits
_OTHERS = ("이렇", "이거", "이건", "이게", "이번", "이제", "이용", "이상", "이벤", "이쪽", "일단", "일정", "오늘", "오래", "오전", "오후", "사용", "사은", "사실")


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
        return Number(value * 100, end, style, style == "mixed" or "천" in text[start:end])
    return _after_ten_thousand(text, gaps, end + 1, value * 10_000, style, is_headless=head is None and not gaps[start])


def _after_ten_thousand(text: str, gaps: Sequence[bool], start: int, total: int, style: str, *, is_headless: bool) -> Number:
    """A number of 만, with what is below 만: 3만8,500, 22만5천, 5만5."""
    whole = Number(total * 100, start, style, True)
    rest = _section(text, gaps, start)
    if not rest or rest[0] >= 10_000 or (is_headless and rest[2] == "digits"):
        return whole
    amount, end, rest_style = rest
    if rest_style == "digits" and end == start + 1 and not gaps[start] and not text.startswith(_COUNTED, end):
        return Number((total + amount * 1000) * 100, end, "mixed", True)
    is_said = text.startswith("원", end) or any(unit in text[start:end] for unit in "천백")
    if is_said or (rest_style == "digits" and end - start >= 3 and not gaps[start]):
        return Number((total + amount) * 100, end, "mixed" if style == "digits" else style, True)
    return whole


def _section(text: str, gaps: Sequence[bool], start: int) -> tuple[int, int, str] | None:
    """A number below 만, in digits (3,300), Hangul (삼천삼백) or both (3천5백). What follows a point is left out."""
    digits = _digits(text, gaps, start)
    if digits and (not text.startswith(("천", "백"), digits[1]) or text.startswith("백화점", digits[1])):
        return *digits, "digits"
    total, digit, last, end, is_mixed = 0, 0, 10_000, start, False
    while end < len(text):
        letter = text[end]
        digits = _digits(text, gaps, end)
        unit = _UNITS.get(letter, 10_000)
        if digits and not digit and digits[0] < 100 and (not gaps[end] or text.startswith(_RANGED, digits[1])):
            digit, end, is_mixed = digits[0], digits[1], True
        elif letter in _DIGITS and not digit and not _is_no_digit(text, gaps, end, last if end > start else 0):
            digit, end = _DIGITS[letter], end + _digit_length(text, end)
        elif unit < last:
            total, digit, last, end = total + (digit or 1) * unit, 0, unit, end + 1
        else:
            break
    return (total + digit, end, "mixed" if is_mixed else "sino") if end > start else None


def _is_no_digit(text: str, gaps: Sequence[bool], place: int, unit: int) -> bool:
    """Whether a digit's syllable is none: the 일 of 일곱, or an 이 behind a number (`육천육백이 끝이에요`), whose last unit is `unit`."""
    if text.startswith("일곱", place) or not unit:
        return text.startswith("일곱", place)
    is_last = place + 1 >= len(text) or gaps[place + 1]
    if gaps[place] and text.startswith(_OTHERS, place):  # 현금 이십 이렇게
        return True
    return text[place] == "이" and (text.startswith(_COPULA, place + 1) or (is_last and 100 <= unit < 10_000))


def _digit_length(text: str, place: int) -> int:
    """Two for the lower end of a range such as 사오천, else one."""
    following = _DIGITS.get(text[place + 1 : place + 2])
    return 2 if following == _DIGITS[text[place]] + 1 and text.startswith(_RANGED, place + 2) else 1


def _digits(text: str, gaps: Sequence[bool], start: int) -> tuple[int, int] | None:
    if 0 < start < len(text) and not gaps[start] and text[start - 1 : start + 1].isdecimal():
        return None  # the middle of a longer run
    end, most = start, min(len(text), start + _LONGEST + 1)
    while end < most and text[end].isascii() and text[end].isdecimal() and (end == start or not gaps[end]):
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
    ones = next((word for word in _ONES if text.startswith(word, start + len(tens))), "")
    end = start + len(tens) + len(ones)
    if end == start:
        return None
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
    """The numbers side by side, such as 89 and 99, and the count of words they take."""
    parts: list[int] = []
    used = position = 0
    if words and words[0] in HUNDRED:
        parts, position, used = [100], 1, 1
    elif len(words) > 1 and words[0] in ("too", "to", "couple") and words[1] in HUNDRED:  # as a recogniser hears two
        parts, position, used = [200], 2, 2
    elif len(words) > 1 and words[0] in ("a", "an") and words[1] in (*HUNDRED, *_THOUSAND):
        parts, position = [1], 1
    for word, following in zip_longest(words[position:], words[position + 1 :]):
        position += 1
        if word == "and" and parts and parts[-1] >= 100 and following in _ENGLISH:
            continue
        if not _grow(parts, word):
            break
        used = position
    return parts, used


def _grow(parts: list[int], word: str) -> bool:
    """Takes in one more word: `sixty five` is one part; `one twenty` and `eighty nine ninety nine` are several."""
    before = parts[-1] if parts else 0
    value = _ENGLISH.get(word)
    if word in HUNDRED and parts and before < 100:
        parts[-1] *= 100
    elif word in _THOUSAND and parts and before < 1000:
        parts[-1] *= 1000
    elif value is None:
        return False
    elif (before and before % 100 == 0) or (before % 100 >= 20 and before % 10 == 0 and 0 < value < 10):
        parts[-1] += value
    else:
        parts.append(value)
    return True


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
