"""A call as text, as phones and services write it, read into labelled utterances.

Known forms: `Agent: ...` on one line, a label on a line of its own (`참석자 1`, `Speaker 1 00:12`), SRT and WebVTT. Times are
passed over; a line without a label goes on with the speaker before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from haegi.errors import Failure

#: Characters of a transcript, and of one utterance, that are read: a call of many hours, and no endless line.
LONGEST, LONGEST_UTTERANCE = 2_000_000, 20_000
_LABEL_LENGTH = 40
#: Share of letters that have to be Korean or Latin, for a call haegi can follow.
_KNOWN_SCRIPT = 0.6

_TIME = r"\[?\(?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?\)?\]?"
_CUE_TIMES = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}.*$")
_TIMES = re.compile(rf"^\s*{_TIME}\s*[-–]?\s*|\s*{_TIME}\s*$")
_NUMBER_LINE = re.compile(r"^\s*\d{1,6}\s*$")
_VOICE = re.compile(r"^\s*<v(?:\.[^ >]*)?\s+([^>]+)>(.*)$")
_TAGS = re.compile(r"</?[a-z][^>]{0,80}>")
_ROLE = (
    r"상담원|상담사|상담|고객센터|고객지원|기사|매니저|담당자?|고객|나|저|본인|발신자?|수신자?|통화자|"
    r"agent|rep|representative|advisor|associate|cs|csr|support|me|i|customer|caller|client|you|user"
)
_NUMBERED = r"(?:참석자|화자|발언자|사람|speaker|spk|participant|person|voice)\s*[-_#]?\s*(?:\d{1,3}|[a-z])"
_KNOWN_LABEL = re.compile(rf"^\s*(?:{_NUMBERED}|(?:{_ROLE})(?:\s*\d{{0,2}}))\s*$", re.IGNORECASE)
_COLON = re.compile(r"^\s*([^:：\n]{1,40}?)\s*[:：]\s*(.*)$")
_NAME = re.compile(r"^[\w가-힣][\w가-힣 .'()\-]{0,39}$")


class Utterance(NamedTuple):
    """What one speaker says until the next one does; `label` is empty where the file has none."""

    label: str
    text: str


def read_transcript(data: bytes) -> list[Utterance]:
    """The utterances of a file, in order.

    Raises Failure("transcript.too-long" | "transcript.not-text" | "transcript.empty" | "transcript.foreign").
    """
    if len(data) > 4 * LONGEST:
        raise Failure("transcript.too-long", most=LONGEST)
    text = _decoded(data)
    if len(text) > LONGEST:
        raise Failure("transcript.too-long", most=LONGEST)
    utterances = utterances_in(text)
    if not utterances:
        raise Failure("transcript.empty")
    if any(len(utterance.text) > LONGEST_UTTERANCE for utterance in utterances):
        raise Failure("transcript.too-long", most=LONGEST_UTTERANCE)
    if not _is_known_script(utterances):
        raise Failure("transcript.foreign")
    return utterances


def _decoded(data: bytes) -> str:
    """UTF-8, with or without a byte order mark, or UTF-16 with one."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Failure("transcript.not-text") from None
    if "\0" in text:
        raise Failure("transcript.not-text")
    return text


def utterances_in(text: str) -> list[Utterance]:
    """The utterances of a text; neighbours of one speaker stay apart where each has its label."""
    utterances: list[Utterance] = []
    label, words, has_label = "", list[str](), False
    lines = _spoken_lines(text)
    names = _names(lines)
    for line in lines:
        new_label, rest = split_label(line, names)
        if new_label is None:
            words.append(line)
            continue
        _close(utterances, label, words)
        label, words, has_label = new_label, [rest] if rest else [], True
    _close(utterances, label, words)
    return utterances if has_label else [Utterance("", line) for line in lines]


def _close(utterances: list[Utterance], label: str, words: list[str]) -> None:
    said = " ".join(words).strip()
    if said:
        utterances.append(Utterance(label, said))


def _names(lines: Sequence[str]) -> frozenset[str]:
    """Names that stand before a colon as labels do: in the first line, or more than once."""
    labels = [label for line in lines if (label := _before_colon(line)) and _is_name(label)]
    first = {label for line in lines[:1] if (label := _before_colon(line))}
    return frozenset(label for label, times in Counter(labels).items() if times > 1 or label in first)


def _before_colon(line: str) -> str:
    parts = _COLON.match(_TIMES.sub("", line, count=1))
    return _TIMES.sub("", parts[1]).strip() if parts else ""


def _spoken_lines(text: str) -> list[str]:
    """Lines with words in them: no cue numbers or times, no notes of WebVTT, no tags."""
    lines: list[str] = []
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    skipping = False
    for at, line in enumerate(raw):
        if line.startswith(("WEBVTT", "NOTE", "STYLE", "REGION")) and (at == 0 or not raw[at - 1].strip()):
            skipping = True
        if not line.strip():
            skipping = False
        is_cue_number = _NUMBER_LINE.match(line) and at + 1 < len(raw) and _CUE_TIMES.match(raw[at + 1])
        if skipping or not line.strip() or is_cue_number or _CUE_TIMES.match(line):
            continue
        lines.append(_TAGS.sub("", _VOICE.sub(r"\1: \2", line)).strip())
    return [line for line in lines if line]


def split_label(line: str, names: frozenset[str]) -> tuple[str | None, str]:
    """A line's label and what follows it; no label where the line goes on with the speaker before."""
    bare = _TIMES.sub("", line).strip()
    if _KNOWN_LABEL.match(bare) or bare in names:
        return bare, ""
    label = _before_colon(line)
    if label and (label in names or _KNOWN_LABEL.match(label)):
        return label, re.split("[:：]", _TIMES.sub("", line, count=1), maxsplit=1)[1].strip()
    return None, bare or line


def _is_name(label: str) -> bool:
    """Whether this could be somebody's name or role before a colon, and is no clause of a sentence."""
    return len(label) <= _LABEL_LENGTH and _NAME.match(label) is not None and len(label.split()) <= 3


def _is_known_script(utterances: list[Utterance]) -> bool:
    sample = "".join(utterance.text for utterance in utterances[:200])[:20_000]
    letters = [letter for letter in sample if letter.isalpha()]
    known = sum(letter < "\u0250" or "가" <= letter <= "힣" or "ㄱ" <= letter <= "ㅣ" for letter in letters)
    return bool(letters) and known >= _KNOWN_SCRIPT * len(letters)
