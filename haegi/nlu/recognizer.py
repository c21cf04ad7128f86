"""Hearing: what the agent (or the caller) just said, in anyone's words, as ranked moves.

An ear learns from the `examples` of a playbook's own moves, so a new playbook brings its own ears: trained
weights where they were made beforehand, counts otherwise. Long texts are heard by their beginning.

Measured on 558 labelled sentences (`tests/data/hear/dev.tsv`) with the shipped weights, which never saw them; "first"
and "top 3" are the share with the right move there:

    all      first 0.993, top 3 0.998        spoken   first 0.991, top 3 0.998
    agent    first 0.994, top 3 0.997        note     first 1.000, top 3 1.000
    caller   first 0.990, top 3 1.000        sure: 95.7 in 100, of which 99.6 right

(`haegi hear --eval tests/data/hear/dev.tsv`). Whoever wrote the examples had seen some of those sentences, so sentences
of a stranger will do somewhat worse. In the other playbooks, with 45 examples a move of the agent's and 30 of the
caller's, each with its own table beside that one:

    arrears-kr     first 0.934, top 3 0.991, sure 78 in 100      mobile-kr      first 0.963, top 3 1.000, sure 78 in 100
    escalation-kr  first 0.937, top 3 0.994, sure 75 in 100      retention-us   first 0.938, top 3 0.986, sure 66 in 100

One author wrote these tables and many of the examples. Held-out examples of a playbook, written to be unlike one
another, are harder: first 0.74 (retention-us) to 0.84 (arrears-kr), and in retention-kr with a first set of
examples first 0.85, top 3 0.96, and what is sure (68 in 100) was right in 96 of 100, which is how sureness is set.
Everyday talk (`background.tsv`, by the author of the sentences learnt from) is nothing in 94 of 100 Korean sentences or
more, and in 88 of 100 English ones or more; it was in 48 to 76 of 100 before there was a background to learn.
Preparing the shipped weights takes 10 to 26 ms and a sentence 0.3 ms (`python tests/bench/hear.py`),
400 characters 1.3 ms. Counts from 20 examples a move: first 0.89, top 3 0.97,
sure of 59 in 100, of which 99 right; preparing takes 0.3 ms an example, so 50 ms for some 170, a sentence 1 to 2 ms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from haegi.nlu.classifier import BACKGROUND, Calibration, Ear, Examples, Speaker, chances, count, unpack
from haegi.nlu.features import pieces, plain

Verdict = Literal["sure", "unsure", "nothing"]

_FAINT = 0.3  # a best chance below this is as good as no guess
_ASIDE = 1.5  # how much likelier than any move everyday talk must be: to ask costs less than to miss a move
_SAYS_SOMETHING = re.compile("[a-z가-힣]{2}|A")


class Guess(NamedTuple):
    """A move, and the chance that it is the one."""

    move: str
    score: float


class Heard(NamedTuple):
    """All the speaker's moves, best first, their scores adding up to 1; and how far to trust the first.

    `sure`: act on it. `unsure`: ask, offering the first three. `nothing`: the words are like no move, or more like
    everyday talk than like any.
    """

    ranked: tuple[Guess, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Ears:
    """One ear for each speaker who has moves."""

    by_speaker: Mapping[Speaker, Ear]

    @classmethod
    def prepare(cls, moves: Mapping[Speaker, Examples], weights: bytes | None = None) -> Ears:
        """Ears for the examples of each speaker's moves.

        Weights count only for a speaker whose examples are those they were learnt from.
        """
        return cls({speaker: _ear(speaker, said, weights) for speaker, said in moves.items() if said})

    def hear(self, text: str, speaker: Speaker) -> Heard:
        """The moves a text may make; no moves, and nothing heard, from a speaker who has none."""
        ear = self.by_speaker.get(speaker)
        if ear is None:
            return Heard((), "nothing")
        wording = plain(text)
        found = pieces(wording)
        heard = judge(ear.moves, ear.scores(found), ear.share(found), ear.calibration)
        return heard if _says_something(wording) else heard._replace(verdict="nothing")


def _says_something(wording: str) -> bool:
    """Whether this may be speech: some letters in a row, and not the same few over and over (가가가가)."""
    letters = wording.replace(" ", "")
    varied = len(set(letters)) >= 2 + len(letters) // 20
    return varied and _SAYS_SOMETHING.search(wording) is not None


def judge(moves: Sequence[str], scores: Sequence[float], known: float, calibration: Calibration) -> Heard:
    """What scores amount to, when the share `known` of the pieces was ever heard before."""
    odds = dict(zip(moves, chances(scores, calibration.sharpness), strict=True))
    aside = odds.pop(BACKGROUND, 0.0)
    best, rest = max(odds.values()), sum(odds.values()) or 1.0
    ranked = tuple(sorted((Guess(move, odd / rest) for move, odd in odds.items()), key=lambda guess: -guess.score))
    strange = max(scores) < calibration.floor or known < calibration.known
    if strange or best < max(_FAINT, aside / _ASIDE):
        return Heard(ranked, "nothing")
    return Heard(ranked, "sure" if best >= calibration.sure else "unsure")


def _ear(speaker: Speaker, examples: Examples, weights: bytes | None) -> Ear:
    trained = unpack(weights, speaker, examples) if weights else None
    return trained or count(examples)
