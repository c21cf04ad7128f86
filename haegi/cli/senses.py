"""What the coach is handed: ears, a reader of offers, an adviser."""

from __future__ import annotations

from haegi.call.case import Case
from haegi.coach.reading import Adviser, Ear, Reader, Reading
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale


def reader(locale: Locale) -> Reader:
    """Reads the offer in a text and what it is worth in this case."""

    def read(text: str, case: Case) -> Reading:
        from haegi.money.money import Money
        from haegi.money.offer import Offer, write
        from haegi.money.valuation import valuation

        offer = Offer.parse(text)
        if not offer:
            return Reading(offer.to_json(), "", None)
        fee = case.sum("fee")
        of_today = None if fee is None else Money(fee, case.currency)
        worth = valuation(offer, fee=of_today, horizon_months=case.horizon_months)
        lacking = ("coach.lacks-fee",) if worth.missing else ()
        return Reading(offer.to_json(), write(offer, locale), worth.value, lacking)

    return read


def ear(_: Playbook) -> Ear | None:
    return None


def adviser(_: Locale) -> Adviser | None:
    return None
