"""`haegi playbook test`: plays the conversations beside the playbooks and tells what they cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as File
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from haegi.cli import context
from haegi.errors import Diagnostic, ExitCode, Failure, Faults, Finding, Severity

if TYPE_CHECKING:
    from haegi.authoring.conversation import Dialogue
    from haegi.authoring.coverage import Trace
    from haegi.authoring.explore import Explored
    from haegi.files.resources import Loaded
    from haegi.files.source_map import Marks
    from haegi.files.yaml_reader import Source


class Result(NamedTuple):
    """One playbook: how many conversations there are beside it, and what came of them."""

    loaded: Loaded
    beside: File
    conversations: int
    failed: int
    faults: tuple[Diagnostic, ...]
    trace: Trace
    explored: Explored | None

    @property
    def passed(self) -> bool:
        return all(fault.severity is not Severity.ERROR for fault in self.faults)


def conversations(
    what: list[str] = typer.Argument(
        None, metavar="[ID|FILE|DIR]...", help="cli.playbook.test.what", show_default=False
    ),
    explore: bool = typer.Option(False, "--explore", help="cli.playbook.test.explore"),
    seed: int = typer.Option(0, "--seed", metavar="N", help="cli.playbook.test.seed"),
    json: bool = typer.Option(False, "--json", help="cli.json"),
) -> None:
    """Exit 1 where something did not go as expected; faults in a file are raised before anything is played."""
    results = [_result(playbook, beside, seed if explore else None) for playbook, beside in _targets(what or [])]
    if json:
        context.answer_json({"playbooks": [_document(result) for result in results]})
    else:
        for result in results:
            context.out("\n".join(_shown(result, seed)))
    if not all(result.passed for result in results):
        raise typer.Exit(ExitCode.FAILURE)


def _targets(what: list[str]) -> Iterator[tuple[File, File]]:
    """Playbook files, each with the file of conversations beside it, which need not be there."""
    from haegi.files.resources import find, playbooks

    if not what:
        yield from ((path, _beside(path)) for path in playbooks(context.home()))
    for reference in what:
        path = File(reference)
        if path.is_dir():
            yield from _in_folder(path)
        elif _is_test(path):
            yield _playbook_of(path), path
        else:
            found = find(reference, context.home())
            yield found, _beside(found)


def _in_folder(folder: File) -> Iterator[tuple[File, File]]:
    tests = sorted(path for path in folder.iterdir() if _is_test(path))
    if not tests:
        raise Failure("dialogue.empty-folder", folder=str(folder))
    yield from ((_playbook_of(path), path) for path in tests)


def _is_test(path: File) -> bool:
    return path.name.endswith((".test.yaml", ".test.yml"))


def _beside(playbook: File) -> File:
    return playbook.with_name(f"{playbook.stem}.test{playbook.suffix}")


def _playbook_of(path: File) -> File:
    """The playbook that a file of conversations stands beside."""
    stem = path.name.removesuffix(path.suffix).removesuffix(".test")
    return path.with_name(stem + path.suffix)


def _result(playbook: File, beside: File, seed: int | None) -> Result:
    from haegi.authoring.coverage import Trace
    from haegi.files.resources import inspect_playbook, load_playbook

    loaded = load_playbook(playbook)
    source = _dialogue(beside, loaded) if beside.exists() else None
    trace = Trace()
    count = len(source.model.conversations) if source else 0
    failed, faults = _played(loaded, source, trace) if source else (0, [])
    explored = None
    if seed is not None:
        from haegi.authoring.explore import explore

        explored = explore(loaded.playbook, seed)
        atlas = inspect_playbook(playbook).atlas if explored.findings else None
        faults += [atlas.diagnose(finding) for finding in explored.findings] if atlas else []
    return Result(loaded, beside, count, failed, tuple(faults), trace, explored)


def covered(playbook: File) -> dict[str, float]:
    """The stages and ends that the conversations beside a playbook come through, each as 1."""
    beside = playbook.with_name(f"{playbook.stem}.test{playbook.suffix}")
    reached = _result(playbook, beside, None).trace.reached
    return dict.fromkeys((*reached["stages"], *reached["ends"]), 1.0)


def _dialogue(path: File, loaded: Loaded) -> Source[Dialogue]:
    """The conversations of a file. Raises Faults where it speaks of what the playbook doesn't have."""
    from haegi.authoring.conversation import Dialogue, misfits
    from haegi.files.yaml_reader import load

    source = load(path, Dialogue)
    found = _placed(misfits(source.model, loaded.playbook), source.marks)
    if found:
        raise Faults(sorted(found, key=lambda fault: (fault.place.line, fault.place.column)))
    return source


