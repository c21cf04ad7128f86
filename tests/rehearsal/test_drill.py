"""Drills by handed-in times: what comes back when, what comes first, and how long the streak is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from conftest import shipped
from tables import each_row

from haegi.rehearsal.drill import NEW, SITTING, Grade, Progress, due, graded, items, latest, next_due, streak

BOOK = shipped("retention-kr")
ITEMS = items(BOOK)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LINES = list(dict.fromkeys(item.line for item in ITEMS))


def practised(*grades: Grade, at: datetime = NOON) -> list[Progress]:
    """The first lines, one grade each."""
    past: list[Progress] = []
    for line, grade in zip(LINES, grades, strict=False):
        past.append(graded(line, grade, past, at))
    return past


def test_every_item_is_a_line_that_answers_an_agent_move() -> None:
    assert len(LINES) > 20
    for item in ITEMS:
        assert item.line in BOOK.lines
        assert item.prompts
        assert item.move in BOOK.moves.agent


def test_the_first_sitting_is_a_few_new_lines_in_the_order_of_the_playbook() -> None:
    assert [item.line for item in due(ITEMS, [], NOON)] == LINES[:NEW]


def test_a_better_grade_comes_back_later() -> None:
    grades: tuple[Grade, ...] = ("again", "hard", "good", "easy")
    cards = latest(practised(*grades))
    waits = [cards[line].due - NOON for line in LINES[:4]]
    assert waits == sorted(waits)
    assert waits[0] < timedelta(hours=1)
    assert waits[-1] > timedelta(days=3)


def test_the_weakest_line_comes_first_and_new_ones_last() -> None:
    past = practised("easy", "again", "good")
    later = NOON + timedelta(days=60)
    order = [item.line for item in due(ITEMS, past, later)]
    assert order[:3] == [LINES[1], LINES[2], LINES[0]]
    assert order[3:] == LINES[3 : 3 + NEW]


def test_what_is_not_due_waits() -> None:
    past = practised("easy")
    assert LINES[0] not in [item.line for item in due(ITEMS, past, NOON + timedelta(hours=1))]
    back = next_due(past)
    assert back is not None
    assert LINES[0] in [item.line for item in due(ITEMS, past, back)]


def test_a_sitting_ends_after_its_lines() -> None:
    worst: list[Grade] = ["again"] * len(LINES)
    past = practised(*worst)
    assert len(due(ITEMS, past, NOON + timedelta(days=1))) == SITTING


def test_the_same_answers_make_the_same_schedule() -> None:
    assert practised("good", "again", "easy") == practised("good", "again", "easy")


def test_a_line_known_for_long_comes_back_ever_later() -> None:
    past: list[Progress] = []
    at, waits = NOON, []
    for _ in range(5):
        past.append(graded(LINES[0], "good", past, at))
        back = next_due(past)
        assert back is not None
        waits.append(back - at)
        at = back
    assert waits == sorted(waits)
    assert waits[-1] > timedelta(days=14)


STREAKS: list[tuple[list[int], int]] = [([], 0), ([20], 1), ([19], 1), ([18], 0), ([18, 19, 20], 3), ([16, 18, 19], 2), ([20, 20], 1)]  # fmt: skip


@each_row(("days", "length"), STREAKS)
def test_the_streak_lives_until_a_day_is_missed(days: list[int], length: int) -> None:
    past: list[Progress] = []
    for day in days:
        past.append(graded(LINES[0], "good", past, datetime(2026, 11, day, 12).astimezone()))
    assert streak(past, date(2026, 11, 20)) == length


def test_nothing_is_due_before_the_first_drill() -> None:
    assert next_due([]) is None
