"""A text, normalised and tokenised once: quantities, words of the lists, other words and marks, in clauses and sentences."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from haegi.nlu.quantity import Quantity, quantity_at
from haegi.nlu.wordlist import Entry, WordList, shipped

_ENDS = frozenset(".?!\n…")
_BREAKS = frozenset(",;:/()·|&")
_CLAUSE_ENDINGS = ("고요", "고예", "구요", "는데", "데요", "지만", "니까", "거든", "거든요", "든요", "면", "고", "서", "서요", "다가", "며", "든지")
_DONE = frozenset(("give", "cut", "waives", "free"))
_PARTICLES = frozenset("이가은는로도에을를월씩약와과랑만서")
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x2019: "'", 0x2018: "'", 0x2212: "-", 0x2013: "-", 0x00A0: " ",
}  # fmt: skip


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
    gaps: list[bool]  # whether a space stands before each letter
    origins: list[int]
    tokens: list[Token]
    is_korean: bool

    def words(self, start: int, end: int) -> str:
        """What was said between two places of the squeezed text, with its spaces."""
        return self.text[self.origins[start] : self.origins[end - 1] + 1] if end > start else ""


def read(text: str, language: str | None = None) -> Doc:
    """The Doc of any text at all. `language` (ko, en) tells of a text without letters whose money it counts."""
    plain = unicodedata.normalize("NFC", text.translate(_PLAIN))
    origins = [place for place, letter in enumerate(plain) if letter == "\n" or not letter.isspace()]
    letters = [plain[place].lower() if len(plain[place].lower()) == 1 else plain[place] for place in origins]
    gaps = [place == 0 or plain[place - 1].isspace() for place in origins]
    is_korean = any("가" <= letter <= "힣" or "ㄱ" <= letter <= "ㅣ" for letter in letters)
    is_korean = is_korean or (language == "ko" and "$" not in letters)
    squeezed = "".join(letters)
    return Doc(plain, squeezed, gaps, origins, _Lexer(squeezed, gaps).tokens(), is_korean)


class _Lexer:
    """Cuts a squeezed text into tokens, from left to right."""

    def __init__(self, text: str, gaps: list[bool]) -> None:
        self.text = text
        self.gaps = gaps
        self.words: WordList = shipped()

    def tokens(self) -> list[Token]:
        tokens: list[Token] = []
        start = clause = sentence = 0
        while start < len(self.text):
            token = self._token(start, tokens)._replace(clause=clause, sentence=sentence)
            if tokens and tokens[-1].name == "못" and not _DONE.isdisjoint(token.tags):
                token = token._replace(tags=("cannot",))  # 못 지워 드려요
            tokens.append(token)
            start = token.end
            ends = token.end == token.start + 1 and self.text[token.start] in _ENDS
            sentence += ends
            clause += ends or self._ends_clause(token)
        return tokens

    def _ends_clause(self, token: Token) -> bool:
        if token.end == token.start + 1 and self.text[token.start] in _BREAKS:
            return True
        is_last = token.end >= len(self.text) or self.gaps[token.end]
        return is_last and not token.quantity and self.text[: token.end].endswith(_CLAUSE_ENDINGS)

    def _token(self, start: int, before: list[Token]) -> Token:
        entry = next((entry for entry in self.words.at(self.text, start) if self._stands(start, entry)), None)
        end = self._entry_end(start, entry) if entry else start
        quantity = quantity_at(self.text, self.gaps, start, self._may_begin(start, before))
        is_free = quantity and quantity.value == 0 and entry and "free" in entry.tags  # $0
        if quantity and not is_free and (quantity.end > end or (quantity.end == end and entry and "once" not in entry.tags)):
            return Token(start, quantity.end, f"#{quantity.sort}", (), quantity)
        if entry:
            return Token(start, end, entry.word, () if "noise" in entry.tags else entry.tags)
        end = self._word_end(start)
        return Token(start, end, self.text[start:end])

    def _may_begin(self, start: int, before: list[Token]) -> bool:
        """Whether a Korean numeral may begin here: at a gap, after a mark, a known word, a number, or a particle."""
        if self.gaps[start] or not before:
            return True
        last, letter = before[-1], self.text[start - 1]
        is_particle = last.end - last.start <= 2 and letter in _PARTICLES
        return bool(last.tags or last.quantity) or not letter.isalpha() or is_particle

    def _stands(self, start: int, entry: Entry) -> bool:
        """Whether a word of the lists stands here whole: an English one not inside another word."""
        text, gaps, end = self.text, self.gaps, start + len(entry.word)
        if (entry.at_start and not gaps[start]) or (entry.word.endswith("번만") and gaps[end - 1]):  # 한 번 만 오천 원: a sum
            return False
        if _is_ascii_word(entry.word[0]) and start and not gaps[start] and _is_ascii_word(text[start - 1]):
            return False
        if not _is_ascii_word(entry.word[-1]) or entry.open_end or end >= len(text) or gaps[end]:
            return True
        return not _is_ascii_word(text[end]) and not text.startswith(("'t", "'v"), end)

    def _entry_end(self, start: int, entry: Entry) -> int:
        end = start + len(entry.word)
        while entry.open_end and end < len(self.text) and not self.gaps[end] and _is_ascii_word(self.text[end]):
            end += 1
        return end

    def _word_end(self, start: int) -> int:
        """Where a word of no list ends: at a gap, a mark, or (in Hangul) where a listed word or a number begins."""
        text, gaps, end = self.text, self.gaps, start + 1
        if text[start].isdecimal():
            return next((place for place in range(end, len(text)) if not text[place].isdecimal()), len(text))
        if not text[start].isalnum():
            return end
        is_ascii = text[start].isascii()
        while end < len(text) and not gaps[end] and text[end].isalpha() and text[end].isascii() == is_ascii:
            if not is_ascii and self._is_known(start, end):
                break
            end += 1
        if is_ascii and text[end : end + 1] == "'":
            while end < len(text) and not gaps[end] and (_is_ascii_word(text[end]) or text[end] == "'"):
                end += 1
        return end

    def _is_known(self, start: int, end: int) -> bool:
        if any(self._stands(end, entry) for entry in self.words.at(self.text, end)):
            return True
        may_begin = self.text[end - 1] in _PARTICLES and end - start <= 2
        return quantity_at(self.text, self.gaps, end, may_begin) is not None


def _is_ascii_word(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()
