"""Rules of names and translations, family N from N007 on (the earlier ones are in `haegi.playbook.references`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from haegi.errors import Finding, Path, Severity
from haegi.playbook.model import Line, Playbook
from haegi.playbook.references import agent_moves, caller_moves, guards, known_names
from haegi.text.hangul import is_syllable
from haegi.text.i18n import Text, slots

#: Slots that haegi itself uses: to value offers, to give advice, to name the case on screen.
OWN_SLOTS = frozenset(
    {"carrier", "product", "fee", "target", "reservation", "end_internet", "end_tv", "end_device"}
)


class Shown(NamedTuple):
    """A text that is shown to the person, with its place."""

    path: Path
    ko: str | None
    en: str | None


def shown(playbook: Playbook) -> Iterator[Shown]:
    """Every text of the playbook that is shown or said, the lines included; examples for hearing are not."""
    for spoken in playbook.lines.values():
        yield Shown(spoken.path, spoken.line.ko, spoken.line.en)
    for path, text in _texts(playbook):
        yield Shown(path, text.ko, text.en)


def _texts(playbook: Playbook) -> Iterator[tuple[Path, Text]]:
    for path, text in playbook.contents:
        if isinstance(text, Text) and _kind(path)[1] not in ("default", "example", "says"):
            yield path, text


def _kind(path: Path) -> tuple[str | int, str | int]:
    """The section of a text, and the key it stands under, alone or in a list."""
    return path[0], path[-2] if isinstance(path[-1], int) else path[-1]


def unused_slots(playbook: Playbook) -> Iterator[Finding]:
    """N007: a slot that no line, no guard and nothing of haegi itself uses."""
    used = used_names(playbook) | OWN_SLOTS
    for name in playbook.slots:
        if name not in used:
            yield Finding("N007", ("slots", name), {"slot": name}, Severity.WARNING, at_key=True)


def used_names(playbook: Playbook) -> set[str]:
    """Every name that a line or a guard mentions."""
    in_lines = {name for spoken in playbook.lines.values() for name in _slots(spoken.line)}
    return in_lines | {name for _, guard in guards(playbook) for name in guard.names()}


def _slots(line: Line) -> set[str]:
    return {*slots(line.ko or ""), *slots(line.en or "")}


def unused_includes(
    playbook: Playbook, included: Iterable[tuple[Path, frozenset[Path]]]
) -> Iterator[Finding]:
    """N008: an include of which nothing is used. `included`: what came with each. Cards and stalls are always ready."""
    moves = {("moves", "agent", move) for _, move in agent_moves(playbook)}
    moves |= {("moves", "caller", move) for _, move in caller_moves(playbook)}
    names: set[Path] = {("slots", name) for name in used_names(playbook)}
    for path, entries in included:
        ready = any(entry[0] in ("cards", "stalls") for entry in entries)
        if not ready and not entries & (moves | names):
            name = playbook.include[int(path[1])]
            yield Finding("N008", path, {"name": name}, Severity.WARNING)


def stale_translations(playbook: Playbook) -> Iterator[Finding]:
    """N009: a text whose two languages don't say the same.

    They disagree where their slots differ; where both have figures of which one language lacks the other's (small
    ones may be words, and 만 or 3년 are taken for what they come to); where the English has Hangul in it; and where a
    title, aim or the like lacks one language while others of its kind have both. A line that lacks its gloss is L002.
    """
    known = known_names(playbook)
    for text in shown(playbook):
        reason = _disagreement(text, known)
        if reason:
            yield Finding("N009", text.path, {"reason": reason}, Severity.WARNING)
    yield from _untranslated(playbook)


def _disagreement(text: Shown, known: set[str]) -> str:
    if not text.ko or not text.en:
        return ""
    ours, theirs = set(slots(text.ko)), set(slots(text.en))
    if ours != theirs and (ours | theirs) <= known:  # an unknown one is N002
        return ", ".join(f"{{{name}}}" for name in sorted(ours ^ theirs))
    if not text.en.isascii() and any(map(is_syllable, text.en)):
        return text.en[:40]
    here, there = figures(text.ko), figures(text.en)
    return ", ".join(str(each) for each in sorted(here ^ there)) if here and there else ""


_FIGURE = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s*(백만|천만|억|만|천|년|years?|million|thousand|k\b)?", re.IGNORECASE
)
_TIMES = {
    "만": 10_000, "천": 1_000, "억": 100_000_000, "백만": 1_000_000, "천만": 10_000_000, "million": 1_000_000,
    "thousand": 1_000, "k": 1_000, "년": 12, "year": 12, "years": 12,
}  # fmt: skip
_SPELLED = 12  # figures up to this may be words in the other language


def figures(text: str) -> set[Decimal]:
    """The figures of a text as amounts, years as months; those that the other language may spell out are left out."""
    found = set[Decimal]()
    for digits, unit in _FIGURE.findall(text):
        value = Decimal(digits.replace(",", ""))
        by_year = unit.lower() in ("년", "year", "years")
        if value > _SPELLED and not (by_year and value > 1900):
            found.add(value * _TIMES.get(unit.lower(), 1))
        elif unit and not by_year:
            found.add(value * _TIMES[unit.lower()])
    return found


def _untranslated(playbook: Playbook) -> Iterator[Finding]:
    texts = list(_texts(playbook))
    kinds = {_kind(path) for path, text in texts if text.ko and text.en}
    for path, text in texts:
        missing = "ko" if not text.ko else "en"
        if not (text.ko and text.en) and _kind(path) in kinds and not _neutral(text):
            yield Finding("N009", path, {"reason": f"{missing}: -"}, Severity.WARNING)


def _neutral(text: Text) -> bool:
    """A name or a figure is the same in both languages."""
    return not any(map(is_syllable, text.ko or "")) and len((text.en or "").split()) < 2


RULES = (unused_slots, stale_translations)
