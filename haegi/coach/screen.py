"""The full screen: a line editor of prompt_toolkit under the picture of the call, which `haegi.coach.frame` draws.

The first picture is painted before prompt_toolkit is loaded: the phone is ringing, and nobody types sooner.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import groupby
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any, TextIO

from haegi.coach.commands import LONGEST, name_of, preview
from haegi.coach.controller import Coach, is_digit
from haegi.coach.frame import TWO_COLUMNS, Painted, ansi, frame
from haegi.coach.listening import AgentWords, Listener
from haegi.text.hangul import is_jamo
from haegi.text.i18n import say
from haegi.text.terminal import as_typed, cells

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.formatted_text import AnyFormattedText
    from prompt_toolkit.key_binding import KeyBindings, KeyPress, KeyPressEvent
    from prompt_toolkit.layout import Layout, Window

#: Seconds between two looks at the clock, and that a digit waits for the rest of a sentence it may begin.
TICK, MOMENT = 1.0, 0.35
#: Characters that come at once are a run, so many keys a flood; its tail comes within so many seconds.
_RUN, _FLOOD, _AFTER = 16, 128, 0.5
#: Seconds after which Escape is no beginning of another key.
_ESCAPE = 0.1
#: What is drawn at most: terminals may lie about their size.
_WIDEST, _HIGHEST = 500, 200
_ENTER, _LEAVE = "\x1b[?1049h\x1b[2J\x1b[H", "\x1b[?1049l\x1b[?25h"


def run(coach: Coach, out: TextIO, listener: Listener | None = None) -> None:
    """Hold the call on the full screen until it is over or the terminal is gone."""
    with _keys_kept() as mode:
        _run(coach, out, mode, listener)


@contextmanager
def _keys_kept() -> Iterator[Any]:
    """Keys that are struck while prompt_toolkit is loaded wait as they are, unechoed; gives the mode in which the terminal
    was found, and puts it back. None where there is no such thing."""
    if os.name != "posix":
        yield None
        return
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    found = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor, termios.TCSANOW)
    try:
        yield found
    finally:
        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(descriptor, termios.TCSADRAIN, found)


def _run(coach: Coach, out: TextIO, mode: Any, listener: Listener | None) -> None:
    out.write(_ENTER + ansi(_painted(coach, *shutil.get_terminal_size()), colour="NO_COLOR" not in os.environ))
    out.flush()
    try:
        Screen(coach, mode, listener).run()
    finally:
        out.write(_LEAVE)
        out.flush()


def _painted(coach: Coach, width: int, height: int, typed: str = "") -> Painted:
    """The picture as the call stands; under `/find` what fits the words so far."""
    session = coach.session
    question = session.question
    if question and question.ask == "help":
        question.show_by(20 if width >= TWO_COLUMNS else 9)
    view = coach.view()
    command, _, query = typed.partition(" ")
    if command.startswith("/") and query.strip() and name_of(command) == "find":
        view = view._replace(notice=(*view.notice, *preview(session, query)))
    return frame(view, min(width, _WIDEST), min(height, _HIGHEST), session.setting.locale)


class Keys:
    """The keys as they come: a run of characters is one paste, and of a flood, as no hand types it, the ends of lines too."""

    def __init__(self, read: Callable[[], list[KeyPress]]) -> None:
        self._read = read
        self._flooded = -_AFTER

    def __call__(self) -> list[KeyPress]:
        """All that is there, so that one repaint does for a flood."""
        keys = self._read()
        while _FLOOD <= len(keys) <= LONGEST * 16 and (more := self._read()):
            keys += more
        is_text = sum(len(press.key) == 1 for press in keys) * 2 > len(keys)
        is_flood = is_text and (len(keys) >= _FLOOD or monotonic() - self._flooded < _AFTER)
        if len(keys) >= _FLOOD:
            self._flooded = monotonic()
        return list(_in_runs(keys, {"c-m", "c-j"} if is_flood else set()))


def _in_runs(keys: list[KeyPress], ends: set[str]) -> Iterator[KeyPress]:
    from prompt_toolkit.key_binding import KeyPress
    from prompt_toolkit.keys import Keys as Named

    for is_text, run in groupby(keys, lambda press: len(press.key) == 1 or press.key in ends):
        struck = list(run)
        if is_text and (len(struck) >= _RUN or ends):
            yield KeyPress(Named.BracketedPaste, "".join(press.data for press in struck))
        else:
            yield from struck


class Screen:
    """What is typed and not yet sent, under the picture of the call. `mode` is the terminal's own."""

    def __init__(self, coach: Coach, mode: Any, listener: Listener | None) -> None:
        from prompt_toolkit.application import Application
        from prompt_toolkit.buffer import Buffer

        self._coach = coach
        self._session = coach.session
        self._mode = mode
        self._listener = listener
        self._keys_struck = 0
        self._is_paste = False
        self._buffer: Buffer = Buffer(multiline=False, on_text_changed=self._changed)
        self._app: Application[None] = Application(
            layout=self._layout(), key_bindings=self._bindings(), full_screen=True, refresh_interval=TICK
        )
        self._app.after_render += self._tidy
        self._app.ttimeoutlen = self._app.timeoutlen = _ESCAPE
        self._app.input.read_keys = Keys(self._app.input.read_keys)  # type: ignore[method-assign]

    def run(self) -> None:
        """Until the call is over. Raises KeyboardInterrupt where it is broken off."""
        try:
            self._app.run(pre_run=self._begin, set_exception_handler=False)
        except EOFError:  # the terminal is gone
            self._coach.close()

    def _begin(self) -> None:
        """A closed window and a polite kill are Ctrl-C, unless they are to be ignored (nohup). What fails ends the call in
        the open: prompt_toolkit would ask for Enter instead, with the line to say gone."""
        gc.freeze()  # what is loaded stays
        loop = self._app.loop
        if loop:
            loop.set_exception_handler(lambda _, found: self._leave(found.get("exception")))
        if self._listener:
            self._listener.start(self._take)
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if loop and number and os.name == "posix" and signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, self._break_off)

    def _tidy(self, _: object) -> None:
        """A little each time: prompt_toolkit leaves so much garbage that all of it at once holds a key up by 50 ms."""
        gc.collect()

    def _take(self, words: AgentWords) -> None:
        """From the listener's thread: wait until the line was heard, so that a flood of them leaves room for keys."""
        taken = Event()

        def listen() -> None:
            if not self._session.over:
                self._coach.listen(words)
                self._app.invalidate()
            taken.set()

        if self._app.loop:
            self._app.loop.call_soon_threadsafe(listen)
            taken.wait()

    def _break_off(self, _: object = None) -> None:
        self._leave(KeyboardInterrupt())

    def _leave(self, why: BaseException | None = None) -> None:
        """Once: a second Ctrl-C finds that it is being left."""
        if self._app.future and not self._app.future.done():
            self._app.exit(exception=why) if why else self._app.exit()

    # What is shown

    def _layout(self) -> Layout:
        from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, VSplit, Window
        from prompt_toolkit.layout.processors import AfterInput

        locale = self._session.setting.locale

        def hint() -> Any:
            invites = "practice.type-here" if self._coach.view().speech else "coach.type-here"
            return "" if self._buffer.text else say(locale, invites)

        editor = Window(
            BufferControl(self._buffer, input_processors=[AfterInput(hint, "dim")]), height=1,
            get_horizontal_scroll=self._scroll,
        )  # fmt: skip
        prompt = Window(FormattedTextControl(lambda: [("bold", " > ")]), width=3, height=1)
        picture = Window(FormattedTextControl(self._picture))
        return Layout(HSplit([picture, VSplit([prompt, editor])]), focused_element=editor)

    def _scroll(self, editor: Window) -> int:
        """A text that fits is shown whole; of its own, a window that a longer one has scrolled shows its end alone."""
        info = editor.render_info
        return 0 if info is None or cells(self._buffer.text) < info.window_width else editor.horizontal_scroll

    def _picture(self) -> AnyFormattedText:
        """All rows but the last, which is the editor's."""
        from prompt_toolkit.formatted_text import FormattedText

        size = self._app.output.get_size()
        rows = _painted(self._coach, size.columns, size.rows, self._buffer.text)[:-1]
        return FormattedText(piece for row in rows for piece in (*row, ("", "\n")))

    # What is typed

    def _changed(self, buffer: Buffer) -> None:
        """A digit alone waits a moment: it may begin a sentence. A stray jamo before it was a slip."""
        text = buffer.text
        self._is_paste &= bool(text)
        if len(text) > LONGEST:
            buffer.text = text[:LONGEST]
        elif len(text) == 2 and is_jamo(text[0]) and is_digit(text[1]) and not self._asks_words():
            buffer.text = text[1]
        self._keys_struck += 1
        if is_digit(buffer.text) and not self._is_paste and not self._asks_words() and self._app.loop:
            self._app.loop.call_later(MOMENT, self._strike, self._keys_struck)

    def _strike(self, keys_struck: int) -> None:
        """The digit stayed alone: it is the answer."""
        if keys_struck == self._keys_struck and self._app.is_running:
            self._send()
            self._app.invalidate()

    def _asks_words(self) -> bool:
        question = self._session.question
        return question is not None and not question.options

    def _send(self) -> None:
        text = as_typed(self._buffer.text)
        self._empty(keep=len(text) > 1)
        self._coach.answer(text)
        if self._session.over:
            self._leave()

    def _bindings(self) -> KeyBindings:
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.key_binding import KeyBindings
        from prompt_toolkit.keys import Keys

        bindings, is_empty = KeyBindings(), Condition(lambda: not self._buffer.text)
        is_full = Condition(lambda: len(self._buffer.text) >= LONGEST)
        bindings.add("enter", eager=True)(lambda _: self._send())
        bindings.add("left", filter=is_empty)(lambda _: self._turn(-1))
        bindings.add("right", filter=is_empty)(lambda _: self._turn(1))
        bindings.add("escape")(lambda _: self._escape())
        bindings.add("c-d", filter=is_empty)(lambda _: self._hang_up())
        bindings.add("c-c")(self._break_off)
        bindings.add("<sigint>")(self._break_off)
        bindings.add("c-z")(self._go_away)
        bindings.add(Keys.BracketedPaste)(self._paste)
        for key in (Keys.Vt100MouseEvent, Keys.WindowsMouseEvent):  # half of a report would be an error in prompt_toolkit
            bindings.add(key, eager=True)(lambda _: None)
        bindings.add("<any>", filter=is_full)(lambda _: None)  # a book that is pasted as if it were typed
        return bindings

    def _turn(self, by: int) -> None:
        question = self._session.question
        if question and question.pages > 1:
            question.turn_page(by)
        else:
            self._session.show_other(by)

    def _escape(self) -> None:
        """Away with what was typed; with nothing typed, away with the question."""
        question = self._session.question
        if not self._buffer.text and question and question.ask in ("list", "offer", "end", "help"):
            self._session.question = question.instead
        self._empty()

    def _empty(self, *, keep: bool = False) -> None:
        self._buffer.reset(append_to_history=keep)
        self._is_paste = False

    def _hang_up(self) -> None:
        self._coach.close()
        self._leave()

    def _go_away(self, _: KeyPressEvent) -> None:
        """Give the person their terminal back, in the mode it was found in, until they come back to the call."""
        from prompt_toolkit.application import run_in_terminal

        if os.name == "posix":
            run_in_terminal(self._stop)

    def _stop(self) -> None:
        import termios

        descriptor = self._app.input.fileno()
        mode = termios.tcgetattr(descriptor)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, self._mode)
        os.kill(0, signal.SIGTSTP)
        termios.tcsetattr(descriptor, termios.TCSADRAIN, mode)

    def _paste(self, event: KeyPressEvent) -> None:
        """What is pasted is text, and one line."""
        self._is_paste = True
        if len(self._buffer.text) < LONGEST:
            self._buffer.insert_text(" ".join(event.data[: LONGEST * 2].replace("\t", " ").splitlines()))
