"""Faults of form as findings, and going on after the first: data that does not fit its model, mended until it does.

A misspelt key is read as the key that was meant, an unknown one is left out, a missing text gets a stand-in, and a value
of the wrong form is dropped, so that every fault of a file is found in one run, and none that only follows from another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from haegi.errors import Finding, Path, nearest
from haegi.files.source_map import Atlas, Marks

_WORDS = {
    "missing": "S002", "too_short": "S004", "string_too_short": "S004", "string_pattern_mismatch": "S005",
    "literal_error": "S006", "enum": "S006",
}  # fmt: skip
_EXPECTED = {
    "string": "text", "int": "whole_number", "float": "number", "bool": "true_or_false", "dict": "mapping",
    "dataclass": "mapping", "model": "mapping", "tuple": "list", "list": "list", "date": "date", "decimal": "number", "none": "nothing",
}  # fmt: skip
_YES_OR_NO = {
    "true": frozenset({"yes", "y", "on", "1", "예", "네", "참"}), "false": frozenset({"no", "n", "off", "0", "아니오", "아니요", "거짓"}),
}  # fmt: skip
_UNKNOWN_KEY = "unexpected_keyword_argument"  # what pydantic calls it in a dataclass
#: No more faults of form than this are told at once.
MOST = 200
_SIGNS = {"greater_than_equal": ">=", "greater_than": ">", "less_than_equal": "<=", "less_than": "<"}


def findings(error: ValidationError, model: type[Any]) -> list[Finding]:
    """Every complaint once, `MOST` at the most: where a value may be of several kinds, only the first complaint about it is kept."""
    seen: set[Path] = set()
    kept: list[Finding] = []
    for item in error.errors(include_url=False, include_context=True):
        path = tuple(item["loc"])
        place = _settled(path, item["type"])
        if place not in seen:
            seen.add(place)
            kept.append(_finding(item, path, model))
        if len(kept) == MOST:
            break
    return kept


def _settled(path: Path, kind: str) -> Path:
    """The path without the tail by which pydantic tells the members of a union apart."""
    if kind in ("missing", _UNKNOWN_KEY):
        return path
    while path and path[-1] in ("int", "str", "bool", "float", "Text", "[key]", "none"):
        path = path[:-1]
    return path


def _finding(item: Any, path: Path, model: type[Any]) -> Finding:
    kind: str = item["type"]
    name = str(path[-1]) if path else ""
    if kind == _UNKNOWN_KEY:
        return _unknown_key(path, model)
    if kind == "value_error":
        return Finding("S007", path, {"why": str(item["ctx"]["error"]), "name": _last_name(path)})
    if kind == "finding":
        return Finding(item["ctx"]["code"], path, {"name": _last_name(path), **item["ctx"]["params"]})
    if kind == "literal_error":
        return _not_one_of(item, path)
    if kind in _SIGNS:
        bound = next(iter(item["ctx"].values()))
        return Finding("S008", path, {"name": name, "bound": f"{_SIGNS[kind]} {bound}"})
    if kind in _WORDS:
        at_key = kind == "string_pattern_mismatch"
        return Finding(_WORDS[kind], path, {"name": _last_name(path), "shown": item["input"]}, at_key=at_key)
    expected = next((word for stem, word in _EXPECTED.items() if kind.startswith(stem)), "other")
    if expected == "text" and isinstance(item["input"], dict):
        expected = "quoted_text"  # a sentence with a colon in it, in a list
    near = _meant(item["input"]) if expected == "true_or_false" else ""
    return Finding("S003", path, {"name": _last_name(path), "expected": expected, "near": near})


def _meant(value: Any) -> str:
    """What to write for a yes or no in other words; empty where neither was meant."""
    word = str(value).strip().lower()
    plain = next((each for each, words in _YES_OR_NO.items() if word in words), "")
    return plain or nearest(word, _YES_OR_NO)


def _last_name(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str) and step != "[key]"), "")


def _not_one_of(item: Any, path: Path) -> Finding:
    allowed = [word.strip("' ") for word in item["ctx"]["expected"].replace(" or ", ", ").split(", ")]
    near = nearest(str(item["input"]), allowed, 0.5)
    return Finding("S006", path, {"shown": item["input"], "allowed": ", ".join(allowed), "near": near})


def _unknown_key(path: Path, model: type[Any]) -> Finding:
    allowed = sorted(_keys_at(model, path[:-1]))
    near = nearest(str(path[-1]), allowed)
    return Finding("S001", path, {"key": path[-1], "allowed": ", ".join(allowed), "near": near}, at_key=True)


def _keys_at(model: type[Any], path: Path) -> set[str]:
    """The keys that the model at this path knows, following the annotations of its fields."""
    here: Any = model
    for step in path:
        inside = _fields(here).get(step) if isinstance(step, str) else None
        here = inside if inside is not None else here
    return set(_fields(here))


def _fields(model: Any) -> dict[Any, Any]:
    known: dict[str, Any] = {}
    for value in _values(model):
        hints = get_type_hints(value)
        key_of = getattr(value, "__pydantic_config__", {}).get("alias_generator", str)
        known |= {key_of(field.name): hints[field.name] for field in fields(value)}
    return known


def _values(annotation: Any) -> Iterator[type[Any]]:
    """The dataclasses that an annotation speaks of."""
    if isinstance(annotation, type) and is_dataclass(annotation):
        yield annotation
    else:
        for part in get_args(annotation):
            yield from _values(part)


M = TypeVar("M")

_ROUNDS = 8
_HOPELESS = 40  # with this many faults of form at once, nothing more is guessed
_STAND_INS: dict[str, Any] = {
    "haegi": 1, "id": "unnamed", "language": "ko", "outcome": "cut",
    "title": {"en": "?"}, "aim": {"en": "?"}, "label": {"en": "?"}, "ask": {"en": "?"},
}  # fmt: skip


@dataclass(slots=True)
class Shaped(Generic[M]):
    """The model, None where the data was past mending, and what was wrong. `whole`: nothing had to be dropped."""

    model: M | None
    findings: list[Finding]
    whole: bool = True


_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def fitted(data: Any, model: type[M]) -> M:
    """Data as a value. Raises pydantic's ValidationError with every complaint."""
    value: M = _adapter(model).validate_python(data)
    return value


