"""How long a contract the offer binds to: 36 for 3년 약정, 0 for 무약정, None where nothing is said."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from haegi.offers.clauses import Clause, Standing
from haegi.offers.doc import REACH
from haegi.offers.spans import Mark

# Nobody binds a household for more than five years, nor for a season: those are slips, or periods of
# something else.
LONGEST = 60
SHORTEST = 6
_NONE = re.compile(
    r"무\s?약정|노\s?약정|약정\s?(?:은|이|도)?\s?(?:따로\s?|별도로?\s?|아예\s?)?(?:없(?:이|음|는"
    r"|고|습|어|으|는데)|x\b|안\s?(?:걸|거[셔시]|하|묶|잡)|걸(?:지|리지)\s?않|필요\s?없|(?:부담"
    r"|의무)\s?없)|약정에?\s?(?:안\s?묶|묶이지\s?않)"
    r"|\b(?:no|without (?:a|any)|zero|free of) (?:long[- ]term |annual |new "
    r"|term )?(?:contracts?|commitments?|agreements?|term|strings)\b"
    r"|\bmonth[- ]to[- ]month\b|\b(?:contract|commitment)[- ]free\b|\bno[- ]contract\b"
    r"|\bno need to sign\b|n't (?:have|need) to (?:sign|commit)|\bcancel any\s?time\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\s?하시[는면기고]|\s?(?:짜리\s?|으로\s?|로\s?|간\s?|다시\s?|만\s?|동안\s?|더\s?|씩\s?"
    r"|새\s?)*(?:의무\s?)?(?:약정|재약정|계약|재계약|연장|재연장|조건|의무|기준|갱신|유지|묶"
    r"|결합|"
    r"더\s?(?:쓰|이용|사용|계|있|함께)|쓰시(?:는\s?(?:조건|걸로|거)|면|셔야|기로)|써\s?주"
    r"|이용하시(?:는\s?조건|면)|이용해\s?주시면|사용하시(?:는\s?조건|면)|채우|잡)"
    r"|[\s-]?(?:service |price[- ]lock |new )?(?:contract|agreement|commitment|term\b|deal"
    r"|renewal|extension|plan\b|lock)",
    re.IGNORECASE,
)
_BINDING = re.compile(
    r"(?:약정|재약정|계약|재계약|연장|갱신)\s?(?:기간|조건)?\s?(?:은|이|을|도|만|기준|으로"
    r"|:)?\s?(?:그냥|다시|새로|딱|총|최소|똑같이)?\s?$"
    r"|\b(?:sign(?:ing)?(?: up| on)?(?: again)?|commit(?:ting)?(?: to)?"
    r"|renew(?:ing)?(?: your (?:contract|plan|service))?|extend(?:ing)?(?: your (?:contract|plan"
    r"|service))?|"
    r"stay(?:ing)?(?: with us| on)?|lock(?:ing)?(?: you| it)? in|agree(?:ing)? to|re-?up"
    r"|contract|agreement|term|sticking with us|stick with us|stick around|on board"
    r"|keep(?:ing)? (?:the|your) service)"
    r"(?: is| of| length)? ?(?:for|to|on|:)?(?: at least| just)? ?(?:a |another |an additional "
    r"|the next |one more |one |an extra )?$",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"^\s?(?:차|째|넘|정도 쓰|이나 쓰|동안 (?:이용해|쓰신|쓰셨)|(?:을|이|은|을? ?더)?\s?남)"
    r"|^[^,.]{0,14}?(?:만료|끝나|끝났|끝난|지나|지났|지난|남[아으았]|다 되|채우셨|채워지|쓰셨"
    r"|쓰신|이용하신|이용하셨|이용해 주(?:셔|신|셨)|고객)"
    r"|^\s?(?:뒤|후|이내|안에|내에|내로|이상|전|사이|미만|마다)|^\s?(?:약정|재약정"
    r"|계약)?\s?(?:은|이|만으로는|으로는|짜리는)?\s?(?:안\s?(?:되|돼|됩|하)|어렵|불가|말고|대신"
    r"|아니)",
)
_GONE_EN = re.compile(
    r"^\W*(?:ago|left|remaining|of service|from now|in\b|later|customer|straight|and counting)", re.IGNORECASE
)
_BEFORE_GONE = re.compile(
    r"(?:남은|기존|현재|지금|지난|예전|원래|당초|처음)\s?(?:약정|계약)?\s?(?:은|이)?\s?$"
    r"|\b(?:your current|within|after|(?<!stay )(?<!staying )with us for|been with us"
    r"|customer for|past|last|over the)\s?$",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"^\s?(?:(?:으로\s?)?(?:갈|가시|가는|가면|가요)|이면|라면|이라면|(?:으)?로 (?:다시 |새로 |더 |한 번 더 |쭉 |그냥 )?(?:하|가|진행|해"
    r"|바꾸|잡|맺|묶|재|연|부탁|처리|신청|접수|등록|설정|계약|약정|가입|이용|쓰)|짜리|만 (?:더"
    r"|하|묶|쓰|연|잡|계)|하시[면는]|이고|이에요|예요|입니다|이세요|이시|이요|요\b"
    r"|에\s?(?=[가-힣]*\s?(?:현금|상품권|지원금|포인트|월|요금|\d)))"
)
_FOR = re.compile(r"\b(?:for|over)(?: the)?(?: next| first)?\s?$", re.IGNORECASE)
_PERIOD_WORD = re.compile(
    r"^\s?(?:동안|간\b|간은|내내|치|씩|을? ?무료|무료|요금|할인|적용|정도 할인|만 할인)"
    r"|^\s?(?:off|free)\b",
    re.IGNORECASE,
)


# "삼십만 원에 삼 년"
_WITH = re.compile(r"(?:원|만|할인|무료|면제)에\s?$")
_LOCKED = re.compile(r"\block(?:ed|s|ing)?\b.*\bfor (?:the next )?$", re.IGNORECASE)
# "월 5천 원 할인이고 기간은 1년이에요" is a discount's period; so is "월 -5,500 (24개월)".
_OWN_PERIOD = re.compile(
    r"(?:할인|면제|무료|빼).*(?<!약정 )(?<!약정)(?<!계약 )기간(?:은|이)?\s?$|(?:할인|월\s?[-−]\s?[\d,]+원?)\s?\((?=$)"
)


_AGAIN = re.compile(r"\s?(?:으?로\s?)?(?:재약정|재계약|연장|갱신|약정\s?(?:하시면|잡|걸))")


class Binding(NamedTuple):
    """A contract length said in the clause that starts at `start`; `period` is its mark, none for 무약정.

    `sure` where a word for the contract says so, not only its place in a note.
    """

    start: int
    months: int
    period: Mark | None
    sure: bool = True


def bindings(text: str, clauses: list[Clause], marks: list[Mark], *, note: bool) -> list[Binding]:
    """Every contract length that is offered, in order; one that is changed for another is left out."""
    found: list[Binding] = []
    periods = [mark for mark in marks if mark.sort == "period" and SHORTEST <= mark.number <= LONGEST]
    for clause in clauses:
        if clause.standing not in (Standing.LIVE, Standing.CONDITION):
            continue
        if _NONE.search(clause.text) and not re.search(r"상태|현재|지금은", clause.text):
            found.append(Binding(clause.start, 0, None))
        for mark in periods:
            binds = clause.start <= mark.start < clause.end and _binds(text, clause, mark, note)
            if binds:
                if found and _swapped(text, mark):
                    found.pop()
                found.append(Binding(clause.start, int(mark.number), mark, binds == "sure"))
    return [one for one in found if one.sure] or found


def committed(found: list[Binding], first: int | None) -> tuple[int | None, int | None]:
    """The contract in months, and where the alternatives to it begin.

    Of several lengths the one that the first term (at `first`) goes with is kept: "3년이면 32만 원, 2년이면
    20만 원".
    """
    if not found:
        return None, None
    kept = found[0]
    for one in found[1:]:
        if first is not None and one.months != kept.months and first < one.start:
            return kept.months, one.start
        kept = one
    return kept.months, None


def _swapped(text: str, mark: Mark) -> bool:
    return bool(
        re.search(r"(?:말고|대신|에서|→|->|instead of)\s?(?:[가-힣\s]{0,6})$", text[: mark.start][-14:])
    )


def _binds(text: str, clause: Clause, mark: Mark, note: bool) -> Literal["sure", "bare"] | None:
    before = text[max(clause.start, mark.start - REACH) : mark.start]
    after = text[mark.end : min(clause.end, mark.end + REACH)]
    onward = text[mark.end : mark.end + 24]
    if _GONE.search(onward) or _GONE_EN.search(onward) or (
        _BEFORE_GONE.search(before) and not _AGAIN.match(onward)
    ):
        return None
    if re.search(r"(?:무료|공짜|무상)로?\s?$|\bfree (?:for )?$", before):
        return None
    if _BOUND.match(after) or _BINDING.search(
        text[max(0, clause.start - 30, mark.start - REACH) : mark.start]
    ):
        return "sure"
    if _LOCKED.search(before) or (mark.word == "year" and _WITH.search(before) and not re.match(r"\s?[가-힣]", after)):
        return "sure"
    if mark.word == "this" or _OWN_PERIOD.search(text[max(0, mark.start - 40) : mark.start]) or _PERIOD_WORD.match(after):
        return None
    if mark.word == "year" and mark.number <= LONGEST and _STEP.match(text[mark.end :]):
        return None if mark.number == 12 and after.startswith("에") else "sure"
    return "bare" if _bare(before, after, mark, note) else None


def _bare(before: str, after: str, mark: Mark, note: bool) -> bool:
    """A note's bare `3년`, or a spoken clause that is nothing but a length."""
    alone = not re.search(
        r"[\w%]",
        before
        + re.sub(r"^(?:이요|요|이에요|예요|입니다|이고요|이세요|이구요|이고|으로요?)", "", after.strip()),
    )
    if alone:
        return mark.word == "year" or mark.number >= 12
    if re.search(r"(?<!약정)(?<!계약)(?<!약정 )기간(?:은)?\s?$", before):
        return False
    return note and mark.word == "year" and not _FOR.search(before) and not re.search(r"[가-힣]", after)
