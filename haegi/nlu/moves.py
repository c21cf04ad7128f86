"""Moves that the reading of a turn knows by name, whatever the playbook, and labelled turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from haegi.nlu.features import TurnContext

#: What an offer is by what was on the table before: the first one, a better one, or what stands read back.
FIRST_OFFER, BETTER_OFFER, READ_BACK = "makes_offer", "improves_offer", "reads_back_terms"
GREETING, GOODBYE = "answers_call", "ends_call"
#: Moves that change the advice: acted on only where they are very sure.
RISKY = frozenset({"calls_bluff", "limits_time", "refuses_more", "asks_full_id"})


class Sample(NamedTuple):
    """A labelled turn: its words, every move it makes, the context it was said in, and whose hand it is by.

    `among`: the moves it was labelled with, where those are of another playbook; it tells nothing of any other.
    """

    text: str
    moves: frozenset[str]
    context: TurnContext | None = None
    voice: str = ""
    among: frozenset[str] | None = None
