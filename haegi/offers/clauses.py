"""A text cut into clauses, where the speaker turns: a connective ending, a comma, a note's slash.

Each clause has a standing: a rival's, asked for, refused, what is paid today, what leaving would cost, a
condition, or live. Only live clauses hold an offer; `standings` tells which are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum


class Standing(StrEnum):
    LIVE = "live"
    CONDITION = "condition"
    PRESENT = "present"
    REFUSED = "refused"
    ASKED = "asked"
    RIVAL = "rival"
    CHARGED = "charged"


@dataclass(slots=True)
class Clause:
    """Characters start..end of the text. `sentence` numbers sentences; `contrast` if it ends in a but."""

    start: int
    end: int
    text: str
    sentence: int
    contrast: bool = False
    standing: Standing = Standing.LIVE


_END = r"(?=[\s,)\]]|$)"
_CUT = re.compile(
    r"(?P<stop>(?:(?<!\d)\.|\.(?!\d)|[!?。])+(?=[\s\"')]|$)|\n|;)"
    r"|(?P<mark>,(?!\d{3}(?!\d))|(?<=\s)[/|&]|/(?=\s)|(?<=[가-힣\w%)])/(?=[가-힣\d])|\+|·"
    r"|(?<=\s)[-–—](?=\s)|—|[()]|:(?=\s))"
    rf"|(?P<but>(?:(?<!까)지만요?|[다라]고\s?(?:해|하셔|하더라)도|(?:는|은|인|신|한|된|운|던|쁜|른|난|단|큰)데(?:요|도)?){_END})"
    r"|(?P<tie>(?:(?:[가-힣](?<![최광신재창참하])(?!(?<=[다라])고\s?(?:하|말씀|안내|그러|들|나오|했|해))고|(?:\s|약정|연장|면제|할인|인하|가입|유지"
    r"|계약|변경|상향|등록|전환|교체|제외|업|지급|입금|적립|제공|증정|적용)하고|[리시되하]구)(?!\s?(?:계"
    r"|있|싶|함|했))요?"
    r"|[으시하되이]?며|면서|니까요?|거든요|(?:해|셔|아|어|여)서"
    r"|(?:시|하|되|이|라|으|리|려|르|가|오|주|쓰|바꾸|묶|얹)면요?|(?<=[가-힣])(?:니다"
    r"|[게예에네세까지워돼해]요|죠)"
    rf"|되|다가|려고|[이시]라){_END}|(?:준대|된대|한대)(?=\s)|(?<=[는은])\s대신(?=\s))"
    r"|(?P<head>\b(?:but|and|plus|if|when|while|though|although|however|so|because|since|unless"
    r"|instead of|then|"
    r"provided|once|or|with(?= (?:our|auto|no|a (?:partner|new|two|one|\d)))|which)\b)"
    # What is paid or used today ends where its verb hangs on a noun: "지금 월 3만 8천원 나가시는 | 걸 3만
    # 3천원으로".
    r"|(?P<now>(?:(?:내고|쓰고|이용하고|사용하고|납부하고|받고|나가고|청구되고)\s?계시?[신는던]"
    r"|내시[는던]|내던|나가[시는던]?[는던]"
    r"|나오시?[는던]|쓰시[는던]|쓰던|(?:이용|사용)(?:하시[는던]|하던|\s?중이?[신인던])|받으시던"
    r"|받으신|받던|드렸던|"
    r"납부하시[는던])(?=\s)(?!\s?(?:조건|동안|걸로|기준|만큼|거라|것처럼|대신|데 ?는?|건\s)))"
)
_CONTRAST = re.compile(r"^\W*(?:but|though|although|however|instead of|while)\b", re.IGNORECASE)


_WORDY = re.compile(r"[\w%$₩]")


def split(text: str) -> list[Clause]:
    """The clauses of a tidy text, in order, covering it."""
    clauses: list[Clause] = []
    start = sentence = 0
    for cut in _CUT.finditer(text):
        end = cut.start() if cut["head"] else cut.end()
        if clauses and not _WORDY.search(text, start, end):
            clauses[-1].end = end
        elif end > start:
            clauses.append(Clause(start, end, text[start:end], sentence, contrast=bool(cut["but"])))
        if cut["now"]:
            clauses[-1].standing = Standing.PRESENT
        if (
            clauses
            and cut["head"]
            and cut["head"].lower() in ("but", "though", "although", "however", "while")
        ):
            clauses[-1].contrast = True
        start, sentence = end, sentence + bool(cut["stop"])
    if start < len(text):
        clauses.append(Clause(start, len(text), text[start:], sentence))
    return [part for clause in clauses for part in _if_then(clause)]


# "If you use our card | there's a discount", with no comma between.
_THEN = re.compile(
    r"^\W*(?:if|when|once)\b.{10,80}?\s(?=(?:there's|you(?:'d|'ll)? (?:get|be)|it'(?:d|ll) be|(?:we|i)(?:'ll| can| could))\b)",
    re.IGNORECASE,
)


def _if_then(clause: Clause) -> list[Clause]:
    found = _THEN.match(clause.text)
    if not found:
        return [clause]
    middle = clause.start + found.end()
    head = Clause(clause.start, middle, found[0], clause.sentence)
    return [head, replace(clause, start=middle, text=clause.text[found.end() :])]
