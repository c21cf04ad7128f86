"""`haegi playbook check`: which files, what is found in them, and the forms it is told in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path as File
from typing import Any

from haegi.authoring.check import check
from haegi.cli import context
from haegi.cli.errors import message, shown
from haegi.errors import Diagnostic, ExitCode, Failure, Severity
from haegi.files.resources import faults, find, inspect_playbook, is_part, is_playbook, playbooks
from haegi.files.yaml_reader import in_order, inspect
from haegi.playbook.model import Part
from haegi.text.i18n import messages
from haegi.text.terminal import visible

_CODE = re.compile(r"[A-Z]\d{3}\.why")


def files(references: Sequence[str]) -> Iterator[File]:
    """The files behind paths, folders and ids, each once; nothing named means every playbook there is."""
    found: dict[File, None] = {}
    for reference in references:
        found |= dict.fromkeys(_files(reference))
    if not references:
        found = dict.fromkeys(playbooks(context.home()))
    yield from found


def _files(reference: str) -> list[File]:
    path = File(reference)
    if not path.is_dir():
        return [path if path.is_file() else find(reference, context.home())]
    try:
        inside = sorted(each for each in path.iterdir() if is_playbook(each) and not each.is_dir())
    except OSError:
        inside = []
    return inside or [path]


def checked(path: File) -> list[Diagnostic]:
    """Everything that is wrong in one file and what it includes."""
    seen = inspect_playbook(path)
    if seen.playbook is None:
        return list(inspect(path, Part).diagnostics if is_part(path) else seen.diagnostics)
    found = check(seen.playbook, seen.included, whole=seen.whole)
    return in_order([*seen.diagnostics, *map(seen.atlas.diagnose, found)])


def every(paths: Iterable[File]) -> list[Diagnostic]:
    """The same for several files; what a shared part has wrong is told once."""
    told: dict[tuple[str, str], Diagnostic] = {}
    for path in paths:
        for each in checked(path):
            told.setdefault((each.code, f"{each.place}{each.params}"), each)
    return list(told.values())


def exit_code(found: Iterable[Diagnostic], *, strict: bool) -> ExitCode:
    """3 with errors; with warnings alone 0, or 3 if they are to fail too."""
    failing = any(strict or each.severity is Severity.ERROR for each in found)
    return ExitCode.FAULTS if failing else ExitCode.DONE


def document(paths: Sequence[File], found: Sequence[Diagnostic]) -> dict[str, Any]:
    """The answer as data."""
    return {"files": [str(path) for path in paths], "diagnostics": [_record(each) for each in found]}


def _record(fault: Diagnostic) -> dict[str, Any]:
    return {
        "code": fault.code,
        "severity": fault.severity.value,
        "file": fault.place.file,
        "line": fault.place.line,
        "column": fault.place.column,
        "message": message(fault, context.State.locale),
    }


def one_line(fault: Diagnostic) -> str:
    """`path:line:column: severity CODE sentence`, as editors read it."""
    return f"{visible(str(fault.place))}: {fault.severity.value} {fault.code} {message(fault, context.State.locale)}"


def tell(paths: Sequence[File], found: Sequence[Diagnostic], *, oneline: bool) -> None:
    """Print what was found, and beside it how much that is."""
    for fault in found:
        for line in [one_line(fault)] if oneline else shown(fault, context.State.locale):
            context.out(line)
    errors = sum(each.severity is Severity.ERROR for each in found)
    key = "check.some" if found else "check.none"
    context.talk(context.say(key, files=len(paths), errors=errors, warnings=len(found) - errors))


def explain(code: str) -> Iterator[str]:
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
    for fault in checked(example):
        yield f"{fault.severity.value} {code} {message(fault, context.State.locale)}"
        yield from list(shown(fault, context.State.locale))[1:]
