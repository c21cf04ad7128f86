"""The letter of complaint: what was recorded, nothing else, and nothing that is nobody's business.

The goldens are in tests/data/golden; `pytest --renew-goldens` writes them anew.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from html import unescape
from pathlib import Path

import pytest
from conftest import Golden, shipped
from driver import inside
from papers import HOSTILE
from tables import each_row

from haegi.call.case import Case, PastCall, moment
from haegi.call.engine import Event
from haegi.sheet import html, markdown, plain_text
from haegi.sheet.document import Document
from haegi.sheet.letter import Record, letter
from haegi.storage.case_file import exported
from haegi.text.i18n import Locale
from haegi.text.terminal import cells, visible

GOLDEN = Path(__file__).parents[1] / "data" / "golden"
DAY = date(2026, 11, 22)
SEOUL = timezone(timedelta(hours=9))
BEGAN = int(datetime(2026, 11, 16, 1, 5, tzinfo=UTC).timestamp() * 1000)
MINUTE = 60_000

CASE = Case(
    name="청구",
    playbook="escalation-kr",
    slots={
        "carrier": "KT", "product": "인터넷 500M", "problem": "청구 금액이 안내와 다름", "since": "2026-10-03",
        "reference": "2281", "amount": 32000, "demand": "차액 환불", "reservation": 25000,
    },
)  # fmt: skip


def _call(number: int, *events: Event, outcome: str = "") -> PastCall:
    began = BEGAN + number * 1440 * MINUTE
    end = [Event("end", began + 30 * MINUTE, outcome)] if outcome else []
    return PastCall(number, [Event("start", began, "i_call"), *events, *end])


def _at(number: int, minutes: int) -> int:
    return BEGAN + (number * 1440 + minutes) * MINUTE


CALLS = (
    _call(
        1,
        Event("note", _at(1, 1), text="상담원 김하늘"),
        Event("transfer", _at(1, 3), text="요금팀으로 연결"),
        Event("hold", _at(1, 4)),
        Event("hold", _at(1, 11)),
        Event("note", _at(1, 12), text="잘못 적은 메모"),
        Event("undo", _at(1, 13)),
        Event("promise", _at(1, 14), "2026-11-25", "차액을 다시 셈해 알려 줌"),
        outcome="deferred",
    ),
    _call(
        2,
        Event("offer", _at(2, 2), "offers", "1만 원 할인", {"offer": {"terms": []}, "worth": 10000}),
        Event("promise", _at(2, 3), "", "팀장이 전화함"),
        Event("hold", _at(2, 25)),
        outcome="refused",
    ),
    _call(3),
)


def made(language: Locale = "ko", case: Case = CASE, calls: tuple[PastCall, ...] = CALLS) -> Document:
    record = Record(case, calls, DAY, lambda at: moment(at).astimezone(SEOUL))
    return letter(shipped(case.playbook), language, record)


def _written(document: Document) -> str:
    return plain_text.render(document).decode()


@each_row("language", ["ko", "en"])
def test_the_letter_reads_as_its_golden(language: Locale, golden: Golden) -> None:
    golden(GOLDEN / f"letter-{language}.md", markdown.render(made(language)).decode())


@each_row("untold", ["25,000", "2만 5,000", "잘못 적은 메모", "10,000", "청구건"])
def test_limits_worths_and_what_was_taken_back_are_not_in_it(untold: str) -> None:
    assert untold not in _written(made("ko")) + _written(made("en"))


@each_row("name", ["escalation-kr", "retention-kr", "retention-us", "mobile-kr", "arrears-kr"])
def test_no_private_slot_of_any_playbook_is_told(name: str) -> None:
    slots = {slot: f"값{slot}" for slot in shipped(name).slots}
    written = markdown.render(made(case=Case(name="x", playbook=name, slots=slots), calls=())).decode()
    private = [slot for slot, each in shipped(name).slots.items() if each.private]
    assert not [slot for slot in private if f"값{slot}" in written]
    assert "값carrier" in written


def test_an_empty_case_is_a_letter_of_blanks() -> None:
    written = _written(made(case=Case(name="x", playbook="retention-us"), calls=()))
    assert written.count("____ |") == 6
    assert made(case=Case(name="x", playbook="retention-us")).paper == "letter"


@each_row("hostile", [each for each in HOSTILE if each])
def test_hostile_texts_are_printed_as_text(hostile: str) -> None:
    slots = {"carrier": hostile, "product": hostile, "demand": hostile, "since": hostile}
    events = [Event(kind, _at(1, 1), "", hostile) for kind in ("note", "transfer", "promise")]
    document = made("en", Case(name="x", playbook="escalation-kr", slots=slots), (_call(1, *events),))
    assert all(cells(line) <= plain_text.WIDTH for line in _written(document).splitlines())
    page = html.render(document).decode()
    assert "<script" not in page
    assert "\u202e" not in page + _written(document)
    assert unescape(page).count(visible(hostile).strip()) == 7


def _kept(home: Path, folder: Path) -> None:
    file = folder / "case.json"
    file.write_bytes(exported(CASE, CALLS))
    assert inside(home, "case", "import", str(file)).code == 0


@pytest.mark.parametrize(
    ("options", "start"),
    [
        ((), "# 불편 사항에 관한 요청"),
        (("--lang", "en"), "# Letter of complaint"),
        (("--format", "txt"), "불편 사항에 관한 요청"),
        (("--format", "html"), "<!doctype html>"),
    ],
)
def test_the_command_follows_the_call_in_language(
    options: tuple[str, ...], start: str, home: Path, tmp_path: Path
) -> None:
    _kept(home, tmp_path)
    ran = inside(home, "case", "export", *options, "--letter", "-o", "-", "--date", "2026-11-22", lang="en")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(start)


def test_a_letter_is_a_file_that_is_not_overwritten(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _kept(home, tmp_path)
    codes = [
        inside(home, "case", "export", "청구", "--letter", *more).code for more in ((), (), ("--force",))
    ]
    assert codes == [0, 1, 0]
    assert (tmp_path / "haegi-청구-letter.md").read_text("utf-8").startswith("# ")


@pytest.mark.parametrize(
    "options",
    [
        ("--letter", "--lang", "fr"),
        ("--letter", "--format", "docx"),
        ("--format", "md"),
        ("--date", "2026-11-22"),
    ],
)
def test_a_refusal_is_one_sentence(options: tuple[str, ...], home: Path, tmp_path: Path) -> None:
    _kept(home, tmp_path)
    ran = inside(home, "case", "export", *options)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)


def test_the_plain_export_is_as_it_was(home: Path, tmp_path: Path) -> None:
    _kept(home, tmp_path)
    ran = inside(home, "case", "export", "--lang", "en", "-o", "-")
    assert ran.out.encode() == exported(CASE, CALLS)


@pytest.mark.parametrize(("lang", "shown"), [("ko", ["합의한 내용", "상품권 20만 원 + 월 5,500원 할인", "[ ] 내일까지 문자로", "자동 연장 여부"]), ("en", ["What was agreed", "Worth over 36 months", "₩388,000"])])
def test_what_was_agreed_is_a_page_to_keep(home: Path, lang: str, shown: list[str]) -> None:
    made = ("case", "new", "it", "--carrier", "KT", "--product", "인터넷 500M", "--fee", "33000", "--reservation", "20만원")
    assert inside(home, *made).code == 0
    told = "/제안 상품권 20만원 + 월 5500원 할인, 3년 약정\n/약속 내일까지 문자로 보내 준다\n/끝 합의\n"
    before = inside(home, "case", "export", "it", "--agreed", "-o", "-", "--format", "txt", "--lang", lang).out
    assert "20만 원" not in before
    summary = inside(home, "coach", "--case", "it", "--face", "lines", stdin=f"\n{told}", lang=lang)
    assert "haegi case export it --agreed" in summary.out
    ran = inside(home, "case", "export", "it", "--agreed", "-o", "-", "--format", "txt", "--lang", lang)
    assert ran.code == 0
    assert all(words in ran.out for words in shown)
    assert inside(home, "case", "export", "it", "--agreed", "-o", "-", lang=lang).out.startswith("<!doctype html>")
    assert inside(home, "case", "export", "it", "--agreed", "--letter").code == 2
