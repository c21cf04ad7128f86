"""The quantities and nouns that an offer is made of, found in a text with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from haegi.money import numerals
from haegi.money.amounts import find
from haegi.money.money import Money

Sort = Literal["sum", "noun", "percent", "period", "speed", "waived", "card", "count"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something meaningful at start..end: an amount, a noun of money, a percentage, a period (months), ..."""

    sort: Sort
    start: int
    end: int
    money: Money | None = None
    number: int | float = 0
    word: str = ""


class Noun(NamedTuple):
    word: str
    pattern: re.Pattern[str]


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


NOUNS = (
    Noun(
        "points",
        _compiled(
            r"(?:네이버\s?|카카오\s?|토스\s?|삼성\s?)?페이(?:\s?포인트|\s?머니)?(?!\s?백|\s?상품권)|네페"
            r"|포인트|마일리지|멤버십\s?포인트|적립금|"
            r"\b(?:reward(?:s)?\s)?points?\b|\brewards?\b|(?<=[\d만천])\s?(?:점|p\b)(?!심)"
        ),
    ),
    Noun(
        "voucher",
        _compiled(
            r"(?:백화점|신세계|롯데|현대|문화|모바일|온누리|주유|이마트|홈플러스|국민관광|도서|컬쳐랜드"
            r"|해피머니|지역|농협|하나로|배민|배달의민족|스타벅스|올리브영|"
            r"구글|아마존|해피|외식|관광|SSG|쓱|네이버페이|다이소|GS|CU|쿠팡|\s)*(?:상품권|기프트\s?카드"
            r"|기프티콘|바우처|금액권|교환권|선불카드)|문상|신세계(?=\s?\d)|"
            r"\b(?:e-?)?gift\s?cards?\b|\bgift certificates?\b|\bvouchers?\b|\b(?:prepaid|visa"
            r"|mastercard|amazon|amex|target|walmart)\s"
            r"(?:visa |mastercard |debit |gift |reward )*(?:e-?gift )?cards?\b|\bprepaid\b"
        ),
    ),
    Noun(
        "cash",
        _compiled(
            r"현금(?!처럼|성|\s?같|화)|지원금|캐시(?!\s?포인트)|캐쉬|페이백|사은금|축하금|장려금|격려금"
            r"|위로금|보조금|현찰|현금성\s?지원|계좌|통장|입금|송금|이체(?<!자동이체)|"
            r"\b(?:cash(?:\s?back)?|deposit(?:ed)?|direct deposit|checking account|bank account"
            r"|(?:one[- ]time|account|statement|bill|loyalty) "
            r"credits?|rebate|check in the mail|mail you a check|a check for|wire)\b"
        ),
    ),
)
WAIVED = (
    Noun(
        "penalty",
        _compiled(
            r"(?:중도\s?)?해지\s?(?:위약금|수수료|비용)|위약금|할인\s?반환금|반환금"
            r"|\b(?:early[- ])?termination (?:fee|charge|penalty)s?\b|"
            r"\betf\b|\bcancell?ation (?:fee|charge|penalty)s?\b|\bdisconnect(?:ion)? fees?\b"
            r"|\bpenalty\b|\bbreakage fee\b"
        ),
    ),
    Noun(
        "late_fee",
        _compiled(
            r"연체\s?(?:가산금|료|이자|금|수수료)|가산금|미납\s?(?:가산금|수수료|이자)"
            r"|\blate[- ](?:payment )?(?:fee|charge|penalty)s?\b|\bpast[- ]due (?:fee|charge)s?\b"
        ),
    ),
    Noun(
        "rental",
        _compiled(
            r"(?:(?:셋톱\s?박스|셋톱|와이파이|wi-?fi|공유기|단말기|단말|기기|장비|모뎀"
            r"|라우터)\s?)*(?:임대료|임대\s?비용|대여료|렌탈료|렌털료|렌탈비"
            r"|사용료(?<!인터넷 사용료)(?<!월 사용료))"
            r"|(?:셋톱\s?박스|셋톱|와이파이|공유기|장비|기기|단말기?|모뎀)\s?(?:이용료|요금|비용)"
            r"|\b(?:(?:modem|router|box|equipment|gateway|cable box|dvr|wi-?fi"
            r"|set-?top box)(?:'s)?\s)*(?:rental|lease)(?:\s(?:fee|charge|cost)s?)?(?:\s(?:on|for"
            r"|of) (?:the|your) [a-z-]+)?\b"
            r"|\b(?:modem|router|box|equipment|gateway|dvr|wi-?fi) (?:fee|charge)s?\b"
        ),
    ),
    Noun(
        "install",
        _compiled(
            r"(?:이전\s?)?설치\s?(?:비용?|료)|출동비|이전비|(?:신규\s?)?가입비|개통비|공사비"
            r"|기사\s?방문비|출장비|(?:무료|무상)\s?(?:이전\s?)?설치(?!\s?되)|설치(?:는|도)?\s?(?:무료"
            r"|무상|공짜)"
            r"|\b(?:pro(?:fessional)? )?(?:install(?:ation)?|activation|set-?up|technician visit"
            r"|connection)\s(?:fee|charge|cost)s?\b|\b(?:free"
            r"|complimentary) (?:pro(?:fessional)? )?install(?:ation)?\b"
            r"|\binstall(?:ation)?\b(?= (?:is|will be|would be|on us|free|waived|included|for free"
            r"|at no))|(?:(?<=waive )|(?<=cover ))(?:the |your )?install(?:ation)?\b|(?<=no )install(?:ation)?\b"
        ),
    ),
)
CARD = _compiled(
    r"(?:제휴|신용|체크|신한|삼성|현대|롯데|국민|KB|하나|우리|비씨|BC|농협|NH|씨티|IBK|기업"
    r"|통신사|카드사|할인|결제|전용)\s?(?:신용\s?|제휴\s?)?카드(?!사\s?캐시백)"
    r"|(?<![가-힣A-Za-z])(?<!기프트)(?<!기프트 )카드(?=\s?(?:할인|청구|로|를|쓰|만드|하나|발급"
    r"|결제|제휴|자동|를?\s))|청구\s?할인|카드사?\s?제휴"
    r"|\b(?:partner(?:'s)?|co-?brand(?:ed)?|credit|rewards? credit|our|the|branded|store"
    r"|signature)\s(?:partner |branded |rewards |visa |mastercard |credit )*(?:credit )?card\b"
    r"|\b(?:on|with|using|through) (?:our|the) (?:visa|mastercard|amex)\b"
)
_SPAN = rf"(?:\d{{1,4}}|{numerals.NATIVE}|{numerals.SINO})"
_EN_SPAN = (
    r"(?:\d{1,3}|(?:(?<=for )|(?<=to ))an?|another|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|eighteen|twenty[- ]four|thirty[- ]six|half a|the (?:first|next)"
    r"|your (?:first|next))"
)
_PERIOD = _compiled(
    rf"(?:(?<![\d가-힣.,])|(?<=약정)|(?<=연장)|(?<=계약))(?P<n>{_SPAN})\s?(?P<unit>개월|년|달)(?P<half>\s?반)?(?!\s?(?:\d{{1,2}}월"
    rf"|말|초|식|도\b|대\b|차\b))"
    rf"|(?P<half_year>(?<![가-힣])반\s?년)|(?P<both>(?:이번|다음)\s?달(?:하고|이랑|과|와"
    rf"|,)\s?(?:다음|그\s?다음|다다음)\s?달)|(?P<first_year>첫\s?해(?!\s?부터))|\b(?P<en_free>an?"
    rf"|\d{1, 2}|one|two|three|four|five|six)\s(?:more |extra |additional )?(?:free"
    rf"|complimentary)\smonths?\b|(?P<this>(?:첫|이번|다음|익|당)\s?달|(?:첫|이번"
    rf"|다음)\s?한\s?달)"
    rf"|\b(?P<en>{_EN_SPAN})[\s-]?(?P<en_unit>months?\b|mos?\b|years?\b|yrs?\b"
    rf"|m\b(?=\s?(?:contract|term|agreement)))"
)
_A_MONTH = _compiled(r"(?:한|매|1)\s?달에(?!\s?한\s번)")
_PERCENT = _compiled(
    rf"(?P<n>\d{{1,3}}(?:\.\d)?|{numerals.SINO}|\b{numerals.ENGLISH})\s?(?:%|퍼센트|프로(?!모|젝"
    rf"|그)|퍼(?=\s)|per\s?cent\b)"
    r"|(?P<half>반값|반\s?(?:가격|만\s?(?:내|받))|절반(?:만|으로|\s?할인|\s?가격)?"
    r"|\bhalf(?:[- ](?:off|price)| your bill| the price))"
)
_SPEED = _compiled(
    r"(?<![\w가-힣.,\[])(?P<n>\d{1,5}(?:\.\d)?|[일이삼사오육칠팔구십백천]+|한|\b(?:a|one|two|five"
    r"|three|six|eight|nine)(?: hundred)?)\s?"
    r"(?P<unit>기가(?:비트|bps|급)?(?!바이트)|메가(?:비트|bps)?(?!바이트)|gbps|mbps|gigabits?"
    r"|megabits?|gigs?\b|megs?\b|[mg](?![a-z\d]|/[a-z])(?!\s?(?:contract|term))|기가인터넷|메가인터넷)"
    r"|(?P<bare>(?<![\w가-힣.])기가(?:\s?인터넷)?(?=로\b|로\s|급으로|\s?상품으로|으로|\s?속도)"
    r"|\bgigabit\b|\bgig (?:speed|internet|service|plan)s?\b)"
)
# "from 300 Mbps to 600"
_FASTER = _compiled(
    r"\s?(?:(?:up )?to|→|->|=>|에서)\s?(?P<n>\d{3,4})(?!\d|[,.]\d|%|\s?(?:[mg]\b|[mg]bps|gig|meg|기가|메가|[원만천억$]))"
)
_COUNT = _compiled(
    rf"(?<![\d가-힣])(?P<n>\d{{1,3}}|{numerals.NATIVE}|{numerals.SINO})\s?(?:장"
    rf"|매)(?![가-힣]*(?:비|치))|(?<=[권원리])\s?[x×*]\s?(?P<times>\d{{1,3}})(?!\d)"
)
# A note's shorthand: 현금40, 상품권 15, 지원금25 are in 만원; 월-3000 is in won.
_SHORT = _compiled(
    r"(?:현금|지원금|상품권|캐시|문상)(?:을|를|은|는|도)?\s?[:-]?\s?(?:(?P<old>\d{1,3})\s?(?:만\s?)?(?:→|->|=>|⇒"
    r"|~>|에서\s)\s?)?(?P<man>\d{1,2})(?!\d|,\d{3}|\.\d|월|\s?(?:[만천백십억조장개%년일매원p점주시분차~-]"
    r"|메가|기가|m\b|g\b|프로|퍼센트|에서\s?\d|→|->|=>))"
    r"|(?:월(?:\s?요금)?|요금|기본료)\s?\d{4,6}\s?(?:→|->|=>|⇒)\s?(?P<now>\d{4,6})(?!\d)"
    r"|(?:현금|지원금|상품권)(?:을|를|은|는|으로|도)?\s(?P<sino>[이삼사오육칠팔구]?십[일이삼사오육칠팔구]?)"
    r"(?=[은는에로도]\s|까지|\s?[,./]|\s(?!만|프로|퍼|개월|년|장|원)|$)"
    r"|(?:(?<![가-힣\d])월(?:\s?요금)?|카드(?:\s?할인)?)\s?[-−–:]?\s?(?P<won>\d{3,6})(?!\d|,\d|[만천조억원~]|\s?[만천원메기개])"
    r"|(?P<from>(?<![\d,.])\d{1,3})\s?(?:→|->|=>|⇒)\s?(?=\d[\d,]*(?:만|천))"
)


