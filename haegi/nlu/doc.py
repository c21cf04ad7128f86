"""A text, normalised and tokenised once: quantities, words of the lists, other words and marks, in clauses and sentences."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from haegi.nlu.quantity import Quantity, quantity_at
from haegi.nlu.wordlist import Entry, WordList, shipped

_ENDS = frozenset(".?!\n…")
_BREAKS = frozenset(",;:/()·|&")
_CLAUSE_ENDINGS = ("고요", "고예", "구요", "는데", "데요", "지만", "니까", "거든", "거든요", "든요", "면", "고", "서", "서요", "다가", "며", "든지")
_PARTICLES = frozenset("이가은는로도에을를월씩약와과랑만서")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2019: "'", 0x2018: "'", 0x2212: "-", 0x2013: "-", 0x00A0: " "}


class Token(NamedTuple):
    """A piece of the squeezed text. `name` is how features call it; `tags` are the lists it stands in."""

    start: int
    end: int
    name: str
    tags: tuple[str, ...] = ()
    quantity: Quantity | None = None
    clause: int = 0
    sentence: int = 0


class Doc(NamedTuple):
    """`squeezed` is the text without spaces, in lower case; `origins` says where each letter stands in `text`."""

    text: str
    squeezed: str
    gaps: list[bool]
    origins: list[int]
    tokens: list[Token]
    is_korean: bool

    def words(self, start: int, end: int) -> str:
        """What was said between two places of the squeezed text, with its spaces."""
        return self.text[self.origins[start] : self.origins[end - 1] + 1] if end > start else ""


def read(text: str, language: str | None = None, words: WordList | None = None) -> Doc:
    """The Doc of any text at all. `language` (ko, en) tells of a text without letters whose money it counts."""
    plain = unicodedata.normalize("NFC", text.translate(_WIDE))
    letters: list[str] = []
    gaps: list[bool] = []
    origins: list[int] = []
    gap = True
    for place, letter in enumerate(plain):
        if letter.isspace() and letter != "\n":
            gap = True
            continue
        lower = letter.lower()
        letters.append(lower if len(lower) == 1 else letter)
        gaps.append(gap)
        origins.append(place)
        gap = letter == "\n"
    squeezed = "".join(letters)
    is_korean = any("가" <= letter <= "힣" or "ㄱ" <= letter <= "ㅣ" for letter in letters)
    is_korean = is_korean or (language == "ko" and "$" not in letters)
    return Doc(plain, squeezed, gaps, origins, _tokens(squeezed, gaps, words or shipped()), is_korean)


def _tokens(text: str, gaps: list[bool], words: WordList) -> list[Token]:
    raw: list[Token] = []
    start = 0
    while start < len(text):
        token = _token_at(text, gaps, start, words, raw)
        raw.append(token)
        start = token.end
    return _divided(text, gaps, raw)


def _token_at(text: str, gaps: list[bool], start: int, words: WordList, before: list[Token]) -> Token:
    entry = next((entry for entry in words.at(text, start) if _stands(text, gaps, start, entry)), None)
    quantity = quantity_at(text, gaps, start, _may_begin(text, gaps, start, before))
    end = _entry_end(text, gaps, start, entry) if entry else start
    if quantity and (quantity.end > end or (quantity.end == end and entry and "once" not in entry.tags)):
        return Token(start, quantity.end, f"#{quantity.sort}", (), quantity)
    if entry and "noise" not in entry.tags:
        return Token(start, end, entry.word, entry.tags)
    if entry:
        return Token(start, end, entry.word)
    return Token(start, (end := _word_end(text, gaps, start, words)), text[start:end])


def _may_begin(text: str, gaps: list[bool], start: int, before: list[Token]) -> bool:
    """Whether a Korean numeral may begin here: at a gap, after a mark, a known word, a number, or a particle."""
    if gaps[start] or not before:
        return True
    last = before[-1]
    return bool(last.tags or last.quantity) or not text[start - 1].isalpha() or (last.end - last.start <= 2 and text[start - 1] in _PARTICLES)


def _is_ascii_word(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()


def _stands(text: str, gaps: list[bool], start: int, entry: Entry) -> bool:
    """Whether a word of the lists stands here whole: an English one not inside another word."""
    end = start + len(entry.word)
    if entry.at_start and not gaps[start]:
        return False
    if _is_ascii_word(entry.word[0]) and start and not gaps[start] and _is_ascii_word(text[start - 1]):
        return False
    if not _is_ascii_word(entry.word[-1]) or entry.open_end or end >= len(text) or gaps[end]:
        return True
    return not (_is_ascii_word(text[end]) or (text[end] == "'" and text[end + 1 : end + 2] in ("t", "v")))


def _entry_end(text: str, gaps: list[bool], start: int, entry: Entry) -> int:
    end = start + len(entry.word)
    while entry.open_end and end < len(text) and not gaps[end] and _is_ascii_word(text[end]):
        end += 1
    return end


def _word_end(text: str, gaps: list[bool], start: int, words: WordList) -> int:
    """Where a word of no list ends: at a gap, a mark, or (in Hangul) where a listed word begins."""
    end = start + 1
    if not text[start].isalnum():
        return end
    is_ascii = text[start].isascii()
    while end < len(text) and not gaps[end] and text[end].isalpha() and text[end].isascii() == is_ascii:
        if not is_ascii and any(_stands(text, gaps, end, entry) for entry in words.at(text, end)):
            break
        if not is_ascii and (quantity_at(text, gaps, end, text[end - 1] in _PARTICLES and end - start <= 2)):
            break
        end += 1
    if is_ascii and text[end : end + 1] == "'":
        while end < len(text) and not gaps[end] and (_is_ascii_word(text[end]) or text[end] == "'"):
            end += 1
    return end


def _divided(text: str, gaps: list[bool], raw: list[Token]) -> list[Token]:
    """The tokens with the number of their clause and sentence."""
    tokens: list[Token] = []
    clause = sentence = 0
    for token in raw:
        tokens.append(token._replace(clause=clause, sentence=sentence))
        mark = text[token.start]
        is_last = token.end >= len(text) or gaps[token.end]
        if token.end == token.start + 1 and mark in _ENDS:
            clause, sentence = clause + 1, sentence + 1
        elif (token.end == token.start + 1 and mark in _BREAKS) or (is_last and text[max(0, token.end - 3) : token.end].endswith(_CLAUSE_ENDINGS) and not token.quantity):
            clause += 1
    return tokens
