"""`haegi sheet`: the page to keep beside the phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path as File
from typing import Annotated, get_args

import typer

from haegi.call.case import moment
from haegi.cli.context import DEFAULT, Context
from haegi.cli.options import CASES, Force, PlaybookName, text
from haegi.errors import Failure, Usage
from haegi.files.resources import shipped_market
from haegi.playbook.model import Playbook
from haegi.sheet import html, markdown, pdf, plain_text
from haegi.sheet.document import Document
from haegi.sheet.sheet import Matter, Wish, languages_of
from haegi.sheet.sheet import sheet as made

#: What renders a document, by its format.
RENDERERS: dict[str, Callable[[Document], bytes]] = {
    "html": html.render,
    "pdf": pdf.render,
    "md": markdown.render,
    "txt": plain_text.render,
}
_ENDINGS = {"htm": "html", "markdown": "md", "text": "txt"}


def sheet(
    ctx: typer.Context,
    playbook: PlaybookName = "",
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.sheet.case", autocompletion=CASES),
    output: str = typer.Option("", "-o", "--output", metavar="FILE", help="cli.sheet.output"),
    format_: Annotated[str, text("--format", metavar="html|pdf|md|txt", help_="cli.sheet.format")] = "",
    lang: Annotated[str, text("--lang", metavar="ko|en|both", help_="cli.sheet.lang")] = "",
    full: bool = typer.Option(False, "--full", help="cli.sheet.full"),
    date_: str = typer.Option("", "--date", metavar="YYYY-MM-DD", help="cli.sheet.date"),
    force: Force = False,
) -> None:
    context: Context = ctx.obj
    form, wish = form_of(format_, output), wish_of(lang, context.locale)
    book, matter = _matter(context, playbook, case, context.day(date_) if date_ else None)
    body = RENDERERS[form](made(book, languages_of(wish, book.language), matter, full=full))
    context.deliver(body, output, f"haegi-{case or book.id}.{form}", force=force)


def _matter(context: Context, reference: str, name: str, day: date | None) -> tuple[Playbook, Matter]:
    """The playbook, and all that is known beside it. A sheet without a day bears that of the last call."""
    store = context.reading() if name else None
    case, past = (store.case(name), store.calls(name)) if store else (None, [])
    book = context.playbook(reference or (case.playbook if case else DEFAULT))
    if case and reference and context.playbook(case.playbook).id != book.id:
        raise Failure("sheet.other-case", name=case.name, playbook=case.playbook)
    market = shipped_market(book.market) if book.market else None
    return book, Matter(case, past, market, day or (moment(past[-1].started).date() if past else None), day or context.day())


def form_of(wanted: str, output: str, usual: str = "html") -> str:
    """The format asked for, else the one the file's name ends in, else the usual one."""
    ending = (wanted or File(output).suffix[1:]).lower()
    form = _ENDINGS.get(ending, ending) or usual
    if form not in RENDERERS:
        raise Usage("sheet.no-format", text=ending)
    return form


def wish_of(text: str, usual: Wish) -> Wish:
    """The language asked for, else the usual one."""
    known: dict[str, Wish] = {"": usual, **{wish: wish for wish in get_args(Wish)}}
    if text not in known:
        raise Usage("sheet.no-lang", text=text)
    return known[text]
