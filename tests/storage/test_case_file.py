"""What is wrong in an exported case is refused when it is read in, and what is sound is taken."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from driver import inside
from tables import each_row

from haegi.errors import Failure
from haegi.storage.case_file import imported

TERM = {"kind": "cash", "amount": 430_000, "currency": "KRW"}
QUOTE = {"provider": "SKB", "gift": "현금 43만원", "amount": 430_000, "read": {"terms": [TERM], "commit_months": None}}
Change = Callable[[dict[str, Any]], object]


def export() -> dict[str, Any]:
    events = [
        {"kind": "start", "at": 1_000}, {"kind": "quote", "at": 2_000, "text": "SKB", "data": {"quote": QUOTE, "facts": {}}},
    ]  # fmt: skip
    case = {"name": "mine", "playbook": "retention-kr", "slots": {"fee": 33_000}, "quotes": [QUOTE]}
    return json.loads(json.dumps({"haegi_case": 1, "case": case, "calls": [{"number": 1, "events": events}]}))


def quote(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["case"]["quotes"][0]
    return found


CHANGES: list[Change] = [
    lambda it: quote(it)["read"]["terms"][0].update(kind={"x": 1}),
    lambda it: quote(it)["read"]["terms"][0].update(kind=["cash"]),
    lambda it: quote(it)["read"]["terms"][0].update(amount=10**30),
    lambda it: quote(it)["read"].update(terms="cash"),
    lambda it: quote(it).update(amount=10**30),
    lambda it: it["calls"][0]["events"][1]["data"]["quote"]["read"]["terms"][0].update(kind={"x": 1}),
    lambda it: it["calls"][0].update(number=10**30),
    lambda it: it["calls"][0].update(number=True),
    lambda it: it["calls"][0].update(number="1"),
    lambda it: it["calls"][0].update(number=0),
    lambda it: it["calls"][0]["events"][0].update(at=10**30),
    lambda it: it["case"]["slots"].update(fee=10**30),
    lambda it: it["case"]["slots"].update(fee=float("inf")),
]


def written(folder: Path, document: dict[str, Any]) -> Path:
    path = folder / "case.json"
    path.write_text(json.dumps(document), "utf-8")
    return path


@each_row("change", CHANGES, ids=[str(number) for number in range(len(CHANGES))])
def test_what_no_case_can_have(change: Change, tmp_path: Path) -> None:
    document = export()
    change(document)
    with pytest.raises(Failure, match=r"case\.not-export"):
        imported(written(tmp_path, document))


def test_a_refusal_is_one_sentence_and_leaves_nothing(home: Path, tmp_path: Path) -> None:
    document = export()
    CHANGES[0](document)
    refused = inside(home, "case", "import", str(written(tmp_path, document)), lang="en")
    assert (refused.code, len(refused.err.strip().splitlines())) == (1, 1)
    assert inside(home, "case", "list", "--json").out.split() == ["{", '"cases":', "[]", "}"]


def test_a_sound_one_is_taken(home: Path, tmp_path: Path) -> None:
    assert inside(home, "case", "import", str(written(tmp_path, export()))).code == 0
    assert inside(home, "advise", "--json").code == 0
