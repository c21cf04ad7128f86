"""The simulated agent: what a persona's desk says next, and in which words.

The desk (`haegi.rehearsal.desk`) decides what is given and when; this module turns that into agent moves of the
playbook and into sentences. What a caller says counts as a push, a deferral, a yes or a question by its moves. The
wording is drawn from the seed, so the same seed and the same answers make the same call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from haegi.money.money import Money, write
from haegi.money.offer import Offer
from haegi.money.offer import write as write_offer
from haegi.money.valuation import valuation
from haegi.playbook.model import Outcome, Playbook
from haegi.rehearsal.desk import Answer, Desk
from haegi.rehearsal.form import as_offer
from haegi.rehearsal.persona import Persona
from haegi.text.i18n import Locale
from haegi.text.template import fill

#: The least a caller has to do before the first offer is on the table: say why, or ask what there is.
_WARMING = 2
_PUSHES = frozenset({"rejects_offer", "cites_competitor", "counters", "asks_supervisor"})
_YES = frozenset({"accepts", "agrees_auto_renewal"})


class Turn(NamedTuple):
    """What the agent says. `worth` and `offer` are of an offer made now; an `outcome` ends the call."""

    move: str
    text: str
    gloss: str
    offer: Mapping[str, Any]
    worth: int | None
    wording: str
    outcome: Outcome | None = None


class SimulatedAgent:
    """One desk over the calls of one case. Days pass between calls; nothing hidden is ever in a turn."""

    def __init__(self, playbook: Playbook, persona: Persona, seed: int, fee: int | None = None) -> None:
        self.playbook = playbook
        self.desk = Desk(persona, seed)
        self._fee = fee
        self._chance = Random(f"words/{persona.id}/{seed}")
        self._used: dict[str, int] = {}
        self._pending: Answer | None = self.desk.opening
        self._warmed = 0
        self._tabled = 0
        self._last: Offer | None = None
        self._agreed = False
        self._closing = False
        self.opened_by_desk = True

    def open(self) -> Turn:
        """The first words of a call. The first call opens with the end of the contract, later ones with the offer."""
        self._warmed = 0 if self.desk.call == 1 else _WARMING
        self._closing = self._agreed = False
        if self.desk.call == 1:
            return self._say("opens_renewal_call")
        return self._table()

    def react(self, moves: Sequence[str]) -> Turn:
        """What the agent does about what the caller just did; no moves is a caller who said nothing that counts."""
        done = set(moves)
        if "is_rude" in done:
            return self._say("ends_call", outcome="refused")
        if self._closing:
            return self._say("ends_call", outcome="deferred")
        if done & _YES:
            return self._accepted("agrees_auto_renewal" in done)
        if "books_cancellation" in done:
            return self._say("recites_procedure", outcome="cancelled")
        if "defers" in done:
            self._closing = True
            return self._say("promises_callback")
        return self._talk(done)

    def wait(self) -> Answer | None:
        """What comes of a deferral: how the next call opens, or None where nothing of the desk's is left."""
        answer = self.desk.defer() if self.desk.may_defer else None
        if answer is None or answer.event == "withdraws":
            return None
        self.opened_by_desk = answer.called_back
        self._pending = answer
        return answer

    @property
    def standing(self) -> int:
        """What is on the table now, in won, as the caller was told."""
        return 0 if self.desk.withdrawn else self._tabled

    def _talk(self, done: set[str]) -> Turn:
        if done & {"asks_terms", "reads_back", "asks_written"} and self._tabled:
            return self._say("reads_back_terms", last=True)
        if "asks_contact" in done or "asks_retention_team" in done:
            return self._say("transfers_call" if not self._tabled else "promises_callback")
        if "asks_penalty_basis" in done or "refuses_full_id" in done:
            return self._say("puts_on_hold")
        if self._pending is not None:
            return self._warm(done)
        if done & _PUSHES or "states_leaving" in done:
            return self._pushed()
        return self._say("asks_reason" if not done else "probes_competitor")

    def _warm(self, done: set[str]) -> Turn:
        """Before the offer: the extension, the reason, then a trick, then what is on the table."""
        self._warmed += 2 if done & {"gives_reason", "asks_benefits"} else 1
        if (self._warmed == 1 and done & {"thanks"}) or not done:
            return self._say("offers_auto_renewal" if self.desk.call == 1 else "asks_reason")
        if self._warmed < _WARMING:
            return self._say("asks_reason")
        return self._table()

    def _table(self) -> Turn:
        """Put the pending answer on the table, after the trick that goes with it."""
        answer, self._pending = self._pending, None
        if answer is None:
            return self._say("refuses_more")
        if answer.trick:
            self._pending = Answer(answer.event, answer.offer, answer.called_back)
            return self._say(answer.trick)
        move = "improves_offer" if self._tabled else "makes_offer"
        if answer.offer <= self._tabled:
            return self._say("refuses_more")
        return self._offer(move, answer.offer)

    def _pushed(self) -> Turn:
        if not self.desk.may_push:
            return self._say("refuses_more")
        answer = self.desk.push()
        if answer.event == "withdraws":
            return self._say("refuses_more", outcome="refused")
        if answer.event == "calls_bluff":
            return self._say("calls_bluff")
        self._pending = answer
        return self._table()

    def _accepted(self, as_it_is: bool) -> Turn:
        if as_it_is or not self._tabled:
            return self._say("ends_call", outcome="accepted")
        if not self._agreed:
            self._agreed = True
            return self._say("reads_back_terms", last=True)
        return self._say("ends_call", outcome="accepted")

    def _offer(self, move: str, worth: int) -> Turn:
        offer = as_offer(worth, self.desk.persona.form, self._fee)
        self._tabled = worth
        self._last = offer
        return self._say(move, offer=offer)

    def _say(
        self, move: str, *, offer: Offer | None = None, last: bool = False, outcome: Outcome | None = None
    ) -> Turn:
        shown = offer or (self._last if last else None)
        text, gloss = self._words(move, shown)
        told = offer or Offer()
        fee = None if self._fee is None else Money(self._fee)
        worth = valuation(told, fee=fee).value if told else None
        wording = write_offer(told, self.playbook.language) if told else ""
        return Turn(move, text, gloss, told.to_json() if told else {}, worth, wording, outcome)

    def _words(self, move: str, offer: Offer | None) -> tuple[str, str]:
        """The next wording of a move, and its gloss; a wording that needs an offer is used only where one stands."""
        says = self.playbook.moves.agent[move].says
        fitting = [text for text in says if offer is not None or "{offer}" not in (text.ko or text.en or "")]
        if not fitting:
            return self.playbook.moves.agent[move].label.best(self.playbook.language), ""
        first = self._used.setdefault(move, self._chance.randrange(len(fitting)))
        self._used[move] += 1
        text = fitting[first % len(fitting)]
        return self._filled(text.only(self.playbook.language), offer, self.playbook.language), self._filled(
            text.only(_other(self.playbook.language)), offer, _other(self.playbook.language)
        )

    def _filled(self, text: str | None, offer: Offer | None, language: Locale) -> str:
        values = {"offer": write_offer(offer, language) if offer else ""}
        if self._fee is not None:
            values["fee"] = write(Money(self._fee), language)
        return fill(text or "", values)


def _other(language: Locale) -> Locale:
    return "en" if language == "ko" else "ko"
