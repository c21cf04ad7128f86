"""What was found by fuzzing: one file each, told by its name, with the commands that went wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from doors import INPUTS, answered, enter, room
from tables import each_row

pytestmark = pytest.mark.slow

FOUND = sorted(Path(__file__).parents[1].joinpath("data", "regressions").glob("*.json"))


def typed(stdin: Any) -> bytes:
    """What is typed: a text, or one `repeat`ed so many `times`."""
    text = stdin["repeat"] * stdin["times"] if isinstance(stdin, dict) else stdin
    return str(text).encode("utf-8", "surrogatepass")


@each_row("path", FOUND, ids=[path.stem for path in FOUND])
def test_what_once_went_wrong(path: Path) -> None:
    known = json.loads(path.read_text("utf-8"))
    with room() as folder:
        for name, text in known["files"].items():
            (folder / name).write_text(text, "utf-8")
        for step in known["steps"]:
            done = enter(step["run"], typed(step.get("stdin", "")), step.get("lang", "en"))
            answered(done, json="--json" in step["run"])
            assert done.code == step["code"], done


def test_no_fewer_than_20000_inputs() -> None:
    """Each test of a door counts that it had its share."""
    assert sum(INPUTS.values()) >= 20_000
