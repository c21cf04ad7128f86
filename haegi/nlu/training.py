"""Training a move recognizer: weights for a playbook's examples and for labelled turns of whole calls.

For each move a linear support vector machine (squared hinge, one move against the rest, several moves a turn) over the
features of a turn, each weighted by how rare it is, solved by dual coordinate descent (Hsieh et al. 2008, "A dual
coordinate descent method for large-scale linear SVM"). The decision on top of the scores is a logistic regression fitted on
turns of voices that were left out. Turns are shuffled by a fixed rule and weights rounded to a byte, so the same turns give
the same bytes. Needs numpy, which comes with the extra `train`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import log, sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from haegi.nlu.classifier import (
    EVIDENCE,
    ZERO_POINT,
    Decision,
    Examples,
    LinearClassifier,
    Speaker,
    digest,
    pack,
    widen,
)
from haegi.nlu.features import CONTEXT, context_features, features, normalize
from haegi.nlu.moves import Sample
from haegi.nlu.recognizer import weigh

_ROUNDS = 6
_SLACK = 0.5  # 1 / 2C of the machine, for C = 1
_LEAST = 2  # turns a feature must turn up in
_CONTEXT_WEIGHT = 2.0  # features of the context are few beside those of the wording
_FOLDS = 4
_RIDGE = 1.0  # of the logistic regression
_NEWTON_STEPS = 25
_UNDECIDED = Decision((0.0,) * len(EVIDENCE), 0.0)

Floats = NDArray[np.float64]


def train(
    moves: Mapping[Speaker, Examples],
    background: Sequence[str] = (),
    turns: Mapping[Speaker, Sequence[Sample]] | None = None,
) -> bytes:
    """Weights for all the moves, as `MoveRecognizer.prepare` takes them.

    `background`: everyday sentences that make no move. `turns`: labelled turns of whole calls; moves of theirs that the
    examples don't know are passed over.
    """
    return pack({
        speaker: (digest(examples), taught(tuple(examples), gather(examples, background), (turns or {}).get(speaker, ())))
        for speaker, examples in moves.items()
        if examples
    })  # fmt: skip


def gather(examples: Examples, background: Sequence[str] = ()) -> list[Sample]:
    """Examples and everyday sentences as samples, without context."""
    told = [Sample(text, frozenset({move})) for move, texts in examples.items() for text in texts]
    return [*told, *(Sample(text, frozenset()) for text in background)]


def taught(moves: tuple[str, ...], samples: Sequence[Sample], turns: Sequence[Sample]) -> LinearClassifier:
    """A classifier with its decision, which is fitted on voices that were left out (on examples, where there are none)."""
    rows: list[list[float]] = []
    labels: list[bool] = []
    for known, unseen in _held_out(samples, turns):
        classifier = learn(moves, known)
        for sample in unseen:
            rows += weigh(classifier, sample.text, sample.context)
            labels += [move in sample.moves for move in moves]
    return learn(moves, with_bare(samples, turns))._replace(decision=fit(np.array(rows), np.array(labels, float)))


def _held_out(
    samples: Sequence[Sample], turns: Sequence[Sample]
) -> Iterator[tuple[Sequence[Sample], Sequence[Sample]]]:
    """What to learn from and what to be tried on: a fifth of the voices at a time, or of the samples without voices."""
    voices = sorted({sample.voice for sample in turns})
    for fold in range(min(_FOLDS, len(voices))):
        left_out = set(voices[fold::_FOLDS])
        others = [sample for sample in turns if sample.voice not in left_out]
        yield with_bare(samples, others), with_bare([], [sample for sample in turns if sample.voice in left_out])
    if not voices:
        for fold in range(_FOLDS):
            yield [sample for at, sample in enumerate(samples) if at % _FOLDS != fold], samples[fold::_FOLDS]


def with_bare(samples: Sequence[Sample], turns: Sequence[Sample]) -> list[Sample]:
    """Samples and turns, each turn that has a context also without it: often there is none to go by."""
    return [*samples, *turns, *(sample._replace(context=None) for sample in turns if sample.context)]


def learn(moves: tuple[str, ...], samples: Sequence[Sample]) -> LinearClassifier:
    """Weights that tell the moves apart; nothing is decided yet."""
    counted = [_features(sample.text) | context_features(sample.context) for sample in samples]
    often = Counter(feature for found in counted for feature in found)
    known = {feature: at for at, feature in enumerate(sorted(name for name, times in often.items() if times >= _LEAST))}
    rarity = np.array([_rarity(feature, often[feature], len(samples)) for feature in known])
    weights, bias = np.zeros((len(known), len(moves))), np.zeros(len(moves))
    lessons = [_lesson(found, sample, moves, known, rarity) for found, sample in zip(counted, samples, strict=True)]
    duals = np.zeros((len(lessons), len(moves)))
    for order in _shuffles(len(lessons)):
        for number in order:
            _step(lessons[number], duals[number], weights, bias)
    return _rounded(known, weights, bias, moves)


@cache
def _features(text: str) -> frozenset[str]:
    return frozenset(features(normalize(text)))


def _rarity(feature: str, often: int, total: int) -> float:
    return (1 + log((1 + total) / (1 + often))) * (_CONTEXT_WEIGHT if feature.startswith(CONTEXT) else 1.0)


class _Lesson(NamedTuple):
    """A sample ready to learn from: its rows, how far each gives, the scale of its scores, +1 for each move it makes."""

    rows: NDArray[np.int64]
    paces: Floats
    scale: float
    curve: float
    signs: Floats


def _lesson(
    found: frozenset[str], sample: Sample, moves: tuple[str, ...], known: Mapping[str, int], rarity: Floats
) -> _Lesson:
    rows = np.array(sorted(known[feature] for feature in found & known.keys()), int)
    paces, scale = rarity[rows] ** 2, 1 / sqrt(len(found) or 1)
    signs = np.array([1.0 if move in sample.moves else -1.0 for move in moves])
    return _Lesson(rows, paces[:, None], scale, scale * scale * float(paces.sum()) + 1 + _SLACK, signs)


def _step(lesson: _Lesson, duals: Floats, weights: Floats, bias: Floats) -> None:
    """One coordinate step for each move. Rows hold weight times rarity, so a score is a plain sum of rows."""
    short = 1 - lesson.signs * (lesson.scale * weights[lesson.rows].sum(axis=0) + bias)
    moved = np.where((duals > 0) | (short > 0), np.maximum(0.0, duals + (short - _SLACK * duals) / lesson.curve), duals)
    gain = lesson.signs * (moved - duals)
    duals[:] = moved
    bias += gain
    weights[lesson.rows] += lesson.paces * (gain * lesson.scale)


def _shuffles(count: int) -> Iterator[list[int]]:
    """An order for each round, by the linear congruential generator of the C standard's example."""
    order, state = list(range(count)), 1
    for _ in range(_ROUNDS):
        for last in range(count - 1, 0, -1):
            state = (state * 1103515245 + 12345) % 2**31
            other = (state >> 8) % (last + 1)
            order[last], order[other] = order[other], order[last]
        yield order


