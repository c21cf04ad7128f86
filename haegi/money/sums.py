"""Which term each amount of money is: cash, voucher, points, a discount, a card's discount, the new fee, or
none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from haegi.money.clauses import Standing
from haegi.money.marks import Mark
from haegi.money.money import LIMIT, Money
from haegi.money.talk import OFF, Talk
from haegi.money.term import Kind, Term

Placed = tuple[int, Term]

_MONTHLY = re.compile(
    r"(?<!\d)(?<!\d )(?<![가-힣])월(?![가-힣])|(?<![가-힣\d])월\s?(?:요금|납부|할인|이용료|정액"
    r"|청구|비용|납입)|매달|매월|다달이|달달이|달마다|월마다|(?<!\d)한\s?달에|매\s달|\bmonthly\b"
    r"|(?:your|the) (?:monthly )?bill\b",
    re.IGNORECASE,
)
_MONTHLY_AFTER = re.compile(
    r"^\s?(?:원)?씩|매달|매월|다달이|달마다|/\s?(?:mo(?:nth)?\b|월)|\b(?:a|per|each"
    r"|every)\s(?:single )?(?:month|mo)\b|\bmonthly\b|\bmo\b|\boff (?:of )?(?:your"
    r"|the) (?:\w+ )?(?:bill|rate|price|plan)"
    r"|\b(?:bill|statement)\b",
    re.IGNORECASE,
)
_FEE_WORD = re.compile(
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
_OFF_BEFORE = re.compile(
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
_FILLER = re.compile(
    r"^(?:으로|로|은|는|이|가|을|를|도|만|에|의|으로는|로는|까지|:|=|,|\s|최대|총|추가로|추가"
    r"|따로|무려|약|한|더|바로|먼저|금액은|금액이|액수는|액은|쪽은|쪽으로|같은 경우|경우|경우는"
    r"|경우에는|형태로|기준|그냥|해서|말씀드린|안내드린|처음|아까|상당|장당"
    r"|worth|of|for|is|up to|card|credit|in|and|a|an|the|into|your|account|[(~])*$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"^(?:\s?원)?\s?(?:어치|짜리|상당|상당의|의|정도|권|만큼|을|를|은|는|치|이|도|까지|쯤|\s"
    r"|으로|로|추가|추가로|온라인|신세계|백화점|worth|of|in|a|an|on|onto|to|as|per|for|the"
    r"|towards?|one[- ]time|prepaid|bonus|credit|bill|statement|free|our|"
    r"your|via|by|into|modified|loyalty|reward|[-(~])*$",
    re.IGNORECASE,
)
_CHARGE_GAP = re.compile(
    r"^(?:은|는|이|가|도|을|를|으로|로|월|약|총|매달|매월|한|정도|만|인|원래|보통|\s|\(|:|=|of"
    r"|is|the|was|would be|will be|,)*$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"^\s?(?:이상|넘|초과|미만|이하|보다|대(?:로|면|의|까지|에|인|부터|$|\s)|정도\s?이상|(?:을"
    r"|를)?\s?(?:포기|채우|채워|쓰시|쓰셔|쓰면|사용|결제|이용하)|"
    r"(?:이|가|은|는|을|를)?\s?(?:청구(?!\s?할인)|부과|사라|없어|줄어|오르|올라|인상|물어|토해))"
    r"|^\s?(?:more|extra|additional|or more|minimum|in (?:total )?spend|a year|per year"
    r"|annually)\b|^\s?(?:fee|charge|penalty|value)\b",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?:실적|이용액|사용액|결제액)(?:은|이|도|만)?\s?(?:최소|월|매월)?\s?$|(?<![가-힣])(?:연"
    r"|연간|1년에|일\s?년에|년에|년간)\s?(?:총|약|최대)?\s?$|(?:출고가|정가|시가|시중가|판매가"
    r"|소비자가|정상가|정상\s?요금|원가)\s?(?:가|는|은)?\s?$"
    r"|(?:현재|지금|기존|원래|종전|이전)\s?(?:월|월\s?요금|요금제?|납부액|월\s?납부액"
    r"|내시는\s?요금)?\s?(?:은|는|이|가)?\s?(?:월\s?)?(?<!현재 )(?<!지금 )$"
    r"|\b(?:from|instead of|was|were|normally|usually|regularly|regular(?:ly)?(?: price)?|not"
    r"|spend(?:ing)?|your (?:current|usual|old)|than|valued at|retail|extra|additional|paying"
    r"|pay)\s?(?:a |of )?$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:총|총액|합계|합쳐서?|합치면|합해서?|합하면|합산하면|다\s?해서|다\s?합하면|다\s?하면"
    r"|전부\s?(?:해서|다)?|모두\s?(?:해서|합쳐)?|도합|통틀어|해서\s?총|총\s?합|토탈|계산하면"
    r"|따지면|환산하면)\s?(?:은|으로|약|이|하면|:)?\s?$"
    r"|\b(?:total(?:ing|s)?(?: of)?|altogether|all in all|adds up to|comes to|worth|that's|in all)\s?$",
    re.IGNORECASE,
)
_SWAP = re.compile(
    r"^\s?(?:원)?\s?(?:짜리|씩|할인)?\s?(?:에서|→|->|=>|⇒|~>|말고|대신에?|이?\s?아니(?:고|라)"
    r"|였던|이던|던\s|하던|드리던|인\s?(?:걸|거|것)|보다)"
    r"|(?:던|인|는)\s?(?:걸|거|것을|게|금액을)\s|말고\s|대신\s|→|->|=>"
)
_SWAP_EN = re.compile(
    r"^(?:\s(?:bill|rate|price|payment|plan))?(?:\s(?:a|per|each) month|/mo(?:nth)?|\sto"
    r"|\sdown)?\s?(?:down\s)?to\s(?:just |only )?$",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"^\s?(?:원)?(?:을|를)\s(?:[가-힣]+(?:으로|로)?\s)?(?:월\s)?$")
_TOWARD = re.compile(r"^\s?(?:원)?(?:으로|로)\b|^\s?(?:원)?(?:으로|로)(?=\s|$|[가-힣])")
_RAISED = re.compile(r"^\s?(?:으로|로|까지)\s?.{0,8}(?:올려|올리|상향|높여|늘려|증액|키워|수정|정정|변경)")
_HAND_OVER = re.compile(
    r"드리|드려|드릴|드립|지급|챙겨|얹|보태|맞춰|올려|나갑|나가요|나가는|나갈|나오네|됩니다|돼요"
    r"|되세요|가능|제공|지원|준대|준다|줄게|해줌|제시|가능하|제안|승인"
    r"|\b(?:give|offer|get you|send|do|add|throw in|put|credit|bonus)\b",
    re.IGNORECASE,
)
_ADDED_UP = re.compile(r"(?:보태|더해|더하|얹어|추가해|플러스해)(?:서)?\s?(?:총|모두|다\s?해서|합쳐)?\s?$")
# An amount that says what a thing is worth: "30만원 상당의 에어프라이어".
_WORTH_OF = re.compile(r"^\s?(?:상당|짜리|어치)(?:의)?\s(?!드리|드려|드릴|드립|나가|지급|챙겨|보내|로\s)")
_NOUN_ALONE = re.compile(r"^\W*[가-힣]+\s?(?:으로|로)요?\W*$")
_FACE = re.compile(r"^\s?(?:원)?\s?(?:권|짜리)")
_PER_PIECE = re.compile(r"(?:장당|한\s?장에|매당|장에|액면가?)\s?$")
# Between these a bare monthly amount in won may be either; below, it is taken for a discount, from here on
# for the fee.
_FEE_FLOOR = 15_000
_NOUN: dict[str, Kind] = {"cash": "cash", "voucher": "voucher", "points": "points"}
_BIG_DISCOUNT = {"KRW": 60_000, "USD": 10_000}


@dataclass(slots=True)
class _Setting:
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
        return bool(
            self.topic or _MONTHLY.search(self.before[-26:]) or _MONTHLY_AFTER.search(self.after[:40])
        )

    @property
    def off(self) -> bool:
        credited = self.monthly and re.search(r"^\W*(?:\w+ ){0,2}credit\b", self.after, re.IGNORECASE)
        return bool(credited or OFF.search(self.after) or _OFF_BEFORE.search(self.before))


def money_terms(talk: Talk) -> list[Placed]:
    """The terms that are amounts, with their places."""
    placed: list[Placed] = []
    marks, dropped = _after_changes(talk)
    cards = _card_sums(talk, marks)
    previous: Mark | None = None
    for mark in marks:
        old = dropped.get(mark)
        if talk.live(mark):
            setting = _setting(talk, mark, previous, old)
            setting.card = mark in cards
            _add(talk, setting, placed)
        previous = mark
    return placed


def _after_changes(talk: Talk) -> tuple[list[Mark], dict[Mark, Mark]]:
    """The amounts that stand, and for each the one that it replaced (from A to B)."""
    sums, replaced = talk.of("sum"), dict[Mark, Mark]()
    gone: set[Mark] = set()
    for old, new in zip(sums, sums[1:], strict=False):
        if _changes(talk, old, new):
            replaced[new] = replaced.get(old, old)
            gone.add(old)
    return [mark for mark in sums if mark not in gone], replaced


def _changes(talk: Talk, old: Mark, new: Mark) -> bool:
    between = talk.text[old.end : new.start]
    if len(between) > 30:
        return False
    if _SWAP.search(between) or _SWAP_EN.search(between):
        return True
    return bool(_OBJECT.search(between) and _TOWARD.match(talk.text[new.end :]))


def _card_sums(talk: Talk, sums: list[Mark]) -> set[Mark]:
    """The amounts that a card pays: after each card the next discount in the sentence, else the one
    before."""
    chosen: set[Mark] = set()
    for card in talk.of("card"):
        if talk.text[card.end : card.end + 5].lstrip().startswith(("없이", "말고", "안 ", "상관")):
            continue
        sentence = talk.clause(card).sentence
        near = [
            mark
            for mark in sums
            if talk.clause(mark).sentence == sentence and talk.live(mark) and _discountable(talk, mark)
        ]
        after = [mark for mark in near if mark.start > card.start]
        chosen.update(after[:1] or [mark for mark in near if card.start - mark.end < 24][-1:])
    return chosen


def _discountable(talk: Talk, mark: Mark) -> bool:
    before, after = talk.before(mark), talk.after(mark)
    if (
        _NOT_AFTER.match(after)
        or _NOT_BEFORE.search(before)
        or _noun_before(talk, mark, talk.clause(mark).start)
    ):
        return False
    return bool(
        OFF.search(after)
        or _OFF_BEFORE.search(before)
        or _MONTHLY.search(before)
        or _MONTHLY_AFTER.search(after)
    )


def _noun_before(talk: Talk, mark: Mark, low: int) -> Kind | None:
    for noun in reversed(talk.within("noun", low, mark.start)):
        gap = talk.text[noun.end : mark.start]
        if noun.end <= mark.start and noun not in talk.spent and _FILLER.match(gap):
            return _NOUN[noun.word]
    return None


def _setting(talk: Talk, mark: Mark, previous: Mark | None, old: Mark | None) -> _Setting:
    clause = talk.clause(mark)
    low = previous.end if previous and previous.end > clause.start else clause.start
    following = [
        one.start for one in talk.marks if one.start >= mark.end and one.sort in ("sum", "percent", "waived")
    ]
    high = min([clause.end, *following])
    assert mark.money is not None
    setting = _Setting(
        mark, mark.money, talk.text[low : mark.start], talk.text[mark.end : max(mark.end, high)]
    )
    setting.noun = _noun_before(talk, mark, low)
    if setting.noun is None:
        setting.linked = _noun_after(talk, mark, high)
    if old is not None and setting.noun is None:
        setting.before = talk.text[talk.clause(old).start : old.start] + " " + _between(talk, old, mark)
        setting.noun = None if setting.linked else _noun_before(talk, old, talk.clause(old).start)
    setting.topic = _of_the_fee(talk, mark)
    setting.carried = _carried(talk, mark, low)
    return setting


def _of_the_fee(talk: Talk, mark: Mark) -> bool:
    """Whether the clause before spoke of the fee that is paid today: "지금 요금이 4만원이신데 3만
    6천원까지"."""
    index = talk.index(mark.start)
    earlier = talk.clauses[max(0, index - 2) : index]
    said = "".join(one.text for one in earlier if one.standing is Standing.PRESENT)
    return bool(_FEE_WORD.search(said) or _MONTHLY.search(said)) and not re.search(
        "상품권|현금|지원금|사은품", said
    )


