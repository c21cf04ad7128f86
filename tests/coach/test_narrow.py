"""What is typed, on windows of any width and of any length: drawn at once."""

from __future__ import annotations

from tables import each_row

from haegi.coach.frame import _foot
from haegi.text.terminal import cells


@each_row("width", [1, 2, 5, 6, 7, 20, 80])
def test_what_is_typed_ends_at_the_cursor(width: int) -> None:
    for typed in ("a", "가나다", "가" * 100_000, "\u0301" * 100):
        (row,) = _foot(typed, width, "ko", "coach.type-here")
        shown = row.pieces[1][0]
        assert typed.endswith(shown)
        assert cells(shown) <= max(width - 6, 0)
