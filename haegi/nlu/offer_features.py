"""What is told about a candidate by the words around it: some seventy binary features each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from haegi.nlu.candidates import MONEY, Candidate, Context
from haegi.nlu.doc import Doc, Token
from haegi.nlu.wordlist import CHARGES

_REACH = 24  # tokens looked at on each side
_LETTERS = {
    "amount": "a", "bare": "b", "number": "m", "percent": "%", "period": "p", "calendar": "c", "count": "x", "speed": "s",
    "noun": "n", "nocontract": "0",
}  # fmt: skip
_BREATH = 60  # tokens on each side whose words are told, wherever they stand
_NEAR = 6  # candidates compared on each side
_FORMS = frozenset((
    *CHARGES,
    "cash", "voucher", "points", "gift", "credit", "fee", "discount", "card", "speedword", "contract",
    "item", "service",
))  # fmt: skip
_VERBS = frozenset((
    "give", "cut", "waives", "raise", "swap", "cannot", "ask", "request", "report", "now", "past",
    "threat", "free", "total",
))  # fmt: skip
_ACTS = frozenset((
    *_VERBS,
    "more", "upto", "range", "correct", "instead", "change", "leave", "rival", "others", "each", "worth",
    "later", "start", "choose", "both", "no", "question", "future", "once", "if",
))  # fmt: skip
_TEXT = frozenset((
    "choose", "both", "report", "rival", "request", "question", "correct", "total", "cannot", "give", "now", "past", "others",
    "cut", "waives", "ends", "ask", "leave", "threat", "caller",
))  # fmt: skip
_AMOUNTS = frozenset(["per", "for", "upto", "carrier", "bundle", "tax", "autopay"])
_TELLING = frozenset(["correct", "instead", "change", "range", "more"])
_SHARES = (0.12, 0.3, 0.6, 1, 1.3, 4)  # of today's fee
_SIZES = {"KRW": (12_000, 18_000, 50_000, 120_000), "USD": (1000, 3000, 4500, 16_000)}


class Scene(NamedTuple):
    """A text seen as a whole, so that each candidate need not look it over again."""

    doc: Doc
    found: Sequence[Candidate]
    context: Context
    bounds: dict[int, tuple[int, int]]  # of each sentence: its first token, and the one after its last
    whole: tuple[str, ...]  # what the text as a whole tells of each


def features(doc: Doc, found: Sequence[Candidate], context: Context) -> list[list[str]]:
    """The features of every candidate."""
    bounds: dict[int, tuple[int, int]] = {}
    for index, token in enumerate(doc.tokens):
        bounds[token.sentence] = (bounds.get(token.sentence, (index, 0))[0], index + 1)
    scene = Scene(doc, found, context, bounds, tuple(_whole(doc, found, context, len(bounds))))
    return [
        [
            *_own(scene, candidate), *_beside(scene, candidate), *_around(scene, candidate), *_among(scene, number),
            *(f"T{_LETTERS[candidate.sort]}={fact}" for fact in scene.whole), *_bag(scene, candidate),
        ]
        for number, candidate in enumerate(found)
    ]  # fmt: skip


def _whole(doc: Doc, found: Sequence[Candidate], context: Context, sentences: int) -> Iterator[str]:
    """What the text as a whole tells: its acts, whether it is of a call, how many conditions and sums it has."""
    yield from sorted({tag for token in doc.tokens for tag in token.tags} & _TEXT)
    yield f"if{min(2, sum('if' in token.tags for token in doc.tokens))}"
    place = "call" if context.fee or context.sums or context.form else "alone"
    yield from (place, f"{place}{sentences > 1}{len(found) > 1}")


def _bag(scene: Scene, candidate: Candidate) -> Iterator[str]:
    """The words of the whole breath, and each with the next, as they stand to sums or to things."""
    tokens = scene.doc.tokens[max(0, candidate.token - _BREATH) : candidate.token + _BREATH]
    words = dict.fromkeys(_names(token)[0] for token in tokens if not token.quantity and token.name[0].isalpha())
    pairs = dict.fromkeys(pairwise([_names(token)[-1] for token in tokens]))
    group = "M" if candidate.sort in MONEY else "N"
    yield from (f"W{group}{word}" for word in words)
    yield from (f"W{group}{one}_{two}" for one, two in pairs)


def _own(scene: Scene, candidate: Candidate) -> Iterator[str]:
    sort, value = candidate.sort, candidate.value
    yield f"s={sort}"
    if sort == "noun":
        yield f"n={scene.doc.tokens[candidate.token].name}"
        yield "ns=" + "+".join(sorted(label for label in candidate.labels if ":" not in label))
        yield f"nw={candidate.what}"
    elif sort in MONEY:
        yield f"m={candidate.currency}{sum(value >= bound for bound in _SIZES[candidate.currency])}"
        yield f"r={_roundness(value, candidate.currency)}"
        yield from _compared(value, scene.context)
        yield from _reckoned(value, scene)
    elif sort != "nocontract":
        yield f"v={sort}{value}"
    if len(scene.doc.tokens) < 9:
        yield f"short={_LETTERS[candidate.sort]}"


def _compared(value: int, context: Context) -> Iterator[str]:
    """How a sum stands to what the call knows: today's fee, the sums on the table, the form talked about."""
    if context.fee:
        yield "fee=" if value == context.fee else f"fee{sum(value > share * context.fee for share in _SHARES)}"
    for kind in dict.fromkeys(kind for _, kind in context.sums):
        sums = [other for other, other_kind in context.sums if other_kind == kind]
        yield f"last={kind}{value in sums}{any(value > other for other in sums)}{any(value > 2 * other for other in sums)}"
    yield f"f={context.form}{bool(context.sums)}"


