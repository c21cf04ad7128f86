"""What in a text may be a term of an offer, and as what: the candidates, their labels, and the features that decide.

A label is a kind of term, or `commit` (the contract), `<` and `>` (the period of the term before or after), `count`
(how many of a sum), `O` (nothing that is offered). `or:` before it opens the second branch of a choice, `all:` stands
for what every branch shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from haegi.nlu.doc import Doc, Token
from haegi.nlu.wordlist import CHARGES

SUMS = ("cash", "voucher", "points", "sum", "credit", "monthly_discount", "monthly_fee", "card_discount")
ONCE = ("cash", "voucher", "points", "credit")  # the forms that a bare sum may take in a call
TIMED = frozenset(("monthly_discount", "percent_discount", "monthly_fee", "waiver", "service"))
_PERIOD = ("free_months", "<", "<<", ">", "commit")
LABELS: dict[str, tuple[str, ...]] = {
    "amount": SUMS,
    "bare": (*SUMS, "speed"),
    "number": (*SUMS, "<", "<<", ">", "commit", "free_months", "percent_discount", "speed", "count"),
    "percent": ("percent_discount",),
    "period": _PERIOD,
    "calendar": ("free_months",),
    "count": ("count",),
    "speed": ("speed",),
    "nocontract": ("commit",),
}
_TEN_THOUSAND_BELOW = 200


class Candidate(NamedTuple):
    """`token` is the number of its token, `value` in won, cents, months, percent or mbps; `labels` are the ones it may take."""

    token: int
    start: int
    end: int
    sort: str
    labels: tuple[str, ...]
    value: int = 0
    currency: str = ""
    name: str = ""
    what: str = ""


class Context(NamedTuple):
    """What is known of the call: whose words, the form of gift talked about, the sums on the table, today's fee."""

    speaker: str = "agent"
    form: str | None = None
    sums: tuple[int, ...] = ()
    fee: int | None = None


def candidates(doc: Doc) -> list[Candidate]:
    """Everything in a text that may be a term, in its order."""
    return [candidate for index, token in enumerate(doc.tokens) if (candidate := _candidate(doc, index, token))]


def _candidate(doc: Doc, index: int, token: Token) -> Candidate | None:
    quantity = token.quantity
    if quantity is None:
        return _noun(doc, index, token)
    currency = quantity.currency or ("KRW" if doc.is_korean else "USD")
    value, sort = quantity.value, quantity.sort
    if sort == "bare" and 201_900 <= value <= 203_100 and quantity.style == "digits":
        return None  # a year
    if sort in ("date", "forever") or value <= 0:
        return None
    if sort == "bare" and currency == "USD":
        sort = "number"
    if sort in ("amount", "bare", "number"):
        value = value if currency == "USD" else _won(sort, value)
    elif value % 100 and sort != "percent":
        return None
    else:
        value //= 100
    if value <= 0 or (sort in ("period", "calendar") and value > 120) or (sort == "percent" and value > 100):
        return None
    return Candidate(index, token.start, token.end, sort, _doubled(LABELS[sort]), value, currency)


def _won(sort: str, value: int) -> int:
    """A bare 35 is in 만원."""
    return value * 100 if sort == "bare" and value <= _TEN_THOUSAND_BELOW * 100 else value // 100


def _noun(doc: Doc, index: int, token: Token) -> Candidate | None:
    if "nocontract" in token.tags:
        return Candidate(index, token.start, token.end, "nocontract", _doubled(LABELS["nocontract"]))
    what = next((tag for tag in token.tags if tag in CHARGES), "")
    labels = (*(("waiver",) if what else ()), *(tag for tag in ("item", "service") if tag in token.tags))
    if not labels:
        return None
    first = index
    while first and "modifier" in doc.tokens[first - 1].tags and doc.tokens[first].start == doc.tokens[first - 1].end:
        first -= 1
    name = doc.words(doc.tokens[first].start, token.end)
    return Candidate(index, token.start, token.end, "noun", _doubled(labels), 0, "", name, what)


def _doubled(labels: Sequence[str]) -> tuple[str, ...]:
    branches = tuple(f"{prefix}{label}" for label in labels if label not in ("<", "<<", ">", "count") for prefix in ("or:", "all:"))
    return ("O", *labels, *branches)
