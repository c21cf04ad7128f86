"""Hearing: what the agent (or the caller) just said, in anyone's words, as ranked moves.

An ear learns from the `examples` of a playbook's own moves, so a new playbook brings its own ears: trained
weights where they were made beforehand, counts otherwise. Long texts are heard by their beginning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from haegi.call.ears import Ear, Examples, Speaker, chances, count, digest, unpack
from haegi.call.wording import pieces, plain

Verdict = Literal["sure", "unsure", "nothing"]

_SAYS_SOMETHING = re.compile("[a-z가-힣]{2}|A")


class Guess(NamedTuple):
    """A move, and the chance that it is the one."""

    move: str
    score: float


class Heard(NamedTuple):
    """All the speaker's moves, best first, their scores adding up to 1; and how far to trust the first.

    `sure`: act on it. `unsure`: ask, offering the first three. `nothing`: the words are like no move.
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
        return cls({speaker: _ear(speaker, examples, weights) for speaker, examples in moves.items() if examples})

    def hear(self, text: str, speaker: Speaker) -> Heard:
        """The moves a text may make; no moves, and nothing heard, from a speaker who has none."""
        ear = self.by_speaker.get(speaker)
        if ear is None:
            return Heard((), "nothing")
        wording = plain(text)
        found = pieces(wording)
        scores = ear.scores(found)
        odds = chances(scores, ear.calibration.sharpness)
        ranked = sorted(map(Guess, ear.moves, odds), key=lambda guess: -guess.score)
        strange = max(scores) < ear.calibration.floor or ear.share(found) < ear.calibration.known
        if strange or not _SAYS_SOMETHING.search(wording):
            return Heard(tuple(ranked), "nothing")
        return Heard(tuple(ranked), "sure" if ranked[0].score >= ear.calibration.sure else "unsure")


def _ear(speaker: Speaker, examples: Examples, weights: bytes | None) -> Ear:
    trained = unpack(weights, speaker, digest(examples)) if weights else None
    return trained or count(examples)
