"""Who plays the agent: personas by name or file, which of them fit a playbook, and the agent they make."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from haegi.cli import context
from haegi.errors import Failure, Faults, Finding

if TYPE_CHECKING:
    from haegi.call.case import Case
    from haegi.coach.services import Recognizer
    from haegi.files.yaml_reader import Source
    from haegi.playbook.model import Playbook
    from haegi.rehearsal.haggling_agent import HagglingAgent
    from haegi.rehearsal.persona import DeskPersona, StagedPersona
    from haegi.rehearsal.staged_agent import StagedAgent

#: As many as a person would be asked to choose among.
_GUESSES = 3


def read(path: File) -> Source[Any]:
    """A persona of either kind. Raises Faults with everything that is wrong in the file."""
    from haegi.files.yaml_reader import fit, read_file, sound
    from haegi.rehearsal.persona import DeskPersona, StagedPersona

    reading = read_file(path)
    talks = isinstance(reading.data, dict) and reading.data.get("kind") == "talk"
    return sound(fit(reading, StagedPersona if talks else DeskPersona))


def load(reference: str, book: Playbook) -> DeskPersona | StagedPersona:
    """A persona by name or file, else the gentlest that fits. Raises Failure where it can't play this playbook, Faults
    where the file has some, or names a trick or an opening that the playbook lacks."""
    from haegi.files.persona_reader import persona_files, shipped_personas
    from haegi.rehearsal.persona import suits

    if not reference:
        return gentlest(book)
    files = persona_files(reference, context.home())
    if not files:
        known = ", ".join(path.stem for path in shipped_personas(context.home()))
        raise Failure("practice.no-persona", name=reference, known=known or "-")
    source = read(files[0])
    if not suits(source.model, book):
        known = ", ".join(who.id for who in fitting(book))
        key = "practice.not-this-persona" if known else "practice.none-fits"
        raise Failure(key, name=source.model.id, playbook=book.id, known=known)
    lacking = [_placed(finding, source) for finding in unknown(source.model, book)]
    if lacking:
        raise Faults(lacking)
    who: DeskPersona | StagedPersona = source.model
    return who


def _placed(finding: Finding, source: Source[Any]) -> Any:
    from haegi.files.source_map import diagnose

    return diagnose(finding, source.marks)


def unknown(who: DeskPersona | StagedPersona, book: Playbook) -> Iterator[Finding]:
    """What the persona names and the playbook lacks."""
    from difflib import get_close_matches

    named: list[tuple[tuple[str | int, ...], str]] = [(("tricks", n), move) for n, move in enumerate(who.tricks)]
    for path, move in [*named, *((("says", move), move) for move in who.says)]:
        if move not in book.moves.agent:
            near = "".join(get_close_matches(move, book.moves.agent, 1))
            yield Finding("N001", path, {"move": move, "near": near}, at_key=path[0] == "says")
    for name, opening in who.openings:
        if opening and opening not in book.openings:
            near = "".join(get_close_matches(opening, book.openings, 1))
            yield Finding("S006", ("openings", name), {"shown": opening, "allowed": ", ".join(book.openings), "near": near})


def everybody() -> Iterator[DeskPersona | StagedPersona]:
    """The personas that go by a name, the person's own first; a file with faults is passed over."""
    from haegi.files.persona_reader import shipped_personas

    seen: set[str] = set()
    for path in shipped_personas(context.home()):
        try:
            who = read(path).model
        except Faults:
            continue
        if who.id not in seen:
            seen.add(who.id)
            yield who


def fitting(book: Playbook) -> list[DeskPersona | StagedPersona]:
    """Who can play this playbook, the gentlest first; those meant for it before those for any."""
    from haegi.rehearsal.persona import suits

    able = [who for who in everybody() if suits(who, book) and not any(unknown(who, book))]
    return sorted(able, key=lambda who: (who.level, not who.playbooks, who.id))


def gentlest(book: Playbook) -> DeskPersona | StagedPersona:
    """Who plays where nobody is named. For a playbook that no persona means, the gentlest of the right kind, without
    what the playbook doesn't know. Raises Failure where there is none."""
    from haegi.rehearsal.persona import Openings, is_able

    found = fitting(book)
    if found:
        return found[0]
    able = sorted((who for who in everybody() if is_able(who, book)), key=lambda who: (who.level, who.id))
    if not able:
        raise Failure("practice.none-fits", playbook=book.id)
    tricks = tuple(move for move in able[0].tricks if move in book.moves.agent)
    return able[0].model_copy(update={"tricks": tricks, "says": {}, "openings": Openings()})


def show(reference: str) -> None:
    """List the personas: those that fit the playbook, or all with the playbooks they fit."""
    if reference:
        for who in fitting(context.playbook(reference).playbook):
            context.out(f"{who.id}  {title(who)}")
        return
    able = {book.id: {who.id for who in fitting(book)} for book in _books()}
    for who in everybody():
        ids = ", ".join(name for name, fit in able.items() if who.id in fit)
        context.out(f"{who.id}  {title(who)}" + (f"  ({ids})" if ids else ""))


def _books() -> Iterator[Playbook]:
    """The playbooks that go by an id, as far as they can be read."""
    from haegi.files.playbook_cache import titles

    for name in titles(context.home(), context.cache_folder()):
        try:
            yield context.playbook(name).playbook
        except Faults:
            continue


def title(who: DeskPersona | StagedPersona) -> str:
    """What the persona is called in the language of the interface."""
    return who.title.ko if context.State.locale == "ko" else who.title.en


def check_money(who: DeskPersona | StagedPersona, case: Case) -> None:
    """Raises Failure where a desk would offer another money than the case is in."""
    from haegi.rehearsal.persona import DeskPersona

    if isinstance(who, DeskPersona) and who.currency != case.currency:
        raise Failure("practice.not-this-money", name=who.id, money=who.currency, case=case.currency)


def agent(book: Playbook, who: DeskPersona | StagedPersona, seed: int, fee: int | None) -> HagglingAgent | StagedAgent:
    """The agent of this persona."""
    from haegi.rehearsal.haggling_agent import HagglingAgent
    from haegi.rehearsal.persona import StagedPersona
    from haegi.rehearsal.staged_agent import StagedAgent

    return StagedAgent(book, who, seed, fee) if isinstance(who, StagedPersona) else HagglingAgent(book, who, seed, fee)


def opening(book: Playbook, who: DeskPersona | StagedPersona, number: int, *, rings: bool) -> str:
    """How a call begins: as the persona says, else as the playbook lets it. `rings`: the desk calls."""
    from haegi.rehearsal.persona import StagedPersona

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


def tuned(hear: Recognizer | None, who: HagglingAgent | StagedAgent) -> Recognizer | None:
    """A recogniser for the person that, where it is unsure, takes what the agent expects to hear."""
    from haegi.coach.services import Candidates
    from haegi.rehearsal.staged_agent import StagedAgent

    if hear is None or not isinstance(who, StagedAgent):
        return hear

    def recognize(text: str) -> Candidates:
        candidates = hear(text)
        hoped = [move for move in candidates.moves[:_GUESSES] if move in who.hopes()]
        return Candidates((hoped[0], *candidates.moves), True) if hoped and not candidates.sure else candidates

    return recognize
