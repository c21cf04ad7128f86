"""The labelled texts of `tests/data/corpus`, with the labels of their candidates: what the offer reader learns from.

An author is one voice, by the name of the file; texts by one author are alike.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from labelled import STYLES, fault, offer_in, table
from turns import CORPUS, calls

from haegi.nlu import doc
from haegi.nlu.candidates import (
    ONCE,
    SUMS,
    TIMED,
    Candidate,
    Context,
    Json,
    assemble,
    candidates,
    minor_units,
    term_of,
    written,
)
from haegi.nlu.offer_features import features

NOTHING: Json = {"terms": [], "commit_months": None}
_MOST_WAYS = 300
_Slot = list[tuple[int, int, dict[int, str]]]  # ways to give one term: its place, its branch, labels by place


class Sample(NamedTuple):
    """A text, the offer in it, whose it is, how it was put down (spoken, typed, note, asr), and where the call stood."""

    text: str
    offer: Json
    author: str
    style: str
    context: Context = Context()


class Lesson(NamedTuple):
    """A text ready to learn from: its candidates, their features, and every way to label them rightly."""

    sample: Sample
    found: list[Candidate]
    features: list[list[str]]
    ways: list[list[str]]


def lesson(sample: Sample) -> Lesson:
    reading = doc.read(sample.text)
    found = candidates(reading)
    named = frozenset(tag for token in reading.tokens for tag in token.tags)
    ways = align(found, sample.offer, sample.context.form, named)
    return Lesson(sample, found, features(reading, found, sample.context), ways)


def read_corpus() -> list[Sample]:
    """Every labelled text."""
    tables = [sample for path in _tables("offers") for sample in _read_table(path)]
    told = [sample for voice, call in calls() for sample in _read_call(call, voice)]
    return [*tables, *told, *(sample for path in _tables("talk") for sample in _read_talk(path))]


def digest() -> str:
    """A fingerprint of all the files: weights say by it what they were trained on."""
    paths = [*_tables("offers"), *sorted((CORPUS / "calls").glob("*.yaml")), *_tables("talk")]
    return hashlib.sha256(b"\0".join(path.name.encode() + b"\0" + path.read_bytes() for path in paths)).hexdigest()


def sealed(data: Mapping[str, Any]) -> str:
    """Weights as the text of their file, its checksum first."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))[1:] + "\n"
    return f'{{"check":{crc32(text.encode("utf-8", "surrogatepass"))},{text}'


def _tables(folder: str) -> list[Path]:
    return sorted((CORPUS / folder).glob("*.tsv"))


def _read_table(path: Path) -> Iterator[Sample]:
    author = path.stem.split("-")[0] if path.stem.startswith(("house", "made")) else path.stem
    for line, (text, offer, style) in table(path, "text", "json", "style"):
        if style not in STYLES:
            raise fault(path, line, f"the style {style!r} is none of {', '.join(STYLES)}")
        try:
            yield Sample(text, settled(offer_in(offer)), author, style)
        except ValueError as error:
            raise fault(path, line, str(error)) from None


def _read_talk(path: Path) -> Iterator[Sample]:
    """Talk that makes no move offers nothing, whatever sums it names."""
    rows = (row.columns for row in table(path, "playbook", "moves", "text"))
    yield from (Sample(text, NOTHING, path.stem, "talk") for _, moves, text in rows if not moves)


def _read_call(call: Mapping[str, Any], voice: str) -> Iterator[Sample]:
    context = Context(fee=_fee(str(call.get("case", {}).get("fee") or "")))
    for turn in call["turns"]:
        if "agent" in turn and not _is_read_back(turn):
            offer = settled(turn.get("offer") or NOTHING, context.form)
            yield Sample(turn["agent"], offer, voice, "call", context)
            if turn.get("typed"):
                yield Sample(turn["typed"], offer, voice, "call-typed", context)
            context = _after(context, offer)


def _is_read_back(turn: Mapping[str, Any]) -> bool:
    """Whether a turn only reads back what stands, and is labelled as nothing new: neither an offer nor none."""
    return not turn.get("offer") and "reads_back_terms" in turn["moves"]


def settled(offer: Mapping[str, Any], form: str | None = None) -> Json:
    """A label as the definition has it: a contract alone is no offer, and a sum takes the form that is known."""
    if not offer["terms"]:
        return NOTHING
    terms = [{**term, "kind": form} if term["kind"] == "sum" and form in ONCE else term for term in offer["terms"]]
    branches = [settled(branch, form) for branch in offer.get("or") or []]
    return {"terms": terms, "commit_months": offer["commit_months"], **({"or": branches} if branches else {})}


def _fee(written_fee: str) -> int | None:
    digits = "".join(letter for letter in written_fee if letter.isdigit() or letter == ".")
    if not digits:
        return None
    is_dollars = "$" in written_fee or "." in digits or float(digits) < 1000
    return round(float(digits) * 100) if is_dollars else int(digits)


def _after(context: Context, offer: Json) -> Context:
    """What the next turn finds: the form of sum talked about last, and the sums on the table."""
    terms = [term for term in offer["terms"] if term["kind"] in SUMS]
    if not terms:
        return context
    sums = tuple((minor_units(term), term["kind"]) for term in terms)
    named = [term["kind"] for term in terms if term["kind"] in ONCE]
    return context._replace(form=named[-1] if named else context.form, sums=sums)


# --- the labels that give an offer -----------------------------------------------------------------------------------


