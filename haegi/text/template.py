"""Slots in a line: `{slot}` and `{slot|를}`, where the particle agrees with the last syllable that was filled in.

Nothing else is a slot: no attributes, no indexing, no code. `{{` and `}}` write braces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from haegi.text.hangul import PARTICLES, particle

_PART = re.compile(
    rf"\{{\{{|\}}\}}|\{{(?P<slot>[a-z][a-z0-9_]*)(?:\|(?P<particle>{'|'.join(PARTICLES)}))?\}}|(?P<stray>[{{}}])"
)


class Stray(NamedTuple):
    """A brace that opens or closes nothing, at this offset of the text."""

    offset: int


def fill(template: str, values: Mapping[str, str]) -> str:
    """The text with its slots filled. A slot without a value, and a stray brace, stay as they are written."""

    def put(match: re.Match[str]) -> str:
        slot = match["slot"]
        if slot is None:
            return match[0] if match["stray"] else match[0][0]
        if slot not in values:
            return match[0]
        value = values[slot]
        return value + (particle(value, match["particle"]) if match["particle"] else "")

    return _PART.sub(put, template)


def slots(template: str) -> tuple[str, ...]:
    """The names of the slots in a text, in order, each once."""
    if "{" not in template:
        return ()
    return tuple(dict.fromkeys(match["slot"] for match in _PART.finditer(template) if match["slot"]))


def strays(template: str) -> tuple[Stray, ...]:
    """Braces that would be shown to the person because they make no slot."""
    if "{" not in template and "}" not in template:
        return ()
    return tuple(Stray(match.start()) for match in _PART.finditer(template) if match["stray"])
