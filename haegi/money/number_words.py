"""English number words as people say them on the telephone: `english` reads some, `ENGLISH` is the pattern for them."""

from __future__ import annotations

_TO_NINETEEN = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ENGLISH_SMALL = {word: number for number, word in enumerate(_TO_NINETEEN)} | {
    word: number * 10 for number, word in enumerate(_TENS, start=2)
}

_ENGLISH_WORD = "|".join(sorted(ENGLISH_SMALL, key=len, reverse=True))
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
        elif word in ENGLISH_SMALL:
            number = ENGLISH_SMALL[word]
            # "twenty five" adds up; "five twenty" is two numbers.
            if number >= last or (last < 20 and number):
                return None
            current, last = current + number, number
        elif word != "and":
            return None
    return total + current or None


def number(word: str) -> int | None:
    """A number in digits, which may be grouped with commas, or in English words."""
    if word.isascii() and word.replace(",", "").isdigit():
        return int(word.replace(",", "")) if len(word) <= 15 else None
    return english(word)
