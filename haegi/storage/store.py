"""The store: every event is one committed row in SQLite, kept for good.

Rows of `event` are only ever added; a correction is an event of its own. Removing a case is the one exception, and
then its bytes go too (secure_delete, and the write-ahead log is emptied).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path as File
from typing import Any

from haegi.call.case import Case, Decision, PastCall
from haegi.call.engine import Event
from haegi.errors import Failure, StoreError
from haegi.files import private_files
from haegi.storage.event_log import NOW, Log, event_of, mask
from haegi.storage.locks import CallLocks
from haegi.storage.schema import VERSION, copied, guarded, is_truncated, prepare, transaction, version_of
from haegi.text.pii import scrubbed

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


class Store:
    """Cases and their calls. Every method raises StoreError when the file can't serve."""

    def __init__(self, connection: sqlite3.Connection, path: File, locks: CallLocks | None = None) -> None:
        self._db = connection
        self._path = path
        self._locks = locks or CallLocks(None)

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
            db = sqlite3.connect(path, timeout=2.0, isolation_level=None)
            try:
                prepare(db, path)
            except BaseException:
                db.close()
                raise
        return cls(db, path, CallLocks(path.with_suffix(".lock")))

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
            except BaseException:
                db.close()
                raise
        return cls(db, path)

    def close(self) -> None:
        self._locks.close()
        self._db.close()

    def hold(self, name: str, call: int) -> bool:
        """Hold a call of a case as long as the store is open; False where another process holds it."""
        with guarded(self._path):
            return self._locks.acquire(self._id(name), call)

    def cases(self) -> list[Case]:
        """All cases, the one touched last first."""
        with guarded(self._path):
            rows = self._db.execute("SELECT body FROM matter ORDER BY touched DESC, id DESC").fetchall()
            return [_case(row[0]) for row in rows]

    def unsettled(self) -> list[Case]:
        """The cases that have no call yet, or whose last one settled nothing; the one touched last first."""
        with guarded(self._path):
            return [_case(row[0]) for row in self._db.execute(_UNSETTLED, {outcome: outcome for outcome in SETTLED})]

    def names(self) -> list[str]:
        """The names of all cases, the one touched last first."""
        with guarded(self._path):
            return [row[0] for row in self._db.execute("SELECT name FROM matter ORDER BY touched DESC, id DESC")]

    def find(self, name: str) -> Case | None:
        """The case of this name, where there is one."""
        with guarded(self._path):
            row = self._db.execute("SELECT body FROM matter WHERE name = ?", (name,)).fetchone()
            return _case(row[0]) if row else None

    def case(self, name: str) -> Case:
        """The case of this name. Raises Failure where there is none."""
        case = self.find(name)
        if case is None:
            raise Failure("case.none", name=name, known=", ".join(self.names()[:8]))
        return case

    def add(self, case: Case, at: int) -> None:
        """Keep a new case. Raises Failure where the name is taken."""
        case = _case_without_private(case)
        with guarded(self._path):
            try:
                self._db.execute(
                    f"INSERT INTO matter (name, body, touched) VALUES (?, ?, {NOW})",
                    (case.name, _body(case), at, case.name),
                )
            except sqlite3.IntegrityError:
                raise Failure("case.taken", name=case.name) from None

    def change(self, case: Case, at: int) -> None:
        """Keep what is now known of a case."""
        with guarded(self._path):
            body = _body(_case_without_private(case))
            self._db.execute(
                f"UPDATE matter SET body = ?, touched = {NOW} WHERE name = ?", (body, at, case.name, case.name)
            )

    def calls(self, name: str) -> list[PastCall]:
        """All calls of a case, in order."""
        with guarded(self._path):
            rows = self._db.execute(
                "SELECT call, at, kind, value, text, data FROM event WHERE matter = ? ORDER BY call, id",
                (self._id(name),),
            ).fetchall()
            grouped: dict[int, list[Event]] = {}
            for call, *columns in rows:
                grouped.setdefault(call, []).append(event_of(columns))
        return [PastCall(number, events) for number, events in grouped.items()]

    def log(self, name: str, call: int) -> Log:
        """The log of one call of a case."""
        with guarded(self._path):
            return Log(self._db, self._path, self._id(name), call)

    def bring(self, case: Case, calls: Sequence[PastCall], decisions: Sequence[Decision], at: int) -> None:
        """Keep a new case with its calls and decisions, all or nothing. Raises Failure where the name is taken."""
        with guarded(self._path), transaction(self._db):
            self.add(case, at)
            for call in calls:
                log = self.log(case.name, call.number)
                for event in call.events:
                    log.insert(event)
            for decision in decisions:
                self._insert_decision(case.name, decision)

    def add_call(self, name: str, call: PastCall, at: int) -> None:
        """Keep a call that is over, all or nothing."""
        with guarded(self._path), transaction(self._db):
            log = self.log(name, call.number)
            for event in call.events:
                log.insert(event)
            self._db.execute(f"UPDATE matter SET touched = {NOW} WHERE name = ?", (at, name, name))

    def decide(self, name: str, decision: Decision) -> None:
        """Keep what was decided in a case, beside what was decided before."""
        with guarded(self._path), transaction(self._db):
            self._insert_decision(name, decision)

    def _insert_decision(self, name: str, decision: Decision) -> None:
        day = decision.follow_up.isoformat() if decision.follow_up else None
        figures = json.dumps(scrubbed(decision.figures, mask), ensure_ascii=False, separators=(",", ":"))
        key = self._id(name)
        self._db.execute(
            "INSERT INTO decision (matter, at, text, follow_up, figures) VALUES (?, ?, ?, ?, ?)",
            (key, decision.at, mask(decision.text), day, figures),
        )
        self._db.execute("UPDATE matter SET touched = max(touched, ?) WHERE id = ?", (decision.at, key))

    def decisions(self, name: str) -> list[Decision]:
        """The decisions of a case, oldest first."""
        with guarded(self._path):
            rows = self._db.execute(
                "SELECT at, text, follow_up, figures FROM decision WHERE matter = ? ORDER BY id", (self._id(name),)
            ).fetchall()
            return [
                Decision.from_json({"at": at, "text": text, "follow_up": day, "figures": json.loads(figures)})
                for at, text, day, figures in rows
            ]

    def keep(self, kind: str, key: str, body: Mapping[str, Any], at: int) -> None:
        """Keep something of a rehearsal or a drill: it belongs to no case."""
        with guarded(self._path):
            self._db.execute(
                "INSERT INTO practice (at, kind, key, body) VALUES (?, ?, ?, ?)",
                (at, kind, key, json.dumps(scrubbed(dict(body), mask), ensure_ascii=False)),
            )

    def kept(self, kind: str) -> list[tuple[int, str, dict[str, Any]]]:
        """Everything of a kind that was kept, oldest first: when, key, body."""
        with guarded(self._path):
            rows = self._db.execute(
                "SELECT at, key, body FROM practice WHERE kind = ? ORDER BY id", (kind,)
            ).fetchall()
            entries = [(at, key, json.loads(body)) for at, key, body in rows]
            if not all(isinstance(at, int) and isinstance(body, dict) for at, _, body in entries):
                raise StoreError("store.damaged", path=str(self._path))
            return entries

    def remove(self, name: str) -> None:
        """Forget a case: its rows, the rehearsals of it, and the bytes they were written with.

        Raises StoreError `store.lingers` where another process reads at this moment, so that the log of writes could
        not be emptied: the case is gone then, its bytes go when that process is done.
        """
        with guarded(self._path):
            key = self._id(name)
            with transaction(self._db):
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
        of_case = [(key,) for key, body in rows if _is_of(json.loads(body), case)]
        self._db.executemany("DELETE FROM practice WHERE id = ?", of_case)

    def discard(self, name: str) -> None:
        """Forget a case that nothing was recorded for, unless another process is in a call of it."""
        with guarded(self._path), transaction(self._db):
            key = self._id(name)
            if self._locks.release(key):
                nothing = " AND ".join(
                    f"NOT EXISTS (SELECT 1 FROM {table} WHERE matter = matter.id)" for table in ("event", "decision")
                )
                self._db.execute(f"DELETE FROM matter WHERE id = ? AND {nothing}", (key,))

    def _id(self, name: str) -> int:
        row = self._db.execute("SELECT id FROM matter WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise Failure("case.none", name=name, known="")
        return int(row[0])


def _body(case: Case) -> str:
    return json.dumps(case.to_json(), ensure_ascii=False, separators=(",", ":"))


def _case_without_private(case: Case) -> Case:
    return Case.from_json(scrubbed(case.to_json(), mask))


def _case(body: str) -> Case:
    return Case.from_json(json.loads(body))


def _is_of(body: object, case: str) -> bool:
    return isinstance(body, dict) and body.get("case") == case
