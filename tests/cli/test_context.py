"""What a command opens is closed when it ends, whichever way it ends."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import pytest
from driver import inside

from haegi.cli.context import Context
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


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_sentences_break_between_words_and_the_rest_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    command, table, source = "say: haegi coach --case home", "one column  another one", "    what a file says"
    for stream, sentence in ((Screen(), "  two words and two\n  more"), (io.StringIO(), "  two words and two more")):
        context = Context.here("en")._replace(stdout=stream)
        context.out("\n".join(["  two words and two more", command, table, source]))
        assert stream.getvalue() == "\n".join([sentence, command, table, source, ""])
