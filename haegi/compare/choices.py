"""The choices that a compare file comes to, in one currency, and the basis they are compared on.

The currency is `currency:`, else what the texts say, else won. What can only be seen across the file, such as two currencies,
`settle` gives as findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from haegi.compare.compare_file import CODES, CompareFile, Current, OptionText, Service, Sum
from haegi.compare.comparison import NOTHING, After, Basis, Choice
from haegi.compare.contract import Contract
from haegi.errors import Failure, Finding, Path
from haegi.money.money import Currency, Money
from haegi.nlu.offer_reader import stated_offer
from haegi.offers.offer import Offer
from haegi.offers.term import Term
from haegi.offers.valuation import HORIZON, Costs, Rates

SAME_NAME, NO_STAY, HALF_AFTER, NO_WEIGHT, TWO_ENDS = "M012", "M013", "M014", "M015", "M017"
_SUMS = ("monthly_fee", "install_fee", "penalty", "lost_bundle", "bother", "price_after")


class Settled(NamedTuple):
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
        fee=fee, currency=reading.currency, horizon_months=file.horizon or HORIZON, rates=Rates(**vars(file.rates)),
        provider=" ".join(word for word in (today.provider, today.product) if word), details=today.details(),
        weights=_weights(file), contract=reading.contract(today), household=file.household,
    )  # fmt: skip
    common = reading.sums(file.worth, ("worth",))
    choices = tuple(reading.choice(option, ("options", index), common) for index, option in enumerate(file.options))
    reading.findings += [*_named_twice(file), *_unweighed(file)]
    if not file.options:
        reading.findings.append(Finding("S004", ("options",), {"name": "options"}))
    return Settled(basis, choices, tuple(reading.findings))


@dataclass(slots=True)
class _Reading:
    """A file being read in its currency; faults are gathered on the way."""

    currency: Currency
    findings: list[Finding] = field(default_factory=list)

    def sum(self, amount: Sum | None, path: Path) -> Money | None:
        try:
            return amount.money(self.currency) if amount else None
        except Failure as failure:
            self.findings.append(Finding(CODES[failure.key], path, dict(failure.params)))
            return None

    def sums(self, amounts: Mapping[str, Sum], path: Path) -> dict[str, Money]:
        read = {name: self.sum(amount, (*path, name)) for name, amount in amounts.items()}
        return {name: money for name, money in read.items() if money is not None and money.minor}

    def choice(self, option: OptionText, path: Path, common: Mapping[str, Money]) -> Choice:
        gift = self._gift(option, path)
        offer = self._same_currency(option.offer.offer() if option.offer else Offer(), (*path, "offer"))
        fee = self.sum(option.monthly_fee, (*path, "monthly_fee"))
        whole = offer.plus(gift) if option.offer else gift
        if option.kind == "stay":
            given = option.gift and (option.gift.text or option.gift.sums())
            if option.offer is None and not given and option.monthly_fee is None:
                self.findings.append(Finding(NO_STAY, path, {"name": option.name}))
            if fee is not None and fee.minor and not _says_fee(whole):
                whole = whole.plus(Offer((Term("monthly_fee", fee),)))
        return Choice(
            option.name, option.kind, whole, fee, self._costs(option, path),
            {**common, **self.sums(option.worth, (*path, "worth"))}, option.details(),
            tuple(note for text in (option.offer, option.gift) if text for note in text.doubts()),
            self._after(option, path, whole), tuple(self._exits(option.exit_fee, path)),
        )  # fmt: skip

    def _after(self, option: OptionText, path: Path, whole: Offer) -> After | None:
        """The fee after the promotion; it takes the fee before it and the months, or nobody could reckon it."""
        if option.price_after is None and option.promo_months is None:
            return None
        fee = self.sum(option.price_after, (*path, "price_after"))
        if option.price_after and option.promo_months and (option.monthly_fee or _says_fee(whole)):
            return After(fee, option.promo_months) if fee else None
        given = "price_after" if option.price_after else "promo_months"
        self.findings.append(Finding(HALF_AFTER, (*path, given), {"name": option.name}))
        return None

    def contract(self, today: Current) -> Contract:
        """The contract of today; two ends of it are one too many."""
        if today.contract_end and today.months_left is not None:
            self.findings.append(Finding(TWO_ENDS, ("current", "months_left")))
        asked = tuple(self._exits(today.exit_fee, ("current",)))
        return Contract(today.contract_end, today.months_left, today.contract_months, asked)

    def _exits(self, fees: Mapping[int, Sum], path: Path) -> Iterator[tuple[int, Money]]:
        for month, amount in sorted(fees.items()):
            fee = self.sum(amount, (*path, "exit_fee", str(month)))
            if fee is not None:
                yield month, fee

    def _gift(self, option: OptionText, path: Path) -> Offer:
        if option.gift is None:
            return Offer()
        for kind, amount in option.gift.sums().items():
            if self.sum(amount, (*path, "gift", kind)) is None:
                return Offer()
        return self._same_currency(option.gift.offer(self.currency), (*path, "gift"))

    def _costs(self, option: OptionText, path: Path) -> Costs:
        keys = ("install_fee", "penalty", "lost_bundle", "bother")
        return Costs(*(self.sum(getattr(option, key), (*path, key)) for key in keys))

    def _same_currency(self, offer: Offer, path: Path) -> Offer:
        for term in (term for branch in offer.branches for term in branch.terms):
            if term.amount and term.amount.currency != self.currency:
                self.findings.append(Finding("M006", path, {"text": str(term.amount), "currency": self.currency}))
                return Offer()
        return offer


def _says_fee(offer: Offer) -> bool:
    return any(term.kind == "monthly_fee" for branch in offer.branches for term in branch.terms)


def _services(file: CompareFile) -> dict[Path, Service]:
    return {("current",): file.current, **{("options", index): option for index, option in enumerate(file.options)}}


def _currency(file: CompareFile) -> Currency:
    """The currency that the file's own texts tell; won where they tell none, or both."""
    return "USD" if set(_told(file)) == {"USD"} else "KRW"


