"""Laws of the belief about later calls."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haegi.advice.belief import Ladder, exhausted, risen, rises, unknown, unseen

factors = st.floats(1.01, 3).map(lambda factor: round(factor, 3))


def _climbed(steps: list[float]) -> Ladder:
    ladder = unknown()
    for step in steps:
        ladder = risen(ladder, step)
    return ladder


@given(st.lists(factors, max_size=4))
def test_chances_sum_to_one_after_any_rises(steps: list[float]) -> None:
    ladder = _climbed(steps)
    assert sum(chance for chance, _ in ladder.ways) == pytest.approx(1)
    assert sum(chance for _, chance, _ in rises(ladder)) == pytest.approx(1)


@given(st.lists(factors, max_size=3))
def test_a_rise_is_never_below_what_is_open(steps: list[float]) -> None:
    assert all(factor >= 1 and chance >= 0 for factor, chance, _ in rises(_climbed(steps)))


@given(st.lists(factors, max_size=3), st.floats(1, 3))
def test_a_rise_that_did_not_show_leaves_a_chance_of_the_end(steps: list[float], most: float) -> None:
    assert unseen(_climbed(steps), round(most, 1)).at_its_end > 0


def test_a_rise_by_more_leaves_less_to_come() -> None:
    small, large = (risen(unknown(), factor).at_its_end for factor in (1.15, 2.3))
    assert large > small + 0.2


def test_nothing_opened_means_hardly_more_to_come() -> None:
    assert exhausted().at_its_end > 0.9 > unknown().at_its_end


def test_the_whole_climb_is_not_above_the_limit() -> None:
    """What opens at least two fifths of the limit can't rise by more than two and a half times in all."""
    ladder = risen(unknown(), 2.0)
    assert all(2.0 * product(way) <= 2.5 + 0.2 for chance, way in ladder.ways if chance > 0.01)


def product(way: tuple[float, ...]) -> float:
    result = 1.0
    for factor in way:
        result *= factor
    return result
