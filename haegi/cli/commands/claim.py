"""`haegi claim`: what an outage or a slow line is owed, step by step, and the sentence to say it with."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from fractions import Fraction
from typing import TYPE_CHECKING

import typer

from haegi.cli import context
from haegi.errors import Failure, Usage

if TYPE_CHECKING:
    from haegi.call.case import Case
    from haegi.money.compensation import Compensation, Waiver
    from haegi.money.market import Market
    from haegi.money.money import Money
    from haegi.playbook.guard import Value

_MINIMUM = "speed-minimum-kt"


def claim(
    down: list[str] = typer.Option([], "--down", metavar="TEXT", help="cli.claim.down"),
    tests: str = typer.Option("", "--tests", metavar="TEXT", help="cli.claim.tests", show_default=False),
    minimum: str = typer.Option("", "--minimum", metavar="SPEED", help="cli.claim.minimum", show_default=False),
    slow_days: int = typer.Option(1, "--slow-days", metavar="N", help="cli.claim.slow-days", show_default=False),
    fee: str = typer.Option("", "--fee", metavar="AMOUNT", help="cli.claim.fee", show_default=False),
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.claim.case", show_default=False),
    date_: str = typer.Option("", "--date", metavar="YYYY-MM-DD", help="cli.claim.date", show_default=False),
    json: bool = typer.Option(False, "--json", help="cli.json"),
) -> None:
    from haegi.cli.views import claim as claim_view
    from haegi.cli.views.amounts import sum_given
    from haegi.files.resources import shipped_market
    from haegi.money.compensation import waiver

    if bool(down) == bool(tests):
        raise Usage("claim.which")
    matter, today = context.store().case(case) if case else None, context.day(date_)
    monthly, market = sum_given(fee, matter, "fee", "claim.no-fee"), shipped_market("kr")
    found: Compensation | Waiver
    if down:
        found = _outages(down, monthly, today, given=bool(date_))
    else:
        from haegi.money.outages import read_tests

        least, published = _minimum(minimum, matter, market)
        found = replace(waiver(monthly, read_tests(tests), least, today, slow_days), published=published)
    if matter:
        _keep(found, matter)
    if json:
        context.answer_json(claim_view.document(found))
    else:
        width = max(40, min(shutil.get_terminal_size().columns, 80))
        context.out("\n".join(claim_view.lines(found, market, today, width)))


def _outages(texts: Sequence[str], fee: Money, today: date, *, given: bool) -> Compensation:
    """What the outages come to. On a day that was `given` all of it may have passed, else it is the time it is now."""
    from haegi.call.case import moment
    from haegi.money.compensation import compensation
    from haegi.money.outages import read_outage

    now = moment(context.now()).astimezone().replace(tzinfo=None)
    until = datetime.combine(today, time.max) if given else now
    return compensation(fee, [read_outage(text, today) for text in texts], until)


def _minimum(text: str, matter: Case | None, market: Market) -> tuple[Fraction, str]:
    """The guaranteed minimum in Mbps: as given, else by the id of its fact, for the product of the case."""
    from haegi.money.market import carrier_of
    from haegi.money.outages import read_speed

    if text:
        speed = read_speed(text)
        if speed is None:
            raise Failure("claim.test", text=text)
        return speed, ""
    slots = matter.slots if matter else {}
    plan = read_speed(str(slots.get("plan_speed", ""))) or read_speed(str(slots.get("product", "")), unit=True)
    published = market.facts[_MINIMUM]
    if plan and carrier_of(market, str(slots.get("carrier", ""))) in published.carriers:
        for figure in published.figures:
            if read_speed(figure.what.best("en")) == plan:
                return Fraction(figure.value), _MINIMUM
    raise Failure("claim.no-minimum")


def _keep(found: Compensation | Waiver, matter: Case) -> None:
    """Put the claim into the case, where its playbook asks for one; what an earlier one left is replaced."""
    from haegi.cli.views import claim as claim_view

    kept = claim_view.slots(found)
    if not set(kept) <= set(context.playbook(matter.playbook).playbook.slots):
        context.talk(context.say("claim.not-kept", playbook=matter.playbook))
        return
    slots: dict[str, Value] = {name: value for name, value in matter.slots.items() if name not in kept}
    slots |= {name: value for name, value in kept.items() if value is not None} | {"fee": found.fee.minor}
    context.store().change(replace(matter, slots=slots), context.now())
    context.talk(context.say("claim.kept", name=matter.name))
