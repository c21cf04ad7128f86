"""Where playbooks come from: a path, the person's own folder, or the ones that came with haegi."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path as File
from typing import Any

from haegi.disk.marks import Marks, diagnose
from haegi.disk.yaml import Source, load
from haegi.errors import Diagnostic, Failure, Faults, Finding
from haegi.playbook.model import Part, Playbook
from haegi.playbook.references import unresolved

_SECTIONS = ("slots", "cards", "stalls")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A playbook with its shared parts in place, and the marks of all its files, its own first."""

    playbook: Playbook
    path: File
    marks: tuple[Marks, ...]


def folder() -> File:
    """The folder of what ships with haegi: inside an installed package, beside it in a checkout."""
    here = File(__file__).resolve().parent.parent
    inside = here / "playbooks"
    return inside if inside.is_dir() else here.parent / "playbooks"


def is_playbook(path: File) -> bool:
    return path.suffix in (".yaml", ".yml") and not path.name.endswith((".test.yaml", ".test.yml"))


def playbooks(home: File) -> Iterator[File]:
    """The files of all playbooks that go by an id: the person's own, then the shipped ones."""
    for place in (home / "playbooks", folder()):
        if place.is_dir():
            yield from sorted(path for path in place.iterdir() if is_playbook(path))


def find(reference: str, home: File) -> File:
    """The file behind an id or a path. Raises Failure where there is none, naming what is close."""
    if "/" in reference or "\\" in reference or reference.endswith((".yaml", ".yml")):
        return File(reference)
    known = {path.stem: path for path in reversed(list(playbooks(home)))}
    if reference not in known:
        near = get_close_matches(reference, known, 1, 0.5)
        raise Failure(
            "playbook.none", name=reference, near=near[0] if near else "", known=", ".join(sorted(known))
        )
    return known[reference]


def load_playbook(path: File) -> Loaded:
    """Read a playbook with what it includes. Raises Faults with every fault of every file."""
    source = load(path, Playbook)
    parts, faults = _parts(source, path)
    merged, clashes = _merged(source, parts)
    marks = (source.marks, *(part.marks for part in parts))
    if not faults:
        faults = [diagnose(finding, *marks) for finding in unresolved(merged)]
    if faults or clashes:
        found = [*faults, *clashes]
        raise Faults(sorted(found, key=lambda each: (each.place.file, each.place.line, each.place.column)))
    return Loaded(merged, path, marks)


def _parts(source: Source[Playbook], path: File) -> tuple[list[Source[Part]], list[Diagnostic]]:
    """The files that are included, and everything that is wrong with them."""
    parts: list[Source[Part]] = []
    faults: list[Diagnostic] = []
    for index in range(len(source.model.include)):
        try:
            parts.append(_part(source, path, index))
        except Faults as found:
            faults += found.diagnostics
    return parts, faults


def _part(source: Source[Playbook], path: File, index: int) -> Source[Part]:
    name = source.model.include[index]
    if ".." in File(name).parts or File(name).is_absolute():
        raise Faults([diagnose(Finding("I002", ("include", index), {"name": name}), source.marks)])
    for place in (path.parent, folder()):
        file = place / f"{name}.yaml"
        if file.is_file():
            return load(file, Part)
    raise Faults([diagnose(Finding("I001", ("include", index), {"name": name}), source.marks)])


def _merged(source: Source[Playbook], parts: list[Source[Part]]) -> tuple[Playbook, list[Diagnostic]]:
    """The playbook with the parts put in. What two files define is a fault at the second mention."""
    whole = source.model
    clashes: list[Diagnostic] = []
    for part in parts:
        clashes += [diagnose(finding, part.marks) for finding in _clashes(whole, part.model)]
        whole = whole.model_copy(update=_joined(whole, part.model))
    return whole, clashes


def _joined(whole: Playbook, part: Part) -> dict[str, Any]:
    joined: dict[str, Any] = {name: {**getattr(whole, name), **getattr(part, name)} for name in _SECTIONS}
    sides = {
        side: {**getattr(whole.moves, side), **getattr(part.moves, side)} for side in ("agent", "caller")
    }
    return {**joined, "moves": whole.moves.model_copy(update=sides)}


def _clashes(whole: Playbook, part: Part) -> Iterator[Finding]:
    for name in _SECTIONS:
        for key in getattr(part, name):
            if key in getattr(whole, name):
                yield Finding("I003", (name, key), {"name": key}, at_key=True)
    for side in ("agent", "caller"):
        for key in getattr(part.moves, side):
            if key in getattr(whole.moves, side):
                yield Finding("I003", ("moves", side, key), {"name": key}, at_key=True)


def ear_weights(playbook: File) -> bytes | None:
    """The trained ears beside a playbook, where there are any. They count only for the examples they know."""
    path = playbook.with_suffix(".ears")
    return path.read_bytes() if path.is_file() else None
