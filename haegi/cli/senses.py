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

        offer = Offer.parse(text)
        return Reading(offer.to_json(), write(offer, locale), None)

    return read


def ear(_: Playbook) -> Ear | None:
    return None


def adviser(_: Locale) -> Adviser | None:
    return None