def _reckoned(value: int, scene: Scene) -> Iterator[str]:
    """Whether a sum is what another leads to: the fee less a discount, or what stands and something more."""
    context = scene.context
    sums = [other.value for other in scene.found if other.sort in MONEY][: 2 * _NEAR]
    last = [other for other, _ in context.sums]
    fees = [*([context.fee] if context.fee else []), *(other for other, kind in context.sums if kind == "monthly_fee")]
    facts = {
        "led to": any(fee - other == value for fee in fees for other in (*sums, *last) if other != fee),
        "leads": any(fee - value in sums for fee in fees),
        "grown": any(before + other == value for before in last for other in sums),
        "grows": any(before + value in sums for before in last),
    }
    yield from (name for name, holds in facts.items() if holds)


def _roundness(value: int, currency: str) -> str:
    if currency == "USD":
        return "cents" if value % 100 else "tens" if value % 1000 == 0 else "dollars"
    steps = ((10_000, "ten thousands"), (1000, "thousands"), (110, "VAT"))
    return next((name for step, name in steps if value % step == 0), "other")


def _beside(scene: Scene, candidate: Candidate) -> Iterator[str]:
    """The tokens right beside it, by name and by list, and the letters that follow."""
    tokens, at, kind = scene.doc.tokens, candidate.token, _LETTERS[candidate.sort]
    names = {
        offset: _names(tokens[at + offset]) if 0 <= at + offset < len(tokens) else ("$",)
        for offset in (-3, -2, -1, 1, 2, 3)
    }
    for offset, options in names.items():
        yield from (f"{offset}={name}" for name in options if abs(offset) < 3 or name[0] in "@#")
    last = {offset: options[-1] for offset, options in names.items()}
    yield f"{kind}-1={last[-1]}"
    yield f"{kind}1={last[1]}"
    yield f"{kind}12={last[1]}|{last[2]}"
    yield f"{kind}-21={last[-2]}|{last[-1]}"
    yield f"{kind}-11={last[-1]}|{last[1]}"
    squeezed, end = scene.doc.squeezed, candidate.end
    yield from (f"+{length}={kind}{squeezed[end : end + length]}" for length in (1, 2, 3))
    yield f"-1c={kind}{squeezed[max(0, candidate.start - 1) : candidate.start]}"


