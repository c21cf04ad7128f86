"""Numbers that nobody needs to write down: of residents and social security, cards, accounts, licences, passports.

`masked` takes them out of a text and says which kinds they were. Phone numbers, sums, dates and reference numbers stay:
people note those on purpose.

Resident and foreigner registration numbers (주민등록번호, 외국인등록번호) are a birth date, a digit from 1 to 8 for sex,
century and nationality, and six more. Numbers given out since October 2020 end in no check digit, so the date and that
digit have to do; a right check digit only tells more where the rest is doubtful. Cards are known by the ranges of their
first digits (ISO/IEC 7812) and by the check digit of Luhn; accounts, licences, passports and the codes on cards have no
check digit in common, so they are known by the words beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal, NamedTuple
from unicodedata import category, digit, normalize

from haegi.text.i18n import Locale, say

Kind = Literal["resident", "card", "ssn", "account", "code", "licence", "passport"]


class Private(NamedTuple):
    """A number of this kind, from `start` up to `end` of a text in NFC."""

    kind: Kind
    start: int
    end: int


class Masked(NamedTuple):
    """A text without its private numbers, and the kinds that were in it."""

    text: str
    kinds: tuple[Kind, ...] = ()


#: Digits in the shortest of these numbers: the second half of a resident number.
_FEWEST = 7
_WORDS_OF_DIGITS = (
    "공 영 제로 〇 零 zero oh", "일 하나 一 one", "이 둘 二 two", "삼 셋 三 three", "사 넷 四 four", "오 다섯 五 five",
    "육 륙 여섯 六 six", "칠 일곱 七 seven", "팔 여덟 八 eight", "구 아홉 九 nine",
)  # fmt: skip
_SPOKEN = {word: str(digit) for digit, words in enumerate(_WORDS_OF_DIGITS) for word in words.split()}
_SPACES = frozenset("\t\n\r")
#: What stands beside a number that was left out may be one now; it is over long before this.
_ROUNDS = 8


def masked(text: str, locale: Locale, before: str = "") -> Masked:
    """The text with a word in the place of each private number. Masking twice changes nothing more. What was said
    right `before` may hold the first half of one."""
    kinds: dict[Kind, None] = {}
    for _ in range(_ROUNDS):
        found = find(text) or (_second_half(before, text) if before else [])
        if not found:
            break
        text = normalize("NFC", text)
        for each in reversed(found):
            text = f"{text[: each.start]}[{say(locale, f'private.{each.kind}')}]{text[each.end :]}"
        kinds |= dict.fromkeys(each.kind for each in found)
    return Masked(text, tuple(kinds))


def scrubbed(value: Any, mask: Callable[[str], str]) -> Any:
    """Plain data with every text in it masked, keys too."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {scrubbed(key, mask): scrubbed(each, mask) for key, each in value.items()}
    return [scrubbed(each, mask) for each in value] if isinstance(value, list | tuple) else value


def find(text: str) -> list[Private]:
    """The private numbers of a text in the order they stand; the places are those of the text in NFC."""
    if _is_day(text) or (_has_few(text) and not _pattern("code").search(text)):
        return []
    whole = normalize("NFC", text)
    places = [place for place, char in enumerate(whole) if char in _SPACES or category(char) not in ("Cc", "Cf")]
    flat, starts = _in_digits(_flat("".join(whole[place] for place in places)))
    found: list[Private] = []
    for each in (*_residents(flat), *_cards(flat), *_socials(flat), *_documents(flat), *_accounts(flat)):
        if all(each.end <= other.start or other.end <= each.start for other in found):
            found.append(each)
    found.sort(key=lambda each: each.start)
    return [Private(kind, places[starts[start]], places[starts[end] - 1] + 1) for kind, start, end in found]


def _has_few(text: str) -> bool:
    """Whether the text has too few digits for any number, however they are written."""
    digits = sum(char.isdigit() or char in _SPOKEN for char in text)
    return digits < _FEWEST and digits + sum(text.lower().count(word) for word in _SPOKEN if len(word) > 1) < _FEWEST


def _is_day(text: str) -> bool:
    """Whether the text is a day as haegi writes it (2026-12-01), which every store is full of."""
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdecimal()


def _second_half(before: str, text: str) -> list[Private]:
    """The second half of a resident number whose first half was said before, where a word for one tells."""
    first = _pattern("first-half").search(_in_digits(_flat(normalize("NFC", before)))[0])
    said = f"{before} {text}"
    if not first or not _is_date(first[1]) or not _pattern("half-word").search(said):
        return []
    flat, starts = _in_digits(_flat(normalize("NFC", text)))
    second = _pattern("second-half").match(flat)
    return [Private("resident", starts[second.start(1)], starts[second.end(1)])] if second else []


