"""Which of the ways to read a text as an offer is the likeliest, judged by the offer as a whole.

The chain of labels looks at neighbours; that two gift cards in one breath are a choice rather than two gifts, or that a
period is left over where a discount has none, only the whole offer shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import exp
from typing import NamedTuple

from haegi.nlu.candidates import MONEY, ONCE, SUMS, TIMED, Candidate, Context, Json, assemble, minor_units
from haegi.nlu.crf import Crf, Scores
from haegi.nlu.doc import Doc

WAYS = 8
_LEAN = 0.8  # what is left out is worse than what is asked about: only a clear nothing is one
#: Words of these lists tell the form of a sum.
FORMS = frozenset({"cash", "voucher", "points", "discount", "fee", "card", "credit", "once", "free", "each", "cut"})
_TELLING = ("choose", "both", "correct", "report", "cannot", "request", "rival", "total", "question", "each")
_EITHER = (("cash", "points", "sum", "voucher", "credit"), ("card_discount", "monthly_discount", "monthly_fee", "percent_discount"))
_FEES = ("monthly_fee", "monthly_discount", "card_discount")
_STEPS = {"KRW": (8_000, 30_000, 120_000), "USD": (1_000, 5_000, 20_000)}  # of what is paid or taken off by the month


class Reading(NamedTuple):
    """One way to read a text; `chance` among the ways that were weighed."""

    offer: Json
    labels: Sequence[str]
    score: float
    chance: float = 0.0


def readings(crf: Crf, scores: Scores, found: Sequence[Candidate], doc: Doc, form: str | None) -> list[Reading]:
    """The likeliest offers that differ, as the chain finds them. A `sum` takes the form that the call is about."""
    form = form if form in ONCE else None
    names_form = form or any(token.name == "card" or not FORMS.isdisjoint(token.tags) for token in doc.tokens)
    read: list[Reading] = []
    for score, labels in crf.ways(scores, WAYS):
        offer = assemble(found, labels, form)
        offer = offer if names_form else _formless(offer)
        if all(offer != other.offer for other in read):
            read.append(Reading(offer, labels, score))
    return read


def _formless(offer: Json) -> Json:
    """Nobody has said what a sum comes in."""
    branches = {"or": [_formless(branch) for branch in offer["or"]]} if "or" in offer else {}
    return {**offer, "terms": [{**term, "kind": "sum"} if term["kind"] in ONCE else term for term in offer["terms"]], **branches}


def ranked(weights: Mapping[str, float], read: Sequence[Reading], rows: Sequence[Mapping[str, float]]) -> list[Reading]:
    """The readings by their traits, the likeliest first, each with its chance."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in row.items()) - _LEAN * row.get("nothing", 0) for row in rows]
    parts = [exp(score - max(scores)) for score in scores]
    chances = [one._replace(chance=part / sum(parts)) for one, part in zip(read, parts, strict=True)]
    return sorted(chances, key=lambda one: -one.chance)


def traits(read: Sequence[Reading], found: Sequence[Candidate], doc: Doc, seen: Context) -> list[Counter[str]]:
    """What tells of each reading whether it is right: names with how often or how much."""
    said = {tag for token in doc.tokens for tag in token.tags}
    rows: list[Counter[str]] = []
    for number, one in enumerate(read):
        row = Counter({"score": one.score - read[0].score, "first": number == 0})
        row.update(_structure(one.offer, said))
        if one.offer["terms"]:
            row.update(_left(one, found))
            row.update(_worth(one.offer, seen))
        rows.append(row)
    return rows


def _structure(offer: Json, said: set[str]) -> Iterator[str]:
    """How many branches and terms, of what kinds, with which periods."""
    branches = [offer, *(offer.get("or") or [])]
    kinds = [Counter(term["kind"] for term in branch["terms"]) for branch in branches]
    shape = ["nothing"] if not offer["terms"] else ["choice" if len(branches) > 1 else "one"]
    shape += ["twice"] if any(count > 1 for count in kinds[0].values()) else []
    yield from (*shape, f"{min(3, len(branches))} branches", f"{min(5, sum(map(Counter.total, kinds)))} terms")
    yield from (f"{word} {form}" for word in _TELLING if word in said for form in shape)
    for branch, counts in zip(branches, kinds, strict=True):
        yield from (f"{kind} again" for kind, count in counts.items() if count > 1)
        yield from ("&".join(pair) for family in _EITHER for pair in combinations([kind for kind in family if counts[kind]], 2))
        yield from counts
        yield from _periods(branch)
    if len(branches) > 1:
        contracts = {branch["commit_months"] for branch in branches}
        yield "alike" if len({frozenset(counts.items()) for counts in kinds}) == 1 else "unlike"
        yield "one contract" if len(contracts) == 1 else "some contract" if None in contracts else "contracts"
        yield from ("same terms" for branch in branches[1:] if branch["terms"] == offer["terms"])


def _periods(branch: Json) -> Iterator[str]:
    contract = branch["commit_months"]
    yield from ["contract"] if contract is not None else []
    for term in branch["terms"]:
        months = term.get("months")
        if months is None:
            yield from [f"{term['kind']} untimed"] if term["kind"] in TIMED else []
        else:
            beside = "" if contract is None else "=" if contract == months else "<" if contract < months else ">"
            yield from (f"{term['kind']} timed", f"{term['kind']} timed{beside}", *(["long"] if months > 36 else []))
            yield from ["one month"] if months == 1 and term["kind"] in _FEES else []


def _left(one: Reading, found: Sequence[Candidate]) -> Iterator[str]:
    """What could have been offered and was not taken so."""
    left = [candidate for candidate, label in zip(found, one.labels, strict=True) if label == "O"]
    sorts = Counter("money" if candidate.sort in MONEY else candidate.sort for candidate in left)
    for sort, count in sorts.items():
        yield from (f"{sort} left", *[f"{sort}s left"] * min(3, count))
    if sorts["period"]:
        branches = [one.offer, *(one.offer.get("or") or [])]
        terms = [term for branch in branches for term in branch["terms"]]
        yield from (f"{term['kind']} lacks it" for term in terms if term["kind"] in TIMED and term.get("months") is None)
        yield from ("contract lacks it" for branch in branches if branch["commit_months"] is None)
    sums = [minor_units(term) for term in one.offer["terms"] if "amount" in term]
    if len(sums) > 1 and sum(sums) in {candidate.value for candidate in left if candidate.sort in MONEY}:
        yield "total left"


def _worth(offer: Json, seen: Context) -> Iterator[str]:
    """How large the sums are, by themselves, beside each other and beside today's fee."""
    terms = [term for term in offer["terms"] if term["kind"] in SUMS]
    sums = [minor_units(term) for term in terms]
    yield from ["total"] if len(sums) > 2 and any(2 * one == sum(sums) for one in sums) else []
    yield from ["same sum"] if len(set(sums)) < len(sums) else []
    for term, value in zip(terms, sums, strict=True):
        if term["kind"] in _FEES:
            yield f"{term['kind']} {sum(value >= bound for bound in _STEPS[term['currency']])}"
        if term["kind"] == "monthly_fee" and seen.fee:
            yield "fee" + (">" if value > seen.fee else "=" if value == seen.fee else "<<" if value < 0.3 * seen.fee else "<")
