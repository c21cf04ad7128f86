"""Things rather than sums: a physical gift or device, and a faster line."""

from __future__ import annotations

import re

from haegi.offers.amount_terms import Placed
from haegi.offers.clauses import Clause, Standing
from haegi.offers.doc import Talk, is_note
from haegi.offers.spans import Mark
from haegi.offers.term import Term

_NEAR = (
    r"(?:(?:로봇|무선|유선|블루투스|스마트|AI|인공지능|미니|핸디|스팀|전기|공기|음식물|커피|캡슐"
    r"|와이파이(?!\d)|WiFi|메시|메쉬|UHD|LED|LG|삼성|다이슨|샤오미|애플|갤럭시|차량용|휴대용"
    r"|가정용|김치|의류|캠핑|"
    r"기가지니|클로바|골프|여행용|선물|물걸레|전동|손|목|발|안마|탁상|거실|주방|휴대|욕실|신발|침구|무드|보조|빔"
    r"|게이밍|드립|전자|압력|티비|TV|인터넷|홈|키즈|음성인식|기가|사운드바)\s?)*"
)
_HEAD = (
    r"청소기|에어프라이어|에어프라이기|공유기|셋톱\s?박스|셋탑\s?박스|셋톱|셋탑|모뎀|라우터"
    r"|리모컨|리모콘|스피커|사운드바|태블릿(?:\s?PC)?|아이패드|갤럭시탭|갤럭시버즈|에어팟|버즈"
    r"|이어폰|헤드폰|헤드셋|워치|"
    r"노트북|모니터|프린터|복합기|키보드|마우스|스마트TV|텔레비전|홈캠|홈카메라|CCTV|카메라"
    r"|도어벨|도어락|플러그|허브|가습기|제습기|(?:공기\s?)?청정기|정수기|비데|선풍기|서큘레이터"
    r"|에어컨|히터|온풍기|"
    r"전기장판|온수매트|건조기|세탁기|냉장고|식기세척기|처리기|밥솥|전자레인지|오븐|인덕션|포트"
    r"|커피머신|머신|믹서기|블렌더|토스터기?|와플기|그릴|냄비(?:\s?세트)?|프라이팬|후라이팬"
    r"|그릇\s?세트|식기\s?세트|칼\s?세트|텀블러|머그컵|보온병|"
    r"안마기|안마의자|마사지기|마사지건|체중계|드라이기|드라이어|헤어드라이어|고데기|면도기|칫솔"
    r"|충전기|배터리|거치대|스탠드|조명|무드등|빔프로젝터|프로젝터|게임기|닌텐도\s?스위치|닌텐도"
    r"|자전거|킥보드|캐리어|백팩|우산|담요|"
    r"이불(?:\s?세트)?|베개|수건(?:\s?세트)?|타월|의자|책상|텐트|랜턴|아이스박스|휴지|화장지"
    r"|세제|라면|한우(?:\s?세트)?|과일(?:\s?세트)?|선물\s?세트|홍삼(?:\s?세트)?|증폭기|중계기"
    r"|익스텐더|안테나|케이블|랜카드|동글|USB|SSD|외장하드|스마트폰|아이폰|전화기|키즈폰|유심|"
    r"쌀(?=\s?\d|\s?한\s?포|을\s|이랑)|(?:와이파이|인터넷)\s?(?:기기|단말기?|기계)|단말기"
    r"|블랙박스|내비게이션|다리미|스타일러|스팀기|착즙기|주전자|티비|TV"
)
THING = re.compile(rf"(?<![가-힣A-Za-z])(?P<name>{_NEAR}(?:{_HEAD}))(?![A-Za-z])", re.IGNORECASE)
# A noun that only mentions the thing: its rental, its contract, its channel line-up.
_NOT_THING = re.compile(
    r"^\s?\d+\s?개월|^(?:은|는|이|가|도)\s?(?:월|매달)|^(?:은|는)\s(?!새|최신|신)\S+(?:\s\S+)?(?:으로|로)\s?(?:교체|바꿔|변경)|^(?:이|가)\s?(?:오래|낡|구형|느리|고장)"
    r"|^.{0,12}(?:추가하|교체하|바꾸|설치하)(?:실|신|셨)|^(?:이랑|랑|하고|과|와"
    r"|,)\s?\S+\s?(?:임대료|대여료|이용료)|^\s?(?:[한두세네]"
    r"|\d)\s?대\s?(?:의\s?)?임대|^\s?(?:임대|대여|렌탈|렌털|약정|요금|비용|값"
    r"|결합|상품|채널|단독|회수|반납|수거|보시|보고|없|빼|포함|이용|사용|쓰|라이트|베이직|에센스"
    r"|프리미엄|가입|서비스|이전|분실|연결|수신|화면|월정|약\s|사양|회선|\s?와\s?같이\s?쓰|해지|"
    r"(?:이랑|랑|하고|과|와|도|를|을|은|는|만)?\s?(?:요금|임대|결합|묶|합쳐|같이\s?(?:쓰|이용)"
    r"|함께\s?(?:쓰|이용)|해지|유지|반납|회수|쓰시|보시|빼|이용|그대로))"
)
_GIVE = re.compile(
    r"드리|드려|드릴|드립|보내|증정|제공|교체|교환|바꿔|바꾸|갈아|업그레이드|나가|나갑|챙겨|얹"
    r"|지급|선물|추가|설치|놔|달아|넣어|준대|준다|줌|줄게|주고|해줌|해준|끼워|무상|무료|공짜"
    r"|서비스|사은품|받으실|받아|받으시|빼놨|빼놓|가능(?!하?[신한할]?가|할)|새\s?것|새\s?(?:거|걸)|신형|최신|신품|변경|올려|배송"
    r"|택배|드림|공급"
    r"|세팅|(?:으로|로)\s?(?:하시|받으|준비|골라)|중에|고르|고를|선택|\+1"
)
_BEFORE_THING = re.compile(
    r"(?:사은품|선물|경품|덤|무료|무상|공짜|증정품|기념품|서비스)(?:으로|로|은|는|이|에|:|\s|도"
    r"|으로는|이랑)*(?:\w+\s){0,3}$"
)
_OPEN = re.compile(
    r"(?:사은품|선물|경품|덤|증정품|기념품)(?:으로는|으로|로|은|는|에|이"
    r"|:)?\s(?P<name>[가-힣A-Za-z0-9]+(?:\s[가-힣A-Za-z0-9]+){0,2}?)(?:을|를|도|까지|이랑|랑"
    r"|하고|과|와|이|가)?"
    r"(?=\s?(?:하나|한\s?(?:대|개|세트)|\d(?:대|개)|같이|함께|추가|무료로|공짜로|바로|댁으로"
    r"|집으로|도\s|보내|드리|드려|드릴|드립|나가|나갑|챙겨|증정|제공|얹|준대|준다|줌|줘|\+|,|\("
    r"|/|$|에\s|있))"
)
_NOT_NAME = re.compile(
    r"^(?:현금|상품권|지원금|포인트|캐시|월|매달|따로|별도|조금|좀|많이|최대|약|총|없|못|안|더"
    r"|추가|신청|지급|대상|\d|금액|혜택|할인|요금|이번|오늘|같은|이런|저런|어떤|다른|다|모두"
    r"|전부|그냥|바로|하나|주|받|드|나가|보내|챙|준비|가능|대신|중|정도|만|원|그대로|"
    r"기존|재약정|고객|저희|제가|비싼|골라|선택|원하|두|세|한|줄|늘|키우|포기|많|적|거의|얼마|택"
    r"|기프트|문화|백화점|신세계|네이버|커피|쿠폰|영화)"
)
_TAIL = re.compile(
    r"\s?(?:하나|한\s?대|\d+대|최신형|신형|새것|새\s?거|새\s?제품|무료|증정|교체|제공|도|를|을"
    r"|까지|이랑|랑|하고|으로|로)$"
)
_EN_ADJECTIVE = (
    r"(?:a|an|the|your|our|some|one|two|of|new|brand[- ]new|free|latest|complimentary|upgraded"
    r"|extra|additional|second|better|faster|newer|nice|newest|fresh|replacement"
    r"|state-of-the-art|"
    r"top-of-the-line|next-gen|another|high-end|shiny|more|couple|pair|set|modern|bonus|updated|a\b)"
)
_EN_HEAD = (
    r"(?:routers?|modems?|gateways?|(?:set-?top |cable |streaming |tv |cable tv )?box(?:es)?"
    r"|dvrs?|tablets?|ipads?|televisions?|tvs?|speakers?|sound ?bars?|cameras?|doorbells?"
    r"|extenders?|boosters?|pods?|"
    r"headphones|earbuds|airpods|smartwatch(?:es)?|watch(?:es)?|laptops?|chromebooks?|phones?"
    r"|smartphones?|iphones?|handsets?|remotes?(?: controls?)?|sticks?|devices?|rokus?"
    r"|chromecasts?|vacuums?|air fryers?|coffee (?:maker|machine)s?|"
    r"blenders?|toasters?|mixers?|echos?|echo dots?|thermostats?|consoles?|chargers?"
    r"|power banks?|backpacks?|kindles?|monitors?|keyboards?|drones?|grills?|fryers?|ovens?"
    r"|microwaves?|coolers?|bikes?|scooters?|kits?|hubs?|plugs?|lamps?|trackers?|fitbits?"
    r"|adapters?|antennas?|consoles?|xbox(?:es)?|playstations?|mugs?|t-?shirts?|umbrellas?"
    r"|luggage|suitcases?|blankets?|sensors?|bulbs?|units?|equipment)"
)
_EN_THING = re.compile(
    rf"(?<![\w$])(?P<lead>(?:{_EN_ADJECTIVE}\s){{0,4}})(?P<name>(?:[a-z0-9'-]+\s){{0,2}}?{_EN_HEAD})\b"
    rf"(?!\s(?:rental"
    rf"|fees?|lease|charges?|plan|service|package|line|lines|card|bill|contract|return"
    rf"|subscription|for (?:rent)))",
    re.IGNORECASE,
)
_EN_OPEN = re.compile(
    r"\b(?:throw(?:ing)? in|toss in|send(?:ing)?(?: you)?(?: out)?|ship(?:ping)?(?: you)?"
    r"|comes with|get you|give you|gift you|mail you|includes?|plus|add|and) (?:(?:a|an|our|one"
    r"|the) )?(?:(?:brand[- ]new|new|latest) )?(?:free"
    r"|complimentary) (?P<name>[a-z][a-z' -]{2,40}?)"
    r"(?=\s(?:and|with|plus|for|on|to|at|too|as|if|when|along|that|in|while|just|once|worth|from"
    r"|over)\b|[.,;!?+/]|\s?$)",
    re.IGNORECASE,
)
_EN_GIVE = re.compile(
    r"\b(?:throw\w*|toss|send\w*|ship\w*|include\w*|get(?:ting)? you|give|giving|gift|free"
    r"|complimentary|upgrade\w*|swap\w*|replac\w*|at no (?:cost|charge)|on us|comes with|add"
    r"|bonus|mail\w*|provide|set you up|offer|hook you up|no cost|for free|exchange|plus|new)\b",
    re.IGNORECASE,
)
_EN_NOT_THING = re.compile(
    r"\b(?:months?|install\w*|upgrade|speeds?|service|hbo|netflix|hulu|subscription|lines?"
    r"|channels?|shipping|delivery|trial|activation|charge|year|cards?|points|credit|internet"
    r"|wi-?fi|setup|support|movies?|premium|streaming service|gig|mbps|bump|visit|technician"
    r"|access|protection|security|cash|weeks?|days?|period|tv service|phone service)$"
    r"|^(?:and|or|for|months?|install\w*|upgrade|year|your|i|we|you|to|is|on)\b",
    re.IGNORECASE,
)


