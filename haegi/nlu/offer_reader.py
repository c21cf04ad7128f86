"""The offer in what an agent said or in what was jotted down: its terms, how sure they are, and what else they may be.

    >>> read_offer("상품권 30에 3년").offer["terms"][0]["amount"]
    300000
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise
from math import log
from typing import Any, NamedTuple
from zlib import crc32

from haegi.nlu import doc
from haegi.nlu.candidates import (
    MONEY,
    ONCE,
    SUMS,
    Candidate,
    Context,
    Json,
    assemble,
    candidates,
    minor_units,
    written,
)
from haegi.nlu.classifier import Decision
from haegi.nlu.crf import Crf, Decoding, unpack
from haegi.nlu.offer_features import features
from haegi.nlu.wordlist import read_data, sections
from haegi.offers.offer import Offer, from_json

LONGEST = 10_000  # letters; what comes after is not read
_PLAUSIBLE = {"KRW": (3000, 1_500_000, 250_000), "USD": (500, 150_000, 60_000)}  # least fee, most of a sum, most of a fee
_HORIZON = 36  # months
_CERTAIN = 0.97  # from here on no other readings are sought
_NOTHING: Json = {"terms": [], "commit_months": None}
_KINDS = (*SUMS, "percent_discount", "free_months", "speed", "waiver", "item", "service")
#: Words of these lists name what is given; a note of nothing else is an offer.
_GIVEN = frozenset({"cash", "voucher", "points", "gift", "item", "service", "discount", "credit", "contract", "nocontract", "each"})
#: Words of these lists tell the form of a sum.
_FORMS = frozenset({"cash", "voucher", "points", "discount", "fee", "card", "credit", "once", "free", "each", "cut"})


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
    """The trained chain, what its probabilities are worth (probability, share that was right), how likely it is by
    `evidence` that nothing was read that was not offered, and the least of this that is sure."""

    crf: Crf
    calibration: Sequence[tuple[float, float]]
    decision: Decision
    bar: float

    @property
    def is_sound(self) -> bool:
        return self is not _UNTRAINED


#: Where the weights are damaged: every sum is found, and the person says what it is.
_UNTRAINED = Model(Crf({f"s={sort}": {"sum": 6.0, "cash": 4.0, "monthly_discount": 3.0} for sort in MONEY}, {}), ((1.0, 0.5),), Decision((), 0.0), 2.0)


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
    points = [(float(probability), float(share)) for probability, share in data["calibration"]]
    weights, intercept = data["sure"]
    if len(weights) != 8 + len(_KINDS):
        raise ValueError
    return Model(unpack(data["crf"]), points, Decision(tuple(map(float, weights)), float(intercept)), float(data["bar"]))


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
    decoding = model.crf.decode(scores)
    form = context.form if context.form in ONCE else None
    offer = assemble(found, decoding.labels, form)
    confidence = calibrated(model.calibration, decoding.probability)
    is_bare = _is_bare(reading)
    is_known = context.stated or is_bare
    forms = sum(token.name == "card" or not _FORMS.isdisjoint(token.tags) for token in reading.tokens)
    names_form = forms > 0
    is_list = is_bare and forms == sum(candidate.sort in MONEY for candidate in found)  # a sum for each form
    if is_known and (is_list or not offer["terms"]):
        decoding = model.crf.decode([_given(row, alone=not names_form) for row in scores])
        offer = assemble(found, decoding.labels, form)
    if not names_form and not form:  # nobody has said what a sum comes in
        offer = {**offer, "terms": [{**term, "kind": "sum"} if term["kind"] in ONCE else term for term in offer["terms"]]}
    chance = model.decision.chance(evidence(decoding, offer, reading, seen)) if offer["terms"] else confidence
    is_sure = model.is_sound and (is_known or chance >= model.bar) and not _is_implausible(offer, context)
    if is_sure and confidence > _CERTAIN:
        return OfferReading(offer, confidence, True)
    others = (assemble(found, labels, form) for labels in _otherwise(model.crf, scores, decoding))
    alternatives: list[Json] = []
    alternatives += [other for other in others if other != offer and other not in alternatives]
    return OfferReading(offer, confidence, is_sure, tuple(alternatives))


def evidence(decoding: Decoding, offer: Json, reading: doc.Doc, seen: Context) -> list[float]:
    """What tells whether all that was read was offered: how sure the chain is of all of it, of what it took and of what
    it left; how long the text is and how much is in the offer."""
    terms, kinds = offer["terms"], {term["kind"] for term in offer["terms"]}
    shares = [row[label] for row, label in zip(decoding.shares, decoding.labels, strict=True)]
    taken = min((share for share, label in zip(shares, decoding.labels, strict=True) if label != "O"), default=1.0)
    left = min((share for share, label in zip(shares, decoding.labels, strict=True) if label == "O"), default=1.0)
    whole, least, most = (min(max(share, 1e-6), 1 - 1e-6) for share in (decoding.probability, taken, left))
    return [
        log(whole / (1 - whole)), log(least), log(most), len(reading.squeezed) / 100, float(len(terms)),
        float(bool(offer.get("or"))), float(bool(seen.fee or seen.sums or seen.form)),
        float(sum(term.get("months") is not None for term in terms)), *(float(kind in kinds) for kind in _KINDS),
    ]  # fmt: skip


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


def calibrated(points: Sequence[tuple[float, float]], probability: float) -> float:
    """The share of readings this likely that were right, between the measured points."""
    for (low, share), (high, other) in pairwise([(0.0, 0.0), *points, (1.0, 1.0)]):
        if probability <= high:
            return share + (other - share) * (probability - low) / ((high - low) or 1.0)
    return 1.0


def _otherwise(crf: Crf, scores: list[dict[str, float]], decoding: Decoding) -> list[list[str]]:
    """The labels where the least sure candidate is read in its next two likeliest ways."""
    certainty = [row[label] for row, label in zip(decoding.shares, decoding.labels, strict=True)]
    place = certainty.index(min(certainty))
    shares = decoding.shares[place]
    others = sorted(shares.keys() - {decoding.labels[place]}, key=lambda label: (-shares[label], label))[:2]
    return [crf.best([*scores[:place], {label: scores[place][label]}, *scores[place + 1 :]]) for label in others]


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
