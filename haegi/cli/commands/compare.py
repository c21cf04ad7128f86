"""`haegi compare`: stay, switch, budget carrier, do nothing, side by side; from a file, a case or answers."""

from __future__ import annotations

import shutil
from typing import Any

import typer

from haegi.cli import context


def _sum(option: str) -> Any:
    return typer.Option("", f"--{option}", metavar="AMOUNT", help=f"cli.compare.{option}", show_default=False)


def compare(
    file: str = typer.Argument("", metavar="[FILE]", help="cli.compare.file", show_default=False),
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.case.name", show_default=False),
    parts: bool = typer.Option(False, "--parts", help="cli.compare.parts"),
    rate: list[str] = typer.Option([], "--rate", metavar="NAME=RATE", help="cli.plan.rate"),
    fee: str = typer.Option("", "--fee", metavar="AMOUNT", help="cli.offer.fee", show_default=False),
    horizon: int = typer.Option(0, "--horizon", min=0, max=120, help="cli.plan.horizon", show_default=False),
    bother: str = _sum("bother"),
    lost_bundle: str = _sum("lost-bundle"),
    install_fee: str = _sum("install-fee"),
    penalty: str = _sum("penalty"),
    budget_fee: str = _sum("budget-fee"),
    decide: str = typer.Option("", "--decide", metavar="TEXT", help="cli.compare.decide", show_default=False),
    follow_up: str = typer.Option("", "--follow-up", metavar="DATE", help="cli.compare.follow-up", show_default=False),
    save: str = typer.Option("", "--save", metavar="FILE", help="cli.compare.save", show_default=False),
    force: bool = typer.Option(False, "--force", help="cli.case.force"),
    json: bool = typer.Option(False, "--json", help="cli.json"),
) -> None:
    from haegi.cli import comparejson, comparework, deciding
    from haegi.cli.prompts.compare import Save
    from haegi.cli.views import compare as compare_view

    costs = {"bother": bother, "lost_bundle": lost_bundle, "install": install_fee, "penalty": penalty}
    given = comparework.Given(fee, horizon, budget_fee, rate, costs)
    matter = comparework.matter(file, case)
    wish = deciding.wish(decide, follow_up, matter)
    answer = comparework.answered(file, matter, given, Save(save, force))
    if wish:
        answer = deciding.decided(answer, wish)
    if json:
        context.answer_json(comparejson.document(answer))
    else:
        width = max(30, min(shutil.get_terminal_size().columns, 100))
        context.out("\n".join(compare_view.lines(answer, width, parts=parts)))