def _names(token: Token) -> tuple[str, ...]:
    """How features call a token: its own word first, its lists after it."""
    return (token.name,) if token.quantity else _named(token.name, token.tags)


@lru_cache(maxsize=4096)
def _named(name: str, tags: tuple[str, ...]) -> tuple[str, ...]:
    return (name if name.isascii() else name[:4], *(f"@{tag}" for tag in tags))


class Side(NamedTuple):
    """What stands on one side of a candidate in its sentence: the nearest noun class, the nearest act."""

    form: str
    act: str
    features: list[str]


def _around(scene: Scene, candidate: Candidate) -> Iterator[str]:
    """The nouns and acts on both sides, in its clause and its sentence."""
    tokens, at, kind = scene.doc.tokens, candidate.token, _LETTERS[candidate.sort]
    here = tokens[at]
    first, end = scene.bounds[here.sentence]
    left = _side("L", kind, here, tokens[max(first, at - _REACH) : at][::-1])
    right = _side("R", kind, here, tokens[at + 1 : min(end, at + _REACH)])
    yield from left.features
    yield from right.features
    yield f"fa={kind}{left.form}|{right.act if scene.doc.is_korean else left.act}"
    yield f"ff={kind}{left.form}|{right.form}"
    yield from _endings(scene, candidate, here)


def _side(side: str, kind: str, here: Token, tokens: Sequence[Token]) -> Side:
    form, act, last_act, numbers = "-", "-", "-", 0
    seen: dict[str, None] = {}
    for token in tokens:
        is_near = token.clause == here.clause
        forms = [tag for tag in token.tags if tag in _FORMS]
        acts = [tag for tag in token.tags if tag in _VERBS]
        if forms and form == "-":
            form = forms[0]
            seen |= {f"{side}f={kind}{form}{min(numbers, 2)}{is_near}": None, f"{side}f={form}": None}
        if acts and act == "-":
            act = "+".join(acts)
            seen[f"{side}a={kind}{act}{min(numbers, 1)}"] = None
        if acts and is_near:
            last_act = "+".join(acts)
        if token.tags:
            seen |= dict.fromkeys(_tags_seen(token, f"{side}{'c' if is_near else 's'}", kind, is_near))
        if is_near and not token.quantity:
            seen[f"{side}w={kind}{_names(token)[0]}"] = None
        if is_near and _AMOUNTS.intersection(token.tags):
            seen[f"{side}p{kind}={token.tags[0]}{min(numbers, 1)}"] = None
        numbers += token.quantity is not None
    return Side(form, act, [*seen, f"{side}l={kind}{last_act}", f"{side}al={kind}{act}|{last_act}"])


def _tags_seen(token: Token, place: str, kind: str, is_near: bool) -> Iterator[str]:
    for tag in token.tags:
        if tag in _ACTS:
            yield f"{place}={tag}"
        if tag in _ACTS or (is_near and tag in _FORMS):
            yield f"{place}{kind}={tag}"


def _endings(scene: Scene, candidate: Candidate, here: Token) -> Iterator[str]:
    """How its sentence and its clause end: a promise, a question, hearsay."""
    doc, kind = scene.doc, _LETTERS[candidate.sort]
    last = doc.tokens[scene.bounds[here.sentence][1] - 1]
    stop = last.start if last.name in (".", "?", "!", "\n", "…") else last.end
    yield from (f"e{length}={doc.squeezed[max(0, stop - length) : stop]}" for length in (2, 3))
    yield f"e2={kind}{doc.squeezed[max(0, stop - 2) : stop]}"
    yield f"ep={kind}{last.name == '?'}"
    following = doc.tokens[candidate.token + 1 : candidate.token + _REACH]
    after = next((token.start for token in following if token.clause != here.clause), None)
    if after is not None and doc.is_korean:
        yield from (f"ce={kind}{doc.squeezed[max(0, after - length) : after]}" for length in (2, 3))


