"""Each check of the review over short dialogues (tests/data/reviews), and what the review makes of them all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from conftest import shipped
from tables import each_row

from haegi.call.case import Case, PastCall, Quote
from haegi.call.engine import Event
from haegi.rehearsal.review import RULES as ALL_RULES
from haegi.rehearsal.review import curve, review
from haegi.rehearsal.transcript import transcribe
from haegi.text.i18n import messages

ROWS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "reviews" / "checks.yaml").read_text("utf-8")
)
BOOK = shipped("retention-kr")
BOOKS = ("retention-kr", "mobile-kr", "retention-us", "arrears-kr", "escalation-kr")
#: Shown only where they arose, so that they are never None.
IF_ARISEN = {"keep-id", "decline-extras", "withhold-promise"}


def rules(book: str) -> list[str]:
    """The checks that a playbook always has."""
    return [check.rule for check in review(transcribe(shipped(book), Case(name="x", playbook="x"), [])).checks]


def call(row: dict[str, Any]) -> PastCall:
    events = [Event("start", 0, "they_called")]
    for at, act in enumerate(row["talk"], 1):
        side, *words = act.split()
        events.append(heard(at, words) if side in "ao" else said(at, words))
    if "said" in row:
        events[-1] = events[-1]._replace(text=row["said"])
    return PastCall(1, [*events, Event("end", 99, row.get("outcome", "accepted"))])


def heard(at: int, words: list[str]) -> Event:
    offered = {"offer": {"terms": [{}]}, "worth": int(words[1]), "wording": words[1]} if words[1:] else {}
    return Event("heard", at, words[0], f"agent: {words[0]}", offered)


def said(at: int, moves: list[str]) -> Event:
    return Event("said", at, "", f"me: {' '.join(moves)}", {"does": moves, "step": at})


@each_row("row", ROWS, ids=lambda row: f"{row['rule']} {row['wants']}")
def test_check(row: dict[str, Any]) -> None:
    quotes = (Quote(provider=row["quote"]),) if "quote" in row else ()
    book = row.get("book", "retention-kr")
    case = Case(name="x", playbook=book, slots=row.get("slots", {}), quotes=quotes)
    found = review(transcribe(shipped(book), case, [call(row)]))
    check = next(each for each in found.checks if each.rule == row["rule"])
    assert check.passed is row["wants"]
    if check.evidence.startswith("me: "):
        assert check.evidence.removeprefix("me: ") == row["talk"][check.step - 1].removeprefix("c ")
    if check.passed is False:
        assert check.evidence
        assert found.next_time is not None


APPLY = [
    ("retention-kr", {"decline-extension", "reject-first", "defer"}, {"choose-term", "make-proposal", "verify-desk"}),
    ("mobile-kr", {"choose-term", "reject-first", "defer"}, {"decline-extension", "name-no-limit", "ask-reference"}),
    ("retention-us", {"verify-desk", "name-no-limit"}, {"decline-extension", "choose-term"}),
    ("arrears-kr", {"make-proposal", "ask-balance", "ask-writing"}, {"reject-first", "defer", "keep-target", "ask-deadline"}),
    ("escalation-kr", {"ask-reference", "ask-deadline", "stay-polite"}, {"cite-real-quote", "defer", "make-proposal"}),
]


@each_row(("book", "there", "absent"), APPLY, ids=[row[0] for row in APPLY])
def test_checks_are_those_of_the_playbook(book: str, there: set[str], absent: set[str]) -> None:
    assert there <= set(rules(book))
    assert not (absent | IF_ARISEN) & set(rules(book))


@each_row("rule", sorted(IF_ARISEN))
def test_every_rule_that_may_arise_has_dialogues_and_words(rule: str) -> None:
    assert {row["wants"] for row in ROWS if row["rule"] == rule} == {True, False}
    assert {f"rule.{rule}", f"next.{rule}"} <= set(messages("ko"))


@each_row("book", BOOKS)
def test_every_rule_has_dialogues_and_words(book: str) -> None:
    for rule in rules(book):
        assert {row["wants"] for row in ROWS if row["rule"] == rule} == {True, False, None}, rule
        assert {f"rule.{rule}", f"next.{rule}"} <= set(messages("ko"))


def test_the_score_counts_only_what_arose() -> None:
    found = review(transcribe(BOOK, Case(name="x", playbook="x"), [call(ROWS[0])]))
    arisen = [check.passed for check in found.checks if check.passed is not None]
    assert len(arisen) < len(ALL_RULES)
    assert found.score == sum(arisen) / len(arisen)


def test_silence_is_no_achievement() -> None:
    found = review(transcribe(BOOK, Case(name="x", playbook="x"), []))
    assert (found.score, found.next_time) == (0.0, None)
    assert all(check.passed is None for check in found.checks)


def test_a_quote_told_during_the_call_counts() -> None:
    talk = call({"talk": ["o makes_offer 100000", "c cites_competitor"]})
    quote = Event("quote", 1, "", "", {"facts": {}, "quote": {"provider": "SKB"}})
    transcript = transcribe(BOOK, Case(name="x", playbook="x"), [PastCall(1, [talk.events[0], quote, *talk.events[1:]])])
    assert next(check for check in review(transcript).checks if check.rule == "cite-real-quote").passed is True


def test_the_curve_grows_with_the_offers_to_the_limit() -> None:
    talk = call({"talk": ["o makes_offer 100000", "o improves_offer 200000"]})
    rounds = transcribe(BOOK, Case(name="x", playbook="x"), [talk]).rounds
    assert [row.count("#") for row in curve(rounds, 400_000, 40)] == [10, 20, 0]
    assert curve(rounds, 400_000, 40)[-1].count(".") == 40
    assert curve([], None) == []
