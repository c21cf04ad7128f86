"""What in a text may not be meant as it was read: sums below zero, of nothing or absurd, and those with two readings.

Nothing here changes a reading; the person is asked to look again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from haegi.errors import Failure
from haegi.money import amounts
from haegi.money.amounts import tidy
from haegi.nlu.offer_reader import LONGEST
from haegi.offers.offer import Offer

#: Letters that are looked at: a breath is shorter.
WINDOW = 1_000
#: Months of the longest contract or discount that can be meant.
MOST_MONTHS = 60
# A sign before a sum; not the dash of a range, a date, a phone number or a bullet.
_SIGNED = re.compile(r"(?:(?<![\w.)-])[-−–]|[△▲]\s?|마이너스\s?|\bminus\s|\bnegative\s)(?=[$₩]?\d)")
_BARE = re.compile(r"[$₩]?\d[\d,.]*(?<![,.])(?![\d,.]|\s?(?:%|퍼센트|프로|개월|달|년|일|시|months?|years?|days?|percent))", re.I)
_HALF_SAID = re.compile(r"(?<![\d,.만])\d{1,4}만\s?\d{1,2}(?![\d,.]|\s?[천백십만억원개년월일달%명회번대장GgMm기메])")
_RANGE = re.compile(r"(?<![\d,.:-])(\d[\d,.]{0,11})\s?(?:만\s?원?|천\s?원?|원)?\s?[~∼〜]\s?(\d[\d,.]{0,11})\s?(만\s?원?|천\s?원|원)")
_YEARS = re.compile(r"(?<!\d)(\d{1,5})(?:\s?년\s?(?:약정|재약정|계약)|[\s-]years?[\s-](?:contract|agreement|commitment))", re.I)
_MONTHS = re.compile(r"(?<!\d)(\d{1,5})\s?(?:개월|months?\b)", re.I)
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,6}(?:\.\d{1,3})?)\s?(?:%|퍼센트|프로(?![가-힣])|percent\b)", re.I)
_GIFT = re.compile(r"(?:현금|상품권|포인트|지원금|사은품|캐시백|cash|vouchers?|cards?|credit|points)\s?[:은는이가을를]?\s?$", re.I)
_CHARGE = re.compile(r"(?:비|료|금|금액|비용|fees?|charges?|installation|install|rental)\s?(?:은|는|이|가|도|를|을|:|is|are|now)?\s?\$?$", re.I)


def questions(text: str, offer: Offer) -> tuple[Failure, ...]:
    """What to ask the person about a text that was read as `offer`, each as a Failure with its sentence's key."""
    said = tidy(text[:WINDOW])
    found = [fault for fault in amounts.faults(said) if not (offer and _waives(fault, said))]
    found += [*_negative(said, offer), *_unclear(said), *_too_long(said), *_percents(said)]
    found += [Failure("money.long", limit=f"{LONGEST:,}")] if len(text) > LONGEST else []
    unique = {(one.key, str(one.params.get("text", one.params))): one for one in found}
    return tuple(unique.values())


def _waives(doubt: Failure, said: str) -> bool:
    """Whether a sum of nothing is a charge that is waived: 설치비 0원."""
    if doubt.key != "money.zero":
        return False
    before = said[: max(0, said.find(str(doubt.params["text"])))]
    return _CHARGE.search(before) is not None


def _negative(said: str, offer: Offer) -> Iterator[Failure]:
    """Sums below zero, but for a discount that is jotted with its minus: 월-3000."""
    off = {
        term.amount for term in offer.terms
        if term.amount and term.kind in ("monthly_discount", "card_discount", "monthly_fee")
    }  # fmt: skip
    sums = {one.start: one for one in amounts.find(said)}
    for sign in _SIGNED.finditer(said):
        start = sign.start() - (said[sign.start() - 1 : sign.start()] in ("$", "₩"))
        one = sums.get(sign.end()) or sums.get(start)
        bare = _BARE.match(said, sign.end())
        end = one.end if one else bare.end() if bare else None
        discount = one is not None and one.money in off and not _GIFT.search(said[:start])
        if end and not discount:
            yield Failure("money.negative", text=said[start:end])


def _unclear(said: str) -> Iterator[Failure]:
    for match in _HALF_SAID.finditer(said):
        try:
            amounts.read(match[0], currency="KRW")
        except Failure as failure:
            yield failure
    for match in _RANGE.finditer(said):
        unit = match[3]
        yield Failure("plan.range", text=match[0], least=match[1] + unit, most=match[2] + unit)


def _too_long(said: str) -> Iterator[Failure]:
    periods = [int(match[1]) * 12 for match in _YEARS.finditer(said)] + [int(match[1]) for match in _MONTHS.finditer(said)]
    yield from (Failure("money.months", months=months) for months in periods if months > MOST_MONTHS)


def _percents(said: str) -> Iterator[Failure]:
    for match in _PERCENT.finditer(said):
        if not 0 < float(match[1]) <= 100:
            yield Failure("plan.percent", text=match[0])
