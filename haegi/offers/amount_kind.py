"""What an amount is by the words around it: cash, voucher, points, a discount, the new fee, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from haegi.money.money import Money
from haegi.offers.clauses import Standing
from haegi.offers.doc import OFF, Talk
from haegi.offers.spans import Mark
from haegi.offers.term import Kind

MONTHLY = re.compile(
    r"(?<!\d)(?<!\d )(?<![가-힣])월(?![가-힣])|(?<![가-힣\d])월\s?(?:요금|납부|할인|이용료|정액"
    r"|청구|비용|납입)|매달|매월|다달이|달달이|달마다|월마다|(?<!\d)한\s?달에|매\s달|\bmonthly\b"
    r"|(?:your|the) (?:monthly )?bill\b",
    re.IGNORECASE,
)
MONTHLY_AFTER = re.compile(
    r"^\s?(?:원)?씩|매달|매월|다달이|달마다|/\s?(?:mo(?:nth)?\b|월)|\b(?:a|per|each"
    r"|every)\s(?:single )?(?:month|mo)\b|\bmonthly\b|\bmo\b|\boff (?:of )?(?:your"
    r"|the) (?:\w+ )?(?:bill|rate|price|plan)"
    r"|\b(?:bill|statement)\b",
    re.IGNORECASE,
)
FEE_WORD = re.compile(
    r"요금|기본료|납부액|납부\s?금액|월정액|월\s?이용료|이용료|납입액|청구\s?금액|\b(?:bill|rate"
    r"|price|payment|pricing|fee|total|cost|plan)\b",
    re.IGNORECASE,
)
_TO_FEE = re.compile(
    r"^\s?(?:원)?\s?(?:짜리\s?)?(?:요금제?|상품)(?:으로|로|에|을|를)|^\s?(?:씩|선"
    r"|정도)?\s?(?:으로|로|에)(?!\s?(?:상품권|현금|지원금|포인트|\+))(?!서)"
    r"|^\s?(?:선)?까지\s?(?:는\s?)?(?:더\s?|확\s?|쭉\s?|제가\s?)*(?:내려|내릴|낮|떨어|인하|조정"
    r"|맞)|^\s?에\s?(?:쓰|이용|맞|드|해|가능)"
)
_FEE_COPULA = re.compile(
    r"^\s?(?:만\s?(?:내|납|받)|입니다|이에요|예요|이세요|이고|이며|이구|되[세시십]|됩|돼|나가"
    r"|나옵|나와|나오|청구|$)"
)
OFF_BEFORE = re.compile(
    r"(?:할인|감면|인하)(?:은|이|으로|액은?|액이?|금액은?|가|혜택은?|폭은?|도|을|로)?\s?(?:월"
    r"|매달|매월|한\s?달에)?\s?[:=]?\s?(?:최대|약|총|더)?\s?$|[-−–]\s?$"
    r"|\b(?:off|discount of|discount is|sav(?:e|es|ing|ings)(?: of| you)?|knock(?:ing)?|tak(?:e"
    r"|ing)|cut(?:ting)?|shav(?:e|ing)|"
    r"(?:lower|reduc|drop|cut|decreas|bring|discount)\w*(?: (?:it|that|this|down"
    r"|your (?:monthly )?(?:bill|rate|price|payment)))* by|credit(?:ing)?(?: you| of)?|minus"
    r"|less)"
    r"\s?(?:you )?(?:another |an extra |an additional |up to |a further |a |about |at least )?$",
    re.IGNORECASE,
)
CHARGE_GAP = re.compile(
    r"^(?:은|는|이|가|도|을|를|으로|로|월|약|총|매달|매월|한|정도|만|인|원래|보통|\s|\(|:|=|of"
    r"|is|the|was|up to|would be|will be|,)*$",
    re.IGNORECASE,
)
NOT_AFTER = re.compile(
    r"^\s?(?:더\s?(?:싸|쌉|비싸|저렴)|아래|밑으로|이득|아끼|손해|이상|넘|초과|미만|이하|보다|대(?:로|면|의|까지|에|인|부터|$|\s)|정도\s?이상|(?:을"
    r"|를)?\s?(?:포기|채우|채워|쓰시|쓰셔|쓰면|사용|결제|이용하)|"
    r"(?:이|가|은|는|을|를)?\s?(?:청구(?!\s?할인)|부과|사라|없어|줄어|오르|올라|인상|물어|토해))"
    r"|^\s?(?:more|extra|additional|or more|minimum|in (?:total )?spend|a year|per year"
    r"|annually)\b|^\s?(?:fee|charge|penalty|value)\b",
    re.IGNORECASE,
)
NOT_BEFORE = re.compile(
    r"(?:실적|이용액|사용액|결제액)(?:은|이|도|만)?\s?(?:최소|월|매월)?\s?$|(?<![가-힣])(?:연"
    r"|연간|1년에|일\s?년에|년에|년간)\s?(?:총|약|최대)?\s?$|(?:출고가|정가|시가|시중가|판매가"
    r"|소비자가|정상가|정상\s?요금|원가)\s?(?:가|는|은)?\s?$"
    r"|(?:현재|지금|기존|원래|종전|이전)\s?(?:월|월\s?요금|요금제?|납부액|월\s?납부액"
    r"|내시는\s?요금)?\s?(?:은|는|이|가)?\s?(?:월\s?)?(?<!현재 )(?<!지금 )$"
    r"|\b(?:from|instead of|was|were|normally|usually|regularly|regular(?:ly)?(?: price)?|not"
    r"|spend(?:ing)?|your (?:current|usual|old)|than|valued at|retail|extra|additional|paying"
    r"|pay|their)\s?(?:a |of )?$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:총|총액|합계|합쳐서?|합치면|합해서?|합하면|합산하면|다\s?해서|다\s?합하면|다\s?하면"
    r"|전부\s?(?:해서|다)?|모두\s?(?:해서|합쳐)?|도합|통틀어|해서\s?총|총\s?합|토탈|계산하면"
    r"|따지면|환산하면)\s?(?:은|으로|약|이|하면|:)?\s?$"
    r"|\b(?:total(?:ing|s)?(?: of)?|altogether|all in all|adds up to|comes to|worth|that's|in all)\s?$",
    re.IGNORECASE,
)
TOWARD = re.compile(r"^\s?(?:원)?에\s|^\s?(?:원)?(?:으로|로)\b|^\s?(?:원)?(?:으로|로)(?=\s|$|[가-힣])")
_HAND_OVER = re.compile(
    r"드리|드려|드릴|드립|받으시(?:는|고|면 되)|지급|챙겨|얹|보태|맞춰|올려|나갑|나가요|나가는|나갈|나오네|됩니다|돼요"
    r"|되세요|가능|제공|지원|준대|준다|줄게|해줌|제시|가능하|제안|승인"
    r"|\b(?:give|offer|get you|send|do|add|throw in|put|credit|bonus)\b",
    re.IGNORECASE,
)
ADDED_UP = re.compile(r"(?:보태|더해|더하|얹어|추가해|플러스해)(?:서)?\s?(?:총|모두|다\s?해서|합쳐)?\s?$")
# An amount that says what a thing is worth: "30만원 상당의 에어프라이어".
_WORTH_OF = re.compile(r"^\s?(?:상당|짜리|어치)(?:의)?\s(?!드리|드려|드릴|드립|나가|지급|챙겨|보내|로\s)")
_BESIDE = re.compile(
    r"\s?(?:원)?(?:의|짜리)?\s?(?:(?:one[- ]time|monthly|per month|a month)\s)?$", re.IGNORECASE
)
_PRICED = re.compile(
    r"\byou(?:'d|'ll) be (?:at|paying) $|\block(?:ed|ing)? (?:you |it )?in (?:at )?$|\b(?:from\b.*\bto|down to)\s*$|\b(?:megs?|mbps|gigs?|gbps|gigabit)\b.*\b(?:for|at)\s$", re.IGNORECASE
)
_DOWN_TO = re.compile(r"\bdown to (?:just |only )?$", re.IGNORECASE)
_LOWERED = re.compile(
    r"^\s?(?:으로|로|까지)\s?.{0,6}(?:내려|낮|떨어|인하|줄)|^ for (?:the (?:next"
    r"|first) )?[\w-]+ months\b"
)
_CUT_TOPIC = re.compile(r"할인\s?(?:폭|액|금액)?(?:을|를|은|이|도)?\s+(?:월|매달|매월)?\s")
_HANDS = re.compile(r"(?:드릴|해\s?드릴)\s?수\s?있는\s?(?:최대|최고|한도|금액|게|건|거는|것은)|저희(?:는|도)\s?(?:최대\s?)?$|\b(?:give|get you|credit|offer|put|send)\b")
_CUT_NOW = re.compile(r"\s?(?:씩\s?)?(?:할인|감면|빼)")
_OF_PLAN = re.compile(r"^\s?(?:(?:짜리\s?)?요금제?에서|짜리\s?요금제?(?:를|은|는))")
_AT_PRICE = re.compile(r"^에\s?(?:해\s?드|쓰시|쓰실|이용|사용하|제공|맞춰\s?드|드릴게)")
_PRICE_CEILING = 120_000
# "현금 -3만원" gives nothing; "월 -3,000원" does.
_MINUS = re.compile(r"(?:^|\s)-$")
_FACE = re.compile(r"^\s?(?:원)?\s?(?:권|짜리)")
_PIECE = re.compile(r"^\s?권\s?(?:으로|\S+\s?[장매])")
_PER_PIECE = re.compile(r"(?:장당|한\s?장에|매당|장에|액면가?)\s?$")
# Between these a bare monthly amount in won may be either; below, it is taken for a discount, from here on
# for the fee.
_FEE_FLOOR = 15_000
_BIG_DISCOUNT = {"KRW": 60_000, "USD": 10_000}


@dataclass(slots=True)
class Setting:
    """One amount and what stands around it, up to the neighbouring amounts."""

    mark: Mark
    money: Money
    before: str
    after: str
    noun: Kind | None = None
    linked: Kind | None = None
    carried: Kind | None = None
    card: bool = False
    topic: bool = False

    @property
    def monthly(self) -> bool:
        return bool(self.topic or MONTHLY.search(self.before[-26:]) or MONTHLY_AFTER.search(self.after[:40]))

    @property
    def off(self) -> bool:
        credited = self.monthly and re.search(r"^\W*(?:\w+ ){0,2}credit\b", self.after, re.IGNORECASE)
        return bool(credited or OFF.search(self.after) or OFF_BEFORE.search(self.before))


def _todays(talk: Talk, setting: Setting) -> bool:
    """Whether the amount is what was just called today's: "받으신 | 상품권 15만 원은 그대로"."""
    index = talk.index(setting.mark.start)
    if not index or talk.clauses[index - 1].standing is not Standing.PRESENT:
        return False
    led = talk.clauses[index - 1].text.rstrip().endswith(("는", "신", "던", "은", "한", "인"))
    gap = re.sub(r"(?:월|매달|요금제?|상품권?|현금|지원금|포인트|할인|사은품|인터넷|TV)(?:[은는이가]|\s)*|\s", "", setting.before)
    first = not any(talk.within("sum", talk.clause(setting.mark).start, setting.mark.start))
    return first and led and not gap and not TOWARD.match(setting.after)


