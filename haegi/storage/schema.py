"""The SQLite file behind the store: whose it is, its tables in each version, and the error where it can't serve.

A file that was deleted, moved or replaced while it is open would take everything and keep nothing, and SQLite says
nothing of it; so each writing looks first whether the files are those that were opened.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path as File

from haegi.errors import StoreError
from haegi.files import private_files

#: "haeg" as a number: tells our database from anybody else's.
APPLICATION = 0x68616567
VERSION = 3

_HEADER, _MAGIC = 100, b"SQLite format 3\0"
#: How a write-ahead log begins, whichever way its checksums are written.
_LOG_HEADER, _LOG_MAGIC = 32, b"\x37\x7f\x06"
_ENDS = ("", "-wal", "-shm")
#: Seconds to wait for another process while the phone is ringing.
PATIENCE = 2.0
#: Bytes under which a disk is full, whatever it calls the trouble.
_LEAST_ROOM = 65_536

#: What makes each version out of the one before it, from nothing on. A step that a store may have taken never changes.
_STEPS = (
    """
CREATE TABLE matter (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, body TEXT NOT NULL, touched INTEGER NOT NULL);
CREATE TABLE event (
    id INTEGER PRIMARY KEY, matter INTEGER NOT NULL REFERENCES matter(id), call INTEGER NOT NULL,
    at INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, text TEXT NOT NULL, data TEXT NOT NULL
);
CREATE TABLE practice (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX event_by_call ON event(matter, call, id);
""",
    """
CREATE TABLE decision (
    id INTEGER PRIMARY KEY, matter INTEGER NOT NULL REFERENCES matter(id), at INTEGER NOT NULL, text TEXT NOT NULL,
    follow_up TEXT, figures TEXT NOT NULL
);
CREATE INDEX decision_by_matter ON decision(matter, id);
""",
    # An id is never given twice: a call that is under way may still hold that of a case that was removed.
    """
CREATE TABLE new_matter (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, body TEXT NOT NULL, touched INTEGER NOT NULL
);
INSERT INTO new_matter SELECT id, name, body, touched FROM matter;
DROP TABLE matter;
ALTER TABLE new_matter RENAME TO matter;
ALTER TABLE event ADD COLUMN checksum INTEGER;
""",
)


class Database:
    """The file of a store, open. Raises StoreError for whatever goes wrong inside `reading` and `writing`."""

    def __init__(self, path: File, connection: sqlite3.Connection, *, on_disk: bool) -> None:
        self.path = path
        self.connection = connection
        self._log = path.with_name(f"{path.name}-wal")
        self._seen = b"", 0  # how the log began, which is new each time it is begun anew, and how long it was
        self._opened = self._files() if on_disk else None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with guarded(self.path):
            yield self.connection

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> Iterator[sqlite3.Connection]:
        """All of it or nothing, on the disk when it is left; other processes are waited for so many seconds."""
        with guarded(self.path):
            self.connection.execute(f"PRAGMA busy_timeout = {patience * 1000:.0f}")
            with transaction(self.connection):
                self._check()
                yield self.connection
            self._check()

    def _check(self) -> None:
        """Raise StoreError where what is written now would not be found again."""
        if self._opened is None:
            return
        found = self._files()
        if found == self._opened:
            with self._log.open("rb") as log:
                head, size = log.read(_LOG_HEADER), log.seek(0, 2)
            whole = not head or head.startswith(_LOG_MAGIC)
            if whole and not (head == self._seen[0] and size < self._seen[1]):
                self._seen = head, size
                return
        elif found[0] not in (None, self._opened[0]):
            self._take_away(found)
        raise StoreError("store.gone", path=str(self.path))

    def _files(self) -> list[tuple[int, int] | None]:
        """Which files stand at the path: the store, and what SQLite keeps beside it as long as it is open."""
        return [_identity(self.path.with_name(self.path.name + end)) for end in _ENDS]

    def _take_away(self, found: list[tuple[int, int] | None]) -> None:
        """Another store is in the place of ours: SQLite would lay our log over it."""
        for end, ours, theirs in zip(_ENDS[1:], (self._opened or ())[1:], found[1:], strict=True):
            if ours == theirs:
                self.path.with_name(self.path.name + end).replace(self.path.with_name(f"{self.path.name}.left{end}"))


def _identity(path: File) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def guarded(path: File) -> Iterator[None]:
    """Say in one sentence why the store can't serve."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(_key(error, path), path=str(path), why=str(error)) from None
    except OSError as error:
        raise StoreError("store.unwritable", path=str(path), why=error.strerror or "") from None
    except (ValueError, KeyError, TypeError):
        raise StoreError("store.damaged", path=str(path)) from None


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing, on the disk when it is left."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk has ended it already
            db.execute("ROLLBACK")
        raise


_KEYS = {
    sqlite3.SQLITE_BUSY: "store.locked", sqlite3.SQLITE_LOCKED: "store.locked",
    sqlite3.SQLITE_READONLY: "store.readonly", sqlite3.SQLITE_CANTOPEN: "store.unwritable",
    sqlite3.SQLITE_NOTADB: "store.foreign", sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_FULL: "store.full",
}  # fmt: skip


def _key(error: sqlite3.DatabaseError, path: File) -> str:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and _is_full(path.parent):
        return "store.full"
    return _KEYS.get(code, "store.failed")


def _is_full(folder: File) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LEAST_ROOM
    except OSError:
        return False


def copied(path: File, into: sqlite3.Connection) -> bool:
    """Copy a file that may only be read; `immutable` where not even the files beside it can be made."""
    for how in ("mode=ro", "mode=ro&immutable=1"):
        try:
            source = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)
        except sqlite3.OperationalError:
            continue
        try:
            source.backup(into)
            return True
        except sqlite3.OperationalError:
            continue
        finally:
            source.close()
    return False


