"""What in a text may be a term of an offer: the candidates, the labels each may take, and the offer that labels make.

A label is a kind of term, or `commit` (the contract), `<` and `>` (the period of the term before or after), `count`
(how many of a sum), `O` (nothing that is offered). `or:` before it opens the second branch of a choice, `all:` stands
for what every branch shares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from haegi.nlu.doc import Doc, Token
from haegi.nlu.quantity import Quantity
from haegi.nlu.wordlist import CHARGES

Json = dict[str, Any]
SUMS = ("cash", "voucher", "points", "sum", "credit", "monthly_discount", "monthly_fee", "card_discount")
ONCE = ("cash", "voucher", "points", "credit")  # the forms that a bare sum may take in a call
TIMED = frozenset(("monthly_discount", "percent_discount", "monthly_fee", "waiver", "service"))
MONEY = ("amount", "bare", "number")  # sorts of quantity that may be a sum
UNPLACED = ("O", "<", "<<", ">", "count")  # labels that give no term and no contract
_PERIOD = ("free_months", "<", "<<", ">", "commit")
LABELS: dict[str, tuple[str, ...]] = {
    "amount": SUMS,
    "bare": (*SUMS, "speed"),
    "number": (*SUMS, "<", "<<", ">", "commit", "free_months", "percent_discount", "speed", "count"),
    "percent": ("percent_discount",),
    "period": _PERIOD,
    "calendar": ("free_months",),
    "count": ("count", "<", "<<", ">"),
    "speed": ("speed",),
    "nocontract": ("commit",),
}
_NO = frozenset(("no", "cannot"))
_TEN_THOUSAND_BELOW = 200
_MOST = {"period": 120, "calendar": 120, "percent": 100}
_MOST_MONEY = 1_000_000_000


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

    @property
    def number(self) -> int:
        """The value as a count, of months or of things: a bare English number is held in cents."""
        return self.value // 100 if self.sort == "number" else self.value


class Context(NamedTuple):
    """What is known of the call: the form of gift talked about, the sums on the table, today's fee."""

    form: str | None = None
    sums: tuple[tuple[int, str], ...] = ()  # each with its kind
    fee: int | None = None


def candidates(doc: Doc) -> list[Candidate]:
    """Everything in a text that may be a term, in its order."""
    found = [candidate for index, token in enumerate(doc.tokens) if (candidate := _candidate(doc, index, token))]
    if any("waiver" in candidate.labels for candidate in found):
        return found
    return [one._replace(labels=(*one.labels, *_CHARGE), what="other") if one.sort in MONEY else one for one in found]


def _candidate(doc: Doc, index: int, token: Token) -> Candidate | None:
    quantity = token.quantity
    if quantity is None:
        return _noun(doc, index, token)
    currency = quantity.currency or ("KRW" if doc.is_korean else "USD")
    sort = "number" if quantity.sort == "bare" and currency == "USD" else quantity.sort
    value = _value(quantity, sort, currency)
    is_year = quantity.sort == "bare" and 201_900 <= quantity.value <= 203_100 and quantity.style == "digits"
    is_absurd = value > _MOST.get(sort, _MOST_MONEY)
    if value <= 0 or is_year or is_absurd:
        return None
    return Candidate(index, token.start, token.end, sort, _LABELS[sort], value, currency)


def _value(quantity: Quantity, sort: str, currency: str) -> int:
    """In won, cents, months, percent, mbps; 0 of what is no candidate. A bare 35 is in 만원, a bare 4999 is $49.99."""
    value = quantity.value
    if sort in ("date", "forever") or (sort not in (*MONEY, "percent") and value % 100):
        return 0
    if sort in MONEY and currency == "USD":
        return value // 100 if sort == "number" and quantity.style == "digits" and value >= 100_000 else value
    return value * 100 if sort in ("bare", "amount") and value <= _TEN_THOUSAND_BELOW * 100 else value // 100


def _noun(doc: Doc, index: int, token: Token) -> Candidate | None:
    if "nocontract" in token.tags or _is_denied(doc, index, token):
        return Candidate(index, token.start, token.end, "nocontract", _LABELS["nocontract"])
    what = next((tag for tag in token.tags if tag in CHARGES), "")
    labels = (*(("waiver",) if what else ()), *(tag for tag in ("item", "service") if tag in token.tags))
    if not labels:
        return None
    first, tokens = index, doc.tokens
    while first and "modifier" in tokens[first - 1].tags and tokens[first].start == tokens[first - 1].end:
        first -= 1
    name = doc.words(tokens[first].start, token.end)
    return Candidate(index, token.start, token.end, "noun", _in_branches(labels), 0, "", name, what)


def _is_denied(doc: Doc, index: int, token: Token) -> bool:
    """Whether a word for a contract has a no near it in its clause."""
    nearby = doc.tokens[max(0, index - 4) : index + 4] if "contract" in token.tags else []
    return any(other.clause == token.clause and not _NO.isdisjoint(other.tags) for other in nearby)


