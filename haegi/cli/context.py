"""What every command needs from the world: its language, where things are kept, the time, the streams."""

from __future__ import annotations

import codecs
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path as File
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from haegi.errors import Failure, HaegiError, StoreError
from haegi.text.i18n import Locale, say
from haegi.text.terminal import cells, escaped, hung, visible, visible_lines

if TYPE_CHECKING:
    from haegi.files.resources import Loaded
    from haegi.nlu.recognizer import MoveRecognizer
    from haegi.playbook.model import Playbook
    from haegi.storage.store import Store


#: The playbook where none is named.
DEFAULT = "retention-kr"
#: The home of somebody who has none: nothing is ever found or made in it.
NOWHERE = File(os.devnull) / "haegi"
#: Troubles of a store that are no reason to give up what needs no writing, or can't wait. One that is damaged, foreign
#: or newer is for the person to look at first.
OUTLIVED = frozenset({"store.readonly", "store.unwritable", "store.full", "store.failed", "store.homeless"})
# Bytes; the rest of a longer line is read and dropped, so that a stream without ends stays small. An offer is read no further.
_LONGEST_LINE = 50_000
#: Clocks go wrong: from here on, a few years can be counted ahead before the calendar ends.
_LAST_DAY, _LAST_MOMENT = date(9900, 1, 1), 250_246_627_200_000


class Clock(NamedTuple):
    """`now` in UTC milliseconds, `today` where the person is."""

    now: Callable[[], int] = lambda: time.time_ns() // 1_000_000
    today: Callable[[], date] = lambda: datetime.now().astimezone().date()


