"""The offer in what an agent said or in what was jotted down: its terms, how sure they are, and what else they may be.

    >>> read_offer("상품권 30에 3년").offer["terms"][0]["amount"]
    300000
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple
from zlib import crc32

from haegi.nlu import doc
from haegi.nlu.candidates import MONEY, SUMS, Candidate, Context, Json, candidates, minor_units, written
from haegi.nlu.crf import FAR, Crf, unpack
from haegi.nlu.offer_features import features
from haegi.nlu.offer_ranking import FORMS, Reading, ranked, readings, traits
from haegi.nlu.wordlist import read_data, sections
from haegi.offers.offer import Offer, from_json
from haegi.offers.term import Term

LONGEST = 10_000  # letters; what comes after is not read
_PLAUSIBLE = {"KRW": (3000, 1_500_000, 250_000), "USD": (500, 150_000, 60_000)}  # least fee, most of a sum, most of a fee
_HORIZON = 36  # months
_CERTAIN = 0.97  # from here on no other readings are sought
_NOTHING: Json = {"terms": [], "commit_months": None}
#: Words of these lists name what is given; a note of nothing else is an offer.
_GIVEN = frozenset({"cash", "voucher", "points", "gift", "item", "service", "discount", "credit", "contract", "nocontract", "each"})


class OfferContext(NamedTuple):
    """What the call knows: whose words, the form of gift talked about, the offer that stands (JSON), today's fee in won or cents.

    `stated`: the text is known to be an offer, as after `/offer` and in files, so that a bare sum is one. `alone`: it is
    of no call, and the fee tells what is plausible, but nothing of what is said.
    """

    speaker: str = "agent"
    language: str | None = None
    form: str | None = None
    last: Mapping[str, Any] | None = None
    fee: int | None = None
    stated: bool = False
    alone: bool = False


class OfferReading(NamedTuple):
    """An offer as read. `offer` is its JSON; `relation` says how it stands to the last one: new, repeats, adds, replaces.

    `alternatives` are what comes out if the least sure word is read otherwise, `standing` is the offer on the table
    after this one; `conditions` and what is charged on top are kept as they were said.
    """

    offer: Json
    confidence: float = 1.0
    sure: bool = True
    alternatives: tuple[Json, ...] = ()
    relation: str = "new"
    standing: Json | None = None
    conditions: tuple[str, ...] = ()

    @property
    def terms(self) -> list[Json]:
        return list(self.offer["terms"])


class Model(NamedTuple):
    """The trained chain, the weights of what an offer as a whole tells, and the least chance that is sure."""

    crf: Crf
    ranking: Mapping[str, float]
    bar: float

    @property
    def is_sound(self) -> bool:
        return self is not _UNTRAINED


#: Where the weights are damaged: every sum is found, and the person says what it is.
_UNTRAINED = Model(Crf({f"s={sort}": {"sum": 6.0, "cash": 4.0, "monthly_discount": 3.0} for sort in MONEY}, {}), {"score": 1.0}, 2.0)


@cache
def shipped_model() -> Model:
    try:
        return model_in(read_data("offers.json"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError):
        return _UNTRAINED


def model_in(text: str) -> Model:
    """The model of a file of weights. Raises, of several kinds, for a damaged or foreign one."""
    seal, _, sealed = text.partition(",")
    if seal != f'{{"check":{crc32(sealed.encode())}':
        raise ValueError
    data = json.loads(text)
    ranking = {str(name): float(weight) for name, weight in data["ranking"].items()}
    if not all(abs(weight) < FAR for weight in ranking.values()):
        raise ValueError
    return Model(unpack(data["crf"]), ranking, float(data["bar"]))


def read_offer(text: str, context: OfferContext | None = None) -> OfferReading:
    """The offer in one side's words. What the caller says offers nothing."""
    context = context or OfferContext()
    reading = doc.read(text[:LONGEST], context.language)
    found = candidates(reading)
    if context.speaker == "caller" or not found:
        return OfferReading(dict(_NOTHING), standing=dict(context.last or _NOTHING))
    whole = _read(shipped_model(), reading, found, context)
    relation, standing = _relate(whole.offer, context.last, reading)
    return whole._replace(relation=relation, standing=standing, conditions=_conditions(reading))


