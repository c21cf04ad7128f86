"""Who in a transcript is the agent and who the caller, who rang, and what the agent is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from haegi.errors import Failure
from haegi.transcript.transcript_reader import AGENT_ROLES, CALLER_ROLES, Utterance

Speaker = Literal["agent", "caller"]
#: How much like an agent's a text is, in the eyes of what recognises moves: from -1 to 1.
Likeness = Callable[[str], float]

_COMPANIES = (
    r"kt|skt?|skb|sk ?브로드밴드|lg|lgu\+?|lg ?유플러스|유플러스|헬로비전|딜라이브|xfinity|comcast|spectrum|verizon|at&t|cox|"
    r"optimum|frontier|t-mobile|centurylink|rcn|wow|mediacom"
)
_AGENT = re.compile(rf"^(?:{AGENT_ROLES}|{_COMPANIES}|system|ivr|ars|자동응답|안내)(?![a-z가-힣])", re.IGNORECASE)
_AGENT_TITLE = re.compile(r"(?:상담원|상담사|매니저|기사님?|팀장|실장|agent|rep)\)?$|\((?:agent|rep|상담원|상담사)", re.IGNORECASE)
_CALLER = re.compile(rf"^(?:{CALLER_ROLES})(?: ?\d{{1,2}}| .{{1,12}}| ?\(.*\))?$", re.IGNORECASE)
_AGENT_TALK = re.compile(
    r"고객님|도와\s?드릴|상담사\s|상담원\s|전담\s?팀|해\s?드릴\s?수|(?:해|안내)\s?드리|하시겠습니까|"
    r"how (?:can|may) i help|thank you for calling|your account|for you today|(?:sir|ma'am)\b|i can offer|we (?:can|do) offer",
    re.IGNORECASE,
)
_CALLER_TALK = re.compile(
    r"재약정하려|해지하려|옮기려|생각해\s?볼게|비싸|깎아|약정이?\s?끝나서|"
    r"i(?:'m| am) calling (?:about|because)|my (?:bill|promo\w*|contract|internet|service)|i(?:'d| would) like to cancel|"
    r"too (?:much|expensive|high)",
    re.IGNORECASE,
)
#: Turns of a speaker that are listened to, to tell which side they are, and turns of the call, to tell who rang.
_LISTENED, _FIRST = 12, 6
_RANG = re.compile(
    r"(?:전화|연락)\s?(?:를\s?)?(?:드렸|드린|드리게|했는데|걸었)|(?:i'm|i am|i was|just) calling|calling (?:you |in )?(?:about|because|to)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"알고\s?싶|문의|상담(?:을|\s)?\s?(?:받|하|좀)|여쭤|i(?:'d| would) like to|i want to|i need", re.IGNORECASE)
_PICKED_UP = re.compile(
    r"(?:무엇을|뭘|어떤\s?거?|어떻게)\s?(?:일로\s?)?도와|어떤\s?(?:일|문의)|how (?:can|may) i (?:help|assist)|thank(?:s| you) for (?:calling|holding)",
    re.IGNORECASE,
)


class SpokenTurn(NamedTuple):
    """One labelled line of a call: which side says it, and its words."""

    speaker: Speaker
    text: str


def assign_speakers(utterances: Sequence[Utterance], me: str = "", likeness: Likeness | None = None) -> list[SpokenTurn]:
    """Each utterance with its side. `me`: the label of the person; `likeness` is asked where labels don't tell.

    Raises Failure("transcript.no-label") where nobody has the label `me`.
    """
    labels = dict.fromkeys(_key(utterance.label) for utterance in utterances)
    if me and _key(me) not in labels:
        known = dict.fromkeys(utterance.label for utterance in utterances if utterance.label)
        raise Failure("transcript.no-label", label=me, known=", ".join([*known][:8]) or "-")
    sides = {label: _side_of(label, _key(me)) for label in labels}
    unknown = [label for label, side in sides.items() if side is None]
    if unknown:
        sides |= _told_apart(unknown, {side for side in sides.values() if side}, utterances, likeness)
    return [SpokenTurn(sides[_key(utterance.label)] or "agent", utterance.text) for utterance in utterances]


def _key(label: str) -> str:
    """A label without the differences in case and spaces that it has from line to line."""
    return " ".join(label.split()).casefold()


def _side_of(label: str, me: str) -> Speaker | None:
    if me:
        return "caller" if label == me else "agent"
    if not label or _AGENT.match(label) or _AGENT_TITLE.search(label):
        return "agent"
    return "caller" if _CALLER.match(label) else None


def _told_apart(
    unknown: Sequence[str], known: set[Speaker], utterances: Sequence[Utterance], likeness: Likeness | None
) -> dict[str, Speaker]:
    """Sides of speakers whose labels don't tell: where the caller is known they are agents; else the one who talks
    least like an agent is the caller."""
    if "caller" in known or (len(unknown) == 1 and not known):
        return dict.fromkeys(unknown, "agent")
    caller = min(unknown, key=lambda label: _mean_likeness(label, utterances, likeness))
    return {label: "caller" if label == caller else "agent" for label in unknown}


def _mean_likeness(label: str, utterances: Sequence[Utterance], likeness: Likeness | None) -> float:
    texts = [utterance.text for utterance in utterances if _key(utterance.label) == label][:_LISTENED]
    talk = sum(bool(_AGENT_TALK.search(text)) - bool(_CALLER_TALK.search(text)) for text in texts)
    return (talk + sum(map(likeness, texts) if likeness else ())) / len(texts)


def find_ringing(turns: Sequence[SpokenTurn]) -> Speaker | None:
    """Which side rang the other, where their first words tell."""
    for speaker, text in turns[:_FIRST]:
        if speaker == "agent" and _PICKED_UP.search(text):
            return "caller"
        if _RANG.search(text):
            return speaker
        if speaker == "caller" and _ASKS.search(text):
            return "caller"
    return None


# What the agent is called

_SURNAMES = "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연표명기반왕금옥육인맹제모탁국어은편용"
_KOREAN_NAME = rf"([{_SURNAMES}][가-힣]{{2,3}}?)"
_KOREAN_NAMES = re.compile(
    rf"(?:상담사|상담원|매니저|팀|부서|센터|담당자?|팀장|실장|기사|114|\bkt|이름은|저는)\s?{_KOREAN_NAME}\s?"
    rf"(?:입니다|이에요|예요|이?라고|이고요|이?였습니다)"
    rf"|(?<![가-힣]){_KOREAN_NAME}\s?(?:상담사|상담원|매니저|팀장|실장|대리|과장)(?:입니다|이에요|예요|라고)",
    re.IGNORECASE,
)
_ENGLISH_NAMES = re.compile(
    r"\b(?:my name(?:'s| is)|you(?:'re| are) (?:speaking|talking) (?:with|to))\s+([a-z][a-z'-]+)"
    r"|\b(?:this is|i(?:'m| am))\s+(?-i:([A-Z][a-z'-]+))(?=\s+(?:with|from|in|at|over|here|speaking|and i)\b|[.,]? how)"
    r"|\b(?-i:([A-Z][a-z'-]+)) (?:speaking|here)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(rf"^(?:{_COMPANIES}|retention|customer|support|still|not|right|over|the|a)$", re.IGNORECASE)


def find_agent_name(text: str) -> str:
    """The name the agent gives of themselves; empty where they give none."""
    for form in (_KOREAN_NAMES, _ENGLISH_NAMES):
        for match in form.finditer(text.replace("\u2019", "'")):
            name = str(next(filter(None, match.groups())))
            if not _NO_NAME.match(name):
                return name if name[0] >= "가" else name.title()
    return ""
