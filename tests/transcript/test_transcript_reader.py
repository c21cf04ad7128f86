"""Transcripts as phones and services write them, read into utterances; and what is no transcript."""

from __future__ import annotations

from pathlib import Path

import pytest
from tables import each_row

from haegi.errors import Failure
from haegi.transcript.transcript_reader import LARGEST, find_language, read_transcript, utterances_in

DATA = Path(__file__).parents[1] / "data" / "transcripts"
FORMS = ("roles.txt", "numbered.txt", "names.txt", "utf16.txt")

LINES = [
    ("Agent: hi\nMe: hello", [("Agent", "hi"), ("Me", "hello")]),
    ("상담원： 네\r\n나 : 예", [("상담원", "네"), ("나", "예")]),
    ("agent: hi\nthere\nme: hello", [("agent", "hi there"), ("me", "hello")]),
    ("Agent: one\nAgent: two", [("Agent", "one"), ("Agent", "two")]),
    ("Agent: the price: 20 at 10:30\nMe: ok", [("Agent", "the price: 20 at 10:30"), ("Me", "ok")]),
    ("참석자 1 00:12\n네\n참석자 2 00:15\n예", [("참석자 1", "네"), ("참석자 2", "예")]),
    ("Speaker 1  (00:12)\nhi\nSpeaker 2  (00:15)\nyes", [("Speaker 1", "hi"), ("Speaker 2", "yes")]),
    ("[00:01] 상담사 김민수: 네\n[00:05] 고객: 예", [("상담사 김민수", "네"), ("고객", "예")]),
    ("SPEAKER_00: hi\nSPEAKER_01: yes", [("SPEAKER_00", "hi"), ("SPEAKER_01", "yes")]),
    ("[상담원] 네\n(나) 예", [("상담원", "네"), ("나", "예")]),
    ("**Agent:** hi\n**Me:** yes", [("Agent", "hi"), ("Me", "yes")]),
    ("Agent\thi\nMe\tyes", [("Agent", "hi"), ("Me", "yes")]),
    ("Vivian: hi\nJohn: yes\nVivian: so\nJohn: no", [("Vivian", "hi"), ("John", "yes"), ("Vivian", "so"), ("John", "no")]),
    ("Vivian 0:12\nhi\nJohn 0:15\nyes\nVivian 0:20\nso\nJohn 0:22\nok",
     [("Vivian", "hi"), ("John", "yes"), ("Vivian", "so"), ("John", "ok")]),
    ("My call\n2026-11-30\n\nAgent: hi", [("Agent", "hi")]),
    ("Agent: one\n조건: 3년\n조건: 2년\nMe: two", [("Agent", "one 조건: 3년 조건: 2년"), ("Me", "two")]),
    ("Agent: so\n10:30에 뵐게요\n00:15\n00:16 네", [("Agent", "so 10:30에 뵐게요 네")]),
    ("hello\nhow can I help", [("", "hello"), ("", "how can I help")]),
    ("see http://a.b: now\nyes", [("", "see http://a.b: now"), ("", "yes")]),
    ("WEBVTT\n\nNOTE x\ny\n\n1\n00:01.000 --> 00:02.000\n<v.loud Agent><i>hi</i>\n", [("Agent", "hi")]),
    ("1\n00:00:01,000 --> 00:00:02,000\nMe: 7\n\n2\n00:00:03,000 --> 00:00:04,000\n8", [("Me", "7 8")]),
]  # fmt: skip

FAULTS = [
    (b"", "transcript.empty"),
    (b"\n\n 00:12 \n", "transcript.empty"),
    (b"Agent:\nMe:\n", "transcript.empty"),
    (bytes(range(256)) * 8, "transcript.not-text"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "transcript.not-text"),
    (b"a" * (LARGEST + 1), "transcript.too-long"),
    (b"Agent: " + b"word " * 10_000, "transcript.too-long"),
    (b" " * 500_000 + b"x", "transcript.too-long"),
    (b"Agent: hi\nMe: yes\n" * 2_000, "transcript.too-long"),
]

LANGUAGES = [
    ("네 안녕하세요 KT internet 500M", "ko"),
    ("Thank you for calling Xfinity, how can I help you today?", "en"),
    ("ok bye", "en"),
]
FOREIGN = (
    "こんにちは、契約を解約したいです",
    "Buenos dias, gracias por llamar, en que puedo ayudarle hoy con su servicio",
    "Здравствуйте, чем могу помочь",
    "1234",
)


@each_row(("text", "utterances"), LINES)
def test_labels(text: str, utterances: list[tuple[str, str]]) -> None:
    assert [tuple(utterance) for utterance in utterances_in(text)] == utterances


@each_row(("data", "key"), FAULTS)
def test_what_is_no_transcript(data: bytes, key: str) -> None:
    with pytest.raises(Failure) as failure:
        read_transcript(data)
    assert failure.value.key == key


@each_row(("text", "language"), LANGUAGES)
def test_the_language_of_a_call(text: str, language: str) -> None:
    assert find_language(utterances_in(text)) == language


@each_row("text", FOREIGN)
def test_a_language_that_haegi_does_not_know(text: str) -> None:
    with pytest.raises(Failure, match=r"transcript\.foreign"):
        find_language(utterances_in(text))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_form_of_a_call_has_the_same_words(language: str) -> None:
    files = [DATA / f"{language}-{form}" for form in FORMS] + [DATA / f"{language}.srt", DATA / f"{language}.vtt"]
    words = {file.name: [utterance.text for utterance in read_transcript(file.read_bytes())] for file in files}
    assert len(words[f"{language}-roles.txt"]) == 8
    assert {name for name, said in words.items() if said != words[f"{language}-roles.txt"]} == set()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"])
def test_encodings(encoding: str) -> None:
    assert read_transcript("Agent: hello 상담\r\n나: 네".encode(encoding))[0].text == "hello 상담"
