"""Completion in real shells: commands, options, and values out of what there is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from driver import PATIENCE, environment, inside

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="needs a shell of Unix")]

TYPED = {
    "haegi pl": ["playbook"],
    "haegi playbook che": ["check"],
    "haegi coach --f": ["--face"],
    "haegi coach --face ": ["screen", "lines"],
    "haegi coach reten": ["retention-kr", "retention-us"],
    "haegi case show ": ["home", "my\\ flat"],
    "haegi rehearse --persona two": ["two-tier-desk"],
    "haegi facts us.att": [],
    "haegi simulate --policy s": ["script"],
    "haegi help comp": ["compare"],
    "haegi case show --nothing ": ["home", "my\\ flat"],
}
TRY = """
source ./script
while read -r line; do
  COMP_WORDS=($line); [[ $line == *" _" ]] && COMP_WORDS[-1]=""
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _haegi_completion haegi </dev/null
  printf '%s\\t' "${COMPREPLY[@]}"; echo
done
"""


@pytest.fixture
def shell(home: Path, tmp_path: Path) -> dict[str, str]:
    """The variables of a shell that finds `haegi`, with two cases to complete."""
    for name in ("my flat", "home"):
        inside(home, "case", "new", name, "--carrier", "KT")
    program = tmp_path / "bin" / "haegi"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m haegi "$@"\n')
    program.chmod(0o755)
    given = environment(home, "en")
    return {**given, "PATH": f"{program.parent}:{given['PATH']}", "TERM": "dumb"}


def script(name: str, shell: dict[str, str], folder: Path) -> Path:
    done = subprocess.run(["haegi"], env={**shell, "_HAEGI_COMPLETE": f"source_{name}"}, capture_output=True, text=True, check=True)
    path = folder / "script"
    path.write_text(done.stdout)
    return path


def test_bash(shell: dict[str, str], tmp_path: Path) -> None:
    script("bash", shell, tmp_path)
    lines = "".join(f"{typed}_\n" if typed.endswith(" ") else f"{typed}\n" for typed in TYPED)
    done = subprocess.run(["bash", "-c", TRY], env=shell, cwd=tmp_path, input=lines, capture_output=True, text=True, check=True)
    assert [line.rstrip("\t").split("\t") for line in done.stdout.splitlines()] == [found or [""] for found in TYPED.values()]


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_zsh(shell: dict[str, str], tmp_path: Path) -> None:
    path = script("zsh", shell, tmp_path)
    with pexpect.spawn("zsh", ["-f", "-i"], env={**shell, "PS1": "ready> "}, timeout=PATIENCE, encoding="utf-8") as child:
        child.expect("ready> ")
        child.sendline(f"autoload -U compinit; compinit -u -D; source {path}; echo lo''aded")
        child.expect("loaded")
        child.expect("ready> ")
        child.send("haegi playbook che\t")
        child.expect("haegi playbook check")
        child.sendcontrol("u")
        child.send("haegi rehearse --persona two\t")
        child.expect("two-tier-desk")


@pytest.mark.parametrize("name", ["fish", "powershell"])
def test_other_shells_get_a_script(name: str, shell: dict[str, str], tmp_path: Path) -> None:
    assert "haegi" in script(name, shell, tmp_path).read_text()
