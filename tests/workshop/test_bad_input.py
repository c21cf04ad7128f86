"""Whatever the file is: a placed fault or one sentence, exit 3, no traceback, in bounded memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from driver import environment

SOUND = (Path(__file__).parents[1] / "data" / "faults" / "N007.yaml").read_text("utf-8")
BROKEN = SOUND.replace("to: hello", "to: nowhere").encode()


def _big(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100_000_000)


def _locked(path: Path) -> None:
    path.write_bytes(BROKEN)
    path.chmod(0)


BYTES: dict[str, bytes] = {
    "empty": b"",
    "list": b"- a\n- b\n",
    "tabs": b"haegi: 1\n\tid: x\n",
    "bom": b"\xef\xbb\xbf" + BROKEN,
    "crlf": BROKEN.replace(b"\n", b"\r\n"),
    "utf-16": BROKEN.decode().encode("utf-16"),
    "brackets": b"a: " + b"[" * 50_000,
    "aliases": b"a: &a [x]\nb: [" + b"*a," * 1_000_000 + b"]\n",
    "object": b"haegi: !!python/object/apply:os.system [ls]\n",
    "nul": b"a: \x00\n",
    "open quote": b'a: "' + b"x" * 3_000_000,
    "entries": b"a: [" + b"x," * 500_000 + b"]\n",
}
MADE: dict[str, Callable[[Path], None]] = {
    "100 MB": _big,
    "folder": Path.mkdir,
    "pipe": os.mkfifo,
    "locked": _locked,
}


def write(path: Path, kind: str) -> None:
    if kind in MADE:
        MADE[kind](path)
    else:
        path.write_bytes(BYTES[kind])


@pytest.mark.parametrize("kind", [*BYTES, *MADE])
def test_bad_input_is_a_placed_fault(tmp_path: Path, home: Path, kind: str) -> None:
    path = tmp_path / "bad.yaml"
    write(path, kind)
    with (tmp_path / "out").open("w+") as out, (tmp_path / "err").open("w+") as err:
        process = subprocess.Popen(
            [sys.executable, "-m", "haegi", "playbook", "check", str(path), "--oneline"],
            stdout=out,
            stderr=err,
            env=environment(home, "en"),
        )
        resource.prlimit(process.pid, resource.RLIMIT_AS, (600_000_000, 600_000_000))
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    said = (tmp_path / "err").read_text("utf-8")
    assert process.returncode == 3, said
    assert "Traceback" not in said
    assert (tmp_path / "out").read_text("utf-8").startswith(f"{path}:")
    assert used.ru_maxrss < 300_000
