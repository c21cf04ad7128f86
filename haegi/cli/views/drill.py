"""A drill as text."""

from __future__ import annotations

from datetime import datetime

from haegi.cli.context import Context
from haegi.playbook.model import Playbook
from haegi.rehearsal.drill import Item
from haegi.text.i18n import fill, slots
from haegi.text.terminal import visible


def prompt(context: Context, book: Playbook, item: Item, turn: int) -> str:
    """What the agent says; each turn takes another of the item's prompts."""
    words = item.prompts[turn % len(item.prompts)].best(book.language)
    return f"\n{context.say('practice.agent')}  {_blank(words)}"


def revealed(context: Context, book: Playbook, item: Item) -> str:
    """The line to say, with its gloss where the interface speaks another language."""
    line = book.lines[item.line].line
    said = f"  >> {_blank(line.text(book.language) or '')}"
    return said if context.locale == book.language else f"{said}\n     ({_blank(line.text(context.locale) or '')})"


def when(due: datetime | None) -> str:
    """When a line is due next."""
    return due.astimezone().strftime("%Y-%m-%d %H:%M") if due else "-"


def _blank(text: str) -> str:
    """A line with its slots as blanks: a drill knows no case."""
    return visible(fill(text, dict.fromkeys(slots(text), "___")))
