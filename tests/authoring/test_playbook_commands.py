"""Pictures, starters, the list, reading aloud, the schema, and the page that teaches the format."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from driver import Ran
from tables import each_row

from haegi.authoring.diagram import diagram, mermaid, tree
from haegi.authoring.diagram_svg import html, svg
from haegi.authoring.json_schema import asked, keys, schema
from haegi.cli.commands.playbook import checked
from haegi.files.resources import folder, is_playbook, load_playbook
from haegi.files.yaml_reader import read
from haegi.playbook.model import Playbook
from haegi.text.i18n import LOCALES
from haegi.text.terminal import cells

FAULTS = Path(__file__).parents[1] / "data" / "faults"
EVIL = """haegi: 1
id: evil
title: "<script>alert('제목')</script> & \\"quotes\\""
language: en
openings: {ring: {title: "</title><img src=x onerror=alert(1)>", to: end}}
stages:
  end: {title: "]]> --> <b>bold</b>", aim: x, say: {en: "Yes."}, next: over}
ends: {over: {title: "`over` | over", outcome: refused}}
"""


def test_the_tree_shows_every_stage_once_and_fits(retention: Playbook) -> None:
    for width in (60, 110):
        lines = list(tree(diagram(retention, "ko"), width))
        assert all(cells(line) <= width for line in lines)
    text = "\n".join(tree(diagram(retention, "en"), 400))
    for name in (*retention.stages, *retention.ends):
        opened = [line for line in text.splitlines() if f"({name})" in line and "see above" not in line]
        assert len(opened) == 1, name


def test_the_picture_is_well_formed_and_keeps_its_text(retention: Playbook) -> None:
    picture = svg(diagram(retention, "ko"))
    root = ElementTree.fromstring(picture)
    words = {each.text for each in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {stage.title.ko for stage in retention.stages.values()} <= words
    assert "textLength" not in picture
    assert "Noto Sans KR" in picture


def test_a_stage_under_the_pointer_lights_its_ways(retention: Playbook) -> None:
    picture = diagram(retention, "en")
    text = svg(picture)
    number = next(at for at, node in enumerate(picture.nodes) if node.id == "decline")
    assert f"svg:has(#n{number}:hover) .o{number}" in text
    assert f'<g id="n{number}" ' in text
    leaving = sum(arrow.source == "decline" for arrow in picture.arrows)
    assert len(re.findall(rf'<path class="o{number} ', text)) == leaving > 3


def test_boxes_do_not_overlap(retention: Playbook) -> None:
    root = ElementTree.fromstring(svg(diagram(retention, "ko")))
    boxes = [
        tuple(float(each.attrib[key]) for key in ("x", "y", "width", "height"))
        for each in root.iter("{http://www.w3.org/2000/svg}rect")
    ]
    for number, (x, y, width, height) in enumerate(boxes):
        for left, top, wide, high in boxes[:number]:
            assert x >= left + wide or left >= x + width or y >= top + high or top >= y + height


def test_pictures_hold_no_script_and_reach_no_network(tmp_path: Path) -> None:
    path = tmp_path / "evil.yaml"
    path.write_text(EVIL, "utf-8")
    book = load_playbook(path).playbook
    for text in (svg(diagram(book, "en")), html(diagram(book, "en"))):
        assert "<script" not in text
        assert "<img" not in text
        assert "<b>" not in text
        tags = " ".join(re.findall(r"<[^>]*>", text))
        assert not re.search(r"(?:src|href|on\w+)=|url\((?!#)|@import", tags)
    chart = "\n".join(mermaid(diagram(book, "en")))
    assert "<script" not in chart
    assert "`" not in chart


def test_unreachable_and_stuck_stages_are_marked() -> None:
    island = load_playbook(FAULTS / "F002.yaml").playbook
    assert 'class="stage unreachable"' in svg(diagram(island, "en"))
    assert any("unreachable" in line for line in tree(diagram(island, "en"), 80))
    assert "  class s_island unreachable" in list(mermaid(diagram(island, "en")))
    ring = load_playbook(FAULTS / "F004.yaml").playbook
    assert svg(diagram(ring, "en")).count('class="stage stuck"') == 2


def test_traps_and_coverage_are_marked(retention: Playbook) -> None:
    picture = diagram(retention, "en", {name: 1.0 for name in retention.stages if name != "settle"})
    nodes = {node.id: node for node in picture.nodes}
    assert nodes["decline"].traps >= 2
    assert nodes["decline"].covered == 1.0
    assert nodes["settle"].covered == 0.0
    assert svg(picture).count(" uncovered") == 1 + len(retention.ends)


def test_coverage_comes_from_the_conversations(haegi: Callable[..., Ran]) -> None:
    covered = haegi("playbook", "graph", "--coverage", "--mermaid").out
    assert "class s_decline covered" in covered
    assert "uncovered\n" not in covered.split("classDef uncovered")[1]


def test_a_long_line_of_stages_is_drawn_and_checked_without_recursion(tmp_path: Path) -> None:
    stages = "".join(
        f"  s{n}: {{title: S, aim: x, next: {f's{n + 1}' if n < 1099 else 'over'}}}\n" for n in range(1100)
    )
    head = "haegi: 1\nid: long\ntitle: Long\nlanguage: en\nopenings: {ring: {title: R, to: s0}}\nstages:\n"
    path = tmp_path / "long.yaml"
    path.write_text(f"{head}{stages}ends: {{over: {{title: O, outcome: cut}}}}\n", "utf-8")
    book = load_playbook(path).playbook
    assert checked(path) == []
    assert len(list(tree(diagram(book, "en"), 80))) == 1102


def test_each_form_comes_out_of_the_command(haegi: Callable[..., Ran], tmp_path: Path) -> None:
    assert haegi("playbook", "graph", "retention-kr").out.startswith("재약정 전화 (retention-kr)\n")
    assert haegi("playbook", "graph", "--mermaid").out.startswith("flowchart TD\n")
    target = tmp_path / "picture.html"
    assert haegi("playbook", "graph", "--html", "-o", str(target)).code == 0
    assert target.read_text("utf-8").startswith("<!doctype html>")
    assert haegi("playbook", "graph", "--html", "-o", str(target)).code == 1
    assert haegi("playbook", "graph", "--html", "--svg").code == 2


@each_row(("spoken", "arguments"), [("ko", ()), ("en", ("--language", "en"))])
def test_a_starter_checks_clean_and_its_conversations_pass(
    haegi: Callable[..., Ran], home: Path, spoken: str, arguments: tuple[str, ...]
) -> None:
    name = f"mine-{spoken}"
    assert haegi("playbook", "new", name, *arguments).code == 0
    text = (home / "playbooks" / f"{name}.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=./haegi.schema.json")
    written = json.loads((home / "playbooks" / "haegi.schema.json").read_text("utf-8"))
    assert fits(read(text, name).data, written, written) == ""
    assert f"language: {spoken}" in text
    assert haegi("playbook", "check", name, "--strict").out == ""
    tested = haegi("playbook", "test", name, "--explore")
    assert (tested.code, "T042" in tested.out) == (0, False)
    assert haegi("playbook", "new", name).code == 1
    assert haegi("playbook", "new", name, "--force").code == 0


def test_a_starter_is_refused_for_a_bad_id_or_language(haegi: Callable[..., Ran]) -> None:
    assert haegi("playbook", "new", "Mine!").code == 2
    assert haegi("playbook", "new", "mine", "--language", "fr").code == 2


def test_every_key_is_explained_in_both_languages(haegi: Callable[..., Ran]) -> None:
    for locale in LOCALES:
        every = list(keys(locale))
        assert len(every) > 70
        assert all(key.text for key in every)
        descriptions = set(re.findall(r'"description": "(.*?)"[,\n]', haegi("playbook", "schema", lang=locale).out))
        assert {json.dumps(key.text, ensure_ascii=False)[1:-1] for key in every} <= descriptions
        assert all(key.text in "".join(haegi("playbook", "keys", "--json", lang=locale).out) for key in every if '"' not in key.text)


@each_row(
    ("name", "found"),
    [
        ("stages.branches.on", [("Branch", "on")]),
        ("branches", [("Stage", "branches"), ("Branch", "on"), ("Branch", "when"), ("Branch", "say"), ("Branch", "to")]),
        ("way", [("Way", "to"), ("Way", "when")]),
        ("Examples:", [("Move", "examples")]),
        ("cards.on", []),
        ("brnach", []),
    ],
)
def test_keys_are_found_by_name_and_by_place(name: str, found: list[tuple[str, str]]) -> None:
    assert [(key.owner, key.name) for key in asked(list(keys("en")), name)] == found


def test_what_a_key_means_fits_a_narrow_terminal(haegi: Callable[..., Ran]) -> None:
    assert all(cells(line) <= 60 for line in haegi("playbook", "keys", lang="ko", COLUMNS="60").out.splitlines())
    assert "  on*  " in haegi("playbook", "keys", "branches", lang="en").out
    ran = haegi("playbook", "keys", "brnaches", lang="en")
    assert (ran.code, "Did you mean 'branches'?" in ran.err) == (1, True)


def test_the_list_says_where_each_comes_from(haegi: Callable[..., Ran], home: Path) -> None:
    haegi("playbook", "new", "retention-kr")
    rows = json.loads(haegi("playbook", "list", "--json").out)["playbooks"]
    ours = [row for row in rows if row["id"] == "retention-kr"]
    assert [(row["origin"], row["hidden"]) for row in ours] == [("own", False), ("shipped", True)]
    assert ours[0]["path"] == str(home / "playbooks" / "retention-kr.yaml")
    assert ours[1]["title"] == "재약정 전화"
    assert ours[1]["language"] == "ko"


def test_reading_aloud_goes_along_the_path(haegi: Callable[..., Ran], retention: Playbook) -> None:
    whole = haegi("playbook", "show", "retention-kr", lang="en").out
    places = [
        whole.index(f"{number}/{len(retention.path)}  ") for number in range(1, len(retention.path) + 1)
    ]
    assert places == sorted(places)
    assert all(
        (spoken.line.ko or "") in whole for spoken in retention.lines.values() if "stall" not in spoken.id
    )
    found = haegi("playbook", "show", "retention-kr", "--find", "위약금").out
    assert "(penalty)" in found
    assert len(found) < len(whole) / 3
    assert "(penalty)" in haegi("playbook", "show", "--find", "자동 연장 중에는 위약금이 없다").out  # in what to watch
    assert haegi("playbook", "show", "retention-kr", "--find", "xyzzyplugh").code == 1


README = (folder() / "README.md").read_text("utf-8")


@pytest.mark.parametrize("example", re.findall(r"```yaml\n(.*?)```", README, re.S))
def test_the_examples_of_the_page_are_playbooks(tmp_path: Path, example: str) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(example, "utf-8")
    assert checked(path) == []
    assert fits(read(example, "example").data, schema(), schema()) == ""


def fits(data: Any, rule: dict[str, Any], whole: dict[str, Any]) -> str:
    """Where data breaks a schema, in as much of JSON Schema as ours uses; empty where it doesn't."""
    if "$ref" in rule:
        return fits(data, whole["$defs"][rule["$ref"].rpartition("/")[2]], whole)
    if "anyOf" in rule:
        found = [fits(data, each, whole) for each in rule["anyOf"]]
        return "" if "" in found else max(found, key=len)
    kinds: dict[str, type] = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
    if "type" in rule and not isinstance(data, kinds[rule["type"]]):
        return f"{data!r} is no {rule['type']}"
    if "const" in rule and data != rule["const"]:
        return f"{data!r} is not {rule['const']!r}"
    if "enum" in rule and data not in rule["enum"]:
        return f"{data!r} is not one of {rule['enum']}"
    if isinstance(data, str) and not re.search(rule.get("pattern", ""), data):
        return f"{data!r} has the wrong form"
    if isinstance(data, list):
        return next((bad for each in data if (bad := fits(each, rule.get("items", {}), whole))), "")
    return fits_object(data, rule, whole) if isinstance(data, dict) else ""


