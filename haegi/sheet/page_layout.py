"""What goes on page one, measured: type as large as all that matters allows, and the least important left off.

In this order: notes beside the lines go first, then type shrinks, then answers that are spare go from the least
important up, and are named. What must be there and still has no room moves to the next page, the end of each
column first.

The room that text takes is estimated from above, for any common Hangul typeface: widths are in em, of the
widest typeface that the style sheet names. An estimate errs towards more lines, so that what fits here fits
on paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from haegi.sheet.document import (
    Block,
    Check,
    Document,
    Grid,
    Paper,
    Para,
    Place,
    Row,
    Say,
    Section,
    placed,
    plain,
)  # fmt: skip
from haegi.text.i18n import say

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
    31: "| ',.:;ijl", 37: "()-I[]f{}", 43: "!/rt", 55: '"csvxyz', 58: "<>?JL_aek", 61: "#$*0123456789g",
    62: "FTZ`bdhnopqu", 66: "+=^~", 68: "BEKPSVXY", 73: "&ACDHNRU", 80: "GOQ", 85: "w", 97: "Mm\\", 103: "@W",
    109: "%",
}  # fmt: skip
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
        latin = _WIDTHS.get(char) or (0.78 if char.isupper() else 0.62)
        return latin * (_BOLD if bold else 1.0)
    if combining(char):
        return 0.0
    if "\uac00" <= char <= "\ud7a3":
        return 0.95
    if char > "\U0001f000":
        return 1.45
    return 1.0 if east_asian_width(char) in "WFA" else 0.75


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text on one line."""
    return size * _ems(text, bold)


@cache
def _ems(text: str, bold: bool) -> float:
    """Kept, because a page is tried in many sizes of type."""
    return sum(_em(char, bold) for char in text)


@cache
def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes, broken between words (not at a hard space); a word wider than a line is broken inside."""
    room *= _COUNTED
    count, used = 0, room + 1
    for word in filter(None, re.split(r"[ \n\t]+", text)):
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
    gloss = text_height(block.gloss, room, sizes.small)
    return rest + text_height(block.text, room, sizes.line, bold=True) + gloss


def _row(cells: tuple[str, ...], rooms: Sequence[float], sizes: Sizes) -> float:
    each = zip(cells, rooms, strict=True)
    tallest = max(text_height(cell, room, sizes.small, bold=True) for cell, room in each)
    return max(tallest + 2 * CELL, BLANK) + 0.75


def heading(section: Section, room: float, sizes: Sizes) -> float:
    """The height of a section's title, with the rule over it and the room around it."""
    title = text_height(section.title, room, sizes.small, bold=True)
    return OVER + 1.5 + 3 + title + 4 if section.title else 0


# The layout

#: From what reads best at arm's length to the least that is still readable.
_SIZES = (
    Sizes(25, 13, 10), Sizes(25, 13, 9.5), Sizes(24, 12.5, 9.5), Sizes(24, 12, 9.5), Sizes(23, 12, 9),
    Sizes(23, 11.5, 9), Sizes(22, 11, 9), Sizes(22, 11, 8.5), Sizes(21, 10.5, 8.5), Sizes(20, 10, 8.5),
    Sizes(20, 9.5, 8.5),
)  # fmt: skip
#: How many spare blocks are worth smaller type, and what part of those that the smallest would hold.
_ENOUGH, _PART = 12, 0.8
#: Traps left off that are named.
_NAMED = 4
#: The wide column's part of the page; the band at the foot takes no more than this part of its height.
MAIN, FOOT = 0.55, 0.4
#: Points: lines smaller than this are worse than lines without notes.
_SMALL = 11
#: Points that are left between two blocks at most where a column has room to spare.
_LOOSEST = 11.0
#: Points kept free on page one: browsers round to pixels.
_SPARE = 5.0


class Column(NamedTuple):
    """A column of page one: its width, its sections, and the points to add under each block."""

    width: float
    sections: tuple[Section, ...]
    loose: float


class Layout(NamedTuple):
    """Where everything goes. `body` is the height of the columns, `rest` what follows page one."""

    sizes: Sizes
    body: float
    main: Column
    side: Column
    foot: tuple[Section, ...]
    rest: tuple[Section, ...]


class _Filled(NamedTuple):
    kept: tuple[Section, ...]
    over: tuple[Section, ...]
    spares: int
    height: float


def fit(document: Document) -> Layout:
    """The layout with the largest type that holds all that must be on page one and enough of the rest."""
    document = plain(document)
    order = sorted(product((True, False), _SIZES), key=lambda each: (each[1].line < _SMALL, not each[0]))
    tries = [_laid(document, sizes, notes) for notes, sizes in order]
    enough = min(_ENOUGH, _PART * max(spares for _, _, spares in tries))
    good = (layout for layout, moved, spares in tries if not moved and spares >= enough)
    return next(good, tries[-1][0])