def _played(loaded: Loaded, source: Source[Dialogue], trace: Trace) -> tuple[int, list[Diagnostic]]:
    """How many conversations failed, and where. What they pass through goes into the trace."""
    from haegi.authoring.conversation_runner import play

    failed, faults = 0, []
    for number in range(len(source.model.conversations)):
        played = play(loaded.playbook, source.model, number)
        trace.add(played.trace)
        failed += bool(played.findings)
        faults += _placed(played.findings, source.marks)
    return failed, faults


def _placed(findings: Iterable[Finding], marks: Marks) -> list[Diagnostic]:
    from haegi.files.source_map import diagnose

    return [diagnose(finding, marks) for finding in findings]


# What is printed


def _shown(result: Result, seed: int) -> Iterator[str]:
    from haegi.cli.errors import shown

    for fault in result.faults:
        yield from shown(fault, context.State.locale)
    yield _headline(result)
    explored = result.explored
    if explored:
        yield context.say("dialogue.walked", states=explored.states, calls=explored.calls, seed=seed) + (
            "" if explored.complete else " " + context.say("dialogue.cut")
        )
    yield from _table(result)
    yield from _never(result)


def _headline(result: Result) -> str:
    book = result.loaded.playbook.id
    if not result.conversations:
        return context.say("dialogue.none", id=book, file=str(result.beside))
    key = "dialogue.failed" if result.failed else "dialogue.passed"
    return context.say(key, id=book, count=result.conversations, failed=result.failed)


def _traces(result: Result) -> dict[str, Trace]:
    """The columns of the table: what was played, and what was explored."""
    columns = {"conversations": result.trace} if result.conversations else {}
    return {**columns, "explored": result.explored.trace} if result.explored else columns


def _table(result: Result) -> Iterator[str]:
    """Coverage as rows of kinds and columns of runs, in terminal cells."""
    from haegi.authoring.coverage import KINDS
    from haegi.text.terminal import cells, pad

    columns = {name: trace.counts(result.loaded.playbook) for name, trace in _traces(result).items()}
    heads = [context.say(f"dialogue.{name}") for name in columns]
    labels = {kind: context.say(f"dialogue.{kind}") for kind in KINDS}
    first = max(map(cells, labels.values()))
    if columns:
        yield f"  {pad('', first)}" + "".join("  " + " " * max(0, 15 - cells(head)) + head for head in heads)
        for kind, label in labels.items():
            figures = (f"  {done:>4}/{whole:<4} {_percent(done, whole):>4}%" for done, whole in _row(columns, kind))
            yield f"  {pad(label, first)}" + "".join(figures)


def _row(columns: Mapping[str, Mapping[str, tuple[int, int]]], kind: str) -> Iterator[tuple[int, int]]:
    yield from (counts[kind] for counts in columns.values())


def _percent(done: int, whole: int) -> int:
    """Whole percent, never rounded up to 100."""
    return 100 * done // whole if whole else 100


def _never(result: Result) -> Iterator[str]:
    """What no run at all has reached; of the conversations alone where nothing was explored."""
    from haegi.authoring.coverage import Trace

    together = Trace()
    for trace in _traces(result).values():
        together.add(trace)
    for kind, names in together.never(result.loaded.playbook).items():
        if names and _traces(result):
            label = context.say(f"dialogue.{kind}")
            yield "  " + context.say("dialogue.never", kind=label, names=", ".join(names))


def _document(result: Result) -> dict[str, Any]:
    book, explored = result.loaded.playbook, result.explored
    document = {
        "id": book.id,
        "conversations": result.conversations,
        "failed": result.failed,
        **_coverage(result.trace, result.loaded),
        "diagnostics": [_fault(fault) for fault in result.faults],
    }
    if explored:
        document["explored"] = {
            "states": explored.states,
            "calls": explored.calls,
            "complete": explored.complete,
            **_coverage(explored.trace, result.loaded),
        }
    return document


def _coverage(trace: Trace, loaded: Loaded) -> dict[str, Any]:
    shares = {kind: round(share, 4) for kind, share in trace.shares(loaded.playbook).items()}
    never = {kind: list(names) for kind, names in trace.never(loaded.playbook).items()}
    return {"coverage": shares, "never": never}


def _fault(fault: Diagnostic) -> dict[str, Any]:
    from haegi.cli.errors import message

    return {
        "code": fault.code,
        "severity": str(fault.severity),
        "file": fault.place.file,
        "line": fault.place.line,
        "column": fault.place.column,
        "message": message(fault, context.State.locale),
    }
