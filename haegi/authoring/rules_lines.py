"""Rules of speech, family L: what is said must be short enough, polite, and fit on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width
from unicodedata import name as name_of

from haegi.authoring.manners import impolite
from haegi.authoring.rules_names import shown
from haegi.errors import Finding, Severity
from haegi.playbook.model import Playbook
from haegi.text.hangul import is_syllable
from haegi.text.i18n import Locale, fill, slots

#: Syllables of one line. Read aloud, calm speech has about five syllables a second, and a breath lasts eight or nine.
BREATH = {"ko": 45, "en": 40}


def long_lines(playbook: Playbook) -> Iterator[Finding]:
    """L001: a line that takes more than one breath, its slots filled with their examples."""
    for spoken in playbook.lines.values():
        text = spoken.line.text(playbook.language)
        count = syllables(_filled(playbook, text or "", playbook.language))
        if text and count > BREATH[playbook.language]:
            params: dict[str, object] = {"count": count, "limit": BREATH[playbook.language]}
            yield Finding("L001", (*spoken.path, playbook.language), params, Severity.WARNING)


def _filled(playbook: Playbook, text: str, language: Locale) -> str:
    return fill(text, {name: _example(playbook, name, language) for name in slots(text)})


def _example(playbook: Playbook, name: str, language: Locale) -> str:
    slot = playbook.slots.get(name)
    if slot is None:
        return _EXAMPLES.get(name, name)[language == "en"] if name in _EXAMPLES else name
    return (slot.example or slot.label).best(language)


_EXAMPLES = {
    "last_offer": ("상품권 20만원", "a 200,000 won voucher"),
    "promise": ("팀장이 전화함", "the manager calls"),
    "promise_by": ("11월 25일", "Nov 25"),
    "quote_provider": ("SK브로드밴드", "SK Broadband"),
    "quote_product": ("인터넷 500M", "Internet 500M"),
    "quote_amount": ("43만원", "430,000 won"),
    "quote_date": ("11월 18일", "Nov 18"),
    "offer": ("30만원", "300,000 won"),
}
_UNUSUAL = re.compile("[^\x00-\x7f가-힣]")
_VOWELS = re.compile(r"[aeiouy]+")
_WORD = re.compile(r"[a-z']+|\d+|[가-힣]")


def syllables(text: str) -> int:
    """About how many syllables a text has when it is said: Hangul exactly, English by its vowels, figures by length."""
    return sum(map(_sounds, _WORD.findall(text.lower())))


def _sounds(word: str) -> int:
    if is_syllable(word[0]):
        return 1
    if word[0].isdigit():
        return max(1, 2 * len(word.rstrip("0")) - 1) + (len(word) > len(word.rstrip("0")))
    found = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith("le") and found > 1
    return max(1, found - silent) if found else len(word.replace("'", "")) or 1


def missing_glosses(playbook: Playbook) -> Iterator[Finding]:
    """L002: a line without its gloss in the other language, in a playbook whose other lines have one."""
    spoken = list(playbook.lines.values())
    if not any(each.line.ko and each.line.en for each in spoken):
        return
    gloss: Locale = "en" if playbook.language == "ko" else "ko"
    for each in spoken:
        if each.line.text(playbook.language) and not (each.line.text(gloss) or "").strip():
            yield Finding("L002", each.path, {"language": gloss}, Severity.WARNING)


def impolite_lines(playbook: Playbook) -> Iterator[Finding]:
    """L003: an insult, or talk that is too familiar for a stranger, in either language of a line."""
    for spoken in playbook.lines.values():
        for language in ("ko", "en"):
            found = impolite(spoken.line.text(language) or "")
            if found:
                yield Finding("L003", (*spoken.path, language), {"word": found}, Severity.WARNING)


def ambiguous_characters(playbook: Playbook) -> Iterator[Finding]:
    """L004: a character that is one cell wide in some terminals and two in others, so that columns shift."""
    for text in shown(playbook):
        for language, words in (("ko", text.ko), ("en", text.en)):
            char = next((char for char in _UNUSUAL.findall(words or "") if east_asian_width(char) == "A"), "")
            if char:
                params: dict[str, object] = {"char": char, "name": name_of(char, "?").lower()}
                yield Finding("L004", (*text.path, language), params, Severity.WARNING)


RULES = (long_lines, missing_glosses, impolite_lines, ambiguous_characters)
