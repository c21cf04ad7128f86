"""The agent's sentences: the playbook's wordings of a move in turn, and the few things no move is for."""

from __future__ import annotations

import re
from random import Random

from haegi.call.call import Utterance
from haegi.money.money import Currency, Money, write
from haegi.offers.offer import Offer
from haegi.offers.offer import write as write_offer
from haegi.offers.valuation import valuation
from haegi.playbook.model import Outcome, Playbook
from haegi.rehearsal.persona import DeskPersona, StagedPersona
from haegi.text.i18n import Locale, Text, fill, say

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


def _described(label: Text) -> Text:
    """A move without words of its own: what it is, in brackets."""
    return Text(ko=label.ko and f"({label.ko})", en=label.en and f"({label.en})")


class Wordings:
    """Wordings drawn by `chance`: a move said again is said differently, as far as the playbook has wordings."""

    def __init__(
        self, playbook: Playbook, who: DeskPersona | StagedPersona, chance: Random, fee: int | None, currency: Currency = "KRW"
    ) -> None:
        self.language: Locale = playbook.language
        self._gloss: Locale = "en" if playbook.language == "ko" else "ko"
        self._moves = playbook.moves.agent
        self._own = {move: tuple(Text(ko=text.ko, en=text.en) for text in texts) for move, texts in who.says.items()}
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
        if not fitting:
            return _described(self._moves[move].label)
        turn = self._next.setdefault(move, self._chance.randrange(len(fitting)))
        self._next[move] += 1
        return fitting[turn % len(fitting)]

    def _whole(self, wording: Text, offer: Offer | None, lead: str, language: Locale) -> str:
        values = {"offer": _WHOLE.sub("", write_offer(offer, language)) if offer else ""}
        if self._fee is not None:
            values["fee"] = write(self._fee, language)
        words = fill(wording.only(language) or "", values)
        return f"{say(language, f'agent.{lead}')} {words}" if lead else words
