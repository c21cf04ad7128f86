"""The word lists of the offer reader: `words/ko.txt` and `words/en.txt`, looked up by longest match.

A list opens with `[tag]` and holds words divided by commas. Spaces in a word don't count, neither in the list nor
in the text. `_안` stands only where a word begins, `waiv*` stands for every word that begins so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

#: What a list may be called. The first five are candidates of their own, the others only tell about candidates.
CHARGES = ("rental", "install", "penalty", "late_fee", "other")
_TAGS = (
    "item service nocontract modifier noise cash voucher points gift credit once fee discount card free contract speedword"
    " give cut waives raise swap cannot if leave ask request report rival carrier now past others total more upto only"
    " range correct instead change per each worth later start for choose both no threat ends question caller future"
    " bundle autopay tax"
)
TAGS = frozenset((*CHARGES, *_TAGS.split()))


class Entry(NamedTuple):
    """One word of a list, without its spaces."""

    word: str
    tags: tuple[str, ...]
    at_start: bool = False
    open_end: bool = False


class WordList:
    """Every word of the lists, by its first two characters, the longest first."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_head: dict[str, list[Entry]] = {}
        for entry in entries:
            self._by_head.setdefault(entry.word[:2], []).append(entry)
        for group in self._by_head.values():
            group.sort(key=lambda entry: -len(entry.word))

    def at(self, text: str, start: int) -> Iterator[Entry]:
        """The words that the text may hold at a place, the longest first."""
        for head in (text[start : start + 2], text[start : start + 1]):
            for entry in self._by_head.get(head, ()):
                if text.startswith(entry.word, start):
                    yield entry


def parse_lists(name: str, text: str) -> Iterator[Entry]:
    """The words of one file. Raises ValueError with `file:line: what is wrong`."""
    tag = ""
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.strip()
        if not content or content.startswith("#"):
            continue
        if content.startswith("["):
            tag = content[1:-1].strip()
            if tag not in TAGS or not content.endswith("]"):
                raise ValueError(f"{name}:{number}: {content} is not one of the lists")
            continue
        if not tag:
            raise ValueError(f"{name}:{number}: a word stands before the first [list]")
        for raw in content.strip(",").split(","):
            word = "".join(raw.lower().split())
            bare = word.strip("_*")
            if not bare:
                raise ValueError(f"{name}:{number}: a word is missing between two commas")
            yield Entry(bare, (tag,), word.startswith("_"), word.endswith("*"))


def merge(entries: Iterable[Entry]) -> Iterator[Entry]:
    """A word that stands in several lists, once, with all their tags."""
    merged: dict[str, Entry] = {}
    for entry in entries:
        before = merged.get(entry.word)
        tags = tuple(dict.fromkeys((*before.tags, *entry.tags))) if before else entry.tags
        merged[entry.word] = entry._replace(tags=tags)
    return iter(merged.values())


@cache
def shipped() -> WordList:
    """The lists that come with haegi, both languages together: people mix them."""
    return WordList(merge(entry for name in ("ko.txt", "en.txt") for entry in parse_lists(name, read_data(name))))


def read_data(name: str) -> str:
    return files("haegi.nlu").joinpath("words", name).read_text(encoding="utf-8")