# "공기청정기랑 현금 12만원"
_TOGETHER = re.compile(r"(?:이?랑|하고|과|와)\s")
# A verb further off gives something else.
NEAR = 26
# How `write` puts an item, so that any name is read back.
_NAMED = re.compile(r"(?:사은품|free gift):\s(?P<name>[^+,\n]+?)(?=\s\+\s|,|\s*$)")


def gift_terms(talk: Talk) -> list[Placed]:
    """Items: known things that are given, replaced or noted, and unknown nouns in the frame of a gift."""
    placed: dict[int, Term] = {}
    taken: list[tuple[int, int]] = []
    note = is_note(talk.text)
    for found in _NAMED.finditer(talk.text):
        placed[found.start("name")] = Term("item", name=found["name"])
        taken.append(found.span("name"))
    for found in [*_OPEN.finditer(talk.text), *THING.finditer(talk.text)]:
        start, end = found.span("name")
        clause = talk.clauses[talk.index(start)]
        if any(start < high and low < end for low, high in taken) or clause.standing is not Standing.LIVE:
            continue
        name = _TAIL.sub("", found["name"]).strip() if found.re is _OPEN else found["name"]
        if (found.re is THING and not _given(talk, clause, start, end, note)) or (
            found.re is _OPEN and (THING.search(name) or not _unknown(name))
        ):
            continue
        placed[start] = Term("item", name=name)
        taken.append((start, end))
    return [*placed.items(), *_english_gifts(talk, taken)]


