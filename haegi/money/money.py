"""Money as integer minor units with a currency, and amounts as people write and say them.

KRW has no minor unit, so one minor unit is one won; for USD it is one cent. `read` takes one amount and
refuses
what can be read in two ways; `haegi.money.amounts` finds amounts inside longer texts.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering
from typing import Literal, NamedTuple

from haegi.errors import Failure
from haegi.text.i18n import Locale

Currency = Literal["KRW", "USD"]

MINOR: dict[Currency, int] = {"KRW": 1, "USD": 100}
# The most that one amount on a telecom bill or in an offer can be; anything above is a slip or a joke.
LIMIT: dict[Currency, int] = {"KRW": 1_000_000_000, "USD": 100_000_000}


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """`minor` units (won, cents) of one `currency`. Sums and comparisons across currencies raise Failure."""

    minor: int
    currency: Currency = "KRW"

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __str__(self) -> str:
        """Plain digits: `435,500원`, `$49.99`."""
        sign, size = ("-", -self.minor) if self.minor < 0 else ("", self.minor)
        return f"{sign}{size:,}원" if self.currency == "KRW" else f"{sign}${size // 100:,}.{size % 100:02}"

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise Failure("money.mixed", left=str(self), right=str(other))


def write(money: Money, locale: Locale) -> str:
    """As one would write it: `43만 5,500원` in Korean, `₩435,500` in English; USD as `$49.99` in both."""
    if money.currency == "USD":
        return str(money)
    sign, size = ("-", -money.minor) if money.minor < 0 else ("", money.minor)
    if locale == "en":
        return f"{sign}₩{size:,}"
    eok, man, won = size // 10**8, size // 10**4 % 10**4, size % 10**4
    parts = [f"{eok:,}억"] * bool(eok) + [f"{man:,}만"] * bool(man) + [f"{won:,}원"] * bool(won or not size)
    return sign + " ".join(parts if won or not size else [*parts, "원"])


def checked(value: Fraction, currency: Currency, text: str) -> Money:
    """`value` whole units (won, dollars) as Money.

    Raises Failure where it is zero, absurd or finer than the minor unit.
    """
    minor = value * MINOR[currency]
    if minor == 0:
        raise Failure("money.zero", text=text)
    if minor > LIMIT[currency]:
        raise Failure("money.absurd", text=_short(text))
    if minor.denominator != 1:
        raise _ambiguous(text, currency)
    return Money(int(minor), currency)


# As texts: a call that reads no amount compiles none of them.
_SIGN = r"(?i)(?:[-−–△▲]|마이너스|minus\b|negative\b)\s*"
_NO_AMOUNT = r"(?i)영\s?원|공\s?원|zero(?:\s(?:dollars?|won))?"
_BARE = r"(\d{1,15})"
_GROUPED = r"(\d{1,3}(?:,\d{3}){1,4})(\.\d{2})?"
_CENTS = r"(\d{1,9})\.(\d{2})"
_SHAPED = r"\d[\d.,]*(?:만\s?\d{1,2})?\s?원?"


def read(text: str, *, currency: Currency | None = None) -> Money:
    """One amount, and nothing but it: `15만 5천원`, `이십오만 원`, `₩330,000`, `$49.99`, `twenty bucks`.

    `currency` is what a number without a unit is in; unsaid, four digits and more are won, two decimals
    dollars.
    Raises Failure: money.negative, money.zero, money.absurd, money.unreadable, and money.ambiguous, whose
    `choices` holds the readings as Money.
    """
    from haegi.money import amounts  # its patterns load slowly, and a sum in a line needs none

    said = amounts.tidy(text).strip(" .?!~")
    if re.match(_SIGN, said):
        raise Failure("money.negative", text=_short(text))
    if re.fullmatch(_NO_AMOUNT, said):
        raise Failure("money.zero", text=_short(text))
    found = amounts.whole(said)
    if found is not None:
        value, unit = found
        if currency is not None and currency != unit:
            raise Failure("money.currency", text=_short(text), currency=currency)
        return checked(value, unit, text)
    return _bare(said, currency)


class Found(NamedTuple):
    """An amount in a longer text: `start` and `end` count characters of `amounts.tidy(text)`."""

    start: int
    end: int
    money: Money


def find(text: str) -> tuple[Found, ...]:
    """The amounts in a text, in order. What is zero or absurd is left out; `faults` tells of it."""
    from haegi.money import amounts  # its patterns load slowly, and a sum in a line needs none

    said, found = amounts.tidy(text), []
    for one in amounts.scan(said):
        with suppress(Failure):
            found.append(
                Found(one.start, one.end, checked(one.value, one.currency, said[one.start : one.end]))
            )
    return tuple(found)


def faults(text: str) -> tuple[Failure, ...]:
    """Why amounts in a text were left out: zero, absurd, finer than a won or a cent."""
    from haegi.money import amounts  # its patterns load slowly, and a sum in a line needs none

    said = amounts.tidy(text)
    failures = []
    for one in amounts.scan(said):
        try:
            checked(one.value, one.currency, said[one.start : one.end])
        except Failure as failure:
            failures.append(failure)
    return tuple(failures)


def _bare(said: str, currency: Currency | None) -> Money:
    """A number without any unit."""
    grouped = re.fullmatch(_GROUPED, said) or re.fullmatch(_CENTS, said)
    if grouped:
        cents = "." in said
        unit: Currency = currency or ("USD" if cents else "KRW")
        return checked(Fraction(said.replace(",", "")), unit, said)
    bare = re.fullmatch(_BARE, said)
    if bare and (len(said) >= 4 or currency == "USD" or not int(said)):
        return checked(Fraction(said), currency or "KRW", said)
    if re.fullmatch(r"\d{16,}", said):
        raise Failure("money.absurd", text=_short(said))
    if re.fullmatch(_SHAPED, said):
        raise _ambiguous(said, currency)
    raise Failure("money.unreadable", text=_short(said))


def _ambiguous(text: str, currency: Currency | None) -> Failure:
    choices = _choices(text, currency)
    return Failure(
        "money.ambiguous", text=_short(text), readings=" / ".join(map(str, choices)), choices=choices
    )


def _choices(text: str, currency: Currency | None) -> tuple[Money, ...]:
    """What an unclear amount may mean, in won first."""
    parts = [int(part[:9]) for part in re.findall(r"\d+", text)]
    whole = parts[0] if parts else 0
    digits = int("".join(map(str, parts))[:12] or "0")
    won = {whole, whole * 10_000} if len(parts) == 1 else {digits, digits * 10, digits * 100, digits * 1000}
    if "만" in text and len(parts) == 2:
        won = {whole * 10_000 + parts[1], whole * 10_000 + parts[1] * 1000}
    readings = (
        [Money(sum_, "KRW") for sum_ in sorted(won) if 0 < sum_ <= LIMIT["KRW"]] if currency != "USD" else []
    )
    if "원" not in text and "만" not in text and currency != "KRW":
        cents = whole * 100 + (parts[1] if len(parts) > 1 and parts[1] < 100 else 0)
        readings += [Money(cents, "USD")] if 0 < cents <= LIMIT["USD"] else []
    return tuple(readings)


def _short(text: str) -> str:
    """Enough of a text to know it again."""
    return text if len(text) <= 40 else text[:37] + "..."
