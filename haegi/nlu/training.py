"""Training a move recognizer: weights for a playbook's examples and for labelled turns of whole calls.

For each move a linear support vector machine (squared hinge, one move against the rest, several moves a turn) over the
features of a turn and of its clauses, each weighted by how rare it is, solved by dual coordinate descent (Hsieh et al. 2008, "A dual
coordinate descent method for large-scale linear SVM"). The decision on top of the scores is a logistic regression fitted on
turns of voices that were left out. Turns are shuffled by a fixed rule and weights rounded to a byte, so the same turns give
the same bytes. Needs numpy, which comes with the extra `train`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from math import sqrt
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
from haegi.nlu.features import CONTEXT, TurnContext, clauses, context_features, features, normalize
from haegi.nlu.moves import Sample
from haegi.nlu.recognizer import weigh

_ROUGH_ROUNDS, _ROUNDS = 2, 4
_SLACK = 0.5  # 1 / 2C of the machine, for C = 1
_LEAST = 2  # turns a feature must turn up in
_CONTEXT_WEIGHT = 2.0  # features of the context are few beside those of the wording
_FOLDS = 4
_RIDGE = 1.0  # of the logistic regression
_NEWTON_STEPS = 25
_UNDECIDED = Decision((0.0,) * len(EVIDENCE), 0.0)

Floats = NDArray[np.floating[Any]]
Numbers = NDArray[np.int64]


def train(
    moves: Mapping[Speaker, Examples],
    background: Sequence[str] = (),
    turns: Mapping[Speaker, Sequence[Sample]] | None = None,
    tried: Mapping[Speaker, Sequence[Trial]] | None = None,
) -> bytes:
    """Weights for all the moves, as `MoveRecognizer.prepare` takes them.

    `background`: everyday sentences that make no move. `turns`: labelled turns of whole calls, those of other playbooks
    among them, which teach the moves that both know; moves of theirs that the examples don't know are passed over.
    `tried`: the trials of all these, where they were made already.
    """
    learnt: dict[Speaker, tuple[str, LinearClassifier]] = {}
    for speaker, examples in moves.items():
        if examples:
            names, samples, labelled = tuple(examples), gather(examples, background), (turns or {}).get(speaker, ())
            decision = decided((tried or {}).get(speaker) or trials(names, samples, labelled))
            learnt[speaker] = digest(examples), learn(names, with_bare(samples, labelled))._replace(decision=decision)
    return pack(learnt)


def gather(examples: Examples, background: Sequence[str] = ()) -> list[Sample]:
    """Examples and everyday sentences as samples, without context."""
    told = [Sample(text, frozenset({move})) for move, texts in examples.items() for text in texts]
    return [*told, *(Sample(text, frozenset()) for text in background)]


class Trial(NamedTuple):
    """A classifier, and turns of voices that it never saw."""

    classifier: LinearClassifier
    unseen: Sequence[Sample]


def trials(moves: tuple[str, ...], samples: Sequence[Sample], turns: Sequence[Sample]) -> Iterator[Trial]:
    """One for each part of the voices that is left out (of the examples, where there are no voices)."""
    for known, unseen in _held_out(samples, turns):
        yield Trial(learn(moves, known), unseen)


def decided(tried: Iterable[Trial]) -> Decision:
    """The decision on top of the scores, by what they were worth on voices never seen."""
    rows: list[list[float]] = []
    labels: list[bool] = []
    for classifier, unseen in tried:
        for sample in unseen:
            rows += weigh(classifier, sample.text, sample.context)
            labels += [move in sample.moves for move in classifier.moves]
    return fit(np.array(rows), np.array(labels, float))


def _held_out(samples: Sequence[Sample], turns: Sequence[Sample]) -> Iterator[tuple[Sequence[Sample], Sequence[Sample]]]:
    """What to learn from and what to be tried on: a part of the voices at a time, or of the samples without voices."""
    voices = sorted({sample.voice for sample in turns if sample.context and sample.among is None})
    for fold in range(min(_FOLDS, len(voices))):
        left_out = set(voices[fold::_FOLDS])
        others = [sample for sample in turns if sample.voice not in left_out]
        yield with_bare(samples, others), with_bare([], _own(turns, left_out))
    if not voices:
        for fold in range(_FOLDS):
            yield [sample for at, sample in enumerate(samples) if at % _FOLDS != fold], samples[fold::_FOLDS]


def _own(turns: Sequence[Sample], voices: Set[str]) -> list[Sample]:
    """The turns of these voices, without those of other playbooks."""
    return [turn for turn in turns if turn.voice in voices and turn.among is None]


def with_bare(samples: Sequence[Sample], turns: Sequence[Sample]) -> list[Sample]:
    """Samples and turns, each turn that has a context also without it: often there is none to go by."""
    return [*samples, *turns, *(sample._replace(context=None) for sample in turns if sample.context)]


def learn(moves: tuple[str, ...], samples: Sequence[Sample]) -> LinearClassifier:
    """Weights that tell the moves apart; nothing is decided yet.

    Learnt from whole turns first. Then also from the clauses of each turn: one makes no move that the turn doesn't, and
    each move of the turn is laid to the clause that speaks for it most.
    """
    whole = [_Lesson(_numbers(turn.text, turn.context), _signs(turn, moves)) for turn in samples]
    turns = [sample for sample in samples if sample.voice and not sample.context]
    rough = _solved(whole, _ROUGH_ROUNDS if turns else _ROUNDS)
    parts = [part for turn in turns for part in _clauses(turn, moves, rough)]
    return _rounded(_solved(whole + parts, _ROUNDS) if parts else rough, moves)


class _Lesson(NamedTuple):
    """What is counted in a turn or a clause, by number, and its signs."""

    counted: Numbers
    signs: Floats


class _Weights(NamedTuple):
    """What is learnt: for each known feature a row of weights, one for each move, times how rare the feature is."""

    known: Numbers
    weights: Floats
    bias: Floats

    def scores(self, counted: Numbers) -> Floats:
        total: Floats = self.weights[_rows(self.known, counted)].sum(axis=0) / sqrt(len(counted) or 1) + self.bias
        return total


def _signs(sample: Sample, moves: tuple[str, ...]) -> Floats:
    """1 for each move that a sample makes, -1 for one that it doesn't, 0 where that is not known."""
    unmade = [0.0 if sample.among is not None and move not in sample.among else -1.0 for move in moves]
    signs = [1.0 if move in sample.moves else sign for move, sign in zip(moves, unmade, strict=True)]
    return np.array(signs, np.float32)