def shaped(data: Any, model: type[M], atlas: Atlas, doubtful: Collection[Path] = ()) -> Shaped[M]:
    """Fit data to a model, mending it in place. Faults below a `doubtful` path only follow from one told already."""
    result: Shaped[M] = Shaped(None, [])
    told = list(doubtful)
    for _ in range(_ROUNDS):
        try:
            result.model = fitted(data, model)
            return result
        except ValidationError as error:
            found = findings(error, model)
        meant = {(*each.path[:-1], str(each.params["near"])) for each in found if each.code == "S001"}
        found = [each for each in found if each.code != "S002" or each.path not in meant]
        result.findings += [each for each in found if not _follows(each.path, told)]
        mended = [_mended(data, each, atlas, result, told) for each in found[:_HOPELESS]]
        if len(found) > _HOPELESS or not all(mended):
            break
    result.whole = False
    return result


def _follows(path: Path, told: list[Path]) -> bool:
    """Whether a fault lies at, in or around something that was told or dropped already."""
    return any(path[: len(each)] == each[: len(path)] for each in told)


def _mended(data: Any, finding: Finding, atlas: Atlas, result: Shaped[M], told: list[Path]) -> bool:
    """Mend one fault; False where nothing can be done about it."""
    if finding.code in ("S001", "S002"):
        holder, path = _walk(data, finding.path[:-1])
        key = str(finding.path[-1])
        if not isinstance(holder, dict):
            return False
        if finding.code == "S002":
            return _stand_in(holder, key, path, told)
        marks = atlas.marks((*path, key))
        return key in holder and _rename(holder, key, str(finding.params["near"]), path, marks)
    _, path = _walk(data, finding.path)
    result.whole = False
    told.append(path)
    return _drop(data, path)


def _walk(data: Any, path: Path) -> tuple[Any, Path]:
    """What a path leads to, and the steps that were taken: the model has some that the YAML writes shorter."""
    here = data
    taken: Path = ()
    for step in path:
        held = _held(here)
        if step in held:
            here, taken = held[step], (*taken, step)
    return here, taken


def _held(here: Any) -> dict[Any, Any]:
    if isinstance(here, list):
        return dict(enumerate(here))
    return here if isinstance(here, dict) else {}


def _stand_in(holder: dict[str, Any], key: str, path: Path, told: list[Path]) -> bool:
    if key not in _STAND_INS:
        return False
    holder[key] = _STAND_INS[key]
    told.append((*path, key))
    return True


def _rename(here: dict[str, Any], key: str, near: str, path: Path, marks: Marks) -> bool:
    value = here.pop(key)
    if not near or near in here:
        return True
    here[near] = value
    depth = len(path) + 1
    for table in (marks.values, marks.keys):
        moved = {place: spot for place, spot in table.items() if place[:depth] == (*path, key)}
        table.update({(*path, near, *place[depth:]): spot for place, spot in moved.items()})
    return True


def _drop(data: Any, path: Path) -> bool:
    """Take a value out. What stands in a list stays: the places of what follows it depend on it."""
    holder, _ = _walk(data, path[:-1])
    return bool(path) and isinstance(holder, dict) and holder.pop(path[-1], _STAND_INS) is not _STAND_INS
