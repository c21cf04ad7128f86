"""An offer as it was read, and what it is worth: as text, as a line of a stream, as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from haegi.cli.context import Context, width
from haegi.cli.views.amounts import digits, part_json, plain, rows, sentence_sum
from haegi.compare.comparison import at_least
from haegi.errors import Failure
from haegi.money.money import Money
from haegi.nlu.offer_reader import OfferReading
from haegi.offers.offer import Offer, describe, write
from haegi.offers.valuation import HORIZON, Rates, Valuation, effective_monthly
from haegi.text.terminal import hung, visible


@dataclass(frozen=True, slots=True)
class Asked:
    """What values are reckoned on: the fee as it was typed, since its currency may be the offer's."""

    fee: str = ""
    known_fee: Money | None = None
    horizon: int = HORIZON
    rates: Rates = field(default_factory=Rates)


@dataclass(frozen=True, slots=True)
class Heard:
    """One text, read. `worths` has a value for each branch of the offer, and none where it can't be worked out."""

    offer: Offer
    reading: OfferReading
    fee: Money | None
    worths: tuple[Valuation, ...]
    doubts: tuple[Failure, ...]

    @property
    def worth(self) -> Valuation | None:
        """The value that counts: the first branch's."""
        return self.worths[0] if self.worths else None


def lines(context: Context, heard: Heard, asked: Asked) -> Iterator[str]:
    """The offer as a person reads it, as wide as the terminal."""
    for lead, text in _led(context, heard, asked):
        yield from hung(lead, text, width(1, 10_000))


def _led(context: Context, heard: Heard, asked: Asked) -> Iterator[tuple[str, str]]:
    """Each line with what stands before it."""
    offer = _written(context, heard.offer)
    yield "", context.say("plan.read", offer=offer) if heard.offer else context.say("plan.no-offer")
    for number, (branch, worth) in enumerate(zip(heard.offer.branches, heard.worths, strict=bool(heard.worths)), 1):
        if heard.offer.choices:
            yield "", context.say("plan.branch", number=number, offer=_written(context, branch))
        yield from _branch_lines(context, heard, branch, worth)
    if any(worth.missing for worth in heard.worths):
        yield "", context.say("plan.give-fee", example="49.99" if heard.worths[0].currency == "USD" else "33000")
    if heard.worth and heard.offer.commit_months is None and any(part.months == asked.horizon for part in heard.worth.parts):
        yield "", context.say("plan.contract-unsaid", months=asked.horizon)


def _branch_lines(context: Context, heard: Heard, branch: Offer, worth: Valuation) -> Iterator[tuple[str, str]]:
    """What a branch of the offer is worth and what that is made of."""
    for row in rows(context, worth, heard.fee):
        yield "  ", row
    if branch.conditions:
        yield "", context.say("plan.conditions", conditions=visible("; ".join(branch.conditions)))
    yield "", _value(context, worth, branch)
    effective = _effective(heard, worth)
    if heard.fee is not None and effective is not None:
        sums = {"effective": digits(effective, heard.fee.currency), "fee": digits(heard.fee.minor, heard.fee.currency)}
        yield "", context.say("plan.effective", **sums)


def _written(context: Context, said: Offer) -> str:
    return visible(write(said, context.locale))


def _value(context: Context, worth: Valuation, branch: Offer) -> str:
    if worth.value is None and not worth.known:
        return context.say("plan.worth-none", months=worth.horizon_months)
    key = "plan.worth" if worth.value is not None else "plan.worth-least" if at_least(worth) else "plan.worth-part"
    value = sentence_sum(context, worth.known, worth.currency)
    value = context.say("offer.before-conditions", value=value) if branch.conditions else value
    return context.say(key, months=worth.horizon_months, value=value)


def summary(context: Context, heard: Heard) -> str:
    """One line for one text of a stream."""
    if not heard.offer:
        return context.say("plan.no-offer-line")
    if heard.worth is None:
        return _written(context, heard.offer)
    offer = visible(describe(heard.offer, context.locale, [worth.money for worth in heard.worths]))
    return f"{offer}  |  {_value(context, heard.worth, heard.offer)}"


def document(context: Context, heard: Heard, asked: Asked) -> dict[str, Any]:
    """The offer as JSON; the value and what is missing beside it."""
    document: dict[str, Any] = heard.offer.to_json()
    if heard.offer:
        document |= {"confidence": round(heard.reading.confidence, 3), "sure": heard.reading.sure}
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
        if len(heard.worths) > 1:
            document["or_values"] = [plain(other.value, currency) for other in heard.worths[1:]]
    if heard.doubts:
        document["doubts"] = [
            {"code": doubt.key, "text": context.say(doubt.key, **doubt.params)} for doubt in heard.doubts
        ]
    return document


def _effective(heard: Heard, worth: Valuation) -> int | None:
    if heard.fee is None or worth.value is None:
        return None
    return effective_monthly(heard.fee, worth.value, worth.horizon_months)
