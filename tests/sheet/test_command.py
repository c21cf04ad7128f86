"""`haegi sheet`: where it writes, what it refuses, and in how many words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from driver import inside
from papers import DATA


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_telling_name_in_this_folder_is_printed(home: Path, tmp_path: Path) -> None:
    ran = inside(home, "sheet")
    assert ran.code == 0
    assert "haegi-retention-kr.html" in ran.out
    assert (tmp_path / "haegi-retention-kr.html").read_bytes().startswith(b"<!doctype html>")


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.pdf", b"%PDF"), ("a.md", b"# "), ("a.txt", "재약정".encode()), ("a.html", b"<!doctype")],
)
def test_the_format_follows_the_ending(name: str, start: bytes, home: Path, tmp_path: Path) -> None:
    if name.endswith("pdf"):
        pytest.importorskip("typst", reason="the extra haegi[pdf] is not installed")
    assert inside(home, "sheet", "-o", name).code == 0
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_dash_is_standard_output(home: Path, tmp_path: Path) -> None:
    ran = inside(home, "sheet", "-o", "-", "--format", "txt", "--lang", "en")
    assert ran.out.startswith("Retention call\n")
    assert list(tmp_path.glob("haegi*")) == []


def test_a_file_is_overwritten_only_by_force(home: Path, tmp_path: Path) -> None:
    kept = tmp_path / "a.txt"
    kept.write_text("mine", "utf-8")
    refused = inside(home, "sheet", "-o", "a.txt")
    assert (refused.code, kept.read_text("utf-8")) == (1, "mine")
    assert len(refused.err.splitlines()) == 1
    assert inside(home, "sheet", "-o", "a.txt", "--force").code == 0
    assert kept.read_text("utf-8") != "mine"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("-o", "nowhere/a.html"), 1),
        (("--format", "docx"), 2),
        (("-o", "a.docx"), 2),
        (("--lang", "fr"), 2),
        (("--date", "someday"), 1),
        (("--case", "nobody"), 1),
        (("no-such-playbook",), 1),
    ],
)
def test_a_refusal_is_one_sentence(arguments: tuple[str, ...], code: int, home: Path) -> None:
    ran = inside(home, "sheet", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert len(ran.err.splitlines()) == 1


def test_without_the_pdf_extra_the_sentence_says_what_to_do(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    ran = inside(home, "sheet", "--format", "pdf", lang="en")
    assert ran.code == 1
    assert "haegi[pdf]" in ran.err
    assert "--format html" in ran.err


def test_a_case_fills_in_its_numbers(home: Path) -> None:
    made = (
        "case",
        "new",
        "집",
        "--fee",
        "44000",
        "--target",
        "43만원",
        "--quote",
        "SKB 현금 43만원 월 27,500원",
    )
    assert inside(home, *made).code == 0
    ran = inside(home, "sheet", "--case", "집", "--format", "txt", "-o", "-", "--date", "2026-11-22")
    assert "4만 4,000원" in ran.out
    assert "SKB" in ran.out
    assert ran.out.count("[ ] 상품권") == 2  # two of three packages that reach the target, each on a line of its own
    assert "2026-11-22" in ran.out


def test_a_case_of_another_playbook_is_refused(home: Path) -> None:
    assert inside(home, "case", "new", "집", "--fee", "44000").code == 0
    assert inside(home, "sheet", str(DATA / "small.yaml"), "--case", "집").code == 1


def test_the_same_command_writes_the_same_bytes(home: Path) -> None:
    first, second = (inside(home, "sheet", "--lang", "both", "-o", "-") for _ in range(2))
    assert first.out == second.out
