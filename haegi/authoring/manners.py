"""Words that lose calls: insults, threats, and Korean talk that is too familiar for a stranger (반말)."""

from __future__ import annotations

import re

_INSULTS_KO = re.compile(
    "|".join(
        (
            "바보", "멍청", "병신", "등신(?!청)", "머저리", "얼간이", "미친(?<![을를] 미친)", "또라이", "돌았[냐나]", "쓰레기", "양아치",
            "날강도", "도둑놈", "도둑년", "사기꾼", "사기 ?치", "개새", "개소리", "새끼(?!손)", "씨발", "시발(?!점)", "씨팔", "쌍욕", "젠장", "제기랄",
            "빌어먹", "지랄", "염병(?<!전염병)", "엿 ?먹", "꺼져(?<![이가] 꺼져)(?<!자꾸 꺼져)(?!요|서|버)", "꺼지(?<![이가] 꺼지)(?:고|라|세)",
            "닥쳐", "닥치(?<![이가] 닥치)", "입 다물", "주둥이", "아가리", "헛소리", "말대꾸", "따위로", "따위 ", "한심", "건방", "썩을", "썩어 ?빠",
            "호구(?<![가-힣]호구)", "니들(?<![가-힣]니들)", "니네(?<![가-힣]니네)", "네놈", "이놈", "저놈", "그놈", "놈들", "년들(?<![가-힣0-9]년들)", "이 양반", "이 사람아", "당신들",
            "너희(?<![가-힣]너희)", "너네(?<![가-힣]너네)", "귀가? ?먹", "말귀[를도]? 못", "정신 차리", "똑바로", "웃기고 있", "장난하", "장난쳐", "장난치", "작작", "가만 안",
            "가만두지", "두고 ?보자", "각오해", "죽여", "죽을래", "때려치", "등쳐", "짜증 ?나", "열받게", "재수 ?없", "무식", "못 배운", "역겹",
        )
    )
)  # fmt: skip
_YOU_KO = re.compile(r"(?:당신|네가|니가|[너니넌야])(?:[은는이가을를도의]|한테|에게|랑)?(?=[\s,.!?]|$)")
_STEMS_EN = (
    "idiot", "moron", "stupid", "dumb", "imbecile", "fool", "jerk", "bastard", "asshole", "arse", "shit", "bullshit",
    "crap", "fuck", "damn", "goddamn", "bloody hell", "bitch", "scum", "scumbag", "crook", "thief", "thieves", "liar",
    "lying", "scammer", "con artist", "clown", "loser", "pathetic", "useless", "incompetent", "worthless", "shut up",
    "screw you", "go to hell", "piss off", "get lost", "drop dead", "what is wrong with you", "are you deaf",
    "are you kidding me", "ripping me off", "rip-off", "sue you", "get you fired", "hate you", "lazy", "ignorant",
)  # fmt: skip
_INSULTS_EN = re.compile(rf"(?:{'|'.join(_STEMS_EN)})(?:s|es|ed|ing|er|ers|y)?\b")
_LATIN = re.compile("[A-Za-z]")

#: How a sentence may end when it is said to a stranger, and how it may not: what fits neither is no whole sentence.
_POLITE = re.compile(r"(?:요|[죠쥬]|니다|니까|시오|소서|까요)$")
_FAMILIAR = re.compile(
    r"(?:줘|줄래|달라고|하라고|라니까|[가-힣]다니까|(?<![이방피손올양오공])해|해라|[하가오보두놓주]라|[하가]자|[할갈줄볼]게|[할갈올]래"
    r"|(?<!전)[거건]야|인데|는데|잖아|[하되이]냐|느냐|[했았었였겠]어|[있없싶같좋싫많]어|[같좋많]아|알아|몰라|알았어|아니야|이야"
    r"|[돼봐와놔둬]|[한된간온준]다|는다|[이겠었았했있없싶]다|[하되]지|[있없]지|[이하]니|[하가]거든|거든|구나|군|네가)$"
)
_SENTENCE = re.compile(r"[^.!?~\n]+")


def impolite(text: str) -> str:
    """The first impolite word or ending of a text; empty where there is none.

    A list, not a judge: it knows common insults and threats in both languages, how Koreans say "you" only in anger,
    and the sentence endings of familiar talk.
    """
    insult = _INSULTS_KO.search(text)
    if insult:
        return insult[0].strip(" ,.!?")
    latin = text.lower() if _LATIN.search(text) else ""
    word = _standing(_YOU_KO, text) or _standing(_INSULTS_EN, latin)
    return word or next((end for sentence in _SENTENCE.findall(text) if (end := _familiar(sentence))), "")


def _standing(pattern: re.Pattern[str], text: str) -> str:
    """The first match that begins a word. The patterns begin with letters, not with a boundary: that is much faster."""
    found = (match for match in pattern.finditer(text) if not text[: match.start()][-1:].isalnum())
    return next((match[0].strip(" ,.!?") for match in found), "")


def _familiar(sentence: str) -> str:
    words = sentence.split()
    last = words[-1].strip("\"'”’)(, ") if words else ""
    return last if last and not _POLITE.search(last) and _FAMILIAR.search(last) else ""
