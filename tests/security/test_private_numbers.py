"""Numbers typed by mistake reach no file of haegi's, wherever they were typed, and the person is told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from driver import Terminal, inside

from haegi.call.case import Case, Decision, PastCall, Quote
from haegi.call.engine import Event
from haegi.storage.store import Store

RESIDENT, CARD, ACCOUNT, SSN = "900101-1234567", "4111 1111 1111 1111", "국민은행 123456-01-123456", "123-45-6789"
ALL = f"{RESIDENT} {CARD} {ACCOUNT} {SSN}"
#: Parts that nothing else has in it.
DIGITS = re.compile(rb"1234567|1111.?1111|123456-01|123-45-67|123456789")
PHONE = "010-2345-6789"

DOORS = {
    "opening": [ALL],
    "words": ["1", "", f"상담원이 {ALL} 맞냐고 물음"],
    "words with an offer": ["1", "", f"상품권 20만원 드려요 {ALL}"],
    "which move": ["1", "", f"음 {ALL}", "1"],
    "asked for the offer": ["1", "", "3", f"현금 10만원 {ALL}"],
    "offer": ["1", f"/offer 현금 30만원 {ALL}"],
    "no offer": ["1", f"/offer {ALL}"],
    "note": ["1", f"/note {ALL}", "/undo"],
    "other layout": ["1", f"/ㅜㅐㅅㄷ {ALL}"],
    "transfer": ["1", f"/transfer {ALL}"],
    "promise": ["1", f"/promise 내일까지 {ALL}"],
    "quote": ["1", f"/quote SKB 현금 43만원 {ALL}"],
    "find": ["1", f"/find {ALL}"],
    "end": ["1", f"/end deferred {ALL}", f"/end {ALL}"],
    "unknown": ["1", f"/{ALL}"],
}


def kept(*places: Path) -> bytes:
    """The bytes of every file below these places."""
    files = sorted(file for place in places for file in place.rglob("*") if file.is_file())
    return b"\n".join(file.read_bytes() for file in files)


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("answers", DOORS.values(), ids=DOORS)
def test_a_call(answers: list[str], lang: str, home: Path) -> None:
    ran = inside(home, "coach", "--case", "kt", stdin="\n".join(answers) + "\n", lang=lang)
    assert ran.code == 0, ran.err
    assert not DIGITS.search((ran.out + ran.err).encode())
    assert not DIGITS.search(kept(home))
    told = " ".join((ran.out + ran.err).split())
    assert ("주민등록번호처럼 보이는 숫자는" in told) if lang == "ko" else ("resident registration number was not" in told)


def test_after_a_call_nothing_has_them(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    note = f"담당 김민지 {PHONE} {ALL}"
    call = ["1", "", f"/note {note}", f"/promise 내일 {ALL}", f"/quote SKB 현금 43만원 {ALL}", f"/offer 현금 30만원 {ALL}",
            f"/transfer {ALL}", f"아무 말 {ALL}", "1", "/end deferred 2026-11-25"]  # fmt: skip
    assert inside(home, "coach", "--case", "kt", "--date", "2026-11-20", stdin="\n".join(call)).code == 0
    for arguments in (
        ["case", "export", "kt", "-o", "kt.json"], ["case", "export", "kt", "--letter"], ["case", "remind", "kt"],
        *(["sheet", "--case", "kt", "--format", form] for form in ("html", "md", "txt")),
    ):  # fmt: skip
        ran = inside(home, *arguments)
        assert ran.code == 0, (arguments, ran.err)
    assert len(list(tmp_path.iterdir())) == 7
    assert not DIGITS.search(kept(tmp_path))
    assert PHONE.encode() in kept(home), "the agent's number is kept on purpose"


COMMANDS = {
    "name": ["case", "new", RESIDENT, "--carrier", "KT"],
    "carrier": ["case", "new", "kt", "--carrier", ALL],
    "option with =": ["case", "new", "kt", f"--product={ALL}"],
    "fee": ["case", "new", "kt", "--carrier", "KT", "--fee", RESIDENT.replace("-", "")],
    "quote": ["case", "new", "kt", "--quote", f"SKB 현금 43만원 {ALL}"],
    "set": ["case", "new", "kt", "--set", f"product={ALL}"],
    "coach": ["coach", "--case", RESIDENT],
    "offer": ["offer", f"현금 10만원 {ALL}"],
    "hear": ["hear", ALL],
    "facts": ["facts", ALL],
    "compare": ["compare", "--case", RESIDENT],
}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_a_command_line(arguments: list[str], home: Path) -> None:
    ran = inside(home, *arguments, stdin="1\n")
    assert not DIGITS.search((ran.out + ran.err).encode())
    assert "않았습니다" in ran.err
    assert not home.exists() or not DIGITS.search(kept(home))


def test_questions_and_editing(home: Path) -> None:
    asked = inside(home, "case", "new", "kt", stdin=f"\nKT {ALL}\n" + f"{ALL}\n" * 9)
    assert "주민등록번호처럼" in asked.err
    inside(home, "case", "new", "lg", "--carrier", "LG")
    assert inside(home, "case", "edit", "lg", "--product", ALL).code == 0
    assert not DIGITS.search(kept(home) + (asked.out + asked.err).encode())


def test_comparing_and_deciding(home: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    answers = f"KT\n33000\n\n\n\n\n\n\nSKB {ALL}\n\n22000\n현금 10만원\n" + "\n" * 20
    asked = inside(home, "compare", "--save", str(saved), stdin=answers)
    assert saved.exists(), asked.err
    inside(home, "case", "new", "kt", "--carrier", "KT", "--fee", "33000", "--quote", "SKB 현금 43만원")
    decided = inside(home, "compare", "--case", "kt", "--decide", f"SKB로 {ALL}", "--budget-fee", "12000")
    assert decided.code == 0, decided.err
    assert "주민등록번호처럼" in decided.err
    assert not DIGITS.search(kept(home, tmp_path) + "".join((*asked[1:], *decided[1:])).encode())


def test_rehearsals_and_drills(home: Path) -> None:
    played = inside(home, "rehearse", "--seed", "3", stdin=f"제 주민번호는 {ALL}\n/note {ALL}\n8\n")
    drilled = inside(home, "drill", stdin=f"{ALL}\n1\n")
    for ran in (played, drilled):
        assert "주민등록번호처럼" in ran.out + ran.err
        assert not DIGITS.search((ran.out + ran.err).encode())
    assert not DIGITS.search(kept(home))


def test_a_number_said_in_two_answers(home: Path) -> None:
    held = inside(home, "coach", "--case", "kt", stdin="1\n/note 주민번호 앞자리 900101\n/note 뒤는 1234568\n", lang="ko")
    assert "주민등록번호처럼" in held.out
    assert not re.search(rb"1234568", kept(home) + held.out.encode())


def test_a_number_said_in_two_turns_of_a_transcript(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "call.txt"
    file.write_text("상담원: 주민번호 불러 주세요\n나: 앞자리 900101이요\n상담원: 뒷자리는요?\n나: 1234568이요\n상담원: CVC는요?\n나: CVC 987이요\n", "utf-8")  # fmt: skip
    assert inside(home, "case", "new", "kt", "--carrier", "KT").code == 0
    reviewed = inside(home, "review", str(file), "--case", "kt", "--json", lang="ko")
    assert reviewed.code == 0, reviewed.err
    assert not re.search(rb"1234568|987", kept(home) + reviewed.out.encode())


@pytest.mark.parametrize("arguments", [["offer", "-", "--json"], ["hear", "-", "--json"], ["offer", "-"], ["hear", "-"]])
def test_streams(arguments: list[str], home: Path) -> None:
    ran = inside(home, *arguments, stdin=f"현금 10만원 {ALL}\n{ALL}\n")
    assert not DIGITS.search((ran.out + ran.err).encode())


def test_files_that_are_read_in(home: Path, tmp_path: Path) -> None:
    asked = tmp_path / "case.yaml"
    asked.write_text(f"slots: {{carrier: KT, product: '{ALL}'}}\nquotes: [{{provider: SKB, gift: '현금 43만원', where: '{ALL}'}}]\n", "utf-8")  # fmt: skip
    first = inside(home, "case", "new", "kt", "--from", str(asked))
    inside(home, "coach", "--case", "kt", stdin="1\n/note 메모\n")
    out = tmp_path / "out.json"
    inside(home, "case", "export", "kt", "-o", str(out))
    out.write_text(out.read_text("utf-8").replace("메모", ALL).replace('"kt"', '"lg"'), "utf-8")
    second = inside(home, "case", "import", str(out))
    for ran in (first, second):
        assert ran.code == 0, ran.err
        assert "주민등록번호처럼" in ran.err
    assert not DIGITS.search(kept(home))


def test_a_file_keeps_its_name(home: Path, tmp_path: Path) -> None:
    inside(home, "case", "new", "kt", "--carrier", "KT")
    file = tmp_path / f"{RESIDENT}.json"
    assert inside(home, "case", "export", "kt", "-o", str(file)).code == 0
    inside(home, "case", "remove", "kt", "--yes")
    assert inside(home, "case", "import", str(file)).code == 0


def test_the_store_is_the_last_to_look(home: Path) -> None:
    store = Store.open(home / "haegi.db")
    try:
        store.add(Case(name="kt", playbook="x", slots={"product": ALL}), 1)
        store.change(store.case("kt"), Case(name="kt", playbook="x", quotes=(Quote(provider=RESIDENT, where=CARD),)), 2)
        store.log("kt", 1).append(Event("note", 1, ALL, ALL, {"facts": {"a": ALL}}))
        store.bring(Case(name="lg", playbook="x"), [PastCall(1, [Event("note", 1, "", ALL)])], [], 1)
        store.decide("kt", Decision(at=3, text=f"ssn {SSN.replace('-', '')}, {SSN}", figures={"best": ALL}))
        store.keep("rehearsal", "x", {"answers": [ALL]}, 1)
        assert not DIGITS.search(kept(home))
        assert store.case("kt").quotes
        assert store.decisions("kt")
        long = unicodedata.normalize("NFD", "해지" * 9)
        store.log("kt", 3).append(Event("note", 1, "", long))
        assert store.calls("kt")[-1].events[0].text == long
    finally:
        store.close()


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    import sys

    with Terminal(home, [sys.executable, "-m", "haegi", "coach", "--case", "kt"], 80, 24) as one:
        yield one


@pytest.mark.slow
def test_the_full_screen(terminal: Terminal, home: Path) -> None:
    terminal.until("/도움")
    terminal.send("1")
    terminal.until("상담원이 지금")
    terminal.send(f"/note {RESIDENT}\r")
    terminal.until("앞자리만")
    assert not DIGITS.search(terminal.text().encode())
    assert not DIGITS.search(kept(home))
