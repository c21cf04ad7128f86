"""The terms that are amounts of money: which amounts stand, what they are, what they replace."""

from __future__ import annotations

import re
from itertools import pairwise

from haegi.money.money import LIMIT, Money
from haegi.offers.amount_kind import (
    ADDED_UP,
    FEE_WORD,
    MONTHLY,
    MONTHLY_AFTER,
    NOT_AFTER,
    NOT_BEFORE,
    OFF_BEFORE,
    TOWARD,
    Setting,
    face,
    kind_of,
)
from haegi.offers.clauses import Standing
from haegi.offers.doc import OFF, REACH, Talk, is_note
from haegi.offers.spans import Mark
from haegi.offers.term import Kind, Term

Placed = tuple[int, Term]
_FILLER = re.compile(
    r"^(?:으로|로|은|는|이|가|을|를|도|만|에|의|으로는|로는|까지|:|=|,|\s|최대|총|추가로|추가"
    r"|따로|무려|약|한|더|바로|먼저|금액은|금액이|액수는|액은|쪽은|쪽으로|같은 경우|경우|경우는"
    r"|경우에는|형태로|기준|그냥|해서|말씀드린|안내드린|처음|아까|상당|장당"
    r"|worth|of|for|is|up to|card|credit|in|and|a|an|the|into|your|account|[(~]|(?<!\s)-)*$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"^(?:\s?원)?\s?(?:어치|짜리|상당|상당의|의|정도|권|만큼|을|를|은|는|치|이|도|까지|쯤|\s"
    r"|으로|로|추가|추가로|온라인|신세계|백화점|worth|of|in|a|an|on|onto|to|as|per|for|the"
    r"|towards?|one[- ]time|prepaid|bonus|credit|bill|statement|free|our|"
    r"your|via|by|into|modified|loyalty|reward|[-(~])*$",
    re.IGNORECASE,
)
_SWAP = re.compile(
    r"^\s?(?:원)?\s?(?:짜리|씩|할인)?\s?(?:에서|→|->|=>|⇒|~>|말고|대신에?|이?\s?아니(?:고|라)"
    r"|(?:은|까지는|까진)\s?아니(?:더라도|어도|지만)|더\s?(?:올려|얹어|보태|추가해|해)서?\s|였던|이던|던\s|하던|드리던|인\s?(?:걸|거|것)|보다)"
    r"|(?:던|인|는|신)\s?(?:걸|거|것을|게|금액을)\s|말고\s|대신\s|→|->|=>"
)
_SWAP_EN = re.compile(
    r"^(?:\s(?:bill|rate|price|payment|plan))?(?:\s(?:a|per|each) month|/mo(?:nth)?|\sto"
    r"|\sdown)?\s?(?:down\s)?to\s(?:just |only )?$",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"^\s?(?:원)?(?:짜리)?(?:을|를)\s(?:[가-힣]+(?:으로|로)?\s)?(?:월\s)?$")
_RAISED = re.compile(
    r"^\s?(?:으로|로|까지)\s?.{0,8}(?:올려|올리|인상|상향|높여|늘려|증액|키워|수정|정정|변경)"
)
_NOUN_FIRST = re.compile(r"^\W*[가-힣]+\s?(?:으로|로|이고|이에|이세)(?:만|요|는)?(?=\W)")
_NOUN: dict[str, Kind] = {"cash": "cash", "voucher": "voucher", "points": "points"}


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
    for old, new in pairwise(sums):
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
    return bool(_OBJECT.search(between) and TOWARD.match(talk.text[new.end :]))


def _card_sums(talk: Talk, sums: list[Mark]) -> set[Mark]:
    """The amounts that a card pays: the next discount in the sentence after a card, else the one before."""
    chosen: set[Mark] = set()
    cards = talk.of("card")
    sums = [mark for mark in sums if cards and talk.live(mark) and _discountable(talk, mark)]
    for card in cards:
        if talk.text[card.end : card.end + 5].lstrip().startswith(("없이", "말고", "안 ", "상관", "를 안 ", "는 안 ")):
            continue
        sentence = talk.clause(card).sentence
        near = [mark for mark in sums if talk.clause(mark).sentence == sentence]
        after = [mark for mark in near if mark.start > card.start]
        chosen.update(after[:1] or [mark for mark in near if card.start - mark.end < 45][-1:])
    return chosen


def _discountable(talk: Talk, mark: Mark) -> bool:
    before, after = talk.before(mark), talk.after(mark)
    if (
        NOT_AFTER.match(after)
        or NOT_BEFORE.search(before)
        or _noun_before(talk, mark, talk.clause(mark).start)
    ):
        return False
    return bool(
        OFF.search(after)
        or OFF_BEFORE.search(before)
        or MONTHLY.search(before)
        or MONTHLY_AFTER.search(after)
    )


def _noun_before(talk: Talk, mark: Mark, low: int) -> Kind | None:
    for noun in reversed(talk.within("noun", low, mark.start)):
        gap = talk.text[noun.end : mark.start]
        if noun.end <= mark.start and noun not in talk.spent and len(gap) < 28 and _FILLER.match(gap):
            return _NOUN[noun.word]
    return None


def _setting(talk: Talk, mark: Mark, previous: Mark | None, old: Mark | None) -> Setting:
    clause = talk.clause(mark)
    low = previous.end if previous and previous.end > clause.start else clause.start
    following = [
        one.start for one in talk.marks if one.start >= mark.end and one.sort in ("sum", "percent", "waived")
    ]
    high = min([clause.end, *following])
    assert mark.money is not None
    setting = Setting(
        mark,
        mark.money,
        talk.text[max(low, mark.start - REACH) : mark.start],
        talk.text[mark.end : max(mark.end, min(high, mark.end + REACH))],
    )
    setting.noun = _noun_before(talk, mark, low)
    if setting.noun is None:
        setting.linked = _noun_after(talk, mark, high)
    if old is not None and setting.noun is None:
        setting.before = talk.text[talk.clause(old).start : old.start] + " " + _between(talk, old, mark)
        setting.noun = None if setting.linked else _noun_before(talk, old, talk.clause(old).start)
    setting.topic = _of_the_fee(talk, mark)
    if setting.topic and TOWARD.match(setting.after) and _cut_before(talk, mark):
        setting.before += " 할인 "
    setting.carried = _carried(talk, mark, low)
    if old is not None and not (setting.noun or setting.linked or setting.carried):
        setting.topic = setting.topic or is_note(talk.text)
    return setting


_FEE_FIRST = re.compile(r"요금(?:을|은|도)\s")
_PAID = re.compile(r"내시|내는|내고|납부|\bpay", re.IGNORECASE)


def _of_the_fee(talk: Talk, mark: Mark) -> bool:
    """Whether the clause before spoke of the fee that is paid today: "지금 요금이 4만원이신데 3만
    6천원까지"."""
    index = talk.index(mark.start)
    earlier = talk.clauses[max(0, index - 3) : index]
    toward = TOWARD.match(talk.text[mark.end :])
    said = "".join(
        one.text for one in earlier if one.standing is Standing.PRESENT or (toward and _FEE_FIRST.search(one.text))
    )
    return bool(FEE_WORD.search(said) or MONTHLY.search(said) or _PAID.search(said)) and not re.search(
        "상품권|현금|지원금|사은품", said
    )


def _cut_before(talk: Talk, mark: Mark) -> bool:
    """Whether the clause before spoke of a discount: "5,500원 할인받고 계시던 | 걸 7,700원으로"."""
    return bool(OFF.search(talk.clauses[talk.index(mark.start) - 1].text))


def _between(talk: Talk, old: Mark, mark: Mark) -> str:
    """What stands between the two ends of a change, without the words of the change itself."""
    return _SWAP.sub(" ", talk.text[old.end : mark.start])[-12:]


def _noun_after(talk: Talk, mark: Mark, high: int) -> Kind | None:
    for noun in talk.within("noun", mark.end, high):
        gap = talk.text[mark.end : noun.start]
        if len(gap) < 28 and _LINK.match(gap):
            talk.spent.add(noun)
            return _NOUN[noun.word]
    return None


def _carried(talk: Talk, mark: Mark, low: int) -> Kind | None:
    """The noun that the clause or the ones before it speak of: "상품권은 3개월 뒤에 문자로 10만원"."""
    clause = talk.clause(mark)
    near = [noun for noun in talk.within("noun", low, clause.end) if noun.start < mark.start] or talk.within(
        "noun", mark.end, clause.end
    )
    if near:
        return _NOUN[(near[0] if near[0].start > mark.start else near[-1]).word]
    index = talk.index(mark.start)
    if index + 1 < len(talk.clauses) and _NOUN_FIRST.match(talk.clauses[index + 1].text + " "):
        following = talk.clauses[index + 1]
        later = talk.within("noun", following.start, following.end)
        apart = following.sentence != clause.sentence or not following.text.rstrip(" ,").endswith("면")
        if later and apart and not talk.within("sum", following.start, following.end):
            return _NOUN[later[0].word]
    earlier = [noun for noun in talk.of("noun") if noun.start < mark.start]
    if not earlier or talk.clause(earlier[-1]).sentence < clause.sentence - 1:
        return None
    said = talk.clause(earlier[-1])
    return None if said.standing is Standing.RIVAL else _NOUN[earlier[-1].word]


def _add(talk: Talk, setting: Setting, placed: list[Placed]) -> None:
    """Append the term that the amount is, if any; a raised amount takes the place of what it raises."""
    kind = kind_of(talk, setting, any(_one_off(term) for _, term in placed) or _monthly_before(placed))
    if kind is None or _adds_up(setting, placed):
        return
    money = setting.money
    if kind == "voucher":
        money = _pieces(talk, setting)
    if money.minor > LIMIT[money.currency]:
        return
    added_up = ADDED_UP.search(talk.text[: setting.mark.start][-16:])
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


def _adds_up(setting: Setting, placed: list[Placed]) -> bool:
    """Whether an amount in no form of its own is the total of those before: "15만 원에 10만 원 해서 25만 원"."""
    given = [term.amount for _, term in placed if _one_off(term) and term.amount]
    named = setting.noun or setting.linked
    return len(given) > 1 and not named and setting.money.minor == sum(one.minor for one in given)


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


def _pieces(talk: Talk, setting: Setting) -> Money:
    """Face value times the number of vouchers; the amount itself where no pieces are counted."""
    follows = setting.linked and re.match(r"[^\d,]{0,16}권\s?(?:\d{1,3}|[가-힣]{1,4})\s?장", setting.after)
    if not face(setting) and not follows:
        return setting.money
    mark, sentence = setting.mark, talk.clause(setting.mark).sentence
    for count in talk.of("count"):
        if talk.clause(count).sentence == sentence and abs(count.start - mark.end) < 30:
            return setting.money * int(count.number)
    return setting.money
