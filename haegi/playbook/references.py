"""Names that lead nowhere: what must hold before a playbook can be played at all.

Each rule is a function from a playbook to findings; codes of the family N (names) and F001 (flow).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from haegi.errors import Finding, Path, nearest
from haegi.playbook.guard import Guard
from haegi.playbook.model import FACTS, PROMISE_FACTS, QUOTE_FACTS, Playbook
from haegi.text.i18n import slots, strays


def unresolved(playbook: Playbook) -> Iterator[Finding]:
    """Everything that would stop a call: unknown targets, moves, slots and facts, and lines nobody could say."""
    yield from unknown_targets(playbook)
    yield from unknown_moves(playbook)
    yield from unknown_slots(playbook)
    yield from unknown_facts(playbook)
    yield from unsayable_lines(playbook)
    yield from shared_ids(playbook)


def unknown_targets(playbook: Playbook) -> Iterator[Finding]:
    """F001: a way leads to a stage or end that is not there."""
    known = {**playbook.stages, **playbook.ends}
    for path, target in playbook.contents:
        is_target = isinstance(target, str) and (path[-1] == "to" or path[0] in ("path", "ways"))
        if is_target and target not in known:
            yield Finding("F001", path, {"target": target, "near": _near(target, known)})


def agent_moves(playbook: Playbook) -> Iterator[tuple[Path, str]]:
    """Every mention of an agent move, with its place."""
    return _listed(playbook, "on", "expect", "answers")


def caller_moves(playbook: Playbook) -> Iterator[tuple[Path, str]]:
    """Every mention of a caller move, with its place."""
    return _listed(playbook, "does", "replies_to")


def _listed(playbook: Playbook, *keys: str) -> Iterator[tuple[Path, str]]:
    """What stands in the lists under these keys."""
    entries = ((path, name) for path, name in playbook.contents if isinstance(path[-1], int))
    return ((path, name) for path, name in entries if path[-2] in keys)


def unknown_moves(playbook: Playbook) -> Iterator[Finding]:
    """N001: a move that the playbook doesn't name."""
    sides = ((agent_moves, playbook.moves.agent), (caller_moves, playbook.moves.caller))
    for mentions, known in sides:
        for path, move in mentions(playbook):
            if move not in known:
                yield Finding("N001", path, {"move": move, "near": _near(move, known)})


def known_names(playbook: Playbook) -> set[str]:
    """What lines and guards may speak of."""
    moves = (*playbook.moves.agent.values(), *playbook.moves.caller.values())
    return {*playbook.slots, *FACTS, *PROMISE_FACTS, *QUOTE_FACTS, *(mark for move in moves for mark in move.marks)}


def unknown_slots(playbook: Playbook) -> Iterator[Finding]:
    """N002: a line has a slot that nothing fills; N003: a brace that makes no slot."""
    known = known_names(playbook)
    for spoken in playbook.lines.values():
        for language in ("ko", "en"):
            text = getattr(spoken.line, language) or ""
            path = (*spoken.path, language)
            for slot in slots(text):
                if slot not in known:
                    yield Finding("N002", path, {"slot": slot, "near": _near(slot, known)})
            if strays(text):
                yield Finding("N003", path)


def guards(playbook: Playbook) -> Iterator[tuple[Path, Guard]]:
    """Every guard with its place."""
    return ((path, guard) for path, guard in playbook.contents if isinstance(guard, Guard))


def unknown_facts(playbook: Playbook) -> Iterator[Finding]:
    """N004: a guard asks about something that is never known."""
    known = known_names(playbook)
    for path, guard in guards(playbook):
        for name in sorted(guard.names() - known):
            yield Finding("N004", (*path, name), {"fact": name, "near": _near(name, known)}, at_key=True)


def unsayable_lines(playbook: Playbook) -> Iterator[Finding]:
    """N005: a line without words in the language of the call."""
    for spoken in playbook.lines.values():
        if not (spoken.line.text(playbook.language) or "").strip():
            yield Finding("N005", spoken.path, {"language": playbook.language})


def shared_ids(playbook: Playbook) -> Iterator[Finding]:
    """N006: a stage and an end with the same id, so that a way would mean both."""
    for name in playbook.ends:
        if name in playbook.stages:
            yield Finding("N006", ("ends", name), {"name": name}, at_key=True)


_CANDIDATES = 60


def _near(word: str, known: Iterable[str]) -> str:
    """What was perhaps meant: of the names that begin or end alike and are about as long, the first `_CANDIDATES`."""
    alike = (
        name
        for name in known
        if abs(len(name) - len(word)) < 4 and (name[:1] == word[:1] or name[-2:] == word[-2:] or name[1:3] == word[1:3])
    )
    return nearest(word, sorted(islice(alike, _CANDIDATES)))
