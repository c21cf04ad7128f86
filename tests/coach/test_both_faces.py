"""Whole calls by other people, typed key by key into a real terminal and line by line into the plain face: the same events."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from driver import Talk, Terminal

from haegi.storage.store import Store

pytestmark = pytest.mark.slow

CALLS = Path(__file__).parents[1] / "data" / "corpus" / "calls"
SEATS = [("kr-d01", 80, 24), ("kr-d05", 40, 24), ("us-d01", 120, 40)]
DAY = "2026-11-30"


def answers(name: str) -> tuple[str, list[str]]:
    """The playbook, and what is typed in the call: what the agent said, as it was typed in haste, and Enter for what I said."""
    call = yaml.load((CALLS / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)
    typed = ["" if "caller" in turn else turn.get("typed") or turn["agent"] for turn in call["turns"]]
    return call["playbook"], ["", *typed, "/end cut"]


def events(home: Path) -> list[tuple[Any, ...]]:
    store = Store.open(home / "haegi.db")
    try:
        return [event._replace(at=0)[:4] for event in store.calls("call")[-1].events]
    finally:
        store.close()


def is_typed(answer: str, shown: str) -> bool:
    return shown.split("\n")[-1].rstrip().endswith(answer[-3:].rstrip())


@pytest.mark.parametrize(("name", "columns", "rows"), SEATS)
def test_the_same_answers_make_the_same_call(name: str, columns: int, rows: int, tmp_path: Path) -> None:
    book, given = answers(name)
    command = ["coach", book, "--case", "call", "--date", DAY]
    with Talk(tmp_path / "lines", command) as talk:
        for answer in given:
            if not talk.over:
                talk.answer(answer)
        assert talk.wait() == 0
    with Terminal(tmp_path / "screen", [sys.executable, "-m", "haegi", *command], columns, rows) as terminal:
        terminal.until("Enter")
        for answer in given:
            for key in answer:
                terminal.send(key)
            if answer:
                terminal.until(ready=partial(is_typed, answer))
            terminal.send("\r")
            if answer != given[-1]:
                terminal.until(" > 들은 말")
        assert terminal.finish() == 0
    assert events(tmp_path / "screen") == events(tmp_path / "lines")
