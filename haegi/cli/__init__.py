"""The command line: parse, wire, call, print, exit code."""

from __future__ import annotations

import os
import sys

from haegi.cli.language import language


def main() -> None:
    """The `haegi` command."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments, locale = language(sys.argv[1:], os.environ)
    from haegi.cli.app import run

    sys.exit(run(arguments, locale))
