"""What the customer need not pay: percentages off, months without the fee, waived charges."""

from __future__ import annotations

import re
from typing import cast

from haegi.offers.amount_kind import CHARGE_GAP
from haegi.offers.amount_terms import Placed
from haegi.offers.clauses import Standing
from haegi.offers.doc import FREE, GONE, OFF, Talk, is_note
from haegi.offers.spans import Mark
from haegi.offers.term import Term, Waived

_NOT_PERCENT = re.compile(
    r"^\s?(?:이상|이하|미만|확률|가능|보장|만족|더\s?빠|빠른|faster|more speed|guarantee|satisf"
    r"|APR|interest)|^\s?(?:이자|세금)",
    re.IGNORECASE,
)
_NOT_OF_FEE = re.compile(
    r"(?:부가세|VAT|이자|연|위약금|반환금|임대료|설치비|tax(?:es)?|interest|속도|speed)\s?(?:는"
    r"|은|이|의|를|을)?\s?(?:약)?\s?$",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"넷플릭스|유튜브|디즈니|티빙|웨이브|왓챠|채널|OTT|콘텐츠|부가\s?서비스|VOD|캐치온|키즈|영화"
    r"|음악|지니뮤직|멜론|클라우드|백신|보안|"
    r"netflix|hbo|\bmax\b|hulu|disney|peacock|paramount|showtime|starz|premium|streaming"
    r"|channels?|spotify|apple|security|subscription",
    re.IGNORECASE,
)
_WAIVE_KO = re.compile(
    r"면제|무료|공짜|무상|(?<![가-힣])안(?:\s내|내(?:셔도|도\s?[돼되]|시게))"
    r"|(?<![가-힣])안\s?(?:받|나오게|되게|물|청구|붙)|받지\s?않|청구하지\s?않"
    r"|내지\s?않|없애|없앨|없앴|없던|(?<![가-힣])빼|빠[지집져질]|(?<![\d,만천])(?:0|영)\s?원"
    r"|감면|"
    r"(?:전액|저희가|저희\s?쪽에서|제가)\s?(?:다\s?|모두\s?|전부\s?|전액\s?)?(?:지원|부담|처리"
    r"|해결|대납|납부|내)|지원|대납|대신\s?(?:내|납|처리)|탕감|취소해|삭제|제해|깎아|부담(?:해"
    r"|할|하겠)|내\s?드|물어\s?드|해결해|서비스로|"
    r"처리해\s?드|제외(?:해|하고\s?$)"
)
_NONE_KO = re.compile(
    r"^\s?(?:은|는|이|가|도|를|을)?\s?(?:전혀\s?|따로\s?|별도로\s?|아예\s?)?(?:없(?:이|습|어|음"
    r"|고|는|으|애)|안\s?듭|안\s?들|[xX×](?![a-zA-Z])|0(?!\d))"
)
_WAIVE_EN = re.compile(
    r"\b(?:waiv\w*|free|no charge|covered|cover|on us|gone|goes away|zero|dropped|removed|forgiven"
    r"|credited|refunded|taken care of|won't (?:be|apply|cost|charge)|"
    r"on the house|included|comped|taken off|at no cost|eliminated|\$0|off the bill|off your bill)\b",
    re.IGNORECASE,
)
_WAIVE_EN_BEFORE = re.compile(
    r"\b(?:so (?:is|are)|waiv\w+|no|without(?: an?y?)?|drop\w*|remov\w*|cover\w*|forgiv\w*|credit\w*(?: back)?"
    r"|refund\w*|tak(?:e|ing) (?:off|care of)|knock off|get rid of|eliminat\w*|skip\w*|"
    r"free|won't charge(?: you)?|eat\w*|absorb\w*|pay(?:ing)?(?: off)?|zero out|revers\w*|comp"
    r"|scrap\w*|cancel|strike|kill|lose|ditch|take|won't (?:have|pay)(?: an?y?)?)"
    r"\s(?:(?:all|any|the|your|that|this|of|for|both|more|and|or|even|new|monthly|whole|full"
    r"|entire|remaining|installation|install|late|rental|"
    r"modem|router|early|termination|equipment|activation|fee|fees|charges?|setup|last|month's"
    r"|one-time|standard|\$[\d.,]+),?\s)*$",
    re.IGNORECASE,
)
_TAKES_UP = re.compile(
    r"^\W*(?:안\s?받|면제|무료로|그건|그거|그것|그걸|이걸|이건|그\s|것|거는|거\s|건|걸|게|전부|전액|모두|다\s|저희"
    r"|제가|이번|쪽)"
)
_TAKES_UP_EN = re.compile(
    r"\b(?:waiv|tak|remov|cover|credit|drop|forgiv|refund|knock|revers|eat|absorb"
    r"|handl)\w* (?:care of )?(?:that|it|this|those|both|them)\b",
    re.IGNORECASE,
)
_THAT_ONE = re.compile(r"^\W*(?:그건|그거|그것|그걸|이걸|이건|그 비용|그 금액)")
_LEAVE_FREELY = re.compile(r"없이\s?(?:해지|나가|옮|바로\s?해지|언제|자유|이동|그만|중도)")


