"""What comes of a call, told by its words: what the agent promises, and by when (a call back, a message, a
payment, a visit), and how the call ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from haegi.text.dates import find_date, find_time

#: Characters of a promise that are kept.
_LONGEST = 200
#: Characters of a note of a day and an hour.
_A_NOTE = 40
_SENTENCE = re.compile(r"(?<=[.?!。])\s+")
#: Polite endings end a clause, where speech was written down without stops.
_CLAUSE = re.compile(r"(?<=[요다죠])[.,]?\s+|(?<=고요)[,.]?\s+")

#: What will be done: for the listener, by the speaker, by itself, and as who typed it in haste reports it.
_KO_FOR_YOU = r"드릴게요|드릴께요|드리겠|드릴\s?(?:거|겁|예정|것)|드려요|드립니다|드리도록|드리죠"
_KO_BY_ME = r"할게요|하겠습니다|하실\s?(?:거|겁)|놓겠습니다|놓을게요"
_KO_GOING = r"갈\s?(?:거|겁|예정)|갑니다|나갑니다|들어갑니다|오실\s?(?:거|겁)|될\s?(?:거|겁|예정)|됩니다|돼요|되세요|예정|넣을게요|걸게요|걸겠습니다"
_KO_GETTING = r"줄\s?(?:거|겁)|주실\s?(?:거|겁)|받으실\s?(?:거|겁|수)|받으세요"
_KO_REPORTED = r"하신대요|(?:준|주신|주겠|온|간|된|한|보낸|나간|들어온|들어간)(?:대|다고)|주기로"
_KO_WILL = rf"(?:{_KO_FOR_YOU}|{_KO_BY_ME}|{_KO_GOING}|{_KO_GETTING}|{_KO_REPORTED})"
_KO_CALLS = r"드리|드릴|드려|줄|주실|갈|가실|넣|걸|하신|올|받으|준대|준다|주겠|주기로|온대|한대|온다고"
_KO_CALL = rf"(?:전화|연락|콜백|회신)(?:을|를|이|도)?\s?(?:\S{{1,4}}\s){{0,2}}?(?:다시\s?)?(?:{_KO_CALLS})[^?]{{0,12}}"
_KO_SENT = r"(?:문자|메일|카톡|알림톡|우편|링크|안내문|계약서|확인서|조건표|명세서)"
_KO_SENDS = r"(?:보내|발송|넣어|남겨|전송|드릴게|드리겠|나갈|나갑|갈\s?거)"
_KO_CONTACT = re.compile(
    rf"{_KO_CALL}|(?:다시|제가)\s?걸(?:게요|겠습니다)|{_KO_SENT}[^?]{{0,25}}?{_KO_SENDS}[^?]{{0,10}}{_KO_WILL}|"
    r"(?:문자|메일|카톡|알림톡)[^?]{0,12}(?:드릴게|드리겠|나갑니다|갈\s?(?:거|겁))"
)
_KO_DEED = re.compile(
    rf"(?:입금|지급|환불|발송|배송|방문|기사님?|설치|개통|반영|처리|등록|접수|전달|정산|철회|취소|확인|복구|교체|답변|결과|사은품|상품권|현금|지원금|"
    rf"포인트|보내|전화|연락|문자|메일)[^?]{{0,40}}{_KO_WILL}"
)
_LEAD = re.compile(r"^(?:(?:네|예|아|음|그럼|그러면|okay|ok|alright|sure|yes|so|and)[,. ]+)+", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:it|they|that|this)\b", re.IGNORECASE)
#: Of a list of terms that is read back: what is sent or paid on which day.
_KO_LISTED = re.compile(r"(?:발송|입금|지급|차감|방문|환불)(?:이?고|이며)?$")
_KO_NO_CONTACT = re.compile(r"까요|못\s|안\s나|드려도|드리는|드리면|주셔야|하셔야|하신\s?번호|시면")
#: The day is the one that was just spoken of.
_SAME_DAY = re.compile(r"그때|그날|\S시(?:에|쯤|\s?사이|에서|부터|\s?이후)|\bthen\b|\bat (?:\d|one|two|three|four|five|nine|ten|eleven|noon)", re.IGNORECASE)
#: The day that was spoken of is when an offer ends.
_DEADLINE = re.compile(r"까지|\bby\b|\bonly\b|\bexpires?\b|\bends?\b", re.IGNORECASE)
_KO_NOT = re.compile(r"까요|하시면|하셔야|으시면|까지만|안에만|셔야|어렵|안\s?됩|못\s|불가|없습|마감|유효|않")

_EN_WILL = r"(?:'ll|\bwill|\bgoing to|\b(?:am|are|is) (?:setting up|scheduling)|'m (?:setting up|scheduling))"
_EN_TOLD = (
    r"\byou(?:'ll| will| should) (?:\w+ )?(?:hear (?:back )?from|(?:get|receive|see) an? (?:call|text|e-?mail|letter|confirmation))"
    r"|\bexpect a (?:call|text|e-?mail)|\blet me (?:e-?mail|text|send) you"
)
_EN_CONTACT = re.compile(
    rf"{_EN_WILL}\b.{{0,50}}?\b(?:call(?: you| back|back)?|phone you|reach out|contact you|get back|follow up|be in touch|e-?mail|text|send|mail)\b"
    rf"|{_EN_TOLD}",
    re.IGNORECASE,
)
_EN_DUE = (
    r"\byou(?:'ll| will| should) .{0,20}?\b(?:get|receive|see|have)\b"
    r"|\b(?:gift card|credit|refund|technician) .{0,20}\b(?:arrives?|comes?|posts?)\b"
)
_EN_DEED = re.compile(
    rf"{_EN_WILL}\b.{{0,60}}?\b(?:credit|refund|apply|process|waive|dispatch|ship|arrive|come|be (?:there|out|applied|credited|refunded|sent|"
    rf"mailed|shipped|processed|posted|removed)|go out|show up|reach|post|have|get|receive|see)\b"
    rf"|{_EN_DUE}",
    re.IGNORECASE,
)
_EN_NOT = re.compile(r"\b(?:if you|unless|can't|cannot|won't|unable|not be able|have to|need to|expires?|good (?:until|through|for))\b", re.IGNORECASE)


_REFERENCE = re.compile(
    r"(?:(?:접수|상담|민원|문의|예약|주문|처리|신청|승인|사건|관리) ?(?:번호|코드)[은는이가도 :=#.]{0,4}"
    r"|\b(?:reference|ref|confirmation|ticket|case|claim|order|incident) (?:(?:number|no\.?|id|code) )?(?:is )?[:#]? ?)"
    r"((?=[a-z\-]*\d)[a-z0-9][a-z0-9\-]{3,24})",
    re.IGNORECASE,
)


class Promise(NamedTuple):
    """What was promised, in the agent's words, and by when; None where no day was named."""

    what: str
    by: date | None


