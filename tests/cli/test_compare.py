"""`haegi compare`: the table in both languages at two widths, and the options of a case.

The goldens in tests/data/golden are what a person sees; `pytest --renew-goldens` writes them anew.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Golden
from driver import what_ships_is_ready

from haegi.cli.app import run
from haegi.cli.context import Clock
from haegi.text.i18n import Locale
from haegi.text.terminal import cells

DATA = Path(__file__).parents[1] / "data"
GOLDEN = DATA / "golden"
TODAY = date(2026, 11, 22)
NOON = 1_795_348_800_000
CLOCK = Clock(lambda: NOON, lambda: TODAY)
Run = Callable[..., str]


@pytest.fixture
def haegi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The command in this process: its stdout. `code` is the exit code that it must have."""
    monkeypatch.setenv("HAEGI_HOME", str(tmp_path / "kept"))

    def ran(
        *arguments: str, lang: Locale = "ko", code: int = 0, stdin: str = "", err: str = "", clock: Clock = CLOCK
    ) -> str:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        with what_ships_is_ready():
            assert run(arguments, lang, clock) == code
        told = capfd.readouterr()
        assert err in told.err
        return told.out

    return ran


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_table(haegi: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, lang: Locale, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = haegi("compare", str(GOLDEN / "compare.yaml"), "--parts", lang=lang)
    assert max(map(cells, shown.splitlines())) <= width
    golden(GOLDEN / f"compare-{lang}-{width}.txt", shown)


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_services_and_leaving_by_month(haegi: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch, lang: Locale, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = haegi("compare", str(GOLDEN / "services.yaml"), lang=lang)
    assert max(map(cells, shown.splitlines())) <= width
    golden(GOLDEN / f"services-{lang}-{width}.txt", shown)


@pytest.mark.parametrize("width", [30, 33, 63, 64, 100])
@pytest.mark.parametrize("name", ["compare", "services"])
def test_no_line_is_wider_than_the_terminal(haegi: Run, monkeypatch: pytest.MonkeyPatch, name: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = haegi("compare", str(GOLDEN / f"{name}.yaml"))
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


ASKED = sorted((DATA / "compare" / "asked").glob("*.txt"))


@pytest.mark.parametrize("path", ASKED, ids=lambda path: path.stem)
def test_what_is_answered_can_be_compared_again(haegi: Run, golden: Golden, tmp_path: Path, path: Path) -> None:
    """Answers, one a line (`> `), among the questions as they were asked: the saved file stands beneath them."""
    asked = path.read_text("utf-8").partition("=== saved\n")[0]
    answers = "".join(line[2:] + "\n" for line in asked.splitlines())
    lang: Locale = "en" if path.stem.endswith("-en") else "ko"
    saved = tmp_path / "saved.yaml"
    found = haegi("compare", "--save", str(saved), "--json", lang=lang, stdin=answers)
    golden(path, asked + "=== saved\n" + saved.read_text("utf-8"))
    assert haegi("compare", str(saved), "--json", lang=lang) == found
    assert haegi("compare", "-", "--json", lang=lang, stdin=saved.read_text("utf-8")) == found


def test_every_question_and_what_cannot_be_read(haegi: Run) -> None:
    answers = ["한국통신", "많이", "33000", "그때", "2027-03-15", "백", "36", "", "빠름", "500/500", "", "", "",
               "do nothing", "새 회사", "3", "1", "만원만", "27,500원", "0", "", "좋은 것", "현금 20만원"]  # fmt: skip
    told = ("'많이'", "'그때'", "'백'", "'빠름'", "'do nothing'", "'3'", "'0'", "'좋은 것'")
    text = "\n".join(answers) + "\n"
    for sentence in told:
        found = json.loads(haegi("compare", "--json", stdin=text, err=sentence))
    assert {one["name"]: one["value"] for one in found["options"]} == {"새 회사": 398_000, "do nothing": 0}


def test_a_case_without_options_is_asked_for_them_alone(haegi: Run) -> None:
    haegi("case", "new", "mine", "--carrier", "KT", "--fee", "33,000", "--end-internet", "2027-03-15")
    assert options(haegi("compare", "--json")).keys() == {"do nothing"}
    # today's exit fee, speed, support, add-ons, the household; then the option
    answers = "\n" * 5 + "SKB\n\n27500\n"
    found = haegi("compare", "--json", stdin=answers)
    assert options(found)["SKB"]["value"] == 198_000
    assert json.loads(found)["leaving"]["contract_end"] == "2027-03-15"


def test_save_refuses_what_it_would_destroy_or_not_write(haegi: Run, tmp_path: Path) -> None:
    there = tmp_path / "there.yaml"
    there.write_text("mine", "utf-8")
    assert haegi("compare", "--save", str(there), stdin="KT\n" * 50, code=1) == ""
    assert there.read_text("utf-8") == "mine"
    assert haegi("compare", str(GOLDEN / "compare.yaml"), "--save", str(tmp_path / "new"), code=2) == ""


def test_standard_input_may_be_yaml_or_a_table(haegi: Run) -> None:
    texts = [(DATA / "compare" / f"weighed.{kind}").read_text("utf-8") for kind in ("yaml", "csv")]
    one, other = (json.loads(haegi("compare", "-", "--json", stdin=text)) for text in texts)
    assert one == other
    assert haegi("compare", "-", stdin="name,kind,monthly_fee\nSKB,switch,a lot\n", code=3, err="-:2:12: M005") == ""


def decided(haegi: Run, *more: str, **options_: Any) -> Any:
    return json.loads(haegi("compare", "--case", "mine", *more, "--json", **options_))


def test_a_decision_is_kept_with_its_day(haegi: Run, tmp_path: Path) -> None:
    haegi("case", "new", "mine", "--carrier", "KT", "--fee", "33,000", "--quote", "SKB 현금 43만원 월 27,500원")
    decided(haegi, "--decide", "SKB로 간다", "--follow-up", "12월 20일")
    case = json.loads(haegi("case", "show", "mine", "--json"))
    (kept,) = case["decisions"]
    assert (kept["text"], kept["follow_up"], case["follow_up"]) == ("SKB로 간다", "2026-12-20", "2026-12-20")
    assert (kept["figures"]["best"], kept["figures"]["margin"]) == ("SKB", 628_000)
    assert json.loads(haegi("case", "list", "--json"))["cases"][0]["follow_up"] == "2026-12-20"
    haegi("case", "export", "mine", "-o", str(tmp_path / "mine.json"))
    haegi("case", "remind", "mine", "-o", str(tmp_path / "mine.ics"))
    calendar = (tmp_path / "mine.ics").read_text("utf-8")
    assert ("DTSTART;TZID=Asia/Seoul:20261220T100000" in calendar, "SKB로 간다" in calendar) == (True, True)
    haegi("case", "remove", "mine", "--yes")
    haegi("case", "import", str(tmp_path / "mine.json"))
    assert json.loads(haegi("case", "show", "mine", "--json")) == case


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_decision_is_shown_when_comparing_again(haegi: Run, golden: Golden, lang: Locale) -> None:
    haegi("case", "new", "mine", "--carrier", "KT", "--fee", "33,000", "--quote", "SKB 현금 43만원 월 27,500원")
    decided(haegi, "--decide", "SKB", "--follow-up", "2026-12-20")
    haegi("case", "edit", "mine", "--quote", "LGU+ 현금 90만원 월 27,500원")
    golden(GOLDEN / f"decision-{lang}.txt", haegi("compare", lang=lang) + haegi("case", "show", lang=lang))
    assert decided(haegi)["decision"]["text"] == "SKB"


WRONG = [
    (["--follow-up", "2026-12-20"], 2, "--decide"),
    (["--decide", "  "], 2, "--decide"),
    (["--decide", "go", "--follow-up", "2026-11-21"], 1, "2026-12-22"),
    (["--decide", "go", "--follow-up", "someday"], 1, "someday"),
    (["--decide", "g" * 1001], 1, "1000"),
    (["--decide", "go", str(GOLDEN / "compare.yaml")], 1, "--case"),
]


@pytest.mark.parametrize(("given", "code", "told"), WRONG)
def test_a_decision_that_can_not_be_kept(haegi: Run, given: list[str], code: int, told: str) -> None:
    haegi("case", "new", "mine", "--fee", "33,000", "--quote", "SKB 현금 43만원 월 27,500원")
    assert haegi("compare", *given, lang="en", code=code, err=told) == ""
    assert json.loads(haegi("case", "show", "mine", "--json"))["decisions"] == []


PROVIDERS = [("KT 인터넷", "", ""), ("SKBroadbnd", "SKBroadbnd", "SK BROADBAND"), ("딜라이브", "딜라이브", ""), ("Spectrim", "Spectrim", "")]


@pytest.mark.parametrize(("provider", "told", "near"), PROVIDERS)
def test_a_provider_without_figures_is_said(haegi: Run, provider: str, told: str, near: str) -> None:
    text = f"current: {{provider: {provider}, monthly_fee: 33000}}\noptions:\n  - {{name: a, kind: switch, monthly_fee: 27500}}\n"
    assert haegi("compare", "-", stdin=text, err=told)
    assert haegi("compare", "-", stdin=text, err=near)