def _laid(document: Document, sizes: Sizes, notes: bool) -> tuple[Layout, bool, int]:
    """A layout in these sizes, whether something that matters had to move, and how many spare blocks are in."""
    across, tall = page(document.paper)
    if not notes:
        sections = (each if each.place in ("rest", "flow") else _unnoted(each) for each in document.sections)
        document = document._replace(sections=tuple(sections))
    foot = _foot(tuple(placed(document, "foot")), across, tall * FOOT, sizes)
    body = tall - _SPARE - header(document, across, sizes) - foot.height - fine(document, across, sizes)
    filled = _columns(document, widths(document, across), body, sizes)
    main, side = (
        Column(room, each.kept, _loose(each, body))
        for room, each in zip(widths(document, across), filled, strict=True)
    )
    over = [*filled[0].over, *filled[1].over, *foot.over]
    rest = (
        *(each._replace(place="rest") for each in over),
        *_after(document, (across - GAP) / 2, 2 * tall, sizes),
    )
    return Layout(sizes, body, main, side, foot.kept, rest), bool(over), sum(each.spares for each in filled)


def _after(document: Document, room: float, most: float, sizes: Sizes) -> Iterator[Section]:
    """What follows page one; its notes are left off where that saves a page."""
    rest = tuple(placed(document, "rest"))
    need = sum(height(block, room, sizes) for section in rest for block in section.blocks)
    yield from rest if need <= most else map(_unnoted, rest)
    yield from placed(document, "flow")


def _unnoted(section: Section) -> Section:
    blocks = (block._replace(note="") if isinstance(block, Say) else block for block in section.blocks)
    return section._replace(blocks=tuple(blocks))


def _columns(document: Document, rooms: tuple[float, float], body: float, sizes: Sizes) -> list[_Filled]:
    """Both columns filled; what may stand in either stands in the narrow one where the wide one is too short."""
    ways: list[tuple[tuple[Place, ...], tuple[Place, ...]]] = [(("main", "either"), ("side",))]
    if rooms[1]:
        ways.append((("main",), ("either", "side")))
    tries = [
        [
            _filled(tuple(placed(document, *places)), room, body, sizes, document)
            for places, room in zip(way, rooms, strict=True)
        ]
        for way in ways
    ]
    return next((each for each in tries if not each[0].over), tries[-1])


def widths(document: Document, across: float) -> tuple[float, float]:
    """The widths of the two columns; the wide one takes all where the narrow one is empty."""
    if not any(placed(document, "side")):
        return across, 0.0
    main = (across - GAP) * MAIN
    return main, across - GAP - main


def header(document: Document, across: float, sizes: Sizes) -> float:
    """The height of the title, what stands under it, and the room to the columns."""
    title = text_height(document.title, across, sizes.large, bold=True) / LEADING * 1.2
    return title + text_height(document.subtitle, across, sizes.small) + 2


def fine(document: Document, across: float, sizes: Sizes) -> float:
    """The height of the small print with the rule over it."""
    return OVER + 5 + text_height(document.fine, across, sizes.small) if document.fine else 0.0


def _foot(sections: Sequence[Section], across: float, most: float, sizes: Sizes) -> _Filled:
    """The band at the foot: its sections side by side, each as far as it fits."""
    if not sections:
        return _Filled((), (), 0, 0)
    room = (across - GAP * (len(sections) - 1)) / len(sections)
    each = [_column((section,), room, most, sizes) for section in sections]
    kept = tuple(section for one in each for section in one.kept)
    over = tuple(section for one in each for section in one.over)
    return _Filled(kept, over, 0, max(one.height for one in each))


def _column(sections: Sequence[Section], room: float, most: float, sizes: Sizes) -> _Filled:
    """Blocks from the top until the column is full; a title goes nowhere without its first block."""
    kept: list[Section] = []
    over: list[Section] = []
    used = 0.0
    for section in sections:
        taken: list[Block] = []
        title = heading(section, room, sizes)
        for block in () if over else section.blocks:
            more = height(block, room, sizes) + (0 if taken else title)
            if used + more > most:
                break
            used += more
            taken.append(block)
        left = section.blocks[len(taken) :]
        kept += [section._replace(blocks=tuple(taken))] if taken else []
        over += [section._replace(blocks=left)] if left else []
    return _Filled(tuple(kept), tuple(over), 0, used)


def _filled(
    sections: tuple[Section, ...], room: float, most: float, sizes: Sizes, document: Document
) -> _Filled:
    """A column: first what must be there, then as many spare blocks as there is room for."""
    fixed = _column([each for each in sections if not each.spare], room, most, sizes)
    spare = next((each for each in sections if each.spare), None)
    if spare is None:
        return fixed
    for count in range(len(spare.blocks), -1, -1):
        shown = _spared(spare, count, document)
        need = heading(shown, room, sizes) + sum(height(block, room, sizes) for block in shown.blocks)
        if fixed.height + need <= most:
            return fixed._replace(kept=(shown, *fixed.kept), spares=count, height=fixed.height + need)
    return fixed


def _spared(section: Section, count: int, document: Document) -> Section:
    """The first `count` blocks, traps before others, and the names of what was left off."""
    shown = sorted(section.blocks[:count], key=lambda block: not (isinstance(block, Say) and block.trap))
    left = [block.head for block in section.blocks[count:] if isinstance(block, Say) and block.trap]
    if left:
        rest = len(section.blocks) - count
        shown.append(Para(say(document.language, "sheet.more", names=", ".join(left[:_NAMED]), count=rest)))
    return section._replace(blocks=tuple(shown))


def _loose(filled: _Filled, body: float) -> float:
    """The room to add under each line to say, so that a column ends near the foot of the page."""
    count = sum(isinstance(block, Say) for section in filled.kept for block in section.blocks)
    return round(min(max(body - filled.height, 0) / count, _LOOSEST), 2) if count else 0.0
