"""`haegi hear`: which move a text makes, and how well haegi hears."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as File
from typing import get_args

import typer

from haegi.cli.context import DEFAULT, Context
from haegi.cli.options import PLAYBOOKS, Json, completed
from haegi.cli.views import hear as hear_view
from haegi.errors import Failure
from haegi.nlu import evaluation
from haegi.nlu.classifier import Speaker
from haegi.nlu.evaluation import Row
from haegi.nlu.offer_reader import OfferContext, read_offer

#: Characters of labelled sentences that are read: years of work, and an end to a device that has none.
_LARGEST = 20_000_000
SIDES: dict[str, Speaker] = {side: side for side in get_args(Speaker)}


def hear(
    ctx: typer.Context,
    text: list[str] = typer.Argument(None, metavar="TEXT", help="cli.hear.text"),
    speaker: str = typer.Option("agent", "--speaker", metavar="agent|caller", help="cli.hear.speaker", autocompletion=completed(lambda _: SIDES)),
    playbook: str = typer.Option(DEFAULT, "--playbook", metavar="PLAYBOOK", help="cli.playbook", autocompletion=PLAYBOOKS),
    evaluate: str = typer.Option("", "--eval", metavar="FILE.tsv", help="cli.hear.eval"),
    json: Json = False,
) -> None:
    context: Context = ctx.obj
    if evaluate:
        _evaluate(context, File(evaluate), playbook, json=json)
        return
    if not text:
        raise Failure("hear.say-what")
    side = SIDES.get(speaker)
    if side is None:
        raise Failure("hear.no-speaker", name=speaker)
    loaded = context.loaded(playbook)
    recognizer = context.recognizer(loaded)
    words = " ".join(text)
    for line in context.lines() if words == "-" else [words]:
        recognition, reading = recognizer.recognize(line, side), read_offer(line, OfferContext(speaker=side))
        if json:
            context.answer_json(hear_view.document(recognition, reading), on_one_line=words == "-")
        else:
            context.answer(hear_view.lines(context, recognition, reading, side, loaded.playbook))


def _evaluate(context: Context, path: File, playbook: str, *, json: bool) -> None:
    rows = list(_rows(path))
    if not rows:
        raise Failure("hear.no-rows", path=str(path))
    found = evaluation.evaluate(context.recognizer(context.loaded(playbook)), rows)
    context.answer(found.to_json() if json else hear_view.figures(found))


def _rows(path: File) -> Iterator[Row]:
    """The labelled sentences of a TSV with the columns speaker, id, style, text."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            lines = file.read(_LARGEST).splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Failure("file.unreadable", path=str(path), why=getattr(error, "strerror", None) or "UTF-8") from None
    for number, line in enumerate(lines[1:], 2):
        columns = line.split("\t")
        if len(columns) != 4 or columns[0] not in SIDES:
            raise Failure("hear.bad-row", path=str(path), line=number)
        yield Row(SIDES[columns[0]], columns[1], columns[2], columns[3])
