"""Quantities in a text: sums, periods, shares, speeds, counts; and what only looks like one: dates, times, numbers to call.

What makes a quantity of a number is in `words/units.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from haegi.nlu.spoken_numbers import BEGINNINGS, HUNDRED, Number, english, korean
from haegi.nlu.wordlist import read_data, sections

_DATE = re.compile(r"20\d\d[-./]\d\d?[-./]\d\d?|\d{2,4}-\d{3,4}(-\d{4})?|\d\d?:\d\d")
_DAY = re.compile(r"(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(/\d{2,4})?(?![\d.%년개])")
_MONTHS = re.compile(r"(1[0-2]|[1-9])([,·~])(1[0-2]|[1-9])월(?!\d)")
_TIMES = re.compile(r"[x*×](\d\d?)(?![\d.,]|mo|yr|y|개|년|달|%)")
_DECIMAL = re.compile(r"(\d[\d,]*)\.(\d\d?)")
_WORD = re.compile(r"[a-z']+")
_SPLIT_CENTS = frozenset((99, 98, 95, 90, 50, 49))
_YEAR = ("yr", "year")
_ORDER = ("1", "2", "3")  # of a year, as in yr2
_ORDINAL = ("st", "nd", "rd")
_GLUED = frozenset(("m", "g", "y", "st", "nd", "rd", "th", "mb", "gb"))  # units only where they touch the number
_LOOSE = frozenset("일시분초주세등통배인박위호연대매")  # syllables that are other words, too, after a space
_BILLED = ("요금", "분", "치", "청구", "은", "는", "하고", "이랑", "랑", ",", "·", "한달", "거")  # after the name of a month
_STEMS = "리하되오보쓰받내주"  # 설명드리기가 수월합니다: no gigabit
_LEADS = ("for", "first", "than", "another", "next", "last")
_FOLLOWS = ("off", "more", "apiece", "each", "after")
_MONTH = ("calendar", 1)
_IN_BETWEEN = ("free", "full", "more", "extra", "whole", "additional", "solid", "straight")


class Quantity(NamedTuple):
    """`value` is in hundredths of the unit (won, dollar, month, percent, mbps). A `bare` number has no unit said.

    Sorts: amount, bare, percent, period, calendar ("next month"), speed, count, forever; `date` is no candidate.
    """

    sort: str
    value: int
    end: int
    currency: str | None = None
    style: str = "digits"


class Units(NamedTuple):
    """Units behind a number, and phrases that are quantities themselves, each with its sort and factor or value."""

    korean: list[tuple[str, str, int]]
    english: dict[str, tuple[str, int]]
    fixed_korean: dict[str, list[tuple[str, str, int]]]  # by their first letter
    fixed_english: dict[tuple[str, ...], tuple[str, int]]


_IS_UNIT = re.compile("(?:ko|en)=? (?:amount|bare|percent|period|calendar|speed|count|forever|date) [0-9]{1,6}")


@cache
def units() -> Units:
    """The units that come with haegi, the longest first."""
    return parse_units("units.txt", read_data("units.txt"))


def parse_units(name: str, text: str) -> Units:
    """The units of one file. Raises ValueError with `file:line: what is wrong`."""
    all_units = Units([], {}, {}, {})
    for tag, word in sorted(sections(name, text, _IS_UNIT.fullmatch), key=lambda pair: -len(pair[1])):
        table, sort, number = tag.split()
        meaning = (sort, int(number))
        if table == "ko":
            all_units.korean.append((word, *meaning))
        elif table == "ko=":
            all_units.fixed_korean.setdefault(word[0], []).append((word, *meaning))
        elif table == "en":
            all_units.english[word] = meaning
        else:
            all_units.fixed_english[tuple(word.split())] = meaning
    return all_units


def quantity_at(text: str, gaps: Sequence[bool], start: int, may_begin: bool) -> Quantity | None:
    """The quantity at a place of a squeezed, lower-case text. `may_begin`: a Korean numeral may stand here."""
    letter = text[start]
    if letter in "x*×" and (times := _TIMES.match(text, start)):
        return Quantity("count", int(times[1]) * 100, times.end())
    if letter == "$" or (letter.isascii() and letter.isdecimal()):
        return _in_digits(text, gaps, start)
    if letter.isascii() and letter.isalpha():
        return _in_english(text, gaps, start)
    if letter == "₩":
        number = korean(text, gaps, start + 1)
        return number and _with_unit(text, gaps, number)
    if letter not in BEGINNINGS and letter not in units().fixed_korean:
        return None
    return _fixed(text, gaps, start, may_begin) or _in_korean_words(text, gaps, start, may_begin)


def _fixed(text: str, gaps: Sequence[bool], start: int, may_begin: bool) -> Quantity | None:
    for word, sort, value in units().fixed_korean.get(text[start], ()):
        if text.startswith(word, start) and (may_begin or len(word) > 2 or sort == "percent"):
            if sort == "speed" and start and not gaps[start] and (text[start - 1].isdecimal() or text[start - 1] in _STEMS):
                return None
            return Quantity(sort, value * 100, start + len(word), style="fixed")
    return None


# --- in digits ---------------------------------------------------------------------------------------------------


def _in_digits(text: str, gaps: Sequence[bool], start: int) -> Quantity | None:
    if text[start] == "$":
        number = _digits(text, gaps, start + 1) if text[start + 1 : start + 2].isdecimal() else None
        return Quantity("amount", number.value, number.end, "USD") if number and not number.is_sum else None
    if months := _MONTHS.match(text, start):  # 1,2월 요금; 1~3월
        count = 2 if months[2] != "~" else int(months[3]) - int(months[1]) + 1
        return Quantity("calendar" if count > 1 else "date", max(count, 0) * 100, months.end())
    if end := _date_end(text, gaps, start):
        return Quantity("date", 0, end)
    number = _digits(text, gaps, start)
    return number and _with_unit(text, gaps, number)


def _digits(text: str, gaps: Sequence[bool], start: int) -> Number | None:
    number = _decimal(text, gaps, start) or _split_cents(text, gaps, start) or korean(text, gaps, start)
    words = words_at(text, gaps, number.end, 1) if number and number.value < 1000 else []
    return Number(number.value * 100, words[0][1], number.style) if number and words and words[0][0] in HUNDRED else number


def _date_end(text: str, gaps: Sequence[bool], start: int) -> int | None:
    """Where a date, a time or a number to call ends. `300-400` is a range of sums, and shorter."""
    if text[start - 1 : start] == "#":
        return start + 1 + sum(1 for _ in takewhile(str.isdecimal, text[start + 1 : start + 12]))
    match = _DATE.match(text, start) or _DAY.match(text, start)
    if not match or any(gaps[start + 1 : match.end()]):
        return None
    is_range = "-" in match[0] and len(match[0]) <= 7 and not match[0].startswith("0")
    return None if is_range else match.end()


def _decimal(text: str, gaps: Sequence[bool], start: int) -> Number | None:
    match = _DECIMAL.match(text, start)
    if not match or any(gaps[start + 1 : match.end()]):
        return None
    end = match.end()
    if text[end : end + 1].isdecimal() and not gaps[end]:
        return None
    value = int(match[1].replace(",", "")[:12]) * 100 + int(match[2].ljust(2, "0"))
    is_sum = text.startswith("만", end)
    return Number(value * 10_000, end + 1, "digits", is_sum) if is_sum else Number(value, end, "digits")


def _split_cents(text: str, gaps: Sequence[bool], start: int) -> Number | None:
    """`59 99`, as a recogniser writes a price."""
    for end in (start + 2, start + 3):
        both, after = text[start : end + 2], end + 2
        if len(both) == after - start and both.isascii() and both.isdecimal() and int(both[-2:]) in _SPLIT_CENTS:
            is_split = gaps[end] and not any(gaps[start + 1 : end]) and not gaps[end + 1]
            if is_split and (after >= len(text) or gaps[after]):
                return Number(int(both), after, "digits")
    return None


# --- in Korean ---------------------------------------------------------------------------------------------------


def _in_korean_words(text: str, gaps: Sequence[bool], start: int, may_begin: bool) -> Quantity | None:
    """A number in Hangul: a whole one with its unit, or one of at least two syllables with 십, 백 or 만."""
    is_broken = text[start] in "만천백" and text[start - 1 : start].isdecimal() and not gaps[start]  # 99999999만
    number = None if is_broken else korean(text, gaps, start)
    if number is None or (text[start] == "이" and not gaps[start] and start + 1 < len(text) and gaps[start + 1]):
        return None  # 상품권이 십삼만: a particle
    quantity = _with_unit(text, gaps, number)
    length = number.end - start
    if quantity.sort == "bare" or quantity.end == number.end:
        is_sound = may_begin and length > 1 and (number.value >= 1000 or number.is_sum)
        is_sound = is_sound or (number.style == "native" and number.value >= 500 and gaps[start])
    else:
        is_long = number.style == "sino" and quantity.end - start >= 3
        is_sound = may_begin or (is_long and text[start] not in "만천백")
    return quantity if is_sound else None


def _with_unit(text: str, gaps: Sequence[bool], number: Number) -> Quantity:
    """The quantity that a number and the unit behind it make."""
    value, end, style = number.value, number.end, number.style
    if text.startswith("년차", end):  # the first, second, third year; more is how long somebody has been a customer
        return Quantity("period" if value <= 300 else "date", 1200, end + 2, style=style)
    if text.startswith("년반", end):
        return Quantity("period", value * 12 + 600, end + 2, style=style)
    if text.startswith("월", end) and value in range(100, 1300, 100) and text.startswith(_BILLED, end + 1):  # 1월 요금
        return Quantity("calendar", 100, end + 1, style=style)
    for word, sort, factor in units().korean:
        if text.startswith(word, end) and _is_unit(gaps, word, sort, number):
            is_year = word == "년" and value >= 190_000
            currency = "KRW" if sort == "amount" else None
            return Quantity("date" if is_year else sort, value * factor, end + len(word), currency, style)
    if number.is_sum:
        return Quantity("amount", value, end, "KRW", style)
    return _with_english_unit(text, gaps, number)


def _is_unit(gaps: Sequence[bool], word: str, sort: str, number: Number) -> bool:
    """Whether a unit of one syllable is meant, and not the word that begins with it."""
    if number.is_sum:
        return sort == "amount"
    is_apart = gaps[number.end]
    if word == "포인트" and is_apart and number.style == "digits":  # 상품권15 포인트2만
        return False
    if (word == "해" and number.style != "native") or (word == "월" and number.style == "digits" and is_apart):
        return False
    if sort == "count" and number.style == "sino" and number.value < 1000:  # 이번, 사장, 이대로
        return False
    if word in _LOOSE and is_apart:
        return word == "일" or (word in "대시분주매" and number.style != "digits" and number.value < 10_000)
    return not (sort == "date" and number.value > 6000 and word != "월")


# --- in English --------------------------------------------------------------------------------------------------


def _with_english_unit(text: str, gaps: Sequence[bool], number: Number) -> Quantity:
    value, end, style = number.value, number.end, number.style
    rest = end + 1 if text.startswith("-", end) and text[end + 1 : end + 2].isalpha() else end
    if text.startswith("%", rest):
        return Quantity("percent", value, rest + 1, style=style)
    if text.startswith("$", end) and not gaps[end] and not text[end + 1 : end + 2].isdecimal():  # 85$
        return Quantity("amount", value, end + 1, "USD", style)
    words = words_at(text, gaps, rest)
    following = [units().english.get(word, ("", 0)) for word, _ in words[:2]]
    if len(words) > 1 and words[0][0] in _IN_BETWEEN and following[1][0] == "period":
        words, following = words[1:], following[1:]
    if not words or not following[0][0]:
        return Quantity("bare", value, end, style=style)
    (word, word_end), (sort, factor) = words[0], following[0]
    if word in _ORDINAL and following[1:] and following[1][0] == "period":  # 1st mo, 2nd year
        return Quantity(*(("calendar", 100) if following[1][1] == 1 else ("period", 1200)), words[1][1], style="fixed")
    if (word in _GLUED and gaps[rest]) or (word == "mo" and value > 4800):  # 65mo: sixty-five a month
        return Quantity("bare", value, end, style=style)
    is_order = word in _YEAR and text[word_end : word_end + 1] in _ORDER and not gaps[word_end]
    if sort == "period" and (value % 100 or is_order):  # 59.99 yr1
        return Quantity("bare", value, end, style=style)
    if word == "m" and (value <= 600 or value in (1200, 2400, 3600)):
        sort = "period"  # 36m
    if sort == "amount":
        return _with_cents(value, word_end, words[1:], style)
    if word in ("days", "day") and value in (3000, 6000, 9000):
        return Quantity("period", value // 30, word_end, style=style)
    if word in _YEAR and [following for following, _ in words[1:4]] == ["and", "a", "half"]:
        return Quantity(sort, value * factor + 600, words[3][1], style=style)
    return Quantity(sort, value * factor, word_end, style=style)


def _with_cents(dollars: int, end: int, words: list[tuple[str, int]], style: str) -> Quantity:
    spoken = [word for word, _ in words]
    skip = 1 if spoken[:1] == ["and"] else 0
    cents = english(spoken[skip:])
    if cents and spoken[skip + cents[1] : skip + cents[1] + 1] in (["cents"], ["cent"]):
        return Quantity("amount", dollars + cents[0] // 100, words[skip + cents[1]][1], "USD", style)
    return Quantity("amount", dollars, end, "USD", style)


def _in_english(text: str, gaps: Sequence[bool], start: int) -> Quantity | None:
    words = words_at(text, gaps, start)
    spoken = [word for word, _ in words]
    if spoken[:1] and spoken[0] in _YEAR and text[words[0][1] : words[0][1] + 1] in _ORDER:
        return Quantity("period", 1200, words[0][1] + 1, style="fixed")
    if spoken[:2] == ["the", "second"] and "firstyear" in text[:start]:  # 62 the first year, 72 the second
        return Quantity("period", 1200, words[1][1], style="fixed")
    number = english([word.removesuffix("'s") for word in spoken])
    if number is not None and not _is_one_of(text, words, number[1]):
        value, used = number
        quantity = _with_english_unit(text, gaps, Number(value, words[used - 1][1], "english"))
        if quantity.sort != "bare" or _is_price(text, start, value, spoken[used:]):
            return quantity
    for length in range(min(5, len(words)), 0, -1):
        fixed = units().fixed_english.get((*spoken[: length - 1], spoken[length - 1].removesuffix("'s")))
        is_day = fixed == _MONTH and text[words[length - 1][1] :][:1].isdecimal()  # December 15
        if fixed and not is_day:
            return Quantity(fixed[0], fixed[1] * 100, words[length - 1][1], style="fixed")
    return None


def _is_one_of(text: str, words: Sequence[tuple[str, int]], used: int) -> bool:
    """Whether one of a sum is meant and not a hundred: one fifty-dollar card."""
    is_one = used > 1 and words[0][0] == "one" and words[1][0] not in HUNDRED
    return is_one and text.startswith("-dollar", words[used - 1][1])


def _is_price(text: str, start: int, value: int, words: Sequence[str]) -> bool:
    """Whether a bare English number is more than a pronoun or a year: `for two` counts, `two ways` does not."""
    if value >= 1000:
        return bool(value % 100) or value // 100 not in range(2019, 2032)
    is_led = any(text.endswith(word, 0, start) for word in _LEADS)
    follows = bool(words) and (words[0] in _FOLLOWS or list(words[:2]) == ["a", "month"])
    return value >= 200 and (is_led or follows)


def words_at(text: str, gaps: Sequence[bool], start: int, most: int = 9) -> list[tuple[str, int]]:
    """The next English words with their ends, up to a mark other than a hyphen."""
    words: list[tuple[str, int]] = []
    position = start
    while len(words) < most and (match := _WORD.match(text, position)):
        end = next((place for place in range(position + 1, match.end()) if gaps[place]), match.end())
        words.append((text[position:end], end))
        position = end + 1 if text.startswith("-", end) else end
    return words
