"""What is told about a candidate by the words around it: some seventy binary features each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from haegi.nlu.candidates import Candidate, Context
from haegi.nlu.doc import Doc, Token
from haegi.nlu.wordlist import CHARGES

_REACH = 24  # tokens looked at on each side
_FORMS = frozenset((*CHARGES, *["cash", "voucher", "points", "gift", "credit", "fee", "discount", "card", "speedword", "contract", "item", "service"]))
_ACTS = frozenset(
    ["give", "cut", "waives", "raise", "swap", "cannot", "ask", "request", "report", "now", "past", "total", "more", "free", "upto", "range", "correct", "instead", "change", "threat", "leave", "rival", "others", "each", "worth", "later", "start", "choose", "both", "no", "question", "future", "once", "if"]
)
_VERBS = frozenset(["give", "cut", "waives", "raise", "swap", "cannot", "ask", "request", "report", "now", "past", "threat", "free", "total"])
_SUMS = ("amount", "bare", "number")


class Scene(NamedTuple):
    """A text seen as a whole, so that each candidate need not look it over again."""

    doc: Doc
    found: Sequence[Candidate]
    context: Context
    bounds: dict[int, tuple[int, int]]  # of each sentence: its first and last token
    places: dict[int, int]  # the number of the candidate at a token


def features(doc: Doc, found: Sequence[Candidate], context: Context) -> list[list[str]]:
    """The features of every candidate."""
    bounds: dict[int, tuple[int, int]] = {}
    for index, token in enumerate(doc.tokens):
        bounds[token.sentence] = (bounds.get(token.sentence, (index, 0))[0], index)
    scene = Scene(doc, found, context, bounds, {candidate.token: number for number, candidate in enumerate(found)})
    return [
        [*_own(scene, candidate), *_beside(scene, candidate), *_around(scene, candidate), *_among(scene, number)]
        for number, candidate in enumerate(found)
    ]


def _own(scene: Scene, candidate: Candidate) -> Iterator[str]:
    sort, value, context, currency = candidate.sort, candidate.value, scene.context, candidate.currency
    yield f"s={sort}"
    if sort == "noun":
        yield f"n={scene.doc.tokens[candidate.token].name}"
        yield "ns=" + "+".join(sorted({"waiver" if label == "waiver" else label for label in candidate.labels if ":" not in label}))
        yield f"nw={candidate.what}"
    elif sort in _SUMS:
        yield f"m={currency}{_size(value, currency)}"
        yield f"r={_roundness(value, currency)}"
        facts = (("fee=", value == context.fee), ("fee<", context.fee is not None and value < context.fee),
                 ("fee>", context.fee is not None and value > context.fee), ("old=", value in context.sums))  # fmt: skip
        yield from (name for name, holds in facts if holds)
        yield f"f={context.form}"
    elif sort != "nocontract":
        yield f"v={sort}{value}"
    if len(scene.doc.tokens) < 9:
        yield f"short={sort[0]}"


def _size(value: int, currency: str) -> int:
    """Whether a sum is one a discount, a fee or a gift may be: coarse, or large sums would be learned to be a rival's."""
    bounds = (12_000, 18_000, 50_000, 120_000) if currency == "KRW" else (1000, 3000, 4500, 16_000)
    return sum(value >= bound for bound in bounds)


def _roundness(value: int, currency: str) -> str:
    if currency == "USD":
        return "cents" if value % 100 else "tens" if value % 1000 == 0 else "dollars"
    return "ten thousands" if value % 10_000 == 0 else "thousands" if value % 1000 == 0 else "VAT" if value % 110 == 0 else "other"


