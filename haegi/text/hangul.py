"""Hangul: jamo, initials (초성), slips of the keyboard layout, and particles chosen by the last sound.

A jamo here is a letter of the compatibility block (ㄱ…ㅣ), one for each key of the two-set keyboard (두벌식):
`split("값")` is "ㄱㅏㅂㅅ". `join` is its inverse on whole syllables, by the keyboard's own rule that a
consonant before a vowel opens the next syllable.
"""

from __future__ import annotations

import re
from functools import cache
from pkgutil import get_data
from unicodedata import normalize

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST, _LAST = ord("가"), ord("힣")

_PARTS = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ",
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
_WHOLE = {parts: whole for whole, parts in _PARTS.items()}

_KEYS = "qwertyuiopasdfghjklzxcvbnm"
_JAMO_OF_KEYS = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"
_SHIFTED = dict(zip("QWERTOP", "ㅃㅉㄸㄲㅆㅒㅖ", strict=True))
_JAMO = dict(zip(_KEYS + _KEYS.upper(), _JAMO_OF_KEYS * 2, strict=True)) | _SHIFTED
_KEY = dict(zip(_JAMO_OF_KEYS, _KEYS, strict=True)) | {jamo: key for key, jamo in _SHIFTED.items()}


def _alternatives(whole: str | tuple[str, ...]) -> str:
    """The letters as keys are struck, compound ones first, as an alternation."""
    typed = (_PARTS.get(letter, letter) for letter in whole if letter)
    return "|".join(sorted(typed, key=len, reverse=True))


_SYLLABLE = re.compile(
    f"([{_INITIALS}])({_alternatives(_VOWELS)})((?:{_alternatives(_FINALS)})(?![{_VOWELS}]))?"
)


def is_syllable(char: str) -> bool:
    return _FIRST <= ord(char) <= _LAST


def is_jamo(char: str) -> bool:
    return "ㄱ" <= char <= "ㅣ"


