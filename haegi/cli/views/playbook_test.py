"""How the conversations beside a playbook went and what they cover, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as File
from typing import Any, NamedTuple

from haegi.authoring.coverage import KINDS, Trace
from haegi.authoring.explore import Explored
from haegi.cli.context import Context
from haegi.cli.errors import fault_json, shown
from haegi.cli.views.table import table
from haegi.errors import Diagnostic, Severity
from haegi.playbook.model import Playbook


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


def lines(context: Context, result: Result, seed: int) -> Iterator[str]:
    for fault in result.faults:
        yield from shown(fault, context.locale)
    yield _headline(context, result)
    explored = result.explored
    if explored:
        yield context.say("dialogue.walked", states=explored.states, calls=explored.calls, seed=seed) + (
            "" if explored.complete else " " + context.say("dialogue.cut")
        )
    yield from _table(context, result)
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


def _table(context: Context, result: Result) -> Iterator[str]:
    """Coverage as rows of kinds and columns of runs."""
    columns = {name: trace.counts(result.book) for name, trace in _traces(result).items()}
    if columns:
        rows = [["", *(context.say(f"dialogue.{name}") for name in columns)]]
        rows += [[context.say(f"dialogue.{kind}"), *(_share(*counts[kind]) for counts in columns.values())] for kind in KINDS]
        yield from (f"  {line}" for line in table(rows, range(1, len(rows[0])), ruled=False))


def _share(done: int, whole: int) -> str:
    return f"{done:>4}/{whole:<4} {_percent(done, whole):>4}%"


def _percent(done: int, whole: int) -> int:
    """Whole percent, never rounded up to 100."""
    return 100 * done // whole if whole else 100


def _never(context: Context, result: Result) -> Iterator[str]:
    """What no run at all has reached; of the conversations alone where nothing was explored."""
    together = Trace()
    for trace in _traces(result).values():
        together.add(trace)
    for kind, names in together.never(result.book).items():
        if names and _traces(result):
            label = context.say(f"dialogue.{kind}")
            yield "  " + context.say("dialogue.never", kind=label, names=", ".join(names))


def document(context: Context, result: Result) -> dict[str, Any]:
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