def offer_in(text: str, context: OfferContext | None = None) -> Offer:
    """The offer in a text, as a value; one without terms where there is none."""
    return offer_of(read_offer(text, context))


def stated_offer(text: str) -> Offer:
    """The offer in a text that is known to be one: of a file, a quote, an answer to a question."""
    return offer_in(text, OfferContext(stated=True))


def offer_of(reading: OfferReading) -> Offer:
    """The offer of a reading as a value, with its conditions."""
    offer = from_json(reading.offer)
    return replace(offer, conditions=reading.conditions) if offer and reading.conditions else offer


def _read(model: Model, reading: doc.Doc, found: list[Candidate], context: OfferContext) -> OfferReading:
    seen = Context(context.form, _sums(context.last), None if context.alone else context.fee)
    scores = model.crf.scores(features(reading, found, seen), [candidate.labels for candidate in found])

    def weighed(rows: list[dict[str, float]]) -> list[Reading]:
        read = readings(model.crf, rows, found, reading, context.form)
        return ranked(model.ranking, read, traits(read, found, reading, seen))

    ways = weighed(scores)
    forms = sum(token.name == "card" or not FORMS.isdisjoint(token.tags) for token in reading.tokens)
    is_bare = _is_bare(reading)
    is_known = context.stated or is_bare
    is_list = is_bare and forms == sum(candidate.sort in MONEY for candidate in found)  # a sum for each form
    if is_known and (is_list or not ways[0].offer["terms"]):
        ways = weighed([_given(row, alone=not forms) for row in scores])
    offer, chance = ways[0].offer, ways[0].chance
    is_sure = model.is_sound and (is_known or chance >= model.bar) and not _is_implausible(offer, context)
    others = () if is_sure and chance > _CERTAIN else tuple(way.offer for way in ways[1:3])
    return OfferReading(offer, chance, is_sure, others)


def _is_bare(reading: doc.Doc) -> bool:
    """Whether a text is a note of nothing but things that are given, sums and periods: `상품권 5만원 3년`."""
    words = [token for token in reading.tokens if not token.quantity and token.name.isalnum()]
    return bool(words) and all(_GIVEN & set(token.tags) for token in words)


def _given(row: dict[str, float], *, alone: bool) -> dict[str, float]:
    """The scores of a sum's labels without the one that nothing is offered; `alone`: no word tells its form."""
    if alone and "sum" in row:
        return {"sum": row["sum"]}
    kinds = {label: score for label, score in row.items() if label != "O"}
    return kinds if any(label.rpartition(":")[2] in (*SUMS, "percent_discount") for label in kinds) else row


def _sums(offer: Mapping[str, Any] | None) -> tuple[tuple[int, str], ...]:
    return tuple((minor_units(term), term["kind"]) for term in (offer or {}).get("terms", []) if term["kind"] in SUMS)


# --- what is never sure ----------------------------------------------------------------------------------------------


def _is_implausible(offer: Json, context: OfferContext) -> bool:
    """Sums beyond any plausible offer, or twice the last one, however likely the words."""
    terms = [term for branch in (offer, *offer.get("or", [])) for term in branch["terms"]]
    return any(
        _is_beyond(term, context.fee) or _is_doubled(term, context.last) if term["kind"] in SUMS
        else (term.get("months") or 0) > 60
        for term in terms
    )  # fmt: skip