def letters(syllable: str) -> tuple[str, str, str]:
    """Initial, vowel and final of one syllable, compound letters whole; the final may be empty."""
    index = ord(syllable) - _FIRST
    return _INITIALS[index // 588], _VOWELS[index % 588 // 28], _FINALS[index % 28]


def split(text: str) -> str:
    """Every syllable as the jamo that are struck for it; other characters stay."""
    jamo = (letters(char) if is_syllable(char) else char for char in normalize("NFC", text))
    return "".join(_PARTS.get(letter, letter) for part in jamo for letter in part)


def join(text: str) -> str:
    """The jamo of a text put together into syllables; what makes no syllable stays as it is."""
    return _SYLLABLE.sub(_syllable, text)


def _syllable(match: re.Match[str]) -> str:
    initial, vowel, final = match[1], match[2], match[3] or ""
    index = _INITIALS.index(initial) * 588 + _VOWELS.index(_WHOLE.get(vowel, vowel)) * 28
    return chr(_FIRST + index + _FINALS.index(_WHOLE.get(final, final)))


def initials(text: str) -> str:
    """The first consonant of every syllable; other characters stay: "위약금 3년" is "ㅇㅇㄱ 3ㄴ"."""
    return "".join(letters(char)[0] if is_syllable(char) else char for char in normalize("NFC", text))


def is_initials(text: str) -> bool:
    """Whether a text is nothing but consonants, as one types them to search."""
    bare = text.replace(" ", "")
    return bool(bare) and all(part in _INITIALS for char in bare for part in _PARTS.get(char, char))


def from_keys(text: str) -> str:
    """What the keys of a Latin layout would have written in the two-set layout: "dnldirrma" is "위약금"."""
    return join("".join(_JAMO.get(char, char) for char in text))


def to_keys(text: str) -> str:
    """What the keys of the two-set layout would have written in a Latin one: "ㅁ" is "a", "해" is "go"."""
    return "".join(_KEY.get(jamo, jamo) for jamo in split(text))


_LATIN_WORD = re.compile("[A-Za-z]+")
_ENGLISH = frozenset(
    {"am", "did", "do", "does", "dog", "dos", "eh", "fee", "for", "get", "go", "god", "goes", "got", "how"}
    | {"its", "kt", "lg", "not", "off", "sk", "skt", "so", "sos", "them", "then", "these", "they", "to", "wi"}
    | {"ah", "who"}
)


def is_slip(word: str) -> bool:
    """Whether a word of Latin letters is Korean typed with the keyboard in the wrong layout.

    It is where its keys make whole syllables and most of these are everyday ones. The few English words that
    pass this test (so, go, do …) and names of carriers are left alone.
    """
    if word.lower() in _ENGLISH or not _LATIN_WORD.fullmatch(word):
        return False
    korean = _mended(word)
    everyday = sum(char in _everyday() for char in korean)
    return all(map(is_syllable, korean)) and 4 * everyday >= 3 * len(korean)


@cache
def _everyday() -> frozenset[str]:
    """The syllables that everyday words are made of."""
    return frozenset((get_data("haegi.text", "syllables.txt") or b"").decode("utf-8"))


def _mended(word: str) -> str:
    """With Caps Lock on, every letter looks shifted: read it as if it weren't."""
    return from_keys(word.lower() if word.isupper() else word)


def mend(text: str) -> str:
    """Words typed in the wrong layout turned into Korean, if they are the better part of the Latin text."""
    words = _LATIN_WORD.findall(text)
    slips = {word for word in words if is_slip(word)}
    typed = sum(len(word) for word in words)
    if not slips or 2 * sum(len(word) for word in words if word in slips) <= typed:
        return text
    return _LATIN_WORD.sub(lambda found: _mended(found[0]) if found[0] in slips else found[0], text)


# The forms after a final consonant and after none.
_PAIRS = (
    ("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("으로", "로"), ("아", "야"), ("이나", "나"),
    ("이라", "라"), ("이에요", "예요"), ("이랑", "랑"), ("이든", "든"), ("이며", "며"), ("이란", "란"),
    ("이라고", "라고"), ("이라서", "라서"), ("으로서", "로서"), ("으로써", "로써"), ("으로는", "로는"),
)  # fmt: skip
PARTICLES = {form: pair for pair in _PAIRS for form in pair}

_DIGIT_ENDS = dict(zip("0123456789", ("ㅇ", "ㄹ", "", "ㅁ", "", "", "ㄱ", "ㄹ", "ㄹ", ""), strict=True))
_ZEROS_END = ("", "ㅂ", "ㄱ", "ㄴ", "ㄴ", "ㄴ", "ㄴ", "ㄴ", "ㄱ")  # 십 백 천 만 (십백천)만 억
_LETTER_ENDS = {"l": "ㄹ", "m": "ㅁ", "n": "ㄴ", "r": "ㄹ"}
_UNITS = re.compile(r"(?:\d|^)\s*(?:[MGTK]|[KMGT]?B|[KMGT]?bps|[kcm]m|[MG]?Hz)$", re.IGNORECASE)
_HEARD = 80  # characters at the end of a word that can tell its particle; bracketed asides are shorter
_TAIL = re.compile(r"(?:\s*[(\[][^()\[\]]*[)\]]|[\s\"'”’.,!?…·)\]」』>*~])+$")
_NUMBER = re.compile(r"([0-9][0-9,]*)(\.[0-9]+)?$")
_WORD = re.compile("[A-Za-z]+$")
_WORD_ENDS = {"ng": "ㅇ", "le": "ㄹ", "l": "ㄹ", "me": "ㅁ", "m": "ㅁ", "ne": "ㄴ", "n": "ㄴ"}
_SHORT_ENDS = re.compile(r"[aeiou](?:(?P<ㅅ>t)|(?P<ㄱ>c?k)|(?P<ㅂ>p))$")


def final(word: str) -> str:
    """The consonant that ends a word as it is read aloud, "" where it ends in a vowel.

    Digits, Latin letters and units are read as Koreans say them: SKB ends like 비, KT like 티, LGU+ like
    플러스, 500M like 메가, ₩300 like 원. What stands in brackets at the end, quotes and stops aren't read.
    """
    spoken = _TAIL.sub("", normalize("NFC", word[-_HEARD:])) or word
    if spoken.startswith(("₩", "$")):
        return "ㄴ" if spoken[0] == "₩" else ""
    last = spoken[-1:]
    if last and is_syllable(last):
        return letters(last)[2]
    if number := _NUMBER.search(spoken):
        return _number_ends(number[1].replace(",", ""), number[2])
    return _latin_ends(spoken)


def _number_ends(whole: str, fraction: str | None) -> str:
    zeros = len(whole) - len(whole.rstrip("0"))
    if fraction or whole.startswith("0") or not zeros:
        return _DIGIT_ENDS[(fraction or whole)[-1]]
    return _ZEROS_END[min(zeros, 8)]


def _latin_ends(spoken: str) -> str:
    found = _WORD.search(spoken)
    if not found or _UNITS.search(spoken):
        return ""
    word = found[0]
    if word.isupper() or len(word) == 1:
        return _LETTER_ENDS.get(word[-1].lower(), "")
    lower = word.lower()
    if short := _SHORT_ENDS.search(lower):
        return short.lastgroup or ""
    return next((end for spelling, end in _WORD_ENDS.items() if lower.endswith(spelling)), "")


def particle(word: str, key: str) -> str:
    """The form of a particle that follows a word. Either form names it, as does the pair "은/는".

    Raises KeyError for what is no particle with two forms.
    """
    after_final, after_vowel = PARTICLES[key.split("/")[0]]
    end = final(word)
    if end == "ㄹ" and after_final.startswith("으로"):
        return after_vowel
    return after_final if end else after_vowel
