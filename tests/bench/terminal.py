"""From a key to the repaint: the full screen in a real pseudo-terminal, every digit kept on the disk before it is shown."""

from __future__ import annotations

import os
import select
import time
from pathlib import Path

from starts import HAEGI, environment, start_on_terminal, until_said

#: Seconds without output after which a repaint is over.
QUIET = 0.004
#: A digit, which is an event on the disk, is looked at in another wording and taken back, letter by letter.
KEYS = ("1", "\x1b[C", "/", "u", "n", "d", "o", "\r")


def repaints(home: Path, rounds: int) -> list[float]:
    """Seconds from each key to its repaint."""
    process, terminal = start_on_terminal([*HAEGI, "coach", "--face", "screen"], environment(home))
    try:
        until_said(terminal, "통화")
        _press(terminal, "1")
        return [_press(terminal, key) for _ in range(rounds) for key in KEYS]
    finally:
        os.close(terminal)
        process.wait()


def paste(home: Path, letters: int, *, bracketed: bool) -> float:
    """Seconds until a key is shown after a paste, told to the screen as one or arriving as keys."""
    process, terminal = start_on_terminal([*HAEGI, "coach", "--face", "screen"], environment(home))
    text = ("35만까지 된대요 " * letters)[:letters].encode()
    left = (b"\x1b[200~" + text + b"\x1b[201~" if bracketed else text) + b"\x15zq"
    try:
        until_said(terminal, "통화")
        _press(terminal, "1")
        began = time.perf_counter()
        while left:
            readable, writable, _ = select.select([terminal], [terminal], [], 10)
            if readable:
                os.read(terminal, 65_536)
            if writable:
                left = left[os.write(terminal, left[:1_024]) :]
        until_said(terminal, "zq")
        return time.perf_counter() - began
    finally:
        os.close(terminal)
        process.wait()


def _press(terminal: int, key: str) -> float:
    """Press a key once the terminal is quiet; seconds until it is painted."""
    while select.select([terminal], [], [], QUIET)[0]:
        os.read(terminal, 65_536)
    began = time.perf_counter()
    os.write(terminal, key.encode("utf-8"))
    select.select([terminal], [], [], 10)
    os.read(terminal, 65_536)
    return time.perf_counter() - began
