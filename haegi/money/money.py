"""Money as integer minor units with a currency.

KRW has no minor unit, so one minor unit is one won; for USD it is one cent. `haegi.money.amounts` reads what
people write and say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import total_ordering
from typing import Literal

from haegi.errors import Failure
from haegi.text.i18n import Locale, Text

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

    @property
    def told(self) -> Text:
        """Plain digits for a sentence in either language."""
        return Text(ko=str(self), en=write(self, "en"))

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise Failure("money.mixed", left=self.told, right=other.told)


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
