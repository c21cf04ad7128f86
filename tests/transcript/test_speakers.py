"""Who is the agent, who rang, and what the agent is called."""

from __future__ import annotations

import pytest
from tables import each_row

from haegi.errors import Failure
from haegi.transcript.speakers import SpokenTurn, assign_speakers, find_agent_name, find_ringing
from haegi.transcript.transcript_reader import Utterance

AGENTS = (
    "", "상담원", "상담사 김민수", "고객센터", "고객지원팀", "콜센터", "기사님", "Agent", "AGENT 2", "Rep", "CS", "CSR", "Support",
    "customer service", "KT", "SK브로드밴드", "Xfinity", "Vivian (agent)", "김민수 상담사", "IVR",
)  # fmt: skip
CALLERS = ("나", "저", "본인", "고객", "고객님", "고객 1", "고객 홍길동", "Me", "ME", "Customer", "caller (John)", "you")
#: A call of two: their labels, and the side of the first.
PAIRS = [
    ("참석자 1", "참석자 2", "agent"),
    ("나중에", "나", "agent"),
    ("Vivian", "Me", "agent"),
    ("Agent", "John", "agent"),
    ("발신자", "수신자", "agent"),
]
TALK = ("고객님, 무엇을 도와드릴까요?", "약정이 끝나서 전화했는데 요금이 비싸요.")

NAMES = [
    ("KT 상담사 홍수연입니다.", "홍수연"),
    ("재약정 전담팀 이정민입니다", "이정민"),
    ("저는 김민수라고 합니다", "김민수"),
    ("김민수 팀장입니다", "김민수"),
    ("담당 부서입니다", ""),
    ("무엇을 도와드릴까요", ""),
    ("my name is Vivian, how can I help", "Vivian"),
    ("This is Kai with retention.", "Kai"),
    ("you're speaking with marcus", "Marcus"),
    ("This is Spectrum calling", ""),
    ("I'm sorry to hear that", ""),
]
RINGING = [
    (("agent", "안녕하세요, 재약정 안내차 전화드렸습니다"), "agent"),
    (("agent", "무엇을 도와드릴까요?"), "caller"),
    (("agent", "Hi, I'm calling about your contract"), "agent"),
    (("agent", "Thank you for calling Cox"), "caller"),
    (("caller", "Hi, I'm calling because my bill went up"), "caller"),
    (("agent", "네"), ""),
]


def said(*turns: tuple[str, str]) -> list[Utterance]:
    return [Utterance(*turn) for turn in turns]


@each_row(("label", "side"), [*((label, "agent") for label in AGENTS), *((label, "caller") for label in CALLERS)])
def test_labels_that_tell(label: str, side: str) -> None:
    assert assign_speakers(said((label, "...")))[0].speaker == side


@each_row(("first", "second", "side"), PAIRS)
def test_labels_that_tell_by_the_other_or_by_the_talk(first: str, second: str, side: str) -> None:
    turns = assign_speakers(said((first, TALK[0]), (second, TALK[1]), (second.upper(), TALK[1])))
    assert [turn.speaker for turn in turns] == [side, "caller", "caller"]


def test_talk_is_judged_by_who_recognises_moves() -> None:
    turns = assign_speakers(said(("A", "x"), ("B", "y"), ("C", "z")), likeness={"x": 0.1, "y": -0.4, "z": 0.3}.__getitem__)
    assert [turn.speaker for turn in turns] == ["agent", "caller", "agent"]


def test_the_person_says_which_label_is_theirs() -> None:
    turns = assign_speakers(said(("Vivian", "x"), ("Agent", "y")), me="agent")
    assert [turn.speaker for turn in turns] == ["agent", "caller"]
    with pytest.raises(Failure, match=r"transcript\.no-label"):
        assign_speakers(said(("Vivian", "x")), me="John")


@each_row(("text", "name"), NAMES)
def test_the_name_of_the_agent(text: str, name: str) -> None:
    assert find_agent_name(text) == name


@each_row(("turn", "side"), RINGING)
def test_who_rang(turn: tuple[str, str], side: str) -> None:
    assert (find_ringing([SpokenTurn(*turn)]) or "") == side