def _flat(text: str) -> str:
    """The text with every digit, dash, dot and space as plain as can be, each still in its place; an end of line is
    what was masked before, beyond which no word counts."""
    plain = "".join(" " if char in _SPACES else char if char.isascii() else _plain(char) for char in text)
    plain = _pattern("left-out").sub(lambda mask: "\n" * len(mask[0]), plain)
    return _pattern("letter").sub(lambda letters: "0" * len(letters[0]), plain)


def _in_digits(flat: str) -> tuple[str, list[int]]:
    """The text with digits for runs of words for them, and where each of its characters began, the end last."""
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for run in _pattern("spoken").finditer(flat):
        words = list(_pattern("word").finditer(flat, run.start(), run.end()))
        pieces += [flat[at : run.start()], *(_SPOKEN[word[0].lower()] for word in words)]
        starts += [*range(at, run.start()), *(word.start() for word in words)]
        at = run.end()
    return "".join([*pieces, flat[at:]]), [*starts, *range(at, len(flat) + 1)]


def _plain(char: str) -> str:
    number = digit(char, None)
    if number is not None:
        return str(number)
    if category(char) == "Pd" or char in "−ㅡー～〜￣":
        return "-"
    if category(char) in ("Zs", "Zl", "Zp"):
        return " "
    return {"．": ".", "·": ".", "・": ".", "‧": ".", "∙": ".", "․": ".", "‥": ".", "…": ".", "⋯": ".", "，": ",", "／": "/", "：": ":"}.get(char, char)


