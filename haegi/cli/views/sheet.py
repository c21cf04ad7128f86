"""The formats and languages of a printed document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as File
from typing import get_args

from haegi.errors import Usage
from haegi.sheet import html, markdown, pdf, plain_text
from haegi.sheet.document import Document
from haegi.sheet.sheet import Wish

_RENDERERS: dict[str, Callable[[Document], bytes]] = {
    "html": html.render,
    "pdf": pdf.render,
    "md": markdown.render,
    "txt": plain_text.render,
}
_ENDINGS = {"htm": "html", "markdown": "md", "text": "txt"}


def form_of(wanted: str, output: str, usual: str = "html") -> str:
    """The format asked for, else the one the file's name ends in, else the usual one."""
    ending = (wanted or File(output).suffix[1:]).lower()
    form = _ENDINGS.get(ending, ending) or usual
    if form not in _RENDERERS:
        raise Usage("sheet.no-format", text=ending)
    return form


def renderer(form: str) -> Callable[[Document], bytes]:
    """The function that renders a document in a format."""
    return _RENDERERS[form]


def wish_of(text: str, usual: Wish) -> Wish:
    """The language asked for, else the usual one."""
    known: dict[str, Wish] = {"": usual, **{wish: wish for wish in get_args(Wish)}}
    if text not in known:
        raise Usage("sheet.no-lang", text=text)
    return known[text]
