"""What an agent offers in a breath, read from the words alone or in the light of the call: `read_offer`.

A text becomes candidates, a trained chain labels them, the labels become an offer (version 2 of the JSON), and the
probability of the whole says how sure the reading is. Any text at all can be read; nothing here raises.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from haegi.nlu import assembler, doc
from haegi.nlu.candidates import ONCE, SUMS, Candidate, Context, candidates
from haegi.nlu.crf import Crf, Decoding, unpack
from haegi.nlu.offer_features import features
from haegi.nlu.wordlist import read_data
from haegi.offers.offer import Offer, from_json

Json = dict[str, Any]
LONGEST = 20_000  # letters; what comes after is not read
_WINDOW = 60  # candidates labelled together
_PLAUSIBLE = {"KRW": (3000, 1_500_000, 250_000), "USD": (500, 150_000, 60_000)}  # least fee, most of a sum, most of a fee
_HORIZON = 36  # months
_CONDITIONS = ("실적", "자동이체", "조건", "쓰셔야", "유지", "부가세", "연회비", "지급", "autopay", "auto pay", "paperless", "on top", "plus tax", "with tax")


class OfferContext(NamedTuple):
    """What the call knows: whose words, the form of gift talked about, the offer that stands (JSON), today's fee in won or cents."""

    speaker: str = "agent"
    language: str | None = None
    form: str | None = None
    last: Mapping[str, Any] | None = None
    fee: int | None = None


class OfferReading(NamedTuple):
    """An offer as read. `offer` is its JSON; `relation` says how it stands to the last one: new, repeats, adds, replaces.

    `standing` is the offer on the table after it; `doubtful` the index of the least sure term, with the `alternatives`
    that reading it otherwise would give; `conditions` and what is charged on top are kept as they were said.
    """

    offer: Json
    confidence: float = 1.0
    sure: bool = True
    doubtful: int | None = None
    alternatives: tuple[Json, ...] = ()
    relation: str = "new"
    standing: Json | None = None
    conditions: tuple[str, ...] = ()

    @property
    def terms(self) -> list[Json]:
        return list(self.offer["terms"])

    @property
    def branches(self) -> list[Json]:
        """The first choice and the others."""
        first = {"terms": self.offer["terms"], "commit_months": self.offer["commit_months"]}
        return [first, *self.offer.get("or", [])]

    @property
    def commit_months(self) -> int | None:
        months: int | None = self.offer["commit_months"]
        return months


class Model(NamedTuple):
    """The trained chain, and what its probabilities are worth: (probability, share that was right), rising."""

    crf: Crf
    calibration: list[tuple[float, float]]
    bar: float


@cache
def shipped_model() -> Model:
    return model_from(json.loads(read_data("offers.json")))


def model_from(data: Mapping[str, Any]) -> Model:
    return Model(unpack(data["crf"]), [(low, share) for low, share in data["calibration"]], data["bar"])


def read_offer(text: str, context: OfferContext | None = None, model: Model | None = None) -> OfferReading:
    """The offer in one side's words. What the caller says offers nothing."""
    context = context or OfferContext()
    nothing: Json = {"terms": [], "commit_months": None}
    if context.speaker == "caller":
        return OfferReading(nothing, standing=dict(context.last or nothing))
    model = model or shipped_model()
    reading = doc.read(text[:LONGEST], context.language)
    found = candidates(reading)
    seen = Context(context.speaker, context.form, _sums(context.last), context.fee)
    parts = [
        _read(model, reading, found[start : start + _WINDOW], seen, context) for start in range(0, len(found), _WINDOW)
    ]
    if not parts:
        return OfferReading(nothing, standing=dict(context.last or nothing))
    whole = _joined([part for part in parts if part.offer["terms"]] or parts[:1])
    relation, standing = _relate(whole.offer, context.last, reading)
    return whole._replace(relation=relation, standing=standing, conditions=_conditions(reading))


def offer_in(text: str, context: OfferContext | None = None) -> Offer:
    """The offer in a text, as a value; one without terms where there is none."""
    return offer_of(read_offer(text, context))


def offer_of(reading: OfferReading) -> Offer:
    """The offer of a reading as a value, with its conditions."""
    offer = from_json(reading.offer)
    return replace(offer, conditions=reading.conditions) if offer and reading.conditions else offer


def _joined(parts: Sequence[OfferReading]) -> OfferReading:
    """What the windows of a long text offer together: each term once."""
    if len(parts) == 1:
        return parts[0]
    terms: list[Json] = []
    for part in parts:
        terms += [term for term in part.offer["terms"] if term not in terms]
    commits = [part.commit_months for part in parts if part.commit_months is not None]
    offer = {"terms": terms, "commit_months": commits[-1] if commits else None}
    return OfferReading(offer, min(part.confidence for part in parts), all(part.sure for part in parts))


def _read(model: Model, reading: doc.Doc, found: list[Candidate], seen: Context, context: OfferContext) -> OfferReading:
    rows = features(reading, found, seen)
    scores = model.crf.scores(rows, [candidate.labels for candidate in found])
    decoding = model.crf.decode_scores(scores)
    form = context.form if context.form in ONCE else None
    offer = assembler.assemble(found, decoding.labels, form)
    confidence = calibrated(model, decoding.probability)
    is_sure = confidence >= model.bar and not _implausible(offer, context)
    if is_sure and confidence > 0.97:
        return OfferReading(offer, confidence, True)
    place = _least_sure(decoding)
    return OfferReading(
        offer, confidence, is_sure, _term_at(decoding, place), _otherwise(model, found, scores, decoding, place, form)
    )


