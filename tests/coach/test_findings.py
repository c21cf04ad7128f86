"""What callers ran into, by their keystrokes: in a real pseudo-terminal and line by line, with the same events."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from driver import Terminal, inside

from haegi.storage.store import Store

pytestmark = pytest.mark.slow

KT = (
    "--carrier", "KT", "--fee", "44000", "--end-internet", "2026-12-18", "--target", "43만원", "--reservation", "30만원",
    "--quote", "SKB 500M+TV 현금 43만원 월 39,600원 11/18 매장",
)  # fmt: skip
US = ("--playbook", "retention-us", "--carrier", "Spectrum", "--fee", "$84.99")


class Finding(NamedTuple):
    """What is typed, answer by answer; what the screen and the lines show in the end, and what they don't; and what the
    call is then: events of these kinds, values or texts, in this order, and none of `never`."""

    typed: Sequence[str]
    shows: Sequence[str] = ()
    hides: Sequence[str] = ()
    kept: Sequence[str] = ()
    never: Sequence[str] = ()
    case: Sequence[str] = ()
    lang: str = "ko"
    size: tuple[int, int] = (80, 24)


FINDINGS = {
    "D1 digits begin a sentence": Finding(["", "35만까지가능"], kept=["35만까지가능"], never=["5만"]),
    "D1 a date": Finding(["", "12/18 만료 해지원하냐"], kept=["12/18 만료 해지원하냐"]),
    "D1 a space": Finding(["", " 위약금 있대"], kept=["claims_penalty"], never=["said"]),
    "D3 the budget": Finding(["", "얼마 정도 생각하고 계세요"], ["먼저 어디까지"], kept=["asks_budget"], never=["claims_bother"]),
    "D3 no contract": Finding(["", "약정은 없대"], ["어느 부서의 누구신지"], ["3년 약정만 된다고 한다 (아니면"], never=["only_three_years"]),
    "D3 talk is a note, and the line stays": Finding(["", "가입할때 다 설명했을거래"], ["어느 부서의 누구신지"], ["무엇을 한 건가요"], ["heard"]),
    "D3 two moves of one breath": Finding(["", "전산상 더는 안나와요 오늘까지만"], kept=["refuses_more", "limits_time"]),
    "D4 an offer is one, whatever is typed next": Finding(
        ["", "현금25만 36개월", "", "결합 깨진대"], ["현금 25만 원"], ["무엇을 한 건가요"], ["makes_offer", "threatens_bundle_loss"], case=KT
    ),
    "D4 a doubtful one waits": Finding(
        ["", "상품권 30만원에 월 2200원 할인 3년", "", "결합 깨진대", "1"], ["30만 원 + 월 2,200원 할인"], kept=["makes_offer", "threatens_bundle_loss", "offer"],
        case=KT,
    ),
    "D5 the target is reached": Finding(
        ["", "/offer 상품권 46만원 + 월 2,200원 할인 3년", "9"], ["51만 6,200원"], ["더 요구", "더 나올"], ["offer", "go"], case=KT
    ),
    "D5 putting it off has a key": Finding(["", "/offer 상품권 20만원", "/미루기"], ["충분히 생각해 보고"], ["더 요구"], ["defer"], case=KT),
    "D6 a goodbye": Finding(
        ["", "/offer 상품권 20만원", "좋은하루되세요 끊음"], ["통화가 어떻게 끝났나요?", "1  미룸", "5  끊김", "좋은 하루 보내세요"], ["어디까지 가능할까요"],
        ["ends_call"], case=KT,
    ),
    "D6 the day that was named": Finding(
        ["", "금요일 오후 3시에 다시 전화준대 김지현", "", "/끝 미룸"], kept=["promises_callback", "2026-12-04", "end"], case=KT
    ),
    "D6 a question is no promise": Finding(["", "언제 다시 연락드리면 되냐"], kept=["asks_callback_time"], never=["promise"]),
    "D8 Korean commands": Finding(["", "/메모 친절함", "/제안 35만원", "/약속 금요일 문자", "/연결 유지팀"], kept=["note", "offer", "promise", "transfer"]),
    "D8 near names": Finding(["", "/종료"], ["혹시 /끝"]),
    "F6 a US call speaks of dollars": Finding(["", "/offer lots"], ["$20 off a month"], ["만원"], case=US, lang="en"),
    "F10 every command is shown": Finding(["", "/help"], ["/stall", "/why", "/other", "/end", "/help"], case=US, lang="en"),
    "F10 page by page": Finding(["", "/help", "0"], ["/end", "/help"], case=US, lang="en", size=(40, 24)),
    "F11 a slip in the name": Finding(["2", "", "/note mine"], kept=["mine"], case=("--carrier", "KT")),
}  # fmt: skip


@pytest.mark.parametrize("name", FINDINGS)
def test_finding(name: str, tmp_path: Path) -> None:
    finding = FINDINGS[name]
    made, asked = ("call", "calll") if name.startswith("F11") else ("call", "call")
    playbook = [] if finding.case else ["retention-kr"]
    command = ["coach", *playbook, "--case", asked, "--date", "2026-11-30"]
    for home in ("lines", "screen"):
        if finding.case:
            assert inside(tmp_path / home, "case", "new", made, *finding.case, lang=finding.lang).code == 0
    typed = "".join(f"{answer}\n" for answer in finding.typed)
    ran = inside(tmp_path / "lines", *command, "--face", "lines", stdin=typed, lang=finding.lang)
    assert ran.code == 0, ran.err
    with Terminal(tmp_path / "screen", [sys.executable, "-m", "haegi", *command], *finding.size, finding.lang) as terminal:
        terminal.until("Enter")
        for answer in finding.typed:
            terminal.send(f"{answer}\r")
        if "/끝" in finding.typed[-1]:
            assert terminal.finish() == 0
        else:
            shown = terminal.until(*finding.shows, ready=lambda shown: "명령" in shown or "commands" in shown.lower())
            assert [text for text in finding.hides if text in shown] == []
            terminal.send("\x04")
            assert terminal.finish() == 0
    last = ran.out.rpartition("\n> ")[0].rpartition("\n> ")[2] if "/끝" not in finding.typed[-1] else ran.out
    flat = "".join(last.split())
    assert [text for text in finding.hides if "".join(text.split()) in flat] == []
    kept = events(tmp_path / "screen")
    assert kept == events(tmp_path / "lines")
    assert in_order(finding.kept, kept)
    assert not any(each in finding.never for event in kept for each in event)


def events(home: Path) -> list[tuple[Any, ...]]:
    store = Store.open(home / "haegi.db")
    try:
        return [event._replace(at=0)[:4] for event in store.calls("call")[-1].events]
    finally:
        store.close()


def in_order(wanted: Sequence[str], kept: Sequence[tuple[Any, ...]]) -> bool:
    """Whether there is an event of each kind, value or text, one after the other."""
    left = iter(kept)
    return all(any(each in event for event in left) for each in wanted)
