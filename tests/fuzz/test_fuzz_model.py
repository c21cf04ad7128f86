"""Trained weights from anywhere: bytes that are no sound weights are passed over, and moves are told by counts."""

from __future__ import annotations

import json
import pickle
import sys
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from doors import fuzz
from hypothesis import strategies as st
from odd import altered, source
from tables import each_row

from haegi.nlu import offer_reader
from haegi.nlu.classifier import (
    EVIDENCE,
    ComplementNB,
    Decision,
    Examples,
    LinearClassifier,
    digest,
    pack,
    unpack,
    widen,
)
from haegi.nlu.recognizer import MoveRecognizer
from haegi.nlu.wordlist import read_data

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

from labelled_offers import sealed

pytestmark = pytest.mark.slow

SAID: Examples = {"offers": ("현금 드려요", "현금 드릴게요", "상품권 드려요"), "refuses": ("더는 어려워요", "그건 어려워요", "어렵습니다")}
MAGIC = b"haegi model 2\n"


@cache
def packed() -> bytes:
    known = {"현금": 0, "상품권": 1, "어려": 2}
    rows = widen(bytes([100, 30, 90, 40, 20, 110]))
    decision = Decision((1.0,) * len(EVIDENCE), 0.5)
    model = LinearClassifier(tuple(SAID), decision, known, rows, 0.1, (0.1, -0.1))
    return pack({"agent": (digest(SAID), model)})


def parts() -> tuple[dict[str, Any], bytes]:
    """What the file says of itself, and the rest of it."""
    end = packed().index(b"\n", len(MAGIC))
    return json.loads(packed()[len(MAGIC) : end]), packed()[end + 1 :]


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A file of weights with its head altered, or a few of its bytes, or cut."""
    if draw(st.booleans()):
        head, rest = parts()
        return MAGIC + json.dumps(draw(altered(head))).encode() + b"\n" + rest
    raw = bytearray(packed())
    for _ in range(draw(st.integers(1, 4))):
        raw[draw(st.integers(0, len(raw) - 1))] = draw(st.integers(0, 255))
    return bytes(raw[: draw(st.integers(0, len(raw)))] if draw(st.booleans()) else raw)


def hears(weights: bytes) -> type:
    """What kind of classifier is made, and that it scores every move."""
    recognizer = MoveRecognizer.prepare({"agent": SAID}, weights)
    recognition = recognizer.recognize("현금을 드릴게요", "agent")
    assert {candidate.move for candidate in recognition.candidates} == set(SAID)
    assert all(0 <= candidate.score <= 1 for candidate in recognition.candidates)
    return type(recognizer.by_speaker["agent"])


@fuzz("model", spoilt())
def test_spoilt_weights(weights: bytes) -> None:
    """Whatever was spoilt, a sentence is heard."""
    hears(weights)


CRF = {"labels": ["O", "sum", "cash"], "states": [[0, "s=amount", 1, 300, 2, -40], [2, "bare", 1, 90]], "transitions": [[0, 1, 20], [1, 1, 7]]}


@fuzz("weights", altered({"corpus": "x", "bar": 0.9, "ranking": {"score": 1.0, "twice": -2.5}, "crf": CRF}).filter(lambda data: isinstance(data, dict)))
def test_weights_of_the_offer_reader(data: dict[str, Any]) -> None:
    """Under a checksum that is right: whatever they hold, an offer is read."""
    offer_reader.shipped_model.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(offer_reader, "read_data", lambda name: sealed(data) if name == "offers.json" else read_data(name))
        try:
            reading = offer_reader.read_offer("상품권 20만원에 월 5500원 할인 3년")
            assert offer_reader.shipped_model().is_sound or not reading.sure
        finally:
            offer_reader.shipped_model.cache_clear()


def test_sound_weights() -> None:
    assert hears(packed()) is LinearClassifier


def bomb() -> bytes:
    """Rows that unpack to a hundred megabytes."""
    head, rest = parts()
    keys = rest[: head["agent"]["keys"]]
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()
    head["agent"]["rows"] = len(rows)
    return MAGIC + json.dumps(head).encode() + b"\n" + keys + rows


FOREIGN = {
    "empty": b"", "magic": MAGIC, "no end": MAGIC + b"{}", "list": MAGIC + b"[]\n", "deep": MAGIC + b"[" * 100_000 + b"\n",
    "pickle": pickle.dumps({"agent": SAID}), "text": source("README.md").encode(), "nan": packed().replace(b'"step": ', b'"step": NaN, "x": '),
}  # fmt: skip


@each_row("kind", [*FOREIGN, "bomb"])
def test_foreign_ears_are_passed_over(kind: str) -> None:
    """Nothing is unpickled, and nothing small becomes huge."""
    weights = bomb() if kind == "bomb" else FOREIGN[kind]
    assert unpack(weights, "agent", SAID) is None
    assert hears(weights) is ComplementNB
