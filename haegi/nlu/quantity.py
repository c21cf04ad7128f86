"""Quantities in a text: sums, periods, shares, speeds, counts; and what only looks like one: dates, times, telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from haegi.nlu import numerals

_DATE = re.compile(r"20\d\d[-./]\d\d?[-./]\d\d?|\d{2,4}-\d{3,4}(-\d{4})?|\d\d?:\d\d|(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(/\d{2,4})?(?![\d.%년개])")
_DECIMAL = re.compile(r"(\d[\d,]*)\.(\d\d?)(?!\d|\.\d)")
_SPLIT_CENTS = frozenset((99, 98, 95, 90, 50, 49))
_WORD = re.compile(r"[a-z']+")
# What follows a number, the longest first where one begins another: (word, sort, factor).
_KOREAN_UNITS: tuple[tuple[str, str, int], ...] = (
    ("년차", "period", 12), ("년째", "date", 1), ("년생", "date", 1), ("년도", "date", 1), ("개월", "period", 1), ("갤", "period", 1),
    ("년반", "period", 18), ("년", "period", 12), ("달", "period", 1), ("해", "period", 12), ("연", "period", 12),
    ("원", "amount", 1), ("포인트", "amount", 1), ("점", "amount", 1), ("퍼센트", "percent", 1), ("프로", "percent", 1),
    ("퍼", "percent", 1), ("%", "percent", 1), ("메가", "speed", 1), ("매가", "speed", 1), ("기가", "speed", 1000),
    ("회선", "count", 1), ("장", "count", 1), ("대", "count", 1), ("개", "count", 1), ("차례", "count", 1),
    ("번째", "date", 1), ("번", "count", 1), ("회", "count", 1), ("매", "count", 1), ("차", "date", 1), ("월", "date", 1),
    ("일", "date", 1), ("시", "date", 1), ("분", "date", 1), ("초", "date", 1), ("주", "date", 1), ("세", "date", 1),
    ("살", "date", 1), ("층", "date", 1), ("호", "date", 1), ("위", "date", 1), ("명", "date", 1), ("채널", "date", 1),
    ("가지", "date", 1), ("등", "date", 1), ("통", "date", 1), ("배", "date", 1), ("인", "date", 1), ("박", "date", 1),
)  # fmt: skip
_ENGLISH_UNITS: dict[str, tuple[str, int]] = (
    dict.fromkeys(("dollars", "dollar", "bucks", "buck", "usd", "even"), ("amount", 1))
    | dict.fromkeys(("months", "month", "mo", "mos", "mth", "mths", "mnths", "month's", "months'"), ("period", 1))
    | dict.fromkeys(("years", "year", "yr", "yrs", "year's", "y"), ("period", 12))
    | dict.fromkeys(("percent", "pct"), ("percent", 1))
    | dict.fromkeys(("megs", "meg", "mbps", "mb", "m", "megabits", "megabit", "mbs", "mega"), ("speed", 1))
    | dict.fromkeys(("gig", "gigs", "gbps", "g", "gb", "gigabit", "giga"), ("speed", 1000))
    | dict.fromkeys(("lines", "boxes", "tvs", "cards", "times", "phones", "devices", "receivers"), ("count", 1))
    | dict.fromkeys(("days", "day", "hours", "hour", "hrs", "minutes", "min", "mins", "weeks", "week", "am", "pm", "st",
                     "nd", "rd", "th", "business", "seconds", "people", "calls", "options", "channels", "reps",
                     "stars", "thing", "things", "of", "way", "ways", "moment", "second"), ("date", 1))
)  # fmt: skip
_LEADS = ("for", "first", "than", "another", "next", "last")
_IN_BETWEEN = ("free", "full", "more", "extra", "whole", "additional", "solid", "straight")
_FIXED_WORDS = {
    "반값": ("percent", 50), "절반": ("percent", 50), "반년": ("period", 6), "첫달": ("calendar", 1), "이번달": ("calendar", 1),
    "다음달": ("calendar", 1), "담달": ("calendar", 1), "이달": ("calendar", 1), "이번달이랑다음달": ("calendar", 2), "이번달하고다음달": ("calendar", 2), "이번달과다음달": ("calendar", 2),
    "기가": ("speed", 1000), "첫해": ("period", 12),
    "일년반": ("period", 18), "년간": ("period", 12), "평생": ("forever", 0),
}  # fmt: skip
_FIXED_ENGLISH = {
    ("half", "off"): ("percent", 50), ("half", "price"): ("percent", 50), ("half", "a", "year"): ("period", 6),
    ("a", "year", "and", "a", "half"): ("period", 18), ("a", "year"): ("period", 12), ("the", "year"): ("period", 12),
    ("a", "full", "year"): ("period", 12), ("one", "year"): ("period", 12), ("a", "month", "free"): ("calendar", 1),
    ("a", "free", "month"): ("calendar", 1), ("free", "month"): ("calendar", 1), ("next", "month"): ("calendar", 1),
    ("first", "month"): ("calendar", 1), ("this", "month"): ("calendar", 1), ("month", "free"): ("calendar", 1),
    ("year",): ("period", 12), ("annual",): ("period", 12), ("gig",): ("speed", 1000), ("gigabit",): ("speed", 1000),
    ("a", "couple", "months"): ("period", 2), ("a", "couple", "of", "months"): ("period", 2), ("first", "year"): ("period", 12),
    ("that",  "one"): ("date", 1), ("this", "one"): ("date", 1), ("one",): ("date", 1), ("a", "gig"): ("speed", 1000), ("free", "mo"): ("calendar", 1),
    ("this", "month", "and", "next"): ("calendar", 2), ("next", "two", "months"): ("period", 2),
    ("half",): ("percent", 50), ("couple", "months"): ("period", 2), ("a", "whole", "year"): ("period", 12),
}  # fmt: skip


_FIXED: dict[str, list[tuple[str, str, int]]] = {}
for _word, (_sort, _value) in sorted(_FIXED_WORDS.items(), key=lambda item: -len(item[0])):
    _FIXED.setdefault(_word[0], []).append((_word, _sort, _value))


class Quantity(NamedTuple):
    """`value` is in hundredths of the unit (won, dollar, month, percent, mbps). A `bare` number has no unit said.

    Sorts: amount, bare, percent, period, calendar ("next month"), speed, count, forever; `date` is no candidate.
    """

    sort: str
    value: int
    end: int
    currency: str | None = None
    style: str = "digits"


def quantity_at(text: str, gaps: Sequence[bool], start: int, may_begin: bool) -> Quantity | None:
    """The quantity at a place of a squeezed, lower-case text. `may_begin`: a Korean numeral may stand here."""
    letter = text[start]
    if letter == "$" or (letter.isascii() and letter.isdecimal()):
        return _in_digits(text, gaps, start)
    if letter.isascii() and letter.isalpha():
        return _in_english(text, gaps, start)
    if letter not in numerals.BEGINNINGS and letter not in _FIXED and letter != "₩":
        return None
    if letter == "₩":
        return _in_korean(text, gaps, start + 1) if start + 1 < len(text) else None
    return _fixed(text, gaps, start, may_begin) or _in_korean_words(text, gaps, start, may_begin)


def _fixed(text: str, gaps: Sequence[bool], start: int, may_begin: bool) -> Quantity | None:
    for word, sort, value in _FIXED.get(text[start], ()):
        if text.startswith(word, start) and (may_begin or len(word) > 2 or sort == "percent"):
            if word == "기가" and not gaps[start] and start and text[start - 1].isdecimal():
                return None
            return Quantity(sort, value * 100, start + len(word), style="fixed")
    return None


def _in_digits(text: str, gaps: Sequence[bool], start: int) -> Quantity | None:
    if text[start] == "$":
        spoken = _in_digits(text, gaps, start + 1) if text[start + 1 : start + 2].isdecimal() else None
        return spoken and Quantity("amount", spoken.value if spoken.sort in ("bare", "amount") else 0, spoken.end, "USD") if (
            spoken and spoken.sort in ("bare", "amount")
        ) else _dollars(text, gaps, start)
    date = _DATE.match(text, start)
    if date and not any(gaps[start + 1 : date.end()]) and not _is_sum_range(date.group()):
        return Quantity("date", 0, date.end())
    if text[start - 1 : start] == "#":
        return Quantity("date", 0, start + 1 + sum(1 for _ in takewhile(str.isdecimal, text[start + 1 :start + 12])))
    decimal = _DECIMAL.match(text, start)
    if decimal and not any(gaps[start + 1 : decimal.end()]):
        value = int(decimal[1].replace(",", "")[:12] or 0) * 100 + int(decimal[2].ljust(2, "0"))
        if text.startswith("만", decimal.end()):
            end = decimal.end() + (2 if text.startswith("원", decimal.end() + 1) else 1)
            return Quantity("amount", value * 10_000, end, "KRW")
        return _with_unit(text, gaps, numerals.Number(value, decimal.end(), "digits"))
    split = _split_cents(text, gaps, start)
    return _with_unit(text, gaps, split) if split else _in_korean(text, gaps, start)


def _split_cents(text: str, gaps: Sequence[bool], start: int) -> numerals.Number | None:
    """`59 99`, as a recogniser writes a price."""
    for end in (start + 2, start + 3):
        both = text[start : end + 2]
        if len(both) == end + 2 - start and both.isascii() and both.isdecimal() and int(both[-2:]) in _SPLIT_CENTS:
            after = end + 2
            is_split = gaps[end] and not any(gaps[start + 1 : end]) and not gaps[end + 1]
            if is_split and (after >= len(text) or gaps[after]):
                return numerals.Number(int(both), after, "digits")
    return None


def _int(digits: str) -> int:
    return int(digits[:12]) if digits.isascii() else 0


def _is_sum_range(matched: str) -> bool:
    """`300-400`, `20-25`: a range of numbers and no telephone number, which is longer."""
    return "-" in matched and len(matched) <= 7 and not matched.startswith("0")


def _dollars(text: str, gaps: Sequence[bool], start: int) -> Quantity | None:
    """`$60 a month` where `60 a ...` would be read with a unit: the dollar sign wins."""
    end = start + 1
    while end < len(text) and (text[end].isdecimal() or text[end] == ",") and not gaps[end]:
        end += 1
    digits = text[start + 1 : end].replace(",", "")
    return Quantity("amount", _int(digits) * 100, end, "USD") if digits.isdecimal() else None


def _in_korean(text: str, gaps: Sequence[bool], start: int) -> Quantity | None:
    number = numerals.korean(text, gaps, start)
    return number and _with_unit(text, gaps, number)


def _in_korean_words(text: str, gaps: Sequence[bool], start: int, may_begin: bool) -> Quantity | None:
    """A number in Hangul: a whole one with its unit, or one of at least two syllables with 십, 백 or 만."""
    number = numerals.korean(text, gaps, start)
    if number is None or (text[start] == "이" and not gaps[start] and start + 1 < len(text) and gaps[start + 1]):
        return None  # 상품권이 십삼만: a particle
    quantity = _with_unit(text, gaps, number)
    length = number.end - start
    if quantity.sort == "bare" or (quantity.end == number.end):
        is_sound = may_begin and length > 1 and (number.value >= 1000 or number.is_sum)
        is_sound = is_sound or (number.style == "native" and number.value >= 500 and gaps[start])
    elif text[start] in "만천백":
        is_sound = may_begin
    else:
        is_sound = may_begin or (number.style == "sino" and quantity.end - start >= 3)
    return quantity if is_sound else None


def _with_unit(text: str, gaps: Sequence[bool], number: numerals.Number) -> Quantity:
    """The quantity that a number and the unit behind it make."""
    value, end, style = number.value, number.end, number.style
    for word, sort, factor in _KOREAN_UNITS:
        if text.startswith(word, end) and _is_unit(text, gaps, word, sort, number):
            if sort == "date" and word == "월" and text[end + 1 : end + 2] in ("-", "+"):
                return Quantity("date", value, end, style=style)
            if word == "년차":  # the first, second, third year; more is how long somebody has been a customer
                return Quantity("period" if value <= 300 else "date", 1200, end + 2, style=style)
            if word == "년반":
                return Quantity("period", value * 12 + 600, end + 2, style=style)
            if word == "년" and value >= 190_000:
                return Quantity("date", value, end + 1, style=style)
            currency = "KRW" if sort == "amount" else None
            return Quantity(sort, value * factor, end + len(word), currency, style)
    if number.is_sum:
        return Quantity("amount", value, end, "KRW", style)
    return _with_english_unit(text, gaps, number)


def _is_unit(text: str, gaps: Sequence[bool], word: str, sort: str, number: numerals.Number) -> bool:
    """Whether a unit of one syllable is meant, and not the word that begins with it."""
    if number.is_sum:
        return word in ("원", "포인트", "점")
    end = number.end + len(word)
    if word == "개" and text.startswith("월", end):
        return False
    if (word == "해" and number.style != "native") or (word == "월" and number.style == "digits" and gaps[number.end]):
        return False
    if sort == "count" and number.style == "sino" and number.value < 1000:  # 이번, 사장, 이대로
        return False
    if word in ("일", "시", "분", "초", "주", "세", "등", "통", "배", "인", "박", "위", "호", "연", "대", "매") and gaps[number.end]:
        return word == "일" or (number.style != "digits" and number.value < 10_000 and word in ("대", "시", "분", "주", "매"))
    return not (sort == "date" and number.value > 6000 and word != "월")


def _with_english_unit(text: str, gaps: Sequence[bool], number: numerals.Number) -> Quantity:
    end, style = number.end, number.style
    rest = end + 1 if text.startswith("-", end) and text[end + 1 : end + 2].isalpha() else end
    if text.startswith("%", rest):
        return Quantity("percent", number.value, rest + 1, style=style)
    words = words_at(text, gaps, rest)
    if words and words[0][0] in _IN_BETWEEN and len(words) > 1 and _ENGLISH_UNITS.get(words[1][0], ("",))[0] == "period":
        words = words[1:]
    if words and words[0][0] in _ENGLISH_UNITS:
        (word, word_end), (sort, factor) = words[0], _ENGLISH_UNITS[words[0][0]]
        if word in ("m", "g", "y", "st", "nd", "rd", "th", "mb", "gb") and gaps[rest]:
            return Quantity("bare", number.value, end, style=style)
        if word == "mo" and number.value > 4800:  # 65mo: sixty-five a month
            return Quantity("bare", number.value, end, style=style)
        if sort == "amount":
            return _with_cents(number.value, word_end, words[1:], style)
        if word in ("days", "day") and number.value in (3000, 6000, 9000):
            return Quantity("period", number.value // 30, word_end, style=style)
        return Quantity(sort, number.value * factor, word_end, style=style)
    return Quantity("bare", number.value, end, style=style)


def _with_cents(dollars: int, end: int, words: list[tuple[str, int]], style: str) -> Quantity:
    spoken = [word for word, _ in words]
    skip = 1 if spoken[:1] == ["and"] else 0
    cents = numerals.english(spoken[skip:])
    if cents and spoken[skip + cents[1] : skip + cents[1] + 1] in (["cents"], ["cent"]):
        return Quantity("amount", dollars + cents[0] // 100, words[skip + cents[1]][1], "USD", style)
    return Quantity("amount", dollars, end, "USD", style)


def _in_english(text: str, gaps: Sequence[bool], start: int) -> Quantity | None:
    words = words_at(text, gaps, start)
    spoken = [word for word, _ in words]
    number = numerals.english(spoken)
    if text[start] == "x" and text[start + 1 : start + 2].isdecimal():
        return _times(text, start)
    if number is not None:
        value, used = number
        end = words[used - 1][1]
        quantity = _with_english_unit(text, gaps, numerals.Number(value, end, "english"))
        if quantity.sort != "bare" or _is_price(text, start, value, spoken[used:]):
            return quantity
    for length in range(min(5, len(words)), 0, -1):
        fixed = _FIXED_ENGLISH.get(tuple(spoken[:length]))
        if fixed:
            return Quantity(fixed[0], fixed[1] * 100, words[length - 1][1], style="fixed")
    return None


def _times(text: str, start: int) -> Quantity | None:
    """`x4`: four of them; `x 6 mo` is six months, and no count."""
    end = start + 2
    is_count = text[start + 1].isascii() and not text[end : end + 1].isdecimal() and not text.startswith(("mo", "개"), end)
    return Quantity("count", int(text[start + 1]) * 100, end) if is_count else None


def _is_price(text: str, start: int, value: int, words: Sequence[str]) -> bool:
    """Whether a bare English number is more than a pronoun or a year: `for two` counts, `two ways` does not."""
    if value < 1000:
        is_led = any(text.endswith(word, 0, start) for word in _LEADS)
        return value >= 200 and (is_led or words[:1] in (["off"], ["more"], ["apiece"], ["each"], ["after"]))
    return bool(value % 100) or value // 100 not in range(2019, 2032)


def words_at(text: str, gaps: Sequence[bool], start: int, most: int = 9) -> list[tuple[str, int]]:
    """The next English words with their ends, up to a mark other than a hyphen."""
    words: list[tuple[str, int]] = []
    position = start
    while len(words) < most:
        match = _WORD.match(text, position)
        if not match:
            break
        end = next((place for place in range(position + 1, match.end()) if gaps[place]), match.end())
        words.append((text[position:end], end))
        position = end + 1 if text.startswith("-", end) else end
    return words
