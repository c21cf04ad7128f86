"""`haegi compare`: the table in both languages at two widths, and the options of a case.

The goldens in tests/data/golden are what a person sees. HAEGI_RENEW_GOLDENS=1 writes them anew; read them before you
keep them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from haegi.cli.app import run
from haegi.text.i18n import Locale
from haegi.text.plain import cells

DATA = Path(__file__).parents[1] / "data"
GOLDEN = DATA / "golden"
Run = Callable[..., str]


@pytest.fixture
def haegi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The command in this process: its stdout. `code` is the exit code that it must have."""
    monkeypatch.setenv("HAEGI_HOME", str(tmp_path / "kept"))

    def ran(*arguments: str, lang: Locale = "ko", code: int = 0) -> str:
        assert run(arguments, lang) == code
        return capfd.readouterr().out

    return ran


def golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("HAEGI_RENEW_GOLDENS"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_table(haegi: Run, monkeypatch: pytest.MonkeyPatch, lang: Locale, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = haegi("compare", str(GOLDEN / "compare.yaml"), "--parts", lang=lang)
    assert max(map(cells, shown.splitlines())) <= width
    golden(f"compare-{lang}-{width}.txt", shown)


@pytest.mark.parametrize("width", [30, 33, 63, 64, 100])
def test_no_line_is_wider_than_the_terminal(haegi: Run, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = haegi("compare", str(GOLDEN / "compare.yaml"))
    assert max(map(cells, shown.splitlines())) <= width


def options(answer: str) -> dict[str, Any]:
    return {option["name"]: option for option in json.loads(answer)["options"]}


def test_json_holds_what_is_promised(haegi: Run) -> None:
    answer = json.loads(haegi("compare", str(DATA / "compare" / "contracts.yaml"), "--json"))
    assert {"horizon_months", "currency", "options", "best"} <= set(answer)
    assert (answer["horizon_months"], answer["currency"], answer["best"]) == (36, "KRW", "renew")
    for option in answer["options"]:
        assert {"name", "kind", "value", "effective_monthly", "monthly_fee", "notes"} <= set(option)


# What each flag makes of contracts.yaml, where SKB 500M is worth 343,700 and renewing 398,000.
FLAGS = [
    (["--rate", "voucher=0.95"], 388_000, 343_700),
    (["--bother", "0"], 398_000, 393_700),
    (["--lost-bundle", "0"], 398_000, 541_700),
    (["--penalty", "12만원"], 398_000, 223_700),
    (["--install-fee", "0원"], 398_000, 380_000),
    (["--horizon", "24"], 332_000, 343_700),
    (["--fee", "38,500원"], 398_000, 541_700),
]


@pytest.mark.parametrize(("flags", "renew", "switch"), FLAGS)
def test_every_assumption_can_be_changed(haegi: Run, flags: list[str], renew: int, switch: int) -> None:
    found = options(haegi("compare", str(DATA / "compare" / "contracts.yaml"), *flags, "--json"))
    assert (found["renew"]["value"], found["SKB 500M"]["value"]) == (renew, switch)


def test_a_budget_carrier_is_an_option(haegi: Run) -> None:
    answer = haegi(
        "compare", str(DATA / "compare" / "contracts.yaml"), "--budget-fee", "2만원", "--json", lang="en"
    )
    assert options(answer)["budget carrier"]["value"] == 13_000 * 36


def test_faults_are_placed(haegi: Run) -> None:
    assert haegi("compare", str(DATA / "compare" / "faults" / "shape.yaml"), code=3) == ""
    assert haegi("compare", "no-such-file.yaml", code=3) == ""


def test_without_anything_to_compare(haegi: Run) -> None:
    assert haegi("compare", code=1) == ""
    assert haegi("compare", "--case", "nobody", code=1) == ""


def test_from_a_case(haegi: Run) -> None:
    quotes = [
        "--quote",
        "SKB 현금 43만원 월 27,500원",
        "--quote",
        "SKB 현금 40만원 월 27,500원",
        "--quote",
        "LGU+ 현금 45만원",
    ]
    haegi("case", "new", "mine", "--carrier", "KT", "--fee", "33,000", *quotes)
    found = options(haegi("compare", "--json"))
    assert {name: option["value"] for name, option in found.items()} == {
        "SKB": 628_000, "SKB (2)": 598_000, "do nothing": 0, "LGU+": None,
    }  # fmt: skip
    assert found["LGU+"]["known"] == 450_000
    assert found["LGU+"]["notes"]


def test_offers_of_the_calls_are_options(haegi: Run, tmp_path: Path) -> None:
    offers = [
        {"kind": "voucher", "amount": 100_000, "currency": "KRW"},
        {"kind": "cash", "amount": 200_000, "currency": "KRW"},
    ]
    events = [
        {
            "kind": "offer",
            "at": at,
            "value": "",
            "text": "",
            "data": {"offer": {"terms": [term], "commit_months": 36}},
        }
        for at, term in enumerate([offers[0], offers[1], offers[1]], 1)
    ]
    kept = {
        "haegi_case": 1,
        "case": {"name": "mine", "playbook": "retention-kr", "slots": {"fee": 33_000}},
        "calls": [{"number": 1, "events": events}],
    }
    (tmp_path / "case.json").write_text(json.dumps(kept), "utf-8")
    haegi("case", "import", str(tmp_path / "case.json"))
    found = json.loads(haegi("compare", "--json", lang="en"))
    assert [(option["name"], option["value"]) for option in found["options"]] == [
        ("renew, offer 2", 200_000), ("renew, offer 1", 95_000), ("do nothing", 0),
    ]  # fmt: skip
    assert [len(option["notes"]) for option in found["options"]] == [0, 1, 0]
