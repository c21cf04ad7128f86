"""The full screen in a real pseudo-terminal, read back cell by cell."""

from __future__ import annotations

import re
import sys
from functools import partial
from pathlib import Path

import pytest
from driver import Terminal
from wcwidth import wcswidth

from haegi.call.case import PastCall
from haegi.call.engine import standing
from haegi.playbook.model import Playbook
from haegi.storage.store import Store

pytestmark = pytest.mark.slow

SIZES = [(80, 24), (40, 24)]
COMMAND = [sys.executable, "-m", "haegi", "coach", "--date", "2026-11-20", "--case", "call"]


def call(home: Path) -> PastCall:
    store = Store.open(home / "haegi.db")
    try:
        return store.calls("call")[-1]
    finally:
        store.close()


def flat(text: str) -> str:
    """The words without their spacing, so that a sentence is found however it was wrapped."""
    return re.sub(r"\s+", "", text)


def shows(terminal: Terminal, playbook: Playbook, line_id: str) -> None:
    """Wait until this line stands on the screen, whole, and the screen is whole around it."""
    words = playbook.lines[line_id].line.text(playbook.language) or ""
    terminal.until(ready=lambda shown: flat(words) in flat(shown) and whole(terminal, shown))


def whole(terminal: Terminal, shown: str) -> bool:
    """The first row is the head, the last one the prompt, the keys are there, and every row fits."""
    rows = shown.split("\n")
    return (
        rows[0].startswith(" haegi")
        and rows[-1].startswith(" >")
        and flat("/ 명령") in flat(shown)
        and "-" * terminal.screen.columns in rows
        and all(wcswidth(row) <= terminal.screen.columns for row in rows)
    )


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_whole_call(columns: int, rows: int, home: Path, retention: Playbook) -> None:
    with Terminal(home, COMMAND, columns, rows) as terminal:
        terminal.until("누가 걸었나요?", "1  통신사가 걸어왔다", ready=partial(whole, terminal))
        terminal.send("1")
        shows(terminal, retention, "answer.polite")
        terminal.send("\x1b[C")
        shows(terminal, retention, "answer.firm")
        terminal.send("\x1b[D")
        shows(terminal, retention, "answer.polite")
        terminal.send("\r")
        terminal.until("이제 듣는 차례", ready=partial(whole, terminal))
        terminal.send("ㅁ")
        terminal.until(" > ㅁ")
        terminal.send("1")
        shows(terminal, retention, "decline.unasked")
        terminal.send("ㅁㄴ")
        terminal.until(" > ㅁㄴ")
        terminal.send("\x7f\x7f")
        terminal.until("들은 말을 그대로")
        terminal.send("/ㅕㅜ애")
        terminal.until(" > /ㅕㅜ애")
        terminal.send("\r")
        terminal.until("되돌림", "이제 듣는 차례", "걸려 온 전화")
        terminal.send("1")
        shows(terminal, retention, "decline.unasked")
        terminal.send("\r")
        terminal.until("이제 듣는 차례")
        terminal.send("2")
        terminal.until("무엇을 얼마나?")
        terminal.send("상품권 20만원")
        terminal.until(" > 상품권 20만원")
        terminal.send("\r")
        shows(terminal, retention, "reject.polite")
        terminal.until("상품권 20만")
        resize(terminal, retention)
        terminal.send("/end deferred 11/25")
        terminal.until("11/25")
        terminal.send("\r")
        assert terminal.finish() == 0
        assert "11월 25일" in terminal.text()
    stored = call(home)
    assert stored.outcome == "deferred"
    kinds = [(event.kind, event.value) for event in standing(stored.events)]
    assert kinds == [
        ("start", "they_called"), ("said", "answer.polite"), ("heard", "opens_renewal_call"),
        ("said", "decline.unasked"), ("heard", "makes_offer"), ("offer", "makes_offer"), ("end", "deferred"),
    ]  # fmt: skip


DIGITS_FIRST = {
    "ko": ("50만원까지는 맞춰드릴 수 있어요", "통신사가 걸어왔다", "1  만료 안내로"),
    "en": ("50 off a month is what I can do", "They called me", "1  Opens with"),
}


