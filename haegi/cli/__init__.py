"""The command line: parse, wire, call, print, exit code."""

from __future__ import annotations

import gc
import os
import sys
import time
from datetime import datetime

#: A start makes tens of thousands of things that all stay: to look through them for what could go finds nothing.
_MANY = 100_000


def main() -> None:
    """The `haegi` command."""
    gc.set_threshold(_MANY)
    try:
        _streams()
        _zone()
        from haegi.cli.app import language, run

        code = run(*language(sys.argv[1:], os.environ))
    except KeyboardInterrupt:  # before any command had begun
        code = 130
    sys.exit(code)


def _streams() -> None:
    """Three streams that take any text. One that the caller had closed leads nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):  # what is read is decoded by ourselves
            stream.reconfigure(errors="replace")


def _zone() -> None:
    """A zone that no calendar can have (TZ=XXX+99) is as none: every time is told in UTC."""
    try:
        datetime.now().astimezone()
    except ValueError:
        os.environ["TZ"] = "UTC"
        time.tzset()
