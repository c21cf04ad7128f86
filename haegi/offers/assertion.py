"""What in a text is being offered, and what is only talked about: the standing of each clause."""

from __future__ import annotations

import re
from itertools import pairwise

from haegi.offers.clauses import Clause, Standing, split

_GIVING = re.compile(r"드리|드려|드릴|드립|드린|해\s?드|준대|준다\s?함")
_WE = re.compile(
    r"저희|우리|제가|당사|본사|여기서는?|\b(?:we|i)(?:'ll|\s(?:can|could|will|would|may|'d|am"
    r"|are|have))\b|\bi'd\b(?! (?:like|stay|want|need|sign|be|keep|prefer|consider|take))"
    r"|\bwe'd\b"
    r"|\blet me\b|\b(?:i|we)'(?:m|re)\b(?! (?:looking|hoping|asking|paying|getting))",
    re.IGNORECASE,
)
_CARRIER = (
    r"(?:SK(?:T|B|텔레콤|브로드밴드)?|에스케이|KT|케이티|LG(?:U\+?|유플러스|\s?U\+)?"
    r"|엘지(?:유플러스)?|유플러스|U\+|"
    r"(?:LG)?헬로비전|스카이라이프|딜라이브|알뜰폰)"
)
_RIVAL = re.compile(
    r"타사|경쟁사|(?:다|라)는\s?(?:데(?:는|도|가)|곳|업체)|(?:다른|딴)\s?(?:데|곳|통신사|회사"
    r"|업체|대리점|쪽|사업자)|옆집|상담받은\s?데|견적|역제안|이웃|지인|친구|그쪽|저쪽|그\s회사"
    r"|거기(?:서|는|선|가)"
    r"|신규\s?(?:가입|고객|로\s|는|가|이면|쪽)"
    rf"|{_CARRIER}\s?(?:대리점\s?)?(?:에서|에선|은|는|쪽|이|가|로|으로|측|견적|대리점)"
    r"|\b(?:at&t|verizon|t-?mobile|comcast|xfinity|spectrum|cox|frontier|optimum|centurylink"
    r"|google fiber|sprint|"
    r"metronet|dish|directv|starlink|mint mobile|cricket)\b"
    r"|\bcompetitors?\b|\b(?:another|other|rival) (?:company|companies|providers?|carriers?|isps?)\b"
    r"|\bthey(?:'d|'ll|'re|\swould|\soffer|\stold|\ssaid|\sgive|\swill|\scharge|\swant)|\b(?:my"
    r"|your) (?:neighbou?r|friend|brother|sister|coworker)",
    re.IGNORECASE,
)
_OURSELF = re.compile(
    rf"{_CARRIER}\s?(?:입니다|고객센터|이고요|인데요)|(?:저희|우리)\s?{_CARRIER}|\b(?:match|beat"
    rf"|calling|here at|stay with|keep you with)\b",
    re.IGNORECASE,
)
_RIVAL_NOTE = re.compile(rf"^\W*{_CARRIER}\W(?!.*(?:상담|통화|기사|팀장|담당)).*(?:준대|준다|주더라|라던데)")
# A look at the account as it stands: "현재 약정은 내년 3월까지고 월 요금은 38,500원이세요".
_STATE = re.compile(
    r"^\W*(?:네\W*)?(?:고객님\W*)?(?:현재|지금)(?!.*(?:할인|무료|면제|가능|하시면|되시면|상품권"
    r"|현금|포인트|내려|낮|올려|빠지|빼드|깎)).*(?:세요|십니다|확인|있어요|있습니다|네요|나옵니다)\W*$"
)
_HEARSAY = re.compile(
    r"(?:다|라)는\s?(?:데(?:는|도|가)|곳|업체)|준대|준다|준댔|주더라|준다던|하더라|받았다|받는다"
    r"|던데|나온대|줬다|해\s?준다"
)
_KIND_VERB = (
    r"(?:맞춰|맞추어|올려|깎아|빼|내려|낮춰|넣어|얹어|챙겨|면제해|할인해|지급해|보내|입금해|끼워"
    r"|조정해|인하해|바꿔|적용해|지원해|보태|(?:그렇게|까지|정도로?|원|무료로|할인|감면|만큼"
    r"|원으로|원에)\s?해|"
    r"더|좀|만|정도)"
)
_ASKED = re.compile(
    r"(?:안|못)\s?(?:되|될|돼|해|주)[가-힣]*(?:나요|까요|가요|려나|냐|니)|되나요|될까요\s*\?"
    r"|가능한가요|가능할까요|주시나요|"
    r"주실\s?(?:수|래|거|건|까|순|의향)|주시겠"
    r"|(?<!동의해 )(?<!확인해 )(?<!말씀해 )(?<!참고해 )주(?:세요|십시오|셔야)"
    rf"|{_KIND_VERB}\s?주(?:시|세|실|면|셔|신다)|주시면\s?(?:안|좋|감사)|달라|달래|얼마(?!든"
    rf"|나 안|씩)|해\s?줘|받을\s?수\s?(?:있|없)(?:나|을까|는지)"
    r"|원하셨|원해요|원합니다|원하시(?:는\s?데|는데|지만|고|나|더)|바라시|요구하|요청하|희망하|(?:원하"
    r"|바라|요구|요청|희망)[가-힣]{0,3}(?:데|지만)"
    r"|싶(?:어요|습니다|은데)|필요(?:해요|합니다)|받았으면|줬으면|주셨으면|요구함|불렀|부름"
    r"|요청함|물어|거절|부족"
    r"|(?:원|만)\s?(?:이요|요|이라고요|은요|은)\s*\?"
    r"|\b(?:can|could|would|will|do|are) you\b(?! (?:stay|like|take|consider|accept|keep"
    r"|be (?:interested|happy|willing)))|\bany chance\b|\bi(?:'d| would)? (?:want|need"
    r"|was hoping|like)\b|\bi'd (?:like|stay|sign)\b"
    r"|\bif you(?:'d)? (?:can|could|would|give|match|take|knock|waive|throw|drop|lower|bring|get"
    r"|offer|do|send|add|made)\b"
    r"|^\W*(?:please )?give me\b|\b(?:asking|asked|looking|hoping) for\b|\bis there\b"
    r"|\bhow much\b|\bdo i get\b|\bcan i (?:get|have)\b",
    re.IGNORECASE,
)
# What the agent begs for is no demand: "1년만 더 이용해 주세요".
_STAY = re.compile(
    r"(?:이용|유지|사용|연장|재약정|약정|써|남아|생각|검토|결정|선택|연락|전화|기다려|계약)\s?(?:해\s?)?(?:보고\s)?"
    r"주(?:세요|십시오|시면)"
)
# A caller's bargain: "35만원이면 재약정 하겠습니다".
_BARGAIN = re.compile(
    r"(?:이|라|시|해|주|하)면\s.*(?:하겠|할게|쓸게|쓰겠|남을게|남겠|있을게|있겠|생각해\s?볼"
    r"|유지할|계약할|진행할|갈게)"
)
_HARMLESS = (
    r"(?:말고|밖에|외에|필요|약정|위약금|설치비|임대료|추가금|추가\s?비용|비용|변동|변경|부담|걱정"
    r"|문제|조건|의무|차이|상관|수수료|기본료|요금|반환|실적|틀림|"
    r"조건부|가산금|연체료|출장비|하실\s?거|하실\s?건|더할\s?나위|생각|의향|관심|손해|불편)(?:이|은|는|도|가|금"
    r"|액|엔|에는)?\s?(?:따로\s?|별도로?\s?|아예\s?|전혀\s?)?"
)
_REFUSED = re.compile(
    r"어렵|어려[우운워울]|힘들|힘든|불가(?!피)|(?<!밖에 )(?<!밖에)(?<![가-힣])안\s?(?:되|돼|됩"
    r"|된|될)(?!\S*(?:게\s아니))|(?<![가-힣])(?<!요금은 )(?<!요금이 )(?<!요금도 )(?<!료는 )(?<!료도 )(?<!료가 )안\s?(?:나가(?!게)|나오|나옵|나갑|나와)"
    r"|못\s?(?:드|해|하|맞|나|넣|챙|올|빼|깎|내려|낮|보내|바꿔|얹|준|줘)|무리(?:고|입|예|라|인"
    r"|이)|해당(?:이|은)?\s?안|품절|소진|단종|중단됐|종료됐|마감됐|(?:드리|되|하|나가|주)(?:지"
    r"|진|질)(?:는"
    r"|가)?\s?않(?!으)"
    rf"|제외(?!하고)|{_HARMLESS}없|(?P<no>없(?!이|애|앨|앤|던\s?걸))"
    r"|\b(?:can't|cannot|can not|not able|unable|won't|wouldn't|don't have|do not have"
    r"|not available|isn't available|"
    r"aren't available|not possible|isn't possible|expired|not eligible|don't qualify"
    r"|doesn't qualify|no longer|"
    r"out of the question|never|not authorized|don't offer|don't do|doesn't include|not included)\b"
    r"|\bno (?:gift cards?|vouchers?|cash|discounts?|promotions?|credits?|offers?)\b",
    re.IGNORECASE,
)
_WONT_CHARGE = re.compile(
    r"(?:not|n't) (?:have|need) to (?:sign|commit)|(?:won't|not) (?:charge|be charged|have to pay|pay|bill)|never pay", re.IGNORECASE
)
_PRESENT = re.compile(
    r"(?:내고|나가고|쓰고|이용하고|사용하고|납부하고|청구되고|받고)\s?계"
    r"|(?:지금|현재|기존|여태|그동안|요즘|원래|이번 달까지).{0,40}(?:내시|내셨|나가시|나오시"
    r"|쓰시(?!게)|쓰셨|납부|이용\s?중|사용\s?중|이용하시|이신데|인데|이시고|이셨)"
    r"|기로\s?(?:했|하셨|됐)|취소됐|내는\s?(?:게|거|것|걸|돈)|지급\s?(?:완료|해\s?드렸)|완료됐"
    r"|완료되었|(?:말씀드렸"
    r"|안내(?:해\s?)?드렸|안내했|안내됐"
    r"|제안드렸|(?<!올려)(?<!올려 )(?<!상향해 )(?<!준비해 )(?<!없애)(?<!면제해 )(?<!빼)드렸|받으셨|받아\s?가셨|지급됐|지급되었|나갔|나가셨|줬|였는데|이었는데"
    r"|이셨는데)(?!으면)"
    r"|(?:요금|청구\S*|고지서).{0,24}(?:나왔|나오셨)|원\s?이?시?잖아|(?:다|라)고\s?(?:하셨|했|그러|들었|하던|하시더)\S*(?:데|잖|거든|지만|던)|안내드린\s?(?:걸|것으)로|다른 상담[원사]"
    r"|^\W*(?:현재?|기존|지금)\s?(?:월\s?)?(?:요금|납부액|월)\S{0,2}"
    r"\s?[\d,만천원 ]+\W*$|(?:원래|보통|통상|일반적으로).{2,40}(?:데|지만)요?\W*$"
    r"|(?<!할인은 )(?<!할인이 )(?:월|요금|매달)(?!.{0,24}할인).{0,24}[원천만\d]\s?(?:짜리\s?)?(?:인데|이신데|였는데|이시던데|이시네요|이시죠)(?:요)?\W*$"
    r"|(?:작년|재작년|예전|지난번|저번|이전에는|전에는|가입\s?당시|당시에|그때).{0,30}(?:받|드린"
    r"|드렸|지급|나간|제공|[셨였었했](?:는데|고|지만|습니다))"
    r"|(?<!price )(?<!what )(?<!rate )\byou(?:'re| are)? (?:currently |now |already )?(?:paying"
    r"|pay|on the|been|at (?=\$))\b|\byour (?:bill|rate|price|plan) is .{1,24}\b(?:right )?now\b"
    r"|\bcurrently\b|\b(?:promo\w*|rate|price|discount)\b.* (?:ends?|expires?|ended|ran out|runs out)\b|\byour current\b"
    r"|\b(?:then|after that|afterwards),? (?:it|the (?:price|rate)|your (?:bill|rate)) (?:goes"
    r"|is|reverts|jumps|would|will)|\b(?:used to|last year|back then|previously"
    r"|when you signed up|already (?:got|received"
    r"|have|had)|you (?:got|received))\b"
    r"|\bi (?:told|quoted|said|mentioned|offered)\b|\b(?:stays?|remains?) (?:at|the same)\b"
    r"|\bwas\b(?! (?:able|approved|going|hoping))",
    re.IGNORECASE,
)
_CHARGED = re.compile(
    r"청구|내셔야|내야|물어|토해|(?:떨어질|줄어들|바뀔)\s?수|부과|환수|반납|부담하셔|부담해야"
    r"|차감되|합산|반환(?:하|해|되)"
    r"|(?:요금|월|기본료|납부액).{0,14}(?:오르|올라|인상)|추가로\s?내|더\s?나[가오온]|더\s?내"
    r"|나오(?:세|시|십|는|셔)|나옵|"
    r"나온대|나온다|(?<!행)사라|없어지|풀리|풀려|날아|소멸|발생|포기"
    r"|\b(?:costs?|owe|charged|fee of|penalty of|you'd lose|you will lose|you'll lose|goes up"
    r"|go up|increase|raise)\b",
    re.IGNORECASE,
)
_SUM_UP = re.compile(
    r"(?:상품권|현금|지원금|포인트|사은품|혜택|할인(?!\s?반환)|가능|무료)[^,.]{0,30}나[오온옵]\S*|제외하고 청구|다음 달부터.{0,24}청구"
    r"|\b(?:waiv|cover|forgiv|remov|dropp?|refund|credit)(?:e|s|ed|ing)?\b.*|"
    r"no (?:extra |additional |added )?(?:cost|charge)s?|won\'t cost|cost you nothing"
    r"|free of charge|청구\s?할인|안\s?나[가오온]|안\s?내|청구(?:가|는)?\s?안|(?:나오는|나온"
    r"|남은|발생하는|발생한|붙은|청구된|청구되는)(?:\s|게)"
)
_LEAVING = re.compile(
    r"(?:해지|나가|옮기|끊으|이동하|타사|가시)(?:를|을)?\s?(?:진행)?(?:하|하신|하시|되|시)?(?:면"
    r"|게 되면)\W*$|(?:해지|이동|이전)\s?시\b"
    r"|\bif you (?:cancel|leave|switch|disconnect|break)\b|\bleaving\b|\bcancel(?:l?ing)?\b"
)
_CONDITION = re.compile(
    r"(?<![화측반서방])(?<!드리)(?<!감)(?<!다시 말하)면(?:요|은)?\W*$|^\W*(?:if|when|once"
    r"|unless)\b",
    re.IGNORECASE,
)
_TURN = re.compile(r"(?:재약정|기존|장기)\s?고객(?:님|분)?들?(?:은|께|의|도|이)|(?:재약정|연장|유지)(?:을|를)?\s?하시면|(?<![가-힣])여(?:기|긴)\s")
_STAYING = re.compile(r"안\s?하|않|철회|취소|대신|말고")
# "20만 원 중에서 고르시면 됩니다" is no condition.
_TOTAL = re.compile(r"\s*(?:총|합치면|합하면|다 (?:해서|합))\s?\S*[\d만천]")
# "상품권 10만원은 개통하시면 | 바로 나가요"
_GIFT_TOPIC = re.compile(r"(?:상품권|현금|지원금|포인트)\S*\s?[\d,만천 ]+원?[은는]\s")
_HANDED = re.compile(r"^\W*(?:바로|문자로|계좌로)?\s?(?:나가|나갑|드려|드립|드릴|입금|지급|보내)")
_WILL_DO = re.compile(r"\s*(?:됩|돼|되[세시])")


