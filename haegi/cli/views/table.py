"""A table as text, measured in terminal cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from haegi.text.terminal import cells, pad, wrap

GAP = 2


def table(
    rows: Sequence[Sequence[str]], right: Collection[int] = (), *, ruled: bool = True, widths: Sequence[int] = ()
) -> Iterator[str]:
    """The rows, the first of them the heads; the columns `right` are flush right. `ruled`: a line under the heads."""
    widths = widths or widths_of(rows)
    for number, row in enumerate(rows):
        yield from lines(row, widths, right)
        if ruled and not number:
            yield rule(widths)


def widths_of(rows: Sequence[Sequence[str]]) -> list[int]:
    """What each column takes."""
    return [max(map(cells, column)) for column in zip(*rows, strict=True)]


def whole(widths: Sequence[int]) -> int:
    """What the table takes."""
    return sum(widths) + GAP * (len(widths) - 1)


def rule(widths: Sequence[int]) -> str:
    return "-" * whole(widths)


def lines(row: Sequence[str], widths: Sequence[int], right: Collection[int] = ()) -> Iterator[str]:
    """One row; a cell that is too wide for its column goes on below."""
    columns = [
        wrap(text, width) if cells(text) > width else [text] for text, width in zip(row, widths, strict=True)
    ]
    for number in range(max(map(len, columns))):
        texts = [column[number] if number < len(column) else "" for column in columns]
        set_ = (
            " " * (width - cells(text)) + text if at in right else pad(text, width)
            for at, (text, width) in enumerate(zip(texts, widths, strict=True))
        )
        yield (" " * GAP).join(set_).rstrip()
