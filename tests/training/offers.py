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
from haegi.nlu.candidates import Json
from haegi.nlu.crf import SCALE, Crf
from haegi.nlu.offer_ranking import Reading, ranked, readings, traits

WEIGHTS = Path(__file__).parents[2] / "haegi/nlu/words/offers.json"
UNMEASURED = frozenset(("made",))  # sentences of templates: nobody speaks so
SAID = frozenset(("spoken", "asr", "call"))
OPTIONS = {"c1": 0.12, "c2": 0.05, "max_iterations": 90, "feature.possible_transitions": False}
ROUGH = 30  # iterations of a model that only tells which of several ways to label a text is the likeliest
SMALL = 4  # steps of a weight that is not worth its place
LEAST = 3  # texts a feature must turn up in
FOLDS = 6
WRONG = 0.05  # of the offers taken as sure, the share that may hold a term that was not offered
STEPS, RATE, LOOSE = 200, 0.05, 10.0  # of learning to rank: how many, how long, and how much large weights cost


class Held(NamedTuple):
    """A text with the ways to read it, as a model has them that never saw its author."""

    sample: Sample
    read: list[Reading]
    traits: list[Counter[str]]

    @property
    def right(self) -> list[bool]:
        return [same(self.sample.offer, one.offer) for one in self.read]


class Answer(NamedTuple):
    """The likeliest way to read a text, by weights that never saw its author, and its chance."""

    sample: Sample
    offer: Json
    chance: float

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
    seen, text = one.sample.context, doc.read(one.sample.text)
    read = readings(crf, crf.scores(one.features, [candidate.labels for candidate in one.found]), one.found, text, seen.form)
    return Held(one.sample, read, traits(read, one.found, text, seen))


def ranking(held: Sequence[Held]) -> dict[str, float]:
    """The weights under which the right ways to read are likeliest: the softmax of the ways of each text, by Adam
    (Kingma and Ba 2015). Texts whose right way is not among those that were weighed teach nothing."""
    usable = [one for one in held if any(one.right) and len(one.read) > 1]
    names = sorted({name for one in usable for row in one.traits for name in row})
    place = {name: number for number, name in enumerate(names)}
    table = np.zeros((sum(len(one.read) for one in usable), len(names)))
    for number, row in enumerate(row for one in usable for row in one.traits):
        for name, value in row.items():
            table[number, place[name]] = value
    right = np.array([is_right for one in usable for is_right in one.right], float)
    text = np.repeat(np.arange(len(usable)), [len(one.read) for one in usable])
    size = np.maximum(table.std(0), 0.05)
    weights = _climb(table / size, right, text) / size
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True) if round(float(weight), 2)}


def _climb(table: Any, right: Any, text: Any) -> Any:
    weights, mean, square = (np.zeros(table.shape[1]) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = table @ weights
        top = np.full(text[-1] + 1, -np.inf)
        np.maximum.at(top, text, scores)
        parts = np.exp(scores - top[text])
        shares = parts / np.bincount(text, parts)[text]
        wanted = parts * right / np.bincount(text, parts * right + 1e-300)[text]
        slope = table.T @ (shares - wanted) + LOOSE * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        pace = RATE if step < 0.6 * STEPS else RATE / 5
        weights -= pace * mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def answers(held: Sequence[Held]) -> list[Answer]:
    """Each text read with weights of ranking that others' texts taught, a sixth of the authors at a time."""
    everyone = sorted({one.sample.author for one in held})
    found: list[Answer] = []
    for fold in range(min(FOLDS, len(everyone))):
        away = {*everyone[fold::FOLDS]}
        weights = ranking([one for one in held if one.sample.author not in away] or held)
        found += [_answer(weights, one) for one in held if one.sample.author in away]
    return found


def _answer(weights: Mapping[str, float], one: Held) -> Answer:
    best = ranked(weights, one.read, one.traits)[0]
    return Answer(one.sample, best.offer, best.chance)


def chances(found: Sequence[Answer]) -> list[tuple[float, bool]]:
    """For each offer that was read its chance, and whether it holds a wrong term; the likeliest first."""
    return sorted(((one.chance, one.has_wrong_term) for one in found if one.offer["terms"]), reverse=True)


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
    found = answers(held)
    bar = round(least_sure(chances(found)), 4)
    data = {"corpus": digest(), "bar": bar, "ranking": ranking(held), "crf": pack(learn(lessons))}
    WEIGHTS.write_text(sealed(data), "utf-8")
    yield from rows(found)


def rows(held: Sequence[Answer]) -> Iterator[str]:
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


def row(name: str, held: Sequence[Answer]) -> str:
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


def _exact(held: Sequence[Answer]) -> float:
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
        print("\n".join(train(lessons) if command == "train" else rows(answers(hold_out(lessons, chosen)))))
