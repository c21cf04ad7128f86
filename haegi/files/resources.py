"""Where playbooks, markets and personas come from: a path, the person's own folder, or what came with haegi."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import Path as File
from typing import TYPE_CHECKING, NamedTuple

from haegi.errors import Failure, Faults, nearest
from haegi.playbook.model import Part, Playbook
from haegi.text.i18n import Text

if TYPE_CHECKING:
    from haegi.files.playbook_loader import Inspected
    from haegi.money.market import Market

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
    return "haegi" in keys and bool(keys & {field.name for field in fields(Part)} - {"haegi"}) and not keys & _FLOW


def playbooks(home: File) -> Iterator[File]:
    """The files of all playbooks that go by an id: the person's own, then the shipped ones."""
    return (path for path in _files(home / "playbooks", folder()) if is_playbook(path))


def named_personas(home: File) -> Iterator[File]:
    """The files of all personas that go by an id: the person's own, then the shipped ones."""
    return (path for path in _files(home / "personas", folder() / "personas") if path.suffix == ".yaml")


def persona_files(reference: str, home: File) -> list[File]:
    """The files behind an id, a path or a folder; empty where there is none."""
    path = File(reference)
    if path.is_dir():
        return sorted(path.glob("*.yaml"))
    if "/" in reference or reference.endswith((".yaml", ".yml")):
        return [path]
    return [file for file in named_personas(home) if file.stem == reference][:1]


def _files(*folders: File) -> Iterator[File]:
    for place in folders:
        with suppress(OSError):  # there is none, or it is not for this person to read
            yield from sorted(place.iterdir())


def title_in(head: str) -> Text | None:
    """The title that the first lines of a playbook tell, where they do."""
    from haegi.files.recovery import fitted
    from haegi.files.yaml_reader import read

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


def move_model(playbook: File) -> bytes | None:
    """The trained weights beside a playbook, where some can be read. They count only for the examples they know."""
    path = playbook.with_suffix(".model")
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= _MOST_WEIGHTS else None
    except OSError:
        return None


def background(language: str) -> tuple[str, ...]:
    """Everyday sentences of a language that belong to no call: beside them, a recogniser learns what is no move."""
    path = folder() / "background" / f"{language}.txt"
    return tuple(path.read_text("utf-8").splitlines()) if path.is_file() else ()


def load_market(path: File) -> Market:
    """Read a market file. Raises Faults with everything that is wrong in it."""
    from haegi.files.source_map import diagnose
    from haegi.files.yaml_reader import load
    from haegi.money.market import Market, unknown_names

    source = load(path, Market)
    unknown = [diagnose(finding, source.marks) for finding in unknown_names(source.model)]
    if unknown:
        raise Faults(unknown)
    return source.model


def shipped_market(market_id: str) -> Market:
    """The market file of a country. Raises Failure for one that there is none of."""
    from haegi.money.market import MARKETS

    if market_id not in MARKETS:
        raise Failure("facts.no-market", name=market_id, known=", ".join(MARKETS))
    return load_market(folder() / "market" / f"{market_id}.yaml")
