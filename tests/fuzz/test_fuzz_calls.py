"""A call that comes in by other doors: its transcript, what something else wrote down, and keys struck at random."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from random import Random

import pytest
from doors import answered, enter, fuzz, inputs, room, sound
from driver import Terminal
from hypothesis import strategies as st
from odd import CHARACTERS, SAID, SCRAPS, mutated, source
from tables import each_row

from haegi.nlu.wordlist import WordList, parse_lists
from haegi.storage.store import Store

pytestmark = pytest.mark.slow

TRANSCRIPTS = [source("tests", "data", "transcripts", name) for name in ("ko-roles.txt", "en-numbered.txt", "en-names.txt", "en.srt")]
WORDS = source("haegi", "nlu", "words", "en.txt")
SPEAKER = st.sampled_from(["상담원: ", "나: ", "Agent: ", "Me: ", "Speaker 1: ", "[00:01:02] ", "00:00:01,000 --> 00:00:03,000\n", "", "1\n", "WEBVTT\n"])
TURNS = st.lists(st.tuples(SPEAKER, SAID), max_size=6).map(lambda turns: "\n".join(map("".join, turns)).encode("utf-8", "surrogatepass"))


@fuzz("transcript", st.one_of(TURNS, TURNS, *map(mutated, TRANSCRIPTS)))
def test_a_transcript(raw: bytes) -> None:
    """A review of it, or a refusal that keeps nothing."""
    with room() as folder:
        path = folder / "call.txt"
        path.write_bytes(raw)
        body = answered(enter(["review", "retention-kr", str(path), "--case", "mine", "--json"]))
        if body is None:
            assert not Path(folder, "home", "haegi.db").exists() or _calls(folder / "home") == 0


def _calls(home: Path) -> int:
    store = Store.open(home / "haegi.db")
    try:
        return sum(len(store.calls(case.name)) for case in store.cases())
    finally:
        store.close()


@fuzz("listen", st.one_of(TURNS, st.binary(max_size=200), *map(mutated, TRANSCRIPTS)))
def test_what_is_listened_to(raw: bytes) -> None:
    """The call goes on, and ends as a call does."""
    with room() as folder:
        path = folder / "said.txt"
        path.write_bytes(raw)
        assert sound(enter(["coach", "retention-kr", "--face", "lines", "--listen", str(path)])).code in (0, 130)


@fuzz("words", mutated(WORDS))
def test_a_word_list(raw: bytes) -> None:
    """Words that can be looked up, or what is wrong in which line."""
    entries, fault = [], ""
    try:
        entries = list(parse_lists("en.txt", raw.decode("utf-8", "replace")))
    except ValueError as error:
        fault = str(error)
    assert not fault or re.match(r"en\.txt:[1-9]\d*: ", fault)
    assert all(entry.word for entry in WordList(entries).at("fee", 0))


#: What a hand or a cat may send: keys, halves of letters, escape sequences whole and cut, pastes, floods.
KEYS = [
    *map(str.encode, [*CHARACTERS, *SCRAPS[:40], *"0123456789", "\r", "\r", "\t", " ", "ㅁ", "/", "/ㅕㅜ애\r", "/help\r", "/why\r", "5만원 깎아드려요"]),
    b"\x1b", b"\x1b[", b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[H", b"\x1b[3~", b"\x1b[1;5C", b"\x1bOP", b"\x1b[200~",
    b"\x1b[201~", b"\x1b[201~", b"\x1b[201~", b"\x1b[200~a\r\nb\x00\x1b[201~", b"\x1b[99;99R", b"\x1b]11;rgb:0/0/0\x07", b"\x1b[<0;1;1M", b"\xff\xfe", b"\xe3\x85", b"\x80",
    b"\x01", b"\x05", b"\x0b", b"\x0c", b"\x0e", b"\x10", b"\x12", b"\x14", b"\x15", b"\x17", b"\x18", b"\x19", b"\x1d", b"\x1e", b"\x1f",
    b"x" * 3_000, "가나다 ".encode() * 400,
]  # fmt: skip
WINDOWS = [(80, 24), (40, 24), (120, 40), (1, 1), (2, 2), (500, 200), (10, 3), (80, 1), (1, 24), (41, 7)]
A_CALL = 120  # keys; a call that goes on for ever shows less than a new one


@each_row("seed", range(max(inputs("screen") // A_CALL, 2)))
def test_keys_at_random(seed: int, tmp_path: Path) -> None:
    """The screen still shows what is typed after them, or the call was ended by them; and the terminal is given back."""
    chance = Random(seed)
    command = [sys.executable, "-m", "haegi", "coach", "retention-kr", "--case", "mine", "--face", "screen"]
    with Terminal(tmp_path / str(seed), command, 80, 24) as terminal:
        terminal.until("누가 걸었나요?")
        for _ in range(A_CALL):
            if chance.random() < 0.1:
                terminal.resize(*chance.choice(WINDOWS))
            if not terminal.strike(chance.choice(KEYS)):
                break
        else:
            terminal.resize(80, 24)
            if terminal.strike(b"\x1b[201~\x15" + b"zq" * 9):
                terminal.until("zqzq")
        code = terminal.terminate()
    assert code in (0, 130), terminal.text()
    assert b"Traceback" not in terminal.raw
    assert terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h") > -1
    assert terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l") > -1
