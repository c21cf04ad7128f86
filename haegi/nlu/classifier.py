"""What an ear has learnt from the examples of one speaker's moves: trained weights, or counts.

Both take the pieces of a wording and give each move a score, higher where the move is likelier; a calibration
says how much a score is worth. Trained weights come as bytes made beforehand from the same examples (their digest
tells); counts are taken on the spot and need nothing else.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import exp, log, sqrt
from operator import add
from struct import unpack_from
from typing import Any, Literal, NamedTuple, Protocol

from haegi.nlu.features import pieces, plain

Speaker = Literal["agent", "caller"]
Examples = Mapping[str, Sequence[str]]

#: What talk that has nothing to do with the call is taken for. No move: nobody is ever shown it.
BACKGROUND = ""

_MAGIC = b"haegi ears 1\n"
_LARGEST = 4_000_000  # bytes of known pieces; the shipped weights have under a tenth
_FAR = 1e6  # no number of an ear is anywhere near


class Calibration(NamedTuple):
    """What scores are worth: `sharpness` multiplies them before they become chances; from the chance `sure` on
    a move may be acted on; a best score under `floor`, or a share of pieces ever heard under `known`, is like no
    move at all.
    """

    sharpness: float
    sure: float
    floor: float
    known: float


class Ear(Protocol):
    @property
    def moves(self) -> tuple[str, ...]: ...

    @property
    def calibration(self) -> Calibration: ...

    def scores(self, found: set[str]) -> list[float]:
        """One score for each move, in their order."""

    def share(self, found: set[str]) -> float:
        """The share of the pieces that were ever heard before."""


class TrainedEar(NamedTuple):
    """Linear weights: for each known piece a row of numbers, one for each move, of two bytes each.

    A number is a weight in steps of `step`, raised by `LEVEL` so that none is negative. Rows are added up as whole
    integers, all moves at once; up to `_TOGETHER` rows can't run over from one number into the next.
    """

    moves: tuple[str, ...]
    calibration: Calibration
    known: Mapping[str, int]
    rows: bytes
    step: float
    bias: tuple[float, ...]

    def scores(self, found: set[str]) -> list[float]:
        numbers = [self.known[piece] for piece in found & self.known.keys()]
        sums = [0] * len(self.moves)
        for at in range(0, len(numbers), _TOGETHER):
            sums = list(map(add, sums, self._sums(numbers[at : at + _TOGETHER])))
        share = self.step / sqrt(len(found))
        raised = LEVEL * len(numbers)
        return [share * (total - raised) + bias for total, bias in zip(sums, self.bias, strict=True)]

    def _sums(self, numbers: Sequence[int]) -> tuple[int, ...]:
        width, read = 2 * len(self.moves), int.from_bytes
        total = sum([read(self.rows[number * width : (number + 1) * width], "little") for number in numbers])
        return unpack_from(f"<{len(self.moves)}H", total.to_bytes(width, "little"))

    def share(self, found: set[str]) -> float:
        return len(found & self.known.keys()) / len(found)


LEVEL = 63  # the largest weight, in steps
_TOGETHER = 0xFFFF // (2 * LEVEL)


class CountingEar(NamedTuple):
    """Complement counts: a piece speaks for a move by how rarely examples of all the other moves have it.

    `heard` gives, for each piece, the numbers of the moves and how many of their examples have it.
    """

    moves: tuple[str, ...]
    calibration: Calibration
    heard: Mapping[str, Mapping[int, int]]

    def scores(self, found: set[str]) -> list[float]:
        totals = [0.0] * len(self.moves)
        for piece in found & self.heard.keys():
            counts = self.heard[piece]
            often = sum(counts.values()) + _SMOOTHING
            for move, own in counts.items():
                totals[move] += log(often / (often - own))
        share = 1 / sqrt(len(found))
        return [share * total for total in totals]

    def share(self, found: set[str]) -> float:
        return len(found & self.heard.keys()) / len(found)


_SMOOTHING = 1.0

#: Measured with 20 examples of each move, on the others.
_COUNTING = Calibration(sharpness=7.0, sure=0.97, floor=0.33, known=0.68)


def count(examples: Examples) -> CountingEar:
    """An ear for the examples as they are, without training."""
    heard: dict[str, dict[int, int]] = {}
    for move, texts in enumerate(examples.values()):
        for piece, often in Counter(piece for text in texts for piece in pieces(plain(text))).items():
            heard.setdefault(piece, {})[move] = often
    return CountingEar(tuple(examples), _COUNTING, heard)


def chances(scores: Sequence[float], sharpness: float) -> list[float]:
    """Scores as chances that add up to 1 (softmax)."""
    best = max(scores)
    odds = [exp(sharpness * (score - best)) for score in scores]
    total = sum(odds)
    return [odd / total for odd in odds]


def digest(examples: Examples) -> str:
    """What tells examples from others: a hash over moves and texts, whatever their order."""
    known = sorted((move, sorted(texts)) for move, texts in examples.items())
    return sha256(json.dumps(known, ensure_ascii=False).encode()).hexdigest()[:32]


def pack(ears: Mapping[Speaker, tuple[str, TrainedEar]]) -> bytes:
    """Weights as bytes: a line of JSON that says what they are, then known pieces and rows of each speaker.

    `ears` gives, for each speaker, the digest of the examples and what was learnt from them.
    """
    heads: dict[str, Any] = {}
    blocks = []
    for speaker, (learnt_from, ear) in ears.items():
        keys = zlib.compress("\n".join(ear.known).encode(), 9)
        rows = zlib.compress(ear.rows[::2], 9)  # the upper bytes are all 0
        heads[speaker] = {
            "digest": learnt_from, "moves": ear.moves, "calibration": ear.calibration, "step": ear.step,
            "bias": ear.bias, "keys": len(keys), "rows": len(rows),
        }  # fmt: skip
        blocks += [keys, rows]
    return b"".join((_MAGIC, json.dumps(heads).encode(), b"\n", *blocks))


def unpack(weights: bytes, speaker: Speaker, examples: Examples) -> TrainedEar | None:
    """What was learnt for a speaker; None where the bytes are no sound weights, or were learnt from other examples.

    A file of weights comes from anywhere, so nothing in it is believed that can be reckoned.
    """
    try:
        found = _block(weights, speaker, digest(examples))
        return _trained(*found, tuple(examples)) if found else None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError, zlib.error):
        return None


def _block(weights: bytes, speaker: Speaker, learnt_from: str) -> tuple[Mapping[str, Any], bytes, bytes] | None:
    """What a file says of a speaker's weights, and the two blocks of bytes that they are."""
    if not weights.startswith(_MAGIC):
        return None
    at = weights.index(b"\n", len(_MAGIC)) + 1
    for name, head in json.loads(weights[len(_MAGIC) : at]).items():
        middle = at + head["keys"]
        after = middle + head["rows"]
        if name == speaker and head["digest"] == learnt_from:
            return head, weights[at:middle], weights[middle:after]
        at = after
    return None


