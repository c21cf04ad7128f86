"""Which language haegi speaks, settled before anything else is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

#: The sheet prints in a language of its own choosing, so its `--lang` is its own; so is that of a letter.
_OWN = frozenset({"sheet"})
_EXPORT, _LETTER = "export", "--letter"


def language(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[list[str], Literal["ko", "en"]]:
    """The arguments without `--lang`, wherever it stood, and the language: the option, HAEGI_LANG, the locale."""
    kept, wish = _split([argument.encode("utf-8", "replace").decode() for argument in arguments])
    wishes = (
        wish,
        environ.get("HAEGI_LANG"),
        environ.get("LC_ALL"),
        environ.get("LC_MESSAGES"),
        environ.get("LANG"),
    )
    said = next((each for each in wishes if each), "")
    return kept, "ko" if said.lower().startswith("ko") else "en"


def _split(arguments: list[str]) -> tuple[list[str], str]:
    kept: list[str] = []
    wish = ""
    own = _OWN | {_EXPORT} if _LETTER in arguments else _OWN
    rest = iter(arguments)
    for argument in rest:
        if argument == "--" or argument in own:
            return [*kept, argument, *rest], wish
        if argument.startswith("--lang="):
            wish = argument.removeprefix("--lang=")
        elif argument == "--lang":
            wish = next(rest, "")
        else:
            kept.append(argument)
    return kept, wish