def _unknown(name: str) -> bool:
    return (
        len(name) >= 2
        and not _NOT_NAME.match(name)
        and not re.search(r"상품권|쿠폰|포인트|\d+만|원$|(?:해|되|하|드|려|어|게|는|은|고|면)$", name)
    )


def _given(talk: Talk, clause: Clause, start: int, end: int, note: bool) -> bool:
    """Whether the thing at start..end is what the clause gives."""
    if _NOT_THING.match(talk.text[end:]) or any(mark.start <= start < mark.end for mark in talk.of("waived")):
        return False
    after = talk.text[end : min(clause.end, end + NEAR)]
    if _GIVE.search(after) or _BEFORE_THING.search(talk.text[clause.start : start]):
        return True
    if _TOGETHER.match(after) and talk.within("noun", end, end + NEAR):
        return True
    alone = re.fullmatch(r"\W*", talk.text[clause.start : start]) and re.fullmatch(
        r"(?:도|까지|이랑|랑|하고|과|와|\s?하나|\s?한\s?대|\s?1대)?\W*", after
    )
    if alone:
        led = [one.text for one in talk.clauses[: talk.index(start)] if one.sentence == clause.sentence]
        if any(re.search("사은품|선물|경품", said) for said in led):
            return True
        return note or any(
            later.standing is Standing.LIVE and _GIVE.search(later.text)
            for later in talk.clauses[talk.index(start) + 1 :]
            if later.sentence == clause.sentence
        )
    return False