def judged(text: str) -> list[Clause]:
    """The clauses with their standings, each seen in its sentence."""
    clauses = split(text)
    for clause in clauses:
        if clause.standing is Standing.LIVE:
            clause.standing = _alone(clause.text)
    by_sentence: dict[int, list[Clause]] = {}
    for clause in clauses:
        by_sentence.setdefault(clause.sentence, []).append(clause)
    for sentence in by_sentence.values():
        _spread(sentence)
    return clauses


def _alone(said: str) -> Standing:
    """The standing of a clause by its own words."""
    giving = bool(_GIVING.search(said))
    if _RIVAL.search(said) and not _OURSELF.search(said) and not (giving and not _HEARSAY.search(said)):
        return Standing.RIVAL
    if _ASKED.search(_STAY.sub(" ", said)) and not giving and not _WE.search(said):
        return Standing.ASKED
    refused = _REFUSED.search(said)
    if (
        refused
        and (refused["no"] or not re.search(rf"{_HARMLESS}없", refused[0]))
        and not _WONT_CHARGE.search(said)
    ):
        return Standing.REFUSED
    if _PRESENT.search(said):
        return Standing.PRESENT
    if _CHARGED.search(_SUM_UP.sub(" ", said)) and not giving:
        return Standing.CHARGED
    if _CONDITION.search(said):
        return Standing.CONDITION
    return Standing.LIVE


