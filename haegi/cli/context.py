"""What every command needs from the world: where things are kept, what day it is, how to print."""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import date, datetime
from functools import cache
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from haegi.errors import Failure, StoreError

if TYPE_CHECKING:
    from haegi.files.resources import Loaded
    from haegi.nlu.recognizer import Ears
    from haegi.storage.store import Store
    from haegi.text.i18n import Locale


#: The home of somebody who has none: nothing is ever found or made in it.
NOWHERE = File(os.devnull) / "haegi"


#: Troubles of a store that are no reason to give up what needs no writing, or can't wait. One that is damaged, foreign
#: or newer is for the person to look at first.
OUTLIVED = frozenset({"store.readonly", "store.unwritable", "store.full", "store.failed", "store.homeless"})


class State:
    """The language of this run; set once by `run`, before any command."""

    locale: Locale = "en"


def home() -> File:
    """The folder of all that haegi keeps: HAEGI_HOME, else where the platform keeps user data."""
    chosen = os.environ.get("HAEGI_HOME")
    try:
        if chosen:
            return File(chosen).expanduser()
        import platformdirs

        return File(platformdirs.user_data_dir("haegi", appauthor=False))
    except RuntimeError:  # neither the environment nor the system knows a home
        return NOWHERE


def cache_folder() -> File:
    """The folder of what haegi can work out again."""
    return home() / "cache"


def store() -> Store:
    """The store, opened. Raises StoreError where it can't be."""
    from haegi.storage.store import Store

    if home() == NOWHERE:
        raise StoreError("store.homeless")
    return Store.open(home() / "haegi.db")


def reading() -> Store:
    """The store for a command that only reads: a copy in memory where the file can't be opened for writing."""
    from haegi.storage.store import Store

    try:
        return store()
    except StoreError as error:
        if error.key not in OUTLIVED:
            raise
        try:
            return Store.aside(home() / "haegi.db", whole=True)
        except StoreError:
            raise error from None


def playbook(reference: str) -> Loaded:
    """A playbook by id or path; read once as long as its file stays the same."""
    from haegi.files.resources import find

    path = find(reference, home())
    return _loaded(path, path.stat().st_mtime_ns if path.is_file() else 0)


@cache
def _loaded(path: File, _: int) -> Loaded:
    from haegi.files.playbook_cache import load

    return load(path, cache_folder())


def recognizer(loaded: Loaded) -> Ears:
    """What recognises the moves of a playbook."""
    from haegi.coach.services import examples
    from haegi.files.resources import ear_weights
    from haegi.nlu.recognizer import Ears

    return Ears.prepare(examples(loaded.playbook), ear_weights(loaded.path))


def now() -> int:
    """UTC milliseconds."""
    return time.time_ns() // 1_000_000


def day(text: str | None) -> date:
    """The day a call is held: as given, else today."""
    if not text:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Failure("date.none", text=text, example="2026-11-25") from None


def say(key: str, /, **params: object) -> str:
    """A sentence of the interface, in its language; what is put into it is made safe to show."""
    from haegi.text.i18n import say as in_language
    from haegi.text.terminal import visible

    shown = {name: visible(value) if isinstance(value, str) else value for name, value in params.items()}
    return in_language(State.locale, key, **shown)


def typed(text: str) -> str:
    """What a person typed without its private numbers; says so beside the answer where there were any."""
    from haegi.text.pii import masked

    kept, kinds = masked(text, State.locale)
    for kind in kinds:
        talk(say(f"private.told-{kind}"))
    return kept


def out(text: str = "") -> None:
    """Lines of the answer."""
    sys.stdout.write(_shown(text) + "\n")


def talk(text: str) -> None:
    """Lines beside the answer."""
    sys.stderr.write(_shown(text) + "\n")


def _shown(text: str) -> str:
    """The last line of defence: whatever comes here, nothing but ends of lines is obeyed by the terminal."""
    from haegi.text.terminal import visible_lines

    return visible_lines(text)


def answer_json(document: Any) -> None:
    """The answer as one JSON document in UTF-8."""
    from haegi.text.terminal import escaped

    body = escaped(json.dumps(document, ensure_ascii=False, indent=2, default=str))
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(body + "\n")
    else:
        buffer.write(body.encode("utf-8", "replace") + b"\n")
        buffer.flush()


def write_file(path: File, body: bytes, *, force: bool, private: bool = True) -> None:
    """Write an answer to a file that only its owner may read, unless nothing `private` is in it and it is not among
    what haegi keeps. Raises Failure for one that is there already, or a folder that takes none."""
    from haegi.files.private_files import write

    closed = private or path.resolve().is_relative_to(home().resolve())
    try:
        write(path, body, over=force, private=closed)
    except FileExistsError:
        raise Failure("file.exists", path=str(path)) from None
    except OSError as error:
        raise Failure("file.unwritable", path=str(path), why=error.strerror or "") from None