class Context(NamedTuple):
    """The surroundings of one command. What it opens is closed at its end by `opened`."""

    locale: Locale
    home: File
    clock: Clock
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    opened: ExitStack

    @classmethod
    def here(cls, locale: Locale, clock: Clock | None = None) -> Context:
        """The context of this process."""
        return cls(locale, home(os.environ), clock or Clock(), sys.stdin, sys.stdout, sys.stderr, ExitStack())

    @property
    def cache_folder(self) -> File:
        """The folder of what haegi can work out again."""
        return self.home / "cache"

    def store(self) -> Store:
        """The store, opened. Raises StoreError where it can't be."""
        from haegi.storage.store import Store

        if self.home == NOWHERE:
            raise StoreError("store.homeless")
        return self._opened(Store.open(self.home / "haegi.db"))

    def reading(self) -> Store:
        """The store for a command that only reads: a copy in memory where the file can't be opened for writing."""
        try:
            return self.store()
        except StoreError as error:
            if error.key not in OUTLIVED:
                raise
            try:
                return self.aside(whole=True)
            except StoreError:
                raise error from None

    def aside(self, *, whole: bool = False) -> Store:
        """A copy of the store in memory; raises StoreError where it has to be `whole` and can't be read."""
        from haegi.storage.store import Store

        return self._opened(Store.aside(self.home / "haegi.db", whole=whole))

    def _opened(self, store: Store) -> Store:
        self.opened.callback(store.close)
        return store

    def loaded(self, reference: str) -> Loaded:
        """A playbook by id or path, with its file; read once as long as that stays the same."""
        from haegi.files.resources import find

        path = find(reference, self.home)
        return _loaded(path, path.stat().st_mtime_ns if path.is_file() else 0, self.cache_folder)

    def playbook(self, reference: str) -> Playbook:
        """A playbook by id or path."""
        return self.loaded(reference).playbook

    def recognizer(self, loaded: Loaded) -> MoveRecognizer:
        """What recognises the moves of a playbook."""
        from haegi.coach.services import examples
        from haegi.files.resources import move_model
        from haegi.nlu.recognizer import MoveRecognizer

        return MoveRecognizer.prepare(examples(loaded.playbook), move_model(loaded.path))

    def readable_playbook(self, reference: str) -> Playbook | None:
        """The same, but None where it can't be read."""
        try:
            return self.playbook(reference)
        except HaegiError:
            return None

    def titles(self) -> dict[str, str]:
        """The titles of the playbooks that go by an id."""
        from haegi.files.playbook_cache import titles

        return {id_: title.best(self.locale) for id_, title in titles(self.home, self.cache_folder).items()}

    def now(self) -> int:
        """UTC milliseconds."""
        return min(self.clock.now(), _LAST_MOMENT)

    def day(self, text: str = "") -> date:
        """A day as given, else today."""
        if not text:
            return min(self.clock.today(), _LAST_DAY)
        from haegi.text.dates import read_date  # loads slowly, and most commands name no day

        day = read_date(text, self.clock.today())
        if day > _LAST_DAY:
            raise Failure("date.none", text=text, example="2026-11-25")
        return day

    def say(self, key: str, /, **params: object) -> str:
        """A sentence of the interface, in its language; what is put into it is made safe to show."""
        shown = {name: visible(value[:_LONGEST_LINE // 10]) if isinstance(value, str) else value for name, value in params.items()}
        return say(self.locale, key, **shown)

    def typed(self, text: str) -> str:
        """What a person typed without its private numbers; says so beside the answer where there were any."""
        from haegi.text.pii import masked

        kept, kinds = masked(text, self.locale)
        for kind in kinds:
            self.talk(self.say(f"private.told-{kind}"))
        return kept

    def out(self, text: str = "") -> None:
        """Lines of the answer: whatever they hold, nothing but ends of lines is obeyed by the terminal."""
        self.stdout.write(_set_in(visible_lines(text), self.stdout) + "\n")

    def answer(self, answer: Mapping[str, Any] | Iterable[str]) -> None:
        """The answer of a command: a mapping is for programs, lines are for people."""
        if isinstance(answer, Mapping):
            self.answer_json(answer)
        else:
            self.out("\n".join(answer))

    def talk(self, text: str) -> None:
        """Lines beside the answer."""
        self.stderr.write(_set_in(visible_lines(text), self.stderr) + "\n")

    def prompt(self) -> None:
        """Show where to type."""
        self.stdout.write("> ")
        self.stdout.flush()

    def ask(self, question: str) -> str | None:
        """Ask a question and read one line; None at the end of the input."""
        self.out(question)
        self.prompt()
        return self.line()

    def line(self) -> str | None:
        """The next line of standard input without its end, far too long a one cut; None at the end of the input."""
        raw = rest = self.stdin.buffer.readline(_LONGEST_LINE)
        while len(rest) == _LONGEST_LINE and not rest.endswith(b"\n"):
            rest = self.stdin.buffer.readline(_LONGEST_LINE)
        return self.text(raw, whole=len(raw) < _LONGEST_LINE).rstrip("\r\n") if raw else None

    def lines(self) -> Iterator[str]:
        """The lines of standard input as `typed`."""
        while (line := self.line()) is not None:
            yield self.typed(line)

    def text(self, raw: bytes, *, whole: bool = True) -> str:
        """Bytes of standard input as text: UTF-8, else as the locale has it. Says so where some are neither; raises
        Failure for UTF-16, of which nothing could be read."""
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and b"\0" in raw:
            raise Failure("cli.utf-16")
        raw = raw.removeprefix(codecs.BOM_UTF8)
        try:
            return codecs.utf_8_decode(raw, "strict", whole)[0]
        except UnicodeDecodeError:
            pass
        try:
            return raw.decode(getattr(self.stdin, "encoding", "utf-8"))
        except (UnicodeError, LookupError):
            self.talk(self.say("cli.not-utf-8"))
            return raw.decode("utf-8", "replace")

    def answer_json(self, document: Any, *, on_one_line: bool = False) -> None:
        """The answer as one JSON document in UTF-8."""
        layout: Mapping[str, Any] = {"separators": (",", ":")} if on_one_line else {"indent": 2}
        body = escaped(json.dumps(document, ensure_ascii=False, default=str, **layout)) + "\n"
        self.stdout.flush()
        buffer = getattr(self.stdout, "buffer", None)
        if buffer is None:
            self.stdout.write(body)
        else:
            buffer.write(body.encode("utf-8", "replace"))
            buffer.flush()

    def write_file(self, path: File, body: bytes, *, force: bool, private: bool = True) -> None:
        """Write an answer to a file that only its owner may read, unless nothing `private` is in it and it is not among
        what haegi keeps. Raises Failure for one that is there already, or a folder that takes none."""
        from haegi.files.private_files import write

        closed = private or path.resolve().is_relative_to(self.home.resolve())
        try:
            write(path, body, over=force, private=closed)
        except FileExistsError:
            raise Failure("file.exists", path=str(path)) from None
        except OSError as error:
            raise Failure("file.unwritable", path=str(path), why=error.strerror or "") from None

    def deliver(self, body: bytes, output: str, usual: str, *, force: bool, beside: bool = False) -> None:
        """A document: to the file asked for (`-`: standard output), else to one with a telling name; `beside` an answer or as one."""
        if output == "-":
            self.stdout.flush()
            self.stdout.buffer.write(body)
            self.stdout.buffer.flush()
            return
        path = File(output or "".join(char if char.isalnum() or char in "-_." else "-" for char in usual))
        self.write_file(path, body, force=force)
        (self.talk if beside else self.out)(self.say("case.written", path=str(path)))


def playbook_reference(playbook: str) -> str:
    """What a case keeps of a playbook: its id, or its path from the root, wherever one stands later."""
    by_path = "/" in playbook or playbook.endswith((".yaml", ".yml"))
    return str(File(playbook).resolve()) if by_path else playbook


def _set_in(text: str, stream: TextIO) -> str:
    """On a terminal, sentences too wide for it broken between words. Tables, lines of files, and commands and paths to be
    copied stay whole: what is far set in, has a gap or names haegi."""
    if not stream.isatty():
        return text
    room, lines = width(20, 1_000), []
    for line in text.split("\n"):
        body = line.lstrip()
        lead = line[: len(line) - len(body)]
        stays = cells(line) <= room or len(lead) > 3 or "  " in body or "haegi " in body
        lines += [line] if stays else hung(lead, body, room)
    return "\n".join(lines)


def width(least: int, most: int) -> int:
    """The cells of a line of the terminal, within bounds."""
    import shutil

    return max(least, min(shutil.get_terminal_size().columns, most))


def home(environ: Mapping[str, str]) -> File:
    """The folder of all that haegi keeps: HAEGI_HOME, else where the platform keeps user data."""
    chosen = environ.get("HAEGI_HOME")
    try:
        if chosen:
            return File(chosen).expanduser()
        import platformdirs

        return File(platformdirs.user_data_dir("haegi", appauthor=False))
    except RuntimeError:  # neither the environment nor the system knows a home
        return NOWHERE


@lru_cache(maxsize=8)
def _loaded(path: File, _: int, cache_folder: File) -> Loaded:
    from haegi.files.playbook_cache import load

    return load(path, cache_folder)
