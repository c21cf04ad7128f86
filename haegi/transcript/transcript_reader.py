"""A call as text, as phones and services write it, read into labelled utterances.

Known forms: `Agent: ...` on one line, a label on a line of its own (`참석자 1`, `Speaker 1 00:12`), SRT and
WebVTT. Times are passed over; a line without a label goes on with the speaker before. What stands before the
first label is a heading. A label is a role, a numbered speaker, or a name that stands before a colon or a
time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from haegi.errors import Failure
from haegi.text.i18n import Locale

#: Characters of a transcript, and of one utterance, that are read: a call of many hours, and no endless line.
LONGEST, LONGEST_UTTERANCE = 1_000_000, 20_000
#: Bytes that a transcript may have; more than this is not even looked at.
LARGEST = 4 * LONGEST
#: Utterances of a call: at one every five seconds, a call of three hours.
MOST_UTTERANCES = 2_000

_CUE_TIMES = re.compile(r"^[\d:.,]{5,15} ?--> ?[\d:.,]{5,15}( .*)?$")
_NUMBER_LINE = re.compile(r"^\d{1,6}$")
_VOICE = re.compile(r"^<v(?:\.[^ >]{0,80})? ([^>]{1,80})>(.*)$")
_TAGS = re.compile(r"</?(?:[vcibu]|font|lang|ruby|rt|span)(?:[ .][^>]{0,80})?>|<[\d:.]{5,12}>|\*\*|__", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
#: Share of control characters from which a file is no text.
_BINARY = 0.005

#: Share of letters that have to be Korean, or Latin, for a call to be in Korean or English.
_HANGUL, _LATIN = 0.25, 0.6
#: Words no English call does without, and the share of them from which a text in Latin letters is English.
_ENGLISH_WORDS = re.compile(
    r"\b(?:the|and|you|your|i|it|that|is|to|of|for|we|have|can|with|this|my|are|not|what|on|be|do|will|so|just|if|"
    r"but|was|how|yes|okay|would|like|get|thank|thanks|hello|hi|help|sure)\b"
)
_ENGLISH, _FEWEST_WORDS = 0.2, 6


class Utterance(NamedTuple):
    """What one speaker says until the next label; `label` is empty where the file has none."""

    label: str
    text: str


def read_transcript(data: bytes) -> list[Utterance]:
    """The utterances of a file, in order.

    Raises Failure("transcript.too-long" | "transcript.not-text" | "transcript.empty").
    """
    if len(data) > LARGEST:
        raise Failure("transcript.too-long")
    text = _decoded(data)
    if len(text) > LONGEST:
        raise Failure("transcript.too-long")
    utterances = utterances_in(text)
    if not utterances:
        raise Failure("transcript.empty")
    return utterances


def _decoded(data: bytes) -> str:
    """UTF-8 or UTF-16, with or without a byte order mark; else the code page of Korean Windows."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and len(_CONTROL.findall(text)) <= _BINARY * len(text):
            return text
    raise Failure("transcript.not-text")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    sample = data[:4_000]
    if sample.count(0) > len(sample) / 8:
        return ("utf-16-le",) if sample[1::2].count(0) >= sample[::2].count(0) else ("utf-16-be",)
    return "utf-8-sig", "cp949"


def utterances_in(text: str) -> list[Utterance]:
    """The utterances of a text; neighbours of one speaker stay apart where each has its label."""
    lines = _spoken_lines(text)
    names = find_names(lines)
    utterances: list[Utterance] = []
    label: str | None = None
    words: list[str] = []
    for line in lines:
        new_label, rest = split_label(line, names)
        if new_label:
            _close(utterances, label, words)
            label, words = new_label, [rest] if rest else []
        elif rest:
            words.append(rest)
    if label is None:
        utterances = [Utterance("", spoken) for line in lines if (spoken := without_time(line))]
    else:
        _close(utterances, label, words)
    if len(utterances) > MOST_UTTERANCES or any(len(each.text) > LONGEST_UTTERANCE for each in utterances):
        raise Failure("transcript.too-long")
    return utterances


def _close(utterances: list[Utterance], label: str | None, words: Sequence[str]) -> None:
    if label and words:
        utterances.append(Utterance(label, " ".join(words)))


def _spoken_lines(text: str) -> list[str]:
    """Lines with words in them, each with single spaces: no cue numbers or times, no notes of WebVTT, no tags."""
    raw = [line if len(line) > LONGEST_UTTERANCE else _plain(line) for line in text.splitlines()]
    if any(len(line) > LONGEST_UTTERANCE for line in raw):
        raise Failure("transcript.too-long")
    lines: list[str] = []
    skipping = False
    for at, line in enumerate(raw):
        opens_block = line.startswith(("WEBVTT", "NOTE", "STYLE", "REGION")) and (at == 0 or not raw[at - 1])
        skipping = bool(line) and (skipping or opens_block)
        is_cue_number = _NUMBER_LINE.match(line) and at + 1 < len(raw) and _CUE_TIMES.match(raw[at + 1])
        if line and not (skipping or is_cue_number or _CUE_TIMES.match(line)):
            lines.append(_TAGS.sub("", _VOICE.sub(r"\1: \2", line)).strip())
    return [line for line in lines if line]


def _plain(line: str) -> str:
    """The line with single spaces; a tab stays, where it may stand behind a label."""
    return " ".join(line.replace("\t", " \t ").split(" ")).strip() if "\t" in line else " ".join(line.split())


