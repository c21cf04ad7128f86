"""Amounts of money as people say them: `read` takes one and refuses what has two readings, `find` finds those in a text.

The grammar of Korean amounts is a small state machine over atoms (a digit group, a number letter, a unit), so that
it is linear in the text whatever comes in. It counts whole units (won, dollars) as fractions; `checked` makes
Money of them and refuses what is absurd.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from haegi.errors import Failure
from haegi.money.money import LIMIT, MINOR, Currency, Money, write
from haegi.text.i18n import Text
from haegi.text.terminal import bounded


class Sum(NamedTuple):
    """An amount in a text: where it starts and ends, and its value in whole units."""

    start: int
    end: int
    value: Fraction
    currency: Currency


# English number words as people say them on the telephone, and the pattern for some of them.
TO_NINETEEN = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ENGLISH = dict(zip((*TO_NINETEEN, *TENS), (*range(20), *range(20, 100, 10)), strict=True))
_ENGLISH_WORD = "|".join(sorted(_ENGLISH, key=len, reverse=True))
_BELOW_HUNDRED = rf"(?:{_ENGLISH_WORD})(?:[\s-](?:{_ENGLISH_WORD}))?"
ENGLISH = (
    rf"(?:(?:an?|{_ENGLISH_WORD})(?:[\s-](?:{_ENGLISH_WORD}))?[\s-](?:hundred|thousand)"
    rf"(?:\s(?:and\s)?(?:{_ENGLISH_WORD})(?:[\s-](?:{_ENGLISH_WORD}|hundred))?(?:[\s-](?:{_ENGLISH_WORD}))?)?"
    rf"|{_BELOW_HUNDRED})"
)
_DIGITS = {letter: value for value, letter in enumerate("일이삼사오육칠팔구", start=1)}
_SMALL = {"십": 10, "백": 100, "천": 1000}
_LARGE = {"만": 10**4, "억": 10**8, "조": 10**12}
_D = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_COLOURS = re.compile(r"\x1b\[[\d;]*[A-Za-z]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[\n ]*")
_ENDLESS = re.compile(r"\d{26,}")
_LETTER = "[일이삼사오육칠팔구십백천만억조]"
_ATOM = re.compile(rf"{_D}|{_LETTER}")
_RUN = re.compile(rf"(?:{_D}|{_LETTER})(?: ?(?:{_D}|{_LETTER}))*")
_WON = re.compile(r" ?원(?!하[시는면]|래|칙|본|인|금|격)")
# What may follow a spelled-out number without a space: a particle, not the rest of another word (백 | 화점).
_AFTER = re.compile(r"[^가-힣]|$|씩|까지|정도|이나|으로|로|에|을|를|은|는|도|만|이고|이랑|하고|어치|짜리|권|상당|포인트|할인|대|선")
# A number word glued to what stands before it is the tail of another word, but for these.
_BEFORE = "월총약각금권트면돈"
_TAIL = re.compile(r"\d{4}(?![\d.,]|\s?(?:개월|년|달|메가|기가|[MG]\b))")
_GROUPED = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,]|\.\d)")
_MARKED = re.compile(rf"(?:₩|\\|KRW\s?|\bwon\s)\s?({_D})|({_D})\s?(?:KRW\b|won\b)", re.IGNORECASE)
_DOLLARS = re.compile(
    rf"(?:US\s?)?\$\s?(?P<sign>{_D})(?P<k>k\b)?"
    rf"|(?<![\w.,])(?P<digits>{_D})(?:\s|-)?(?:dollars?|bucks?|USD|달러|불)(?![a-z])"
    rf"|\b(?P<words>{ENGLISH})(?:\s|-)(?:dollars?|bucks?)\b"
    rf"(?:\s(?:and\s)?(?P<cents>\d{{1,2}}|{_BELOW_HUNDRED})\scents?\b)?",
    re.IGNORECASE,
)
_ENGLISH_PRICE = re.compile(  # "forty-nine ninety-nine a month"
    rf"\b(?P<whole>(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join(TO_NINETEEN[1:10])}))?)"
    r"\s(?P<part>ninety[\s-](?:nine|five)|fifty|twenty[\s-]five)(?=\s(?:a|per|each|every)\smonth)",
    re.IGNORECASE,
)
_SIGN = r"(?i)(?:[-−–△▲]|마이너스|minus\b|negative\b)\s*"
_NO_AMOUNT = r"(?i)영\s?원|공\s?원|zero(?:\s(?:dollars?|won))?"
_GROUPED_OR_CENTS = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{2})?|\d{1,9}\.\d{2}"
_SHAPED = r"\d[\d.,]*(?:만\s?\d{1,2})?\s?원?"
#: What only says that an amount is a rough one.
_AROUND = re.compile(r"^\s*(?:about|around|roughly|약|한|대략|월)\s+|\s*(?:정도|쯤|a month|per month|/mo)\s*$", re.I)


def tidy(text: str) -> str:
    """One spelling for each character, and control characters as spaces."""
    plain = bounded(_COLOURS.sub(" ", text).replace("…", " "))
    folded = unicodedata.normalize("NFKC", plain).replace("−", "-").replace("’", "'")
    printed = "".join(letter if letter == "\n" or letter.isprintable() else " " for letter in folded)
    return _LINES.sub("\n", _BLANKS.sub(" ", _ENDLESS.sub(lambda run: run[0][:25], printed)))


def scan(text: str) -> list[Sum]:
    """Every amount in a tidy text, in order, never overlapping."""
    sums: list[Sum] = []
    for sum_ in sorted((*_dollars(text), *_won(text)), key=lambda sum_: (sum_.start, -sum_.end)):
        if not sums or sum_.start >= sums[-1].end:
            sums.append(sum_)
    return sums


def read(text: str, *, currency: Currency | None = None) -> Money:
    """One amount, and nothing but it: `15만 5천원`, `이십오만 원`, `₩330,000`, `$49.99`, `twenty bucks`.

    `currency` is what a number without a unit is in; without it, four digits and more are won, two decimals dollars.
    Raises Failure: money.negative, money.zero, money.absurd, money.unreadable, and money.ambiguous, whose
    `choices` holds the readings as Money.
    """
    amount = _AROUND.sub("", tidy(text)).strip(" .?!~")
    if re.match(_SIGN, amount):
        raise Failure("money.negative", text=_short(text))
    if re.fullmatch(_NO_AMOUNT, amount):
        raise Failure("money.zero", text=_short(text))
    sums = scan(amount)
    if len(sums) != 1 or sums[0][:2] != (0, len(amount)) or _GROUPED.fullmatch(amount):
        return _without_unit(amount, currency)
    if currency is not None and currency != sums[0].currency:
        raise Failure("money.currency", text=_short(text), currency=currency)
    return checked(sums[0].value, sums[0].currency, text)


def read_or_nothing(text: str, currency: Currency | None) -> Money:
    """The same, where nothing (0) is an amount too."""
    try:
        return read(text, currency=currency)
    except Failure as failure:
        if failure.key == "money.zero":
            return Money(0, currency or "KRW")
        raise


class Found(NamedTuple):
    """An amount in a longer text: `start` and `end` count characters of `tidy(text)`."""

    start: int
    end: int
    money: Money


def find(text: str) -> tuple[Found, ...]:
    """The amounts in a text, in order. What is zero or absurd is left out; `faults` tells of it."""
    return tuple(Found(sum_.start, sum_.end, money) for sum_, money in _each(text) if isinstance(money, Money))


def faults(text: str) -> tuple[Failure, ...]:
    """Why amounts in a text were left out: zero, absurd, finer than a won or a cent."""
    return tuple(failure for _, failure in _each(text) if isinstance(failure, Failure))


def _each(text: str) -> Iterator[tuple[Sum, Money | Failure]]:
    tidied = tidy(text)
    for sum_ in scan(tidied):
        try:
            yield sum_, checked(sum_.value, sum_.currency, tidied[sum_.start : sum_.end])
        except Failure as failure:
            yield sum_, failure


def checked(value: Fraction, currency: Currency, text: str) -> Money:
    """`value` whole units (won, dollars) as Money. Raises Failure where it is zero, absurd or finer than the minor unit."""
    minor = value * MINOR[currency]
    if minor == 0:
        raise Failure("money.zero", text=text)
    if minor > LIMIT[currency]:
        raise Failure("money.absurd", text=_short(text))
    if minor.denominator != 1:
        raise _ambiguous(text, currency)
    return Money(int(minor), currency)


def _without_unit(amount: str, currency: Currency | None) -> Money:
    if re.fullmatch(_GROUPED_OR_CENTS, amount):
        return checked(Fraction(amount.replace(",", "")), currency or ("USD" if "." in amount else "KRW"), amount)
    if re.fullmatch(r"\d{1,15}", amount) and (len(amount) >= 4 or currency == "USD" or not int(amount)):
        return checked(Fraction(amount), currency or "KRW", amount)
    if currency == "USD" and re.fullmatch(r"\d{1,6}\.\d", amount):
        return checked(Fraction(amount), currency, amount)
    if re.fullmatch(r"\d{16,}", amount):
        raise Failure("money.absurd", text=_short(amount))
    if re.fullmatch(_SHAPED, amount):
        raise _ambiguous(amount, currency)
    raise Failure("money.unreadable", text=_short(amount))


def _ambiguous(text: str, currency: Currency | None) -> Failure:
    """What to ask of an unclear amount: its readings, in won first."""
    digits_of = re.findall(r"\d+", text)
    parts = [int(part[:9]) for part in digits_of]
    whole = parts[0] if parts else 0
    digits = int("".join(map(str, parts))[:12] or "0")
    won = {whole, whole * 10_000} if len(parts) == 1 else {digits, digits * 10, digits * 100, digits * 1000}
    if "만" in text and len(parts) == 2:
        won = {whole * 10_000 + parts[1], whole * 10_000 + parts[1] * 1000}
    readings = [Money(sum_, "KRW") for sum_ in sorted(won) if 0 < sum_ <= LIMIT["KRW"] and currency != "USD"]
    if "원" not in text and "만" not in text and currency != "KRW":
        cents = whole * 100 + (int(digits_of[1].ljust(2, "0")) if len(parts) > 1 and len(digits_of[1]) < 3 else 0)
        readings += [Money(cents, "USD")] if 0 < cents <= LIMIT["USD"] else []
    shown = Text(ko=" / ".join(map(str, readings)), en=" / ".join(write(each, "en") for each in readings))
    return Failure("money.ambiguous", text=_short(text), readings=shown, choices=tuple(readings))


def _short(text: str) -> str:
    """Enough of a text to know it again."""
    return text if len(text) <= 40 else text[:37] + "..."


def _decimal(digits: str) -> Fraction:
    """`1,200.50`, `1.5`; more digits than can be meant are absurdly much."""
    plain = digits.replace(",", "")
    return Fraction(plain) if len(plain) <= 24 else Fraction(10**24)


def english(words: str) -> int | None:
    """`forty-nine` -> 49, `a hundred and fifty` -> 150; None where it is no number (`nine forty`)."""
    total, current, last = 0, 0, 1000
    for word in words.lower().replace("-", " ").split():
        if word in ("a", "an"):
            current += 1
        elif word == "hundred":
            current, last = max(current, 1) * 100, 100
        elif word == "thousand":
            total, current, last = total + max(current, 1) * 1000, 0, 1000
        elif word in _ENGLISH:
            number = _ENGLISH[word]
            # "twenty five" adds up; "five twenty" is two numbers.
            if number >= last or (last < 20 and number):
                return None
            current, last = current + number, number
        elif word != "and":
            return None
    return total + current or None


def _dollars(text: str) -> Iterator[Sum]:
    for match in _DOLLARS.finditer(text):
        whole = _decimal(match["sign"] or match["digits"]) if not match["words"] else english(match["words"])
        if whole is not None:
            part = match["cents"] or "0"
            cents = int(part) if part.isdigit() else english(part) or 0
            value = (whole + Fraction(cents, 100)) * (1000 if match["k"] else 1)
            yield Sum(match.start(), match.end(), value, "USD")
    for match in _ENGLISH_PRICE.finditer(text):
        dollars, cents = english(match["whole"]) or 0, english(match["part"]) or 0
        yield Sum(match.start(), match.end(), dollars + Fraction(cents, 100), "USD")


def _won(text: str) -> Iterator[Sum]:
    for match in _MARKED.finditer(text):
        yield Sum(match.start(), match.end(), _decimal(match[1] or match[2]), "KRW")
    for run in _RUN.finditer(text):
        yield from _in_run(text, run.start(), run.end())


def _in_run(text: str, start: int, end: int) -> Iterator[Sum]:
    """The amounts in a stretch of atoms: read as far as it makes sense, then again from where that ended."""
    atoms = [match.span() for match in _ATOM.finditer(text, start, end)]
    at = 0
    while at < len(atoms):
        sum_, at = _reading(text, atoms, at)
        if sum_:
            yield sum_


class _Tally:
    """The sum so far, as atoms come in."""

    def __init__(self) -> None:
        self.total, self.section = Fraction(0), Fraction(0)
        self.pending: Fraction | None = None
        self.small = 10**4
        self.large = self.last_unit = 10**16

    def take(self, atom: str, *, fresh: bool) -> bool:
        """Whether the atom fits after what came before; `fresh` where a unit alone may mean one (만 원)."""
        if atom in _SMALL:
            return self._small(_SMALL[atom], fresh)
        if atom in _LARGE:
            return self._large(_LARGE[atom], fresh)
        if self.pending is not None:
            return False
        self.pending = _decimal(atom) if atom[0].isdigit() else Fraction(_DIGITS[atom])
        return True

    def _small(self, unit: int, fresh: bool) -> bool:
        if unit >= self.small or (self.pending is None and not fresh):
            return False
        self.section += (1 if self.pending is None else self.pending) * unit
        self.pending, self.small, self.last_unit = None, unit, unit
        return True

    def _large(self, unit: int, fresh: bool) -> bool:
        own = self.section + (self.pending or 0)
        if unit >= self.large or (not own and (self.total or not fresh or unit != _LARGE["만"])):
            return False
        self.total += (own or 1) * unit
        self.section, self.pending, self.small, self.large, self.last_unit = Fraction(0), None, 10**4, unit, unit
        return True

    @property
    def value(self) -> Fraction:
        return self.total + self.section + (self.pending or 0)


def _reading(text: str, atoms: list[tuple[int, int]], first: int) -> tuple[Sum | None, int]:
    """The longest amount that starts at atom `first`, if any, and the atom to go on from."""
    start, tally = atoms[first][0], _Tally()
    best: tuple[Sum | None, int] = (None, first + 1)
    if not _may_start(text, start):
        return best
    for index in range(first, len(atoms)):
        low, high = atoms[index]
        fresh = index == first or text[low - 1] == " " or tally.pending is None
        if not tally.take(text[low:high], fresh=fresh):
            break
        end = _close(text, start, low, high, tally)
        if end is not None:
            # A lone `30.000` is thirty thousand, written with a point.
            pointed = index == first and re.fullmatch(r"\d{1,3}\.\d{3}", text[low:high])
            value = Fraction(text[low:high].replace(".", "")) if pointed else tally.value
            best = (Sum(start, end, value, "KRW"), index + 1)
            if _WON.fullmatch(text, high, end):
                break
    return best


def _may_start(text: str, start: int) -> bool:
    before = text[start - 1] if start else " "
    if text[start].isdigit():
        return not (before.isdigit() or before in ".,$₩\\" or (before.isascii() and before.isalpha()))
    if text[start : start + 2].endswith(" ") and "가" <= before <= "힣":
        return False  # a particle: "요금이 만 칠천 원"
    glued = "가" <= before <= "힣" or before.isdigit()
    return not glued or (before in _BEFORE and text[start] not in "만천백")


def _close(text: str, start: int, low: int, high: int, tally: _Tally) -> int | None:
    """Where the amount ends if it may end after the atom low..high; None where it may not."""
    won = _WON.match(text, high)
    if won:
        return won.end() if tally.pending is None or tally.pending < tally.last_unit else None
    if tally.pending is not None:
        tail = _GROUPED.fullmatch(text, low, high) and tally.pending < tally.last_unit
        # Four digits glued to a 만 need no 원: `3만6300`.
        glued = _TAIL.match(text, low) and text[low - 1 : low] == "만" and high - low == 4
        return high if tail or glued else None
    group = max(start, text.rfind(" ", start, low) + 1)
    if text[group].isdigit():
        return high
    short = high - start < 3 or (text[low:high] == "천" and high - start < 4 and "만" not in text[start:high])
    if group == start and short:
        return None
    return high if _AFTER.match(text, high) else None
