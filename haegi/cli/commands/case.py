"""`haegi case`: the matter over several calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path as File
from typing import Annotated, NamedTuple

import typer

from haegi.call.case import Case, PastCall, moment
from haegi.call.slots import Given, Reader, new_case, with_kept
from haegi.cli.call_run import Answers
from haegi.cli.commands.sheet import RENDERERS, form_of
from haegi.cli.context import DEFAULT, Context, playbook_reference
from haegi.cli.options import CASES, PLAYBOOKS, Force, Json, text
from haegi.cli.prompts import case as case_prompts
from haegi.cli.views import case as case_view
from haegi.cli.views.case import due_lines, note_carrier, note_totals, reminders
from haegi.errors import Failure, StoreError, Usage
from haegi.files.recovery import fitted
from haegi.files.yaml_reader import load
from haegi.playbook.model import Playbook
from haegi.sheet.document import Document
from haegi.sheet.letter import Record, agreement
from haegi.sheet.letter import letter as letter_of
from haegi.storage.calendar import SEOUL, calendar
from haegi.storage.case_file import CaseText, exported, imported
from haegi.storage.store import Store
from haegi.text.i18n import Locale
from haegi.text.pii import scrubbed

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="cli.case.name", autocompletion=CASES)]
NewName = Annotated[str, typer.Argument(metavar="NAME", help="cli.case.new-name")]
ByOption = Annotated[str, typer.Option("--case", hidden=True, autocompletion=CASES)]
Today = Annotated[str, text("--date", metavar="YYYY-MM-DD", help_="cli.case.date")]
Output = Annotated[str, text("-o", "--output", metavar="FILE", help_="cli.case.output")]
#: The slots of the usual Korean contract, each an option; all of them may be left out.
SLOTS = ("carrier", "product", "fee", "end_internet", "end_tv", "end_device", "target", "reservation")
Carrier = Annotated[str, text("--carrier", metavar="NAME", help_="cli.case.carrier")]
Product = Annotated[str, text("--product", metavar="TEXT", help_="cli.case.product")]
Fee = Annotated[str, text("--fee", metavar="AMOUNT", help_="cli.case.fee")]
EndInternet = Annotated[str, text("--end-internet", metavar="DATE", help_="cli.case.end-internet")]
EndTv = Annotated[str, text("--end-tv", metavar="DATE", help_="cli.case.end-tv")]
EndDevice = Annotated[str, text("--end-device", metavar="DATE", help_="cli.case.end-device")]
Target = Annotated[str, text("--target", metavar="AMOUNT", help_="cli.case.target")]
Reservation = Annotated[str, text("--reservation", metavar="AMOUNT", help_="cli.case.reservation")]
QUOTES = typer.Option([], "--quote", metavar="TEXT", help="cli.case.quote")
OTHERS = typer.Option([], "--set", metavar="NAME=VALUE", help="cli.case.set")


@app.command("new", help="cli.case.new")
def new(
    ctx: typer.Context,
    name: NewName = "",
    by_option: ByOption = "",
    playbook: str = typer.Option("", "--playbook", metavar="PLAYBOOK", help="cli.playbook", autocompletion=PLAYBOOKS),
    from_: str = typer.Option("", "--from", metavar="FILE", help="cli.case.from"),
    carrier: Carrier = "", product: Product = "", fee: Fee = "",
    end_internet: EndInternet = "", end_tv: EndTv = "", end_device: EndDevice = "",
    target: Target = "", reservation: Reservation = "", quote: list[str] = QUOTES, set_: list[str] = OTHERS,
    horizon: int = typer.Option(36, "--horizon", metavar="N", min=1, max=120, help="cli.case.horizon"),
    json: Json = False,
) -> None:  # fmt: skip
    context: Context = ctx.obj
    texts = (carrier, product, fee, end_internet, end_tv, end_device, target, reservation)
    given = Given(dict(zip(SLOTS, texts, strict=True)), quote, set_)
    # Questions are talk: with --json the answer is the document alone.
    asking = context._replace(stdout=context.stderr) if json else context
    store = context.store()
    case = _made(asking, store, name or by_option, playbook, given, from_)
    case = case if from_ else replace(case, horizon_months=horizon)
    store.add(case, context.now())
    note_totals(context, None, case)
    if json:
        context.answer_json(case_view.document(context, store, case, context.day()))
    else:
        context.out(context.say("case.made", name=case.name))


@app.command("show", help="cli.case.show")
def show(ctx: typer.Context, name: Name = "", by_option: ByOption = "", date_: Today = "", json: Json = False) -> None:
    context: Context = ctx.obj
    store, today = context.reading(), context.day(date_)
    view = case_view.document if json else case_view.shown
    context.answer(view(context, store, pick(store, name or by_option), today))


@app.command("edit", help="cli.case.edit")
def edit(
    ctx: typer.Context,
    name: Name = "",
    by_option: ByOption = "",
    carrier: Carrier = "", product: Product = "", fee: Fee = "",
    end_internet: EndInternet = "", end_tv: EndTv = "", end_device: EndDevice = "",
    target: Target = "", reservation: Reservation = "", quote: list[str] = QUOTES, set_: list[str] = OTHERS,
    horizon: int = typer.Option(0, "--horizon", metavar="N", min=0, max=120, help="cli.case.horizon"),
    kept: list[int] = typer.Option([], "--kept", metavar="N", help="cli.case.kept"),
    not_kept: list[int] = typer.Option([], "--not-kept", metavar="N", help="cli.case.not-kept"),
) -> None:  # fmt: skip
    context: Context = ctx.obj
    texts = (carrier, product, fee, end_internet, end_tv, end_device, target, reservation)
    given = Given(dict(zip(SLOTS, texts, strict=True)), quote, set_)
    store = context.store()
    case = pick(store, name or by_option)
    asks = given.is_empty() and not (horizon or kept or not_kept)
    changed = case_prompts.filled(context, case, Answers(context)) if asks else _filled(context, case, given)
    if asks and changed == case:
        raise Failure("case.nothing-to-change", name=case.name)
    changed = with_kept(changed, store.calls(case.name), kept, not_kept)
    changed = replace(changed, horizon_months=horizon) if horizon else changed
    store.change(case, changed, context.now())
    note_totals(context, case, changed)
    context.out(context.say("case.changed", name=case.name))


@app.command("remove", help="cli.case.remove")
def remove(
    ctx: typer.Context,
    name: str = typer.Argument(..., metavar="NAME", help="cli.case.remove-name", autocompletion=CASES),
    yes: bool = typer.Option(False, "--yes", "-y", help="cli.case.yes"),
) -> None:
    context: Context = ctx.obj
    store = context.store()
    case = store.case(name)
    if not yes:
        context.stdout.write(context.say("case.sure", name=case.name))
        context.stdout.flush()
        if (context.line() or "").strip() != case.name:
            context.out(context.say("case.kept", name=case.name))
            return
    store.remove(case.name)
    context.out(context.say("case.removed", name=case.name))


@app.command("export", help="cli.case.export")
def export(
    ctx: typer.Context, name: Name = "", by_option: ByOption = "", output: Output = "", force: Force = False,
    letter: bool = typer.Option(False, "--letter", help="cli.letter"),
    agreed: bool = typer.Option(False, "--agreed", help="cli.agreed"),
    format_: Annotated[str, text("--format", metavar="md|html|pdf|txt", help_="cli.letter.format")] = "",
    lang: Annotated[str, text("--lang", metavar="ko|en", help_="cli.letter.lang")] = "",
    date_: str = typer.Option("", "--date", metavar="YYYY-MM-DD", help="cli.letter.date"),
) -> None:  # fmt: skip
    context: Context = ctx.obj
    store = context.reading()
    case = pick(store, name or by_option)
    calls = store.calls(case.name)
    if letter and agreed:
        raise Usage("letter.one-paper")
    if letter or agreed:
        paper = Paper("letter", letter_of, "md") if letter else Paper("agreed", agreement, "html")
        body, usual = _printed(context, paper, case, calls, format_, output, lang, context.day(date_))
        context.deliver(body, output, usual, force=force)
        return
    for option, value in (("--format", format_), ("--lang", lang), ("--date", date_)):
        if value:
            raise Usage("letter.only", option=option)
    context.deliver(exported(case, calls, store.decisions(case.name)), output, f"{case.name}.json", force=force)


class Paper(NamedTuple):
    """A paper made from a case: what its file is called after, what makes it, its usual format."""

    name: str
    made: Callable[[Playbook, Locale, Record], Document]
    form: str


def _printed(
    context: Context, paper: Paper, case: Case, calls: Sequence[PastCall], form: str, output: str, lang: str, today: date
) -> tuple[bytes, str]:
    """The draft of a letter of complaint, or what was agreed, and the usual name of its file. Raises Usage for a format or a
    language that there is not."""
    form = form_of(form, output, paper.form)
    book = context.playbook(case.playbook)
    languages: dict[str, Locale] = {"": book.language if paper.name == "letter" else context.locale, "ko": "ko", "en": "en"}
    if lang not in languages:
        raise Usage("letter.no-lang", text=lang)
    record = Record(case, calls, today, lambda at: moment(at).astimezone())
    return RENDERERS[form](paper.made(book, languages[lang], record)), f"haegi-{case.name}-{paper.name}.{form}"


@app.command("remind", help="cli.case.remind")
def remind(
    ctx: typer.Context, name: Name = "", by_option: ByOption = "", output: Output = "", force: Force = False,
    date_: Today = "",
) -> None:  # fmt: skip
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
def list_(ctx: typer.Context, date_: Today = "", json: Json = False) -> None:
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


@app.command("check", help="cli.case.check")
def check(
    ctx: typer.Context,
    output: str = typer.Option("", "-o", "--output", metavar="FILE", help="cli.case.backup"),
    force: Force = False,
    json: Json = False,
) -> None:
    context: Context = ctx.obj
    store = context.reading()
    if output:
        context.deliver(store.copy(), output, output, force=force, beside=json)
    damages = [context.say(key, **params) for key, params in store.damages()]
    context.answer({"damages": damages} if json else damages or [context.say("case.sound", count=len(store.names()))])
    if damages:
        raise StoreError("case.damaged", count=len(damages))


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
