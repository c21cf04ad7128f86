"""Whole processes: from the start to the first line, and the memory at the end; the commands take turns."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
HAEGI = (sys.executable, "-m", "haegi")


class Command(NamedTuple):
    """What is measured: its name in the table, its words, its home; on a terminal of its own if `screen`."""

    name: str
    words: Sequence[str]
    home: Path
    screen: bool = False


class Run(NamedTuple):
    """Seconds from the start to the first output, and the most memory that was held, in MB."""

    seconds: float
    memory: float


def environment(home: Path) -> dict[str, str]:
    """As on a machine where haegi is installed: compiled code is kept between starts."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "HAEGI_HOME": str(home), "HAEGI_LANG": "ko", "PYTHONPATH": str(ROOT), "TERM": "xterm-256color",
            "COLUMNS": "80", "LINES": "24"}  # fmt: skip


def in_turn(commands: Sequence[Command], rounds: int) -> dict[str, list[Run]]:
    """Every command once a round, after a round that does not count."""
    found: dict[str, list[Run]] = {command.name: [] for command in commands}
    for number in range(rounds + 1):
        for command in commands:
            run = _on_a_terminal(command) if command.screen else _through_a_pipe(command)
            if number:
                found[command.name].append(run)
    return found


def _through_a_pipe(command: Command) -> Run:
    began = time.perf_counter()
    process = subprocess.Popen(
        command.words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(command.home),
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    if not os.read(process.stdout.fileno(), 1):
        raise SystemExit(f"{command.name}: {process.stderr.read().decode()}")
    seconds = time.perf_counter() - began
    while os.read(process.stdout.fileno(), 65_536):
        pass
    return Run(seconds, _memory(process))


def _on_a_terminal(command: Command) -> Run:
    began = time.perf_counter()
    process, terminal = start_on_terminal(command.words, environment(command.home))
    until_said(terminal, "통화")
    seconds = time.perf_counter() - began
    os.close(terminal)
    return Run(seconds, _memory(process))


def start_on_terminal(words: Sequence[str], env: Mapping[str, str]) -> tuple[subprocess.Popen[bytes], int]:
    """A process on a terminal of its own, and our end of that terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True)
    os.close(theirs)
    return process, ours


def until_said(terminal: int, text: str) -> None:
    """Read until the terminal has shown a text."""
    seen, wanted = b"", text.encode("utf-8")
    while wanted not in seen:
        seen += os.read(terminal, 65_536)


def _memory(process: subprocess.Popen[bytes]) -> float:
    """Wait for its end; the most memory it held, in MB."""
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    with suppress(ProcessLookupError):
        process.kill()
    return used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
