"""Every door a stranger's text comes in by, what must hold behind all of them, and how many inputs each is given.

`HAEGI_FUZZ=1` gives each door all of its inputs, as CI does; without it, every tenth or a few dozen. `HAEGI_FUZZ=10` gives ten times as
many, other ones on every run.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from json import loads as parsed
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from driver import what_ships_is_ready
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from haegi.cli.app import language, run

#: Over 20,000 in all.
INPUTS = {
    "offer": 6_000, "hear": 6_000, "find": 100, "grammar": 150, "yaml": 6_000, "playbook": 200, "persona": 500,
    "market": 200, "case": 100, "compare": 200, "table": 500, "import": 60, "model": 500, "arguments": 150,
    "transcript": 300, "listen": 60, "words": 500, "kept": 300, "weights": 500, "labelled": 1_000, "screen": 4_000,
}  # fmt: skip

#: No door is given fewer, however many all of them are.
FEWEST = 40

#: What the shell may see; 70 is a bug.
CODES = frozenset({0, 1, 2, 3, 4, 130})
#: What a terminal would obey, or a reader would be deceived by.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Answer(NamedTuple):
    """What a command left: its exit code, stdout and stderr."""

    code: int
    out: str
    talk: str


def inputs(door: str) -> int:
    """How many this door gets at the least."""
    return INPUTS[door] if "HAEGI_FUZZ" in os.environ else max(INPUTS[door] // 10, FEWEST)


def fuzz(door: str, given_by: SearchStrategy[Any]) -> Callable[[Callable[[Any], None]], Callable[[], None]]:
    """A test that puts as many inputs through a check as the door is to have, and counts them."""
    times, least = int(os.environ.get("HAEGI_FUZZ", "0")), inputs(door)
    chosen = settings(
        max_examples=least * max(times, 1), derandomize=times < 2, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate] if times > 1 else list(Phase),
    )  # fmt: skip

    def test_of(check: Callable[[Any], None]) -> Callable[[], None]:
        def test() -> None:
            seen = 0

            @chosen
            @given(given_by)
            def one(given_: Any) -> None:
                nonlocal seen
                seen += 1
                check(given_)

            one()
            assert seen >= least

        test.__doc__ = check.__doc__
        return test

    return test_of


def enter(arguments: Sequence[str], stdin: bytes = b"", lang: str = "en") -> Answer:
    """Run haegi in this process as its `main` does."""
    out, talk = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch, what_ships_is_ready():
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8", errors="replace"))
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8", errors="replace", write_through=True))
        patch.setattr(sys, "stderr", io.TextIOWrapper(talk, "utf-8", errors="replace", write_through=True))
        patch.setenv("HAEGI_LANG", lang)
        kept, locale = language(list(arguments), os.environ)
        try:
            code = run(kept, locale)
        except KeyboardInterrupt:
            code = 130
        return Answer(code, out.getvalue().decode().replace("\r\n", "\n"), talk.getvalue().decode())


@contextmanager
def room() -> Iterator[Path]:
    """An empty folder to work in, with a HAEGI_HOME of its own."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("HAEGI_HOME", f"{folder}/home")
        patch.chdir(folder)
        yield Path(folder)


def sound(answer: Answer) -> Answer:
    """The answer, if it is one that was promised: a known exit code, no traceback, nothing a terminal obeys."""
    assert answer.code in CODES, answer.talk
    assert "Traceback" not in answer.talk
    assert not CONTROL.search(answer.out), repr(answer.out)
    assert not CONTROL.search(answer.talk), repr(answer.talk)
    return answer


def answered(answer: Answer, *, json: bool = True) -> Any:
    """The one JSON document on stdout, or the text; None from a command that failed, which says why."""
    if sound(answer).code and not answer.out:
        assert answer.talk, "failed without a word"
        return None
    return parsed(answer.out) if json else answer.out
