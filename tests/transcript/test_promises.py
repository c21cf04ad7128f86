"""What an agent promises and by when, seen from Monday 30 November 2026; and how the last words end a call."""

from __future__ import annotations

from datetime import date

from tables import each_row

from haegi.transcript.results import find_ending, find_promises

TODAY = date(2026, 11, 30)

PROMISES = [
    ("내일 오전에 전화드릴게요.", ["2026-12-01"]),
    ("네, 문자로 보내 드릴게요.", ["None"]),
    ("확인해 보고 12월 4일까지 회신드리겠습니다. 감사합니다.", ["2026-12-04"]),
    ("상품권은 2주 뒤에 발송됩니다", ["2026-12-14"]),
    ("기사님이 수요일 오전에 방문하실 거예요", ["2026-12-02"]),
    ("문자는 바로 나가고요 내일 제가 다시 연락드릴게요", ["2026-12-01"]),
    ("3년 약정, 상품권 23만 원은 내년 1월 말에 문자 발송. 동의하시나요?", ["2027-01-31"]),
    ("오늘까지만 드릴 수 있습니다", []),
    ("오늘까지 결정하시면 상품권 30만 원 드릴게요", []),
    ("내일 다시 전화 주셔야 돼요", []),
    ("상품권 20만 원 드릴게요", []),
    ("내일 전화드릴까요?", []),
    ("확인해 드릴게요", []),
    ("You'll get an email by Friday.", ["2026-12-04"]),
    ("I'll call you back tomorrow.", ["2026-12-01"]),
    ("The gift card will arrive in two weeks.", ["2026-12-14"]),
    ("A technician will be there on Dec 3rd", ["2026-12-03"]),
    ("I'll text that over to you.", ["None"]),
    ("The offer expires on Friday", []),
    ("If you sign by Friday you'll get $50", []),
    ("Would you like a call tomorrow?", []),
    ("You'll get $20 off for 12 months.", []),
]

ENDINGS = [
    ("caller", "생각해 보고 다시 연락드릴게요", "", "deferred"),
    ("caller", "네, 그렇게 해 주세요", "", "accepted"),
    ("caller", "해지 접수해 주세요", "", "cancelled"),
    ("caller", "접수한 대로 진행해 주세요", "cancelled", "cancelled"),
    ("agent", "접수 마감이라 내일 다시 전화 주셔야 돼요", "cancelled", "refused"),
    ("agent", "신청 완료됐습니다", "", "accepted"),
    ("agent", "등록은 다 됐고요", "deferred", "deferred"),
    ("caller", "Let me think about it", "accepted", "deferred"),
    ("caller", "Sounds good", "", "accepted"),
    ("agent", "(뚜, 뚜, 뚜)", "deferred", "cut"),
    ("caller", "네", "", ""),
]


@each_row(("text", "days"), PROMISES)
def test_promises(text: str, days: list[str]) -> None:
    assert [str(promise.by) for promise in find_promises(text, TODAY)] == days


def test_the_day_that_was_just_spoken_of() -> None:
    (promise,) = find_promises("네, 그때 전화드릴게요", TODAY, ["목요일 점심이요", "언제가 좋으세요?"])
    assert promise.by == date(2026, 12, 3)


def test_a_promise_says_what_it_is_about() -> None:
    (promise,) = find_promises("There is a $100 gift card. It will arrive in two weeks.", TODAY)
    assert promise.what == "There is a $100 gift card. It will arrive in two weeks."


@each_row(("speaker", "text", "before", "ending"), ENDINGS)
def test_how_words_end_a_call(speaker: str, text: str, before: str, ending: str) -> None:
    assert find_ending(speaker, text, before) == ending
