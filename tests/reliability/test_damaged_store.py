"""A store that was damaged or is from a newer haegi: a sentence and exit code 4, or all that is whole; never a
traceback, and reading never changes the file."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from driver import inside
from test_older_store import FILES, old

from haegi.call.engine import Event
from haegi.errors import Failure, StoreError
from haegi.storage.schema import VERSION
from haegi.storage.store import Store

pytestmark = pytest.mark.slow

SEEDS = 250
#: Where words of the store's own stand: damage there is damage that SQLite can't see.
WORDS = [b'{"', b"offer", b"said", b"heard", b"worth", b"terms", b"start", b"quote", b"slots", b"accepted", b"card"]
COMMANDS = [
    (["case", "list"], ""),
    (["case", "show", "집 인터넷"], ""),
    (["advise", "--case", "집 인터넷"], ""),
    (["rehearse", "--from", "1"], "/end cut\n"),
    (["drill"], "\n1\n"),
    (["coach", "--case", "집 인터넷"], "1\n\n/end cut\n"),
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a store with everything in it."""
    return old(tmp_path_factory.mktemp("sound") / "home", FILES[-1]).read_bytes()


def damaged(sound: bytes, chance: random.Random) -> bytes:
    """The store with bits flipped, a piece lost in zeros, cut short, or a byte of its words changed."""
    raw = bytearray(sound)
    how = chance.choice(["flip", "cut", "zero", "word", "word"])
    if how == "flip":
        for _ in range(chance.choice([1, 3, 20])):
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    elif how == "cut":
        return sound[: chance.randrange(1, len(sound))]
    elif how == "zero":
        start, length = chance.randrange(len(raw)), chance.choice([1, 16, 512, 4096])
        raw[start : start + length] = bytes(len(raw[start : start + length]))
    else:
        word = chance.choice(WORDS)
        places = [at for at in range(len(sound)) if sound.startswith(word, at)]
        raw[chance.choice(places) + chance.randrange(len(word))] = chance.randrange(256)
    return bytes(raw)


def everything(store: Store) -> Iterator[object]:
    for case in store.cases():
        yield case
        yield store.case(case.name)
        yield store.calls(case.name)
    yield store.kept("rehearsal")
    yield store.kept("drill")


def test_damage_is_told_or_outlived(sound: bytes, tmp_path: Path) -> None:
    chance, told = random.Random(9), 0
    for number in range(SEEDS):
        home = tmp_path / str(number)
        home.mkdir()
        path = home / "haegi.db"
        path.write_bytes(damaged(sound, chance))
        before = path.read_bytes()
        try:
            store = Store.open(path)
        except StoreError:
            told += 1
            assert path.read_bytes() == before
            continue
        try:
            assert list(everything(store))
        except (StoreError, Failure):
            told += 1
        assert path.read_bytes() == before, "reading has changed the file"
        try:
            store.log("집 인터넷", 9).append(Event("note", 1, "", "적은 것"))
        except (StoreError, Failure):
            assert path.read_bytes() == before
        finally:
            store.close()
    assert SEEDS // 4 < told < SEEDS


def test_no_command_breaks_on_it(sound: bytes, tmp_path: Path) -> None:
    chance, numbers = random.Random(11), count()
    for _ in range(24):
        raw = damaged(sound, chance)
        for command, stdin in chance.sample(COMMANDS, 3):
            home = tmp_path / str(next(numbers))
            home.mkdir()
            (home / "haegi.db").write_bytes(raw)
            ran = inside(home, *command, stdin=stdin, lang="en")
            assert ran.code in (0, 1, 4), ran.err
            if ran.code == 4:
                assert len(ran.err.strip().splitlines()) == 1
                assert (home / "haegi.db").read_bytes() == raw, "what was damaged is left for whoever can mend it"


@pytest.mark.parametrize("length", [1, 50, 100, 4_095, 4_096, 9_000, 20_480, 20_481, 24_000, -1])
def test_a_store_that_was_cut_short_is_left_as_it_is(length: int, sound: bytes, home: Path) -> None:
    home.mkdir()
    (home / "haegi.db").write_bytes(sound[:length])
    for command, stdin in COMMANDS:
        ran = inside(home, *command, stdin=stdin, lang="en")
        assert ran.code == 4, command
        assert "damaged" in ran.err or "not a haegi store" in ran.err
        assert (home / "haegi.db").read_bytes() == sound[:length]


def test_a_newer_store_is_left_byte_for_byte_with_what_waits_in_its_log(home: Path, tmp_path: Path) -> None:
    path = home / "haegi.db"
    store = Store.open(path)
    store.close()
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("CREATE TABLE of_tomorrow (words TEXT)")
    db.execute("INSERT INTO of_tomorrow VALUES ('not yet in the main file')")
    killed = tmp_path / "killed"
    killed.mkdir()
    for file in home.iterdir():
        (killed / file.name).write_bytes(file.read_bytes())
    db.close()
    before = {file.name: file.read_bytes() for file in killed.iterdir() if file.is_file()}
    assert before["haegi.db-wal"], "the log must hold something for this test to say anything"
    for command, stdin in COMMANDS:
        ran = inside(killed, *command, stdin=stdin, lang="en")
        assert ran.code == 4, command
        assert "newer haegi" in ran.err
        assert len(ran.err.strip().splitlines()) == 1
    assert {file.name: file.read_bytes() for file in killed.iterdir() if file.is_file()} == before
