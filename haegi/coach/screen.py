"""The full screen: rich Live, one key per move. What is drawn is decided in `haegi.coach.frame`."""

from __future__ import annotations

from rich.console import Console
from rich.live import Live

from haegi.coach import keys
from haegi.coach.commands import name_of, preview
from haegi.coach.controller import Coach
from haegi.coach.frame import frame
from haegi.coach.keys import Keys
from haegi.text.hangul import is_jamo

#: Seconds between two looks at the clock, and that a digit waits for the rest of a sentence it may begin.
TICK, MOMENT = 1.0, 0.35


def run(coach: Coach, console: Console) -> None:
    """Hold the call on the full screen until it is over or the terminal is gone."""
    with keys.terminal() as source, Live(console=console, screen=True, auto_refresh=False) as live:
        Screen(coach, console, live).run(source)


class Screen:
    """What is typed and not yet sent, drawn with the rest of the call."""

    def __init__(self, coach: Coach, console: Console, live: Live) -> None:
        self._coach = coach
        self._session = coach.session
        self._console = console
        self._live = live
        self._typed = ""
        self._waiting = False  # what was typed is one digit, and may be a move

    def run(self, source: Keys) -> None:
        self.draw()
        while not self._session.over:
            struck = source.wait(MOMENT if self._waiting else TICK)
            for key in struck or [keys.ENTER] * self._waiting:
                if key == keys.AWAY:
                    self.go_away(source)
                else:
                    self.press(key)
                if self._session.over:
                    return
            self.draw()

    def draw(self) -> None:
        """Put the view on the screen as it is now."""
        width, height = self._console.size
        view = self._coach.view()
        command, _, query = self._typed.partition(" ")
        if command.startswith("/") and query.strip() and name_of(command) == "find":
            view = view._replace(notice=(*view.notice, *preview(self._session, query)))
        self._live.update(frame(view, self._typed, width, height, self._session.setting.locale), refresh=True)

    def go_away(self, source: Keys) -> None:
        """Give the person their terminal back until they come back to the call."""
        self._console.set_alt_screen(False)
        self._console.show_cursor(True)
        source.go_away()
        self._console.set_alt_screen(True)
        self._console.show_cursor(False)

    def press(self, key: str) -> None:
        """One key."""
        self._waiting = False
        if key == keys.END:
            self._coach.close()
        elif key == keys.ENTER:
            typed, self._typed = self._typed, ""
            self._coach.answer(typed)
        elif key in (keys.LEFT, keys.RIGHT, keys.UP, keys.DOWN):
            self._arrow(key)
        elif key == keys.BACKSPACE:
            self._typed = self._typed[:-1]
        elif key == keys.ESCAPE:
            self._escape()
        else:
            self._character(key)

    def _arrow(self, key: str) -> None:
        by = 1 if key in (keys.RIGHT, keys.DOWN) else -1
        if self._session.question and self._session.question.pages > 1:
            self._session.question.turn_page(by)
        else:
            self._session.show_other(by)

    def _escape(self) -> None:
        """Away with what was typed; with nothing typed, away with the question."""
        question = self._session.question
        if not self._typed and question and question.ask in ("list", "offer", "end", "help"):
            self._session.question = None
        self._typed = ""

    def _character(self, char: str) -> None:
        """A digit waits a moment, unless words are asked for or under way. A stray jamo before it was a slip."""
        slip = len(self._typed) == 1 and is_jamo(self._typed)
        if char in "0123456789" and (not self._typed or slip) and not self._asks_words():
            self._typed, self._waiting = char, True
        elif char == " " and not self._typed:
            self._coach.answer("")
        else:
            self._typed += char

    def _asks_words(self) -> bool:
        question = self._session.question
        return question is not None and not question.options
