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
        assert Text.model_validate(row["says"]).best(lang) in ran.out + ran.err
    case = json.loads(inside(home, "case", "show", "it", "--json", lang=lang).out)
    assert (case["playbook"], case["slots"]) == (row["playbook"], {**row["kept"], **dates(row["kept"])})


def dates(kept: dict[str, Any]) -> dict[str, str]:
    return {name: value.isoformat() for name, value in kept.items() if hasattr(value, "isoformat")}
