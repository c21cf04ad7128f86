"""Where playbooks come from: a path, the person's own folder, or the ones that came with haegi."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as File
from typing import TYPE_CHECKING, NamedTuple

from haegi.errors import Failure, Faults
from haegi.playbook.model import Part, Playbook
from haegi.text.i18n import Text
from haegi.text.near import nearest

if TYPE_CHECKING:
    from haegi.files.playbook_loader import Inspected

_FLOW = frozenset({"id", "title", "language", "extends", "openings", "stages", "ends", "path", "ways"})
#: Bytes: ten times what the largest playbook of today needs.
_MOST_WEIGHTS = 10_000_000


class Loaded(NamedTuple):
    """A playbook with its shared parts in place, and the file it is from."""

    playbook: Playbook
    path: File


def folder() -> File:
    """The folder of what ships with haegi: inside an installed package, beside it in a checkout."""
    here = File(__file__).resolve().parent.parent
    inside = here / "playbooks"
    return inside if inside.is_dir() else here.parent / "playbooks"


def is_playbook(path: File) -> bool:
    return path.suffix in (".yaml", ".yml") and not path.name.endswith((".test.yaml", ".test.yml"))


def is_part(path: File) -> bool:
    """Whether a file is a shared part: it says which haegi it is for and nothing of the flow of a call."""
    from haegi.files.yaml_reader import read_file

    reading = read_file(path)
    keys = set() if reading.is_lost else set(reading.data)
    return "haegi" in keys and bool(keys & {*Part.fields} - {"haegi"}) and not keys & _FLOW


def playbooks(home: File) -> Iterator[File]:
    """The files of all playbooks that go by an id: the person's own, then the shipped ones."""
    for place in (home / "playbooks", folder()):
        try:
            files = sorted(place.iterdir())
        except OSError:  # there is none, or it is not for this person to read
            continue
        yield from (path for path in files if is_playbook(path))


def title_in(head: str) -> Text | None:
    """The title that the first lines of a playbook tell, where they do."""
    from haegi.files.yaml_reader import read
    from haegi.text.form import fitted

    lines = head.splitlines(keepends=True)
    until = next((n for n, line in enumerate(lines) if line.startswith(("slots:", "stages:", "openings:"))), len(lines))
    data = read("".join(lines[:until]), "").data
    title = data.get("title") if isinstance(data, dict) else None
    try:
        return fitted(title, Text) if title else None
    except ValueError:
        return None


def find(reference: str, home: File) -> File:
    """The file behind an id or a path. Raises Failure where there is none, naming what is close."""
    if "/" in reference or "\\" in reference or reference.endswith((".yaml", ".yml")):
        return File(reference)
    known = {path.stem: path for path in reversed(list(playbooks(home)))}
    if reference not in known:
        raise Failure("playbook.none", name=reference, near=nearest(reference, known, 0.5), known=", ".join(sorted(known)))
    return known[reference]


def load_playbook(path: File) -> Loaded:
    """Read a playbook with what it includes. Raises Faults with every fault of every file."""
    return Loaded(sound(inspect_playbook(path)), path)


def inspect_playbook(path: File) -> Inspected:
    """Read a playbook with what it includes as far as it goes, and every fault of every file."""
    from haegi.files.playbook_loader import assemble

    return assemble(path, (folder(),))


def sound(inspected: Inspected) -> Playbook:
    """The playbook, or Faults with everything that is wrong."""
    if inspected.playbook is None or inspected.diagnostics:
        raise Faults(inspected.diagnostics)
    return inspected.playbook


def faults() -> File:
    """The folder with one example file for each code of a fault."""
    inside = folder() / "faults"
    return inside if inside.is_dir() else folder().parent / "tests" / "data" / "faults"


def ear_weights(playbook: File) -> bytes | None:
    """The trained ears beside a playbook, where some can be read. They count only for the examples they know."""
    path = playbook.with_suffix(".ears")
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= _MOST_WEIGHTS else None
    except OSError:
        return None


def background(language: str) -> tuple[str, ...]:
    """Everyday sentences of a language that belong to no call: beside them, ears learn what is none of their business."""
    path = folder() / "background" / f"{language}.txt"
    return tuple(path.read_text("utf-8").splitlines()) if path.is_file() else ()
