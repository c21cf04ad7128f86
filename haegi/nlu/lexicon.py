"""The word classes of telecom talk (`words/classes-ko.txt`, `words/classes-en.txt`): 상품권, 사은품 and 현금 are all a gift."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, pairwise

from haegi.nlu.wordlist import read_data

_HANGUL = re.compile("[ㄱ-ㅣ가-힣]")
MARK = "@"


@cache
def _finders(language: str) -> list[tuple[str, re.Pattern[str]]]:
    """The classes of a language, read when it is first heard: compiling them takes long.

    Words take the language's pattern; a sign such as `\\?` is matched as it stands.
    """
    pattern = {"ko": "{}", "en": r"\b(?:{})\b"}[language]
    lines = [line.partition(": ") for line in read_data(f"classes-{language}.txt").splitlines() if not line.startswith("#")]
    return [(sense, re.compile(pattern.format(words) if words[0] != "\\" else words)) for sense, colon, words in lines if colon]


def is_english(text: str) -> bool:
    """Whether a text is to be read as English: it has no Hangul."""
    return _HANGUL.search(text) is None


def word_classes(wording: str) -> set[str]:
    """The senses in a plain wording: alone, two that turn up together, and two that follow one another.

    Each carries the mark, so that none is taken for a piece of the wording itself.
    """
    spoken, language = (wording, "en") if is_english(wording) else (wording.replace(" ", ""), "ko")
    places = sorted((match.start(), sense) for sense, words in _finders(language) for match in words.finditer(spoken))
    senses = [sense for _, sense in places]
    present = sorted(set(senses))
    classes = {f"{MARK}{sense}" for sense in present}
    classes.update(f"{MARK}{one}&{other}" for one, other in combinations(present, 2))
    classes.update(f"{MARK}{one}>{other}" for one, other in (*pairwise(senses), *zip(senses, senses[2:], strict=False)))
    classes.update(f"{MARK}{sense}$" for sense in senses[-3:])
    return classes
