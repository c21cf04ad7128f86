"""A document as Markdown: headings, lists and tables that read well as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from haegi.sheet.document import Check, Document, Grid, Para, Row, Say, Section, plain

#: Whatever Markdown or the HTML in it could take for markup, anywhere in a line.
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&$^=:@])")
#: Marks that are read as markup only at the start of a line, or in company; alone in a sentence they are plain.
_HARMLESS = re.compile(
    r"(?<=[^\s\d\\])\\([.!:,\-])(?=\s|$)|(?<=[0-9A-Za-z가-힣])\\([.\-:])(?=[0-9A-Za-z가-힣])"
)
_WRITE = "________"


def render(document: Document) -> bytes:
    """The document as UTF-8."""
    document = plain(document)
    parts = [f"# {_text(document.title)}", _text(document.subtitle)]
    for section in document.sections:
        parts += _section(section)
    parts += ["---", _text(document.fine)] if document.fine else []
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _section(section: Section) -> Iterator[str]:
    yield f"## {_text(section.title)}" if section.title else ""
    lists = [block for block in section.blocks if isinstance(block, Say | Check)]
    if lists:
        yield "\n".join(_item(block) for block in lists)
    rows = [block for block in section.blocks if isinstance(block, Row)]
    if rows:
        yield "\n".join([*_table(("", "")), *(_cells((row.label, row.value)) for row in rows)])
    yield from (_whole(block) for block in section.blocks if isinstance(block, Grid | Para))


def _item(block: Say | Check) -> str:
    if isinstance(block, Check):
        return f"- [{'x' if block.done else ' '}] {_text(block.text)}"
    mark = "**!** " if block.trap else ""
    lead = f"{block.number}." if block.number.isdigit() else "-"
    room = " " * (len(lead) + 1)
    lines = [f"{lead} {mark}**{_text(block.head)}**", f"{room}{_text(block.text) or _WRITE}"]
    lines += [f"{room}*{_text(text)}*" for text in (block.gloss, block.note) if text]
    return "  \n".join(lines)


def _whole(block: Grid | Para) -> str:
    if isinstance(block, Grid):
        return "\n".join([*_table(block.heads), *map(_cells, block.rows)])
    return f"{_text(block.text)} {_text(block.source)}".strip()


def _table(heads: Iterable[str]) -> list[str]:
    heads = tuple(heads)
    return [_cells(heads, blank=""), "|" + " --- |" * len(heads)]


def _cells(cells: Iterable[str], blank: str = _WRITE) -> str:
    return "| " + " | ".join(_text(cell) or blank for cell in cells) + " |"


def _text(text: str) -> str:
    """A text with nothing in it that Markdown would take for markup."""
    return _HARMLESS.sub(lambda match: match[1] or match[2], _MARKUP.sub(r"\\\1", text))
