"""`haegi advise`: what to do about what is on the table in a case, and why."""

from __future__ import annotations

import typer

from haegi.advice.advice import advise as advise_on
from haegi.advice.situation import situation
from haegi.cli.commands.case import pick
from haegi.cli.context import Context
from haegi.cli.options import CaseName, Json
from haegi.cli.views import advise as advise_view
from haegi.errors import Failure


def advise(ctx: typer.Context, case: CaseName = "", json: Json = False) -> None:
    context: Context = ctx.obj
    store = context.reading()
    if not case and not store.cases():
        raise Failure("advice.no-case")
    known = pick(store, case)
    now = situation(known, store.calls(known.name))
    view = advise_view.document if json else advise_view.lines
    context.answer(view(context, known, advise_on(now), now.alternative))