def _is_doubled(term: Json, last: Mapping[str, Any] | None) -> bool:
    before = [minor_units(other) for other in (last or {}).get("terms", []) if other["kind"] == term["kind"]]
    return term["kind"] != "monthly_fee" and any(0 < other <= minor_units(term) // 2 for other in before)


def _is_beyond(term: Json, fee: int | None) -> bool:
    value = minor_units(term)
    least_fee, most_sum, most_fee = _PLAUSIBLE[term["currency"]]
    if term["kind"] == "monthly_fee":
        return value < least_fee or value > (2 * fee if fee else most_fee)
    if term["kind"] in ("monthly_discount", "card_discount"):
        return value > (fee or most_fee)
    return value > (fee * _HORIZON * 3 // 2 if fee else most_sum)


# --- the offer in its call -------------------------------------------------------------------------------------------


#: Words that join as often as they add, and what follows a 더 that adds nothing.
_JOINING = frozenset({"and", "with", "그리고", "그라고", "같이", "또"})
_NO_MORE = ("는", "이상", "안", "못")


def _relate(offer: Json, last: Mapping[str, Any] | None, reading: doc.Doc) -> tuple[str, Json]:
    """How an offer stands to the last one, and what is on the table then."""
    if not offer["terms"]:
        return "new", dict(last or offer)
    if not last or not last.get("terms"):
        return "new", offer
    commit = offer["commit_months"] if offer["commit_months"] is not None else last.get("commit_months")
    if all(term in last["terms"] for term in offer["terms"]):
        return "repeats", {**last, "commit_months": commit}
    is_more = any(_puts_on_top(reading, token) for token in reading.tokens) and not _raises(offer, last)
    terms = [dict(term) for term in last["terms"]]
    for term in offer["terms"]:
        _put(terms, term, is_more=is_more)
    return ("adds" if is_more else "replaces"), {"terms": terms, "commit_months": commit}


def _puts_on_top(reading: doc.Doc, token: doc.Token) -> bool:
    """Whether a word says that what is offered comes on top of what stands; "and" only joins, "더는" refuses."""
    word, after = reading.squeezed[token.start : token.end], reading.squeezed[token.end :]
    if word == "더" and after.startswith(_NO_MORE):
        return False
    return word.startswith("추가") or ("more" in token.tags and word not in _JOINING)


def _raises(offer: Json, last: Mapping[str, Any]) -> bool:
    """Whether a sum of the last offer is named anew, and larger: a new whole and nothing on top."""
    before = [term for term in last["terms"] if term["kind"] in SUMS]
    pairs = ((term, other) for term in offer["terms"] for other in before if term["kind"] == other["kind"])
    return any(minor_units(term) > minor_units(other) for term, other in pairs)


def _put(terms: list[Json], term: Json, *, is_more: bool) -> None:
    """Puts a term among those on the table: in the place of its kind, or on top of it."""
    same = next((at for at, other in enumerate(terms) if other["kind"] == term["kind"] and term["kind"] in SUMS), None)
    if same is None:
        terms += [dict(term)] if term not in terms else []
    elif is_more and term["kind"] != "monthly_fee":
        total = minor_units(terms[same]) + minor_units(term)
        terms[same]["amount"] = written(total, term["currency"])
    else:
        terms[same] = dict(term)


@cache
def _condition_words() -> tuple[str, ...]:
    return tuple(word for _, word in sections("conditions.txt", read_data("conditions.txt")))


def _conditions(reading: doc.Doc) -> tuple[str, ...]:
    """The clauses that tie the offer to something, as they were said."""
    clauses = [list(tokens) for _, tokens in groupby(reading.tokens, key=lambda token: token.clause)]
    words = [reading.words(clause[0].start, clause[-1].end).strip(" ,.") for clause in clauses]
    return tuple(said for said in words if any(word in said.lower() for word in _condition_words()))


# --- what puts a complaint right -----------------------------------------------------------------------------------


_BY_THE_MONTH = re.compile(r"(?<!\d)월(?!요|말|초)|매월|매달|다달이|달마다|개월|\bmonth|/\s?mo\b", re.IGNORECASE)
_GIVEN_BACK = re.compile(
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
    from haegi.money.amounts import find

    sums = {amount.money for amount in find(text)}
    lone = _LONE if _FORM_SAID.search(text) else _LONE | {"voucher", "points"}
    is_lone = all(term.kind in lone and not term.months for branch in offer.branches for term in branch.terms)
    if len(sums) != 1 or not is_lone or _BY_THE_MONTH.search(text):
        return offer
    return Offer((Term("cash", sums.pop()),)) if _GIVEN_BACK.search(text) else Offer()
