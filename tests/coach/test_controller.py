"""What an answer does, on top of a recogniser and a reader that say what the test wants."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from conftest import shipped

from haegi.call.call import MemoryLog
from haegi.call.case import Case, Quote, agreed
from haegi.call.engine import standing
from haegi.cli.views.call_summary import unconfirmed
from haegi.coach import lines
from haegi.coach.controller import Controller
from haegi.coach.frame import frame, plain
from haegi.coach.services import AdviceText, Candidates, OfferReading, Services, reader, value_offer, versus
from haegi.coach.session import Session, Setting
from haegi.text.i18n import say

BOOK = shipped("retention-kr")
TODAY = date(2026, 11, 30)
VOUCHER = {"terms": [{"kind": "voucher", "amount": 200_000}], "commit_months": None}
CASH = {"terms": [{"kind": "cash", "amount": 200_000}], "commit_months": None}
SURE = OfferReading(VOUCHER, "상품권 20만 원", 180_000)
UNSURE = SURE._replace(sure=False, others=(OfferReading(CASH, "현금 20만 원", 200_000),))


class Told:
    """What is heard and read next."""

    def __init__(self) -> None:
        self.candidates = Candidates(("makes_offer",))
        self.reading = OfferReading({"terms": []}, "", None)
        self.advice: AdviceText | None = None

    def nothing(self) -> None:
        """The agent goes on about something else."""
        self.candidates, self.reading = Candidates(()), OfferReading({"terms": []}, "", None)

    def hear(self, _text: str, _context: object = None) -> Candidates:
        return self.candidates

    def read(
        self, _text: str, _case: Case, _last: Mapping[str, Any] | None = None, *, stated: bool = False
    ) -> OfferReading:
        del stated
        return self.reading


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def coach(told: Told) -> Controller:
    ticks = iter(range(1, 10**6))
    case = Case(name="kt", playbook="retention-kr", slots={"carrier": "KT", "fee": 44_000, "target": 400_000})
    services = Services(hear=told.hear, read=told.read, advise=lambda _case, _calls: told.advice)
    setting = Setting(BOOK, case, MemoryLog(), 1, (), "ko", lambda: next(ticks), TODAY, services)
    controller = Controller(Session(setting))
    controller.answer("1")
    return controller


def kept(coach: Controller) -> list[tuple[str, str]]:
    return [(event.kind, event.value) for event in standing(coach.session.call.events)][1:]


def test_what_is_not_sure_stands_under_digits_and_the_line_stays(coach: Controller, told: Told) -> None:
    told.candidates = Candidates(("limits_time", "asks_reason"))
    before = coach.view()
    coach.answer("뭐라고 하네")
    view = coach.view()
    assert (view.line, view.question, view.enter) == (before.line, "", before.enter)
    assert [choice.key for choice in view.guesses] == ["1", "2"]
    assert view.guesses[0].trap
    assert view.choices[0].key == "3"
    assert kept(coach) == [("note", "heard")]
    coach.answer("1")
    assert kept(coach)[1:] == [("heard", "limits_time")]
    assert not coach.view().guesses


def test_guesses_are_ignored_by_going_on(coach: Controller, told: Told) -> None:
    told.candidates = Candidates(("limits_time",))
    coach.answer("뭐라고 하네")
    coach.answer("")
    assert kept(coach) == [("note", "heard"), ("said", "answer.polite")]
    assert not coach.view().guesses


def test_a_digit_behind_the_guesses_is_the_move_it_stands_at(coach: Controller, told: Told) -> None:
    told.candidates = Candidates(("limits_time",))
    coach.answer("뭐라고 하네")
    label = coach.view().choices[0].label
    coach.answer("2")
    heard = [value for kind, value in kept(coach) if kind == "heard"]
    assert [coach.session.label(move) for move in heard] == [label]


def test_an_offer_that_is_not_sure_waits_and_makes_the_move_once_confirmed(coach: Controller, told: Told) -> None:
    told.reading, told.candidates = UNSURE, Candidates(("limits_time",))
    coach.answer("20만 오늘까지")
    assert [choice.label for choice in coach.view().guesses][:2] == ["제안: 상품권 20만 원", "제안: 현금 20만 원"]
    assert not coach.session.rounds
    coach.answer("1")
    assert coach.session.rounds[0].offer == VOUCHER
    assert coach.view().stage == BOOK.stages["reject"].title.ko
    assert [choice.label for choice in coach.view().guesses] == [coach.session.label("limits_time")], "the move is still open"
    coach.answer("1")
    assert kept(coach)[1:] == [("heard", "makes_offer"), ("heard", "limits_time")]


def test_an_offer_waits_for_its_key_whatever_else_goes_on(coach: Controller, told: Told) -> None:
    told.reading, told.candidates = UNSURE, Candidates(("makes_offer",), ("makes_offer",))
    coach.answer("20만")
    told.nothing()
    for answer in ("", "흠", "9", ""):
        coach.answer(answer)
        assert [choice.label for choice in coach.view().guesses] == ["제안: 상품권 20만 원"]
    coach.answer("1")
    assert [offer.offer for offer in coach.session.rounds] == [VOUCHER]
    assert (coach.view().guesses, coach.session.call.snapshot.stage) == ((), "contact"), "and the call stays where it is"
    told.reading = UNSURE
    coach.answer("20만")
    coach.answer("/undo")
    assert coach.view().guesses == ()


def test_an_offer_that_is_not_sure_is_made_all_the_same_and_confirming_it_makes_no_second_one(coach: Controller, told: Told) -> None:
    told.reading, told.candidates = UNSURE, Candidates(("limits_time", "makes_offer"))
    coach.answer("20만")
    assert not coach.session.rounds
    assert unconfirmed(coach.session.calls[-1]) == ["20만"]
    coach.answer("1")
    assert kept(coach) == [("heard", "makes_offer"), ("offer", "makes_offer")]
    assert unconfirmed(coach.session.calls[-1]) == []
    assert len(coach.session.rounds) == 1


def test_zero_after_a_mishearing_takes_it_back_with_what_was_read(coach: Controller, told: Told) -> None:
    told.reading, told.candidates = SURE, Candidates(("ends_call", "limits_time"), ("ends_call",))
    coach.answer("20만 줄게요")
    coach.answer("0")
    coach.answer("1")
    assert kept(coach) == [("heard", "limits_time")]


def test_a_breath_is_one_answer_with_its_promise(coach: Controller, told: Told) -> None:
    told.candidates = Candidates(("limits_time", "promises_callback"), ("limits_time", "promises_callback"))
    coach.answer("저는 유지팀 김지현입니다. 오늘까지만 되고요 금요일 오후 3시에 다시 전화드릴게요")
    (promise,) = [event for event in coach.session.call.events if event.kind == "promise"]
    assert (promise.value, promise.data["who"]) == ("2026-12-04", "김지현")
    coach.answer("/취소")
    assert kept(coach) == []


def test_the_follow_up_is_the_day_that_the_agent_named(coach: Controller) -> None:
    coach.answer("금요일 오후 3시에 다시 전화준대")
    coach.answer("/끝 미룸")
    assert coach.session.call.events[-1].text == "2026-12-04"


#: Jotted down while a call is put off, and the day that is kept; none where it is no appointment.
JOTTED = [
    ("내일 오후3시 김민지", "2026-12-01"),
    ("금욜 10시 박과장", "2026-12-04"),
    ("12/3 14:00", "2026-12-03"),
    ("내일 오후 3시까지만 된대요", ""),
    ("12월 20일 만료", ""),
    ("김민지", ""),
]


@pytest.mark.parametrize(("text", "day"), JOTTED)
def test_a_day_and_an_hour_jotted_while_putting_off_are_when_to_talk_again(coach: Controller, told: Told, text: str, day: str) -> None:
    told.candidates = Candidates(("answers_call",))
    coach.answer(text)
    assert "promise" not in [kind for kind, _ in kept(coach)], "nothing is put off yet"
    coach.answer("9")
    coach.answer("")
    coach.answer(text)
    assert [value for kind, value in kept(coach) if kind == "promise"] == ([day] if day else [])
    assert coach.session.usual_day.isoformat() == (day or "2026-12-03")


def test_after_a_goodbye_it_is_asked_how_the_call_ended(coach: Controller, told: Told) -> None:
    coach.session.record("go", "weigh")
    told.candidates = Candidates(("ends_call",), ("ends_call",))
    coach.answer("좋은 하루 되세요")
    if not coach.session.question:
        assert coach.view().outcome, "the playbook leads to an end by itself"
        coach.answer("/끝")
    assert [choice.label for choice in coach.view().choices] == ["미룸", "합의", "해지", "결렬", "끊김"]
    coach.answer("5")
    assert coach.session.over
    assert coach.session.call.snapshot.outcome == "cut"


def test_a_goodbye_at_an_end_is_answered_and_asks_too(coach: Controller, told: Told) -> None:
    told.reading = SURE
    coach.answer("상품권 20만원")
    told.candidates, told.reading = Candidates(("ends_call",), ("ends_call",)), OfferReading({"terms": []}, "", None)
    coach.answer("좋은 하루 되세요")
    view = coach.view()
    assert (view.question, view.outcome) == (say("ko", "coach.how-ended"), "deferred")
    assert view.line in "\n".join(plain(frame(view, 80, 24, "ko")))
    coach.answer("")
    assert coach.view().ask == "date", "the last word was said; when again?"
    told.nothing()
    coach.answer("아 그리고 사은품은 따로 나갈 거예요")
    assert kept(coach)[-1] == ("note", "heard"), "the agent goes on: these are words, and no day that can't be read"
    coach.answer("")
    coach.answer("13월 45일")
    assert coach.view().ask == "date"
    assert not coach.session.over


def test_nine_defers_whatever_is_shown(coach: Controller) -> None:
    assert coach.view().nine == BOOK.stages["defer"].title.ko
    coach.answer("9")
    assert coach.session.call.snapshot.stage == "defer"
    assert coach.view().nine == "", "there already"


def test_nine_settles_where_the_advice_is_to_accept(coach: Controller, told: Told) -> None:
    told.advice = AdviceText("accept", "", ())
    told.reading = SURE._replace(worth=500_000)
    coach.answer("상품권 50만원")
    coach.answer("9")
    assert coach.session.call.snapshot.stage == "settle"


def test_a_push_gives_way_to_the_advice_once_the_target_is_reached(coach: Controller, told: Told) -> None:
    told.advice = AdviceText("accept", "", ())
    told.reading = SURE._replace(worth=500_000)
    coach.answer("상품권 50만원")
    assert coach.session.call.snapshot.stage == "reject"
    view = coach.view()
    assert view.answering == BOOK.stages["settle"].title.ko
    assert view.advice[0] == "accept"
    coach.answer("")
    assert kept(coach)[-2:] == [("go", "settle"), ("said", "settle.polite")]
    coach.answer("/undo")
    assert coach.session.call.snapshot.stage == "reject", "one answer, one undo"


def test_after_a_push_there_is_silence_until_the_agent_speaks(coach: Controller, told: Told) -> None:
    told.reading = SURE
    coach.answer("상품권 20만원")
    pushed = coach.view().line
    assert not coach.view().silent
    coach.answer("")
    told.nothing()
    view = coach.view()
    shown = "\n".join(plain(frame(view, 80, 24, "ko")))
    assert (view.silent, view.said) == (True, pushed)
    assert say("ko", "coach.silent") in shown
    assert pushed[:20] in shown, "for who pressed Enter too soon"
    coach.answer("/hold")
    assert coach.view().silent
    coach.answer("글쎄요")
    assert not coach.view().silent
    coach.answer("")
    assert not coach.view().silent, "what was said last is what is said again"


COMPARED = {
    "상품권 20만원": "남는 것이 나으려면: 월 요금 6,667원 인하 또는 현금 24만 1원 추가.",
    "현금 50만원": "재약정이 옮기기보다 7만 원 낫습니다.",
}


@pytest.mark.parametrize("offer", COMPARED)
def test_what_staying_lacks_stands_beside_the_ledger(offer: str) -> None:
    quote = Quote(provider="SKB", gift="현금 43만원", amount=430_000, fee=44_000)
    case = Case(name="kt", playbook="retention-kr", slots={"fee": 44_000}, quotes=(quote,))
    services = Services(read=reader("ko", "ko"), versus=versus("ko"))
    talk = Controller(Session(Setting(BOOK, case, MemoryLog(), 1, (), "ko", iter(range(10**6)).__next__, TODAY, services)))
    talk.answer("1")
    assert talk.view().versus == ""
    talk.answer(f"/offer {offer}")
    assert talk.view().versus == COMPARED[offer]
    assert COMPARED[offer] in "\n".join(plain(frame(talk.view(), 80, 24, "ko")))
    assert COMPARED[offer] in "\n".join(lines.render(talk.view(), None, 80, "ko"))


def test_what_does_not_fit_is_cut_with_a_sign(coach: Controller, told: Told) -> None:
    told.candidates = Candidates((), ("limits_time",))
    coach.answer("오늘까지만")
    long = coach.view()._replace(watch="조심하세요 " * 40, notice=("알림 " * 60,), gloss="gloss " * 40, advice=("defer", "미루세요 " * 40))
    told.reading = SURE
    coach.answer("상품권 20만원")
    assert any(row.startswith(" 1통화-1  상품권") for row in plain(frame(coach.view(), 40, 24, "ko"))), "the offer before the hints"
    rows = plain(frame(long, 40, 24, "ko"))
    assert len([row for row in rows if row.rstrip().endswith("..")]) >= 3


def test_the_first_push_of_a_stage_comes_before_any_deferring(coach: Controller, told: Told) -> None:
    told.advice, told.reading = AdviceText("defer", "", ()), SURE
    coach.answer("상품권 20만원")
    assert coach.view().advice == ("", "")
    assert coach.session.line is not None
    assert coach.session.line.id.startswith("reject.")
    coach.answer("")
    told.nothing()
    coach.answer("")
    assert coach.view().advice[0] == "defer"


def test_who_defers_is_not_told_to_push(coach: Controller, told: Told) -> None:
    told.advice, told.reading = AdviceText("push", "more", ()), SURE
    coach.answer("상품권 20만원")
    assert coach.view().advice == ("push", "more")
    coach.answer("9")
    assert coach.view().advice == ("", "")
    coach.answer("")
    assert coach.session.call.snapshot.stage == "contact", "what follows"
    assert coach.view().advice == ("", "")


def test_the_fee_values_what_was_offered_before_it_was_known() -> None:
    ticks, changed = iter(range(1, 10**6)), []
    case = Case(name="kt", playbook="retention-kr", slots={"carrier": "KT"})
    read = reader("ko", "ko")
    services = Services(
        read=read, value=lambda case, offer: value_offer(case, offer, locale="ko", spoken="ko", remedies=False)
    )
    setting = Setting(
        BOOK, case, MemoryLog(), 1, (), "ko", lambda: next(ticks), TODAY, services, change=lambda _before, after: changed.append(after)
    )
    talk = Controller(Session(setting))
    talk.answer("1")
    talk.answer("/제안 월 요금 30% 할인 3년")
    assert talk.session.rounds[0].worth is None
    talk.answer("/요금 44000")
    assert talk.session.rounds[0].worth == 44_000 * 36 * 30 // 100
    assert talk.session.call.snapshot.facts["offer"] == 475_200
    assert changed[0].slots["fee"] == 44_000
    talk.answer("/target 43만원")
    assert talk.view().target == "43만 원"
    talk.answer("/fee 많이")
    assert talk.session.notice, "what is no sum is refused in words"
    talk.answer("/끝 합의")
    deal = agreed(talk.session.calls)
    assert deal is not None
    assert deal.worth == 475_200


def test_help_lists_every_command_by_both_names_and_closes_with_any_answer(coach: Controller) -> None:
    coach.answer("/도움")
    keys = {choice.key for choice in coach.view().choices}
    assert len(keys) == 9, "a page"
    coach.answer("0")
    keys |= {choice.key for choice in coach.view().choices}
    assert {"/제안 /offer", "/요금 /fee", "/끝 /end", "/도움 /help"} <= keys
    coach.answer("")
    assert coach.view().question == ""
    coach.answer("/help")
    coach.answer("말")
    assert kept(coach)[-1] == ("note", "heard")


def test_help_before_the_call_gives_the_question_back() -> None:
    case = Case(name="kt", playbook="retention-kr")
    talk = Controller(Session(Setting(BOOK, case, MemoryLog(), 1, (), "ko", lambda: 1, TODAY)))
    talk.answer("/help")
    talk.answer("/help")
    talk.answer("1")
    assert talk.session.call.snapshot.stage == "answer"


def test_an_unknown_command_names_the_nearest(coach: Controller) -> None:
    for typed, near in {"/오퍼": "/제안", "/종료": "/끝", "/메묘": "/메모", "/quit": "/end", "/offr": "/offer", "/ㅌ": "/help"}.items():
        coach.answer(typed)
        assert coach.session.notice == [say("ko", "coach.no-command", word=typed[1:], near=near)]
    coach.answer("/end 언제")
    assert coach.session.notice == [say("ko", "coach.end-how")]
