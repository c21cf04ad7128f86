"""What a parser's complaint about YAML most likely comes from: the slips of people who don't write it every day.

A parser tells where it gave up, in words about tokens. Here the line it names is looked at, and the ones before it, for what
people really do: a tab, a colon inside a sentence, a quote that is left open, a space too few. Nothing here decides
whether a text is sound, so a guess may be wrong, but never stop a sound file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple


class Slip(NamedTuple):
    """A slip and where it stands, from 0; `kind` finds its words in the catalogue."""

    kind: str
    line: int
    column: int


class _Trouble(NamedTuple):
    """Where the parser gave up, with what, and where began what it was reading."""

    lines: Sequence[str]
    line: int
    column: int
    problem: str
    context: str
    begin: tuple[int, int]

    @property
    def above(self) -> int:
        """The last line before it that holds anything."""
        held = (at for at in range(self.line - 1, -1, -1) if self.lines[at].split("#")[0].strip())
        return next(held, self.line)


#: A quote that begins a text, and one that is closed where nothing else follows.
_OPENS = re.compile(r"""(?:^\s*|[\[{,]\s*|:\s+|-\s+)(["'])""")
_CLOSED = {
    quote: re.compile(rf"{quote}(?:{inside})*+{quote}(?=\s*(?:$|[,\]}}:#]))")
    for quote, inside in (('"', r'[^"\\]++|\\.'), ("'", "[^']++|''"))
}
_ODD_SPACE = re.compile("^[ ]*[\u00a0\u3000\u2002\u2003\u2009]")
_NO_GAP = re.compile(r"^\s*(?:- )?[\w-]+([:：])\S|^\s*(?:- )?[\w-]+(：)|^\s*(-)[^\s-]")
#: What follows a text without quotes and is a comment to YAML: written as no comment is, the sign stuck to its word.
CUT = re.compile(r"\s+(#(?=[^\s#!]))")
#: A line longer than this is nothing that a person wrote.
_LONG = 5000
#: A text that was to begin with a slot, and was read as a mapping.
_SLOT = re.compile(r":\s+\{[^{}:]*\}\s*$")


def slip(lines: Sequence[str], error: Any) -> Slip:
    """The most likely slip behind a parser's error, an error of PyYAML with its marks."""
    mark, begin = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
    last = max(len(lines) - 1, 0)
    trouble = _Trouble(
        lines or [""], min(mark.line, last), mark.column, error.problem or "", error.context or "",
        (min(begin.line, last), begin.column),
    )  # fmt: skip
    if any(len(trouble.lines[at]) > _LONG for at in (trouble.line, trouble.above)):
        return Slip("other", mark.line, mark.column)
    guesses = (_blanks, _quotes, _colons, _comments, _brackets, _signs, _gaps, _indents)
    return next((found for guess in guesses for found in guess(trouble)), Slip("other", mark.line, mark.column))


def _blanks(trouble: _Trouble) -> Iterator[Slip]:
    """A tab, or a space that only looks like one, where a line is set in."""
    for at in (trouble.line, trouble.above):
        line = trouble.lines[at]
        lead = line[: len(line) - len(line.lstrip())]
        if "\t" in lead:
            yield Slip("tab", at, lead.index("\t"))
        elif odd := _ODD_SPACE.match(line):
            yield Slip("space", at, odd.end() - 1)
    if trouble.lines[trouble.line][trouble.column : trouble.column + 1] == "\t":
        yield Slip("tab", trouble.line, trouble.column)


def _quotes(trouble: _Trouble) -> Iterator[Slip]:
    """A quote left open somewhere in what was being read, or closed too early in this line."""
    for at in range(trouble.begin[0], trouble.line + 1):
        line = trouble.lines[at]
        place = 0
        while opening := _OPENS.search(line, place):
            begin = opening.start(1)
            closed = _CLOSED[opening[1]].match(line, begin)
            if not closed:
                if line.count(opening[1], begin) == 1 or at == trouble.line:
                    yield Slip("escape" if "escape" in trouble.problem else "quote", at, begin)
                break
            place = closed.end()


def _colons(trouble: _Trouble) -> Iterator[Slip]:
    """A second colon in one text."""
    line, column = trouble.lines[trouble.line], trouble.column
    before = line[:column]
    inside = max(before.rfind(sign) for sign in "{[,") + 1 if "flow" in trouble.context else 0
    if line[column : column + 1] == ":" and re.search(r":\s", before[inside:]):
        yield Slip("colon", trouble.line, column)


def _comments(trouble: _Trouble) -> Iterator[Slip]:
    """A text in brackets whose rest, and the bracket with it, became a comment."""
    for at in range(trouble.begin[0], trouble.line + 1) if "flow" in trouble.context else ():
        if found := CUT.search(trouble.lines[at]):
            yield Slip("comment", at, found.start(1))


def _brackets(trouble: _Trouble) -> Iterator[Slip]:
    line = trouble.lines[trouble.line]
    if _SLOT.search(line[: trouble.column]):
        yield Slip("slot", trouble.line, line.index("{"))
    elif "flow" in trouble.context:
        yield Slip("bracket", *trouble.begin)


def _signs(trouble: _Trouble) -> Iterator[Slip]:
    """A sign that no text may begin with, a backslash in quotes."""
    if "escape" in trouble.problem:
        yield Slip("escape", trouble.line, trouble.column)
    if "alias" in trouble.context or "anchor" in trouble.context or "cannot start" in trouble.problem:
        yield Slip("sign", *(trouble.begin if trouble.begin[0] == trouble.line else (trouble.line, trouble.column)))


def _gaps(trouble: _Trouble) -> Iterator[Slip]:
    """A colon that is missing, or has no space after it; a dash that has none."""
    for at in (trouble.above, trouble.line):
        if found := _NO_GAP.match(trouble.lines[at]):
            yield Slip("gap", at, found.start(found.lastindex or 0))
    if "expected ':'" in trouble.problem:
        yield Slip("no-colon", *trouble.begin)


def _indents(trouble: _Trouble) -> Iterator[Slip]:
    """A line that begins at another depth than those above it: of two, the one that is not set in by pairs of spaces."""
    depths = {at: len(line) - len(line.lstrip()) for at in (trouble.line, trouble.above) for line in [trouble.lines[at]]}
    odd = [at for at, depth in depths.items() if depth % 2] or [trouble.line]
    if "expected" in trouble.problem or "not allowed" in trouble.problem:
        yield Slip("indent", odd[0], depths[odd[0]])
