"""Training ears: weights for the examples of a playbook's moves, made once and shipped beside them.

For each move a linear support vector machine (squared hinge, one move against the rest) over the pieces of a
wording, each weighted by how rare it is, solved by dual coordinate descent (Hsieh et al. 2008, "A dual coordinate
descent method for large-scale linear SVM"). Examples are shuffled by a fixed rule, so the same examples give the
same bytes. Calibration is by cross-validation, with look-alikes kept in one fold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from haegi.nlu.classifier import (
    BACKGROUND,
    LEVEL,
    Calibration,
    Examples,
    Speaker,
    TrainedEar,
    chances,
    digest,
    pack,
    widen,
)
from haegi.nlu.features import pieces, plain

_ROUNDS = 5
_SLACK = 0.5  # 1 / 2C of the machine, for C = 1
_LEAST = 2  # examples a piece must turn up in
_FOLDS = 5
_ALIKE = 0.5  # share of pieces in common from which two examples are look-alikes
_RIGHT = 0.96  # share of what is sure that must be right in cross-validation
_STRANGEST = 0.005  # share of held-out examples that may be called nothing like any move
_UNCALIBRATED = Calibration(1.0, 1.0, 0.0, 0.0)

_Row = list[float]


class Sample(NamedTuple):
    """The pieces of an example and the number of its move."""

    found: set[str]
    move: int


class Held(NamedTuple):
    """How a held-out example was scored, the share of its pieces that was known, and the number of its move."""

    scores: Sequence[float]
    known: float
    move: int


class _Lesson(NamedTuple):
    """A sample ready to learn from: the rows of its pieces, how far each gives, and the scale of its scores."""

    rows: list[_Row]
    paces: list[float]
    scale: float
    move: int


def train(moves: Mapping[Speaker, Examples], background: Sequence[str] = ()) -> bytes:
    """Weights for all the moves, as `Ears.prepare` takes them. A few thousand examples take a minute.

    `background`: everyday sentences that belong to no call; what is more like them than like any move is nothing.
    """
    beside = {BACKGROUND: background} if background else {}
    return pack({speaker: (digest(said), _taught({**said, **beside})) for speaker, said in moves.items()})


def _taught(examples: Examples) -> TrainedEar:
    """Only what was said in calls tells what a score is worth."""
    samples, moves = gather(examples), tuple(examples)
    held = hold_out(samples, moves, folds(samples))
    return learn(samples, moves)._replace(calibration=calibrate([each for each in held if moves[each.move] != BACKGROUND]))


def gather(examples: Examples) -> list[Sample]:
    return [Sample(pieces(plain(text)), move) for move, said in enumerate(examples.values()) for text in said]


def learn(samples: Sequence[Sample], moves: tuple[str, ...]) -> TrainedEar:
    """Weights that tell the moves apart; not calibrated yet."""
    often = Counter(piece for sample in samples for piece in sample.found)
    rarity = {piece: 1 + log((1 + len(samples)) / (1 + often[piece])) for piece in sorted(often)}
    rows = {piece: [0.0] * len(moves) for piece in rarity if often[piece] >= _LEAST}
    bias = [0.0] * len(moves)
    lessons = [_lesson(sample, rows, rarity) for sample in samples]
    duals = [[0.0] * len(moves) for _ in lessons]
    for order in _shuffles(len(lessons)):
        for number in order:
            _step(lessons[number], duals[number], bias)
    return _rounded(rows, bias, moves)


def _lesson(sample: Sample, rows: Mapping[str, _Row], rarity: Mapping[str, float]) -> _Lesson:
    known = sorted(sample.found & rows.keys())
    paces = [rarity[piece] ** 2 for piece in known]
    return _Lesson([rows[piece] for piece in known], paces, 1 / sqrt(len(sample.found)), sample.move)


def _step(lesson: _Lesson, duals: list[float], bias: list[float]) -> None:
    """One coordinate step for each move. Rows hold weight times rarity, so a score is a plain sum of rows."""
    rows, paces, scale, right = lesson
    curve = scale * scale * sum(paces) + 1 + _SLACK
    for move, total in enumerate([sum(column) for column in zip(*rows, strict=True)]):
        sign = 1.0 if move == right else -1.0
        short = 1 - sign * (scale * total + bias[move])
        if duals[move] == 0.0 and short <= 0:
            continue
        dual = max(0.0, duals[move] + (short - _SLACK * duals[move]) / curve)
        gain = sign * (dual - duals[move])
        duals[move] = dual
        bias[move] += gain
        gain *= scale
        for row, pace in zip(rows, paces, strict=True):
            row[move] += gain * pace


def _shuffles(count: int) -> Iterator[list[int]]:
    """An order for each round, by the linear congruential generator of the C standard's example."""
    order, state = list(range(count)), 1
    for _ in range(_ROUNDS):
        for last in range(count - 1, 0, -1):
            state = (state * 1103515245 + 12345) % 2**31
            other = (state >> 8) % (last + 1)
            order[last], order[other] = order[other], order[last]
        yield order


