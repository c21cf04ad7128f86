"""What checking finds: each code in its file and nothing else there, all at once in one file, nothing in what ships.

A file in tests/data/faults says in its first comments what is found in it: `# expect: CODE line:column [file]`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from driver import Ran
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import each_row

from haegi.authoring.check import check
from haegi.authoring.rules_texts import impolite
from haegi.cli.commands.playbook import checked
from haegi.cli.context import Context
from haegi.cli.errors import message, shown
from haegi.cli.views.playbook import explain
from haegi.errors import Diagnostic, Severity
from haegi.files.resources import folder, inspect_playbook, is_playbook
from haegi.text.i18n import messages

DATA = Path(__file__).parents[1] / "data" / "faults"
SHIPPED = [
    path
    for place in ("*.yaml", "starter/*/*.yaml")
    for path in sorted(folder().glob(place))
    if is_playbook(path)
]
EXPECT = re.compile(r"^# expect: (\w+) (\d+):(\d+)(?: (\S+))?$", re.M)
#: What a sound file may be found to have; F001 and N001 to N006 are faults of the file.
CODES = sorted(code for code in messages("ko") if re.fullmatch(r"F00[2-7]|N00[7-9]|[LG]\d{3}", code))
FILES = sorted(path for path in DATA.glob("*.yaml") if path.stem in CODES)
ALL_FILES = sorted(DATA.glob("*.yaml"))


def placed(path: Path) -> list[tuple[str, str]]:
    return [
        (code, f"{path.parent / (file or path.name)}:{line}:{column}")
        for code, line, column, file in EXPECT.findall(path.read_text("utf-8"))
    ]


def test_every_code_has_a_file() -> None:
    assert [path.stem for path in FILES] == CODES


def test_every_file_has_a_code() -> None:
    assert {path.stem for path in ALL_FILES} <= messages("ko").keys()


@each_row("path", FILES, ids=lambda path: path.stem)
def test_a_file_yields_its_code_and_nothing_else(path: Path) -> None:
    found = checked(path)
    assert [(fault.code, str(fault.place)) for fault in found] == placed(path)
    assert {fault.code for fault in found} == {path.stem}


@each_row("path", FILES, ids=lambda path: path.stem)
@each_row("locale", ["ko", "en"])
def test_findings_are_sentences_with_a_caret(path: Path, locale: str) -> None:
    for fault in checked(path):
        language = "ko" if locale == "ko" else "en"
        head, source, caret = shown(fault, language)
        own = re.sub(r"'[^']*'|\([^)]*\)|when: .*", "", message(fault, language))
        assert not re.search(r"\bNone\b|[{}]{2}", own), head
        assert source.strip()
        assert caret.strip() == "^"


@each_row("path", SHIPPED, ids=lambda path: path.stem)
def test_what_ships_is_without_a_finding(path: Path) -> None:
    assert checked(path) == []


EIGHT = DATA.parent / "workshop" / "eight.yaml"


def test_eight_defects_are_found_in_one_run() -> None:
    found = checked(EIGHT)
    assert [(fault.code, str(fault.place)) for fault in found] == placed(EIGHT)
    assert {fault.code for fault in found} == {"F001", "F002", "F003", "F004", "F005", "N002", "Y010", "S001"}


FAMILIAR = (
    "그거 뭔 거야", "제가 한다니까", "달라고 하거든", "지금 있지", "뭐 할래", "그럼 그렇군", "왜 그러느냐", "지금 내는 값인데", "나도 알아",
    "그건 나도 몰라", "이건 끝이야", "나는 좋아", "그거 있잖아", "그건 네가", "이제 알았어", "지금 뭐 하니", "그게 아니야", "빨리 하라니까", "약속이었거든",
)


@each_row("text", FAMILIAR)
def test_what_only_friends_say_is_found(text: str) -> None:
    assert impolite(text) == text.split()[-1]


@each_row("text", ["굽어살피소서", "그렇습니까", "말씀해 주시오", "맞죠"])
def test_courtesy_is_none(text: str) -> None:
    assert impolite(text) == ""


SLIPPED = [
    ("a misspelt stage is told, and not what only that way led to", "  psuh: {title: P, aim: x, say: Please., next: far}", ["F001"]),
    ("of several stages that nothing leads to, the first is told", "  haggle: {title: P, aim: x, say: Please., next: far}", ["F001", "F002"]),
    ("an island is told beside a misspelt stage", "  psuh: {title: P, aim: x, say: Please., next: far}\n  alone: {title: A, aim: x, say: Please., next: over}", ["F001", "F002"]),
]


@each_row(("why", "stages", "codes"), SLIPPED, ids=lambda value: str(value)[:30])
def test_what_follows_from_an_unknown_target_is_not_told(tmp_path: Path, why: str, stages: str, codes: list[str]) -> None:
    path = tmp_path / "slipped.yaml"
    path.write_text(
        "haegi: 1\nid: slipped\ntitle: S\nlanguage: en\nopenings: {ring: {title: R, to: ask}}\nstages:\n"
        f"  ask: {{title: A, aim: x, say: Hello., next: push}}\n{stages}\n"
        "  far: {title: F, aim: x, say: Good., next: farther}\n  farther: {title: G, aim: x, say: Fine., next: over}\n"
        "ends: {over: {title: O, outcome: refused}}\n",
        "utf-8",
    )
    assert [fault.code for fault in checked(path)] == codes, why


RINGS = [
    ("a stage without any way stops what leads to it", "    next: round\nends", "ends", [("F003", "about")]),
    (
        "what leads into a ring is no part of it",
        "next: [{to: round, when: {call: 1}}, {to: over}]",
        "next: round",
        [("F004", "round")],
    ),
]


@each_row(("why", "old", "new", "told"), RINGS, ids=lambda value: str(value)[:40])
def test_only_the_stages_of_a_ring_are_told(
    tmp_path: Path, why: str, old: str, new: str, told: list[tuple[str, str]]
) -> None:
    path = tmp_path / "ring.yaml"
    text = (DATA / "F004.yaml").read_text("utf-8")
    assert old in text, why
    path.write_text(text.replace(old, new), "utf-8")
    assert [(fault.code, fault.params["stage"]) for fault in checked(path)] == told


def test_the_exit_code_tells_errors_from_warnings(haegi: Callable[..., Ran]) -> None:
    assert haegi("playbook", "check").code == 0
    assert haegi("playbook", "check", str(DATA / "F003.yaml")).code == 3
    assert haegi("playbook", "check", str(DATA / "L002.yaml")).code == 0
    assert haegi("playbook", "check", str(DATA / "L002.yaml"), "--strict").code == 3


def test_the_answer_as_json(haegi: Callable[..., Ran]) -> None:
    ran = haegi("playbook", "check", str(DATA / "F003.yaml"), str(DATA / "L002.yaml"), "--json", lang="en")
    answer = json.loads(ran.out)
    assert answer["files"] == [str(DATA / "F003.yaml"), str(DATA / "L002.yaml")]
    assert [list(each) for each in answer["diagnostics"]] == [
        ["code", "severity", "file", "line", "column", "message"]
    ] * 2
    assert [(each["code"], each["severity"]) for each in answer["diagnostics"]] == [
        ("F003", "error"),
        ("L002", "warning"),
    ]


def test_one_line_a_finding(haegi: Callable[..., Ran]) -> None:
    ran = haegi("playbook", "check", str(EIGHT), "--oneline", lang="en")
    form = re.compile(rf"{re.escape(str(EIGHT))}:\d+:\d+: (error|warning) [A-Z]\d{{3}} \S.*")
    assert all(form.fullmatch(line) for line in ran.out.splitlines())
    assert len(ran.out.splitlines()) == len(placed(EIGHT))


@each_row("path", ALL_FILES, ids=lambda path: path.stem)
def test_every_code_is_explained_by_its_file(path: Path) -> None:
    lines = list(explain(Context.here("en"), path.stem, checked))
    assert messages("ko")[f"{path.stem}.why"] in lines[0]
    assert messages("en")[f"{path.stem}.why"] in lines[1]
    assert any(line.startswith("    ") for line in lines[2:])


def test_without_a_code_all_are_listed(haegi: Callable[..., Ran]) -> None:
    ran = haegi("playbook", "check", "--explain", lang="en")
    assert {line[:4] for line in ran.out.splitlines() if line[4:6] == "  " and line[0] != " "} >= {path.stem for path in ALL_FILES}
    assert haegi("playbook", "check", "--explain", "g001", "G002", lang="en").out.count("\nExample (G00") == 2


def test_an_unknown_code_is_said_so(haegi: Callable[..., Ran]) -> None:
    ran = haegi("playbook", "check", "--explain", "F999", lang="en")
    assert ran.code == 1
    assert "F002" in ran.err


#: What a guard beside an earlier one means: the second is never reached, or is.
GUARDS = [
    ("{call: 1}", "{call: 1}", True),
    ("{call: {at_least: 1}}", "{offers: 2}", True),
    ("{call: {at_least: 2}}", "{call: {at_least: 3}}", True),
    ("{call: {at_least: 3}}", "{call: {at_least: 2}}", False),
    ("{quote: known}", "{quote: true}", True),
    ("{quote: unknown}", "{quote: known}", False),
    ("{offer: {at_least: target}}", "{offer: {at_least: target}, call: 2}", True),
    ("{offer: {at_least: target}}", "{offer: {at_least: 5}}", False),
    ("{offers: {not: 3}}", "{offers: {at_most: 2}}", True),
    ("{any: [{call: 1}, {call: 2}]}", "{call: 2}", True),
    ("{any: [{call: 1}, {call: 2}]}", "{any: [{call: 2}, {call: 3}]}", False),
]

BOOK = """haegi: 1
id: book
title: {{ko: "책", en: "Book"}}
language: ko
slots:
  target: {{label: {{ko: "목표", en: "Target"}}, ask: {{ko: "얼마?", en: "How much?"}}, type: money, private: true}}
  plan: {{label: {{ko: "종류", en: "Plan"}}, ask: {{ko: "무엇?", en: "Which?"}}, type: choice, choices: [basic, more]}}
  day: {{label: {{ko: "날", en: "Day"}}, ask: {{ko: "언제?", en: "When?"}}, type: date}}