def calibrated(model: Model, probability: float) -> float:
    """The share of readings this likely that were right, between the measured points."""
    points = [(0.0, 0.0), *model.calibration, (1.0, 1.0)]
    for (low, share), (high, other) in pairwise(points):
        if probability <= high:
            return share + (other - share) * (probability - low) / ((high - low) or 1.0)
    return 1.0


def _least_sure(decoding: Decoding) -> int:
    shares = [row[label] for row, label in zip(decoding.shares, decoding.labels, strict=True)]
    return min(range(len(shares)), key=lambda place: shares[place])


def _term_at(decoding: Decoding, place: int) -> int | None:
    """The index of the term that a candidate belongs to; None for one that is read as nothing."""
    givers = [at for at, label in enumerate(decoding.labels) if label.rpartition(":")[2] not in ("O", "<", "<<", ">", "count", "commit")]
    if not givers:
        return None
    nearest = min(givers, key=lambda at: (abs(at - place), at > place))
    return givers.index(nearest)


def _otherwise(
    model: Model, found: Sequence[Candidate], scores: list[dict[str, float]], decoding: Decoding, place: int, form: str | None
) -> tuple[Json, ...]:
    """The offers that come out where the least sure candidate is read in its next likeliest ways."""
    shares = decoding.shares[place]
    others = sorted((label for label in shares if label != decoding.labels[place]), key=lambda label: -shares[label])
    offers: list[Json] = []
    for label in others[:2]:
        forced = [{label: row[label]} if at == place else row for at, row in enumerate(scores)]
        labels = model.crf.decode_scores(forced).labels
        offer = assembler.assemble(found, labels, form)
        if offer not in offers and offer != assembler.assemble(found, decoding.labels, form):
            offers.append(offer)
    return tuple(offers)


def _amount(term: Mapping[str, Any]) -> int:
    return int(term["amount"]) if term["currency"] == "KRW" else round(float(term["amount"]) * 100)


def _sums(offer: Mapping[str, Any] | None) -> tuple[int, ...]:
    return tuple(_amount(term) for term in (offer or {}).get("terms", []) if term["kind"] in SUMS)


def _implausible(offer: Json, context: OfferContext) -> bool:
    """What is never sure, however likely the words: sums beyond any plausible offer, or twice the last one."""
    terms = [term for branch in (offer, *offer.get("or", [])) for term in branch["terms"]]
    return any(_is_implausible(term, context) for term in terms)


def _is_implausible(term: Json, context: OfferContext) -> bool:
    if term["kind"] not in SUMS:
        return bool(term.get("months") or 0) and term["months"] > 60
    value, fee = _amount(term), context.fee
    least_fee, most_sum, most_fee = _PLAUSIBLE[term["currency"]]
    before = [_amount(other) for other in (context.last or {}).get("terms", []) if other["kind"] == term["kind"]]
    if any(value >= 2 * other for other in before if other) and term["kind"] != "monthly_fee":
        return True
    if term["kind"] == "monthly_fee":
        return value < least_fee or value > (2 * fee if fee else most_fee)
    if term["kind"] in ("monthly_discount", "card_discount"):
        return value > (fee or most_fee)
    return value > (fee * _HORIZON * 3 // 2 if fee else most_sum)


def _relate(offer: Json, last: Mapping[str, Any] | None, reading: doc.Doc) -> tuple[str, Json]:
    """How an offer stands to the last one, and what is on the table then."""
    if not offer["terms"]:
        return "new", dict(last or offer)
    if not last or not last.get("terms"):
        return "new", offer
    commit = offer["commit_months"] if offer["commit_months"] is not None else last.get("commit_months")
    if all(term in last["terms"] for term in offer["terms"]):
        return "repeats", {**last, "commit_months": commit}
    is_more = any("more" in token.tags for token in reading.tokens) and not any(
        term["kind"] == other["kind"] and term["kind"] in SUMS and _amount(term) > _amount(other)
        for term in offer["terms"] for other in last["terms"]
    )  # fmt: skip
    terms = [dict(term) for term in last["terms"]]
    for term in offer["terms"]:
        same = next((at for at, other in enumerate(terms) if other["kind"] == term["kind"] and term["kind"] in SUMS), None)
        if same is None:
            terms += [dict(term)] if term not in terms else []
        elif is_more and term["kind"] != "monthly_fee":
            total = _amount(terms[same]) + _amount(term)
            terms[same]["amount"] = total if term["currency"] == "KRW" else f"{total // 100}.{total % 100:02}"
        else:
            terms[same] = dict(term)
    return ("adds" if is_more else "replaces"), {"terms": terms, "commit_months": commit}


def _conditions(reading: doc.Doc) -> tuple[str, ...]:
    """The clauses that tie the offer to something, as they were said."""
    said: list[str] = []
    tokens = reading.tokens
    start = 0
    for index, token in enumerate(tokens):
        if index + 1 == len(tokens) or tokens[index + 1].clause != token.clause:
            words = reading.words(tokens[start].start, token.end).strip(" ,.")
            if any(word in words.lower() for word in _CONDITIONS):
                said.append(words)
            start = index + 1
    return tuple(said)