def find_all(text: str) -> list[Mark]:
    """Every mark in a tidy text, by place."""
    marks = [
        *_sums(text),
        *_nouns(text),
        *_percents(text),
        *_periods(text),
        *_speeds(text),
        *_counts(text),
        *(Mark("card", one.start(), one.end()) for one in CARD.finditer(text)),
    ]
    return sorted(marks, key=lambda mark: (mark.start, mark.end))


def _sums(text: str) -> list[Mark]:
    hangul = bool(re.search("[가-힣₩]|won\\b|KRW", text))
    marks = [
        Mark("sum", one.start, one.end, money=one.money)
        for one in find(text)
        # In an English sentence "5,000 points" are no won.
        if hangul or one.money.currency == "USD"
    ]
    taken = [(mark.start, mark.end) for mark in marks]
    for short in _SHORT.finditer(text):
        group = next((name for name in ("man", "won", "now", "sino") if short[name]), None)
        if group is None or any(short.start(group) < high and low < short.end(group) for low, high in taken):
            continue
        number = numerals.number(short[group]) or 0
        won = number * (10_000 if group in ("man", "sino") else 1)
        if won:
            marks.append(Mark("sum", short.start(group), short.end(group), money=Money(won)))
    return marks


def _nouns(text: str) -> Iterator[Mark]:
    for noun in NOUNS:
        for found in noun.pattern.finditer(text):
            lead = len(found[0]) - len(found[0].lstrip())
            yield Mark("noun", found.start() + lead, found.end(), word=noun.word)
    taken = -1
    for found, word in sorted(
        ((found, noun.word) for noun in WAIVED for found in noun.pattern.finditer(text)),
        key=lambda pair: (pair[0].start(), -pair[0].end()),
    ):
        if found.start() >= taken:
            yield Mark("waived", found.start(), found.end(), word=word)
            taken = found.end()


