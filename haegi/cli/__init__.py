"""The command line: parse, wire, call, print, exit code."""

from __future__ import annotations

import gc
import os
import sys

from haegi.cli.language import language

#: A start makes tens of thousands of things that all stay: to look through them for what could go finds nothing.
_MANY = 100_000


def main() -> None:
    """The `haegi` command."""
    gc.set_threshold(_MANY)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments, locale = language(sys.argv[1:], os.environ)
    from haegi.cli.app import run

    sys.exit(run(arguments, locale))
