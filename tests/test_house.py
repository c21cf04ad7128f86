"""The house keeps to its size: `python tests/bench/house.py` prints the figures."""

from __future__ import annotations

from bench.house import measure, report

HOUSE = measure()


def test_the_house_is_no_larger_than_it_may_be() -> None:
    print(report(HOUSE))
    assert HOUSE.files <= 175
    assert HOUSE.lines <= 24_500


def test_functions_are_short() -> None:
    assert HOUSE.median_function <= 8
    assert [row for row in HOUSE.longest_functions if row[0] > 60] == []


def test_modules_are_short() -> None:
    assert [row for row in HOUSE.longest_modules if row[0] > 350] == []


def test_no_two_files_share_a_name() -> None:
    """But for `__init__.py`, and in cli/, where a command, its view and its prompts bear the command's name."""
    assert HOUSE.same_names == []
