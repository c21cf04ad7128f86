"""The answer has nowhere to go: a closed pipe, a closed stream, a full disk behind it. Never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from driver import Ran, Talk, environment, run

from haegi.storage.store import Store

pytestmark = pytest.mark.slow

HAEGI = [sys.executable, "-m", "haegi"]
#: Commands with little to say and with much, of every way to print.
COMMANDS = [
    ["--help"], ["playbook", "list"], ["playbook", "show", "retention-kr"], ["playbook", "schema"], ["facts", "--all"],
    ["hear", "오늘까지래", "--json"], ["offer", "상품권 10만원"], ["sheet", "--format", "txt", "-o", "-"], ["coach"],
]  # fmt: skip


def piped(home: Path, command: list[str], out: int, lang: str = "en") -> Ran:
    """Run with this descriptor as stdout."""
    done = subprocess.run(
        [*HAEGI, *command],
        input=b"1\n\n",
        stdout=out,
        stderr=subprocess.PIPE,
        env=environment(home, lang),
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, "", done.stderr.decode("utf-8"))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_reader_that_has_left(command: list[str], home: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ran = piped(home, command, writer)
    os.close(writer)
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert "Exception ignored" not in ran.err
    assert "bug" not in ran.err
    assert "written" not in ran.err, "whoever closed the pipe needs no telling"


def test_head_takes_one_line_and_leaves(home: Path) -> None:
    script = 'set -o pipefail; "$@" 2>"$HAEGI_HOME.err" | head -n 1'
    shell = ["bash", "-c", script, "sh", *HAEGI, "playbook", "show", "retention-kr"]
    done = subprocess.run(shell, capture_output=True, env=environment(home, "en"), timeout=60, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert done.returncode in (0, 1), "0 where all of it fitted into the pipe"
    assert Path(f"{home}.err").read_text() == ""


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_disk_behind_it(command: list[str], home: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = piped(home, command, full.fileno())
    assert ran.code == 1
    assert ran.err.splitlines()[-1].startswith("The answer could not be written to its end (No space left")
    assert "Traceback" not in ran.err
    assert "Exception ignored" not in ran.err


def test_a_call_whose_reader_has_left_is_kept_as_cut(home: Path) -> None:
    with Talk(home, ["coach", "--case", "kt"]) as talk:
        talk.answer("1")
        assert talk.leave("/note 적은 것") == 1
    store = Store.open(home / "haegi.db")
    (call,) = store.calls("kt")
    store.close()
    assert [event.kind for event in call.events] == ["start", "note", "end"]
    assert call.outcome == "cut"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", [["coach"], ["facts", "위약금"], ["hear", "오늘까지래", "--json"], ["nothing"]])
def test_a_stream_that_the_caller_had_closed(command: list[str], closed: str, home: Path) -> None:
    shell = ["bash", "-c", f'"$@" {closed}', "sh", *HAEGI, *command]
    done = subprocess.run(shell, capture_output=True, env=environment(home), timeout=60, check=False)
    assert done.returncode == (2 if command == ["nothing"] else 0), done.stderr.decode()
    assert b"Traceback" not in done.stderr


#: Bytes, what of the environment matters, and what has to be kept of them.
WORDS = "상품권 메모"
ENCODINGS = [
    (WORDS.encode(), {"PYTHONIOENCODING": "ascii"}, WORDS, ""),
    (WORDS.encode(), {"PYTHONIOENCODING": "euc-kr"}, WORDS, ""),
    (WORDS.encode(), {"PYTHONIOENCODING": "utf-16"}, WORDS, ""),
    (WORDS.encode(), {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, WORDS, ""),
    (WORDS.encode("euc-kr"), {"PYTHONIOENCODING": "euc-kr"}, WORDS, ""),
    (WORDS.encode("euc-kr"), {}, "\ufffd", "neither UTF-8 nor"),
]


@pytest.mark.parametrize(("raw", "env", "left", "told"), ENCODINGS, ids=str)
def test_words_arrive_whole_or_it_is_said(raw: bytes, env: dict[str, str], left: str, told: str, home: Path) -> None:
    done = subprocess.run(
        [*HAEGI, "coach", "--case", "kt"], input=b"\xef\xbb\xbf1\n/note " + raw + b"\n", capture_output=True,
        env={**environment(home, "en"), **env}, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert told.encode() in done.stderr
    assert bool(told) == bool(done.stderr)
    store = Store.open(home / "haegi.db")
    (call,) = store.calls("kt")
    store.close()
    assert [event.kind for event in call.events] == ["start", "note", "end"]
    assert left in call.events[1].text


def test_an_argument_arrives_whole_in_any_locale(home: Path) -> None:
    env = {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    assert run(home, "case", "new", "우리 집", "--carrier", "KT", env=env).code == 0
    store = Store.open(home / "haegi.db")
    assert store.names() == ["우리 집"]
    store.close()


@pytest.mark.parametrize("command", [["coach"], ["offer", "-", "--json"], ["hear", "-"]], ids=" ".join)
def test_utf_16_is_one_sentence(command: list[str], home: Path) -> None:
    ran = run(home, *command, stdin="1\n".encode("utf-16"), lang="en")
    assert (ran.code, len(ran.err.strip().splitlines())) == (1, 1)
    assert "iconv" in ran.err


@pytest.mark.parametrize(("command", "answers"), [
    (["coach", "--case", "kt"], "1\n{}\n/end refused\n"), (["case", "new", "kt"], "{}\n{}\n"), (["compare"], "{}\nKT\n{}\n"),
    (["offer", "-"], "{}\n"), (["hear", "-", "--json"], "{}\n"), (["rehearse", "--seed", "1"], "{}\n/end cut\n"),
], ids=str)  # fmt: skip
def test_a_line_without_end_stays_small(command: list[str], answers: str, home: Path) -> None:
    line = ("상담원이 현금 30만원 준다고 " * 300_000)[:5_000_000]
    told = "atexit.register(lambda: print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr))"
    code = f"import atexit, runpy, sys; {told}; sys.argv[1:] = {command!r}; runpy.run_module('haegi', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code], input=answers.format(line, line).encode(), capture_output=True, env=environment(home), timeout=120, check=False,
    )  # fmt: skip
    assert len(line.encode()) > 10_000_000
    assert done.returncode in (0, 1), done.stderr.decode()
    assert int(done.stderr.split()[-1]) < 150_000, "kB"
    assert len(done.stdout + done.stderr) < 100_000
