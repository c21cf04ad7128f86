"""Bounds that bind root too: a process under a quota, one that permissions bind, one that has no home."""

from __future__ import annotations

import os
import sys

_THEN = "os.execv(sys.argv[1], sys.argv[1:])"
_QUOTA = f"import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({{0}}, {{0}})); {_THEN}"
#: Root reads and writes everything by two capabilities; without them it is bound like the owner of its files.
_BOUND = f"import ctypes, os, sys; drop = ctypes.CDLL(None).prctl; assert drop(24, 1) == drop(24, 2) == 0; {_THEN}"
#: The real user decides whose home it is, the effective one what may be read: the interpreter may be root's alone.
_STRANGER = f"import os, sys; os.setreuid(54321, 0); {_THEN}"


def quota(size: int) -> list[str]:
    """Run a command that can make no file longer than so many bytes, as on a full disk."""
    return [sys.executable, "-c", _QUOTA.format(size)]


def bound() -> list[str]:
    """Run a command that permissions bind; as it is where the tests are not root's."""
    return [sys.executable, "-c", _BOUND] if os.geteuid() == 0 else []


def stranger() -> list[str]:
    """Run a command as somebody whom the system has no entry for, and therefore no home. Only root can."""
    return [sys.executable, "-c", _STRANGER]
