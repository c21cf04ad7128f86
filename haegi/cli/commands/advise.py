"""`haegi advise`: what to do about what is on the table in a case, and why."""

from __future__ import annotations

import typer

from haegi.advice.advice import advise as advise_on
from haegi.advice.situation import situation
from haegi.cli.commands.case import pick
from haegi.cli.context import Context
from haegi.cli.views import advise as advise_view
from haegi.errors import Failure


def advise(
    ctx: typer.Context,
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.case.name", show_default=False),
    json: bool = typer.Option(False, "--json", help="cli.json"),
) -> None:
    context: Context = ctx.obj
    store = context.reading()
    if not case and not store.cases():
        raise Failure("advice.no-case")
    known = pick(store, case)
    now = situation(known, store.calls(known.name))
    advice = advise_on(now)
    if json:
        context.answer_json(advise_view.document(context, known, advice, now.alternative))
    else:
        context.out("\n".join(advise_view.lines(context, known, advice)))
