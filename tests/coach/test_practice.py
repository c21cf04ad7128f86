"""A rehearsal as a session: what is heard of the person's words, what is recorded, what stays hidden."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from conftest import shipped
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import each_row

from haegi.call.call import MemoryLog
from haegi.call.case import Case, PastCall, offers
from haegi.call.engine import Event
from haegi.coach import lines
from haegi.coach.commands import COMMANDS
from haegi.coach.frame import frame
from haegi.coach.practice import Practice
from haegi.coach.services import Candidates, Services, reader
from haegi.coach.session import Setting
from haegi.files.yaml_reader import load
from haegi.rehearsal.haggling_agent import HagglingAgent
from haegi.rehearsal.persona import DeskPersona
from haegi.text.i18n import Locale

BOOK = shipped("retention-kr")
SLY = load(Path(__file__).parents[1] / "data" / "personas" / "sly.yaml", DeskPersona).model
LIKELY = ("declines_renewal", "gives_reason", "rejects_offer", "defers", "accepts")
WORDS = {
    "연장은 안 합니다.": "declines_renewal", "혜택이 뭔가요?": "asks_benefits", "부족해요.": "rejects_offer",
    "생각해 볼게요.": "defers", "성함 알려 주세요.": "asks_contact",
}  # fmt: skip


def recognize(text: str) -> Candidates:
    """Knows a few sentences, is unsure about any that has '?!', and knows nothing else."""
    if text in WORDS:
        return Candidates((WORDS[text],), (WORDS[text],))
    return Candidates(("accepts", "agrees_auto_renewal")) if "?!" in text else Candidates(())


def practice(locale: Locale = "ko", hint: bool = False, before: int = 0) -> Practice:
    case = Case(name="x", playbook="retention-kr", slots={"fee": 33_000, "target": 400_000})
    services = Services(read=reader(locale, "ko"))
    setting = Setting(BOOK, case, MemoryLog(), 1, (), locale, lambda: 1000, date(2026, 11, 20), services)
    desk = HagglingAgent(BOOK, SLY, 5, 33_000)
    return Practice(setting, desk, "they_called", recognize, LIKELY, hint=hint, before=before)


def said(talk: Practice) -> list[Event]:
    return [event for event in talk.session.call.events if event.kind == "said"]


def test_the_agent_speaks_first() -> None:
    talk = practice()
    assert [event.kind for event in talk.session.call.events] == ["start", "heard"]
    assert talk.view().speech == talk.last_words


def test_one_breath_may_do_several_things() -> None:
    talk = practice(before=3)
    talk.answer("연장은 안 합니다. 혜택이 뭔가요?")
    (event,) = said(talk)
    assert event.data == {"does": ["declines_renewal", "asks_benefits"], "step": 4}


@each_row("digit", range(1, len(LIKELY) + 1))
def test_a_digit_is_a_move(digit: int) -> None:
    talk = practice()
    talk.answer(str(digit))
    assert said(talk)[0].data["does"] == [LIKELY[digit - 1]]


def test_a_digit_that_is_not_shown_is_refused() -> None:
    talk = practice()
    talk.answer("9")
    assert not said(talk)
    assert "9" in talk.view().notice[0]


def test_words_that_may_be_two_things_are_asked_about() -> None:
    talk = practice()
    talk.answer("뭐라고요?!")
    assert not said(talk)
    assert len(talk.view().choices) == 2
    talk.answer("")
    assert (said(talk)[0].text, said(talk)[0].data["does"]) == ("뭐라고요?!", [])


def test_every_move_is_on_the_list_behind_zero() -> None:
    talk = practice()
    talk.answer("0")
    assert talk.session.question
    assert len(talk.session.question.options) == len(BOOK.moves.caller)


@each_row(("hint", "does"), [(False, []), (True, ["asks_benefits"])])
def test_enter_is_silence_unless_a_line_is_shown(hint: bool, does: list[str]) -> None:
    talk = practice(hint=hint)
    assert bool(talk.view().line) is hint
    talk.answer("")
    assert said(talk)[0].data["does"] == does


def test_without_hints_the_coach_keeps_quiet() -> None:
    talk = practice()
    for answer in ("1", "2", "3", "3", "3"):
        talk.answer(answer)
        view = talk.view()
        assert (view.line, view.gloss, view.watch, view.advice) == ("", "", "", ("", ""))


@each_row("command", ["/offer 현금 100만원", "/undo", "/ㅕㅜ애", "/hold", "/transfer 팀", "/stall"])
def test_what_a_desk_would_have_to_do_cannot_be_claimed(command: str) -> None:
    talk = practice()
    before = talk.session.call.events
    talk.answer(command)
    assert talk.session.call.events == before
    assert talk.view().notice


ENDS = [("/end deferred", ["defers"]), ("/end accepted", ["accepts"]), ("/end cancelled", ["books_cancellation"])]


@each_row(("command", "does"), ENDS)
def test_an_end_that_needs_the_desk_is_said_to_it(command: str, does: list[str]) -> None:
    talk = practice()
    talk.answer(command)
    assert said(talk)[0].data["does"] == does


@each_row("command", ["/end", "/end cut", "/end refused"])
def test_any_other_end_is_hanging_up(command: str) -> None:
    talk = practice()
    talk.answer(command)
    assert (talk.session.over, talk.session.call.snapshot.outcome) == (True, "cut")


def test_foreign_words_are_not_understood_and_kept() -> None:
    talk = practice()
    talk.answer("Je ne comprends pas")
    assert said(talk)[0].text == "Je ne comprends pas"
    assert talk.session.call.events[-1].kind == "note"


def test_the_gloss_stands_beside_the_agents_words() -> None:
    assert "(" not in practice("ko").last_words
    assert practice("en").last_words.endswith(")")


ANSWERS = st.one_of(
    st.sampled_from([*"0123456789", "", "네", "아니요", *WORDS, "어?!"]),
    st.sampled_from([f"/{name} {rest}" for name in COMMANDS for rest in ("", "현금 99만원", "deferred")]),
    st.text(max_size=10),
)  # fmt: skip


@settings(max_examples=60)
@given(st.sampled_from(["ko", "en"]), st.booleans(), st.lists(ANSWERS, max_size=30))
def test_any_answers_are_taken(locale: Locale, hint: bool, answers: list[str]) -> None:
    talk = practice(locale, hint)
    desk = HagglingAgent(BOOK, SLY, 5, 33_000).desk
    for answer in answers:
        if talk.session.over:
            break
        talk.answer(answer)
        assert lines.render(talk.view(), None, 80, locale)
        assert len(frame(talk.view(), 80, 24, locale)) == 24
    talk.close()
    assert talk.session.call.snapshot.ended
    assert all((each.worth or 0) <= desk.limit for each in offers(PastCall(1, talk.session.call.events)))
