"""The compare file: what a person writes about the options.

    horizon: 36
    current: {provider: KT, monthly_fee: 33000}
    options:
      - {name: renew, kind: stay, offer: "상품권 20만원 + 월 5,500원 할인, 3년 약정"}
      - {name: SKB 500M, kind: switch, monthly_fee: 27500, gift: "현금 43만원", install_fee: 36300}

`household: [WiFi, 300M]` is what is used at home; `contract_end: 2027-05-10` and `exit_fee: {0: 18만원, 3: 12만원}` under
`current` are what today's contract costs to leave, now and up to a month from now.

A sum is a number in the file's currency (won, or dollars with cents) or text as people write sums (`33,000원`, `3만3천원`,
`$49.99`). A fault in one is a pydantic error of type "finding", whose context holds the code and the params of its sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from haegi.compare.comparison import Details, Note
from haegi.errors import Failure
from haegi.money import amounts
from haegi.money.money import Currency, Money
from haegi.nlu.doubts import questions
from haegi.nlu.offer_reader import stated_offer
from haegi.offers import term
from haegi.offers.offer import Offer
from haegi.offers.term import Kind, Term
from haegi.offers.valuation import RATED, Rates
from haegi.text.constraint import CLOSED, Constraint, StrictInt, spelt_out

# The codes of faults in what a file says of money, by the key of the failure that they are.
CODES = {
    "money.zero": "M001", "money.negative": "M002", "money.absurd": "M003", "money.ambiguous": "M004",
    "money.unreadable": "M005", "money.currency": "M006", "money.term": "M008", "money.rate": "M009",
    "money.months": "M010", "plan.percent": "M011",
}  # fmt: skip
NO_OFFER, NO_DAY = "M007", "M016"


def _error(code: str, params: Mapping[str, object]) -> PydanticCustomError:
    return PydanticCustomError("finding", "fault", {"code": code, "params": dict(params)})


def _refused(failure: Failure) -> PydanticCustomError:
    return _error(CODES[failure.key], failure.params)


class Sum(NamedTuple):
    """An amount as the file has it, until the file's currency is known."""

    written: int | float | str

    def money(self, currency: Currency) -> Money:
        """The amount; nothing (0) is an amount here. Raises Failure where it cannot be one in this currency."""
        if isinstance(self.written, str):
            return amounts.read_or_nothing(self.written, currency)
        number = Fraction(str(self.written))
        if number < 0:
            raise Failure("money.negative", text=str(self.written))
        return amounts.checked(number, currency, str(self.written)) if number else Money(0, currency)

    def currency(self) -> Currency | None:
        """The currency that the amount itself tells: dollars by the sign or by cents, won by a text in won."""
        fits: list[Currency] = []
        for currency in get_args(Currency) if isinstance(self.written, str) else ():
            with suppress(Failure):
                fits.append(self.money(currency).currency)
        if fits:
            return fits[0] if len(fits) == 1 else None
        return "USD" if isinstance(self.written, float) and not self.written.is_integer() else None


