"""Personas for the tests of the rehearsal room."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from haegi.advice.belief import PACES
from haegi.files.recovery import fitted
from haegi.rehearsal.persona import DeskPersona

PLAIN: dict[str, Any] = {
    "persona": 1, "id": "desk", "title": {"ko": "창구", "en": "desk"}, "limit": (200_000, 300_000), "first_share": 0.4,
    "pushes": 3, "pace": "linear", "tiers": (0.7, 1.0), "callback": 0.8, "withdraw": 0.05, "calls_bluff": 0.1,
    "tricks": ("limits_time", "claims_penalty"), "minutes": {"call": 10, "push": 2},
}  # fmt: skip


def desk(**keys: Any) -> DeskPersona:
    """A plain desk, but for these keys."""
    return fitted(PLAIN | keys, DeskPersona)


chances = st.floats(0, 1)
personas = st.builds(
    lambda low, more, tiers, **keys: desk(limit=(low, low + more), tiers=tuple(tiers), **keys),
    low=st.integers(0, 500_000), more=st.integers(0, 500_000), tiers=st.lists(st.floats(0.1, 1), min_size=1, max_size=4),
    first_share=chances, pushes=st.integers(1, 8), pace=st.sampled_from(PACES), callback=chances,
    withdraw=st.floats(0, 0.3), calls_bluff=st.floats(0, 0.3),
)  # fmt: skip
