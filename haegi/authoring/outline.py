"""A playbook as a person reads it: how it opens, its stages in the order of the path, its cards and ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from haegi.call.search import Entry, find
from haegi.playbook.guard import Condition, Guard
from haegi.playbook.model import Card, End, Line, Playbook, Stage
from haegi.text.i18n import Locale, Text, say
from haegi.text.terminal import visible


def matching(playbook: Playbook, words: str) -> set[str]:
    """The owners of lines (`decline`, `card.bluff`, `end.cut`) that fit the words, in title, line or note."""
    told = {name: (stage.title, stage.watch) for name, stage in playbook.stages.items()}
    told |= {f"card.{name}": (card.title, card.watch) for name, card in playbook.cards.items()}
    told |= {f"end.{name}": (end.title, end.todo) for name, end in playbook.ends.items()}
    entries = [
        Entry(name, _both(title), f"{_words(playbook, name)} {_both(note) if note else ''}")
        for name, (title, note) in told.items()
    ]
    return {entry.id for entry in find(words, entries)}


def _words(playbook: Playbook, owner: str) -> str:
    """The lines of an owner, and those in reply to the agent at a stage."""
    replies = (f"{owner}.on_",) if owner in playbook.stages else ()
    owned = (lines for name, lines in playbook.owned.items() if name == owner or name.startswith(replies))
    return " ".join(_both(spoken.line) for lines in owned for spoken in lines)


def _both(text: Text | Line) -> str:
    return f"{text.ko or ''} {text.en or ''}"


def reading(playbook: Playbook, locale: Locale, only: Collection[str] | None = None) -> Iterator[str]:
    """The lines of the text. `only`: just these owners."""
    yield visible(f"{playbook.title.best(locale)} ({playbook.id})")
    if only is None:
        yield from (visible(playbook.about.best(locale)),) if playbook.about else ()
        yield from ("", say(locale, "show.openings"))
        for opening in playbook.openings.values():
            yield f"  {visible(opening.title.best(locale))} -> {opening.to}{_when(opening.when, locale)}"
    order = [name for name in playbook.path if name in playbook.stages]
    order += [name for name in playbook.stages if name not in order]
    sections = (
        ("show.stages", [(name, _stage(playbook, name, locale)) for name in order]),
        ("show.cards", [(f"card.{name}", _card(playbook, name, locale)) for name in playbook.cards]),
        ("show.ends", [(f"end.{name}", _end(playbook, name, locale)) for name in playbook.ends]),
    )
    for title, entries in sections:
        kept = [lines for owner, lines in entries if only is None or owner in only]
        if kept:
            yield from ("", say(locale, title))
        for lines in kept:
            yield ""
            yield from lines


def _stage(playbook: Playbook, name: str, locale: Locale) -> Iterator[str]:
    stage: Stage = playbook.stages[name]
    step = f"{playbook.path.index(name) + 1}/{len(playbook.path)}  " if name in playbook.path else ""
    yield visible(f"{step}{stage.title.best(locale)} ({name})")
    yield f"  {visible(stage.aim.best(locale))}"
    yield from _said(playbook, name, locale)
    yield from _noted("show.watch", stage.watch, locale)
    for branch in stage.branches:
        heard = visible(say(locale, "show.on", moves=_labels(playbook, branch.on, locale)))
        yield f"  {heard} -> {branch.to or name}{_when(branch.when, locale)}"
        yield from (f"      {visible(line.text(playbook.language) or '')}" for line in branch.say.values())
    for way in stage.next:
        yield f"  {say(locale, 'graph.next')} -> {way.to}{_when(way.when, locale)}"


def _labels(playbook: Playbook, names: Iterable[str], locale: Locale) -> str:
    moves = (playbook.moves.agent.get(name) for name in names)
    return ", ".join(move.label.best(locale) for move in moves if move)


def _card(playbook: Playbook, name: str, locale: Locale) -> Iterator[str]:
    card: Card = playbook.cards[name]
    labels = _labels(playbook, card.answers, locale)
    yield visible(f"{card.title.best(locale)} ({name})" + (f"  <- {labels}" if labels else ""))
    yield from _said(playbook, f"card.{name}", locale)
    yield from _noted("show.watch", card.watch, locale)


def _end(playbook: Playbook, name: str, locale: Locale) -> Iterator[str]:
    end: End = playbook.ends[name]
    yield visible(f"{end.title.best(locale)} ({name}, {end.outcome})")
    yield from _said(playbook, f"end.{name}", locale)
    yield from _noted("show.todo", end.todo, locale)


def _noted(key: str, text: Text | None, locale: Locale) -> Iterator[str]:
    if text:
        yield f"  {say(locale, key)}: {visible(text.best(locale))}"


def _said(playbook: Playbook, owner: str, locale: Locale) -> Iterator[str]:
    for spoken in playbook.owned.get(owner, ()):
        text, gloss = spoken.line.text(playbook.language), spoken.line.text(locale)
        yield f'  "{visible(text or "")}"{_when(spoken.line.when, locale)}'
        if gloss and locale != playbook.language:
            yield f"   {visible(gloss)}"


def _when(guard: Guard | None, locale: Locale) -> str:
    if guard is None:
        return ""
    groups = [_all(guard.every, locale)] if guard.every else []
    groups += ["(" + " | ".join(_all(group, locale) for group in guard.any) + ")"] if guard.any else []
    return visible(f"  [{say(locale, 'show.when')}: {', '.join(groups)}]")


def _all(group: dict[str, Condition], locale: Locale) -> str:
    return ", ".join(f"{name} {_asked(condition, locale)}" for name, condition in group.items())


def _asked(condition: Condition, locale: Locale) -> str:
    parts = []
    if condition.known is not None:
        parts.append(say(locale, "show.known" if condition.known else "show.unknown"))
    values = (condition.equal, condition.unequal, condition.at_least, condition.at_most)
    compared = [(sign, value) for sign, value in zip(_SIGNS, values, strict=True) if value is not None]
    parts += [f"{sign} {str(held).lower() if isinstance(held, bool) else held}" for sign, held in compared]
    return " ".join(parts)


_SIGNS = ("=", "!=", ">=", "<=")
