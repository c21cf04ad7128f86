"""The contract of today: until when it runs, and what leaving it costs in each month from now.

What is known without asking is only what the market figures have a source for: nothing is due once the contract is over
(fact `expiry-auto-extension-free`); a 36-month contract made since the reform of 2023 costs less from about month 18 on
(`penalty-curve-2023`, `penalty-curve-dates`); one US provider has no exit fee (`spectrum-no-etf`). No carrier's rates by month
are public, so every other sum is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from haegi.money.money import Currency, Money
from haegi.text.dates import later

#: No month further off than this is reckoned.
MOST = 120
# The facts say "about month 18"; two months later the fall is beyond that doubt.
_LENGTH, _FALLS = 36, 20
_REFORM = {"kt": date(2023, 9, 8), "skb": date(2023, 9, 27), "skt": date(2023, 9, 27), "lgu": date(2023, 11, 1)}
_FREE = frozenset({"spectrum"})

How = Literal["asked", "over", "free", "falls", "ask"]
#: The facts behind what was not asked.
FACTS: dict[How, tuple[str, ...]] = {
    "over": ("expiry-auto-extension-free",),
    "free": ("spectrum-no-etf",),
    "falls": ("penalty-curve-2023", "penalty-curve-dates"),
}


class Due(NamedTuple):
    """What leaving costs in a month: the sum, the most that it can be where it "falls", None where it is to be asked."""

    fee: Money | None
    how: How


@dataclass(frozen=True, slots=True)
class Contract:
    """The contract of today: its last day, or the months `left`; the months it was made for; sums by month from now.

    `asked` has what the provider says: leaving up to that month costs that sum.
    """

    end: date | None = None
    left: int | None = None
    length: int | None = None
    asked: tuple[tuple[int, Money], ...] = ()

    def __bool__(self) -> bool:
        return self.end is not None or self.left is not None or bool(self.asked)

    def months_left(self, today: date) -> int | None:
        """Months until nobody is bound any more, 0 if it is so today; None where it is not known."""
        if self.end is None:
            return self.left
        return next((month for month in range(MOST) if later(today, month) > self.end), MOST)

    def over(self, today: date) -> bool:
        return self.months_left(today) == 0


def due(contract: Contract, month: int, today: date, carrier: str, currency: Currency) -> Due:
    """What leaving costs in `month` months; `carrier` is an id of the market figures, or empty."""
    left = contract.months_left(today)
    if carrier in _FREE:
        return Due(Money(0, currency), "free")
    if left is not None and month >= left and currency == "KRW":
        return Due(Money(0, currency), "over")
    said = next((fee for until, fee in contract.asked if month <= until), None)
    if said is not None:
        return Due(said, "asked")
    if contract.asked and _falls(contract, contract.asked[-1][0], today, carrier):
        return Due(contract.asked[-1][1], "falls")
    return Due(None, "ask")


def _falls(contract: Contract, month: int, today: date, carrier: str) -> bool:
    """Whether the sum that was told for a month can only have become smaller in the months after it."""
    left, since = contract.months_left(today), _REFORM.get(carrier)
    if left is None or contract.length != _LENGTH or since is None:
        return False
    made = later(today, left - _LENGTH)
    return made > since and _LENGTH - left + month >= _FALLS
