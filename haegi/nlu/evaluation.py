"""How well moves are recognised: answers set against labelled sentences, as figures and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from haegi.nlu.classifier import Speaker
from haegi.nlu.recognizer import Confidence, MoveRecognizer, Recognition

_BINS = 10
_CONFIDENCES: tuple[Confidence, ...] = ("sure", "unsure", "nothing")


class Row(NamedTuple):
    """A labelled sentence: who says it, which move it makes, how it is put (spoken, note), and its words."""

    speaker: Speaker
    move: str
    style: str
    text: str


class Answer(NamedTuple):
    """A labelled sentence and what was recognised in it."""

    row: Row
    recognition: Recognition

    def is_first(self) -> bool:
        return self.is_among(1)

    def is_among(self, count: int) -> bool:
        """Whether the right move is among the first so many guesses."""
        return any(candidate.move == self.row.move for candidate in self.recognition.candidates[:count])


@dataclass(frozen=True, slots=True)
class Tally:
    """Shares of `count` sentences: the right move first, and among the first three."""

    count: int
    first: float
    top3: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Sentences whose best guess had a score from `low` up: the mean of those scores, and the share right."""

    low: float
    count: int
    score: float
    right: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often a move was taken for another."""

    speaker: Speaker
    move: str
    heard: str
    count: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All the figures. Parts with no sentences are left out."""

    overall: Tally
    by_style: Mapping[str, Tally]
    by_speaker: Mapping[str, Tally]
    by_move: Mapping[str, Tally]
    by_confidence: Mapping[str, Tally]
    calibration: tuple[Bin, ...]
    confusions: tuple[Confusion, ...]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def evaluate(recognizer: MoveRecognizer, rows: Iterable[Row]) -> Evaluation:
    """How well this recognizer knows the moves of the labelled sentences."""
    return _weigh([Answer(row, recognizer.recognize(row.text, row.speaker)) for row in rows])


def _weigh(answers: Sequence[Answer]) -> Evaluation:
    tallies = _tallies(answers, lambda answer: answer.recognition.confidence)
    return Evaluation(
        overall=_tally(answers),
        by_style=_tallies(answers, lambda answer: answer.row.style),
        by_speaker=_tallies(answers, lambda answer: answer.row.speaker),
        by_move=_tallies(answers, lambda answer: f"{answer.row.speaker}.{answer.row.move}"),
        by_confidence={name: tallies[name] for name in _CONFIDENCES if name in tallies},
        calibration=tuple(_bins([answer for answer in answers if answer.recognition.candidates])),
        confusions=tuple(_confusions(answers)),
    )


def _tallies(answers: Sequence[Answer], key: Callable[[Answer], str]) -> dict[str, Tally]:
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(key(answer), []).append(answer)
    return {name: _tally(group) for name, group in sorted(groups.items())}


def _tally(answers: Sequence[Answer]) -> Tally:
    count = len(answers)
    first = sum(answer.is_first() for answer in answers)
    top3 = sum(answer.is_among(3) for answer in answers)
    return Tally(count, first / (count or 1), top3 / (count or 1))


def _bins(answers: Sequence[Answer]) -> Iterable[Bin]:
    groups: dict[int, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(min(_BINS - 1, int(answer.recognition.candidates[0].score * _BINS)), []).append(answer)
    for number, group in sorted(groups.items()):
        score = sum(answer.recognition.candidates[0].score for answer in group) / len(group)
        yield Bin(number / _BINS, len(group), score, _tally(group).first)


def _confusions(answers: Sequence[Answer]) -> Iterable[Confusion]:
    """The most frequent first."""
    wrong = Counter(
        (answer.row.speaker, answer.row.move, answer.recognition.candidates[0].move)
        for answer in answers
        if answer.recognition.candidates and not answer.is_first()
    )
    return (Confusion(*pair, count) for pair, count in sorted(wrong.items(), key=lambda item: (-item[1], item[0])))
