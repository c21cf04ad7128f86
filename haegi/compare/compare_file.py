"""The compare file: what a person writes about the options, and the choices it comes to.

    horizon: 36
    current: {provider: KT, monthly_fee: 33000}
    options:
      - {name: renew, kind: stay, offer: "상품권 20만원 + 월 5,500원 할인, 3년 약정"}
      - {name: SKB 500M, kind: switch, monthly_fee: 27500, gift: "현금 43만원", install_fee: 36300}

`household: [WiFi, 300M]` is what is used at home; `contract_end: 2027-05-10` and `exit_fee: {0: 18만원, 3: 12만원}` under
`current` are what today's contract costs to leave, now and up to a month from now.

A sum is a number in the file's currency (won, or dollars with cents) or text as people write sums (`33,000원`, `3만3천원`,
`$49.99`). The currency is `currency:`, else what the texts say, else won. What can only be seen across the file, such
as two currencies, `settle` gives as findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from haegi.compare.comparison import NOTHING, After, Basis, Choice, Costs, Details
from haegi.compare.contract import Contract
from haegi.compare.offertext import Closed, GiftText, OfferText
from haegi.compare.written import (
    CODES,
    Amount,
    Day,
    Exits,
    Months,
    Rate,
    Score,
    Speed,
    Sum,
    Texts,
    Weight,
    Worded,
)
from haegi.errors import Failure, Finding, Path
from haegi.money.money import Currency, Money
from haegi.offers.offer import Offer
from haegi.offers.term import Term
from haegi.offers.valuation import HORIZON, RATED, Rates

SAME_NAME, NO_STAY, HALF_AFTER, NO_WEIGHT, TWO_ENDS = "M012", "M013", "M014", "M015", "M017"


class _Service(Closed):
    """What a service is like besides its price."""

    monthly_fee: Amount | None = None
    down_mbps: Speed | None = None
    up_mbps: Speed | None = None
    support: Worded = ""
    addons: Texts = ()
    terms: Worded = ""
    ratings: dict[str, Score] = Field(default_factory=dict)

    def details(self, source: str = "") -> Details:
        rated = {name: Fraction(str(one)) for name, one in self.ratings.items()}
        return Details(self.down_mbps, self.up_mbps, self.support, self.addons, self.terms, source, rated)


class Current(_Service):
    """The service of today.

    Its contract runs until `contract_end`, or for `months_left` more of the `contract_months` it was made for. `exit_fee` is
    what leaving costs now, or sums by the month from now up to which it costs them.
    """

    provider: Worded = ""
    product: Worded = ""
    contract_end: Day | None = None
    months_left: Annotated[StrictInt, Field(ge=0, le=120)] | None = None
    contract_months: Months | None = None
    exit_fee: Exits = Field(default_factory=dict)


class OptionText(_Service):
    """One option. `offer` is what staying brings, `gift` what switching does; costs are once, `lost_bundle` a month.

    `price_after` is the monthly fee once `promo_months` are over. `exit_fee` is a sum, or sums by the month up to which
    leaving costs them.
    """

    name: Annotated[str, Field(min_length=1, max_length=80, pattern=r"\S")]
    kind: Literal["stay", "switch"]
    offer: OfferText | None = None
    gift: GiftText | None = None
    install_fee: Amount | None = None
    penalty: Amount | None = None
    lost_bundle: Amount | None = None
    bother: Amount | None = None
    worth: dict[str, Amount] = Field(default_factory=dict)
    price_after: Amount | None = None
    promo_months: Months | None = None
    exit_fee: Exits = Field(default_factory=dict)


class RatesText(Closed):
    """What a won of each kind is worth in cash, 0 to 1."""

    cash: Rate = Rates().cash
    voucher: Rate = Rates().voucher
    points: Rate = Rates().points
    sum: Rate = Rates().sum
    credit: Rate = Rates().credit


class CompareFile(Closed):
    """A compare file. `worth` prices things in all options: items by name, "speed", "card_discount", charges.

    `household` is what is used at home, by the names of add-ons or as a speed ("300 Mbps").
    """

    currency: Literal["KRW", "USD"] | None = None
    horizon: Months = HORIZON
    current: Current = Current()
    rates: RatesText = RatesText()
    worth: dict[str, Amount] = Field(default_factory=dict)
    weights: dict[str, Weight] = Field(default_factory=dict)
    household: Texts = ()
    options: tuple[OptionText, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """The basis and the choices of a file; with `findings` they are not to be used."""

    basis: Basis
    choices: tuple[Choice, ...]
    findings: tuple[Finding, ...]


def settle(file: CompareFile) -> Settled:
    """The file in one currency. Sums and offers in another one, and names given twice, are findings."""
    reading = _Reading(file.currency or _currency(file))
    today = file.current
    fee = reading.sum(today.monthly_fee, ("current", "monthly_fee"))
    if fee is not None and not fee.minor:
        reading.findings.append(Finding("M001", ("current", "monthly_fee"), {"text": str(fee)}))
    basis = Basis(
        fee=fee, currency=reading.currency, horizon_months=file.horizon,
        rates=Rates(**{name: getattr(file.rates, name) for name in RATED}),
        provider=" ".join(word for word in (today.provider, today.product) if word), details=today.details(),
        weights=_weights(file), contract=reading.contract(today), household=file.household,
    )  # fmt: skip
    common = reading.sums(file.worth, ("worth",))
    choices = tuple(reading.choice(one, index, common) for index, one in enumerate(file.options))
    reading.findings += [*_twice(file), *_unweighed(file)]
    if not file.options:
        reading.findings.append(Finding("S004", ("options",), {"name": "options"}))
    return Settled(basis, choices, tuple(reading.findings))


@dataclass(slots=True)
class _Reading:
    """A file being read in its currency; faults are gathered on the way."""

    currency: Currency
    findings: list[Finding] = field(default_factory=list)

    def sum(self, said: Sum | None, path: Path) -> Money | None:
        try:
            return said.money(self.currency) if said else None
        except Failure as failure:
            self.findings.append(Finding(CODES[failure.key], path, dict(failure.params)))
            return None

    def sums(self, said: Mapping[str, Sum], path: Path) -> dict[str, Money]:
        read = {name: self.sum(one, (*path, name)) for name, one in said.items()}
        return {name: one for name, one in read.items() if one is not None and one.minor}

    def choice(self, one: OptionText, index: int, common: Mapping[str, Money]) -> Choice:
        path: Path = ("options", index)
        gift = self._gift(one, path)
        offer = self._same_currency(one.offer.offer() if one.offer else Offer(), (*path, "offer"))
        fee = self.sum(one.monthly_fee, (*path, "monthly_fee"))
        whole = offer.plus(gift) if one.offer else gift
        if one.kind == "stay" and one.offer is None and not (one.gift and one.gift.says()) and one.monthly_fee is None:
            self.findings.append(Finding(NO_STAY, path, {"name": one.name}))
        if one.kind == "stay" and fee is not None and fee.minor and not _says_fee(whole):
            whole = whole.plus(Offer((Term("monthly_fee", fee),)))
        return Choice(
            one.name, one.kind, whole, fee, self._costs(one, path), {**common, **self.sums(one.worth, (*path, "worth"))},
            one.details(), tuple(note for said in (one.offer, one.gift) if said for note in said.doubts()),
            self._after(one, path, whole), tuple(self._exits(one.exit_fee, path)),
        )  # fmt: skip

    def _after(self, one: OptionText, path: Path, whole: Offer) -> After | None:
        """The fee after the promotion; it takes the fee before it and the months, or nobody could reckon it."""
        if one.price_after is None and one.promo_months is None:
            return None
        fee = self.sum(one.price_after, (*path, "price_after"))
        if one.price_after and one.promo_months and (one.monthly_fee or _says_fee(whole)):
            return After(fee, one.promo_months) if fee else None
        given = "price_after" if one.price_after else "promo_months"
        self.findings.append(Finding(HALF_AFTER, (*path, given), {"name": one.name}))
        return None

    def contract(self, today: Current) -> Contract:
        """The contract of today; two ends of it are one too many."""
        if today.contract_end and today.months_left is not None:
            self.findings.append(Finding(TWO_ENDS, ("current", "months_left")))
        asked = tuple(self._exits(today.exit_fee, ("current",)))
        return Contract(today.contract_end, today.months_left, today.contract_months, asked)

    def _exits(self, said: Mapping[int, Sum], path: Path) -> Iterator[tuple[int, Money]]:
        for month, one in sorted(said.items()):
            fee = self.sum(one, (*path, "exit_fee", str(month)))
            if fee is not None:
                yield month, fee

    def _gift(self, one: OptionText, path: Path) -> Offer:
        if one.gift is None:
            return Offer()
        for name in RATED:
            if self.sum(getattr(one.gift, name), (*path, "gift", name)) is None and getattr(one.gift, name):
                return Offer()
        return self._same_currency(one.gift.offer(self.currency), (*path, "gift"))

    def _costs(self, one: OptionText, path: Path) -> Costs:
        return Costs(
            install=self.sum(one.install_fee, (*path, "install_fee")),
            penalty=self.sum(one.penalty, (*path, "penalty")),
            lost_bundle=self.sum(one.lost_bundle, (*path, "lost_bundle")),
            bother=self.sum(one.bother, (*path, "bother")),
        )

    def _same_currency(self, offer: Offer, path: Path) -> Offer:
        for one in (term for branch in offer.branches for term in branch.terms):
            if one.amount and one.amount.currency != self.currency:
                self.findings.append(Finding("M006", path, {"text": str(one.amount), "currency": self.currency}))
                return Offer()
        return offer


def _says_fee(offer: Offer) -> bool:
    return any(one.kind == "monthly_fee" for branch in offer.branches for one in branch.terms)


def _currency(file: CompareFile) -> Currency:
    """The currency that the file's own texts tell; won where they tell none, or both."""
    said = set(_told(file))
    return "USD" if said == {"USD"} else "KRW"


