"""Training: the same examples give the same weights, look-alikes share a fold, and sureness is earned."""

from __future__ import annotations

import json

from haegi.nlu.classifier import Examples, Speaker, chances
from haegi.nlu.evaluation import Confusion, Row, Tally, cross_validate, evaluate
from haegi.nlu.recognizer import Ears
from haegi.nlu.training import Held, calibrate, folds, gather, train

EXAMPLES: dict[Speaker, Examples] = {
    "agent": {
        "penalty": ["위약금이 나오세요", "위약금 있으세요", "중도해지 위약금이 십만 원이에요", "약정이 남아서 위약금이 나와요"],
        "wait": ["잠시만 기다려 주세요", "잠깐만 기다리세요", "확인해 볼게요, 기다려 주세요", "잠시 대기해 주시겠어요"],
    }
}


def test_the_same_examples_give_the_same_bytes() -> None:
    assert train(EXAMPLES) == train(EXAMPLES)


def test_other_examples_make_weights_stale() -> None:
    more: dict[Speaker, Examples] = {"agent": {**EXAMPLES["agent"], "bye": ["안녕히 계세요", "들어가세요"]}}
    assert Ears.prepare(EXAMPLES, train(EXAMPLES)) != Ears.prepare(EXAMPLES)
    assert Ears.prepare(more, train(EXAMPLES)) == Ears.prepare(more)


def test_look_alikes_of_a_move_share_a_fold() -> None:
    said = ["위약금이 나오세요", "잠시만요", "끊겠습니다", "위약금이 나오세요, 고객님", "오늘까지예요", "그건 어려워요"]
    fold = folds(gather({"one": said}))
    assert fold[0] == fold[3]
    assert sorted(fold) == [0, 0, 1, 2, 3, 4]


def test_sureness_starts_where_enough_are_right() -> None:
    right = [Held((gap / 10, 0.0), 1.0, 0) for gap in range(5, 45)]
    wrong = [Held((gap / 100, 0.0), 1.0, 1) for gap in range(1, 30)]
    careful = calibrate(right + wrong)
    sure = [held for held in right + wrong if max(chances(held.scores, careful.sharpness)) >= careful.sure]
    assert 0.9 * len(right) <= len(sure) < len(right + wrong)
    assert sum(held.move == 0 for held in sure) >= 0.95 * len(sure)
    assert careful.sharpness < calibrate(right).sharpness


def test_without_examples_nothing_is_heard() -> None:
    bare: dict[Speaker, Examples] = {"agent": {}, "caller": {}}
    assert Ears.prepare(bare, train(bare)).hear("위약금이 나오세요", "agent").verdict == "nothing"


def test_figures_of_an_evaluation() -> None:
    ears = Ears.prepare(EXAMPLES)
    rows = [
        Row("agent", "penalty", "spoken", "위약금이 나오세요"),
        Row("agent", "penalty", "note", "기다려 주세요"),
        Row("agent", "wait", "note", "잠시만 기다려 주세요"),
        Row("agent", "unknown", "note", "잠시만 기다려 주세요"),
    ]
    figures = evaluate(ears, rows)
    assert figures.overall == Tally(4, 0.5, 0.75)
    assert figures.by_style == {"note": Tally(3, 1 / 3, 2 / 3), "spoken": Tally(1, 1.0, 1.0)}
    assert figures.confusions == (
        Confusion("agent", "penalty", "wait", 1),
        Confusion("agent", "unknown", "wait", 1),
    )
    assert sum(each.count for each in figures.calibration) == 4
    assert sum(tally.count for tally in figures.by_verdict.values()) == 4
    assert json.loads(json.dumps(figures.to_json()))["overall"] == {"count": 4, "first": 0.5, "top3": 0.75}


def test_no_sentences_make_empty_figures() -> None:
    assert evaluate(Ears.prepare(EXAMPLES), []).overall == Tally(0, 0.0, 0.0)
    assert cross_validate([]).overall == Tally(0, 0.0, 0.0)