def _between(talk: Talk, old: Mark, mark: Mark) -> str:
    """What stands between the two ends of a change, without the words of the change itself."""
    return _SWAP.sub(" ", talk.text[old.end : mark.start])[-12:]


def _noun_after(talk: Talk, mark: Mark, high: int) -> Kind | None:
    for noun in talk.within("noun", mark.end, high):
        if _LINK.match(talk.text[mark.end : noun.start]):
            talk.spent.add(noun)
            return _NOUN[noun.word]
    return None


def _todays(talk: Talk, setting: _Setting) -> bool:
    """Whether the amount is what was just called today's: "받으신 | 상품권 15만 원은 그대로"."""
    index = talk.index(setting.mark.start)
    if not index or talk.clauses[index - 1].standing is not Standing.PRESENT:
        return False
    led = talk.clauses[index - 1].text.rstrip().endswith(("는", "신", "던", "은", "한", "인"))
    gap = re.sub(r"월|매달|요금|상품권|현금|지원금|포인트|할인|사은품|\s", "", setting.before)
    first = not any(talk.within("sum", talk.clause(setting.mark).start, setting.mark.start))
    return first and led and not gap and not _TOWARD.match(setting.after)


def _carried(talk: Talk, mark: Mark, low: int) -> Kind | None:
    """The noun that the clause or the ones before it speak of: "상품권은 3개월 뒤에 문자로 10만원"."""
    clause = talk.clause(mark)
    near = [noun for noun in talk.within("noun", low, clause.end) if noun.start < mark.start] or talk.within(
        "noun", mark.end, clause.end
    )
    if near:
        return _NOUN[(near[0] if near[0].start > mark.start else near[-1]).word]
    index = talk.index(mark.start)
    if index + 1 < len(talk.clauses) and _NOUN_ALONE.match(talk.clauses[index + 1].text):
        later = talk.within("noun", clause.end, talk.clauses[index + 1].end)
        if later:
            return _NOUN[later[0].word]
    earlier = [noun for noun in talk.of("noun") if noun.start < mark.start]
    if not earlier or talk.clause(earlier[-1]).sentence < clause.sentence - 1:
        return None
    said = talk.clause(earlier[-1])
    return None if said.standing is Standing.RIVAL else _NOUN[earlier[-1].word]


