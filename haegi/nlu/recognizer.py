"""Move recognition: which moves a side's turn makes, each with how likely it is, and which may be acted on.

A classifier scores the whole turn and each of its clauses, in the context of the call; a logistic regression over these
scores (`classifier.Decision`), fitted on voices left out of training, gives each move a chance. Several moves of one turn
may be acted on; one that changes the advice only where it is very sure. Figures by voice: tests/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from haegi.nlu.classifier import Classifier, Examples, Speaker, count, evidence, unpack
from haegi.nlu.features import TurnContext, clauses, context_features, features, normalize
from haegi.nlu.moves import BETTER_OFFER, FIRST_OFFER, RISKY

Confidence = Literal["sure", "unsure", "nothing"]


class Bars(NamedTuple):
    """From which chance on a move is acted on: the likeliest, a further one of the same turn, one that changes the advice."""

    first: float
    beside: float
    risky: float


#: Within a call, and where a text stands alone: such a text is short, what is second in it is oftener meant, and nothing tells
#: whether it is of a call at all.
IN_CALL, ALONE = Bars(0.76, 0.76, 0.77), Bars(0.82, 0.6, 0.68)
#: The first of the caller's own words, on which no advice hangs.
FIRST_OF_CALLER = 0.5
#: A turn whose best move has less than this chance makes none.
NOTHING = 0.34
#: Clauses of a turn that are looked at.
_MOST_CLAUSES = 12
_SAYS_SOMETHING = re.compile("[a-z가-힣]{2}|A")


class Candidate(NamedTuple):
    """A move, and the chance that the turn makes it."""

    move: str
    score: float


class Recognition(NamedTuple):
    """All the speaker's moves, best first; those to act on without asking; and how sure this is.

    `sure`: act on `acts`. `unsure`: show the best few to choose from. `nothing`: the turn makes no move of the playbook.
    """

    candidates: tuple[Candidate, ...]
    acts: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class MoveRecognizer:
    """One classifier for each speaker who has moves."""

    by_speaker: Mapping[Speaker, Classifier]

    @classmethod
    def prepare(cls, moves: Mapping[Speaker, Examples], weights: bytes | None = None) -> MoveRecognizer:
        """A recognizer for the examples of each speaker's moves.

        Weights count only for a speaker whose examples are those they were learnt from.
        """
        return cls({speaker: _classifier(speaker, texts, weights) for speaker, texts in moves.items() if texts})

    def recognize(self, text: str, speaker: Speaker, context: TurnContext | None = None) -> Recognition:
        """The moves a turn may make; none from a speaker who has none."""
        classifier = self.by_speaker.get(speaker)
        if classifier is None:
            return Recognition((), (), "nothing")
        chances = score(classifier, text, context)
        by_move = dict(zip(classifier.moves, chances, strict=True))
        if context and context.made_offer == context.has_offer and by_move.keys() >= {FIRST_OFFER, BETTER_OFFER}:
            by_move |= _by_what_stands(by_move[FIRST_OFFER], by_move[BETTER_OFFER], has_offer=context.has_offer)
        ranked = sorted(map(Candidate, by_move, by_move.values()), key=lambda candidate: -candidate.score)
        if not _says_something(normalize(text)):
            return Recognition(tuple(ranked), (), "nothing")
        bars = IN_CALL if context else ALONE
        return decide(ranked, bars if speaker == "agent" else bars._replace(first=FIRST_OF_CALLER))


def _by_what_stands(first: float, better: float, *, has_offer: bool) -> dict[str, float]:
    """The chances of a first and a better offer: which of them it is, the call tells, not the words.

    Where something stands that was not offered for staying (a charge that goes, a device), the words tell.
    """
    whole, rest = min(1.0, first + better), 0.3 * min(first, better)
    return {FIRST_OFFER: rest, BETTER_OFFER: whole} if has_offer else {FIRST_OFFER: whole, BETTER_OFFER: rest}


def score(classifier: Classifier, text: str, context: TurnContext | None = None) -> list[float]:
    """The chance of each move, in the classifier's order."""
    return [classifier.decision.chance(row) for row in weigh(classifier, text, context)]


def weigh(classifier: Classifier, text: str, context: TurnContext | None) -> list[list[float]]:
    """What speaks for each move in a turn: rows of `classifier.EVIDENCE`."""
    around = context_features(context)
    parts = clauses(text)[:_MOST_CLAUSES]
    turn = classifier.scores(features(normalize(text)) | around)
    if len(parts) == 1:
        return evidence(turn, turn, 1, len(text))
    by_clause = [classifier.scores(features(normalize(part)) | around) for part in parts]
    return evidence(turn, [max(scores) for scores in zip(*by_clause, strict=True)], len(parts), len(text))


def decide(ranked: Sequence[Candidate], bars: Bars) -> Recognition:
    """Which of the candidates, best first, may be acted on."""
    acts: tuple[str, ...] = ()
    for candidate in ranked:
        if candidate.score >= max(bars.beside if acts else bars.first, bars.risky if candidate.move in RISKY else 0):
            acts += (candidate.move,)
    best = ranked[0].score if ranked else 0.0
    return Recognition(tuple(ranked), acts, "sure" if acts else "unsure" if best >= NOTHING else "nothing")


def _says_something(wording: str) -> bool:
    """Whether this may be speech: some letters in a row, and not the same few over and over (가가가가)."""
    letters = wording.replace(" ", "")
    varied = len(set(letters)) >= 2 + len(letters) // 20
    return varied and _SAYS_SOMETHING.search(wording) is not None


def _classifier(speaker: Speaker, examples: Examples, weights: bytes | None) -> Classifier:
    trained = unpack(weights, speaker, examples) if weights else None
    return trained or count(examples)