def _percents(text: str) -> Iterator[Mark]:
    for found in _PERCENT.finditer(text):
        value = (
            50 if found["half"] else float(found["n"]) if "." in found["n"] else numerals.number(found["n"])
        )
        if value and 0 < value <= 100:
            yield Mark(
                "percent", found.start(), found.end(), number=int(value) if value == int(value) else value
            )


def months_of(found: re.Match[str]) -> int | None:
    """How many months a matched period is."""
    if found["this"] or found["both"]:
        return 2 if found["both"] else 1
    if found["half_year"] or found["first_year"]:
        return 6 if found["half_year"] else 12
    if found["en_free"]:
        return numerals.number(found["en_free"])
    if found["en"]:
        words = found["en"].lower()
        if words.startswith(("the", "your")):
            single = not found["en_unit"].endswith("s")
            return (12 if found["en_unit"].lower().startswith("y") else 1) if single else None
        count = 0.5 if words == "half a" else 1 if words == "another" else numerals.number(words)
        years = found["en_unit"].lower().startswith("y")
    else:
        count, years = numerals.number(found["n"]), found["unit"] == "년"
    if not count:
        return None
    return int(count * 12 if years else count) + (6 if found["half"] else 0)


def _periods(text: str) -> Iterator[Mark]:
    for found in _PERIOD.finditer(text):
        if _A_MONTH.match(text, found.start()):
            continue
        months = months_of(found)
        if months:
            word = (
                "year"
                if (found["unit"] == "년" or (found["en_unit"] or "").lower().startswith("y"))
                else "month"
            )
            yield Mark(
                "period", found.start(), found.end(), number=months, word="this" if found["this"] else word
            )


def _speeds(text: str) -> Iterator[Mark]:
    for found in _SPEED.finditer(text):
        if found["bare"]:
            yield Mark("speed", found.start(), found.end(), number=1000)
            continue
        said = found["n"]
        value = float(said) if said[0].isdigit() else numerals.number(said)
        giga = found["unit"][0] in "기gG"
        mbps = round((value or 0) * (1000 if giga else 1))
        if 1 <= mbps <= 100_000:
            yield Mark("speed", found.start(), found.end(), number=mbps, word=said)
        bare = None if giga else _FASTER.match(text, found.end())
        if bare:
            yield Mark("speed", bare.start("n"), bare.end(), number=int(bare["n"]), word=bare["n"])


def _counts(text: str) -> Iterator[Mark]:
    for found in _COUNT.finditer(text):
        count = numerals.number(found["n"] or found["times"])
        if count:
            yield Mark("count", found.start(), found.end(), number=count)
