"""How much room text takes on paper, in points: estimated from above, for any common Hangul typeface.

Widths are in em. Hangul is 0.86 to 0.95 wide in the typefaces of Windows, macOS and Noto; Latin widths are those
of the widest of them. An estimate errs towards more lines, so that what fits here fits on paper.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from haegi.sheet.document import Block, Check, Grid, Paper, Row, Say, Section

#: Line height in em.
LEADING = 1.36
#: Points: what stands left of a line to say, the least room under a block, the room over a section.
GUTTER, UNDER, OVER = 17.0, 5.5, 9.0
#: Points: a blank to write in by hand; the cell padding of a table; the gap between columns.
BLANK, CELL, GAP = 19.0, 3.0, 18.0
#: Points: the margin of a page, on all sides.
MARGIN = 28.0
#: The share of its width that a label takes.
LABEL = 0.4

#: The part of a width that is counted on: browsers and typst break a little earlier than the sum of widths says.
_COUNTED = 0.97
_BOLD = 1.06
_NARROW = frozenset("iljI.,:;'|!`()[]{}ft/\\\"-")
_BROAD = frozenset("mwMW@%&")


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
def _em(char: str) -> float:
    if char < "\u0250":
        return _latin(char)
    if combining(char):
        return 0.0
    if "\uac00" <= char <= "\ud7a3":
        return 0.95
    if char > "\U0001f000":
        return 1.45
    return 1.0 if east_asian_width(char) in "WFA" else 0.75


def _latin(char: str) -> float:
    if char == " ":
        return 0.28
    if char in _NARROW:
        return 0.38
    if char in _BROAD:
        return 0.95
    return 0.7 if char.isupper() else 0.59


def width(text: str, size: float) -> float:
    """The width of a text on one line."""
    return size * sum(map(_em, text))


def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes, broken between words only; a word wider than a line is broken inside."""
    room *= _COUNTED / (_BOLD if bold else 1.0)
    count, used = 0, room + 1
    for word in text.split():
        wide = width(word, size)
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
    text = block.text if isinstance(block, Check) else f"{block.text} {block.source}"
    return text_height(text, room - (GUTTER if isinstance(block, Check) else 0), sizes.small) + UNDER


def _say(block: Say, room: float, sizes: Sizes) -> float:
    said = text_height(block.text, room, sizes.line, bold=True) or BLANK
    small = text_height(block.gloss, room, sizes.small) + text_height(block.note, room, sizes.small)
    return text_height(block.head, room, sizes.small, bold=True) + said + small + UNDER


def _row(cells: tuple[str, ...], rooms: tuple[float, float] | list[float], sizes: Sizes) -> float:
    tallest = max(
        text_height(cell, room, sizes.small, bold=True) for cell, room in zip(cells, rooms, strict=True)
    )
    return max(tallest + 2 * CELL, BLANK) + 0.75


def heading(section: Section, room: float, sizes: Sizes) -> float:
    """The height of a section's title, with the rule over it and the room around it."""
    return OVER + 1.5 + 3 + text_height(section.title, room, sizes.small, bold=True) + 4 if section.title else 0
