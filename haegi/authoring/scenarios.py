"""What may be known as a call begins: the scenarios that an exploration starts from.

A value for a slot is its example, and one on each side of every bound that a guard holds it against; a slot with
choices takes every one of them, and a question is answered yes and no.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import NamedTuple, TypeVar

from haegi.call.case import Quote, quote_facts
from haegi.call.cue import value_of
from haegi.call.engine import Event
from haegi.errors import Failure
from haegi.playbook.guard import Guard, Value
from haegi.playbook.model import Playbook, Slot
from haegi.playbook.references import guards

_COUNTERS = ("call", "offers", "pushes")
_QUOTES = (
    Quote(provider="SKB", product="500M + TV", gift="현금 43만원", seen=date(2026, 11, 18)),
    Quote(provider="SKB", gift="현금 43만원"),
    Quote(provider="SKB", fee=27_500),
)
_PROMISE: dict[str, Value] = {"promise": "팀장이 전화함", "promise_by": "2026-11-25"}


T = TypeVar("T")


class Chance:
    """Draws that are the same for a seed on every machine: each is a hash of the seed and its number."""

    def __init__(self, seed: str) -> None:
        self._seed, self._drawn = seed, 0

    def below(self, count: int) -> int:
        """A whole number from 0 to `count` - 1."""
        self._drawn += 1
        digest = blake2b(f"{self._seed}/{self._drawn}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") % count

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def comes(self, percent: int) -> bool:
        return self.below(100) < percent


class Scenario(NamedTuple):
    """The facts a call starts with, and the worths of offers that make a difference in it."""

    facts: Mapping[str, Value]
    worths: tuple[int, ...]


class Scenarios:
    """The scenarios of one playbook."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook
        self._guards = _distinct(guard for _, guard in guards(playbook))
        self._routing = _distinct(_routing(playbook))
        self._asked = tuple(sorted({*_COUNTERS, *(name for guard in self._routing for name in guard.names())}))
        self._guard_states: dict[tuple[Value | None, ...], tuple[object, ...]] = {}
        self._bounds = _bounds(self._guards)
        self._calls = tuple(range(1, max([2, *self._bounds.get("call", ())]) + 1))
        self._carried = dict.fromkeys(mark for move in playbook.moves.caller.values() for mark in move.marks)
        self._slots = {
            name: self._choices(slot) or (_example(slot, playbook), *self._around(name))
            for name, slot in playbook.slots.items()
        }

    def usual(self) -> Iterator[Scenario]:
        """Everything known, and nothing; each call by number; later ones with and without what is carried over."""
        marks = dict.fromkeys(self._carried, True)
        for known in (*self._wholes(), {}):
            for call in self._calls:
                yield self._world({**known, "call": call})
                if call > 1:
                    yield self._world({**known, **marks, "call": call})

    def _wholes(self) -> Iterator[dict[str, Value]]:
        """Everything known; then again with each other choice. One choice changes at a time, lest they multiply."""
        whole: dict[str, Value] = {name: values[-1] for name, values in self._slots.items()}
        whole |= quote_facts(_QUOTES[0])
        yield whole
        yield whole | _PROMISE
        for name, slot in self.playbook.slots.items():
            yield from ({**whole, name: choice} for choice in self._choices(slot)[:-1])

    def drawn(self, chance: Chance) -> Scenario:
        """Any scenario: each slot known or not, any quote or none, any number, anything carried over."""
        facts: dict[str, Value] = {
            name: chance.pick(values) for name, values in self._slots.items() if chance.comes(60)
        }
        facts |= quote_facts(chance.pick(_QUOTES)) if chance.comes(50) else {}
        facts["call"] = chance.pick(self._calls)
        if facts["call"] != 1:
            facts |= _PROMISE if chance.comes(30) else {}
            facts |= {mark: True for mark in self._carried if chance.comes(60)}
            if chance.comes(60):
                facts |= {"last_offer": "상품권 20만 원", "offer": chance.pick(self._worths(facts))}
        return self._world(facts)

    def openings(self, scenario: Scenario) -> tuple[str, ...]:
        """The openings that the coach would show."""
        known = {"call": scenario.facts["call"]}
        openings = self.playbook.openings.items()
        return tuple(name for name, opening in openings if opening.when is None or opening.when.holds(known))

    def heard(self, move: str, scenario: Scenario) -> Iterator[Event]:
        """The agent's move; one that can carry an offer, with each worth that makes a difference."""
        known = self.playbook.moves.agent.get(move)
        yield Event("heard", 0, move)
        if known and known.offer:
            for worth in scenario.worths:
                yield Event("heard", 0, move, data={"worth": worth, "wording": "상품권 20만 원"})

    def _world(self, facts: Mapping[str, Value]) -> Scenario:
        return Scenario(facts, self._worths(facts))

    def _worths(self, facts: Mapping[str, Value]) -> tuple[int, ...]:
        """Worths on both sides of everything that guards hold an offer against."""
        bounds = (bound for guard in self._guards for bound in _held_against(guard, "offer"))
        values = (facts.get(bound) if isinstance(bound, str) else bound for bound in bounds)
        around = {max(value + off, 0) for value in values if isinstance(value, int) for off in (-1, 1)}
        return tuple(sorted(around)) or (100_000,)

    def guard_state(self, facts: Mapping[str, Value]) -> tuple[object, ...]:
        """All of the facts that matter for the way from here: what guards say, and how far the counters are."""
        asked = tuple(map(facts.get, self._asked))
        known = self._guard_states.get(asked)
        if known is None:
            answers = (guard.holds(facts) for guard in self._routing)
            known = (*answers, *(self._counted(name, facts) for name in _COUNTERS))
            self._guard_states[asked] = known
        return known

    def _counted(self, name: str, facts: Mapping[str, Value]) -> int:
        value = facts.get(name, 0)
        highest = max(self._bounds.get(name, ()), default=-1) + 1
        return min(value, highest) if isinstance(value, int) else 0

    def _choices(self, slot: Slot) -> tuple[Value, ...]:
        """Every choice of a slot, the usual one (the first) last; none where it has no choices."""
        if slot.type == "yesno":
            return False, True
        choices = [each.best(self.playbook.language) for each in slot.choices]
        return tuple(choices[1:] + choices[:1])

    def _around(self, name: str) -> list[int]:
        """The values on each side of every bound, the largest last."""
        return sorted({bound - off for bound in self._bounds.get(name, ()) for off in (0, 1)})