def _english_gifts(talk: Talk, taken: list[tuple[int, int]]) -> list[Placed]:
    placed: list[Placed] = []
    for found in [*_EN_OPEN.finditer(talk.text), *_EN_THING.finditer(talk.text)]:
        name = re.sub(rf"^(?:{_EN_ADJECTIVE}\s)+", "", found["name"].strip(), flags=re.IGNORECASE)
        start = found.end("name") - len(name)
        clause = talk.clauses[talk.index(start)]
        if clause.standing is not Standing.LIVE or any(
            start < high and low < found.end() for low, high in taken
        ):
            continue
        if _EN_NOT_THING.search(name) or any(mark.start <= start < mark.end for mark in talk.of("waived")):
            continue
        name = _noun_phrase(name)
        given = (
            found.re is _EN_OPEN
            or _EN_GIVE.search(talk.text[clause.start : start])
            or re.search(
                r"\b(?:for free|at no (?:cost|charge)|on us|free of charge|free|on the house)\b",
                talk.text[found.end() : clause.end],
                re.IGNORECASE,
            )
        )
        if given and name:
            placed.append((found.end("name") - len(name), Term("item", name=name)))
            taken.append(found.span("name"))
    return placed


_EN_STOP = re.compile(
    r"^.*\b(?:a|an|the|your|our|free|new|brand-new|and|you|of|to|with|in|out|latest|for|on|is"
    r"|get|send|this|that|my|have|can|will|up|plus|from|us|by|me|old|complimentary|fee|charge"
    r"|gig|speed|swap|replace|upgrade|it|into|faster|better|ship|mail|all|any|both|include"
    r"|includes|add|toss|throw|gift|give)\s",
    re.IGNORECASE,
)


