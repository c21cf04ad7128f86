"""The tree of commands: their names, their words, their help in the language of the interface."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from io import StringIO
from typing import Any

import typer
from typer.main import get_command

from haegi.errors import ExitCode
from haegi.text.i18n import Locale, messages, say

#: Each command: the module of `haegi.cli` and the function in it that holds its words, and the key of its help.
COMMANDS = {
    "coach": ("commands.coach", "coach", "cli.coach"),
    "offer": ("commands.offer", "offer", "cli.offer"),
    "advise": ("commands.advise", "advise", "cli.advise"),
    "compare": ("commands.compare", "compare", "cli.compare"),
    "schedule": ("commands.schedule", "schedule", "cli.schedule"),
    "claim": ("commands.claim", "claim", "cli.claim"),
    "rehearse": ("commands.rehearse", "rehearse", "cli.rehearse"),
    "drill": ("commands.drill", "drill", "cli.drill"),
    "hear": ("commands.hear", "hear", "cli.hear"),
    "sheet": ("commands.sheet", "sheet", "cli.sheet"),
    "facts": ("commands.facts", "facts", "cli.facts"),
    "simulate": ("commands.simulate", "simulate", "cli.simulate"),
}
#: Groups of commands: the module whose `build` makes it, and the key of its help.
GROUPS = {"case": ("commands.case", "cli.case"), "playbook": ("commands.playbook", "cli.playbooks")}
#: A text may begin with a dash.
_TAKES_TEXT = frozenset({"offer", "hear"})


def invoke(arguments: Sequence[str], locale: Locale) -> int:
    """Read the words, run the command; the exit code for the shell."""
    wanted = next((word for word in arguments if not word.startswith("-")), "")
    try:
        code = command(locale, wanted).main(args=list(arguments), prog_name="haegi", standalone_mode=False)
    except SystemExit as exit_:
        code = exit_.code
    except typer.Abort:
        return ExitCode.FAILURE
    except _USAGE as error:
        return _refused(error)
    return code if isinstance(code, int) else ExitCode.DONE


#: What typer raises for words it can't take. It has no public name for all of them.
_USAGE = tuple(each for each in typer.BadParameter.__mro__ if issubclass(each, Exception) and each is not Exception)


def _refused(error: Any) -> int:
    """Say what is wrong with the words of a command: they are repeated in it, escapes and all."""
    from haegi.text.terminal import visible

    said = StringIO()
    error.show(said)
    sys.stdout.flush()
    sys.stderr.write("\n".join(map(visible, said.getvalue().split("\n"))))
    return int(error.exit_code)


def command(locale: Locale, wanted: str) -> Any:
    """The command tree with its help in the language of the interface."""
    whole = get_command(build(wanted))
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
    return say(locale, key) if key and key in messages(locale) else key


def build(wanted: str) -> typer.Typer:
    """The commands without a language: every help text is a key of the catalogue.

    Only the command that is wanted is loaded; of the others there are just the names and what they are for.
    """
    app = typer.Typer(
        help="cli.help", no_args_is_help=True, add_completion=False, rich_markup_mode=None,
        pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]},
    )  # fmt: skip
    app.callback()(_root)
    for name, (module, function, help_) in COMMANDS.items():
        words = _from(module, function) if name == wanted else _not_wanted
        settings = {"ignore_unknown_options": True} if name in _TAKES_TEXT else None
        app.command(name, help=help_, context_settings=settings)(words)
    for name, (module, help_) in GROUPS.items():
        if name == wanted:
            app.add_typer(_from(module, "build")(), name=name, help=help_)
        else:
            app.command(name, help=help_)(_not_wanted)
    return app


def _from(module: str, name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(import_module(f"haegi.cli.{module}"), name)
    return found


def _not_wanted() -> None:
    """Stands for a command that was not asked for."""


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
