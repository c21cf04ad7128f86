"""The simulated agent: any caller gets sense, nobody gets more than the limit, and nothing hidden is said."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

from conftest import shipped
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import each_row

from haegi.call.call import Utterance
from haegi.files.resources import folder
from haegi.files.yaml_reader import load
from haegi.money.money import Money
from haegi.offers.offer import from_json
from haegi.offers.valuation import valuation
from haegi.playbook.model import Role
from haegi.rehearsal.desk import Basis, as_offer
from haegi.rehearsal.haggling_agent import HagglingAgent
from haegi.rehearsal.persona import DeskPersona
from haegi.rehearsal.utterances import playing, worth_of

BOOK = shipped("retention-kr")
FOLDER = Path(__file__).parents[1] / "data" / "personas"
TWO_TIER = load(FOLDER / "two-tier.yaml", DeskPersona).model
SLY = load(FOLDER / "sly.yaml", DeskPersona).model
FEE = 33_000

MOVES = st.lists(st.sampled_from(sorted(BOOK.moves.caller)), max_size=2)
FORMS = st.dictionaries(
    st.sampled_from(["cash", "voucher", "points", "sum", "credit", "monthly_discount", "free_months"]),
    st.floats(0.1, 5), min_size=1,
)  # fmt: skip


def agent(persona: DeskPersona = TWO_TIER, seed: int = 7, **changed: object) -> HagglingAgent:
    return HagglingAgent(BOOK, replace(persona, **changed), seed, FEE)


def begun(desk: HagglingAgent) -> Utterance:
    """The first offer, asked for as a caller would."""
    desk.open()
    return desk.react(["declines_renewal", "asks_benefits"])


@settings(max_examples=150)
@given(st.sampled_from([TWO_TIER, SLY]), st.integers(0, 10_000), FORMS, st.lists(MOVES, max_size=40))
def test_nobody_gets_more_than_the_limit_or_hears_of_it(
    persona: DeskPersona, seed: int, form: dict[str, float], answers: list[list[str]]
) -> None:
    desk = agent(persona, seed, form=form)
    turn, best, limit = desk.open(), 0, desk.desk.limit
    for moves in answers:
        if turn.outcome is not None:
            if turn.outcome != "deferred" or desk.wait() is None:
                break
            turn = desk.open()
        else:
            turn = desk.react(moves)
        assert turn.text
        assert turn.gloss
        assert not turn.move or turn.move in BOOK.moves.agent
        assert f"{limit:,}" not in turn.text + turn.wording
        if turn.offer:
            assert turn.worth == valuation(from_json(turn.offer), fee=Money(FEE)).value
            assert best <= turn.worth <= limit
            best = turn.worth


@given(st.integers(0, 1_000_000), st.integers(0, 1_000_000), FORMS)
def test_terms_are_worth_at_most_their_sum_and_more_buys_no_less(low: int, more: int, form: dict[str, float]) -> None:
    worths = [worth_of(as_offer(sum_, form, Basis(FEE), 2_000_000), FEE) for sum_ in (low, low + more)]
    assert worths[0] <= worths[1]
    assert worths[0] <= low
    assert worths[1] <= low + more


def test_the_cheap_terms_are_used_up_first() -> None:
    form = {"free_months": 0.3, "voucher": 0.4, "cash": 0.3}
    kinds = [[term.kind for term in as_offer(sum_, form, Basis(FEE), 400_000).terms] for sum_ in (99_000, 200_000, 400_000)]
    assert kinds == [["free_months"], ["free_months", "voucher"], ["free_months", "voucher", "cash"]]


@given(st.integers(0, 10_000), st.lists(MOVES, max_size=15))
def test_the_same_seed_and_answers_make_the_same_call(seed: int, answers: list[list[str]]) -> None:
    def call() -> list[Utterance]:
        desk = agent(SLY, seed)
        return [desk.open(), *(desk.react(moves) for moves in answers)]

    assert call() == call()


TALKS: list[tuple[str, list[str], str]] = [
    ("the extension is offered to who only greets", ["thanks"], "offers_auto_renewal"),
    ("a no is asked for its reason", ["declines_renewal"], "asks_reason"),
    ("a reason brings the offer", ["gives_reason"], "makes_offer"),
    ("a yes to nothing is led to the extension", ["accepts"], "offers_auto_renewal"),
    ("a supervisor is far away before there are terms", ["asks_retention_team"], "transfers_call"),
    ("a penalty is looked up", ["asks_penalty_basis"], "puts_on_hold"),
    ("cancelling is cancelling", ["books_cancellation"], "recites_procedure"),
]


@each_row(("moves", "answer"), [row[1:] for row in TALKS], ids=[row[0] for row in TALKS])
def test_the_first_answer(moves: list[str], answer: str) -> None:
    desk = agent()
    desk.open()
    assert desk.react(moves).move == answer


def test_a_reason_comes_before_the_money() -> None:
    desk = agent()
    first = begun(desk)
    assert first.move == "makes_offer"
    ploy = desk.react(["rejects_offer"])
    assert not ploy.offer
    raised = desk.react(["rejects_offer"])
    assert raised.move == "improves_offer"
    assert (raised.worth or 0) > (first.worth or 0)


def test_a_desk_that_gives_late_tries_speed_as_well() -> None:
    desk = agent(pace="boulware")
    begun(desk)
    heard = [desk.react(["rejects_offer"]).move for _ in range(4)]
    assert "upgrades_speed_only" in heard


def test_tricks_are_mixed_in() -> None:
    heard = set()
    for seed in range(8):
        desk = agent(seed=seed, tricks=("limits_time",))
        begun(desk)
        heard |= {desk.react(["counters"]).move for _ in range(6)}
    assert "limits_time" in heard


def test_a_supervisor_is_asked_once_while_the_caller_holds() -> None:
    desk = agent()
    begun(desk)
    desk.react(["rejects_offer"])
    assert desk.react(["rejects_offer"]).move == "improves_offer"
    assert desk.react(["asks_supervisor"]).move == "puts_on_hold"
    assert desk.react([]).move == "improves_offer"
    assert desk.react(["asks_supervisor"]).move == "refuses_more"


def test_a_bluff_that_is_called_ends_the_pushing() -> None:
    desk = agent(calls_bluff=1.0)
    begun(desk)
    assert desk.react(["rejects_offer"]).move == "calls_bluff"
    assert desk.react(["rejects_offer"]).move == "refuses_more"
    assert desk.react(["states_leaving"]).move == "refuses_more"
    assert desk.react(["accepts"]).move == "reads_back_terms"


def test_leaving_when_the_bluff_is_called_is_cancelling() -> None:
    desk = agent(calls_bluff=1.0)
    begun(desk)
    desk.react(["counters"])
    assert desk.react(["states_leaving"]).outcome == "cancelled"


def test_what_is_withdrawn_is_said_to_be_gone() -> None:
    desk = agent(withdraw=1.0)
    begun(desk)
    turn = desk.react(["rejects_offer"])
    assert turn.outcome == "refused"
    assert "더는 드릴 수 없습니다" in turn.text


def test_what_is_gone_since_the_deferral_is_said_in_the_next_call() -> None:
    desk = agent(withdraw=1.0)
    begun(desk)
    desk.react(["defers"])
    assert desk.react(["thanks"]).outcome == "deferred"
    assert desk.wait()
    turn = desk.open()
    assert turn.outcome == "refused"
    assert "지난번 조건은 마감되어" in turn.text
    assert desk.wait() is None


@each_row(("callback", "words"), [(1.0, "다시 전화드렸습니다"), (0.0, "상담하신 내용이 남아")])
def test_the_next_call_opens_with_what_stands(callback: float, words: str) -> None:
    desk = agent(callback=callback)
    offer = begun(desk)
    desk.react(["defers"])
    desk.react(["thanks"])
    assert desk.wait()
    assert desk.opened_by_desk == bool(callback)
    turn = desk.open()
    assert words in turn.text
    assert (turn.worth or 0) >= (offer.worth or 0)


def test_a_contact_is_given_after_deferring() -> None:
    desk = agent()
    begun(desk)
    assert desk.react(["defers"]).move == "promises_callback"
    turn = desk.react(["asks_contact"])
    assert turn.outcome == "deferred"
    assert "직통 번호" in turn.text


def test_six_calls_and_no_more() -> None:
    desk = agent()
    for _ in range(5):
        assert desk.wait()
    assert desk.wait() is None


def test_terms_are_read_back_before_they_are_sealed() -> None:
    desk = agent()
    offer = begun(desk)
    back = desk.react(["accepts"])
    assert back.move == "reads_back_terms"
    assert offer.wording in back.text
    assert "문자" in desk.react(["asks_written"]).text
    assert desk.react(["accepts"]).outcome == "accepted"


def test_a_push_after_a_yes_takes_the_yes_back() -> None:
    desk = agent()
    begun(desk)
    desk.react(["accepts"])
    desk.react(["rejects_offer"])
    assert desk.react(["accepts"]).outcome is None


BARE: list[tuple[list[str], str, tuple[str, ...]]] = [
    (["thanks"], "네", ("agrees_auto_renewal",)),
    (["thanks"], "아니요.", ("declines_renewal",)),
    (["gives_reason"], "Yes", ("accepts",)),
    (["gives_reason"], "no", ("rejects_offer",)),
    (["declines_renewal"], "네!", ("thanks",)),
    (["gives_reason"], "qwerty", ()),
]


@each_row(("before", "words", "meant"), BARE)
def test_a_bare_yes_or_no_answers_what_was_asked(before: list[str], words: str, meant: tuple[str, ...]) -> None:
    desk = agent()
    desk.open()
    desk.react(before)
    assert desk.means(words) == meant


def test_the_plain_extension_is_sealed_at_once() -> None:
    desk = agent()
    desk.open()
    desk.react(["thanks"])
    turn = desk.react(["agrees_auto_renewal"])
    assert turn.outcome == "accepted"
    assert not turn.offer


@each_row(("words", "said"), [("", "듣고 계신가요"), ("Ich verstehe nicht", "잘 못 알아들었습니다")])
def test_silence_and_nonsense_are_asked_about_and_end_the_call_in_time(words: str, said: str) -> None:
    desk = agent()
    desk.open()
    for _ in range(3):
        turn = desk.react([], words)
        assert (turn.move, turn.outcome) == ("", None)
        assert said in turn.text
    assert desk.react([], words).outcome == "cut"


def test_rudeness_is_warned_of_once() -> None:
    desk = agent()
    desk.open()
    assert desk.react(["is_rude"]).outcome is None
    assert desk.react(["is_rude"]).outcome == "refused"


def test_a_desk_with_nothing_offers_nothing() -> None:
    desk = agent(limit=(0, 0))
    assert begun(desk).move == "refuses_more"
    assert not desk.react(["rejects_offer"]).offer


@each_row("role", [role for role in get_args(Role) if role not in ("resumes", "waives", "asks_more")])
def test_every_part_is_played_and_has_words(role: Role) -> None:
    moves = playing(BOOK.moves.agent, role)
    assert moves
    for move in moves:
        says = BOOK.moves.agent[move].says
        assert says
        assert not any(re.search(r"\{(?!offer\b)", (text.ko or "") + (text.en or "")) for text in says)


OTHERS = [("mobile-kr", "mobile-helpful"), ("mobile-kr", "mobile-upseller"), ("retention-us", "us-friendly-rep"), ("retention-us", "us-hard-rep")]


@settings(max_examples=80)
@given(st.sampled_from(OTHERS), st.integers(0, 10_000), st.data())
def test_desks_of_other_playbooks_keep_to_their_limit_and_money_too(
    who: tuple[str, str], seed: int, data: st.DataObject
) -> None:
    book = shipped(who[0])
    persona = load(folder() / "personas" / f"{who[1]}.yaml", DeskPersona).model
    desk = HagglingAgent(book, persona, seed, 8_000)
    turn = desk.open()
    for move in data.draw(st.lists(st.sampled_from(sorted(book.moves.caller)), max_size=30)):
        if turn.outcome is not None:
            break
        turn = desk.react([move])
        assert turn.text
        assert not turn.move or turn.move in book.moves.agent
        if turn.offer:
            offer = from_json(turn.offer)
            assert {term.amount.currency for term in offer.terms if term.amount} <= {persona.currency}
            assert turn.worth == valuation(offer, fee=Money(8_000, persona.currency)).value <= desk.limit


def american(**changed: object) -> HagglingAgent:
    persona = load(folder() / "personas" / "us-friendly-rep.yaml", DeskPersona).model
    return HagglingAgent(shipped("retention-us"), replace(persona, **changed), 7, 8_000)


def test_an_american_offer_is_worded_as_they_say_it() -> None:
    desk = american(limit=(40_000, 40_000), tiers=(1.0,), first_share=0.6)
    desk.open()
    assert "$20 off a month for 12 months" in desk.react(["gives_reason"]).text


@each_row(("waives", "move"), [(("late_fee",), "waives_fee"), ((), "defends_surcharge")])
def test_a_fee_is_waived_by_who_waives_fees(waives: tuple[str, ...], move: str) -> None:
    desk = american(waives=waives)
    desk.open()
    desk.react(["gives_reason"])
    assert desk.react(["asks_waiver"]).move == move
    assert ("late fee waived" in desk.react(["accepts"]).text) is bool(waives)


def test_after_a_transfer_somebody_picks_up_who_can_be_asked() -> None:
    desk = american()
    desk.open()
    assert desk.react(["asks_retention_team"]).move == "transfers_call"
    assert desk.react(["thanks"]).move == "confirms_desk"
    assert desk.react(["gives_reason"]).move == "makes_offer"
