"""Files and folders that nobody but their owner may read, whatever the umask of the process is."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path as File

FILE = 0o600
FOLDER = 0o700
#: Windows would write other ends of lines.
_PLAIN = getattr(os, "O_BINARY", 0)


def folder(path: File) -> None:
    """Make a folder for its owner alone. One that is there may be anybody's, and is closed to others only where it is
    empty and of this user. Raises OSError."""
    if path.is_dir():
        found = path.stat()
        ours = hasattr(os, "geteuid") and found.st_uid == os.geteuid() and not found.st_mode & stat.S_ISVTX
        if ours and found.st_mode & 0o077 and not any(path.iterdir()):
            path.chmod(FOLDER)
        return
    path = File(os.path.realpath(path))  # a link that leads nowhere yet
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=FOLDER, exist_ok=True)
    path.chmod(FOLDER)


def touch(path: File) -> None:
    """Make an empty file for its owner alone, where there is none. Raises OSError."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | _PLAIN, FILE), "wb") as file:
        _close(file.fileno())


def write(path: File, body: bytes, *, over: bool, private: bool = True) -> None:
    """Write a file, all of it or nothing, `over` one that is there or not at all; a power cut leaves one or the other.

    A `private` one is for its owner alone. A pipe or a device stays as it is, and so does a link: what it leads to is
    written. Raises OSError.
    """
    target = File(os.path.realpath(path)) if over else path
    if over and (target.is_file() or not target.exists()):
        _replace(target, body, private=private)
    else:
        _put(target, body, os.O_TRUNC if over else os.O_EXCL, private=private)
    _sync(target.parent)


def _put(path: File, body: bytes, how: int, *, private: bool) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | _PLAIN | how, FILE if private else 0o666), "wb") as file:
        plain = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
        try:
            if private:
                _close(file.fileno())
            file.write(body)
            file.flush()
            if plain:
                os.fsync(file.fileno())
        except OSError:
            if plain:
                path.unlink(missing_ok=True)
            raise


def _replace(path: File, body: bytes, *, private: bool) -> None:
    """Write beside the file first: a full disk would leave half of it, and nothing of what it was."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        _put(beside, body, os.O_EXCL, private=private)
        if not private and path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _sync(folder: File) -> None:
    """Have the names in a folder outlive a power cut, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def close(path: File) -> None:
    """Close a file of ours to others, where it is there and that is ours to do."""
    with suppress(OSError):  # not there, not ours, or nothing can be changed there
        if path.stat().st_mode & 0o077:
            path.chmod(FILE)


def _close(descriptor: int) -> None:
    found = os.fstat(descriptor)
    if stat.S_ISREG(found.st_mode) and stat.S_IMODE(found.st_mode) != FILE and hasattr(os, "fchmod"):
        os.fchmod(descriptor, FILE)
