"""Laws of the engine: replay equals live, snapshots survive JSON, no event is too strange; and it loads nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import shipped
from driver import environment
from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.call.call import Call, MemoryLog
from haegi.call.cue import cue
from haegi.call.engine import LASTING, Event, Kind, Snapshot, replay, standing, transition

BOOK = shipped("retention-kr")
NAMES = [
    *BOOK.openings, *BOOK.stages, *BOOK.ends, *BOOK.cards, *BOOK.moves.agent, *BOOK.lines,
    "accepted", "deferred", "cut", "", "no_such_thing",
]  # fmt: skip
VALUES = st.one_of(st.booleans(), st.integers(-10, 10**12), st.text(max_size=8))
DATA = st.one_of(
    st.just({}),
    st.fixed_dictionaries({}, optional={"worth": st.none() | st.integers(0, 10**9), "wording": st.text(max_size=5),
                                        "offer": st.just({"terms": []}), "target": VALUES}),
)  # fmt: skip


@st.composite
def events(draw: st.DrawFn) -> Event:
    kind = draw(st.sampled_from(get_args(Kind)))
    data = draw(DATA)
    if kind == "quote":
        data = {"facts": {"quote": True, "quote_provider": draw(st.text(max_size=5))}, "quote": {}}
    at = draw(st.integers(0, 2**42))
    return Event(kind, at, draw(st.sampled_from(NAMES)), draw(st.text(max_size=10)), data)


def begun(body: list[Event]) -> list[Event]:
    return [Event("start", 1, "they_called", data={"call": 1}), *body]


@given(st.lists(events(), max_size=30))
def test_replay_equals_live_after_every_event(body: list[Event]) -> None:
    log = MemoryLog()
    call = Call(BOOK, log)
    for event in begun(body):
        live = call.record(event)
        assert live == replay(BOOK, log.events()) == call.snapshot
        assert Call(BOOK, log).snapshot == live


@given(st.lists(events(), max_size=30))
def test_snapshots_survive_json(body: list[Event]) -> None:
    snapshot = Snapshot()
    for event in standing(body):
        snapshot = transition(BOOK, snapshot, event)
        again = Snapshot.from_json(json.loads(json.dumps(snapshot.to_json())))
        assert again == snapshot
        assert again.to_json() == snapshot.to_json()
        assert cue(BOOK, again) == cue(BOOK, snapshot)


@each_row("kind", get_args(Kind))
def test_a_bare_event_of_any_kind_is_taken(kind: Kind) -> None:
    assert isinstance(transition(BOOK, Snapshot(), Event(kind, 1)), Snapshot)
    assert isinstance(transition(BOOK, replay(BOOK, begun([])), Event(kind, 1, "?", "?")), Snapshot)


@given(st.lists(events(), max_size=20), events())
def test_an_undo_takes_back_exactly_the_last_event(body: list[Event], last: Event) -> None:
    undo = Event("undo", 5)
    before = begun(body)
    if last.kind in {*LASTING, "undo"}:
        return
    assert replay(BOOK, [*before, last, undo]) == replay(BOOK, before)


@given(st.integers(0, 10))
def test_undo_never_takes_the_start_back(times: int) -> None:
    log = [*begun([Event("said", 2, "answer.polite")]), *[Event("undo", 3)] * times]
    assert standing(log)[0].kind == "start"
    assert replay(BOOK, log).stage == "answer"


TABLE: list[tuple[str, list[tuple[str, str]], dict[str, Any]]] = [
    ("the start opens at the opening's stage", [], {"stage": "answer", "waiting": False}),
    ("said: the agent has the word", [("said", "answer.polite")], {"waiting": True, "said": ("answer.polite",)}),
    ("Enter while listening: speak again", [("said", "answer.polite"), ("said", "")], {"waiting": False}),
    ("a branch leads on", [("heard", "asks_reason")], {"stage": "reason", "heard": "asks_reason"}),
    ("no branch: a card answers", [("heard", "claims_penalty")], {"stage": "answer", "reply": "card.penalty"}),
    ("after a card the stage goes on", [("heard", "claims_penalty"), ("said", "card.penalty.polite")], {"reply": ""}),
    ("next leads on after the line", [("go", "defer"), ("said", "defer.polite")], {"stage": "contact"}),
    ("what the caller does is a mark", [("go", "defer"), ("said", "defer.polite")], {"facts.deferred": True}),
    ("what the agent does is a mark", [("heard", "refuses_more")], {"facts.refused": True}),
    ("offers are counted", [("heard", "makes_offer"), ("heard", "improves_offer")], {"facts.offers": 2}),
    ("pushes are counted", [("go", "reject"), ("said", "reject.polite")], {"facts.pushes": 1}),
    ("an end brings its outcome", [("go", "deferred")], {"stage": "deferred", "outcome": "deferred"}),
    ("/end moves to the end of that outcome", [("end", "refused")], {"stage": "refused", "ended": 11}),
    ("a cut stays where it was", [("go", "weigh"), ("end", "cut")], {"stage": "weigh", "outcome": "cut"}),
    ("resumed: open again", [("go", "weigh"), ("end", "cut"), ("resume", "")], {"stage": "weigh", "outcome": "", "ended": 0}),
    ("a stall is said first", [("stall", "")], {"reply": "stall"}),
    ("hold begins", [("hold", "")], {"hold_since": 11}),
    ("hold ends", [("hold", ""), ("hold", "")], {"hold_since": 0, "held": 10}),
    ("an unknown stage changes nothing", [("go", "nowhere")], {"stage": "answer"}),
    ("an unknown card changes nothing", [("card", "nothing")], {"reply": ""}),
    ("an unknown move is only remembered", [("heard", "sings")], {"stage": "answer", "reply": "", "heard": "sings"}),
    ("notes change nothing", [("note", ""), ("transfer", ""), ("promise", "")], {"stage": "answer", "reply": ""}),
]  # fmt: skip


@each_row(("what", "steps", "wanted"), TABLE, ids=[row[0] for row in TABLE])
def test_transitions(what: str, steps: list[tuple[Kind, str]], wanted: dict[str, Any]) -> None:
    log = begun([Event(kind, 10 * number + 1, value) for number, (kind, value) in enumerate(steps, 1)])
    snapshot = replay(BOOK, log)
    found = {
        name: snapshot.facts.get(name.removeprefix("facts.")) if "." in name else getattr(snapshot, name)
        for name in wanted
    }
    assert found == wanted, what


def test_offers_keep_the_best_worth_and_the_latest_wording() -> None:
    read = [Event("offer", 2, data={"worth": worth, "wording": f"{worth}"}) for worth in (300, 100)]
    facts = replay(BOOK, begun(read)).facts
    assert (facts["offer"], facts["last_offer"]) == (300, "100")


def test_the_log_comes_first() -> None:
    class Full(MemoryLog):
        def append(self, event: Event) -> None:
            raise OSError(f"disk full before {event.kind}")

    call = Call(BOOK, Full())
    with pytest.raises(OSError, match="disk full"):
        call.record(Event("start", 1, "they_called"))
    assert call.snapshot == Snapshot()
    assert call.events == []


MOVES = sorted(BOOK.moves.agent)
STEPS = st.lists(st.one_of(st.just(""), st.sampled_from(MOVES), st.integers(0, 600_000)), max_size=40)


@given(st.sampled_from(sorted(BOOK.openings)), st.integers(1, 4), st.booleans(), STEPS)
def test_a_walk_always_has_something_to_say(
    opening: str, number: int, quoted: bool, steps: list[Any]
) -> None:
    quote = {"quote": True, "quote_provider": "SKB", "quote_amount": "현금 43만원"} if quoted else {}
    known = {"call": number, "target": 400_000, "reservation": 250_000, **quote}
    call = Call(BOOK, MemoryLog([Event("start", 1, opening, data=known)]))
    for at, step in enumerate(steps, 2):
        call.record(walked(call, step, at))
        now = cue(BOOK, call.snapshot)
        assert now.line or now.waiting or now.stage in BOOK.ends
        assert now.line is None or ("{" not in now.line.text and now.line.text.strip())


def walked(call: Call, step: str | int, at: int) -> Event:
    """Enter says the line shown, a number is an offer read, a word is what the agent did."""
    if isinstance(step, int):
        return Event("offer", at, data={"worth": step, "wording": f"{step:,}원"})
    if step:
        return Event("heard", at, step)
    now = cue(BOOK, call.snapshot)
    return Event("said", at, now.line.id if now.line and not now.waiting else "")


@each_row("stage", BOOK.stages)
def test_every_agent_move_is_answered_at_every_stage(stage: str) -> None:
    there = replay(BOOK, begun([Event("go", 2, stage), Event("said", 3, "")]))
    for move in BOOK.moves.agent:
        after = transition(BOOK, there, Event("heard", 4, move))
        now = cue(BOOK, after)
        assert now.line or now.stage in BOOK.ends, move
        assert not after.waiting, f"{move} leaves the caller without a word at {stage}"


@pytest.mark.slow
def test_importing_the_engine_loads_no_terminal_and_no_disk() -> None:
    heavy = ("rich", "typer", "yaml", "sqlite3", "prompt_toolkit", "icalendar", "platformdirs")
    script = f"import haegi.call.engine, sys; print([m for m in {heavy!r} if m in sys.modules])"
    env = environment(Path("unused"))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=env, check=True)
    assert done.stdout.strip() == "[]"