def _beside(scene: Scene, candidate: Candidate) -> Iterator[str]:
    """The tokens right beside it, by name and by list, and the letters that follow."""
    doc, at = scene.doc, candidate.token
    names = {offset: _names(doc.tokens[at + offset]) if 0 <= at + offset < len(doc.tokens) else ("$",)
             for offset in (-3, -2, -1, 1, 2, 3)}  # fmt: skip
    kind = candidate.sort[0]
    for offset, options in names.items():
        yield from (f"{offset}={name}" for name in options if abs(offset) < 3 or name[0] in "@#")
    yield f"{kind}-1={names[-1][-1]}"
    yield f"{kind}1={names[1][-1]}"
    yield f"{kind}12={names[1][-1]}|{names[2][-1]}"
    yield f"{kind}-21={names[-2][-1]}|{names[-1][-1]}"
    yield f"{kind}-11={names[-1][-1]}|{names[1][-1]}"
    for length in (1, 2, 3):
        yield f"+{length}={kind}{doc.squeezed[candidate.end : candidate.end + length]}"
    yield f"-1c={kind}{doc.squeezed[max(0, candidate.start - 1) : candidate.start]}"


def _names(token: Token) -> tuple[str, ...]:
    """How features call a token: its own word first, its lists after it."""
    if token.quantity:
        return (token.name,)
    word = token.name if token.name.isascii() else token.name[:4]
    return (word, *(f"@{tag}" for tag in token.tags))


def _around(scene: Scene, candidate: Candidate) -> Iterator[str]:
    """The nouns and acts on both sides: in its clause, its sentence, the sentences before and after."""
    doc, kind = scene.doc, candidate.sort[0]
    here = doc.tokens[candidate.token]
    first, last = scene.bounds[here.sentence]
    forms = []
    for side, tokens in (("L", doc.tokens[max(first, candidate.token - _REACH) : candidate.token][::-1]),
                         ("R", doc.tokens[candidate.token + 1 : min(last + 1, candidate.token + _REACH)])):  # fmt: skip
        seen: set[str] = set()
        form, act, last_act, between = "-", "-", "-", 0
        for token in tokens:
            if form == "-" and (tags := [tag for tag in token.tags if tag in _FORMS]):
                form = tags[0]
                yield f"{side}f={kind}{form}{min(between, 2)}{token.clause == here.clause}"
                yield f"{side}f={form}"
            if tags := [tag for tag in token.tags if tag in _VERBS]:
                if act == "-":
                    act = "+".join(tags)
                    yield f"{side}a={kind}{act}{min(between, 1)}"
                if token.clause == here.clause:
                    last_act = "+".join(tags)
            reach = "c" if token.clause == here.clause else "s"
            seen.update(f"{side}{reach}={tag}" for tag in token.tags if tag in _ACTS)
            seen.update(f"{side}{reach}{kind}={tag}" for tag in token.tags if tag in _ACTS or (reach == "c" and tag in _FORMS))
            if token.tags and {"per", "for", "upto", "carrier", "bundle", "tax", "autopay"} & {*token.tags} and reach == "c":
                seen.add(f"{side}p{kind}={token.tags[0]}{min(between, 1)}")
            between += bool(token.quantity)
        forms += [form, act]
        yield f"{side}l={kind}{last_act}"
        yield f"{side}al={kind}{act}|{last_act}"
        yield from sorted(seen)
    yield f"fa={kind}{forms[0]}|{forms[3 if doc.is_korean else 1]}"
    yield f"ff={kind}{forms[0]}|{forms[2]}"
    yield from _sentences(scene, here, kind)
    yield from _endings(scene, candidate, here)


def _sentences(scene: Scene, here: Token, kind: str) -> Iterator[str]:
    """The acts of the sentences before and after, which often say what becomes of a charge or a sum."""
    for side, sentence in (("B", here.sentence - 1), ("A", here.sentence + 1)):
        if sentence not in scene.bounds:
            continue
        first, last = scene.bounds[sentence]
        tokens = scene.doc.tokens[first : min(last + 1, first + _REACH)]
        is_alone = not any(place in scene.places for place in range(first, first + len(tokens)))
        tags = sorted({tag for token in tokens for tag in token.tags if tag in _ACTS or tag in _FORMS})
        yield from (f"{side}{kind}={tag}{is_alone}" for tag in tags)


