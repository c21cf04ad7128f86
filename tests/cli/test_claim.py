"""`haegi claim`: the arithmetic as it is shown, what the case keeps of it, and the letter.

The goldens are in tests/data/golden; `pytest --renew-goldens` writes them anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Golden
from driver import inside

from haegi.text.terminal import cells

GOLDEN = Path(__file__).parents[1] / "data" / "golden"
DAY = ("--date", "2026-11-22")
FEE = ("--fee", "33,000원", *DAY)
LONG = ("--down", "2026-11-12 19:00 ~ 2026-11-13 00:10")
SLOW = ("--tests", "19:00 180, 19:06 175, 19:12 240, 19:20 260, 19:28 190")
SHOWN = {
    "outages": (*FEE, *LONG, "--down", "2026-11-15 10:00 ~ 11:30"),
    "outage-below": (*FEE, "--down", "2026-11-15 10:00 ~ 11:59"),
    "speed": (*FEE, *SLOW, "--minimum", "250M", "--slow-days", "5"),
    "speed-below": (*FEE, "--tests", "260, 240, 255, 249, 300", "--minimum", "250"),
}


def slots(home: Path, name: str) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(inside(home, "case", "show", name, "--json").out)["slots"]
    return known


def made(home: Path, *more: str) -> None:
    fixed = ("--playbook", "escalation-kr", "--carrier", "KT", "--product", "인터넷 500M", "--fee", "33000")
    assert inside(home, "case", "new", "kt", *fixed, *more).code == 0


@pytest.mark.parametrize(("lang", "word"), [("ko", "장애"), ("en", "outage")])
def test_dollars_are_told_where_to_look_instead(home: Path, lang: str, word: str) -> None:
    ran = inside(home, "claim", "--fee", "$84.99", *LONG, *DAY, lang=lang)
    assert ran.code == 1
    assert f"haegi facts {word} --market us" in ran.err
    assert "spectrum-outage-credit" in inside(home, "facts", word, "--market", "us", lang=lang).out
    assert f"/find {word}" in ran.err
    said = f"1\n/find {word}\n/end cut\n"
    shown = inside(home, "coach", "retention-us", "--face", "lines", stdin=said, lang=lang)
    assert ("장애 보상 거절" if lang == "ko" else "No credit for the outage") in shown.out


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_what_is_shown_reads_as_its_golden(home: Path, golden: Golden, lang: str) -> None:
    pages = []
    for name, options in SHOWN.items():
        ran = inside(home, "claim", *options, lang=lang)
        assert (ran.code, ran.err) == (0, "")
        assert max(map(cells, ran.out.splitlines())) <= 80
        pages.append(f"==== {name}\n{ran.out}")
    golden(GOLDEN / f"claim-{lang}.txt", "\n".join(pages))


def test_narrow_terminals(home: Path) -> None:
    for options in SHOWN.values():
        ran = inside(home, "claim", *options, lang="ko", COLUMNS="40")
        assert max(map(cells, ran.out.splitlines())) <= 40


def test_the_case_keeps_it_for_the_lines_and_the_letter(home: Path) -> None:
    made(home)
    shown = json.loads(inside(home, "claim", "--case", "kt", *LONG, *DAY, "--json").out)
    assert (shown["kind"], shown["passed"], shown["sum"]) == ("outage", True, 2368)
    assert "11월 12일 19시부터 연속으로 5시간 10분" in shown["say"]["ko"]
    shown = json.loads(inside(home, "claim", "--case", "kt", *SLOW, *DAY, "--json").out)
    assert (shown["kind"], shown["minimum_mbps"], shown["below"], shown["sum"]) == ("speed", 250, 4, 1100)
    assert shown["facts"] == ["speed-five-tests", "speed-minimum-kt"]
    known = slots(home, "kt")
    assert known | {"outage_start": "11월 12일 19시", "outage_hours": 5, "compensation": 2368} == known
    assert known | {"slow_tests": 4, "slow_days": 1, "day_waiver": 1100} == known
    letter = inside(home, "case", "export", "kt", "--letter", "-o", "-", *DAY).out
    assert "| 내가 계산한 배상액 | 2,368원 |" in letter
    assert "| 내가 계산한 속도 감면액 | 1,100원 |" in letter
    asked = ("coach", "--case", "kt", "--face", "lines", *DAY)
    called = inside(home, *asked, stdin="\n/find 장애 배상\n1\n/other\n/other\n")
    assert "제가 계산해 보니 2,368원이 나옵니다" in " ".join(called.out.split())


def test_what_falls_below_takes_the_sum_back(home: Path) -> None:
    made(home)
    inside(home, "claim", "--case", "kt", *LONG, *DAY)
    inside(home, "claim", "--case", "kt", "--down", "119분", *DAY)
    known = slots(home, "kt")
    assert known["outage_hours"] == 1
    assert not {"compensation", "outage_start"} & known.keys()


def test_a_case_of_another_call_keeps_nothing(home: Path) -> None:
    inside(home, "case", "new", "r", "--fee", "33000")
    ran = inside(home, "claim", "--case", "r", *LONG, *DAY)
    assert (ran.code, "escalation-kr" in ran.err) == (0, True)
    assert slots(home, "r") == {"fee": 33_000}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((*FEE,), 2),
        ((*FEE, *LONG, *SLOW), 2),
        ((*LONG, *DAY), 1),
        ((*FEE, *SLOW), 1),
        ((*FEE, *SLOW, "--minimum", "빠름"), 1),
        ((*FEE, "--down", "2026-11-22 21:00 ~ 19:00"), 1),
        (("--fee", "33000", "--down", "2099-01-01 10:00 ~ 12:00"), 1),
        (("--fee", "$49.99", *LONG, *DAY), 1),
    ],
)
def test_bad_input_is_one_sentence(home: Path, options: tuple[str, ...], code: int) -> None:
    for lang in ("ko", "en"):
        ran = inside(home, "claim", *options, lang=lang)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (code, "", 1)
