"""`haegi offer`: how an offer was read, what it is worth, and what each number is made of."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from haegi.cli.context import Context
from haegi.cli.options import CASES, RATES, Fee, Horizon, Json
from haegi.cli.views import offer as offer_view
from haegi.cli.views.amounts import read_rates
from haegi.cli.views.offer import Asked, Heard
from haegi.errors import Failure, Usage
from haegi.money.amounts import read
from haegi.money.money import Money
from haegi.nlu.doubts import questions
from haegi.nlu.offer_reader import OfferContext, offer_of, read_offer
from haegi.offers.valuation import HORIZON, Rates, Valuation, branch_valuations


def offer(
    ctx: typer.Context,
    text: list[str] = typer.Argument(..., metavar="TEXT", help="cli.offer.text"),
    fee: Fee = "",
    horizon: Horizon = 0,
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.offer.case", autocompletion=CASES),
    rate: list[str] = RATES,
    json: Json = False,
) -> None:
    context: Context = ctx.obj
    asked = _asked(context, fee, horizon, case, rate)
    words = _words(text)
    if words == "-":
        _stream(context, asked, json=json)
        return
    heard = hear(words, asked)
    view = offer_view.document if json else offer_view.lines
    context.answer(view(context, heard, asked))
    for doubt in heard.doubts:
        context.talk(context.say(doubt.key, **doubt.params))


def _words(given: Sequence[str]) -> str:
    """The text from the words of the command line. One that looks like an option is a slip; a minus sum is not."""
    for word in given:
        if word.startswith("--") or (len(word) > 1 and word[0] == "-" and word[1].isascii() and word[1].isalpha()):
            raise Usage("plan.no-option", option=word.split()[0])
    return " ".join(given)


def _asked(context: Context, fee: str, horizon: int, name: str, rates: Sequence[str]) -> Asked:
    """What the options say, and the case where they say nothing."""
    case = context.reading().case(name) if name else None
    months = horizon or (case.horizon_months if case else HORIZON)
    rated = read_rates(rates, Rates())
    if fee:
        try:  # a fee that is none in any currency is refused
            read(fee, currency="USD")
        except Failure:
            read(fee)
        return Asked(fee, None, months, rated)
    known = case.sum("fee") if case else None
    return Asked("", Money(known, case.currency) if case and known else None, months, rated)


def _stream(context: Context, asked: Asked, *, json: bool) -> None:
    """One text a line, one answer a line, as they come; a line that is odd is answered like any other."""
    for number, line in enumerate(context.lines(), 1):
        heard = hear(line, asked)
        if json:
            context.answer_json(offer_view.document(context, heard, asked), on_one_line=True)
            continue
        context.out(offer_view.summary(context, heard))
        for doubt in heard.doubts:
            context.talk(context.say("plan.line", number=number, text=context.say(doubt.key, **doubt.params)))
        context.stdout.flush()


def hear(text: str, asked: Asked) -> Heard:
    """A text read and valued. Never raises: what does not fit is a doubt."""
    reading = read_offer(text, OfferContext(fee=asked.known_fee.minor if asked.known_fee else None, alone=True))
    offer = offer_of(reading)
    doubts = list(questions(text, offer))
    if not offer:
        return Heard(offer, reading, None, (), tuple(doubts))
    fee = asked.known_fee
    worths: tuple[Valuation, ...] = ()
    try:
        if asked.fee:  # a number without a unit is in the currency of the offer
            amounts = [term.amount for branch in offer.branches for term in branch.terms if term.amount]
            currency = amounts[0].currency if amounts else None
            fee = read(asked.fee, currency=currency)
        worths = branch_valuations(offer, fee=fee, horizon_months=asked.horizon, rates=asked.rates)
    except Failure as failure:
        doubts.append(failure)
    return Heard(offer, reading, fee, worths, tuple(doubts))
