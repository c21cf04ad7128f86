"""The terminal goes away, for a while or for good: what was answered is kept, and the terminal is as it was found."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from driver import Talk, Terminal

from haegi.call.case import PastCall
from haegi.storage.store import Store

pytestmark = pytest.mark.slow

COACH = [sys.executable, "-m", "haegi", "coach", "--date", "2026-11-20"]
LEAVES, ENTERS = b"\x1b[?1049l", b"\x1b[?1049h"
SHOWS, HIDES = b"\x1b[?25h", b"\x1b[?25l"
MODE = re.compile(rb"[0-9a-f]+(?::[0-9a-f]+){10,}")


def call(home: Path) -> PastCall:
    store = Store.open(home / "haegi.db")
    try:
        (case,) = store.cases()
        (one,) = store.calls(case.name)
        return one
    finally:
        store.close()


def in_call(terminal: Terminal) -> None:
    """Take the call and write something down."""
    terminal.until("누가 걸었나요?")
    terminal.send("\r")
    terminal.until("Enter 말했음")
    terminal.send("/note 적은 것\r")
    terminal.until("적었습니다")


def test_ctrl_z_gives_the_terminal_back_and_fg_the_call(home: Path) -> None:
    """A shell that, unlike bash, leaves the terminal as its children left it."""
    with Terminal(home, ["/bin/sh", "-i"], 80, 24, PS1="prompt% ", ENV="") as terminal:
        terminal.until("prompt%")
        terminal.send("stty -g\n")
        terminal.until("prompt%", ready=lambda shown: shown.count("prompt%") == 2)
        terminal.send(" ".join(COACH) + "\n")
        in_call(terminal)
        terminal.send("\x1a")
        terminal.until("prompt%", "Stopped")
        assert terminal.raw.rfind(LEAVES) > terminal.raw.rfind(ENTERS) > -1
        assert terminal.raw.rfind(SHOWS) > terminal.raw.rfind(HIDES) > -1
        terminal.send("stty -g; echo do''ne\n")
        terminal.until("done")
        modes = MODE.findall(terminal.raw)
        assert len(modes) == 2
        assert modes[0] == modes[1]
        terminal.screen.reset()
        terminal.send("fg\n")
        terminal.until("Enter 말했음", "상담원이 지금")
        assert terminal.raw.rfind(ENTERS) > terminal.raw.rfind(LEAVES)
        terminal.send("/note 돌아와서 적은 것\r")
        terminal.until("적었습니다", "돌아와서")
        terminal.send("\x04")
        terminal.until("prompt%")
        terminal.send("exit\n")
        terminal.finish()
    assert [event.text for event in call(home).events] == ["", "적은 것", "돌아와서 적은 것", ""]
    assert terminal.raw.rfind(LEAVES) > terminal.raw.rfind(ENTERS)


def test_ctrl_z_where_no_shell_could_wake_it_does_nothing(home: Path) -> None:
    with Terminal(home, COACH, 80, 24) as terminal:
        in_call(terminal)
        terminal.send("\x1a/note 다음\r")
        terminal.until("다음")
        terminal.send("\x04")
        assert terminal.finish() == 0
    assert [event.kind for event in call(home).events] == ["start", "note", "note", "end"]


def test_what_is_typed_in_a_window_of_five_columns_is_there_when_it_grows(home: Path) -> None:
    with Terminal(home, COACH, 80, 24) as terminal:
        terminal.until("누가 걸었나요?")
        terminal.resize(5, 24)
        terminal.send("zq")
        terminal.resize(80, 24)
        terminal.send("xw")
        terminal.until("zqxw")
        assert terminal.terminate() == 130


def test_a_paste_of_100_kb_is_taken_in(home: Path) -> None:
    with Terminal(home, COACH, 80, 24) as terminal:
        terminal.until("누가 걸었나요?")
        assert terminal.strike(b"\x1b[200~" + "가나다 ".encode() * 10_000 + b"\x1b[201~")
        assert terminal.strike(b"\x15zqxw")
        terminal.until("zqxw")
        assert terminal.terminate() == 130


@pytest.mark.parametrize("face", ["screen", "lines"])
def test_a_window_that_is_closed_is_a_cut_line(face: str, home: Path) -> None:
    with Terminal(home, [*COACH, "--face", face], 80, 24) as terminal:
        if face == "screen":
            in_call(terminal)
        else:
            terminal.until("누가 걸었나요?")
            terminal.send("\n")
            terminal.until("Enter 말했음")
            terminal.send("/note 적은 것\n")
            terminal.until("적었습니다")
        assert terminal.hang_up() in (1, 130)
    kept = call(home)
    assert [event.kind for event in kept.events] == ["start", "note", "end"]
    assert kept.outcome == "cut"


def test_a_polite_kill_puts_the_terminal_back(home: Path) -> None:
    with Terminal(home, COACH, 80, 24) as terminal:
        in_call(terminal)
        assert terminal.terminate() == 130
    assert terminal.raw.rfind(LEAVES) > terminal.raw.rfind(ENTERS) > -1
    assert terminal.raw.rfind(SHOWS) > terminal.raw.rfind(HIDES) > -1
    assert [event.kind for event in call(home).events] == ["start", "note", "end"]


@pytest.mark.parametrize("how", [Talk.interrupt, Talk.terminate], ids=["Ctrl-C", "SIGTERM"])
def test_an_interrupt_keeps_the_call_and_says_how_it_went(how: Callable[[Talk], int], home: Path) -> None:
    with Talk(home, ["coach"], "en") as talk:
        talk.answer("1")
        talk.answer("/note 적은 것")
        assert how(talk) == 130
        assert "적은 것" in talk.shown, "the summary comes all the same"
        assert "Traceback" not in talk.shown
    assert call(home).outcome == "cut"


def test_an_interrupt_before_the_call_began(home: Path) -> None:
    with Talk(home, ["coach"], "en") as talk:
        assert talk.interrupt() == 130
        assert "Traceback" not in talk.shown
    with Talk(home, ["rehearse", "--seed", "1"], "en") as talk:
        assert talk.interrupt() == 130
        assert "Traceback" not in talk.shown
