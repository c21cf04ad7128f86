"""A comparison as a table: the same as the YAML beside it, and faults at their cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from haegi.disk.marks import diagnose
from haegi.disk.table import read_table
from haegi.disk.yaml import fit, load, sound
from haegi.errors import Faults
from haegi.money.comparison import CompareFile, settle

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


@pytest.mark.parametrize("name", FAULTS)
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
