"""What was worked out from files, kept until one of them changes.

A kept file is JSON under a checksum. It counts only if it is whole, the person's own, made by this very haegi, and if every
file it was worked out from still holds what it held; in any doubt it is as if it were not there. Nothing depends on it:
where it can't be written, everything is worked out each time.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path as File
from typing import Any, NamedTuple

try:  # `hashlib` has it from here; loading that one loads OpenSSL, and every start would wait for it
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

from haegi import __version__
from haegi.files import private_files

#: Folders of the code that decides what is kept.
_ROOMS = ("text", "playbook", "disk")
_CODE = File(__file__).parents[1]
_MOST_FILES = 20
_MOST_BYTES = 20_000_000


class Kept(NamedTuple):
    """`files`: the digest of each file that it was worked out from; empty for one that was looked for in vain."""

    files: Mapping[str, str]
    body: Any


def beside_code() -> File | None:
    """The folder for what only depends on files that came with haegi: beside its code, as Python keeps its own there, so
    that no new HAEGI_HOME begins slowly. None where that place is not this person's."""
    try:
        own_place = not hasattr(os, "geteuid") or _CODE.stat().st_uid == os.geteuid()
    except OSError:
        return None
    return _CODE / ".compiled" if own_place and os.access(_CODE, os.W_OK) else None


def digest(raw: bytes) -> str:
    return blake2b(raw, digest_size=20).hexdigest()


def digest_of(path: str) -> str:
    """What a file holds; empty where there is none."""
    try:
        return digest(File(path).read_bytes())
    except OSError:
        return ""


def recall(path: File) -> Kept | None:
    """What is kept in this file, if it can be trusted; whether its `files` are still the same is the caller's to say."""
    try:
        told, _, body = _own(path).partition(b"\n")
        if told.decode("ascii") != digest(body):
            return None
        document = json.loads(body)
        return Kept(document["files"], document["body"]) if document["by"] == _maker() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(path: File, kept: Kept) -> None:
    """Keep it for this person alone; not at all where that can't be done."""
    document = {"by": _maker(), "files": dict(kept.files), "body": kept.body}
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    try:
        private_files.folder(path.parent.parent)
        private_files.folder(path.parent)
        _write(path, digest(body).encode("ascii") + b"\n" + body)
        _forget_oldest(path.parent)
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


def _write(path: File, raw: bytes) -> None:
    """All of it or nothing."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        private_files.write(made, raw, over=True)
        made.replace(path)
    except OSError:
        made.unlink(missing_ok=True)
        raise


def _forget_oldest(folder: File) -> None:
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
    for file in files[:-_MOST_FILES]:
        file.unlink()


def _maker() -> Sequence[Any]:
    """Which haegi on which Python; in a checkout the code may change under one version."""
    stamps = (
        entry.stat().st_mtime_ns
        for room in _ROOMS
        for entry in os.scandir(_CODE / room)
        if entry.name.endswith(".py")
    )
    return [__version__, sys.version, str(_CODE), max(stamps, default=0)]
