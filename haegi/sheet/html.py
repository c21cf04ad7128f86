"""A document as one HTML file: no network, no script, one page on paper and one column on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from haegi.sheet.document import Block, Check, Document, Grid, Row, Say, Section, set_in_type
from haegi.sheet.page_layout import Layout, fit, page

#: Characters of a block that may be broken across pages.
_LONG = 1500


def render(document: Document) -> bytes:
    """The document as UTF-8."""
    document = set_in_type(document)
    layout = fit(document)
    language = document.language
    head = (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>\n{_style(document, layout)}</style>\n</head>\n"
    )
    return f"{head}<body>\n{_body(document, layout)}</body>\n</html>\n".encode()


def _style(document: Document, layout: Layout) -> str:
    sizes = layout.sizes
    columns = " ".join(f"{column.width:.2f}fr" for column in (layout.main, layout.side) if column.sections)
    tall = page(document.paper)[1]
    variables = {
        "large": f"{sizes.large}pt", "line": f"{sizes.line}pt", "small": f"{sizes.small}pt", "tall": f"{tall:.2f}pt",
        "columns": columns or "1fr", "feet": str(max(len(layout.foot), 1)),
        "main-loose": f"{layout.main.loose}pt", "side-loose": f"{layout.side.loose}pt",
    }  # fmt: skip
    root = "; ".join(f"--{name}: {value}" for name, value in variables.items())
    sheet = files("haegi.sheet").joinpath("sheet.css").read_text("utf-8")
    return f":root {{ {root} }}\n{sheet.replace('var(--paper)', 'letter' if document.paper == 'letter' else 'A4')}"


def _body(document: Document, layout: Layout) -> str:
    head = f'<header>\n<h1>{escape(document.title)}</h1>\n<p class="sub">{escape(document.subtitle)}</p>\n</header>\n'
    columns = "".join(
        f'<div class="column {name}">\n{_sections(column.sections)}</div>\n'
        for name, column in (("main", layout.main), ("side", layout.side))
        if column.sections
    )
    foot = f'<div class="foot">\n{_sections(layout.foot)}</div>\n' if layout.foot else ""
    fine = f'<p class="fine">{escape(document.fine)}</p>\n' if document.fine else ""
    after = _after(layout.rest)
    if not columns and not foot:
        return head + after.replace(' class="after', ' class="', 1) + fine
    return f'<main class="page">\n{head}<div class="columns">\n{columns}</div>\n{foot}{fine}</main>\n{after}'


def _after(sections: Sequence[Section]) -> str:
    """What follows page one: in two columns, or one for what flows."""
    parts = {place: [section for section in sections if section.place == place] for place in ("rest", "flow")}
    return "".join(f'<div class="after {place}">\n{_sections(part)}</div>\n' for place, part in parts.items() if part)


def _sections(sections: Sequence[Section]) -> str:
    titles = (f"<h2>{escape(section.title)}</h2>\n" if section.title else "" for section in sections)
    blocks = ("".join(map(_block, section.blocks)) for section in sections)
    return "".join(f"<section>\n{title}{body}</section>\n" for title, body in zip(titles, blocks, strict=True))


def _block(block: Block) -> str:
    if isinstance(block, Say):
        return _say(block)
    if isinstance(block, Row):
        label, value = escape(block.label), escape(block.value)
        return f'<div class="row"><span>{label}</span><span>{value}</span></div>\n'
    if isinstance(block, Grid):
        return _grid(block)
    if isinstance(block, Check):
        return f'<div class="check{" done" if block.done else ""}">{escape(block.text)}</div>\n'
    source = f' <span class="source">{escape(block.source)}</span>' if block.source else ""
    return f'<p class="para{_long(block.text)}">{escape(block.text)}{source}</p>\n'


def _say(say: Say) -> str:
    mark = "!" if say.trap else say.number
    parts = [f'<span class="mark">{escape(mark)}</span>' if mark else "", f"<h3>{escape(say.head)}</h3>"]
    parts += _said(say) if say.text else ['<p class="room"></p>']
    parts += [f'<p class="note">{escape(say.note)}</p>'] if say.note else []
    kind = f"say{' trap' if say.trap else ''}{' numbered' if say.number else ''}{_long(say.text + say.gloss + say.note)}"
    return f'<div class="{kind}">{"".join(parts)}</div>\n'


def _said(say: Say) -> list[str]:
    """The line with its gloss: under it where the line is a stage's, else in the same paragraph."""
    if not say.number:
        gloss = f' <span class="gloss">{escape(say.gloss)}</span>' if say.gloss else ""
        return [f'<p class="line">{escape(say.text)}{gloss}</p>']
    under = [f'<p class="gloss">{escape(say.gloss)}</p>'] if say.gloss else []
    return [f'<p class="line">{escape(say.text)}</p>', *under]


def _long(text: str) -> str:
    return " long" if len(text) > _LONG else ""


def _grid(grid: Grid) -> str:
    whole = sum(grid.shares)
    columns = "".join(f'<col style="width: {100 * share / whole:.2f}%">' for share in grid.shares)
    rows = [_cells("th", grid.heads), *(_cells("td", row) for row in grid.rows)]
    return f"<table><colgroup>{columns}</colgroup>\n{''.join(rows)}</table>\n"


def _cells(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>\n"
