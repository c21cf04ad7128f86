"""`haegi coach`. In plain words it is run without typer, see `haegi.cli.app.plain_coach`."""

from __future__ import annotations

import typer

from haegi.cli.options import CallCase, CallDay, Face, PlaybookName


def coach(
    ctx: typer.Context, playbook: PlaybookName = "", case: CallCase = "", face: Face = "", date_: CallDay = ""
) -> None:
    from haegi.cli import call_run

    call_run.coach(ctx.obj, playbook, case, face, date_)
