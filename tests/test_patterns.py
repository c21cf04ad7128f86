"""Every alternative and every named group of the package's patterns is matched by some text of the tests.

Left out are what a pattern forbids, words of tables (numerals, months), which have rows of their own where they are read,
and `UNPROVEN`.
"""

from __future__ import annotations

import re

import pytest
from patterns import instrument, patterns, table_words, texts

_LONGEST = 2_000  # letters
#: Lists of words in the shape of patterns, too many to have a text each; and what looks at the words before a date or a sum.
UNPROVEN = ("haegi.transcript.", "haegi.text.pii:", "haegi.text.dates:_LAST", "haegi.nlu.doubts:_GIFT", "haegi.nlu.doubts:_CHARGE")


@pytest.mark.slow
def test_every_alternative_is_matched_by_some_text() -> None:
    plain = [text for text in texts() if len(text) < _LONGEST]
    lowered = [text.lower() for text in plain]
    said = list(dict.fromkeys([*plain, *lowered, *("".join(text.split()) for text in lowered)]))  # as the reader of offers sees them
    words = table_words()
    proven = {name: pattern for name, pattern in patterns().items() if not name.startswith(UNPROVEN)}
    assert len(proven) > 100
    missing = {name: parts for name, pattern in proven.items() if (parts := _unmatched(pattern, said, words))}
    assert missing == {}


def _unmatched(pattern: re.Pattern[str], said: list[str], words: set[str]) -> list[str]:
    known = instrument(pattern)
    wanted = {name for name, part in known.parts.items() if part not in words}
    for text in said:
        if not wanted:
            break
        for match in known.copy.finditer(text):
            wanted -= {name for name, part in match.groupdict().items() if part is not None}
    return sorted(known.parts[name] for name in wanted)


def test_an_alternative_that_nothing_matches_is_found() -> None:
    pattern = re.compile(r"(?P<sum>\d+)(?:won|dollars?|(?<!x)yen)")
    assert _unmatched(pattern, ["5won", "7dollar"], set()) == ["(?<!x)yen"]
    assert _unmatched(pattern, ["5won", "7dollars", "1yen"], set()) == []
