"""Features of an utterance: its normalised wording, what is counted in it, its clauses, and the context of the call.

`normalize` takes away what tells no move from another: the keyboard's layout, case, fillers, and which number it is.
Numbers become a capital letter for their kind, because "15만 원", "150,000원" and "십오만 원" mean one move; a
length of contract keeps its years, because "3년만 됩니다" and "1년만 쓰세요" don't.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import add
from typing import NamedTuple
from unicodedata import normalize as unicode_form

from haegi.nlu.lexicon import is_english, word_classes
from haegi.text.hangul import mend, split

LONGEST = 400  # characters that are looked at


class _Struck(dict[int, str]):
    """The jamo of a character by its code, for str.translate; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        jamo = self[code] = split(chr(code))
        return jamo


STRUCK = _Struck()

_WIDE = {0xFF01 + at: 0x21 + at for at in range(94)}  # full-width forms of ASCII
_ONES = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9, "십": 10}
_NATIVE = {"한": 1, "두": 2, "석": 3, "세": 3, "넉": 4, "네": 4, "다섯": 5, "여섯": 6, "열두": 12}
_COUNT = rf"(?P<count>\d+|(?<![가-힣])(?:{'|'.join((*_NATIVE, *_ONES))}))\s?"
_DIGITS = r"\d[\d,.]*"
_SAID = "[일이삼사오육칠팔구]?[십백천만][일이삼사오육칠팔구십백천만 ]*"

_SPEED = re.compile(rf"{_DIGITS}\s?(?:메가|기가|mbps|gbps|m(?![a-z])|g(?![a-z])|mb|gb)|(?<![가-힣])(?:오백|백)\s?메가")
_AMOUNT = re.compile(  # taken possessively: twenty digits in a row are no million ways to split them
    rf"(?:\d[\d,.]*+\s?+[십백천만]*+\s?+)++원|(?<![가-힣]){_SAID}\s?원|{_DIGITS}\s?[십백천]?만(?:\s?\d+천)?|\d{{1,3}},\d{{3}}"
    r"|\d\s?[십백천](?![가-힣])"
)
_PERCENT = re.compile(rf"{_DIGITS}\s?(?:%|프로|퍼센트)|(?<![가-힣])[일이삼사오육칠팔구십]+\s?(?:프로|퍼센트)")
_DATE = re.compile(r"(?:\d{4}년\s?)?\d{1,2}월\s?\d{1,2}일|\d{1,2}\s?/\s?\d{1,2}|\d{4}년(?:\s?\d{1,2}월)?|\d{1,2}월|\d{1,2}일")
_CLOCK = re.compile(rf"{_COUNT}시(?=\s|\d|반|쯤|에|까지|부터|이후|전|$)(?:\s?(?:\d+분|반))?")
_YEARS = re.compile(rf"{_COUNT}년")
_MONTHS = re.compile(rf"{_COUNT}(?:개월|(?<![이일]\s)(?<![이일])달)")
_NUMBER = re.compile(_DIGITS)
_FILLER = re.compile(r"(?<![^\s,.…~])(?:(?:어|음|으음|흠|에|아유|아이고)(?=[\s,.…~]|$)|(?:아|그|저|저기|뭐|그게|자|참)(?=[,.…~]))[\s,.…~]*")
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORDS = rf"(?:two|three|four|five|six|seven|eight|nine|{_TEENS}|{_TENS}|hundred)"
_SPELLED = rf"(?:(?:one|a) hundred|{_WORDS})(?:[ -](?:one|and|{_WORDS}))*"
_ENGLISH = (
    (re.compile(rf"\$\s?{_DIGITS}|(?:{_DIGITS}|{_SPELLED})[ -](?:dollars?|bucks?|cents)\b|\d+\.\d\d"), "A"),
    (re.compile(rf"(?:{_DIGITS}|{_SPELLED}) ?(?:%|percent)"), "P"),
    (re.compile(r"\b(?:12|twelve|a dozen)[ -]months?\b|\b(?:one|1|a)[ -]year\b"), "X"),
    (re.compile(r"\b(?:24|twenty[ -]four)[ -]months?\b|\b(?:two|2)[ -]years?\b"), "Y"),
    (re.compile(r"\b(?:36|thirty[ -]six)[ -]months?\b|\b(?:three|3)[ -]years?\b"), "Z"),
    (re.compile(rf"(?:{_DIGITS}|\b{_SPELLED}) ?(?:meg|megs|megabits?|mbps|gig|gigs)\b"), "S"),
    (re.compile(rf"\b{_SPELLED}\b"), "N"),
)
_CLAUSE = re.compile(
    r"(?<=[.?!…;])\s+|(?<=고요|는데|서요|니까|지만|시고|면서)[,\s]+|(?<=는데요|거든요|니까요|잖아요)[,\s]+"
    r"|,\s+(?=(?:and|but|so|because|if|or)\s)"
)
_SHORTEST = 4  # characters of a clause that is looked at by itself
_NOISE = re.compile(r"[^A-Z가-힣ㄱ-ㅣa-z+?]+")


