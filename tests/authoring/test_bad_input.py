"""Whatever the file is: a placed fault or one sentence, exit 3, no traceback, in bounded memory."""

from __future__ import annotations

import os
import re
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


#: Runs haegi in at most 600 MB and leaves its peak in KiB. VmHWM begins anew with a program, ru_maxrss does not.
WATCHED = """
import atexit, pathlib, re, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000))
peak = pathlib.Path(sys.argv.pop(1))
status = pathlib.Path("/proc/self/status")
atexit.register(lambda: peak.write_text(re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1]))
from haegi.cli import main
main()
"""

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


@pytest.mark.slow
def test_bad_input_is_a_placed_fault(tmp_path: Path, home: Path) -> None:
    """In one process, so that what all of them take is bounded together."""
    paths = {kind: tmp_path / f"{kind}.yaml" for kind in [*BYTES, *MADE]}
    for kind, path in paths.items():
        write(path, kind)
    peak = tmp_path / "peak"
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED, str(peak), "playbook", "check", *map(str, paths.values()), "--oneline"],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
        env=environment(home, "en"),
    )
    assert ran.returncode == 3, ran.stderr
    assert "Traceback" not in ran.stderr
    for path in paths.values():
        assert re.search(rf"^{re.escape(str(path))}:\d+:\d+: error ", ran.stdout, re.M), (path, ran.stdout)
    assert int(peak.read_text()) < 300_000
