"""Files that people label and lists that they keep: a fault in one is told with its line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tables import each_row

from haegi.nlu.lexicon import parse_classes
from haegi.nlu.quantity import parse_units
from haegi.nlu.wordlist import parse_lists, sections

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

from labelled import call_in
from labelled_offers import _read_table, _read_talk
from turns import known_moves, read_sentences, read_talk

READERS = {
    "offers": lambda path: list(_read_table(path)),
    "talk": lambda path: [*_read_talk(path), *read_talk(path, "retention-kr")],
    "moves": lambda path: list(read_sentences(path, "retention-kr")),
    "call": lambda path: call_in(path, known_moves),
    "list": lambda path: list(parse_lists(str(path), path.read_text("utf-8"))),
    "conditions": lambda path: list(sections(str(path), path.read_text("utf-8"))),
    "units": lambda path: parse_units(str(path), path.read_text("utf-8")),
    "classes": lambda path: list(parse_classes(str(path), path.read_text("utf-8"), "{}")),
}
CASH = '{"terms":[{"kind":"cash","amount":1,"currency":"KRW"}],"commit_months":null}'
OFFER, CALL = "text\tjson\tstyle\n현금\t", "playbook: retention-kr\nopening: i_call\nturns:\n- agent: 네\n  moves: []\n- "
FAULTS = [
    ("units", "[ko= forever 0]\n평생\n[en unit 1]\n", 3, "is not one of the lists"),
    ("offers", "", 1, "name the columns"),
    ("offers", "text\tstyle\n", 1, "name the columns"),
    ("offers", OFFER + CASH + "\n", 2, "3 columns are wanted, here are 2"),
    ("offers", OFFER + CASH + "\tspoken\nx\n", 3, "3 columns are wanted, here are 1"),
    ("offers", OFFER + CASH + "\tspoken\n\n", 3, "3 columns are wanted"),
    ("offers", OFFER + CASH + "\tsung\n", 2, "'sung' is none of spoken, asr, note, typed"),
    ("offers", "text\tjson\tstyle\n \t" + CASH + "\tspoken\n", 2, "no text"),
    ("offers", OFFER + "{\tspoken\n", 2, "no JSON"),
    ("offers", OFFER + "[" * 100_000 + "\tspoken\n", 2, "no JSON"),
    *(("offers", f"{OFFER}{written}\tspoken\n", 2, "offer") for written in (
        "7", "[]", "{}", '{"terms":[]}', '{"terms":7,"commit_months":null}', '{"terms":[{"kind":"x"}],"commit_months":null}',
        '{"terms":[{"kind":{}}],"commit_months":null}', '{"terms":[],"commit_months":"3"}', '{"terms":[],"commit_months":-1}',
        '{"terms":[{"kind":"cash"}],"commit_months":null}', '{"terms":[{"kind":"cash","amount":1e999,"currency":"KRW"}],"commit_months":null}',
        '{"terms":[{"kind":"cash","amount":1,"currency":"XXX"}],"commit_months":null}', '{"terms":[],"commit_months":null,"x":1}',
        '{"terms":[{"kind":"percent_discount","percent":"x","months":null}],"commit_months":null}',
        '{"terms":[{"kind":"waiver","what":[],"months":null}],"commit_months":null}', '{"terms":[{"kind":"item"}],"commit_months":null}',
    )),
    ("talk", "playbook\tmoves\ttext\nretention-kr\t네\n", 2, "3 columns"),
    ("talk", "playbook\tmoves\ttext\nretention-xx\t\t네\n", 2, "no playbook retention-xx"),
    ("talk", "playbook\tmoves\ttext\nretention-kr\tflies\t네\n", 2, "no move flies"),
    ("moves", "moves\ttext\nanswers_call\t네\nflies\t네\n", 3, "no move flies"),
    ("moves", "moves\ttext\nanswers_call\n", 2, "2 columns"),
    ("call", "", 1, "a call has"),
    ("call", "- a\n", 1, "a call has"),
    ("call", "a: b: c\n", 1, "not allowed"),
    ("call", "a:\n- b\n c\n- [\n", 5, "did not find"),
    ("call", "[" * 5_000, 1, ""),
    ("call", "playbook: [x]\nopening: i_call\nturns: []\n", 1, "no such playbook"),
    ("call", "playbook: x\nopening: i_call\nturns: []\n", 1, "no such playbook"),
    ("call", "playbook: x\nturns: []\n", 1, "`opening`"),
    ("call", CALL + "x\n", 6, "a turn is"),
    ("call", CALL + "{moves: []}\n", 6, "a turn is"),
    ("call", CALL + "{agent: 네, caller: 네, moves: []}\n", 6, "a turn is"),
    ("call", CALL + "{agent: 7, moves: []}\n", 6, "a turn is"),
    ("call", CALL + "agent: 네\n", 6, "`moves` is a list"),
    ("call", CALL + "agent: 네\n  moves: [answers_call, flies]\n", 6, "the agent has no move flies"),
    ("call", CALL + "caller: 네\n  moves: [[]]\n", 6, "the caller has no move"),
    ("call", CALL + "agent: 네\n  typed: 7\n  moves: []\n", 6, "`typed`"),
    ("call", CALL + "agent: 네\n  moves: []\n  offer: 7\n", 6, "no offer"),
    ("call", CALL + "agent: 네\n  moves: []\n  offer: {terms: []}\n", 6, "an offer has"),
    ("list", "# gifts\n[gifts]\n밥솥\n", 2, "[gifts] is not one of the lists"),
    ("list", "[item\n밥솥\n", 1, "[item is not one of the lists"),
    ("list", "[item]\n밥솥, , 쌀\n", 2, "a word is missing"),
    ("list", "밥솥\n", 1, "a word stands before"),
    ("conditions", "[]\n밥솥\n", 1, "is not one of the lists"),
    ("units", "[ko period]\n년\n", 1, "is not one of the lists"),
    ("units", "[ko money 1]\n년\n", 1, "is not one of the lists"),
    ("units", "[ko period x]\n년\n", 1, "is not one of the lists"),
    ("classes", "# x\n\ngift 밥솥\n", 3, "this is no `sense: words`"),
    ("classes", "gift: (밥솥\n", 1, "this is no `sense: words`"),
]  # fmt: skip


@each_row("kind, written, line, what", FAULTS)
def test_a_fault_has_its_line(kind: str, written: str, line: int, what: str, tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text(written, "utf-8")
    with pytest.raises(ValueError, match="own") as fault:
        READERS[kind](path)
    assert str(fault.value).startswith(f"{path}:{line}: ")
    assert what in str(fault.value)


@each_row("kind", ["offers", "talk", "moves", "call"])
def test_what_is_no_utf_8_has_its_line(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_bytes(b"text\n\n\xff\n")
    with pytest.raises(ValueError, match="own") as fault:
        READERS[kind](path)
    assert str(fault.value) == f"{path}:3: this is not UTF-8"
