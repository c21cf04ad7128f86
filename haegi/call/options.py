"""What a case has to choose from: staying on an offer of its calls, switching to a quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from haegi.call.case import Case, PastCall, Quote, Round, offers, quoted
from haegi.compare.comparison import Basis, Choice, Details, Note
from haegi.compare.contract import Contract
from haegi.errors import Failure
from haegi.money.money import Money
from haegi.offers.offer import KEYS, Offer, from_json
from haegi.offers.term import Term
from haegi.offers.valuation import Costs

#: The slots of a case that say what switching costs.
_COSTS = {"install": "install_fee", "penalty": "penalty", "lost_bundle": "lost_bundle", "bother": "bother"}
#: The slots that say when contracts end.
_ENDS = ("end_internet", "end_tv", "end_device", "end_mobile")


def basis_of(case: Case, today: date) -> Basis:
    """What all options of a case are reckoned on."""
    penalty = money_of(case, case.sum("penalty"))
    contract = Contract(max(contract_ends(case, today), default=None), asked=() if penalty is None else ((0, penalty),))
    return Basis(
        fee=money_of(case, case.sum("fee") or None), currency=case.currency, horizon_months=case.horizon_months,
        contract=contract,
        provider=" ".join(str(case.slots[slot]) for slot in ("carrier", "product") if case.slots.get(slot)),
    )  # fmt: skip


def contract_ends(case: Case, today: date) -> list[date]:
    """The days on which the contracts of a case end."""
    given = [str(case.slots[slot]) for slot in _ENDS if case.slots.get(slot)]
    if not given:
        return []
    from haegi.text.dates import find_date  # loads slowly, and most cases name no end

    return sorted({day for text in given if (day := find_date(text, today))})


def renewals(calls: Sequence[PastCall]) -> Iterator[tuple[Choice, Round]]:
    """Each offer of the calls once, with where it was made last. They have no names: what to call them is for the face."""
    last: dict[Offer, Round] = {}
    for made in (made for call in calls for made in offers(call)):
        offer = _read_again(made)
        last.pop(offer, None)
        last |= {offer: made} if offer else {}
    for number, (offer, made) in enumerate(last.items(), 1):
        notes = () if number == len(last) else (Note("plan.note-earlier"),)
        yield Choice("", "stay", offer, notes=notes), made


def switches(case: Case, calls: Sequence[PastCall]) -> Iterator[Choice]:
    """Each quote once, under a name of its own."""
    taken: dict[str, int] = {}
    for quote in dict.fromkeys((*case.quotes, *quoted(calls))):
        name = " ".join(part for part in (quote.provider, quote.product) if part)
        taken[name] = number = taken.get(name, 0) + 1
        yield switch(case, quote, name if number == 1 else f"{name} ({number})")


def switch(case: Case, quote: Quote, name: str = "") -> Choice:
    """Switching to a quote: its gift as its words say it, else its sum as cash."""
    gift = _gift(quote)
    if not gift and quote.amount:
        gift = Offer((Term("cash", Money(quote.amount, case.currency)),))
    costs = Costs(**{cost: money_of(case, case.sum(slot)) for cost, slot in _COSTS.items()})
    seen = "  ".join(part for part in (quote.seen.isoformat() if quote.seen else "", quote.where) if part)
    return Choice(name, "switch", gift, money_of(case, quote.fee), costs, details=Details(source=seen))


def money_of(case: Case, minor: int | None) -> Money | None:
    """A sum in the currency of the case."""
    return None if minor is None else Money(minor, case.currency)


def _gift(quote: Quote) -> Offer:
    """The words of the gift: as they were read when the quote was noted, else read now."""
    if quote.read is not None:
        with suppress(Failure):
            return from_json(quote.read)
    from haegi.nlu.offer_reader import stated_offer  # loads slowly, and most quotes were read before

    return stated_offer(quote.gift)


def _read_again(made: Round) -> Offer:
    try:
        return from_json({key: value for key, value in made.offer.items() if key in KEYS})
    except Failure:
        return Offer()
