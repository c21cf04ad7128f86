"""What weighs besides the value: ratings, what is used at home, and how far the runner-up is from winning."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from haegi.compare.comparison import Basis, Choice, Comparison, Details, Option, evaluate
from haegi.money.money import LIMIT, Money
from haegi.offers.offer import Offer
from haegi.offers.term import Kind, Term
from haegi.text.units import read_speed


def score(option: Option, basis: Basis) -> Fraction | None:
    """The mean of the ratings by their weights, 0 to 5; None where there are no weights or a rating is lacking."""
    ratings, weights = option.choice.details.ratings, basis.weights
    if not weights or not all(name in ratings for name in weights):
        return None
    return sum((ratings[name] * weight for name, weight in weights.items()), Fraction(0)) / sum(weights.values())


def by_score(found: Comparison) -> list[tuple[Option, Fraction]]:
    """The options that have a score, best first; equals stay in the order of their value."""
    scored = [(one, score(one, found.basis)) for one in found.options]
    return sorted(((one, rated) for one, rated in scored if rated is not None), key=lambda each: -each[1])


def has(details: Details, use: str) -> bool | None:
    """Whether an option has what is used at home, an add-on or a speed down; None where nothing is said of it."""
    speed = read_speed(use, unit=True, whole=True)
    if speed is not None:
        return None if details.down_mbps is None else details.down_mbps >= speed
    name = _letters(use)
    addons = [addon for addon in map(_letters, details.addons) if addon]
    return any(name in addon or addon in name for addon in addons) if addons and name else None


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The least that makes `option` the best: a monthly fee lower by `fee`, or a gift in cash more by `gift`.

    Minor units; None where no change of that kind would do.
    """

    option: Option
    fee: int | None
    gift: int | None


def break_even(found: Comparison) -> BreakEven | None:
    """What would make the runner-up win by value; None where there is none, or where it is doing nothing."""
    runner = found.runner_up
    if runner is None or runner.kind == "nothing":
        return None
    choice, basis, best = runner.choice, found.basis, found.best.value or 0

    def wins(changed: Choice) -> bool:
        return (evaluate(changed, basis).value or 0) > best

    def with_term(kind: Kind, sum_: int) -> Choice:
        return replace(choice, offer=choice.offer.plus(Offer((Term(kind, Money(sum_, basis.currency)),))))

    def cheaper(sum_: int) -> Choice:
        """At a lower fee; where the fee comes with the offer, a discount does the same."""
        if choice.kind == "switch" and choice.fee:
            return replace(choice, fee=choice.fee - Money(sum_, basis.currency))
        return with_term("monthly_discount", sum_)

    gap = best + 1 - (evaluate(choice, basis).value or 0)
    bill = min(runner.monthly_fee or 0, choice.fee.minor if choice.kind == "switch" and choice.fee else LIMIT["KRW"])
    less = _least(lambda sum_: wins(cheaper(sum_)), bill, -(-gap // basis.horizon_months))
    return BreakEven(runner, less, _least(lambda sum_: wins(with_term("cash", sum_)), LIMIT[basis.currency], gap))


def _least(enough: Callable[[int], bool], most: int, guess: int) -> int | None:
    """The least number from 1 to `most` that is enough, None where not even `most` is; more is never worse. The guess is
    right where each won counts as one, and is tried first."""
    if most < 1 or not enough(most):
        return None
    if 1 < guess <= most and enough(guess) and not enough(guess - 1):
        return guess
    return bisect_left(range(1, most), True, key=enough) + 1
