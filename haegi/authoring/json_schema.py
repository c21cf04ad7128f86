"""The JSON Schema of a playbook as people write it, short forms included; editors complete, explain and check with it.

What a key means stands in the catalogue, as `key.OWNER.NAME`, or as `key.NAME` where it means the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale, messages, say

_ID = {"type": "string", "pattern": "^[a-z][a-z0-9_-]*$"}
#: Where one id may stand for a list of one.
_LISTED = frozenset({"on", "does", "expect", "answers", "marks", "include"})
_VALUE = [{"type": "boolean"}, {"type": "integer"}, {"type": "string"}]
#: What tells nothing beside a description.
_IDLE = frozenset({"title", "description"})


def schema(locale: Locale = "en") -> dict[str, Any]:
    """The schema, for draft 2020-12, with descriptions in this language."""
    made = TypeAdapter(Playbook).json_schema()
    parts = made["$defs"]
    parts["Guard"] = _guard(locale)
    for owner, part in (("Playbook", made), *parts.items()):
        properties = () if owner == "Guard" else part["properties"].items()
        part["properties"] |= {name: _described(owner, name, value, locale) for name, value in properties}
        part["description"] = say(locale, f"key.{owner}")
    for part in ("Text", "Line"):
        parts[part] = {"anyOf": [{"type": "string"}, {**parts[part], "minProperties": 1}]}
    parts["Condition"] = {"anyOf": [*_VALUE, {**parts["Condition"], "minProperties": 1}]}
    # What `extends` names may hold the rest, so only these two are asked of every file.
    made["allOf"] = [{"if": {"not": {"required": ["extends"]}}, "then": {"required": made["required"]}}]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "required": ["haegi", "id"]}


def _described(owner: str, name: str, made: dict[str, Any], locale: Locale) -> dict[str, Any]:
    """A property as people write it, with what it means."""
    written = _short(name, _nullless({key: value for key, value in made.items() if key not in _IDLE}))
    own = f"key.{owner}.{name}"
    return {"description": say(locale, own if own in messages(locale) else f"key.{name}"), **written}


def _guard(locale: Locale) -> dict[str, Any]:
    """A guard is written as its conditions, with the groups of `any` beside them."""
    group = {"type": "object", "additionalProperties": {"$ref": "#/$defs/Condition"}}
    any_ = {"description": say(locale, "key.Guard.any"), "type": "array", "items": group}
    return {**group, "properties": {"any": any_}}


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


# The same for reading


class Key(NamedTuple):
    """A key: what may hold it, whether it has to be there, the form of its value as one writes it, what it means."""

    owner: str
    name: str
    required: bool
    form: str
    text: str


def keys(locale: Locale) -> Iterator[Key]:
    """Every key, those of the whole file first; conditions and guards last."""
    made = schema(locale)
    parts: dict[str, Any] = made["$defs"]
    whole = {**made, "required": made["allOf"][0]["then"]["required"]}
    order = ("Sheet", "Slot", "Moves", "Move", "Opening", "Stage", "Branch", "Way", "Line", "Card", "End", "Guard", "Condition", "Text")
    for owner, part in (("Playbook", whole), *((owner, parts[owner]) for owner in order)):
        holder = part if "properties" in part else part["anyOf"][-1]
        for name, value in holder["properties"].items():
            yield Key(owner, name, name in holder.get("required", ()), _form(value), value["description"])


def _form(value: Mapping[str, Any]) -> str:
    """The form of a value in the way of YAML, capitals for what is to be filled in."""
    if "$ref" in value:
        return str(value["$ref"]).rpartition("/")[2].upper()
    if "anyOf" in value:
        return " | ".join(dict.fromkeys(map(_form, value["anyOf"])))
    if "enum" in value or "const" in value:
        return " | ".join(map(str, value.get("enum", [value.get("const")])))
    if value["type"] == "array":
        return f"[{_form(value['items'])}, ...]"
    if value["type"] == "object":
        inner = value["additionalProperties"] or next(iter(value["patternProperties"].values()))
        return f"{{ID: {_form(inner)}, ...}}"
    return {"boolean": "true | false", "integer": "NUMBER"}.get(value["type"], "ID" if "pattern" in value else "WORDS")


def asked(every: list[Key], name: str) -> list[Key]:
    """The keys of this name, or at this place (`stages.branches.on`), and the keys of what they hold."""
    *above, last = name.strip(".: ").lower().split(".")
    named = [key for key in every if key.name == last and _stands_in(every, key.owner, above)]
    held = {part for key in named for part in _parts(key)} if named or above else {last.title()}
    return [*named, *(key for key in every if key.owner in held and key not in named)]


def _stands_in(every: list[Key], owner: str, words: list[str]) -> bool:
    """Whether these words lead to what has the key."""
    above = [key for key in every if words and key.name == words[-1] and owner in _parts(key)]
    return not words or any(_stands_in(every, key.owner, words[:-1]) for key in above)


def _parts(key: Key) -> set[str]:
    """The kinds of things that a key holds; words and guards, which stand everywhere, left aside."""
    return {word.strip("[]{},").title() for word in key.form.split()} - {"Text", "Guard"}
