"""Simulated cases: the figures owe nothing to how they were split up, and no policy beats the computed bound."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from desks import desk, personas
from driver import Ran
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import each_row

from haegi.rehearsal.desk import Desk
from haegi.rehearsal.persona import DeskPersona
from haegi.rehearsal.simulation import POLICIES, CaseResult, Plan, Policy, run_cases, summarise

Run = Callable[..., Ran]


@each_row("policy", POLICIES)
def test_cases_do_not_depend_on_the_chunks(policy: Policy) -> None:
    whole = run_cases(desk(), policy, 7, 0, 24)
    parts = [run_cases(desk(), policy, 7, start, start + 6) for start in (18, 0, 12, 6)]
    assert list(chain(parts[1], parts[3], parts[2], parts[0])) == whole
    assert run_cases(desk(), policy, 8, 0, 24) != whole


@given(personas, st.integers(0, 200_000), st.sampled_from(POLICIES))
@settings(max_examples=20)
def test_an_outcome_is_a_deal_or_the_alternative(persona: DeskPersona, alternative: int, policy: Policy) -> None:
    for index, one in enumerate(run_cases(persona, policy, 3, 0, 3, alternative)):
        assert one.value == alternative or one.deal
        assert one.value <= max(alternative, Desk(persona, 3, index).limit)
        assert one.minutes >= one.calls * persona.minutes.call
        if policy not in ("first", "script"):
            assert one.value >= alternative


@given(personas, st.integers(0, 200_000))
@settings(max_examples=25)
def test_the_bound_is_at_least_stopping_at_once(persona: DeskPersona, alternative: int) -> None:
    one = Desk(persona, 1)
    assert Plan(persona, one.limit, alternative).score >= max(one.offer, alternative) - 200 * persona.minutes.call - 1e-6


def test_the_bound_by_hand() -> None:
    """One push doubles 100,000 at 2 minutes and a risk of a tenth: 0.9 x 200,000 - 400 - 10 x 200."""
    persona = desk(limit=(200_000, 200_000), first_share=0.5, pushes=1, tiers=(1.0,), withdraw=0.1, calls_bluff=0)
    assert Plan(persona, 200_000, 0).score == pytest.approx(0.9 * 200_000 - 400 - 2000)
    assert Plan(persona, 200_000, 500_000).score == pytest.approx(500_000 - 2000)


def test_the_plan_gets_what_it_expects() -> None:
    persona = desk(limit=(250_000, 250_000))
    scores = [one.score for one in run_cases(persona, "bound", 2, 0, 1000)]
    assert sum(scores) / 1000 == pytest.approx(Plan(persona, 250_000, 0).score, rel=0.02)


DESKS = (desk(), desk(withdraw=0.2, callback=0.3), desk(pace="boulware", pushes=6, calls_bluff=0.3))


@cache
def mean(number: int, policy: Policy, alternative: int) -> float:
    """What a policy gets on average of one of the DESKS."""
    return sum(one.score for one in run_cases(DESKS[number], policy, 4, 0, 100, alternative)) / 100


@pytest.mark.slow
@each_row("policy", [policy for policy in POLICIES if policy != "bound"])
@each_row("alternative", [0, 150_000])
def test_no_policy_beats_the_bound_on_average(policy: Policy, alternative: int) -> None:
    for number in range(len(DESKS)):
        assert mean(number, policy, alternative) <= mean(number, "bound", alternative) * 1.03


def test_advice_pays_on_the_shipped_desk_of_two_tiers() -> None:
    persona = desk(limit=(250_000, 420_000), first_share=0.3, pushes=4, tiers=(0.7, 0.9, 1.0), calls_bluff=0.05)
    scores = {name: sum(one.score for one in run_cases(persona, name, 1, 0, 200)) for name in POLICIES}
    assert scores["advice"] > 1.63 * scores["first"]
    assert scores["advice"] > max(scores[name] for name in ("first", "script", "ac-next", "ac-combi"))


def test_figures_by_hand() -> None:
    outcomes = [CaseResult(True, 100_000, 1, 10.0), CaseResult(False, 0, 2, 30.0)]
    best = [CaseResult(True, 200_000, 1, 10.0), CaseResult(True, 100_000, 1, 10.0)]
    figures = summarise("first", outcomes, best)
    assert (figures.deal_rate, figures.mean_value, figures.mean_score) == (0.5, 50_000, 46_000)
    assert figures.share_of_bound == pytest.approx(46_000 / 148_000)
    assert (figures.mean_calls, figures.mean_minutes) == (1.5, 20)
    assert figures.ci95 == pytest.approx((50_000 - 97_998.2, 50_000 + 97_998.2), abs=0.1)


def test_there_is_no_share_of_a_bound_that_is_nothing() -> None:
    nothing = [CaseResult(False, 0, 1, 10.0)]
    assert summarise("first", nothing, nothing).share_of_bound is None


@pytest.mark.slow
def test_the_command_gives_the_same_figures_whatever_the_jobs(haegi: Run) -> None:
    ran = [haegi("simulate", "--personas", "gentle-desk", "--calls", "60", "--seed", "5", "--jobs", jobs, "--json") for jobs in ("1", "2")]
    assert [one.code for one in ran] == [0, 0]
    assert ran[0].out == ran[1].out
    document = json.loads(ran[0].out)
    assert (document["seed"], document["calls"]) == (5, 60)
    assert [each["policy"] for each in document["policies"]] == list(POLICIES)
    assert all(each["ci95"][0] <= each["mean_value"] <= each["ci95"][1] for each in document["policies"])


def test_the_command_plays_what_was_asked_for(haegi: Run) -> None:
    ran = haegi("simulate", "--policy", "first", "--calls", "20", "--alternative", "10만원", "--json", "--jobs", "1")
    document = json.loads(ran.out)
    assert [each["policy"] for each in document["policies"]] == ["first"]
    assert document["alternative"] == 100_000
    assert len(document["personas"]) >= 6


@each_row("book, currency, desks", [
    ("retention-kr", "KRW", {"gentle-desk", "stone-desk"}), ("retention-us", "USD", {"us-friendly-rep", "us-hard-rep"}),
    ("mobile-kr", "KRW", {"mobile-helpful", "mobile-upseller"}),
])  # fmt: skip
def test_a_playbook_has_its_own_desks_and_currency(haegi: Run, book: str, currency: str, desks: set[str]) -> None:
    ran = haegi("simulate", book, "--policy", "first,advice", "--calls", "6", "--json", "--jobs", "1")
    document = json.loads(ran.out)
    assert document["currency"] == currency
    assert desks <= set(document["personas"])
    assert all(who.startswith("us-") == (currency == "USD") for who in document["personas"])
    assert all(0 < each["mean_value"] < (700 if currency == "USD" else 700_000) for each in document["policies"])


@pytest.mark.parametrize("words", [("--calls", "0"), ("--calls", "-3"), ("--jobs", "-1"), ("--policy", "luck"), ("--personas", "nobody"),
    ("arrears-kr",), ("escalation-kr",), ("retention-us", "--personas", "gentle-desk"), ("mobile-kr", "--personas", "us-hard-rep")])  # fmt: skip
def test_wrong_usage_is_one_sentence(haegi: Run, words: tuple[str, ...]) -> None:
    ran = haegi("simulate", *words)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.strip().splitlines()) == 1


def test_a_persona_with_faults_is_placed(haegi: Run, tmp_path: Path) -> None:
    path = tmp_path / "desk.yaml"
    path.write_text("persona: 1\nid: a\ntitle: {ko: 창구, en: desk}\nlimit: [1, 2]\nfirst_share: 0.5\npushes: 1\npace: linear\ntricks: [limits_tme]\n", "utf-8")
    ran = haegi("simulate", "--personas", str(path), lang="en")
    assert ran.code == 3
    assert f"{path}:8:10: N001" in ran.err
    assert "limits_time" in ran.err


def test_the_table(haegi: Run) -> None:
    ran = haegi("simulate", "--personas", "gentle-desk", "--calls", "10", "--jobs", "1", lang="ko")
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert [line.split()[0] for line in lines[2:]] == list(POLICIES)
    assert max(map(len, lines)) <= 80
    assert "시뮬레이션" in ran.err


def test_a_target_is_held_to_by_the_advice_alone(haegi: Run) -> None:
    ran = [haegi("simulate", "--calls", "40", "--jobs", "1", "--json", *more) for more in ((), ("--target", "80만원"))]
    without, aiming = (json.loads(one.out) for one in ran)
    assert (without["target"], aiming["target"]) == (None, 800_000)
    changed = [before["policy"] for before, after in zip(without["policies"], aiming["policies"], strict=True) if before != after]
    assert changed == ["advice"]


def test_a_target_is_in_the_money_of_the_desks(haegi: Run) -> None:
    document = json.loads(haegi("simulate", "retention-us", "--calls", "4", "--jobs", "1", "--target", "$480", "--json").out)
    assert (document["currency"], document["target"]) == ("USD", 480.0)
    assert haegi("simulate", "--target", "$480", "--calls", "1").code == 1
    assert haegi("simulate", "--target", "0", "--calls", "1").code == 1
