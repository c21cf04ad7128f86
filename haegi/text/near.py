"""What somebody may have meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, words: Iterable[str], alike: float = 0.6) -> str:
    """The one of the words that is most like this one; empty where none is as much `alike`, from 0 to 1."""
    from difflib import get_close_matches  # loads slowly, and nothing is wrong as a rule

    return next(iter(get_close_matches(word, list(words), 1, alike)), "")
