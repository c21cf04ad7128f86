"""Text in two languages, and the interface's own words.

`Text` is what playbooks hold. The catalogue (`haegi.text.words`, one module a room) is what haegi itself says;
`say(locale, key, **params)` fills a sentence. Sentences may use particles chosen by the last syllable:
`{name|은}` (see `haegi.text.template`).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Locale = Literal["ko", "en"]


class Words(NamedTuple):
    """One sentence of the interface in both languages."""

    ko: str
    en: str
