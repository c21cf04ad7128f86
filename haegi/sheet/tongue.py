"""Which language a sheet is in: one of the two, or both side by side."""

from __future__ import annotations

from typing import Literal, NamedTuple

from haegi.text.i18n import Locale, Text, say

Wish = Literal["ko", "en", "both"]


class Tongue(NamedTuple):
    """`first` is the language of the sheet; `second`, where there is one, stands beside it in titles and lines."""

    first: Locale
    second: Locale | None = None

    def title(self, text: Text) -> str:
        """A title, in both languages where there are two."""
        one, other = text.best(self.first), text.only(self.second) if self.second else None
        return f"{one} / {other}" if other and other != one else one

    def text(self, text: Text) -> str:
        """A text of the playbook, in the first language."""
        return text.best(self.first)

    def say(self, key: str, **params: object) -> str:
        """The sheet's own words, in the first language."""
        return say(self.first, key, **params)

    def glosses(self, language: Locale) -> bool:
        """Whether lines in this language, the one of the call, stand with a gloss."""
        return self.second is not None or self.first != language


def tongue(wish: Wish, call: Locale) -> Tongue:
    """The languages of a sheet: `both` begins with the language of the call."""
    if wish != "both":
        return Tongue(wish)
    return Tongue(call, "en" if call == "ko" else "ko")