def kind_of(talk: Talk, setting: Setting, others: bool) -> Kind | None:
    """What the amount is, None if it is no term; `others` where terms of money were named before it."""
    lead = talk.text[max(0, setting.mark.start - 16) : setting.mark.start]
    summed = bool(ADDED_UP.search(lead))
    if _no_term(talk, setting) or (others and _TOTAL.search(lead) and not summed):
        return None
    return _said(setting) or ("cash" if summed or _handed(talk, setting) else None)


def _no_term(talk: Talk, setting: Setting) -> bool:
    """Whether the amount is a condition, what a thing is worth, a charge, or what is paid today."""
    before, after = setting.before, setting.after
    if _MINUS.search(before) and not (setting.monthly or setting.card or FEE_WORD.search(before) or OFF.search(after)):
        return True
    if _OF_PLAN.match(after):
        return True
    if NOT_AFTER.match(after) and not setting.linked and not face(setting):
        return True
    if _WORTH_OF.match(after) and not (setting.noun or setting.linked or face(setting)):
        return True
    if NOT_BEFORE.search(before) and not _CUT_NOW.match(after):
        return True
    return _charged(talk, setting) or _todays(talk, setting)


def _said(setting: Setting) -> Kind | None:
    """The kind that the words beside the amount name. The order is from the surest sign to the weakest."""
    if setting.noun and not (setting.monthly and setting.off and not setting.linked):
        return setting.noun
    if _PIECE.match(setting.after):
        return "voucher"
    if _CUT_TOPIC.search(setting.before) and TOWARD.match(setting.after):
        return _discount(setting)
    if _is_fee(setting):
        return "monthly_fee"
    if setting.linked:
        return setting.linked
    if setting.off or setting.card:
        return _discount(setting)
    if setting.monthly or FEE_WORD.search(setting.before):
        return _bare_monthly(setting)
    return setting.carried


