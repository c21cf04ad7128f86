"""A playbook from its files: its own, the one it extends, the shared parts all of them include.

What a playbook extends is put under it as plain data, before the form is checked: an entry with an id replaces the
base's entry of that id, anything else replaces the base's whole. Parts add entries and replace none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path as File
from typing import Any

from haegi.errors import Diagnostic, Finding, Path
from haegi.files.source_map import Atlas, Marks, diagnose
from haegi.files.yaml_reader import MAX_FAULTS, Reading, fit, in_order, inspect, read_file
from haegi.playbook.model import Part, Playbook
from haegi.playbook.references import unresolved

MAX_FILES = 50
_SECTIONS = ("slots", "cards", "stalls")
_BY_ID = frozenset({*_SECTIONS, "openings", "stages", "ends"})
_SIDES = ("agent", "caller")
_LINE = frozenset({"ko", "en", "when", "tone", "does"})


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a playbook's files hold, faults and all.

    `whole`: nothing had to be left out, so that names and ways can be judged. `included` says for each include of the
    playbook itself which entries came with it, and from there on.
    `missed`: the files that would have come first under a name, had they been there.
    """

    path: File
    playbook: Playbook | None
    atlas: Atlas
    diagnostics: tuple[Diagnostic, ...]
    whole: bool
    included: tuple[tuple[Path, frozenset[Path]], ...] = ()
    missed: tuple[File, ...] = ()


@dataclass(slots=True)
class _Assembly:
    folders: tuple[File, ...]
    atlas: Atlas
    faults: list[Diagnostic] = field(default_factory=list)
    whole: bool = True
    read: set[File] = field(default_factory=set)
    includes: list[tuple[int, File, Marks, str]] = field(default_factory=list)
    missed: list[File] = field(default_factory=list)

    def fault(self, code: str, marks: Marks, path: Path, **params: object) -> None:
        self.faults.append(diagnose(Finding(code, path, params), marks))
        self.whole = False


def assemble(path: File, folders: Sequence[File]) -> Inspected:
    """Read a playbook and all its files. What they name is looked for beside the file, then in `folders`."""
    reading = read_file(path)
    assembly = _Assembly(tuple(folders), Atlas([reading.marks]))
    if not reading.is_lost:
        _extended(assembly, reading, path, (path.resolve(),))
    own = fit(reading, Playbook, assembly.atlas)
    assembly.faults += own.diagnostics
    if own.model is None:
        return Inspected(path, None, assembly.atlas, tuple(in_order(assembly.faults)), False)
    merged, included = _with_parts(assembly, own.model, path.resolve())
    whole = own.whole and assembly.whole
    unknown = islice(unresolved(merged), MAX_FAULTS) if whole else ()
    faults = in_order([*assembly.faults, *map(assembly.atlas.diagnose, unknown)])
    return Inspected(path, merged, assembly.atlas, tuple(faults), whole, tuple(included), tuple(assembly.missed))


def _extended(assembly: _Assembly, reading: Reading, path: File, chain: tuple[File, ...]) -> None:
    """Put what the playbook extends under its data, and note which entry is from which file."""
    data, marks = reading.data, reading.marks
    for entry in _entries(data):
        assembly.atlas.owners.setdefault(entry, marks)
    assembly.includes += [(index, path, marks, name) for index, name in enumerate(_names(data.get("include")))]
    name = data.get("extends")
    file = _found(assembly, path, name, marks, ("extends",), chain) if isinstance(name, str) else None
    if file is None:
        return
    base = read_file(file)
    assembly.atlas.files.append(base.marks)
    assembly.faults += base.faults
    if base.is_lost:
        assembly.whole = False
        return
    _extended(assembly, base, file, (*chain, file.resolve()))
    _put_under(data, base.data)


def _names(value: Any) -> list[str]:
    listed = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [name for name in listed if isinstance(name, str)]


