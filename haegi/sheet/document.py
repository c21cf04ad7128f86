"""A printed document as plain data: sections of blocks, which know nothing of any format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple, TypeVar, cast

from haegi.text.i18n import Locale
from haegi.text.terminal import visible

Part = TypeVar("Part")
Paper = Literal["a4", "letter"]

#: Where a section belongs: the wide or the narrow column of page one, the band at its foot, the pages after it in
#: two columns, or a page of one column, as a letter has it. `either` is the wide column if there is room, else the
#: narrow one.
Place = Literal["main", "either", "side", "foot", "rest", "flow"]


class Say(NamedTuple):
    """A line to say. `head` is when, `gloss` the line in the other language, `note` what to keep in mind.

    `trap`: what the agent does here is a trap. Without a text there is room to write one. Lines with a number are
    the thread of the call and are set larger.
    """

    head: str
    text: str = ""
    gloss: str = ""
    number: str = ""
    trap: bool = False
    note: str = ""


class Row(NamedTuple):
    """A label and its value; an empty value is a blank to write in."""

    label: str
    value: str = ""


class Grid(NamedTuple):
    """A table; empty cells are blanks to write in. `shares` are the widths of the columns, in proportion."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]


class Check(NamedTuple):
    """Something to tick off; `done` where it is ticked already."""

    text: str
    done: bool = False


class Para(NamedTuple):
    """A paragraph, with where it is from."""

    text: str
    source: str = ""


Block = Say | Row | Grid | Check | Para


class Section(NamedTuple):
    """`spare`: the blocks stand in order of importance and the last may be left off page one."""

    title: str
    blocks: tuple[Block, ...]
    place: Place = "flow"
    spare: bool = False


class Document(NamedTuple):
    """`subtitle` stands under the title, `fine` is the small print; `language` is the one it is written in."""

    title: str
    subtitle: str
    language: Locale
    sections: tuple[Section, ...]
    fine: str = ""
    paper: Paper = "a4"


def plain(document: Document) -> Document:
    """The document with every control and direction character shown as text, and without empty sections."""
    sections = tuple(section for section in document.sections if section.blocks)
    return changed(document._replace(sections=sections), visible)


_IN_A_SUM = re.compile(r"(?<=[\d만천백억]) (?=[만천백억]? ?(?:원|won|dollars)(?![a-z]))|(?<=\d[만억천]) (?=\d[\d,]*[천백]? ?원)")


def set_in_type(document: Document) -> Document:
    """The document as `plain`, for paper: no line ends within a sum."""
    return changed(plain(document), lambda text: _IN_A_SUM.sub("\u00a0", text))


def changed(part: Part, change: Callable[[str], str]) -> Part:
    """A document, or what is in one, with every text of it changed."""
    if isinstance(part, str):
        return cast(Part, change(part))
    if not isinstance(part, tuple):
        return part
    inside = [changed(each, change) for each in part]
    return type(part)(*inside) if hasattr(part, "_fields") else cast(Part, tuple(inside))


def placed(document: Document, *places: Place) -> Iterator[Section]:
    """The sections of these places, in order."""
    return (section for section in document.sections if section.place in places)