def fits_object(data: dict[str, Any], rule: dict[str, Any], whole: dict[str, Any]) -> str:
    if len(data) < rule.get("minProperties", 0):
        return "too little"
    missing = [key for key in rule.get("required", ()) if key not in data]
    if missing:
        return f"{missing} missing"
    for key, value in data.items():
        names = rule.get("propertyNames", {})
        if bad := fits(key, names, whole):
            return bad
        matching = (
            each for pattern, each in rule.get("patternProperties", {}).items() if re.search(pattern, key)
        )
        inner = rule.get("properties", {}).get(key, next(matching, rule.get("additionalProperties", {})))
        if inner is False:
            return f"{key!r} is unknown"
        if bad := fits(value, inner, whole):
            return f"{key}: {bad}"
    return ""


@each_row("name", ["retention-kr.yaml", "starter/ko/my-call.yaml"])
def test_what_ships_fits_the_schema(name: str) -> None:
    text = (folder() / name).read_text("utf-8")
    assert fits(read(text, name).data, schema(), schema()) == ""


@pytest.mark.slow
def test_what_ships_satisfies_a_validator(tmp_path: Path) -> None:
    """Written with `extends` or not, in either language: what another reader of JSON Schema says of our files."""
    tool = shutil.which("check-jsonschema", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if tool is None:
        pytest.skip("check-jsonschema is not installed")
    written = tmp_path / "haegi.schema.json"
    written.write_text(json.dumps(schema("ko"), ensure_ascii=False), "utf-8")
    files = [*folder().glob("*.yaml"), *folder().glob("starter/*/*.yaml"), *(FAULTS.parent / "playbooks").glob("*.yaml")]
    books = [str(path) for path in files if is_playbook(path)]
    assert len(books) >= 10
    for arguments in (["--check-metaschema", str(written)], ["--schemafile", str(written), *books]):
        ran = subprocess.run([tool, *arguments], capture_output=True, text=True, timeout=120, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr


@each_row("name", ["S001", "S003", "S005", "S006", "I001"])
def test_the_schema_refuses_what_the_reader_refuses(name: str) -> None:
    data = read((FAULTS / f"{name}.yaml").read_text("utf-8"), name).data
    assert bool(fits(data, schema(), schema())) == (name != "I001")


def test_an_extended_playbook_takes_the_place_of_its_base(tmp_path: Path, retention: Playbook) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "haegi: 1\nid: mine\nextends: retention-kr\nends:\n"
        '  refused: {title: {ko: "그만", en: "Gave up"}, outcome: refused}\n',
        "utf-8",
    )
    book = load_playbook(path).playbook
    assert book.id == "mine"
    assert book.ends["refused"].title.en == "Gave up"
    assert book.ends.keys() == retention.ends.keys()
    assert book.stages == retention.stages
    assert book.moves == retention.moves


def test_a_fault_of_the_base_is_told_in_the_base(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text((FAULTS / "F002.yaml").read_text("utf-8"), "utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text("haegi: 1\nid: mine\nextends: base\n", "utf-8")
    (fault,) = checked(mine)
    assert (fault.code, fault.place.file) == ("F002", str(tmp_path / "base.yaml"))
    mine.write_text("haegi: 1\nid: mine\nextends: mine\n", "utf-8")
    assert "I004" in {each.code for each in checked(mine)}