def _handed(talk: Talk, setting: Setting) -> bool:
    """Whether the amount is handed over, though nothing says in what form."""
    return not setting.off and bool(
        _HAND_OVER.search(setting.after)
        or _HANDS.search(setting.before)
        or _HAND_OVER.search(talk.after(setting.mark))
    )


def _charged(talk: Talk, setting: Setting) -> bool:
    """Whether the amount is what a charge comes to: `위약금 18만원`, `$99 installation fee`."""
    mark, clause = setting.mark, talk.clause(setting.mark)
    for waived in talk.within("waived", clause.start, mark.start):
        if waived.end <= mark.start and CHARGE_GAP.match(talk.text[waived.end : mark.start]):
            return True
    return any(
        _BESIDE.match(talk.text[mark.end : waived.start])
        for waived in talk.within("waived", mark.end, clause.end)
    )


def face(setting: Setting) -> bool:
    return bool(_FACE.match(setting.after) or _PER_PIECE.search(setting.before))


def _is_fee(setting: Setting) -> bool:
    about = setting.monthly or FEE_WORD.search(setting.before) or _PRICED.search(setting.before)
    about = about or _LOWERED.match(setting.after)
    priced = _AT_PRICE.match(setting.after) and setting.money.minor < _PRICE_CEILING
    if not (about or priced) or setting.card:
        return False
    if _DOWN_TO.search(setting.before):
        return True
    if setting.money.currency == "USD" and not _TO_FEE.match(setting.after):
        return (
            not setting.off
            and bool(
                re.search(
                    r"\b(?:(?<!up )to|lock(?:ed|ing)?(?: you| it)? in|for|at|be|is|of|only|just|pay|around|do|make it)\s(?:just |only |about )?$",
                    setting.before,
                    re.IGNORECASE,
                )
            )
            and not re.search(r"\bby\s$", setting.before)
        )
    if re.search(r"요금에서|에서\s?(?:월|매달|매월)?\s?$", setting.before):
        return False
    return bool(_TO_FEE.match(setting.after)) and not (OFF_BEFORE.search(setting.before))


def _discount(setting: Setting) -> Kind | None:
    if setting.card:
        return "card_discount"
    sure = setting.monthly or FEE_WORD.search(setting.before)
    big = setting.money.minor > _BIG_DISCOUNT[setting.money.currency]
    if big and (not sure or _TOTAL.search(setting.before)):
        return None
    return "monthly_discount"


def _bare_monthly(setting: Setting) -> Kind | None:
    """A monthly amount with no word for which: `월 5,500`, `월 요금은 27,500원`."""
    fee_said = FEE_WORD.search(setting.before) and not re.search(r"요금에서", setting.before)
    if setting.money.currency == "USD":
        return "monthly_fee"
    if fee_said and (_FEE_COPULA.match(setting.after) or setting.money.minor >= _FEE_FLOOR):
        return "monthly_fee"
    return "monthly_fee" if setting.money.minor >= _FEE_FLOOR else "monthly_discount"
