"""The desk of one persona as a process: what it answers to a push, a deferral and the next call.

    in a call    offer = max(what stood before, first + (open - first) x f(n / pushes)), first = first_share x open
    a push       first risks `withdraw`, then `calls_bluff`; if neither, n grows by one
    a deferral   first risks `withdraw`; then, with chance `callback`, the desk calls and the next tier opens,
                 otherwise the caller calls and the same tier is open; n starts again at 0

A push that calls the bluff brings no better offer and ends the pushing in that call. What was withdrawn is gone.

Seeded: a case is (persona, seed, index). Its dice are keyed by those and by the call, and each push has its own, so
that two ways of handling one case meet the same luck and cases do not depend on each other. Offers are in won.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from haegi.rehearsal.persona import DeskPersona

MOST_CALLS = 6
TRICK_CHANCE = 0.5

DeskEvent = Literal["opens", "answers", "calls_bluff", "withdraws"]


@dataclass(frozen=True, slots=True)
class DeskAnswer:
    """The desk's answer. `offer` is what now stands, in won (0 once withdrawn); `called_back`: the desk rang."""

    event: DeskEvent
    offer: int
    called_back: bool = False
    trick: str | None = None


class Desk:
    """One case with one desk, up to six calls. Nothing a caller may not know is on an `DeskAnswer`."""

    def __init__(self, persona: DeskPersona, seed: int, index: int = 0) -> None:
        self.persona = persona
        self._key = f"{persona.id}/{seed}/{index}"
        self.limit = Random(self._key).randint(*persona.limit)
        self.call = 0
        self.tier = 0
        self.offer = 0
        self.minutes = 0.0
        self.withdrawn = False
        self.bluff_called = False
        self.pushes = 0
        self._dice = Random(self._key)
        self._deferral = (0.0, 0.0)
        self.opening = self._open_call(called_back=False)

    @property
    def may_push(self) -> bool:
        return not (self.withdrawn or self.bluff_called)

    @property
    def may_defer(self) -> bool:
        return not self.withdrawn and self.call < MOST_CALLS

    def push(self) -> DeskAnswer:
        """Ask for more. Raises ValueError where the pushing is over (see `may_push`)."""
        if not self.may_push:
            raise ValueError("pushing is over in this call")
        risk, bluff, trick = self._dice.random(), self._dice.random(), self._trick()
        self.minutes += self.persona.minutes.push
        if risk < self.persona.withdraw:
            return self._withdraw()
        if bluff < self.persona.calls_bluff:
            self.bluff_called = True
            return DeskAnswer("calls_bluff", self.offer, trick=trick)
        self.pushes += 1
        self.offer = max(self.offer, self._open_offer())
        return DeskAnswer("answers", self.offer, trick=trick)

    def defer(self) -> DeskAnswer:
        """End the call to think about it; the answer opens the next one. Raises ValueError after six calls."""
        if not self.may_defer:
            raise ValueError("no call is left")
        risk, luck = self._deferral
        if risk < self.persona.withdraw:
            return self._withdraw()
        return self._open_call(called_back=luck < self.persona.callback)

    def _open_call(self, *, called_back: bool) -> DeskAnswer:
        self.call += 1
        self.tier += called_back
        self.pushes = 0
        self.bluff_called = False
        self.minutes += self.persona.minutes.call
        self._dice = Random(f"{self._key}/{self.call}")
        self._deferral = self._dice.random(), self._dice.random()
        self.offer = max(self.offer, self._open_offer())
        return DeskAnswer("opens", self.offer, called_back=called_back, trick=self._trick())

    def _open_offer(self) -> int:
        return self.persona.open_offer(self.limit, self.tier, self.pushes)

    def _withdraw(self) -> DeskAnswer:
        self.withdrawn = True
        self.offer = 0
        return DeskAnswer("withdraws", 0)

    def _trick(self) -> str | None:
        chance, which = self._dice.random(), self._dice.random()
        tricks = self.persona.tricks
        return tricks[int(which * len(tricks))] if tricks and chance < TRICK_CHANCE else None
