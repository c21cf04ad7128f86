"""Agents who talk: every call ends, a caller who goes along comes to a good end, and nothing unasked is granted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from conftest import shipped
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import each_row

from haegi.call.call import Utterance
from haegi.call.cue import cue
from haegi.call.engine import Event, replay
from haegi.files.recovery import fitted
from haegi.files.resources import folder
from haegi.files.yaml_reader import load
from haegi.playbook.model import Playbook
from haegi.rehearsal.persona import StagedPersona
from haegi.rehearsal.staged_agent import MOST_TURNS, StagedAgent, StageMap
from haegi.rehearsal.utterances import granting

BOOKS = ("arrears-kr", "escalation-kr")
PLAIN: dict[str, Any] = {"persona": 1, "id": "t", "kind": "talk", "title": {"ko": "상대", "en": "t"}}


def talker(**keys: Any) -> StagedPersona:
    return fitted(PLAIN | keys, StagedPersona)


class Line:
    """A call with such an agent, as a rehearsal keeps it."""

    def __init__(self, book: Playbook, who: StagedPersona, seed: int, opening: str = "") -> None:
        self.book = book
        self.events = [Event("start", 0, opening or next(iter(book.openings)), data={"call": 1})]
        self.agent = StagedAgent(book, who, seed)
        self.agent.listen(lambda: self.events)
        self.turns = [self._hear(self.agent.open())]

    def _hear(self, turn: Utterance) -> Utterance:
        self.events.append(Event("heard", 0, turn.move) if turn.move else Event("note", 0, "agent"))
        return turn

    def say(self, *does: str, words: str = "x") -> Utterance:
        self.events.append(Event("said", 0, "", words, {"does": list(does)}))
        self.turns.append(self._hear(self.agent.react(does, words)))
        return self.turns[-1]

    def go_along(self) -> Utterance:
        """Say what the coach shows."""
        shown = cue(self.book, replay(self.book, self.events), "KRW").line
        return self.say(*((self.book.lines[shown.id].does if shown else ()) or ("thanks",)))

    @property
    def outcome(self) -> str | None:
        return self.turns[-1].outcome


talkers = st.builds(
    talker, helpful=st.floats(0, 1), detours=st.integers(0, 20), patience=st.integers(1, 20),
    tricks=st.lists(st.sampled_from(["transfers_call", "puts_on_hold", "asks_full_id", "ends_call"]), max_size=3),
)  # fmt: skip


@settings(max_examples=60)
@given(st.data(), st.sampled_from(BOOKS), talkers, st.integers(0, 9_999))
def test_whatever_is_said_the_call_ends(data: st.DataObject, name: str, who: StagedPersona, seed: int) -> None:
    book = shipped(name)
    moves = st.lists(st.sampled_from(sorted(book.moves.caller)), max_size=2)
    line = Line(book, who, seed, data.draw(st.sampled_from(sorted(book.openings))))
    said = data.draw(st.lists(moves, min_size=MOST_TURNS + 20, max_size=MOST_TURNS + 20))
    for does in said:
        if line.outcome:
            break
        turn = line.say(*does)
        assert turn.text
        assert turn.gloss
        assert not turn.move or turn.move in book.moves.agent
    assert line.outcome
    assert len(line.turns) <= MOST_TURNS + 2


GENTLE = [("arrears-kr", "arrears-patient"), ("arrears-kr", "plain-agent"), ("escalation-kr", "complaint-listener")]


@each_row(("name", "persona"), GENTLE)
def test_who_goes_along_with_a_gentle_agent_comes_to_an_end(name: str, persona: str) -> None:
    who = load(folder() / "personas" / f"{persona}.yaml", StagedPersona).model
    outcomes = []
    for seed in range(25):
        line = Line(shipped(name), who, seed)
        while not line.outcome:
            line.go_along()
        outcomes.append(line.outcome)
        assert len(line.turns) < MOST_TURNS / 2
    assert set(outcomes) <= {"accepted", "deferred"}
    assert outcomes.count("accepted") > len(outcomes) / 2


@given(st.integers(0, 9_999), st.lists(st.sampled_from(sorted(shipped("arrears-kr").moves.caller)), max_size=12))
def test_the_same_seed_and_answers_make_the_same_call(seed: int, said: Sequence[str]) -> None:
    def call() -> list[Utterance]:
        line = Line(shipped("arrears-kr"), talker(helpful=0.4), seed)
        for move in said:
            line.say(move)
        return line.turns

    assert call() == call()


@given(st.integers(0, 9_999), st.lists(st.sampled_from(["thanks", "asks_contact", "asks_dates", "asks_supervisor"]), max_size=25))
def test_nothing_is_granted_that_was_not_asked_for(seed: int, said: Sequence[str]) -> None:
    line = Line(shipped("arrears-kr"), talker(helpful=0.9), seed)
    for move in said:
        if not line.outcome:
            line.say(move)
    assert "accepts_plan" not in [turn.move for turn in line.turns]


TALKS: list[tuple[str, str, str, list[list[str]], str]] = [
    ("they rang", "arrears-kr", "they_called", [], "opens_arrears_call"),
    ("a collector rang", "arrears-kr", "collector_called", [], "opens_collection_call"),
    ("a question is answered", "arrears-kr", "i_call", [["states_goal"], ["mentions_adjustment"]], "refuses_adjustment"),
    ("a call put off", "arrears-kr", "i_call", [["states_goal"], ["defers"]], "promises_callback"),
    ("no supervisor", "escalation-kr", "i_call", [["states_problem"], ["asks_supervisor"]], "blocks_supervisor"),
]  # fmt: skip


@each_row(("name", "opening", "said", "move"), [row[1:] for row in TALKS], ids=[row[0] for row in TALKS])
def test_what_the_agent_says_to_it(name: str, opening: str, said: list[list[str]], move: str) -> None:
    line = Line(shipped(name), talker(helpful=1.0), 3, opening)
    for does in said:
        line.say(*does)
    assert line.turns[-1].move == move


def settled() -> Line:
    """A call in which the agent has just agreed to a plan."""
    line = Line(shipped("arrears-kr"), talker(helpful=1.0), 1)
    while line.turns[-1].move != "accepts_plan" and not line.outcome:
        line.go_along()
    assert line.turns[-1].move == "accepts_plan"
    return line


def test_a_yes_is_read_back_and_then_sealed() -> None:
    line = settled()
    assert line.say("accepts").move == "reads_back_terms"
    assert line.say("thanks").outcome == "accepted"


@each_row(("words", "meant"), [("네", ("accepts",)), ("아니요", ("thanks",)), ("Guten Tag", ())])
def test_a_bare_yes_agrees_to_what_was_granted(words: str, meant: tuple[str, ...]) -> None:
    assert settled().agent.means(words) == meant


def test_a_bare_no_turns_a_trap_down() -> None:
    who = talker(helpful=0.0, detours=9, tricks=["asks_full_id"])
    line = Line(shipped("escalation-kr"), who, 1)
    while line.turns[-1].move != "asks_full_id":
        line.say("asks_history")
    assert line.agent.means("아니요.") == ("refuses_full_id",)


def test_what_is_asked_in_passing_is_granted() -> None:
    assert "문자로" in settled().say("accepts", "asks_written").text


@each_row(("words", "said"), [("", "듣고 계신가요"), ("Ich verstehe nicht", "잘 못 알아들었습니다")])
def test_silence_and_nonsense_end_the_call_once_patience_is_gone(words: str, said: str) -> None:
    line = Line(shipped("escalation-kr"), talker(patience=3), 1)
    assert said in line.say(words=words).text
    line.say(words=words)
    assert line.say(words=words).outcome == "cut"


def test_rudeness_is_warned_of_once() -> None:
    line = Line(shipped("escalation-kr"), talker(), 1)
    assert line.say("is_rude").outcome is None
    assert line.say("is_rude").outcome == "refused"


@each_row(("callback", "rings"), [(1.0, True), (0.0, False)])
def test_days_pass_and_somebody_rings(callback: float, rings: bool) -> None:
    agent = StagedAgent(shipped("arrears-kr"), talker(callback=callback), 1)
    answers = [agent.wait() for _ in range(6)]
    assert [answer.called_back for answer in answers if answer] == [rings] * 5
    assert answers[-1] is None


def test_the_course_knows_the_way_forward() -> None:
    book = shipped("arrears-kr")
    start = replay(book, [Event("start", 0, "i_call", data={"call": 1}), Event("go", 0, "propose")])
    options = {option.move: option for option in StageMap(book).options(start)}
    assert options["accepts_plan"].forward
    assert not options["refuses_plan"].forward
    assert {"accepts_plan", "reads_back_terms"} <= granting(book.moves.agent)
    assert StageMap(book).options(start._replace(stage="accepted")) == []
