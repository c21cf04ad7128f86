"""What the coach is handed: ears, a reader of offers, an adviser."""

from __future__ import annotations

from haegi.call.case import Case
from haegi.coach.reading import Adviser, Ear, Reader, Reading
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale


def reader(locale: Locale) -> Reader:
    """Reads the offer in a text and what it is worth in this case."""

    def read(text: str, case: Case) -> Reading:
        from haegi.money.offer import Offer, write
        from haegi.money.valuation import valuation

        offer = Offer.parse(text)
        worth = valuation(offer, fee=case.money("fee"), horizon_months=case.horizon_months)
        return Reading(offer.to_json(), write(offer, locale), worth.value, worth.lacking)

    return read
