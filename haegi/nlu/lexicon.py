"""Words of one sense in the talk of telecom calls: 상품권, 사은품 and 현금 are all a gift.

Examples can't hold every wording. Where they say 팀장 and the agent says 실장, the shared sense tells what the
letters don't. Senses are coarse and may overlap: they are counted beside the words, and training finds their worth.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise

_SENSES = {
    "gift": "상품권|사은품|현금|지원금|캐시|페이백|선물|경품|포인트|쿠폰|기프트|통장|입금|계좌|상[AN]",
    "fee": "요금|납부|월정액|한달에|매달|다달이|이용료|청구|고지서|기본료|임대료",
    "cut": "할인|깎|감면|빼드|빼주|빼준|빠지|빠져|저렴|싸게|낮춰|낮추|인하|내려|월[AN]",
    "amount": "A|얼마|금액|액수",
    "free": "무료|공짜|무상|빵원|그냥드|서비스로|덤|면제|안받|비용없이",
    "penalty": "위약금|반환|물어내|토해|뱉|중도|위약",
    "term": "약정|계약|기간|만기|만료|노예",
    "length": "[XYZMW]",
    "one": "X|짧|금방|단기",
    "three": "Z|길게|장기약정",
    "left": "남아|남았|남으|안끝|아직|살아",
    "leave": "해지|끊|나가|나갈|정리|그만|떠나|해약|옮기|옮길|옮긴|이동|갈아타|넘어가|바꿀",
    "renew": "연장|재약정|갱신|재계약|이어서|유지|계속쓰|남을",
    "same": "그대로|똑같|동일|기존|쓰던",
    "auto": "자동|알아서",
    "rival": "타사|다른통신사|다른데|경쟁|저쪽|그쪽|거기|거긴|딴데|타통신|옆집|대리점|매장|판매점",
    "carrier": "kt|lg|sk|유플러스|브로드밴드|헬로|스카이라이프|엘지|케이티|에스케이|알뜰",
    "box": "셋톱|셋탑|공유기|와이파이|모뎀|장비|단말|기기|리모컨|기계",
    "new": "최신|신형|새모델|새걸로|새로나온|교체|구형|노후|교환",
    "tv": "티비|tv|텔레비전|채널|비디오|방송",
    "line": "인터넷|회선|랜",
    "speed": "S|속도|기가|빠르|빨라|메가|업그레이드",
    "phone": "휴대폰|핸드폰|모바일|폰|유심|무선",
    "landline": "집전화|인터넷전화|전화기|N전화|홈캠|스피커|두번째|둘째|안방|작은방|한대더|하나더",
    "family": "결합|묶|가족|세트|식구|온집",
    "lose": "사라|없어지|없어져|소멸|날아|풀리|풀려|깨지|깨져|초기화|해체|끊기|잃",
    "rise": "오르|올라|비싸|더나오|부담|늘어나",
    "card": "카드|실적|결제",
    "loyal": "등급|vip|장기고객|오래|멤버십|우대|연수|우수|W이나|W넘|W째|아깝|아까",
    "today": "오늘|지금|이번통화|당장|마감|내일되|끊으시면",
    "only": "밖에|딱|유일|무조건|만돼|만된|만가능|까지만|에서만|택N|하나만",
    "more": "더드|더준|추가로|올려|얹|높|상향|늘려|보태|더챙|더해|증액",
    "most": "최대|한도|더이상|이상은|상한|끝이|마지막",
    "least": "최저|제일싼|제일낮|바닥|최하|가장낮|가장싼|저가|밑단",
    "not": "못|없|어렵|어려|불가|아니|힘들|말고|거절|거부|싫|않|곤란|무리|안되|안돼|안된|안합|안해|안할|안하|안드|안주|안준|안나|됐|부족",
    "rule": "규정|정책|기준상|전산|권한|내부|지침|시스템",
    "why": "왜|이유|사유|때문|어떤점|어떤부분|불편|불만|무슨일|계기",
    "ask": "혹시|궁금|여쭤|여쭙|물어|묻|물음|알려|말씀해|문의|질문|캐",
    "query": r"\?|나요|까요|인지|는지|냐고|는가",
    "give": "드릴|드려|드리|준대|준다|줄게|해줌|제공|지급|해줄",
    "want": "주세요|달라|주시|줄래|바랍|부탁|원해|요청|요구|좋겠",
    "would": "이면|주시면|준다면|해주면|맞춰|된다면|조건이라면",
    "connect": "연결|바꿔주|바꿔달|돌려|넘겨|넘기|이관|이어주|이어드",
    "team": "부서|팀|담당|전담|파트",
    "boss": "책임자|팀장|상급|윗|관리자|매니저|과장|실장|권한|높은분|결정하실",
    "wait": "잠시|잠깐|기다|대기|홀드|보류음|확인하는동안",
    "ring": "전화|연락|통화|콜백|회신|걸어|걸겠|걸게",
    "later": "나중|다음에|다시걸|내일|다음주|며칠|이따",
    "note": "메모|전달|기록|남겨|적어놓",
    "file": "접수|신청|예약|등록|처리|진행",
    "write": "문자|카톡|이메일|메일|서면|글로|카카오|발송|캡처|종이",
    "speak": "말로|구두|녹취|녹음|말씀으로",
    "number": "주민|뒷자리|앞자리|자리|뒷번호|열세|민증",
    "proof": "생년월일|인증|본인확인|신분|주소로|패스",
    "name": "성함|이름|사번|내선|직통|소속|명함|어느분|누구",
    "date": "날짜|D|일자|희망일|말일",
    "install": "설치|개통|공사|인입|관로|배선|선로",
    "visit": "기사|방문|출장|휴가|하루",
    "collect": "수거|회수|반납|철거|가지러",
    "late": "밀려|밀렸|늦|지연|지나야|걸립|걸려|걸린|이후",
    "house": "이사|새집|주소지|건물",
    "secret": "개인|몰래|비밀|둘이|우리끼리|사적|제폰|제번호|제휴대|따로챙|퇴근|비공식",
    "undo": "철회|취소|되돌|물러|번복|없던",
    "think": "생각|고민|상의|의논|보류|미루|미룸|결정",
    "agree": "동의|좋아|좋습|좋네|할게요|수락|오케이|ㅇㅋ|받을게|그렇게|알겠|그걸로",
    "right": "맞죠|맞나|맞는|맞으|맞냐|정리하면|정리해|다시읽|읽어|이라는거|거죠|거네요|되물|최종",
    "thanks": "감사|고맙|고마|수고|고생|안녕|덕분|친절|좋은하루|들어가세",
    "rude": "야$|너|미친|꺼져|사기|짜증|욕|장난|새끼|닥|멍청|잘리|때려|소리지|헛소리|개같|화나|화냄|놈",
    "doubt": "거짓|과장|허위|실제로|광고|막상|별로|안좋|느리|느려|품질|as|고장|불안정|말뿐",
    "sum": "계산|산정|산식|근거|산출|내역|공식|항목",
    "honest": "사실|솔직|어차피|속으로|속마음|털어|실수|해버|들킴",
    "bother": "번거|귀찮|복잡|힘드|일일이",
    "bye": "마치|마칠|끊음|종료|인사",
    "arrears": "미납|연체|밀리|밀린|밀려|체납|미수|안들어",
    "parts": "분할|분납|나눠|나누|나누어|쪼개|회차|할부|걸쳐",
    "whole": "전액|완납|전부|한꺼번에|일시불|모두|통째|다내|한번에",
    "share": "P|절반|반은|반만|반이라도|비율|최소|일부|조금",
    "stop": "정지|중단|막히|막혀|막힌|제한|끊겨|멈추|멈춥",
    "incoming": "수신|착신|받는전화|걸려오|받는것",
    "debt": "추심|신용정보|채권|위임|위탁|채무",
    "credit": "신용|대출|불량|금융|점수",
    "law": "소송|법원|압류|고소|지급명령|법적|재판|집행|소장",
    "surety": "보증|sgi|대위변제",
    "relief": "조정|신복위|회복위원회|탕감|워크아웃|회생",
    "welfare": "복지|감면|수급|기초연금|차상위|장애인|유공자|한부모",
    "promise": "약속|유예|보류",
    "transfer": "송금|이체|계좌|보내주|보내드",
    "sorry": "죄송|사과|미안|송구|양해|이해해",
    "complaint": "민원|불만|불편|취하|종결|접수",
    "outside": "방통위|소비자원|분쟁|신고|기관|1372|위원회|조정위",
    "evidence": "증거|증빙|서류|자료|녹음|캡처|영수증|등본|사진",
    "repay": "보상|배상|환불|환급|차액|정산|돌려",
    "outage": "장애|먹통|안터|끊겼|끊긴|신호|측정",
    "sound": "정상|이상없|이상이없|문제없|문제가없|양호",
    "shop": "대리점|판매점|매장|지점|직영|영업",
    "again": "처음부터|다시한번|다시설명|또|이어서|반복",
    "calm": "언성|목소리|진정|흥분|폭언|욕설|소리|반말|고함",
    "assure": "확실|무조건|걱정|당연|장담|보장|백프로|틀림",
    "handset": "기변|기기변경|새폰|갤럭시|아이폰|신형|단말|기기값|기계값|폰값",
    "subsidy": "지원금|공시|선택약정|선약|요금할인",
    "extra": "부가|보험|컬러링|체험|ott|스팸|무료체험|추가",
    "plan": "요금제|무제한|프리미엄|상품",
    "gain": "혜택|이벤트|프로모션|행사|제안|조건",
}  # fmt: skip
#: The same for English talk; whole words, since spaces tell there where one ends.
_ENGLISH = {
    "fee": "fees?|charged?|charges|charging|surcharge|etf|penalty|rental",
    "bill": "bill|bills|billed|billing|statement|invoice|balance|payments?|autopay|due date|past due",
    "pay": "pay|paid|paying|owe|owed|cost|costs",
    "cut": "off|discounts?|lower|lowered|reduce|save|saves|savings|cheaper|less|bring down|knock|rate",
    "amount": "A|N",
    "free": "free|no charge|no cost|no extra|on us|on the house|complimentary|throw in|throws in|toss in|include|bonus|gift",
    "waive": "waived?|waiving|remov(?:e|ed|ing)|tak(?:e|ing) (?:that |it )?off|took off|wip(?:e|ing)|get rid|come off|won t charge|won t bill",
    "credit": "credit|credited|crediting|adjust|adjusted|adjustment|courtesy|goodwill|refund|refunded|money back",
    "term": "contract|agreement|agree to stay|commit|commitment|term|locked?|sign|signed|month to month",
    "length": "[XYZMW]|months?|monthly|years?",
    "leave": "cancel|cancel+ing|cancel+ed|cancel+ations?|disconnect|disconnecting|leav(?:e|ing)|quit|shut (?:it |this )?off|terminate|close",
    "switch": "switch|switching|going with|going to|change providers|sign up with|new provider",
    "rival": "provider|company|competitor|at t|att|verizon|t ?mobile|frontier|xfinity|comcast|google|fiber|5g|wireless internet|satellite|quote|quoted",
    "them": "they|them|their|they re|they ll",
    "mobile": "mobile|cell|phones|lines?|unlimited|carrier",
    "tv": "tvs?|cable|channels?|streaming|peacock|hbo|netflix|showtime|disney|sports|dvr|movies?|bundle|bundled|bundling|package deal",
    "gear": "modem|router|equipment|receiver|gear|ups|fedex|label|drop it off|wifi|extender|remote",
    "speed": "S|speeds?|faster|fastest|quick|quicker|megs?|mbps|gig|bandwidth|upgrade|bump|boost",
    "slow": "slow|slower|basic|starter|downgrade|smaller|tier|fewer",
    "plan": "plans?|packages?|lineup|pricing|legacy|grandfathered|migrat(?:e|ing|ion)|convert|re rate",
    "promo": "promos?|promotions?|promotional|introductory|offers?|deals?|specials?",
    "ended": "expired?|expires|expiring|ended|ends|ran out|rolled off|fell off|dropped off|over|was up|gone",
    "newcomer": "new customers?|new subscribers?|new accounts?|new only|sign ?ups|brand new|existing|qualify|eligible|first time|subscribers",
    "today": "today|tonight|tomorrow|midnight|right now|hang up|this call|on the phone|decide now|now",
    "not": "not|no|can t|cannot|cant|won t|wont|don t|dont|doesn t|isn t|aren t|wasn t|didn t|unable|nothing|never|unfortunately|nobody|without",
    "more": "more|another|extra|additional|further|better|else|instead|on top",
    "most": "best|lowest|final|maximum|max|bottom|as far as|as low as",
    "why": "why|reason|what made|making you|prompting|prompted|what changed|problem|wrong|unhappy",
    "who": "who|who s|whose|which",
    "ask": "can i|could i|may i|could you|can you|would you|do you|are you|did you|is it|is there|what s|how",
    "can": "i can|i could|i m able|we can|we could|let me|i ll|we ll|what if i|how about",
    "authority": "authorized|authority|access|allowed|permissions?|approval|approve|my hands|my end|level|control|rights",
    "identity": "social|ssn|digits|pin|passcode|security|last four|date of birth|dob|zip|on the account|verify|code",
    "number": "numbers?|port|porting|mailbox|voicemail",
    "write": "e ?mail|emails|text|writing|written|letter|send|sent|paper|inbox|document|quotes",
    "connect": "transfer|transferred|transferring|connect|connecting|put (?:you|me) through|patch|pass|route|hand|conference|over to",
    "team": "departments?|dept|team|desk|group|specialist|retention|loyalty|cancellations|sales|solutions",
    "boss": "supervisor|manager|mgr|lead|boss|escalate|escalated|higher|above you|in charge",
    "wait": "hold|moment|minutes?|mins|seconds?|bear with|hang on|wait|waiting|patience|loading|quiet|checking",
    "ring": "call|calls|callback|calling|phone you|reach out|reach you|contact|contacted|follow up|get back|hear back|hear from",
    "later": "later|monday|tuesday|wednesday|thursday|friday|weekend|weekdays|next week|morning|hours|days|T",
    "return": "return|returned|returning|store|within|final bill|steps|process",
    "outage": "outages?|was down|was out|maintenance|weather|storms?|power|went out|back up|record",
    "part": "prorate|prorated|proration|partial|unused|full month|whole month|cycle|in advance",
    "loyal": "loyal|long time|since|never missed|on time|been with|been a customer|a customer for",
    "agree": "agree|accept|yes|okay|ok|deal|sounds good|sign me up|go ahead|works|perfect|fine",
    "think": "think|sleep on|talk to my|ask my|check with|deciding|compare|consider",
    "right": "read|recap|confirm|correct|is that right|right|review|terms|summary|repeat|make sure|to be clear|disclosures?",
    "use": "how many|devices|use|using|watch|watching|stream|gam(?:e|ing)|work from home|kids|people",
    "bother": "hassle|trouble|pain|install|installer|installation|drill|set ?up|setting up|reconnect|reset|passwords|home all day|start over",
    "bad": "throttled?|unreliable|terrible|awful|hidden|caps|reviews|worse|bad|reliable|weak|drops|come back",
    "bye": "bye|goodbye|take care|have a|great day|enjoy|good night|anything else|all set|thanks for calling",
    "thanks": "thanks?|thank you|appreciate|grateful|kind",
    "hello": "hi|hello|hey|good (?:morning|afternoon|evening)|my name|speaking|reached|help you",
    "menu": "press|menu|say|representative|keypad|options?|enter|briefly|few words",
    "rude": "idiots?|stupid|useless|crooks?|liars?|thieves|sucks?|damn|hell|scam|joke|shut up|screw|dumb(?:est)?|ripoff",
    "expensive": "expensive|afford|too much|too high|steep|went up|goes up|going up|increase|pricey|budget|income",
    "last": "lose|lost|losing|lines|deleted|erased|released|goes away",
    "date": "D|end of (?:the )?month|the (?:first|fifteenth|thirtieth|last)|effective|schedule|the N",
    "query": r"\?",
}  # fmt: skip
_FINDERS = [(sense, re.compile(words)) for sense, words in _SENSES.items()]
_ENGLISH_FINDERS = [
    (sense, re.compile(words if sense == "query" else rf"\b(?:{words})\b")) for sense, words in _ENGLISH.items()
]
_HANGUL = re.compile("[ㄱ-ㅣ가-힣]")
MARK = "@"


def is_english(text: str) -> bool:
    """Whether a text is to be read as English: it has no Hangul."""
    return _HANGUL.search(text) is None


def word_classes(wording: str) -> set[str]:
    """The senses in a plain wording: alone, two that turn up together, and two that follow one another.

    Each carries the mark, so that none is taken for a piece of the wording itself.
    """
    spoken, finders = (wording, _ENGLISH_FINDERS) if is_english(wording) else (wording.replace(" ", ""), _FINDERS)
    places = sorted((found.start(), sense) for sense, words in finders for found in words.finditer(spoken))
    said = [sense for _, sense in places]
    there = sorted(set(said))
    found = {f"{MARK}{sense}" for sense in there}
    found.update(f"{MARK}{one}&{other}" for one, other in combinations(there, 2))
    found.update(f"{MARK}{one}>{other}" for one, other in (*pairwise(said), *zip(said, said[2:], strict=False)))
    found.update(f"{MARK}{sense}$" for sense in said[-3:])
    return found
