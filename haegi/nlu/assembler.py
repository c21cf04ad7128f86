"""From labelled candidates to an offer as JSON (version 2), and back: the labels that give an offer known already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any, NamedTuple

from haegi.nlu.candidates import SUMS, TIMED, Candidate

Json = dict[str, Any]
_MOST_WAYS = 3000


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
    branches = sorted({0, *(one.branch for one in placed), *commits} - {-1})
    offers = [
        {
            "terms": [one.term for one in placed if one.branch in (-1, branch)],
            "commit_months": commits.get(branch, commits.get(-1)),
        }
        for branch in branches
    ]
    offers = [offer for offer in offers if offer["terms"]]
    if not offers:
        return {"terms": [], "commit_months": None}
    return {**offers[0], "or": offers[1:]} if len(offers) > 1 else offers[0]


def _placed(found: Sequence[Candidate], labels: Sequence[str], form: str | None) -> tuple[list[Placed], dict[int, int]]:
    placed: list[Placed] = []
    commits: dict[int, int] = {}
    branch = 0
    for place, (candidate, label) in enumerate(zip(found, labels, strict=True)):
        prefix, _, kind = label.rpartition(":")
        if kind in ("O", "<", "<<", ">", "count"):
            continue
        branch += prefix == "or" and (bool(placed) or bool(commits))
        where = -1 if prefix == "all" else branch
        if kind == "commit":
            commits[where] = candidate.value // 100 if candidate.sort == "number" else candidate.value
        else:
            placed.append(Placed(place, where, _term(candidate, form if kind == "sum" and form else kind)))
    return placed, commits


def _term(candidate: Candidate, kind: str) -> Json:
    term: Json = {"kind": kind}
    number = candidate.value // 100 if candidate.sort == "number" else candidate.value
    if kind in SUMS:
        term |= {"amount": _written(candidate.value, candidate.currency), "currency": candidate.currency}
    elif kind == "percent_discount":
        term["percent"] = number
    elif kind == "speed":
        term["mbps"] = number if candidate.sort != "bare" or candidate.value < 10_000 else candidate.value // 10_000
    elif kind == "waiver":
        term["what"] = candidate.what
    elif kind in ("item", "service"):
        term["name"] = candidate.name
    if kind in TIMED:
        term["months"] = None
    elif kind == "free_months":
        term["months"] = number
    return term


def _written(value: int, currency: str) -> int | str:
    return value if currency == "KRW" else f"{value // 100}.{value % 100:02}"


def _multiply(found: Sequence[Candidate], labels: Sequence[str], placed: list[Placed]) -> None:
    """A count multiplies the nearest sum."""
    for place, label in enumerate(labels):
        sums = [one for one in placed if "amount" in one.term]
        if label != "count" or not sums:
            continue
        nearest = min(sums, key=lambda one: (abs(one.place - place), one.place > place))
        times = found[place].value // 100 if found[place].sort == "number" else found[place].value
        value = found[nearest.place].value * times
        nearest.term["amount"] = _written(value, nearest.term["currency"])


def _time(found: Sequence[Candidate], labels: Sequence[str], placed: list[Placed]) -> None:
    """`<` is the period of the nearest term before that lacks one, `>` of the next, `<<` of all before."""
    for place, label in enumerate(labels):
        if label not in ("<", "<<", ">"):
            continue
        months = found[place].value // 100 if found[place].sort == "number" else found[place].value
        open_terms = [one for one in placed if one.term.get("months", 0) is None]
        before = [one for one in open_terms if one.place < place][::-1]
        after = [one for one in open_terms if one.place > place]
        chosen = before if label == "<<" else (after + before if label == ">" else before + after)[:1]
        for one in chosen:
            one.term["months"] = months


# --- the inverse ---------------------------------------------------------------------------------------------------


class Need(NamedTuple):
    """A term that some candidate must give, and its branch."""

    term: Json
    branch: int


def align(
    found: Sequence[Candidate], offer: Mapping[str, Any], form: str | None = None, named: frozenset[str] = frozenset()
) -> list[list[str]]:
    """Every way to label the candidates so that the offer comes out. A sum is of the call's form where none is `named`."""
    unnamed = form if form not in named else None
    ways: dict[tuple[str, ...], None] = {}
    for shared in (True, False) if offer.get("or") else (False,):
        needs, commits = _needs(offer, shared)
        for labels in islice(_ways(found, needs, commits, unnamed), _MOST_WAYS):
            if same(assemble(found, labels, form), offer):
                ways[tuple(labels)] = None
        if ways:
            break
    return [list(labels) for labels in ways]


