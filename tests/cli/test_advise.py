"""`haegi advise`: the contract of its JSON, and what it says without a case or an offer."""

from __future__ import annotations

import json
from collections.abc import Callable

from driver import Ran

Run = Callable[..., Ran]


def test_without_a_case_it_says_how_to_make_one(haegi: Run) -> None:
    ran = haegi("advise", lang="en")
    assert (ran.code, ran.out) == (1, "")
    assert "haegi case new" in ran.err


def test_before_any_offer(haegi: Run) -> None:
    assert haegi("case", "new", "a", "--fee", "33000", "--target", "430000", "--reservation", "30만원").code == 0
    document = json.loads(haegi("advise", "--json").out)
    assert document["action"] == "push"
    assert [reason["rule"] for reason in document["reasons"]] == ["advice.no-offer"]
    assert (document["value"], document["target"], document["reservation"], document["round"]) == (None, 430_000, 300_000, 0)


def test_with_an_offer_and_a_quote(haegi: Run) -> None:
    quote = "SKB 500M 현금 43만원 월 27,500원"
    assert haegi("case", "new", "a", "--fee", "33000", "--target", "430000", "--reservation", "30만원", "--quote", quote).code == 0
    assert haegi("coach", "--case", "a", "--face", "lines", stdin="1\n\n/offer 상품권 20만원\n").code == 0
    first = haegi("advise", "--case", "a", "--json")
    document = json.loads(first.out)
    assert document["value"] == 190_000
    assert document["alternative"] == 430_000 + 5_500 * 36
    assert document["action"] in ("push", "defer", "switch")
    assert 1 <= len(document["reasons"]) <= 2
    assert haegi("advise", "--case", "a", "--json").out == first.out
