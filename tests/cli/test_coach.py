"""`haegi coach` from the outside: finding the case, resuming, bad answers, ways to end, languages, terminals."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import shipped
from driver import Talk, Terminal, inside, line, run

from haegi.text.i18n import say

BEGUN = "1\n\n"


def cases(home: Path) -> list[Any]:
    names = [row["name"] for row in json.loads(inside(home, "case", "list", "--json").out)["cases"]]
    return [json.loads(inside(home, "case", "show", "--json", "--", name).out) for name in names]


def kinds(home: Path) -> list[str]:
    (case,) = cases(home)
    return [event["kind"] for event in case["calls"][-1]["events"]]


def test_without_a_case_the_call_begins_at_once(home: Path) -> None:
    ran = inside(home, "coach", "--date", "2026-11-20", stdin=BEGUN)
    assert ran.code == 0
    assert line(ran.out)
    (case,) = cases(home)
    assert (case["name"], case["playbook"], len(case["calls"])) == ("2026-11-20", "retention-kr", 1)
    assert case["calls"][0]["outcome"] == "cut"


def test_a_case_that_is_named_is_taken_or_made(home: Path) -> None:
    inside(home, "case", "new", "kt", "--carrier", "KT")
    inside(home, "case", "new", "other", "--carrier", "LG")
    inside(home, "coach", "--case", "kt", stdin=f"{BEGUN}/end refused\n")
    inside(home, "coach", "--case", "fresh", stdin=f"1\n{BEGUN}/end refused\n")
    assert [(case["name"], len(case["calls"])) for case in cases(home)] == [
        ("fresh", 1),
        ("kt", 1),
        ("other", 0),
    ]


@pytest.mark.parametrize(("typed", "calls"), [("", {"kt-home": 0, "lg": 0}), (f"2\n{BEGUN}", {"kt-home": 1, "lg": 0})])
def test_a_name_that_none_has_makes_no_case_by_itself(typed: str, calls: dict[str, int], home: Path) -> None:
    for name in ("kt-home", "lg"):
        inside(home, "case", "new", name, "--playbook", "retention-us", "--carrier", "Spectrum")
    ran = inside(home, "coach", "--case", "kt-hmoe", stdin=typed)
    assert ran.out.startswith(say("ko", "cli.no-such-case", name="kt-hmoe"))
    assert "2 kt-home" in ran.out
    assert {case["name"]: len(case["calls"]) for case in cases(home)} == calls


def test_several_open_cases_are_offered(home: Path) -> None:
    for name in ("one", "two"):
        inside(home, "case", "new", name, "--carrier", "KT")
    ran = inside(home, "coach", stdin=f"2\n{BEGUN}/end refused\n")
    assert "1 two" in ran.out
    assert [(case["name"], len(case["calls"])) for case in cases(home)] == [("one", 1), ("two", 0)]


def test_a_closed_case_is_not_taken_up_again(home: Path) -> None:
    inside(home, "coach", "--date", "2026-11-20", stdin=f"{BEGUN}/end accepted\n")
    inside(home, "coach", "--date", "2026-11-20", stdin=f"{BEGUN}/end deferred\n")
    assert [case["name"] for case in cases(home)] == ["2026-11-20-2", "2026-11-20"]


@pytest.mark.parametrize("answer", ["", "1"])
def test_a_cut_call_is_offered_again(answer: str, home: Path) -> None:
    inside(home, "coach", stdin=f"{BEGUN}1\n")
    ran = inside(home, "coach", stdin=f"{answer}\n")
    assert "이어서 하기" in ran.out
    (case,) = cases(home)
    assert [event["kind"] for event in case["calls"][0]["events"]][-3:] == ["end", "resume", "end"]
    assert "계속 쓰면 어떤 혜택이 있는지" in ran.out


@pytest.mark.parametrize(("lang", "when"), [("ko", r"\d+월 \d+일 \d\d:\d\d에"), ("en", r"[A-Z][a-z]{2} \d+ at \d+:\d\d [AP]M ")])
def test_a_cut_call_is_named_by_its_day_and_hour(lang: str, when: str, home: Path) -> None:
    inside(home, "coach", "retention-kr", stdin=f"{BEGUN}1\n")
    assert re.search(when, inside(home, "coach", stdin="\n", lang=lang).out)


def test_a_trap_mark_is_explained(home: Path) -> None:
    assert "(! 함정)" in inside(home, "coach", stdin=f"{BEGUN}1\n").out
    assert "(! trap)" in inside(home, "coach", "retention-us", stdin=f"{BEGUN}1\n", lang="en").out


def test_a_new_call_beside_a_cut_one(home: Path) -> None:
    inside(home, "coach", stdin=BEGUN)
    inside(home, "coach", stdin=f"2\n{BEGUN}")
    (case,) = cases(home)
    assert [call["number"] for call in case["calls"]] == [1, 2]


def test_words_where_a_resume_was_offered_count_in_the_call(home: Path) -> None:
    inside(home, "coach", stdin=BEGUN)
    inside(home, "coach", stdin="/note 다시 걸림\n")
    assert "note" in kinds(home)


def test_a_sum_given_in_the_call_is_read_again_after_it(home: Path) -> None:
    """And with it what the offers of the call are worth by it."""
    typed = "/target 30만원\n/offer 상품권 10만원\n/fee 44000\n/target 40만원\n"
    inside(home, "coach", "--case", "집", stdin=f"{BEGUN}{typed}")
    shown = inside(home, "case", "show", "집")
    assert (shown.code, "40만 원" in shown.out, "10만 원" in shown.out) == (0, True, True), shown.err
    assert inside(home, "case", "check").code == 0


SLIPS: list[tuple[str, str]] = [
    ("/sing", "/find"),
    ("/", "/help"),
    ("/offr 상품권 5만원", "/offer"),
    ("/end deferred 언젠가", "언젠가"),
    ("/end deferred 13/45", "13/45"),
    ("/offer", "/offer|/제안"),
    ("/offer 많이 준대", "많이 준대"),
    ("/offer 상품권 0원", "0원"),
    ("/quote", "Nov 18|11/18"),
    ("/quote SKB 좋음", "Nov 18|11/18"),
    ("/note", "/note"),
    ("/promise", "/promise"),
    ("/transfer", "/transfer"),
    ("/find", "/find"),
    ("/find 코끼리냉장고", "코끼리냉장고"),
]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize(("typed", "said"), SLIPS, ids=[typed for typed, _ in SLIPS])
def test_a_slip_is_one_sentence_and_the_call_goes_on(typed: str, said: str, lang: str, home: Path) -> None:
    ran = inside(home, "coach", "retention-kr", stdin=f"{BEGUN}{typed}\n", lang=lang)
    assert ran.code == 0
    assert ran.err == ""
    after = ran.out.split("\n> ")[3]
    notices = [row for row in after.splitlines() if row.startswith("* ")]
    assert len(notices) == 1, after
    assert re.search(said, re.sub(r"\n  ", " ", after))
    assert kinds(home) == ["start", "said", "end"]


def test_a_date_that_is_none_when_asked_for_one(home: Path) -> None:
    call = "1\n0\n0\n/end\n/find 미루기\n1\n\n\n\n언젠가\n11/25\n"
    ran = inside(home, "coach", "--date", "2026-11-20", stdin=call)
    assert "언젠가" in ran.out
    (case,) = cases(home)
    assert (case["calls"][0]["outcome"], case["follow_up"]) == ("deferred", "2026-11-25")


def test_an_amount_that_is_none_when_asked_for_one(home: Path) -> None:
    ran = inside(home, "coach", stdin="1\n\n3\n아직 몰라\n\n/offer 5만원 상품권\n")
    assert ran.code == 0
    (case,) = cases(home)
    assert [each["terms"][0]["amount"] for each in case["offers"]] == [50_000]


@pytest.mark.parametrize(
    ("typed", "left"),
    [("/note 먼저", ["note"]), ("/undo", []), ("/help", None), ("ㅁㄴㅇㄹ", ["note"])],
)
def test_what_comes_before_the_opening_is_answered(typed: str, left: list[str] | None, home: Path) -> None:
    ran = inside(home, "coach", stdin=f"{typed}\n")
    assert ran.code == 0
    found = [event["kind"] for case in cases(home) for call in case["calls"] for event in call["events"]]
    assert found == ([] if left is None else ["start", *left, "end"])


def test_in_english_the_country_is_asked_first_and_only_where_nothing_says_it(home: Path) -> None:
    asks = say("en", "cli.which-country")
    first = inside(home, "coach", stdin="\n\n/note x\n", lang="en")
    assert asks in first.out
    assert shipped("retention-us").title.en in first.out
    assert asks not in inside(home, "coach", stdin="\n", lang="en").out, "there is a case now"
    inside(home, "coach", stdin="\n/end cut\n", lang="en")
    inside(home, "coach", "--case", "next", stdin="1\n\n/note x\n", lang="en")
    assert {case["playbook"] for case in cases(home)} == {"retention-us"}, "of the country of the case before"
    assert asks not in inside(home / "other", "coach", stdin="\n", lang="ko").out
    assert shipped("retention-kr").title.en in inside(home / "third", "coach", stdin="2\n\n", lang="en").out


def test_help_names_every_command(home: Path) -> None:
    from haegi.coach.commands import COMMANDS

    ran = inside(home, "coach", stdin="1\n/help\n")
    assert all(f"/{name}" in ran.out for name in COMMANDS)


@pytest.mark.parametrize(
    ("typed", "kind"), [("/ㅕㅜ애", "undo"), ("/ㅗㅐㅣㅇ", "hold"), ("/HOLD", "hold"), ("  /hold  ", "hold")]
)
def test_commands_typed_in_the_other_layout(typed: str, kind: str, home: Path) -> None:
    inside(home, "coach", stdin=f"{BEGUN}{typed}\n")
    assert kinds(home) == ["start", "said", kind, "end"]


@pytest.mark.slow
def test_the_end_of_input_is_a_cut(home: Path) -> None:
    with Talk(home, ["coach"]) as talk:
        talk.answer("1")
        assert talk.close() == 0
    assert kinds(home) == ["start", "end"]
    assert cases(home)[0]["calls"][0]["outcome"] == "cut"


@pytest.mark.slow
def test_the_end_of_input_before_the_call_leaves_nothing(home: Path) -> None:
    with Talk(home, ["coach"]) as talk:
        assert talk.close() == 0
    assert cases(home) == []


@pytest.mark.slow
def test_an_interrupt_keeps_everything_and_exits_130(home: Path) -> None:
    with Talk(home, ["coach"]) as talk:
        for answer in ("1", "", "/note 들은 말"):
            talk.answer(answer)
        assert talk.interrupt() == 130
        assert "Traceback" not in talk.shown
    assert kinds(home) == ["start", "said", "note", "end"]


@pytest.mark.slow
def test_an_interrupt_before_the_call(home: Path) -> None:
    with Talk(home, ["coach"]) as talk:
        assert talk.interrupt() == 130
        assert "Traceback" not in talk.shown


@pytest.mark.parametrize("date", ["someday", "2026-13-01", "20261120x", "0"])
def test_a_day_that_is_none(date: str, home: Path) -> None:
    ran = inside(home, "coach", "--date", date, stdin="1\n", lang="en")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert not (home / "haegi.db").exists()


REFUSED = [["nowhere"], ["nowhere", "--case", "kt"], ["--face", "round"], ["/no/such.yaml"]]


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_cannot_begin_leaves_no_case(arguments: list[str], home: Path) -> None:
    ran = inside(home, "coach", *arguments, stdin="1\n", lang="en")
    assert ran.code in (1, 3)
    assert ran.out == ""
    assert cases(home) == []


def test_a_playbook_by_its_path(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(
        (Path(__file__).parents[1] / "data" / "playbooks" / "small.yaml").read_text("utf-8"), "utf-8"
    )
    inside(home, "coach", str(path), stdin="\n")
    inside(home, "coach", str(path), stdin="\n\n/end refused\n", lang="en")
    (case,) = cases(home)
    assert case["playbook"] == str(path)
    assert [event["kind"] for event in case["calls"][0]["events"]] == [
        "start",
        "said",
        "end",
        "resume",
        "said",
        "end",
    ]


LANGUAGES = [
    (["--lang", "ko"], {"HAEGI_LANG": "en"}, "ko"),
    (["--lang=en"], {"HAEGI_LANG": "ko"}, "en"),
    ([], {"HAEGI_LANG": "ko"}, "ko"),
    ([], {"HAEGI_LANG": "", "LANG": "ko_KR.UTF-8"}, "ko"),
    ([], {"HAEGI_LANG": "", "LANG": "en_US.UTF-8"}, "en"),
    ([], {"HAEGI_LANG": "", "LANG": "fr_FR.UTF-8"}, "en"),
    ([], {"HAEGI_LANG": "", "LANG": "C", "LC_ALL": "ko_KR.UTF-8"}, "ko"),
    ([], {"HAEGI_LANG": "", "LANG": ""}, "en"),
]


@pytest.mark.parametrize(("flags", "env", "lang"), LANGUAGES)
@pytest.mark.parametrize("before", [True, False])
def test_the_language(flags: list[str], env: dict[str, str], lang: str, before: bool, home: Path) -> None:
    arguments = [*flags, "coach", "retention-kr"] if before else ["coach", "retention-kr", *flags]
    ran = inside(home, *arguments, stdin="1\n", **env)
    assert ran.code == 0, ran.err
    assert say("ko" if lang == "ko" else "en", "coach.who-rang") in ran.out
    assert ("(Yes, hello." in ran.out) == (lang == "en"), (
        "a gloss stands where the interface is in another language"
    )
    assert "안녕하세요" in ran.out


NO_LANGUAGES = [("english", "--lang en"), ("Korean", "--lang ko"), ("한국어", "--lang ko"), ("fr", "ko or en")]


@pytest.mark.parametrize(("text", "near"), NO_LANGUAGES)
def test_a_language_that_haegi_lacks_is_refused(text: str, near: str, home: Path) -> None:
    for arguments in (["--lang", text, "facts"], ["coach", f"--lang={text}"]):
        ran = inside(home, *arguments, HAEGI_LANG="en")
        assert (ran.code, ran.out) == (2, "")
        assert f"'{text}'" in ran.err
        assert near in ran.err
    assert not cases(home)


@pytest.mark.slow
@pytest.mark.parametrize("env", [{"LANG": "C"}, {"LANG": "C", "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}])
def test_a_poor_locale_still_holds_a_call(env: dict[str, str], home: Path) -> None:
    ran = run(home, "coach", stdin=f"{BEGUN}/note 통화\n/end deferred 2030-01-02\n", env=env)
    assert ran.code == 0, ran.err
    assert "Traceback" not in ran.err
    assert kinds(home) == ["start", "said", "note", "end"]
    shown = run(home, "case", "show", "--json", env=env)
    assert json.loads(shown.out)["calls"][0]["events"][2]["text"] == "통화"


@pytest.mark.slow
def test_input_that_is_no_utf_8(home: Path) -> None:
    ran = run(home, "coach", stdin=b"1\n\n/note " + "통화".encode("cp949") + b"\n\xff\xfe\n")
    assert ran.code == 0, ran.err
    assert "note" in kinds(home)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("flags", "term"), [([], "dumb"), (["--face", "screen"], "dumb"), (["--face", "lines"], "xterm")]
)
def test_the_lines_face_on_a_terminal(flags: list[str], term: str, home: Path) -> None:
    with Terminal(home, [sys.executable, "-m", "haegi", "coach", *flags], 80, 24, TERM=term) as terminal:
        terminal.until("1 통신사가 걸어왔다", "\n>")
        terminal.send("1\r")
        terminal.until(">> 네, 안녕하세요.")
        terminal.send("/end refused\r")
        assert terminal.finish() == 0
    assert b"\x1b" not in terminal.raw


@pytest.mark.slow
def test_no_color_means_no_colour_on_the_screen(home: Path) -> None:
    with Terminal(home, [sys.executable, "-m", "haegi", "coach"], 80, 24, NO_COLOR="1") as terminal:
        terminal.until("누가 걸었나요?")
        terminal.send("1")
        terminal.until("2  자동 연장을 권한다 !")
        terminal.send("\x04")
        terminal.finish()
    codes = {code for group in re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw) for code in group.split(b";")}
    assert codes <= {b"", b"0", b"1", b"2", b"4", b"5", b"7"}, "no colour, but bold and reverse may stay"


NASTY = "\x1b[31mred\x1b[0m \x07 \u202egnisrever\u202c [bold]rich[/bold] :smile: \x9b2J"


@pytest.mark.parametrize(
    "text",
    [
        "/note {}",
        "/offer 상품권 5만원 {}",
        "/promise {}",
        "/transfer {}",
        "/quote {} 현금 5만원",
        "/find {}",
        "{}",
        "/{}",
        "/end {}",
    ],
)
def test_what_is_typed_is_shown_as_text(text: str, home: Path) -> None:
    inside(home, "case", "new", "--carrier", NASTY, "--product", NASTY, "--", "[red]kt\x1b[31m")
    call = inside(
        home, "coach", stdin=f"1\n\n{text.format(NASTY)}\n\n/undo\n{text.format(NASTY)}\n/end deferred\n"
    )
    assert call.code == 0, call.err
    for shown in (call.out, inside(home, "case", "show").out, inside(home, "case", "list").out):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
    assert "[red]kt\\e[31m" in call.out


def nasty_playbook(folder: Path) -> Path:
    """A playbook whose every text has escapes and markup in it, written so that YAML lets them through."""
    source = (Path(__file__).parents[1] / "data" / "playbooks" / "small.yaml").read_text("utf-8")
    path = folder / "nasty.yaml"
    path.write_text(source.replace("~", r"\e[31m\x07[bold]\u202e"), "utf-8")
    return path


def test_what_a_playbook_says_is_shown_as_text(home: Path, tmp_path: Path) -> None:
    path = nasty_playbook(tmp_path)
    call = inside(
        home, "coach", str(path), stdin="\n/why\n0\n\n1\n\n/stall\n\n/help\n/end deferred\n", lang="en"
    )
    assert call.code == 0, call.err
    assert call.out.count("\\e[31m\\u0007[bold]\\u202e") > 10
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", call.out)


@pytest.mark.slow
def test_what_a_playbook_says_is_shown_as_text_on_the_screen(home: Path, tmp_path: Path) -> None:
    path = nasty_playbook(tmp_path)
    with Terminal(home, [sys.executable, "-m", "haegi", "coach", str(path)], 100, 40, lang="en") as terminal:
        terminal.send("\r")
        terminal.until("\\e[31m\\u0007[bold]\\u202eHello", "1  \\e[31m\\u0007[bold]")
        terminal.send("/note [red]x[/red] :smile:\r")
        terminal.until("[red]x[/red] :smile:")
        terminal.send("\x04")
        assert terminal.finish() == 0
    assert b"\x07" not in terminal.raw
    assert b"\x1b[31m\\" not in terminal.raw
    assert "\u202e".encode() not in terminal.raw
