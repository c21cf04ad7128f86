"""Finding a card, a line or a fact among a few hundred, while it is being typed.

A query is read as it stands; where that finds nothing, as typed in the other keyboard layout; and where that
finds nothing either, by near misses. Words are compared as the jamo struck for them, so that a syllable still
being typed finds the whole one ("위야" and "위약ㄱ" find 위약금), and spaces don't matter. A row of
consonants stands for first consonants (초성): ㅇㅇㄱ finds 위약금.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple
from unicodedata import normalize

from haegi.nlu.features import STRUCK
from haegi.text.hangul import from_keys, initials, is_initials, mend, to_keys


class Entry(NamedTuple):
    """Something that can be found. A hit in the title counts for more than one in the text."""

    id: str
    title: str
    text: str


class _Field(NamedTuple):
    """One searchable text, in jamo: its words, and all of it without spaces.

    `first` holds the first consonants of its words, `openings` those of the whole text from each word on.
    """

    words: frozenset[str]
    bare: str
    first: tuple[str, ...]
    openings: tuple[str, ...]


_WORD = re.compile(r"[^\W_]+")
_LONGEST, _MOST_WORDS = 100, 8  # what is looked at of a query
_ROW = 20  # consonants kept of an opening
_NEAR = 0.74  # the least likeness of a near miss
_TITLE, _ID, _TEXT = 2.0, 1.5, 1.0
_AT_START, _WITHIN = 1.0, 0.7

_Fields = tuple[tuple[float, _Field], ...]
_Fit = Callable[[_Field], float]


def find(query: str, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that fit the query, best first; equal ones in the order given. None fits: an empty list.

    Entries that lack some of the words count only where no entry has them all.
    """
    fields = [_fields(entry) for entry in entries]
    said = (tuple(dict.fromkeys(_WORD.findall(reading.casefold())))[:_MOST_WORDS] for reading in _readings(query))
    readings = list(filter(None, said))
    for words in readings:
        if found := _ranked(words, fields, [partial(_holds, word) for word in words], 1.0):
            return [entries[number] for number in found]
    known = frozenset[str]().union(*(field.words for several in fields for _, field in several))
    for words in readings[:1]:
        fits = [partial(_fits, word, _like(word, known)) for word in words]
        found = _ranked(words, fields, fits, 1.0) or _ranked(words, fields, fits, 0.5)
        return [entries[number] for number in found]
    return []


def _readings(query: str) -> Iterator[str]:
    """What may have been meant: as typed, then as the other keyboard layout would have written it."""
    typed = normalize("NFC", query[:_LONGEST])
    return iter(dict.fromkeys((mend(typed), typed, from_keys(typed), to_keys(typed))))


@lru_cache(maxsize=4096)
def _fields(entry: Entry) -> _Fields:
    weighed = ((_TITLE, entry.title), (_ID, entry.id), (_TEXT, entry.text))
    return tuple((weight, _field(text)) for weight, text in weighed)


def _field(text: str) -> _Field:
    found = _WORD.findall(normalize("NFC", text).casefold())
    words = [word.translate(STRUCK) for word in found]
    first = [initials(word) for word in found]
    openings = accumulate(reversed(first), lambda after, row: (row + after)[:_ROW])
    return _Field(frozenset(words), "".join(words), tuple(first), tuple(openings))


def _ranked(words: Sequence[str], fields: Sequence[_Fields], fits: Sequence[_Fit], share: float) -> list[int]:
    """The numbers of the entries with the most of the words, if that is at least the share asked for."""
    whole = "".join(words).translate(STRUCK)
    scores = [_score(whole, several, fits) for several in fields]
    best = max((found for found, _ in scores), default=0)
    if not best or best < share * len(words):
        return []
    kept = [number for number, (found, _) in enumerate(scores) if found == best]
    return sorted(kept, key=lambda number: -scores[number][1])


def _score(whole: str, fields: _Fields, fits: Sequence[_Fit]) -> tuple[int, float]:
    """How many of the words an entry has, and how well it fits; the whole title is worth one more."""
    points = [max(weight * fit(field) for weight, field in fields) for fit in fits]
    return sum(point > 0 for point in points), sum(points) + (whole == fields[0][1].bare)


def _holds(word: str, field: _Field) -> float:
    """Whether the word stands in the field, as itself or, where it is all consonants, as first consonants."""
    wanted = word.translate(STRUCK)
    if is_initials(word):
        return _place(wanted, field.openings, any(wanted in row for row in field.first))
    return 0.0 if "ㅏ" <= word[0] <= "ㅣ" else _place(wanted, field.words, wanted in field.bare)


def _place(wanted: str, openings: Iterable[str], within: bool) -> float:
    if any(opening.startswith(wanted) for opening in openings):
        return _AT_START
    return _WITHIN if within and len(wanted) > 1 else 0.0


def _fits(word: str, like: dict[str, float], field: _Field) -> float:
    near = max((like[given] for given in like.keys() & field.words), default=0.0)
    return max(near, _holds(word, field))


def _like(word: str, known: frozenset[str]) -> dict[str, float]:
    """The known words that a word may be a slip for, their endings aside, with how like it they are."""
    wanted = word.translate(STRUCK)
    if len(wanted) < 4 or is_initials(word):
        return {}
    pairs = [wanted[at : at + 2] for at in range(len(wanted) - 1)]
    near = (given for given in known if 3 * sum(pair in given for pair in pairs) >= len(pairs))
    ratios = {given: SequenceMatcher(None, wanted, given[: len(wanted) + 1], autojunk=False).ratio() for given in near}
    return {given: ratio for given, ratio in ratios.items() if ratio >= _NEAR}
