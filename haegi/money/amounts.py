"""Where amounts of money stand in a text, and how much they are.

The grammar of Korean amounts is a small state machine over atoms (a digit group, a number letter, a unit),
so that it
is linear in the text whatever comes in. Values are whole units (won, dollars) as fractions;
`haegi.money.money`
makes Money of them and refuses what is absurd.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import NamedTuple

from haegi.money import numerals
from haegi.money.money import Currency
from haegi.text.terminal import bounded


class Sum(NamedTuple):
    """An amount in a text: where it starts and ends, and its value in whole units."""

    start: int
    end: int
    value: Fraction
    currency: Currency


SMALL = {"십": 10, "백": 100, "천": 1000}
LARGE = {"만": 10**4, "억": 10**8, "조": 10**12}
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
_AFTER = re.compile(

        r"[^가-힣]|$|씩|까지|정도|이나|으로|로|에|을|를|은|는|도|만|이고|이랑|하고|어치|짜리|권|상당"
        r"|포인트|할인|대|선"

)
# A number word glued to what stands before it is the tail of another word, but for these.
_BEFORE = "월총약각금권트면돈"
_TAIL = re.compile(r"\d{4}(?![\d.,]|\s?(?:개월|년|달|메가|기가|[MG]\b))")
_GROUPED = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,]|\.\d)")
_MARKED = re.compile(rf"(?:₩|\\|KRW\s?|\bwon\s)\s?({_D})|({_D})\s?(?:KRW\b|won\b)", re.IGNORECASE)
_DOLLARS = re.compile(
    rf"(?:US\s?)?\$\s?(?P<sign>{_D})(?P<k>k\b)?"
    rf"|(?<![\w.,])(?P<digits>{_D})(?:\s|-)?(?:dollars?|bucks?|USD|달러|불)(?![a-z])"
    rf"|\b(?P<words>{numerals.ENGLISH})(?:\s|-)(?:dollars?|bucks?)\b"
    r"(?:\s(?:and\s)?(?P<cents>\d{1,2}|" + numerals.ENGLISH + r")\scents?\b)?",
    re.IGNORECASE,
)
_ENGLISH_PRICE = re.compile(  # "forty-nine ninety-nine a month"

        r"\b(?P<whole>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two"
        r"|three|four|five|six|"


        r"seven|eight|nine))?)\s(?P<part>ninety[\s-](?:nine|five)|fifty|twenty[\s-]five)(?=\s(?:a"
        r"|per|each|every)\smonth)"
        ,
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """One spelling for each character, and control characters as spaces."""
    plain = bounded(_COLOURS.sub(" ", text).replace("…", " "))
    folded = unicodedata.normalize("NFKC", plain).replace("−", "-").replace("’", "'")
    printed = "".join(letter if letter == "\n" or letter.isprintable() else " " for letter in folded)
    return _LINES.sub("\n", _BLANKS.sub(" ", _ENDLESS.sub(lambda run: run[0][:25], printed)))


def scan(text: str) -> list[Sum]:
    """Every amount in a tidy text, in order, never overlapping."""
    found: list[Sum] = []
    for one in sorted([*_dollars(text), *_won(text)], key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def whole(text: str) -> tuple[Fraction, Currency] | None:
    """The amount that is the whole text, if it is one and has a unit."""
    sums = scan(text)
    if len(sums) == 1 and (sums[0].start, sums[0].end) == (0, len(text)) and not _GROUPED.fullmatch(text):
        return sums[0].value, sums[0].currency
    return None


def _decimal(digits: str) -> Fraction | None:
    """`1,200.50`, `1.5`; None where the digits are too many to be meant."""
    plain = digits.replace(",", "")
    return Fraction(plain) if len(plain) <= 24 else Fraction(10**24)


def _dollars(text: str) -> list[Sum]:
    found = []
    for match in _DOLLARS.finditer(text):
        value = _decimal(match["sign"] or match["digits"]) if match["sign"] or match["digits"] else None
        if match["words"]:
            spoken = numerals.english(match["words"])
            cents = numerals.number(match["cents"]) if match["cents"] else 0
            value = None if spoken is None else spoken + Fraction(cents or 0, 100)
        if value is not None:
            found.append(Sum(match.start(), match.end(), value * (1000 if match["k"] else 1), "USD"))
    for match in _ENGLISH_PRICE.finditer(text):
        dollars, cents = numerals.english(match["whole"]), numerals.english(match["part"])
        if dollars and cents:
            found.append(Sum(match.start(), match.end(), dollars + Fraction(cents, 100), "USD"))
    return found


def _won(text: str) -> list[Sum]:
    found = []
    for match in _MARKED.finditer(text):
        value = _decimal(match[1] or match[2])
        if value is not None:
            found.append(Sum(match.start(), match.end(), value, "KRW"))
    for run in _RUN.finditer(text):
        found += _in_run(text, run.start(), run.end())
    return found


def _in_run(text: str, start: int, end: int) -> list[Sum]:
    """The amounts in a stretch of atoms: read as far as it makes sense, then again from where that ended."""
    found = []
    atoms = [match.span() for match in _ATOM.finditer(text, start, end)]
    at = 0
    while at < len(atoms):
        reading = _reading(text, atoms, at)
        if reading is None:
            at += 1
            continue
        one, at = reading
        found.append(one)
    return found


class _Tally:
    """The sum so far, as atoms come in."""

    def __init__(self) -> None:
        self.total = Fraction(0)
        self.section = Fraction(0)
        self.pending: Fraction | None = None
        self.small = 10**4
        self.large = 10**16
        self.last_unit = 10**16

    def take(self, atom: str, *, fresh: bool) -> bool:
        """Whether the atom fits after what came before; `fresh` where a unit alone may mean one (만 원)."""
        if atom[0].isdigit() or atom in numerals.SINO_DIGITS:
            if self.pending is not None:
                return False
            self.pending = _decimal(atom) if atom[0].isdigit() else Fraction(numerals.SINO_DIGITS[atom])
            return True
        unit = SMALL.get(atom) or LARGE[atom]
        return self._small(unit, fresh) if atom in SMALL else self._large(unit, fresh)

    def _small(self, unit: int, fresh: bool) -> bool:
        if unit >= self.small or (self.pending is None and not fresh):
            return False
        self.section += (1 if self.pending is None else self.pending) * unit
        self.pending, self.small, self.last_unit = None, unit, unit
        return True

    def _large(self, unit: int, fresh: bool) -> bool:
        own = self.section + (self.pending or 0)
        if unit >= self.large or (not own and (self.total or not fresh or unit != LARGE["만"])):
            return False
        self.total += (own or 1) * unit
        self.section, self.pending, self.small, self.large = Fraction(0), None, 10**4, unit
        self.last_unit = unit
        return True

    @property
    def value(self) -> Fraction:
        return self.total + self.section + (self.pending or 0)


def _reading(text: str, atoms: list[tuple[int, int]], first: int) -> tuple[Sum, int] | None:
    """The longest amount that starts at atom `first`, and the atom after it."""
    start = atoms[first][0]
    if not _may_start(text, start):
        return None
    tally, best = _Tally(), None
    for index in range(first, len(atoms)):
        low, high = atoms[index]
        fresh = index == first or text[low - 1] == " " or tally.pending is None
        if not tally.take(text[low:high], fresh=fresh):
            break
        end = _close(text, start, low, high, tally)
        if end is not None:
            best = (Sum(start, end, _meant(text[low:high], tally, index == first), "KRW"), index + 1)
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
    atom = text[low:high]
    if won:
        fits = tally.pending is None or tally.pending < tally.last_unit
        return won.end() if fits else None
    if tally.pending is not None:
        tail = _GROUPED.fullmatch(text, low, high) and tally.pending < tally.last_unit
        return high if tail or _glued(text, low, high) else None
    spelled = text.rfind(" ", start, low) + 1
    group = max(start, spelled)
    if text[group].isdigit():
        return high
    short = high - start < 3 or (atom == "천" and high - start < 4 and "만" not in text[start:high])
    if group == start and short:
        return None
    return high if _AFTER.match(text, high) else None


def _glued(text: str, low: int, high: int) -> bool:
    """Whether four digits stand glued to a 만: `3만6300` needs no 원."""
    return bool(_TAIL.match(text, low)) and text[low - 1 : low] == "만" and high - low == 4


def _meant(atom: str, tally: _Tally, alone: bool) -> Fraction:
    """The tally's value; a lone `30.000` is thirty thousand, written with a point."""
    if alone and re.fullmatch(r"\d{1,3}\.\d{3}", atom):
        return Fraction(atom.replace(".", ""))
    return tally.value
