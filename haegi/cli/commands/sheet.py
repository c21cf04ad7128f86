"""`haegi sheet`: the page to keep beside the phone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path as File
from typing import TYPE_CHECKING, get_args

import typer

from haegi.cli import context
from haegi.errors import Failure, Usage

if TYPE_CHECKING:
    from haegi.call.case import Case, PastCall
    from haegi.playbook.model import Playbook
    from haegi.sheet.document import Document
    from haegi.sheet.sheet import Matter
    from haegi.sheet.tongue import Wish

DEFAULT = "retention-kr"
FORMATS = ("html", "pdf", "md", "txt")
_ENDINGS = {"htm": "html", "markdown": "md", "text": "txt"}


def sheet(
    playbook: str = typer.Argument("", metavar="[PLAYBOOK]", help="cli.playbook", show_default=False),
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.sheet.case", show_default=False),
    output: str = typer.Option(
        "", "-o", "--output", metavar="FILE", help="cli.sheet.output", show_default=False
    ),
    format_: str = typer.Option(
        "", "--format", metavar="html|pdf|md|txt", help="cli.sheet.format", show_default=False
    ),
    lang: str = typer.Option("", "--lang", metavar="ko|en|both", help="cli.sheet.lang", show_default=False),
    full: bool = typer.Option(False, "--full", help="cli.sheet.full"),
    date_: str = typer.Option("", "--date", metavar="YYYY-MM-DD", help="cli.sheet.date", show_default=False),
    force: bool = typer.Option(False, "--force", help="cli.case.force"),
) -> None:
    from haegi.sheet.sheet import sheet as made
    from haegi.sheet.tongue import tongue

    form = form_of(format_, output)
    wish = _wish(lang)
    book, matter = _matter(playbook, case, context.day(date_) if date_ else None)
    document = made(book, tongue(wish, book.language), matter, full=full)
    usual = f"haegi-{case or book.id}.{form}"
    deliver(renderer(form)(document), output, usual, force=force)


def _wish(text: str) -> Wish:
    from haegi.sheet.tongue import Wish

    known: dict[str, Wish] = {each: each for each in get_args(Wish)}
    if text and text not in known:
        raise Usage("sheet.no-lang", text=text)
    return known[text] if text else context.State.locale


def form_of(wanted: str, output: str, usual: str = "html") -> str:
    """The format asked for, else the one the file's name ends in, else the usual one."""
    ending = (wanted or File(output).suffix[1:]).lower()
    form = _ENDINGS.get(ending, ending) or usual
    if form not in FORMATS:
        raise Usage("sheet.no-format", text=ending)
    return form


def renderer(form: str) -> Callable[[Document], bytes]:
    """The function that renders a document in a format."""
    from haegi.sheet import html, markdown, pdf, plain_text

    return {"html": html.render, "pdf": pdf.render, "md": markdown.render, "txt": plain_text.render}[form]


def _matter(reference: str, name: str, day: date | None) -> tuple[Playbook, Matter]:
    """The playbook, and all that is known beside it."""
    from haegi.files.resources import shipped_market
    from haegi.sheet.sheet import Matter

    case, past = _case(name) if name else (None, [])
    book = context.playbook(reference or (case.playbook if case else DEFAULT)).playbook
    if case and reference and context.playbook(case.playbook).playbook.id != book.id:
        raise Failure("sheet.other-case", name=case.name, playbook=case.playbook)
    market = shipped_market(book.market) if book.market else None
    return book, Matter(case, past, market, day or _held(past))


def _case(name: str) -> tuple[Case, list[PastCall]]:
    store = context.reading()
    try:
        return store.case(name), store.calls(name)
    finally:
        store.close()


def _held(past: list[PastCall]) -> date | None:
    """The day of the case's last call: a sheet without a day of its own bears that one."""
    from haegi.call.case import moment

    return moment(past[-1].started).date() if past else None


def deliver(body: bytes, output: str, usual: str, *, force: bool) -> None:
    """A rendered document: to the file asked for, else to one with a telling name in this folder."""
    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
        return
    safe = "".join(char if char.isalnum() or char in "-_." else "-" for char in usual)
    path = File(output or safe)
    context.write_file(path, body, force=force)
    context.out(context.say("case.written", path=str(path)))
