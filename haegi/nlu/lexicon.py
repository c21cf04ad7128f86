"""The word classes of telecom talk (`words/classes-ko.txt`, `words/classes-en.txt`): 상품권, 사은품 and 현금 are all a gift."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    name = f"classes-{language}.txt"
    return list(parse_classes(name, read_data(name), pattern))


def parse_classes(name: str, text: str, pattern: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The classes of one file. Raises ValueError with `file:line: what is wrong`."""
    for number, line in enumerate(text.splitlines(), start=1):
        sense, _, words = line.partition(": ")
        if line.strip() and not line.startswith("#"):
            try:
                yield sense, re.compile(pattern.format(words) if words[0] != "\\" else words)
            except (re.error, IndexError, OverflowError) as error:
                raise ValueError(f"{name}:{number}: this is no `sense: words` ({error})") from None


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
