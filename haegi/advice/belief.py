"""Which desk this may be, judged by what was heard: the caller's belief.

In one call a desk's offers follow `open x (first + (1 - first) x f(pushes / needed))`: `open` is what this call can give,
`first` the share it starts with, `f` its pace, `needed` the pushes until all is on the table. None of these is known.

- The first rise brought by pushing gives, for each pace and each `needed`, the first share exactly; the next rises
  tell the pairs apart. What cannot be told apart keeps its prior weight.
- Until pushing raised an offer, every opening is `first x open`, so a better opening after a callback gives the factor
  by which the open sum rose. Afterwards the factor stays a guess until a push goes beyond what stood. What further
  calls may open follows from the factors so far (`haegi.advice.tiers`).
- The paces are the time-dependent tactics of automated negotiation: boulware gives late, conceder early.
- Offers are rounded by those who make them: a mismatch lowers a weight with a heavy tail, so that no sequence of
  offers is impossible and a desk outside the model still gets an answer.

Sums are won. The priors are this module's constants. First shares, rises in a call and calls follow 137 outcomes that
customers reported, 63 Korean and 74 American: told by themselves, mostly won, sums of unlike kind; thirteen give a first and
a final sum. Callbacks are by market and for today: second-line save desks were ordered abolished in Korea after 2017, no
report of 2018 or later has one that brought more, and no American report has any. Risks, pace and the shares of the kinds of
desk are assumed: no report tells of them. Nobody has measured real desks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, lgamma
from typing import Literal, NamedTuple, get_args

from haegi.advice.tiers import Ladder, exhausted, risen, rises, unknown, unseen

Pace = Literal["boulware", "linear", "conceder"]

Counts = tuple[float, float]
Market = Literal["kr", "us"]

PACES: tuple[Pace, ...] = get_args(Pace)

_EXPONENT: dict[Pace, float] = {"boulware": 3.0, "linear": 1.0, "conceder": 1 / 3}


def share_given(pace: Pace, pushes: int, needed: int) -> float:
    """The share (0 to 1) of what was held back that is on the table after `pushes` of the `needed` pushes."""
    if pushes >= needed:
        return 1.0
    return float((pushes / needed) ** _EXPONENT[pace])


FIRST_SHARES = (0.12, 0.18, 0.24, 0.30, 0.36, 0.43, 0.50, 0.58, 0.68)
#: The reports tell of one to three rises in a call; more has no support and is not excluded.
PUSHES_NEEDED = {1: 0.9, 2: 1.0, 3: 1.0, 4: 0.8, 5: 0.5, 6: 0.5, 7: 0.2, 8: 0.1}
SHAPES = {(pace, needed): weight for pace in PACES for needed, weight in PUSHES_NEEDED.items()}

#: The share of desks whose first offer is all there is: four of the thirteen reports with a first and a final sum.
STANDS = 0.3

#: How often a desk that has more to give says no to begin with: assumed.
MERE_TALK = 0.5

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
    stands = Guess(STANDS / (1 - STANDS) * sum(guess.weight for guess in grid), "linear", 1, 1.0, opening)
    return _settled([*grid, stands])


def rose(offer: float, standing: float) -> bool:
    """Whether an offer is better by more than its rounding."""
    return offer > standing + max(1.0, 0.002 * standing)


def _first_density(first: float) -> float:
    """As Beta(2.9, 3.6), fitted to the nine reports in which the offer rose, up to a factor; never nothing."""
    return 20 * float(first**1.9 * (1 - first) ** 2.6) + 0.02


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
    least = 0.0 if up or belief.pushed else MERE_TALK ** (len(offers) - 1)
    weighed = [guess.weighed(guess.weight * max(least, _likelihood(guess, offers))) for guess in fitted]
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


class Trials(NamedTuple):
    """What was risked so far: pushes answered, bluffs called, deferrals and how many were called back; nothing was withdrawn."""

    answered: int = 0
    bluffs: int = 0
    deferrals: int = 0
    callbacks: int = 0
    today_only: bool = False


class Kind(NamedTuple):
    """A kind of desk: its weight before anything was heard, Beta counts (happens, does not) of its risks, and the first
    shares it is likely to open with."""

    weight: float
    withdraw: Counts
    bluff: Counts
    callback: Mapping[Market, Counts]
    firsts: tuple[float, float]


class Risks(NamedTuple):
    """What the next push or deferral risks; `callback` are Beta counts."""

    withdraw: float
    bluff: float
    callback: Counts


US: Counts = (0.3, 2.7)
#: Calm, mixed, fragile. No report tells how often an offer is withdrawn (about 35 pushes and deferrals without a loss, told
#: by those who won), so the weights are even. Callbacks: about a third in Korea, a tenth in the US.
KINDS = (
    Kind(1, (2.9, 69.5), (2.8, 53.2), {"kr": (2.2, 2.4), "us": US}, (0.2, 0.5)),
    Kind(1, (2.7, 33.6), (2.6, 23.4), {"kr": (1.5, 2.4), "us": US}, (0.1, 0.7)),
    Kind(1, (2.5, 17.5), (2.4, 13.6), {"kr": (0.9, 2.8), "us": US}, (0.3, 0.7)),
)
TODAY_ONLY = (0.7, 1.0, 1.5)
"""How much likelier each kind is to say that an offer ends today: assumed."""


def risks(trials: Trials, belief: Belief, market: Market) -> Risks:
    """The mean risks over the kinds, weighed by what was heard."""
    weights = [_weight(kind, trials, belief, market) * (word if trials.today_only else 1) for kind, word in zip(KINDS, TODAY_ONLY, strict=True)]
    total = sum(weights)
    kept, survived = [weight / total for weight in weights], trials.answered + trials.bluffs + trials.deferrals
    callbacks = (trials.callbacks, trials.deferrals - trials.callbacks)
    rings = sum(weight * _mean(kind.callback[market], *callbacks) for weight, kind in zip(kept, KINDS, strict=True))
    count = sum(weight * sum(kind.callback[market]) for weight, kind in zip(kept, KINDS, strict=True)) + trials.deferrals
    return Risks(
        withdraw=sum(weight * _mean(kind.withdraw, 0, survived) for weight, kind in zip(kept, KINDS, strict=True)),
        bluff=sum(weight * _mean(kind.bluff, trials.bluffs, trials.answered) for weight, kind in zip(kept, KINDS, strict=True)),
        callback=(round(count * rings, 1), round(count * (1 - rings), 1)),
    )


def _weight(kind: Kind, trials: Trials, belief: Belief, market: Market) -> float:
    survived = trials.answered + trials.bluffs + trials.deferrals
    return (
        kind.weight
        * _chance(kind.withdraw, 0, survived)
        * _chance(kind.bluff, trials.bluffs, trials.answered)
        * _chance(kind.callback[market], trials.callbacks, trials.deferrals - trials.callbacks)
        * _fits(kind, belief)
    )


def _fits(kind: Kind, belief: Belief) -> float:
    """How likely the first shares thought possible are for a kind."""
    low, high = kind.firsts
    inside = sum(guess.weight for guess in belief.guesses if low <= guess.first <= high)
    return 0.05 + inside / (high - low) if belief.pushed else 1.0


def _mean(counts: Counts, happened: int, not_happened: int) -> float:
    return (counts[0] + happened) / (sum(counts) + happened + not_happened)


def _chance(counts: Counts, happened: int, not_happened: int) -> float:
    """How likely a run of trials is for risks of these Beta counts."""
    yes, no = counts
    return exp(lgamma(yes + happened) - lgamma(yes) + lgamma(no + not_happened) - lgamma(no)
               + lgamma(yes + no) - lgamma(yes + no + happened + not_happened))  # fmt: skip