def same(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    """Whether two offers are one; a name may be said longer or shorter."""
    if len(one["terms"]) != len(two["terms"]) or one["commit_months"] != two["commit_months"]:
        return False
    if not all(_same_term(first, second) for first, second in zip(one["terms"], two["terms"], strict=True)):
        return False
    ones, twos = one.get("or") or [], two.get("or") or []
    return len(ones) == len(twos) and all(same(first, second) for first, second in zip(ones, twos, strict=True))


def _same_term(one: Json, two: Json) -> bool:
    if "name" in one and "name" in two:
        name, other = (str(term["name"]).replace(" ", "").lower() for term in (one, two))
        return (name in other or other in name) and {**one, "name": ""} == {**two, "name": ""}
    return one == two


def _needs(offer: Mapping[str, Any], shared: bool) -> tuple[list[Need], dict[int, int]]:
    branches = [offer, *(offer.get("or") or [])]
    common = [term for term in branches[0]["terms"] if shared and all(term in branch["terms"] for branch in branches)]
    needs = [Need(term, -1) for term in common]
    for number, branch in enumerate(branches):
        needs += [Need(term, number) for term in branch["terms"] if term not in common]
    commits = {number: branch["commit_months"] for number, branch in enumerate(branches) if branch["commit_months"] is not None}
    if shared and len(commits) == len(branches) and len(set(commits.values())) == 1:
        commits = {-1: commits[0]}
    return needs, commits


def _ways(found: Sequence[Candidate], needs: list[Need], commits: dict[int, int], form: str | None) -> Iterator[list[str]]:
    choices = [list(_givers(found, need.term, form)) for need in needs]
    contracts = [[place for place, one in enumerate(found) if _is_contract(one, months)] for months in commits.values()]
    periods = [_periods(found, need.term) for need in needs]
    for combination in product(*choices, *contracts, *periods):
        givers = combination[: len(needs)]
        bonds = combination[len(needs) : len(needs) + len(commits)]
        spans = combination[len(needs) + len(commits) :]
        labels = _labelled(len(found), needs, commits, givers, bonds, spans)
        if labels is not None:
            yield labels


def _labelled(
    length: int, needs: list[Need], commits: dict[int, int], givers: Any, bonds: Any, spans: Any
) -> list[str] | None:
    labels = ["O"] * length
    branch_of: dict[int, int] = {}
    for need, (place, kind, count) in zip(needs, givers, strict=True):
        for spot, label in ((place, kind), (count, "count")):
            if spot is not None:
                if labels[spot] != "O":
                    return None
                labels[spot] = label
        branch_of[place] = need.branch
    for branch, place in zip(commits, bonds, strict=True):
        if labels[place] != "O":
            return None
        labels[place] = "commit"
        branch_of[place] = branch
    if not _mark_periods(labels, givers, spans):
        return None
    for branch in {*branch_of.values()} - {-1, 0}:
        first = min(place for place, number in branch_of.items() if number == branch)
        labels[first] = f"or:{labels[first]}"
    for place, branch in branch_of.items():
        if branch == -1:
            labels[place] = f"all:{labels[place]}"
    return labels


def _mark_periods(labels: list[str], givers: Any, spans: Any) -> bool:
    """Labels the periods of the terms; False where one of them is something else already."""
    for (place, _, _), span in zip(givers, spans, strict=True):
        if span is None:
            continue
        if labels[span] not in ("O", "<"):
            return False
        labels[span] = "<<" if labels[span] == "<" else "<" if span > place else ">"
    return True


def _givers(found: Sequence[Candidate], term: Json, form: str | None) -> Iterator[tuple[int, str, int | None]]:
    """The candidates that can give a term: the place, the label, and the place of the count that multiplies it."""
    kind = "sum" if form and term["kind"] == form else term["kind"]
    for place, candidate in enumerate(found):
        if kind not in candidate.labels:
            continue
        given = _term(candidate, term["kind"])
        if _same_term({**given, "months": 0}, {**term, "months": 0}) and (kind != "free_months" or given == term):
            yield place, kind, None
        elif kind in SUMS and term["currency"] == candidate.currency:
            yield from ((place, kind, count) for count in _counts(found, candidate, term))


def _counts(found: Sequence[Candidate], candidate: Candidate, term: Json) -> Iterator[int]:
    for place, other in enumerate(found):
        times = other.value // 100 if other.sort == "number" else other.value
        if "count" in other.labels and _written(candidate.value * times, candidate.currency) == term["amount"] and times > 1:
            yield place


def _is_contract(candidate: Candidate, months: int) -> bool:
    value = candidate.value // 100 if candidate.sort == "number" else candidate.value
    return "commit" in candidate.labels and value == months and (months > 0) == (candidate.sort != "nocontract")


def _periods(found: Sequence[Candidate], term: Json) -> list[int | None]:
    if term["kind"] not in TIMED or term.get("months") is None:
        return [None]
    months = int(term["months"])
    return [place for place, one in enumerate(found) if "<" in one.labels
            and (one.value // 100 if one.sort == "number" else one.value) == months]  # fmt: skip
