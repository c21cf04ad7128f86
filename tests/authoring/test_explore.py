"""Exploration: what it finds, that a seed decides it, and what it reaches."""

import re
from pathlib import Path

import pytest
from tables import each_row

from haegi.authoring.explore import explore, wander
from haegi.authoring.scenarios import Chance, Scenarios
from haegi.files.resources import folder, inspect_playbook, load_playbook

DATA = Path(__file__).parent.parent / "data" / "dialogue"


@each_row("code", ["T040", "T041", "T042"])
def test_a_fault_is_found_and_placed(code):
    path = DATA / f"{code}.yaml"
    loaded = inspect_playbook(path)
    assert loaded.playbook is not None
    explored = explore(loaded.playbook, calls=20)
    found = {(each.place.line, each.code) for each in map(loaded.atlas.diagnose, explored.findings)}
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    assert found == {(number, code) for number, line in lines if re.search(rf"# {code}$", line)}
    assert found


def test_a_sound_playbook_is_walked_to_the_end():
    tiny = load_playbook(DATA / "tiny.yaml").playbook
    explored = explore(tiny, calls=20)
    assert explored.findings == ()
    assert explored.complete
    assert set(explored.trace.never(tiny).values()) == {()}


def test_a_walk_that_was_cut_says_so_and_blames_nobody():
    tiny = load_playbook(DATA / "tiny.yaml").playbook
    explored = explore(tiny, calls=0, depth=1)
    assert not explored.complete
    assert {each.code for each in explored.findings} <= {"T042"}


def test_the_seed_decides_the_calls():
    tiny = load_playbook(DATA / "tiny.yaml").playbook
    scenarios = Scenarios(tiny)

    def calls(seed):
        return [wander(tiny, scenarios, Chance(f"{seed}/{number}")).reached for number in range(20)]

    assert calls(1) == calls(1)
    assert calls(1) != calls(2)
    assert explore(tiny, 7) == explore(tiny, 7)


def test_chance_is_fair_and_the_same_everywhere():
    chance = Chance("seed")
    assert [chance.below(6) for _ in range(8)] == [0, 4, 0, 4, 1, 0, 0, 4]
    thrown = [chance.below(6) for _ in range(6_000)]
    assert all(900 < thrown.count(side) < 1_100 for side in range(6))


def test_every_choice_is_tried_and_every_question_answered_both_ways():
    choices = load_playbook(DATA / "choices.yaml").playbook
    explored = explore(choices, calls=0)
    assert explored.findings == ()
    assert explored.complete


@pytest.mark.slow
@each_row(("name", "limit", "calls"), [("retention-kr", 12_000, 50), ("escalation-kr", 4_000, 150)])
def test_what_ships_has_no_trap_and_no_branch_that_is_never_taken(name, limit, calls):
    """As far as is needed to come by every branch."""
    playbook = load_playbook(folder() / f"{name}.yaml").playbook
    explored = explore(playbook, calls=calls, limit=limit)
    assert explored.findings == ()
    shares = explored.trace.shares(playbook)
    assert (shares["stages"], shares["branches"], shares["cards"], shares["ends"]) == (1, 1, 1, 1)