moves:
  agent:
    asks: {{label: {{ko: "묻는다", en: "Asks"}}, marks: asked}}
openings: {{ring: {{title: {{ko: "왔다", en: "Rang"}}, to: first}}}}
stages:
  first:
    title: {{ko: "처음", en: "First"}}
    aim: {{ko: "듣는다", en: "Listen"}}
    branches:
      - {{on: asks, when: {first}, to: over}}
      - {{on: asks, when: {second}, to: other}}
    next: [{{to: other, when: {{plan: basic, day: known}}}}, {{to: over}}]
  other:
    title: {{ko: "다음", en: "Other"}}
    aim: {{ko: "말한다", en: "Speak"}}
    next: over
ends: {{over: {{title: {{ko: "끝", en: "Over"}}, outcome: refused}}}}
"""


def codes(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "book.yaml"
    path.write_text(text, "utf-8")
    return [fault.code for fault in checked(path)]


@pytest.mark.parametrize(("first", "second", "hidden"), GUARDS)
def test_a_branch_is_shadowed_where_an_earlier_one_always_holds(
    tmp_path: Path, first: str, second: str, hidden: bool
) -> None:
    assert codes(tmp_path, BOOK.format(first=first, second=second)) == ["F005"] * hidden


NEVER = [
    ("{call: {at_least: 3, at_most: 2}}", True),
    ("{call: {at_most: 0}}", True),
    ("{offers: unknown}", True),
    ("{plan: most}", True),
    ("{plan: more}", False),
    ("{day: {at_least: 3}}", True),
    ("{asked: false}", True),
    ("{asked: {not: true}}", False),
    ("{offer: {at_least: target}, target: unknown}", True),
    ("{offer: {at_least: day}}", True),
    ("{offer: {at_least: 3, is: 2}}", True),
    ("{call: {is: 2, not: 2}}", True),
    ("{any: [{call: {at_most: 0}}, {call: 2}]}", True),
    ("{target: {at_least: 100000, at_most: 200000}}", False),
]


@pytest.mark.parametrize(("guard", "never"), NEVER)
def test_a_guard_that_can_never_hold(tmp_path: Path, guard: str, never: bool) -> None:
    assert ("F007" in codes(tmp_path, BOOK.format(first=guard, second="{pushes: 7}"))) == never


RETENTION = folder() / "retention-kr.yaml"

#: The retention call with one safeguard taken away, and the rule that notices.
SAFEGUARDS = [
    ("when: {deferred: true, any: [{offer: {at_least: reservation}}, {offer: unknown}, {reservation: unknown}]}",
     "when: {deferred: true}", "G001"),
    ("when: {deferred: true, any: [{offer: {at_least: reservation}}, {offer: unknown}, {reservation: unknown}]}",
     "when: {offer: {at_least: reservation}}", "G005"),
    ("    does: [reads_back, asks_terms]", "    does: [asks_terms]", "G002"),
    ("    does: [asks_written]\n    branches:\n      - on: refuses_written", "    branches:\n      - on: refuses_written",
     "G003"),
    ("        when: {quote: known}\n        does: [cites_competitor, counters]", "        does: [cites_competitor, counters]", "G004"),
    ("이 정도로 맞춰 주실 수 있나요?\"", "{reservation}이면 됩니다.\"", "G006"),
    ("    answers: limits_time", "    answers: appeals_loyalty", "G007"),
]  # fmt: skip


@pytest.mark.parametrize(("safeguard", "without", "code"), SAFEGUARDS)
def test_a_safeguard_that_is_missing_is_noticed(
    tmp_path: Path, safeguard: str, without: str, code: str
) -> None:
    text = RETENTION.read_text("utf-8")
    assert safeguard in text
    assert code in codes(tmp_path, text.replace(safeguard, without))


PARTS = RETENTION.read_text("utf-8").splitlines()


def _changed(lines: list[str], kind: str, at: int, other: int) -> list[str]:
    """The lines with one taken out, doubled, given another's key or value, or moved in."""
    line, near = lines[at], lines[other]
    key, _, value = line.partition(":")
    swapped = {
        "delete": [],
        "double": [line, line],
        "rename": [f"{key[:-1]}:{value}"],
        "retarget": [f"{key}:{near.partition(':')[2]}"],
        "rekey": [f"{near.partition(':')[0]}:{value}"],
        "indent": [f"  {line}"],
        "outdent": [line.removeprefix("  ")],
        "garble": [line.replace("{", "[", 1).replace("a", "a: ", 1)],
    }
    return [*lines[:at], *swapped[kind], *lines[at + 1 :]]


