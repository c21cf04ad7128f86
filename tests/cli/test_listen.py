"""The agent's words from a file, a FIFO or standard input, in both faces."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from driver import Terminal, inside, run

from haegi.call.engine import standing
from haegi.storage.store import Store

pytestmark = pytest.mark.slow

COACH = ("coach", "retention-kr", "--case", "call", "--date", "2026-11-20")
SAID = ["오늘까지만 됩니다", "3", "/end cut", "더 이상은 어렵습니다"]


def heard(home: Path) -> list[str]:
    store = Store.open(home / "haegi.db")
    try:
        return [event.text for event in standing(store.calls("call")[-1].events) if event.text]
    finally:
        store.close()


def test_lines_of_a_file_are_the_agents_words_and_nothing_else(home: Path, tmp_path: Path) -> None:
    """A digit and a command are words here; what is binary, endless or empty is no reason to stop."""
    file = tmp_path / "said.txt"
    file.write_bytes("\n".join([*SAID, ""]).encode() + b"\xff\xfe\x00\n\n" + b"x" * 100_000 + b"\nnot whole")
    ran = run(home, *COACH, "--face", "lines", "--listen", str(file), stdin="")
    assert ran.code == 0, ran.err
    texts = heard(home)
    assert texts[: len(SAID)] == SAID
    assert not any("not whole" in text for text in texts)
    assert max(map(len, texts)) <= 2_000


def test_standard_input_may_be_the_agents_words(home: Path) -> None:
    ran = run(home, *COACH, "--listen", "-", stdin="\n".join(SAID))
    assert ran.code == 0, ran.err
    assert heard(home) == SAID


def test_a_file_that_there_is_not_is_said(home: Path, tmp_path: Path) -> None:
    ran = inside(home, *COACH, "--listen", str(tmp_path / "none"))
    assert (ran.code, str(tmp_path / "none") in ran.err) == (1, True)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal and a FIFO are needed")
def test_a_fifo_is_heard_on_the_screen_while_keys_go_on(home: Path, tmp_path: Path) -> None:
    fifo = tmp_path / "said"
    os.mkfifo(fifo)
    with Terminal(home, [sys.executable, "-m", "haegi", *COACH, "--listen", str(fifo)], 80, 24) as terminal:
        terminal.until("누가 걸었나요?")
        terminal.send("\r")
        terminal.until("Enter 말했음")
        for words in SAID[:2]:  # the writer goes and comes again
            fifo.write_text(f"{words}\n", "utf-8")
            terminal.until(ready=lambda shown: "들음" in shown or "혹시" in shown)
        terminal.send("/메모 적은 것\r")
        terminal.until("적었습니다")
        terminal.send("\x04")
        assert terminal.finish() == 0
    assert heard(home)[0] == SAID[0]
    assert "적은 것" in heard(home)
