"""`haegi claim`: what an outage or a slow line is owed, step by step, and the sentence to say it with."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from fractions import Fraction

import typer

from haegi.call.case import Case, moment
from haegi.cli.context import Context, width
from haegi.cli.options import CASES, Json
from haegi.cli.views import claim as claim_view
from haegi.cli.views.amounts import sum_given
from haegi.cli.views.claim import moment_words
from haegi.errors import Failure, Usage
from haegi.files.resources import shipped_market
from haegi.money.compensation import Compensation, Waiver, compensation, read_outage, read_tests, waiver
from haegi.money.market import Market, carrier_of
from haegi.playbook.guard import Value
from haegi.storage.store import Store
from haegi.text.units import read_speed

_MINIMUM = "speed-minimum-kt"


def claim(
    ctx: typer.Context,
    down: list[str] = typer.Option([], "--down", metavar="TEXT", help="cli.claim.down"),
    tests: str = typer.Option("", "--tests", metavar="TEXT", help="cli.claim.tests"),
    minimum: str = typer.Option("", "--minimum", metavar="SPEED", help="cli.claim.minimum"),
    slow_days: int = typer.Option(1, "--slow-days", metavar="N", help="cli.claim.slow-days"),
    fee: str = typer.Option("", "--fee", metavar="AMOUNT", help="cli.claim.fee"),
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.claim.case", autocompletion=CASES),
    date_: str = typer.Option("", "--date", metavar="YYYY-MM-DD", help="cli.claim.date"),
    json: Json = False,
) -> None:
    context: Context = ctx.obj
    if bool(down) == bool(tests):
        raise Usage("claim.which")
    store = context.store() if case else None
    known, today = store.case(case) if store else None, context.day(date_)
    monthly, market = sum_given(fee, known, "fee", "claim.no-fee"), shipped_market("kr")
    found: Compensation | Waiver
    if down:
        # All of a day that was given may have passed; else nothing is later than now.
        now = moment(context.now()).astimezone().replace(tzinfo=None)
        until = datetime.combine(today, time.max) if date_ else now
        found = compensation(monthly, [read_outage(text, today) for text in down], until)
    else:
        least, published = _minimum(minimum, known, market)
        found = replace(waiver(monthly, read_tests(tests), least, today, slow_days), published=published)
    if store and known:
        _keep(context, store, found, known)
    context.answer(claim_view.document(found) if json else claim_view.lines(context, found, market, today, width(40, 80)))


def _minimum(text: str, case: Case | None, market: Market) -> tuple[Fraction, str]:
    """The guaranteed minimum in Mbps: as given, else by the id of its fact, for the product of the case."""
    if text:
        speed = read_speed(text)
        if speed is None:
            raise Failure("claim.test", text=text)
        return speed, ""
    slots = case.slots if case else {}
    plan = read_speed(str(slots.get("plan_speed", ""))) or read_speed(str(slots.get("product", "")), unit=True)
    published = market.facts[_MINIMUM]
    if plan and carrier_of(market, str(slots.get("carrier", ""))) in published.carriers:
        for figure in published.figures:
            if read_speed(figure.what.best("en")) == plan:
                return Fraction(figure.value), _MINIMUM
    raise Failure("claim.no-minimum")


def _keep(context: Context, store: Store, found: Compensation | Waiver, case: Case) -> None:
    """Put the claim into the case, where its playbook asks for one; what an earlier one left is replaced."""
    claimed = _slots(found)
    if not set(claimed) <= set(context.playbook(case.playbook).slots):
        context.talk(context.say("claim.not-kept", playbook=case.playbook))
        return
    slots: dict[str, Value] = {name: value for name, value in case.slots.items() if name not in claimed}
    slots |= {name: value for name, value in claimed.items() if value is not None} | {"fee": found.fee.minor}
    store.change(case, replace(case, slots=slots), context.now())
    context.talk(context.say("claim.kept", name=case.name))


def _slots(found: Compensation | Waiver) -> dict[str, Value | None]:
    """What the case keeps of a claim, by slot; None for what it does not have any more."""
    if isinstance(found, Waiver):
        return {
            "slow_tests": found.short,
            "slow_days": found.slow_days if found.passed else None,
            "day_waiver": found.sum.minor if found.passed else None,
        }
    longest = found.longest
    return {
        "outage_start": moment_words(longest.start, "ko") if longest.start else None,
        "outage_hours": longest.minutes // 60,
        "compensation": found.sum.minor if found.passed else None,
    }