def _add(talk: Talk, setting: _Setting, placed: list[Placed]) -> None:
    """Append the term that the amount is, if it is one; a raised amount takes the place of the one it
    raises."""
    kind = _kind(talk, setting, any(_one_off(term) for _, term in placed) or _monthly_before(placed))
    if kind is None:
        return
    money = setting.money
    if kind == "voucher":
        money = _pieces(talk, setting)
    if money.minor > LIMIT[money.currency]:
        return
    added_up = _ADDED_UP.search(talk.text[: setting.mark.start][-16:])
    if added_up or _RAISED.match(setting.after):
        same = [one for one in placed if one[1].kind == kind or (added_up and _one_off(one[1]))]
        for one in same:
            placed.remove(one)
        if same and added_up:
            kind = same[0][1].kind
    for one in [one for one in placed if one[1].kind == kind and _outdone(talk, one[0], setting.mark)]:
        placed.remove(one)
    months = talk.period(setting.mark) if kind == "monthly_discount" else None
    placed.append((setting.mark.start, Term(kind, money, months=months)))


def _outdone(talk: Talk, earlier: int, mark: Mark) -> bool:
    """Whether what was said at `earlier` gives way to the mark: "15만 원 드리고 있는데 오늘은 20만
    원까지"."""
    first, last = talk.index(earlier), talk.index(mark.start)
    same = talk.clauses[first].sentence == talk.clauses[last].sentence
    return same and first < last and talk.clauses[last - 1].contrast and first == last - 1


