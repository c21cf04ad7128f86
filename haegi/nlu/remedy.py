"""What is offered to put a complaint right: a sum given back or taken off once, where a bargain would be by the month."""

from __future__ import annotations

import re

from haegi.money.amounts import find
from haegi.offers.offer import Offer
from haegi.offers.term import Term

_BY_THE_MONTH = re.compile(r"(?<!\d)월(?!요|말|초)|매월|매달|다달이|달마다|개월|\bmonth|/\s?mo\b", re.IGNORECASE)
_GIVEN = re.compile(
    r"환불|환급|돌려|되돌|감면|감액|차감|배상|보상|정산|지급|입금|빼|뺄|깎|면제|드리|드릴|드려"
    r"|refund|credit|reimburs|waive|\bback\b|\boff\b|compensat",
    re.IGNORECASE,
)
_FORM_SAID = re.compile(r"상품권|쿠폰|기프트|포인트|마일리지|gift|card|voucher|points?", re.IGNORECASE)
#: How a bargain would read a single sum that is only called a reduction, or only named.
_LONE = frozenset({"monthly_discount", "monthly_fee", "sum", "credit"})


def as_remedy(text: str, offer: Offer) -> Offer:
    """The offer in a text about a complaint: a lone sum that is given counts once, unless the words have it by the month.

    `offer` is what was read in it. A sum that is only named, such as what was billed, is no offer.
    """
    sums = {amount.money for amount in find(text)}
    lone = _LONE if _FORM_SAID.search(text) else _LONE | {"voucher", "points"}
    is_lone = all(term.kind in lone and not term.months for branch in offer.branches for term in branch.terms)
    if len(sums) != 1 or not is_lone or _BY_THE_MONTH.search(text):
        return offer
    return Offer((Term("cash", sums.pop()),)) if _GIVEN.search(text) else Offer()
