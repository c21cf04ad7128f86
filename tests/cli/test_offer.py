"""`haegi offer`: how it was read, its value, doubts; and a stream of lines that nothing stops."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Golden
from hypothesis import given, settings
from hypothesis import strategies as st

from haegi.cli.app import run
from haegi.cli.commands.offer import hear
from haegi.cli.context import Context
from haegi.cli.views.offer import Asked, document
from haegi.nlu.doubts import questions
from haegi.nlu.offer_reader import OfferReading, offer_in
from haegi.text.i18n import LOCALES, Locale

EMPTY: dict[str, Any] = {"terms": [], "commit_months": None}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAEGI_HOME", str(tmp_path / "kept"))
    monkeypatch.setenv("COLUMNS", "80")


SHOWN = [
    (
        ["상품권 20만원에 월 5,500원 할인, 3년 약정"],
        ["상품권 200,000 x 0.95 = 190,000", "월 할인 5,500 x 36개월 = 198,000", "38만 8,000원"],
    ),
    (
        ["상품권 20만원", "--rate", "voucher=1.0", "--horizon", "24"],
        ["상품권 = 200,000", "24개월 동안의 가치: 20만 원"],
    ),
    (
        ["8개월", "무료,", "3년", "약정", "--fee", "3만3천원"],
        ["33,000 x 8개월 = 264,000", "26만 4,000원", "25,667"],
    ),
    (["8개월 무료에 상품권 10만원"], ["무료 개월 = ?", "9만 5,000원 이상", "--fee"]),
    (["8개월 무료"], ["알 수 없음"]),
    (["월 요금 27,500원으로 인하", "--fee", "33000"], ["(33,000 - 27,500) x 36개월 = 198,000"]),
    (["요금 20% 할인", "--fee", "33000"], ["33,000 x 20% x 36개월 = 237,600"]),
    (
        ["현금 10만원에 1기가로 올리고 청소기 사은품, 설치비 면제"],
        ["속도 1기가 = 0 (가격을 모름)", "청소기 = 0", "설치비 면제 = 0"],
    ),
    (["안녕하세요"], ["제안이 없습니다"]),
]


@pytest.mark.parametrize(("arguments", "parts"), SHOWN)
def test_it_says_what_each_number_is_made_of(
    capfd: pytest.CaptureFixture[str], arguments: list[str], parts: list[str]
) -> None:
    assert run(["offer", *arguments], "ko") == 0
    out, err = capfd.readouterr()
    assert [part for part in parts if part not in out] == []
    assert err == ""


DOUBTED = [
    ("현금 -20만원", ["money.negative"]),
    ("-20만원", ["money.negative"]),
    ("현금 마이너스 20만원", ["money.negative"]),
    ("$-50 credit", ["money.negative"]),
    ("상품권 0원", ["money.zero"]),
    ("현금 99999999999만원", ["money.absurd"]),
    ("현금 3만3", ["money.ambiguous"]),
    ("현금 20~30만원", ["plan.range"]),
    ("현금 10만원, 500개월 약정", ["money.months"]),
    ("현금 10만원, 20년 약정", ["money.months"]),
    ("요금 120% 할인", ["plan.percent"]),
    ("현금 43만원, 설치비 0원", []),
    ("월-3000", []),
    ("요금 -5,500원 할인", []),
    ("- 현금 20만원, 3년 약정", []),
    ("010-1234-5678로 문자 주세요", []),
    ("2026-11-25까지 현금 20만원", []),
    ("현금 3만3천원", []),
]


@pytest.mark.parametrize(("text", "codes"), DOUBTED)
def test_what_cannot_be_meant_is_asked_back(
    capfd: pytest.CaptureFixture[str], text: str, codes: list[str]
) -> None:
    assert [one.key for one in questions(text, offer_in(text))] == codes
    assert run(["offer", "--", text], "en") == 0
    assert len(capfd.readouterr().err.splitlines()) == len(codes)


def test_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["offer", "8개월 무료에 상품권 10만원, 3년 약정", "--json"], "ko") == 0
    answer = json.loads(capfd.readouterr().out)
    assert answer["terms"] == [
        {"kind": "free_months", "months": 8},
        {"kind": "voucher", "amount": 100_000, "currency": "KRW"},
    ]
    assert (answer["commit_months"], answer["value"], answer["known"]) == (36, None, 95_000)
    assert answer["missing"] == [{"kind": "free_months", "months": 8}]
    assert run(["offer", "안녕하세요", "--json"], "ko") == 0
    assert json.loads(capfd.readouterr().out) == EMPTY


CHOICE = {
    "terms": [
        {"kind": "monthly_fee", "amount": 20_000, "currency": "KRW", "months": 6},
        {"kind": "monthly_fee", "amount": 38_500, "currency": "KRW", "months": None},
    ],
    "commit_months": 12,
    "or": [
        {"terms": [{"kind": "sum", "amount": 220_000, "currency": "KRW"},
                   {"kind": "service", "name": "넷플릭스", "months": 12}], "commit_months": 36},
        {"terms": [{"kind": "monthly_fee", "amount": 20_000, "currency": "KRW", "months": None},
                   {"kind": "monthly_fee", "amount": 30_000, "currency": "KRW", "months": None}], "commit_months": None},
    ],
    "conditions": ["자동이체", "제휴카드 실적 30만 원"],
}  # fmt: skip
GOLDEN = Path(__file__).parents[1] / "data" / "golden"


@pytest.mark.parametrize("lang", LOCALES)
def test_every_branch_of_a_choice_is_shown_with_its_own_value(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], golden: Golden, lang: Locale
) -> None:
    monkeypatch.setattr("haegi.cli.commands.offer.read_offer", lambda *_: OfferReading(CHOICE, conditions=tuple(CHOICE["conditions"])))
    assert run(["offer", "...", "--fee", "33000"], lang) == 0
    shown = capfd.readouterr().out
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"...\n")))
    assert run(["offer", "-", "--fee", "33000"], lang) == 0
    shown += "\n" + capfd.readouterr().out
    golden(GOLDEN / f"offer-choice-{lang}.txt", shown)


def test_a_choice_as_json(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("haegi.cli.commands.offer.read_offer", lambda *_: OfferReading(CHOICE, conditions=tuple(CHOICE["conditions"])))
    assert run(["offer", "...", "--fee", "33000", "--json"], "ko") == 0
    answer = json.loads(capfd.readouterr().out)
    assert {key: answer[key] for key in CHOICE} == CHOICE
    assert (answer["value"], answer["or_values"]) == (45_000, [209_000, 108_000])


def test_the_fee_of_a_case(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["case", "new", "mine", "--fee", "4만원", "--horizon", "24"], "ko") == 0
    capfd.readouterr()
    assert run(["offer", "요금 10% 할인", "--case", "mine", "--json"], "ko") == 0
    assert json.loads(capfd.readouterr().out)["value"] == 96_000


REFUSED = [
    (["현금 20만원", "--fee", "abc"], 1),
    (["현금 20만원", "--fee", "0"], 1),
    (["현금 20만원", "--fee", "-33000"], 1),
    (["현금 20만원", "--rate", "voucher=2"], 1),
    (["현금 20만원", "--case", "nobody"], 1),
    (["현금 20만원", "--jsn"], 2),
    ([], 2),
]


@pytest.mark.parametrize(("arguments", "code"), REFUSED)
def test_refused(capfd: pytest.CaptureFixture[str], arguments: list[str], code: int) -> None:
    assert run(["offer", *arguments], "ko") == code
    out, err = capfd.readouterr()
    assert out == ""
    assert err


def stream(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], body: bytes, *flags: str
) -> list[str]:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(body)))
    assert run(["offer", "-", *flags], "ko") == 0
    return capfd.readouterr().out.split("\n")[:-1]


def test_a_stream_answers_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    odd = [
        "상품권 20만원".encode(), b"", b"\xff\xfe\xc3", b"\x00\x1b[2J\x07", b"x" * 10_000, "현금 20만원".encode() * 2_000,
        "현금 20만원 $50".encode(), b"   \r", "현금 30만원".encode(),
    ]  # fmt: skip
    answers = [json.loads(line) for line in stream(monkeypatch, capfd, b"\n".join(odd), "--json")]
    assert len(answers) == len(odd)
    assert answers[1:3] == [EMPTY, EMPTY]
    assert (answers[0]["value"], answers[-1]["value"]) == (190_000, 300_000)
    assert len({term["currency"] for term in answers[6]["terms"]}) <= 1


def test_a_stream_for_people(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    shown = stream(monkeypatch, capfd, "상품권 20만원\n\n현금 30만원".encode())
    assert len(shown) == 3
    assert "상품권 20만 원" in shown[0]
    assert "30만 원" in shown[2]


def test_nothing_on_the_stream(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert stream(monkeypatch, capfd, b"", "--json") == []


SAID = st.text() | st.lists(
    st.sampled_from(
        [
            "현금",
            "-",
            "20",
            "만원",
            "~",
            "월",
            "%",
            "0원",
            "$",
            "1조",
            "3만3",
            "년 약정",
            "설치비",
            " ",
            "free",
            "무료",
        ]
    )
).map("".join)


@given(SAID, st.sampled_from(["", "33000", "$49.99", "80"]))
@settings(max_examples=200)
def test_any_text_is_answered(text: str, fee: str) -> None:
    asked = Asked(fee)
    written: Any = document(Context.here("ko"), hear(text, asked), asked)
    assert json.loads(json.dumps(written)).keys() >= EMPTY.keys()