def _one_off(term: Term) -> bool:
    return term.kind in ("cash", "voucher", "points")


def _monthly_before(placed: list[Placed]) -> bool:
    return any(term.kind in ("monthly_discount", "monthly_fee") for _, term in placed)


def _kind(talk: Talk, setting: _Setting, others: bool) -> Kind | None:
    """What the amount is. The order is from the surest sign to the weakest."""
    before, after = setting.before, setting.after
    if _NOT_AFTER.match(after) and not setting.linked and not _face(setting):
        return None
    if _WORTH_OF.match(after) and not (setting.noun or setting.linked or _face(setting)):
        return None
    if _NOT_BEFORE.search(before) or _charged(talk, setting):
        return None
    if _todays(talk, setting):
        return None
    if _TOTAL.search(before) and others and not _ADDED_UP.search(talk.text[: setting.mark.start][-16:]):
        return None
    if setting.noun and not (setting.monthly and setting.off and not setting.linked):
        return setting.noun
    if _is_fee(setting):
        return "monthly_fee"
    if setting.linked:
        return setting.linked
    if setting.off or setting.card:
        return _discount(setting)
    if setting.monthly or _FEE_WORD.search(before):
        return _bare_monthly(setting)
    if setting.carried:
        return setting.carried
    handed = (
        _HAND_OVER.search(after)
        or re.search(r"\b(?:give|get you|credit|offer|put|send)\b", before)
        or _HAND_OVER.search(talk.after(setting.mark))
    )
    return "cash" if handed else None


