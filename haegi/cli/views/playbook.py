"""What is told of playbooks: the list, a picture, what a check has found, what a code means, how the tests went."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path as File
from typing import Any, NamedTuple

from haegi.authoring.coverage import KINDS, Trace
from haegi.authoring.diagram import Diagram, mermaid, tree
from haegi.authoring.diagram_svg import html, svg
from haegi.authoring.explore import Explored
from haegi.authoring.json_schema import Key
from haegi.cli.context import Context, width
from haegi.cli.errors import fault_json, message, shown
from haegi.cli.views.table import table
from haegi.errors import Diagnostic, Failure, Severity
from haegi.files.resources import faults
from haegi.playbook.model import Playbook
from haegi.text.i18n import messages
from haegi.text.terminal import fit, hung, pad, visible, wrap

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


def codes(context: Context) -> Iterator[str]:
    """Every code with the beginning of what it means."""
    for key, why in sorted(messages(context.locale).items()):
        if _CODE.fullmatch(key):
            yield from hung(f"{key.removesuffix('.why')}  ", why.partition(". ")[0].rstrip("."), width(40, 100))


def explained(context: Context, codes: Sequence[str], check: Callable[[File], Sequence[Diagnostic]]) -> Iterator[str]:
    """What each code means, in both languages, and the file that shows it with what is found there."""
    for number, code in enumerate(codes):
        yield from [""] * bool(number)
        yield from explain(context, code, check)


def explain(context: Context, code: str, check: Callable[[File], Sequence[Diagnostic]]) -> Iterator[str]:
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


def keys(context: Context, found: Sequence[Key], *, whole: bool) -> Iterator[str]:
    """Keys with what they mean, under what holds them; where some were asked for, with the form of their values too."""
    room, longest = width(40, 100), max(len(key.name) for key in found) + 1
    yield from wrap(context.say("keys.title"), room) if whole else ()
    for owner, held in groupby(found, lambda key: key.owner):
        yield from [""] * whole
        yield from hung(f"{owner.upper()}  ", context.say(f"key.{owner}"), room)
        for key in held:
            lead = pad(key.name + "*" * key.required, longest)
            yield from hung(f"  {lead}  ", key.text, room)
            yield from [] if whole else hung(f"  {'':{longest}}  ", key.form, room)


# The conversations beside a playbook


class Result(NamedTuple):
    """One playbook: how many conversations there are beside it, and what came of them."""

    book: Playbook
    beside: File
    conversations: int
    failed: int
    faults: tuple[Diagnostic, ...]
    trace: Trace
    explored: Explored | None

    @property
    def passed(self) -> bool:
        return all(fault.severity is not Severity.ERROR for fault in self.faults)


def tested(context: Context, result: Result, seed: int) -> Iterator[str]:
    for fault in result.faults:
        yield from shown(fault, context.locale)
    yield _headline(context, result)
    explored = result.explored
    if explored:
        yield context.say("dialogue.walked", states=explored.states, calls=explored.calls, seed=seed) + (
            "" if explored.complete else " " + context.say("dialogue.cut")
        )
    yield from _coverage_table(context, result)
    yield from _never(context, result)


def _headline(context: Context, result: Result) -> str:
    book = result.book.id
    if not result.conversations:
        return context.say("dialogue.none", id=book, file=str(result.beside))
    key = "dialogue.failed" if result.failed else "dialogue.passed"
    return context.say(key, id=book, count=result.conversations, failed=result.failed)


def _traces(result: Result) -> dict[str, Trace]:
    """The columns of the table: what was played, and what was explored."""
    columns = {"conversations": result.trace} if result.conversations else {}
    return {**columns, "explored": result.explored.trace} if result.explored else columns


def _coverage_table(context: Context, result: Result) -> Iterator[str]:
    """Coverage as rows of kinds and columns of runs."""
    columns = {name: trace.counts(result.book) for name, trace in _traces(result).items()}
    if columns:
        rows = [["", *(context.say(f"dialogue.{name}") for name in columns)]]
        rows += [[context.say(f"dialogue.{kind}"), *(_covered(*counts[kind]) for counts in columns.values())] for kind in KINDS]
        yield from (f"  {line}" for line in table(rows, range(1, len(rows[0])), ruled=False))


def _covered(done: int, whole: int) -> str:
    """A share in whole percent, never rounded up to 100."""
    return f"{done:>4}/{whole:<4} {100 * done // whole if whole else 100:>4}%"


def _never(context: Context, result: Result) -> Iterator[str]:
    """What no run at all has reached; of the conversations alone where nothing was explored."""
    together = Trace()
    for trace in _traces(result).values():
        together.add(trace)
    for kind, names in together.never(result.book).items():
        if names and _traces(result):
            label = context.say(f"dialogue.{kind}")
            yield "  " + context.say("dialogue.never", kind=label, names=", ".join(names))


def tested_json(context: Context, result: Result) -> dict[str, Any]:
    book, explored = result.book, result.explored
    document = {
        "id": book.id,
        "conversations": result.conversations,
        "failed": result.failed,
        **_coverage(result.trace, result.book),
        "diagnostics": [fault_json(fault, context.locale) for fault in result.faults],
    }
    if explored:
        document["explored"] = {
            "states": explored.states,
            "calls": explored.calls,
            "complete": explored.complete,
            **_coverage(explored.trace, result.book),
        }
    return document


def _coverage(trace: Trace, book: Playbook) -> dict[str, Any]:
    shares = {kind: round(share, 4) for kind, share in trace.shares(book).items()}
    never = {kind: list(names) for kind, names in trace.never(book).items()}
    return {"coverage": shares, "never": never}
