"""The options side by side: files and what they come to, reckoned by hand; faults with their places; laws.

A file tests/data/compare/NAME.yaml stands beside NAME.json: the options in order, with "reckoned" showing the sums.
A file in tests/data/compare/faults begins with `# expect: CODE line:column`, one line a fault.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.compare.choices import Settled, settle
from haegi.compare.compare_file import CODES, CompareFile
from haegi.compare.comparison import NOTHING, Basis, Choice, Comparison, Option, compare
from haegi.errors import Diagnostic, Failure, Faults
from haegi.files.source_map import diagnose
from haegi.files.yaml_reader import load
from haegi.money.money import Money
from haegi.nlu.offer_reader import offer_in
from haegi.offers.offer import Offer
from haegi.offers.term import Term
from haegi.offers.valuation import Costs, Rates
from haegi.text.i18n import messages

DATA = Path(__file__).parents[1] / "data" / "compare"
FILES = sorted(DATA.glob("*.yaml"))
FAULTY = sorted((DATA / "faults").glob("*.yaml"))
EXPECT = re.compile(r"^# expect: (\w+) (\d+):(\d+)$", re.M)


def settled(path: Path) -> Settled:
    """The file, or Faults."""
    source = load(path, CompareFile)
    found = settle(source.model)
    if found.findings:
        raise Faults([diagnose(finding, source.marks) for finding in found.findings])
    return found


def compared(path: Path) -> Comparison:
    file = settled(path)
    return compare(file.choices, file.basis)


def plain(option: Option, keys: Any, currency: str) -> dict[str, Any]:
    sums = {"value", "known", "effective_monthly", "monthly_fee"}
    every = {key: getattr(option, key) for key in keys}
    cents = 100 if currency == "USD" else 1
    return {key: value / cents if key in sums and value is not None else value for key, value in every.items()}


@each_row("path", FILES, ids=lambda path: path.stem)
def test_files(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = compared(path)
    assert found.basis.currency == expected["currency"]
    assert found.best.name == expected["best"]
    shown = [
        plain(option, row, expected["currency"])
        for option, row in zip(found.options, expected["options"], strict=True)
    ]
    assert shown == expected["options"]


@each_row("path", FILES, ids=lambda path: path.stem)
def test_parts_add_up_to_the_value(path: Path) -> None:
    for option in compared(path).options:
        assert option.known == round(sum(part.worth for part in option.parts if part.worth is not None))


@each_row("path", FAULTY, ids=lambda path: path.stem)
def test_faults_have_their_places(path: Path) -> None:
    expected = [(code, int(line), int(column)) for code, line, column in EXPECT.findall(path.read_text("utf-8"))]
    assert expected
    with pytest.raises(Faults) as caught:
        settled(path)
    assert [_spot(fault) for fault in caught.value.diagnostics] == expected


def _spot(fault: Diagnostic) -> tuple[str, int, int]:
    return fault.code, fault.place.line, fault.place.column


def test_every_code_has_a_sentence_and_a_file() -> None:
    codes = {key for key in messages("ko") if re.fullmatch(r"M\d{3}", key)}
    assert set(CODES.values()) < codes
    assert codes == {path.name[:4] for path in FAULTY if path.name.startswith("M")}


NOT_KNOWN = [
    (offer_in("8개월 무료에 현금 10만원"), "plan.note-no-fee-for", True),
    (offer_in("월 요금 27,500원으로 인하"), "plan.note-no-fee-for", False),
]


@each_row(("offer", "note", "at_least"), NOT_KNOWN)
def test_a_missing_fee_is_said_and_never_zero(offer: Offer, note: str, at_least: bool) -> None:
    (option,) = (one for one in compare([Choice("a", "stay", offer)], Basis()).options if one.name == "a")
    assert option.value is None
    assert option.at_least is at_least
    assert note in [one.key for one in option.notes]


def test_what_is_taken_for_nothing_is_noted() -> None:
    basis = Basis(fee=Money(30000))
    choices = [
        Choice("a", "stay", offer_in("현금 10만원 + 사은품 청소기, 60개월 약정")),
        Choice("b", "switch", offer_in("12개월간 월 5천원 할인"), Money(20000), Costs(penalty=Money(0))),
    ]
    notes = {option.name: {note.key: dict(note.params) for note in option.notes} for option in compare(choices, basis).options}
    assert notes["a"] == {
        "plan.note-unpriced": {"terms": (Term("item", name="청소기"),)}, "plan.note-bound": {"months": 60},
    }  # fmt: skip
    assert set(notes["b"]) == {"plan.note-passing", "plan.note-unsaid"}
    assert notes["b"]["plan.note-unsaid"] == {"costs": ("install", "lost_bundle", "bother")}


def test_every_branch_of_a_choice_is_noted_with_its_own_value() -> None:
    option = next(one for one in compared(DATA / "choices.yaml").options if one.name == "either")
    notes = {note.key: dict(note.params) for note in option.notes}
    assert notes["plan.note-or"] == {"offer": option.choice.offer.choices[0], "value": Money(216_000)}
    assert notes["plan.note-conditions"] == {"conditions": "자동이체"}


def test_a_fee_in_steps_is_said_to_rise_and_needs_todays_fee() -> None:
    steps = Offer((Term("monthly_fee", Money(20000), 6), Term("monthly_fee", Money(30000))))
    for choice, fee, key, terms in [
        (Choice("a", "stay", steps), 33000, "plan.note-passing", steps.terms[:1]),
        (Choice("a", "switch", steps), None, "plan.note-no-fee-for", steps.terms),
        (Choice("a", "stay", steps), None, "plan.note-no-fee-for", steps.terms),
    ]:
        basis = Basis(fee=Money(fee) if fee else None)
        option = next(one for one in compare([choice], basis).options if one.name == "a")
        assert dict(option.notes)[key] == {"terms": terms}


def test_currencies_do_not_mix() -> None:
    with pytest.raises(Failure, match=r"money\.mixed"):
        compare([Choice("a", "stay", offer_in("$200 gift card"))], Basis(fee=Money(33000)))


WON = st.integers(1, 2_000_000).map(Money)
TERMS = st.one_of(
    st.builds(Term, st.sampled_from(["cash", "voucher", "points", "sum", "credit"]), WON),
    st.builds(Term, st.just("monthly_fee"), WON, st.none() | st.integers(1, 60)),
    st.builds(lambda sum_, months: Term("monthly_discount", sum_, months), WON, st.none() | st.integers(1, 60)),
    st.builds(lambda months: Term("free_months", months=months), st.integers(1, 60)),
    st.builds(lambda percent: Term("percent_discount", percent=percent), st.integers(1, 100)),
)
OFFERS = st.builds(Offer, st.lists(TERMS, max_size=4).map(tuple), st.none() | st.integers(0, 60))
COSTS = st.builds(Costs, st.none() | WON, st.none() | WON, st.none() | WON, st.none() | WON)
CHOICES = st.lists(
    st.builds(Choice, st.text(min_size=1, max_size=5), st.sampled_from(["stay", "switch"]), OFFERS, st.none() | WON, COSTS),
    max_size=6, unique_by=lambda choice: choice.name,
)  # fmt: skip
BASES = st.builds(Basis, fee=st.none() | WON, horizon_months=st.integers(1, 120))


@given(CHOICES, BASES, st.randoms(use_true_random=False))
def test_the_order_in_the_file_changes_nothing(choices: list[Choice], basis: Basis, dice: Any) -> None:
    shuffled = dice.sample(choices, len(choices))
    assert compare(shuffled, basis) == compare(choices, basis)


@given(CHOICES, BASES)
def test_best_first_unknown_last_and_doing_nothing_among_them(choices: list[Choice], basis: Basis) -> None:
    found = compare(choices, basis)
    values = [option.value for option in found.options]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True)
    assert values[: len(known)] == known
    assert found.best.value is not None
    assert [option.value for option in found.options if option.kind == "nothing"] == [0]
    assert sorted(option.name for option in found.options) == sorted([NOTHING, *(one.name for one in choices)])


@given(CHOICES.filter(bool), BASES, WON)
def test_what_costs_more_is_worth_less_by_just_that(choices: list[Choice], basis: Basis, more: Money) -> None:
    choice = replace(choices[0], costs=Costs())
    dearer = replace(choice, costs=Costs(bother=more))
    before, after = (
        next(one for one in compare([each], basis).options if one.name == choice.name and one.kind == choice.kind)
        for each in (choice, dearer)
    )
    assert abs(before.known - after.known - more.minor) <= 1


def test_rates_are_the_files_own() -> None:
    found = compared(DATA / "contracts.yaml")
    assert found.basis.rates == replace(Rates(), voucher=Rates.of({"voucher": 1}).voucher)
