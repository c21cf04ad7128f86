"""haegi as a process of its own: run to its end, or talked with a line at a time."""

from __future__ import annotations

import io
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pexpect
import pyte
from installed import installed, ready

from haegi.cli import app
from haegi.cli.context import Clock
from haegi.files import playbook_cache, resources

#: Seconds after which a process that says nothing counts as hanging. No test waits this long unless it fails.
PATIENCE = 30.0
PROMPT = "\n> "

#: A market that ships is read once for all commands that run in this process.
load_market = cache(resources.load_market)


def environment(home: Path, lang: str = "ko", **more: str) -> dict[str, str]:
    """What the process sees: the variables of this one, a home and a language of its own."""
    fixed = {
        "HAEGI_HOME": str(home),
        "HAEGI_LANG": lang,
        "LANG": "C.UTF-8",
        "TZ": "Asia/Seoul",
        "COLUMNS": "80",
        "PYTHONPATH": str(installed()),
        "PYTHONSAFEPATH": "1",  # or `-m haegi` would take the checkout that pytest was started in
    }
    kept = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "NO_COLOR")}
    return {**kept, **fixed, **more}


class Ran(NamedTuple):
    """How a process ended."""

    code: int
    out: str
    err: str


def run(
    home: Path,
    *arguments: str,
    stdin: str | bytes = "",
    lang: str = "ko",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    via: Sequence[str] = (),
) -> Ran:
    """Run `haegi` with these arguments to its end; `via` a command that runs it."""
    done = subprocess.run(
        [*via, sys.executable, "-m", "haegi", *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env={**environment(home, lang), **(env or {})},
        cwd=cwd,
        timeout=PATIENCE * 2,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@contextmanager
def what_ships_is_ready() -> Iterator[None]:
    """In this process too, playbooks and markets that ship are not read from YAML for every command anew."""
    with (
        mock.patch.object(playbook_cache, "_ready", ready),
        mock.patch.object(resources, "load_market", load_market),
    ):
        yield


def inside(
    home: Path, *arguments: str, stdin: str = "", lang: str = "ko", clock: Clock | None = None, **env: str
) -> Ran:
    """The same without a process of its own, for the many tests that need none; with a clock of its own, if given."""
    raw = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(each, "utf-8", write_through=True) for each in raw)
    typed = io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8")
    with (
        mock.patch.dict(os.environ, environment(home, lang, **env), clear=True),
        mock.patch.object(sys, "stdin", typed),
        what_ships_is_ready(),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        kept, locale = app.language(arguments, os.environ)
        code = app.run(kept, locale, clock)
    return Ran(int(code), *(each.getvalue().decode("utf-8") for each in raw))


class Talk:
    """A lines face at the other end of two pipes. An answer is acknowledged when the next prompt is printed."""

    def __init__(
        self, home: Path, arguments: Sequence[str], lang: str = "ko", via: Sequence[str] = (), **env: str
    ) -> None:
        self._process = subprocess.Popen(
            [*via, sys.executable, "-m", "haegi", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(home, lang, **env),
            bufsize=0,
        )
        self.shown = ""
        self.over = False
        self._read()

    def __enter__(self) -> Talk:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(PATIENCE)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def answer(self, text: str) -> str:
        """Type a line and wait until it is answered; what was printed."""
        assert not self.over, f"the process has ended:\n{self.shown}"
        assert self._process.stdin
        self._process.stdin.write(f"{text}\n".encode())
        self._read()
        return self.shown

    def close(self) -> int:
        """End the input, as Ctrl-D does, and wait for the process; its exit code."""
        assert self._process.stdin
        self._process.stdin.close()
        while not self.over:
            self._read()
        return self._process.wait(PATIENCE)

    def leave(self, text: str) -> int:
        """Stop reading, then type a line: what the process prints next goes nowhere. Its exit code."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdout.close()
        self._process.stdin.write(f"{text}\n".encode())
        return self._process.wait(PATIENCE)

    def terminate(self) -> int:
        """SIGTERM, the polite kill; the exit code."""
        self._process.terminate()
        while not self.over:
            self._read()
        return self._process.wait(PATIENCE)

    def kill(self) -> None:
        """SIGKILL: no handler runs."""
        self._process.kill()
        self._process.wait(PATIENCE)

    def interrupt(self) -> int:
        """SIGINT, as Ctrl-C does; the exit code."""
        self._process.send_signal(signal.SIGINT)
        while not self.over:
            self._read()
        return self._process.wait(PATIENCE)

    def wait(self) -> int:
        """The exit code of a process whose call is over."""
        return self._process.wait(PATIENCE)

    def _read(self) -> None:
        assert self._process.stdout
        descriptor, raw, deadline = self._process.stdout.fileno(), b"", time.monotonic() + PATIENCE
        while not raw.endswith(PROMPT.encode()):
            ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"nothing more came after:\n{raw.decode('utf-8', 'replace')}"
            piece = os.read(descriptor, 65536)
            if not piece:
                self.over = True
                break
            raw += piece
        self.shown = raw.decode("utf-8").removesuffix(PROMPT)


_CHOICE = re.compile(r"^  ([1-9]) (.+?)(?: !)?$", re.M)
_LINE = re.compile(r"^  >> (.*(?:\n     (?!\().*)*)", re.M)


def choices(shown: str) -> dict[str, str]:
    """The digits that a lines face shows, by their labels."""
    return {label: digit for digit, label in _CHOICE.findall(shown)}


def line(shown: str) -> str:
    """The line to say that a lines face shows, its wrapping undone; empty where there is none."""
    found = _LINE.search(shown)
    return " ".join(found[1].split()) if found else ""


class Terminal:
    """A real pseudo-terminal with a screen behind it: what a person would see, cell by cell."""

    def __init__(
        self, home: Path, command: Sequence[str], columns: int, rows: int, lang: str = "ko", **env: str
    ):
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._child = pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=(rows, columns),
            env=environment(home, lang, **{"TERM": "xterm-256color", "COLUMNS": "", "LINES": "", **env}),
            echo=True,
            timeout=PATIENCE,
        )
        self._child.delaybeforesend = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close(force=True)

    def send(self, keys: str) -> None:
        self._child.send(keys.encode())

    def strike(self, keys: bytes) -> bool:
        """Send bytes whatever they are, reading meanwhile, as a terminal does; whether the process was still there."""
        descriptor, left = self._child.child_fd, keys
        try:
            while left:
                readable, writable, _ = select.select([descriptor], [descriptor], [], PATIENCE)
                assert readable or writable, f"nothing is taken any more, the screen shows:\n{self.text()}"
                if readable:
                    self._take(os.read(descriptor, 65536))
                elif writable:
                    left = left[os.write(descriptor, left[:1_024]) :]
        except OSError:
            return False
        return True

    def resize(self, columns: int, rows: int) -> None:
        """A window of another size: the terminal says so to the process."""
        self.screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def text(self) -> str:
        """The rows as they stand; not pyte's `display`, which fails where half of a wide character was overwritten."""
        columns, buffer = range(self.screen.columns), self.screen.buffer
        rows = ("".join(buffer[y][x].data for x in columns) for y in range(self.screen.lines))
        return "\n".join(row.rstrip() for row in rows)

    def until(self, *wanted: str, ready: Callable[[str], bool] = bool) -> str:
        """Read until all these words are on the screen and it is `ready` besides; what the screen shows then."""
        deadline = time.monotonic() + PATIENCE
        while True:
            shown = self.text()
            if all(each in shown for each in wanted) and ready(shown):
                return shown
            assert time.monotonic() < deadline, f"{wanted} never came, the screen shows:\n{shown}"
            try:
                self._take(self._child.read_nonblocking(65536, 1))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                raise AssertionError(f"{wanted} never came, it ended with:\n{self.text()}") from None

    def finish(self) -> int:
        """Read to the end; the exit code."""
        deadline = time.monotonic() + PATIENCE
        while True:
            assert time.monotonic() < deadline, f"it does not end, the screen shows:\n{self.text()}"
            try:
                self._take(self._child.read_nonblocking(65536, PATIENCE))
            except pexpect.EOF:
                self._child.close()
                return int(self._child.exitstatus if self._child.exitstatus is not None else -1)

    def terminate(self) -> int:
        """SIGTERM, the polite kill; the exit code."""
        self._child.kill(signal.SIGTERM)
        return self.finish()

    def hang_up(self) -> int:
        """The window is closed: the system sends SIGHUP, and nothing can be read or written any more. The exit code;
        below zero for the signal that ended it."""
        self._child.ptyproc.fileobj.close()
        self._child.wait()
        status, number = self._child.exitstatus, self._child.signalstatus
        return int(status) if status is not None else -int(number)

    def _take(self, raw: bytes) -> None:
        self.raw += raw
        self._stream.feed(raw)


@contextmanager
def without_root() -> Iterator[None]:
    """Root may read and write everything: be nobody for a while, so that permissions mean something."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
