"""Who in a transcript is the agent and who the caller: told by the labels, by the person, else by what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from haegi.errors import Failure
from haegi.transcript.transcript_reader import Utterance

Speaker = Literal["agent", "caller"]

_AGENT = re.compile(
    r"^(?:상담|고객센터|고객지원|기사|매니저|담당|직원|agent|rep|advisor|associate|cs\b|csr|support|kt|skt?|lg|sk브로드|유플러스|"
    r"xfinity|comcast|spectrum|verizon|at&t|cox|optimum)",
    re.IGNORECASE,
)
_CALLER = re.compile(r"^(?:나|저|본인|고객|가입자|me|i|customer|caller|client|you|user)(?:\s*\d*)$", re.IGNORECASE)
#: Turns of a speaker that are listened to, to tell which side they are.
_LISTENED = 12


class SpokenTurn(NamedTuple):
    """One labelled line of a call: which side says it, and its words."""

    speaker: Speaker
    text: str


def assign_speakers(
    utterances: Sequence[Utterance], me: str = "", likeness: Callable[[str], float] | None = None
) -> list[SpokenTurn]:
    """Each utterance with its side.

    `me`: the label of the person. `likeness`: how much like an agent's a text is; asked where labels don't tell.
    Raises Failure("transcript.no-label") where nobody has the label `me`.
    """
    labels = list(dict.fromkeys(utterance.label for utterance in utterances))
    if me and me.casefold() not in {label.casefold() for label in labels}:
        raise Failure("transcript.no-label", label=me, known=", ".join(filter(None, labels)))
    sides = {label: _told(label, me) for label in labels}
    unknown = [label for label in labels if sides[label] is None]
    if unknown:
        sides |= _guessed(unknown, sides, utterances, likeness)
    return [SpokenTurn(sides[utterance.label] or "agent", utterance.text) for utterance in utterances]


def _told(label: str, me: str) -> Speaker | None:
    if me:
        return "caller" if label.casefold() == me.casefold() else "agent"
    if not label or _AGENT.match(label):
        return "agent"
    return "caller" if _CALLER.match(label) else None


def _guessed(
    unknown: Sequence[str],
    sides: dict[str, Speaker | None],
    utterances: Sequence[Utterance],
    likeness: Callable[[str], float] | None,
) -> dict[str, Speaker | None]:
    """Sides of speakers whose labels don't tell: what is missing of the two, else by how agents talk."""
    if "agent" in sides.values() and len(unknown) == 1 and "caller" not in sides.values():
        return {unknown[0]: "caller"}
    if "caller" in sides.values():
        return dict.fromkeys(unknown, "agent")
    if len(unknown) == 1 or likeness is None:
        return dict.fromkeys(unknown, "agent")
    by_likeness = {label: _mean(likeness, label, utterances) for label in unknown}
    caller = min(unknown, key=by_likeness.__getitem__)
    return {label: "caller" if label == caller else "agent" for label in unknown}


def _mean(likeness: Callable[[str], float], label: str, utterances: Sequence[Utterance]) -> float:
    texts = [utterance.text for utterance in utterances if utterance.label == label][:_LISTENED]
    return sum(map(likeness, texts)) / len(texts)
