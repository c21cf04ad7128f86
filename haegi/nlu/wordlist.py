"""The word lists of the offer reader: `words/ko.txt` and `words/en.txt`, looked up by longest match.

A list opens with `[tag]` and holds words divided by commas. Spaces in a word don't count, neither in the list nor
in the text. `_안` stands only where a word begins, `waiv*` stands for every word that begins so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

#: The lists of charges that may be waived.
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
    """Every word of the lists, by its first two characters, the longest first; once, with all the lists it stands in."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        merged: dict[str, Entry] = {}
        for entry in entries:
            before = merged.setdefault(entry.word, entry)
            if before is not entry:
                merged[entry.word] = entry._replace(tags=tuple(dict.fromkeys((*before.tags, *entry.tags))))
        self._by_head: dict[str, list[Entry]] = {}
        for entry in sorted(merged.values(), key=lambda entry: -len(entry.word)):
            self._by_head.setdefault(entry.word[:2], []).append(entry)

    def at(self, text: str, start: int) -> Iterator[Entry]:
        """The words that the text may hold at a place, the longest first."""
        for head in (text[start : start + 2], text[start : start + 1]):
            for entry in self._by_head.get(head, ()):
                if text.startswith(entry.word, start):
                    yield entry


def sections(name: str, text: str, is_list: Callable[[str], object] = bool) -> Iterator[tuple[str, str]]:
    """The words of one file, each with its list. Raises ValueError with `file:line: what is wrong`."""
    tag = ""
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.strip()
        if content.startswith("["):
            tag = content[1:-1].strip()
            if not content.endswith("]") or not is_list(tag):
                raise ValueError(f"{name}:{number}: {content} is not one of the lists")
        elif content and not content.startswith("#"):
            if not tag:
                raise ValueError(f"{name}:{number}: a word stands before the first [list]")
            for word in content.strip(",").split(","):
                if not word.strip(" _*"):
                    raise ValueError(f"{name}:{number}: a word is missing between two commas")
                yield tag, word.strip()


def parse_lists(name: str, text: str) -> Iterator[Entry]:
    """The entries of one file."""
    for tag, raw in sections(name, text, TAGS.__contains__):
        word = "".join(raw.lower().split())
        yield Entry(word.strip("_*"), (tag,), word.startswith("_"), word.endswith("*"))


@cache
def shipped() -> WordList:
    """The lists that come with haegi, both languages together: people mix them."""
    return WordList(entry for name in ("ko.txt", "en.txt") for entry in parse_lists(name, read_data(name)))


def read_data(name: str) -> str:
    return files("haegi.nlu").joinpath("words", name).read_text(encoding="utf-8")
