"""How the simulated agent speaks: which moves play which role (as their `role` says, else by their usual
names), the playbook's wordings of a move in turn, and the few things no move is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from random import Random

from haegi.call.call import Utterance
from haegi.money.money import Currency, Money, write
from haegi.offers.offer import Offer
from haegi.offers.offer import write as write_offer
from haegi.offers.valuation import valuation
from haegi.playbook.model import Move, Outcome, Playbook, Role
from haegi.text.i18n import Locale, Text, fill, say

_USUAL: dict[Role, tuple[str, ...]] = {
    "opens": ("opens_renewal_call",), "extends": ("offers_auto_renewal",), "asks_reason": ("asks_reason",),
    "probes": ("probes_competitor",), "offers": ("makes_offer",), "raises": ("improves_offer",),
    "refuses": ("refuses_more",), "bluffs": ("calls_bluff",), "holds": ("puts_on_hold",),
    "transfers": ("transfers_call",), "calls_back": ("promises_callback",), "cancels": ("recites_procedure",),
    "reads_back": ("reads_back_terms",), "ends": ("ends_call",), "speed": ("upgrades_speed_only",),
    "urges": ("stresses_switching_cost", "appeals_loyalty", "belittles_competitor", "threatens_bundle_loss"),
}  # fmt: skip
#: Without these nothing can be haggled over; the caller needs `accepts` besides.
_HAGGLING: tuple[Role, ...] = ("offers", "refuses", "reads_back", "ends")


def playing(moves: dict[str, Move], role: Role) -> tuple[str, ...]:
    """The moves of one side in this role: the declared ones, then the usual one where it has no other role."""
    declared = [name for name, move in moves.items() if move.role == role]
    usual = [name for name in _USUAL.get(role, ()) if name in moves and moves[name].role is None]
    return (*declared, *usual)


def first(moves: dict[str, Move], *roles: Role) -> str:
    """The move in the first of these roles that anything plays; empty if nothing does."""
    return next((name for role in roles for name in playing(moves, role)), "")


def granting(moves: dict[str, Move]) -> frozenset[str]:
    """The agent moves that give something, so that it must have been asked for."""
    played = (*playing(moves, "offers"), *playing(moves, "raises"), *playing(moves, "reads_back"))
    return frozenset({*played, *(name for name, move in moves.items() if move.offer)})


def replies(moves: dict[str, Move], done: Iterable[str]) -> list[str]:
    """The agent moves that answer what the caller just did."""
    asked = set(done)
    return [name for name, move in moves.items() if asked & set(move.replies_to)]


def is_haggled(playbook: Playbook) -> bool:
    """Whether the call is about what the agent offers, in sums that can be named: a desk can play it."""
    agent = playbook.moves.agent
    offer = first(agent, "offers")
    named = bool(offer) and any("{offer}" in (text.only(playbook.language) or "") for text in agent[offer].says)
    return named and all(first(agent, role) for role in _HAGGLING) and "accepts" in playbook.moves.caller


# Wordings

#: Nobody says the cents of a round sum.
_WHOLE = re.compile(r"(?<=\d)\.00(?!\d)")
YES, NO = "yes", "no"
_ANSWERS = dict.fromkeys(
    ("네", "예", "넵", "네네", "그래요", "좋아요", "좋습니다", "알겠습니다", "yes", "yeah", "ok", "okay", "sure"), YES
) | dict.fromkeys(("아니요", "아니오", "아뇨", "싫어요", "싫습니다", "no", "nope"), NO)


def worth_of(offer: Offer, fee: int | None, currency: Currency = "KRW") -> int:
    """The standard valuation of an offer in minor units; 0 for none."""
    return (valuation(offer, fee=None if fee is None else Money(fee, currency)).value or 0) if offer else 0


def yes_or_no(words: str) -> str:
    """`YES` or `NO` where the words say nothing else; empty for other words."""
    return _ANSWERS.get(words.strip().strip(".!~?, ").lower(), "")


class Wordings:
    """Wordings drawn by `chance`, the agent's `own` before the playbook's: a move said again is said differently, as
    far as there are wordings."""

    def __init__(
        self, playbook: Playbook, own: Mapping[str, Sequence[Text]], chance: Random, fee: int | None,
        currency: Currency = "KRW",
    ) -> None:
        self.language: Locale = playbook.language
        self._gloss: Locale = "en" if playbook.language == "ko" else "ko"
        self._moves = playbook.moves.agent
        self._own = own
        self._chance = chance
        self._fee = None if fee is None else Money(fee, currency)
        self._next: dict[str, int] = {}

    def of(self, move: str, offer: Offer | None, lead: str) -> tuple[str, str]:
        """The next wording of a move and its gloss, after the `lead` (a key of the catalogue, or empty)."""
        wording = self._wording(move, offer)
        return self._whole(wording, offer, lead, self.language), self._whole(wording, offer, lead, self._gloss)

    def aside(self, key: str, outcome: Outcome | None = None) -> Utterance:
        """A sentence outside all moves of the playbook."""
        return Utterance("", say(self.language, f"agent.{key}"), say(self._gloss, f"agent.{key}"), {}, None, "", outcome)

    def _wording(self, move: str, offer: Offer | None) -> Text:
        """One that names the offer where one stands, and none that does where none stands; failing that, what is done."""
        says = self._own.get(move, self._moves[move].says)
        naming = [text for text in says if "{offer}" in (text.only(self.language) or "")]
        fitting = naming if offer is not None and naming else [text for text in says if text not in naming]
        if not fitting:  # a move without words of its own: what it is, in brackets
            label = self._moves[move].label
            return Text(ko=label.ko and f"({label.ko})", en=label.en and f"({label.en})")
        turn = self._next.setdefault(move, self._chance.randrange(len(fitting)))
        self._next[move] += 1
        return fitting[turn % len(fitting)]

    def _whole(self, wording: Text, offer: Offer | None, lead: str, language: Locale) -> str:
        values = {"offer": _WHOLE.sub("", write_offer(offer, language)) if offer else ""}
        if self._fee is not None:
            values["fee"] = write(self._fee, language)
        words = fill(wording.only(language) or "", values)
        return f"{say(language, f'agent.{lead}')} {words}" if lead else words
