"""Bounds that bind root too: a process under a quota, or one of nobody's."""

from __future__ import annotations

import os
import sys

_QUOTA = "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); os.execv(sys.argv[1], sys.argv[1:])"
_NOBODY = "import os, sys; os.setgroups([]); os.setgid({0}); os.setuid({0}); os.execv(sys.argv[1], sys.argv[1:])"

#: Somebody the system has no entry for, and therefore no home.
STRANGER = 54_321


def quota(size: int) -> list[str]:
    """Run a command that can make no file longer than so many bytes, as on a full disk."""
    return [sys.executable, "-c", _QUOTA.format(size)]


def stranger() -> list[str]:
    """Run a command without root's rights; as it is where the tests themselves have none."""
    return [sys.executable, "-c", _NOBODY.format(STRANGER)] if os.geteuid() == 0 else []
