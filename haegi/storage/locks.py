"""Locks on the calls under way, held by the system: they die with their process however it ends.

A call of a case is one byte of a file beside the store. The byte is never written, only locked.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path as File

from haegi.files import private_files

#: Bytes for each case: more calls than one ever has.
LONGEST_CASE = 1 << 20


class CallLocks:
    """The calls that this process holds. Where the system has no such locks, every call is free."""

    def __init__(self, path: File | None) -> None:
        self._path = path
        self._file = -1

    def acquire(self, case: int, call: int) -> bool:
        """Hold a call of a case until `release` or `close`; False where another process holds it."""
        return self._lock(case * LONGEST_CASE + call, 1)

    def release(self, case: int) -> bool:
        """Let go of every call of a case; whether no other process holds one."""
        alone = self._lock(case * LONGEST_CASE, LONGEST_CASE)
        if sys.platform != "win32" and self._file >= 0:
            import fcntl

            fcntl.lockf(self._file, fcntl.LOCK_UN, LONGEST_CASE, case * LONGEST_CASE)
        return alone

    def close(self) -> None:
        """Let go of all calls of all cases."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _lock(self, start: int, length: int) -> bool:
        if sys.platform == "win32" or self._path is None:
            return True
        import fcntl

        try:
            if self._file < 0:
                private_files.touch(self._path)
                self._file = os.open(self._path, os.O_RDWR | os.O_CLOEXEC)
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
        except (BlockingIOError, PermissionError):
            return self._file < 0  # without the file nobody can be asked
        except OSError:
            return True
        return True
