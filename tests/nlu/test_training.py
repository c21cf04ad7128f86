"""Training: the same examples give the same weights, others make them stale, and the shipped ones are of the corpus."""

from __future__ import annotations

import json

import pytest

from haegi.nlu.classifier import Examples, Speaker
from haegi.nlu.evaluation import Row, Tally, evaluate
from haegi.nlu.features import TurnContext, features, normalize
from haegi.nlu.moves import Sample
from haegi.nlu.recognizer import MoveRecognizer

training = pytest.importorskip("haegi.nlu.training", reason="the extra haegi[train] is not installed", exc_type=ModuleNotFoundError)

EXAMPLES: dict[Speaker, Examples] = {
    "agent": {
        "penalty": ["위약금이 나오세요", "위약금 있으세요", "중도해지 위약금이 십만 원이에요", "약정이 남아서 위약금이 나와요"],
        "wait": ["잠시만 기다려 주세요", "잠깐만 기다리세요", "확인해 볼게요, 기다려 주세요", "잠시 대기해 주시겠어요"],
    }
}
CALLER_ASKED = TurnContext(before=("asks_terms",))
TURNS = {
    "agent": [
        Sample("위약금은 나오시고요, 잠시만 기다려 주세요", frozenset({"penalty", "wait"}), CALLER_ASKED, "a"),
        Sample("날씨가 참 좋네요", frozenset(), TurnContext(), "a"),
        Sample("위약금 확인해 볼게요, 잠시만요", frozenset({"wait"}), CALLER_ASKED, "b"),
        Sample("오늘 비가 온다네요", frozenset(), TurnContext(), "b"),
    ]
}

BREATH = "나가시면 위약금 물어내셔야 되고요, 전산 조회하는 동안 잠시만요"
CLAUSES = [Sample(BREATH, frozenset({"penalty", "wait"}), TurnContext(), voice) for voice in "abc"]


def test_the_same_examples_and_turns_give_the_same_bytes() -> None:
    assert training.train(EXAMPLES, ["비가 오네요"], TURNS) == training.train(EXAMPLES, ["비가 오네요"], TURNS)


def test_other_examples_make_weights_stale() -> None:
    more: dict[Speaker, Examples] = {"agent": {**EXAMPLES["agent"], "bye": ["안녕히 계세요", "들어가세요"]}}
    weights = training.train(EXAMPLES)
    assert MoveRecognizer.prepare(EXAMPLES, weights) != MoveRecognizer.prepare(EXAMPLES)
    assert MoveRecognizer.prepare(more, weights) == MoveRecognizer.prepare(more)


def test_turns_of_another_playbook_tell_nothing_of_moves_it_lacks() -> None:
    others = [Sample(text, frozenset(), None, "c", frozenset({"penalty"})) for text in ("기다려 주시면 됩니다", "기다려 주시면 끝나요")]
    scores = training.learn(("penalty", "wait"), others).scores(features(normalize("기다려 주시면")))
    assert scores[0] < 0
    assert scores[1] == 0


def test_a_move_of_a_turn_is_laid_to_the_clause_that_makes_it() -> None:
    learnt = training.learn(("penalty", "wait"), [*training.gather(EXAMPLES["agent"]), *training.with_bare([], CLAUSES)])
    penalty, wait = learnt.scores(features(normalize("전산 조회하는 동안 잠시만요")))
    assert wait - penalty > 0.5  # 0.4 where only whole turns are learnt from


def test_without_examples_nothing_is_recognised() -> None:
    bare: dict[Speaker, Examples] = {"agent": {}, "caller": {}}
    recognition = MoveRecognizer.prepare(bare, training.train(bare)).recognize("위약금이 나오세요", "agent")
    assert recognition.confidence == "nothing"


def test_figures_of_an_evaluation() -> None:
    rows = [
        Row("agent", "penalty", "spoken", "위약금이 나오세요"),
        Row("agent", "penalty", "note", "기다려 주세요"),
        Row("agent", "wait", "note", "잠시만 기다려 주세요"),
        Row("agent", "unknown", "note", "잠시만 기다려 주세요"),
    ]
    figures = evaluate(MoveRecognizer.prepare(EXAMPLES), rows)
    assert figures.overall == Tally(4, 0.5, 0.75)
    assert figures.by_style == {"note": Tally(3, 1 / 3, 2 / 3), "spoken": Tally(1, 1.0, 1.0)}
    assert json.loads(json.dumps(figures.to_json()))["overall"] == {"count": 4, "first": 0.5, "top3": 0.75}


def test_no_sentences_make_empty_figures() -> None:
    assert evaluate(MoveRecognizer.prepare(EXAMPLES), []).overall == Tally(0, 0.0, 0.0)
