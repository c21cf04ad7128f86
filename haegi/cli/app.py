"""Running a command, and one way to fail for all of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from haegi.cli import ringing
from haegi.cli.context import State, talk, typed
from haegi.cli.context import say as say_safely
from haegi.errors import ExitCode, HaegiError
from haegi.text.i18n import Locale
from haegi.text.pii import find


def run(arguments: Sequence[str], locale: Locale) -> int:
    """Run one command; the exit code for the shell."""
    State.locale = locale
    try:
        code = _told(arguments, locale)
        sys.stdout.flush()
        return code
    except (
        Exception
    ) as error:  # the last net: a bug is said as one, with where it happened, never as a traceback
        from haegi.cli.errors import is_output, unwritten

        if is_output(error):
            return unwritten(error, locale)
        talk(say_safely("cli.bug", what=f"{type(error).__name__}: {error}", where=_where(error)))
        return ExitCode.BUG


def _told(arguments: Sequence[str], locale: Locale) -> int:
    """Run the command; what the person can act on is said on stderr."""
    try:
        return _invoke(_without_private(arguments), locale)
    except HaegiError as error:
        from haegi.cli.errors import report, unwritten

        try:
            sys.stdout.flush()
        except OSError as broken:
            unwritten(broken, locale)
        report(error, locale)
        return error.exit_code


#: Options whose value is the name of a file to be written or read: it has to stay what it is.
_FILES = frozenset({"-o", "--output", "--save", "--print", "--from", "--persona", "--personas", "--eval"})


def _without_private(arguments: Sequence[str]) -> list[str]:
    """The arguments with private numbers left out, but for names of files."""
    pairs = zip(["", *arguments], arguments, strict=False)
    return [each if find(each) and _names_file(before, each) else typed(each) for before, each in pairs]


def _names_file(before: str, argument: str) -> bool:
    if before in _FILES or argument.partition("=")[0] in _FILES:
        return True
    try:
        return Path(argument).is_file()
    except OSError:
        return False


def _invoke(arguments: Sequence[str], locale: Locale) -> int:
    plain = ringing.plain(arguments)
    if plain is None:
        from haegi.cli import tree

        return tree.invoke(arguments, locale)
    from haegi.cli.live import coach

    coach(**plain)
    return ExitCode.DONE


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
