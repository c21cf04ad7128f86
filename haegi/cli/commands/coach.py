"""The words of `haegi coach`; `haegi.cli.ringing` knows the plain ones without this module."""

from __future__ import annotations

import typer

from haegi.cli import live


def coach(
    playbook: str = typer.Argument("", metavar="[PLAYBOOK]", help="cli.playbook", show_default=False),
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.coach.case", show_default=False),
    face: str = typer.Option("", "--face", metavar="screen|lines", help="cli.coach.face", show_default=False),
    date_: str = typer.Option("", "--date", metavar="YYYY-MM-DD", help="cli.coach.date", show_default=False),
) -> None:
    live.coach(playbook, case, face, date_)