def _distinct(known: Iterable[Guard]) -> tuple[Guard, ...]:
    return tuple({repr(guard): guard for guard in known}.values())


def _routing(playbook: Playbook) -> Iterator[Guard]:
    """The guards on the ways on. Those on lines change what is said, not where it leads."""
    for stage in playbook.stages.values():
        yield from (branch.when for branch in stage.branches if branch.when)
        yield from (way.when for way in stage.next if way.when)


def _held_against(guard: Guard, name: str) -> Iterator[int | str]:
    for fact, condition in guard.conditions():
        if fact == name:
            bounds = (condition.at_least, condition.at_most, condition.equal, condition.unequal)
            yield from (each for each in bounds if each is not None and not isinstance(each, bool))


def _bounds(known: tuple[Guard, ...]) -> dict[str, set[int]]:
    """The numbers that each fact is held against."""
    bounds: dict[str, set[int]] = {}
    for guard in known:
        for fact, _ in guard.conditions():
            numbers = {each for each in _held_against(guard, fact) if isinstance(each, int)}
            bounds.setdefault(fact, set()).update(numbers)
    return bounds


def _example(slot: Slot, playbook: Playbook) -> Value:
    """What a person might answer where there are no choices."""
    text = slot.example.best(playbook.language) if slot.example else ""
    plain: dict[str, Value] = {"money": 100_000, "number": 3, "date": "2026-12-18"}
    try:
        return value_of(text, slot.type, playbook.currency)
    except Failure:
        return plain.get(slot.type, "A")
