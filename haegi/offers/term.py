"""One thing on the table: a sum, a discount, a new fee, free months, a faster line, a waiver, a gift, a service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal, cast, get_args

from haegi.errors import Failure
from haegi.money.money import LIMIT, Currency, Money

Kind = Literal[
    "cash", "voucher", "points", "sum", "credit", "monthly_discount", "percent_discount", "free_months",
    "monthly_fee", "speed", "waiver", "card_discount", "item", "service",
]  # fmt: skip
Waived = Literal["install", "rental", "penalty", "late_fee", "other"]

# What each kind carries, in the order of its JSON; `months` is the one that may be null.
FIELDS: dict[Kind, tuple[str, ...]] = {
    "cash": ("amount",), "voucher": ("amount",), "points": ("amount",), "sum": ("amount",),
    "credit": ("amount",), "monthly_discount": ("amount", "months"),
    "percent_discount": ("percent", "months"), "free_months": ("months",),
    "monthly_fee": ("amount", "months"), "speed": ("mbps",), "waiver": ("what", "months"),
    "card_discount": ("amount",), "item": ("name",), "service": ("name", "months"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """A term of an offer. Which of the fields stand, `kind` says (`FIELDS`); the others are None.

    `amount` is a sum, or a sum a month for discounts and fees. `months` is a period other than the contract's.
    `percent` is of the monthly fee. A `sum` is one whose form was not said, a `credit` comes off one bill. A fee in
    steps is one `monthly_fee` a step. Raises Failure("money.term") where a field is missing or out of bounds.
    """

    kind: Kind
    amount: Money | None = None
    months: int | None = None
    percent: int | float | None = None
    mbps: int | None = None
    what: Waived | None = None
    name: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in FIELDS:
            raise Failure("money.term", kind=self.kind, field="kind")
        for field in ("amount", "months", "percent", "mbps", "what", "name"):
            if not self._fits(field, getattr(self, field)):
                raise Failure("money.term", kind=self.kind, field=field)

    def _fits(self, field: str, value: object) -> bool:
        if field not in FIELDS[self.kind]:
            return value is None
        if value is None:
            return field == "months" and self.kind != "free_months"
        if isinstance(value, Money):
            return 0 < value.minor <= LIMIT[value.currency]
        if field == "what":
            return value in get_args(Waived)
        if field == "name":
            return isinstance(value, str) and bool(value.strip())
        return _positive(value, whole=field != "percent", most=100 if field == "percent" else 1_000_000)

    def to_json(self) -> dict[str, object]:
        """The canonical form: `kind` first, KRW as an integer, USD as a string with two decimals."""
        out: dict[str, object] = {"kind": self.kind}
        for field in FIELDS[self.kind]:
            value = getattr(self, field)
            out[field] = _plain(value) if isinstance(value, Money) else value
            if isinstance(value, Money):
                out["currency"] = value.currency
        return out


def _positive(value: object, *, whole: bool, most: int) -> bool:
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        return False
    return 0 < value <= most


def _plain(money: Money) -> int | str:
    return money.minor if money.currency == "KRW" else f"{money.minor // 100}.{money.minor % 100:02}"


def from_json(data: object) -> Term:
    """The term that `to_json` wrote; `months` may be absent, as older stores have it.

    Raises Failure("money.term") on anything else.
    """
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(kind, str) or kind not in FIELDS:
        raise Failure("money.term", kind="?", field="kind")
    known = {"kind", "currency", *FIELDS[kind]}
    for key in data:
        if key not in known:
            raise Failure("money.term", kind=kind, field=str(key))
    fields = {field: data.get(field) for field in FIELDS[kind]}
    if "amount" in fields:
        fields["amount"] = _money(kind, fields["amount"], data.get("currency", "KRW"))
    return Term(kind, **fields)


def _money(kind: Kind, amount: object, currency: object) -> Money:
    try:
        if currency == "KRW" and isinstance(amount, int) and not isinstance(amount, bool):
            return Money(amount, "KRW")
        cents = Decimal(amount) * 100 if isinstance(amount, str) and currency == "USD" else Decimal("NaN")
        if cents == cents.to_integral_value():
            return Money(int(cents), cast(Currency, currency))
    except (InvalidOperation, ValueError, OverflowError):
        pass
    raise Failure("money.term", kind=kind, field="amount")
