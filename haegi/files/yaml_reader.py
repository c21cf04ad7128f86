"""The one door for YAML: `load(path, Model)` gives the model with the place of everything, or every fault with its place;
`inspect(path, Model)` gives every fault and, as far as it can be made out, the model all the same.

YAML is tamed here. The stream of events is looked through before anything is composed, because the composer calls itself
for every level (PyYAML's dies at 50,000 nested dashes). No anchors, aliases, tags or second documents; duplicate keys are
refused; only `true` and `false` are booleans, only plain decimals are numbers: `12:30`, `no` and `010` stay text.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any, Generic, NamedTuple, TypeVar

import yaml

from haegi.errors import Diagnostic, Faults, Path
from haegi.files.recovery import shaped
from haegi.files.source_map import Atlas, Marks
from haegi.files.yaml_slips import CUT, slip
from haegi.text.terminal import escaped

M = TypeVar("M")

MAX_BYTES = 4_000_000
MAX_DEPTH = 30
MAX_FAULTS = 200
MAX_NODES = 240_000

#: After these the rest of the file is guesswork.
_FATAL = frozenset({"Y001", "Y002", "Y003", "Y004", "Y005", "Y006", "Y007", "Y008", "Y009"})

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]{1,15}")
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}
_CURLY = ("“", "”", "‘", "’")
_PLAIN_TAG, _QUOTED_TAG = "plain", "quoted"


def _written_how(_loader: Any, kind: type, _text: Any, implicit: Any) -> str:
    """Instead of a type by YAML's rules, what has no tag gets one that says whether it was written without quotes."""
    return _PLAIN_TAG if kind is yaml.ScalarNode and implicit[0] else _QUOTED_TAG


_Loader: Any = type("_Loader", (getattr(yaml, "CLoader", yaml.Loader),), {"resolve": _written_how})


@dataclass(frozen=True, slots=True)
class Source(Generic[M]):
    """A model read from a file, and where in the file its parts stand."""

    model: M
    marks: Marks


@dataclass(frozen=True, slots=True)
class Inspected(Generic[M]):
    """What a file holds, faults and all. `whole`: the model has everything the file says, spelling aside."""

    model: M | None
    marks: Marks
    diagnostics: tuple[Diagnostic, ...]
    whole: bool


def load(path: File, model: type[M]) -> Source[M]:
    """Read a file into a model. Raises Faults with everything that is wrong in it."""
    return sound(inspect(path, model))


def loads(text: str, model: type[M], name: str) -> Source[M]:
    """The same from a text; `name` stands for the file in diagnostics."""
    return sound(fit(read(text, name), model))


def inspect(path: File, model: type[M]) -> Inspected[M]:
    """Read a file into a model as far as it goes, with everything that is wrong in it."""
    return fit(read_file(path), model)


def fit(reading: Reading, model: type[M], atlas: Atlas | None = None) -> Inspected[M]:
    """Data to a model, duplicates and misspelt keys mended; `atlas` where the data is from several files."""
    if reading.is_lost:
        return Inspected(None, reading.marks, tuple(reading.faults), False)
    places = atlas or Atlas([reading.marks])
    shape = shaped(reading.data, model, places, reading.doubtful)
    faults = in_order(map(places.diagnose, shape.findings))
    return Inspected(shape.model, reading.marks, (*reading.faults, *faults), shape.whole)


