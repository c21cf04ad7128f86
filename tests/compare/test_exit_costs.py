"""Leaving now or later: what is due in a month, from when switching wins; what is used at home; who the provider is."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.compare.comparison import Basis, Choice, Details, compare
from haegi.compare.contract import FACTS, Contract, due
from haegi.compare.exit_costs import ExitCosts, doubts, exit_costs, with_penalty
from haegi.compare.scoring import has
from haegi.files.resources import shipped_market
from haegi.money.market import carrier_of, near_carrier
from haegi.money.money import Money
from haegi.nlu.offer_reader import offer_in
from haegi.offers.offer import Offer
from haegi.offers.term import Term
from haegi.offers.valuation import Costs
from haegi.text.dates import later

TODAY = date(2026, 11, 22)
END = date(2027, 5, 10)  # six months and some days are left: nobody is bound any more in month 6
TOLD = ((0, Money(180_000)), (2, Money(150_000)))
KT36 = Contract(END, None, 36, TOLD)

# contract, month, carrier: the sum and how it is known
DUE = [
    (KT36, 0, "kt", 180_000, "asked"),
    (KT36, 1, "kt", 150_000, "asked"),
    (KT36, 2, "kt", 150_000, "asked"),
    (KT36, 3, "kt", 150_000, "falls"),
    (KT36, 6, "kt", 0, "over"),
    (KT36, 3, "hello", None, "ask"),
    (KT36, 3, "", None, "ask"),
    (Contract(END, None, None, TOLD), 3, "kt", None, "ask"),
    (Contract(END, None, 24, TOLD), 3, "kt", None, "ask"),
    (Contract(None, 20, 36, ((0, Money(180_000)),)), 1, "kt", None, "ask"),
    (Contract(None, 17, 36, ((0, Money(180_000)),)), 1, "kt", None, "ask"),
    (Contract(None, 16, 36, ((0, Money(180_000)),)), 1, "kt", 180_000, "falls"),
    (Contract(None, 17, 36, ((1, Money(180_000)),)), 2, "kt", 180_000, "falls"),
    (Contract(END), 5, "kt", None, "ask"),
    (Contract(END), 6, "", 0, "over"),
    (Contract(date(2026, 11, 21)), 0, "", 0, "over"),
    (Contract(date(2026, 11, 22)), 0, "", None, "ask"),
    (Contract(), 0, "spectrum", 0, "free"),
    (Contract(), 0, "kt", None, "ask"),
]


@each_row(("contract", "month", "carrier", "fee", "how"), DUE)
def test_what_is_due(contract: Contract, month: int, carrier: str, fee: int | None, how: str) -> None:
    assert due(contract, month, TODAY, carrier, "KRW") == (None if fee is None else Money(fee), how)


def test_a_contract_from_before_the_reform_is_no_ground_to_reckon_on() -> None:
    old = Contract(date(2024, 3, 1), None, 36, ((0, Money(180_000)),))
    assert due(old, 2, date(2023, 12, 1), "kt", "KRW").how == "ask"


def test_outside_korea_no_source_says_what_follows_a_contract() -> None:
    assert due(Contract(END), 6, TODAY, "xfinity", "USD") == (None, "ask")


def test_the_facts_are_there() -> None:
    known = {**shipped_market("kr").facts, **shipped_market("us").facts}
    assert not [id_ for ids in FACTS.values() for id_ in ids if id_ not in known or known[id_].disputed]


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 119))
def test_months_are_counted_to_the_last_day(day: date, months: int) -> None:
    end = later(day, months) - timedelta(days=1)
    assert Contract(end).months_left(day) == months
    assert not months or later(day, months - 1) <= end


def switch(fee: int = 27_500, gift: int = 0, **costs: Money) -> Choice:
    offer = Offer((Term("cash", Money(gift)),)) if gift else Offer()
    return Choice("away", "switch", offer, Money(fee), Costs(**costs))


STAY = Choice("stay", "stay", Offer((Term("cash", Money(200_000)),)))


def departing(contract: Contract, *choices: Choice, carrier: str = "kt", fee: int = 33_000) -> ExitCosts | None:
    basis, filled = with_penalty(Basis(Money(fee), contract=contract), choices, TODAY, carrier)
    return exit_costs(compare(filled, basis), TODAY, carrier)


def test_month_by_month() -> None:
    found = departing(KT36, switch(gift=100_000), STAY)
    assert found is not None
    # 100,000 + 5,500 x (36 - month) - fee, against the 200,000 for staying
    assert [one.ahead for one in found.moments] == [-82_000, -57_500, -63_000, -68_500, -74_000, -79_500, 65_000]
    assert [one.room for one in found.moments] == [98_000 - 5_500 * month for month in range(7)]
    assert (found.first, found.best) == (found.moments[6], found.moments[6])
    assert (found.lacks, found.is_open) == (False, True)
    assert (found.stay.name, found.switch and found.switch.name) == ("stay", "away")


# contract, gift: the first month in which switching is known to win, whether it may earlier, the month it does by most
VERDICTS = [
    (KT36, 400_000, 0, False, 6),
    (KT36, 0, None, False, None),
    (Contract(END, asked=TOLD), 100_000, 6, True, 6),
    (Contract(END, asked=((5, Money(180_000)),)), 100_000, 6, False, 6),
    (Contract(asked=((0, Money(180_000)),)), 100_000, None, False, None),
    (Contract(END), 0, None, False, None),
    (Contract(END), 10_000, None, True, None),
]


@each_row(("contract", "gift", "first", "hangs", "best"), VERDICTS)
def test_from_when_switching_wins(contract: Contract, gift: int, first: int | None, hangs: bool, best: int | None) -> None:
    found = departing(contract, switch(gift=gift), STAY)
    assert found is not None
    told = (found.first and found.first.month, found.is_open, found.best and found.best.month)
    assert told == (first, hangs, best)


def test_a_long_contract_is_shown_in_quarters() -> None:
    found = departing(Contract(left=30, asked=((4, Money(180_000)),)), switch(), STAY)
    assert found is not None
    assert [one.month for one in found.shown()] == [0, 3, 5, 6, 9, 12, 15, 18, 21, 24, 27, 30]
    assert len(found.moments) == 31


def test_what_one_place_says_fills_the_other() -> None:
    basis, (filled, _) = with_penalty(Basis(contract=KT36), [switch(), STAY], TODAY, "kt")
    assert (filled.costs.penalty, filled.notes) == (Money(180_000), ())
    basis, _ = with_penalty(Basis(contract=Contract(END)), [switch(penalty=Money(90_000)), STAY], TODAY, "kt")
    assert basis.contract.asked == ((0, Money(90_000)),)
    _, (over,) = with_penalty(Basis(contract=Contract(left=0)), [switch()], TODAY, "kt")
    assert over.costs.penalty == Money(0)
    _, (odd,) = with_penalty(Basis(contract=KT36), [switch(penalty=Money(90_000))], TODAY, "kt")
    assert (odd.costs.penalty, [note.key for note in odd.notes]) == (Money(90_000), ["plan.note-penalty"])
    _, (unsaid,) = with_penalty(Basis(), [switch()], TODAY, "kt")
    assert unsaid.costs.penalty is None
    assert departing(Contract(), switch(), STAY) is None


@given(st.integers(0, 500_000), st.integers(0, 500_000), st.integers(0, 40_000), st.integers(0, 40))
def test_the_first_month_is_the_comparison_itself(gift: int, penalty: int, fee: int, left: int) -> None:
    contract = Contract(left=left, asked=((left, Money(penalty)),))
    found = departing(contract, switch(fee + 1, gift), STAY)
    assert found is not None
    assert found.switch is not None
    assert found.moments[0].ahead == (found.switch.value or 0) - 200_000
    for one in found.moments:
        assert one.due.fee is not None
        assert (one.room or 0) - (one.ahead or 0) == one.due.fee.minor


DOUBTS = [
    (Contract(date(2026, 1, 1)), ["plan.leave-past"]),
    (Contract(left=40, length=36), ["plan.leave-longer"]),
    (Contract(left=3, asked=((0, Money(9)), (6, Money(5)))), ["plan.leave-beyond"]),
    (Contract(left=0, asked=((0, Money(9)),)), ["plan.leave-beyond"]),
    (KT36, []),
    (Contract(), []),
]


@each_row(("contract", "keys"), DOUBTS)
def test_what_does_not_add_up(contract: Contract, keys: list[str]) -> None:
    assert [note.key for note in doubts(contract, TODAY)] == keys


ODD = [
    (Choice("a", "stay", offer_in("월 4만원 할인, 3년 약정")), "plan.note-too-much-off"),
    (Choice("a", "stay", offer_in("15개월 무료, 1년 약정")), "plan.note-too-free"),
    (switch(lost_bundle=Money(28_000)), "plan.note-bundle-large"),
]


@each_row(("choice", "key"), ODD)
def test_sums_that_do_not_go_together_are_noted(choice: Choice, key: str) -> None:
    (option, *_) = [one for one in compare([choice], Basis(Money(33_000))).options if one.kind != "nothing"]
    assert key in [note.key for note in option.notes]
    (plain, *_) = [one for one in compare([switch(), STAY], Basis(Money(33_000))).options if one.kind != "nothing"]
    assert key not in [note.key for note in plain.notes]


HAS = [
    ("WiFi", True), ("wi-fi 6", True), ("넷플릭스", True), ("OTT", False), ("300M", True), ("1기가", False),
    ("1 Gbps", False), ("500 Mbps", True), ("4K", False), ("...", None),
]  # fmt: skip


@each_row(("use", "told"), HAS)
def test_what_is_used_at_home(use: str, told: bool | None) -> None:
    details = Details(down_mbps=500, addons=("와이파이 WiFi", "넷플릭스 베이식", "Wi-Fi 6"))
    assert has(details, use) is told
    assert has(Details(), use) is None


CARRIERS = [
    ("kr", "KT 인터넷 500M", "kt"), ("kr", "kt인터넷", "kt"), ("kr", "SK브로드밴드", "skb"), ("kr", "SK 브로드밴드", "skb"),
    ("kr", "SKT", "skt"), ("kr", "LG U+", "lgu"), ("kr", "엘지유플러스 1기가", "lgu"), ("kr", "KT HCN", "hcn"),
    ("kr", "KTX", None), ("kr", "딜라이브", None), ("kr", "", None), ("us", "AT&T Fiber", "att"), ("us", "charter", "spectrum"),
]  # fmt: skip


@each_row(("market", "text", "carrier"), CARRIERS)
def test_who_the_provider_is(market: str, text: str, carrier: str | None) -> None:
    assert carrier_of(shipped_market(market), text) == carrier


def test_a_slip_has_its_near_name() -> None:
    kr = shipped_market("kr")
    assert [near_carrier(kr, text) for text in ("SK브로드벤드", "엘지유플러슈", "딜라이브")] == ["SK브로드밴드", "엘지유플러스", ""]
