"""Guards: conditions on lines, branches and openings, kept as data.

    when: {quote: known, call: {at_least: 2}}                 all of these
    when: {any: [{offers: {at_least: 3}}, {refused: true}]}   one of these groups

A condition is `known`, `unknown`, a value (the fact is equal to it) or a mapping of comparisons. In `at_least` and
`at_most` a word names another fact, so an offer can be held against the target. Comparing a fact that is not known
never holds; `not` of an unknown fact does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from haegi.text.constraint import CLOSED, StrictBool, StrictInt, spelt_out

Value = bool | int | str
Facts = Mapping[str, Value]


def key_of(field_name: str) -> str:
    """How a file writes a field of a condition: Python keeps `is` and `not` for itself."""
    return {"equal": "is", "unequal": "not"}.get(field_name, field_name)


def _compared(value: Any) -> Any:
    if value == "known" or value == "unknown":
        return {"known": value == "known"}
    return {"is": value} if isinstance(value, bool | int | str) else value


def _grouped(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    every = {name: condition for name, condition in value.items() if name != "any"}
    return {"every": every, **({"any": value["any"]} if "any" in value else {})}


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What one fact must be; every comparison that is given must hold."""

    __pydantic_config__ = CLOSED | {"alias_generator": key_of, "validate_by_name": True}
    __get_pydantic_core_schema__ = spelt_out(_compared)

    known: StrictBool | None = None
    equal: StrictBool | StrictInt | str | None = None
    unequal: StrictBool | StrictInt | str | None = None
    at_least: StrictInt | str | None = None
    at_most: StrictInt | str | None = None

    def __post_init__(self) -> None:
        if not self.comparisons():
            raise ValueError("empty_condition")

    def comparisons(self) -> dict[str, bool | int | str]:
        """What was given, by the keys of a file."""
        return {key_of(name): value for name, value in vars(self).items() if value is not None}

    def holds(self, name: str, facts: Facts) -> bool:
        """Whether the fact `name` meets this condition."""
        value = facts.get(name)
        return (
            (self.known is None or self.known == (value is not None))
            and (self.equal is None or value == self.equal)
            and (self.unequal is None or value != self.unequal)
            and (self.at_least is None or _reaches(value, _number(self.at_least, facts)))
            and (self.at_most is None or _reaches(_number(self.at_most, facts), value))
        )

    def names(self) -> Iterator[str]:
        """The other facts that this condition refers to."""
        yield from (bound for bound in (self.at_least, self.at_most) if isinstance(bound, str))


@dataclass(frozen=True, kw_only=True)
class Guard:
    """Conditions on facts: all of `every`, and one whole group of `any`, where there are groups."""

    __get_pydantic_core_schema__ = spelt_out(_grouped)

    every: dict[str, Condition] = field(default_factory=dict)
    any: tuple[dict[str, Condition], ...] = ()

    def holds(self, facts: Facts) -> bool:
        """Whether the guard lets through, given what is known now."""
        return _all_hold(self.every, facts) and (
            not self.any or any(_all_hold(group, facts) for group in self.any)
        )

    def conditions(self) -> Iterator[tuple[str, Condition]]:
        """Every fact the guard asks about, with what it must be."""
        for group in (self.every, *self.any):
            yield from group.items()

    def names(self) -> set[str]:
        """Every fact that comes up."""
        return {name for fact, condition in self.conditions() for name in (fact, *condition.names())}


def _all_hold(group: Mapping[str, Condition], facts: Facts) -> bool:
    return all(condition.holds(name, facts) for name, condition in group.items())


def _number(bound: int | str, facts: Facts) -> Value | None:
    return facts.get(bound) if isinstance(bound, str) else bound


def _reaches(value: Value | None, bound: Value | None) -> bool:
    return isinstance(value, int) and isinstance(bound, int) and value >= bound
