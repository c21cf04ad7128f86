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


def _press(terminal: int, key: str) -> float:
    """Press a key once the terminal is quiet; seconds until it is painted."""
    while select.select([terminal], [], [], QUIET)[0]:
        os.read(terminal, 65_536)
    began = time.perf_counter()
    os.write(terminal, key.encode("utf-8"))
    select.select([terminal], [], [], 10)
    os.read(terminal, 65_536)
    return time.perf_counter() - began
