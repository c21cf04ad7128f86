"""`haegi rehearse` and `haegi drill` from the outside: whole rehearsals by seed, replays, bad input, quitting.

The goldens in tests/data/golden are what a person sees; `pytest --renew-goldens` writes them anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Golden
from driver import Ran, Talk, Terminal, inside, run

from haegi.text.i18n import say

DATA = Path(__file__).parents[1] / "data"
TWO_TIER = str(DATA / "personas" / "two-tier.yaml")
SLY = str(DATA / "personas" / "sly.yaml")
TYPED = """네 안녕하세요
자동 연장은 안 합니다. 어떤 혜택이 있나요?
요금이 부담돼서요
그건 좀 적네요
팀장님 바꿔 주세요

그 조건으로는 부족해요
생각해 볼게요. 성함이랑 연락처 문자로 주세요
네 감사합니다
그건 좀 적네요
3년에 그 조건 맞죠? 문자로 주세요
네
네
"""
DIGITS = "1\n2\n3\n3\n\n6\n\n3\n3\n6\n\n3\n8\n8\n8\n"
DEALS = "1\n2\n8\n8\n"


def rehearse(home: Path, *options: str, stdin: str = DEALS, lang: str = "ko", persona: str = TWO_TIER) -> Ran:
    return inside(home, "rehearse", "--persona", persona, "--seed", "7", *options, stdin=stdin, lang=lang)


def document(home: Path, *options: str, stdin: str = DEALS) -> Any:
    ran = rehearse(home, "--json", *options, stdin=stdin)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_rehearsal_in_ones_own_words(home: Path, golden: Golden, lang: str) -> None:
    ran = rehearse(home, stdin=TYPED, lang=lang)
    assert ran.code == 0
    golden(DATA / "golden" / f"rehearse-two-tier-{lang}.txt", ran.out.replace(str(DATA), "tests/data"))


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_rehearsal_by_digits_and_hints(home: Path, golden: Golden, lang: str) -> None:
    ran = rehearse(home, "--hint", stdin=DIGITS, lang=lang, persona=SLY)
    assert ran.code == 0
    golden(DATA / "golden" / f"rehearse-sly-{lang}.txt", ran.out.replace(str(DATA), "tests/data"))


GOLDENS = [
    ("arrears-kr", "ko"), ("escalation-kr", "ko"), ("mobile-kr", "ko"), ("retention-us", "ko"), ("retention-us", "en"),
]  # fmt: skip


@pytest.mark.parametrize(("playbook", "lang"), GOLDENS)
def test_every_playbook_is_rehearsed_with_its_gentlest_agent(home: Path, golden: Golden, playbook: str, lang: str) -> None:
    talk = (DATA / "rehearsals" / f"{playbook}.txt").read_text("utf-8")
    ran = inside(home, "rehearse", playbook, "--seed", "7", stdin=talk, lang=lang)
    assert ran.code == 0
    golden(DATA / "golden" / f"rehearse-{playbook}-{lang}.txt", ran.out.replace(str(DATA), "tests/data"))


def test_what_is_not_haggled_over_has_no_limit(home: Path, tmp_path: Path) -> None:
    talk = (DATA / "rehearsals" / "arrears-kr.txt").read_text("utf-8")
    printed = tmp_path / "review.md"
    ran = inside(home, "rehearse", "arrears-kr", "--seed", "7", "--json", "--print", str(printed), stdin=talk)
    found = json.loads(ran.out)
    assert (found["persona"], found["outcome"], found["value"], found["limit"]) == ("arrears-patient", "accepted", None, None)
    rules = {check["rule"]: check["passed"] for check in found["review"]}
    assert rules["make-proposal"] is rules["read-back"] is rules["ask-writing"] is True
    assert not {"reject-first", "defer", "decline-extension", "keep-target", "ask-reference"} & set(rules)
    assert say("ko", "practice.curve") not in printed.read_text("utf-8")


def test_a_replay_of_another_playbook_is_asked_for_by_its_name(home: Path) -> None:
    first = inside(home, "rehearse", "mobile-kr", "--seed", "3", stdin="5\n6\n")
    assert "haegi rehearse mobile-kr --from" in first.out
    again = inside(home, "rehearse", "mobile-kr", "--from", "2", "--json", stdin="6\n")
    assert again.code == 0, again.err
    assert json.loads(again.out)["persona"] == "mobile-helpful"


def test_the_same_seed_and_answers_make_the_same_document(home: Path, tmp_path: Path) -> None:
    options = ("--persona", SLY, "--seed", "11", "--json")
    first, second = (
        inside(place, "rehearse", *options, stdin=DIGITS).out for place in (home, tmp_path / "other")
    )
    assert first == second


def test_the_document(home: Path) -> None:
    found = document(home)
    assert list(found) == ["seed", "persona", "calls", "outcome", "value", "limit", "review", "score"]
    assert (found["seed"], found["persona"], found["outcome"]) == (7, "two-tier", "accepted")
    assert 0 < found["value"] <= found["limit"]
    assert [call["outcome"] for call in found["calls"]] == ["accepted"]
    assert {"rule", "passed", "evidence"} <= set(found["review"][0])
    assert 0 <= found["score"] <= 1


def test_the_plain_extension_is_worth_nothing(home: Path) -> None:
    found = document(home, stdin="네 안녕하세요\n네\n")
    assert (found["outcome"], found["value"]) == ("accepted", 0)
    assert next(check for check in found["review"] if check["rule"] == "decline-extension")["passed"] is False


def test_days_pass_and_the_desk_calls_again(home: Path) -> None:
    found = document(home, stdin="1\n2\n6\n\n3\n6\n\n")
    assert [call["outcome"] for call in found["calls"]] == ["deferred", "deferred"]
    found = document(home, "--calls", "1", stdin="1\n2\n6\n\n3\n6\n\n")
    assert [call["outcome"] for call in found["calls"]] == ["deferred"]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_limit_is_told_only_at_the_end(home: Path, lang: str) -> None:
    shown = rehearse(home, stdin=TYPED, lang=lang).out
    limit = f"{document(home, stdin=TYPED)['limit']:,}"
    talk, review = shown.split(say(lang, "practice.curve"))
    assert limit in review
    assert limit not in talk.rsplit("\n\n", 2)[0]


BAD: list[tuple[list[str], int, str]] = [
    (["--calls", "0"], 2, "--calls"),
    (["--calls", "-3"], 2, "--calls"),
    (["--persona", "nobody-of-this-name"], 1, "nobody-of-this-name"),
    (["--persona", "no/such/file.yaml"], 3, "no/such/file.yaml"),
    (["--from", "2"], 1, "연습"),
    (["--face", "wall"], 1, "wall"),
    (["--case", "no such case"], 1, "no such case"),
    (["--seed", "x"], 2, "--seed"),
]


@pytest.mark.parametrize(("options", "code", "word"), BAD, ids=str)
def test_bad_options_are_one_sentence(home: Path, options: list[str], code: int, word: str) -> None:
    given = options if "--persona" in options else ["--persona", TWO_TIER, *options]
    ran = inside(home, "rehearse", *given, stdin="")
    assert ran.code == code, ran.err
    assert word in ran.err
    assert not ran.out


def test_a_desk_cannot_play_a_call_without_sums(home: Path) -> None:
    ran = inside(home, "rehearse", "arrears-kr", "--persona", TWO_TIER)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert "arrears-patient" in ran.err


FAULTS: list[tuple[str, str, str]] = [
    ("first_share: 0.25", "first_share: 2.5", "first_share"),
    ("tricks: [limits_time", "tricks: [limits_tme", "limits_tme"),
    ("callback: 0.5", "calback: 0.5", "calback"),
    ("pace: boulware", "pace: [", ""),
]


@pytest.mark.parametrize(("right", "wrong", "word"), FAULTS)
def test_a_persona_with_faults_is_placed(home: Path, tmp_path: Path, right: str, wrong: str, word: str) -> None:
    path = tmp_path / "sly.yaml"
    text = Path(SLY).read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong), "utf-8")
    ran = inside(home, "rehearse", "--persona", str(path))
    assert ran.code == 3
    line = text[: text.index(right)].count("\n") + 1
    assert f"{path}:" in ran.err
    assert word in ran.err
    assert not word or f":{line}:" in ran.err


@pytest.mark.parametrize("stdin", ["", "\n\n\n\n\n", "asdf\nqwer\nzxcv\nuiop\n", "야, 지금 장난하냐?\n" * 2, "Guten Tag\n"])
def test_silence_nonsense_and_rudeness_come_to_an_end(home: Path, stdin: str) -> None:
    ran = rehearse(home, stdin=stdin)
    assert ran.code == 0
    assert say("ko", "practice.curve") in ran.out


def test_an_end_of_input_after_a_deferral_leaves_it_deferred(home: Path) -> None:
    found = document(home, stdin="1\n2\n6\n\n")
    assert (found["outcome"], len(found["calls"])) == ("deferred", 1)


@pytest.mark.slow
def test_ctrl_c_in_mid_call_still_reviews(home: Path) -> None:
    with Talk(home, ["rehearse", "--persona", TWO_TIER, "--seed", "7"]) as talk:
        talk.answer("1")
        talk.answer("2")
        assert talk.interrupt() == 130
        assert say("ko", "rule.decline-extension") in talk.shown
    (kept,) = scores(home)
    assert kept == "100%"


def scores(home: Path) -> list[str]:
    """The scores that the next rehearsal shows, without its own."""
    shown = rehearse(home, stdin=DEALS).out
    lead = say("ko", "practice.progress", scores="")
    row = next((row for row in shown.splitlines() if row.startswith(lead)), "")
    return row.removeprefix(lead).split()[:-1]


def test_progress_over_past_rehearsals(home: Path) -> None:
    assert scores(home) == []
    assert len(scores(home)) == 1
    rehearse(home, stdin="")
    assert len(scores(home)) == 2


def test_from_a_step_the_old_answers_are_given_and_then_it_is_ones_own_turn(home: Path) -> None:
    first = document(home, stdin="1\n2\n8\n8\n")
    again = inside(home, "rehearse", "--from", "3", "--json", stdin="3\n3\n8\n8\n")
    assert again.code == 0
    found = json.loads(again.out)
    assert (found["seed"], found["persona"], found["limit"]) == (7, "two-tier", first["limit"])
    assert found["calls"][0]["events"][:6] == first["calls"][0]["events"][:6]
    assert found["value"] > first["value"]


@pytest.mark.parametrize(("step", "code"), [("5", 0), ("6", 2)])
def test_from_a_step_that_was_never_reached(home: Path, step: str, code: int) -> None:
    rehearse(home)
    assert inside(home, "rehearse", "--from", step).code == code


def test_hints_are_part_of_what_is_replayed(home: Path) -> None:
    rehearse(home, "--hint", stdin="\n\n")
    ran = inside(home, "rehearse", "--from", "3", "--json")
    events = json.loads(ran.out)["calls"][0]["events"]
    assert next(event["value"] for event in events if event["kind"] == "said")


def test_the_persons_own_case_counts(home: Path) -> None:
    made = inside(home, "case", "new", "kt", "--target", "38만원", "--reservation", "30만원", "--fee", "44000")
    assert made.code == 0, made.err
    checks = {check["rule"]: check["passed"] for check in document(home, "--case", "kt")["review"]}
    assert (checks["keep-target"], checks["keep-reservation"]) == (False, False)


def test_speech_is_never_required(home: Path) -> None:
    ran = inside(home, "rehearse", "--persona", TWO_TIER, "--speak", PATH=str(home))
    assert ran.code == 0
    assert "espeak-ng" in ran.err


def test_personas_of_ones_own_are_listed_and_go_by_their_name(home: Path) -> None:
    (home / "personas").mkdir(parents=True)
    (home / "personas" / "sly.yaml").write_text(Path(SLY).read_text("utf-8"), "utf-8")
    assert "sly  꾀 많은 상담원" in inside(home, "rehearse", "--list").out
    assert json.loads(inside(home, "rehearse", "--persona", "sly", "--json").out)["persona"] == "sly"


def test_the_agent_of_a_call_that_was_held_says_and_offers_the_same(home: Path) -> None:
    inside(home, "case", "new", "kt", "--carrier", "KT", "--fee", "44000")
    ran = inside(home, "rehearse", "--from-call", "kt")
    assert ran.code == 1, "no call yet"
    said = ["상품권 20만원 드리겠습니다", "오늘까지만 됩니다", "그 이상은 어렵습니다"]
    inside(home, "coach", "--case", "kt", "--face", "lines", stdin="\n".join(["", said[0], "/offer 상품권 20만원", *said[1:], "/end deferred 12/4"]))
    ran = inside(home, "rehearse", "--from-call", "kt", "--json", stdin="그건 적어요\n네\n생각해 볼게요\n네\n")
    assert ran.code == 0, ran.err
    spoken = [line.removeprefix("상담원:").strip() for line in ran.err.splitlines() if line.startswith("상담원:")]
    assert list(dict.fromkeys(spoken))[:3] == said, "what was not understood is asked about, and the words stand there again"
    document = json.loads(ran.out)
    assert document["outcome"] == "deferred"
    events = [event for call in document["calls"] for event in call["events"]]
    assert sum(bool(event["data"].get("offer")) for event in events) == 1
    again = inside(home, "rehearse", "--from", "2", stdin="생각해 볼게요\n네\n")
    assert said[1] in again.out


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is needed")
def test_the_full_screen_rehearses_too(home: Path) -> None:
    command = [sys.executable, "-m", "haegi", "rehearse", "--persona", TWO_TIER, "--seed", "7"]
    with Terminal(home, command, 80, 40) as terminal:
        terminal.until(say("ko", "practice.agent"), say("ko", "practice.type-here"))
        terminal.send("1")
        terminal.until(ready=lambda shown: "2/8" in shown)
        terminal.send("2")
        terminal.until("상품권")
        terminal.send("\x03")
        assert terminal.finish() == 130
        assert say("ko", "rule.stay-polite") in terminal.text()


# Drills


@pytest.mark.slow
def test_a_drill_grades_what_was_typed_and_keeps_each_answer_at_once(home: Path) -> None:
    with Talk(home, ["drill"]) as talk:
        talk.answer("어느 부서의 누구신지 성함 좀 알려 주세요.")
        talk.kill()
    again = inside(home, "drill", stdin="")
    assert say("ko", "drill.how", count=5) in again.out


def test_a_drill_spoken_aloud_is_graded_by_oneself(home: Path) -> None:
    ran = inside(home, "drill", stdin="\n4\n\n1\n\n\n\nx\n9\n2\n")
    assert ran.code == 0
    assert ran.out.count(">>") == 4
    assert say("ko", "drill.done", count=4, days=1, when="").split(":")[0] in ran.out


def test_when_nothing_is_due_the_drill_says_when_to_come_back(home: Path) -> None:
    inside(home, "drill", "--all", stdin="\n4\n" * 300)
    ran = inside(home, "drill")
    assert ">>" not in ran.out
    assert "--all" in ran.out
    assert ">>" in inside(home, "drill", "--all", stdin="\n4\n").out


@pytest.mark.slow
def test_a_drill_without_input_does_nothing(home: Path) -> None:
    ran = run(home, "drill")
    assert (ran.code, ">>" in ran.out) == (0, False)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_review_is_printed_to_a_file(home: Path, golden: Golden, tmp_path: Path, lang: str) -> None:
    file = tmp_path / "review.md"
    ran = rehearse(home, "--print", str(file), stdin=TYPED, lang=lang)
    assert ran.code == 0
    assert str(file) in ran.err.replace("\n", "")
    golden(DATA / "golden" / f"reviewed-{lang}.md", file.read_text("utf-8").replace(str(DATA), "tests/data"))


@pytest.mark.parametrize(("name", "start"), [("a.html", "<!doctype html>"), ("a.txt", "연습")])
def test_json_stays_json_beside_a_printed_review(home: Path, tmp_path: Path, name: str, start: str) -> None:
    found = document(home, "--print", str(tmp_path / name))
    assert found["outcome"] == "accepted"
    assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_a_review_of_nothing_is_printed_too(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    assert rehearse(home, "--print", str(file), stdin="").code in (0, 130)
    assert say("ko", "practice.nothing-said") in file.read_text("utf-8")


@pytest.mark.parametrize(("name", "code"), [("a.docx", 2), ("a", 2), ("there.md", 1)])
def test_what_cannot_be_printed_is_refused_before_the_talk(
    home: Path, tmp_path: Path, name: str, code: int
) -> None:
    (tmp_path / "there.md").write_text("mine", "utf-8")
    ran = rehearse(home, "--print", str(tmp_path / name))
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (code, "", 1)
    assert (tmp_path / "there.md").read_text("utf-8") == "mine"


def test_the_agents_lines_are_spoken_by_what_the_system_has(home: Path, tmp_path: Path) -> None:
    program = tmp_path / "espeak-ng"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >>{tmp_path}/said\n')
    program.chmod(0o755)
    inside(home, "rehearse", "--seed", "1", "--speak", "--face", "lines", stdin="\n1\n", lang="en", PATH=str(tmp_path))
    said = (tmp_path / "said").read_text("utf-8").splitlines()
    assert said[:3] == ["-v", "ko", "--"]
    assert len(said) % 4 == 0


def test_without_a_voice_it_goes_on(home: Path, tmp_path: Path) -> None:
    ran = inside(home, "rehearse", "--seed", "1", "--speak", "--face", "lines", stdin="\n1\n", lang="en", PATH=str(tmp_path))
    assert "going on without sound" in ran.err
    assert ran.code in (0, 130)
