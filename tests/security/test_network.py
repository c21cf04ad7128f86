"""No command opens a socket: all are run in a process that does not survive one."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from driver import environment
from installed import installed

from haegi.cli.app import command

TRACER = str(Path(__file__).parent / "tracer")
TESTS = str(Path(__file__).parents[1])
CALL = "1\n\n오늘까지 상품권 20만원 드릴게요\n/offer 현금 30만원\n/why\n/note 상담원 김민지\n/promise 내일 문자\n/find 위약금\n/end deferred 11/25\n"
COMPARE = "horizon: 36\ncurrent: {provider: KT, monthly_fee: 33000}\noptions:\n  - {name: stay, kind: stay, offer: '현금 10만원'}\n"

#: Command lines, each with what is typed into it. They run in this order in one home.
COMMANDS: list[tuple[list[str], str]] = [
    (["--help"], ""),
    (["case", "new", "kt", "--fee", "44000", "--target", "43만원", "--quote", "SKB 현금 43만원 11/18"], ""),
    (["coach", "--case", "kt", "--date", "2026-11-20"], CALL),
    (["coach", "retention-us"], "1\n\n/end refused\n"),
    (["rehearse", "--seed", "3", "--case", "kt"], "3\n갈게요 다음에 전화할게요\n/end deferred\n6\n6\n8\n"),
    (["rehearse", "--from", "1", "--json", "--print", "review.md"], "8\n"),
    (["rehearse", "--list"], ""),
    (["drill"], "자동 연장은 하지 않겠습니다\n1\n"),
    (["simulate", "--jobs", "2", "--calls", "60", "--personas", "gentle-desk"], ""),
    (["case", "list"], ""),
    (["case", "check"], ""),
    (["case", "show", "kt", "--json"], ""),
    (["case", "edit", "kt", "--fee", "45000"], ""),
    (["case", "remind", "kt"], ""),
    (["case", "export", "kt", "-o", "kt.json"], ""),
    (["case", "export", "kt", "--letter"], ""),
    (["advise", "--case", "kt"], ""),
    (["offer", "상품권 20만원 + 월 5,500원 할인", "--fee", "33000"], ""),
    (["compare", "--case", "kt"], ""),
    (["review", "-"], "상담원: 안녕하세요\n나: 네, 안녕하세요\n"),
    (["compare", "-", "--json"], COMPARE),
    (["schedule", "--owed", "15만원", "--now", "3만원", "--monthly", "25000"], ""),
    (["claim", "--fee", "33000", "--down", "5시간"], ""),
    (["hear", "오늘까지래"], ""),
    (["hear", "-", "--json"], "오늘까지래\n현금 10만원\n"),
    (["facts", "위약금"], ""),
    *((["sheet", "--case", "kt", "--format", form], "") for form in ("html", "md", "txt")),
    *([(["sheet", "--case", "kt", "--format", "pdf"], "")] if find_spec("typst") else []),
    (["playbook", "list"], ""),
    (["playbook", "keys"], ""),
    (["help", "coach"], ""),
    (["playbook", "show"], ""),
    (["playbook", "new", "mine"], ""),
    (["playbook", "check", "retention-kr"], ""),
    (["playbook", "check", "--explain", "G001"], ""),
    (["playbook", "test", "mine"], ""),
    (["playbook", "train", "mine"], ""),
    (["playbook", "graph", "mine", "--svg"], ""),
    (["playbook", "schema"], ""),
    (["case", "remove", "kt", "--yes"], ""),
    (["case", "import", "kt.json"], ""),
]  # fmt: skip


#: Runs commands one after the other, and says how each has ended.
EACH = """
import json, os, pathlib, sys
from driver import inside
for arguments, typed in json.load(sys.stdin):
    ran = inside(pathlib.Path(sys.argv[1]), *arguments, stdin=typed, PYTHONPATH=os.environ["PYTHONPATH"])
    print(json.dumps([arguments, ran.code, ran.out[-500:], ran.err[-2000:]]), flush=True)
"""


@pytest.mark.slow
def test_no_command_opens_a_socket(home: Path, tmp_path: Path) -> None:
    traced = environment(home, PYTHONPATH=f"{TRACER}:{installed()}:{TESTS}")
    able = [row for row in COMMANDS if "train" not in row[0] or find_spec("numpy")]  # the extra haegi[train]
    done = subprocess.run(
        [sys.executable, "-c", EACH, str(home)], input=json.dumps(able), text=True, env=traced, cwd=tmp_path,
        capture_output=True, check=False,
    )  # fmt: skip
    ran = [json.loads(row) for row in done.stdout.splitlines()]
    assert [row for row in ran if row[1]] == []
    assert done.returncode == 0, (ran[-1:], done.stderr[-2000:])
    assert [row[0] for row in ran] == [arguments for arguments, _ in able]
    assert "NETWORK" not in done.stderr


def test_every_command_is_among_them() -> None:
    ran = {tuple(word for word in arguments[:2] if not word.startswith("-")) for arguments, _ in COMMANDS}
    top = command("en").commands
    known = {(name, each) for name, group in top.items() for each in getattr(group, "commands", {})}
    known |= {(name,) for name, each in top.items() if not hasattr(each, "commands")}
    assert {each for each in known if not any(each == one[: len(each)] for one in ran)} == set()


SOCKETS = {
    "made": "import socket; socket.socket()",
    "looked up": "import socket; socket.getaddrinfo('haegi.invalid', 80)",
    "in a child": "import os, socket, sys; pid = os.fork() or socket.socket(); sys.exit(os.waitpid(pid, 0)[1] != 0)",
}


@pytest.mark.slow
@pytest.mark.parametrize("by", ["python", "kernel"])
@pytest.mark.parametrize("code", SOCKETS.values(), ids=SOCKETS)
def test_the_tracer_stops_what_opens_one(code: str, by: str, home: Path) -> None:
    traced = environment(home, PYTHONPATH=f"{TRACER}:{installed()}", NO_NETWORK=by)
    done = subprocess.run([sys.executable, "-c", code], env=traced, capture_output=True, check=False)
    assert done.returncode != 0
    assert b"Traceback" not in done.stderr
