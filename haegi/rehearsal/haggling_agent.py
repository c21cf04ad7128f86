"""The simulated agent: what a persona's desk says next, and in which words.

The desk (`haegi.rehearsal.desk`) decides what is given and when; this module turns that into agent moves of the
playbook and into sentences. What a caller says counts as a push, a deferral, a yes or a question by its moves. The
wording is drawn from the seed, so the same seed and the same answers make the same call.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Literal

from haegi.call.call import Utterance
from haegi.offers.offer import Offer
from haegi.offers.offer import write as write_offer
from haegi.offers.term import Term
from haegi.playbook.model import Outcome, Playbook, Role
from haegi.rehearsal.desk import Basis, Desk, DeskAnswer, as_offer
from haegi.rehearsal.persona import DeskPersona
from haegi.rehearsal.utterances import NO, YES, Wordings, first, playing, replies, worth_of, yes_or_no

#: The least a caller has to do before the first offer is on the table: say why, or ask what there is.
_WARMING = 2
#: Answers in a row that nobody could make anything of, after which the agent rings off.
_PATIENCE = 4
#: How often a question is answered in the same way.
_TIMES = 2
_PUSHES = frozenset({"rejects_offer", "cites_competitor", "counters", "states_leaving", "declines_renewal", "asks_benefits"})  # fmt: skip
_YES = frozenset({"accepts", "agrees_auto_renewal"})
_TERMS = frozenset({"asks_terms", "reads_back", "asks_written"})
#: Who can't do the one does the other.
_INSTEAD: dict[Role, tuple[Role, ...]] = {
    "raises": ("offers",), "bluffs": ("refuses",), "probes": ("asks_reason", "refuses"), "cancels": ("ends",),
    "extends": ("asks_reason", "refuses"), "asks_reason": ("refuses",), "calls_back": ("ends",),
}  # fmt: skip


class HagglingAgent:
    """One desk over the calls of one case. Days pass between calls; nothing hidden is ever in a turn."""

    def __init__(self, playbook: Playbook, persona: DeskPersona, seed: int, fee: int | None = None) -> None:
        self.desk = Desk(persona, seed)
        self.opened_by_desk = True
        self._fee = fee
        self._basis = Basis(fee, persona.currency, persona.months)
        chance = Random(f"words/{persona.id}/{seed}")
        self._wordings = Wordings(playbook, persona.wordings, chance, fee, persona.currency)
        self._moves = playbook.moves.agent
        more = {name for name, move in playbook.moves.caller.items() if move.push}
        self._asking = frozenset(playing(playbook.moves.caller, "asks_more"))
        self._pushes = _PUSHES | more | self._asking
        self._caller = playbook.moves.caller
        self._waived = False
        self._chance = Random(f"levers/{persona.id}/{seed}")
        self._levers = self._soft_levers()
        self._opening = self.desk.opening
        self._tabled: Offer | None = None
        self._worth = 0
        self._begin(self._opening)

    @property
    def limit(self) -> int:
        """The most this desk gives, in minor units: for the review, never for a turn."""
        return self.desk.limit

    def _begin(self, opening: DeskAnswer) -> None:
        self._pending: DeskAnswer | None = opening
        self._trick = opening.trick
        self._after: Literal["", "push", "penalty", "go on"] = ""
        self._warmed = self._lost = 0
        self._closing = self._agreed = self._raised = self._probed = self._extended = False
        self._last = self._lead = ""
        self._told: Counter[str] = Counter()

    def _soft_levers(self) -> list[str]:
        """Moves that cost the desk nothing and are tried before money: a reason and, where it concedes late, speed."""
        reasons, speed = playing(self._moves, "urges"), first(self._moves, "speed")
        chosen = [self._chance.choice(reasons)] if reasons else []
        late = self.desk.persona.pace == "boulware" and speed
        return [*chosen, speed] if late else chosen

    def open(self) -> Utterance:
        """The first words of a call. The first call opens with the end of the contract, later ones with the offer."""
        if self._opening.event == "withdraws":
            return self._do("ends", "gone-since", outcome="refused")
        if self.desk.call == 1:
            return self._do("opens") if self._move("opens") else self._wordings.aside("greets")
        self._lead = "calls-back" if self.opened_by_desk else "picks-up"
        return self._table()

    def react(self, moves: Sequence[str], words: str = "") -> Utterance:
        """The agent's answer to what the caller just did. Without moves the caller's `words` were not understood,
        and without words there was silence."""
        done = set(moves)
        if "is_rude" in done:
            return self._insulted()
        if not done and not self._after and (words.strip() or not self._closing):
            return self._unheard(words)
        self._lost = 0
        if self._closing:
            return self._leaving(done)
        if done & _YES or (self._agreed and done == {"thanks"}):
            return self._accepted("agrees_auto_renewal" in done)
        if "books_cancellation" in done or (self._was("bluffs") and "states_leaving" in done):
            return self._do("cancels", outcome="cancelled")
        if "defers" in done:
            return self._deferred(done)
        return self._converse(done)

    def means(self, words: str) -> tuple[str, ...]:
        """The move behind a bare yes or no, by what the agent just asked; nothing for other words."""
        answer = yes_or_no(words)
        if answer == YES and self._was("extends"):
            return ("agrees_auto_renewal",) if "agrees_auto_renewal" in self._caller else ("accepts",)
        if answer == YES:
            return ("accepts",) if self._was("offers", "raises", "reads_back") else ("thanks",)
        if answer == NO:
            declines = not self._worth and "declines_renewal" in self._caller
            return ("declines_renewal",) if declines else ("rejects_offer",)
        return ()

    def wait(self) -> DeskAnswer | None:
        """Go on to the next call after a deferral: how it opens, or None where no call is left."""
        if not self.desk.may_defer:
            return None
        self._opening = self.desk.defer()
        self.opened_by_desk = self._opening.called_back
        self._begin(self._opening)
        return self._opening

    # Ways a call goes off the rails, or ends

    def _insulted(self) -> Utterance:
        if self._raised:
            return self._do("ends", "insulted", outcome="refused")
        self._raised = True
        return self._wordings.aside("warned")

    def _unheard(self, words: str) -> Utterance:
        self._lost += 1
        if self._lost >= _PATIENCE:
            return self._do("ends", "lost", outcome="deferred" if self._closing else "cut")
        return self._wordings.aside("pardon" if words.strip() else "hello")

    def _deferred(self, done: set[str]) -> Utterance:
        self._closing = True
        return self._do("calls_back", "contact" if "asks_contact" in done else "")

    def _leaving(self, done: set[str]) -> Utterance:
        """After a deferral: a contact or a text before the end, or a yes after all."""
        if done & _YES and self._worth:
            self._closing = False
            return self._accepted(False)
        wish = "contact" if "asks_contact" in done else "texts" if done & _TERMS and self._worth else ""
        return self._do("ends", wish, outcome="deferred")

    def _accepted(self, extends: bool) -> Utterance:
        """A yes. Offers are read back first; where nothing was offered, a yes is one to the plain extension."""
        if not self._worth:
            if extends or self._was("extends"):
                return self._do("ends", "extended", outcome="accepted")
            self._extended = True
            return self._do("extends")
        if self._agreed or self._was("reads_back"):
            return self._do("ends", "sealed", outcome="accepted")
        self._agreed = True
        return self._do("reads_back", offer=self._tabled)

    # The conversation

    def _converse(self, done: set[str]) -> Utterance:
        after, self._after = self._after, ""
        if after == "go on" and self._pending is not None and self._move("resumes"):
            return self._do("resumes")
        if after:
            return self._pushed() if after == "push" else self._go_on("penalty" if after == "penalty" else "")
        detour = self._detour(done)
        if detour:
            return detour
        if self._pending is not None:
            return self._warm(done)
        self._agreed = self._agreed and not done & self._pushes
        if done & self._pushes or ("gives_reason" in done and self._probed):
            return self._pushed()
        if "reveals_limit" in done and not self._agreed:
            return self._do("refuses")
        if "gives_reason" in done:
            self._probed = True
            return self._do("probes")
        return self._go_on("texts" if "asks_written" in done else "")

    def _detour(self, done: set[str]) -> Utterance | None:
        """A supervisor, a check or a name that is asked for comes before anything else."""
        if done & {"asks_supervisor", "asks_retention_team"} and not self._raised:
            self._raised = True
            self._after = "push" if "asks_supervisor" in done and self._worth else "go on"
            return self._do("holds" if self._after == "push" else "transfers")
        if "asks_supervisor" in done and self._worth:
            return self._do("refuses")
        reply = self._reply(done)
        if reply:
            return self._say(reply, offer=self._tabled)
        if "asks_penalty_basis" in done:
            self._after = "penalty"
            return self._do("holds")
        if "refuses_full_id" in done:
            self._lead = "identified"
        elif "asks_contact" in done:
            self._lead = "contact"
        return None

    def _reply(self, done: set[str]) -> str:
        """The playbook's answer to this question, unless it was given often enough; a waiver where there is one."""
        possible = [move for move in replies(self._moves, done) if self._told[move] < _TIMES]
        waiving = [move for move in possible if self._moves[move].role == "waives"]
        if waiving and self.desk.persona.waives and not self._waived:
            self._waived = True
            self._tabled = self._with_waivers(self._tabled) if self._tabled else None
            return waiving[0]
        return next((move for move in possible if move not in waiving), "")

    def _go_on(self, lead: str = "") -> Utterance:
        """Back to business: what is pending, or what stands, put as a question."""
        self._lead = self._lead or lead
        if self._pending is not None:
            return self._table()
        return self._do("reads_back", offer=self._tabled) if self._worth else self._do("refuses")

    def _warm(self, done: set[str]) -> Utterance:
        """Before the offer: the extension, the reason, then what is on the table."""
        self._warmed += 2 if done & ({"gives_reason", "asks_benefits", "cites_competitor"} | self._asking) else 1
        if self._worth or self._warmed >= _WARMING:
            return self._table()
        if done & self._pushes or self._extended:
            return self._do("asks_reason")
        self._extended = True
        return self._do("extends")

    def _table(self) -> Utterance:
        """Put the pending answer on the table, or say that there is no more."""
        answer, self._pending = self._pending, None
        sum_ = answer.offer if answer else 0
        offer = self._with_waivers(as_offer(sum_, self.desk.persona.form, self._basis, self.desk.limit))
        worth = worth_of(offer, self._fee, self._basis.currency)
        if worth > self._worth:
            role: Role = "raises" if self._worth else "offers"
            self._tabled, self._worth = offer, worth
            return self._do(role, offer=offer)
        if answer and answer.event == "opens" and self._worth:
            return self._do("offers", offer=self._tabled)
        return self._do("refuses")

    def _with_waivers(self, offer: Offer) -> Offer:
        waived = self.desk.persona.waives if self._waived and offer else ()
        return replace(offer, terms=(*offer.terms, *(Term("waiver", what=what) for what in waived)))

    def _pushed(self) -> Utterance:
        if not self.desk.may_push:
            return self._do("refuses")
        answer = self.desk.push()
        if answer.event == "withdraws":
            return self._do("ends", "gone", outcome="refused")
        if answer.event == "calls_bluff":
            return self._do("bluffs")
        self._pending = answer
        # Before more money comes a reason or speed while there are some, else a trick.
        trick, self._trick = answer.trick or self._trick, None
        ploy = self._levers.pop(0) if self._levers else trick
        return self._say(ploy) if ploy else self._table()

    def _move(self, *roles: Role) -> str:
        return first(self._moves, *roles)

    def _was(self, *roles: Role) -> bool:
        """Whether the last thing said plays one of these roles."""
        return any(self._last in playing(self._moves, role) for role in roles)

    def _do(self, role: Role, lead: str = "", *, offer: Offer | None = None, outcome: Outcome | None = None) -> Utterance:
        """Say what plays this role, or what comes nearest to it; a word of the agent's own where nothing does."""
        move = self._move(role, *_INSTEAD.get(role, ()))
        return self._say(move, lead, offer=offer, outcome=outcome) if move else self._wordings.aside("one-moment")

    def _say(self, move: str, lead: str = "", *, offer: Offer | None = None, outcome: Outcome | None = None) -> Utterance:
        lead, self._lead = lead or self._lead, ""
        self._last = move
        self._told[move] += 1
        made = offer if offer is not None and self._moves[move].offer else None
        text, gloss = self._wordings.of(move, offer, lead)
        if not made:
            return Utterance(move, text, gloss, {}, None, "", outcome)
        wording, worth = write_offer(made, self._wordings.language), worth_of(made, self._fee, self._basis.currency)
        return Utterance(move, text, gloss, made.to_json(), worth, wording, outcome)