def in_order(faults: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics as they come in their files."""
    return sorted(faults, key=lambda fault: (fault.place.file, fault.place.line, fault.place.column, fault.code))


def sound(inspected: Inspected[M]) -> Source[M]:
    """The model, or Faults with everything that is wrong."""
    if inspected.model is None or inspected.diagnostics:
        raise Faults(in_order(inspected.diagnostics))
    return Source(inspected.model, inspected.marks)


def read_file(path: File, reader: Callable[[str, str], Reading] | None = None) -> Reading:
    """A file to plain data with marks, YAML or by another reader; what can't be read is a fault at its first line."""
    try:
        return (reader or read)(_text_of(path), str(path))
    except Faults as faults:
        return Reading(Marks(str(path)), faults=list(faults.diagnostics))


def written(data: dict[str, Any]) -> str:
    """Plain data as YAML that this door reads as the same data."""
    text: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    if escaped(text) == text:
        return text
    # Only in ASCII does PyYAML write what turns the direction of writing as an escape.
    return str(yaml.safe_dump(data, allow_unicode=False, sort_keys=False, width=1000))


def _text_of(path: File) -> str:
    """The file's text. A device, a folder, a huge or unreadable file is a fault at its first line."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _fault(path, "Y001", reason="not_a_file")
        if status.st_size > MAX_BYTES:
            raise _fault(path, "Y002", limit=f"{MAX_BYTES // 1_000_000} MB")
        raw = path.read_bytes()
    except OSError as error:
        raise _fault(path, "Y001", reason=error.strerror or "") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start)
        raise Faults([Diagnostic("Y003", Marks(str(path)).spot(line, 0))]) from None


def _fault(path: File, code: str, **params: object) -> Faults:
    return Faults([Diagnostic(code, Marks(str(path)).spot(0, 0), params=params)])


@dataclass(slots=True)
class Reading:
    """What came out of a text: plain data, the marks, and the faults of the YAML itself.

    What stands at a `doubtful` path was not read as it was written.
    """

    marks: Marks
    data: Any = None
    faults: list[Diagnostic] = field(default_factory=list)
    doubtful: list[Path] = field(default_factory=list)

    @property
    def is_lost(self) -> bool:
        """Whether a fault leaves nothing to go on with."""
        return not isinstance(self.data, dict) or any(fault.code in _FATAL for fault in self.faults)

    def fault(self, code: str, mark: Any, **params: object) -> None:
        if len(self.faults) < MAX_FAULTS or code in _FATAL:
            self.faults.append(Diagnostic(code, self.marks.spot(mark.line, mark.column), params=params))


def read(text: str, name: str) -> Reading:
    """Text to plain data with marks."""
    reading = Reading(Marks(name, text.splitlines()))
    odd = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if odd:
        reading.fault("Y005", _mark(text, odd.start()))
        return reading
    try:
        if _is_tame(reading, text):
            root = yaml.compose(text, Loader=_Loader)
            reading.data = _value(reading, root, ()) if root else None
    except yaml.MarkedYAMLError as error:
        mark, problem = error.problem_mark or error.context_mark, error.problem or ""
        if "nesting depth" in problem:  # newer scanners stop by themselves, long before the first event
            reading.fault("Y008", mark, limit=MAX_DEPTH)
        else:
            found = slip(reading.marks.lines, error)
            reading.fault("Y004", found, problem=f"yaml-{found.kind}")
    if not reading.faults and not isinstance(reading.data, dict):
        reading.fault("Y006", _Mark(*reading.marks.values.get((), (0, 0))))
    return reading


class _Mark(NamedTuple):
    """A spot, from 0, as the parser gives it."""

    line: int
    column: int


def _mark(text: str, offset: int) -> _Mark:
    before = f"{text[:offset]}.".splitlines()
    return _Mark(len(before) - 1, len(before[-1]) - 1)


def _is_tame(reading: Reading, text: str) -> bool:
    """Whether the text may be composed: what would cost stack or memory, or is not used here, is a fault instead."""
    depth = documents = nodes = 0
    for event in yaml.parse(text, Loader=_Loader):
        kind = type(event)
        documents += kind is yaml.DocumentStartEvent
        nodes += kind in _NODES
        if documents > 1:
            reading.fault("Y007", event.start_mark)
        elif depth > MAX_DEPTH:
            reading.fault("Y008", event.start_mark, limit=MAX_DEPTH)
        elif getattr(event, "anchor", None):
            reading.fault("Y009", event.start_mark)
        elif nodes > MAX_NODES:
            reading.fault("Y002", event.start_mark, limit=f"{MAX_NODES:,}")
        else:
            depth += (kind in _OPENERS) - (kind in _CLOSERS)
            continue
        return False
    return True


_OPENERS = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})
_CLOSERS = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})
_NODES = _OPENERS | {yaml.ScalarEvent}


def _value(reading: Reading, node: Any, path: Path) -> Any:
    """What a node holds, its place noted; where a key stands twice, the first one counts."""
    mark = node.start_mark
    reading.marks.values.setdefault(path, (mark.line, mark.column))
    if node.tag not in (_PLAIN_TAG, _QUOTED_TAG):
        reading.doubtful.append(path)
        reading.fault("Y012", mark, tag=node.tag)
    if isinstance(node, yaml.MappingNode):
        return _mapping(reading, node, path)
    if isinstance(node, yaml.SequenceNode):
        return [_value(reading, item, (*path, index)) for index, item in enumerate(node.value)]
    if node.tag != _PLAIN_TAG:
        return node.value
    line, column = node.end_mark.line, node.end_mark.column
    if line < len(reading.marks.lines) and (cut := CUT.match(reading.marks.lines[line], column)):
        reading.marks.cuts.append((line, cut.start(1)))
    if _is_in_curly_quotes(node.value):
        reading.doubtful.append(path)
        reading.fault("Y013", mark)
        return node.value.strip("".join(_CURLY))
    return value_of(node.value)


def _is_in_curly_quotes(text: str) -> bool:
    """Whether a text was to be quoted by marks that are no quotes here, and not merely begins with a quotation."""
    return text.startswith(_CURLY) and (text.endswith(_CURLY) or not any(mark in text[1:] for mark in _CURLY))


def _mapping(reading: Reading, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, mark = key_node.value, key_node.start_mark
        if not isinstance(key_node, yaml.ScalarNode):
            reading.fault("Y011", mark)
            continue
        if key.endswith(_CURLY) and path in (each[:-1] for each in reading.doubtful):
            continue  # the rest of a text in such quotes that has a comma in it
        if key in data:
            reading.fault("Y010", mark, key=key)
        reading.marks.keys.setdefault((*path, key), (mark.line, mark.column))
        value = _value(reading, value_node, (*path, key))
        data.setdefault(key, value)
    return data


def value_of(text: str) -> Any:
    """What a plain text is: a number, true, false, nothing, or itself."""
    if text in _PLAIN:
        return _PLAIN[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
