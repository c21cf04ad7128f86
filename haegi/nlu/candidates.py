"""What in a text may be a term of an offer, and as what: the candidates, their labels, and the features that decide.

A label is a kind of term, or `commit` (the contract), `<` and `>` (the period of the term before or after), `count`
(how many of a sum), `O` (nothing that is offered). `or:` before it opens the second branch of a choice, `all:` stands
for what every branch shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    """`index` is the token's, `value` in won, cents, months, percent or mbps; `labels` are the ones it may take."""

    index: int
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


# --- features ----------------------------------------------------------------------------------------------------

_NEAR = 14  # tokens looked at on each side
_NOUNS = frozenset((*CHARGES, *"cash voucher points gift credit fee discount card free contract item service speedword nocontract".split()))
_CUES = frozenset(
    "give cut waives raise swap cannot if leave ask request report rival now past others total more upto only range correct"
    " instead change per each worth later start for choose both no threat ends question caller future once autopay carrier tax".split()
)


def features(doc: Doc, found: Sequence[Candidate], context: Context) -> list[list[str]]:
    """The features of every candidate; each list has some eighty."""
    last_of = {token.sentence: index for index, token in enumerate(doc.tokens)}
    places = {candidate.index: number for number, candidate in enumerate(found)}
    return [
        [
            *_own(doc, candidate, context),
            *_beside(doc, candidate),
            *_around(doc, candidate, places, last_of),
            *_among(doc, found, number),
        ]
        for number, candidate in enumerate(found)
    ]


def _own(doc: Doc, candidate: Candidate, context: Context) -> Iterator[str]:
    sort, value = candidate.sort, candidate.value
    yield f"s={sort}"
    yield f"s={sort}{doc.is_korean}"
    if candidate.what or candidate.name:
        yield f"n={doc.tokens[candidate.index].name}"
        yield from (f"ns={tag}" for tag in doc.tokens[candidate.index].tags)
    if candidate.sort in ("amount", "bare", "number"):
        yield f"m={candidate.currency}{sort}{_size(value, candidate.currency)}"
        yield f"m={candidate.currency}{_size(value, candidate.currency)}"
        if candidate.currency == "KRW":
            yield f"r={'11' if value % 550 == 0 and value % 5000 else '10k' if value % 10_000 == 0 else '5k' if value % 5000 == 0 else '-'}"
        elif value % 100:
            yield f"r=cents{value % 100 in (99, 95, 98)}"
        yield from (name for name, is_so in (("fee=", value == context.fee), ("fee<", context.fee is not None and value < context.fee),
                                             ("old=", value in context.sums)) if is_so)
    elif candidate.sort not in ("noun", "nocontract"):
        yield f"v={sort}{value}"
    yield f"w={context.speaker}:{sort}"
    yield f"f={context.form}:{sort}"


def _size(value: int, currency: str) -> int:
    bounds = (2000, 9000, 15_000, 24_000, 45_000, 70_000, 110_000, 250_000, 500_000, 900_000)
    if currency == "USD":
        bounds = (300, 900, 1600, 2600, 4000, 6000, 9500, 13_000, 20_000, 50_000)
    return sum(value >= bound for bound in bounds)


def _beside(doc: Doc, candidate: Candidate) -> Iterator[str]:
    """The tokens right beside it, by name and by list, and the letters that follow."""
    names = [_names(doc.tokens[place]) if 0 <= place < len(doc.tokens) else ("$",)
             for place in range(candidate.index - 4, candidate.index + 5)]  # fmt: skip
    kind = candidate.sort[0]
    for offset, options in enumerate(names):
        if offset != 4:
            yield from (f"{offset - 4}={name}" for name in options)
    for pair in ((3, 5), (2, 3), (5, 6)):
        left, right = (names[place][-1] for place in pair)
        yield f"{pair[0] - 4}{pair[1] - 4}={left}|{right}"
    yield f"{kind}-1={names[3][-1]}"
    yield f"{kind}1={names[5][-1]}"
    yield f"{kind}12={names[5][0]}|{names[6][0]}"
    yield f"{kind}-21={names[2][0]}|{names[3][0]}"
    for length in (1, 2, 3):
        yield f"+{length}={doc.squeezed[candidate.end:candidate.end + length]}"
    yield f"-1c={doc.squeezed[max(0, candidate.start - 1):candidate.start]}"
    yield f"-2c={doc.squeezed[max(0, candidate.start - 2):candidate.start]}"


def _names(token: Token) -> tuple[str, ...]:
    """How features call a token: its own word first, then its lists."""
    if token.quantity:
        return (token.name,)
    word = token.name if token.name.isascii() else token.name[:4]
    return (word, *(f"@{tag}" for tag in token.tags))


