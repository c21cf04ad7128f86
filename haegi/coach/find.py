"""`/find`: cards and lines by words, initials, or what the fingers meant."""

from __future__ import annotations

from functools import partial

from haegi.call.search import Entry, find
from haegi.coach.questions import Option, ask_list
from haegi.coach.session import Session
from haegi.coach.view import text_of
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale, say
from haegi.text.terminal import clip, visible

MOST = 9
SHOWN_WHILE_TYPING = 4


def entries(playbook: Playbook, locale: Locale) -> list[Entry]:
    """Every card with its lines, and every stage."""
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
    lines = [spoken.line for spoken in playbook.owned.get(owner, ())]
    return " ".join(f"{line.ko or ''} {line.en or ''}" for line in lines)


def ask(session: Session, query: str) -> None:
    """Show what fits under digits; a digit brings it up as the thing to say."""
    locale, text = session.setting.locale, clip(visible(query), 40)
    hits = find(query, [*_entries(session), *session.setting.services.facts()])[:MOST]
    if not hits:
        session.tell("coach.find-none", text=text)
        return
    options = [Option(_label(entry, locale), partial(_show, session, entry)) for entry in hits]
    session.question = ask_list(say(locale, "coach.find", text=text), options, locale)


def preview(session: Session, query: str) -> list[str]:
    """While a query is being typed: the first things that fit, in a line each."""
    hits = find(query, _entries(session))[:SHOWN_WHILE_TYPING]
    return [_label(entry, session.setting.locale) for entry in hits]


def _entries(session: Session) -> list[Entry]:
    return entries(session.playbook, session.setting.locale)


def _label(entry: Entry, locale: Locale) -> str:
    if entry.id.startswith("fact:"):
        return say(locale, "coach.fact", what=clip(visible(entry.title), 60))
    return say(locale, "coach.card" if entry.id.startswith("card:") else "coach.i-will", what=entry.title)


def _show(session: Session, entry: Entry) -> None:
    kind, _, name = entry.id.partition(":")
    if kind == "fact":
        session.notice += [visible(line) for line in entry.title.splitlines()]
    else:
        session.record("card" if kind == "card" else "go", name)
