"""Who plays the agent of which playbook: the list, the default, refusals, faults, and the desks that are simulated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from driver import Ran, inside

WON_DESKS = {"bluff-desk", "early-giver", "fragile-desk", "gentle-desk", "late-giver", "stone-desk", "two-tier-desk"}
DEFAULTS = {
    "retention-kr": "gentle-desk", "mobile-kr": "mobile-helpful", "retention-us": "us-friendly-rep",
    "arrears-kr": "arrears-patient", "escalation-kr": "complaint-listener",
}  # fmt: skip
TALKER = """persona: 1
id: mine
kind: talk
title: {ko: "내 상대", en: "Mine"}
helpful: 0.8
detours: 2
patience: 3
openings: {first: they_called}
tricks: [warns_credit]
says:
  asks_plan:
    - {ko: "언제 내실 수 있으세요?", en: "When can you pay?"}
"""
OWN = """haegi: 1
id: own-call
title: {ko: "내 통화", en: "My call"}
language: ko
moves:
  agent:
    tells_date:
      label: {ko: "날짜를 말한다", en: "Tells the date"}
      says: [{ko: "다음 달에 끝납니다.", en: "It ends next month."}]
  caller:
    asks_date: {label: {ko: "날짜를 묻는다", en: "Asks for the date"}, examples: ["언제 끝나나요?"]}
openings:
  i_call: {title: {ko: "내가 건다", en: "I am calling"}, to: ask}
stages:
  ask:
    title: {ko: "묻기", en: "Ask"}
    aim: {ko: "묻는다", en: "Ask"}
    say: {ko: "약정이 언제 끝나나요?", en: "When does my contract end?", does: asks_date}
    branches: [{on: tells_date, to: over}]
ends:
  over: {title: {ko: "끝", en: "Over"}, outcome: accepted}
"""


def rehearse(home: Path, *options: str, stdin: str = "") -> Ran:
    return inside(home, "rehearse", "--seed", "1", *options, stdin=stdin)


@pytest.mark.parametrize(("playbook", "persona"), DEFAULTS.items())
def test_the_gentlest_that_fits_plays_where_nobody_is_named(home: Path, playbook: str, persona: str) -> None:
    assert json.loads(rehearse(home, playbook, "--json").out)["persona"] == persona
    first = inside(home, "rehearse", playbook, "--list").out.splitlines()[0]
    assert first.startswith(f"{persona}  ")


def test_the_list_says_what_each_can_play(home: Path) -> None:
    rows = inside(home, "rehearse", "--list", lang="en").out.splitlines()
    assert "arrears-firm  An arrears agent who wants it all today  (arrears-kr)" in rows
    assert any(row.startswith("plain-agent") and "(arrears-kr, escalation-kr)" in row for row in rows)


@pytest.mark.parametrize(
    ("playbook", "persona"),
    [("retention-kr", "us-hard-rep"), ("mobile-kr", "plain-agent"), ("arrears-kr", "gentle-desk"), ("retention-us", "gentle-desk")],
)
def test_who_does_not_fit_says_who_does(home: Path, playbook: str, persona: str) -> None:
    ran = rehearse(home, playbook, "--persona", persona)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert persona in ran.err
    assert DEFAULTS[playbook] in ran.err


FAULTS = [
    ("kind: talk", "kind: tlk", "talk"),
    ("helpful: 0.8", "helpful: 8", "helpful"),
    ("detours: 2", "detour: 2", "detours"),
    ("patience: 3", "patience: 0", "patience"),
    ("first: they_called", "first: they_caled", "they_called"),
    ("first: they_called", "frist: they_called", "first"),
    ("[warns_credit]", "[warns_credt]", "warns_credit"),
    ("asks_plan:", "asks_pla:", "asks_plan"),
]


@pytest.mark.parametrize(("right", "wrong", "word"), FAULTS)
def test_a_talker_with_faults_is_placed(home: Path, tmp_path: Path, right: str, wrong: str, word: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(TALKER.replace(right, wrong), "utf-8")
    ran = rehearse(home, "arrears-kr", "--persona", str(path))
    line = TALKER[: TALKER.index(right)].count("\n") + 1
    assert ran.code == 3
    assert f"{path}:{line}:" in ran.err
    assert word in ran.err


def test_a_persona_has_openings_and_words_of_its_own(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(TALKER, "utf-8")
    events = json.loads(rehearse(home, "arrears-kr", "--persona", str(path), "--json").out)["calls"][0]["events"]
    assert events[0]["value"] == "they_called"
    assert events[1]["value"] == "opens_arrears_call"


def test_a_playbook_of_ones_own_is_rehearsed_too(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "own-call.yaml"
    path.write_text(OWN, "utf-8")
    ran = rehearse(home, str(path), "--json", stdin="언제 끝나나요?\n네\n네\n")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert (found["persona"], found["outcome"]) == ("plain-agent", "accepted")
    assert "tells_date" in [event["value"] for event in found["calls"][0]["events"]]


def test_the_starter_is_rehearsed_as_it_is(home: Path) -> None:
    assert inside(home, "playbook", "new", "my-call").code == 0
    ran = rehearse(home, "my-call", "--hint", "--calls", "1", stdin="\n" * 12)
    assert ran.code == 0, ran.err
    assert "(제안한다)" in ran.out or "(더는 어렵다고 한다)" in ran.out


def test_what_extends_a_playbook_has_its_desks(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "longer.yaml"
    path.write_text("haegi: 1\nid: longer\nextends: mobile-kr\ntitle: {ko: 더, en: More}\n", "utf-8")
    assert json.loads(rehearse(home, str(path), "--json").out)["persona"] == "mobile-helpful"


def test_a_persona_of_ones_own_with_faults_stops_nobody_else(home: Path) -> None:
    (home / "personas").mkdir(parents=True)
    (home / "personas" / "bad.yaml").write_text("persona: 1\n", "utf-8")
    assert rehearse(home, "arrears-kr").code == 0


def test_money_of_another_kind_is_refused_in_a_sentence(home: Path) -> None:
    inside(home, "case", "new", "us", "--playbook", "retention-us")
    ran = rehearse(home, "retention-kr", "--case", "us")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "USD" in ran.err


def test_the_desks_of_the_retention_call_alone_are_simulated(home: Path) -> None:
    ran = inside(home, "simulate", "--calls", "1", "--jobs", "1", "--policy", "first", "--json")
    assert set(json.loads(ran.out)["personas"]) == WON_DESKS


@pytest.mark.parametrize("persona", ["plain-agent", "us-hard-rep"])
def test_who_gives_no_won_is_not_simulated(home: Path, persona: str) -> None:
    ran = inside(home, "simulate", "--personas", persona)
    assert (ran.code, ran.out) == (2, "")
    assert persona in ran.err