def _around(doc: Doc, candidate: Candidate, places: dict[int, int], last_of: dict[int, int]) -> Iterator[str]:
    """The nouns and cues of its clause and sentence on both sides, and how these end."""
    here = doc.tokens[candidate.index]
    kind = candidate.sort[0]
    seen: set[str] = set()
    for side, step in (("L", -1), ("R", 1)):
        index, between, has_noun = candidate.index + step, 0, False
        while 0 <= index < len(doc.tokens) and abs(index - candidate.index) <= _NEAR:
            token = doc.tokens[index]
            reach = "c" if token.clause == here.clause else "s" if token.sentence == here.sentence else "t"
            for tag in token.tags:
                if tag in _NOUNS and not has_noun and reach != "t":
                    has_noun = True
                    yield f"{side}n={tag}{min(between, 2)}"
                    yield f"{side}n{kind}={tag}{reach}"
                if tag in _NOUNS or (tag in _CUES and reach != "t"):
                    seen.add(f"{side}{reach}={tag}")
                    seen.add(f"{kind}{side}{'t' if reach == 't' else 's'}={tag}")
            between += index in places
            index += step
    yield from sorted(seen)
    end = doc.tokens[last_of[here.sentence]].start
    for length in (2, 3):
        yield f"e{length}={doc.squeezed[max(0, end - length):end]}"
    yield f"ep={kind}{doc.squeezed[end:end + 1]}"
    yield f"se={here.sentence == 0}{here.sentence == doc.tokens[-1].sentence}"
    last = next((token for token in doc.tokens[candidate.index + 1 : candidate.index + _NEAR] if token.clause != here.clause), None)
    if last and doc.is_korean:
        yield f"ce={doc.squeezed[max(0, last.start - 2):last.start]}"
        yield f"ce{kind}={doc.squeezed[max(0, last.start - 3):last.start]}"


def _among(doc: Doc, found: Sequence[Candidate], number: int) -> Iterator[str]:
    """How it stands to the candidates before and after: what lies between, and whether the sums add up."""
    here = found[number]
    kind = here.sort[0]
    for side, neighbour in (("p", number - 1), ("q", number + 1)):
        if not 0 <= neighbour < len(found):
            yield f"{side}={kind}$"
            continue
        other = found[neighbour]
        low, high = sorted((here.index, other.index))
        between = doc.tokens[low + 1 : high]
        yield f"{side}={kind}{other.sort}{min(len(between), 5)}"
        yield f"{side}c={kind}{other.sort}{doc.tokens[low].clause == doc.tokens[high].clause}{doc.tokens[low].sentence == doc.tokens[high].sentence}"
        if len(between) <= 3:
            yield f"{side}b={kind}{'_'.join(_names(token)[0] for token in between)}"
        yield from sorted({f"{side}t={kind}{other.sort[0]}{tag}" for token in between[:10] for tag in token.tags if tag in _CUES})
        if other.sort == here.sort and other.currency == here.currency and here.value:
            yield f"{side}v={kind}{'=' if other.value == here.value else '<' if here.value < other.value else '>'}"
            if here.value * 2 > other.value and other.value * 2 > here.value:
                yield f"{side}v~{kind}"
    yield from _sums(found, number)


def _sums(found: Sequence[Candidate], number: int) -> Iterator[str]:
    here = found[number]
    sums = ("amount", "bare", "number")
    yield f"first={here.sort[0]}{not any(other.sort in sums for other in found[max(0, number - 8):number])}"
    yield f"last={here.sort[0]}{not any(other.sort in sums for other in found[number + 1:number + 9])}"
    if here.sort not in sums:
        return
    before = [other.value for other in found[max(0, number - 6) : number] if other.sort in sums]
    after = [other.value for other in found[number + 1 : number + 7] if other.sort in sums]
    others = [*before, *after]
    periods = [other.value for other in found[max(0, number - 6) : number + 7] if other.sort in ("period", "count")]
    pairs = [(one, two) for place, one in enumerate(others) for two in others[place + 1 :]]
    yield from (
        name
        for name, is_so in (
            ("again<", here.value in before), ("again>", here.value in after),
            ("total", len(others) > 1 and any(one + two == here.value for one, two in pairs)),
            ("total3", len(others) > 2 and sum(others) == here.value),
            ("part", any(abs(one - two) == here.value for one, two in pairs)),
            ("product", any(one * times == here.value for one in others for times in (*periods, 12, 24, 36) if times > 1)),
            ("factor", any(here.value * times == one for one in others for times in (*periods, 12, 24, 36) if times > 1)),
        )
        if is_so
    )  # fmt: skip
    yield f"count={min(len(before), 3)}{min(len(after), 3)}"
