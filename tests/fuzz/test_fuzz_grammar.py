"""The coach's grammar: any answers at all, in both languages, with everything wired in as in a real call."""

from __future__ import annotations

import pytest
from conftest import shipped
from doors import fuzz
from hypothesis import strategies as st
from odd import CHARACTERS, HUGE, SAID
from seats import hold
from tables import each_row

from haegi.coach.commands import COMMANDS
from haegi.coach.services import examples, recognizer
from haegi.files.resources import folder, move_model
from haegi.nlu.recognizer import MoveRecognizer
from haegi.text.hangul import from_keys

pytestmark = pytest.mark.slow

BOOK = shipped("retention-kr")
HEARS = recognizer(BOOK, lambda: MoveRecognizer.prepare(examples(BOOK), move_model(folder() / "retention-kr.yaml")))

NAMES = [*COMMANDS, *map(from_keys, COMMANDS), "", "/", "of", "OFFER", "end\t", "모름", "１"]
COMMAND = st.builds(lambda name, by, words: f"/{name}{by}{words}", st.sampled_from(NAMES), st.sampled_from([" ", " ", "", "\t", "\u3000"]), SAID)
ENDED = st.builds(
    lambda outcome, day: f"/end {outcome} {day}", st.sampled_from(["accepted", "deferred", "미룸", "cut", "x", ""]),
    st.sampled_from(["", "11/25", "2월 30일", "2026-13-01", "0000-00-00", "9999-12-31", "99999일 뒤", "12월 31일", "어제", "١١/٢٥"]),
)  # fmt: skip
DIGIT = st.sampled_from([*"0123456789", "", "", "00", "10", "-1", "１", "²", "٣", " 1 ", "1\x00", "ㅁ", "마"])
ANSWER = st.one_of(DIGIT, DIGIT, DIGIT, COMMAND, COMMAND, ENDED, SAID, st.sampled_from(CHARACTERS))


@fuzz("grammar", st.tuples(st.lists(ANSWER, min_size=1, max_size=8), st.sampled_from(["ko", "en"])))
def test_any_answers(given_: tuple[list[str], str]) -> None:
    """No exception, no escape on either face, nothing wider than it; and the log folds to what was shown."""
    answers, locale = given_
    hold(BOOK, ["1", *answers], "ko" if locale == "ko" else "en", HEARS)


@each_row("long", HUGE, ids=[text[:2] for text in HUGE])
@each_row("command", ["", "/", *(f"/{name} " for name in ("offer", "note", "find", "promise", "quote", "end"))])
def test_a_book_pasted_into_the_call(command: str, long: str) -> None:
    hold(BOOK, ["1", command + long, "0", ""], "ko", HEARS)


