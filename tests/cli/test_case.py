"""`haegi case`: made in three ways, listed, shown, edited, removed."""

from __future__ import annotations

import json
import shlex
import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from driver import Ran, inside

from haegi.cli.context import Clock
from haegi.playbook.model import Playbook
from haegi.text.i18n import say

FLAGS = [
    "--carrier", "KT", "--product", "인터넷 500M + TV", "--fee", "3만3천원", "--end-internet", "2026-12-18",
    "--end-tv", "2026년 12월 20일", "--target", "43만원", "--reservation", "300,000", "--set", "years=6년",
    "--quote", "SKB 500M+TV 현금 43만원 2025-11-18", "--horizon", "24",
]  # fmt: skip
SLOTS = {
    "carrier": "KT", "product": "인터넷 500M + TV", "fee": 33_000, "end_internet": "2026-12-18",
    "end_tv": "2026-12-20", "target": 430_000, "reservation": 300_000, "years": 6,
}  # fmt: skip


def shown(home: Path, name: str = "") -> Any:
    ran = inside(home, "case", "show", *([name] if name else []), "--json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_new_with_flags(home: Path) -> None:
    ran = inside(home, "case", "new", "kt", *FLAGS)
    assert ran.code == 0, ran.err
    assert "haegi coach --case kt" in ran.out
    case = shown(home, "kt")
    assert case["slots"] == SLOTS
    assert case["horizon_months"] == 24
    (quote,) = case["quotes"]
    assert (quote["provider"], quote["amount"], quote["seen"]) == ("SKB", 430_000, "2025-11-18")
    assert (case["calls"], case["offers"], case["commitments"], case["follow_up"]) == ([], [], [], None)


def test_new_as_json(home: Path) -> None:
    assert json.loads(inside(home, "case", "new", "kt", *FLAGS, "--json").out) == shown(home, "kt")


FILE = """
name: from-file
playbook: retention-kr
horizon_months: 24
slots:
  carrier: KT
  product: 인터넷 500M + TV
  fee: 33000
  end_internet: 2026-12-18
  end_tv: 2026년 12월 20일
  target: 43만원
  reservation: 30만원
  years: 6
quotes:
  - {provider: SKB, product: 500M+TV, gift: 현금 43만원, fee: 39600, seen: 2025-11-18, where: 매장}
"""


def test_new_from_a_file(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(FILE, "utf-8")
    ran = inside(home, "case", "new", "--from", str(path))
    assert ran.code == 0, ran.err
    case = shown(home, "from-file")
    assert case["slots"] == SLOTS
    assert case["horizon_months"] == 24
    assert case["quotes"][0] | {"where": "매장"} == case["quotes"][0]
    assert (case["quotes"][0]["amount"], case["quotes"][0]["fee"]) == (430_000, 39_600)
    named = inside(home, "case", "new", "other", "--from", str(path), "--fee", "44000")
    assert named.code == 0, named.err
    assert shown(home, "other")["slots"]["fee"] == 44_000


WRONG_FILES = [
    ("name: x\nslotz: {}\n", 3, ":2:1: S001"),
    ("name: x\nhorizon_months: 0\n", 3, ":2:17: S008"),
    ("name: x\nslots: {favourite: blue}\n", 1, "favourite"),
    ("name: x\nslots: {fee: 많이}\n", 1, "많이"),
    ("name: x\nslots: {end_tv: 언젠가}\n", 1, "언젠가"),
    ("name: x\nquotes: [{product: TV}]\n", 3, ": S002"),
    ("name: x\nplaybook: nowhere\n", 1, "nowhere"),
    ("name: " + "x" * 100 + "\n", 1, ""),
    ("name: x\nquotes: [{provider: ''}]\n", 3, ": S004"),
    ("name: x\nquotes: [{provider: SKB, amount: -5}]\n", 1, ""),
]


@pytest.mark.parametrize(("text", "code", "said"), WRONG_FILES)
def test_a_file_with_faults_makes_no_case(
    text: str, code: int, said: str, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(text, "utf-8")
    ran = inside(home, "case", "new", "--from", str(path))
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert said in ran.err
    assert json.loads(inside(home, "case", "list", "--json").out) == {"cases": []}


def test_new_asks_and_everything_can_be_skipped(home: Path, retention: Playbook) -> None:
    questions = len(retention.slots) + 2  # which call, and a quote
    ran = inside(home, "case", "new", "kt", stdin="\n" * questions)
    assert ran.code == 0, ran.err
    assert ran.out.count("\n> ") == questions
    assert (shown(home)["slots"], shown(home)["quotes"]) == ({}, [])


def test_new_asks_and_the_end_of_input_skips_the_rest(home: Path) -> None:
    assert inside(home, "case", "new", "kt", stdin="KT\n").code == 0
    assert shown(home)["slots"] == {"carrier": "KT"}


def test_new_asks_again_after_a_wrong_answer(home: Path, retention: Playbook) -> None:
    typed = {
        "carrier": ["KT"],
        "fee": ["많이", "3만3천원"],
        "end_internet": ["언젠가", "2026-12-18"],
        "years": ["여섯", "6"],
    }
    answers = [answer for slot in retention.slots for answer in typed.get(slot, [""])]
    quotes = ["SKB 좋다", "SKB 현금 43만원 2025-11-18"]
    ran = inside(home, "case", "new", "kt", stdin="\n".join(["", *answers, *quotes, ""]))
    assert ran.code == 0, ran.err
    assert all(wrong in ran.out for wrong in ("많이", "언젠가", "여섯"))
    case = shown(home)
    assert case["slots"] == {"carrier": "KT", "fee": 33_000, "end_internet": "2026-12-18", "years": 6}
    assert case["quotes"][0]["amount"] == 430_000


WRONG_FLAGS = [
    (["--fee", "many"], 1),
    (["--target", "월 3만원"], 1),
    (["--reservation", "30,000 won a month"], 1),
    (["--end-tv", "someday"], 1),
    (["--quote", "SKB"], 1),
    (["--quote", ""], 1),
    (["--set", "years"], 1),
    (["--set", "shoes=42"], 1),
    (["--set", "years=six"], 1),
    (["--playbook", "nowhere"], 1),
    (["--horizon", "0"], 2),
    (["--colour", "red"], 2),
]


@pytest.mark.parametrize(("flags", "code"), WRONG_FLAGS, ids=[" ".join(flags) for flags, _ in WRONG_FLAGS])
def test_wrong_flags_make_no_case(flags: list[str], code: int, home: Path) -> None:
    ran = inside(home, "case", "new", "kt", "--carrier", "KT", *flags, lang="en")
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert "bug" not in ran.err
    assert json.loads(inside(home, "case", "list", "--json").out) == {"cases": []}


@pytest.mark.parametrize("name", ["x" * 81, " ", "\x1b[31m", "a/b", "../x", "-", "한글 이름", "[bold]kt[/]"])
def test_any_name_is_kept_as_text_or_refused_in_a_sentence(name: str, home: Path) -> None:
    ran = inside(home, "case", "new", "--carrier", "KT", "--", name, lang="en")
    assert ran.code in (0, 1), ran.err
    assert "bug" not in ran.err
    listed = inside(home, "case", "list")
    for text in (ran.out, ran.err, listed.out, inside(home, "case", "show").out):
        assert "\x1b" not in text
    if ran.code == 0:
        assert shown(home, "")["name"] == name


def test_list_and_show(home: Path) -> None:
    assert "haegi case new" in inside(home, "case", "list").err
    for name in ("first", "second"):
        inside(home, "case", "new", name, *FLAGS)
    call = "1\n\n1\n/offer 상품권 20만원\n/promise 내일 문자\n/end deferred 2030-01-02\n"
    inside(home, "coach", "--case", "first", stdin=call)
    rows = inside(home, "case", "list").out.splitlines()
    assert [row.split()[0] for row in rows] == ["first", "second"]
    listed = json.loads(inside(home, "case", "list", "--json").out)["cases"]
    assert listed[0] == {
        "name": "first", "playbook": "retention-kr", "calls": 1, "outcome": "deferred", "follow_up": "2030-01-02", "promises_due": 0,
    }  # fmt: skip
    text = inside(home, "case", "show").out
    for word in ("first", "월 요금: 3만 3,000원", "SKB", "상품권 20만 원", "내일 문자", "1월 2일"):
        assert word in text
    assert inside(home, "case", "show", "second").out.startswith("second")


def test_edit_changes_what_was_given_and_nothing_else(home: Path) -> None:
    inside(home, "case", "new", "kt", *FLAGS)
    before = shown(home)
    assert (
        inside(
            home, "case", "edit", "kt", "--fee", "44,000원", "--quote", "LGU+ 상품권 30만원 2025-11-01"
        ).code
        == 0
    )
    after = shown(home)
    assert after["slots"] == {**SLOTS, "fee": 44_000}
    assert [quote["provider"] for quote in after["quotes"]] == ["SKB", "LGU+"]
    assert {**after, "slots": 0, "quotes": 0} == {**before, "slots": 0, "quotes": 0}
    assert inside(home, "case", "edit", "kt", "--horizon", "36").code == 0
    assert shown(home)["horizon_months"] == 36


@pytest.mark.parametrize("flags", [[], ["--fee", "many"], ["--carrier", "K" * 401]])
def test_an_edit_that_says_nothing_changes_nothing(flags: list[str], home: Path) -> None:
    inside(home, "case", "new", "kt", *FLAGS)
    before = shown(home)
    ran = inside(home, "case", "edit", "kt", *flags)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert shown(home) == before


@pytest.mark.parametrize(
    ("flags", "typed", "left"), [(["--yes"], "", 0), ([], "kt\n", 0), ([], "y\n", 1), ([], "", 1)]
)
def test_remove_asks_for_the_name(flags: list[str], typed: str, left: int, home: Path) -> None:
    inside(home, "case", "new", "kt", *FLAGS)
    assert inside(home, "case", "remove", "kt", *flags, stdin=typed).code == 0
    assert len(json.loads(inside(home, "case", "list", "--json").out)["cases"]) == left


TOTALS = [
    (["--target", "30000"], "--target '₩108,000'"),
    (["--target", "430000", "--reservation", "500000"], "₩500,000"),
    (["--target", "430000", "--reservation", "300000"], ""),
]


@pytest.mark.parametrize(("flags", "told"), TOTALS)
def test_totals_that_can_hardly_be_meant_are_told_once(flags: list[str], told: str, home: Path) -> None:
    """A month's bill as a target comes with the total that it would be."""
    made = inside(home, "case", "new", "kt", "--fee", "33000", *flags, lang="en")
    assert (made.code, bool(made.err), told in made.err) == (0, bool(told), True)
    assert inside(home, "case", "edit", "kt", "--carrier", "KT", lang="en").err == ""
    assert "no call yet" in inside(home, "case", "list", lang="en").out


NAMELESS = [
    ["show", "no"],
    ["edit", "no", "--fee", "1"],
    ["remove", "no"],
    ["export", "no"],
    ["remind", "no"],
]


@pytest.mark.parametrize("command", NAMELESS, ids=lambda command: command[0])
def test_an_unknown_case_is_a_sentence_that_names_the_known(command: list[str], home: Path) -> None:
    inside(home, "case", "new", "kt", *FLAGS)
    ran = inside(home, "case", *command, lang="en")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "kt" in ran.err


@pytest.mark.parametrize("command", ["show", "edit", "export", "remind"])
def test_without_any_case_there_is_a_way_to_one(command: str, home: Path) -> None:
    ran = inside(home, "case", command, lang="en")
    assert (ran.code, ran.out) == (1, "")
    assert "haegi case new" in ran.err


def says_usage(ran: Ran) -> bool:
    return ran.code == 2 and "Traceback" not in ran.err and bool(ran.err)


@pytest.mark.parametrize(
    "arguments", [["sing"], ["case", "sing"], ["coach", "--sing"], ["case", "remove"], ["--sing"]]
)
def test_wrong_usage_exits_2(arguments: list[str], home: Path) -> None:
    assert says_usage(inside(home, *arguments))


def test_the_store_is_checked_and_copied(home: Path, tmp_path: Path) -> None:
    inside(home, "coach", "--case", "kt", stdin="1\n/note noted\n")
    copy = tmp_path / "copy.db"
    checked = inside(home, "case", "check", "-o", str(copy), lang="en")
    assert (checked.code, checked.out.splitlines()[-1]) == (0, "Everything is intact; cases: 1.")
    assert copy.stat().st_mode & 0o777 == 0o600
    db = sqlite3.connect(home / "haegi.db")
    db.execute("UPDATE event SET text = 'voted' WHERE text = 'noted'")
    db.commit()
    db.close()
    damaged = inside(home, "case", "check", "--json", lang="en")
    assert (damaged.code, json.loads(damaged.out)) == (4, {"damages": ["Case 'kt', call 1: voted"]})
    assert inside(home, "case", "show", "kt").code == 0
    copy.replace(home / "haegi.db")
    assert "noted" in inside(home, "case", "show", "kt", "--json").out
    assert inside(home, "case", "check").code == 0
    beside = inside(home, "case", "check", "-o", str(tmp_path / "other.db"), "--json")
    assert (json.loads(beside.out), str(tmp_path / "other.db") in beside.err) == ({"damages": []}, True)


#: Names that a shell would take apart.
NAMES = ["우리 집", "집; touch x", "it's", "$(touch x)"]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_that_is_printed_can_be_pasted(name: str, home: Path) -> None:
    printed = [
        inside(home, "case", "new", name, "--carrier", "KT").out,
        inside(home, "coach", "--case", name, stdin="1\n/end deferred 2030-01-02\n").out,
        inside(home, "case", "remind", name, "-o", "-").out.replace("\r\n ", "").replace("\\;", ";"),
    ]
    for text in printed:
        line = next(line for line in text.splitlines() if "haegi c" in line)
        assert name in shlex.split(line[line.index("haegi c") :])


@pytest.mark.parametrize(
    ("book", "quote"), [("retention-us", "T-Mobile $50/mo"), ("retention-kr", "SKB 500M+TV 현금 43만원")]
)
def test_a_quote_without_a_date_has_none_until_it_is_given(book: str, quote: str, home: Path) -> None:
    made = inside(home, "case", "new", "it", "--playbook", book, "--quote", quote)
    assert (made.code, shown(home)["quotes"][0]["seen"]) == (0, None)
    assert quote.split()[0] in made.err
    assert "no date" in inside(home, "case", "show", lang="en").out
    assert f"({say('ko', 'quote.no-day')})" in inside(home, "sheet", "--case", "it", "--format", "txt", "-o", "-", lang="ko").out
    edited = inside(home, "case", "edit", "it", "--quote", f"{quote} 2026-11-18")
    assert (edited.code, edited.err, [each["seen"] for each in shown(home)["quotes"]]) == (0, "", ["2026-11-18"])


def test_a_day_that_cannot_be_is_refused_with_one_that_can(home: Path) -> None:
    for quote in ("SKB 현금 43만원 13/1", "SKB 현금 43만원 2030-01-01"):
        ran = inside(home, "case", "new", "it", "--quote", quote, lang="en")
        assert (ran.code, ran.out, inside(home, "case", "list", "--json").out.count("it")) == (1, "", 0)
        assert "12/3" in ran.err or "today is" in ran.err


def test_a_past_matter_is_past_and_shows_its_year(home: Path) -> None:
    inside(home, "case", "new", "it", "--playbook", "escalation-kr", "--set", "problem=1", "--set", "since=12월 25일",
           "--set", "promised=와이파이 무료", "--set", "promise_day=어제")  # fmt: skip
    slots = shown(home)["slots"]
    today = datetime.now().astimezone().date()
    since = date.fromisoformat(slots["since"])
    assert (since.month, since.day, since <= today) == (12, 25, True)
    assert slots["promise_day"] == (today - timedelta(days=1)).isoformat()
    assert str(since.year) in inside(home, "case", "export", "it", "--letter", "-o", "-", lang="en").out
    if since.year != today.year:
        assert f"Dec 25, {since.year}" in inside(home, "case", "show", lang="en").out
    refused = inside(home, "case", "edit", "it", "--set", f"since={today.year + 1}-01-02", lang="en")
    assert (refused.code, "still to come" in refused.err) == (1, True)


DEALS = {
    "ko": (
        "retention-kr",
        ["안녕하세요 KT 유지팀 김지현입니다", "/transfer 방어팀 이상호", "/note 목소리가 친절함", "접수번호는 20261130-4471 입니다",
         "/offer 현금 20만원 + 월 5,500원 할인, 3년", "상품권 20만원은 1월 31일까지 입금해 드릴게요",
         "약정은 36개월로 2029년 12월 18일까지입니다", "내용은 문자로 보내드릴게요", "/끝 합의"],
        ["합의한 조건: 현금 20만 원", "약정 끝: 2029년 12월 18일", "사은품 받을 날: 2027년 1월 31일", "글로 받을 것: 내용은 문자로",
         "방어팀 이상호", "1  김지현", "20261130-4471", "목소리가 친절함"],
        {"20270131T100000": "약속 확인", "20270101T100000": "청구서", "20291118T100000": "약정이 한 달 뒤 끝남"},
    ),
    "en": (
        "retention-us",
        ["Hi, my name is Marcus", "/note sounds tired", "Your reference number is AB12345", "/offer $20 off a month for 24 months", "/end accepted"],
        ["Agreed: $20.00 off a month", "spoken with: Marcus", "Nothing was said to come in writing", "AB12345", "sounds tired"],
        {"20270101T100000": "bill"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("lang", DEALS)
def test_what_was_agreed_comes_first_and_its_days_are_reminded_of(lang: str, home: Path) -> None:
    book, typed, wanted, reminded = DEALS[lang]
    inside(home, "case", "new", "kt", "--playbook", book, "--fee", "44000" if lang == "ko" else "$84.99", lang=lang)
    clock = Clock(lambda: 1_796_180_400_000, lambda: date(2026, 12, 2))
    done = inside(home, "coach", "--case", "kt", stdin="\n".join(["1", *typed, ""]), lang=lang, clock=clock)
    assert done.code == 0, done.err
    shown = inside(home, "case", "show", "kt", "--date", "2026-12-02", lang=lang).out
    assert [text for text in wanted if text not in shown] == []
    assert wanted[0] in shown.splitlines()[1], "what was agreed is told first"
    assert [text for text in wanted[:2] if text not in done.out] == [], "and after the call"
    document = json.loads(inside(home, "case", "show", "kt", "--json", lang=lang).out)
    assert document["deal"]["offer"] == document["agreed"]
    dates = inside(home, "case", "remind", "kt", "-o", "-", lang=lang).out.replace("\r\n ", "")
    for day, title in reminded.items():
        assert any(f":{day}" in event and title in event for event in dates.split("BEGIN:VEVENT")), (day, title, dates)