def prepare(db: sqlite3.Connection, path: File) -> None:
    """Check whose file this is before anything is written to it."""
    application, version, tables = _read_at_once(
        db, "SELECT count(*) FROM sqlite_master", "PRAGMA user_version", "PRAGMA application_id"
    )
    if application != APPLICATION and (application or version or tables):
        raise StoreError("store.foreign", path=str(path), why="")
    if version > VERSION:
        raise StoreError("store.newer", path=str(path), version=version, known=VERSION)
    for end in _ENDS:
        private_files.close(path.with_name(path.name + end))
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA temp_store = MEMORY")
    if version < VERSION:
        _bring_up(db)
    db.execute("SELECT count(*) FROM matter").fetchone()  # the files beside it are there from the first look on


def _read_at_once(db: sqlite3.Connection, *questions: str) -> tuple[int, ...]:
    """Numbers from one moment, last question first: another process may be making the store just now."""
    db.execute("BEGIN")
    try:
        return tuple(reversed([int(db.execute(question).fetchone()[0]) for question in questions]))
    finally:
        db.execute("ROLLBACK")


def _bring_up(db: sqlite3.Connection) -> None:
    """Make the tables, or those that an older store lacks; two processes may try at once, so look again once the lock is ours."""
    with transaction(db):
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        if version >= VERSION:
            return
        for step in _STEPS[version:]:
            for statement in filter(str.strip, step.split(";")):
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {VERSION}")


# The header is read without SQLite, because SQLite may write to a file when it opens or closes it.


def is_truncated(path: File) -> bool:
    """Whether pages are missing at the end: SQLite notices late, or fills them with zeros. While a write-ahead log is
    there, what is missing may stand in it."""
    log = path.with_name(f"{path.name}-wal")
    return not _size(log) and _lacks_pages(path) and not _size(log)


def version_of(path: File) -> int:
    """The version that the file says it has; 0 where it is no database."""
    with path.open("rb") as file:
        header = file.read(_HEADER)
    return int.from_bytes(header[60:64], "big") if header.startswith(_MAGIC) else 0


def _size(path: File) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _lacks_pages(path: File) -> bool:
    with path.open("rb") as file:
        header = file.read(_HEADER)
        size = file.seek(0, 2)
    if size < _HEADER or not header.startswith(_MAGIC):
        return 0 < size < _HEADER
    page = int.from_bytes(header[16:18], "big")
    page = 65_536 if page == 1 else page
    pages = int.from_bytes(header[28:32], "big") if header[24:28] == header[92:96] else 0
    return page == 0 or size % page != 0 or size < pages * page