def find_language(utterances: Sequence[Utterance]) -> Locale:
    """The language of a call. Raises Failure("transcript.foreign") for one that haegi does not know."""
    sample = " ".join(utterance.text for utterance in utterances[:400])[:40_000]
    letters = [letter for letter in sample if letter.isalpha()]
    hangul = sum("가" <= letter <= "힣" or "ㄱ" <= letter <= "ㅣ" for letter in letters)
    latin = sum(letter < "\u0250" for letter in letters)
    if hangul + latin >= _LATIN * len(letters) and hangul > _HANGUL * len(letters):
        return "ko"
    spoken = sample.lower()
    words = len(re.findall("[a-z]+", spoken))
    is_english = words < _FEWEST_WORDS or len(_ENGLISH_WORDS.findall(spoken)) >= _ENGLISH * words
    if not letters or latin < _LATIN * len(letters) or not is_english:
        raise Failure("transcript.foreign")
    return "en"


# The label of a line

_LONGEST_LABEL, _NEARLY_ALL = 40, 0.8
_TIME = r"[\[(]?(?:20\d\d[-./]\d\d?[-./]\d\d?[ T])?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?(?: ?[AP]M)?[\])]?"
_TIME_BEFORE = re.compile(rf"^{_TIME}(?: ?[-–~] ?{_TIME})?(?:[ \t]+|$)(?:[-–|][ \t]*)?", re.IGNORECASE)
_TIME_AFTER = re.compile(rf"[ \t]+(?:[-–|@] ?)?{_TIME}(?: ?[-–~] ?{_TIME})?$", re.IGNORECASE)

AGENT_ROLES = (
    r"상담원|상담사|상담|고객센터|고객지원|콜센터|기사|매니저|담당자?|직원|agent|rep|representative|advisor|associate|"
    r"operator|specialist|cs|csr|customer (?:service|care|support)|support"
)
CALLER_ROLES = r"고객|고객님|손님|가입자|나|저|본인|me|i|myself|customer|caller|client|you|user"
_UNTOLD_ROLES = r"발신자?|수신자?|통화자|상대방?|상대|them|other"
NUMBERED = r"(?:참석자|화자|발언자|사람|통화자|speaker|spk|participant|person|voice)[ _#-]?(?:\d{1,3}|[a-z])"
_ROLE = rf"(?:{AGENT_ROLES}|{CALLER_ROLES}|{_UNTOLD_ROLES})(?: ?\d{{1,2}})?"
_NAMED_ROLE = rf"(?:{AGENT_ROLES}|고객|손님|customer|caller)(?: [\w가-힣]{{1,12}}| ?\([^()]{{1,20}}\))"
_KNOWN = re.compile(rf"^(?:{NUMBERED}|{_ROLE}|{_NAMED_ROLE})(?:님)?$", re.IGNORECASE)
#: Behind this stands what is said: a colon that belongs to no time and no address, a tab, a dash between spaces.
_COLON = re.compile(r"^([^:：\t]{1,60}?) ?[:：](?!//|\d\d(?!\d))[ \t]*(.*)$")
_TAB_OR_DASH = re.compile(r"^([^:：\t]{1,60}?)(?: ?\t| [-–—] )[ \t]*(.*)$")
_BRACKETS = re.compile(r"^[\[(<【「]([^\[\]()<>【】「」]{1,40})[\])>】」] ?[:：]? ?(.*)$")
_NAME = re.compile(r"^[^\W\d_][\w .'()\-]{0,39}$")


def find_names(lines: Sequence[str]) -> frozenset[str]:
    """Names that stand before a colon, or alone with a time, as labels do: in the first line, or again and again.

    Where roles or numbered speakers have labels, a name has to come up oftener: a list of terms has colons too. Where
    nearly every line has one, each is a label.
    """
    candidates = [name for line in lines if (name := _name_in(line))]
    counted = Counter(name for name in candidates if not _KNOWN.match(name))
    known = {name for name in candidates if _KNOWN.match(name)}
    first = _name_in(lines[0]) if lines and len(known) < 2 else ""
    least = 3 if len(known) >= 2 else 1 if len(candidates) >= _NEARLY_ALL * len(lines) else 2
    return frozenset(name for name, times in counted.items() if times >= least or name == first)


def split_label(line: str, names: frozenset[str]) -> tuple[str, str]:
    """The label of a line and what follows it; no label where the line goes on with the speaker before."""
    bare = without_times(line)
    if _is_label(bare, names):
        return bare, ""
    spoken = without_time(line)
    for form, takes_names in ((_COLON, True), (_BRACKETS, False), (_TAB_OR_DASH, False)):
        parts = form.match(spoken)
        label = without_times(parts[1].strip(" \t>-*#•")) if parts else ""
        if parts and _is_label(label, names if takes_names else frozenset()):
            return label, without_time(parts[2])
    return "", spoken if bare else ""


def without_time(line: str) -> str:
    """The line without the time it begins with; one at its end may be what was said."""
    return _TIME_BEFORE.sub("", line, count=1).strip(" \t")


def without_times(line: str) -> str:
    """The line without the times at its ends."""
    return _TIME_AFTER.sub("", _TIME_BEFORE.sub("", line, count=1), count=1).strip(" \t")


def _is_label(text: str, names: frozenset[str]) -> bool:
    return text in names or _KNOWN.match(text) is not None


def _name_in(line: str) -> str:
    """What could be the label of a line: its beginning up to a colon, or all of it where a time is all that follows."""
    bare = without_times(line)
    parts = _COLON.match(without_time(line))
    name = without_times(parts[1].strip(" \t>-*#•")) if parts else bare if bare != line or _KNOWN.match(bare) else ""
    return name if len(name) <= _LONGEST_LABEL and len(name.split()) <= 3 and _NAME.match(name) else ""
