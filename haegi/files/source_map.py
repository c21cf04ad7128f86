"""Where in a file each piece of data stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from haegi.errors import Diagnostic, Finding, Path, Place

#: Longer source lines are cut around the fault, so that a caret still stands under it on one screen.
_WIDTH = 120


@dataclass(slots=True)
class Marks:
    """Line and column, from 0, of every value and every key of one file, by path."""

    file: str
    lines: Sequence[str] = ()
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    #: Where what looks like more of a text is a comment, and so left out of it.
    cuts: list[tuple[int, int]] = field(default_factory=list)

    def place(self, path: Path, *, at_key: bool = False) -> Place:
        """The spot of a path. Steps that the file does not have are skipped: models have some that the YAML
        may write shorter or not at all."""
        here: Path = ()
        for step in path:
            if (*here, step) in self.values:
                here = (*here, step)
        line, column = (self.keys.get(here) if at_key else None) or self.values.get(here, (0, 0))
        return self.spot(line, column)

    def spot(self, line: int, column: int) -> Place:
        """A place from line and column counted from 0."""
        source = self.lines[line] if 0 <= line < len(self.lines) else ""
        return Place(self.file, line + 1, column + 1, source)


def diagnose(finding: Finding, marks: Marks) -> Diagnostic:
    """The finding with its place."""
    place = marks.place(finding.path, at_key=finding.at_key)
    return Diagnostic(finding.code, place, finding.severity, finding.params)


@dataclass(slots=True)
class Atlas:
    """The marks of several files that make one whole, the main one first, and which file each entry is from.

    An entry is what has an id (`stages`, `answer`), or a key at the top.
    """

    files: list[Marks]
    owners: dict[Path, Marks] = field(default_factory=dict)

    def marks(self, path: Path) -> Marks:
        """The file that holds what is at this path."""
        known = (self.owners.get(path[:depth]) for depth in (3, 2, 1))
        return next((marks for marks in known if marks), self.files[0])

    def diagnose(self, finding: Finding) -> Diagnostic:
        """The finding with its place, in the file it belongs to."""
        return diagnose(finding, self.marks(finding.path))


def excerpt(place: Place) -> tuple[str, int]:
    """The source line, cut to one screen's width, and how far into it the fault stands (in characters)."""
    start = max(0, place.column - 1 - _WIDTH // 2) if len(place.source) > _WIDTH else 0
    return place.source[start : start + _WIDTH], place.column - 1 - start
