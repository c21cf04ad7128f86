"""`haegi coach`. In plain words it is run without typer, see `haegi.cli.app.plain_coach`."""

from __future__ import annotations

import typer


def coach(
    ctx: typer.Context,
    playbook: str = typer.Argument("", metavar="[PLAYBOOK]", help="cli.playbook", show_default=False),
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.coach.case", show_default=False),
    face: str = typer.Option("", "--face", metavar="screen|lines", help="cli.coach.face", show_default=False),
    date_: str = typer.Option("", "--date", metavar="YYYY-MM-DD", help="cli.coach.date", show_default=False),
) -> None:
    from haegi.cli import call_run

    call_run.coach(ctx.obj, playbook, case, face, date_)
