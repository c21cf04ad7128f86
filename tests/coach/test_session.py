"""Any answers at all: never an exception, always a picture, and the log says what the session says."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from conftest import shipped
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tables import each_row
from wcwidth import wcswidth

from haegi.call.call import MemoryLog
from haegi.call.case import Case, PastCall
from haegi.call.engine import replay
from haegi.coach import lines
from haegi.coach.commands import COMMANDS
from haegi.coach.controller import Controller
from haegi.coach.frame import frame, plain
from haegi.coach.services import AdviceText, Services, reader
from haegi.coach.session import Session, Setting
from haegi.text.i18n import Locale

BOOK = shipped("retention-kr")
ANSWERS = st.one_of(
    st.sampled_from([*"0123456789", "", ""]),
    st.sampled_from([f"/{name}" for name in COMMANDS]),
    st.sampled_from(
        ["/offer 상품권 20만원", "현금 30만원 드릴게요", "/quote SKB 현금 43만원 2025-11-18", "/promise 내일 문자", "/find 위약금",
         "/ㅕㅜ애", "/end deferred 11/25", "/end cut", "/transfer 팀", "다음 주 화요일", "ㅁ", "/note 메모"]
    ),
    st.text(max_size=12),
)  # fmt: skip


def coach(locale: Locale, log: MemoryLog, quoted: bool = False) -> Controller:
    slots: dict[str, bool | int | str] = {"carrier": "KT", "fee": 44_000, "target": 400_000} if quoted else {}
    case = Case(name="kt", playbook="retention-kr", slots=slots)
    ticks = iter(range(1, 10**6))
    services = Services(read=reader(locale, "ko"))
    setting = Setting(BOOK, case, log, 1, (), locale, lambda: next(ticks) * 1000, date(2026, 11, 20), services)
    return Controller(Session(setting))


@settings(max_examples=60)
@given(st.sampled_from(["ko", "en"]), st.booleans(), st.lists(ANSWERS, max_size=25))
@example("ko", False, ["/help", "/undo"])  # the list of commands over the first question
def test_any_answers_are_taken(locale: Locale, quoted: bool, answers: list[str]) -> None:
    log = MemoryLog()
    talk = coach(locale, log, quoted)
    for answer in answers:
        if talk.session.over:
            break
        talk.answer(answer)
        view = talk.view()
        assert talk.session.over or view.line or view.waiting or view.question or view.outcome
        assert lines.render(view, None, 80, locale)
        assert talk.session.call.snapshot == replay(BOOK, log.events())
    talk.close()
    assert not log.events() or replay(BOOK, log.events()).ended


@each_row("locale", ["ko", "en"])
@each_row("stage", BOOK.stages)
def test_every_move_of_the_list_can_be_picked_at_every_stage(stage: str, locale: Locale) -> None:
    talk = coach(locale, MemoryLog())
    talk.answer("1")
    talk.session.record("go", stage)
    talk.answer("0")
    listed: set[str] = set()
    while True:
        listed |= {choice.label for choice in talk.view().choices}
        before = talk.view().choices
        talk.answer("0")
        if talk.view().question == "" or before == talk.view().choices or len(listed) > 200:
            break
        if talk.session.question and talk.session.question.page == 0:
            break
    assert {move.label.best(locale) for move in BOOK.moves.agent.values()} <= listed


SIZES = st.tuples(st.integers(40, 160), st.integers(24, 60))


@settings(max_examples=60)
@given(st.sampled_from(["ko", "en"]), SIZES, st.lists(ANSWERS, max_size=12))
def test_every_picture_fits_and_keeps_the_line_and_the_prompt(
    locale: Locale, size: tuple[int, int], answers: list[str]
) -> None:
    talk = coach(locale, MemoryLog(), quoted=True)
    for answer in ["1", *answers]:
        if not talk.session.over:
            talk.answer(answer)
    view, (width, height) = talk.view(), size
    rows = plain(frame(view, width, height, locale))
    assert len(rows) == height
    assert all(wcswidth(row) <= width for row in rows)
    assert rows[0].startswith(" haegi")
    assert rows[-1].startswith(" >")
    speaking = view.line and not view.waiting and not (view.question and view.ask != "offer")
    if speaking:
        assert "".join(view.line.split()) in "".join("".join(rows).split())
    for choice in view.choices:
        assert any(f"{choice.key}  {choice.label[:4]}" in row for row in rows), choice


def test_the_lines_face_ends_with_its_input() -> None:
    log = MemoryLog()
    out = io.StringIO()
    lines.run(coach("ko", log), iter(["1", ""]), out, 40)
    assert [event.kind for event in log.events()] == ["start", "said", "end"]
    assert all(wcswidth(row) <= 40 for row in out.getvalue().splitlines())


def test_a_long_ledger_shows_its_end_and_says_where_the_rest_is() -> None:
    talk = coach("ko", MemoryLog())
    talk.answer("1")
    for number in range(10, 20):
        talk.answer(f"/offer 상품권 {number}만원")
        talk.answer("")  # said: the next offer is another one, no correction
    shown = "\n".join(lines.render(talk.view(), None, 80, "ko"))
    count = len(talk.view().offers) - lines.OFFERS_SHOWN
    assert count > 0
    assert f"앞선 제안 {count}건" in shown
    assert "상품권 19만 원" in shown
    assert "상품권 10만 원" not in shown


def test_advice_is_worked_out_once_after_each_event() -> None:
    asked: list[int] = []
    talk = coach("ko", MemoryLog())

    def advise(_: Case, calls: Sequence[PastCall]) -> AdviceText:
        asked.append(len(calls[-1].events))
        return AdviceText("push", "", ())

    services = talk.session.setting.services._replace(advise=advise)
    talk.session.setting = talk.session.setting._replace(services=services)
    for answer in ("1", "/offer 상품권 20만원", "", "/note 메모"):
        talk.answer(answer)
        talk.view()
        talk.view()
    assert asked == [2, 3, 4]
