"""Every command's help: examples that can be typed as they stand, whole at 80 and at 40 columns, in both languages."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args

import pytest
from driver import Ran, inside
from tables import each_row

from haegi.cli.app import command
from haegi.cli.context import Context
from haegi.cli.help import contexts as every
from haegi.cli.help import examples, lines, manual, page
from haegi.errors import ExitCode
from haegi.text.i18n import Locale
from haegi.text.terminal import cells

LOCALES: tuple[Locale, ...] = get_args(Locale)


def contexts(locale: Locale) -> Iterator[Any]:
    return every(command(locale).make_context("haegi", [], resilient_parsing=True, obj=Context.here(locale)))


def parse(ctx: Any, words: list[str]) -> Any:
    """The context of the innermost command that these words name, its options read. Raises typer's usage errors."""
    while getattr(ctx.command, "commands", {}) and words:
        name, inner, words = ctx.command.resolve_command(ctx, words)
        ctx = inner.make_context(name, words, parent=ctx)
        words = [*ctx._protected_args, *ctx.args] if getattr(inner, "commands", {}) else []
    return ctx


@each_row("locale", LOCALES)
def test_every_command_has_examples_that_can_be_typed(locale: Locale) -> None:
    root = next(contexts(locale))
    for ctx in contexts(locale):
        pairs = examples(ctx.command_path, locale)
        assert 1 <= len(pairs) <= 4, ctx.command_path
        for typed, does in pairs:
            assert does, typed
            words = shlex.split(typed.partition(" | ")[2] or typed)
            assert words[0] == "haegi", typed
            read = parse(root, words[1:]) if words[1:2] != ["help"] else ctx
            assert ctx is root or f"{read.command_path} ".startswith(f"{ctx.command_path} "), typed


#: Examples that make what others need.
FIRST = ("case new", "playbook schema", "playbook new gym -o", "case export")
#: The files that the examples read.
OPTIONS = "name,kind,monthly_fee\nA,stay,33000\nB,switch,29700\n"
CALLS = {
    "en": "Agent: I can take ten dollars off your bill for 12 months.\nMe: Please send it in writing.\n",
    "ko": "상담원: 월 5천원 할인을 12개월 해 드릴게요.\n나: 조건을 문자로 보내 주세요.\n",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_example_works(locale: Locale, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing typed where they ask; what was exported is read in on another computer. `test_explore` explores."""
    monkeypatch.chdir(tmp_path)
    Path("options.csv").write_text(OPTIONS, "utf-8")
    Path("call.txt").write_text(CALLS[locale], "utf-8")
    typed = dict.fromkeys(one for ctx in contexts(locale) for one, _ in examples(ctx.command_path, locale))
    left_out = ("--explore", *(() if find_spec("numpy") else (" train ",)))  # the extra haegi[train]
    able = [one for one in typed if not any(part in one for part in left_out)]
    for example in sorted(able, key=lambda one: [start not in one for start in FIRST]):
        ran = inside(tmp_path / "other" if " import " in example else home, *shlex.split(example)[1:], lang=locale)
        assert ran.code == 0, (example, ran.err)


def test_both_languages_have_as_many_examples() -> None:
    counts = [[len(examples(ctx.command_path, locale)) for ctx in contexts(locale)] for locale in LOCALES]
    assert counts[0] == counts[1]


@each_row("width", [80, 40])
@each_row("locale", LOCALES)
def test_no_line_is_wider_than_the_terminal(locale: Locale, width: int) -> None:
    """But a command to be copied, which is not broken, and a name."""
    for ctx in contexts(locale):
        kept = [name for section in page(ctx, locale).sections for name, _ in section.rows]
        wide = [line for line in lines(page(ctx, locale), locale, width) if cells(line) > width]
        assert [line for line in wide if line.strip() not in kept] == [], ctx.command_path


@pytest.mark.parametrize("words", ["case new", "coach", "playbook", ""])
def test_help_of_a_command_is_its_help(words: str, home: Any) -> None:
    asked, told = inside(home, "help", *words.split(), lang="en"), inside(home, *words.split(), "--help", lang="en")
    assert asked == told
    assert (asked.code, asked.err) == (0, "")


def test_the_foot_names_codes_and_variables(home: Any) -> None:
    shown = inside(home, "--help", lang="en").out
    assert [name for name in ("HAEGI_HOME", "HAEGI_LANG", "NO_COLOR", "COLUMNS", "TERM") if name not in shown] == []
    assert [code for code in ExitCode if f"\n  {int(code)} " not in shown] == []


NEAR = [
    (("caoch",), "coach"),
    (("case", "shw"), "show"),
    (("coach", "retntion-kr"), "retention-kr"),
    (("rehearse", "--persona", "two-tir-desk"), "two-tier-desk"),
    (("case", "show", "hom"), "home"),
    (("compare", "--cse", "home"), "--case"),
    (("playbook", "keys", "stagess"), "stages"),
]


@pytest.mark.parametrize(("words", "meant"), NEAR)
def test_what_was_meant_is_named(words: tuple[str, ...], meant: str, home: Any) -> None:
    inside(home, "case", "new", "home", "--carrier", "KT")
    ran: Ran = inside(home, *words, lang="en")
    assert ran.code in (1, 2)
    assert f". Did you mean '{meant}'?" in " ".join(ran.err.split()), ran.err
    assert ran.err.count("Did you mean") == 1


def test_a_case_taken_for_a_file_is_named(haegi: Any) -> None:
    haegi("case", "new", "home", "--carrier", "KT")
    ran = haegi("compare", "home", lang="en")
    assert (ran.code, "haegi compare --case home" in ran.err) == (1, True)


def test_the_manual_has_every_command() -> None:
    text = manual(next(contexts("en")), "1.0")
    assert [ctx.command_path for ctx in contexts("en") if f"\n.SH {ctx.command_path.upper()}\n" not in text] == []
    assert [line for line in text.splitlines() if line.startswith("'")] == []