def _spread(sentence: list[Clause]) -> None:
    """Let standings reach as far as the sentence makes them reach."""
    whole = "".join(clause.text for clause in sentence)
    if _BARGAIN.search(whole) and not _GIVING.search(whole):
        _ask(sentence)
    elif any(clause.standing is Standing.ASKED for clause in sentence):
        last = max(index for index, clause in enumerate(sentence) if clause.standing is Standing.ASKED)
        _ask([one for one in sentence[:last] if not _GIVING.search(one.text) and not _WE.search(one.text)])
    for clause, following in pairwise(sentence):
        told = _WILL_DO.match(following.text) or _TOTAL.match(following.text)
        told = told or (_GIFT_TOPIC.search(clause.text) and _HANDED.search(following.text))
        if clause.standing is Standing.CONDITION and told:
            clause.standing = Standing.LIVE
    if _STATE.search(whole) and not _GIVING.search(whole):
        for clause in sentence:
            clause.standing = Standing.PRESENT
    _carry(sentence, Standing.RIVAL if _RIVAL_NOTE.search(whole) else None)


def _carry(sentence: list[Clause], carried: Standing | None) -> None:
    """A rival's terms and the costs of leaving go on until the speaker turns to what we do."""
    for clause in sentence:
        if carried and (_WE.search(clause.text) or _TURN.search(clause.text) or (carried is Standing.RIVAL and _own(clause.text))):
            carried = None
        if carried and clause.standing in (Standing.LIVE, Standing.CONDITION):
            clause.standing = carried
        if clause.standing is Standing.RIVAL:
            carried = Standing.RIVAL
        elif _LEAVING.search(clause.text) and not _STAYING.search(clause.text):
            clause.standing = carried = Standing.CHARGED
        if clause.contrast:
            carried = None


def _own(said: str) -> bool:
    return bool(_GIVING.search(said)) and not _HEARSAY.search(said)


def _ask(clauses: list[Clause]) -> None:
    for clause in clauses:
        if clause.standing in (Standing.LIVE, Standing.CONDITION):
            clause.standing = Standing.ASKED
