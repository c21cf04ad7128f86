"""The one door for YAML: every fault at its place, and nothing that a file can do brings the reader down.

A file in tests/data/faults says in its first comments what is wrong with it: `# expect: CODE line:column [file]`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from driver import Ran, without_root
from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.cli.errors import message, shown
from haegi.errors import Diagnostic, Faults
from haegi.files.resources import load_playbook
from haegi.files.yaml_reader import MAX_BYTES, load, loads, read, written
from haegi.playbook.model import Playbook
from haegi.storage.case_file import CaseText
from haegi.text.i18n import messages

DATA = Path(__file__).parents[1] / "data" / "faults"
EXPECT = re.compile(r"^# expect: (\w+) (\d+):(\d+)(?: (\S+))?$", re.M)
CODES = sorted(code for code in messages("ko") if re.fullmatch(r"[YSI]\d{3}|F001|N00[1-6]", code))
#: Faults of the file itself: no text file can have them, so the tests below make them.
MADE = {"Y001", "Y002", "Y003"}
FILES = sorted(path for path in DATA.glob("*.yaml") if path.stem in CODES)
#: What only a case file can have wrong.
MODELS: dict[str, type] = {"S008": CaseText}


def read_in(path: Path) -> object:
    return load(path, MODELS[path.stem]) if path.stem in MODELS else load_playbook(path)


def faults(path: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(Faults) as caught:
        read_in(path)
    return caught.value.diagnostics


def placed(path: Path) -> list[tuple[str, str]]:
    return [
        (code, f"{path.parent / (file or path.name)}:{line}:{column}")
        for code, line, column, file in EXPECT.findall(path.read_text("utf-8"))
    ]


def test_every_code_has_a_file() -> None:
    assert {path.stem for path in FILES} | MADE == set(CODES)


@each_row("path", [*FILES, *sorted(DATA.glob("many/*.yaml"))], ids=lambda path: path.stem)
def test_faults_are_found_where_they_are(path: Path) -> None:
    found = faults(path)
    assert [(fault.code, str(fault.place)) for fault in found] == placed(path)
    assert path in FILES or len(found) > 2
    assert path not in FILES or [fault.code for fault in found] == [path.stem]


@each_row("path", FILES, ids=lambda path: path.stem)
def test_faults_are_sentences_with_a_caret_in_both_languages(path: Path) -> None:
    (fault,) = faults(path)
    for lang in ("ko", "en"):
        head, source, caret = shown(fault, lang)
        assert head.startswith(f"{fault.place}: {fault.code} ")
        own = re.sub(r"'[^']*'", "", message(fault, lang))
        assert not re.search(r"[{}]|\bNone\b|[a-z]_[a-z]", own), head
        assert caret.strip() == "^"
        assert source.strip()


NEAR = [
    ("S001", "watch"),
    ("S006", "deferred"),
    ("F001", "done"),
    ("N001", "offers_gift"),
    ("N002", "name"),
    ("N004", "offer"),
]


@each_row(("code", "near"), NEAR)
def test_something_close_is_named(code: str, near: str) -> None:
    (fault,) = faults(DATA / f"{code}.yaml")
    assert message(fault, "en").endswith(f"Did you mean '{near}'?")
    assert message(fault, "ko").endswith(f"혹시 '{near}'인가요?")


@dataclass(frozen=True, kw_only=True)
class Loose:
    """A model that takes what it is given, to see what the YAML became."""

    value: object = None
    on: object = None


TRAPS: list[tuple[str, object]] = [
    ("12:30", "12:30"),
    ("no", "no"),
    ("yes", "yes"),
    ("off", "off"),
    ("010", "010"),
    ("0x1F", "0x1F"),
    ("1_000", "1_000"),
    ("1e3", "1e3"),
    (".5", ".5"),
    (".inf", ".inf"),
    ("2026-11-25", "2026-11-25"),
    ("=", "="),
    ("True", "True"),
    ("true", True),
    ("false", False),
    ("null", None),
    ("~", None),
    ("", None),
    ("7", 7),
    ("-7", -7),
    ("0", 0),
    ("1.50", 1.5),
    ("'7'", "7"),
    ('"true"', "true"),
    ("9" * 30, "9" * 30),
    ("1,000", "1,000"),
]


@each_row(("text", "value"), TRAPS)
def test_only_plain_values_are_more_than_text(text: str, value: object) -> None:
    got = loads(f"value: {text}\n", Loose, "here").model.value
    assert got == value
    assert type(got) is type(value)


def test_on_is_a_key_like_any_other() -> None:
    assert loads("on: yes\nvalue: {no: 1, 7: 2, true: 3}\n", Loose, "here").model == Loose(
        on="yes", value={"no": 1, "7": 2, "true": 3}
    )


@given(st.text())
def test_any_text_is_data_or_a_placed_fault(text: str) -> None:
    reading = read(text, "here")
    assert isinstance(reading.data, dict) or reading.faults
    for fault in reading.faults:
        assert fault.place.line >= 1
        assert fault.place.column >= 1


ASCII = st.text("abc: -[]{}&*!|>'\"#%@`?,\n\t 0", max_size=60)


@given(ASCII)
def test_any_punctuation_is_data_or_a_placed_fault(text: str) -> None:
    with pytest.raises(Faults) as found:
        loads(text, Playbook, "here")
    lines = len(text.splitlines()) + 1
    assert all(1 <= fault.place.line <= lines for fault in found.value.diagnostics)


HEAD = "haegi: 1\nid: small\ntitle: "
BOMBS: list[tuple[str, bytes, str]] = [
    ("brackets", b"title: " + b"[" * 50_000, "Y008 1:"),
    ("braces", b"{a: " * 50_000, "Y008 1:"),
    ("dashes", b"- " * 50_000, "Y008 1:"),
    ("laughs", b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "Y009 1:4"),
    ("nul", b"haegi: 1\nid: \x00small\n", "Y005 2:5"),
    ("nothing but nul", b"\x00" * 1000, "Y005 1:1"),
    ("tab", b"haegi: 1\nopenings:\n\tring: x\n", "Y004 3:1"),
    ("utf-16", "haegi: 1\ntitle: 통화\n".encode("utf-16"), "Y003 1:1"),
    ("cp949", "haegi: 1\ntitle: 통화\n".encode("cp949"), "Y003 2:1"),
    ("empty", b"", "Y006 1:1"),
    ("a word", b"hello", "Y006 1:1"),
    ("only a comment", b"# nothing\n", "Y006 1:1"),
    ("escape", b"haegi: 1\ntitle: \x1b[31mred\n", "Y005 2:8"),
    ("long key", b"? " + b"k" * 100_000 + b"\n: v\n", "S001 1:3"),
]


@pytest.mark.parametrize(("what", "raw", "wanted"), BOMBS, ids=[row[0] for row in BOMBS])
def test_bombs_are_placed_faults(what: str, raw: bytes, wanted: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.yaml"
    path.write_bytes(raw)
    found = faults(path)
    head = [f"{fault.code} {fault.place.line}:{fault.place.column}" for fault in found]
    assert any(each.startswith(wanted) for each in head), (what, head)
    for fault in found:
        assert all(len(row) < 2000 for row in shown(fault, "en"))


SOUND = """haegi: 1
id: small
moves:
  agent:
    waits: {ko: "묻기", en: "Ask"}
    ends:
      - on: [waits, thanks]
        to: done