def _noun_phrase(name: str) -> str:
    """`you a streaming box` -> `streaming box`."""
    return _EN_STOP.sub("", name).strip()


_SPEED_NOW = re.compile(
    r"^\s?(?:급|짜리|인터넷|상품|요금제|회선|\s)*\s?(?:에서|요금(?:\s?그대로|으로|에\s|만\s)"
    r"|쓰(?!시게|실|시면서|세요)|이용(?!하시게|하실)|사용(?!하시게|하실)|그대로|유지|이신데"
    r"|인데(?!요?\s?월)|이?시?니까|이?라서|이시[고네]|시네|시[고죠]|보다|말고|대신|면\s?충분|이시던|이었|였|던"
    r"|를\s?쓰|를\s?이용"
    r"|을\s?쓰|가입|고객)"
    r"|^\s?(?:plan|service|tier|package|internet|connection)?\s?(?:you(?:'re| have)|to \d"
    r"|to (?:a )?gig|right now|currently)",
    re.IGNORECASE,
)
_SPEED_BEFORE_NOW = re.compile(
    r"(?:지금|현재|기존|원래|여태)\s?(?:쓰시는|이용하시는|사용하시는|속도|인터넷|상품|회선"
    r"|요금제)?\s?(?:은|는|이|가|의)?\s?$|\b(?:from|instead of|your current|on|have|at|than"
    r"|your)\s?(?:the |your |a |an )?$",
    re.IGNORECASE,
)
_SPEED_CHANGE = re.compile(
    r"^\s?(?:를|을|에서|→|->|=>|⇒|~|인\s?걸|이던\s?걸|to\s|\sto\s|쓰시[는던]|이용하시|상품"
    r"|인터넷|요금제).{0,16}$|^\s?(?:up )?to\s$|말고|대신|던\s?(?:걸|거|것)",
    re.IGNORECASE,
)
_SPEED_NOT = re.compile(
    r"^\s?(?:공유기|와이파이|라이트|지니|바이트|데이터|of data|data|모뎀|셋톱|랜)", re.IGNORECASE
)


def speed_terms(talk: Talk) -> list[Placed]:
    """The faster line: the new one of a change, never the one used today."""
    marks = [mark for mark in talk.of("speed") if not _SPEED_NOT.match(talk.text[mark.end : mark.end + 8])]
    placed: list[Placed] = []
    for index, mark in enumerate(marks):
        later = marks[index + 1 :]
        if talk.live(mark) and not _todays(talk, mark, later):
            placed.append((mark.start, Term("speed", mbps=int(mark.number))))
    return placed


def _todays(talk: Talk, mark: Mark, later: list[Mark]) -> bool:
    clause = talk.clause(mark)
    if (
        later
        and later[0].start - mark.end < 26
        and _SPEED_CHANGE.search(talk.text[mark.end : later[0].start])
    ):
        return True
    if _SPEED_BEFORE_NOW.search(talk.before(mark)) or re.search(
        r"데이터\s?(?:를|가|도|는)?\s?(?:월\s?)?$|data\s?$", talk.before(mark)
    ):
        return True
    onward = talk.text[mark.end : mark.end + 30]
    if _SPEED_NOW.match(onward):
        return not re.match(r"^\s?(?:를|을)?\s?(?:쓰|이용|사용)(?:시게|하시게|실 수|하실 수)", onward)
    index = talk.index(mark.start)
    return (
        index > 0
        and talk.clauses[index - 1].standing is Standing.PRESENT
        and talk.clauses[index - 1].end == clause.start
        and not re.search(r"[걸거데것게]|,|요금|금액", talk.before(mark))
        and not re.match(r"^\s?(?:급)?(?:으로|로)", onward)
    )
