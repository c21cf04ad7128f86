"""`haegi case`: the matter over several calls."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext, redirect_stdout
from dataclasses import replace
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

import typer

from haegi.cli import context
from haegi.errors import Failure, Usage

if TYPE_CHECKING:
    from haegi.call.case import Case
    from haegi.storage.store import Store

Name = typer.Argument("", metavar="[NAME]", help="cli.case.name", show_default=False)
ByOption = typer.Option("", "--case", hidden=True)
Json = typer.Option(False, "--json", help="cli.json")
Today = typer.Option("", "--date", metavar="YYYY-MM-DD", help="cli.case.date", show_default=False)


def build() -> typer.Typer:
    """The commands of the group."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for function in (new, show, edit, remove, export, remind):
        app.command(function.__name__, help=f"cli.case.{function.__name__}")(function)
    app.command("list", help="cli.case.list")(list_)
    app.command("import", help="cli.case.import")(import_)
    return app


def _given(text: str) -> Any:
    """An option for a slot of the usual Korean contract; all of them may be left out."""
    return typer.Option("", f"--{text}", metavar=text.upper(), help=f"cli.case.{text}", show_default=False)


def new(
    name: str = Name,
    by_option: str = ByOption,
    playbook: str = typer.Option("", "--playbook", metavar="PLAYBOOK", help="cli.playbook", show_default=False),
    from_: str = typer.Option("", "--from", metavar="FILE", help="cli.case.from", show_default=False),
    carrier: str = _given("carrier"),
    product: str = _given("product"),
    fee: str = _given("fee"),
    end_internet: str = _given("end-internet"),
    end_tv: str = _given("end-tv"),
    end_device: str = _given("end-device"),
    target: str = _given("target"),
    reservation: str = _given("reservation"),
    quote: list[str] = typer.Option([], "--quote", metavar="TEXT", help="cli.case.quote"),
    set_: list[str] = typer.Option([], "--set", metavar="NAME=VALUE", help="cli.case.set"),
    horizon: int = typer.Option(36, "--horizon", min=1, max=120, help="cli.case.horizon"),
    json: bool = Json,
) -> None:
    from haegi.cli import casejson, naming
    from haegi.cli.live import DEFAULT
    from haegi.cli.prompts import case as case_prompts
    from haegi.cli.views import case as case_view

    given = case_view.Given(
        {"carrier": carrier, "product": product, "fee": fee, "end_internet": end_internet, "end_tv": end_tv,
         "end_device": end_device, "target": target, "reservation": reservation},
        quote, set_,
    )  # fmt: skip
    store = context.store()
    name = name or by_option
    with redirect_stdout(sys.stderr) if json else nullcontext():  # questions are talk: the answer is the document alone
        if from_:
            case = case_view.from_file(File(from_), name, playbook or DEFAULT, store)
        elif given.is_empty():
            case = case_prompts.asked(name, playbook, store)
        else:
            case = naming.named(name, playbook or DEFAULT, store)
        case = case_view.with_given(case, given)
        case = case if from_ else replace(case, horizon_months=horizon)
    store.add(case, context.now())
    if json:
        context.answer_json(casejson.document(store, case))
    else:
        context.out(context.say("case.made", name=case.name))


def edit(
    name: str = Name,
    by_option: str = ByOption,
    carrier: str = _given("carrier"),
    product: str = _given("product"),
    fee: str = _given("fee"),
    end_internet: str = _given("end-internet"),
    end_tv: str = _given("end-tv"),
    end_device: str = _given("end-device"),
    target: str = _given("target"),
    reservation: str = _given("reservation"),
    quote: list[str] = typer.Option([], "--quote", metavar="TEXT", help="cli.case.quote"),
    set_: list[str] = typer.Option([], "--set", metavar="NAME=VALUE", help="cli.case.set"),
    horizon: int = typer.Option(0, "--horizon", min=0, max=120, help="cli.case.horizon", show_default=False),
    kept: list[int] = typer.Option([], "--kept", metavar="N", help="cli.case.kept", show_default=False),
    not_kept: list[int] = typer.Option([], "--not-kept", metavar="N", help="cli.case.not-kept", show_default=False),
) -> None:
    from haegi.cli.prompts import case as case_prompts
    from haegi.cli.views import case as case_view
    from haegi.cli.views.promises import with_kept

    store = context.store()
    case = pick(store, name or by_option)
    given = case_view.Given(
        {"carrier": carrier, "product": product, "fee": fee, "end_internet": end_internet, "end_tv": end_tv,
         "end_device": end_device, "target": target, "reservation": reservation},
        quote, set_,
    )  # fmt: skip
    asks = given.is_empty() and not (horizon or kept or not_kept)
    changed = case_prompts.asked_again(case) if asks else case_view.with_given(case, given)
    if asks and changed == case:
        raise Failure("case.nothing-to-change", name=case.name)
    changed = with_kept(changed, store.calls(case.name), kept, not_kept)
    store.change(replace(changed, horizon_months=horizon) if horizon else changed, context.now())
    context.out(context.say("case.changed", name=case.name))