def _entries(data: dict[str, Any]) -> Iterator[Path]:
    """Everything at the top of the data that has an id or stands alone."""
    for key, value in data.items():
        yield (key,)
        if key in _BY_ID and isinstance(value, dict):
            yield from ((key, name) for name in value)
        if key == "moves" and isinstance(value, dict):
            yield from ((key, side, name) for side in _SIDES for name in _mapping(value.get(side)))


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _put_under(data: dict[str, Any], base: dict[str, Any]) -> None:
    for key, value in base.items():
        own = data.get(key)
        if key in ("include", "extends"):
            continue
        if key not in data:
            data[key] = value
        elif key in _BY_ID and isinstance(own, dict) and isinstance(value, dict) and not _LINE & {*own, *value}:
            data[key] = {**value, **own}
        elif key == "moves" and isinstance(own, dict) and isinstance(value, dict):
            data[key] = {side: {**_mapping(value.get(side)), **_mapping(own.get(side))} for side in _SIDES}


def _found(assembly: _Assembly, beside: File, name: str, marks: Marks, path: Path, chain: tuple[File, ...]) -> File | None:
    """The file that a name stands for; a fault where there is none, or where it is being read already."""
    if ".." in File(name).parts or File(name).is_absolute() or "\0" in name:
        assembly.fault("I002", marks, path, name=name)
        return None
    files = [folder / f"{name}.yaml" for folder in (beside.parent, *assembly.folders)]
    file = next((file for file in files if file.is_file()), None)
    assembly.missed += files[: files.index(file)] if file else []
    if file is None or len(assembly.atlas.files) > MAX_FILES:
        assembly.fault("I001", marks, path, name=name)
    elif file.resolve() in chain:
        ring = " -> ".join(each.stem for each in (*chain[chain.index(file.resolve()) :], file))
        assembly.fault("I004", marks, path, name=name, ring=ring)
    else:
        return file
    return None


def _with_parts(assembly: _Assembly, whole: Playbook, root: File) -> tuple[Playbook, list[tuple[Path, frozenset[Path]]]]:
    """The playbook with all parts put in, and what came with each of its own includes."""
    included: list[tuple[Path, frozenset[Path]]] = []
    for index, beside, marks, name in assembly.includes:
        brought: set[Path] = set()
        path: Path = ("include", index)
        for part, its_marks in _parts(assembly, beside, name, marks, path, (root,)):
            brought.update(_part_entries(part))
            whole = _merged(assembly, whole, part, its_marks)
        if marks is assembly.atlas.files[0] and brought:
            included.append((path, frozenset(brought)))
    return whole, included


def _parts(
    assembly: _Assembly, beside: File, name: str, marks: Marks, path: Path, chain: tuple[File, ...]
) -> Iterator[tuple[Part, Marks]]:
    """A part and the parts it includes. One that was read already is not read again."""
    file = _found(assembly, beside, name, marks, path, chain)
    if file is None or file.resolve() in assembly.read:
        return
    assembly.read.add(file.resolve())
    part = inspect(file, Part)
    assembly.atlas.files.append(part.marks)
    assembly.faults += part.diagnostics
    assembly.whole = assembly.whole and part.whole
    if part.model is None:
        return
    yield part.model, part.marks
    for index, inner in enumerate(part.model.include):
        yield from _parts(assembly, file, inner, part.marks, ("include", index), (*chain, file.resolve()))


def _part_entries(part: Part) -> Iterator[Path]:
    for section in _SECTIONS:
        yield from ((section, name) for name in getattr(part, section))
    for side in _SIDES:
        yield from (("moves", side, name) for name in getattr(part.moves, side))


def _merged(assembly: _Assembly, whole: Playbook, part: Part, marks: Marks) -> Playbook:
    """The playbook with a part put in. What is there already stays, and is a fault."""
    for entry in _part_entries(part):
        first = assembly.atlas.owners.setdefault(entry, marks)
        if first is not marks:
            assembly.faults.append(_clash(entry, first, marks))
    joined: dict[str, Any] = {name: _joined(whole, part, name) for name in _SECTIONS}
    sides = {side: _joined(whole.moves, part.moves, side) for side in _SIDES}
    return replace(whole, **joined, moves=replace(whole.moves, **sides))


def _joined(first: object, second: object, name: str) -> dict[str, Any]:
    own = getattr(first, name)
    return {**own, **getattr(second, name), **own}


def _clash(entry: Path, first: Marks, second: Marks) -> Diagnostic:
    """An entry that two files define is told where it stands for the second time."""
    there = first.place(entry, at_key=True)
    params: dict[str, object] = {"name": entry[-1], "where": f"{there.file}:{there.line}"}
    return diagnose(Finding("I003", entry, params, at_key=True), second)
