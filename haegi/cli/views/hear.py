"""What was heard in a text, and how well haegi hears, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from haegi.cli.context import Context
from haegi.nlu.classifier import Speaker
from haegi.nlu.evaluation import Evaluation
from haegi.nlu.offer_reader import OfferReading, offer_of
from haegi.nlu.recognizer import Recognition
from haegi.offers.offer import describe
from haegi.playbook.model import Playbook
from haegi.text.terminal import visible

#: Moves printed to a person; JSON has them all.
_SHOWN = 3


def lines(context: Context, recognition: Recognition, reading: OfferReading, side: Speaker, book: Playbook) -> Iterator[str]:
    """The surest moves, and the offer in the text."""
    yield context.say(f"hear.{recognition.confidence}")
    moves = book.moves.agent if side == "agent" else book.moves.caller
    shown = recognition.candidates[: max(_SHOWN, len(recognition.acts))] if recognition.confidence != "nothing" else ()
    for move, score in shown:
        mark = "*" if move in recognition.acts else " "
        yield f" {mark}{score:>4.0%}  {visible(moves[move].label.best(context.locale))}  ({move})"
    if reading.terms:
        yield context.say("hear.offer", offer=describe(offer_of(reading), context.locale))


def document(recognition: Recognition, reading: OfferReading) -> dict[str, Any]:
    """Every move with its score."""
    return {
        "moves": [{"id": move, "score": round(score, 4)} for move, score in recognition.candidates],
        "acts": list(recognition.acts),
        "offer": {**offer_of(reading).to_json(), "confidence": round(reading.confidence, 3), "sure": reading.sure}
        if reading.terms else None,
        "verdict": recognition.confidence,
    }


def figures(found: Evaluation) -> Iterator[str]:
    """An evaluation as tables."""
    yield f"{'':<24}{'n':>6}{'first':>9}{'top 3':>9}"
    tallies = [("all", found.overall), *found.by_speaker.items(), *found.by_style.items(), *found.by_confidence.items()]
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