KINDS = st.sampled_from(["delete", "double", "rename", "retarget", "rekey", "indent", "outdent", "garble"])
PLACES = st.integers(0, len(PARTS) - 1)


@settings(max_examples=40)
@given(st.lists(st.tuples(KINDS, PLACES, PLACES), min_size=1, max_size=4))
def test_a_changed_playbook_yields_nothing_but_diagnostics(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int, int]]
) -> None:
    lines = PARTS
    for kind, at, other in changes:
        lines = _changed(lines, kind, at % len(lines), other % len(lines))
    path = tmp_path_factory.getbasetemp() / "changed.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    for fault in checked(path):
        assert isinstance(fault, Diagnostic)
        assert fault.place.line >= 1
        assert fault.place.column >= 1
        for locale in ("ko", "en"):
            assert message(fault, "ko" if locale == "ko" else "en")


def test_findings_come_with_a_severity() -> None:
    severities = {path.stem: {fault.severity for fault in checked(path)} for path in FILES}
    warned = {code for code, found in severities.items() if found == {Severity.WARNING}}
    assert warned == {"L001", "L002", "L003", "L004", "L005", "N007", "N008", "N009"}


def test_checking_leaves_the_playbook_as_it_is() -> None:
    seen = inspect_playbook(RETENTION)
    assert seen.playbook is not None
    before = repr(seen.playbook)
    list(check(seen.playbook, seen.included))
    assert repr(seen.playbook) == before
