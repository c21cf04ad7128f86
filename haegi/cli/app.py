"""The commands, and one way to fail for all of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

from haegi.cli import (
    advising,
    cases,
    claims,
    compare,
    drill,
    facts,
    hearing,
    live,
    offers,
    playbooks,
    rehearse,
    schedules,
    sheets,
    simulating,
)
from haegi.cli.desk import State, talk, typed
from haegi.cli.desk import say as say_safely
from haegi.errors import ExitCode, HaegiError
from haegi.text.i18n import Locale, catalogue, say
from haegi.text.private import find


def run(arguments: Sequence[str], locale: Locale) -> int:
    """Run one command; the exit code for the shell."""
    State.locale = locale
    try:
        return _invoke(_without_private(arguments), locale)
    except HaegiError as error:
        from haegi.cli.failing import report

        sys.stdout.flush()
        report(error, locale)
        return error.exit_code
    except (
        Exception
    ) as error:  # the last net: a bug is said as one, with where it happened, never as a traceback
        talk(say_safely("cli.bug", what=f"{type(error).__name__}: {error}", where=_where(error)))
        return ExitCode.BUG


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
    try:
        command(locale).main(args=list(arguments), prog_name="haegi")
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else ExitCode.DONE
    return ExitCode.DONE


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""


def command(locale: Locale) -> Any:
    """The command tree with its help in the language of the interface."""
    whole = get_command(build())
    for each in _commands(whole):
        each.help = _translated(each.help, locale)
        for param in each.params:
            if hasattr(param, "help"):
                param.help = _translated(param.help, locale)
    return whole


def _commands(group: Any) -> Iterator[Any]:
    yield group
    for each in getattr(group, "commands", {}).values():
        yield from _commands(each)


def _translated(key: str | None, locale: Locale) -> str | None:
    return say(locale, key) if key and key in catalogue() else key


def build() -> typer.Typer:
    """The commands without a language: every help text is a key of the catalogue."""
    app = typer.Typer(
        help="cli.help", no_args_is_help=True, add_completion=False, rich_markup_mode=None,
        pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]},
    )  # fmt: skip
    app.callback()(_root)
    app.command("coach", help="cli.coach")(live.coach)
    app.command("offer", help="cli.offer", context_settings={"ignore_unknown_options": True})(offers.offer)
    app.command("advise", help="cli.advise")(advising.advise)
    app.command("compare", help="cli.compare")(compare.compare)
    app.command("schedule", help="cli.schedule")(schedules.schedule)
    app.command("claim", help="cli.claim")(claims.claim)
    app.command("rehearse", help="cli.rehearse")(rehearse.rehearse)
    app.command("drill", help="cli.drill")(drill.drill)
    app.add_typer(cases.build(), name="case", help="cli.case")
    app.add_typer(playbooks.build(), name="playbook", help="cli.playbooks")
    app.command("hear", help="cli.hear", context_settings={"ignore_unknown_options": True})(hearing.hear)
    app.command("sheet", help="cli.sheet")(sheets.sheet)
    app.command("facts", help="cli.facts")(facts.facts)
    app.command("simulate", help="cli.simulate")(simulating.simulate)
    return app


def _version(wanted: bool) -> None:
    if wanted:
        from haegi import __version__

        sys.stdout.write(f"haegi {__version__}\n")
        raise typer.Exit


def _root(
    lang: str = typer.Option("", "--lang", metavar="ko|en", help="cli.lang"),
    version: bool = typer.Option(False, "--version", help="cli.version", callback=_version, is_eager=True),
) -> None:
    del lang, version  # `--lang` was taken before the commands were built; it is declared for the help
