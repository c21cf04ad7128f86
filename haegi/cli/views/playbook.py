"""What is told of playbooks: the list, a picture, what a check has found, what a code means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path as File
from typing import Any, NamedTuple

from haegi.authoring.diagram import Diagram, mermaid, tree
from haegi.authoring.diagram_svg import html, svg
from haegi.cli.context import Context
from haegi.cli.errors import fault_json, message, shown
from haegi.errors import Diagnostic, Failure, Severity
from haegi.files.resources import faults
from haegi.text.i18n import messages
from haegi.text.terminal import fit, visible

_CODE = re.compile(r"[A-Z]\d{3}\.why")


class Listed(NamedTuple):
    """A playbook in the list. `hidden`: another of its id comes first; `faults`: it can't be read."""

    id: str
    title: str
    language: str
    path: str
    origin: str
    hidden: bool
    faults: bool


def listed(context: Context, rows: Sequence[Listed]) -> Iterator[str]:
    """The list for reading."""
    for row in rows:
        notes = [context.say(f"list.{row.origin}")] + [context.say("list.hidden")] * row.hidden
        title = context.say("list.broken") if row.faults else visible(row.title)
        yield f"{fit(row.id, 20)}  {fit(title, 28)}  {row.language or '--'}  {', '.join(notes)}"
        yield f"{'':20}  {visible(row.path)}"


def drawn(picture: Diagram, form: str = "tree", *, width: int) -> str:
    """A playbook drawn: as tree, mermaid, svg or html."""
    if form in ("svg", "html"):
        return svg(picture) if form == "svg" else html(picture)
    return "\n".join(mermaid(picture) if form == "mermaid" else tree(picture, width)) + "\n"


def document(context: Context, paths: Sequence[File], found: Sequence[Diagnostic]) -> dict[str, Any]:
    """What a check has found, as data."""
    return {"files": [str(path) for path in paths], "diagnostics": [fault_json(fault, context.locale) for fault in found]}


def tell(context: Context, paths: Sequence[File], found: Sequence[Diagnostic], *, oneline: bool) -> None:
    """Print what was found, and beside it how much that is."""
    for fault in found:
        if oneline:  # `path:line:column: severity CODE sentence`, as editors read it
            place, sentence = visible(str(fault.place)), message(fault, context.locale)
            context.out(f"{place}: {fault.severity.value} {fault.code} {sentence}")
        else:
            context.out("\n".join(shown(fault, context.locale)))
    errors = sum(fault.severity is Severity.ERROR for fault in found)
    key = "check.some" if found else "check.none"
    context.talk(context.say(key, files=len(paths), errors=errors, warnings=len(found) - errors))


def explain(context: Context, code: str, check: Callable[[File], Sequence[Diagnostic]]) -> Iterator[str]:
    """What a code means, in both languages, and the file that shows it with what is found there."""
    why = f"{code}.why"
    if why not in messages("ko"):
        known = sorted(key.removesuffix(".why") for key in messages("ko") if _CODE.fullmatch(key))
        raise Failure("check.no-code", code=visible(code), known=", ".join(known))
    yield f"{code}  {messages('ko')[why]}"
    yield f"      {messages('en')[why]}"
    example = faults() / f"{code}.yaml"
    if not example.is_file():
        return
    yield ""
    yield context.say("check.example", file=example.name)
    lines = example.read_bytes().decode("utf-8", "replace").splitlines()
    yield from (f"    {visible(line)}" for line in lines if not line.startswith("# expect:"))
    yield ""
    for fault in check(example):
        yield f"{fault.severity.value} {code} {message(fault, context.locale)}"
        yield from list(shown(fault, context.locale))[1:]
