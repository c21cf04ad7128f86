"""What the sources advise stands where `playbooks/SOURCES.md` says it does."""

from __future__ import annotations

import re

import pytest
from conftest import shipped

from haegi.cli.app import COMMANDS
from haegi.files.resources import folder, shipped_market
from haegi.money.market import MARKETS

SOURCES = (folder() / "SOURCES.md").read_text("utf-8")
NAMED = re.findall(r"`([a-z-]+)[/ ]([a-z_-]+)`", SOURCES)
ROWS = [line.split("|")[1:3] for line in SOURCES.splitlines() if line.startswith("| ") and "| where |" not in line and "| why |" not in line]


@pytest.mark.parametrize(("advice", "where"), ROWS, ids=[advice.strip()[:40] for advice, _ in ROWS])
def test_each_advice_stands_somewhere_or_is_left_out_for_a_reason(advice: str, where: str) -> None:
    assert advice.strip()
    assert where.strip() not in ("", "-", "missing")


@pytest.mark.parametrize(("where", "name"), [each for each in dict.fromkeys(NAMED) if each[0] != "playbook"])
def test_each_place_exists(where: str, name: str) -> None:
    if where == "haegi":
        assert name in COMMANDS
    elif where in ("kr", "us"):
        assert name in shipped_market(MARKETS[where == "us"]).facts
    else:
        book = shipped(where)
        assert name in {*book.stages, *book.cards, *book.slots, *book.ends, *book.openings}
