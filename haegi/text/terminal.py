"""Text from anybody, made safe to show, and measured in terminal cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, combining, east_asian_width, normalize

#: Everything that moves a cursor, starts an escape, or turns the direction of writing.
_OBEYED = "\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
_UNSEEN = re.compile(f"[\x00-\x1f{_OBEYED}\ud800-\udfff]")
_UNESCAPED = re.compile(f"[\x00-\x09\x0b-\x1f{_OBEYED}]")
_MOST_MARKS, _MARKS_HARMLESS = 30, 1_000
_NAMES = {"\n": " ", "\t": " ", "\r": "", "\x1b": "\\e"}


def visible(text: str) -> str:
    """The text with control and direction characters shown as text instead of obeyed."""
    return _UNSEEN.sub(lambda match: _NAMES.get(match[0], f"\\u{ord(match[0]):04x}"), normalize("NFC", bounded(text)))


def as_typed(text: str) -> str:
    """An argument or a line as UTF-8, whatever the locale took its bytes for; what is no letter becomes U+FFFD."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()


def bounded(text: str) -> str:
    """The text with at most 30 marks on one letter, as Unicode's stream-safe form has it.

    Composing sorts the marks of a letter, which takes the square of their number.
    """
    return text if len(text) <= _MARKS_HARMLESS or text.isascii() else "".join(_few_marks(text))


def _few_marks(text: str) -> Iterator[str]:
    marks = 0
    for char in text:
        marks = marks + 1 if combining(char) else 0
        if marks <= _MOST_MARKS:
            yield char


def visible_lines(text: str) -> str:
    """The same, but ends of lines stay."""
    return "\n".join(map(visible, text.split("\n")))


def escaped(document: str) -> str:
    """A JSON document with the same characters written as `\\uXXXX`, which means the same; ends of lines stay."""
    return _UNESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", document)


@lru_cache(4_096)  # a screen is painted again at every key, and most of it is as it was
def cells(text: str) -> int:
    """How many terminal cells a text takes: Hangul and other wide characters take two, combining ones none."""
    return sum(_cell(char) for char in text)


def _cell(char: str) -> int:
    if char < "\u0300":
        return 1
    if combining(char) or category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def fit(text: str, width: int) -> str:
    """The text cut to a width in cells, with `..` where something was cut off, padded with spaces."""
    return pad(clip(text, width), width)


def clip(text: str, width: int) -> str:
    """The text cut to a width in cells, with `..` where something was cut off."""
    if cells(text) <= width:
        return text
    kept, used = "", 0
    for char in text:
        used += _cell(char)
        if used > max(width - 2, 0):
            break
        kept += char
    return kept + ".."[: max(width - cells(kept), 0)]


def pad(text: str, width: int) -> str:
    """The text with spaces after it, up to a width in cells."""
    return text + " " * max(width - cells(text), 0)


def wrap(text: str, width: int) -> list[str]:
    """Lines no wider than `width` cells, broken between words; a word that is wider is broken inside."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, width):
            joined = f"{line} {piece}" if line else piece
            if cells(joined) <= width:
                line = joined
            else:
                lines.append(line)
                line = piece
    return [*lines, line] if line else lines


def hung(lead: str, text: str, width: int) -> list[str]:
    """Wrapped text behind a lead, its further lines set in under the first."""
    indent = cells(lead)
    lines = wrap(text, max(width - indent, 10)) or [""]
    return [lead + lines[0], *(" " * indent + line for line in lines[1:])]


def _pieces(word: str, width: int) -> list[str]:
    pieces, start, used = [], 0, 0
    for at, char in enumerate(word):
        wide = _cell(char)
        if at > start and used + wide > max(width, 2):
            pieces.append(word[start:at])
            start, used = at, 0
        used += wide
    return [*pieces, word[start:]]
