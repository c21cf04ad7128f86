"""The options and arguments that several commands share, each declared once, and what a shell completes them with."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from haegi.cli.context import Context
from haegi.errors import HaegiError

Values = Callable[[typer.Context], list[Any]]


def completed(found: Callable[[Context], Iterable[str | tuple[str, str]]]) -> Values:
    """What a shell offers for a value, a word on each beside it; nothing where something is wrong: whom to tell?"""

    def values(ctx: typer.Context) -> list[Any]:
        try:
            return [value if isinstance(value, tuple) else _as_one_word(value) for value in found(ctx.obj)]
        except HaegiError:
            return []

    return values


def _as_one_word(value: str) -> str:
    """A name that bash would take for several words; the other shells see to that themselves."""
    return re.sub(r"(?=[^\w./-])", r"\\", value) if os.environ.get("_HAEGI_COMPLETE") == "complete_bash" else value


def _cases(context: Context) -> Iterable[str]:
    from haegi.storage.store import Store

    path = context.home / "haegi.db"
    return context._opened(Store.aside(path)).names() if path.is_file() else ()


def _personas(context: Context) -> Iterable[str]:
    from haegi.files.resources import named_personas

    return (path.stem for path in named_personas(context.home))


CASES, PERSONAS = completed(_cases), completed(_personas)
PLAYBOOKS = completed(lambda context: context.titles().items())


def text(*flags: str, metavar: str, help_: str, values: Values | None = None) -> Any:
    """An option whose value is a text; empty where it is not given, which the help does not show.

    Where the metavar is a choice, that is what a shell offers.
    """
    choice = metavar.split("|") if "|" in metavar and metavar.islower() else []
    offered = completed(lambda _: choice) if choice else values
    return typer.Option(*flags, metavar=metavar, help=help_, autocompletion=offered)


PlaybookName = Annotated[str, typer.Argument(metavar="PLAYBOOK", help="cli.playbook", autocompletion=PLAYBOOKS)]
Json = Annotated[bool, typer.Option("--json", help="cli.json")]
Force = Annotated[bool, typer.Option("--force", help="cli.case.force")]
CaseName = Annotated[str, text("--case", metavar="NAME", help_="cli.case.name", values=CASES)]
CallCase = Annotated[str, text("--case", metavar="NAME", help_="cli.coach.case", values=CASES)]
CallDay = Annotated[str, text("--date", metavar="YYYY-MM-DD", help_="cli.coach.date")]
Face = Annotated[str, text("--face", metavar="screen|lines", help_="cli.coach.face")]
Fee = Annotated[str, text("--fee", metavar="AMOUNT", help_="cli.offer.fee")]
Horizon = Annotated[int, typer.Option("--horizon", metavar="N", min=0, max=120, help="cli.plan.horizon")]
#: Lists are given as defaults: `Annotated` would want one list for all calls.
RATES = typer.Option([], "--rate", metavar="NAME=RATE", help="cli.plan.rate")
