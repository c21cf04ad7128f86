"""How well offers are read from authors never seen: `python -m haegi.nlu.evaluate [AUTHOR ...]`.

An author's texts are read by a model that learned from none of them: of the authors named, each by itself; of all, a sixth
at a time, so that the figures are a little low. An author whose sentences were generated from
templates is learned from and never measured.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from haegi.nlu import assembler, corpus
from haegi.nlu.train import (
    Held,
    Lesson,
    calibrate,
    count_terms,
    hold_out,
    learn,
    lesson,
    read_with,
    wrong_terms,
)

MADE = "made"
_SAID = frozenset(("spoken", "asr", "call"))
_HEAD = f"{'author':12} {'texts':>5} {'exact':>6} {'offers':>6} {'exact':>6} {'P':>6} {'R':>6} {'F1':>6} {'said':>6} {'typed':>6}"


def leave_one_out(lessons: Sequence[Lesson], authors: Iterable[str]) -> dict[str, list[Held]]:
    """What a model that never saw an author reads in his texts, author by author."""
    held = {}
    for author in authors:
        crf = learn([one for one in lessons if one.sample.author != author])
        held[author] = [read_with(crf, one) for one in lessons if one.sample.author == author]
    return held


def share_exact(held: Sequence[Held]) -> float:
    """The share of texts whose offer was read exactly; 0 of none."""
    return sum(assembler.same(one.sample.offer, one.offer) for one in held) / max(1, len(held))


def precision_recall(held: Sequence[Held]) -> tuple[float, float]:
    """Of the terms read, the share that was offered; of those offered, the share that was read."""
    hits = read = offered = 0
    for one in held:
        right, given = count_terms(one.sample.offer), count_terms(one.offer)
        hits += sum((right & given).values())
        read += sum(given.values())
        offered += sum(right.values())
    return hits / max(1, read), hits / max(1, offered)


def line(name: str, held: Sequence[Held]) -> str:
    """One row of the table."""
    with_offer = [one for one in held if one.sample.offer["terms"]]
    precision, recall = precision_recall(held)
    f_score = 2 * precision * recall / max(1e-9, precision + recall)
    said = [one for one in held if one.sample.style in _SAID]
    typed = [one for one in held if one.sample.style not in _SAID]
    figures = (precision, recall, f_score, share_exact(said), share_exact(typed))
    return (
        f"{name:12} {len(held):5} {share_exact(held):6.3f} {len(with_offer):6} {share_exact(with_offer):6.3f} "
        + " ".join(f"{figure:6.3f}" for figure in figures)
    )


def sureness(held: Sequence[Held]) -> tuple[float, float, float, float]:
    """The share taken as sure and its share with a wrong term: of all texts, and of those with an offer."""
    _, _, least = calibrate(held)
    sure = [one for one in held if one.probability >= least]
    loaded = [one for one in held if one.sample.offer["terms"] or one.offer["terms"]]
    both = [one for one in sure if one.sample.offer["terms"] or one.offer["terms"]]
    return (
        len(sure) / max(1, len(held)),
        sum(map(wrong_terms, sure)) / max(1, len(sure)),
        len(both) / max(1, len(loaded)),
        sum(map(wrong_terms, both)) / max(1, len(both)),
    )


def main(authors: Sequence[str]) -> None:
    folder = Path(__file__).resolve().parent.parent.parent / "tests/data/corpus"
    lessons = [lesson(sample) for sample in corpus.read_corpus(folder)]
    chosen = authors or sorted({one.sample.author for one in lessons} - {MADE})
    together = list(chain(*leave_one_out(lessons, authors).values())) if authors else hold_out(lessons)
    print(_HEAD)
    for author in chosen:
        print(line(author, [one for one in together if one.sample.author == author]))
    print(line("all", together))
    print("sure {:.3f} of all, with a wrong term {:.3f}; of offers {:.3f}, {:.3f}".format(*sureness(together)))


if __name__ == "__main__":
    main(sys.argv[1:])
