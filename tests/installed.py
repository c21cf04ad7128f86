"""haegi as a package that was built and installed: compiled, with its playbooks ready for use.

A process out of the checkout reads its playbook from YAML first, for each home anew: three times the work of one of those
that people start. So the processes of the tests start from a copy made as the build of the wheel makes it.
"""

from __future__ import annotations

import compileall
import fcntl
import json
import shutil
import time
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from haegi.files.playbook_cache import Kept, make_ready

ROOT = Path(__file__).parents[1]
#: Where each goes, as pyproject.toml has it for the wheel.
PARTS = {"haegi": "haegi", "playbooks": "haegi/playbooks", "tests/data/faults": "haegi/playbooks/faults"}
KEPT = ROOT / ".pytest_cache" / "installed"


@cache
def installed() -> Path:
    """The folder to import haegi from; made once for all processes of pytest, and anew when a file has changed."""
    stamp = sha256(repr(list(_sources())).encode()).hexdigest()[:16]
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (KEPT / stamp).exists():
            _forget_old()
            _build(KEPT / "new")
            (KEPT / "new").rename(KEPT / stamp)
    return KEPT / stamp


def ready(name: str) -> Kept | None:
    """What the build of the package has kept of a playbook that ships."""
    try:
        return Kept(**json.loads((installed() / "haegi" / "playbooks" / "ready" / f"{name}.json").read_bytes()))
    except FileNotFoundError:
        return None


def _sources() -> Iterator[tuple[str, int, int]]:
    for part in PARTS:
        for path in sorted((ROOT / part).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.stat().st_size, path.stat().st_mtime_ns


def _forget_old() -> None:
    """Others may still be at work with what was built today."""
    for old in KEPT.iterdir():
        if old.is_dir() and old.stat().st_mtime < time.time() - 86_400:
            shutil.rmtree(old)


def _build(place: Path) -> None:
    for part, where in PARTS.items():
        shutil.copytree(ROOT / part, place / where, ignore=shutil.ignore_patterns("__pycache__"))
    (place / "haegi" / "playbooks" / "ready").mkdir()
    make_ready(place / "haegi" / "playbooks" / "ready")
    assert compileall.compile_dir(place, quiet=1)
