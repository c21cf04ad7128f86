"""A linear-chain conditional random field, decoded: the likeliest labels, how likely they are, and each one's share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import exp, log
from typing import Any, NamedTuple

_MARGIN = 8.0
SCALE = 64  # weights are stored as whole numbers of this fraction


class Decoding(NamedTuple):
    """The likeliest labels, the probability of all of them together, and for each place the shares of its labels."""

    labels: list[str]
    probability: float
    shares: list[dict[str, float]]


class Crf:
    """Weights by feature and label, and by label and label."""

    def __init__(self, states: Mapping[str, Mapping[str, float]], transitions: Mapping[tuple[str, str], float]) -> None:
        self.states = states
        self.transitions = transitions

    def decode(self, features: Sequence[Sequence[str]], allowed: Sequence[Sequence[str]]) -> Decoding:
        """`allowed` names the labels each place may take."""
        return self.decode_scores(self.scores(features, allowed))

    def decode_scores(self, scores: Sequence[dict[str, float]]) -> Decoding:
        """The same from scores at hand. Labels far behind the best of their place are left out: they change nothing."""
        if not scores:
            return Decoding([], 1.0, [])
        rows = [_near(row) for row in scores]
        forward, total = self._forward(rows)
        backward = self._backward(rows)
        labels, best = self._best(rows)
        shares = [
            {label: exp(front[label] + back[label] - total) for label in front}
            for front, back in zip(forward, backward, strict=True)
        ]
        return Decoding(labels, exp(min(0.0, best - total)), shares)

    def scores(self, features: Sequence[Sequence[str]], allowed: Sequence[Sequence[str]]) -> list[dict[str, float]]:
        """For each place the score of each allowed label, by its features alone."""
        out = []
        for names, labels in zip(features, allowed, strict=True):
            row = dict.fromkeys(labels, 0.0)
            for name in names:
                weights = self.states.get(name)
                if weights:
                    for label, weight in weights.items():
                        if label in row:
                            row[label] += weight
            out.append(row)
        return out

    def score(self, scores: Sequence[Mapping[str, float]], labels: Sequence[str]) -> float:
        """The score of one way to label."""
        total = sum(row[label] for row, label in zip(scores, labels, strict=True))
        return total + sum(self.transitions.get(pair, 0.0) for pair in pairwise(labels))

    def _forward(self, scores: list[dict[str, float]]) -> tuple[list[dict[str, float]], float]:
        rows = [scores[0]]
        for row in scores[1:]:
            before = rows[-1]
            rows.append({
                label: score + _log_sum([other + self.transitions.get((name, label), 0.0) for name, other in before.items()])
                for label, score in row.items()
            })  # fmt: skip
        return rows, _log_sum(list(rows[-1].values()))

    def _backward(self, scores: list[dict[str, float]]) -> list[dict[str, float]]:
        rows = [dict.fromkeys(scores[-1], 0.0)]
        for row, after in zip(reversed(scores[:-1]), reversed(scores[1:]), strict=True):
            behind = rows[-1]
            rows.append({
                label: _log_sum([self.transitions.get((label, name), 0.0) + score + behind[name] for name, score in after.items()])
                for label in row
            })  # fmt: skip
        return rows[::-1]

    def _best(self, scores: list[dict[str, float]]) -> tuple[list[str], float]:
        reached = scores[0]
        trail: list[dict[str, str]] = []
        for row in scores[1:]:
            origins, best = {}, {}
            for label, score in row.items():
                value, origin = max((other + self.transitions.get((name, label), 0.0), name) for name, other in reached.items())
                origins[label] = origin
                best[label] = score + value
            trail.append(origins)
            reached = best
        last = max(reached, key=lambda name: reached[name])
        labels = [last]
        for origins in reversed(trail):
            labels.append(origins[labels[-1]])
        return labels[::-1], reached[last]


def _near(row: dict[str, float]) -> dict[str, float]:
    least = max(row.values()) - _MARGIN
    return {label: score for label, score in row.items() if score >= least}


def _log_sum(values: list[float]) -> float:
    top = max(values)
    return top + log(sum(exp(value - top) for value in values))


def pack(crf: Crf) -> dict[str, object]:
    """The weights as JSON holds them: labels once, weights as small whole numbers."""
    labels = sorted({label for row in crf.states.values() for label in row} | {name for pair in crf.transitions for name in pair})
    place = {label: number for number, label in enumerate(labels)}
    states = {}
    for name in sorted(crf.states):
        row = [part for label in sorted(crf.states[name]) for part in (place[label], round(crf.states[name][label] * SCALE))]
        states[name] = row
    transitions = [[place[one], place[two], round(weight * SCALE)] for (one, two), weight in sorted(crf.transitions.items())]
    return {"labels": labels, "states": states, "transitions": transitions}


def unpack(data: Mapping[str, Any]) -> Crf:
    """The inverse of `pack`."""
    labels, rows, pairs = data["labels"], data["states"], data["transitions"]
    states = {name: {labels[row[at]]: row[at + 1] / SCALE for at in range(0, len(row), 2)} for name, row in rows.items()}
    return Crf(states, {(labels[one], labels[two]): weight / SCALE for one, two, weight in pairs})
