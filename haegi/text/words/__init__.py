"""The catalogue: what haegi itself says, one module a room, both languages side by side."""

from typing import NamedTuple


class Words(NamedTuple):
    """One sentence of the interface in both languages."""

    ko: str
    en: str