def list_(date_: str = Today, json: bool = Json) -> None:
    from haegi.cli import casejson
    from haegi.cli.views import case as case_view
    from haegi.cli.views.promises import due_lines

    store, today = context.reading(), context.day(date_)
    cases = store.cases()
    if json:
        context.answer_json({"cases": [casejson.row(store, case, today) for case in cases]})
    elif not cases:
        context.talk(context.say("case.empty"))
    for case in () if json else cases:
        context.out("\n  ! ".join([case_view.line(store, case, today), *due_lines(case, store.calls(case.name), today)]))


def show(name: str = Name, by_option: str = ByOption, date_: str = Today, json: bool = Json) -> None:
    from haegi.cli import casejson
    from haegi.cli.views import case as case_view

    store, today = context.reading(), context.day(date_)
    case = pick(store, name or by_option)
    if json:
        context.answer_json(casejson.document(store, case, today))
    else:
        context.out("\n".join(case_view.shown(store, case, today)))


def remove(
    name: str = typer.Argument(..., metavar="NAME", help="cli.case.name"),
    yes: bool = typer.Option(False, "--yes", "-y", help="cli.case.yes"),
) -> None:
    store = context.store()
    case = store.case(name)
    if not yes and _ask(context.say("case.sure", name=case.name)).strip() != case.name:
        context.out(context.say("case.kept", name=case.name))
        return
    store.remove(case.name)
    context.out(context.say("case.removed", name=case.name))


def export(
    name: str = Name,
    by_option: str = ByOption,
    output: str = typer.Option(
        "", "-o", "--output", metavar="FILE", help="cli.case.output", show_default=False
    ),
    force: bool = typer.Option(False, "--force", help="cli.case.force"),
    letter: bool = typer.Option(False, "--letter", help="cli.letter"),
    format_: str = typer.Option(
        "", "--format", metavar="md|html|pdf|txt", help="cli.letter.format", show_default=False
    ),
    lang: str = typer.Option("", "--lang", metavar="ko|en", help="cli.letter.lang", show_default=False),
    date_: str = typer.Option("", "--date", metavar="YYYY-MM-DD", help="cli.letter.date", show_default=False),
) -> None:
    from haegi.storage.case_file import exported

    store = context.reading()
    case = pick(store, name or by_option)
    if letter:
        from haegi.cli import lettering

        lettering.export(case, store.calls(case.name), lettering.Wanted(output, format_, lang, date_, force))
        return
    for option, given in (("--format", format_), ("--lang", lang), ("--date", date_)):
        if given:
            raise Usage("letter.only", option=option)
    body = exported(case, store.calls(case.name), store.decisions(case.name))
    _deliver(body, output, f"{case.name}.json", force=force)


def import_(file: str = typer.Argument(..., metavar="FILE", help="cli.case.file")) -> None:
    from haegi.storage.case_file import imported

    store = context.store()
    case, calls, decisions = imported(File(file), context.typed)
    store.bring(case, calls, decisions, context.now())
    context.out(context.say("case.read-in", name=case.name, calls=len(calls)))


def remind(
    name: str = Name,
    by_option: str = ByOption,
    output: str = typer.Option(
        "", "-o", "--output", metavar="FILE", help="cli.case.output", show_default=False
    ),
    force: bool = typer.Option(False, "--force", help="cli.case.force"),
    date_: str = Today,
) -> None:
    from haegi.call.case import moment
    from haegi.cli.views.promises import due_lines, reminders
    from haegi.storage.calendar import calendar

    store = context.reading()
    case = pick(store, name or by_option)
    for line in due_lines(case, store.calls(case.name), context.day(date_)):
        context.talk(line)
    kept = list(reminders(store, case))
    if not kept:
        raise Failure("case.no-reminder", name=case.name)
    _deliver(calendar(kept, moment(context.now())), output, f"haegi-{case.name}.ics", force=force)


def pick(store: Store, name: str) -> Case:
    """The case of this name, else the one touched last."""
    if name:
        return store.case(name)
    cases = store.cases()
    if not cases:
        raise Failure("case.empty")
    return cases[0]


def _deliver(body: bytes, output: str, usual: str, *, force: bool) -> None:
    """An answer as bytes: to the file asked for, else to one with a telling name in this folder."""
    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(body)
        return
    safe = "".join(char if char.isalnum() or char in "-_." else "-" for char in usual)
    path = File(output or safe)
    context.write_file(path, body, force=force)
    context.out(context.say("case.written", path=str(path)))


def _ask(question: str) -> str:
    sys.stdout.write(question)
    sys.stdout.flush()
    return next(_lines(), "")


def _lines() -> Iterator[str]:
    while line := sys.stdin.readline():
        yield line.rstrip("\n")