_INSTEAD = re.compile(r"^\s?(?:할인|감면|씩|\s)*(?:을|은)?\s?(?:대신|말고)")
_TIMES = re.compile(r"^\s?[x×]?\s?\d+\s?개월")
_FEE_PERCENT = re.compile(r"(?:요금|기본료)\s?$")


def percent_terms(talk: Talk) -> list[Placed]:
    """Percentages off the monthly fee."""
    placed: list[Placed] = []
    marks = [mark for mark in talk.of("percent") if talk.live(mark)]
    for mark in marks:
        before, after = talk.before(mark), talk.after(mark)
        if _NOT_PERCENT.match(after) or _NOT_OF_FEE.search(before):
            continue
        if _replaced(talk, mark, marks):
            continue
        half = bool(re.match(r"반|절반|half", talk.text[mark.start : mark.end], re.IGNORECASE))
        if half and not re.search(
            r"요금|기본료|bill|price|off|할인|값", talk.clause(mark).text, re.IGNORECASE
        ):
            continue
        if _INSTEAD.match(after):
            continue
        noted = (_FEE_PERCENT.search(before) or _TIMES.match(after)) and is_note(talk.text)
        if half or noted or OFF.search(after) or OFF.search(before[-20:]):
            placed.append(
                (mark.start, Term("percent_discount", percent=mark.number, months=talk.period(mark)))
            )
    return placed


def _replaced(talk: Talk, mark: Mark, marks: list[Mark]) -> bool:
    """Whether the next percentage takes this one's place: `10%에서 15%로`."""
    later = [one for one in marks if one.start > mark.start]
    if not later:
        return False
    between = talk.text[mark.end : later[0].start]
    return len(between) < 20 and bool(
        re.search(r"^\s?(?:에서|→|->|말고|대신|아니)|말고|instead|^ to $|^(?: 할인)?(?:을|를) ", between)
    )


def waiver_terms(talk: Talk) -> list[Placed]:
    """Charges that are not asked for; a period beside them is spent on them."""
    placed: list[Placed] = []
    for mark in talk.of("waived"):
        if _waived(talk, mark):
            placed.append(
                (mark.start, Term("waiver", what=cast(Waived, mark.word), months=talk.period(mark)))
            )
    return placed


def _waived(talk: Talk, mark: Mark) -> bool:
    clause = talk.clause(mark)
    standing = clause.standing
    if standing is Standing.LIVE and _waives(talk, mark, talk.after(mark)):
        return True
    if standing not in (Standing.LIVE, Standing.PRESENT, Standing.CHARGED):
        return False
    return (standing is Standing.LIVE and _later(talk, mark, bare=True)) or _later(talk, mark, bare=False)


def _waives(talk: Talk, mark: Mark, after: str) -> bool:
    own = talk.text[mark.start : mark.end]
    rest = _until_next_topic(talk, mark, after)
    if re.search(r"무료|무상|공짜|\bfree|complimentary", own, re.IGNORECASE):
        return True
    if mark.word != "penalty" and _NONE_KO.match(after):
        return True
    if mark.word == "penalty" and _LEAVE_FREELY.search(after):
        return False
    if _WAIVE_KO.search(rest) or _WAIVE_EN.search(rest):
        return True
    return bool(
        _WAIVE_EN_BEFORE.search(talk.before(mark)) or re.search(r"(?:무료|무상|공짜)\s?$", talk.before(mark))
    )


def _until_next_topic(talk: Talk, mark: Mark, after: str) -> str:
    """The words after a charge, up to a sum of another kind that its own verb would belong to."""
    high = mark.end + len(after)
    ends = [one.start - mark.end for one in talk.within("noun", mark.end, high)]
    ends += [
        one.start - mark.end
        for one in talk.within("sum", mark.end, high)
        if not CHARGE_GAP.match(talk.text[mark.end : one.start])
    ]
    return after[: min(ends)] if ends else after


