"""An exported case from anywhere: refused, or a case that every command can do its work on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from doors import answered, enter, fuzz, room
from hypothesis import strategies as st
from odd import VALUE, altered

pytestmark = pytest.mark.slow

OFFER = {"terms": [{"kind": "voucher", "amount": 200_000, "currency": "KRW"}, {"kind": "free_months", "months": 3}], "commit_months": 36}
QUOTE = {"provider": "SKB", "product": "", "gift": "현금 43만원", "amount": 430_000, "fee": 27_500, "seen": "2026-11-18", "where": "매장"}


def event(kind: str, at: int, value: str = "", text: str = "", **data: Any) -> dict[str, Any]:
    return {"kind": kind, "at": at, "value": value, "text": text, "data": data}


KEPT: dict[str, Any] = {
    "haegi_case": 1,
    "case": {
        "name": "mine", "playbook": "retention-kr", "currency": "KRW", "horizon_months": 36,
        "slots": {"carrier": "KT", "fee": 33_000, "target": 430_000, "reservation": 300_000, "end_internet": "2026-12-31"},
        "quotes": [QUOTE],
    },
    "calls": [
        {"number": 1, "events": [
            event("start", 1_000, "happy_call", carrier="KT", call=1),
            event("heard", 2_000, "offers_gift", "상품권 20만원", offer=OFFER, wording="상품권 20만 원", worth=190_000),
            event("quote", 3_000, text="SKB 현금 43만원", quote=QUOTE, facts={"quote": True}),
            event("offer", 4_000, "", "상품권 25만원", offer=OFFER, wording="", worth=None),
            event("promise", 5_000, "2026-11-25", "문자를 보낸다"),
            event("transfer", 6_000, text="다른 부서"), event("hold", 7_000), event("hold", 9_000), event("undo", 9_500),
            event("note", 9_800, "heard", "메모"), event("end", 10_000, "deferred", "2026-11-28"),
        ]},
        {"number": 2, "events": [event("start", 20_000, "callback"), event("said", 21_000, ""), event("end", 22_000, "accepted")]},
    ],
}  # fmt: skip


@st.composite
def exports(draw: st.DrawFn) -> bytes:
    """An export with its data altered anywhere, in one of its events more often, or its text."""
    data = json.loads(json.dumps(KEPT))
    if draw(st.integers(0, 3)):
        events = data["calls"][0]["events"]
        at = draw(st.integers(0, len(events) - 1))
        events[at] = draw(altered(events[at]))
    else:
        data = draw(altered(data))
    if not draw(st.integers(0, 9)) and isinstance(data, dict):
        data["haegi_case"] = draw(VALUE)
    return json.dumps(data).encode("utf-8", "surrogatepass")


@fuzz("import", exports())
def test_an_export(raw: bytes) -> None:
    """What is taken in can be listed, shown, valued, printed, gone on with and given out again."""
    with room() as folder:
        path = folder / "case.json"
        path.write_bytes(raw)
        taken = enter(["case", "import", str(path)])
        if answered(taken, json=False) is None:
            return
        name = json.loads(enter(["case", "list", "--json"]).out)["cases"][0]["name"]
        for command in (["case", "show", "--json"], ["advise", "--json"], ["compare", "--json"]):
            answered(enter(command))
        for command in (
            ["case", "list"], ["case", "show"], ["advise"], ["compare"], ["case", "export", "-o", "-"], ["case", "remind", "-o", "-"],
            ["case", "export", "--letter", "-o", "-"], ["sheet", "--format", "txt", "-o", "-"],
        ):  # fmt: skip
            answered(enter(command), json=False)
        answered(enter(["coach", "--case", name], "1\n/why\n상품권 30만원\n\n".encode()), json=False)
        answered(enter(["case", "remove", "--yes", "--", name]), json=False)
