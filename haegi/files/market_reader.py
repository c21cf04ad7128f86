"""The market files that come with haegi."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path as File
from typing import get_args

from haegi.errors import Failure, Faults
from haegi.files.resources import folder
from haegi.files.source_map import diagnose
from haegi.files.yaml_reader import load
from haegi.money.market import Market, MarketId, unknown_names

MARKETS: Sequence[str] = get_args(MarketId)


def load_market(path: File) -> Market:
    """Read a market file. Raises Faults with everything that is wrong in it."""
    source = load(path, Market)
    found = [diagnose(finding, source.marks) for finding in unknown_names(source.model)]
    if found:
        raise Faults(found)
    return source.model


def shipped_market(market_id: str) -> Market:
    """The market file of a country. Raises Failure for one that there is none of."""
    if market_id not in MARKETS:
        raise Failure("facts.no-market", name=market_id, known=", ".join(MARKETS))
    return load_market(folder() / "market" / f"{market_id}.yaml")
