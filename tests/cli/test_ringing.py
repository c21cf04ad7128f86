"""Plain `coach` words are read as the whole command line would read them; help loads little; shells can complete."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from driver import Ran, environment
from hypothesis import given
from hypothesis import strategies as st

from haegi.cli.app import COACH, command, plain_coach

WORDS = ("coach", "retention-kr", "x.yaml", "-", "--", "-h", "--help", "--case", "--face", "--date", "--case=kt",
         "--cas", "--nothing", "lines", "screen", "kt", "2026-11-18", "", " ", "집", "--lang", "-1")  # fmt: skip


@cache
def coach() -> Any:
    return command("en").commands["coach"]


def parsed(words: Sequence[str]) -> dict[str, str]:
    """What typer makes of the words after `coach`."""
    with coach().make_context("coach", list(words)) as context:
        return {name: value for name, value in context.params.items() if value != ""}


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=7))
def test_plain_words_mean_what_they_mean_to_typer(words: list[str]) -> None:
    read = plain_coach(["coach", *words])
    assert read is None or read == parsed(words)


@given(
    playbook=st.none() | st.just("retention-kr"),
    options=st.dictionaries(st.sampled_from(sorted(COACH)), st.sampled_from(["kt", "lines", "집 1"])),
    first=st.booleans(),
)
def test_what_people_type_is_plain(playbook: str | None, options: dict[str, str], first: bool) -> None:
    told = [word for pair in options.items() for word in pair]
    words = [playbook, *told] if playbook and first else [*told, playbook] if playbook else told
    assert plain_coach(["coach", *words]) == parsed(words)


def test_every_option_of_coach_is_known() -> None:
    declared = {name: param.name for param in coach().params for name in param.opts if name.startswith("-")}
    assert declared == COACH


@pytest.mark.parametrize(
    "words", [["rehearse"], ["coach", "--help"], ["coach", "a", "b"], ["coach", "--case"], ["coach", "--case", "-x"],
              ["coach", "--case", "a", "--case", "b"], ["coach", "--case=a"], ["coach", ""], []]
)  # fmt: skip
def test_anything_else_is_left_to_typer(words: list[str]) -> None:
    assert plain_coach(words) is None


def test_both_ways_lead_to_the_same_call(haegi: Callable[..., Ran], tmp_path: Path) -> None:
    said = "1\n\n/end cut\n"
    plain = haegi("coach", "--face", "lines", "--case", "a", "--date", "2026-11-18", stdin=said)
    other = haegi("coach", "--face=lines", "--case", "a", "--date=2026-11-18", stdin=said, HAEGI_HOME=str(tmp_path))
    assert plain.code == other.code == 0
    assert plain.out.split("\n\n")[:2] == other.out.split("\n\n")[:2]


@pytest.mark.parametrize("words", [["coach", "--face", "nonsense"], ["coach", "--date", "x"], ["coach", "nowhere"]])
def test_both_ways_fail_alike(words: list[str], haegi: Callable[..., Ran]) -> None:
    plain, other = haegi(*words), haegi(*words[:1], "--", *words[1:]) if len(words) == 2 else haegi(
        words[0], f"{words[1]}={words[2]}"
    )  # fmt: skip
    assert plain == other
    assert plain.code == 1


def test_a_shell_can_be_taught_the_commands(home: Path) -> None:
    env = {**environment(home), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    shown = subprocess.run(
        [sys.executable, "-m", "haegi", "--show-completion", "bash"], capture_output=True, text=True, env=env, check=True
    )
    assert "_HAEGI_COMPLETE=complete_bash" in shown.stdout
    asked = {"_HAEGI_COMPLETE": "complete_bash", "COMP_WORDS": "haegi case re", "COMP_CWORD": "2"}
    told = subprocess.run(
        [sys.executable, "-m", "haegi"], capture_output=True, text=True, env={**env, **asked}, check=True
    )
    assert told.stdout.split() == ["remove", "remind"]


def loaded(home: Path, *words: str) -> set[str]:
    """The modules that a command has loaded by its end."""
    code = "import atexit, sys; atexit.register(lambda: print(*sys.modules, sep='\\n', file=sys.stderr)); " \
           f"sys.argv = ['haegi', *{words!r}]; from haegi.cli import main; main()"  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(home), stdin=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip
    return set(done.stderr.splitlines())


@pytest.mark.slow
def test_a_ringing_phone_waits_for_nothing(home: Path) -> None:
    for _ in range(2):  # the first call of all reads the playbook and keeps it
        modules = loaded(home, "coach", "--face", "lines")
    assert "haegi.coach.lines" in modules
    assert not modules & {"typer", "rich", "pydantic", "yaml", "hashlib", "difflib", "icalendar"}


@pytest.mark.slow
def test_help_loads_no_command(home: Path) -> None:
    modules = loaded(home, "--help")
    assert "typer" in modules
    assert not modules & {"pydantic", "yaml", "sqlite3", "haegi.storage.store", "haegi.cli.call_run", "haegi.playbook.model"}


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_bug(home: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "haegi", "coach", "--face", "lines"]
    done = subprocess.run(
        command, stdout=writing, stderr=subprocess.PIPE, env=environment(home), stdin=subprocess.DEVNULL, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")
