"""The agent's words until the caller speaks, read at once: moves and offer, in the context of the call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from haegi.coach.questions import waiting_offer
from haegi.coach.services import Candidates, OfferReading, turn_context
from haegi.coach.session import Session
from haegi.nlu.moves import BETTER_OFFER, FIRST_OFFER, GREETING, READ_BACK
from haegi.playbook.graph import makes_offers

#: As many guesses as a person looks at while somebody talks.
_GUESSES = 3


#: What a first offer or a better one is made of; a charge that goes, a device or a speed alone is no such move.
_PRICES = frozenset({"cash", "voucher", "points", "sum", "monthly_discount"})
_OFFERS = frozenset({FIRST_OFFER, BETTER_OFFER, READ_BACK})


class Turn(NamedTuple):
    """`acts` are the moves to act on without asking, `others` those likely beside them, best first. `offered` is the move
    that the offer makes once it is confirmed; empty where one of `acts` makes it, or nothing does. `jotted` is when to talk
    again, with its day, where the call is being put off."""

    text: str
    acts: tuple[str, ...]
    others: tuple[str, ...]
    reading: OfferReading | None
    offered: str
    jotted: tuple[tuple[str, date], ...] = ()


def read_turn(session: Session, text: str) -> Turn:
    """What the agent said, or a note of it. Sums are an offer only in a call where offers are made."""
    services, playbook = session.setting.services, session.playbook
    reads = services.read if makes_offers(playbook) else None
    reading = reads(text, session.setting.case, session.last_offer) if reads else None
    reading = reading if reading and reading.data() else None
    context = turn_context(playbook, session.call.events, is_offer_waiting=bool(waiting_offer(session.guesses)))
    candidates = services.hear(text, context) if services.hear else Candidates(())
    if reading and candidates.moves and not _OFFERS & {*candidates.moves}:
        reading = reading._replace(sure=False)  # the sums are clear, but the words are about something else
    acts = [move for move in candidates.acts if reading or move not in (FIRST_OFFER, BETTER_OFFER)]
    if reading and not any(playbook.moves.agent[move].offer for move in acts) and any(term["kind"] in _PRICES for term in reading.offer["terms"]):
        acts += [move for move in candidates.moves[:_GUESSES] if move in (FIRST_OFFER, BETTER_OFFER)][:1]
    offered = ""
    if reading and not any(playbook.moves.agent[move].offer for move in acts):
        offered = _offer_move(session, reading, has_offer=context.has_offer)
    if reading and reading.sure and offered:
        acts, offered = [offered, *acts], ""
    jotted = _appointment(session, text)
    acts = [move for move in acts if not (jotted and move == GREETING)]  # a name beside a day and an hour is no greeting
    others = tuple(move for move in candidates.moves if move not in acts)[:_GUESSES]
    return Turn(text, _in_order(session, acts), others, reading, offered, jotted)


def _appointment(session: Session, text: str) -> tuple[tuple[str, date], ...]:
    if "defer" not in session.playbook.stages or not session.is_on(("defer",)):
        return ()
    from haegi.transcript.results import find_appointment  # loads slowly, and the phone is ringing

    return tuple((found.what, found.by) for found in find_appointment(text, session.setting.today) if found.by)


def _offer_move(session: Session, reading: OfferReading, *, has_offer: bool) -> str:
    """What an offer is, by what was on the table before: the first one, a better one, or what stands read back."""
    worths = [round_.worth for round_ in session.rounds if round_.worth is not None]
    move = FIRST_OFFER if not has_offer and not worths else READ_BACK if reading.repeats else BETTER_OFFER
    return move if move in session.playbook.moves.agent else ""


def _in_order(session: Session, acts: Sequence[str]) -> tuple[str, ...]:
    """Moves that lead on before those that only want an answer, traps last: their answer is said first."""
    playbook, stage = session.playbook, session.call.snapshot.stage

    def place(move: str) -> tuple[bool, bool]:
        return (stage, move) not in playbook.routes, playbook.moves.agent[move].trap

    return tuple(sorted(acts, key=place))
