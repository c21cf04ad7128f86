"""What later calls may open: the caller's belief about the tiers above the one that is open now.

A desk opens a share of its limit in each call, more after a callback, all of it in the end. Neither the shares nor
their number are known. A *way up* is one possibility: the factors by which the next callbacks raise the open sum, in
turn, none where all is open. A ladder weighs ways up; a rise that was heard keeps those that it fits.

A large rise tells that little is left, a small one that more may be: with shares of at most 1, what has risen by half
began at two thirds or less and is at its end sooner. Shares are taken in twentieths, as people set budgets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

SHARES = tuple(share / 20 for share in range(11, 20))
TIERS = (0.35, 0.45, 0.17, 0.03)
"""The chance of one tier, two, three, four. Of thirteen Korean reports that count calls six tell of one and seven of two,
nearly all American ones of one; more has no support and is not excluded."""
GROUPS = 6
"""Neighbouring rises are planned for as so many."""
UP_AFTER_ALL, LATE_RISE = 0.05, 1.15
"""A desk that opened nothing may yet: the chance, and the factor then."""
SURPRISE = 0.02
"""The chance left to a desk outside the model that it ends here, whatever was heard."""
TOLERANCE = 0.01
"""How far, as a share, a rise that was heard may lie from one that was thought of: offers are rounded."""
LEAST = 1e-4

Way = tuple[float, ...]
Up = tuple[float, float, Way]
"""A way's next factor, its chance, and the rest of the way."""


@dataclass(frozen=True, slots=True, eq=False)
class Ladder:
    """Ways up, each with its chance; the chances sum to 1. Compared by identity, for they are made once each."""

    ways: tuple[tuple[float, Way], ...]

    @property
    def at_its_end(self) -> float:
        """The chance that no callback opens more."""
        return sum(chance for chance, way in self.ways if not way)


@lru_cache(maxsize=1)
def unknown() -> Ladder:
    """Every way up thought possible before a callback."""
    return _settled(list(_ways()))


@lru_cache(maxsize=1)
def exhausted() -> Ladder:
    """A callback that opened nothing was heard: hardly more to come."""
    return Ladder(((1 - UP_AFTER_ALL, ()), (UP_AFTER_ALL, (LATE_RISE,))))


@lru_cache(maxsize=4096)
def risen(ladder: Ladder, factor: float) -> Ladder:
    """The ladder after a callback that raised the open sum by `factor`, above 1."""
    kept = [(chance * _fit(factor, way[0]), way[1:]) for chance, way in ladder.ways if way]
    return _settled([*kept, (SURPRISE * sum(chance for chance, _ in kept), ())]) if kept else exhausted()


@lru_cache(maxsize=4096)
def unseen(ladder: Ladder, most: float) -> Ladder:
    """The ladder after a callback whose rise, if there was one, was at most `most` and did not show."""
    kept = [(chance, way[1:]) for chance, way in ladder.ways if not way or way[0] <= most]
    return _settled([*kept, (SURPRISE, ())])


@lru_cache(maxsize=4096)
def rises(ladder: Ladder) -> tuple[tuple[float, float, Ladder], ...]:
    """What the next callback may do: factor, chance, and the ladder then; the first is no rise at all."""
    end = ladder.at_its_end
    ups = sorted(((way[0], chance, way[1:]) for chance, way in ladder.ways if way), key=lambda up: up[0])
    return ((1.0, end, exhausted()), *_grouped(ups, (1 - end) / GROUPS))


def _ways() -> Iterator[tuple[float, Way]]:
    for above, chance in enumerate(TIERS):
        lists = list(combinations(SHARES, above))
        for shares in lists:
            steps = (*shares, 1.0)
            yield chance / len(lists), tuple(after / before for before, after in pairwise(steps))


def _grouped(ups: list[Up], most: float) -> Iterator[tuple[float, float, Ladder]]:
    """Neighbouring rises as one, each group of about the chance `most`: mean factor, chance, the ladder then."""
    group: list[Up] = []
    for up in ups:
        group.append(up)
        weight = sum(chance for _, chance, _ in group)
        if weight >= most - 1e-9 or up is ups[-1]:
            mean = sum(factor * chance for factor, chance, _ in group) / weight
            yield mean, weight, _settled([(chance, way) for _, chance, way in group])
            group = []


def _fit(heard: float, guessed: float) -> float:
    off = (heard - guessed) / (TOLERANCE * guessed)
    return 1 / (1 + off * off) ** 2


def _settled(ways: list[tuple[float, Way]]) -> Ladder:
    """Ways that are alike as one, those that hardly count dropped, the chances summing to 1."""
    summed: dict[Way, float] = {}
    for chance, way in ways:
        summed[way] = summed.get(way, 0.0) + chance
    total = sum(summed.values())
    kept = {way: chance for way, chance in summed.items() if chance >= LEAST * total}
    total = sum(kept.values())
    return Ladder(tuple((chance / total, way) for way, chance in kept.items()))
