"""What guards mean together: whether one can hold at all, and whether one holds wherever another does.

A guard is taken apart into cases, one for each group of its `any`; a case says of each fact what it must be. Both
answers are safe: `impossible` and `implies` say yes only where it is so for every call. What depends on the order of
two remembered values (`at_least: target` beside `at_most: reservation`) is left undecided, that is, possible.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from haegi.playbook.guard import Condition, Guard, Value
from haegi.playbook.model import FACTS, PROMISE_FACTS, QUOTE_FACTS, Playbook

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
    return [_case((guard.every, group)) for group in guard.any or ({},)]


def _case(groups: Iterable[Mapping[str, Condition]]) -> Case:
    case: Case = {}
    for group in groups:
        for name, condition in group.items():
            case.setdefault(name, Range()).add(condition)
    return case


def kinds(playbook: Playbook) -> Kinds:
    """What each fact can be: a type, or the values it is limited to."""
    types: dict[str, type] = {"money": int, "number": int, "yesno": bool}
    marks: dict[str, Collection[Value] | type] = {
        mark: (True,)
        for move in (*playbook.moves.agent.values(), *playbook.moves.caller.values())
        for mark in move.marks
    }
    slots: dict[str, Collection[Value] | type] = {
        name: tuple(choice.ko or choice.en or "" for choice in slot.choices)
        if slot.type == "choice" and slot.choices
        else types.get(slot.type, str)
        for name, slot in playbook.slots.items()
    }
    own: dict[str, Collection[Value] | type] = dict.fromkeys((*FACTS, *PROMISE_FACTS, *QUOTE_FACTS), str)
    own |= {"call": int, "offers": int, "pushes": int, "offer": int, "quote_amount": int, "quote": (True,)}
    return {**own, **marks, **slots}


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
    if other is None:
        return True
    return all(any(_within(case, wider) for wider in cases(other)) for case in cases(guard))


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
