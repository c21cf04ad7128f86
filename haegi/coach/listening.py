"""What the agent says, written down by something else: lines of a growing file, of a FIFO or of standard input, while keys
come from the person."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import BinaryIO

from haegi.coach.commands import LONGEST

#: Seconds between two looks at a file that may have grown.
_LOOK = 0.2


class AgentWords(str):
    """A line that the agent said; any other is what the person typed."""

    __slots__ = ()


class Listener:
    """Hands over the lines of a source, one when the one before was taken, in a thread that ends with the process."""

    def __init__(self, source: Path | BinaryIO) -> None:
        self._source = source
        self._ends = not isinstance(source, Path)  # a file may grow, and a FIFO may be written to again
        self.caught_up = Event()
        if isinstance(source, Path) and source.is_fifo():
            self.caught_up.set()

    def start(self, take: Callable[[AgentWords], None]) -> None:
        """Begin; `take` is called in that thread, and returns when the line was taken."""
        Thread(target=self._run, args=(take,), daemon=True).start()

    def among(self, typed: Iterable[str]) -> Iterator[str]:
        """The lines of both sides as they come, until the typed ones end and those that stood there already were heard."""
        lines: Queue[str | None] = Queue(1)

        def type_on() -> None:
            for line in typed:
                lines.put(line)
            self.caught_up.wait()
            lines.put(None)

        Thread(target=type_on, daemon=True).start()
        self.start(lines.put)
        while (line := lines.get()) is not None:
            yield line

    def _run(self, take: Callable[[AgentWords], None]) -> None:
        with suppress(OSError, ValueError):  # it was taken away: the call goes on without
            while True:
                with self._source.open("rb") if isinstance(self._source, Path) else self._source as file:
                    self._read(file, take)
                self.caught_up.set()
                if self._ends:
                    return
        self.caught_up.set()

    def _read(self, file: BinaryIO, take: Callable[[AgentWords], None]) -> None:
        """To the end of a stream; of a file, on and on. What stands behind the last end of a line is not whole yet."""
        grows = isinstance(self._source, Path) and self._source.is_file()
        begun = b""
        while True:
            piece = file.readline(LONGEST * 4)
            begun = (begun + piece)[: LONGEST * 4]
            if piece.endswith(b"\n") or (not piece and begun and not grows):
                words = begun.decode("utf-8", "replace").strip()[:LONGEST]
                begun = b""
                if words:
                    take(AgentWords(words))
            if not piece and not grows:
                return
            if not piece:
                self.caught_up.set()
                time.sleep(_LOOK)


def standard_input() -> BinaryIO:
    """Standard input as a source; keys come from the terminal from now on, or from nowhere where there is none."""
    source = os.fdopen(os.dup(0), "rb")
    try:
        keys = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        keys = os.open(os.devnull, os.O_RDONLY)
    os.dup2(keys, 0)
    os.close(keys)
    return source