def _clauses(turn: Sample, moves: tuple[str, ...], rough: _Weights) -> Iterator[_Lesson]:
    """The clauses of a turn that has several; a move that another of them speaks for more is not known of one."""
    parts = [_numbers(part) for part in clauses(turn.text)]
    if len(parts) > 1:
        signs = _signs(turn, moves)
        best = np.array([rough.scores(part) for part in parts]).argmax(axis=0)
        for number, part in enumerate(parts):
            yield _Lesson(part, np.where((signs > 0) & (best != number), np.float32(0), signs))


#: Every feature that was met, with its number, in the order of meeting.
_MET: dict[str, int] = {}


def _numbers(text: str, context: TurnContext | None = None) -> Numbers:
    around = context_features(context)
    return np.concatenate([_numbers_of(text), _numbered(around)]) if around else _numbers_of(text)


@cache
def _numbers_of(text: str) -> Numbers:
    return _numbered(features(normalize(text)))


def _numbered(found: set[str]) -> Numbers:
    return np.array([_MET.setdefault(feature, len(_MET)) for feature in sorted(found)], np.int64)


def _rows(known: Numbers, counted: Numbers) -> Numbers:
    """The rows of what is counted; `known` gives each feature's row, -1 for one that is not known."""
    rows: Numbers = known[counted[counted < len(known)]]
    return rows[rows >= 0]


