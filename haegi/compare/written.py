"""Sums, rates and terms as people write them into a file, and the faults that they can have.

A fault is a pydantic error of type "finding", whose context holds the code and the params of its sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, StrictInt
from pydantic_core import PydanticCustomError

from haegi.errors import Failure
from haegi.money import amounts
from haegi.money.money import Currency, Money
from haegi.offers import term
from haegi.offers.term import Term
from haegi.offers.valuation import Rates

# The codes of faults in what a file says of money, by the key of the failure that they are.
CODES = {
    "money.zero": "M001", "money.negative": "M002", "money.absurd": "M003", "money.ambiguous": "M004",
    "money.unreadable": "M005", "money.currency": "M006", "money.term": "M008", "money.rate": "M009",
    "money.months": "M010", "plan.percent": "M011",
}  # fmt: skip


def error(code: str, params: Mapping[str, object]) -> PydanticCustomError:
    return PydanticCustomError("finding", "fault", {"code": code, "params": dict(params)})


def refused(failure: Failure) -> PydanticCustomError:
    return error(CODES[failure.key], failure.params)


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount as the file has it, until the file's currency is known."""

    said: int | float | str

    def money(self, currency: Currency) -> Money:
        """The amount; nothing (0) is an amount here. Raises Failure where it cannot be one in this currency."""
        if isinstance(self.said, str):
            return _nothing_or(self.said, currency)
        number = Fraction(str(self.said))
        if number < 0:
            raise Failure("money.negative", text=str(self.said))
        return amounts.checked(number, currency, str(self.said)) if number else Money(0, currency)

    def currency(self) -> Currency | None:
        """The currency that the amount itself tells: dollars by the sign or by cents, won by a text in won."""
        if isinstance(self.said, str):
            fits: list[Currency] = [one for one in ("KRW", "USD") if self._readable(one)]
            return fits[0] if len(fits) == 1 else None
        return "USD" if isinstance(self.said, float) and not self.said.is_integer() else None

    def _readable(self, currency: Currency) -> bool:
        try:
            self.money(currency)
        except Failure:
            return False
        return True


def _nothing_or(text: str, currency: Currency) -> Money:
    try:
        return amounts.read(text, currency=currency)
    except Failure as failure:
        if failure.key == "money.zero":
            return Money(0, currency)
        raise


def _sum(value: Any) -> Sum:
    """A sum that some currency can have; the one that the file is in decides later."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise PydanticCustomError("decimal_type", "not a sum")
    said = Sum(value)
    try:
        said.money("USD")
    except Failure:
        try:
            said.money("KRW")
        except Failure as failure:
            raise refused(failure) from None
    return said


def _rate(value: Any) -> Fraction:
    try:
        return Rates.of({"cash": value}).cash
    except Failure as failure:
        raise error(CODES[failure.key], {"rate": failure.params["rate"]}) from None


def _term(value: Any) -> Term:
    """A term in its JSON form; sums may be text or dollars with cents as well."""
    try:
        return term.from_json(_with_sum(value) if isinstance(value, dict) and "amount" in value else value)
    except Failure as failure:
        raise refused(failure) from None


def _with_sum(value: dict[str, Any]) -> dict[str, Any]:
    amount, currency = value["amount"], value.get("currency", "KRW")
    if isinstance(amount, bool) or not isinstance(amount, int | float | str) or currency not in ("KRW", "USD"):
        return value
    read = Sum(amount).money(currency)
    plain = read.minor if currency == "KRW" else f"{read.minor // 100}.{read.minor % 100:02}"
    return {**value, "amount": plain, "currency": currency}


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _by_month(value: Any) -> Any:
    return value if isinstance(value, dict) else {"0": value}


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise error("M016", {"text": str(value)[:40]}) from None


def _worded(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


#: A day as 2026-12-18.
Day = Annotated[date, PlainValidator(_day)]
#: A sum; a rate from 0 to 1; a term in its JSON form; a short text, or a number taken as one; texts; megabits a second;
#: stars and their weights.
Amount = Annotated[Sum, PlainValidator(_sum)]
Rate = Annotated[Fraction, PlainValidator(_rate)]
TermData = Annotated[Term, PlainValidator(_term)]
Worded = Annotated[str, BeforeValidator(_worded), Field(max_length=400)]
Texts = Annotated[tuple[Worded, ...], BeforeValidator(_listed)]
Speed = Annotated[float, Field(gt=0, le=1_000_000, strict=True)]
Score = Annotated[float, Field(ge=0, le=5, strict=True)]
Weight = Annotated[float, Field(ge=0, le=100, strict=True)]
#: A sum, or sums by the month up to which they are asked; month 0 is whenever.
Exits = Annotated[dict[Annotated[int, Field(ge=0, le=120)], Amount], BeforeValidator(_by_month)]
Months = Annotated[StrictInt, Field(ge=1, le=120)]
