"""No home to keep anything in, or one that may only be read: a call is coached all the same, from memory, and that is
said; a command that must write says that it can't and ends with 4; a command that only reads serves."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from bounds import bound, stranger
from driver import Ran, inside, run

pytestmark = pytest.mark.slow

UNKEPT = "Saving has stopped."
ANSWERS = "1\n\n1\n\n/offer 상품권 20만원\n/note 적은 것\n/end deferred\n"
WRITING = [
    ["case", "new", "kt", "--carrier", "KT"],
    ["case", "import", "kt.json"],
    ["case", "edit", "kt", "--fee", "33000"],
    ["case", "remove", "kt", "--yes"],
    ["drill"],
]
NEEDING_NO_HOME = [
    ["facts", "위약금"], ["hear", "오늘까지래"], ["playbook", "list"], ["playbook", "check", "retention-kr"],
    ["offer", "상품권 10만원", "--fee", "33000"], ["sheet", "--format", "txt", "-o", "-"], ["simulate", "--calls", "7", "--jobs", "1"],
    ["rehearse", "--list"], ["coach", "--help"],
]  # fmt: skip

Home = tuple[dict[str, str], list[str]]


@pytest.fixture(params=["below a file", "in /proc", "not to be found"])
def nowhere(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """The variables of somebody with no usable home, and how to run as them."""
    if request.param == "below a file":
        (tmp_path / "file").write_text("no folder")
        return {"HAEGI_HOME": str(tmp_path / "file" / "home")}, []
    if request.param == "in /proc":
        return {"HAEGI_HOME": "/proc/haegi"}, []
    if os.geteuid() == 0:
        return {"HAEGI_HOME": "", "XDG_DATA_HOME": ""}, ["env", "-u", "HOME", *stranger()]
    return {"HAEGI_HOME": "~no-such-person/haegi"}, []


def ran(nowhere: Home, tmp_path: Path, *command: str, stdin: str = "") -> Ran:
    env, via = nowhere
    if not via:
        return inside(tmp_path, *command, stdin=stdin, lang="en", **env)
    return run(tmp_path, *command, stdin=stdin, lang="en", env=env, via=via)


def test_a_call_is_coached_from_memory(nowhere: Home, tmp_path: Path) -> None:
    held = ran(nowhere, tmp_path, "coach", stdin=ANSWERS)
    assert held.out.count(UNKEPT) == 1
    assert held.out.index(UNKEPT) < held.out.index("Who called?")
    assert held.out.count(">>") >= 2
    assert "200,000" in held.out[held.out.rindex("Offers") :], "the summary knows what was offered"
    assert held.code == 4
    assert len(held.err.strip().splitlines()) == 1
    assert "HAEGI_HOME" in held.err


def test_a_rehearsal_is_reviewed_from_memory(nowhere: Home, tmp_path: Path) -> None:
    played = ran(nowhere, tmp_path, "rehearse", "--seed", "3", stdin="\n생각해 보고 다시 전화할게요\n/end cut\n")
    assert played.code == 4
    assert "seed 3" in played.out.lower() or "--seed 3" in played.out
    assert len(played.err.strip().splitlines()) == 1


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_what_must_write_says_that_it_cannot(command: list[str], nowhere: Home, tmp_path: Path) -> None:
    failed = ran(nowhere, tmp_path, *command)
    assert failed.code == 4
    assert failed.out == ""
    assert len(failed.err.strip().splitlines()) == 1


@pytest.mark.parametrize("command", NEEDING_NO_HOME, ids=" ".join)
def test_what_keeps_nothing_needs_no_home(command: list[str], nowhere: Home, tmp_path: Path) -> None:
    assert ran(nowhere, tmp_path, *command).code == 0


def test_a_home_behind_a_link_that_leads_nowhere_yet(home: Path, tmp_path: Path) -> None:
    home.symlink_to(tmp_path / "elsewhere" / "haegi")
    assert inside(home, "coach", "--case", "kt", stdin=ANSWERS).code == 0
    assert (tmp_path / "elsewhere" / "haegi" / "haegi.db").is_file()


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A home with a case in it that may be read and not written, by people without root's rights too."""
    outer = Path(tempfile.mkdtemp())
    home = outer / "home"
    try:
        made = inside(home, "case", "new", "kt", "--carrier", "KT", "--fee", "44000", "--target", "400000")
        assert made.code == 0
        assert inside(home, "coach", "--case", "kt", stdin="1\n\n/offer 상품권 10만원\n/end deferred\n").code == 0
        for path in (outer, home, *home.iterdir()):
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield home
    finally:
        for path in (outer, home):
            path.chmod(0o755)
        shutil.rmtree(outer)


def contents(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_a_read_only_home_is_read_and_left_alone(read_only: Path) -> None:
    before = contents(read_only)
    held = run(read_only, "coach", "--case", "kt", stdin=ANSWERS, lang="en", via=bound())
    assert held.code == 4
    assert held.out.count(UNKEPT) == 1
    assert "call 2" in held.out, "what was kept of the first call is known"
    for command in (["case", "list"], ["case", "show", "kt"], ["advise"], ["case", "export", "kt", "-o", "-"],
                    ["sheet", "--case", "kt", "--format", "txt", "-o", "-"], ["compare", "--case", "kt"]):  # fmt: skip
        assert run(read_only, *command, lang="en", via=bound()).code == 0, command
    assert run(read_only, "case", "edit", "kt", "--fee", "1000", lang="en", via=bound()).code == 4
    assert contents(read_only) == before


def test_a_home_that_may_not_even_be_entered(read_only: Path) -> None:
    read_only.parent.chmod(0o000)
    held = run(read_only, "coach", stdin=ANSWERS, lang="en", via=bound())
    assert held.code == 4
    assert held.out.count(UNKEPT) == 1
    assert held.out.count(">>") >= 2
    for command in NEEDING_NO_HOME[1:4]:
        assert run(read_only, *command, lang="en", via=bound()).code == 0, command
