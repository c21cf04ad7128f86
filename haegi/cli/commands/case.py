"""`haegi case`: the matter over several calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from inspect import Parameter, Signature, signature
from pathlib import Path as File
from typing import Any

import typer

from haegi.call.case import Case, moment
from haegi.call.slots import Given, Reader, new_case, with_kept
from haegi.cli.call_run import Answers
from haegi.cli.context import DEFAULT, Context, playbook_reference
from haegi.cli.prompts import case as case_prompts
from haegi.cli.views import case as case_view
from haegi.cli.views.case import note_carrier
from haegi.cli.views.promises import due_lines, reminders
from haegi.errors import Failure, Usage
from haegi.files.recovery import fitted
from haegi.files.yaml_reader import load
from haegi.storage.calendar import SEOUL, calendar
from haegi.storage.case_file import CaseText, exported, imported
from haegi.storage.store import Store
from haegi.text.pii import scrubbed

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Name = typer.Argument("", metavar="[NAME]", help="cli.case.name", show_default=False)
ByOption = typer.Option("", "--case", hidden=True)
Json = typer.Option(False, "--json", help="cli.json")
Today = typer.Option("", "--date", metavar="YYYY-MM-DD", help="cli.case.date", show_default=False)
Output = typer.Option("", "-o", "--output", metavar="FILE", help="cli.case.output", show_default=False)
Force = typer.Option(False, "--force", help="cli.case.force")

#: The slots of the usual Korean contract, each an option; all of them may be left out.
SLOTS = ("carrier", "product", "fee", "end_internet", "end_tv", "end_device", "target", "reservation")
_SLOT_OPTIONS = {
    **{
        name: ("str", typer.Option("", f"--{option}", metavar=option.upper(), help=f"cli.case.{option}", show_default=False))
        for name, option in ((name, name.replace("_", "-")) for name in SLOTS)
    },
    "quote": ("list[str]", typer.Option([], "--quote", metavar="TEXT", help="cli.case.quote")),
    "set_": ("list[str]", typer.Option([], "--set", metavar="NAME=VALUE", help="cli.case.set")),
}  # fmt: skip


def takes_slots(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options for slots and quotes; it gets them all as `given`."""

    def run(**params: Any) -> None:
        slots = {name: params.pop(name) for name in SLOTS}
        command(given=Given(slots, params.pop("quote"), params.pop("set_")), **params)

    options = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=option, annotation=kind)
        for name, (kind, option) in _SLOT_OPTIONS.items()
    ]
    own = [param.replace(kind=Parameter.KEYWORD_ONLY) for param in signature(command).parameters.values()]
    at = [param.name for param in own].index("given")
    params = [*own[:at], *options, *own[at + 1 :]]
    run.__dict__["__signature__"] = Signature(params)
    run.__annotations__ = {param.name: param.annotation for param in params}
    return run


@app.command("new", help="cli.case.new")
@takes_slots
def new(
    ctx: typer.Context,
    name: str = Name,
    by_option: str = ByOption,
    playbook: str = typer.Option("", "--playbook", metavar="PLAYBOOK", help="cli.playbook", show_default=False),
    from_: str = typer.Option("", "--from", metavar="FILE", help="cli.case.from", show_default=False),
    *,
    given: Given,
    horizon: int = typer.Option(36, "--horizon", min=1, max=120, help="cli.case.horizon"),
    json: bool = Json,
) -> None:
    context: Context = ctx.obj
    # Questions are talk: with --json the answer is the document alone.
    asking = context._replace(stdout=context.stderr) if json else context
    store = context.store()
    case = _made(asking, store, name or by_option, playbook, given, from_)
    case = case if from_ else replace(case, horizon_months=horizon)
    store.add(case, context.now())
    if json:
        context.answer_json(case_view.document(context, store, case, context.day()))
    else:
        context.out(context.say("case.made", name=case.name))


@app.command("show", help="cli.case.show")
def show(
    ctx: typer.Context, name: str = Name, by_option: str = ByOption, date_: str = Today, json: bool = Json
) -> None:
    context: Context = ctx.obj
    store, today = context.reading(), context.day(date_)
    case = pick(store, name or by_option)
    if json:
        context.answer_json(case_view.document(context, store, case, today))
    else:
        context.out("\n".join(case_view.shown(context, store, case, today)))


@app.command("edit", help="cli.case.edit")
@takes_slots
def edit(
    ctx: typer.Context,
    name: str = Name,
    by_option: str = ByOption,
    *,
    given: Given,
    horizon: int = typer.Option(0, "--horizon", min=0, max=120, help="cli.case.horizon", show_default=False),
    kept: list[int] = typer.Option([], "--kept", metavar="N", help="cli.case.kept", show_default=False),
    not_kept: list[int] = typer.Option([], "--not-kept", metavar="N", help="cli.case.not-kept", show_default=False),
) -> None:
    context: Context = ctx.obj
    store = context.store()
    case = pick(store, name or by_option)
    asks = given.is_empty() and not (horizon or kept or not_kept)
    changed = case_prompts.filled(context, case, Answers(context)) if asks else _filled(context, case, given)
    if asks and changed == case:
        raise Failure("case.nothing-to-change", name=case.name)
    changed = with_kept(changed, store.calls(case.name), kept, not_kept)
    store.change(replace(changed, horizon_months=horizon) if horizon else changed, context.now())
    context.out(context.say("case.changed", name=case.name))


