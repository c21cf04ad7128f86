"""What `haegi offer` does: read, value, show; one text, or a stream of lines."""

from __future__ import annotations

import json as jsons
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from haegi.cli import context
from haegi.cli.views.amounts import (
    digits,
    hung,
    params_shown,
    part_json,
    plain,
    read_rates,
    rows,
    sentence_sum,
)
from haegi.compare.comparison import at_least
from haegi.errors import Failure, Usage
from haegi.money.amounts import read
from haegi.money.money import Currency, Money
from haegi.offers.offer import Offer, write
from haegi.offers.valuation import HORIZON, Rates, Valuation, effective_monthly, valuation
from haegi.offers.warnings import questions
from haegi.text.terminal import escaped, visible

# A line longer than this is no offer; the rest of it is read and dropped, so that a stream without ends stays small.
_LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What values are reckoned on: the fee as it was typed, since its currency may be the offer's."""

    fee: str = ""
    known_fee: Money | None = None
    horizon: int = HORIZON
    rates: Rates = field(default_factory=Rates)


@dataclass(frozen=True, slots=True)
class _Heard:
    """One text, read. `worth` is None where there is no offer or where it cannot be reckoned."""

    offer: Offer
    fee: Money | None
    worth: Valuation | None
    doubts: tuple[Failure, ...]


def answer(text: str, asked: Asked, *, json: bool) -> None:
    """One text: how it was read and what it is worth; what is doubtful in it goes beside the answer."""
    heard = hear(text, asked)
    if json:
        context.answer_json(document(heard, asked))
    else:
        context.out("\n".join(_shown(heard, asked)))
    for doubt in heard.doubts:
        context.talk(context.say(doubt.key, **params_shown(doubt.params)))


def words(given: list[str]) -> str:
    """The text from the words of the command line. One that looks like an option is a slip; a minus sum is not."""
    for word in given:
        if word.startswith("--") or (len(word) > 1 and word[0] == "-" and word[1].isascii() and word[1].isalpha()):
            raise Usage("plan.no-option", option=word.split()[0])
    return " ".join(given)


def asked(fee: str, horizon: int, name: str, rates: Sequence[str]) -> Asked:
    """The basis from the options, and from the case where they say nothing."""
    matter = context.reading().case(name) if name else None
    months = horizon or (matter.horizon_months if matter else HORIZON)
    taken = read_rates(rates, Rates())
    if fee:
        _fee_in_any(fee)
        return Asked(fee, None, months, taken)
    known = matter.sum("fee") if matter else None
    return Asked("", Money(known, matter.currency) if matter and known else None, months, taken)


def _fee_in_any(text: str) -> None:
    """Refuse a fee that is none in any currency."""
    try:
        read(text, currency="USD")
    except Failure:
        read(text)


def stream(asked: Asked, *, json: bool) -> None:
    """One text a line, one answer a line, as they come; a line that is odd is answered like any other."""
    for number, line in enumerate(map(context.typed, lines()), 1):
        heard = hear(line, asked)
        if json:
            body = jsons.dumps(document(heard, asked), ensure_ascii=False, separators=(",", ":"))
            sys.stdout.write(escaped(body) + "\n")
        else:
            context.out(_summary(heard))
            for doubt in heard.doubts:
                said = context.say(doubt.key, **params_shown(doubt.params))
                context.talk(context.say("plan.line", number=number, text=said))
        sys.stdout.flush()


def lines() -> Iterator[str]:
    """The lines of standard input; bytes that are no UTF-8 become replacement characters."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        yield from (line.rstrip("\r\n") for line in sys.stdin)
        return
    while raw := stream.readline(_LONGEST_LINE):
        rest = raw
        while not rest.endswith(b"\n") and (rest := stream.readline(_LONGEST_LINE)):
            pass
        yield raw.decode("utf-8", "replace").rstrip("\r\n")


def hear(text: str, asked: Asked) -> _Heard:
    """A text read and valued. Never raises: what does not fit is a doubt."""
    said = Offer.parse(text)
    doubts = list(questions(text, said))
    if not said:
        return _Heard(said, None, None, tuple(doubts))
    fee, worth = None, None
    try:
        fee = _fee(said, asked)
        worth = valuation(said, fee=fee, horizon_months=asked.horizon, rates=asked.rates)
    except Failure as failure:
        doubts.append(failure)
    return _Heard(said, fee, worth, tuple(doubts))


def _fee(said: Offer, asked: Asked) -> Money | None:
    """Today's fee; a number without a unit is in the currency of the offer."""
    told: list[Currency] = [term.amount.currency for term in said.terms if term.amount]
    return read(asked.fee, currency=told[0] if told else None) if asked.fee else asked.known_fee


def document(heard: _Heard, asked: Asked) -> dict[str, Any]:
    """The offer as JSON; the value and what is missing beside it."""
    document: dict[str, Any] = heard.offer.to_json()
    worth = heard.worth
    if worth is not None:
        currency = worth.currency
        document |= {
            "currency": currency,
            "horizon_months": asked.horizon,
            "monthly_fee": plain(heard.fee.minor, currency) if heard.fee else None,
            "value": plain(worth.value, currency),
            "known": plain(worth.known, currency),
            "effective_monthly": plain(_effective(heard, worth), currency),
            "missing": [term.to_json() for term in worth.missing],
            "unpriced": [term.to_json() for term in worth.unpriced],
            "parts": [part_json(part, currency) for part in worth.parts],
        }
    if heard.doubts:
        document["doubts"] = [
            {"code": one.key, "text": context.say(one.key, **params_shown(one.params))} for one in heard.doubts
        ]
    return document


def _effective(heard: _Heard, worth: Valuation) -> int | None:
    if heard.fee is None or worth.value is None:
        return None
    return effective_monthly(heard.fee, worth.value, worth.horizon_months)


def _shown(heard: _Heard, asked: Asked) -> Iterator[str]:
    """The offer as a person reads it."""
    width = shutil.get_terminal_size().columns
    if not heard.offer:
        yield from hung("", context.say("plan.no-offer"), width)
        return
    yield from hung("", context.say("plan.read", offer=_written(heard.offer)), width)
    if heard.worth is None:
        return
    for row in rows(heard.worth, heard.fee):
        yield from hung("  ", row.line(), width)
    yield from hung("", _value(heard.worth), width)
    effective = _effective(heard, heard.worth)
    if heard.fee is not None and effective is not None:
        sums = {"effective": digits(effective, heard.fee.currency), "fee": digits(heard.fee.minor, heard.fee.currency)}
        yield from hung("", context.say("plan.effective", **sums), width)
    if heard.worth.missing:
        yield from hung("", context.say("plan.give-fee", example="49.99" if context.State.locale == "en" else "33000"), width)
    if heard.offer.commit_months is None and any(part.months == asked.horizon for part in heard.worth.parts):
        yield from hung("", context.say("plan.contract-unsaid", months=asked.horizon), width)


def _written(said: Offer) -> str:
    return visible(write(said, context.State.locale))


def _value(worth: Valuation) -> str:
    if worth.value is None and not worth.known:
        return context.say("plan.worth-none", months=worth.horizon_months)
    key = "plan.worth" if worth.value is not None else "plan.worth-least" if at_least(worth) else "plan.worth-part"
    return context.say(key, months=worth.horizon_months, value=sentence_sum(worth.known, worth.currency))


def _summary(heard: _Heard) -> str:
    """One line for one text of a stream."""
    if not heard.offer:
        return context.say("plan.no-offer-line")
    return f"{_written(heard.offer)}  |  {_value(heard.worth)}" if heard.worth else _written(heard.offer)
