"""Trained ears from anywhere: bytes that are no sound weights are passed over, and hearing goes on by counts."""

from __future__ import annotations

import json
import pickle
import zlib
from functools import cache
from typing import Any

import pytest
from doors import fuzz
from hypothesis import strategies as st
from odd import altered, source
from tables import each_row

from haegi.nlu.classifier import CountingEar, Examples, TrainedEar, digest, pack, unpack
from haegi.nlu.recognizer import Ears
from haegi.nlu.training import gather, learn

pytestmark = pytest.mark.slow

SAID: Examples = {"offers": ("현금 드려요", "현금 드릴게요", "상품권 드려요"), "refuses": ("더는 어려워요", "그건 어려워요", "어렵습니다")}
MAGIC = b"haegi ears 1\n"


@cache
def packed() -> bytes:
    return pack({"agent": (digest(SAID), learn(gather(SAID), tuple(SAID)))})


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
    """What kind of ear is made, and that it hears."""
    ears = Ears.prepare({"agent": SAID}, weights)
    heard = ears.hear("현금을 드릴게요", "agent")
    assert {guess.move for guess in heard.ranked} == set(SAID)
    assert sum(guess.score for guess in heard.ranked) == pytest.approx(1)
    return type(ears.by_speaker["agent"])


@fuzz("ears", spoilt())
def test_spoilt_ears(weights: bytes) -> None:
    """Whatever was spoilt, a sentence is heard."""
    hears(weights)


def test_sound_ears() -> None:
    assert hears(packed()) is TrainedEar


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
    assert hears(weights) is CountingEar
