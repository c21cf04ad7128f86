"""Text in two languages, and the interface's own words.

`Text` is what playbooks hold. What haegi itself says is data, `haegi/locale/LOCALE.toml`, of which only the language
that is needed is loaded; `say(locale, key, **params)` fills a sentence.

A slot is `{name}` or `{name|를}`, where the particle agrees with the last syllable that was filled in, or `{name|shell}`
for a word of a command that is to be pasted. Nothing else is a slot: no attributes, no indexing, no code. `{{` and `}}`
write braces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pkgutil import get_data
from typing import Literal, get_args

from haegi.text.constraint import CLOSED, spelt_out
from haegi.text.hangul import PARTICLES, particle

_PART = re.compile(
    rf"\{{\{{|\}}\}}|\{{(?P<slot>[a-z][a-z0-9_]*)(?:\|(?P<particle>shell|{'|'.join(PARTICLES)}))?\}}|(?P<stray>[{{}}])"
)


def fill(template: str, values: Mapping[str, str]) -> str:
    """The text with its slots filled. A slot without a value, and a stray brace, stay as they are written."""

    def put(match: re.Match[str]) -> str:
        slot = match["slot"]
        if slot is None:
            return match[0] if match["stray"] else match[0][0]
        if slot not in values:
            return match[0]
        value = values[slot]
        if match["particle"] == "shell":
            from shlex import quote  # rarely needed

            return quote(value)
        return value + (particle(value, match["particle"]) if match["particle"] else "")

    return _PART.sub(put, template)


def slots(template: str) -> tuple[str, ...]:
    """The names of the slots in a text, in order, each once."""
    return tuple(dict.fromkeys(match["slot"] for match in _PART.finditer(template) if match["slot"]))


def strays(template: str) -> tuple[int, ...]:
    """Where braces stand that would be shown to the person because they make no slot."""
    return tuple(match.start() for match in _PART.finditer(template) if match["stray"])


Locale = Literal["ko", "en"]
LOCALES: tuple[Locale, ...] = get_args(Locale)

_HANGUL = re.compile("[가-힣ㄱ-ㅎㅏ-ㅣ]")


def locale_of(text: str) -> Locale:
    """Korean for a text with Hangul in it, else English."""
    return "ko" if _HANGUL.search(text) else "en"


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text in Korean, English or both. A plain string in YAML is Korean if it has Hangul, else English."""

    __pydantic_config__ = CLOSED
    __get_pydantic_core_schema__ = spelt_out(lambda value: {locale_of(value): value} if isinstance(value, str) else value)

    ko: str | None = None
    en: str | None = None

    def __post_init__(self) -> None:
        if self.ko is None and self.en is None:
            raise ValueError("empty_text")

    def only(self, locale: Locale) -> str | None:
        """The text in just this language."""
        return self.ko if locale == "ko" else self.en

    def best(self, locale: Locale) -> str:
        """The text in this language, else in the other one."""
        return self.only(locale) or self.ko or self.en or ""


@cache
def messages(locale: Locale) -> Mapping[str, str]:
    """Every sentence haegi itself says in this language, by key."""
    import tomllib

    data = get_data("haegi", f"locale/{locale}.toml")
    return tomllib.loads((data or b"").decode("utf-8"))


def say(locale: Locale, key: str, /, **params: object) -> str:
    """The sentence `key` in this language. A `Text` among the params is put in the same language."""
    shown = {name: value.best(locale) if isinstance(value, Text) else str(value) for name, value in params.items()}
    return fill(messages(locale)[key], shown)