def normalize(text: str) -> str:
    """The wording of a text, at most `LONGEST` characters of it: kinds of number as capitals, single spaces, nothing but letters and question marks."""
    shown = mend(unicode_form("NFC", text[:LONGEST]).translate(_WIDE)).lower()
    if is_english(shown):
        for kind, letter in _ENGLISH:
            shown = kind.sub(letter, shown)
    shown = _FILLER.sub("", shown)
    shown = _SPEED.sub("S", shown)
    shown = _PERCENT.sub("P", shown)
    shown = _AMOUNT.sub("A", shown)
    shown = _DATE.sub("D", shown)
    shown = _YEARS.sub(_years, shown)
    shown = _MONTHS.sub(_months, shown)
    shown = _CLOCK.sub("T", shown)
    shown = _NUMBER.sub("N", shown)
    return _NOISE.sub(" ", shown.replace("?", "? ")).strip()


def _count(match: re.Match[str]) -> int:
    said = match["count"]
    return int(said) if said.isdecimal() else _NATIVE.get(said) or _ONES[said]


def _years(match: re.Match[str]) -> str:
    return {1: "X", 2: "Y", 3: "Z"}.get(_count(match), "W")


def _months(match: re.Match[str]) -> str:
    return {12: "X", 24: "Y", 36: "Z"}.get(_count(match), "M")


def features(wording: str) -> set[str]:
    """What is counted in a normalised wording: words, syllables and pairs of them, runs of three jamo, and senses.

    Pairs and runs go over the spaces, because people put them where they like; both ends count as letters of
    their own. A run of jamo survives a slip or another ending beside it. English also has runs of four letters, and pairs
    with any word between.
    """
    bare = f"^{wording.replace(' ', '')}$"
    jamo = bare.translate(STRUCK)
    found = {f" {word}" for word in wording.split()}
    found.update(bare)
    found.update(map(add, bare, bare[1:]))
    found.update(jamo[at : at + 3] for at in range(len(jamo) - 2))
    if is_english(wording):
        words = wording.split()
        found.update(f" {one} {other}" for one, other in pairwise(words))
        found.update(f" {one} _ {other}" for one, other in zip(words, words[2:], strict=False))
        found.update(jamo[at : at + 4] for at in range(len(jamo) - 3))
    found.update(word_classes(wording))
    return found


def clauses(text: str) -> list[str]:
    """The clauses of a turn, cut at ends of sentences and at connective endings; the text itself where there is one."""
    parts = [part.strip() for part in _CLAUSE.split(text) if part]
    return [part for part in parts if len(part) >= _SHORTEST] or [text]


class TurnContext(NamedTuple):
    """What the call was like when a turn began.

    `before`: moves of the other side just before; `own`: moves of this side's turn before that; `turns`: turns this
    side had before. An offer may stand (`has_offer`) before anything was offered for staying (`made_offer`).
    """

    before: Sequence[str] = ()
    own: Sequence[str] = ()
    has_offer: bool = False
    turns: int = 0
    opening: str = ""
    made_offer: bool = False


#: Marks a feature of the context; none of a wording begins so.
CONTEXT = "~"


def context_features(context: TurnContext | None) -> set[str]:
    """What is counted of the context: nothing where there is none."""
    if context is None:
        return set()
    counted = {f"{CONTEXT}<{move}" for move in context.before} | {f"{CONTEXT}={move}" for move in context.own}
    counted.add(f"{CONTEXT}offer" if context.has_offer else f"{CONTEXT}no-offer")
    if context.made_offer:
        counted.add(f"{CONTEXT}made-offer")
    counted.add(f"{CONTEXT}turn{min(context.turns, 3)}")
    if context.turns == 0 and context.opening:
        counted.add(f"{CONTEXT}opening-{context.opening}")
    return counted
