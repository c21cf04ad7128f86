"""What can go wrong, as values: one exception family, one table of exit codes, one shape for a fault in a file.

Messages are not written here. An error carries a key and its parameters; `haegi.text.i18n` holds the
sentence for that key in both languages, and the command line prints it in the language of the interface.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum, StrEnum
from typing import NamedTuple


class ExitCode(IntEnum):
    """What the shell sees. The numbers are fixed by the contract with the outside."""

    DONE = 0
    FAILURE = 1
    USAGE = 2
    FAULTS = 3
    STORE = 4
    BUG = 70
    INTERRUPTED = 130


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """A spot in a file. `line` and `column` count from 1; `source` is the text of that line, without its end."""

    file: str
    line: int
    column: int
    source: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


Path = tuple[str | int, ...]


class Finding(NamedTuple):
    """One fault in data, before anybody knows the file: `path` leads to it through keys and indices.

    `at_key` says that the key itself is at fault, not what it holds.
    """

    code: str
    path: Path
    params: Mapping[str, object] = {}
    severity: Severity = Severity.ERROR
    at_key: bool = False


class Diagnostic(NamedTuple):
    """One fault in one file. `code` names both the rule and its sentence; `params` fill that sentence."""

    code: str
    place: Place
    severity: Severity = Severity.ERROR
    params: Mapping[str, object] = {}


class HaegiError(Exception):
    """Something the person can act on. `key` finds the sentence, `params` fill it."""

    exit_code = ExitCode.FAILURE

    def __init__(self, key: str, /, **params: object) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.key} ({shown})" if shown else self.key


class Failure(HaegiError):
    """An expected failure: the request was understood and cannot be met."""


class Usage(HaegiError):
    """The words of the command or of an answer are off."""

    exit_code = ExitCode.USAGE


class StoreError(HaegiError):
    """The store can't be read or written; its file was left untouched."""

    exit_code = ExitCode.STORE


class Faults(HaegiError):
    """A file with faults: all of them, each with its place."""

    exit_code = ExitCode.FAULTS

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("faults", count=len(diagnostics))
        self.diagnostics = tuple(diagnostics)


def nearest(word: str, words: Iterable[str], alike: float = 0.6) -> str:
    """The word that was perhaps meant; empty where none is as much `alike`, from 0 to 1."""
    from difflib import get_close_matches  # loads slowly, and nothing is wrong as a rule

    return next(iter(get_close_matches(word, list(words), 1, alike)), "")
