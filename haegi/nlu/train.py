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
from typing import Any, NamedTuple

import pycrfsuite

from haegi.nlu import assembler, corpus, doc
from haegi.nlu.candidates import Candidate, candidates
from haegi.nlu.corpus import Sample
from haegi.nlu.crf import Crf, pack
from haegi.nlu.offer_features import features
from haegi.nlu.offer_reader import Model, calibrated

_ROUNDS = 2  # where a text can be labelled in several ways, the second round takes what the first finds likeliest
_OPTIONS = {"c1": 0.12, "c2": 0.03, "max_iterations": 60, "feature.possible_transitions": False}
_LEAST = 3  # texts a feature must turn up in


class Lesson(NamedTuple):
    """A text ready to learn from: its candidates, their features, and every way to label them rightly."""

    sample: Sample
    found: list[Candidate]
    features: list[list[str]]
    ways: list[list[str]]


def lesson(sample: Sample) -> Lesson:
    reading = doc.read(sample.text)
    found = candidates(reading)
    named = frozenset(tag for token in reading.tokens for tag in token.tags)
    ways = assembler.align(found, sample.offer, sample.context.form, named)
    return Lesson(sample, found, features(reading, found, sample.context), ways)


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
    """What turns up often enough, and with more than one author: the habits of one teach nothing about others."""
    counts: Counter[str] = Counter()
    authors: dict[str, set[str]] = {}
    for one in lessons:
        for name in {name for row in one.features for name in row}:
            counts[name] += 1
            authors.setdefault(name, set()).add(one.sample.author)
    return {name for name, count in counts.items() if count >= _LEAST and len(authors[name]) > 1}


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


# --- what a probability is worth ------------------------------------------------------------------------------------

_FOLDS = 6
_UNMEASURED = ("made",)  # generated from templates: nobody speaks so
_WRONG = 0.05  # of what is taken as sure, the share that may hold a term that was not offered
_BANDS = 12


class Held(NamedTuple):
    """A text read by a model that never saw its author."""

    sample: Sample
    offer: dict[str, Any]
    probability: float


def hold_out(lessons: Sequence[Lesson], folds: int = _FOLDS) -> list[Held]:
    """Every text read by a model trained without its author, and without those in the author's group."""
    authors = sorted({one.sample.author for one in lessons} - {*_UNMEASURED})
    held: list[Held] = []
    for fold in range(folds):
        away = set(authors[fold::folds])
        crf = learn([one for one in lessons if one.sample.author not in away])
        held += [read_with(crf, one) for one in lessons if one.sample.author in away]
    return held


def read_with(crf: Crf, one: Lesson) -> Held:
    decoding = crf.decode(one.features, [candidate.labels for candidate in one.found])
    return Held(one.sample, assembler.assemble(one.found, decoding.labels, one.sample.context.form), decoding.probability)


def calibrate(held: Sequence[Held]) -> tuple[list[tuple[float, float]], float, float]:
    """The share that was right in bands of probability, rising; the share, and the probability, from which one is sure."""
    rows = sorted((one.probability, assembler.same(one.sample.offer, one.offer)) for one in held if one.probability < 1)
    size = max(1, len(rows) // _BANDS)
    points: list[tuple[float, float]] = []
    for start in range(0, len(rows), size):
        band = rows[start : start + size]
        share = sum(right for _, right in band) / len(band)
        points.append((round(band[-1][0], 4), round(max(share, points[-1][1] if points else 0.0), 4)))
    least = _least(held)
    return points, round(calibrated(Model(Crf({}, {}), points, 0.0), least), 4), least


def _least(held: Sequence[Held]) -> float:
    """The least probability from which few enough hold a wrong term."""
    rows = sorted(((one.probability, wrong_terms(one)) for one in held if one.probability < 1), reverse=True)
    least, wrong = 1.0, 0
    for number, (probability, is_wrong) in enumerate(rows, start=1):
        wrong += is_wrong
        if wrong <= _WRONG * number:
            least = probability
    return least


def wrong_terms(one: Held) -> bool:
    """Whether a term was read that was not offered."""
    return bool(count_terms(one.offer) - count_terms(one.sample.offer))


def count_terms(offer: Mapping[str, Any]) -> Counter[str]:
    """The terms of all branches, each with how often it stands; a name without its spaces."""
    branches = [offer, *(offer.get("or") or [])]
    terms = (term for branch in branches for term in branch["terms"])
    return Counter(json.dumps(term, sort_keys=True).replace(" ", "").lower() for term in terms)


# --- the command -----------------------------------------------------------------------------------------------------


def main(folder: Path, target: Path) -> None:
    lessons = [lesson(sample) for sample in corpus.read_corpus(folder)]
    points, bar, _ = calibrate([one for one in hold_out(lessons) if one.sample.author not in _UNMEASURED])
    data = {"corpus": corpus.digest(folder), "bar": bar, "calibration": points, "crf": pack(learn(lessons))}
    target.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent.parent / "tests/data/corpus", here / "words/offers.json")