def _rounded(rows: Mapping[str, _Row], bias: Sequence[float], moves: tuple[str, ...]) -> TrainedEar:
    """Weights in whole steps of one byte; the few that are larger than all but one in 2,000 are cut."""
    sizes = sorted(abs(weight) for row in rows.values() for weight in row)
    step = (sizes[int(len(sizes) * 0.9995)] if sizes else 0.0) / LEVEL or 1.0
    cut = (max(-LEVEL, min(LEVEL, round(weight / step))) for row in rows.values() for weight in row)
    table = widen(bytes(LEVEL + weight for weight in cut))
    known = {piece: number for number, piece in enumerate(rows)}
    return TrainedEar(moves, _UNCALIBRATED, known, table, step, tuple(round(value, 4) for value in bias))


def hold_out(samples: Sequence[Sample], moves: tuple[str, ...], fold: Sequence[int]) -> list[Held]:
    """How each sample is scored by an ear that learnt from the other folds."""
    held: dict[int, Held] = {}
    for number in sorted(set(fold)):
        ear = learn([sample for sample, own in zip(samples, fold, strict=True) if own != number], moves)
        for at, sample in enumerate(samples):
            if fold[at] == number:
                held[at] = Held(ear.scores(sample.found), ear.share(sample.found), sample.move)
    return [held[at] for at in range(len(samples))]


def folds(samples: Sequence[Sample]) -> list[int]:
    """A fold for each sample: look-alikes of one move share theirs, and groups are dealt out in turn."""
    group = list(range(len(samples)))
    for at, sample in enumerate(samples):
        for before in range(at - 1, -1, -1):
            if samples[before].move != sample.move:
                break
            if group[before] != group[at] and _alike(sample.found, samples[before].found):
                group = [group[at] if each == group[before] else each for each in group]
    turns = {each: turn % _FOLDS for turn, each in enumerate(dict.fromkeys(group))}
    return [turns[each] for each in group]


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other)


def calibrate(held: Sequence[Held]) -> Calibration:
    """What scores are worth, from held-out answers: the sharpness with the least surprise, the chance from which
    enough are right, and what nearly all reach in score and in share of known pieces. Nothing is sure without any.
    """
    sharpness = min((step / 4 for step in range(4, 61)), key=lambda sharp: _surprise(held, sharp))
    answers = sorted((_answer(each, sharpness) for each in held), reverse=True)
    if not held:
        return _UNCALIBRATED
    strange = int(_STRANGEST * len(held))
    floor = sorted(max(each.scores) for each in held)[strange]
    known = sorted(each.known for each in held)[strange]
    return Calibration(sharpness, round(_threshold(answers), 3), round(floor, 3), round(known, 3))


def _answer(held: Held, sharpness: float) -> tuple[float, bool]:
    """The chance of the first move, and whether it was the right one."""
    odds = chances(held.scores, sharpness)
    return max(odds), odds[held.move] == max(odds)


def _surprise(held: Sequence[Held], sharpness: float) -> float:
    return -sum(log(chances(each.scores, sharpness)[each.move] or 1e-300) for each in held)


def _threshold(answers: Sequence[tuple[float, bool]]) -> float:
    """The least chance from which upwards enough of the answers are right; 1 where there is none."""
    least, right = 1.0, 0
    for count, (chance, is_right) in enumerate(answers, 1):
        right += is_right
        if right >= _RIGHT * count:
            least = chance
    return least
