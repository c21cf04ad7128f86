"""`haegi offer`: how an offer was read, what it is worth, and what each number is made of."""

from __future__ import annotations

import typer


def offer(
    text: list[str] = typer.Argument(..., metavar="TEXT", help="cli.offer.text", show_default=False),
    fee: str = typer.Option("", "--fee", metavar="AMOUNT", help="cli.offer.fee", show_default=False),
    horizon: int = typer.Option(0, "--horizon", min=0, max=120, help="cli.plan.horizon", show_default=False),
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.offer.case", show_default=False),
    rate: list[str] = typer.Option([], "--rate", metavar="NAME=RATE", help="cli.plan.rate"),
    json: bool = typer.Option(False, "--json", help="cli.json"),
) -> None:
    from haegi.cli.views import offer as offer_view

    asked = offer_view.asked(fee, horizon, case, rate)
    words = offer_view.words(text)
    if words == "-":
        offer_view.stream(asked, json=json)
    else:
        offer_view.answer(words, asked, json=json)
