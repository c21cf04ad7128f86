"""`haegi case new` and `case edit` from the keyboard. Each row of tests/data/asking is one sitting."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import shipped
from driver import inside

from haegi.files.recovery import fitted
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale, Text, say

ROWS = yaml.load((Path(__file__).parents[1] / "data" / "asking" / "new.yaml").read_text("utf-8"), yaml.CSafeLoader)


def questions(book: Playbook, lang: Locale) -> dict[str, str]:
    """Every question a case may ask, by the slot it is about."""
    return {**{name: slot.ask.best(lang) for name, slot in book.slots.items()}, "quote": say(lang, "case.ask-quote")}


def replies(typed: dict[str, Any], asked: list[str]) -> Iterator[str]:
    """What is typed to each question in turn; a question that has no answer left is skipped."""
    left = {name: [each] if isinstance(each, str) else list(map(str, each)) for name, each in typed.items()}
    for name in asked:
        yield left[name].pop(0) if left.get(name) else ""


def asked_in(shown: str, every: dict[str, str]) -> list[str]:
    rows = shown.replace("\n> ", "\n").splitlines()
    return [name for row in rows for name, text in every.items() if row.startswith(text)]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("row", ROWS, ids=[row["what"] for row in ROWS])
def test_only_what_the_call_needs_is_asked(row: Any, lang: Locale, home: Path) -> None:
    book = shipped(row["playbook"])
    typed = {name: str(each) if not isinstance(each, list) else each for name, each in row["typed"].items()}
    lines = [row["which"], *replies(typed, row["asked"])]
    ran = inside(home, "case", "new", "it", stdin="\n".join(lines) + "\n", lang=lang)
    assert ran.code == 0, ran.err
    first = len(row["which"]) > 1  # no digit, so it answered the first question
    assert asked_in(ran.out, questions(book, lang))[first:] == row["asked"]
    if "says" in row:
        assert fitted(row["says"], Text).best(lang) in ran.out + ran.err
    case = json.loads(inside(home, "case", "show", "it", "--json", lang=lang).out)
    assert (case["playbook"], case["slots"]) == (row["playbook"], {**row["kept"], **dates(row["kept"])})


# A plan that can't be, given with flags: no case is made, and one sentence says what would do.
UNPAYABLE = [
    (["owed=100000원", "owed_handset=20만원"], "100,000"),
    (["owed=100000원", "pay_now=20만원"], "100,000"),
    (["owed=118000원", "pay_monthly=4만원", "pay_months=2"], "59,000"),
    (["owed=600만원", "pay_monthly=2만원"], "500,000"),
    (["pay_day=2020-01-01"], "2020-01-01"),
    (["stop_day=2020-01-01"], "2020-01-01"),
]


@pytest.mark.parametrize(("sets", "said"), UNPAYABLE, ids=[" ".join(sets) for sets, _ in UNPAYABLE])
def test_a_plan_that_cannot_be_is_refused_with_what_would_do(sets: list[str], said: str, home: Path) -> None:
    flags = [part for each in sets for part in ("--set", each)]
    ran = inside(home, "case", "new", "it", "--playbook", "arrears-kr", *flags)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1), ran.err
    assert said in ran.err
    assert json.loads(inside(home, "case", "list", "--json").out) == {"cases": []}


def test_a_changed_sum_changes_the_number_of_payments(home: Path) -> None:
    sets = ["--set", "owed=118000원", "--set", "pay_monthly=4만원"]
    assert inside(home, "case", "new", "it", "--playbook", "arrears-kr", *sets).code == 0
    assert inside(home, "case", "edit", "it", "--set", "pay_monthly=6만원").code == 0
    slots = json.loads(inside(home, "case", "show", "it", "--json").out)["slots"]
    assert (slots["pay_monthly"], slots["pay_months"]) == (60_000, 2)


def test_edit_asks_again_and_enter_keeps_what_is_known(home: Path) -> None:
    inside(home, "case", "new", "it", "--playbook", "mobile-kr", "--carrier", "KT", "--fee", "5만원")
    ran = inside(home, "case", "edit", "it", stdin="\n\n4만원\n")
    assert ran.code == 0, ran.err
    assert "[KT]" in ran.out
    assert json.loads(inside(home, "case", "show", "it", "--json").out)["slots"] == {"carrier": "KT", "fee": 40_000}


@pytest.mark.parametrize(("day", "seen"), [("2026-11-18", "2026-11-18"), ("언젠가\n작년 12월 3일", "-12-03"), ("", None)])
def test_a_quote_without_its_day_is_asked_for_it(day: str, seen: str | None, home: Path) -> None:
    slots = sum(slot.when is None for slot in shipped("mobile-kr").slots.values())
    inside(home, "case", "new", "it", "--playbook", "mobile-kr", "--carrier", "KT")
    ran = inside(home, "case", "edit", "it", stdin="\n" * slots + f"SKB 현금 43만원\n{day}\n")
    assert ran.code == 0, ran.err
    assert say("ko", "case.ask-quote-day") in ran.out
    (quote,) = json.loads(inside(home, "case", "show", "it", "--json").out)["quotes"]
    assert (quote["seen"] or "").endswith(seen or "")
    assert (quote["seen"] is None) is (seen is None)


def dates(kept: dict[str, Any]) -> dict[str, str]:
    return {name: value.isoformat() for name, value in kept.items() if hasattr(value, "isoformat")}
