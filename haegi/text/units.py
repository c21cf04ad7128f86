"""Speeds as people write them: 500M, 500 Mbps, 1기가, 1.5 Gig."""

from __future__ import annotations

import re
from fractions import Fraction

_SPEED = re.compile(
    r"(?<![\d.])(?P<number>\d{1,6}(?:\.\d+)?)\s*(?:(?P<unit>기가|메가|[gm])(?:bps|b/s|iga?)?(?![a-z]))?", re.IGNORECASE
)


def read_speed(text: str, *, unit: bool = False, whole: bool = False) -> Fraction | None:
    """The first speed in a text, in Mbps. With `unit` a bare number is none; with `whole` nothing may stand around it."""
    matches = [_SPEED.fullmatch(text.strip())] if whole else _SPEED.finditer(text)
    for match in matches:
        if match and (match["unit"] or not unit):
            return Fraction(match["number"]) * (1000 if (match["unit"] or "m").lower() in ("g", "기가") else 1)
    return None
