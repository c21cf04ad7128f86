"""What the sources advise stands where `playbooks/SOURCES.md` says it does."""

from __future__ import annotations

import re

import pytest
from conftest import shipped

from haegi.cli.app import COMMANDS
from haegi.files.resources import folder, shipped_market
from haegi.money.market import MARKETS

NAMED = re.findall(r"`([a-z-]+)[/ ]([a-z_-]+)`", (folder() / "SOURCES.md").read_text("utf-8"))


@pytest.mark.parametrize(("where", "name"), [each for each in dict.fromkeys(NAMED) if each[0] != "playbook"])
def test_each_place_exists(where: str, name: str) -> None:
    if where == "haegi":
        assert name in COMMANDS
    elif where in ("kr", "us"):
        assert name in shipped_market(MARKETS[where == "us"]).facts
    else:
        book = shipped(where)
        assert name in {*book.stages, *book.cards, *book.slots, *book.ends, *book.openings}
