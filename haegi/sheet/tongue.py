"""Which language a sheet is in: one of the two, or both side by side."""

from __future__ import annotations

from typing import Literal, NamedTuple

from haegi.text.i18n import Locale, Text, say

Wish = Literal["ko", "en", "both"]


class Tongue(NamedTuple):
    """`first` is the language of sentences; `second` stands beside it in titles and labels, where there is one."""

    first: Locale
    second: Locale | None = None

    def text(self, text: Text) -> str:
        """A title or label."""
        return self._joined(text.best(self.first), text.only(self.second) if self.second else None)

    def word(self, key: str) -> str:
        """A title or label of the sheet's own."""
        return self._joined(say(self.first, key), say(self.second, key) if self.second else None)

    def prose(self, text: Text) -> str:
        return text.best(self.first)

    def sentence(self, key: str, **params: object) -> str:
        return say(self.first, key, **params)

    def glosses(self, language: Locale) -> bool:
        """Whether lines in this language, the one of the call, stand with a gloss."""
        return self.second is not None or self.first != language

    @staticmethod
    def _joined(one: str, other: str | None) -> str:
        return f"{one} / {other}" if other and other != one else one


def tongue(wish: Wish, call: Locale) -> Tongue:
    """The languages of a sheet: `both` begins with the language of the call."""
    if wish != "both":
        return Tongue(wish)
    return Tongue(call, "en" if call == "ko" else "ko")
