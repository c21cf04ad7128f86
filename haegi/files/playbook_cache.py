"""Playbooks and their titles ready for use: read from YAML once, then kept as plain data until a file changes.

A kept file is JSON under a checksum. It counts only if it is whole, the person's own, made by this very haegi, of the form
it is to have, and if every file it was worked out from still holds what it held; in any doubt it is as if it were not there.
Nothing depends on it: where it can't be written, everything is worked out anew. What ships is made ready by the build.
"""

from __future__ import annotations

import functools
import json
import os
import stat
import time
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from itertools import chain, islice
from pathlib import Path as File
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

try:  # `hashlib` has it from here; loading that one loads OpenSSL, and every start would wait for it
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

from haegi import __version__
from haegi.files import private_files
from haegi.files.resources import Loaded, folder, playbooks
from haegi.playbook.model import Playbook
from haegi.text.i18n import Text

#: A playbook says what it is within so many lines.
_HEAD = 40
#: The folders of the code that decides what is kept.
_ROOMS = ("text", "playbook", "files")
_MOST_FILES = 20
_MOST_BYTES = 20_000_000
_Readers = Mapping[type, Callable[[Any], Any]]


class Kept(NamedTuple):
    """`files`: the digest of each file that it was worked out from; empty for one that was looked for in vain."""

    files: Mapping[str, str]
    body: Any


def load(path: File, cache: File) -> Loaded:
    """A playbook with what it includes, kept in `cache` until a file changes. Raises Faults with every fault."""
    here = path.absolute()
    place = cache / f"playbook-{digest(str(here))[:16]}.json"
    playbook = _current(_ready(here.stem) if here.parent == folder() else None, here) or _sound(_current(recall(place), here))
    if playbook is None:
        playbook, fresh = _read(here)
        if fresh:
            save(place, fresh)
    return Loaded(playbook, path)


def _current(kept: Kept | None, path: File) -> Playbook | None:
    """The playbook that is kept of a file, if all files still hold what they held."""
    if kept is None or path.name not in kept.files:
        return None
    unchanged = all(digest_of(path.parent / name) == was for name, was in kept.files.items())
    return unpacked(kept.body, Playbook) if unchanged else None


def _sound(book: Playbook | None) -> Playbook | None:
    """What was found in the person's folder, if all that it names is there, as in a file that was read."""
    if book is None or not (book.openings and book.stages and book.ends and all(card.say for card in book.cards.values())):
        return None
    stages, cards = book.stages.values(), book.cards.values()
    branches = [branch for stage in stages for branch in stage.branches]
    ways = {*book.path, *book.ways, *(each.to for each in book.openings.values()), *(way.to for stage in stages for way in stage.next)}
    ways |= {each.to for each in branches if each.to}
    if not all(branch.on for branch in branches) or not ways <= book.stages.keys() | book.ends.keys():
        return None
    named = [book.sheet.answers, *(each.on for each in branches), *(each.expect for each in stages), *(each.answers for each in cards)]
    does = [*(line.does for line in book.lines.values()), *(move.replies_to for move in book.moves.agent.values())]
    told = {*chain(*named)} <= book.moves.agent.keys() and {*chain(*does)} <= book.moves.caller.keys()
    return book if told else None


def titles(home: File, cache: File) -> dict[str, Text]:
    """The titles of all playbooks by id, read from their heads alone: somebody's phone is ringing."""
    heads = _heads(home)
    files = _digests(heads)
    place = cache / "titles.json"
    ready = _ready("titles") if all(path.parent == folder() for path in heads) else None
    kept = ready if ready and ready.files == files else recall(place)
    by_id = unpacked(kept.body, dict[str, Text]) if kept and kept.files == files else None
    if by_id is None:
        by_id = _titles(heads)
        save(place, Kept(files, packed(by_id)))
    return by_id


def _heads(home: File) -> dict[File, str]:
    return {path: _head(path) for path in reversed(list(playbooks(home)))}


def _digests(heads: Mapping[File, str]) -> dict[str, str]:
    return {_named(path, folder()): digest(head) for path, head in heads.items()}


def _titles(heads: Mapping[File, str]) -> dict[str, Text]:
    from haegi.files.resources import title_in

    by_id = {path.stem: title_in(head) for path, head in heads.items()}
    return {name: title for name, title in sorted(by_id.items()) if title}


def make_ready(into: File) -> None:
    """Write down in a folder what is kept of all that ships. The build of the package calls this."""
    heads = _heads(into)
    ready = {path.stem: _read(path)[1] for path in heads} | {"titles": Kept(_digests(heads), packed(_titles(heads)))}
    for name, kept in ready.items():
        if kept:
            (into / f"{name}.json").write_bytes(_as_json(kept._asdict()))


