"""The desk as a process: it keeps to its persona, its limit and its seed."""

from __future__ import annotations

import pytest
from desks import desk, personas
from hypothesis import given
from hypothesis import strategies as st

from haegi.rehearsal.desk import MOST_CALLS, Desk, DeskAnswer
from haegi.rehearsal.persona import DeskPersona


def play(one: Desk, moves: list[bool]) -> list[DeskAnswer]:
    """Push (True) and defer (False) as far as each is possible."""
    answers = [one.opening]
    for push in moves:
        if push and one.may_push:
            answers.append(one.push())
        elif not push and one.may_defer:
            answers.append(one.defer())
    return answers


@given(personas, st.integers(0, 99), st.lists(st.booleans(), max_size=25))
def test_never_above_its_limit_and_nothing_hidden_on_an_answer(persona: DeskPersona, seed: int, moves: list[bool]) -> None:
    one = Desk(persona, seed)
    answers = play(one, moves)
    low, high = persona.limit
    assert low <= one.limit <= high
    assert all(0 <= answer.offer <= one.limit for answer in answers)
    assert {name for answer in answers for name in answer.__slots__} == {"event", "offer", "called_back", "trick"}


@given(personas, st.integers(0, 99), st.lists(st.booleans(), max_size=25))
def test_an_offer_stands_until_it_is_withdrawn(persona: DeskPersona, seed: int, moves: list[bool]) -> None:
    best = 0
    for answer in play(Desk(persona, seed), moves):
        assert answer.event == "withdraws" or answer.offer >= best
        best = answer.offer


@given(personas, st.integers(0, 99), st.lists(st.booleans(), max_size=25))
def test_same_seed_same_case(persona: DeskPersona, seed: int, moves: list[bool]) -> None:
    assert play(Desk(persona, seed, 3), moves) == play(Desk(persona, seed, 3), moves)


def test_a_call_goes_as_its_persona_says() -> None:
    one = Desk(desk(limit=(100_000, 100_000), withdraw=0, calls_bluff=0, callback=1, tricks=()), 1)
    opens, answers = "opens", "answers"
    assert play(one, [True, True, False, True, True, True, True]) == [
        DeskAnswer(opens, 28_000), DeskAnswer(answers, 42_000), DeskAnswer(answers, 56_000), DeskAnswer(opens, 56_000, called_back=True),
        DeskAnswer(answers, 60_000), DeskAnswer(answers, 80_000), DeskAnswer(answers, 100_000), DeskAnswer(answers, 100_000),
    ]  # fmt: skip
    assert one.minutes == 2 * 10 + 6 * 2


def test_who_is_not_called_back_finds_the_same_tier() -> None:
    one = Desk(desk(limit=(100_000, 100_000), withdraw=0, callback=0), 1)
    assert [one.defer().offer for _ in range(3)] == [28_000] * 3


def test_a_called_bluff_ends_the_pushing_in_that_call_only() -> None:
    one = Desk(desk(withdraw=0, calls_bluff=1), 1)
    before = one.offer
    assert one.push().event == "calls_bluff"
    assert one.offer == before
    with pytest.raises(ValueError, match="pushing is over"):
        one.push()
    one.defer()
    assert one.may_push


def test_what_is_withdrawn_is_gone() -> None:
    one = Desk(desk(withdraw=1), 1)
    assert one.push() == DeskAnswer("withdraws", 0)
    assert not one.may_push
    assert not one.may_defer


def test_six_calls_at_most() -> None:
    one = Desk(desk(withdraw=0), 1)
    play(one, [False] * 9)
    assert one.call == MOST_CALLS
    with pytest.raises(ValueError, match="no call is left"):
        one.defer()


def test_chances_come_out_as_often_as_they_should() -> None:
    persona = desk(withdraw=0.2, calls_bluff=0.3, callback=0.6)
    pushed = [Desk(persona, 5, index).push().event for index in range(2000)]
    back = [Desk(desk(withdraw=0, callback=0.6), 5, index).defer().called_back for index in range(2000)]
    assert pushed.count("withdraws") / 2000 == pytest.approx(0.2, abs=0.03)
    assert pushed.count("calls_bluff") / 2000 == pytest.approx(0.8 * 0.3, abs=0.03)
    assert sum(back) / 2000 == pytest.approx(0.6, abs=0.03)


def test_a_trick_does_not_move_the_dice() -> None:
    plain = play(Desk(desk(tricks=()), 9), [True, False, True, True])
    tricky = play(Desk(desk(), 9), [True, False, True, True])
    assert [(each.event, each.offer) for each in plain] == [(each.event, each.offer) for each in tricky]
