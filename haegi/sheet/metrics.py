"""How much room text takes on paper, in points: estimated from above, for any common Hangul typeface.

Widths are in em, of the widest typeface that the style sheet names. An estimate errs towards more lines, so that what
fits here fits on paper.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from haegi.sheet.document import Block, Check, Grid, Paper, Row, Say, Section

#: Line height in em.
LEADING = 1.32
#: Points: what stands left of a line to say, the least room under a block, that under a check, that over a section.
GUTTER, UNDER, TICK, OVER = 17.0, 5.0, 2.5, 9.0
#: Points: a blank to write in by hand; the cell padding of a table; the gap between columns.
BLANK, CELL, GAP = 18.0, 2.5, 18.0
#: Points: the margin of a page, on all sides.
MARGIN = 28.0
#: The share of its width that a label takes.
LABEL = 0.5

#: The part of a width that is counted on: browsers and typst break a little earlier than the sum of widths says.
_COUNTED = 0.98
#: How much wider bold Latin is; bold Hangul is as wide as regular.
_BOLD = 1.06
#: Hundredths of an em of each character: the widest of Noto Sans KR, NanumGothic and Arial, in either weight.
_LATIN = {
    31: "| ',.:;ijl",
    37: "()-I[]f{}",
    43: "!/rt",
    55: '"csvxyz',
    58: "<>?JL_aek",
    61: "#$*0123456789g",
    62: "FTZ`bdhnopqu",
    66: "+=^~",
    68: "BEKPSVXY",
    73: "&ACDHNRU",
    80: "GOQ",
    85: "w",
    97: "Mm\\",
    103: "@W",
    109: "%",
}
_WIDTHS = {char: width / 100 for width, chars in _LATIN.items() for char in chars}


class Sizes(NamedTuple):
    """The three sizes of type, in points."""

    large: float
    line: float
    small: float


def page(paper: Paper) -> tuple[float, float]:
    """Width and height inside the margins."""
    width, height = (612.0, 792.0) if paper == "letter" else (595.28, 841.89)
    return width - 2 * MARGIN, height - 2 * MARGIN


@cache
def _em(char: str, bold: bool) -> float:
    if char < "\u0250":
        return _latin(char) * (_BOLD if bold else 1.0)
    if combining(char):
        return 0.0
    if "\uac00" <= char <= "\ud7a3":
        return 0.95
    if char > "\U0001f000":
        return 1.45
    return 1.0 if east_asian_width(char) in "WFA" else 0.75


def _latin(char: str) -> float:
    return _WIDTHS.get(char) or (0.78 if char.isupper() else 0.62)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text on one line."""
    return size * _ems(text, bold)


@cache
def _ems(text: str, bold: bool) -> float:
    """Kept, because a page is tried in many sizes of type."""
    return sum(_em(char, bold) for char in text)


@cache
def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes, broken between words only; a word wider than a line is broken inside."""
    room *= _COUNTED
    count, used = 0, room + 1
    for word in text.split():
        wide = width(word, size, bold=bold)
        space = width(" ", size)
        if used + space + wide <= room:
            used += space + wide
            continue
        whole = int(wide // room)
        count += 1 + whole
        used = wide - whole * room
    return count


def text_height(text: str, room: float, size: float, *, bold: bool = False) -> float:
    return lines(text, room, size, bold=bold) * size * LEADING


def height(block: Block, room: float, sizes: Sizes) -> float:
    """The height of a block in a column of this width, with the room under it."""
    if isinstance(block, Say):
        return _say(block, room - GUTTER, sizes)
    if isinstance(block, Row):
        return _row((block.label, block.value), (room * LABEL - 6, room * (1 - LABEL)), sizes)
    if isinstance(block, Grid):
        shares = [room * share / sum(block.shares) - 2 * CELL for share in block.shares]
        return sum(_row(row, shares, sizes) for row in (block.heads, *block.rows)) + UNDER
    if isinstance(block, Check):
        return text_height(block.text, room - GUTTER, sizes.small) + TICK
    return text_height(f"{block.text} {block.source}", room, sizes.small) + UNDER


def _say(block: Say, room: float, sizes: Sizes) -> float:
    """A numbered line has its gloss under it; a small one runs on into it."""
    rest = text_height(block.head, room, sizes.small) + text_height(block.note, room, sizes.small) + UNDER
    if not block.text:
        return rest + BLANK
    if not block.number:
        return rest + text_height(f"{block.text} {block.gloss}", room, sizes.small, bold=not block.gloss)
    return (
        rest
        + text_height(block.text, room, sizes.line, bold=True)
        + text_height(block.gloss, room, sizes.small)
    )


def _row(cells: tuple[str, ...], rooms: tuple[float, float] | list[float], sizes: Sizes) -> float:
    tallest = max(
        text_height(cell, room, sizes.small, bold=True) for cell, room in zip(cells, rooms, strict=True)
    )
    return max(tallest + 2 * CELL, BLANK) + 0.75


def heading(section: Section, room: float, sizes: Sizes) -> float:
    """The height of a section's title, with the rule over it and the room around it."""
    return (
        OVER + 1.5 + 3 + text_height(section.title, room, sizes.small, bold=True) + 4 if section.title else 0
    )
