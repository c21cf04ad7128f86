"""The services of a session: a recogniser of moves, a reader of offers, an adviser.

Their rooms are loaded when they are first needed: nobody waits for them while the phone is ringing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from haegi.call.case import Case, PastCall
from haegi.offers.offer import Offer, from_json
from haegi.playbook.graph import bargains, puts_right
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale, say

if TYPE_CHECKING:
    from haegi.advice.advice import Reason
    from haegi.call.engine import Event
    from haegi.call.search import Entry
    from haegi.nlu.classifier import Speaker
    from haegi.nlu.features import TurnContext
    from haegi.nlu.recognizer import MoveRecognizer


class Candidates(NamedTuple):
    """Moves that a turn may make, best first, and those of them that may be acted on without asking."""

    moves: tuple[str, ...]
    acts: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        return bool(self.acts)


class OfferReading(NamedTuple):
    """An offer read from a text: its JSON, its wording, its worth (None: can't be told), and what is missing for it.

    `said` is the wording in the language of the call, for the lines that come back to it. What is not `sure` is recorded
    only once the person confirms it; `others` are the next likeliest readings. `repeats`: it is what stands already.
    """

    offer: Mapping[str, Any]
    wording: str
    worth: int | None
    lacking: tuple[str, ...] = ()
    said: str = ""
    sure: bool = True
    others: tuple[OfferReading, ...] = ()
    repeats: bool = False

    def data(self) -> dict[str, Any]:
        """The data of the event that records it; empty where the text holds no offer."""
        if not self.offer.get("terms"):
            return {}
        said = {"said": self.said} if self.said != self.wording else {}
        return {"offer": dict(self.offer), "wording": self.wording, **said, "worth": self.worth}


#: Forms of a sum given once, by their kinds: in a call, a bare sum takes the one talked about.
_FORMS = frozenset({"cash", "voucher", "points"})
#: A move less likely than this is not offered as a choice.
_WORTH_SHOWING = 0.08


class AdviceText(NamedTuple):
    """Advice in the words of the interface: the action, the one line that is shown, and the reasons for `/why`."""

    action: str
    text: str
    reasons: tuple[str, ...]


class Recognizer(Protocol):
    """Which moves a turn of one side makes, in the context of the call where there is one."""

    def __call__(self, text: str, context: TurnContext | None = None) -> Candidates: ...


class Reader(Protocol):
    """The offer in the agent's words, in the light of the offer that stands (its JSON); `stated`: they are known to be one."""

    def __call__(
        self, text: str, case: Case, last: Mapping[str, Any] | None = None, *, stated: bool = False
    ) -> OfferReading: ...


Adviser = Callable[[Case, Sequence[PastCall]], AdviceText | None]


#: How staying on the offer that stands compares with the best quote, in a sentence; empty where that can't be told.
Versus = Callable[[Case, Sequence[PastCall], date], str]


class Services(NamedTuple):
    """All that a session needs to understand words. It does without what is None.

    `facts` are found beside cards and lines: the id is `fact:ID`, the title is what is shown.
    """

    hear: Recognizer | None = None
    read: Reader | None = None
    advise: Adviser | None = None
    facts: Callable[[], Sequence[Entry]] = tuple
    value: Callable[[Case, Mapping[str, Any]], int | None] | None = None
    versus: Versus | None = None


def services(
    playbook: Playbook, locale: Locale, load: Callable[[], MoveRecognizer], facts: Callable[[], Sequence[Entry]]
) -> Services:
    """The services for a live call of this playbook; `load` loads what recognises moves."""
    remedies = puts_right(playbook)
    return Services(
        recognizer(playbook, load),
        reader(locale, playbook.language, remedies=remedies),
        adviser(locale, playbook) if bargains(playbook) else None,
        facts,
        partial(value_offer, locale=locale, spoken=playbook.language, remedies=remedies),
        versus(locale) if bargains(playbook) else None,
    )


def examples(playbook: Playbook) -> dict[Speaker, dict[str, tuple[str, ...]]]:
    """The sentences that a playbook gives for the moves of each side."""
    return {
        "agent": {name: move.examples for name, move in playbook.moves.agent.items() if move.examples},
        "caller": {name: move.examples for name, move in playbook.moves.caller.items() if move.examples},
    }


def recognizer(playbook: Playbook, load: Callable[[], MoveRecognizer], speaker: Speaker = "agent") -> Recognizer | None:
    """Recognises the moves of one side; None where the playbook has no examples to learn them from."""
    if not examples(playbook)[speaker]:
        return None

    recognizer_of_book = cache(load)

    def recognize(text: str, context: TurnContext | None = None) -> Candidates:
        recognition = recognizer_of_book().recognize(text, speaker, context)
        likely = [candidate.move for candidate in recognition.candidates if candidate.score >= _WORTH_SHOWING]
        return Candidates(() if recognition.confidence == "nothing" else tuple(likely), recognition.acts)

    return recognize


def reader(locale: Locale, spoken: Locale, *, remedies: bool = False) -> Reader:
    """Reads the offer in a text and what it is worth in a case; `remedies`: what is offered puts a complaint right.

    `spoken` is the language of the call.
    """

    def read(
        text: str, case: Case, last: Mapping[str, Any] | None = None, *, stated: bool = False
    ) -> OfferReading:
        from haegi.nlu.offer_reader import OfferContext, as_remedy, offer_of, read_offer

        form = next((term["kind"] for term in (last or {}).get("terms", []) if term["kind"] in _FORMS), None)
        reading = read_offer(text, OfferContext(form=form, last=last, fee=case.sum("fee"), stated=stated))
        offer = as_remedy(text, offer_of(reading)) if remedies else offer_of(reading)
        valued = partial(_valued, case=case, locale=locale, spoken=spoken, remedies=remedies)
        if not offer:
            return valued(offer)
        if reading.relation == "adds" and reading.standing:
            offer = replace(from_json(reading.standing), conditions=offer.conditions)
        others = tuple(valued(from_json(other)) for other in reading.alternatives if other["terms"])
        is_sure = reading.sure or (remedies and offer != offer_of(reading))  # a lone sum given back needs no form
        return valued(offer)._replace(sure=is_sure, others=others, repeats=reading.relation == "repeats")

    return read


def value_offer(case: Case, offer: Mapping[str, Any], *, locale: Locale, spoken: Locale, remedies: bool) -> int | None:
    """What an offer (as JSON) is worth in a case; None where that can't be told."""
    return _valued(from_json(offer), case=case, locale=locale, spoken=spoken, remedies=remedies).worth


def _valued(offer: Offer, *, case: Case, locale: Locale, spoken: Locale, remedies: bool) -> OfferReading:
    """An offer with its wording and its worth in a case."""
    from haegi.money.money import Money
    from haegi.offers.offer import describe, write
    from haegi.offers.valuation import branch_valuations

    if not offer:
        return OfferReading(offer.to_json(), "", None)
    minor = case.sum("fee")
    fee = None if minor is None else Money(minor, case.currency)
    worths = branch_valuations(offer, fee=fee, horizon_months=case.horizon_months)
    lacking = ("coach.lacks-fee",) if worths[0].missing else ()
    wording = _remedy(offer, locale, remedies=remedies) or describe(offer, locale, [worth.money for worth in worths])
    said = _remedy(offer, spoken, remedies=remedies) or write(offer, spoken)
    return OfferReading(offer.to_json(), wording, worths[0].value, lacking, said)


def _remedy(offer: Offer, locale: Locale, *, remedies: bool) -> str:
    """The wording of a lone sum that puts a complaint right; empty for any other offer."""
    from haegi.money import money

    is_lone = remedies and not offer.choices and [term.kind for term in offer.terms] in (["cash"], ["credit"])
    amount = offer.terms[0].amount if is_lone else None
    return say(locale, "coach.remedy", sum=money.write(amount, locale)) if amount else ""


def adviser(locale: Locale, playbook: Playbook | None = None) -> Adviser:
    """Says what to do as soon as an offer is on the table; nothing while the agent is away. The reasons go on with what
    is known, what is assumed and what nobody knows."""

    def advised(case: Case, calls: Sequence[PastCall]) -> AdviceText | None:
        from haegi.advice.advice import advise
        from haegi.advice.situation import situation

        now = situation(case, calls, playbook)
        if now.is_waiting:
            return None
        advice = advise(now)
        reasons = tuple(reason_words(reason, case, locale) for reason in advice.reasons)
        unknown = tuple(say(locale, f"advice.unknown-{what}") for what in advice.unknown)
        heard = {"offers": sum(len(set(call.offers)) for call in now.calls), "refusals": now.refused_more}
        known = say(locale, "advice.known", calls=len(now.calls), **heard)
        grounds = say(locale, f"advice.assumed-{now.market}"), say(locale, "advice.nobody-knows")
        return AdviceText(advice.action, reasons[0], (*reasons, known, *unknown, *grounds))

    return advised


def reason_words(reason: Reason, case: Case, locale: Locale) -> str:
    """The sentence of a reason, its sums written as one says them."""
    from haegi.money.money import Money, write

    params = {name: write(Money(minor, case.currency), locale) for name, minor in reason.params.items()}
    return say(locale, reason.rule, **params)


def versus(locale: Locale) -> Versus:
    """Says what `haegi compare` would of the offer that stands and the best quote: by how much staying wins, or what
    more would make it win."""

    def said(case: Case, calls: Sequence[PastCall], today: date) -> str:
        from haegi.call.options import basis_of, renewals, switches
        from haegi.compare.comparison import compare
        from haegi.compare.exit_costs import with_penalty
        from haegi.compare.scoring import break_even
        from haegi.money.money import Money, write

        basis, quotes = with_penalty(basis_of(case, today), switches(case, calls), today, "")
        best = [one.choice for one in compare(quotes, basis).options if one.kind == "switch" and one.value is not None][:1]
        if not best:
            return ""
        stays = ([choice for choice, _ in renewals([call])][-1:] for call in reversed(calls))
        found = compare([*best, *next(filter(None, stays), [])], basis)
        worth = {one.kind: one.value for one in found.options}
        if found.best.kind == "stay":
            gap = (found.best.value or 0) - (worth["switch"] or 0)
            return say(locale, "coach.stay-wins", sum=write(Money(gap, case.currency), locale))
        change = break_even(found)
        sums = (("fee", change.fee), ("gift", change.gift)) if change and change.option.kind == "stay" else ()
        ways = [say(locale, f"plan.turn-{way}", sum=write(Money(more, case.currency), locale)) for way, more in sums if more]
        return say(locale, "coach.stay-needs", ways=say(locale, "plan.turn-or").join(ways)) if ways else ""

    return said


def turn_context(playbook: Playbook, events: Sequence[Event], *, is_offer_waiting: bool = False) -> TurnContext:
    """What the call was like before the agent's next turn, from the events that count; an offer that waits to be confirmed
    was made as well."""
    from haegi.call.engine import done_by
    from haegi.nlu.features import TurnContext
    from haegi.nlu.moves import BETTER_OFFER, FIRST_OFFER

    turns: list[list[str]] = []
    said: list[str] = []
    for event in events:
        if event.kind == "said":
            said += done_by(playbook, event)
        elif event.kind == "heard" and event.data.get("beside") and turns:
            turns[-1].append(event.value)
        elif event.kind == "heard":
            turns.append([event.value])
            said = []
    opening = next((event.value for event in events if event.kind == "start"), "")
    made_offer = is_offer_waiting or any(move in (FIRST_OFFER, BETTER_OFFER) for moves in turns for move in moves)
    has_offer = made_offer or any(event.data.get("offer") for event in events)
    return TurnContext(tuple(said), tuple(turns[-1]) if turns else (), has_offer, len(turns), opening, made_offer)
