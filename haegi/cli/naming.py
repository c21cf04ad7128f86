"""New cases and their names: what `haegi coach` needs before anything else, and therefore little to load."""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path as File
from typing import Literal

from haegi.call.case import LONGEST_NAME, Case
from haegi.cli import context
from haegi.errors import Failure
from haegi.storage.store import Store


def check_name(name: str) -> None:
    """Raise Failure for a name that no case can have."""
    if len(name) > LONGEST_NAME or (name and not name.strip()):
        raise Failure("case.bad-name", limit=LONGEST_NAME)


def named(name: str, playbook: str, store: Store, today: date | None = None) -> Case:
    """An empty case for a playbook that exists; without a name it gets today's date.

    Raises Failure for a name that is too long.
    """
    check_name(name)
    book = context.playbook(playbook).playbook
    stem = (today or context.day(None)).isoformat()
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    currency: Literal["KRW", "USD"] = "USD" if book.market == "us" else "KRW"
    name = name or next(each for each in numbered if store.find(each) is None)
    return Case(name=name, playbook=reference(playbook), currency=currency)


def reference(playbook: str) -> str:
    """What a case keeps of a playbook: its id, or its path from the root, wherever one stands later."""
    by_path = "/" in playbook or playbook.endswith((".yaml", ".yml"))
    return str(File(playbook).resolve()) if by_path else playbook
