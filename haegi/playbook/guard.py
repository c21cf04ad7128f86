"""Guards: conditions on lines, branches and openings, kept as data.

    when: {quote: known, call: {at_least: 2}}                 all of these
    when: {any: [{offers: {at_least: 3}}, {refused: true}]}   one of these groups

A condition is `known`, `unknown`, a value (the fact is equal to it) or a mapping of comparisons. In `at_least` and
`at_most` a word names another fact, so an offer can be held against the target. Comparing a fact that is not known
never holds; `not` of an unknown fact does.

What guards mean together: whether one can hold at all, and whether one holds wherever another does. A guard
is taken apart into cases, one for each group of its `any`; a case says of each fact what it must be. Both
answers are safe: `impossible` and `implies` say yes only where it is so for every call. What depends on the
order of two remembered values (`at_least: target` beside `at_most: reservation`) is left undecided, that is,
possible.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
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


# What guards mean together

_COUNTED = {"call": 1, "offers": 0, "pushes": 0}


@dataclass(slots=True)
class Range:
    """What a case says of one fact. `lows` and `highs` are names of facts it must reach or not exceed."""

    known: set[bool] = field(default_factory=set)
    equal: set[Value] = field(default_factory=set)
    unequal: set[Value] = field(default_factory=set)
    low: int | None = None
    high: int | None = None
    lows: set[str] = field(default_factory=set)
    highs: set[str] = field(default_factory=set)

    def add(self, condition: Condition) -> None:
        self.known |= set() if condition.known is None else {condition.known}
        self.equal |= set() if condition.equal is None else {condition.equal}
        self.unequal |= set() if condition.unequal is None else {condition.unequal}
        self._bound(condition.at_least, condition.at_most)

    def _bound(self, least: int | str | None, most: int | str | None) -> None:
        if isinstance(least, int):
            self.low = least if self.low is None else max(self.low, least)
        elif least is not None:
            self.lows.add(least)
        if isinstance(most, int):
            self.high = most if self.high is None else min(self.high, most)
        elif most is not None:
            self.highs.add(most)

    @property
    def compared(self) -> bool:
        """Whether it asks for a number."""
        return self.low is not None or self.high is not None or bool(self.lows or self.highs)

    @property
    def is_known(self) -> bool:
        return True in self.known or bool(self.equal) or self.compared

    @property
    def is_unknown(self) -> bool:
        return False in self.known


Case = dict[str, Range]
Kinds = Mapping[str, Collection[Value] | type]


def cases(guard: Guard | None) -> list[Case]:
    """The guard's cases; no guard is one case that asks nothing."""
    if guard is None:
        return [{}]
    found: list[Case] = []
    for group in guard.any or ({},):
        case: Case = {}
        for name, condition in (*guard.every.items(), *group.items()):
            case.setdefault(name, Range()).add(condition)
        found.append(case)
    return found


def impossible(case: Case, known: Kinds) -> str:
    """The fact because of which the case can never hold; empty where it can."""
    return next((name for name, wanted in case.items() if not _can_be(name, wanted, case, known)), "")


def _can_be(name: str, wanted: Range, case: Case, known: Kinds) -> bool:
    low = wanted.low if name not in _COUNTED else max(_COUNTED[name], wanted.low or 0)
    if wanted.is_unknown and (wanted.is_known or name in _COUNTED):
        return False
    if len(wanted.equal) > 1 or wanted.equal & wanted.unequal:
        return False
    if low is not None and wanted.high is not None and low > wanted.high:
        return False
    return (
        all(_fits(value, wanted, low) for value in wanted.equal)
        and _of_kind(wanted, known.get(name))
        and all(_is_number(other, case, known) for other in wanted.lows | wanted.highs)
    )


def _fits(value: Value, wanted: Range, low: int | None) -> bool:
    if not isinstance(value, int):
        return not wanted.compared
    return (low is None or value >= low) and (wanted.high is None or value <= wanted.high)


def _of_kind(wanted: Range, kind: Collection[Value] | type | None) -> bool:
    if kind is None:
        return True
    if isinstance(kind, type):
        numeric = issubclass(kind, int)
        return (numeric or not wanted.compared) and all(
            isinstance(value, int) == numeric for value in wanted.equal
        )
    left = [value for value in kind if not wanted.equal or value in wanted.equal]
    if wanted.is_known:
        left = [value for value in left if value not in wanted.unequal]
        return bool(left) and (not wanted.compared or any(isinstance(value, int) for value in left))
    return True


def _is_number(name: str, case: Case, known: Kinds) -> bool:
    other = case.get(name)
    kind = known.get(name, int)
    return isinstance(kind, type) and issubclass(kind, int) and not (other and other.is_unknown)


def implies(guard: Guard | None, other: Guard | None) -> bool:
    """Whether `other` holds wherever `guard` does."""
    return other is None or all(any(_within(case, wider) for wider in cases(other)) for case in cases(guard))


def _within(case: Case, wider: Case) -> bool:
    return all(_is_within(name, case.get(name, Range()), wanted) for name, wanted in wider.items())


def _is_within(name: str, given: Range, wanted: Range) -> bool:
    floor = _COUNTED.get(name)
    low = given.low if floor is None else max(floor, given.low or 0)
    low = next((value for value in given.equal if isinstance(value, int)), low)
    high = next((value for value in given.equal if isinstance(value, int)), given.high)
    if True in wanted.known and not (given.is_known or floor is not None):
        return False
    if wanted.is_unknown and not given.is_unknown:
        return False
    return (
        wanted.equal <= given.equal
        and all(_differs(value, given, low, high) for value in wanted.unequal)
        and (wanted.low is None or (low is not None and low >= wanted.low))
        and (wanted.high is None or (high is not None and high <= wanted.high))
        and wanted.lows <= given.lows
        and wanted.highs <= given.highs
    )


def _differs(value: Value, given: Range, low: int | None, high: int | None) -> bool:
    if given.is_unknown or value in given.unequal or (given.equal and value not in given.equal):
        return True
    return isinstance(value, int) and (
        (low is not None and low > value) or (high is not None and high < value)
    )
