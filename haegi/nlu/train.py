"""Training the offer reader: `python -m haegi.nlu.train` makes `words/offers.json` from the labelled texts.

Needs python-crfsuite (the extra `dev`); reading offers does not. The same texts give the same bytes.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

from haegi.nlu import assembler, corpus, doc
from haegi.nlu.candidates import Candidate, candidates, features
from haegi.nlu.corpus import Sample
from haegi.nlu.crf import Crf, pack

_ROUNDS = 2  # where a text can be labelled in several ways, the second round takes what the first finds likeliest
_OPTIONS = {"c1": 0.12, "c2": 0.03, "max_iterations": 150, "feature.possible_transitions": False}
_LEAST = 2  # texts a feature must turn up in


class Lesson(NamedTuple):
    """A text ready to learn from: its candidates, their features, and every way to label them rightly."""

    sample: Sample
    found: list[Candidate]
    features: list[list[str]]
    ways: list[list[str]]


def lesson(sample: Sample) -> Lesson:
    reading = doc.read(sample.text)
    found = candidates(reading)
    return Lesson(sample, found, features(reading, found, sample.context), assembler.align(found, sample.offer, sample.context.form))


def learn(lessons: Sequence[Lesson]) -> Crf:
    """A model of the texts that can be labelled at all."""
    usable = [one for one in lessons if one.ways and one.found]
    chosen = [one.ways[0] for one in usable]
    common = _common(usable)
    crf = _fit(usable, chosen, common)
    for _ in range(_ROUNDS - 1):
        chosen = [_likeliest(crf, one) for one in usable]
        crf = _fit(usable, chosen, common)
    return crf


def _common(lessons: Sequence[Lesson]) -> set[str]:
    counts = Counter(name for one in lessons for name in {name for row in one.features for name in row})
    return {name for name, count in counts.items() if count >= _LEAST}


def _likeliest(crf: Crf, one: Lesson) -> list[str]:
    if len(one.ways) == 1:
        return one.ways[0]
    scores = crf.scores(one.features, [candidate.labels for candidate in one.found])
    return max(one.ways, key=lambda labels: crf.score(scores, labels))


def _fit(lessons: Sequence[Lesson], chosen: Sequence[Sequence[str]], common: set[str]) -> Crf:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(_OPTIONS)
    for one, labels in zip(lessons, chosen, strict=True):
        trainer.append([[name.replace(":", ";") for name in row if name in common] for row in one.features], labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    original = {name.replace(":", ";"): name for name in common}
    states: dict[str, dict[str, float]] = {}
    for (name, label), weight in info.state_features.items():
        states.setdefault(original[name], {})[label] = weight
    return Crf(states, dict(info.transitions))
