"""The log of one call in the store, its events each committed before it counts, and the locks on calls under way."""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path as File
from types import NoneType
from typing import Any, get_args

from haegi.call.case import LAST_MOMENT, Outcome, Quote
from haegi.call.engine import REVALUED, Event, Kind
from haegi.errors import Failure, StoreError
from haegi.files import private_files
from haegi.storage.schema import Database
from haegi.text.i18n import locale_of
from haegi.text.pii import masked, scrubbed

#: When a case was touched: by the clock (first `?`), and after all others (second `?`: not itself) if that went back.
NOW = "max(?, (SELECT coalesce(max(touched), -1) + 1 FROM matter WHERE ? NOT IN (id, name)))"

_KINDS: dict[object, Kind] = {kind: kind for kind in get_args(Kind)}
#: What may be more than a plain fact.
_KEPT_WHOLE = {"quote": (dict, bool, NoneType), "offer": (dict, int, NoneType)}
_OUTCOMES = frozenset(get_args(Outcome))


class Log:
    """The events of one call. `append` returns when the rows are committed: all of them, or none."""

    def __init__(self, database: Database, case: int, call: int) -> None:
        self._database = database
        self._key = (case, call)

    def append(self, *events: Event) -> None:
        with self._database.writing() as db:
            for event in events:
                self.insert(event)
            key = self._key[0]
            row = db.execute(f"UPDATE matter SET touched = {NOW} WHERE id = ?", (events[-1].at, key, key))
            if not row.rowcount:
                raise StoreError("store.case-gone", path=str(self._database.path))

    def insert(self, event: Event) -> None:
        data = json.dumps(scrubbed(dict(event.data), mask), ensure_ascii=False, separators=(",", ":"))
        columns = (event.at, event.kind, mask(event.value), mask(event.text), data)
        self._database.connection.execute(
            "INSERT INTO event (matter, call, at, kind, value, text, data, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*self._key, *columns, checksum(*columns)),
        )

    def events(self) -> Sequence[Event]:
        with self._database.reading() as db:
            rows = db.execute(
                "SELECT at, kind, value, text, data FROM event WHERE matter = ? AND call = ? ORDER BY id",
                self._key,
            ).fetchall()
            return [event_of(row) for row in rows]


def checksum(*columns: object) -> int:
    """What the columns at, kind, value, text, data of an event come to."""
    return zlib.crc32("\0".join(map(str, columns)).encode("utf-8", "surrogatepass"))


def mask(text: str) -> str:
    """The last line of defence: what is typed was masked before, and the person told, in the interface's language.
    No text gets longer than it may be."""
    return masked(text, locale_of(text)).text[: len(text)]


def event_of(columns: Sequence[Any]) -> Event:
    """The event in the columns at, kind, value, text, data."""
    at, kind, value, text, data = columns
    return checked_event(kind, at, value, text, json.loads(data))


def checked_event(kind: object, at: object, value: object, text: object, data: object) -> Event:
    """An event of these parts, out of a file that anybody may have written or a store that may be damaged.

    Raises ValueError where it can be none.
    """
    known_kind = _KINDS.get(kind) if isinstance(kind, str) else None
    if known_kind is None or not (isinstance(value, str) and isinstance(text, str) and isinstance(data, dict)):
        raise ValueError("no event")
    if not isinstance(at, int) or isinstance(at, bool) or not 0 <= at <= LAST_MOMENT:
        raise ValueError("no moment")
    if known_kind == "end" and value not in _OUTCOMES:
        raise ValueError("no outcome")
    if data or known_kind == "quote":
        _check(known_kind, data)
    return Event(known_kind, at, value, text, data)


def _check(kind: Kind, data: dict[str, Any]) -> None:
    """Raises ValueError for data that an event of this kind can't have; unknown keys may hold plain facts."""
    if not all(_takes(key, value) for key, value in data.items()):
        raise ValueError("odd data")
    if kind == "quote" or isinstance(data.get("quote"), dict):
        Quote.from_json(data["quote"])
    if kind in ("heard", "offer") and data.get("offer"):
        from haegi.offers.offer import from_json  # loads slowly, and most events have none

        try:
            from_json(data["offer"])
        except Failure as error:
            raise ValueError("no offer") from error


def _takes(key: str, value: object) -> bool:
    if key == "facts":
        return isinstance(value, dict) and all(isinstance(fact, bool | int | str) for fact in value.values())
    if key == REVALUED:
        return isinstance(value, dict) and all(_takes("worth", worth) for worth in value.values())
    if key == "does":
        return isinstance(value, list) and all(isinstance(move, str) for move in value)
    if key == "worth":
        return value is None or (isinstance(value, int) and not isinstance(value, bool))
    if key in ("wording", "said"):
        return value is None or isinstance(value, str)
    return isinstance(value, _KEPT_WHOLE.get(key, (bool, int, str, NoneType)))


#: Bytes for each case: more calls than one ever has.
LONGEST_CASE = 1 << 20


class CallLocks:
    """The calls that this process holds, by locks of the system, which die with it however it ends; where there are none,
    every call is free. A call of a case is one byte of a file beside the store, never written, only locked."""

    def __init__(self, path: File | None) -> None:
        self._path = path
        self._file = -1

    def acquire(self, case: int, call: int) -> bool:
        """Hold a call of a case until `release` or `close`; False where another process holds it."""
        return self._lock(case * LONGEST_CASE + call, 1)

    def release(self, case: int) -> bool:
        """Let go of every call of a case; whether no other process holds one."""
        alone = self._lock(case * LONGEST_CASE, LONGEST_CASE)
        if sys.platform != "win32" and self._file >= 0:
            import fcntl

            fcntl.lockf(self._file, fcntl.LOCK_UN, LONGEST_CASE, case * LONGEST_CASE)
        return alone

    def close(self) -> None:
        """Let go of all calls of all cases."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _lock(self, start: int, length: int) -> bool:
        if sys.platform == "win32" or self._path is None:
            return True
        import fcntl

        try:
            if self._file < 0:
                private_files.touch(self._path)
                self._file = os.open(self._path, os.O_RDWR | os.O_CLOEXEC)
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
        except (BlockingIOError, PermissionError):
            return self._file < 0  # without the file nobody can be asked
        except OSError:
            return True
        return True