def _trained(head: Mapping[str, Any], keys: bytes, rows: bytes, moves: tuple[str, ...]) -> TrainedEar | None:
    """An ear for just these moves, in the order they were learnt in; None where its numbers don't fit together."""
    known = _inflated(keys, _LARGEST).decode().split("\n")
    learnt, numbers = tuple(head["moves"]), (*head["calibration"], head["step"], *head["bias"])
    columns = (*moves, *(each for each in (BACKGROUND,) if each in learnt))
    narrow = _inflated(rows, len(known) * len(columns) + 1)
    ear = TrainedEar(
        learnt, Calibration(*head["calibration"]), dict(zip(known, range(len(known)), strict=True)), widen(narrow),
        head["step"], tuple(head["bias"]),
    )  # fmt: skip
    fits = (
        sorted(learnt) == sorted(columns)
        and len(narrow) == len(known) * len(columns)
        and max(narrow) <= 2 * LEVEL
        and ear.calibration.sharpness > 0
        and len(ear.bias) == len(columns)
        and all(isinstance(number, int | float) and abs(number) < _FAR for number in numbers)
    )
    return ear if fits else None


def _inflated(packed: bytes, most: int) -> bytes:
    """Bytes unpacked, and no more of them than `most`: a small file may unpack to gigabytes."""
    return zlib.decompressobj().decompress(packed, most)


def widen(numbers: bytes) -> bytes:
    """Numbers of one byte as numbers of two."""
    wide = bytearray(2 * len(numbers))
    wide[::2] = numbers
    return bytes(wide)
