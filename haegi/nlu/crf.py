"""A linear-chain conditional random field, decoded: the likeliest labels, how likely they are, and each one's share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import exp, log
from typing import Any, NamedTuple

Scores = Sequence[Mapping[str, float]]  # for each place the score of each label it may take
_MARGIN = 8.0
_LEAN = 0.4  # what is left out is worse than what is asked about: only a clear nothing is one
SCALE = 64  # weights are stored as whole numbers of this fraction
_FAR = 1e6  # no weight is anywhere near


class Decoding(NamedTuple):
    """The labels chosen, the probability of all of them together, and for each place the shares of its labels."""

    labels: list[str]
    probability: float
    shares: list[dict[str, float]]


class Crf(NamedTuple):
    """Weights by feature and label, and by label and label."""

    states: Mapping[str, Mapping[str, float]]
    transitions: Mapping[tuple[str, str], float]

    def scores(self, features: Sequence[Sequence[str]], allowed: Sequence[Sequence[str]]) -> list[dict[str, float]]:
        """The score of each allowed label, by its features alone."""
        rows = [dict.fromkeys(labels, 0.0) for labels in allowed]
        for row, names in zip(rows, features, strict=True):
            for name in names:
                for label, weight in self.states.get(name, {}).items():
                    if label in row:
                        row[label] += weight
        return rows

    def score(self, scores: Scores, labels: Sequence[str]) -> float:
        """The score of one way to label."""
        total = sum(row[label] for row, label in zip(scores, labels, strict=True))
        return total + sum(self.transitions.get(pair, 0.0) for pair in pairwise(labels))

    def decode(self, scores: Scores) -> Decoding:
        """Labels far behind the best of their place are left out: they change nothing."""
        if not scores:
            return Decoding([], 1.0, [])
        rows = [_near(row) for row in scores]
        forward = _sweep(rows, self.transitions)
        backward = _sweep(rows[::-1], self.transitions, backwards=True)[::-1]
        total = _log_sum(forward[-1].values())
        labels = self.best([{label: score - _LEAN * (label == "O") for label, score in row.items()} for row in rows])
        shares = [
            {label: exp(before[label] + after[label] - row[label] - total) for label in row}
            for row, before, after in zip(rows, forward, backward, strict=True)
        ]
        return Decoding(labels, exp(min(0.0, self.score(rows, labels) - total)), shares)

    def best(self, rows: Scores) -> list[str]:
        """The likeliest labels (Viterbi)."""
        reached = dict(rows[0])
        trail: list[dict[str, str]] = []
        for row in rows[1:]:
            steps = {
                label: max((score + self.transitions.get((name, label), 0.0), name) for name, score in reached.items())
                for label in row
            }
            trail.append({label: name for label, (_, name) in steps.items()})
            reached = {label: row[label] + score for label, (score, _) in steps.items()}
        labels = [max(reached, key=lambda name: reached[name])]
        for origins in reversed(trail):
            labels.append(origins[labels[-1]])
        return labels[::-1]


def _near(row: Mapping[str, float]) -> dict[str, float]:
    least = max(row.values()) - _MARGIN
    return {label: score for label, score in row.items() if score >= least}


def _sweep(rows: Scores, transitions: Mapping[tuple[str, str], float], *, backwards: bool = False) -> list[Mapping[str, float]]:
    """For each place and label, the log of the sum over all ways from the first place that end there."""
    swept = [rows[0]]
    for row in rows[1:]:
        before = swept[-1].items()
        swept.append({
            label: score + _log_sum([
                other + transitions.get((label, name) if backwards else (name, label), 0.0) for name, other in before
            ])
            for label, score in row.items()
        })  # fmt: skip
    return swept


def _log_sum(values: Iterable[float]) -> float:
    logs = list(values)
    top = max(logs)
    return top + log(sum(exp(value - top) for value in logs))


def unpack(data: Mapping[str, Any]) -> Crf:
    """The weights from JSON, or an exception where it holds none: labels once, then the features in their order, each with how many letters it shares with the
    one before, the rest of its name, and the places of its labels with whole numbers of 1 / SCALE."""
    labels, name = data["labels"], ""
    states: dict[str, dict[str, float]] = {}
    for shared, rest, *row in data["states"]:
        name = name[:shared] + rest
        states[name] = {labels[row[at]]: row[at + 1] / SCALE for at in range(0, len(row), 2)}
    transitions = {(labels[one], labels[two]): weight / SCALE for one, two, weight in data["transitions"]}
    if not all(-_FAR < weight < _FAR for row in (transitions.values(), *(row.values() for row in states.values())) for weight in row):
        raise ValueError
    return Crf(states, transitions)
