"""A document as plain text: boxes of ASCII, aligned in the cells of a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from haegi.sheet.document import Block, Check, Document, Grid, Para, Row, Say, Section, plain
from haegi.text.terminal import hung, pad, wrap

#: Cells across, and inside a box.
WIDTH = 80
INSIDE = WIDTH - 4
_LABEL = 26


def render(document: Document) -> bytes:
    """The document as UTF-8, no line wider than 80 cells."""
    document = plain(document)
    lines = [*wrap(document.title, WIDTH), *wrap(document.subtitle, WIDTH)]
    for section in document.sections:
        lines += ["", *_section(section)]
    lines += ["", *wrap(document.fine, WIDTH)] if document.fine else []
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode()


def _section(section: Section) -> Iterator[str]:
    if all(isinstance(block, Para) for block in section.blocks):
        yield from wrap(section.title, WIDTH)
        yield from (line for block in section.blocks for line in _block(block, WIDTH))
    else:
        yield from _box(section.title, section.blocks)


def _box(title: str, blocks: Sequence[Block]) -> Iterator[str]:
    yield _rule()
    if title:
        yield from (*map(_inside, wrap(title, INSIDE)), _rule())
    loose = any(isinstance(block, Say) for block in blocks)
    for number, block in enumerate(blocks):
        if loose and number:
            yield _inside("")
        yield from map(_inside, _block(block, INSIDE))
    yield _rule()


def _rule() -> str:
    return "+" + "-" * (WIDTH - 2) + "+"


def _inside(line: str) -> str:
    return f"| {pad(line, INSIDE)} |"


def _block(block: Block, room: int) -> Iterator[str]:
    if isinstance(block, Say):
        yield from _say(block)
    elif isinstance(block, Row):
        rooms = (_LABEL, room - _LABEL - 2)
        yield from _beside((block.label, block.value or "_" * rooms[1]), rooms)
    elif isinstance(block, Grid):
        yield from _grid(block)
    elif isinstance(block, Check):
        yield from hung("[x] " if block.done else "[ ] ", block.text, room)
    else:
        yield from wrap(f"{block.text} {block.source}", room)


def _say(say: Say) -> Iterator[str]:
    yield from hung(pad("!" if say.trap else say.number, 3), say.head, INSIDE)
    yield from hung("   ", f'"{say.text}"' if say.text else "_" * 40, INSIDE)
    for text in (say.gloss, say.note):
        yield from hung("   ", f"({text})", INSIDE) if text else ()


def _beside(texts: Sequence[str], rooms: Sequence[int], between: str = "  ") -> Iterator[str]:
    """Texts side by side, each wrapped in its own room."""
    columns = [wrap(text, room) or [""] for text, room in zip(texts, rooms, strict=True)]
    return (between.join(map(pad, line, rooms)) for line in zip_longest(*columns, fillvalue=""))


def _grid(grid: Grid) -> Iterator[str]:
    rooms = _rooms(grid.shares)
    rule = "-+-".join("-" * room for room in rooms)
    yield from _beside(grid.heads, rooms, " | ")
    for row in grid.rows:
        yield rule
        yield from _beside(row, rooms, " | ")


def _rooms(shares: Sequence[int]) -> list[int]:
    """The cells of each column; what is left over goes to the widest."""
    free = INSIDE - 3 * (len(shares) - 1)
    rooms = [free * share // sum(shares) for share in shares]
    rooms[shares.index(max(shares))] += free - sum(rooms)
    return rooms
