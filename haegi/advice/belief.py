"""Which desk this may be, judged by what was heard: the caller's belief.

In one call a desk's offers follow `open x (first + (1 - first) x f(pushes / needed))`: `open` is what this call can give,
`first` the share it starts with, `f` its pace, `needed` the pushes until all is on the table. None of these is known.

- The first rise brought by pushing gives, for each pace and each `needed`, the first share exactly; the next rises
  tell the pairs apart. What cannot be told apart keeps its prior weight.
- Until pushing raised an offer, every opening is `first x open`, so a better opening after a callback gives the factor
  by which the open sum rose. Afterwards the factor stays a guess until a push goes beyond what stood. What further
  calls may open follows from the factors so far (`Ladder`).
- The paces are the time-dependent tactics of automated negotiation: boulware gives late, conceder early.
- Offers are rounded by those who make them: a mismatch lowers a weight with a heavy tail, so that no sequence of
  offers is impossible and a desk outside the model still gets an answer.

Sums are won. The priors are this module's constants: wide, plausible, and not measured on real desks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, pairwise
from math import exp
from typing import Literal, NamedTuple, get_args

# What later calls may open
#
# A desk opens a share of its limit in each call, more after a callback, all of it in the end. Neither the
# shares nor their number are known. A *way up* is one possibility: the factors by which the next callbacks
# raise the open sum, in turn, none where all is open. A ladder weighs ways up; a rise that was heard keeps
# those that it fits.
#
# A large rise tells that little is left, a small one that more may be: with shares of at most 1, what has
# risen by half began at two thirds or less and is at its end sooner. Shares are taken in twentieths, as
# people set budgets.

SHARES = tuple(share / 20 for share in range(11, 20))
TIERS = (0.25, 0.40, 0.28, 0.07)
"""The chance of one tier, two, three, four."""
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
    return _weighed(list(_ways()))


@lru_cache(maxsize=1)
def exhausted() -> Ladder:
    """A callback that opened nothing was heard: hardly more to come."""
    return Ladder(((1 - UP_AFTER_ALL, ()), (UP_AFTER_ALL, (LATE_RISE,))))


@lru_cache(maxsize=4096)
def risen(ladder: Ladder, factor: float) -> Ladder:
    """The ladder after a callback that raised the open sum by `factor`, above 1."""
    kept = [(chance * _like(factor, way[0]), way[1:]) for chance, way in ladder.ways if way]
    return _weighed([*kept, (SURPRISE * sum(chance for chance, _ in kept), ())]) if kept else exhausted()


@lru_cache(maxsize=4096)
def unseen(ladder: Ladder, most: float) -> Ladder:
    """The ladder after a callback whose rise, if there was one, was at most `most` and did not show."""
    kept = [(chance, way[1:]) for chance, way in ladder.ways if not way or way[0] <= most]
    return _weighed([*kept, (SURPRISE, ())])


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
            yield mean, weight, _weighed([(chance, way) for _, chance, way in group])
            group = []


def _like(heard: float, guessed: float) -> float:
    off = (heard - guessed) / (TOLERANCE * guessed)
    return 1 / (1 + off * off) ** 2


def _weighed(ways: list[tuple[float, Way]]) -> Ladder:
    """Ways that are alike as one, those that hardly count dropped, the chances summing to 1."""
    summed: dict[Way, float] = {}
    for chance, way in ways:
        summed[way] = summed.get(way, 0.0) + chance
    total = sum(summed.values())
    kept = {way: chance for way, chance in summed.items() if chance >= LEAST * total}
    total = sum(kept.values())
    return Ladder(tuple((chance / total, way) for way, chance in kept.items()))


# What this call may give

Pace = Literal["boulware", "linear", "conceder"]

PACES: tuple[Pace, ...] = get_args(Pace)

_EXPONENT: dict[Pace, float] = {"boulware": 3.0, "linear": 1.0, "conceder": 1 / 3}


def share_given(pace: Pace, pushes: int, needed: int) -> float:
    """The share (0 to 1) of what was held back that is on the table after `pushes` of the `needed` pushes."""
    if pushes >= needed:
        return 1.0
    return float((pushes / needed) ** _EXPONENT[pace])


FIRST_SHARES = (0.12, 0.18, 0.24, 0.30, 0.36, 0.43, 0.50, 0.58, 0.68)
PUSHES_NEEDED = {1: 0.6, 2: 1.0, 3: 1.0, 4: 1.0, 5: 1.0, 6: 1.0, 7: 0.3, 8: 0.2}
SHAPES = {(pace, needed): weight for pace in PACES for needed, weight in PUSHES_NEEDED.items()}

SLACK_WON = 300.0
SLACK_SHARE = 0.003
LEAST_WEIGHT = 0.01
MOST_GUESSES = 150
UNLIKELY = 1e-6


@dataclass(frozen=True, slots=True)
class Heard:
    """One call as the caller heard it.

    `offers` are won, in order: the opening, then what stood after each push that was answered with an offer or with
    no more. A push that called the bluff adds none and sets `bluff_called`. `called_back`: the desk rang.
    """

    offers: tuple[int, ...]
    called_back: bool = False
    bluff_called: bool = False


class Guess(NamedTuple):
    """One possible desk: its pace, the pushes it needs, its first share, and the won open in the current call."""

    weight: float
    pace: Pace
    needed: int
    first: float
    opened: float

    def rise(self, pushes: int) -> float:
        """The share of the open sum on the table after `pushes` pushes."""
        return self.first + (1 - self.first) * share_given(self.pace, pushes, self.needed)

    def curve(self) -> tuple[float, ...]:
        """Won on the table after 0, 1, ... `needed` pushes, standing offers left out."""
        return tuple(self.opened * self.rise(pushes) for pushes in range(self.needed + 1))

    def weighed(self, weight: float) -> Guess:
        return Guess(weight, self.pace, self.needed, self.first, self.opened)


@dataclass(frozen=True, slots=True)
class Belief:
    """What the caller believes now.

    `guesses` is empty while nothing was learnt by pushing: the prior holds. `pushed` says whether pushing ever raised
    an offer, `ladder` what further callbacks may open.
    """

    guesses: tuple[Guess, ...]
    pushed: bool
    ladder: Ladder

    def rises(self) -> tuple[tuple[float, float], ...]:
        """The factors by which the next callback may raise the open sum, each with its chance."""
        return tuple((factor, chance) for factor, chance, _ in rises(self.ladder))


def believe(calls: Sequence[Heard]) -> Belief:
    """The belief after `calls`: at least one, each with an offer, all above 0 and none below an earlier one."""
    standing = calls[0].offers[0]
    belief = Belief((), pushed=False, ladder=unknown())
    for number, call in enumerate(calls):
        if number and call.called_back:
            belief = _hear_callback(belief, call.offers[0], standing)
        belief = _hear_pushes(belief, call.offers)
        standing = call.offers[-1]
    return belief


def prior(opening: float) -> tuple[Guess, ...]:
    """Every desk thought possible at an opening offer (won), weights summing to 1."""
    grid = [
        Guess(weight * _first_density(first), pace, needed, first, opening / first)
        for (pace, needed), weight in SHAPES.items()
        for first in FIRST_SHARES
    ]
    return _settled(grid)


def rose(offer: float, standing: float) -> bool:
    """Whether an offer is better by more than its rounding."""
    return offer > standing + max(1.0, 0.002 * standing)


def _first_density(first: float) -> float:
    return exp(-(((first - 0.40) / 0.22) ** 2) / 2) + 0.02


def _hear_callback(belief: Belief, opening: int, standing: int) -> Belief:
    if rose(opening, standing):
        reopened = tuple(guess._replace(opened=opening / guess.first) for guess in belief.guesses)
        ladder = risen(belief.ladder, round(_factor(belief, opening, standing), 3))
        return replace(belief, guesses=reopened, ladder=ladder)
    if not belief.pushed:
        return replace(belief, ladder=exhausted())
    guesses = [
        Guess(guess.weight * chance, guess.pace, guess.needed, guess.first, guess.opened * factor)
        for guess in belief.guesses
        for factor, chance in belief.rises()
        if factor == 1 or not rose(guess.opened * factor * guess.first, standing)
    ]
    most = round(max(1.0, _factor(belief, standing, standing)), 1)
    return replace(belief, guesses=_settled(guesses), ladder=unseen(belief.ladder, most))


def _factor(belief: Belief, opening: float, standing: float) -> float:
    """By how much the open sum rose to give this opening, on average over the guesses."""
    if not belief.guesses:
        return opening / standing
    return sum(guess.weight * opening / (guess.first * guess.opened) for guess in belief.guesses)


def _hear_pushes(belief: Belief, offers: Sequence[int]) -> Belief:
    if len(offers) < 2:
        return belief
    up = rose(offers[-1], offers[0])
    fitted: Iterable[Guess]
    if not up:
        fitted = belief.guesses or prior(offers[0])
    elif belief.pushed:
        fitted = _fit_opened(belief, offers)
    else:
        fitted = _fit_first(offers)
    weighed = [guess.weighed(guess.weight * _likelihood(guess, offers)) for guess in fitted]
    return replace(belief, guesses=_settled(weighed), pushed=belief.pushed or up)


def _fit_first(offers: Sequence[int]) -> Iterator[Guess]:
    """Solve `last - opening = opening x (1 / first - 1) x f` for the first share; the density follows the change."""
    opening, gain, pushes = offers[0], offers[-1] - offers[0], len(offers) - 1
    for (pace, needed), weight in SHAPES.items():
        share = share_given(pace, pushes, needed)
        first = 1 / (1 + gain / (opening * share))
        density = _first_density(first) * first * first / share
        yield Guess(weight * density, pace, needed, first, opening / first)


def _fit_opened(belief: Belief, offers: Sequence[int]) -> Iterator[Guess]:
    """With the first share known, solve the last offer for the open sum of this call."""
    shapes: dict[tuple[Pace, int], list[Guess]] = {}
    for guess in belief.guesses:
        shapes.setdefault((guess.pace, guess.needed), []).append(guess)
    for guesses in shapes.values():
        base = min(guesses, key=lambda guess: guess.opened)
        rise = base.rise(len(offers) - 1)
        opened = offers[-1] / rise
        density = (1.0 if opened >= base.opened else UNLIKELY) / (rise * base.opened)
        weight = density * sum(guess.weight for guess in guesses)
        yield Guess(weight, base.pace, base.needed, base.first, opened)


def _likelihood(guess: Guess, offers: Sequence[int]) -> float:
    miss = 0.0
    for pushes, offer in enumerate(offers[1:], 1):
        expected = max(offers[0], guess.opened * guess.rise(pushes))
        off = (expected - offer) / (SLACK_WON + SLACK_SHARE * offer)
        miss += off * off
    return 1 / (1 + miss) ** 2


def _settled(guesses: Sequence[Guess]) -> tuple[Guess, ...]:
    """Keep the guesses that count, at most `MOST_GUESSES`, weights summing to 1; where nothing fits, all count the same."""
    best = sorted(guesses, key=lambda guess: guess.weight, reverse=True)[:MOST_GUESSES]
    kept = [guess for guess in best if guess.weight >= LEAST_WEIGHT * best[0].weight]
    total = sum(guess.weight for guess in kept)
    return tuple(guess.weighed(guess.weight / total if total else 1 / len(kept)) for guess in kept)
