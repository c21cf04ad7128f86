"""Commands that are killed at one of their system calls: `strace ... python killed.py PLAN.json`, of `test_every_write`.

A tracer can kill a process only at a number of a call that is the same for all. So each child first makes as many calls of the
kind in vain as bring that number to the call it is to die at.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2]))

from driver import inside

from haegi.coach import lines

NOTHING = os.open(os.devnull, os.O_WRONLY)
IN_VAIN: dict[str, Callable[[], object]] = {
    "pwrite64": lambda: os.pwrite(NOTHING, b"", 0),
    "fdatasync": lambda: os.fdatasync(NOTHING),
    "ftruncate": lambda: os.ftruncate(NOTHING, 0),
    "unlink": lambda: Path("/nowhere/at/all").unlink(),
}


def main(plan: Path) -> None:
    inside(plan.parent / "nobody", "hear", "현금 30만원")  # loads here what each child would load anew
    for each in json.loads(plan.read_text("utf-8")):
        pid = os.fork()
        if pid == 0:
            try:
                _work(**each)
            finally:
                os._exit(0)
        os.waitpid(pid, 0)


def _work(home: str, arguments: list[str], stdin: str, call: str = "", in_vain: int = 0) -> None:
    """Run a command in a home; beside it, a file gets a byte for each view that was shown and one for the end."""
    seen, shown = os.open(f"{home}.seen", os.O_WRONLY | os.O_CREAT), lines._write

    def told(*args: Any) -> None:
        os.write(seen, b"v")
        shown(*args)

    lines._write = told
    for _ in range(in_vain):
        with suppress(OSError):
            IN_VAIN[call]()
    inside(Path(home), *arguments, stdin=stdin)
    os.write(seen, b".")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