def _charged(talk: Talk, setting: _Setting) -> bool:
    """Whether the amount is what a charge comes to: `위약금 18만원`, `$99 installation fee`."""
    mark, clause = setting.mark, talk.clause(setting.mark)
    for waived in talk.within("waived", clause.start, mark.start):
        if waived.end <= mark.start and _CHARGE_GAP.match(talk.text[waived.end : mark.start]):
            return True
    return any(
        len(talk.text[mark.end : waived.start].strip()) <= 3
        for waived in talk.within("waived", mark.end, clause.end)
    )


def _face(setting: _Setting) -> bool:
    return bool(_FACE.match(setting.after) or _PER_PIECE.search(setting.before))


def _is_fee(setting: _Setting) -> bool:
    about = setting.monthly or _FEE_WORD.search(setting.before)
    if not about or setting.card:
        return False
    if setting.money.currency == "USD":
        return (
            not setting.off
            and bool(
                re.search(
                    r"\b(?:to|for|at|be|is|of|only|just|pay|around)\s(?:just |only |about )?$",
                    setting.before,
                    re.IGNORECASE,
                )
            )
            and not re.search(r"\bby\s$", setting.before)
        )
    if re.search(r"요금에서|에서\s?(?:월|매달|매월)?\s?$", setting.before):
        return False
    return bool(_TO_FEE.match(setting.after)) and not (_OFF_BEFORE.search(setting.before))


def _discount(setting: _Setting) -> Kind | None:
    if setting.card:
        return "card_discount"
    sure = setting.monthly or _FEE_WORD.search(setting.before)
    big = setting.money.minor > _BIG_DISCOUNT[setting.money.currency]
    if big and (not sure or _TOTAL.search(setting.before)):
        return None
    return "monthly_discount"


def _bare_monthly(setting: _Setting) -> Kind | None:
    """A monthly amount with no word for which: `월 5,500`, `월 요금은 27,500원`."""
    fee_said = _FEE_WORD.search(setting.before) and not re.search(r"요금에서", setting.before)
    if setting.money.currency == "USD":
        return "monthly_fee"
    if fee_said and (_FEE_COPULA.match(setting.after) or setting.money.minor >= _FEE_FLOOR):
        return "monthly_fee"
    return "monthly_fee" if setting.money.minor >= _FEE_FLOOR else "monthly_discount"


def _pieces(talk: Talk, setting: _Setting) -> Money:
    """Face value times the number of vouchers; the amount itself where no pieces are counted."""
    if not _face(setting):
        return setting.money
    mark, sentence = setting.mark, talk.clause(setting.mark).sentence
    for count in talk.of("count"):
        if talk.clause(count).sentence == sentence and abs(count.start - mark.end) < 30:
            return setting.money * int(count.number)
    return setting.money
