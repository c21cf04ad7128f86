"""`haegi coach`. In plain words it is run without typer, see `haegi.cli.app.plain_coach`."""

from __future__ import annotations

from typing import Annotated

import typer

from haegi.cli.options import CallCase, CallDay, Face, PlaybookName, text


def coach(
    ctx: typer.Context,
    playbook: PlaybookName = "",
    case: CallCase = "",
    face: Face = "",
    date_: CallDay = "",
    listen: Annotated[str, text("--listen", metavar="FILE|-", help_="cli.coach.listen")] = "",
) -> None:
    from haegi.cli import call_run

    call_run.coach(ctx.obj, playbook, case, face, date_, listen)
