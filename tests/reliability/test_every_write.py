"""A process killed at each write, sync, truncation and removal of a file that SQLite makes: one level below `test_whole_answers`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest
from driver import inside
from killed import IN_VAIN
from test_whole_answers import CALL, call, case, kept

STRACE = shutil.which("strace")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not STRACE, reason="there is no strace")]

#: Kills of each of the three; with `HAEGI_FUZZ`, one at every call there is.
KILLS = 10_000 if "HAEGI_FUZZ" in os.environ else 10
EDIT = ("case", "edit", "kt", "--fee", "33000", "--quote", "SKB 현금 43만원")


class Killed(NamedTuple):
    """A home in which a command was killed, at which call, and how much it had shown; `done`: it came to its end before."""

    home: Path
    at: str
    views: int
    done: bool


def kills(folder: Path, home: Path, arguments: tuple[str, ...], stdin: str = "") -> Iterator[Killed]:
    """Run a command in copies of a home, killed in each at another call."""
    command = {"arguments": arguments, "stdin": stdin}
    times = _traced(folder, [command | _copy(home, folder / "whole")])
    deaths = [(name, at) for name, most in times.items() for at in range(1, most + 1)]
    chosen = list(islice(deaths, 0, None, max(1, len(deaths) // KILLS)))
    homes = [folder / f"{name}-{at}" for name, at in chosen]
    deadly = [f"inject={name}:signal=KILL:when={most}" for name, most in times.items()]
    plan = [
        command | _copy(home, place) | {"call": name, "in_vain": times[name] - at}
        for place, (name, at) in zip(homes, chosen, strict=True)
    ]
    _traced(folder, plan, deadly)
    for place in homes:
        seen = place.with_name(f"{place.name}.seen").read_bytes()
        yield Killed(place, place.name, seen.count(b"v"), seen.endswith(b"."))


def _copy(home: Path, place: Path) -> dict[str, str]:
    return {"home": str(shutil.copytree(home, place))}


def _traced(folder: Path, plan: list[dict[str, object]], deadly: list[str] | None = None) -> dict[str, int]:
    """Let `killed.py` work off a plan; how many calls of each kind were made."""
    (folder / "plan.json").write_text(json.dumps(plan), "utf-8")
    rules = [word for rule in (f"trace={','.join(IN_VAIN)}", *(deadly or ())) for word in ("-e", rule)]
    told = folder / "told"
    subprocess.run(
        [str(STRACE), "-f", "-qq", "-o", str(told), *rules, sys.executable, str(Path(__file__).with_name("killed.py")),
         str(folder / "plan.json")], check=True, timeout=120,
    )  # fmt: skip
    called = told.read_text("utf-8", "replace")
    return {name: times for name in IN_VAIN if (times := called.count(f" {name}("))}


def test_a_call_with_corrections(home: Path, tmp_path: Path) -> None:
    inside(home, "case", "new", "kt", "--carrier", "KT")
    whole = call(shutil.copytree(home, tmp_path / "before"), 10_000)
    for one in kills(tmp_path, home, ("coach", "--case", "kt", "--face", "lines"), CALL):
        left = kept(one.home)
        assert left in {0, *whole, whole[-1] + 1}, f"half an answer after {one.at}"
        assert left >= max(whole[: one.views], default=0), f"an answer is gone after {one.at}"
        assert case(one.home), one.at


def test_an_edit(home: Path, tmp_path: Path) -> None:
    inside(home, "case", "new", "kt", "--carrier", "KT", "--fee", "44000")
    for one in kills(tmp_path, home, EDIT):
        after = case(one.home)
        assert after, one.at
        edited = (after.slots["fee"], len(after.quotes))
        assert edited == (33_000, 1) or (edited == (44_000, 0) and not one.done), one.at


def test_a_removal(home: Path, tmp_path: Path) -> None:
    assert inside(home, "coach", "--case", "kt", stdin="1\n/note x\n").code == 0
    for one in kills(tmp_path, home, ("case", "remove", "kt", "--yes")):
        left = case(one.home)
        assert kept(one.home) == (3 if left else 0), one.at
        assert not (one.done and left), one.at
