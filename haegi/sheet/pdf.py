"""A document as PDF, set by typst with a Hangul typeface of its own: fonts embedded, same input, same bytes.

Texts reach typst as data and are never read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any
from unicodedata import combining

from haegi.errors import Failure
from haegi.sheet.document import Document, Grid, Paper, changed, set_in_type
from haegi.sheet.page_layout import CELL, GAP, GUTTER, LABEL, LEADING, MARGIN, OVER, Layout, fit, page

FAMILY = "Noto Sans KR"
#: What the typeface has letters for, by first and last code point: Latin, Greek, Cyrillic, punctuation, signs of
#: currency, Hangul, the ideographs in common use, and their wide forms. Others are shown by their number.
_DRAWN = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026),
    (0x20A9, 0x20A9), (0x20AC, 0x20AC), (0x2190, 0x2193), (0x3000, 0x3002), (0x3008, 0x3011), (0x3131, 0x318E),
    (0xAC00, 0xD7A3), (0xFF01, 0xFF5E),
)  # fmt: skip


def render(document: Document) -> bytes:
    """The document as PDF. Raises Failure where typst or its Hangul typeface is not installed."""
    fonts, typst = _fonts()
    document = changed(set_in_type(document), letters)
    layout = fit(document)
    source = files("haegi.sheet").joinpath("sheet.typ").read_bytes()
    data = json.dumps(_data(document, layout))
    compiler = typst.Compiler(source, font_paths=fonts, sys_inputs={"data": data})
    body: bytes = compiler.compile(format="pdf", timestamp=0)
    return body


def _fonts() -> tuple[Any, Any]:
    """The typefaces and typst itself. What would be drawn without a Hangul typeface is boxes: better nothing."""
    try:
        pack, typst = import_module("justmytype_intl_cjk"), import_module("typst")
    except ImportError:
        raise Failure("sheet.no-pdf") from None
    folders: Sequence[Path] = pack.get_font_pack().get_font_directories()
    wanted = [str(file.parent) for folder in folders for file in sorted(folder.rglob("NotoSansKR*.[to]tf"))]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=wanted)
    if FAMILY not in fonts.families():
        raise Failure("sheet.no-pdf")
    return fonts, typst


def _data(document: Document, layout: Layout) -> Mapping[str, Any]:
    columns = [column for column in (layout.main, layout.side) if column.sections]
    across = page(document.paper)[0]
    return {
        "title": document.title, "subtitle": document.subtitle, "fine": document.fine, "lang": document.language,
        "paper": _PAPERS[document.paper], "margin": MARGIN, "gap": GAP, "over": OVER, "leading": LEADING,
        "room": min((column.width for column in columns), default=across) - GUTTER, "cell": _cell(layout, across),
        "label": LABEL, "family": FAMILY, **layout.sizes._asdict(),
        "columns": [
            {"width": column.width, "loose": column.loose, "sections": _sections(column.sections)}
            for column in columns
        ],
        "foot": _sections(layout.foot),
        "rest": _sections(each for each in layout.rest if each.place == "rest"),
        "flow": _sections(each for each in layout.rest if each.place == "flow"),
    }  # fmt: skip


def _cell(layout: Layout, across: float) -> float:
    """The room in the narrowest cell of a table or of a label and its value."""
    room = across / max(len(layout.foot), 2) - GAP
    grids = [block for section in layout.foot for block in section.blocks if isinstance(block, Grid)]
    shares = [min(grid.shares) / sum(grid.shares) for grid in grids]
    return room * min([LABEL, *shares]) - 2 * CELL


_PAPERS: Mapping[Paper, str] = {"a4": "a4", "letter": "us-letter"}


def _sections(sections: Any) -> list[dict[str, Any]]:
    return [
        {
            "title": section.title,
            "blocks": [{"kind": type(block).__name__.lower(), **block._asdict()} for block in section.blocks],
        }
        for section in sections
    ]


def letters(text: str) -> str:
    """The text in letters that the typeface has; every other character is shown by its number."""
    return "".join(char if _has(char) else f"U+{ord(char):04X}" for char in text)


def _has(char: str) -> bool:
    return not combining(char) and any(first <= ord(char) <= last for first, last in _DRAWN)
