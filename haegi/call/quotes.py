"""Quotes as people jot them: `SKB 500M+TV 현금 43만원 월 39,600원 11/18 매장`."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from haegi.call.case import Quote
from haegi.errors import Failure
from haegi.nlu.offer_reader import offer_in
from haegi.offers.valuation import RATED
from haegi.text.dates import DATE, find_date


def read_quote(text: str, today: date) -> Quote:
    """A quote from one line: the provider first, then in any order product, gift, fee and the day it was seen.

    Raises Failure where the provider or anything with a price is missing. The year of a day without one is the last
    that makes it no day in the future: a quote was seen before it is cited.
    """
    words = text.split(maxsplit=1)
    rest = words[1] if len(words) > 1 else ""
    offer = offer_in(rest)
    gifts = [term for term in offer.terms if term.kind in RATED and term.amount]
    fee = next(
        (term.amount.minor for term in offer.terms if term.kind == "monthly_fee" and term.amount), None
    )
    if not words or not (gifts or fee):
        raise Failure("quote.none", text=text)
    total = sum(term.amount.minor for term in gifts if term.amount)
    gift = _gift(rest) if gifts else ""
    return Quote(
        provider=words[0],
        product=_product(rest),
        gift=gift,
        read=gift_read(gift),
        amount=total or None,
        fee=fee,
        seen=_seen(rest, today),
    )


def gift_read(gift: str) -> dict[str, Any] | None:
    """The words of a gift as the offer that `Quote.read` keeps."""
    return offer_in(gift).to_json() if gift else None


def _seen(text: str, today: date) -> date:
    found = find_date(text, today) if DATE.search(text) else None
    if found is None:
        return today
    return found if found <= today or str(found.year) in text else _year_before(found)


def _year_before(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


_PRODUCT = re.compile(
    r"\S*(?:\d\s*(?:[MG](?:bps|iga?)?(?![A-Za-z])|메가|기가)|인터넷|TV|티비|모바일|Mbps|Gig)\S*",
    re.IGNORECASE,
)
_GIFT = re.compile(
    r"(?:현금|상품권|사은품|지원금|포인트|cash|gift card)\s*[\d.,만천백십원\s]+원?|\$[\d,.]+(?:\s*(?:gift card|cash))?",
    re.IGNORECASE,
)


def _product(text: str) -> str:
    return " ".join(_PRODUCT.findall(text))


def _gift(text: str) -> str:
    return " + ".join(" ".join(match.split()) for match in _GIFT.findall(DATE.sub(" ", text)))
