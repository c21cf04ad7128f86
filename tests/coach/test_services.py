"""What the coach is told of an offer: its wording and worth, in the ledger, in the lines of the call and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from haegi.call.case import Case, PastCall, offers
from haegi.call.engine import Event
from haegi.coach.lines import offer_line
from haegi.coach.services import reader
from haegi.coach.view import offer_rows
from haegi.files.resources import load_playbook
from haegi.nlu.offer_reader import OfferReading
from haegi.offers.offer import from_json
from haegi.sheet.document import Grid
from haegi.sheet.sheet import Matter, languages_of, sheet

PLAYBOOK = Path(__file__).parents[1] / "data" / "sheet" / "small.yaml"
CASE = Case(name="kt", playbook="retention-kr", slots={"fee": 33_000, "target": 400_000})
CHOICE = from_json({
    "terms": [{"kind": "voucher", "amount": 200_000}], "commit_months": 36, "conditions": ["자동이체"],
    "or": [{"terms": [{"kind": "monthly_fee", "amount": 20_000, "months": 6}], "commit_months": None}],
})  # fmt: skip
WORDING = "상품권 20만 원, 36개월 약정 (조건: 자동이체) 또는 6개월간 월 요금 2만 원 = 7만 8,000원"


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> PastCall:
    monkeypatch.setattr("haegi.nlu.offer_reader.read_offer", lambda *_: OfferReading(CHOICE.to_json()))
    return PastCall(1, [Event("start", 1, ""), Event("offer", 2, "", "...", reader("ko", "ko")("...", CASE).data())])


def test_a_reading_says_each_worth_and_the_line_of_the_call_none(call: PastCall) -> None:
    data = call.events[1].data
    assert data == {
        "offer": CHOICE.to_json(), "wording": WORDING, "worth": 190_000,
        "said": "상품권 20만 원, 36개월 약정 또는 6개월간 월 요금 2만 원",
    }  # fmt: skip


def test_the_ledger_says_that_a_worth_is_before_conditions(call: PastCall) -> None:
    (row,) = offer_rows(offers(call), CASE, "ko")
    assert offer_line(row, "ko") == f"1통화-1  {WORDING} = 19만 원 (조건 반영 전) (48%)"


def test_the_sheet_says_so_too(call: PastCall) -> None:
    playbook = load_playbook(PLAYBOOK).playbook
    paper = sheet(playbook, languages_of("ko", playbook.language), Matter(CASE, [call]))
    rows = [row for section in paper.sections for block in section.blocks if isinstance(block, Grid) for row in block.rows]
    assert ("1", WORDING, "19만 원 (조건 반영 전)") in rows


def test_a_lone_credit_or_sum_puts_a_complaint_right(monkeypatch: pytest.MonkeyPatch) -> None:
    wordings = []
    for kind in ("credit", "sum", "cash"):
        offer = from_json({"terms": [{"kind": kind, "amount": 30_000}]})
        monkeypatch.setattr("haegi.nlu.offer_reader.read_offer", lambda *_, offer=offer: OfferReading(offer.to_json()))
        read = reader("en", "ko", remedies=True)("3만 원 돌려드릴게요", CASE)
        wordings.append((read.wording, read.worth))
    assert len(set(wordings)) == 1
    assert wordings[0][1] == 30_000
