"""A comparison as a table: the same as the YAML beside it, and faults at their cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tables import each_row

from haegi.compare.choices import settle
from haegi.compare.compare_file import CompareFile
from haegi.compare.contract import Contract
from haegi.errors import Faults
from haegi.files.csv_reader import is_table, read_csv, read_table
from haegi.files.source_map import diagnose
from haegi.files.yaml_reader import fit, load, sound
from haegi.money.money import Money

DATA = Path(__file__).parents[1] / "data" / "compare"
FAULTS = {
    "open-quote": ["C001 2:10"],
    "too-many": ["C002 2:16"],
    "unknown-key": ["S001 2:10"],
    "twice": ["Y010 1:11"],
    "slips": ["S006 2:4", "M004 2:10"],
    "text-and-inside": ["Y010 2:18"],
    "no-rows": ["S004 1:1"],
    "empty": ["S004 1:1"],
    "no-such-file": ["Y001 1:1"],
}


def faults(name: str) -> list[str]:
    try:
        source = sound(fit(read_table(DATA / "tables" / f"{name}.csv"), CompareFile))
    except Faults as found:
        told = found.diagnostics
    else:
        told = tuple(diagnose(each, source.marks) for each in settle(source.model).findings)
    return [f"{each.code} {each.place.line}:{each.place.column}" for each in told]


@each_row("name", FAULTS)
def test_faults_have_their_cells(name: str) -> None:
    assert faults(name) == FAULTS[name]


def test_every_table_is_tried() -> None:
    assert {path.stem for path in (DATA / "tables").iterdir()} == set(FAULTS) - {"no-such-file"}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_table_is_read_as_the_file_beside_it(tmp_path: Path, mark: str, ends: str) -> None:
    text = (DATA / "weighed.csv").read_text("utf-8")
    path = tmp_path / "table.csv"
    path.write_bytes((mark + text.replace("\n", ends)).encode())
    table = settle(sound(fit(read_table(path), CompareFile)).model)
    beside = settle(load(DATA / "weighed.yaml", CompareFile).model)
    assert (table.basis, table.choices, table.findings) == (beside.basis, beside.choices, ())


def test_quotes_hold_commas_and_quotes(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('name,kind,monthly_fee,terms\n"a, ""b""" ,switch,"1,000원",12\n', "utf-8")
    (option,) = sound(fit(read_table(path), CompareFile)).model.options
    assert (option.name, option.terms) == ('a, "b"', "12")


HEADINGS = [
    ("Service, Monthly price, Download speed, Add-ons", "A, 30.000원, 100Mbps, 없음", 100.0),
    ("통신사,월 요금,속도,추가 서비스", "A,30.000원,100 Mbps,-", 100.0),
    ("업체,가격(원),다운로드 속도,부가서비스", "A,3만원,1기가,none", 1000.0),
]


@each_row(("head", "row", "down"), HEADINGS)
def test_headings_and_speeds_as_people_write_them(head: str, row: str, down: float) -> None:
    (option,) = sound(fit(read_csv(f"{head}\n{row}\n", "-"), CompareFile)).model.options
    assert (option.name, option.kind, option.down_mbps, option.addons) == ("A", "switch", down, ())
    assert option.monthly_fee is not None
    assert option.monthly_fee.money("KRW") == Money(30_000)


def test_stars_for_support_and_reviews_are_ratings() -> None:
    head, row = "서비스,요금,응답 시간,문제 해결,리뷰,Satisfaction", "A,30000,4,3.5,5,2"
    (option,) = sound(fit(read_csv(f"{head}\n{row}\n", "-"), CompareFile)).model.options
    assert option.ratings == {"response": 4, "solving": 3.5, "reviews": 5, "satisfaction": 2}


CONTRACT = """kind,name,monthly_fee,contract_end,contract_months,exit_fee.0,exit_fee.3,addons
current,KT,33000,2027-05-10,36,12만원,90000,WiFi
household,WiFi; 넷플릭스 ;300M
switch,SKB,27500,,,,,"WiFi; OTT, 영화"
"""


def test_contract_and_household_of_a_table() -> None:
    file = sound(fit(read_csv(CONTRACT, "-"), CompareFile)).model
    basis, (choice,) = settle(file).basis, settle(file).choices
    assert basis.household == ("WiFi", "넷플릭스", "300M")
    assert basis.contract == Contract(date(2027, 5, 10), None, 36, ((0, Money(120_000)), (3, Money(90_000))))
    assert choice.details.addons == ("WiFi", "OTT, 영화")


KINDS = [
    ("서비스 제공업체,요금(월)\n", True), ("Monthly price, Add-ons\n", True), ("name,kind\n", True), ("\ufeff\"name\" , kind\n", True), ("\n kind,name\n", True), ("options: [a, b]\n", False),
    ("# a, b\noptions: []\n", False), ("{options: []}\n", False), ("", False), ("current: {provider: KT, fee: 1}\n", False),
]  # fmt: skip


@each_row(("text", "told"), KINDS)
def test_what_looks_like_a_table(text: str, told: bool) -> None:
    assert is_table(text) is told
