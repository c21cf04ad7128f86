"""One printer for everything that went wrong."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from haegi.cli.context import Context
from haegi.errors import Diagnostic, ExitCode, Faults, HaegiError, Severity, nearest
from haegi.text.i18n import Locale, messages, say
from haegi.text.terminal import cells, clip, visible

#: Cells of a name or value from a file that a sentence quotes; a list of what is known fits.
LONGEST = 300


def report(context: Context, error: HaegiError) -> None:
    """Say on stderr what is wrong."""
    for fault in error.diagnostics if isinstance(error, Faults) else ():
        context.talk("\n".join(shown(fault, context.locale)))
    near = error.params.get("near") or _near(error.params)
    context.talk(" ".join(filter(None, [context.say(error.key, **error.params), context.say("faults.near", near=near) if near else ""])))


def _near(params: Mapping[str, object]) -> str:
    """Of the names that are known, the one that was perhaps meant by another."""
    name, known = (str(params.get(each, "")) for each in ("name", "known"))
    return nearest(name, known.split(", "))


#: What writing to a stream can fail with: its reader or terminal is gone, or what is behind it is full.
_GONE = frozenset({errno.EPIPE, errno.EIO, errno.EBADF, errno.ESHUTDOWN})
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def is_output(error: Exception) -> bool:
    """Whether it was the answer that could not be written: errors of files carry the name of the file."""
    return isinstance(error, OSError) and error.filename is None and error.errno in _GONE | _FULL


def unwritten(context: Context, error: Exception) -> int:
    """The answer did not get out. Where nobody reads any more (`| head`) there is nobody to tell."""
    reason = error.errno if isinstance(error, OSError) else None
    with suppress(OSError):
        if reason in _FULL:
            context.talk(context.say("cli.unwritten", why=os.strerror(reason or 0)))
    with suppress(OSError, ValueError):  # what is left in the buffer would fail once more as the process ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), context.stdout.fileno())
    return ExitCode.FAILURE


def message(fault: Diagnostic, locale: Locale) -> str:
    """The sentence of a fault, with what was perhaps meant."""
    params = {name: clip(visible(str(value)), LONGEST) for name, value in fault.params.items()}
    expected = params.get("expected")
    if expected:
        params["expected"] = say(locale, f"expected.{expected}")
    for name in ("why", "reason", "problem"):
        if f"why.{params.get(name)}" in messages(locale):
            params[name] = say(locale, f"why.{params[name]}")
    sentence = say(locale, fault.code, **params)
    near = params.get("near")
    return f"{sentence} {say(locale, 'faults.near', near=near)}" if near else sentence


def shown(fault: Diagnostic, locale: Locale) -> Sequence[str]:
    """A fault as editors read it, then its source line with a caret."""
    from haegi.files.source_map import excerpt

    severity = f"{say(locale, 'check.warning')} " if fault.severity is Severity.WARNING else ""
    head = f"{visible(str(fault.place))}: {severity}{fault.code} {message(fault, locale)}"
    source, offset = excerpt(fault.place)
    if not source.strip():
        return [head]
    before = visible(source[:offset])
    return [head, f"    {before}{visible(source[offset:])}", "    " + " " * cells(before) + "^"]


def fault_json(fault: Diagnostic, locale: Locale) -> dict[str, Any]:
    """A fault for programs."""
    return {
        "code": fault.code,
        "severity": fault.severity.value,
        "file": fault.place.file,
        "line": fault.place.line,
        "column": fault.place.column,
        "message": message(fault, locale),
    }
