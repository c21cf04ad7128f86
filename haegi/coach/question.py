"""A question the coach asks, answered by one key or by a few words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from haegi.coach.view import Ask, Choice

Action = Callable[[], None]

#: Digits 1 to 9 choose; 0 turns the page.
PAGE = 9


class Option(NamedTuple):
    """What a digit does while a question is open."""

    label: str
    act: Action
    trap: bool = False


class Question:
    """Something haegi asks.

    `enter` is what Enter does. `typed` takes other words, and says whether they were an answer; if not, they are
    taken as if nothing had been asked. `page` counts from 0; a page holds nine options.
    """

    def __init__(
        self,
        ask: Ask,
        text: str,
        options: Sequence[Option] = (),
        enter: Action | None = None,
        enter_label: str = "",
        typed: Callable[[str], bool] | None = None,
    ) -> None:
        self.ask = ask
        self.text = text
        self.options = options
        self.enter = enter
        self.enter_label = enter_label
        self.typed = typed
        self.page = 0

    def shown(self) -> Sequence[Option]:
        """The options of the page that is open."""
        return self.options[self.page * PAGE : (self.page + 1) * PAGE]

    def choices(self) -> tuple[Choice, ...]:
        """The open page under digits."""
        return tuple(Choice(str(n), option.label, option.trap) for n, option in enumerate(self.shown(), 1))

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.options) // PAGE))

    def turn(self, by: int = 1) -> None:
        """On to the next page, after the last to the first."""
        self.page = (self.page + by) % self.pages
