"""Documents to print, and the tools that look at what was printed."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from haegi.call.case import Case, Quote
from haegi.files.resources import load_playbook, playbooks, shipped_market
from haegi.sheet.document import Check, Document, Grid, Para, Row, Say, Section
from haegi.sheet.sheet import Matter, Wish, languages_of, sheet

WISHES: tuple[Wish, ...] = ("ko", "en", "both")
DATA = Path(__file__).parents[1] / "data" / "sheet"
SHIPPED = sorted(path.stem for path in playbooks(Path("/nowhere")))
SECONDS = 90

CASE = Case(
    name="우리집",
    playbook="small",
    slots={"fee": 33000, "target": 430000, "end": "2026-12-18"},
    quotes=(
        Quote(
            provider="SKB",
            product="500M",
            gift="현금 43만원",
            amount=430000,
            fee=27500,
            seen=date(2026, 11, 20),
        ),
    ),
)

HOSTILE = (
    "가" * 500,
    "x" * 500,
    "아주 긴 말이 이어집니다 " * 40,
    "<script>alert('1')</script> & <b>굵게</b> &amp;",
    "#set page(width: 1pt) $x^2$ *별* _밑줄_ `코드` @label \\ #{1/0} // /* [닫힘",
    "| 표 | --- | ![그림](http://x) [링크](y) ~~줄~~ 1. - + > # ***",
    "שלום مرحبا \u202eesrever\u2066 끝",
    "\x1b[31m빨강\x07 줄\n바꿈\t탭 \u2028 \ufeff",
    "😀👨‍👩‍👧 ①②③ ㎡ ℃ \u0301\u0301 한글",
    "",
    "{slot} {{brace}} %s \"따옴표\" '하나' ]]> -->",
)


def hostile() -> Document:
    """Every kind of block with every hostile text in every place."""
    says = tuple(Say(each, each, each, str(number + 1), note=each) for number, each in enumerate(HOSTILE))
    answers = tuple(Say(each, each, each, trap=True) for each in HOSTILE)
    return Document(
        title=HOSTILE[4],
        subtitle=HOSTILE[3],
        language="ko",
        sections=(
            Section(HOSTILE[3], says, "main"),
            Section(HOSTILE[4], tuple(map(Check, HOSTILE)), "either"),
            Section(HOSTILE[5], answers, "side", spare=True),
            Section(HOSTILE[6], tuple(Para(each, each) for each in HOSTILE), "side"),
            Section(HOSTILE[8], tuple(Row(each, each) for each in HOSTILE), "foot"),
            Section(
                "표", (Grid(HOSTILE[3:6], (HOSTILE[:3], HOSTILE[6:9], ("", "", "")), (1, 2, 3)),), "foot"
            ),
            Section(HOSTILE[7], answers, "rest"),
            Section("", (Para(HOSTILE[2]),), "flow"),
        ),
        fine=HOSTILE[5],
    )


def letter() -> Document:
    """One column of paragraphs, as a letter has it."""
    return Document(
        "편지", "2026-11-22", "ko", (Section("", (Para("안녕하세요. " * 30), Para("감사합니다."))),)
    )


@cache
def paper(name: str, wish: Wish, *, full: bool = False) -> Document:
    """The sheet of a shipped playbook."""
    book = load_playbook(next(path for path in playbooks(Path("/nowhere")) if path.stem == name)).playbook
    matter = Matter(market=shipped_market(book.market) if book.market else None)
    return sheet(book, languages_of(wish, book.language), matter, full=full)


def small(wish: Wish, *, full: bool = True) -> Document:
    """The sheet of a small playbook with a case and a day."""
    book = load_playbook(DATA / "small.yaml").playbook
    return sheet(book, languages_of(wish, "ko"), Matter(case=CASE, day=date(2026, 11, 22)), full=full)


def tool(name: str) -> str:
    """The path of a tool; the test is skipped where it is not installed."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


def ran(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode("utf-8", "replace")


def browse(folder: Path, *arguments: str) -> str:
    """Headless Chromium with a profile of the tests' own and no network of its own making."""
    browser = tool("chromium")
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip
    return ran(browser, *quiet, f"--user-data-dir={folder.parent / 'profile'}", *arguments)


def print_out(body: bytes, folder: Path) -> Path:
    """An HTML page as Chromium prints it."""
    page, printed = folder / "page.html", folder / "page.pdf"
    page.write_bytes(body)
    browse(folder, "--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri())
    return printed


def pages(printed: Path) -> int:
    found = re.search(r"^Pages:\s+(\d+)", ran(tool("pdfinfo"), str(printed)), re.M)
    assert found
    return int(found[1])


def measure(frames: dict[str, tuple[bytes, int]], folder: Path, script: str) -> str:
    """What a script says of pages, each in a frame of its own of a given width in CSS pixels."""
    shown = "".join(
        f'<iframe id="{name}" width="{width}" height="1200" style="border:0" srcdoc="{html.escape(body.decode())}"></iframe>'
        for name, (body, width) in frames.items()
    )
    page = folder / "frames.html"
    page.write_text(
        f'<!doctype html><meta charset="utf-8">{shown}<pre id="said"></pre>'
        f"<script>onload = () => {{ {script} }}</script>",
        "utf-8",
    )
    dom = browse(folder, "--dump-dom", page.as_uri())
    said = re.search(r'<pre id="said">(.*?)</pre>', dom, re.S)
    assert said
    return html.unescape(said[1]).strip()