def _endings(scene: Scene, candidate: Candidate, here: Token) -> Iterator[str]:
    """How its sentence and its clause end: a promise, a question, hearsay."""
    doc, kind = scene.doc, candidate.sort[0]
    end = doc.tokens[scene.bounds[here.sentence][1]]
    stop = end.start if end.name in (".", "?", "!", "\n", "…") else end.end
    yield from (f"e{length}={doc.squeezed[max(0, stop - length) : stop]}" for length in (2, 3))
    yield f"e2={kind}{doc.squeezed[max(0, stop - 2) : stop]}"
    yield f"ep={kind}{end.name == '?'}"
    after = (token for token in doc.tokens[candidate.token + 1 : candidate.token + _REACH] if token.clause != here.clause)
    last = next(after, None)
    if last and doc.is_korean:
        yield from (f"ce={kind}{doc.squeezed[max(0, last.start - length) : last.start]}" for length in (2, 3))


def _among(scene: Scene, number: int) -> Iterator[str]:
    """How it stands to the candidates before and after: what lies between, and whether the sums add up."""
    here, kind = scene.found[number], scene.found[number].sort[0]
    for side, step in (("p", -1), ("q", 1)):
        neighbour = number + step
        if not 0 <= neighbour < len(scene.found):
            continue
        other = scene.found[neighbour]
        between = _between(scene, here, other)
        yield f"{side}={kind}{other.sort}{min(len(between), 3)}"
        yield f"{side}c={kind}{other.sort}{_is_joined(scene, here, other)}"
        if len(between) <= 3:
            yield f"{side}b={kind}{other.sort[0]}{'_'.join(_names(token)[-1] for token in between)}"
        yield from _like(scene, number, step, side)
    if here.sort in _SUMS:
        yield from _sums(scene.found, number)


def _between(scene: Scene, here: Candidate, other: Candidate) -> list[Token]:
    low, high = sorted((here.token, other.token))
    return scene.doc.tokens[low + 1 : min(high, low + 1 + _REACH)]


def _is_joined(scene: Scene, here: Candidate, other: Candidate) -> str:
    one, two = scene.doc.tokens[here.token], scene.doc.tokens[other.token]
    return "clause" if one.clause == two.clause else "sentence" if one.sentence == two.sentence else ""


def _like(scene: Scene, number: int, step: int, side: str) -> Iterator[str]:
    """The next candidate of the same sort on a side: what stands between the two, and which is larger."""
    here = scene.found[number]
    family = _SUMS if here.sort in _SUMS else (here.sort,)
    for place in range(number + step, number + 6 * step, step):
        if not 0 <= place < len(scene.found):
            break
        other = scene.found[place]
        if other.sort not in family or other.currency != here.currency:
            continue
        kind = here.sort[0]
        tags = {tag for token in _between(scene, here, other) for tag in token.tags if tag in _ACTS}
        yield from sorted(f"{side}t={kind}{tag}" for tag in tags)
        if here.value:
            larger = "=" if other.value == here.value else "<" if here.value < other.value else ">"
            alike = max(here.value, other.value) < 3 * min(here.value, other.value)
            yield f"{side}v={kind}{larger}{alike}{_is_joined(scene, here, other)}"
            yield from sorted(f"{side}tv={kind}{tag}{larger}" for tag in tags & {"correct", "instead", "change", "range", "more"})
        elif here.name == other.name:
            yield f"{side}same={kind}"
        return
    yield f"{side}none={here.sort[0]}"


def _sums(found: Sequence[Candidate], number: int) -> Iterator[str]:
    here = found[number]
    before = [other.value for other in found[max(0, number - 6) : number] if other.sort in _SUMS]
    after = [other.value for other in found[number + 1 : number + 7] if other.sort in _SUMS]
    others = [*before, *after]
    times = {other.value for other in found[max(0, number - 6) : number + 7] if other.sort in ("period", "count")} | {12, 24, 36}
    pairs = [(one, two) for place, one in enumerate(others) for two in others[place + 1 :]]
    facts = (
        ("again<", here.value in before), ("again>", here.value in after),
        ("total", any(one + two == here.value for one, two in pairs)),
        ("total", len(others) > 2 and sum(others) == here.value),
        ("part", any(abs(one - two) == here.value for one, two in pairs)),
        ("product", any(one * factor == here.value for one in others for factor in times if factor > 1)),
        ("factor", any(here.value * factor == one for one in others for factor in times if factor > 1)),
    )  # fmt: skip
    yield from (name for name, holds in facts if holds)
