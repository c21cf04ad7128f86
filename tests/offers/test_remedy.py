"""Offers that put a complaint right: tests/data/remedies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from tables import each_row

from haegi.nlu.offer_reader import as_remedy, offer_in

ROWS = yaml.safe_load((Path(__file__).parents[1] / "data" / "remedies" / "lines.yaml").read_text("utf-8"))


@each_row("row", ROWS, ids=lambda row: row["said"])
def test_a_remedy_counts_once(row: Any) -> None:
    read = [f"{term.kind} {term.amount.minor if term.amount else ''}" for term in as_remedy(row["said"], offer_in(row["said"])).terms]
    assert read == row["read"]