def _later(talk: Talk, mark: Mark, *, bare: bool) -> bool:
    """Whether a clause further on waives it: a list ("설치비, 임대료 모두 면제") or "나오는 건 저희가
    면제"."""
    index = talk.index(mark.start)
    if (
        bare
        and re.search("[가-힣]", talk.after(mark))
        and not re.fullmatch(
            r"[\s,]*(?:은|는|이|가|도|을|를|랑|이랑|하고|과|와|까지|\s|[\d,.만천]+원?|월|약|및|and|the"
            r"|fee)*\W*",
            talk.after(mark),
        )
    ):
        return False
    for clause in talk.clauses[index + 1 :]:
        if clause.sentence != talk.clauses[index].sentence:
            return not bare and bool(_THAT_ONE.match(clause.text) and _WAIVE_KO.search(clause.text))
        others = talk.within("waived", clause.start, clause.end)
        if clause.standing is Standing.LIVE and _TAKES_UP_EN.search(clause.text):
            return True
        if clause.standing is Standing.LIVE and _WAIVE_KO.search(clause.text):
            return bool(others) if bare else bool(_TAKES_UP.match(clause.text) and not others)
        if clause.standing is Standing.LIVE and bare and _WAIVE_EN.search(clause.text) and others:
            return True
        if bare and not others:
            return False
    return False


def free_terms(talk: Talk) -> list[Placed]:
    """Months without the fee. Waivers come first: `셋톱 임대료 12개월 면제` is no free months."""
    placed: list[Placed] = []
    for mark in talk.of("period"):
        if mark in talk.spent or mark.number > 60 or not talk.live(mark):
            continue
        if _is_free(talk, mark):
            talk.spent.add(mark)
            placed.append((mark.start, Term("free_months", months=int(mark.number))))
    return placed


def _is_free(talk: Talk, mark: Mark) -> bool:
    clause = talk.clause(mark)
    own = talk.text[mark.start : mark.end]
    if FREE.search(own):
        return not _SERVICE.search(clause.text)
    before, after = talk.before(mark), talk.after(mark)
    if GONE.match(after):
        return False
    found = _FREE_NOT_THAN.search(after) or _FEE_DROPPED.match(after)
    between = after[: found.start()] if found else ""
    if found is None:
        found = re.search(
            r"(?:무료로?|공짜로?|면제|무상으로?)(?:\s?이용|\s?사용)?(?:권)?(?:는|를|은|을|\s?기간은?)?\s?(?:총\s?)?$|\bfree (?:service "
            r"|internet )?(?:for )?(?:the )?(?:next |first )?$|\b(?:skip|waive|comp|cover)\w*\s(?:your "
            r"|the )?(?:next |first |last )?$",
            before,
            re.IGNORECASE,
        )
        between = ""
    if found is None:
        return _next_free(talk, mark, after)
    blocked = any(
        mark.end <= one.start < mark.end + len(between)
        for one in talk.marks
        if one.sort in ("sum", "waived", "noun", "speed")
    )
    waived = talk.within("waived", clause.start, clause.end)
    near = any(
        abs(one.start - mark.end) < 10
        or (0 <= mark.start - one.end < 20 and not FREE.search(talk.text[one.end : mark.start]))
        for one in waived
    )
    return not blocked and not near and not _SERVICE.search(clause.text)


_FEE_DROPPED = re.compile(
    r"\s?(?:치|분|간|동안)?(?:의|은|는)?\s?(?:월\s?)?(?:(?:TV\s?|티비\s?|인터넷\s?)?요금|기본료|기본요금|이용료)(?:을|를|은"
    r"|도)?\s?(?:전액\s?|다\s?|아예\s?|전부\s?)?(?:빼|감면|공제|제해|제외해)"
)


_FREE_NOT_THAN = re.compile(rf"(?:{FREE.pattern})(?!\s?(?:보다|말고|대신))", re.IGNORECASE)
_FREE_ALONE = re.compile(r"\W*(?:무료|공짜|면제|무상|free)(?:로|예|입|이|고|요|\W*$)", re.IGNORECASE)


def _next_free(talk: Talk, mark: Mark, after: str) -> bool:
    """`앞으로 넉 달은, 요금 안 내셔도 됩니다`: the next clause frees the period of this one."""
    index = talk.index(mark.start)
    if (
        index + 1 >= len(talk.clauses)
        or "+" in after
        or not re.fullmatch(r"(?:은|는|동안|동안은|간|까지|은요|치|\s)*\W*", after)
    ):
        return False
    following = talk.clauses[index + 1]
    free = FREE.search(following.text)
    return bool(
        following.standing is Standing.LIVE
        and free
        and not any(following.start <= one.start < following.start + free.start() for one in talk.marks)
        and (
            re.search(r"요금|기본료|이용료|청구|bill|전부|전액", following.text[: free.start()])
            or _FREE_ALONE.match(following.text)
        )
    )
