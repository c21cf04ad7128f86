"""Persona files: shipped ones by id, and anyone's by path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as File

from haegi.files.resources import folder


def shipped_personas(home: File) -> Iterator[File]:
    """The files of all personas that go by an id: the person's own first."""
    for place in (home / "personas", folder() / "personas"):
        try:
            files = sorted(place.iterdir())
        except OSError:  # there is none, or it is not for this person to read
            continue
        yield from (path for path in files if path.suffix == ".yaml")


def persona_files(reference: str, home: File) -> list[File]:
    """The files behind an id, a path or a folder; empty where there is none."""
    path = File(reference)
    if path.is_dir():
        return sorted(path.glob("*.yaml"))
    if "/" in reference or reference.endswith((".yaml", ".yml")):
        return [path]
    return [file for file in shipped_personas(home) if file.stem == reference][:1]
