"""The store: every event is one committed row in SQLite, kept for good.

Rows of `event` are only ever added; a correction is an event of its own. Removing a case is the one exception, and
then its bytes go too (secure_delete, and the write-ahead log is emptied).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path as File
from typing import Any

from haegi.call.case import Case, Decision, PastCall
from haegi.call.engine import Event
from haegi.disk import own
from haegi.disk.head import is_cut, written_version
from haegi.disk.hold import Holds
from haegi.disk.rows import event
from haegi.errors import Failure, StoreError
from haegi.text.i18n import locale_of
from haegi.text.private import masked, scrubbed

#: "haeg" as a number: tells our database from anybody else's.
APPLICATION = 0x68616567
VERSION = 2

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
)

#: A call that ended like this settles its case.
SETTLED = ("accepted", "cancelled")
# `PastCall.outcome` as a query: a call ended as its last end says, unless it was taken up again. Nearly always that end
# is the very last event of a case, so that is looked at first.
_UNSETTLED = """
SELECT body FROM matter AS m WHERE coalesce((
    SELECT CASE kind WHEN 'end' THEN value END FROM event WHERE matter = m.id ORDER BY call DESC, id DESC LIMIT 1
), '') NOT IN (:accepted, :cancelled) AND coalesce((
    SELECT value FROM event
    WHERE matter = m.id AND kind IN ('end', 'resume') AND call = (SELECT max(call) FROM event WHERE matter = m.id)
    ORDER BY id DESC LIMIT 1
), '') NOT IN (:accepted, :cancelled) ORDER BY touched DESC, id DESC
"""


#: When a case was touched: by the clock (first `?`), and after all others (second `?`: not itself) if that went back.
_NOW = "max(?, (SELECT coalesce(max(touched), -1) + 1 FROM matter WHERE ? NOT IN (id, name)))"


class Store:
    """Cases and their calls. Every method raises StoreError when the file can't serve."""

    def __init__(self, connection: sqlite3.Connection, path: File, holds: Holds | None = None) -> None:
        self._db = connection
        self._path = path
        self._holds = holds or Holds(None)

    @classmethod
    def open(cls, path: File) -> Store:
        """Open the store, making it if there is none. A file that isn't ours is left untouched."""
        with _guarded(path):
            own.folder(path.parent)
            if not path.exists() or path.stat().st_size == 0:
                own.touch(path)
            elif (version := written_version(path)) > VERSION:
                raise StoreError("store.newer", path=str(path), version=version, known=VERSION)
            elif is_cut(path):
                raise StoreError("store.damaged", path=str(path))
            db = sqlite3.connect(path, timeout=2.0, isolation_level=None)
            try:
                _prepare(db, path)
            except BaseException:
                db.close()
                raise
        return cls(db, path, Holds(path.with_suffix(".lock")))

    @classmethod
    def aside(cls, path: File, *, whole: bool = False) -> Store:
        """A store in memory with a copy of what can be read of the file: for a call where nothing can be kept.

        Raises StoreError where it has to be `whole` and nothing can be read.
        """
        with _guarded(path):
            db = sqlite3.connect(":memory:", isolation_level=None)
            try:
                if not _copied(path, db) and whole:
                    raise StoreError("store.unwritable", path=str(path), why="")
                _prepare(db, path)
            except BaseException:
                db.close()
                raise
        return cls(db, path)

    def close(self) -> None:
        self._holds.release()
        self._db.close()

    def hold(self, name: str, call: int) -> bool:
        """Hold a call of a case as long as the store is open; False where another process holds it."""
        with _guarded(self._path):
            return self._holds.take(self._id(name), call)


    def cases(self) -> list[Case]:
        """All cases, the one touched last first."""
        with _guarded(self._path):
            rows = self._db.execute("SELECT body FROM matter ORDER BY touched DESC, id DESC").fetchall()
            return [_case(row[0]) for row in rows]

    def unsettled(self) -> list[Case]:
        """The cases that have no call yet, or whose last one settled nothing; the one touched last first."""
        with _guarded(self._path):
            return [_case(row[0]) for row in self._db.execute(_UNSETTLED, {outcome: outcome for outcome in SETTLED})]

    def names(self) -> list[str]:
        """The names of all cases, the one touched last first."""
        with _guarded(self._path):
            return [row[0] for row in self._db.execute("SELECT name FROM matter ORDER BY touched DESC, id DESC")]

    def find(self, name: str) -> Case | None:
        """The case of this name, where there is one."""
        with _guarded(self._path):
            row = self._db.execute("SELECT body FROM matter WHERE name = ?", (name,)).fetchone()
            return _case(row[0]) if row else None

    def case(self, name: str) -> Case:
        """The case of this name. Raises Failure where there is none."""
        found = self.find(name)
        if found is None:
            raise Failure("case.none", name=name, known=", ".join(self.names()[:8]))
        return found

    def add(self, case: Case, at: int) -> None:
        """Keep a new case. Raises Failure where the name is taken."""
        case = _case_without_private(case)
        with _guarded(self._path):
            try:
                self._db.execute(
                    f"INSERT INTO matter (name, body, touched) VALUES (?, ?, {_NOW})",
                    (case.name, _body(case), at, case.name),
                )
            except sqlite3.IntegrityError:
                raise Failure("case.taken", name=case.name) from None

    def change(self, case: Case, at: int) -> None:
        """Keep what is now known of a case."""
        with _guarded(self._path):
            body = _body(_case_without_private(case))
            self._db.execute(
                f"UPDATE matter SET body = ?, touched = {_NOW} WHERE name = ?", (body, at, case.name, case.name)
            )

    def calls(self, name: str) -> list[PastCall]:
        """All calls of a case, in order."""
        with _guarded(self._path):
            rows = self._db.execute(
                "SELECT call, at, kind, value, text, data FROM event WHERE matter = ? ORDER BY call, id",
                (self._id(name),),
            ).fetchall()
            grouped: dict[int, list[Event]] = {}
            for call, *columns in rows:
                grouped.setdefault(call, []).append(_event(columns))
        return [PastCall(number, events) for number, events in grouped.items()]

    def log(self, name: str, call: int) -> Log:
        """The log of one call of a case."""
        with _guarded(self._path):
            return Log(self._db, self._path, self._id(name), call)

    def bring(self, case: Case, calls: Sequence[PastCall], decisions: Sequence[Decision], at: int) -> None:
        """Keep a new case with its calls and decisions, all or nothing. Raises Failure where the name is taken."""
        with _guarded(self._path), _transaction(self._db):
            self.add(case, at)
            for call in calls:
                log = self.log(case.name, call.number)
                for each in call.events:
                    log.insert(each)
            for decision in decisions:
                self._insert_decision(case.name, decision)

    def decide(self, name: str, decision: Decision) -> None:
        """Keep what was decided in a case, beside what was decided before."""
        with _guarded(self._path), _transaction(self._db):
            self._insert_decision(name, decision)

    def _insert_decision(self, name: str, decision: Decision) -> None:
        day = decision.follow_up.isoformat() if decision.follow_up else None
        figures = json.dumps(scrubbed(decision.figures, _mask), ensure_ascii=False, separators=(",", ":"))
        key = self._id(name)
        self._db.execute(
            "INSERT INTO decision (matter, at, text, follow_up, figures) VALUES (?, ?, ?, ?, ?)",
            (key, decision.at, _mask(decision.text), day, figures),
        )
        self._db.execute("UPDATE matter SET touched = max(touched, ?) WHERE id = ?", (decision.at, key))

    def decisions(self, name: str) -> list[Decision]:
        """What was decided in a case, oldest first."""
        with _guarded(self._path):
            rows = self._db.execute(
                "SELECT at, text, follow_up, figures FROM decision WHERE matter = ? ORDER BY id", (self._id(name),)
            ).fetchall()
            return [
                Decision.from_json({"at": at, "text": text, "follow_up": day, "figures": json.loads(figures)})
                for at, text, day, figures in rows
            ]

    def keep(self, kind: str, key: str, body: Mapping[str, Any], at: int) -> None:
        """Keep something of a rehearsal or a drill: it belongs to no case."""
        with _guarded(self._path):
            self._db.execute(
                "INSERT INTO practice (at, kind, key, body) VALUES (?, ?, ?, ?)",
                (at, kind, key, json.dumps(scrubbed(dict(body), _mask), ensure_ascii=False)),
            )

    def kept(self, kind: str) -> list[tuple[int, str, dict[str, Any]]]:
        """Everything of a kind that was kept, oldest first: when, key, body."""
        with _guarded(self._path):
            rows = self._db.execute(
                "SELECT at, key, body FROM practice WHERE kind = ? ORDER BY id", (kind,)
            ).fetchall()
            kept = [(at, key, json.loads(body)) for at, key, body in rows]
            if not all(isinstance(at, int) and isinstance(body, dict) for at, _, body in kept):
                raise StoreError("store.damaged", path=str(self._path))
            return kept

    def remove(self, name: str) -> None:
        """Forget a case: its rows, the rehearsals of it, and the bytes they were written with.

        Raises StoreError `store.lingers` where another process reads at this moment, so that the log of writes could
        not be emptied: the case is gone then, its bytes go when that process is done.
        """
        with _guarded(self._path):
            key = self._id(name)
            with _transaction(self._db):
                self._db.execute("DELETE FROM event WHERE matter = ?", (key,))
                self._db.execute("DELETE FROM decision WHERE matter = ?", (key,))
                self._db.execute("DELETE FROM matter WHERE id = ?", (key,))
                self._forget_practice(name)
            # Deleting zeroes rows where they stand; copies that were left as pages split go only with the old pages.
            self._db.execute("VACUUM")
            busy, *_ = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreError("store.lingers", path=str(self._path))

    def _forget_practice(self, case: str) -> None:
        rows = self._db.execute("SELECT id, body FROM practice").fetchall()
        of_case = [(key,) for key, body in rows if json.loads(body).get("case") == case]
        self._db.executemany("DELETE FROM practice WHERE id = ?", of_case)

    def discard(self, name: str) -> None:
        """Forget a case that nothing was recorded for, unless another process is in a call of it."""
        with _guarded(self._path), _transaction(self._db):
            key = self._id(name)
            if self._holds.leave(key):
                nothing = " AND ".join(
                    f"NOT EXISTS (SELECT 1 FROM {table} WHERE matter = matter.id)" for table in ("event", "decision")
                )
                self._db.execute(f"DELETE FROM matter WHERE id = ? AND {nothing}", (key,))

    def _id(self, name: str) -> int:
        row = self._db.execute("SELECT id FROM matter WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise Failure("case.none", name=name, known="")
        return int(row[0])


class Log:
    """The events of one call. `append` returns when the row is committed."""

    def __init__(self, db: sqlite3.Connection, path: File, matter: int, call: int) -> None:
        self._db = db
        self._path = path
        self._key = (matter, call)

    def append(self, event: Event) -> None:
        with _guarded(self._path), _transaction(self._db):
            self.insert(event)
            key = self._key[0]
            row = self._db.execute(f"UPDATE matter SET touched = {_NOW} WHERE id = ?", (event.at, key, key))
            if not row.rowcount:
                raise StoreError("store.case-gone", path=str(self._path))

    def insert(self, event: Event) -> None:
        event = event._replace(
            value=_mask(event.value), text=_mask(event.text), data=scrubbed(dict(event.data), _mask)
        )
        body = json.dumps(event.data, ensure_ascii=False, separators=(",", ":"))
        self._db.execute(
            "INSERT INTO event (matter, call, at, kind, value, text, data) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*self._key, event.at, event.kind, event.value, event.text, body),
        )

    def events(self) -> Sequence[Event]:
        with _guarded(self._path):
            rows = self._db.execute(
                "SELECT at, kind, value, text, data FROM event WHERE matter = ? AND call = ? ORDER BY id",
                self._key,
            ).fetchall()
            return [_event(row) for row in rows]


@contextmanager
def _guarded(path: File) -> Iterator[None]:
    """Say in one sentence why the store can't serve."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(_key(error), path=str(path), why=str(error)) from None
    except OSError as error:
        raise StoreError("store.unwritable", path=str(path), why=error.strerror or "") from None
    except (ValueError, KeyError, TypeError):
        raise StoreError("store.damaged", path=str(path)) from None


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
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
    sqlite3.SQLITE_BUSY: "store.locked",
    sqlite3.SQLITE_LOCKED: "store.locked",
    sqlite3.SQLITE_READONLY: "store.readonly",
    sqlite3.SQLITE_CANTOPEN: "store.unwritable",
    sqlite3.SQLITE_NOTADB: "store.foreign",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_FULL: "store.full",
}


def _key(error: sqlite3.DatabaseError) -> str:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return _KEYS.get(code, "store.failed")


def _copied(path: File, into: sqlite3.Connection) -> bool:
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


def _prepare(db: sqlite3.Connection, path: File) -> None:
    """Check whose file this is before anything is written to it."""
    application, version, tables = _read_at_once(
        db, "SELECT count(*) FROM sqlite_master", "PRAGMA user_version", "PRAGMA application_id"
    )
    if application != APPLICATION and (application or version or tables):
        raise StoreError("store.foreign", path=str(path), why="")
    if version > VERSION:
        raise StoreError("store.newer", path=str(path), version=version, known=VERSION)
    for end in ("", "-wal", "-shm"):
        own.close(path.with_name(path.name + end))
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA temp_store = MEMORY")
    if version < VERSION:
        _bring_up(db)


def _read_at_once(db: sqlite3.Connection, *questions: str) -> tuple[int, ...]:
    """Numbers from one moment, last question first: another process may be making the store just now."""
    db.execute("BEGIN")
    try:
        return tuple(reversed([int(db.execute(question).fetchone()[0]) for question in questions]))
    finally:
        db.execute("ROLLBACK")


def _bring_up(db: sqlite3.Connection) -> None:
    """Make the tables, or those that an older store lacks; two processes may try at once, so look again once the lock is ours."""
    with _transaction(db):
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        if version >= VERSION:
            return
        for step in _STEPS[version:]:
            for statement in filter(str.strip, step.split(";")):
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {VERSION}")


def _body(case: Case) -> str:
    return json.dumps(case.to_json(), ensure_ascii=False, separators=(",", ":"))


def _mask(text: str) -> str:
    """The last line of defence: what is typed was masked before, and the person told, in the interface's language.
    No text gets longer than it may be."""
    return masked(text, locale_of(text)).text[: len(text)]


def _case_without_private(case: Case) -> Case:
    return Case.from_json(scrubbed(case.to_json(), _mask))


def _case(body: str) -> Case:
    return Case.from_json(json.loads(body))


def _event(columns: Sequence[Any]) -> Event:
    at, kind, value, text, data = columns
    return event(kind, at, value, text, json.loads(data))
