"""`haegi facts`, as it is called from a shell."""

from __future__ import annotations

import json
from typing import Any

import pytest
from driver import what_ships_is_ready

from haegi.cli.app import run
from haegi.text.i18n import Locale


@pytest.fixture(autouse=True)
def _home(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAEGI_HOME", str(tmp_path))


def answer(capsys: pytest.CaptureFixture[str], *words: str, locale: Locale = "ko") -> tuple[int, str, str]:
    with what_ships_is_ready():
        code = run(["facts", *words], locale)
    out, err = capsys.readouterr()
    return code, out, err


def found(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, Any]]:
    code, out, err = answer(capsys, *words, "--json")
    assert (code, err) == (0, "")
    facts: list[dict[str, Any]] = json.loads(out)["facts"]
    return facts


def test_words_find_facts_with_source_date_confidence_and_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answer(capsys, "해킹", "위약금")
    assert code == 0
    assert "kr:penalty-waiver-breaches" in out
    assert "출처: 언론 종합, 2026-01-13. 신뢰도: 중간" in out
    assert "여섯 달이 넘은 자료" in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("words", "identifier"),
    [
        (["위약금", "36개월"], "penalty-curve-2023"),
        (["ㅇㄱㅇ"], "penalty-curve-2023"),
        (["dnldirrma"], "penalty-curve-2023"),
        (["유플러스", "설치비"], "fee-install-skt-lgu"),
        (["소멸시효"], "prescription-three-years"),
        (["1600-5500"], "debt-adjustment-2024"),
        (["spectrum", "outage"], "spectrum-outage-credit"),
        (["위약그"], "penalty-curve-2023"),
        (["개통"], "entry-fee-sim-account"),
        (["유심"], "entry-fee-sim-account"),
        (["가입비"], "entry-fee-sim-account"),
    ],
)
def test_words_initials_and_slips_find(
    capsys: pytest.CaptureFixture[str], words: list[str], identifier: str
) -> None:
    assert identifier in [each["id"] for each in found(capsys, *words)]


def test_json_holds_what_the_file_says(capsys: pytest.CaptureFixture[str]) -> None:
    [fact] = [each for each in found(capsys, "원스톱") if each["id"] == "onestop-start"]
    assert fact["text"].keys() == {"ko", "en"}
    assert (fact["market"], fact["date"], fact["confidence"]) == ("kr", "2020-07-27", "A")
    assert (fact["disputed"], fact["old"]) == (True, True)
    assert fact["source"] == "heraldk.com, ddaily, bizwatch"


def test_a_disputed_fact_says_between_what(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = answer(capsys, "LGU+", "무약정", "--all", locale="en")
    assert "! Disputed or unverified: the data only repeats the contract price" in out
    assert "! Retailer data: published by someone who sells contracts." in out


def test_a_market_narrows_the_search(capsys: pytest.CaptureFixture[str]) -> None:
    assert {each["market"] for each in found(capsys, "해지")} == {"kr", "us"}
    assert {each["market"] for each in found(capsys, "해지", "--market", "us")} == {"us"}


def test_without_words_there_is_everything(capsys: pytest.CaptureFixture[str]) -> None:
    facts = found(capsys)
    assert len({(each["market"], each["id"]) for each in facts}) == len(facts) > 300


def test_a_long_answer_is_cut_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    _, short, more = answer(capsys, "위약금")
    _, whole, nothing = answer(capsys, "위약금", "--all")
    assert whole.startswith(short.rstrip("\n"))
    assert len(whole) > len(short)
    assert "--all" in more
    assert "--all" not in nothing


@pytest.mark.parametrize(("locale", "first"), [("ko", "kr"), ("en", "us")])
def test_facts_of_two_countries_say_so_the_own_one_first(capsys: pytest.CaptureFixture[str], locale: Locale, first: str) -> None:
    _, out, err = answer(capsys, "위약금" if locale == "ko" else "early termination", "--all", locale=locale)
    assert "--market us" in err
    assert out.index(f"{first}:") < out.index("us:" if first == "kr" else "kr:")
    _, _, err = answer(capsys, "위약금", "--market", "kr", "--all", locale=locale)
    assert err == ""


@pytest.mark.parametrize("words", [["qqqzzz"], ["qqqzzz", "--json"], ["[zzz]qqqzzz"]])
def test_nothing_found_is_one_sentence(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    code, out, err = answer(capsys, *words)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert words[0] in err


def test_an_unknown_market_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answer(capsys, "위약금", "--market", "uk")
    assert (code, out) == (1, "")
    assert "kr, us" in err
