"""Labelled turns of whole calls and of everyday talk: `tests/data/corpus/calls/*.yaml` and `talk/*.tsv`.

A voice is one author: the part of a file's name before the playbook. `corpus/README.md` says how the files are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from haegi.nlu.classifier import Speaker
from haegi.nlu.features import TurnContext
from haegi.nlu.moves import Sample

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
_OTHER: Mapping[Speaker, Speaker] = {"agent": "caller", "caller": "agent"}


@cache
def calls() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Every call with its voice."""
    paths = sorted((CORPUS / "calls").glob("*.yaml"))
    return tuple((voice_of(path), yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)) for path in paths)


def voice_of(path: Path) -> str:
    """`k01` of `k01-retention-kr-03`; the calls that came with the project are by one hand a playbook (`kr-d07`)."""
    first = path.stem.split("-")[0]
    return first if first[-1].isdigit() else f"dev-{first}"


def turns(playbook: str, speaker: Speaker) -> list[Sample]:
    """All labelled turns of one side of a playbook's calls, as said and as typed in a hurry, and the talk beside them."""
    told = [turn for voice, call in calls() if call["playbook"] == playbook for turn in of_call(call, speaker, voice)]
    return [*told, *(_talk(playbook) if speaker == "agent" else ())]


def of_call(call: Mapping[str, Any], speaker: Speaker, voice: str) -> Iterator[Sample]:
    """The turns of one side, each in its context; an agent's also as it was typed."""
    before: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    has_offer, count = False, 0
    for turn in call["turns"]:
        if speaker in turn:
            moves = tuple(turn["moves"])
            context = TurnContext(before, own, has_offer, count, call["opening"])
            for text in dict.fromkeys(filter(None, (turn[speaker], turn.get("typed")))):
                yield Sample(text, frozenset(moves), context, voice)
            own, before, count = moves, (), count + 1
        else:
            before = tuple(turn["moves"])
        has_offer = has_offer or bool(turn.get("offer"))


def _talk(playbook: str) -> Iterator[Sample]:
    for path in sorted((CORPUS / "talk").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines()[1:]:
            book, moves, text = line.split("\t")
            if book == playbook:
                yield Sample(text, frozenset(moves.split()), None, voice_of(path))
