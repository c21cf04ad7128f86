"""The store: every event is one committed row in SQLite, kept for good.

Rows of `event` are only ever added; a correction is an event of its own. Removing a case is the one exception, and
then its bytes go too (secure_delete, and the write-ahead log is emptied).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path as File
from typing import Any

from haegi.call.case import Case, Decision, PastCall, brought_up
from haegi.call.engine import Event
from haegi.errors import Failure, StoreError, nearest
from haegi.files import private_files
from haegi.storage.event_log import NOW, CallLocks, Log, checksum, event_of, mask
from haegi.storage.schema import (
    PATIENCE,
    VERSION,
    Database,
    copied,
    guarded,
    is_truncated,
    prepare,
    version_of,
)
from haegi.text.pii import scrubbed

#: Seconds that an edit waits for others: nobody is on the phone.
_UNHURRIED = 30.0
#: A call that ended like this settles its case.
SETTLED = ("accepted", "cancelled")
# `PastCall.outcome` as a query: a call ended as its last end says, unless it was taken up again. Nearly always that end
# is the very last event of a case, so that is looked at first.
_UNSETTLED = """
SELECT id, body FROM matter AS m WHERE coalesce((
    SELECT CASE kind WHEN 'end' THEN value END FROM event WHERE matter = m.id ORDER BY call DESC, id DESC LIMIT 1
), '') NOT IN (:accepted, :cancelled) AND coalesce((
    SELECT value FROM event
    WHERE matter = m.id AND kind IN ('end', 'resume') AND call = (SELECT max(call) FROM event WHERE matter = m.id)
    ORDER BY id DESC LIMIT 1
), '') NOT IN (:accepted, :cancelled) ORDER BY touched DESC, id DESC
"""


class Store:
    """Cases and their calls. Every method raises StoreError when the file can't serve."""

    def __init__(self, database: Database, locks: CallLocks | None = None) -> None:
        self._database = database
        self._locks = locks or CallLocks(None)
        self._ids: dict[str, int] = {}  # of the cases that were given out: another of the name is another case

    @classmethod
    def open(cls, path: File) -> Store:
        """Open the store, making it if there is none. A file that isn't ours is left untouched."""
        with guarded(path):
            private_files.folder(path.parent)
            if not path.exists() or path.stat().st_size == 0:
                private_files.touch(path)
            elif (version := version_of(path)) > VERSION:
                raise StoreError("store.newer", path=str(path), version=version, known=VERSION)
            elif is_truncated(path):
                raise StoreError("store.damaged", path=str(path))
            db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            try:
                prepare(db, path)
                return cls(Database(path, db, on_disk=True), CallLocks(path.with_suffix(".lock")))
            except BaseException:
                db.close()
                raise

    @classmethod
    def aside(cls, path: File, *, whole: bool = False) -> Store:
        """A store in memory with a copy of what can be read of the file: for a call where nothing can be kept.

        Raises StoreError where it has to be `whole` and nothing can be read.
        """
        with guarded(path):
            db = sqlite3.connect(":memory:", isolation_level=None)
            try:
                if not copied(path, db) and whole:
                    raise StoreError("store.unwritable", path=str(path), why="")
                prepare(db, path)
                return cls(Database(path, db, on_disk=False))
            except BaseException:
                db.close()
                raise

    def close(self) -> None:
        self._locks.close()
        self._database.connection.close()

    def hold(self, name: str, call: int) -> bool:
        """Hold a call of a case as long as the store is open; False where another process holds it."""
        with self._database.reading():
            return self._locks.acquire(self._id(name), call)

    def cases(self) -> list[Case]:
        """All cases, the one touched last first."""
        return self._cases("SELECT id, body FROM matter ORDER BY touched DESC, id DESC")

    def unsettled(self) -> list[Case]:
        """The cases that have no call yet, or whose last one settled nothing; the one touched last first."""
        return self._cases(_UNSETTLED, {outcome: outcome for outcome in SETTLED})

    def _cases(self, query: str, values: Mapping[str, str] | tuple[str, ...] = ()) -> list[Case]:
        with self._database.reading() as db:
            found = [(key, _case(body)) for key, body in db.execute(query, values)]
        self._ids |= {case.name: key for key, case in found}
        return [case for _, case in found]

    def names(self) -> list[str]:
        """The names of all cases, the one touched last first."""
        with self._database.reading() as db:
            return [row[0] for row in db.execute("SELECT name FROM matter ORDER BY touched DESC, id DESC")]

    def find(self, name: str) -> Case | None:
        """The case of this name, where there is one."""
        return next(iter(self._cases("SELECT id, body FROM matter WHERE name = ?", (name,))), None)

    def case(self, name: str) -> Case:
        """The case of this name. Raises Failure where there is none."""
        case = self.find(name)
        if case is None:
            known = self.names()
            raise Failure("case.none" if known else "case.none-yet", name=name, known=", ".join(known[:8]), near=nearest(name, known))
        return case

    def add(self, case: Case, at: int) -> None:
        """Keep a new case. Raises Failure where the name is taken."""
        self.bring(case, (), (), at)

    def _insert(self, case: Case, at: int) -> None:
        case = _case_without_private(case)
        try:
            row = self._database.connection.execute(
                f"INSERT INTO matter (name, body, touched) VALUES (?, ?, {NOW})", (case.name, _body(case), at, case.name)
            )
        except sqlite3.IntegrityError:
            raise Failure("case.taken", name=case.name) from None
        self._ids[case.name] = row.lastrowid or 0

    def change(self, before: Case, after: Case, at: int) -> None:
        """Keep what was changed of a case, and what another window has changed of it since it was as `before`. Raises
        Failure where it is gone."""
        with self._database.writing(_UNHURRIED) as db:
            key = self._id(before.name)
            (body,) = db.execute("SELECT body FROM matter WHERE id = ?", (key,)).fetchone()
            case = brought_up(_case(body), before, after)
            db.execute(
                f"UPDATE matter SET body = ?, touched = {NOW} WHERE id = ?",
                (_body(_case_without_private(case)), at, key, key),
            )

    def calls(self, name: str) -> list[PastCall]:
        """All calls of a case, in order."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT call, at, kind, value, text, data FROM event WHERE matter = ? ORDER BY call, id",
                (self._id(name),),
            ).fetchall()
            grouped: dict[int, list[Event]] = {}
            for call, *columns in rows:
                grouped.setdefault(call, []).append(event_of(columns))
        return [PastCall(number, events) for number, events in grouped.items()]

    def log(self, name: str, call: int) -> Log:
        """The log of one call of a case."""
        with self._database.reading():
            return Log(self._database, self._id(name), call)

    def bring(self, case: Case, calls: Sequence[PastCall], decisions: Sequence[Decision], at: int) -> None:
        """Keep a new case with its calls and decisions, all or nothing. Raises Failure where the name is taken."""
        with self._database.writing():
            self._insert(case, at)
            for call in calls:
                log = self.log(case.name, call.number)
                for event in call.events:
                    log.insert(event)
            for decision in decisions:
                self._insert_decision(case.name, decision)

    def add_call(self, name: str, call: PastCall) -> None:
        """Keep a call that is over, all or nothing."""
        self.log(name, call.number).append(*call.events)

    def decide(self, name: str, decision: Decision) -> None:
        """Keep what was decided in a case, beside what was decided before."""
        with self._database.writing():
            self._insert_decision(name, decision)

    def _insert_decision(self, name: str, decision: Decision) -> None:
        db, key = self._database.connection, self._id(name)
        day = decision.follow_up.isoformat() if decision.follow_up else None
        figures = json.dumps(scrubbed(decision.figures, mask), ensure_ascii=False, separators=(",", ":"))
        db.execute(
            "INSERT INTO decision (matter, at, text, follow_up, figures) VALUES (?, ?, ?, ?, ?)",
            (key, decision.at, mask(decision.text), day, figures),
        )
        db.execute("UPDATE matter SET touched = max(touched, ?) WHERE id = ?", (decision.at, key))

    def decisions(self, name: str) -> list[Decision]:
        """The decisions of a case, oldest first."""
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT at, text, follow_up, figures FROM decision WHERE matter = ? ORDER BY id", (self._id(name),)
            ).fetchall()
            return [
                Decision.from_json({"at": at, "text": text, "follow_up": day, "figures": json.loads(figures)})
                for at, text, day, figures in rows
            ]

    def keep(self, kind: str, key: str, body: Mapping[str, Any], at: int) -> None:
        """Keep something of a rehearsal or a drill: it belongs to no case."""
        with self._database.writing() as db:
            db.execute(
                "INSERT INTO practice (at, kind, key, body) VALUES (?, ?, ?, ?)",
                (at, kind, key, json.dumps(scrubbed(dict(body), mask), ensure_ascii=False)),
            )

    def kept(self, kind: str) -> list[tuple[int, str, dict[str, Any]]]:
        """Everything of a kind that was kept, oldest first: when, key, body."""
        with self._database.reading() as db:
            rows = db.execute("SELECT at, key, body FROM practice WHERE kind = ? ORDER BY id", (kind,)).fetchall()
            entries = [(at, key, json.loads(body)) for at, key, body in rows]
            if not all(isinstance(at, int) and isinstance(body, dict) for at, _, body in entries):
                raise ValueError("practice")
            return entries

    def remove(self, name: str) -> None:
        """Forget a case: its rows, the rehearsals of it, and the bytes they were written with.

        Raises StoreError `store.lingers` where another process reads at this moment, so that the log of writes could
        not be emptied: the case is gone then, its bytes go when that process is done.
        """
        with self._database.writing() as db:
            key = self._id(name)
            db.execute("DELETE FROM event WHERE matter = ?", (key,))
            db.execute("DELETE FROM decision WHERE matter = ?", (key,))
            db.execute("DELETE FROM matter WHERE id = ?", (key,))
            self._forget_practice(name)
        with self._database.reading() as db:
            # Deleting zeroes rows where they stand; copies that were left as pages split go only with the old pages.
            db.execute("VACUUM")
            busy, *_ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreError("store.lingers", path=str(self._database.path))

    def _forget_practice(self, case: str) -> None:
        db = self._database.connection
        rows = db.execute("SELECT id, body FROM practice").fetchall()
        bodies = ((key, json.loads(body)) for key, body in rows)
        of_case = [(key,) for key, body in bodies if isinstance(body, dict) and body.get("case") == case]
        db.executemany("DELETE FROM practice WHERE id = ?", of_case)

    def discard(self, name: str) -> None:
        """Forget a case that nothing was recorded for, unless another process is in a call of it."""
        with self._database.writing() as db:
            key = self._id(name)
            if self._locks.release(key):
                nothing = " AND ".join(
                    f"NOT EXISTS (SELECT 1 FROM {table} WHERE matter = matter.id)" for table in ("event", "decision")
                )
                db.execute(f"DELETE FROM matter WHERE id = ? AND {nothing}", (key,))

    def damages(self) -> Iterator[tuple[str, dict[str, object]]]:
        """What is damaged, as sentences: in the file, in cases, in single events. What is whole can be read all the same."""
        with self._database.reading() as db:
            for (row,) in db.execute("PRAGMA integrity_check"):
                if row != "ok":
                    yield "case.damaged-file", {"what": row}
            for name, body in db.execute("SELECT name, body FROM matter ORDER BY id"):
                if not _is_whole(_case, body):
                    yield "case.damaged-case", {"name": name}
            query = "SELECT name, call, checksum, at, kind, value, text, data FROM event JOIN matter ON matter.id = matter"
            for name, call, kept, *columns in db.execute(f"{query} ORDER BY event.id"):
                if kept not in (None, checksum(*columns)) or not _is_whole(event_of, columns):
                    yield "case.damaged-event", {"name": name, "number": call, "text": columns[3]}

    def copy(self) -> bytes:
        """The whole store as the bytes of a file: a backup that haegi opens like its own."""
        with self._database.reading() as db:
            return db.serialize()

    def _id(self, name: str) -> int:
        row = self._database.connection.execute("SELECT id FROM matter WHERE name = ?", (name,)).fetchone()
        if row is None or self._ids.get(name, row[0]) != row[0]:
            raise Failure("case.none-yet", name=name)
        return int(row[0])


def _case(body: str) -> Case:
    return Case.from_json(dict(json.loads(body)))


def _body(case: Case) -> str:
    return json.dumps(case.to_json(), ensure_ascii=False, separators=(",", ":"))


def _case_without_private(case: Case) -> Case:
    return Case.from_json(scrubbed(case.to_json(), mask))


def _is_whole(read: Callable[[Any], object], row: object) -> bool:
    try:
        read(row)
    except (ValueError, KeyError, TypeError):
        return False
    return True