def find_promises(text: str, today: date, before: Sequence[str] = ()) -> Iterator[Promise]:
    """What an agent promises in a turn. A call or a message counts without a day, anything else only with one.

    `before` is what was said just before, latest first: "I'll call you then" means the day that was spoken of there.
    """
    sentences = _SENTENCE.split(text.replace("\u2019", "'"))
    for place, sentence in enumerate(sentences):
        promised = [clause for clause in _clauses(sentence) if _is_promise(clause)]
        for clause in promised:
            day = find_date(clause, today) or (find_date(sentence, today) if len(promised) == 1 else None)
            if day is None and _is_contact(clause) and _SAME_DAY.search(clause):
                day = next((day for words in before if not _DEADLINE.search(words) and (day := find_date(words, today))), None)
            if day is not None or _is_contact(clause):
                spoken_of = sentences[place - 1] + " " if place and _PRONOUN.match(clause) else ""
                yield Promise((spoken_of + _LEAD.sub("", clause)).strip(" ,")[:_LONGEST], day)


def find_appointment(text: str, today: date) -> Iterator[Promise]:
    """A day, an hour and little else, as it is jotted down when a call is put off: when to talk again."""
    if len(text) <= _A_NOTE and find_time(text) and not _DEADLINE.search(text):
        day = find_date(text, today)
        if day and day >= today:
            yield Promise(text.strip(), day)


def find_references(text: str) -> list[str]:
    """The numbers under which a matter is found again, as they were said."""
    return _REFERENCE.findall(text)


def _clauses(sentence: str) -> Iterator[str]:
    """The clauses of a sentence; of a list that is read back, each piece."""
    for clause in filter(None, _CLAUSE.split(sentence)):
        pieces = re.split(r"[,.]\s+", clause)
        listed = any(_KO_LISTED.search(piece.rstrip(" .")) for piece in pieces)
        yield from (piece.rstrip(" .") for piece in pieces) if listed else [clause]


def _is_contact(clause: str) -> bool:
    return bool((_KO_CONTACT.search(clause) and not _KO_NO_CONTACT.search(clause)) or _EN_CONTACT.search(clause))


def _is_promise(clause: str) -> bool:
    if clause.rstrip().endswith("?") or _EN_NOT.search(clause):
        return False
    if _is_contact(clause) or _EN_DEED.search(clause) or _KO_LISTED.search(clause):
        return True
    return bool(_KO_DEED.search(clause) and not _KO_NOT.search(clause))


# How a call ends

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
