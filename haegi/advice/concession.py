"""How a desk gives within one call: early, evenly or late.

The three curves are the time-dependent concession tactics of automated negotiation (boulware gives late, conceder
gives early), here with the exponents 3, 1 and 1/3 of the persona file.
"""

from __future__ import annotations

from typing import Literal, get_args

Pace = Literal["boulware", "linear", "conceder"]

PACES: tuple[Pace, ...] = get_args(Pace)

_EXPONENT: dict[Pace, float] = {"boulware": 3.0, "linear": 1.0, "conceder": 1 / 3}


def share_given(pace: Pace, pushes: int, needed: int) -> float:
    """The share (0 to 1) of what was held back that is on the table after `pushes` of the `needed` pushes."""
    if pushes >= needed:
        return 1.0
    return float((pushes / needed) ** _EXPONENT[pace])