def _solved(lessons: Sequence[_Lesson], rounds: int) -> _Weights:
    often = np.bincount(np.concatenate([lesson.counted for lesson in lessons]), minlength=len(_MET))
    kept = often >= _LEAST
    known = np.where(kept, kept.cumsum() - 1, -1)
    rarity = 1 + np.log((1 + len(lessons)) / (1 + often))
    rarity[[number for feature, number in _MET.items() if feature.startswith(CONTEXT)]] *= _CONTEXT_WEIGHT
    paces = (rarity[kept] ** 2).astype(np.float32)
    moves = len(lessons[0].signs) if lessons else 0
    weights, bias = np.zeros((len(paces), moves), np.float32), np.zeros(moves, np.float32)
    duals = np.zeros((len(lessons), moves), np.float32)
    rows = [_rows(known, lesson.counted) for lesson in lessons]
    for order in _shuffles(len(lessons), rounds):
        for number in order:
            _step(lessons[number], rows[number], paces, duals[number], weights, bias)
    return _Weights(known, weights, bias)


def _step(lesson: _Lesson, rows: Numbers, paces: Floats, duals: Floats, weights: Floats, bias: Floats) -> None:
    """One coordinate step for each move. Rows hold weight times rarity, so a score is a plain sum of rows."""
    counted, signs = lesson
    scale, own, pace = 1 / sqrt(len(counted) or 1), weights.take(rows, axis=0), paces.take(rows)
    curve = scale * scale * float(pace.sum()) + 1 + _SLACK
    short = 1 - signs * (scale * own.sum(axis=0) + bias)
    moved = np.where((duals > 0) | (short > 0), np.maximum(0, duals + (short - _SLACK * duals) / curve), duals)
    gain = signs * (moved - duals)
    duals[:] = moved
    bias += gain
    if gain.any():
        whole_rows = f"V{weights.itemsize * len(bias)}"  # written as one piece each, four times as fast
        own += pace[:, None] * (gain * scale)
        weights.view(whole_rows)[rows] = own.view(whole_rows)


def _shuffles(count: int, rounds: int) -> Iterator[list[int]]:
    """An order for each round, by the linear congruential generator of the C standard's example."""
    order, state = list(range(count)), 1
    for _ in range(rounds):
        for last in range(count - 1, 0, -1):
            state = (state * 1103515245 + 12345) % 2**31
            other = (state >> 8) % (last + 1)
            order[last], order[other] = order[other], order[last]
        yield order


def _rounded(learnt: _Weights, moves: tuple[str, ...]) -> LinearClassifier:
    """Weights in whole steps of one byte; the few that are larger than all but one in 2,000 are cut."""
    sizes = np.sort(np.abs(learnt.weights), axis=None)
    step = float(sizes[int(len(sizes) * 0.9995)]) / ZERO_POINT if len(sizes) else 0.0
    step = float(f"{step or 1.0:.6g}")
    steps = np.clip(np.rint(np.round(learnt.weights / step, 3)), -ZERO_POINT, ZERO_POINT) + ZERO_POINT
    names = sorted(name for name, number in _MET.items() if number < len(learnt.known) and learnt.known[number] >= 0)
    rows = {name: learnt.known[_MET[name]] for name in names}
    kept = {name: row for name, row in rows.items() if (steps[row] != ZERO_POINT).any()}
    table = steps[list(kept.values())].astype(np.uint8).tobytes()
    numbered = {name: at for at, name in enumerate(kept)}
    return LinearClassifier(moves, _UNDECIDED, numbered, widen(table), step, tuple(round(float(b), 4) for b in learnt.bias))


def fit(rows: Floats, labels: Floats) -> Decision:
    """Logistic regression with a ridge, by Newton's method."""
    inputs: Any = np.column_stack([rows, np.ones(len(rows))])
    ridge = np.diag([_RIDGE] * rows.shape[1] + [0.0])
    weights = np.zeros(rows.shape[1] + 1)
    for _ in range(_NEWTON_STEPS):
        chances = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (labels - chances) - ridge @ weights
        curve = (inputs * (chances * (1 - chances))[:, None]).T @ inputs + ridge
        weights = weights + np.linalg.solve(curve + 1e-9 * np.eye(len(weights)), slope)
    return Decision(tuple(round(float(weight), 3) for weight in weights[:-1]), round(float(weights[-1]), 3))
