"""What was heard in a text, and how well haegi hears, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from haegi.cli.context import Context
from haegi.nlu.classifier import Speaker
from haegi.nlu.evaluation import Evaluation
from haegi.nlu.recognizer import Heard
from haegi.offers.offer import Offer, describe
from haegi.playbook.model import Playbook
from haegi.text.terminal import visible

#: Moves printed to a person; JSON has them all.
_SHOWN = 3


def lines(context: Context, heard: Heard, offer: Offer, side: Speaker, book: Playbook) -> Iterator[str]:
    """The surest moves, and the offer in the text."""
    yield context.say(f"hear.{heard.verdict}")
    moves = book.moves.agent if side == "agent" else book.moves.caller
    for guess in heard.ranked[:_SHOWN] if heard.verdict != "nothing" else ():
        yield f"  {guess.score:>4.0%}  {visible(moves[guess.move].label.best(context.locale))}  ({guess.move})"
    if offer:
        yield context.say("hear.offer", offer=describe(offer, context.locale))


def document(heard: Heard, offer: Offer) -> dict[str, Any]:
    """Every move with its score."""
    return {
        "moves": [{"id": guess.move, "score": round(guess.score, 4)} for guess in heard.ranked],
        "offer": offer.to_json() if offer else None,
        "verdict": heard.verdict,
    }


def figures(found: Evaluation) -> Iterator[str]:
    """An evaluation as tables."""
    yield f"{'':<24}{'n':>6}{'first':>9}{'top 3':>9}"
    tallies = [("all", found.overall), *found.by_speaker.items(), *found.by_style.items(), *found.by_verdict.items()]
    for name, tally in tallies:
        yield f"{name:<24}{tally.count:>6}{tally.first:>9.1%}{tally.top3:>9.1%}"
    yield ""
    yield f"{'score from':<24}{'n':>6}{'mean':>9}{'right':>9}"
    for bin_ in found.calibration:
        yield f"{bin_.low:<24.2f}{bin_.count:>6}{bin_.score:>9.1%}{bin_.right:>9.1%}"
    if found.confusions:
        yield ""
    for confusion in found.confusions[:15]:
        yield f"{confusion.count:>4}  {confusion.speaker}  {confusion.move} -> {confusion.heard}"
