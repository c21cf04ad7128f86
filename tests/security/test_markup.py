"""Text from anybody is text: on every face and in every export nothing in it is obeyed."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from driver import Terminal, inside
from icalendar import Calendar
from tables import each_row

from haegi.call.case import Case, PastCall, Quote
from haegi.call.engine import Event
from haegi.storage.case_file import exported

DATA = Path(__file__).parents[1] / "data" / "security"
#: A window title, a colour, C1 controls, a turned line, an ended line with a calendar entry, then markup of all kinds.
HOSTILE = (
    "\x1b]0;own\x07\x1b[31m\x9b2J\x85\u202eabc\u2066\u2028\ufeff\r\nBEGIN:VEVENT\rX:1\n[bold red]r[/] <script>alert(1)</script>"
    " **b** `c` [l](http://x) | # h #set page() $x$ \"q' \\e =1+1;"
)
MARKS = "\u202e\u2066\x7f\x9b2J<script>alert(1)</script> [red]r[/] **b** `c` =1+1"
SHORT = "\x1b]0;own\x07\u202e\r\n<script>[red]|*b*"
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
OFFER = {"terms": [{"kind": "cash", "amount": 300000}], "commit_months": None}


#: What a reader of the format would obey; in Markdown a backslash takes the meaning away.
MARKUP = {"html": re.compile("<script|<b>"), "md": re.compile(r"(?<!\\)(?:<script|\*\*b|`c`|\[l\]|\$x)"), "txt": RAW}


class World:
    """A home with a hostile case in it, and hostile files beside it."""

    def __init__(self, place: Path) -> None:
        self.home = place / "home"
        self.place = place
        written = json.dumps(HOSTILE)[1:-1]
        self.playbook = place / "tracer.yaml"
        self.playbook.write_text((DATA / "tracer.yaml").read_text("utf-8").replace("~", written), "utf-8")
        self.persona = place / "persona.yaml"
        title = f"title: {{ko: {json.dumps(SHORT)}, en: {json.dumps(SHORT)}}}\n"
        self.persona.write_text(
            f"persona: 1\nid: sly\n{title}limit: [200000, 450000]\nfirst_share: 0.25\npushes: 2\npace: linear\n", "utf-8"
        )
        self.table = place / "table.yaml"
        option = {"name": MARKS, "kind": "switch", "monthly_fee": 20000, "gift": "현금 40만원", "support": HOSTILE,
                  "addons": [HOSTILE], "terms": HOSTILE}  # fmt: skip
        self.table.write_text(json.dumps({"current": {"provider": HOSTILE, "monthly_fee": 33000}, "options": [option]}))
        self.csv, self.broken = place / "table.csv", place / "broken.csv"
        for file, text in ((self.csv, MARKS), (self.broken, HOSTILE)):
            file.write_text(f'name,kind,monthly_fee,support\nKT,current,33000,\n{text},switch,20000,{text}\n', "utf-8")
        self._import()

    def _import(self) -> None:
        quote = Quote(provider=HOSTILE, product=HOSTILE, gift="현금 43만원", amount=430000, where=HOSTILE)
        case = Case(name=SHORT, playbook=str(self.playbook), quotes=(quote,),
                    slots={"fee": 33000, "target": 400000, "carrier": HOSTILE, "product": HOSTILE, "plan": HOSTILE})  # fmt: skip
        offer = {"offer": OFFER, "wording": HOSTILE, "worth": 300000}
        told = {"facts": {"quote": True, "quote_provider": HOSTILE}, "quote": quote.to_json()}
        events = [
            Event("start", 1, "ring"), Event("said", 2, "hello.line", HOSTILE), Event("heard", 3, "makes_offer", HOSTILE, offer),
            Event("note", 4, "", HOSTILE), Event("transfer", 5, "", HOSTILE), Event("promise", 6, "2026-11-25", HOSTILE),
            Event("quote", 7, "", HOSTILE, told), Event("end", 8, "deferred", "2026-11-26"),
        ]  # fmt: skip
        (self.place / "case.json").write_bytes(exported(case, [PastCall(1, events)]))
        ran = inside(self.home, "case", "import", str(self.place / "case.json"))
        assert ran.code == 0, ran.err


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("world"))


TYPED = " ".join(HOSTILE.split())
CALL = f"1\n{TYPED}\n1\n/note {TYPED}\n/find {TYPED}\n/quote {TYPED}\n/promise 내일 {TYPED}\n/{TYPED}\n/why\n0\n/undo\n/end refused {TYPED}\n/end refused\n"  # fmt: skip

#: Command lines with what is typed; PLAYBOOK, PERSONA, TABLE, CSV, BROKEN and NAME stand for those of the world.
COMMANDS: list[tuple[str, str]] = [
    ("coach PLAYBOOK --case NAME", CALL),
    ("coach --case new PLAYBOOK", CALL),
    ("coach nonsense\x1b[31m\u202e", ""),
    ("rehearse PLAYBOOK --persona PERSONA --case NAME --seed 2", f"{TYPED}\n2\n1\n3\n\n4\n"),
    ("rehearse PLAYBOOK --persona PERSONA --seed 2 --hint", f"\n{TYPED}\n2\n4\n"),
    ("rehearse --persona x\x1b[31m", ""),
    ("drill PLAYBOOK", f"{TYPED}\n2\n"),
    ("simulate --personas PERSONA --calls 5 --jobs 1", ""),
    ("case list", ""),
    ("case show NAME", ""),
    ("case show x\x1b[31m\u202e", ""),
    ("case new asked --playbook PLAYBOOK", f"{TYPED}\n{TYPED}\n3\n2\n{TYPED}\n\n\n{TYPED}\n\n"),
    ("case remove NAME", "no\n"),
    ("advise --case NAME", ""),
    ("offer TYPED", ""),
    ("offer -", f"{TYPED}\n현금 3만원 {TYPED}\n"),
    ("hear TYPED --playbook PLAYBOOK", ""),
    ("hear -", f"{TYPED}\n현금 3만원 {TYPED}\n"),
    ("facts TYPED", ""),
    ("compare --case NAME", ""),
    ("compare --case NAME --parts", ""),
    ("compare TABLE --parts", ""),
    ("compare CSV --parts", ""),
    ("compare BROKEN", ""),
    ("compare --case NAME --decide TYPED", ""),
    ("compare", f"KT {TYPED[:40]}\n33000\n\n\n\n\n\n\n{TYPED[:60]}\n\n22000\n현금 10만원\n" + "\n" * 20),
    ("schedule --owed 15만원 --now TYPED", ""),
    ("claim --fee 33000 --down TYPED", ""),
    ("claim --fee 33000 --minimum 250 --tests TYPED", ""),
    ("claim --case NAME --fee 33000 --down 5시간", ""),
    ("playbook show PLAYBOOK", ""),
    ("playbook show PLAYBOOK --find TYPED", ""),
    ("playbook list", ""),
    ("playbook check PLAYBOOK", ""),
    ("playbook test PLAYBOOK", ""),
    ("playbook new x\x1b[31m", ""),
    ("sheet NAME", ""),
]
JSON = ["case list", "case show NAME", "advise --case NAME", "offer TYPED", "hear TYPED", "compare --case NAME",
        "compare TABLE", "compare CSV", "playbook list", "playbook check PLAYBOOK",
        "rehearse PLAYBOOK --persona PERSONA --case NAME --seed 2"]  # fmt: skip


def words(world: World, command: str) -> list[str]:
    """A command line with the things of the world in it."""
    given = {"PLAYBOOK": str(world.playbook), "PERSONA": str(world.persona), "TABLE": str(world.table), "CSV": str(world.csv),
             "BROKEN": str(world.broken),
             "NAME": SHORT, "TYPED": TYPED}  # fmt: skip
    return [given.get(word, word) for word in command.split(" ")]


def place_of(world: World, tmp_path: Path) -> Path:
    """A copy of the home, for a command that changes it."""
    shutil.copytree(world.home, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize(("command", "typed"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_nothing_is_obeyed_by_a_terminal(command: str, typed: str, lang: str, world: World, tmp_path: Path) -> None:
    ran = inside(place_of(world, tmp_path), *words(world, command), stdin=typed, lang=lang)
    assert ran.code in (0, 1, 2, 3), ran.err
    assert ran.out + ran.err
    assert not RAW.search(ran.out + ran.err)


@pytest.mark.parametrize("command", JSON)
def test_json_is_json_and_has_no_raw_controls(command: str, world: World, tmp_path: Path) -> None:
    ran = inside(place_of(world, tmp_path), *words(world, command), "--json", stdin="2\n1\n")
    json.loads(ran.out)
    assert not RAW.search(ran.out + ran.err)


def test_json_that_is_exported_is_whole(world: World) -> None:
    out = inside(world.home, "case", "export", SHORT, "-o", "-").out
    assert not RAW.search(out)
    assert HOSTILE in [event["text"] for event in json.loads(out)["calls"][0]["events"]]


PAPERS = ["sheet --case NAME --date 2026-11-20 --format", "case export NAME --letter --date 2026-11-20 --format"]


@each_row("lang", ["ko", "en"])
@each_row("command", PAPERS)
@each_row("form", ["html", "md", "txt"])
def test_papers(command: str, form: str, lang: str, world: World) -> None:
    ran = inside(world.home, *words(world, f"{command} {form} -o -"), lang=lang)
    assert ran.code == 0, ran.err
    assert not RAW.search(ran.out + ran.err)
    assert not MARKUP[form].search(ran.out)


def test_a_review_that_is_printed(world: World, tmp_path: Path) -> None:
    home = place_of(world, tmp_path)
    for form in ("html", "md", "txt"):
        printed = tmp_path / f"review.{form}"
        command = f"rehearse PLAYBOOK --persona PERSONA --case NAME --seed 2 --print {printed}"
        assert inside(home, *words(world, command), stdin=f"{TYPED}\n2\n4\n").code == 0
        text = printed.read_text("utf-8")
        assert not RAW.search(text)
        assert not MARKUP[form].search(text)


@pytest.mark.parametrize("form", ["", "--mermaid", "--svg", "--html"])
def test_drawings(form: str, world: World, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = inside(world.home, *words(world, f"playbook graph PLAYBOOK -o {out} {form}".strip()))
    assert ran.code == 0, ran.err
    text = out.read_text("utf-8")
    assert not RAW.search(text)
    assert not form or "<script>alert" not in text
    if form == "--svg":
        assert ElementTree.fromstring(text).tag.endswith("svg")


def test_pdf(world: World, tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="the extra haegi[pdf] is not installed")
    for number, command in enumerate(PAPERS):
        out = tmp_path / f"{number}.pdf"
        ran = inside(world.home, *words(world, f"{command} pdf -o {out}"))
        assert ran.code == 0, ran.err
        assert not re.search(rb"/JavaScript|/JS|/URI|/Launch|/OpenAction", out.read_bytes())


def test_a_calendar_has_just_its_own_entries(world: World) -> None:
    body = inside(world.home, "case", "remind", SHORT, "-o", "-").out
    assert not RAW.search(body.replace("\r\n", "\n"))
    assert all(len(line.encode()) <= 75 for line in body.split("\r\n"))
    assert body.count("\r\nBEGIN:VEVENT") == 2
    assert len(Calendar.from_ical(body).walk("VEVENT")) == 2


def test_answers_that_are_saved(home: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    answers = "KT \u202e=1\n33000\n\n\n\n\n\n\nSKB \u2066<b>\n\n22000\n현금 10만원\n" + "\n" * 20
    asked = inside(home, "compare", "--save", str(saved), stdin=answers)
    assert asked.code == 0, asked.err
    assert not RAW.search(saved.read_text("utf-8"))
    again = inside(home, "compare", str(saved))
    assert again.out == asked.out
    assert "SKB \\u2066<b>" in again.out


def test_files_are_named_harmlessly(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("case export NAME", "case export NAME --letter", "case remind NAME", "sheet --case NAME"):
        ran = inside(world.home, *words(world, command))
        assert ran.code == 0, ran.err
    assert len(list(tmp_path.iterdir())) == 4
    assert all(re.fullmatch(r"[\w.-]+", each.name) for each in tmp_path.iterdir())


@pytest.mark.slow
def test_the_full_screen(world: World, tmp_path: Path) -> None:
    home = place_of(world, tmp_path)
    call = [sys.executable, "-m", "haegi", "coach", str(world.playbook), "--case", SHORT]
    with Terminal(home, call, 100, 30) as terminal:
        terminal.until("/도움")
        terminal.send("\r")
        terminal.until("[bold red]r[/]", "/도움")
        terminal.send("/note [blink]n[/blink] <b>\r")
        terminal.until("[blink]n[/blink]")
        for raw in (b"\x1b]0;own", b"\x1b[31mabc", b"\xc2\x9b", "\u202e".encode(), "\u2066".encode(), b"\x07"):
            assert raw not in terminal.raw
