"""`haegi review`: a call as text goes through the same coach as a live one; with a case it is kept like one."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import Golden
from driver import Ran, inside

from haegi.storage.store import Store
from haegi.text.terminal import cells

DATA = Path(__file__).parents[1] / "data" / "transcripts"
DAY = "2026-11-30"
KEYS = ["playbook", "turns", "offers", "commitments", "outcome", "checks", "score", "next"]
TURN_KEYS = ["speaker", "text", "acts", "guesses", "offer", "stage", "line", "advice"]
RESIDENT, CARD = "900101-1234567", "4111 1111 1111 1111"


def review(home: Path, *arguments: str, stdin: str = "", lang: str = "ko", **env: str) -> Ran:
    return inside(home, "review", *arguments, "--date", DAY, stdin=stdin, lang=lang, **env)


def document(home: Path, *arguments: str, stdin: str = "", lang: str = "ko") -> dict[str, Any]:
    ran = review(home, *arguments, "--json", stdin=stdin, lang=lang)
    assert ran.code == 0, ran.err
    body: dict[str, Any] = json.loads(ran.out)
    return body


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_form_is_read_alike(lang: str, home: Path, golden: Golden) -> None:
    body = document(home, str(DATA / f"{lang}-roles.txt"), lang=lang)
    golden(DATA / f"{lang}-roles.json", json.dumps(body, ensure_ascii=False, indent=1) + "\n")
    assert list(body) == KEYS
    assert {tuple(turn) for turn in body["turns"]} == {tuple(TURN_KEYS)}
    others = [f"{lang}-{form}.txt" for form in ("numbered", "names", "utf16")] + [f"{lang}.srt", f"{lang}.vtt"]
    assert [name for name in others if document(home, str(DATA / name), lang=lang) != body] == []


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_without_labels_all_is_the_agents(lang: str, home: Path, golden: Golden) -> None:
    body = document(home, str(DATA / f"{lang}-plain.txt"), lang=lang)
    golden(DATA / f"{lang}-plain.json", json.dumps(body, ensure_ascii=False, indent=1) + "\n")
    assert [turn["speaker"] for turn in body["turns"]] == ["agent"] * 4


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_page(lang: str, width: int, home: Path, golden: Golden) -> None:
    ran = review(home, str(DATA / f"{lang}-roles.txt"), lang=lang, COLUMNS=str(width))
    assert ran.code == 0
    golden(DATA / f"{lang}-roles-{width}.txt", ran.out)
    assert [line for line in ran.out.splitlines() if cells(line) > width] == []


def test_what_was_promised_offered_and_decided(home: Path) -> None:
    korean, english = document(home, str(DATA / "ko-roles.txt")), document(home, str(DATA / "en-roles.txt"), lang="en")
    assert [(promise["by"], promise["who"]) for promise in korean["commitments"]] == [("2026-12-01", "김민수")]
    assert [(promise["by"], promise["who"]) for promise in english["commitments"]] == [
        ("2026-12-14", "Vivian"), ("2026-12-04", "Vivian"),
    ]  # fmt: skip
    assert (korean["playbook"], korean["outcome"], len(korean["offers"])) == ("retention-kr", "deferred", 2)
    assert (english["playbook"], english["outcome"], len(english["offers"])) == ("retention-us", "deferred", 2)
    assert korean["offers"][0]["value"] == 388_000
    words = _words(korean)
    assert [check["evidence"] for check in korean["checks"] if check["evidence"] not in words] == []


def _words(body: dict[str, Any]) -> str:
    return "\n".join([*(turn["text"] for turn in body["turns"]), *(offer["text"] for offer in body["offers"])])


def test_without_a_case_nothing_is_kept(home: Path) -> None:
    assert review(home, str(DATA / "ko-roles.txt")).code == 0
    assert not home.exists() or not list(home.glob("*.db"))


def test_with_a_case_it_is_kept_like_a_live_call(home: Path) -> None:
    ran = review(home, "-", "--case", "kt", stdin=(DATA / "ko-roles.txt").read_text("utf-8"))
    assert ran.code == 0, ran.err
    shown = json.loads(inside(home, "case", "show", "kt", "--json", "--date", DAY).out)
    (call,) = shown["calls"]
    kinds = [event["kind"] for event in call["events"]]
    assert (kinds[0], kinds[-1], call["outcome"]) == ("start", "end", "deferred")
    assert call["events"][0]["data"]["source"] == "transcript"
    assert call["started"].startswith(DAY)
    assert len(shown["offers"]) == 2
    assert [promise["due"] for promise in shown["commitments"]] == ["2026-12-01"]
    assert len({event["at"] for event in call["events"]}) == len(kinds)
    reminders = inside(home, "case", "remind", "kt", "-o", "-").out
    assert "20261201" in reminders
    assert inside(home, "case", "export", "kt", "-o", "-").code == 0


def test_a_live_call_goes_on_from_there(home: Path) -> None:
    assert review(home, str(DATA / "ko-roles.txt"), "--case", "kt").code == 0
    ran = inside(home, "coach", "--case", "kt", "--date", "2026-12-02", stdin="1\n")
    assert ran.code == 0, ran.err
    assert "2번째 통화" in ran.out
    assert "내일 오전에 전화드릴게요" in ran.out


def test_the_same_transcript_is_kept_once(home: Path) -> None:
    first = document(home, str(DATA / "ko-roles.txt"), "--case", "kt")
    ran = review(home, str(DATA / "ko-numbered.txt"), "--case", "kt", "--json")
    assert json.loads(ran.out) == first
    assert "이미 남아" in ran.err
    assert review(home, str(DATA / "ko-plain.txt"), "--case", "kt").code == 0
    with closing(Store.open(home / "haegi.db")) as store:
        assert [call.number for call in store.calls("kt")] == [1, 2]


def test_private_numbers_are_seen_by_nothing(home: Path) -> None:
    text = f"상담원: 주민번호가 {RESIDENT} 맞으시죠?\n나: 네, 카드는 {CARD}입니다.\n"
    ran = review(home, "-", "--case", "kt", "--json", stdin=text)
    assert ran.code == 0, ran.err
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    for digits in ("1234567", "1111"):
        assert digits not in ran.out + ran.err
        assert digits.encode() not in kept
    assert "주민등록번호처럼" in ran.err


@pytest.mark.parametrize(
    "data",
    [b"", b"\0\1\2\3" * 500, b"a" * 5_000_000, b"Agent: " + b"word " * 100_000, "나: こんにちは、契約を解約したいです".encode()],
    ids=["empty", "binary", "huge", "endless line", "foreign"],
)
def test_what_can_not_be_read_is_said_in_a_sentence(data: bytes, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "call.txt"
    path.write_bytes(data)
    ran = review(home, str(path), "--case", "kt")
    assert ran.code == 1
    assert ran.out == ""
    assert len(ran.err.strip().splitlines()) == 1
    assert not (home / "haegi.db").exists()


def test_a_label_or_a_playbook_that_fits_nothing(home: Path) -> None:
    ran = review(home, str(DATA / "ko-roles.txt"), "--me", "John")
    assert (ran.code, "상담원, 나" in ran.err) == (1, True)
    ran = review(home, str(DATA / "ko-roles.txt"), "--playbook", "retention-us")
    assert (ran.code, "retention-us" in ran.err) == (1, True)
    assert review(home, str(DATA / "none.txt")).code == 1


def test_the_person_says_which_label_is_theirs(home: Path) -> None:
    body = document(home, "-", "--me", "kim", stdin="Lee: 네 안녕하세요\nKim: 약정이 끝나서요\n")
    assert [turn["speaker"] for turn in body["turns"]] == ["agent", "caller"]