def _told(file: CompareFile) -> Iterator[Currency]:
    services: list[_Service] = [file.current, *file.options]
    sums = [getattr(one, name, None) for one in services for name in _SUMS]
    gifts = [getattr(one.gift, name) for one in file.options if one.gift for name in RATED]
    yield from (told for one in (*sums, *gifts) if one and (told := one.currency()))
    for one in file.options:
        offers = [one.offer.offer()] if one.offer else []
        offers += [Offer.parse(one.gift.text or "")] if one.gift else []
        yield from (each.amount.currency for offer in offers for branch in offer.branches for each in branch.terms if each.amount)


_SUMS = ("monthly_fee", "install_fee", "penalty", "lost_bundle", "bother", "price_after")


def _weights(file: CompareFile) -> dict[str, Fraction]:
    """The weights of the file, else the same for all that is rated."""
    given = {name: Fraction(str(weight)) for name, weight in file.weights.items() if weight}
    services: list[_Service] = [file.current, *file.options]
    return given or {name: Fraction(1) for one in services for name in one.ratings}


def _unweighed(file: CompareFile) -> Iterator[Finding]:
    """Ratings that no weight names: a slip of the pen, most likely."""
    known = ", ".join(file.weights)
    services: list[tuple[Path, _Service]] = [(("current",), file.current)]
    services += [(("options", index), one) for index, one in enumerate(file.options)]
    for path, one in services if file.weights else ():
        for name in one.ratings:
            if name not in file.weights:
                yield Finding(NO_WEIGHT, (*path, "ratings", name), {"name": name, "known": known}, at_key=True)


def _twice(file: CompareFile) -> Iterator[Finding]:
    """Names that stand twice, or that are the name of doing nothing: nobody could tell the options apart."""
    seen = {NOTHING}
    for index, one in enumerate(file.options):
        name = re.sub(r"\s+", " ", one.name.strip())
        if name in seen:
            yield Finding(SAME_NAME, ("options", index, "name"), {"name": one.name})
        seen.add(name)
