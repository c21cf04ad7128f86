"""The help of a command as a page, from its declaration and the catalogue: for the terminal and for the manual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from haegi.cli.context import width
from haegi.errors import ExitCode, nearest
from haegi.text.i18n import Locale, messages, say
from haegi.text.terminal import cells, hung, visible, wrap

#: Cells of the column of names; a wider name has its text below it.
_NAMES = 28
#: Cells that a text needs beside the names; where there are fewer, every text stands below its name.
_TEXT = 24
VARIABLES = ("HAEGI_HOME", "HAEGI_LANG", "NO_COLOR", "COLUMNS", "TERM")


class Section(NamedTuple):
    """Names and what they are. Of examples, commands and what they do: these are never broken, to be copied."""

    title: str
    rows: list[tuple[str, str]]
    is_verbatim: bool = False


class Page(NamedTuple):
    usage: str
    about: str
    sections: list[Section]


def page(ctx: Any, locale: Locale) -> Page:
    """The help of the command of a typer context."""
    params = [param for param in ctx.command.get_params(ctx) if not param.hidden]
    kinds = {kind: [param for param in params if param.param_type_name == kind] for kind in ("argument", "option")}
    commands = getattr(ctx.command, "commands", {})
    usage = [ctx.command_path, say(locale, "help.some-options"), *map(_usage, kinds["argument"])]
    sections = [
        Section("arguments", [(param.metavar, _text(param, locale)) for param in kinds["argument"]]),
        Section("options", [(_flags(param), _text(param, locale)) for param in kinds["option"]]),
        Section("commands", [(name, each.help or "") for name, each in commands.items() if not each.hidden]),
        Section("examples", examples(ctx.command_path, locale), is_verbatim=True),
    ]
    if ctx.parent is None:
        sections += [
            Section("exit-codes", [(str(int(code)), say(locale, f"help.exit-{int(code)}")) for code in ExitCode]),
            Section("environment", [(name, say(locale, f"help.{name}")) for name in VARIABLES]),
        ]
    shown = [section._replace(title=say(locale, f"help.{section.title}")) for section in sections if section.rows]
    return Page(" ".join([*usage, say(locale, "help.a-command")] if commands else usage), ctx.command.help, shown)


def _usage(argument: Any) -> str:
    name: str = argument.metavar if argument.required else f"[{argument.metavar}]"
    return name if argument.nargs == 1 else f"{name}..."


def _flags(option: Any) -> str:
    return ", ".join(sorted(option.opts, key=len)) + ("" if option.is_flag else f" {option.metavar}")


def _text(param: Any, locale: Locale) -> str:
    """What a parameter is, with its bounds and what it is where it is not given."""
    if param.name == "help":
        return say(locale, "help.help")
    notes = []
    if param.max is not None:
        notes.append(say(locale, "help.range", least=param.min, most=param.max))
    if param.default not in (None, -1) and param.default and str(param.default) not in param.help:
        notes.append(say(locale, "help.default", value=param.default))
    return f"{param.help} ({'; '.join(notes)})" if notes else param.help


def examples(path: str, locale: Locale) -> list[tuple[str, str]]:
    """Commands to try for a command (`haegi case new`), each with what it does."""
    text = messages(locale).get(f"examples.{'.'.join(path.split()[1:]) or 'haegi'}", "")
    pairs = [line.partition("  # ") for line in text.splitlines()]
    return [(command.strip(), does) for command, _, does in pairs]


def lines(shown: Page, locale: Locale, columns: int) -> Iterator[str]:
    """A page of help for a terminal of so many columns."""
    yield from hung(f"{say(locale, 'help.usage')}: ", shown.usage, columns)
    yield ""
    yield from (f"  {line}" for line in wrap(shown.about, columns - 2))
    for section in shown.sections:
        yield ""
        yield f"{section.title}:"
        broad = min(max(cells(row[0]) for row in section.rows), _NAMES)
        broad = 0 if section.is_verbatim or columns - broad - 4 < _TEXT else broad
        for name, text in section.rows:
            if cells(name) <= broad:
                yield from hung(f"  {name}{' ' * (broad - cells(name))}  ", text, columns)
            else:
                yield f"  {name}"
                yield from hung(" " * (broad + 4 if broad else 6), text, columns)


def write(locale: Locale, ctx: Any, formatter: Any) -> None:
    """Write the help of a command as typer asks for it."""
    formatter.write("\n".join(lines(page(ctx, locale), locale, width(30, 80))))


def contexts(root: Any) -> Iterator[Any]:
    """The typer context of haegi, of every command, and of every command of a group."""
    yield root
    for name, each in root.command.commands.items():
        group = each.make_context(name, [], parent=root, resilient_parsing=True)
        yield group
        for inner, one in getattr(each, "commands", {}).items():
            yield one.make_context(inner, [], parent=group, resilient_parsing=True)


def manual(root: Any, version: str) -> str:
    """The manual page of haegi and all its commands, for `man haegi`: roff, without a day, so that it is built alike."""
    rows = [f'.TH HAEGI 1 "" "haegi {version}"', ".SH NAME", _roff(f"haegi - {root.command.help}")]
    for ctx in contexts(root):
        shown = page(ctx, "en")
        rows += [f".SH {ctx.command_path.upper()}", _roff(shown.usage), ".PP", _roff(shown.about)]
        for section in shown.sections:
            rows.append(f".SS {_roff(section.title)}")
            rows += [row for name, about in section.rows for row in (".TP", rf"\fB{_roff(name)}\fR", _roff(about))]
    return "\n".join(rows) + "\n"


def _roff(text: str) -> str:
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped[:1] in ("'", ".") else escaped


#: What typer says of words it can't take, and the same in the language of the interface.
_WRONG = (
    (r"No such option: (.*)", "usage.no-option"),
    (r"No such command '(.*?)'", "usage.no-command"),
    (r"Option '(.*)' requires", "usage.lacks-value"),
    (r"Option '(.*)' does not take", "usage.takes-none"),
    (r"Got unexpected extra argument\(s\) \((.*)\)", "usage.too-many"),
)


def refusal(error: Any, locale: Locale) -> Iterator[str]:
    """What is wrong with the words of a command, as typer found it; for a group without a command its help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        yield error.message
        return
    if error.ctx:
        name, _, rest = error.ctx.command_path.partition(" ")
        yield f"{say(locale, 'help.usage')}: {page(error.ctx, locale).usage}"
        yield say(locale, "usage.help", command=f"{name} help {rest}".rstrip())
    yield _wrong(error, locale)


def _wrong(error: Any, locale: Locale) -> str:
    if param := getattr(error, "param", None):
        flag = param.metavar if param.param_type_name == "argument" else param.opts[0]
        if type(error).__name__ == "MissingParameter":
            return say(locale, "usage.missing", name=flag)
        key = "usage.no-number" if param.max is None else "usage.not-between"
        return say(locale, key, name=flag, least=param.min, most=param.max)
    found = ((re.match(pattern, error.message), key) for pattern, key in _WRONG)
    name, key = next(((match[1], key) for match, key in found if match), ("", ""))
    if not key:
        return str(error.message)
    command = error.ctx.command if error.ctx else None
    known = [*getattr(command, "commands", ()), *(flag for param in getattr(command, "params", ()) for flag in param.opts)]
    near = nearest(name, [each for each in known if each.startswith("-") == name.startswith("-")])
    told = say(locale, key, name=visible(name))
    return f"{told} {say(locale, 'faults.near', near=near)}" if near else told