def _told(file: CompareFile) -> Iterator[Currency]:
    amounts = [getattr(service, name, None) for service in _services(file).values() for name in _SUMS]
    amounts += [amount for option in file.options if option.gift for amount in option.gift.sums().values()]
    yield from (currency for amount in amounts if amount and (currency := amount.currency()))
    for option in file.options:
        offers = [option.offer.offer()] if option.offer else []
        offers += [stated_offer(option.gift.text or "")] if option.gift else []
        branches = [branch for offer in offers for branch in offer.branches]
        yield from (term.amount.currency for branch in branches for term in branch.terms if term.amount)


def _weights(file: CompareFile) -> dict[str, Fraction]:
    """The weights of the file, else the same for all that is rated."""
    given = {name: Fraction(str(weight)) for name, weight in file.weights.items() if weight}
    return given or {name: Fraction(1) for service in _services(file).values() for name in service.ratings}


def _unweighed(file: CompareFile) -> Iterator[Finding]:
    """Ratings that no weight names: a slip of the pen, most likely."""
    known = ", ".join(file.weights)
    for path, service in _services(file).items() if file.weights else ():
        for name in service.ratings:
            if name not in file.weights:
                yield Finding(NO_WEIGHT, (*path, "ratings", name), {"name": name, "known": known}, at_key=True)


def _named_twice(file: CompareFile) -> Iterator[Finding]:
    """Names that stand twice, or that are the name of doing nothing: nobody could tell the options apart."""
    seen = {NOTHING}
    for index, option in enumerate(file.options):
        name = re.sub(r"\s+", " ", option.name.strip())
        if name in seen:
            yield Finding(SAME_NAME, ("options", index, "name"), {"name": option.name})
        seen.add(name)
