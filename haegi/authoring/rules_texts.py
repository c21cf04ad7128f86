"""Rules about words: family L, what is said must be short enough, polite, and fit on the screen; family N,
names and translations, from N007 on (the earlier ones are in `haegi.playbook.references`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pkgutil import get_data
from unicodedata import east_asian_width
from unicodedata import name as name_of

from haegi.errors import Finding, Path, Severity
from haegi.playbook.model import Line, Playbook
from haegi.playbook.references import agent_moves, caller_moves, guards, known_names
from haegi.text.hangul import is_syllable
from haegi.text.i18n import Locale, Text, fill, slots

#: Syllables of one line. Read aloud, calm speech has about five syllables a second, and a breath lasts eight or nine.
BREATH = {"ko": 45, "en": 40}


def long_lines(playbook: Playbook) -> Iterator[Finding]:
    """L001: a line that takes more than one breath, its slots filled with their examples."""
    for spoken in playbook.lines.values():
        text = spoken.line.text(playbook.language)
        examples = {name: _example(playbook, name, playbook.language) for name in slots(text or "")}
        count = syllables(fill(text or "", examples))
        if text and count > BREATH[playbook.language]:
            params: dict[str, object] = {"count": count, "limit": BREATH[playbook.language]}
            yield Finding("L001", (*spoken.path, playbook.language), params, Severity.WARNING)


def _example(playbook: Playbook, name: str, language: Locale) -> str:
    slot = playbook.slots.get(name)
    if slot is None:
        return _EXAMPLES.get(name, (name, name))[language == "en"]
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
    for path, text in shown(playbook):
        for language, words in (("ko", text.ko), ("en", text.en)):
            char = next((char for char in _UNUSUAL.findall(words or "") if east_asian_width(char) == "A"), "")
            if char:
                params: dict[str, object] = {"char": char, "name": name_of(char, "?").lower()}
                yield Finding("L004", (*path, language), params, Severity.WARNING)


_YOU_KO = re.compile(r"(?:당신|네가|니가|[너니넌야])(?:[은는이가을를도의]|한테|에게|랑)?(?=[\s,.!?]|$)")
_ENDINGS_EN = r"(?:s|es|ed|ing|er|ers|y)?\b"
_LATIN = re.compile("[A-Za-z]")

#: How a sentence may end when it is said to a stranger, and how it may not: what fits neither is no whole sentence.
_POLITE = re.compile(r"(?:요|[죠쥬]|니다|(?<![다라])니까|시오|소서)$")
_FAMILIAR = re.compile(
    r"(?:줘|줄래|달라고|하라고|라니까|[가-힣]다니까|(?<![이방피손올양오공])해|해라|[하가오보두놓주]라|[하가]자|[할갈줄볼]게|[할갈올]래"
    r"|(?<!전)[거건]야|인데|는데|잖아|[하되이]냐|느냐|[했았었였겠]어|[있없싶같좋싫많]어|[같좋많]아|알아|몰라|알았어|아니야|이야"
    r"|[돼봐와놔둬]|[한된간온준]다|는다|[이겠었았했있없싶]다|[하되]지|[있없]지|[이하]니|[하가]거든|거든|구나|군|네가)$"
)
_SENTENCE = re.compile(r"[^.!?~\n]+")


def impolite(text: str) -> str:
    """The first impolite word or ending of a text; empty where there is none.

    A list, not a judge: it knows common insults and threats in both languages, how Koreans say "you" only in anger,
    and the sentence endings of familiar talk.
    """
    insult = _insults("ko").search(text)
    if insult:
        return insult[0].strip(" ,.!?")
    latin = text.lower() if _LATIN.search(text) else ""
    word = _standing(_YOU_KO, text) or _standing(_insults("en"), latin)
    return word or next((end for sentence in _SENTENCE.findall(text) if (end := _familiar(sentence))), "")


@cache
def _insults(language: Locale) -> re.Pattern[str]:
    lines = (get_data("haegi.authoring", f"insults-{language}.txt") or b"").decode("utf-8").splitlines()
    words = "|".join(line for line in lines if not line.startswith("#"))
    return re.compile(words if language == "ko" else rf"(?:{words}){_ENDINGS_EN}")


def _standing(pattern: re.Pattern[str], text: str) -> str:
    """The first match that begins a word. The patterns begin with letters, not with a boundary: that is much faster."""
    found = (match for match in pattern.finditer(text) if not text[: match.start()][-1:].isalnum())
    return next((match[0].strip(" ,.!?") for match in found), "")


def _familiar(sentence: str) -> str:
    words = sentence.split()
    last = words[-1].strip("\"'”’)(, ") if words else ""
    return last if last and not _POLITE.search(last) and _FAMILIAR.search(last) else ""


# Names and translations

#: Slots that haegi itself uses: to value offers, to give advice, to name the case on screen.
OWN_SLOTS = frozenset(
    {"carrier", "product", "fee", "target", "reservation", "end_internet", "end_tv", "end_device"}
)


def shown(playbook: Playbook) -> Iterator[tuple[Path, Line | Text]]:
    """Every text of the playbook that is shown or said, the lines included; examples for hearing are not."""
    yield from ((spoken.path, spoken.line) for spoken in playbook.lines.values())
    yield from _texts(playbook)


def _texts(playbook: Playbook) -> Iterator[tuple[Path, Text]]:
    for path, text in playbook.contents:
        if isinstance(text, Text) and _kind(path)[1] not in ("default", "example", "says"):
            yield path, text


def _kind(path: Path) -> tuple[str | int, str | int]:
    """The section of a text, and the key it stands under, alone or in a list."""
    return path[0], path[-2] if isinstance(path[-1], int) else path[-1]


def unused_slots(playbook: Playbook) -> Iterator[Finding]:
    """N007: a slot that no line, no guard and nothing of haegi itself uses."""
    used = used_names(playbook) | OWN_SLOTS
    for name in playbook.slots:
        if name not in used:
            yield Finding("N007", ("slots", name), {"slot": name}, Severity.WARNING, at_key=True)


def used_names(playbook: Playbook) -> set[str]:
    """Every name that a line or a guard mentions."""
    in_lines = {name for spoken in playbook.lines.values() for name in slots_of(spoken.line)}
    return in_lines | {name for _, guard in guards(playbook) for name in guard.names()}


def slots_of(line: Line) -> set[str]:
    return {*slots(line.ko or ""), *slots(line.en or "")}


def unused_includes(
    playbook: Playbook, included: Iterable[tuple[Path, frozenset[Path]]]
) -> Iterator[Finding]:
    """N008: an include of which nothing is used. `included`: what came with each. Cards and stalls are always ready."""
    moves = {("moves", "agent", move) for _, move in agent_moves(playbook)}
    moves |= {("moves", "caller", move) for _, move in caller_moves(playbook)}
    names: set[Path] = {("slots", name) for name in used_names(playbook)}
    for path, entries in included:
        ready = any(entry[0] in ("cards", "stalls") for entry in entries)
        if not ready and not entries & (moves | names):
            name = playbook.include[int(path[1])]
            yield Finding("N008", path, {"name": name}, Severity.WARNING)


def stale_translations(playbook: Playbook) -> Iterator[Finding]:
    """N009: a text whose two languages don't say the same.

    They disagree where their slots differ; where both have figures of which one language lacks the other's (small
    ones may be words, and 만 or 3년 are taken for what they come to); where the English has Hangul in it; and where a
    title, aim or the like lacks one language while others of its kind have both. A line that lacks its gloss is L002.
    """
    known = known_names(playbook)
    for path, text in shown(playbook):
        reason = _disagreement(text, known)
        if reason:
            yield Finding("N009", path, {"reason": reason}, Severity.WARNING)
    yield from _untranslated(playbook)


def _disagreement(text: Line | Text, known: set[str]) -> str:
    if not text.ko or not text.en:
        return ""
    ours, theirs = set(slots(text.ko)), set(slots(text.en))
    if ours != theirs and (ours | theirs) <= known:  # an unknown one is N002
        return ", ".join(f"{{{name}}}" for name in sorted(ours ^ theirs))
    if not text.en.isascii() and any(map(is_syllable, text.en)):
        return text.en[:40]
    here, there = figures(text.ko), figures(text.en)
    return ", ".join(str(each) for each in sorted(here ^ there)) if here and there else ""


_FIGURE = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s*(백만|천만|억|만|천|년|years?|million|thousand|k\b)?", re.IGNORECASE
)
_TIMES = {
    "만": 10_000, "천": 1_000, "억": 100_000_000, "백만": 1_000_000, "천만": 10_000_000, "million": 1_000_000,
    "thousand": 1_000, "k": 1_000, "년": 12, "year": 12, "years": 12,
}  # fmt: skip
_SPELLED = 12  # figures up to this may be words in the other language


def figures(text: str) -> set[Decimal]:
    """The figures of a text as amounts, years as months; those that the other language may spell out are left out."""
    found = set[Decimal]()
    for digits, unit in _FIGURE.findall(text):
        value = Decimal(digits.replace(",", ""))
        by_year = unit.lower() in ("년", "year", "years")
        if value > _SPELLED and not (by_year and value > 1900):
            found.add(value * _TIMES.get(unit.lower(), 1))
        elif unit and not by_year:
            found.add(value * _TIMES[unit.lower()])
    return found


def _untranslated(playbook: Playbook) -> Iterator[Finding]:
    texts = list(_texts(playbook))
    kinds = {_kind(path) for path, text in texts if text.ko and text.en}
    for path, text in texts:
        missing = "ko" if not text.ko else "en"
        if not (text.ko and text.en) and _kind(path) in kinds and not _neutral(text):
            yield Finding("N009", path, {"reason": f"{missing}: -"}, Severity.WARNING)


def _neutral(text: Text) -> bool:
    """A name or a figure is the same in both languages."""
    return not any(map(is_syllable, text.ko or "")) and len((text.en or "").split()) < 2

#: Those of lines can be judged one by one, even where the playbook is not whole.
LINE_RULES = (long_lines, missing_glosses, impolite_lines, ambiguous_characters)
RULES = (unused_slots, stale_translations)
