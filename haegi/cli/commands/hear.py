"""`haegi hear`: which move a text makes, and how well haegi hears; `haegi playbook train` makes the ears."""

from __future__ import annotations

import json as json_module
import sys
from collections.abc import Iterator
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

import typer

from haegi.cli import context
from haegi.errors import Failure

if TYPE_CHECKING:
    from haegi.files.resources import Loaded
    from haegi.nlu.classifier import Speaker
    from haegi.nlu.evaluation import Evaluation, Row
    from haegi.nlu.recognizer import Ears

#: Moves printed to a person; JSON has them all.
SHOWN = 3
#: Characters of labelled sentences that are read: years of work, and an end to a device that has none.
_LARGEST = 20_000_000


def hear(
    text: list[str] = typer.Argument(None, metavar="TEXT", help="cli.hear.text", show_default=False),
    speaker: str = typer.Option("agent", "--speaker", metavar="agent|caller", help="cli.hear.speaker"),
    playbook: str = typer.Option("retention-kr", "--playbook", metavar="PLAYBOOK", help="cli.playbook"),
    evaluate: str = typer.Option("", "--eval", metavar="FILE.tsv", help="cli.hear.eval", show_default=False),
    crossed: bool = typer.Option(False, "--cv", help="cli.hear.cv"),
    json: bool = typer.Option(False, "--json", help="cli.json"),
) -> None:
    if evaluate:
        _evaluate(File(evaluate), playbook, crossed=crossed, json=json)
        return
    if not text:
        raise Failure("hear.say-what")
    side = _speaker(speaker)
    loaded = context.playbook(playbook)
    words = " ".join(text)
    prepared = context.recognizer(loaded)
    if words == "-":
        from haegi.cli.views.offer import lines

        for line in map(context.typed, lines()):
            _answer(line, side, loaded, prepared, json=json, stream=True)
    else:
        _answer(words, side, loaded, prepared, json=json, stream=False)


def _speaker(name: str) -> Speaker:
    if name == "agent":
        return "agent"
    if name == "caller":
        return "caller"
    raise Failure("hear.no-speaker", name=name)


def _answer(text: str, side: Speaker, loaded: Loaded, prepared: Ears, *, json: bool, stream: bool) -> None:
    from haegi.offers.offer import Offer
    from haegi.text.terminal import escaped

    heard = prepared.hear(text, side)
    offer = Offer.parse(text)
    if not json:
        context.out("\n".join(_shown(text, side, loaded, prepared)))
        return
    document = {
        "moves": [{"id": guess.move, "score": round(guess.score, 4)} for guess in heard.ranked],
        "offer": offer.to_json() if offer else None,
        "verdict": heard.verdict,
    }
    if stream:
        body = escaped(json_module.dumps(document, ensure_ascii=False))
        sys.stdout.buffer.write(body.encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
    else:
        context.answer_json(document)


def _shown(text: str, side: Speaker, loaded: Loaded, prepared: Ears) -> Iterator[str]:
    from haegi.offers.offer import Offer, write
    from haegi.text.terminal import visible

    heard = prepared.hear(text, side)
    yield context.say(f"hear.{heard.verdict}")
    moves = loaded.playbook.moves.agent if side == "agent" else loaded.playbook.moves.caller
    for guess in heard.ranked[:SHOWN] if heard.verdict != "nothing" else ():
        yield f"  {guess.score:>4.0%}  {visible(moves[guess.move].label.best(context.State.locale))}  ({guess.move})"
    offer = Offer.parse(text)
    if offer:
        yield context.say("hear.offer", offer=write(offer, context.State.locale))


def _evaluate(path: File, playbook: str, *, crossed: bool, json: bool) -> None:
    from haegi.nlu import evaluation

    rows = list(_rows(path))
    if not rows:
        raise Failure("hear.no-rows", path=str(path))
    found = evaluation.cross_validate(rows) if crossed else evaluation.evaluate(context.recognizer(context.playbook(playbook)), rows)
    if json:
        context.answer_json(found.to_json())
    else:
        context.out("\n".join(_figures(found)))


def _rows(path: File) -> Iterator[Row]:
    """The labelled sentences of a TSV with the columns speaker, id, style, text."""
    from haegi.nlu.evaluation import Row

    try:
        with path.open(encoding="utf-8-sig") as file:
            lines = file.read(_LARGEST).splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Failure("file.unreadable", path=str(path), why=getattr(error, "strerror", None) or "UTF-8") from None
    for number, line in enumerate(lines[1:], 2):
        columns = line.split("\t")
        if len(columns) != 4 or columns[0] not in ("agent", "caller"):
            raise Failure("hear.bad-row", path=str(path), line=number)
        yield Row(_speaker(columns[0]), columns[1], columns[2], columns[3])


def _figures(found: Evaluation) -> Iterator[str]:
    """The evaluation as a table."""
    yield f"{'':<24}{'n':>6}{'first':>9}{'top 3':>9}"
    tallies: list[tuple[str, Any]] = [("all", found.overall)]
    tallies += [*found.by_speaker.items(), *found.by_style.items(), *found.by_verdict.items()]
    for name, tally in tallies:
        yield f"{name:<24}{tally.count:>6}{tally.first:>9.1%}{tally.top3:>9.1%}"
    yield ""
    yield f"{'score from':<24}{'n':>6}{'mean':>9}{'right':>9}"
    for each in found.calibration:
        yield f"{each.low:<24.2f}{each.count:>6}{each.score:>9.1%}{each.right:>9.1%}"
    if found.confusions:
        yield ""
    for one in found.confusions[:15]:
        yield f"{one.count:>4}  {one.speaker}  {one.move} -> {one.heard}"


def train(
    playbook: str = typer.Argument("retention-kr", metavar="[PLAYBOOK]", help="cli.playbook", show_default=False),
) -> None:
    from haegi.coach.services import examples
    from haegi.files.resources import background
    from haegi.nlu.training import train as learn

    loaded = context.playbook(playbook)
    path = loaded.path.with_suffix(".ears")
    context.write_file(path, learn(examples(loaded.playbook), background(loaded.playbook.language)), force=True, private=False)
    context.out(context.say("case.written", path=str(path)))
