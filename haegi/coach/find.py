"""`/find`: cards and lines by words, initials, or what the fingers meant."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from haegi.call.search import Entry, find
from haegi.coach import commands
from haegi.coach.question import Option, Question
from haegi.coach.view import text_of
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale, say
from haegi.text.terminal import clip, visible

if TYPE_CHECKING:
    from haegi.coach.session import Session

MOST = 9
SHOWN_WHILE_TYPING = 4


def entries(playbook: Playbook, locale: Locale) -> list[Entry]:
    """What can be found: every card with its lines, and every stage."""
    cards = [
        Entry(f"card:{name}", text_of(card.title, locale), _words(playbook, f"card.{name}"))
        for name, card in playbook.cards.items()
    ]
    stages = [
        Entry(f"go:{name}", text_of(stage.title, locale), _words(playbook, name))
        for name, stage in playbook.stages.items()
    ]
    return cards + stages


def _words(playbook: Playbook, owner: str) -> str:
    return " ".join(f"{each.line.ko or ''} {each.line.en or ''}" for each in playbook.owned.get(owner, ()))


def ask(session: Session, query: str) -> None:
    """Show what fits under digits; a digit brings it up as the thing to say."""
    locale = session.setting.locale
    found = find(query, [*_known(session), *session.setting.facts()])[:MOST]
    if not found:
        session.tell("coach.find-none", text=clip(visible(query), 40))
        return
    options = [Option(_label(entry, locale), partial(_show, session, entry.id)) for entry in found]
    text = say(locale, "coach.find", text=clip(visible(query), 40))
    session.question = Question("list", text, options, session.drop, say(locale, "coach.back"))


def preview(session: Session, typed: str) -> list[str]:
    """While `/find` is being typed: the first things that fit, in a line each."""
    word, _, query = typed.partition(" ")
    if not typed.startswith("/") or commands.name_of(word) != "find" or not query.strip():
        return []
    locale = session.setting.locale
    return [_label(entry, locale) for entry in find(query, _known(session))[:SHOWN_WHILE_TYPING]]


def _known(session: Session) -> list[Entry]:
    return entries(session.playbook, session.setting.locale)


def _label(entry: Entry, locale: Locale) -> str:
    if entry.id.startswith("fact:"):
        return say(locale, "coach.fact", what=clip(visible(entry.title), 60))
    return say(locale, "coach.card" if entry.id.startswith("card:") else "coach.i-will", what=entry.title)


def _show(session: Session, entry_id: str) -> None:
    kind, _, name = entry_id.partition(":")
    if kind == "fact":
        fact = next(entry for entry in session.setting.facts() if entry.id == entry_id)
        session.notice += [visible(line) for line in fact.title.splitlines()]
    else:
        session.record("card" if kind == "card" else "go", name)
