"""The command line: every command and option with values that nobody would give, and ones that somebody does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from doors import answered, enter, fuzz, room
from hypothesis import strategies as st
from odd import CHARACTERS, SCRAPS, WORDS

from haegi.cli.app import command

pytestmark = pytest.mark.slow

#: What a test can't afford: real work of minutes, and a file in a place that is not the test's own.
DEAR = frozenset({("playbook", "train"), ("simulate",)})
DEAR_OPTION = "--explore"    # without a name it walks through every playbook that ships
FILES = ["odd.yaml", "odd.csv", "odd.json", "no-such-file.yaml", ".", "-", "/dev/null", "a/b", "odd.yaml/x", ""]
VALUES = [
    "mine", "retention-kr", "retention-us", "small", "two-tier-desk", "ko", "en", "both", "json", "html", "md", "txt", "xml", "kr", "us",
    "agent", "caller", "lines", "screen", "voucher=0.9", "voucher=", "=", "x=1e400", "voucher=nan", "cash=-1", "fee=33,000원", "Y001", "y999",
    "0", "1", "2", "-1", "36", "120", "121", "1.5", "99999999999999999999", "33,000원", "43만 5천", "2026-11-25", "2026-02-30", "9999-12-31",
]  # fmt: skip
VALUE = st.one_of(
    st.sampled_from(VALUES), st.sampled_from(VALUES), st.sampled_from(FILES), st.sampled_from(WORDS), st.sampled_from(SCRAPS),
    st.sampled_from(CHARACTERS), st.text(max_size=6),
)  # fmt: skip


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Sequence[Any]]]:
    """Every command with its parameters."""
    inside = getattr(group, "commands", {})
    if not inside:
        yield path, group.params
    for name, each in inside.items():
        yield from commands(each, (*path, name))


KNOWN = [
    (path, params)
    for path, params in commands(command("en"))
    if path not in DEAR
]
STDIN = st.sampled_from([b"", b"\n", b"1\n\n/end cut\n", b"\xff\xfe\x00\n1\n", "현금 30만원\n".encode(), b"mine\n", b"\x1b[A\n"])


@st.composite
def calls(draw: st.DrawFn) -> tuple[list[str], bytes]:
    """A command, some of its options with or without sense, and words."""
    path, params = draw(st.sampled_from(KNOWN))
    arguments = list(path)
    options = [param for param in params if param.opts and param.opts[0].startswith("-") and DEAR_OPTION not in param.opts]
    for _ in range(draw(st.integers(0, 3))):
        option = draw(st.sampled_from(options)) if options else None
        if option is not None:
            arguments.append(draw(st.sampled_from(option.opts)))
        if option is None or not option.is_flag or not draw(st.integers(0, 9)):
            arguments.append(draw(VALUE))
    arguments += draw(st.lists(VALUE, max_size=2))
    if draw(st.booleans()):
        arguments.append("--json")
    return arguments, draw(STDIN)


@fuzz("arguments", calls())
def test_arguments(call: tuple[list[str], bytes]) -> None:
    """An answer, or what is wrong with the words; with `--json`, one document or none."""
    arguments, stdin = call
    with room() as folder:
        for name in FILES[:3]:
            (folder / name).write_text("haegi: 1\nid: odd\n[", "utf-8")
        done = enter(arguments, stdin)
        if "--json" in arguments and done.code == 0 and "-" not in arguments and "--help" not in arguments:
            answered(done)
        else:
            answered(done, json=False)
        assert {each.name for each in folder.iterdir()} >= set(FILES[:3])
