"""Anything said, jotted or looked for: an offer, a move, a search. Never an exception, always an answer of the promised form."""

from __future__ import annotations

import json
import os
from functools import cache
from math import isfinite

import pytest
from conftest import shipped
from doors import fuzz
from hypothesis import strategies as st
from odd import SAID, TEXT
from tables import each_row

from haegi.call.search import find
from haegi.cli.commands.offer import hear
from haegi.cli.context import Context
from haegi.cli.views.offer import Asked, document
from haegi.coach.commands import entries
from haegi.coach.services import examples
from haegi.files.resources import folder, move_model
from haegi.nlu.classifier import Speaker
from haegi.nlu.offer_reader import offer_in
from haegi.nlu.recognizer import MoveRecognizer
from haegi.offers.offer import from_json, write

pytestmark = pytest.mark.slow

BOOK = shipped("retention-kr")


@fuzz("offer", SAID)
def test_an_offer(text: str) -> None:
    """What was read goes through JSON, is written in both languages, and can be valued."""
    offer = offer_in(text)
    assert from_json(json.loads(json.dumps(offer.to_json()))) == offer
    assert write(offer, "ko")
    assert write(offer, "en")
    json.dumps(document(Context.here("en"), hear(text, Asked()), Asked()), allow_nan=False)


@cache
def recognizer() -> MoveRecognizer:
    return MoveRecognizer.prepare(examples(BOOK), move_model(folder() / "retention-kr.yaml"))


@fuzz("hear", st.tuples(SAID, st.sampled_from(["agent", "caller"])))
def test_hearing(said: tuple[str, Speaker]) -> None:
    """Every move of the side, best first, with a chance each."""
    recognition = recognizer().recognize(*said)
    scores = [candidate.score for candidate in recognition.candidates]
    assert {candidate.move for candidate in recognition.candidates} == set(examples(BOOK)[said[1]])
    assert scores == sorted(scores, reverse=True)
    assert all(map(isfinite, scores))


@fuzz("find", TEXT)
def test_finding(query: str) -> None:
    """Some of what there is, nothing twice."""
    found = find(query, entries(BOOK, "ko"))
    assert len(found) == len({entry.id for entry in found})


#: What costs most a letter, of everything tried: each as a text of 100,000.
LONG = ["\u200b", "\n", "\n ", "5% ", "$5 off for 12 months ", "일이삼사오육칠팔구십백천", "롯데", "셋톱 ", "월 5,500원 할인 ", "만 ", "1,111", "0",
        "a\u0301\u0327", "\ufdfa", "3개월 ", "드릴 수 있어요 ", "ㅎ", "x", "(", "66만6천", "-", "if you "]  # fmt: skip


@each_row("unit", LONG if "HAEGI_FUZZ" in os.environ else LONG[::4])
def test_a_text_without_end_is_read_by_its_beginning(unit: str) -> None:
    """So the time is bounded: what is behind the bound changes nothing, and it is said that there is more."""
    text = (unit * 100_000)[:100_000]
    heard, more = (document(Context.here("en"), hear(each, Asked()), Asked()) for each in (text, text + "현금 77만원"))
    assert heard == more
    assert "money.long" in {doubt["code"] for doubt in heard["doubts"]}
    assert recognizer().recognize(text, "agent") == recognizer().recognize(text + unit, "agent")
    assert find(text, entries(BOOK, "ko")) == find(text + "x", entries(BOOK, "ko"))
