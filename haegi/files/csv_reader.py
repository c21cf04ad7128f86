"""A compare file as a table: CSV in UTF-8, its header naming the keys, read to the same data as the YAML.

A dot leads inside (`ratings.speed`, `gift.cash`, `exit_fee.12`). A row of kind `current` is the service of today, with its
name as the provider; one of kind `weights` has the weights in the columns of the ratings; one of kind `household` names what is
used at home. Every other row is an option; in a table without kinds each is one to switch to. Several add-ons, or things used,
stand in one cell with `;` between them. Headings may be those that people write (`HEADINGS`), and a speed may have its unit.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path as File
from typing import Any, NamedTuple

from haegi.errors import Diagnostic, Path
from haegi.files.source_map import Marks
from haegi.files.yaml_reader import MAX_BYTES, Reading, read_file, value_of
from haegi.text.units import read_speed

#: Columns whose cells stay text, whatever they look like.
_TEXTS = frozenset({"name", "kind", "support", "terms", "offer", "gift", "addons", "contract_end"})
_SPEEDS = frozenset({"down_mbps", "up_mbps"})
#: What people call a column, without blanks, hyphens and brackets.
HEADINGS = {
    word: key for key, words in {
        "name": "service provider company option 서비스 서비스제공업체 제공업체 업체 회사 통신사 이름 선택지",
        "monthly_fee": "price fee cost monthlyfee monthlyprice 요금 월요금 가격 월가격",
        "down_mbps": "speed download downloadspeed 속도 인터넷속도 다운로드 다운로드속도",
        "up_mbps": "upload uploadspeed 업로드 업로드속도",
        "support": "customersupport customerservice 지원 고객지원 고객센터",
        "addons": "extras addons additionalservices 부가 부가서비스 추가서비스",
        "terms": "cancellation cancellationterms 해지조건 해지",
        "ratings.response": "responsetime 응답시간 응답속도",
        "ratings.solving": "problemsolving 문제해결 해결능력",
        "ratings.reviews": "reviews 리뷰 후기",
        "ratings.satisfaction": "satisfaction 만족도",
    }.items() for word in words.split()
}  # fmt: skip
_NOTHING = frozenset({"", "-", "none", "없음"})


class Cell(NamedTuple):
    """A cell with its place, from 0."""

    text: str
    line: int
    column: int


# The first line of a table: names with commas between them; YAML has a colon before any comma.
_HEAD = re.compile(r"\s*\"?\w[\w. ()-]*\"?\s*,")
_BETWEEN = re.compile(r"\(.*?\)|[\s_-]+")
_CELL = re.compile(r"""[ \t]*+("(?:[^"]|"")*"[ \t]*(?=,|$)|[^",][^,]*|)(,|$)""")
csv.field_size_limit(MAX_BYTES)
_BEHIND_QUOTE = re.compile(r'" +(?=,|$)')


def is_table(text: str) -> bool:
    """Whether a text looks like CSV; what does not is taken for YAML."""
    return bool(_HEAD.match(text.removeprefix("\ufeff")))


def read_table(path: File) -> Reading:
    """A CSV file to plain data with marks; what can't be read is a fault at its first line."""
    return read_file(path, read_csv)


def read_csv(text: str, name: str) -> Reading:
    """The text of a table to plain data with marks."""
    reading = Reading(Marks(name, text.splitlines()), data={"options": []})
    reading.marks.values[()] = reading.marks.values["options",] = (0, 0)
    head, *rows = [row for row in _rows(reading) if any(cell.text for cell in row)] or [[]]
    head = [cell._replace(text=HEADINGS.get(_BETWEEN.sub("", cell.text.casefold()), cell.text)) for cell in head]
    _twice(head, reading)
    for row in rows:
        _row(head, row, reading)
    return reading


