"""The log of one call in the store: its events, each committed before it counts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path as File
from typing import Any

from haegi.call.engine import Event
from haegi.errors import StoreError
from haegi.storage.rows import event
from haegi.storage.schema import guarded, transaction
from haegi.text.i18n import locale_of
from haegi.text.pii import masked, scrubbed

#: When a case was touched: by the clock (first `?`), and after all others (second `?`: not itself) if that went back.
NOW = "max(?, (SELECT coalesce(max(touched), -1) + 1 FROM matter WHERE ? NOT IN (id, name)))"


class Log:
    """The events of one call. `append` returns when the row is committed."""

    def __init__(self, db: sqlite3.Connection, path: File, matter: int, call: int) -> None:
        self._db = db
        self._path = path
        self._key = (matter, call)

    def append(self, event: Event) -> None:
        with guarded(self._path), transaction(self._db):
            self.insert(event)
            key = self._key[0]
            row = self._db.execute(f"UPDATE matter SET touched = {NOW} WHERE id = ?", (event.at, key, key))
            if not row.rowcount:
                raise StoreError("store.case-gone", path=str(self._path))

    def insert(self, event: Event) -> None:
        event = event._replace(
            value=mask(event.value), text=mask(event.text), data=scrubbed(dict(event.data), mask)
        )
        body = json.dumps(event.data, ensure_ascii=False, separators=(",", ":"))
        self._db.execute(
            "INSERT INTO event (matter, call, at, kind, value, text, data) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*self._key, event.at, event.kind, event.value, event.text, body),
        )

    def events(self) -> Sequence[Event]:
        with guarded(self._path):
            rows = self._db.execute(
                "SELECT at, kind, value, text, data FROM event WHERE matter = ? AND call = ? ORDER BY id",
                self._key,
            ).fetchall()
            return [event_of(row) for row in rows]


def mask(text: str) -> str:
    """The last line of defence: what is typed was masked before, and the person told, in the interface's language.
    No text gets longer than it may be."""
    return masked(text, locale_of(text)).text[: len(text)]


def event_of(columns: Sequence[Any]) -> Event:
    at, kind, value, text, data = columns
    return event(kind, at, value, text, json.loads(data))