def _read(path: File) -> tuple[Playbook, Kept | None]:
    """A playbook from its files, and what to keep of it: nothing, where they may have changed in the meantime."""
    from haegi.files.resources import inspect_playbook, sound

    began = time.time_ns()
    inspected = inspect_playbook(path)
    playbook = sound(inspected)
    read = [File(marks.file).absolute() for marks in inspected.atlas.files]
    if any(file.stat().st_mtime_ns >= began for file in read):
        return playbook, None
    files = {_named(file.absolute(), path.parent): "" for file in inspected.missed}
    files |= {_named(file, path.parent): digest_of(file) for file in read}
    return playbook, Kept(files, packed(playbook))


def _ready(name: str) -> Kept | None:
    """What was made when the package was built; a checkout has none."""
    try:
        return Kept(**json.loads((folder() / "ready" / f"{name}.json").read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def recall(path: File) -> Kept | None:
    """What is kept in this file, if it can be trusted; whether its `files` are still the same is the caller's to say."""
    try:
        checksum, _, body = _own(path).partition(b"\n")
        if checksum.decode("ascii") != digest(body):
            return None
        document = json.loads(body)
        files = unpacked(document["files"], dict[str, str])
        return Kept(files, document["body"]) if document["by"] == _maker() and files is not None else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def save(path: File, kept: Kept) -> None:
    """Keep it for this person alone; not at all where that can't be done."""
    body = _as_json({"by": _maker(), **kept._asdict()})
    try:
        private_files.folder(path.parent.parent)
        private_files.folder(path.parent)
        private_files.write(path, digest(body).encode("ascii") + b"\n" + body, over=True)
        files = sorted(path.parent.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
        for oldest in files[:-_MOST_FILES]:
            oldest.unlink()
    except OSError:
        return


def _own(path: File) -> bytes:
    """The bytes of a plain file that nobody else could have written. Raises OSError for any other."""
    with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
        status = os.fstat(file.fileno())
        foreign = hasattr(os, "geteuid") and (status.st_uid != os.geteuid() or status.st_mode & 0o022)
        if foreign or not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
            raise OSError
        return file.read()


def _maker() -> list[Any]:
    """Which haegi; in a checkout the code may change under one version."""
    code = (file for room in _ROOMS for file in os.scandir(File(__file__).parents[1] / room) if file.name.endswith(".py"))
    return [__version__, max(file.stat().st_mtime_ns for file in code)]


def packed(value: Any) -> Any:
    """Values as mappings without what is as by default; everything else as it is."""
    if is_dataclass(value):
        given = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: packed(each) for field, each in given if each != field.default}
    if isinstance(value, dict):
        return {name: packed(each) for name, each in value.items()}
    return [packed(each) for each in value] if isinstance(value, tuple) else value


def unpacked(value: Any, kind: Any) -> Any:
    """What `packed` was given, of this type; None for what it can't have made."""
    try:
        return _readers(kind)[type(value)](value)
    except (KeyError, RecursionError):
        return None


@functools.cache
def _readers(kind: Any) -> _Readers:
    """What reads a value of an annotated type, by what may stand for it in JSON. KeyError: nothing of that type."""
    origin, inside = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return {dict: _record(kind)}
    if origin is Annotated:
        return _readers(inside[0])
    if origin in (Union, UnionType):
        return {stands: read for each in inside for stands, read in _readers(each).items()}
    if origin is Literal:
        return {type(inside[0]): dict(zip(inside, inside, strict=True)).__getitem__}
    if not inside:
        return {kind: lambda value: value}
    part = _readers(inside[origin is dict])
    if origin is dict:
        return {dict: lambda value: {name: part[type(each)](each) for name, each in value.items()}}
    return {list: lambda value: tuple([part[type(each)](each) for each in value])}


def _record(kind: type[Any]) -> Callable[[dict[str, Any]], Any]:
    hints = get_type_hints(kind, include_extras=True)
    readers = {field.name: _readers(hints[field.name]) for field in fields(kind)}
    needed = {name for name in readers if not hasattr(kind, name)}

    def read(value: dict[str, Any]) -> Any:
        if not needed <= value.keys():
            raise KeyError
        made: Any = object.__new__(kind)  # all else was checked before it was kept
        made.__dict__.update({name: readers[name][type(each)](each) for name, each in value.items()})
        return made

    return read


def digest(whole: bytes | str) -> str:
    raw = whole.encode("utf-8", "surrogatepass") if isinstance(whole, str) else whole
    return blake2b(raw, digest_size=20).hexdigest()


def digest_of(path: File) -> str:
    """What a file holds; empty where there is none."""
    try:
        return digest(path.read_bytes()) if path.is_file() else ""
    except OSError:
        return ""


def _named(file: File, base: File) -> str:
    """A file by its way from a folder, where it is in it: what ships may be installed anywhere."""
    return file.relative_to(base).as_posix() if file.is_relative_to(base) else str(file)


def _head(path: File) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return "".join(islice(file, _HEAD))
    except OSError:
        return ""


def _as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
