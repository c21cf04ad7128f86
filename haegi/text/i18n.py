"""Text in two languages, and the interface's own words.

`Text` is what playbooks hold. The catalogue (`haegi.text.words`, one module a room) is what haegi itself says;
`say(locale, key, **params)` fills a sentence. Sentences may use particles chosen by the last syllable:
`{name|은}` (see `haegi.text.template`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, Literal

from haegi.text.record import Record
from haegi.text.template import fill
from haegi.text.words import Words

Locale = Literal["ko", "en"]

_HANGUL = re.compile("[가-힣ㄱ-ㅎㅏ-ㅣ]")
_ROOMS = (
    "faults", "findings", "explained", "money", "plan", "claim", "compare", "advice", "call", "disk", "coach", "practice", "facts", "hear",
    "dialogue", "workshop", "sheet", "cli", "private",
)  # fmt: skip


def locale_of(text: str) -> Locale:
    """Korean for a text with Hangul in it, else English."""
    return "ko" if _HANGUL.search(text) else "en"


class Text(Record):
    """A text in Korean, English or both. A plain string in YAML is Korean if it has Hangul, else English."""

    ko: str | None = None
    en: str | None = None

    @classmethod
    def before(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {locale_of(value): value}
        return value

    def check(self) -> None:
        if self.ko is None and self.en is None:
            raise ValueError("empty_text")

    def only(self, locale: Locale) -> str | None:
        """The text in just this language."""
        return self.ko if locale == "ko" else self.en

    def best(self, locale: Locale) -> str:
        """The text in this language, else in the other one."""
        return self.only(locale) or self.ko or self.en or ""


@cache
def catalogue() -> Mapping[str, Words]:
    """Every sentence haegi itself says, by key."""
    merged: dict[str, Words] = {}
    for room in _ROOMS:
        merged.update(import_module(f"haegi.text.words.{room}").WORDS)
    return merged


def say(locale: Locale, key: str, /, **params: object) -> str:
    """The sentence `key` in this language. A `Text` or `Words` among the params is put in the same language."""
    words = catalogue()[key]
    shown = {name: _in(locale, value) for name, value in params.items()}
    return fill(words.ko if locale == "ko" else words.en, shown)


def _in(locale: Locale, value: object) -> str:
    if isinstance(value, Text):
        return value.best(locale)
    if isinstance(value, Words):
        return value.ko if locale == "ko" else value.en
    return str(value)
