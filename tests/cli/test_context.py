"""What a command opens is closed when it ends, whichever way it ends."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from driver import inside

from haegi.storage.store import Store

COMMANDS = (
    ("case", "new", "kt", "--carrier", "KT", "--fee", "33000", "--quote", "SKB 현금 43만원 월 27,500원"),
    ("case", "show", "kt"), ("case", "show", "nowhere"), ("case", "list"), ("compare", "--case", "kt", "--json"), ("advise",),
    ("claim", "--case", "kt", "--down", "5시간"), ("sheet", "--case", "kt", "-o", "-"), ("coach", "--case", "kt"),
)  # fmt: skip


@pytest.mark.parametrize("day", ["2026-12-01", "12/01/2026", "Dec 1, 2026", "2026년 12월 1일"])
def test_a_day_is_given_as_people_write_it(day: str, home: Path) -> None:
    inside(home, "case", "new", "kt", "--carrier", "KT")
    ran = inside(home, "sheet", "--case", "kt", "--format", "txt", "-o", "-", "--date", day)
    assert (ran.code, "2026-12-01" in ran.out) == (0, True), ran.err


def test_every_store_is_closed_at_the_end(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Store] = []
    really = Store.open

    def noted(path: Path) -> Store:
        opened.append(really(path))
        return opened[-1]

    monkeypatch.setattr(Store, "open", noted)
    for arguments in COMMANDS:
        before = len(opened)
        inside(home, *arguments, stdin="1\n/end cut\n")
        assert len(opened) > before, arguments
    for store in opened:
        with pytest.raises(sqlite3.ProgrammingError):
            store._database.connection.execute("SELECT 1")
