"""What the coach needs from hearing, reading offers and advice, as it was handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from haegi.call.case import Case, PastCall


class Heard(NamedTuple):
    """Agent moves a text may be, best first. `sure`: the first one can be acted on without asking."""

    moves: tuple[str, ...]
    sure: bool


class Reading(NamedTuple):
    """An offer read from a text: its JSON, its wording, its worth (None: can't be told), and what is missing for it.

    `said` is the wording in the language of the call, for the lines that come back to it.
    """

    offer: Mapping[str, Any]
    wording: str
    worth: int | None
    lacking: tuple[str, ...] = ()
    said: str = ""

    def data(self) -> dict[str, Any]:
        """What an event keeps of it; empty where there is no offer in the text."""
        if not self.offer.get("terms"):
            return {}
        said = {"said": self.said} if self.said != self.wording else {}
        return {"offer": dict(self.offer), "wording": self.wording, **said, "worth": self.worth}


class Advised(NamedTuple):
    """Advice in the words of the interface: the action, the one line that is shown, and the reasons for `/why`."""

    action: str
    text: str
    reasons: tuple[str, ...]


Adviser = Callable[[Case, Sequence[PastCall]], Advised | None]
Ear = Callable[[str], Heard]
Reader = Callable[[str, Case], Reading]