say: {en: Hello}
"""
SLIPS: list[tuple[str, str, str, str]] = [
    ("tab 7:1", "      - on", "\t- on", ""),
    ("tab 8:3", "        to", "  \tto", ""),
    ("space 7:1", "      - on", "　　　- on", ""),
    ("quote 5:17", '"묻기",', '"묻기,', ""),
    ("quote 5:27", '"Ask"', "'Ask 'em'", ""),
    ("quote 8:13", "to: done", 'to: "done', "to: x"),
    ("quote 8:13", "to: done", "to: 'don't'", ""),
    ("quote 8:13", "to: done", 'to: "do" ne', ""),
    ("quote 7:9", "- on", '- "on', ""),
    ("escape 8:14", "to: done", 'to: "\\done"', ""),
    ("colon 8:17", "to: done", "to: done: over", ""),
    ("colon 5:19", '{ko: "묻기",', "{ko: 요금: 묻기,", ""),
    ("bracket 5:12", 'en: "Ask"}', 'en: "Ask"', ""),
    ("bracket 7:13", "thanks]", "thanks", ""),
    ("comment 5:27", 'en: "Ask"}', "en: #Ask}", ""),
    ("comment 7:28", "thanks]", "thanks #1]", ""),
    ("slot 8:13", "to: done", "to: {product} done", ""),
    ("sign 8:13", "to: done", "to: %done", ""),
    ("sign 8:13", "to: done", "to: *done*", ""),
    ("no-colon 6:5", "ends:", "ends", ""),
    ("gap 7:7", "- on", "-on", ""),
    ("gap 2:3", "id: small", "id:small", ""),
    ("gap 2:3", "id: small", "id： small", ""),
    ("indent 8:8", "        to", "       to", ""),
    ("indent 7:6", "      - on", "     - on", ""),
    ("indent 6:6", "    ends", "     ends", ""),
    ("indent 6:4", "    ends", "   ends", ""),
]


@each_row(("told", "old", "new", "more"), SLIPS, ids=lambda value: str(value)[:20])
def test_what_people_do_to_yaml_is_told_in_their_words(told: str, old: str, new: str, more: str) -> None:
    assert not read(SOUND, "here").faults
    (fault,) = read(SOUND.replace(old, new, 1) + more, "here").faults
    assert f"{fault.params['problem']} {fault.place.line}:{fault.place.column}" == f"yaml-{told}"
    assert re.search("[가-힣]", message(fault, "ko").partition(":")[2])


@each_row(
    ("text", "codes"),
    [
        ("{en: “Hello, you”, ko: x}", ["Y013"]),
        ("“Hello”", ["Y013"]),
        ("‘Hello", ["Y013"]),
        ("“오늘까지”라고 합니다", []),
        ('"“Hello”"', []),
    ],
)
def test_curly_quotes_are_taken_for_quotes_that_were_meant(text: str, codes: list[str]) -> None:
    found = loads_loosely(f"haegi: 1\nabout: {text}\n")
    assert [fault.code for fault in found] == codes


def loads_loosely(text: str) -> tuple[Diagnostic, ...]:
    """What is wrong with a text beside what any playbook needs."""
    with pytest.raises(Faults) as caught:
        loads(text, Playbook, "here")
    return tuple(fault for fault in caught.value.diagnostics if fault.code != "S002")


@each_row(("written", "near"), [("yes", "true"), ("Yes", "true"), ("네", "true"), ("off", "false"), ("ture", "true"), ("[]", "")])
def test_a_yes_or_no_in_other_words_is_told_how_to_write_it(written: str, near: str) -> None:
    (fault,) = loads_loosely(f"haegi: 1\nmoves: {{agent: {{waits: {{label: Waits, trap: {written}}}}}}}\n")
    assert (fault.code, fault.params["near"]) == ("S003", near)


def test_a_sentence_with_a_colon_in_a_list_is_told_to_be_quoted() -> None:
    (fault,) = loads_loosely("haegi: 1\nmoves: {agent: {waits: {label: Waits, examples: [wait: now]}}}\n")
    assert "put a sentence with a colon in quotes" in message(fault, "en")


def faulty_files(folder: Path) -> dict[str, Path]:
    """Files that are no text: a folder, a pipe, a sparse giant, something absent."""
    made = {name: folder / f"{name}.yaml" for name in ("folder", "pipe", "giant", "absent")}
    made["folder"].mkdir()
    os.mkfifo(made["pipe"])
    with made["giant"].open("wb") as file:
        file.truncate(100_000_000)
    return made


@pytest.mark.parametrize(
    ("name", "code"), [("folder", "Y001"), ("pipe", "Y001"), ("absent", "Y001"), ("giant", "Y002")]
)
def test_what_is_no_file_is_not_read(name: str, code: str, tmp_path: Path) -> None:
    (fault,) = faults(faulty_files(tmp_path)[name])
    assert (fault.code, fault.place.line, fault.place.column) == (code, 1, 1)
    for lang in ("ko", "en"):
        assert "_" not in message(fault, lang)


def test_a_file_without_permission_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text("haegi: 1\n")
    path.chmod(0)
    with without_root():
        assert [fault.code for fault in faults(path)] == ["Y001"]


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_bytes(b"value: 1\n#" + b"x" * (MAX_BYTES - 10))
    assert load(path, Loose).model.value == 1
    with path.open("ab") as file:
        file.write(b"x")
    with pytest.raises(Faults):
        load(path, Loose)


@pytest.mark.parametrize(
    "change", [lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw.replace(b"\n", b"\r\n")]
)
def test_byte_order_marks_and_windows_lines_are_fine(
    change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path, plain = tmp_path / "F001.yaml", DATA / "F001.yaml"
    path.write_bytes(change(plain.read_bytes()))
    (fault,) = faults(path)
    assert [(fault.code, str(fault.place).replace(str(tmp_path), str(DATA)))] == placed(plain)
    assert shown(fault, "en")[1].endswith("to: dnoe}")


@pytest.mark.parametrize("name", ["folder", "pipe", "giant", "absent", "brackets", "escape"])
def test_the_coach_says_so_and_exits_3(name: str, tmp_path: Path, haegi: Callable[..., Ran]) -> None:
    files = faulty_files(tmp_path)
    raw = next((raw for what, raw, _ in BOMBS if what == name), None)
    path = files.get(name, tmp_path / "bomb.yaml")
    if raw:
        path.write_bytes(raw)
    ran = haegi("coach", str(path), stdin="1\n", lang="en")
    assert ran.code == 3
    assert "Traceback" not in ran.err
    assert "\x1b" not in ran.err
    assert re.match(rf"{re.escape(str(path))}:\d+:\d+: Y\d\d\d ", ran.err)
    assert ran.err.rstrip().endswith("1 problem(s) found.")


def test_all_faults_reach_the_person(haegi: Callable[..., Ran]) -> None:
    path = DATA / "many" / "shape.yaml"
    ran = haegi("coach", str(path), lang="ko")
    assert ran.code == 3
    heads = [row for row in ran.err.splitlines() if row.startswith(str(path))]
    assert [tuple(reversed(row.split(" ")[:2])) for row in heads] == [
        (code, f"{place}:") for code, place in placed(path)
    ]
    assert "5군데" in ran.err


def test_missing_includes_are_reported_together(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    source = (DATA / "I001.yaml").read_text("utf-8")
    path.write_text(source.replace("[shared/nothing]", "[shared/nothing, ../outside, /etc/passwd]"), "utf-8")
    assert [fault.code for fault in faults(path)] == ["I001", "I002", "I002"]


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.text(st.characters(codec="utf-8"), max_size=30), min_size=1))
def test_what_is_written_is_read_as_the_same(data: dict[str, str]) -> None:
    reading = read(written({**data, "list": list(data.values())}), "-")
    assert (reading.faults, reading.data) == ([], {**data, "list": list(data.values())})