def align(
    found: Sequence[Candidate], offer: Json, form: str | None = None, named: frozenset[str] = frozenset()
) -> list[list[str]]:
    """Every way to label the candidates so that the offer comes out. A sum is of the call's form where none is `named`."""
    unnamed = form if form not in named else None
    for shared in (True, False) if offer.get("or") else (False,):
        ways = islice(_ways(_slots(found, offer, unnamed, shared), {}, {}), _MOST_WAYS)
        labelled = dict.fromkeys(_labels(len(found), labels, branches) for labels, branches in ways)
        right = [list(labels) for labels in labelled if same(assemble(found, labels, form), offer)]
        if right:
            return right
    return []


def _slots(found: Sequence[Candidate], offer: Json, form: str | None, shared: bool) -> list[_Slot]:
    """For each term and contract of the offer the ways to give it; branch -1 is what all branches share."""
    branches = [offer, *(offer.get("or") or [])]
    common = [term for term in offer["terms"] if shared and all(term in branch["terms"] for branch in branches)]
    terms = [(-1, term) for term in common]
    terms += [(number, term) for number, one in enumerate(branches) for term in one["terms"] if term not in common]
    slots = [[(place, branch, marks) for place, marks in _givers(found, term, form)] for branch, term in terms]
    months = [branch["commit_months"] for branch in branches]
    contracts = [(-1, months[0])] if shared and len(set(months)) == 1 else list(enumerate(months))
    bonds = [(branch, length) for branch, length in contracts if length is not None]
    return slots + [[(place, branch, {place: "commit"}) for place in _contracts(found, length)] for branch, length in bonds]


def _ways(
    slots: Sequence[_Slot], labels: dict[int, str], branches: dict[int, int]
) -> Iterator[tuple[dict[int, str], dict[int, int]]]:
    """Every choice of one way for each slot in which no place has two labels."""
    if not slots:
        yield labels, branches
        return
    for place, branch, marks in slots[0]:
        taken = {spot for spot in marks if spot in labels}
        if all(marks[spot] == "<" and labels[spot] in ("<", "<<") for spot in taken):
            again = marks | dict.fromkeys(taken, "<<")
            yield from _ways(slots[1:], labels | again, branches | {place: branch})


def _labels(length: int, labels: Mapping[int, str], branches: Mapping[int, int]) -> tuple[str, ...]:
    firsts = {min(place for place, branch in branches.items() if branch == number) for number in {*branches.values()} - {-1, 0}}
    prefix = {place: "all:" if branch == -1 else "or:" if place in firsts else "" for place, branch in branches.items()}
    return tuple(prefix.get(place, "") + labels.get(place, "O") for place in range(length))


def _givers(found: Sequence[Candidate], term: Json, form: str | None) -> Iterator[tuple[int, dict[int, str]]]:
    """The candidates that can give a term, with the labels that do: its kind, its count, its period."""
    label = "sum" if form and term["kind"] == form else term["kind"]
    if label == "free_months":
        named = [place for place, one in enumerate(found) if one.sort == "calendar" and one.number == 1]
        runs = (named[at : at + term["months"]] for at in range(len(named)))
        yield from ((run[0], dict.fromkeys(run, label)) for run in runs if len(run) == term["months"] > 1)
    for place, candidate in enumerate(found):
        if label not in candidate.labels:
            continue
        for count in _counts(found, candidate, term):
            for span in _spans(found, term):
                marks = {place: label} | ({} if count is None else {count: "count"})
                marks |= {} if span is None else {span: "<" if span > place else ">"}
                yield place, marks


def _counts(found: Sequence[Candidate], candidate: Candidate, term: Json) -> Iterator[int | None]:
    """None where a candidate gives a term by itself, else the counts that make its sum that of the term."""
    given = term_of(candidate, term["kind"])
    is_timed = term["kind"] in TIMED
    if _same_term(given | ({"months": term["months"]} if is_timed else {}), term):
        yield None
    elif term["kind"] in SUMS and term["currency"] == candidate.currency:
        for place, other in enumerate(found):
            is_count = "count" in other.labels and other.number > 1
            if is_count and written(candidate.value * other.number, candidate.currency) == term["amount"]:
                yield place


def _spans(found: Sequence[Candidate], term: Json) -> list[int | None]:
    if term["kind"] not in TIMED or term["months"] is None:
        return [None]
    return [place for place, one in enumerate(found) if "<" in one.labels and one.number == term["months"]]


def _contracts(found: Sequence[Candidate], months: int) -> list[int]:
    return [
        place for place, one in enumerate(found)
        if "commit" in one.labels and one.number == months and (months > 0) == (one.sort != "nocontract")
    ]  # fmt: skip


def same(one: Json, two: Json) -> bool:
    """Whether two offers are one. The order of terms tells nothing, and a name may be said longer or shorter."""
    ones, twos = one.get("or") or [], two.get("or") or []
    if one["commit_months"] != two["commit_months"] or len(one["terms"]) != len(two["terms"]) or len(ones) != len(twos):
        return False
    terms = (sorted(offer["terms"], key=_nameless) for offer in (one, two))
    return all(map(_same_term, *terms)) and all(map(same, ones, twos))


def _nameless(term: Json) -> str:
    return json.dumps({key: value for key, value in term.items() if key != "name"}, sort_keys=True)


def _same_term(one: Json, two: Json) -> bool:
    name, other = (str(term.get("name", "")).replace(" ", "").lower() for term in (one, two))
    return _nameless(one) == _nameless(two) and (name in other or other in name)


def terms_of(offer: Json) -> list[Json]:
    """The terms of all branches."""
    return [term for branch in (offer, *(offer.get("or") or [])) for term in branch["terms"]]


def matched(one: Json, two: Json) -> int:
    """How many terms of one offer the other has, too."""
    others = terms_of(two)
    for term in terms_of(one):
        partner = next((other for other in others if _same_term(term, other)), None)
        if partner is not None:
            others.remove(partner)
    return len(terms_of(two)) - len(others)
