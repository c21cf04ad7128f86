"""Who plays the agent: personas by name or file, which of them fit a playbook, and the agent they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path as File
from typing import Any

from haegi.cli.context import Context
from haegi.coach.services import Candidates, Recognizer
from haegi.errors import Failure, Faults, Finding, nearest
from haegi.files.resources import named_personas, persona_files
from haegi.files.source_map import diagnose
from haegi.files.yaml_reader import Source, fit, read_file, sound
from haegi.nlu.features import TurnContext
from haegi.playbook.model import Playbook
from haegi.rehearsal.haggling_agent import HagglingAgent
from haegi.rehearsal.persona import DeskPersona, Openings, StagedPersona, is_able, suits
from haegi.rehearsal.replayed_agent import RecordedPersona, ReplayedAgent
from haegi.rehearsal.staged_agent import StagedAgent

Who = DeskPersona | StagedPersona | RecordedPersona

#: As many as a person would be asked to choose among.
_GUESSES = 3


def read(path: File) -> Source[Any]:
    """A persona of either kind. Raises Faults with everything that is wrong in the file."""
    reading = read_file(path)
    talks = isinstance(reading.data, dict) and reading.data.get("kind") == "talk"
    return sound(fit(reading, StagedPersona if talks else DeskPersona))


def load(context: Context, reference: str, book: Playbook) -> DeskPersona | StagedPersona:
    """A persona by name or file, else the gentlest that fits. Raises Failure where it can't play this playbook, Faults
    where the file has some, or names a trick or an opening that the playbook lacks."""
    if not reference:
        return gentlest(context, book)
    files = persona_files(reference, context.home)
    if not files:
        known = ", ".join(path.stem for path in named_personas(context.home))
        raise Failure("practice.no-persona", name=reference, known=known or "-")
    source = read(files[0])
    if not suits(source.model, book):
        known = ", ".join(who.id for who in fitting(context, book))
        key = "practice.not-this-persona" if known else "practice.none-fits"
        raise Failure(key, name=source.model.id, playbook=book.id, known=known)
    faults = [diagnose(finding, source.marks) for finding in unknown(source.model, book)]
    if faults:
        raise Faults(faults)
    who: DeskPersona | StagedPersona = source.model
    return who


def unknown(who: DeskPersona | StagedPersona, book: Playbook) -> Iterator[Finding]:
    """What the persona names and the playbook lacks."""
    yield from unknown_tricks(who, book)
    for move in who.says:
        if move not in book.moves.agent:
            yield Finding("N001", ("says", move), {"move": move, "near": nearest(move, book.moves.agent)}, at_key=True)
    for name, opening in vars(who.openings).items():
        if opening and opening not in book.openings:
            params = {"shown": opening, "allowed": ", ".join(book.openings), "near": nearest(opening, book.openings)}
            yield Finding("S006", ("openings", name), params)


def unknown_tricks(who: DeskPersona | StagedPersona, book: Playbook) -> Iterator[Finding]:
    """The tricks of the persona that are no moves of the playbook."""
    for number, move in enumerate(who.tricks):
        if move not in book.moves.agent:
            yield Finding("N001", ("tricks", number), {"move": move, "near": nearest(move, book.moves.agent)})


def everybody(context: Context) -> Iterator[DeskPersona | StagedPersona]:
    """The personas that go by a name, the person's own first; a file with faults is passed over."""
    seen: set[str] = set()
    for path in named_personas(context.home):
        try:
            who = read(path).model
        except Faults:
            continue
        if who.id not in seen:
            seen.add(who.id)
            yield who


def fitting(context: Context, book: Playbook) -> list[DeskPersona | StagedPersona]:
    """Who can play this playbook, the gentlest first; those meant for it before those for any."""
    able = [who for who in everybody(context) if suits(who, book) and not any(unknown(who, book))]
    return sorted(able, key=lambda who: (who.level, not who.playbooks, who.id))


def gentlest(context: Context, book: Playbook) -> DeskPersona | StagedPersona:
    """Who plays where nobody is named. For a playbook that no persona means, the gentlest of the right kind, without
    what the playbook doesn't know. Raises Failure where there is none."""
    meant = fitting(context, book)
    if meant:
        return meant[0]
    able = sorted((who for who in everybody(context) if is_able(who, book)), key=lambda who: (who.level, who.id))
    if not able:
        raise Failure("practice.none-fits", playbook=book.id)
    tricks = tuple(move for move in able[0].tricks if move in book.moves.agent)
    return replace(able[0], tricks=tricks, says={}, openings=Openings())


def show(context: Context, reference: str) -> None:
    """List the personas: those that fit the playbook, or all with the playbooks they fit."""
    if reference:
        for who in fitting(context, context.playbook(reference)):
            context.out(f"{who.id}  {title(context, who)}")
        return
    books = filter(None, map(context.readable_playbook, context.titles()))
    able = {book.id: {who.id for who in fitting(context, book)} for book in books}
    for who in everybody(context):
        ids = ", ".join(name for name, fit in able.items() if who.id in fit)
        context.out(f"{who.id}  {title(context, who)}" + (f"  ({ids})" if ids else ""))


def title(context: Context, who: Who) -> str:
    """What the persona is called in the language of the interface."""
    return who.title.ko if context.locale == "ko" else who.title.en


def agent(
    book: Playbook, who: Who, seed: int, fee: int | None
) -> HagglingAgent | StagedAgent | ReplayedAgent:
    """The agent of this persona."""
    if isinstance(who, RecordedPersona):
        return ReplayedAgent(book, who.call)
    return StagedAgent(book, who, seed, fee) if isinstance(who, StagedPersona) else HagglingAgent(book, who, seed, fee)


def opening(book: Playbook, who: Who, number: int, *, rings: bool) -> str:
    """How a call begins: as the persona says, else as the playbook lets it. `rings`: the desk calls."""
    named = who.openings.first if number == 1 else who.openings.called if rings else who.openings.calling
    if named:
        return named
    known = {"call": number}
    possible = [name for name, way in book.openings.items() if way.when is None or way.when.holds(known)]
    if isinstance(who, StagedPersona):
        meant = [name for name in possible if book.openings[name].when] or possible
        return meant[0] if rings or number == 1 or not meant[1:] else meant[1]
    names = possible or list(book.openings)
    return names[0] if rings else names[-1]


def tuned(hear: Recognizer | None, who: HagglingAgent | StagedAgent | ReplayedAgent) -> Recognizer | None:
    """A recogniser for the person that, where it is unsure, takes what the agent expects to hear."""
    if hear is None or not isinstance(who, StagedAgent):
        return hear

    def recognize(text: str, context: TurnContext | None = None) -> Candidates:
        candidates = hear(text, context)
        hoped = [move for move in candidates.moves[:_GUESSES] if move in who.hopes()]
        return Candidates(candidates.moves, (hoped[0],)) if hoped and not candidates.sure else candidates

    return recognize