@pytest.mark.parametrize("lang", DIGITS_FIRST)
def test_a_sentence_may_begin_with_a_digit_and_is_edited(lang: str, home: Path) -> None:
    words, opening, first_move = DIGITS_FIRST[lang]
    with Terminal(home, [*COMMAND[:4], "retention-kr", *COMMAND[4:]], 80, 24, lang) as terminal:
        terminal.until(opening)
        terminal.send("\r")
        terminal.until(first_move)
        terminal.send("5")
        terminal.send("0")
        terminal.until(" > 50")
        terminal.send(words[2:] + "\x1b[D\x1b[D\x1b[D\x01\x1b[C\x7f5\x05")  # to the left, home, one right, 5 anew, end
        terminal.until(f" > {words}")
        terminal.send(" x\x17")  # a word too many
        terminal.until(ready=lambda shown: shown.split("\n")[-1].rstrip() == f" > {words}")
        terminal.send("\r")
        terminal.until(ready=lambda shown: words[-6:] not in shown.split("\n")[-1])
        terminal.send("\x1b[A")  # history
        terminal.until(f" > {words}")
        terminal.send("\x15")
        terminal.until(ready=lambda shown: words[-6:] not in shown.split("\n")[-1])
        terminal.send("\x1b[200~1\n2\x1b[201~")  # a paste is text, and one line
        terminal.until(" > 1 2")
        terminal.send("\x15 -1\x15\x04")  # neither a space nor a sign does anything by itself
        assert terminal.finish() == 0
    texts = [event.text for event in standing(call(home).events) if event.text]
    assert texts[0] == words


def test_a_flood_of_keys_is_one_text_and_quick_words_are_answers(home: Path) -> None:
    with Terminal(home, COMMAND, 80, 24) as terminal:
        terminal.until("누가 걸었나요?")
        terminal.send("\r")
        terminal.until("Enter 말했음")
        terminal.send("/note one two three four\r/note two\r")
        terminal.until("적었습니다: two", " > 들은 말")
        terminal.send("1")
        terminal.until("1/8", " > 들은 말")
        terminal.strike(("35만까지 된대요.\r" * 1_000).encode())
        terminal.until(ready=lambda shown: "된대요. 35만까지" in shown.split("\n")[-1])
        terminal.send("\x15")
        terminal.until(" > 들은 말")
        terminal.send("\x04")
        assert terminal.finish() == 0
    events = [(event.kind, event.text) for event in call(home).events]
    assert events == [("start", ""), ("note", "one two three four"), ("note", "two"), ("heard", ""), ("end", "")], "no end of a line was an answer"


def test_a_digit_alone_acts_after_a_moment(home: Path) -> None:
    with Terminal(home, COMMAND, 80, 24) as terminal:
        terminal.until("누가 걸었나요?")
        terminal.send("1")
        terminal.until("Enter 말했음")
        terminal.send("9")
        terminal.until("미루기", ready=lambda shown: "4/8" in shown or "6/8" in shown)
        terminal.send("\x04")
        assert terminal.finish() == 0
    assert ("go", "defer") in [(event.kind, event.value) for event in call(home).events]


def test_words_typed_before_the_screen_count_in_it(home: Path) -> None:
    for typed, waits in (("1", "Enter 말했음"), ("/note 다시 걸림", "적었습니다: 다시 걸림")):
        with Terminal(home, COMMAND, 80, 24) as terminal:
            terminal.until("누가 걸었나요?" if typed == "1" else "2 새 통화")
            terminal.send(f"{typed}\r" if typed != "1" else typed)
            terminal.until(waits)
            terminal.send("\x04")
            assert terminal.finish() == 0
    assert "다시 걸림" in [event.text for event in call(home).events]


def resize(terminal: Terminal, playbook: Playbook) -> None:
    """The window grows and shrinks in mid-call: the line is there again, and everything fits."""
    columns, rows = terminal.screen.columns, terminal.screen.lines
    for width, height in ((120, 40), (60, 20), (columns, rows)):
        terminal.screen.reset()
        terminal.resize(width, height)
        shows(terminal, playbook, "reject.polite")


def test_the_terminal_is_put_back(home: Path) -> None:
    script = 'stty -g; "$@"; code=$?; stty -g; exit $code'
    with Terminal(home, ["/bin/sh", "-c", script, "sh", *COMMAND], 80, 24) as terminal:
        terminal.until("누가 걸었나요?")
        terminal.send("\r")
        terminal.until("Enter 말했음")
        terminal.send("\x04")
        assert terminal.finish() == 0
    modes = re.findall(rb"[0-9a-f]+(?::[0-9a-f]+){10,}", terminal.raw)
    assert len(modes) == 2
    assert modes[0] == modes[1]
    assert terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h") > -1
    assert terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l") > -1
    assert call(home).outcome == "cut"


def test_ctrl_c_keeps_everything(home: Path) -> None:
    script = 'stty -g; "$@"; code=$?; stty -g; exit $code'
    with Terminal(home, ["/bin/sh", "-c", f"trap : INT; {script}", "sh", *COMMAND], 80, 24) as terminal:
        terminal.until("누가 걸었나요?")
        terminal.send("\r")
        terminal.until("Enter 말했음")
        terminal.send("\x03")
        assert terminal.finish() == 130
    modes = re.findall(rb"[0-9a-f]+(?::[0-9a-f]+){10,}", terminal.raw)
    assert modes[0] == modes[1]
    assert b"Traceback" not in terminal.raw
    assert [event.kind for event in call(home).events] == ["start", "end"]
