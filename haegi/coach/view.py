"""The view that both front ends draw: plain data in the language of the interface, safe to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from haegi.call.case import Case, Commitment, Round
from haegi.call.cue import Sentence, day_in_words, in_words
from haegi.call.engine import Snapshot
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale, Text, say
from haegi.text.terminal import clip, visible

#: The caller move that needs a real quote behind it.
CITES = "cites_competitor"

Ask = Literal["move", "opening", "which", "list", "offer", "date", "end", "help"]


class Choice(NamedTuple):
    """One thing a digit does."""

    key: str
    label: str
    trap: bool = False


class OfferRow(NamedTuple):
    """One offer in the ledger, the `round`th of its call; `share` of the target is None where either is unknown."""

    call: int
    round: int
    wording: str
    worth: str
    share: float | None


class View(NamedTuple):
    """One moment of the coach. Clocks are milliseconds; `notice` is haegi's answer to the last answer.

    `said` is the line that was said last; `silent`: it was a push, and nothing was heard since.
    """

    title: str
    matter: str
    number: int
    clock: int
    held: int
    holding: bool
    stage: str
    step: tuple[int, int] | None
    aim: str
    answering: str
    line: str
    gloss: str
    more: int
    watch: str
    waiting: bool
    silent: bool
    said: str
    ask: Ask
    question: str
    guesses: tuple[Choice, ...]
    choices: tuple[Choice, ...]
    zero: str
    enter: str
    nine: str
    notice: tuple[str, ...]
    offers: tuple[OfferRow, ...]
    target: str
    versus: str
    advice: tuple[str, str]
    outcome: str
    speech: str = ""

    def keys(self, locale: Locale) -> list[str]:
        """The keys beside those of the choices, and what they do."""
        named = (("0", self.zero), ("Enter", self.enter), ("9", self.nine))
        return [*(f"{key} {label}" for key, label in named if label), say(locale, "coach.slash")]


def offer_rows(rounds: Sequence[Round], case: Case, locale: Locale) -> tuple[OfferRow, ...]:
    """The ledger: every offer in order, beside the target."""
    target = case.sum("target")
    calls = [offer.call for offer in rounds]
    return tuple(
        OfferRow(
            offer.call,
            calls[: place + 1].count(offer.call),
            visible(offer.wording or offer.text),
            worth_words(offer.worth, case, locale, conditional=offer.conditional) or say(locale, "coach.worth-unknown"),
            offer.worth / target if offer.worth is not None and target else None,
        )
        for place, offer in enumerate(rounds)
    )


def money(amount: int | None, case: Case, locale: Locale) -> str:
    """A sum in the case's currency as words; empty for none."""
    return "" if amount is None else in_words(amount, "money", locale, case.currency)


def worth_words(worth: int | None, case: Case, locale: Locale, *, conditional: bool) -> str:
    """What an offer is worth, and whether that is before its conditions; empty where it is not known."""
    shown = money(worth, case, locale)
    return say(locale, "offer.before-conditions", value=shown) if shown and conditional else shown


def promise_line(promise: Commitment, case: Case, today: date, locale: Locale) -> str:
    """A promise that is due, in one line: who made it, what it was, by when."""
    who = visible(str(case.slots.get("carrier") or say(locale, "promise.company")))
    day = day_in_words(promise.due.isoformat(), locale, today) if promise.due else ""
    key = "promise.today" if promise.due == today else "promise.past"
    return say(locale, key, who=who, text=clip(visible(promise.text), 60), day=day, call=promise.call)


def matter_line(case: Case) -> str:
    """The case in a few words: who and what."""
    slots = (str(case.slots.get(name, "")) for name in ("carrier", "product"))
    return visible(" ".join(slot for slot in slots if slot) or case.name)


def lacks_quote(playbook: Playbook, snapshot: Snapshot) -> bool:
    """Whether this is where a rival is cited, and no quote is recorded that could be."""
    lines = playbook.owned.get(snapshot.stage, ()) if snapshot.stage in playbook.stages else ()
    cites = any(CITES in spoken.does for spoken in lines)
    return cites and not snapshot.reply and snapshot.facts.get("quote") is None


def text_of(text: Text | None, locale: Locale) -> str:
    return visible(text.best(locale)) if text else ""


def excerpt(text: str) -> str:
    """A person's words as they may be shown, cut where they would fill the screen."""
    return clip(visible(text), 60)


def move_choices(playbook: Playbook, moves: Sequence[str], locale: Locale, taken: int = 0) -> tuple[Choice, ...]:
    """Agent moves under digits, behind those that are `taken`."""
    shown = [playbook.moves.agent[move] for move in moves]
    return tuple(Choice(str(digit), text_of(move.label, locale), move.trap) for digit, move in enumerate(shown, taken + 1))


def glossed(sentence: Sentence | None, playbook: Playbook, locale: Locale) -> tuple[str, str]:
    """The line and its gloss; the gloss only where the interface is not in the language of the call."""
    if sentence is None:
        return "", ""
    return visible(sentence.text), visible(sentence.gloss) if locale != playbook.language else ""


def clocks(snapshot: Snapshot, now: int) -> tuple[int, int]:
    """How long the call has lasted, and how long of it on hold, in milliseconds; never below zero."""
    until = snapshot.ended or now
    lasted = max(0, until - snapshot.began) if snapshot.began else 0
    holding = max(0, now - snapshot.hold_since) if snapshot.hold_since else 0
    return lasted, snapshot.held + holding


def clock(milliseconds: int) -> str:
    """Minutes and seconds: 04:12."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes:02d}:{seconds:02d}"
