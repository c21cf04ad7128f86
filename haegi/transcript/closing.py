"""How a call ends, told by the words that people end calls with."""

from __future__ import annotations

import re
from typing import Literal

Ending = Literal["accepted", "deferred", "cancelled", "refused", "cut", ""]

_BY_CALLER: tuple[tuple[Ending, str], ...] = (
    ("cancelled", r"해지(?:를|로)?\s?(?:접수|진행|처리|신청|예약)?(?:를|을)?\s?(?:해\s?주|부탁|할게|하겠)|go ahead and (?:cancel|disconnect)|"
     r"please (?:cancel|disconnect)|cancel (?:it|my service|everything)\b|disconnect (?:it|me)\b"),
    ("deferred", r"생각(?:을)?\s?(?:좀\s?)?해\s?(?:보|볼)|고민(?:을|해)|(?:상의|의논|비교)해?\s?(?:보고|볼)|(?:나중에|다음에|다시)\s?(?:제가\s?)?(?:연락|전화)\s?(?:드리|드릴|할)|"
     r"오늘\s?(?:신청|결정|계약)은?\s?안"),
    ("deferred", r"(?:think|sleep) (?:about|on|it)|talk (?:it over|to my|with my)|(?:i'll|let me) (?:get|call) (?:back|you)|"
     r"need (?:some )?time|not (?:deciding|signing)"),
    ("accepted", r"그렇게\s?(?:해\s?주|할게|하겠|하죠|진행)|(?:그대로|그걸로|그\s?조건으로)\s?(?:부탁|해\s?주|할게|하겠|진행)|동의합니다|"
     r"(?:신청|진행|계약|재약정|등록)\s?(?:할게요|해\s?주|하겠습니다|부탁)"),
    ("accepted", r"\bi (?:accept|agree)\b|i'll take (?:it|that|the)|let's (?:do|go with)|"
     r"(?:yes|yeah|okay|sure)[, ]+go ahead|please go ahead|sign me up|sounds good"),
    ("refused", r"됐습니다[.,]? ?(?:그만|끊)|그냥\s?안\s?(?:할게|하겠)|no deal|forget it|not interested"),
)  # fmt: skip
_BY_AGENT: tuple[tuple[Ending, str], ...] = (
    ("cancelled", r"해지\s?(?:접수|예약|완료|처리)\S{0,4}\s?\S{0,4}(?:됐|되셨|들어갔|완료|했)|has been (?:disconnected|cancell?ed)|"
                  r"(?:disconnect\w*|cancell?ation) (?:order |date |number )?(?:is|was|has been)"),
    ("accepted", r"(?:등록|신청|접수|처리|변경|재약정|계약)(?:은|이|도)?\s?(?:다\s?)?(?:끝났|완료|됐|되셨)|you(?:'re| are) all set|"
                 r"(?:has|have) been (?:applied|added)|i(?:'ve| have) (?:applied|added) (?:it|that|the)"),
)  # fmt: skip
_TOO_LATE = re.compile(r"접수(?:가|는)?\s?마감|다시\s?전화\s?주셔야|can't (?:process|take) (?:it|that|cancell?ations?)", re.IGNORECASE)
_DEAD_LINE = re.compile(r"^[(\[]?(?:뚜|뚝|툭|통화\s?종료|call (?:dropped|ended|disconnected)|line goes dead|dial tone)|전화가?\s?끊(?:겼|어졌)", re.IGNORECASE)
_COMPILED = {
    speaker: [(ending, re.compile(pattern, re.IGNORECASE)) for ending, pattern in patterns]
    for speaker, patterns in (("caller", _BY_CALLER), ("agent", _BY_AGENT))
}


def find_ending(speaker: str, text: str, before: Ending) -> Ending:
    """How the call stands after this turn: as `before` where its words settle nothing. The agent only confirms."""
    text = text.replace("\u2019", "'")
    if _DEAD_LINE.search(text):
        return "cut"
    if speaker == "agent":
        if before == "cancelled" and _TOO_LATE.search(text):
            return "refused"
        return before or _matched("agent", text)
    ending = _matched("caller", text)
    return before if (before, ending) == ("cancelled", "accepted") else ending or before


def _matched(speaker: str, text: str) -> Ending:
    return next((ending for ending, pattern in _COMPILED[speaker] if pattern.search(text)), "")
