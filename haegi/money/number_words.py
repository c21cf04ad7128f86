"""English number words as people say them on the telephone, and the pattern for some of them."""

from __future__ import annotations

TO_NINETEEN = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH = dict(zip((*TO_NINETEEN, *TENS), (*range(20), *range(20, 100, 10)), strict=True))
_ENGLISH_WORD = "|".join(sorted(_ENGLISH, key=len, reverse=True))
ENGLISH = (
    rf"(?:(?:an?|{_ENGLISH_WORD})(?:[\s-](?:{_ENGLISH_WORD}))?[\s-](?:hundred|thousand)"
    rf"(?:\s(?:and\s)?(?:{_ENGLISH_WORD})(?:[\s-](?:{_ENGLISH_WORD}|hundred))?(?:[\s-](?:{_ENGLISH_WORD}))?)?"
    rf"|(?:{_ENGLISH_WORD})(?:[\s-](?:{_ENGLISH_WORD}))?)"
)


def english(words: str) -> int | None:
    """`forty-nine` -> 49, `a hundred and fifty` -> 150; None where it is no number (`nine forty`)."""
    total, current, last = 0, 0, 1000
    for word in words.lower().replace("-", " ").split():
        if word in ("a", "an"):
            current += 1
        elif word == "hundred":
            current, last = max(current, 1) * 100, 100
        elif word == "thousand":
            total, current, last = total + max(current, 1) * 1000, 0, 1000
        elif word in _ENGLISH:
            number = _ENGLISH[word]
            # "twenty five" adds up; "five twenty" is two numbers.
            if number >= last or (last < 20 and number):
                return None
            current, last = current + number, number
        elif word != "and":
            return None
    return total + current or None
