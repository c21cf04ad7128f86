"""Labelled turns of whole calls, of everyday talk and of lone sentences: `calls`, `talk` and `moves` of `tests/data/corpus`.

A voice is one author: the part of a file's name before the playbook. `corpus/README.md` says how the files are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from labelled import call_in, fault, table

from haegi.coach.services import examples
from haegi.files.resources import folder, load_playbook
from haegi.nlu.classifier import Speaker
from haegi.nlu.features import TurnContext
from haegi.nlu.moves import BETTER_OFFER, FIRST_OFFER, Sample
from haegi.playbook.model import Playbook

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
PLAYBOOKS = ("retention-kr", "retention-us", "arrears-kr", "escalation-kr", "mobile-kr")


@cache
def books() -> tuple[Playbook, ...]:
    return tuple(load_playbook(folder() / f"{name}.yaml").playbook for name in PLAYBOOKS)


@cache
def calls() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Every call with its voice."""
    paths = sorted((CORPUS / "calls").glob("*.yaml"))
    return tuple((voice_of(path), call_in(path, known_moves)) for path in paths)


@cache
def known_moves(playbook: str) -> Mapping[str, frozenset[str]]:
    """The moves of each side. Raises KeyError for a playbook that there is none of."""
    book = {book.id: book for book in books()}[playbook]
    return {"agent": frozenset(book.moves.agent), "caller": frozenset(book.moves.caller)}


def voice_of(path: Path) -> str:
    """`k01` of `k01-retention-kr-03`; the calls that came with the project are by one hand a playbook (`kr-d07`)."""
    first = path.stem.split("-")[0]
    return first if first[-1].isdigit() else f"dev-{first}"


def turns(playbook: str, speaker: Speaker) -> list[Sample]:
    """All labelled turns of one side of a playbook's calls, as said and as typed in a hurry, and the talk beside them."""
    told = [turn for voice, call in calls() if call["playbook"] == playbook for turn in of_call(call, speaker, voice)]
    return [*told, *(_beside(playbook) if speaker == "agent" else ())]


def of_others(playbook: str) -> list[Sample]:
    """Agents' turns of the other playbooks of the language, and their examples of moves that both know."""
    own, *others = sorted(books(), key=lambda book: book.id != playbook)
    found: list[Sample] = []
    for book in others:
        if book.language == own.language:
            shared = {move: texts for move, texts in examples(book)["agent"].items() if move in examples(own)["agent"]}
            told = [Sample(text, frozenset({move})) for move, texts in shared.items() for text in texts]
            among = frozenset(examples(book)["agent"])
            found += (sample._replace(among=among) for sample in (*told, *turns(book.id, "agent")))
    return found


def of_call(call: Mapping[str, Any], speaker: Speaker, voice: str) -> Iterator[Sample]:
    """The turns of one side, each in its context; an agent's also as it was typed."""
    before: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    has_offer, made_offer, count = False, False, 0
    for turn in call["turns"]:
        if speaker in turn:
            moves = tuple(turn["moves"])
            context = TurnContext(before, own, has_offer, count, call["opening"], made_offer)
            for text in dict.fromkeys(filter(None, (turn[speaker], turn.get("typed")))):
                yield Sample(text, frozenset(moves), context, voice)
            own, before, count = moves, (), count + 1
        else:
            before = tuple(turn["moves"])
        has_offer = has_offer or bool(turn.get("offer"))
        made_offer = made_offer or bool({FIRST_OFFER, BETTER_OFFER} & {*turn["moves"]})


@cache
def talk(playbook: str) -> frozenset[str]:
    """The texts of the talk beside the calls."""
    return frozenset(sample.text for sample in _talk(playbook))


def _beside(playbook: str) -> Iterator[Sample]:
    """Talk by the voices of the calls, and sentences of one move or two (`moves/*.tsv`), on which nothing is measured."""
    for moves, text in read_sentences(CORPUS / "moves" / f"{playbook}.tsv", playbook):
        yield Sample(text, moves, None, "sentences")
    yield from _talk(playbook)


def _talk(playbook: str) -> Iterator[Sample]:
    for path in sorted((CORPUS / "talk").glob("*.tsv")):
        for moves, text in read_talk(path, playbook):
            yield Sample(text, moves, None, voice_of(path))


def read_sentences(path: Path, playbook: str) -> Iterator[tuple[frozenset[str], str]]:
    """The sentences of a file, each with its moves."""
    for line, (moves, text) in table(path, "moves", "text"):
        yield _moves(path, line, playbook, moves), text


def read_talk(path: Path, playbook: str) -> Iterator[tuple[frozenset[str], str]]:
    """The same, of a file that has sentences of several playbooks."""
    for line, (book, moves, text) in table(path, "playbook", "moves", "text"):
        if book not in PLAYBOOKS:
            raise fault(path, line, f"there is no playbook {book}")
        if book == playbook:
            yield _moves(path, line, playbook, moves), text


def _moves(path: Path, line: int, playbook: str, named: str) -> frozenset[str]:
    moves = frozenset(named.split())
    unknown = sorted(moves - known_moves(playbook)["agent"])
    if unknown:
        raise fault(path, line, f"the agent has no move {unknown[0]}")
    return moves
