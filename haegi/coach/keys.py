"""Keys from a terminal, one at a time, with a clock that may interrupt the wait.

On POSIX the terminal is kept in cbreak mode for the whole call and read as bytes: a library that reads single keys
through `sys.stdin` leaves what an input method commits at once in a buffer where no `select` sees it. Elsewhere
readchar serves, without the clock.
"""

from __future__ import annotations

import codecs
import os
import re
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Protocol

ENTER, BACKSPACE, ESCAPE, LEFT, RIGHT, UP, DOWN, END, AWAY = (
    "enter", "backspace", "escape", "left", "right", "up", "down", "end", "away",
)  # fmt: skip

_NAMED = {
    "\r": ENTER, "\n": ENTER, "\x7f": BACKSPACE, "\x08": BACKSPACE, "\x1b": ESCAPE, "\x04": END,
    "\x1b[A": UP, "\x1b[B": DOWN, "\x1b[C": RIGHT, "\x1b[D": LEFT,
    "\x1bOA": UP, "\x1bOB": DOWN, "\x1bOC": RIGHT, "\x1bOD": LEFT, "\x1bOM": ENTER,
}  # fmt: skip
_KEY = re.compile(r"\x1b(?:\[[0-9;?]*[@-~]|O[@-~])|.", re.DOTALL)


class Keys(Protocol):
    """`wait` gives the keys struck within so many seconds: none when time is up or the window changed.

    AWAY is Ctrl-Z: `go_away` puts the terminal back and stops the process until it is called to the front again.
    """

    def wait(self, seconds: float) -> list[str]: ...

    def go_away(self) -> None: ...


def named(text: str) -> list[str]:
    """A piece of input as keys: names for the keys that matter, characters, and nothing for other control keys."""
    keys = (_NAMED.get(key, key) for key in _KEY.findall(text))
    return [key for key in keys if (len(key) > 1 and not key.startswith("\x1b")) or key.isprintable()]


class _Terminal:
    """The terminal as bytes. `woken` is a pipe that signals write to, `before` the mode it was found in."""

    def __init__(self, descriptor: int, woken: int, before: list[Any]) -> None:
        self._in = descriptor
        self._woken = woken
        self._before = before
        self._goes = False
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def wait(self, seconds: float) -> list[str]:
        ready, _, _ = select.select([self._in, self._woken], [], [], seconds)
        if self._woken in ready:
            os.read(self._woken, 512)
        if self._goes:
            self._goes = False
            return [AWAY]
        if self._in not in ready:
            return []
        try:
            raw = os.read(self._in, 4096)
        except OSError:  # the terminal is gone
            return [END]
        return named(self._decoder.decode(raw)) if raw else [END]

    def asked_away(self, *_: object) -> None:
        """Ctrl-Z was struck. The screen is being drawn perhaps, so this only remembers it."""
        self._goes = True

    def cbreak(self, *_: object) -> None:
        """Keys one at a time; shells put their own mode back when a process was stopped. What is typed is kept."""
        import termios
        import tty

        with suppress(termios.error):  # the terminal is gone
            tty.setcbreak(self._in, termios.TCSADRAIN)

    def go_away(self) -> None:
        self.put_back()
        mine = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)  # not SIGSTOP: where no shell could wake it again, this does nothing
        signal.signal(signal.SIGTSTP, mine)
        self.cbreak()

    def put_back(self) -> None:
        """The mode in which the terminal was found."""
        import termios

        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(self._in, termios.TCSADRAIN, self._before)


class _Readchar:
    """One key at a time through readchar, where there is no POSIX terminal."""

    def wait(self, seconds: float) -> list[str]:
        import readchar

        del seconds  # readchar can't be interrupted: the clock stands still between keys
        key = readchar.readkey()
        arrows = {readchar.key.UP: UP, readchar.key.DOWN: DOWN, readchar.key.LEFT: LEFT, readchar.key.RIGHT: RIGHT}
        return [arrows[key]] if key in arrows else named(key)

    def go_away(self) -> None:
        """There is no Ctrl-Z here."""


@contextmanager
def terminal() -> Iterator[Keys]:
    """The keys of this terminal; its mode is put back afterwards, whatever happens."""
    if sys.platform == "win32":
        yield _Readchar()
        return
    import termios

    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    descriptor = sys.stdin.fileno()
    source = _Terminal(descriptor, reader, termios.tcgetattr(descriptor))
    source.cbreak()
    handlers = {
        signal.SIGWINCH: signal.signal(signal.SIGWINCH, lambda *_: None),
        signal.SIGCONT: signal.signal(signal.SIGCONT, source.cbreak),
        signal.SIGTSTP: signal.signal(signal.SIGTSTP, source.asked_away),
    }
    old_wakeup = signal.set_wakeup_fd(writer)
    try:
        yield source
    finally:
        signal.set_wakeup_fd(old_wakeup)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        source.put_back()
        os.close(reader)
        os.close(writer)
