"""Train the offer reader, or print how well it reads authors that were left out. Needs the extra `train`.

    python tests/training/offers.py train                 writes haegi/nlu/words/offers.json
    python tests/training/offers.py table [AUTHOR ...]    each named author left out; of all, a sixth at a time
    python tests/training/offers.py count                 what is in the corpus, by author
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import pycrfsuite
from labelled_offers import Lesson, Sample, digest, lesson, matched, read_corpus, same, sealed, terms_of

from haegi.nlu import doc
from haegi.nlu.candidates import Json, assemble
from haegi.nlu.classifier import Decision
from haegi.nlu.crf import SCALE, Crf
from haegi.nlu.offer_reader import evidence
from haegi.nlu.training import fit

WEIGHTS = Path(__file__).parents[2] / "haegi/nlu/words/offers.json"
UNMEASURED = frozenset(("made",))  # sentences of templates: nobody speaks so
SAID = frozenset(("spoken", "asr", "call"))
OPTIONS = {"c1": 0.12, "c2": 0.03, "max_iterations": 90, "feature.possible_transitions": False}
ROUGH = 30  # iterations of a model that only tells which of several ways to label a text is the likeliest
SMALL = 3  # steps of a weight that is not worth its place
LEAST = 3  # texts a feature must turn up in
FOLDS = 6
WRONG = 0.05  # of the offers taken as sure, the share that may hold a term that was not offered
BANDS = 12


class Held(NamedTuple):
    """A text read by a model that never saw its author."""

    sample: Sample
    offer: Json
    probability: float
    evidence: list[float]

    @property
    def is_right(self) -> bool:
        return same(self.sample.offer, self.offer)

    @property
    def has_wrong_term(self) -> bool:
        """Whether a term was read that was not offered."""
        return matched(self.offer, self.sample.offer) < len(terms_of(self.offer))


# --- learning ----------------------------------------------------------------------------------------------------------


def learn(lessons: Sequence[Lesson], **options: int) -> Crf:
    """A model of the texts that can be labelled at all."""
    usable = [one for one in lessons if one.ways and one.found]
    return _fit(usable, _common(usable), options)


def decided(lessons: Sequence[Lesson]) -> list[Lesson]:
    """The same, and of several ways to label a text only the one that a first model finds likeliest."""
    crf = learn(lessons, max_iterations=ROUGH)
    return [one._replace(ways=[_likeliest(crf, one)]) if len(one.ways) > 1 else one for one in lessons]


def _common(lessons: Sequence[Lesson]) -> set[str]:
    """What turns up often enough, and with more than one author: the habits of one teach nothing about others."""
    counts: Counter[str] = Counter()
    authors: dict[str, set[str]] = {}
    for one in lessons:
        for name in {name for row in one.features for name in row}:
            counts[name] += 1
            authors.setdefault(name, set()).add(one.sample.author)
    return {name for name, count in counts.items() if count >= LEAST and len(authors[name]) > 1}


def _likeliest(crf: Crf, one: Lesson) -> list[str]:
    scores = crf.scores(one.features, [candidate.labels for candidate in one.found])
    return max(one.ways, key=lambda labels: crf.score(scores, labels))


def _fit(lessons: Sequence[Lesson], common: set[str], options: Mapping[str, int]) -> Crf:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({**OPTIONS, **options})
    plain = {name: name.replace(":", "\N{RATIO}") for name in common}  # a colon is crfsuite's mark of a weight
    for one in lessons:
        trainer.append([[plain[name] for name in row if name in common] for row in one.features], one.ways[0])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    names = {written: name for name, written in plain.items()}
    states: dict[str, dict[str, float]] = {}
    for (name, label), weight in info.state_features.items():
        states.setdefault(names[name], {})[label] = weight
    return Crf(states, dict(info.transitions))


def pack(crf: Crf) -> dict[str, Any]:
    """The weights as JSON holds them, the inverse of `unpack`."""
    labels = sorted({label for labels in (*crf.states.values(), *crf.transitions) for label in labels})
    place = {label: number for number, label in enumerate(labels)}
    states = {
        name: [
            part for label, weight in sorted(row.items()) if abs(round(weight * SCALE)) > SMALL
            for part in (place[label], round(weight * SCALE))
        ]
        for name, row in sorted(crf.states.items())
    }  # fmt: skip
    transitions = [[place[one], place[two], round(weight * SCALE)] for (one, two), weight in sorted(crf.transitions.items())]
    names = [name for name, row in states.items() if row]
    shared = [len(list(takewhile(lambda two: two[0] == two[1], zip(*pair, strict=False)))) for pair in pairwise(["", *names])]
    packed = [[length, name[length:], *states[name]] for length, name in zip(shared, names, strict=True)]
    return {"labels": labels, "states": packed, "transitions": transitions}


# --- authors never seen ------------------------------------------------------------------------------------------------


def hold_out(lessons: Sequence[Lesson], authors: Sequence[str] = ()) -> list[Held]:
    """Texts read by a model that learned none by their author: of each author named, else of a sixth of all."""
    everyone = sorted({one.sample.author for one in lessons} - UNMEASURED)
    held: list[Held] = []
    for away in [{author} for author in authors] or [{*everyone[fold::FOLDS]} for fold in range(FOLDS)]:
        crf = learn([one for one in lessons if one.sample.author not in away])
        held += [read_with(crf, one) for one in lessons if one.sample.author in away]
    return held


def read_with(crf: Crf, one: Lesson) -> Held:
    decoding = crf.decode(crf.scores(one.features, [candidate.labels for candidate in one.found]))
    offer = assemble(one.found, decoding.labels, one.sample.context.form)
    return Held(one.sample, offer, decoding.probability, evidence(decoding, offer, doc.read(one.sample.text), one.sample.context))


def calibrate(held: Sequence[Held]) -> list[tuple[float, float]]:
    """The share that was right in bands of probability, rising."""
    rows = sorted((one.probability, one.is_right) for one in held if one.probability < 1)
    size = max(1, len(rows) // BANDS)
    points: list[tuple[float, float]] = []
    for start in range(0, len(rows), size):
        band = rows[start : start + size]
        share = sum(right for _, right in band) / len(band)
        points.append((round(band[-1][0], 4), round(max(share, points[-1][1] if points else 0.0), 4)))
    return points


def decided_by(held: Sequence[Held]) -> Decision:
    """How likely it is that nothing was read that was not offered."""
    read = [one for one in held if one.offer["terms"]]
    return fit(np.array([one.evidence for one in read]), np.array([not one.has_wrong_term for one in read], float))


def chances(held: Sequence[Held]) -> list[tuple[float, bool]]:
    """For each offer that was read how likely it is that it holds nothing wrong, by what others' texts taught, and whether
    it does; the likeliest first."""
    everyone = sorted({one.sample.author for one in held})
    found: list[tuple[float, bool]] = []
    for fold in range(min(FOLDS, len(everyone))):
        away = {*everyone[fold::FOLDS]}
        decision = decided_by([one for one in held if one.sample.author not in away] or held)
        unseen = [one for one in held if one.sample.author in away and one.offer["terms"]]
        found += [(decision.chance(one.evidence), one.has_wrong_term) for one in unseen]
    return sorted(found, reverse=True)


def least_sure(found: Sequence[tuple[float, bool]]) -> float:
    """The least chance from which few enough of the offers hold a wrong term."""
    least, wrong = 1.0, 0
    for number, (chance, is_wrong) in enumerate(found, start=1):
        wrong += is_wrong
        least = chance if wrong <= WRONG * number else least
    return least


# --- the commands ------------------------------------------------------------------------------------------------------


def train(lessons: Sequence[Lesson]) -> Iterator[str]:
    """Writes the weights. The same texts give the same bytes."""
    held = hold_out(lessons)
    bar, points = round(least_sure(chances(held)), 4), calibrate(held)
    data = {
        "corpus": digest(), "bar": bar, "calibration": points, "sure": decided_by(held), "crf": pack(learn(lessons)),
    }  # fmt: skip
    WEIGHTS.write_text(sealed(data), "utf-8")
    yield from rows(held)


def rows(held: Sequence[Held]) -> Iterator[str]:
    """A row an author: the texts, the share read exactly, of all and of those that offer; terms; said and typed."""
    heads = ("exact", "offers", "exact", "P", "R", "F1", "said", "typed")
    yield f"{'author':12} {'texts':>6} " + " ".join(f"{head:>6}" for head in heads)
    for author in sorted({one.sample.author for one in held}):
        yield row(author, [one for one in held if one.sample.author == author])
    yield row("all", held)
    found = chances(held)
    least = least_sure(found)
    sure = [is_wrong for chance, is_wrong in found if chance >= least]
    yield f"of what is read {len(sure) / max(1, len(found)):.3f} is taken as sure, {sum(sure) / max(1, len(sure)):.3f} of it with a wrong term"


def row(name: str, held: Sequence[Held]) -> str:
    offers = [one for one in held if one.sample.offer["terms"]]
    given = sum(matched(one.offer, one.sample.offer) for one in held)
    precision = given / max(1, sum(len(terms_of(one.offer)) for one in held))
    recall = given / max(1, sum(len(terms_of(one.sample.offer)) for one in held))
    harmonic = 2 * precision * recall / max(1e-9, precision + recall)
    said = [one for one in held if one.sample.style in SAID]
    typed = [one for one in held if one.sample.style not in SAID]
    figures = (precision, recall, harmonic, _exact(said), _exact(typed))
    shares = " ".join(f"{figure:6.3f}" for figure in figures)
    return f"{name:12} {len(held):6} {_exact(held):6.3f} {len(offers):6} {_exact(offers):6.3f} {shares}"


def _exact(held: Sequence[Held]) -> float:
    return sum(one.is_right for one in held) / max(1, len(held))


def counted(samples: Sequence[Sample]) -> Iterator[str]:
    for author, texts in sorted(Counter(sample.author for sample in samples).items()):
        offers = sum(bool(sample.offer["terms"]) for sample in samples if sample.author == author)
        yield f"{author:12} {texts:6} texts, {offers:5} with an offer"


if __name__ == "__main__":
    command, *chosen = sys.argv[1:] or ["count"]
    samples = read_corpus()
    if command == "count":
        print("\n".join(counted(samples)))
    else:
        lessons = decided([lesson(sample) for sample in samples])
        print("\n".join(train(lessons) if command == "train" else rows(hold_out(lessons, chosen))))