def _rounded(known: Mapping[str, int], weights: Floats, bias: Floats, moves: tuple[str, ...]) -> LinearClassifier:
    """Weights in whole steps of one byte; the few that are larger than all but one in 2,000 are cut."""
    sizes = np.sort(np.abs(weights), axis=None)
    step = float(sizes[int(len(sizes) * 0.9995)]) / ZERO_POINT if len(sizes) else 0.0
    step = float(f"{step or 1.0:.6g}")
    steps = np.clip(np.rint(np.round(weights / step, 6)), -ZERO_POINT, ZERO_POINT) + ZERO_POINT
    kept = {feature: at for feature, at in known.items() if (steps[at] != ZERO_POINT).any()}
    table = steps[list(kept.values())].astype(np.uint8).tobytes()
    numbered = {feature: at for at, feature in enumerate(kept)}
    return LinearClassifier(moves, _UNDECIDED, numbered, widen(table), step, tuple(round(float(b), 4) for b in bias))


def fit(rows: Floats, labels: Floats) -> Decision:
    """Logistic regression with a ridge, by Newton's method."""
    inputs: Any = np.column_stack([rows, np.ones(len(rows))])
    ridge = np.diag([_RIDGE] * len(EVIDENCE) + [0.0])
    weights = np.zeros(len(EVIDENCE) + 1)
    for _ in range(_NEWTON_STEPS):
        chances = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (labels - chances) - ridge @ weights
        curve = (inputs * (chances * (1 - chances))[:, None]).T @ inputs + ridge
        weights = weights + np.linalg.solve(curve + 1e-9 * np.eye(len(weights)), slope)
    return Decision(tuple(round(float(weight), 3) for weight in weights[:-1]), round(float(weights[-1]), 3))
