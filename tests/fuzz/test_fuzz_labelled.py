"""Labelled files and word lists with things done to them: read, or a fault with its line; never anything else."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from doors import fuzz
from hypothesis import strategies as st
from odd import mutated, source

from haegi.nlu.lexicon import parse_classes
from haegi.nlu.quantity import parse_units
from haegi.nlu.wordlist import parse_lists

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

from labelled import call_in
from labelled_offers import _read_call, _read_table, _read_talk
from turns import known_moves, of_call, read_sentences, read_talk

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:Possible:FutureWarning")]  # of what makes an odd class

CORPUS = "tests", "data", "corpus"


def head(*parts: str, lines: int = 25) -> str:
    return "".join(source(*parts).splitlines(keepends=True)[:lines])


def whole_call(path: Path) -> object:
    call = call_in(path, known_moves)
    return [*_read_call(call, "k01"), *of_call(call, "agent", "k01"), *of_call(call, "caller", "k01")]


#: The beginnings of sound files, and what reads them.
FILES = [
    (head(*CORPUS, "offers", "k01.tsv"), lambda path: list(_read_table(path))),
    (head(*CORPUS, "talk", "k01.tsv"), lambda path: [*_read_talk(path), *read_talk(path, "retention-kr")]),
    (head(*CORPUS, "moves", "retention-kr.tsv"), lambda path: list(read_sentences(path, "retention-kr"))),
    (head(*CORPUS, "calls", "k01-retention-kr-01.yaml", lines=40), whole_call),
    (head("haegi", "nlu", "words", "ko.txt"), lambda path: list(parse_lists(str(path), _text(path)))),
    (head("haegi", "nlu", "words", "units.txt"), lambda path: parse_units(str(path), _text(path))),
    (head("haegi", "nlu", "words", "classes-ko.txt"), lambda path: list(parse_classes(str(path), _text(path), "{}"))),
]


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


@fuzz("labelled", st.integers(0, len(FILES) - 1).flatmap(lambda which: st.tuples(st.just(which), mutated(FILES[which][0]))))
def test_a_labelled_file(given_: tuple[int, bytes]) -> None:
    which, raw = given_
    with TemporaryDirectory() as folder:
        path = Path(folder) / "odd"
        path.write_bytes(raw)
        fault = _fault(path, FILES[which][1])
        told = re.match(rf"{path}:(\d+): \S", fault)
        assert bool(told) == bool(fault), fault
        assert not told or 1 <= int(told[1]) <= len(_text(path).splitlines()) + 1


def _fault(path: Path, read: Callable[[Path], object]) -> str:
    try:
        read(path)
        return ""
    except ValueError as fault:
        return str(fault)
