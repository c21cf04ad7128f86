"""Move classifiers: trained weights, or counts of a playbook's own examples.

Both score every move for a set of features. Trained weights come as bytes made beforehand (`haegi.nlu.training`) and count
only for the examples they were learnt from (their digest tells); counts need nothing but the examples.
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

from haegi.nlu.features import features, normalize

Speaker = Literal["agent", "caller"]
Examples = Mapping[str, Sequence[str]]

_MAGIC = b"haegi model 2\n"
_LARGEST = 8_000_000  # bytes of known features; the shipped weights have under a tenth
_FAR = 1e6  # no number of a model is anywhere near

#: What the decision looks at, in this order: see `evidence`.
EVIDENCE = ("turn", "clause", "lead", "is_first", "is_second", "is_later", "is_single", "clauses", "best", "is_short")


class Decision(NamedTuple):
    """Logistic regression over `EVIDENCE`: how likely a turn makes a move, given its scores for turn and clauses."""

    weights: tuple[float, ...]
    intercept: float

    def chance(self, evidence: Sequence[float]) -> float:
        total = self.intercept + sum(map(float.__mul__, self.weights, map(float, evidence)))
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


class Classifier(Protocol):
    @property
    def moves(self) -> tuple[str, ...]: ...

    @property
    def decision(self) -> Decision: ...

    def scores(self, counted: set[str]) -> list[float]:
        """One score for each move, in their order."""


def evidence(turn: Sequence[float], clause: Sequence[float], clauses: int, length: int) -> list[list[float]]:
    """What speaks for each move: its score in the whole turn and in its best clause, and its lead over the others.

    `clauses` is their number, `length` the characters of the turn.
    """
    merged = [max(whole, part - 0.2) for whole, part in zip(turn, clause, strict=True)]
    order = sorted(range(len(merged)), key=lambda move: -merged[move])
    first, second = merged[order[0]], merged[order[1]] if len(order) > 1 else -1.0
    rank = {move: place for place, move in enumerate(order)}
    return [
        [
            whole, part, merged[move] - (first if rank[move] else second),
            float(rank[move] == 0), float(rank[move] == 1), float(rank[move] > 1),
            float(clauses == 1), float(min(clauses, 5)), max(whole, part) if clauses > 1 else 0.0, float(length < 25),
        ]
        for move, (whole, part) in enumerate(zip(turn, clause, strict=True))
    ]  # fmt: skip


class LinearClassifier(NamedTuple):
    """Linear weights: for each known feature a row of numbers, one for each move, of two bytes each.

    A number is a weight in steps of `step`, raised by `ZERO_POINT` so that none is negative. Rows are added up as whole
    integers, all moves at once; up to `_TOGETHER` rows can't run over from one number into the next.
    """

    moves: tuple[str, ...]
    decision: Decision
    known: Mapping[str, int]
    rows: bytes
    step: float
    bias: tuple[float, ...]

    def scores(self, counted: set[str]) -> list[float]:
        numbers = [self.known[feature] for feature in counted & self.known.keys()]
        sums = [0] * len(self.moves)
        for at in range(0, len(numbers), _TOGETHER):
            sums = list(map(add, sums, self._sums(numbers[at : at + _TOGETHER])))
        share = self.step / sqrt(len(counted) or 1)
        raised = ZERO_POINT * len(numbers)
        return [share * (total - raised) + bias for total, bias in zip(sums, self.bias, strict=True)]

    def _sums(self, numbers: Sequence[int]) -> tuple[int, ...]:
        width, read = 2 * len(self.moves), int.from_bytes
        total = sum([read(self.rows[number * width : (number + 1) * width], "little") for number in numbers])
        return unpack_from(f"<{len(self.moves)}H", total.to_bytes(width, "little"))


ZERO_POINT = 63  # the largest weight, in steps
_TOGETHER = 0xFFFF // (2 * ZERO_POINT)
_STEPS = bytes(range(2 * ZERO_POINT + 1))  # what a number of one byte may be


class ComplementNB(NamedTuple):
    """Complement naive Bayes: a feature speaks for a move by how rarely examples of all the other moves have it.

    `counts` gives, for each feature, the numbers of the moves and how many of their examples have it.
    """

    moves: tuple[str, ...]
    decision: Decision
    counts: Mapping[str, Mapping[int, int]]

    def scores(self, counted: set[str]) -> list[float]:
        totals = [0.0] * len(self.moves)
        for feature in counted & self.counts.keys():
            counts = self.counts[feature]
            often = sum(counts.values()) + _SMOOTHING
            for move, own in counts.items():
                totals[move] += log(often / (often - own))
        share = 1 / sqrt(len(counted) or 1)
        return [share * total for total in totals]


_SMOOTHING = 1.0

#: Set on playbooks with 20 examples a move: the lead over the next move tells most.
_COUNTED = Decision((2.0, 0.0, 7.0, 0.5, 0.0, -0.5, 0.0, 0.0, 0.0, 0.0), -1.9)


def count(examples: Examples) -> ComplementNB:
    """A classifier for the examples as they are, without training."""
    counts: dict[str, dict[int, int]] = {}
    for move, texts in enumerate(examples.values()):
        for feature, often in Counter(part for text in texts for part in features(normalize(text))).items():
            counts.setdefault(feature, {})[move] = often
    return ComplementNB(tuple(examples), _COUNTED, counts)


def digest(examples: Examples) -> str:
    """What tells examples from others: a hash over moves and texts, whatever their order."""
    known = sorted((move, sorted(texts)) for move, texts in examples.items())
    return sha256(json.dumps(known, ensure_ascii=False).encode()).hexdigest()[:32]


def pack(classifiers: Mapping[Speaker, tuple[str, LinearClassifier]]) -> bytes:
    """Weights as bytes: a line of JSON that says what they are, then known features and rows of each speaker.

    `classifiers` gives, for each speaker, the digest of the examples and what was learnt from them.
    """
    heads: dict[str, Any] = {}
    blocks = []
    for speaker, (learnt_from, model) in classifiers.items():
        keys = zlib.compress("\n".join(model.known).encode(), 9)
        rows = zlib.compress(model.rows[::2], 9)  # the upper bytes are all 0
        heads[speaker] = {
            "digest": learnt_from, "moves": model.moves, "decision": model.decision, "step": model.step,
            "bias": model.bias, "keys": len(keys), "rows": len(rows),
        }  # fmt: skip
        blocks += [keys, rows]
    return b"".join((_MAGIC, json.dumps(heads).encode(), b"\n", *blocks))


def unpack(weights: bytes, speaker: Speaker, examples: Examples) -> LinearClassifier | None:
    """What was learnt for a speaker; None where the bytes are no sound weights, or were learnt from other examples.

    A file of weights comes from anywhere, so nothing in it is believed that can be worked out.
    """
    try:
        parts = _block(weights, speaker, digest(examples))
        return _classifier(*parts, tuple(examples)) if parts else None
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


def _classifier(head: Mapping[str, Any], keys: bytes, rows: bytes, moves: tuple[str, ...]) -> LinearClassifier | None:
    """A classifier for just these moves, in the order they were learnt in; None where its numbers don't fit together."""
    known = _inflated(keys, _LARGEST).decode().split("\n")
    weights, intercept = head["decision"]
    learnt, numbers = tuple(head["moves"]), (*weights, intercept, head["step"], *head["bias"])
    narrow = _inflated(rows, len(known) * len(moves) + 1)
    model = LinearClassifier(
        learnt, Decision(tuple(weights), intercept), dict(zip(known, range(len(known)), strict=True)), widen(narrow),
        head["step"], tuple(head["bias"]),
    )  # fmt: skip
    fits = (
        sorted(learnt) == sorted(moves)
        and len(narrow) == len(known) * len(moves)
        and not narrow.translate(None, _STEPS)
        and len(weights) == len(EVIDENCE)
        and len(model.bias) == len(moves)
        and all(isinstance(number, float) and abs(number) < _FAR for number in numbers)
    )
    return model if fits else None


def _inflated(packed: bytes, most: int) -> bytes:
    """Bytes unpacked, and no more of them than `most`: a small file may unpack to gigabytes."""
    return zlib.decompressobj().decompress(packed, most)


def widen(numbers: bytes) -> bytes:
    """Numbers of one byte as numbers of two."""
    wide = bytearray(2 * len(numbers))
    wide[::2] = numbers
    return bytes(wide)
