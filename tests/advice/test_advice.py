"""What is advised where: a table of situations, and laws that hold in all of them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tables import each_row

from haegi.advice.advice import MOST_CALLS, Situation, advise
from haegi.advice.belief import Heard, Trials, believe, risks
from haegi.advice.lookahead import gain_of_pushing
from haegi.text.i18n import messages, say, slots

TABLE = yaml.safe_load((Path(__file__).parents[1] / "data" / "advice" / "situations.yaml").read_text("utf-8"))


def situation(row: dict[str, Any]) -> Situation:
    back, last = row.get("back", []), len(row["calls"])
    calls = tuple(
        Heard(tuple(1000 * offer for offer in offers), number in back, bool(row.get("bluff")) and number == last)
        for number, offers in enumerate(row["calls"], 1)
    )
    return Situation(
        calls, 1000 * row.get("reservation", 0), 1000 * row["target"] if "target" in row else None,
        1000 * row.get("alternative", 0), "alternative" in row, refused_more=row.get("refused", 0),
        unknown=tuple(row.get("unknown", ())),
    )  # fmt: skip


@each_row("row", TABLE, ids=[row["name"] for row in TABLE])
def test_situation(row: dict[str, Any]) -> None:
    advice = advise(situation(row))
    if "action" in row:
        assert advice.action == row["action"]
    assert advice.action not in row.get("not", ())
    if "rule" in row:
        assert row["rule"] in [reason.rule for reason in advice.reasons]


sums = st.integers(0, 2_000_000)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    calls = draw(
        st.lists(
            st.builds(Heard, st.lists(sums, max_size=5).map(tuple), st.booleans(), st.booleans()),
            max_size=MOST_CALLS + 1,
        )
    )
    return Situation(
        tuple(calls), draw(sums), draw(st.none() | sums), draw(sums), draw(st.booleans()), draw(st.booleans()),
        draw(st.integers(0, 3)),
    )  # fmt: skip


@given(situations())
@settings(max_examples=50)
def test_the_laws_of_advice(now: Situation) -> None:
    advice = advise(now)
    if advice.action == "accept":
        assert now.table >= max(1, now.reservation, now.alternative)
    if advice.action == "switch":
        assert now.quoted
        assert now.alternative >= now.table or now.table < now.reservation
    if advice.action == "push" and now.calls and now.calls[-1].offers and max(now.calls[-1].offers):
        assert now.refused_more < 2
        assert not now.calls[-1].bluff_called
    assert advice == advise(now)
    assert 1 <= len(advice.reasons) <= 2
    for reason in advice.reasons:
        assert set(slots(messages("ko")[reason.rule])) == set(reason.params)
        assert say("ko", reason.rule, **reason.params) != say("en", reason.rule, **reason.params)


@given(st.lists(st.builds(Heard, st.lists(st.integers(1, 10**7), min_size=1, max_size=6).map(lambda o: tuple(sorted(o))), st.booleans()), min_size=1, max_size=3))
@example([Heard((1, 3), False), Heard((1, 1006), False)])
@settings(max_examples=50)
def test_no_sequence_of_offers_is_impossible(calls: list[Heard]) -> None:
    best, rising = 0, []
    for call in calls:
        offers = tuple(max(best, offer) for offer in call.offers)
        best = offers[-1]
        rising.append(Heard(offers, call.called_back))
    belief = believe(rising)
    if belief.guesses:
        assert sum(guess.weight for guess in belief.guesses) == pytest.approx(1)
    assert sum(chance for _, chance in belief.rises()) == pytest.approx(1)


def test_a_quote_makes_a_switch_of_leaving() -> None:
    hopeless = {"calls": [[10, 10, 10]] * MOST_CALLS, "back": [2, 3, 4, 5, 6], "refused": 2, "reservation": 500}
    assert advise(situation(hopeless)).action == "leave"
    assert advise(situation(hopeless | {"alternative": 300})).action == "switch"


SUMS = {"gap", "step"}
"""What may be written out: a difference between sums that are known. What may still come is nobody's figure."""


@given(situations())
@settings(max_examples=30)
def test_no_sum_is_the_models(now: Situation) -> None:
    for reason in advise(now).reasons:
        assert set(reason.params) <= SUMS
        assert all(isinstance(minor, int) and minor > 0 for minor in reason.params.values())


def test_each_refusal_lowers_what_a_push_may_bring() -> None:
    gains = [gain_of_pushing(believe([Heard((100_000,) * said)]), 100_000, said - 1) for said in range(1, 5)]
    assert all(later < 0.95 * before or later == before == 0 for before, later in pairwise(gains))


def test_what_is_heard_moves_the_risks() -> None:
    belief = believe([Heard((100_000, 150_000))])
    calm, fragile, today = (risks(trials, belief, "kr") for trials in (Trials(answered=4), Trials(bluffs=2), Trials(answered=4, today_only=True)))
    assert calm.withdraw < today.withdraw < fragile.withdraw
    assert calm.bluff < fragile.bluff


def test_callbacks_are_rare_in_korea_and_rarer_in_the_us() -> None:
    belief = believe([Heard((100_000,))])
    chances = [yes / (yes + no) for yes, no in (risks(Trials(), belief, market).callback for market in ("kr", "us"))]
    assert chances == [pytest.approx(0.35, abs=0.05), pytest.approx(0.1, abs=0.03)]
