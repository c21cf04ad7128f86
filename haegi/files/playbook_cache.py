"""Playbooks and their titles ready for use: read from YAML once, then kept as plain data until a file changes."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path as File
from typing import Any

from haegi.files.cache import Kept, beside_code, digest, digest_of, recall, remember
from haegi.files.resources import Loaded, folder, playbooks
from haegi.playbook import guard, model
from haegi.playbook.model import Playbook
from haegi.text.i18n import Text

#: A playbook says what it is within so many lines.
_HEAD = 40
#: The key that says what a mapping was.
_KIND = "~"
_KINDS: Mapping[str, type] = {
    kind.__name__: kind
    for kind in (
        guard.Condition, guard.Guard, model.Branch, model.Card, model.End, model.Line, model.Move, model.Moves,
        model.Opening, model.Playbook, model.Slot, model.Stage, model.Way, Text,
    )
}  # fmt: skip


def load(path: File, cache: File) -> Loaded:
    """A playbook with what it includes, from `cache` where no file has changed. Raises Faults with every fault.

    What ships with haegi is kept beside its code, where that can be.
    """
    here = str(path.absolute())
    place = _place([path], cache) / f"playbook-{digest(_bytes(here))[:16]}.json"
    kept = recall(place)
    if kept and here in kept.files and all(digest_of(each) == was for each, was in kept.files.items()):
        playbook = unpacked(kept.body)
        if isinstance(playbook, Playbook):
            return Loaded(playbook, path)
    return _read(path, place)


def _read(path: File, place: File) -> Loaded:
    from haegi.files.resources import inspect_playbook, sound

    began = time.time_ns()
    inspected = inspect_playbook(path)
    playbook = sound(inspected)
    files = [File(marks.file).absolute() for marks in inspected.atlas.files]
    if all(file.stat().st_mtime_ns < began for file in files):
        missed = {str(file.absolute()): "" for file in inspected.missed}
        remember(place, Kept({**missed, **{str(file): digest_of(str(file)) for file in files}}, packed(playbook)))
    return Loaded(playbook, path)


def packed(value: Any) -> Any:
    """Values as mappings that name their kind, without what is as by default; everything else as it is."""
    if is_dataclass(value):
        given = {field.name: getattr(value, field.name) for field in fields(value)}
        changed = {field.name: given[field.name] for field in fields(value) if given[field.name] != field.default}
        return {_KIND: type(value).__name__, **packed(changed)}
    if isinstance(value, dict):
        return {name: packed(each) for name, each in value.items()}
    return [packed(each) for each in value] if isinstance(value, tuple) else value


def unpacked(value: Any) -> Any:
    """What `packed` was given; None for what it can't have made."""
    try:
        return _unpacked(value)
    except (KeyError, TypeError):
        return None


def _unpacked(value: Any) -> Any:
    if isinstance(value, dict):
        whole = {name: _unpacked(each) if isinstance(each, dict | list) else each for name, each in value.items()}
        kind = whole.pop(_KIND, None)
        return whole if kind is None else _unchecked(_KINDS[kind], whole)
    if value and isinstance(value[0], str):  # thousands of examples are nothing but texts
        return tuple(value)
    return tuple([_unpacked(each) if isinstance(each, dict | list) else each for each in value])


def _unchecked(kind: type, given: Mapping[str, Any]) -> Any:
    """A value of what was checked before it was kept."""
    value: Any = object.__new__(kind)
    value.__dict__.update(given)
    return value


def titles(home: File, cache: File) -> dict[str, Text]:
    """The titles of all playbooks by id, read from their heads alone: somebody's phone is ringing."""
    heads = {str(path): _head(path) for path in reversed(list(playbooks(home)))}
    files = {path: digest(_bytes(head)) for path, head in heads.items()}
    place = _place([File(path) for path in heads], cache) / "titles.json"
    kept = recall(place)
    found = unpacked(kept.body) if kept and kept.files == files else None
    if not isinstance(found, dict):
        from haegi.files.resources import title_in

        read = {File(path).stem: title_in(head) for path, head in heads.items()}
        found = {name: title for name, title in sorted(read.items()) if title}
        remember(place, Kept(files, packed(found)))
    return found


def _place(paths: Sequence[File], cache: File) -> File:
    """Where to keep what these files make: beside the code, where all of them came with it."""
    ships = all(path.absolute().parent == folder() for path in paths)
    return (beside_code() if ships else None) or cache


def _head(path: File) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return "".join(line for line, _ in zip(file, range(_HEAD), strict=False))
    except OSError:
        return ""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