def _in_branches(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels, and each as the first of a second branch, or as shared by all."""
    opening = [label for label in labels if label not in UNPLACED]
    return ("O", *labels, *(f"{prefix}{label}" for label in opening for prefix in ("or:", "all:")))


_CHARGE = _in_branches(("waiver",))[1:]  # labels of a sum that goes away, where no charge is named
_LABELS = {sort: _in_branches(labels) for sort, labels in LABELS.items()}


# --- the offer that labels make ---------------------------------------------------------------------------------------


class Placed(NamedTuple):
    """A term, the candidate it is from, and its branch: -1 is shared by all."""

    place: int
    branch: int
    term: Json


def assemble(found: Sequence[Candidate], labels: Sequence[str], form: str | None = None) -> Json:
    """The offer that labels make. A `sum` takes the form that the call is about, if one is known."""
    placed, commits = _placed(found, labels, form)
    _multiply(found, labels, placed)
    _time(found, labels, placed)
    currency = next((one.term["currency"] for one in placed if "currency" in one.term), None)
    placed = [one for one in placed if one.term.get("currency", currency) == currency]  # an offer is in one currency
    offers: list[Json] = []
    for branch in sorted({0, *(one.branch for one in placed), *commits} - {-1}):
        terms = _once([one.term for one in placed if one.branch in (-1, branch)])
        if terms:
            offers.append({"terms": terms, "commit_months": commits.get(branch, commits.get(-1))})
    if not offers:
        return {"terms": [], "commit_months": None}
    return {**offers[0], "or": offers[1:]} if len(offers) > 1 else offers[0]


def _placed(found: Sequence[Candidate], labels: Sequence[str], form: str | None) -> tuple[list[Placed], dict[int, int]]:
    placed: list[Placed] = []
    commits: dict[int, int] = {}
    branch = 0
    for place, (candidate, label) in enumerate(zip(found, labels, strict=True)):
        prefix, _, kind = label.rpartition(":")
        if kind in UNPLACED:
            continue
        branch += prefix == "or" and bool(placed or commits)
        where = -1 if prefix == "all" else branch
        months = next((one.term for one in placed if one.branch == where and one.term["kind"] == "free_months"), None)
        if kind == "commit":
            commits[where] = candidate.number
        elif candidate.sort == "calendar" and months:  # December and January are two
            months["months"] += candidate.number
        else:
            placed.append(Placed(place, where, term_of(candidate, form if kind == "sum" and form else kind)))
    return placed, commits


def _once(terms: Sequence[Json]) -> list[Json]:
    """Each term once: who says a thing twice in one breath offers it once, for the period that was named with either."""
    once: list[Json] = []
    for term in terms:
        same = next((other for other in once if _is_same(term, other)), None)
        if same is None:
            once.append(term)
        elif same.get("months", 0) is None:
            same["months"] = term["months"]
    return once


def _is_same(term: Json, other: Json) -> bool:
    """Whether two terms differ in nothing but that one of them has no period."""
    months = {term.get("months"), other.get("months")}
    return {**term, "months": None} == {**other, "months": None} and (len(months) == 1 or None in months)


def term_of(candidate: Candidate, kind: str) -> Json:
    """The term of a kind that a candidate alone gives."""
    term: Json = {"kind": kind}
    if kind in SUMS:
        term |= {"amount": written(_monthly(candidate, kind), candidate.currency), "currency": candidate.currency}
    elif kind == "percent_discount":
        term["percent"] = candidate.number
    elif kind == "speed":
        is_won = candidate.sort == "bare" and candidate.value >= 10_000
        term["mbps"] = candidate.value // 10_000 if is_won else candidate.number
    elif kind == "waiver":
        term["what"] = candidate.what
    elif kind in ("item", "service"):
        term["name"] = candidate.name
    if kind in TIMED or kind == "free_months":
        term["months"] = candidate.number if kind == "free_months" else None
    return term


def _monthly(candidate: Candidate, kind: str) -> int:
    """The sum of a candidate; "seven fifty off a month" is $7.50, for nobody takes $750 off."""
    is_cents = kind in ("monthly_discount", "card_discount") and candidate.currency == "USD" and 20_000 <= candidate.value < 100_000
    return candidate.value // 100 if is_cents else candidate.value


def written(value: int, currency: str) -> int | str:
    """Won, or cents, as an amount of the JSON."""
    return value if currency == "KRW" else f"{value // 100}.{value % 100:02}"


def minor_units(term: Mapping[str, Any]) -> int:
    """Won, or cents, of a term of the JSON."""
    is_won = term.get("currency", "KRW") == "KRW"  # stores of the first version leave won unsaid
    return int(term["amount"]) if is_won else round(float(term["amount"]) * 100)


def _multiply(found: Sequence[Candidate], labels: Sequence[str], placed: list[Placed]) -> None:
    """A count multiplies the nearest sum."""
    sums = [one for one in placed if "amount" in one.term]
    for place, label in enumerate(labels):
        if label == "count" and sums:
            nearest = min(sums, key=lambda one: (abs(one.place - place), one.place > place))
            value = found[nearest.place].value * found[place].number
            nearest.term["amount"] = written(value, nearest.term["currency"])


def _time(found: Sequence[Candidate], labels: Sequence[str], placed: list[Placed]) -> None:
    """`<` is the period of the nearest term before that lacks one, `>` of the next, `<<` of all before."""
    for place, label in enumerate(labels):
        if label not in ("<", "<<", ">"):
            continue
        open_terms = [one for one in placed if one.term.get("months", 0) is None]
        before = [one for one in open_terms if one.place < place][::-1]
        after = [one for one in open_terms if one.place > place]
        for one in before if label == "<<" else (after + before if label == ">" else before + after)[:1]:
            one.term["months"] = found[place].number
