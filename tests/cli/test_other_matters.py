"""Playbooks about no carrier, written from the docs alone: from the file to check, test, sheet, call, rehearsal and review."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from driver import Ran
from tables import each_row

BOOKS = Path(__file__).parents[1] / "data" / "playbooks"
GYM, INSURANCE = str(BOOKS / "gym-cancel.yaml"), str(BOOKS / "insurance-kr.yaml")
#: What belongs on the sheet of a call with a carrier alone.
TELECOM = re.compile("carrier|bundle|ROSCA|rival quote|통신사|결합|사은품|타사 견적", re.IGNORECASE)
SLOTS = {
    GYM: ("--set", "member_since=2024-03-01", "--set", "last_day=2030-01-31"),
    INSURANCE: ("--set", "insurer=한빛손해보험", "--set", "expires=2030-12-20", "--set", "premium=72만원", "--set", "reservation=5만원"),
}
BOTH = [(GYM, "en"), (INSURANCE, "ko")]


@each_row(("book", "lang"), BOTH)
def test_it_checks_clean_and_its_conversations_reach_everything(haegi: Callable[..., Ran], book: str, lang: str) -> None:
    assert haegi("playbook", "check", "--strict", book, lang=lang).out == ""
    tested = json.loads(haegi("playbook", "test", "--explore", "--json", book, lang=lang).out)["playbooks"][0]
    assert tested["failed"] == 0
    assert set(tested["explored"]["coverage"].values()) == {1.0}


@each_row(("book", "lang"), BOTH)
def test_its_sheet_is_about_its_own_matter(haegi: Callable[..., Ran], book: str, lang: str) -> None:
    assert haegi("case", "new", Path(book).stem, "--playbook", book, *SLOTS[book], lang=lang).code == 0
    ran = haegi("sheet", "--case", Path(book).stem, "--format", "txt", "-o", "-", lang=lang)
    assert ran.code == 0
    assert not TELECOM.search(ran.out)
    assert ("The last charge and its date" in ran.out) == (book == GYM)
    assert ("Offers, round by round" in ran.out) is False
    assert ("통화별 제안" in ran.out) == (book == INSURANCE)


def test_a_faultless_cancellation_is_all_met(haegi: Callable[..., Ran]) -> None:
    ran = haegi("rehearse", GYM, "--seed", "3", lang="en", stdin="1\n4\n2\n3\n3\n")
    assert "Result: cancelled." in ran.out
    assert "Review (100%)" in ran.out
    assert "brought it to the end you wanted" in ran.out


@each_row(("book", "lang", "title"), [(GYM, "en", "\nReview\n"), (INSURANCE, "ko", "\n돌아보기\n")])
def test_where_nothing_was_said_there_is_no_score(haegi: Callable[..., Ran], book: str, lang: str, title: str) -> None:
    ran = haegi("rehearse", book, "--seed", "3", lang=lang, stdin="\n")
    assert (title in ran.out, "%" in ran.out) == (True, False)


def test_a_trap_that_was_taken_is_told_in_the_review(haegi: Callable[..., Ran], tmp_path: Path) -> None:
    call = tmp_path / "call.txt"
    start = "Me: I'd like to cancel my membership, please.\nAgent: We could freeze your membership for three months\n"
    call.write_text(f"{start}Me: Fine, freeze it then.\n", "utf-8")
    found = json.loads(haegi("review", str(call), "--playbook", GYM, "--json", lang="en").out)
    assert found["playbook"] == "gym-cancel"
    assert found["turns"][1]["acts"] == ["offers_freeze"]


@each_row(("book", "lang"), BOTH)
def test_nothing_is_simulated_where_no_sum_is_haggled_over(haegi: Callable[..., Ran], book: str, lang: str) -> None:
    ran = haegi("simulate", book, "--calls", "5", lang=lang)
    assert (ran.code, ran.out, "haegi rehearse" in ran.err) == (2, "", True)


CALLS = [
    (GYM, "en", ["", "may I ask why you're leaving", "", "we could freeze it for a while", "", "2", ""], "No freeze, please"),
    (INSURANCE, "ko", ["", "작년 조건으로 그대로 갱신해 드릴게요", "", "/제안 월 5천원 할인, 1년", "", "자차를 빼시면 내려가요", ""], "담보는 그대로 두고"),
]


@each_row(("book", "lang", "typed", "said"), CALLS, ids=lambda value: str(value)[-12:])
def test_it_is_coached_in_lines(haegi: Callable[..., Ran], book: str, lang: str, typed: list[str], said: str) -> None:
    ran = haegi("coach", book, "--face", "lines", lang=lang, stdin="\n".join(typed) + "\n")
    assert ran.code == 0
    assert said in ran.out
    assert "금액을 읽지 못했습니다" not in ran.out


@each_row(("book", "lang"), BOTH)
def test_the_other_commands_take_it_too(haegi: Callable[..., Ran], book: str, lang: str) -> None:
    assert haegi("playbook", "graph", book, "--svg", lang=lang).out.startswith("<svg")
    assert haegi("playbook", "show", book, lang=lang).code == 0
    assert haegi("drill", book, lang=lang, stdin="").code == 0
    heard = json.loads(haegi("hear", "we could freeze it" if book == GYM else "자차를 빼시면 싸져요", "--playbook", book, "--json", lang=lang).out)
    assert heard["moves"][0]["id"] == ("offers_freeze" if book == GYM else "cuts_cover")
