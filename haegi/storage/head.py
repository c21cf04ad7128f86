"""What the head of a store's file tells before SQLite opens it: opening may write to a file, and closing too."""

from __future__ import annotations

from pathlib import Path as File

_HEAD, _MAGIC = 100, b"SQLite format 3\0"


def is_cut(path: File) -> bool:
    """Whether pages are missing at the end: SQLite notices late, or fills them with zeros. While a write-ahead log is there, what is missing may stand in it."""
    beside = path.with_name(f"{path.name}-wal")
    return not _size(beside) and _lacks(path) and not _size(beside)


def written_version(path: File) -> int:
    """The version that the file says it has; 0 where it is no database."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return int.from_bytes(head[60:64], "big") if head.startswith(_MAGIC) else 0


def _size(path: File) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _lacks(path: File) -> bool:
    with path.open("rb") as file:
        head = file.read(_HEAD)
        size = file.seek(0, 2)
    if size < _HEAD or not head.startswith(_MAGIC):
        return 0 < size < _HEAD
    page = int.from_bytes(head[16:18], "big")
    page = 65_536 if page == 1 else page
    pages = int.from_bytes(head[28:32], "big") if head[24:28] == head[92:96] else 0
    return page == 0 or size % page != 0 or size < pages * page
