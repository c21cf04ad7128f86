"""The most memory that a process held: `python -S tests/bench/memory.py COMMAND [WORD ...]`, in KB, on stderr.

A process starts as a copy of the one that starts it, and that counts: so a small one has to do it.
"""

import os
import sys

NOWHERE = os.open(os.devnull, os.O_RDWR)

pid = os.posix_spawn(
    sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, NOWHERE, each) for each in (0, 1)]
)
held = os.wait4(pid, 0)[2].ru_maxrss
sys.stderr.write(str(held // 1024 if sys.platform == "darwin" else held))