@app.command("remove", help="cli.case.remove")
def remove(
    ctx: typer.Context,
    name: str = typer.Argument(..., metavar="NAME", help="cli.case.name"),
    yes: bool = typer.Option(False, "--yes", "-y", help="cli.case.yes"),
) -> None:
    context: Context = ctx.obj
    store = context.store()
    case = store.case(name)
    if not yes:
        context.stdout.write(context.say("case.sure", name=case.name))
        context.stdout.flush()
        if context.stdin.readline().strip() != case.name:
            context.out(context.say("case.kept", name=case.name))
            return
    store.remove(case.name)
    context.out(context.say("case.removed", name=case.name))


@app.command("export", help="cli.case.export")
def export(
    ctx: typer.Context,
    name: str = Name,
    by_option: str = ByOption,
    output: str = Output,
    force: bool = Force,
    letter: bool = typer.Option(False, "--letter", help="cli.letter"),
    format_: str = typer.Option("", "--format", metavar="md|html|pdf|txt", help="cli.letter.format", show_default=False),
    lang: str = typer.Option("", "--lang", metavar="ko|en", help="cli.letter.lang", show_default=False),
    date_: str = typer.Option("", "--date", metavar="YYYY-MM-DD", help="cli.letter.date", show_default=False),
) -> None:
    context: Context = ctx.obj
    store = context.reading()
    case = pick(store, name or by_option)
    calls = store.calls(case.name)
    if letter:
        body, usual = case_view.letter_of(context, case, calls, format_, output, lang, context.day(date_))
        context.deliver(body, output, usual, force=force)
        return
    for option, value in (("--format", format_), ("--lang", lang), ("--date", date_)):
        if value:
            raise Usage("letter.only", option=option)
    context.deliver(exported(case, calls, store.decisions(case.name)), output, f"{case.name}.json", force=force)


@app.command("remind", help="cli.case.remind")
def remind(
    ctx: typer.Context,
    name: str = Name,
    by_option: str = ByOption,
    output: str = Output,
    force: bool = Force,
    date_: str = Today,
) -> None:
    context: Context = ctx.obj
    store = context.reading()
    case = pick(store, name or by_option)
    for line in due_lines(context, case, store.calls(case.name), context.day(date_)):
        context.talk(line)
    dates = list(reminders(context, store, case))
    if not dates:
        raise Failure("case.no-reminder", name=case.name)
    zone = SEOUL if case.currency == "KRW" else None
    context.deliver(calendar(dates, moment(context.now()), zone), output, f"haegi-{case.name}.ics", force=force)


@app.command("list", help="cli.case.list")
def list_(ctx: typer.Context, date_: str = Today, json: bool = Json) -> None:
    context: Context = ctx.obj
    store, today = context.reading(), context.day(date_)
    cases = store.cases()
    if json:
        context.answer_json({"cases": [case_view.row(store, case, today) for case in cases]})
    elif not cases:
        context.talk(context.say("case.empty"))
    else:
        for case in cases:
            context.out("\n  ! ".join(case_view.listed(context, store, case, today)))


@app.command("import", help="cli.case.import")
def import_(ctx: typer.Context, file: str = typer.Argument(..., metavar="FILE", help="cli.case.file")) -> None:
    context: Context = ctx.obj
    store = context.store()
    case, calls, decisions = imported(File(file), context.typed)
    store.bring(case, calls, decisions, context.now())
    context.out(context.say("case.read-in", name=case.name, calls=len(calls)))


def pick(store: Store, name: str) -> Case:
    """The case of this name, else the one touched last."""
    if name:
        return store.case(name)
    cases = store.cases()
    if not cases:
        raise Failure("case.empty")
    return cases[0]


def _made(context: Context, store: Store, name: str, playbook: str, given: Given, file: str) -> Case:
    """A new case from a file, from options, or, where nothing is given, from answers."""
    def named(name: str, playbook: str) -> Case:
        book = context.playbook(playbook)
        return new_case(name, playbook_reference(playbook), book, context.day(), store.find)

    if not file and given.is_empty():
        answers = Answers(context)
        return case_prompts.filled(context, named(name, playbook or case_prompts.which_call(context, answers)), answers)
    if not file:
        return _filled(context, named(name, playbook or DEFAULT), given)
    text = fitted(scrubbed(asdict(load(File(file), CaseText).model), context.typed), CaseText)
    case = named(name or text.name, text.playbook or playbook or DEFAULT)
    reader = _reader(context, case)
    slots = {slot: reader.value(slot, str(value), case.currency) for slot, value in text.slots.items()}
    quotes = tuple(reader.written_quote(vars(quote), case.currency) for quote in text.quotes)
    return _filled(context, replace(case, slots=slots, quotes=quotes, horizon_months=text.horizon_months), given)


def _reader(context: Context, case: Case) -> Reader:
    return Reader(context.playbook(case.playbook), context.day(), context.locale)


def _filled(context: Context, case: Case, given: Given) -> Case:
    reader = _reader(context, case)
    changed = reader.filled(case, given)
    for quote in changed.quotes:
        if not quote.seen:
            context.talk(context.say("quote.undated-case", provider=quote.provider, name=case.name))
    note_carrier(context, reader.book, case.slots, changed.slots)
    return changed
