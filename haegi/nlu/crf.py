"""A linear-chain conditional random field, decoded: the likeliest ways to label what stands in a row."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple

Scores = Sequence[Mapping[str, float]]  # for each place the score of each label it may take
_MARGIN = 8.0
SCALE = 64  # weights are stored as whole numbers of this fraction
FAR = 1e6  # no weight is anywhere near


class Way(NamedTuple):
    """A label for each place, and the score of them together: the logarithm of a chance, but for a constant."""

    score: float
    labels: list[str]


class Crf(NamedTuple):
    """Weights by feature and label, and by label and label."""

    states: Mapping[str, Mapping[str, float]]
    transitions: Mapping[tuple[str, str], float]

    def scores(self, features: Sequence[Sequence[str]], allowed: Sequence[Sequence[str]]) -> list[dict[str, float]]:
        """The score of each allowed label, by its features alone."""
        rows = [dict.fromkeys(labels, 0.0) for labels in allowed]
        for row, names in zip(rows, features, strict=True):
            for weights in filter(None, map(self.states.get, names)):
                for label, weight in weights.items():
                    if label in row:
                        row[label] += weight
        return rows

    def score(self, scores: Scores, labels: Sequence[str]) -> float:
        """The score of one way to label."""
        total = sum(row[label] for row, label in zip(scores, labels, strict=True))
        return total + sum(self.transitions.get(pair, 0.0) for pair in pairwise(labels))

    def ways(self, scores: Scores, most: int) -> list[Way]:
        """The likeliest first (Viterbi, `most` kept to each label); labels far behind the best of their place are left out."""
        if not scores:
            return [Way(0.0, [])]
        first, *rest = map(_near, scores)
        reached: dict[str, list[tuple[float, Any]]] = {label: [(score, (label, None))] for label, score in first.items()}
        for row in rest:
            reached = {label: self._onward(reached, label, score, most) for label, score in row.items()}
        ends = heapq.nlargest(most, (way for ways in reached.values() for way in ways), key=itemgetter(0))
        return [Way(score, _unwound(trail)) for score, trail in ends]

    def _onward(self, reached: Mapping[str, list[tuple[float, Any]]], label: str, score: float, most: int) -> list[tuple[float, Any]]:
        steps = [
            (before + score + self.transitions.get((name, label), 0.0), (label, trail))
            for name, ways in reached.items() for before, trail in ways
        ]  # fmt: skip
        return heapq.nlargest(most, steps, key=itemgetter(0))


def _unwound(trail: Any) -> list[str]:
    labels: list[str] = []
    while trail:
        label, trail = trail
        labels.append(label)
    return labels[::-1]


def _near(row: Mapping[str, float]) -> dict[str, float]:
    least = max(row.values()) - _MARGIN
    return {label: score for label, score in row.items() if score >= least}


def unpack(data: Mapping[str, Any]) -> Crf:
    """The weights from JSON, or an exception where it holds none: labels once, then the features in their order, each with how many letters it shares with the
    one before, the rest of its name, and the places of its labels with whole numbers of 1 / SCALE."""
    labels, name = data["labels"], ""
    states: dict[str, dict[str, float]] = {}
    for shared, rest, *row in data["states"]:
        name = name[:shared] + rest
        states[name] = {labels[row[at]]: row[at + 1] / SCALE for at in range(0, len(row), 2)}
    transitions = {(labels[one], labels[two]): weight / SCALE for one, two, weight in data["transitions"]}
    if not all(-FAR < weight < FAR for row in (transitions.values(), *(row.values() for row in states.values())) for weight in row):
        raise ValueError
    return Crf(states, transitions)