def _among(scene: Scene, number: int) -> Iterator[str]:
    """How it stands to the candidates before and after: what lies between, and whether the sums add up."""
    here, kind = scene.found[number], _LETTERS[scene.found[number].sort]
    for side, step in (("p", -1), ("q", 1)):
        neighbour = number + step
        if not 0 <= neighbour < len(scene.found):
            continue
        other = scene.found[neighbour]
        between = _between(scene, here, other)
        yield f"{side}={kind}{other.sort}{min(len(between), 3)}"
        yield f"{side}c={kind}{other.sort}{_joined_by(scene, here, other)}"
        if len(between) <= 3:
            yield f"{side}b={kind}{_LETTERS[other.sort]}{'_'.join(_names(token)[-1] for token in between)}"
        yield from _like(scene, number, step, side)
    if here.sort in MONEY:
        yield from _sums(scene.found, number)


def _between(scene: Scene, here: Candidate, other: Candidate) -> list[Token]:
    low, high = sorted((here.token, other.token))
    return scene.doc.tokens[low + 1 : min(high, low + 1 + _REACH)]


def _joined_by(scene: Scene, here: Candidate, other: Candidate) -> str:
    first, second = scene.doc.tokens[here.token], scene.doc.tokens[other.token]
    return "clause" if first.clause == second.clause else "sentence" if first.sentence == second.sentence else ""


def _like(scene: Scene, number: int, step: int, side: str) -> Iterator[str]:
    """The next candidate of the same sort on a side: what stands between the two, and which is larger."""
    here, kind = scene.found[number], _LETTERS[scene.found[number].sort]
    family = MONEY if here.sort in MONEY else (here.sort,)
    nearby = scene.found[max(0, number - _NEAR + 1) : number][::-1] if step < 0 else scene.found[number + 1 : number + _NEAR]
    other = next((one for one in nearby if one.sort in family and one.currency == here.currency), None)
    if other is None:
        if len(nearby) < _NEAR - 1:
            yield f"{side}none={kind}"
        return
    tags = {tag for token in _between(scene, here, other) for tag in token.tags}
    yield from (f"{side}t={kind}{tag}" for tag in sorted(tags & _ACTS))
    if here.value:
        larger = "=" if other.value == here.value else "<" if here.value < other.value else ">"
        is_alike = max(here.value, other.value) < 3 * min(here.value, other.value)
        yield f"{side}v={kind}{larger}{is_alike}{_joined_by(scene, here, other)}"
        yield from (f"{side}tv={kind}{tag}{larger}" for tag in sorted(tags & _TELLING))
    elif here.name == other.name:
        yield f"{side}same={kind}"


def _sums(found: Sequence[Candidate], number: int) -> Iterator[str]:
    """Whether a sum is named again, or is the sum, a part, or the product of others."""
    like = [place for place, other in enumerate(found) if other.sort in MONEY]
    yield f"at={_LETTERS[found[number].sort]}{number == like[0]}{number == like[-1]}"
    value, nearby = found[number].value, found[max(0, number - _NEAR) : number + _NEAR + 1]
    before = [other.value for other in found[max(0, number - _NEAR) : number] if other.sort in MONEY]
    after = [other.value for other in found[number + 1 : number + _NEAR + 1] if other.sort in MONEY]
    others = [*before, *after]
    times = {other.value for other in nearby if other.sort in ("period", "count") and other.value > 1} | {12, 24, 36}
    facts = {
        "again<": value in before,
        "again>": value in after,
        "total": any(sum(pair) == value for pair in combinations(others, 2)) or (len(others) > 2 and sum(others) == value),
        "part": any(abs(one - two) == value for one, two in combinations(others, 2)),
        "product": any(one * factor == value for one in others for factor in times),
        "factor": any(value * factor == one for one in others for factor in times),
    }
    yield from (name for name, holds in facts.items() if holds)
