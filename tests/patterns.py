"""The package's compiled patterns, each with a copy whose alternatives are groups, and the texts that tests are made of."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import haegi
from haegi.text import pii

TESTS = Path(__file__).parent

#: Made by a script out of the other rows.
_MADE = ("made.tsv", "made-2.tsv")

_TOKEN = re.compile(
    r"\\(?P<back>[1-9]\d?)(?!\d)|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P=\w+\)"
    r"|\(\?\((?P<condition>\d+)\)|(?P<open>\((?:\?(?:P<(?P<name>\w+)>|<?[=!]|[:>]|[a-zA-Z]*(?:-[a-z]+)?:))?)|[|)]|.",
    re.DOTALL,
)
_NOT = ("(?!", "(?<!")


@dataclass(slots=True)
class _Group:
    """A group that is being read: what opened it, and its alternatives as far as they were read."""

    opening: str
    captures: bool
    alternatives: list[str] = field(default_factory=lambda: [""])
    first: int = 0


@dataclass(frozen=True, slots=True)
class Instrumented:
    pattern: re.Pattern[str]
    parts: dict[str, str]  # name of the group: the alternative's text
    copy: re.Pattern[str]


def instrument(pattern: re.Pattern[str]) -> Instrumented:
    """Each alternative becomes a named group, and so does each group that had a name; what forbids stays as it is."""
    reader = _Reader()
    copy = re.compile(reader.read(pattern.pattern), pattern.flags)
    return Instrumented(pattern, reader.parts, copy)


class _Reader:
    def __init__(self) -> None:
        self.parts: dict[str, str] = {}
        self.numbered = self.named = 0

    def read(self, source: str) -> str:
        """A pattern's source with names for its alternatives; the house's patterns know no verbose mode."""
        tokens = list(_TOKEN.finditer(source))
        written, position = self._branches(tokens, 0)
        assert position == len(tokens), source
        return written

    def _branches(self, tokens: list[re.Match[str]], position: int) -> tuple[str, int]:
        """The alternatives up to the group's end, and where that end is."""
        read: list[tuple[str, str]] = []
        written = original = ""
        while position < len(tokens) and tokens[position][0] != ")":
            token = tokens[position]
            if token[0] == "|":
                read.append((original, written))
                written = original = ""
            elif token["open"]:
                start = position
                inner, position = self._group(tokens, position)
                written += inner
                original += "".join(each[0] for each in tokens[start : position + 1])
            else:
                assert not token["condition"], "conditional groups are not read"
                written += rf"(?P=_g{token['back']})" if token["back"] else token[0]
                original += token[0]
            position += 1
        read.append((original, written))
        return self._joined(read), position

    def _group(self, tokens: list[re.Match[str]], position: int) -> tuple[str, int]:
        opening, name = tokens[position]["open"], tokens[position]["name"]
        if opening == "(":
            self.numbered += 1
            opening = f"(?P<_g{self.numbered}>"
        elif name:
            self.numbered += 1
            self.parts[name] = f"(?P<{name}>"
        known = dict(self.parts)
        inner, end = self._branches(tokens, position + 1)
        if opening in _NOT:
            self.parts = known
        return f"{opening}{inner})", end

    def _joined(self, read: list[tuple[str, str]]) -> str:
        if len(read) == 1:
            return read[0][1]
        return "|".join(self._named(original, written) for original, written in read)

    def _named(self, original: str, written: str) -> str:
        self.named += 1
        name = f"_a{self.named}"
        self.parts[name] = original
        return f"(?P<{name}>{written})"


def modules() -> Iterator[ModuleType]:
    """All of the package, but what needs an extra that is missing."""
    for module in pkgutil.walk_packages(haegi.__path__, "haegi."):
        if not module.name.endswith("__main__"):
            with suppress(ModuleNotFoundError):
                yield importlib.import_module(module.name)


def patterns() -> dict[str, re.Pattern[str]]:
    """By module, name and place. The lexicon's are word lists, and learnt from: the recogniser's tests weigh them."""
    found: dict[int, tuple[str, re.Pattern[str]]] = {}
    for module in modules():
        for name, value in vars(module).items() if not module.__name__.endswith(".lexicon") else ():
            if not name.startswith("__"):
                for place, pattern in _inside(value, name):
                    found.setdefault(id(pattern), (f"{module.__name__}:{place}", pattern))
    lazy = {f"haegi.text.pii:{name}": pii._pattern(name) for name in pii._PATTERNS}
    return dict(found.values()) | lazy


def _inside(value: object, place: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield place, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _inside(each, f"{place}[{key}]")
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value):
            yield from _inside(each, f"{place}[{number}]")


def table_words() -> set[str]:
    """The words of the tables that patterns are made of: numerals, months, days. Each has a row of its own where it is read."""
    tables = [value for module in modules() for value in vars(module).values() if isinstance(value, dict | tuple | frozenset | list)]
    return {each for table in tables for each in table if isinstance(each, str)}


def texts() -> list[str]:
    """Every line of the tests' data and every string of their modules, distinct, the short ones first."""
    found: dict[str, None] = {}
    for path in sorted(TESTS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.setdefault(node.value)
    for path in sorted((TESTS / "data").rglob("*")):
        if path.is_file() and path.name not in _MADE and "golden" not in path.parts:
            for line in path.read_text("utf-8", errors="replace").splitlines():
                for cell in (line.strip(), *line.split("\t")):
                    found.setdefault(re.sub(r"^[-\s]*(?:[\w-]+: )?[\"']?|[\"']$", "", cell))
    return sorted(found, key=len)