#: `이` may be a particle: "공일이요".
_WORD = "|".join(sorted(_SPOKEN, key=len, reverse=True)).replace("|이|", "|이(?![요고에입랑라])|")
#: What may stand between two parts of a number when it is read out: "900101에 1234567", "900101 다시 1234567".
_WORDS = (
    "(?:에다가|에다|에|이고요|이고|이구요|이구|이에요|이요|예요|요|고요|하고|랑|다시|대시|대쉬|데시|하이픈|작대기|바|빼기|마이너스"
    "|그리고|그다음|다음|마지막|뒤에는|뒤는|뒤가|뒤|뒷자리는|뒷자리가|뒷자리|뒷번호는|뒷번호|and|then|dash|hyphen|minus)"
)
_SIGNS = r"[ .,\-/\\:*+|~_()\[\]=#;→\"'&<>]{0,3}"
_JOIN = f"(?:{_SIGNS}{_WORDS}){{0,3}}{_SIGNS}"
_SUM = r"(?![ ]?(?:원|만|천원|억|won|krw|dollars?|usd))"
#: Words right behind which a number is an account however it is written, and those near which only its hyphens tell.
_BANKS = "계좌|통장|은행|뱅크|농협|수협|신협|새마을금고|카뱅|케뱅|신한|bank(?: account)?|checking(?: account)?|savings account"
_NEAR = f"{_BANKS}|토스|국민|우리|하나|기업|입금|송금|account|acct"
#: Words right before which a number names a matter, not a person.
_REFERENCE_KO = (
    r"(?:(?:접수|주문|예약|상담|문의|민원|관리|조회|승인|거래|고객|회원|사건|신청|계약|청구|납부|장비|일련|처리) ?(?:번호|코드)"
    r"|(?:송장|등기|택배|바코드)(?: ?(?:번호|코드))?)[은는이가도 :=#.]{0,4}$"
)
_REFERENCE_EN = (
    r"(?:\b(?:order|ref|reference|tracking|ticket|confirmation|invoice|receipt|serial)(?: (?:number|no|id|code))?"
    r"|\b(?:case|claim|incident|service) (?:number|no|id|code))[ :=#.]{0,3}(?:is )?$"
)
#: Accounts for paying a bill are the provider's, and the person needs their numbers.
_PATTERNS = {
    "word": _WORD,
    "spoken": rf"(?:{_WORD})(?:[ .,\-]{{0,2}}(?:{_WORD})){{5,}}",
    "letter": r"(?<=\d)o{1,6}(?=\d)",
    "left-out": r"\[[^\[\]\d]{1,30} (?:생략|left out)\]",
    "resident": rf"(?<!\d)(19|20)?(\d{{6}})({_JOIN})([1-8]\d{{6}})(?!\d)",
    "first-half": r"(?<!\d)(\d{6})\D{0,40}$",
    "second-half": r"\D{0,20}([1-8]\d{6})(?!\d)" + _SUM,
    "half-word": r"주민|등록번호|민증|외국인|앞자리|뒷자리|뒤[는가]|resident|registration|\brrn\b",
    "loose": rf"(?<!\d)(?<!\d[ .\-])(?:19(?=\d\d[ ./\-]))?(\d(?:[ ./\-]?\d){{5}})({_JOIN})([1-8](?:[ .\-]{{0,2}}\d){{6}})(?![ .\-]?\d)",
    "half": r"(?:뒷자리|뒷번호|주민(?:등록)? ?번호 ?뒤|뒤 ?(?:7|일곱) ?자리|last (?:7|seven) digits)[^\d\n]{0,12}([1-8]\d{6})(?!\d)" + _SUM,
    "resident-word": r"주민|등록번호|민증|외국인|resident|registration|\brrn\b",
    "reference": f"{_REFERENCE_KO}|{_REFERENCE_EN}",
    "card": (
        rf"(?<!\d)(?:(?:\d{{4}}{_JOIN}){{3}}\d{{4}}(?:{_JOIN}\d{{1,3}})?|\d{{4}}{_JOIN}\d{{6}}{_JOIN}\d{{4,5}}"
        r"|\d{13,19}|\d(?:[ .\-]\d){12,18})(?!\d)"
    ),
    "card-short": rf"(?<!\d)(?:\d{{4}}{_JOIN}){{3}}\d{{4}}(?!\d)",
    "code": (
        r"(?:\bc(?:vc2?|vv2?|vn|sc)(?![a-z])|security code|시큐리티 ?코드|보안 ?(?:코드|번호)|(?:뒷면|뒤)(?:의|에 있는)? ?(?:숫자 ?)?(?:3|세) ?자리)"
        r"[^\d\n]{0,12}(\d{3,4})(?!\d)"
    ),
    "behind-card": (
        r"(?:[ ,;:.]{0,3}(?:유효 ?기간은?|만료일?은?|exp[a-z]*\.?|valid thru)?[ :]{0,2}(?:0[1-9]|1[0-2]) ?[/\-.] ?(?:20)?\d\d(?!\d))?"
        r"(?:[ ,;:.]{0,3}\d{3,4}(?![ .\-]?\d))?" + _SUM
    ),
    "licence": r"(?<![\d\-])(?:1[1-9]|2[0-8])-\d\d-\d{6}-\d\d(?![\d\-])",
    "licence-told": (
        r"(?:운전 ?면허(?:증)?|면허(?:증)? ?번호|driver'?s? licen[cs]e|\bdl\b)[^\d\n]{0,16}?"
        r"((?:\d\d[ .\-]?){2}\d{6}[ .\-]?\d\d|\d\d[ .\-]?\d{6}[ .\-]?\d\d|(?<![a-z])[a-z]\d{3}[ \-]\d{4}[ \-]\d{4}|(?<![a-z])[a-z]\d{7,14}|\d{7,9})(?![a-z\d])"
    ),
    "passport": r"(?:여권|passport)[^\d\n]{0,16}?((?<![a-z])[a-z]{1,2}\d{7,8}|(?<![a-z])[a-z]\d{3}[a-z]\d{4}|\d{9})(?![a-z\d])",
    "ssn": r"(?<![\d\-])(?!000|666)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\d\-])",
    "ssn-word": (
        r"(?:\bssn\b|\bsocial\b|사회보장)[^\d\n]{0,24}((?!000|666)\d{3}[ .\-]{0,3}(?!00)\d\d[ .\-]{0,3}(?!0000)\d{4})(?!\d)"
    ),
    "hyphened": r"(?<![\d\-])\d{2,6}-\d{2,8}(?:-\d{1,8}){1,2}(?![\d\-])",
    "told": (
        rf"(?:{_BANKS})[^\d\n]{{0,14}}?"
        r"((?<!\d)(?:\d{10,14}|\d{2,6}([ .\-])\d{2,6}\2\d{1,8}(?:\2\d{1,8})?))(?![\d\-])" + _SUM
    ),
    "bank": _NEAR,
    "theirs": r"(?:가상|전용) ?계좌",
    "phone": r"(?:\+?82 ?|0)\d{1,3}[ .\-]?\d{3,4}[ .\-]?\d{4}|1[568]\d\d[ .\-]?\d{4}|\d{3}[ .\-]\d{3}[ .\-]\d{4}",
    "amount": r" ?(?:원|만|천원|억|won|krw|usd)",
}  # fmt: skip


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A pattern, made when first asked for: most calls need none."""
    return re.compile(_PATTERNS[name], re.IGNORECASE)


def _residents(flat: str) -> Iterator[Private]:
    for match in _pattern("resident").finditer(flat):
        century, date, between, rest = match.groups()
        summed = between and not between.strip(" ;=→") and _pattern("amount").match(flat, match.end())
        doubted = summed or _is_reference(flat, match.start())
        if century:  # the seventh digit tells it too; day and number may stand side by side
            doubted = doubted or (century == "19") != (rest[0] in "1256") or not between.strip()
        if _is_date(date) and (not doubted or _checks(date + rest)):
            yield Private("resident", match.start(), match.end())
    for match in _pattern("loose").finditer(flat):
        number = "".join(re.findall(r"\d", match[1] + match[3]))
        told = _is_said(flat, match) and not _is_reference(flat, match.start())
        apart = _stands_apart(match) or _is_named(flat, match.start())
        if _is_date(number[:6]) and ((apart and told) or _checks(number)):
            yield Private("resident", match.start(), match.end())
    yield from _named("resident", "half", flat)


def _named(kind: Kind, name: str, flat: str) -> Iterator[Private]:
    """What a pattern finds, or its group where it has one."""
    for match in _pattern(name).finditer(flat):
        group = min(match.re.groups, 1)
        yield Private(kind, match.start(group), match.end(group))


def _stands_apart(match: re.Match[str]) -> bool:
    """Whether the two halves are apart, or all thirteen digits are: a phone number breaks elsewhere."""
    return bool(match[2]) or max(map(len, re.split(r"[ .\-]", match[1] + " " + match[3]))) == 1


def _is_said(flat: str, match: re.Match[str]) -> bool:
    """Whether the writing alone tells: a word for it before, thirteen digits one by one, or a dash after six."""
    one_by_one = max(map(len, re.split(r"[ .\-]+", f"{match[1]} {match[3]}"))) == 1
    dashed = not {*"-/"} & {*match[1]} and bool(match[2].strip(" .,"))
    return _is_named(flat, match.start()) or one_by_one or dashed


def _is_named(flat: str, start: int) -> bool:
    return bool(_pattern("resident-word").search(_just_before(flat, start)))


def _is_reference(flat: str, start: int) -> bool:
    return bool(_pattern("reference").search(_just_before(flat, start))) and not _is_named(flat, start)


def _just_before(flat: str, start: int) -> str:
    return flat[max(start - 24, 0) : start].rpartition("\n")[2]


def _is_date(six: str) -> bool:
    """Whether six digits are a year, a month and a day of it."""
    month, day = int(six[2:4]), int(six[4:])
    return 1 <= month <= 12 and 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _checks(number: str) -> bool:
    """Whether the last of thirteen digits is the check digit of a resident's or a foreigner's number."""
    weighed = sum(int(one) * weight for one, weight in zip(number, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=False))
    return int(number[12]) == ((13 if number[6] in "5678" else 11) - weighed % 11) % 10


def _cards(flat: str) -> Iterator[Private]:
    for name in ("card", "card-short"):
        for match in _pattern(name).finditer(flat):
            number = "".join(re.findall(r"\d", match[0]))
            is_issued = any(len(number) in lengths and re.match(first, number) for first, lengths in _RANGES)
            if is_issued and _luhn(number):
                tail = _pattern("behind-card").match(flat, match.end())
                yield Private("card", match.start(), tail.end() if tail else match.end())


#: First digits, and how many there are in all. Domestic Korean cards begin with 9. Short ranges leave order numbers
#: that begin with a year alone.
_RANGES = (
    (r"4", (13, 16, 19)), (r"5[0-8]", (16, 17, 18, 19)), (r"222[1-9]|22[3-9]|2[3-6]|27[01]|2720|220[0-4]", (16,)),
    (r"3[47]", (15,)), (r"3[0689]", (14, 16)), (r"35", (16, 17, 18, 19)), (r"6", (16, 17, 18, 19)), (r"9", (16,)),
)  # fmt: skip


def _luhn(number: str) -> bool:
    doubled = (int(one) * (1 + index % 2) for index, one in enumerate(reversed(number)))
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


def _socials(flat: str) -> Iterator[Private]:
    yield from _named("ssn", "ssn", flat)
    yield from _named("ssn", "ssn-word", flat)


def _documents(flat: str) -> Iterator[Private]:
    yield from _named("licence", "licence", flat)
    yield from _named("licence", "licence-told", flat)
    yield from _named("passport", "passport", flat)
    yield from _named("code", "code", flat)


def _accounts(flat: str) -> Iterator[Private]:
    """Numbers with hyphens near a word for a bank, and others right behind one."""
    for match in _pattern("hyphened").finditer(flat):
        before, after = flat[max(match.start() - 30, 0) : match.start()], flat[match.end() : match.end() + 12]
        near = "\n".join((before.rpartition("\n")[2], after.partition("\n")[0]))
        if _pattern("bank").search(near) and _is_account(match[0], near):
            yield Private("account", *match.span())
    for match in _pattern("told").finditer(flat):
        if _is_account(match[1], flat[max(match.start() - 4, 0) : match.start(1)]):
            yield Private("account", *match.span(1))


def _is_account(number: str, near: str) -> bool:
    count = sum(char.isdigit() for char in number)
    other = _pattern("phone").fullmatch(number) or _pattern("theirs").search(near)
    return 10 <= count <= 14 and not other and not _pattern("reference").search(near.partition("\n")[0])