def _twice(head: Sequence[Cell], reading: Reading) -> None:
    seen: set[str] = set()
    for cell in head:
        if cell.text in seen:
            _fault(reading, "Y010", cell, key=cell.text)
        seen.add(cell.text)


def _row(head: Sequence[Cell], row: Sequence[Cell], reading: Reading) -> None:
    """One row into the data, where its kind says."""
    if len(row) > len(head):
        _fault(reading, "C002", row[len(head)], count=len(row), columns=len(head))
    cells = {column.text: cell for column, cell in zip(head, row, strict=False) if column.text and cell.text}
    kind = cells["kind"].text if "kind" in cells else ""
    into: dict[str, Any] = reading.data
    base: Path = ()
    if kind == "household":
        cells = {"household": cells["name"]} if "name" in cells else {}
    elif kind in ("current", "weights"):
        into, base = into.setdefault(kind, {}), (kind,)
        cells = {_inside(kind, key): cell for key, cell in cells.items() if key != "kind"}
        cells.pop("", None)
    else:
        base = ("options", len(into["options"]))
        into["options"].append({} if any(cell.text == "kind" for cell in head) else {"kind": "switch"})
        into = into["options"][-1]
    reading.marks.values.setdefault(base, (row[0].line, row[0].column))
    for key, cell in cells.items():
        _put(into, base, key, cell, reading)


def _inside(kind: str, key: str) -> str:
    """What a column is called in a row of this kind; nothing, where the row has no use for it."""
    if kind == "current":
        return "provider" if key == "name" else key
    return "" if key == "name" else key.removeprefix("ratings.")


def _put(into: dict[str, Any], base: Path, key: str, cell: Cell, reading: Reading) -> None:
    """A cell under its key, dots leading inside."""
    *outer, last = key.split(".")
    here, path = into, base
    for step in outer:
        path = (*path, step)
        reading.marks.values.setdefault(path, (cell.line, cell.column))
        held = here.setdefault(step, {})
        if not isinstance(held, dict):
            _fault(reading, "Y010", cell, key=step)
            return
        here = held
    here[last] = _read(key, cell.text, base)
    reading.marks.values[*path, last] = reading.marks.keys[*path, last] = (cell.line, cell.column)


def _read(key: str, text: str, base: Path) -> Any:
    if base == ("weights",):
        return value_of(text)
    if key in ("addons", "household"):
        return [name.strip() for name in text.split(";") if name.strip().casefold() not in _NOTHING]
    if key in _SPEEDS and (speed := read_speed(text, unit=True)):
        return float(speed)
    return text if key in _TEXTS else value_of(text)


def _fault(reading: Reading, code: str, cell: Cell, **params: object) -> None:
    reading.faults.append(Diagnostic(code, reading.marks.spot(cell.line, cell.column), params=params))


def _rows(reading: Reading) -> Iterator[list[Cell]]:
    """The cells of each line. A cell in quotes may hold commas, and quotes written twice, but no line's end."""
    for number, line in enumerate(reading.marks.lines):
        columns = list(_columns(line))
        try:
            texts = _split(line, strict=True)
        except csv.Error:
            _fault(reading, "C001", Cell("", number, columns[-1]))
            texts = _split(line, strict=False)[: len(columns) - 1]
        last = len(columns) - 1
        yield [Cell(text.strip(), number, columns[min(index, last)]) for index, text in enumerate(texts)]


def _split(line: str, *, strict: bool) -> list[str]:
    spaced = _BEHIND_QUOTE.sub('"', line.replace("\t", " "))  # around quotes the csv module bears blanks before them alone
    return next(csv.reader([spaced], skipinitialspace=True, strict=strict), [])


def _columns(line: str) -> Iterator[int]:
    """Where the cells of a line begin, up to one whose quote is left open or followed by text."""
    at = 0
    while match := _CELL.match(line, at):
        yield match.start(1)
        at = match.end()
        if not match[2]:
            return
    yield len(line) - len(line[at:].lstrip(" \t"))
