"""What the coach shows: the line picked, its slots, its moves."""

from __future__ import annotations

from typing import Any

import pytest
from tables import each_row

from haegi.call.cue import MOVES_SHOWN, cue, day_in_words, in_words, likely_moves, value_of
from haegi.call.engine import Snapshot
from haegi.errors import Failure
from haegi.playbook.model import Playbook

QUOTE = {
    "quote": True,
    "quote_provider": "SKB",
    "quote_product": "500M",
    "quote_amount": "현금 43만원",
    "quote_date": "2026-11-18",
}

LINES: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    ({"stage": "answer"}, {}, "answer.polite", ""),
    ({"stage": "answer", "said": ("answer.polite",)}, {}, "answer.firm", ""),
    ({"stage": "answer", "said": ("answer.polite", "answer.firm")}, {}, "answer.polite", ""),
    ({"stage": "answer", "reply": "card.penalty"}, {}, "card.penalty.polite", ""),
    ({"stage": "answer", "reply": "stall"}, {}, "stall.noting", ""),
    ({"stage": "deferred"}, {}, "end.deferred.line", ""),
    ({"stage": "open_call"}, {"call": 1}, "open_call.plain", "약정 기간이 다 되어서"),
    ({"stage": "open_call"}, {"call": 1, "end_internet": "2026-12-18"}, "open_call.dated", "12월 18일 약정 만료"),
    ({"stage": "open_call"}, {"call": 1, "end_internet": "2026-12-18", "product": "인터넷"}, "open_call.named", "인터넷 약정이 12월 18일"),
    ({"stage": "open_call"}, {"call": 2}, "open_call.again_plain", ""),
    ({"stage": "open_call"}, {"call": 2, "last_offer": "상품권 10만 원"}, "open_call.again", "상품권 10만 원을 안내"),
    ({"stage": "cite"}, {}, "cite.none", "비교해 보고"),
    ({"stage": "cite"}, QUOTE, "cite.full", "11월 18일에 SKB 500M로 현금 43만원을 안내"),
    ({"stage": "cite"}, {**QUOTE, "today": "2026-11-20"}, "cite.full", "11월 18일에 SKB 500M로"),
    ({"stage": "cite"}, {**QUOTE, "today": "2027-11-20"}, "cite.full", "2026년 11월 18일에 SKB 500M로"),
    ({"stage": "cite"}, {**QUOTE, "today": "2027-01-05"}, "cite.full", "11월 18일에 SKB 500M로"),
    ({"stage": "cite"}, {"quote": True, "quote_provider": "SKB", "quote_amount": 430_000}, "cite.amount", "SKB에서 43만 원을"),
    ({"stage": "cite"}, {"quote": True, "quote_provider": "SKB"}, "cite.unpriced", "SKB 조건을"),
    ({"stage": "reason"}, {}, "reason.plain", ""),
    ({"stage": "reason"}, {"years": 6, "carrier": "KT"}, "reason.long", "KT를 6년째"),
    ({"stage": "defer"}, {}, "defer.plain", "충분히 생각해 보고"),
    ({"stage": "defer"}, {"callback_day": "다음 주"}, "defer.polite", "다음 주쯤"),
]  # fmt: skip


@each_row(("where", "facts", "line_id", "words"), LINES)
def test_the_line(
    where: dict[str, Any], facts: dict[str, Any], line_id: str, words: str, retention: Playbook
) -> None:
    line = cue(retention, Snapshot(**where, facts=facts)).line
    assert line is not None
    assert line.id == line_id
    assert words in line.text


def test_private_values_are_in_no_line(retention: Playbook) -> None:
    private = {name: 987_654 for name, slot in retention.slots.items() if slot.private}
    assert private
    for stage in retention.stages:
        now = cue(retention, Snapshot(stage=stage, facts={**private, **QUOTE, "call": 2}))
        for sentence in (now.line, *now.others):
            assert sentence is None or "98만" not in sentence.text


def test_every_line_of_the_call_has_its_gloss(retention: Playbook) -> None:
    for stage in retention.stages:
        now = cue(retention, Snapshot(stage=stage))
        assert all(each.gloss for each in (now.line, *now.others) if each)


def test_moves_fit_under_digits_branches_first(retention: Playbook) -> None:
    for name, stage in retention.stages.items():
        moves = likely_moves(retention, name)
        assert len(moves) <= MOVES_SHOWN < 10
        assert len(set(moves)) == len(moves)
        branching = {move for branch in stage.branches for move in branch.on}
        assert set(moves[: len(branching)]) <= branching
    assert likely_moves(retention, "deferred") == likely_moves(retention, "nowhere") == ()


def test_steps_go_up_the_path(retention: Playbook) -> None:
    assert cue(retention, Snapshot(stage="answer")).step is None
    assert cue(retention, Snapshot(stage="reject", reached="reject")).step == (3, len(retention.path))
    assert cue(retention, Snapshot(stage="deferred")).title == retention.ends["deferred"].title


WORDS = [
    (430_000, "money", "ko", "43만 원"),
    (430_000, "money", "en", "₩430,000"),
    ("2026-11-25", "date", "ko", "11월 25일"),
    ("2026-11-25", "date", "en", "Nov 25"),
    ("someday", "date", "ko", "someday"),
    ("6", "text", "ko", "6"),
    (6, "number", "en", "6"),
]


@each_row(("value", "kind", "lang", "words"), WORDS)
def test_values_in_words(value: Any, kind: str, lang: Any, words: str) -> None:
    assert in_words(value, kind, lang) == words


def test_a_day_that_is_none_stays() -> None:
    assert day_in_words("2026-02-30", "ko") == "2026-02-30"


VALUES = [
    ("3만3천원", "money", 33_000),
    ("6년", "number", 6),
    (" 24개월 ", "number", 24),
    (" KT ", "text", "KT"),
]


@each_row(("text", "kind", "value"), VALUES)
def test_values_from_words(text: str, kind: str, value: Any) -> None:
    assert value_of(text, kind) == value


@each_row(
    ("text", "kind"),
    [
        ("많이", "money"),
        ("", "money"),
        ("여섯", "number"),
        ("6.5", "number"),
        ("-1", "number"),
        ("٣", "number"),
    ],
)
def test_what_is_no_value(text: str, kind: str) -> None:
    with pytest.raises(Failure):
        value_of(text, kind)
