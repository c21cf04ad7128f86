"""What the coach is handed: ears, a reader of offers, an adviser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from haegi.call.case import Case, PastCall
from haegi.coach.services import Advised, Adviser, Ear, Heard, Reader, Reading
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale, say

if TYPE_CHECKING:
    from haegi.advice.advice import Reason
    from haegi.call.search import Entry
    from haegi.files.resources import Loaded
    from haegi.nlu.classifier import Speaker
    from haegi.nlu.recognizer import Ears
    from haegi.offers.offer import Offer


#: A fact in a call is wrapped by the face that shows it.
_WIDE = 10_000


def reader(locale: Locale, spoken: Locale, *, remedies: bool = False) -> Reader:
    """Reads the offer in a text and what it is worth in this case; `remedies`: what is offered puts a complaint right.

    `spoken` is the language of the call.
    """

    def read(text: str, case: Case) -> Reading:
        from haegi.money.money import Money
        from haegi.offers.offer import Offer, describe, write
        from haegi.offers.remedy import read_remedy
        from haegi.offers.valuation import branch_valuations

        offer = read_remedy(text) if remedies else Offer.parse(text)
        if not offer:
            return Reading(offer.to_json(), "", None)
        fee = case.sum("fee")
        of_today = None if fee is None else Money(fee, case.currency)
        worths = branch_valuations(offer, fee=of_today, horizon_months=case.horizon_months)
        lacking = ("coach.lacks-fee",) if worths[0].missing else ()
        wording = _remedy(offer, locale, remedies=remedies) or describe(offer, locale, [each.money for each in worths])
        said = _remedy(offer, spoken, remedies=remedies) or write(offer, spoken)
        return Reading(offer.to_json(), wording, worths[0].value, lacking, said)

    return read


def _remedy(offer: Offer, locale: Locale, *, remedies: bool) -> str:
    """The wording of a lone sum that puts a complaint right; empty for any other offer."""
    from haegi.money import money

    lone = remedies and not offer.choices and [term.kind for term in offer.terms] in (["cash"], ["credit"])
    amount = offer.terms[0].amount if lone else None
    return say(locale, "coach.remedy", sum=money.write(amount, locale)) if amount else ""


def examples(playbook: Playbook) -> dict[Speaker, dict[str, tuple[str, ...]]]:
    """What the ears of a playbook learn from."""
    return {
        "agent": {name: move.examples for name, move in playbook.moves.agent.items() if move.examples},
        "caller": {name: move.examples for name, move in playbook.moves.caller.items() if move.examples},
    }


def ears(loaded: Loaded) -> Callable[[], Ears]:
    """The ears of a playbook, made when something is first heard: nobody waits for them at the ring."""

    @cache
    def prepared() -> Ears:
        from haegi.files.resources import ear_weights
        from haegi.nlu.recognizer import Ears

        return Ears.prepare(examples(loaded.playbook), ear_weights(loaded.path))

    return prepared


def ear(loaded: Loaded, speaker: Speaker = "agent") -> Ear | None:
    """What hears one side of the call; None where the playbook has no examples to learn from."""
    if not examples(loaded.playbook)[speaker]:
        return None
    prepared = ears(loaded)

    def hear(text: str) -> Heard:
        heard = prepared().hear(text, speaker)
        moves = () if heard.verdict == "nothing" else tuple(guess.move for guess in heard.ranked)
        return Heard(moves, heard.verdict == "sure")

    return hear


def adviser(locale: Locale) -> Adviser:
    """Says what to do as soon as an offer is on the table."""

    def advised(case: Case, calls: Sequence[PastCall]) -> Advised:
        from haegi.advice.advice import advise
        from haegi.advice.situation import situation

        advice = advise(situation(case, calls))
        reasons = tuple(reason_words(each, case, locale) for each in advice.reasons)
        unknown = tuple(say(locale, f"advice.unknown-{what}") for what in advice.unknown)
        return Advised(advice.action, reasons[-1], (*reasons, *unknown))

    return advised


def reason_words(reason: Reason, case: Case, locale: Locale) -> str:
    """The sentence of a reason, its sums written as one says them."""
    from haegi.money.money import Money, write

    params = {name: write(Money(minor, case.currency), locale) for name, minor in reason.params.items()}
    return say(locale, reason.rule, **params)


def market_facts(playbook: Playbook, locale: Locale, today: date) -> Callable[[], Sequence[Entry]]:
    """The facts of a playbook's market, to be found in a call; read when first looked for."""

    @cache
    def known() -> Sequence[Entry]:
        from haegi.call.search import Entry
        from haegi.cli.views.facts import Found, lines
        from haegi.files.resources import shipped_market
        from haegi.money.market import entries

        if playbook.market is None:
            return ()
        market = shipped_market(playbook.market)
        shown = {
            name: "\n".join(lines(Found(market.id, name, fact), locale, today, _WIDE))
            for name, fact in market.facts.items()
        }
        return [
            Entry(f"fact:{each.id}", shown[each.id], f"{each.title} {each.text}") for each in entries(market)
        ]

    return known
