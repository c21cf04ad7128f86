"""Running a command: its language, its arguments, the table of commands, and one way to fail for all of them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from haegi.cli.context import Clock, Context
from haegi.errors import ExitCode, HaegiError, Usage
from haegi.text.i18n import Locale, messages, say
from haegi.text.pii import find
from haegi.text.terminal import as_typed

#: The commands in the order of the help. Each is declared in the module of its name in `haegi.cli.commands`: a function
#: of that name, or the Typer `app` of a group.
COMMANDS = (
    "coach", "review", "offer", "advise", "compare", "schedule", "claim", "rehearse", "drill", "hear", "sheet", "facts",
    "simulate", "case", "playbook",
)  # fmt: skip
#: Commands whose text may begin with a dash.
_TAKES_TEXT = frozenset({"offer", "hear"})
#: Options whose value is the name of a file to be written or read: it has to stay what it is.
_FILES = frozenset({"-o", "--output", "--save", "--print", "--from", "--persona", "--personas", "--eval", "--listen"})


def run(arguments: Sequence[str], locale: Locale, clock: Clock | None = None) -> int:
    """Run one command; the exit code for the shell."""
    context = Context.here(locale, clock or Clock())
    try:
        with context.opened:
            code = _answered(arguments, context)
        _say_what_is_damaged(context)
        context.stdout.flush()
        return code
    except Exception as error:  # the last net: a bug is reported with its place, never as a traceback
        from traceback import extract_tb

        from haegi.cli.errors import is_output, unwritten

        if is_output(error):
            return unwritten(context, error)
        place = extract_tb(error.__traceback__)[-1]
        where = f"{place.filename}:{place.lineno}"
        context.talk(context.say("cli.bug", what=f"{type(error).__name__}: {error}", where=where))
        return ExitCode.BUG


def _say_what_is_damaged(context: Context) -> None:
    """Whoever had an offer read by damaged weights is told."""
    reader = sys.modules.get("haegi.nlu.offer_reader")  # most commands load none
    if reader and reader.shipped_model.cache_info().currsize and not reader.shipped_model().is_sound:
        context.talk(context.say("offer.damaged"))


def _answered(arguments: Sequence[str], context: Context) -> int:
    """Run the command; what the person can act on is said on stderr."""
    try:
        words = _without_private(arguments, context)
        params = plain_coach(words)
        if params is None:
            return _with_typer(words, context)
        from haegi.cli.call_run import coach

        coach(context, **params)
        return ExitCode.DONE
    except HaegiError as error:
        from haegi.cli.errors import report, unwritten

        try:
            context.stdout.flush()
        except OSError as broken:
            unwritten(context, broken)
        report(context, error)
        return error.exit_code


def _without_private(arguments: Sequence[str], context: Context) -> list[str]:
    """The arguments with private numbers left out, but for names of files."""
    pairs = zip(["", *arguments], arguments, strict=False)
    if any("\ufffd" in word for word in arguments):
        context.talk(context.say("cli.not-utf-8"))
    return [word if find(word) and _names_file(before, word) else context.typed(word) for before, word in pairs]


def _names_file(before: str, argument: str) -> bool:
    if before in _FILES or argument.partition("=")[0] in _FILES:
        return True
    try:
        return Path(argument).is_file()
    except OSError:
        return False


# The language of the interface, settled before anything else

#: The sheet is printed in a language of its own choosing, so its `--lang` is its own; so is that of a paper of a case.
_OWN = frozenset({"sheet"})
_EXPORT, _PAPERS = "export", frozenset({"--letter", "--agreed"})
#: A language as the option and a locale write it.
_A_LANGUAGE = re.compile(r"(?:ko|en)(?:[-_.].*)?$", re.IGNORECASE)


def language(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[list[str], Locale]:
    """The arguments without `--lang`, wherever it stood, and the language: the option, HAEGI_LANG, the locale."""
    rest, option = _split([as_typed(argument).replace("\0", "") for argument in arguments])
    if option and not _A_LANGUAGE.match(option):
        rest, option = ["--lang", option, *rest], ""  # left for typer to refuse
    wishes = (option, *(environ.get(name) for name in ("HAEGI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")))
    wish = next(filter(None, wishes), "")
    return rest, "ko" if wish.lower().startswith("ko") else "en"


def _split(arguments: list[str]) -> tuple[list[str], str]:
    others: list[str] = []
    option = ""
    own = _OWN | {_EXPORT} if _PAPERS & set(arguments) else _OWN
    rest = iter(arguments)
    for argument in rest:
        if argument == "--" or argument in own:
            return [*others, argument, *rest], option
        if argument.startswith("--lang="):
            option = argument.removeprefix("--lang=")
        elif argument == "--lang":
            option = next(rest, "")
        else:
            others.append(argument)
    return others, option


# `haegi coach` without typer: the phone is ringing

#: The options of `coach` by the names of their parameters; each takes one value.
COACH = {"--case": "case", "--face": "face", "--date": "date_", "--listen": "listen"}


def plain_coach(arguments: Sequence[str]) -> dict[str, str] | None:
    """The parameters of a plain `coach`: one playbook at most, options with a value each.

    None for anything else, faults and `--help` included, which is typer's to read. Typer reads a plain one alike.
    """
    if arguments[:1] != ["coach"] or not all(arguments):
        return None
    params: dict[str, str] = {}
    words = iter(arguments[1:])
    for word in words:
        name = COACH.get(word, "playbook")
        value = word if name == "playbook" else next(words, "-")
        if name in params or value.startswith("-"):
            return None
        params[name] = value
    return params


# All the others

def _with_typer(arguments: Sequence[str], context: Context) -> int:
    """Let typer read the words and run the command; the exit code for the shell."""
    import typer

    #: What typer raises for words it can't take. It has no public name for all of them.
    usage = tuple(kind for kind in typer.BadParameter.__mro__ if issubclass(kind, Exception) and kind is not Exception)
    if arguments[:1] == ["help"]:
        arguments = [*arguments[1:], "--help"]
    words = next((os.environ[name].split()[1:] for name in _ASKED if name in os.environ), arguments)
    whole = command(context.locale, next((word for word in words if not word.startswith("-")), ""))
    try:
        code = whole.main(args=list(arguments), prog_name="haegi", standalone_mode=False, obj=context)
    except SystemExit as exit_:
        code = exit_.code
    except typer.Abort:
        return ExitCode.FAILURE
    except usage as error:
        return _refused(error, context)
    return code if isinstance(code, int) else ExitCode.DONE


#: Where a shell that completes gives the words typed so far, the command's own name among them.
_ASKED = ("COMP_WORDS", "_TYPER_COMPLETE_ARGS")


def _refused(error: Any, context: Context) -> int:
    """Say what is wrong with the words of a command: they are repeated in it, escapes and all."""
    from haegi.cli.help import refusal

    context.stdout.flush()
    context.talk("\n".join(refusal(error, context.locale)))
    return int(error.exit_code)


def command(locale: Locale, wanted: str | None = None) -> Any:
    """The commands as typer runs them, their help in the language of the interface.

    Where only one is `wanted`, just that is loaded; of the others there are the names and what they are for.
    """
    from functools import partial

    from typer.main import get_command

    from haegi.cli.help import write

    whole = get_command(_declared(wanted))
    for each in _commands(whole):
        each.help = _translated(each.help, locale)
        each.format_help = partial(write, locale)
        for param in each.params:
            own = f"cli.{param.name.replace('_', '-')}" if param.name else ""
            param.help = _translated(own if own in _TYPERS else getattr(param, "help", None), locale)
    return whole


#: Options that typer declares itself.
_TYPERS = frozenset({"cli.install-completion", "cli.show-completion"})


def _commands(group: Any) -> Iterator[Any]:
    yield group
    for each in getattr(group, "commands", {}).values():
        yield from _commands(each)


def _translated(key: str | None, locale: Locale) -> str | None:
    return say(locale, key) if key and key in messages(locale) else key


def _declared(wanted: str | None) -> Any:
    """The commands without a language: every help text is a key of the catalogue."""
    from importlib import import_module

    import typer

    app = typer.Typer(
        help="cli.help", no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )  # fmt: skip

    @app.callback()
    def root(
        lang: str = typer.Option("", "--lang", metavar="ko|en", help="cli.lang", callback=_no_language),
        version: bool = typer.Option(False, "--version", help="cli.version", callback=_version, is_eager=True),
    ) -> None:
        del lang, version  # a language was taken before the commands were built

    for name in COMMANDS:
        module = import_module(f"haegi.cli.commands.{name}") if wanted in (None, name) else None
        about = "cli.playbooks" if name == "playbook" else f"cli.{name}"
        if group := getattr(module, "app", None):
            app.add_typer(group, name=name, help=about)
        else:
            settings = {"ignore_unknown_options": True} if name in _TAKES_TEXT else None
            app.command(name, help=about, context_settings=settings)(getattr(module, name, _not_wanted))

    @app.command("help", help="cli.help-of")
    def help_(
        command: list[str] = typer.Argument(None, metavar="COMMAND", help="cli.help-of.command", autocompletion=lambda: list(COMMANDS)),
    ) -> None:
        del command  # `help coach` was read as `coach --help`

    return app


def _not_wanted() -> None:
    """Stands for a command that was not asked for."""


def _no_language(text: str) -> None:
    if text:
        near = {"k": "ko", "한": "ko", "e": "en", "영": "en"}.get(text[:1].lower(), "")
        raise Usage("cli.no-lang-near" if near else "letter.no-lang", text=text, near=near)


def _version(wanted: bool) -> None:
    if wanted:
        import typer

        from haegi import __version__
        from haegi.storage.schema import VERSION

        typer.echo(f"haegi {__version__} (store {VERSION})")
        raise typer.Exit