def _sum(value: Any) -> Sum:
    """A sum that some currency can have; the one that the file is in decides later."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise PydanticCustomError("decimal_type", "not a sum")
    amount = Sum(value)
    try:
        amount.money("USD")
    except Failure:
        try:
            amount.money("KRW")
        except Failure as failure:
            raise _refused(failure) from None
    return amount


def _rate(value: Any) -> Fraction:
    try:
        return Rates.of({"cash": value}).cash
    except Failure as failure:
        raise _error(CODES[failure.key], {"rate": failure.params["rate"]}) from None


def _term(value: Any) -> Term:
    """A term in its JSON form; sums may be text or dollars with cents as well."""
    try:
        return term.from_json(_with_sum(value) if isinstance(value, dict) and "amount" in value else value)
    except Failure as failure:
        raise _refused(failure) from None


def _with_sum(value: dict[str, Any]) -> dict[str, Any]:
    amount, currency = value["amount"], value.get("currency", "KRW")
    if isinstance(amount, bool) or not isinstance(amount, int | float | str) or currency not in ("KRW", "USD"):
        return value
    read = Sum(amount).money(currency)
    plain = read.minor if currency == "KRW" else f"{read.minor // 100}.{read.minor % 100:02}"
    return {**value, "amount": plain, "currency": currency}


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _error(NO_DAY, {"text": str(value)[:40]}) from None


#: A day as 2026-12-18.
Day = Annotated[date, PlainValidator(_day)]
#: A sum; a rate from 0 to 1; a term in its JSON form; a short text, or a number taken as one; texts; megabits a second;
#: stars and their weights.
Amount = Annotated[Sum, PlainValidator(_sum)]
Rate = Annotated[Fraction, PlainValidator(_rate)]
TermData = Annotated[Term, PlainValidator(_term)]
Worded = Annotated[str, Constraint(lambda value: str(value) if type(value) is int else value, max_length=400)]
Texts = Annotated[tuple[Worded, ...], Constraint(lambda value: [value] if isinstance(value, str) else value)]
Speed = Annotated[float, Constraint(gt=0, le=1_000_000, strict=True)]
Score = Annotated[float, Constraint(ge=0, le=5, strict=True)]
Weight = Annotated[float, Constraint(ge=0, le=100, strict=True)]
Months = Annotated[StrictInt, Constraint(ge=1, le=120)]
#: A sum, or sums by the month up to which they are asked; month 0 is whenever.
Exits = Annotated[
    dict[Annotated[int, Constraint(ge=0, le=120)], Amount],
    Constraint(lambda value: value if isinstance(value, dict) else {"0": value}),
]


@dataclass(frozen=True, kw_only=True)
class _Said:
    """Something written as text, or spelt out as a mapping."""

    __pydantic_config__ = CLOSED
    __get_pydantic_core_schema__ = spelt_out(lambda value: {"text": value} if isinstance(value, str) else value)

    text: str | None = None

    def __post_init__(self) -> None:
        if self.text is not None and not stated_offer(self.text):
            doubts = [question for question in questions(self.text, Offer()) if question.key in CODES]
            raise _refused(doubts[0]) if doubts else _error(NO_OFFER, {"text": self.text[:60]})

    def doubts(self) -> Iterator[Note]:
        """What in the text may not be meant as it was read."""
        for question in questions(self.text, stated_offer(self.text)) if self.text else ():
            yield Note(question.key, question.params)


@dataclass(frozen=True, kw_only=True)
class GiftText(_Said):
    """What a new provider gives once: text, or sums by kind."""

    cash: Amount | None = None
    voucher: Amount | None = None
    points: Amount | None = None
    sum: Amount | None = None
    credit: Amount | None = None

    def sums(self) -> dict[Kind, Sum]:
        """What is spelt out, by kind."""
        return {kind: getattr(self, kind) for kind in RATED if getattr(self, kind)}

    def offer(self, currency: Currency) -> Offer:
        offer = stated_offer(self.text or "")
        given = [Term(kind, amount.money(currency)) for kind, amount in self.sums().items()]
        return offer.plus(Offer(tuple(term for term in given if term.amount and term.amount.minor)))


_Commitment = Annotated[StrictInt, Constraint(ge=0, le=60)]
_Conditions = tuple[Annotated[str, Constraint(min_length=1, max_length=400, pattern=r"\S")], ...]


@dataclass(frozen=True, kw_only=True)
class BranchText:
    """One of the things that can be chosen, in its JSON form."""

    __pydantic_config__ = CLOSED

    terms: Annotated[tuple[TermData, ...], Constraint(min_length=1)]
    commit_months: _Commitment | None = None
    conditions: _Conditions = ()

    def offer(self) -> Offer:
        return Offer(self.terms, self.commit_months, conditions=self.conditions)


@dataclass(frozen=True, kw_only=True)
class OfferText(_Said):
    """What the present provider offers: text, or terms in their JSON form, with `or` where there is a choice."""

    # `or` is a word of Python: no field can be called so.
    __pydantic_config__ = CLOSED | {
        "alias_generator": lambda name: "or" if name == "choices" else name, "validate_by_name": True,
    }  # fmt: skip

    terms: tuple[TermData, ...] = ()
    commit_months: _Commitment | None = None
    choices: tuple[BranchText, ...] = ()
    conditions: _Conditions = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.text is None and not self.terms:
            raise _error(NO_OFFER, {"text": ""})

    def offer(self) -> Offer:
        offer = stated_offer(self.text or "").plus(Offer(self.terms, conditions=self.conditions))
        months = offer.commit_months if self.commit_months is None else self.commit_months
        choices = (*offer.choices, *(branch.offer() for branch in self.choices))
        return replace(offer, commit_months=months, choices=choices)


@dataclass(frozen=True, kw_only=True)
class Service:
    """What a service is like besides its price."""

    monthly_fee: Amount | None = None
    down_mbps: Speed | None = None
    up_mbps: Speed | None = None
    support: Worded = ""
    addons: Texts = ()
    terms: Worded = ""
    ratings: dict[str, Score] = field(default_factory=dict)

    def details(self) -> Details:
        rated = {name: Fraction(str(score)) for name, score in self.ratings.items()}
        return Details(self.down_mbps, self.up_mbps, self.support, self.addons, self.terms, "", rated)


@dataclass(frozen=True, kw_only=True)
class Current(Service):
    """The service of today.

    Its contract runs until `contract_end`, or for `months_left` more of the `contract_months` it was made for. `exit_fee` is
    what leaving costs now, or sums by the month from now up to which it costs them.
    """

    provider: Worded = ""
    product: Worded = ""
    contract_end: Day | None = None
    months_left: Annotated[StrictInt, Constraint(ge=0, le=120)] | None = None
    contract_months: Months | None = None
    exit_fee: Exits = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OptionText(Service):
    """One option. `offer` is what staying brings, `gift` what switching does; costs are once, `lost_bundle` a month.

    `price_after` is the monthly fee once `promo_months` are over. `exit_fee` is a sum, or sums by the month up to which
    leaving costs them.
    """

    name: Annotated[str, Constraint(min_length=1, max_length=80, pattern=r"\S")]
    kind: Literal["stay", "switch"]
    offer: OfferText | None = None
    gift: GiftText | None = None
    install_fee: Amount | None = None
    penalty: Amount | None = None
    lost_bundle: Amount | None = None
    bother: Amount | None = None
    worth: dict[str, Amount] = field(default_factory=dict)
    price_after: Amount | None = None
    promo_months: Months | None = None
    exit_fee: Exits = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RatesText:
    """What a won of each kind is worth in cash, 0 to 1."""

    cash: Rate = Rates().cash
    voucher: Rate = Rates().voucher
    points: Rate = Rates().points
    sum: Rate = Rates().sum
    credit: Rate = Rates().credit


@dataclass(frozen=True, kw_only=True)
class CompareFile:
    """A compare file. `worth` prices things in all options: items by name, "speed", "card_discount", charges.

    `household` is what is used at home, by the names of add-ons or as a speed ("300 Mbps").
    """

    __pydantic_config__ = CLOSED

    currency: Literal["KRW", "USD"] | None = None
    horizon: Months | None = None
    current: Current = Current()
    rates: RatesText = RatesText()
    worth: dict[str, Amount] = field(default_factory=dict)
    weights: dict[str, Weight] = field(default_factory=dict)
    household: Texts = ()
    options: tuple[OptionText, ...]
