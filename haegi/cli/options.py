"""The options and arguments that several commands share, each declared once."""

from __future__ import annotations

from typing import Annotated, Any

import typer


def text(*flags: str, metavar: str, help_: str) -> Any:
    """An option whose value is a text; empty where it is not given, which the help does not show."""
    return typer.Option(*flags, metavar=metavar, help=help_, show_default=False)


PlaybookName = Annotated[str, typer.Argument(metavar="[PLAYBOOK]", help="cli.playbook", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="cli.json")]
Force = Annotated[bool, typer.Option("--force", help="cli.case.force")]
CaseName = Annotated[str, text("--case", metavar="NAME", help_="cli.case.name")]
CallCase = Annotated[str, text("--case", metavar="NAME", help_="cli.coach.case")]
CallDay = Annotated[str, text("--date", metavar="YYYY-MM-DD", help_="cli.coach.date")]
Face = Annotated[str, text("--face", metavar="screen|lines", help_="cli.coach.face")]
Fee = Annotated[str, text("--fee", metavar="AMOUNT", help_="cli.offer.fee")]
Horizon = Annotated[int, typer.Option("--horizon", min=0, max=120, help="cli.plan.horizon", show_default=False)]
#: Lists are given as defaults: `Annotated` would want one list for all calls.
RATES = typer.Option([], "--rate", metavar="NAME=RATE", help="cli.plan.rate")
