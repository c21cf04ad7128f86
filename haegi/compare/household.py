"""What is used at home, and which services have it: by the names of add-ons, or as a speed down."""

from __future__ import annotations

import re

from haegi.compare.comparison import Details

_SPEED = re.compile(r"(\d+(?:\.\d+)?)\s*(m|g|메가|기가)(?:bps|b/s|ig)?", re.IGNORECASE)
_MEGABITS = {"m": 1, "메가": 1, "g": 1000, "기가": 1000}


def has(details: Details, use: str) -> bool | None:
    """Whether a service has what is used; None where the service says nothing of it."""
    speed = _SPEED.fullmatch(use.strip())
    if speed:
        wanted = float(speed[1]) * _MEGABITS[speed[2].lower()]
        return None if details.down_mbps is None else details.down_mbps >= wanted
    plain = _plain(use)
    names = [_plain(addon) for addon in details.addons]
    return any(plain in name or name in plain for name in names if name) if any(names) and plain else None


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
