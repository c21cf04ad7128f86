"""From a model's complaints to findings: which key, what is wrong with it, what was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

from pydantic import ValidationError

from haegi.errors import Finding, Path
from haegi.text.near import nearest

_WORDS = {
    "missing": "S002",
    "too_short": "S004",
    "string_too_short": "S004",
    "string_pattern_mismatch": "S005",
    "literal_error": "S006",
    "enum": "S006",
}
_EXPECTED = {
    "string": "text", "int": "whole_number", "float": "number", "bool": "true_or_false", "dict": "mapping",
    "dataclass": "mapping", "model": "mapping", "tuple": "list", "list": "list", "date": "date", "decimal": "number", "none": "nothing",
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
    return Finding("S003", path, {"name": _last_name(path), "expected": expected})


def _last_name(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str) and step != "[key]"), "")


def _not_one_of(item: Any, path: Path) -> Finding:
    allowed = [word.strip("' ") for word in item["ctx"]["expected"].replace(" or ", ", ").split(", ")]
    params: dict[str, object] = {
        "shown": item["input"],
        "allowed": ", ".join(allowed),
        "near": nearest(str(item["input"]), allowed, 0.5),
    }
    return Finding("S006", path, params)


def _unknown_key(path: Path, model: type[Any]) -> Finding:
    allowed = sorted(_keys_at(model, path[:-1]))
    params: dict[str, object] = {
        "key": path[-1],
        "allowed": ", ".join(allowed),
        "near": nearest(str(path[-1]), allowed),
    }
    return Finding("S001", path, params, at_key=True)


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
