"""The JSON Schema of a playbook as people write it, short forms included; editors complete and check with it."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from haegi.playbook.model import Playbook

_ID = {"type": "string", "pattern": "^[a-z][a-z0-9_-]*$"}
#: Where one id may stand for a list of one.
_LISTED = frozenset({"on", "does", "expect", "answers", "marks", "include"})
_VALUE = [{"type": "boolean"}, {"type": "integer"}, {"type": "string"}]


def schema() -> dict[str, Any]:
    """The schema, for draft 2020-12."""
    made = TypeAdapter(Playbook).json_schema()
    parts = made["$defs"]
    for part in (made, *parts.values()):
        properties = part["properties"].items()
        part["properties"] = {name: _short(name, _nullless(written)) for name, written in properties}
    parts["Text"] = {"anyOf": [{"type": "string"}, {**parts["Text"], "minProperties": 1}]}
    parts["Condition"] = {"anyOf": [*_VALUE, {**parts["Condition"], "minProperties": 1}]}
    parts["Guard"] = _guard()
    # What `extends` names may hold the rest, so only these two are asked of every file.
    made["allOf"] = [{"if": {"not": {"required": ["extends"]}}, "then": {"required": made["required"]}}]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "required": ["haegi", "id"]}


def _guard() -> dict[str, Any]:
    """A guard is written as its conditions, with the groups of `any` beside them."""
    group = {"type": "object", "additionalProperties": {"$ref": "#/$defs/Condition"}}
    return {**group, "properties": {"any": {"type": "array", "items": group}}}


def _nullless(made: dict[str, Any]) -> dict[str, Any]:
    """Nobody writes null for what can be left out."""
    choices = [choice for choice in made.get("anyOf", ()) if choice.get("type") != "null"]
    if not choices:
        return made
    rest = {key: value for key, value in made.items() if key not in ("anyOf", "default")}
    return {**rest, **choices[0]} if len(choices) == 1 else {**rest, "anyOf": choices}


def _short(name: str, made: dict[str, Any]) -> dict[str, Any]:
    """A property with the shorter ways of writing it."""
    if name in ("say", "stalls"):
        least = {key: made[key] for key in ("minProperties",) if key in made}
        line = {"$ref": "#/$defs/Line"}
        lines = {"type": "object", "propertyNames": _ID, "additionalProperties": line, **least}
        return {"anyOf": [line, lines]}
    if name == "next":
        return {"anyOf": [_ID, made]}
    if name in _LISTED:
        return {"anyOf": [made["items"], made]}
    return {**made, "additionalProperties": False} if "patternProperties" in made else made
