"""Whole processes, from the start to the first line, and the memory they hold; the commands take turns."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
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


def environment(home: Path) -> dict[str, str]:
    """As on a machine where haegi is installed: compiled code is kept between starts."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "HAEGI_HOME": str(home), "HAEGI_LANG": "ko", "PYTHONPATH": str(ROOT), "TERM": "xterm-256color",
            "COLUMNS": "80", "LINES": "24"}  # fmt: skip


def in_turn(commands: Sequence[Command], rounds: int) -> dict[str, list[float]]:
    """Seconds to the first output: every command once a round, after a round that does not count."""
    found: dict[str, list[float]] = {command.name: [] for command in commands}
    for number in range(rounds + 1):
        for command in commands:
            seconds = _on_a_terminal(command) if command.screen else _through_a_pipe(command)
            if number:
                found[command.name].append(seconds)
    return found


def memory(command: Command) -> float:
    """The most memory a command holds, in MB."""
    done = subprocess.run(
        [sys.executable, "-S", str(ROOT / "tests" / "bench" / "memory.py"), *command.words],
        env=environment(command.home), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(done.stderr.rpartition("\n")[2]) / 1024


def _through_a_pipe(command: Command) -> float:
    began = time.perf_counter()
    with subprocess.Popen(
        command.words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=environment(command.home), bufsize=0
    ) as process:
        assert process.stdout is not None
        if not process.stdout.read(1):
            raise SystemExit(f"{command.name} says nothing")
        seconds = time.perf_counter() - began
        process.stdout.read()
    return seconds


def _on_a_terminal(command: Command) -> float:
    began = time.perf_counter()
    process, terminal = start_on_terminal(command.words, environment(command.home))
    until_said(terminal, "통화")
    seconds = time.perf_counter() - began
    os.close(terminal)
    process.wait()
    return seconds


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
