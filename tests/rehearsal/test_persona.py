"""DeskPersona files: what a key means, what is refused and where, and that the shipped ones are whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import shipped
from desks import desk
from tables import each_row

from haegi.errors import Faults
from haegi.files.resources import folder, named_personas, persona_files
from haegi.files.yaml_reader import load, loads
from haegi.rehearsal.persona import DeskPersona, StagedPersona, suits

FILES = sorted((folder() / "personas").glob("*.yaml"))
TEXT = (folder() / "personas" / "two-tier-desk.yaml").read_text("utf-8")


@each_row(
    ("pace", "offers"),
    [
        ("linear", [75_000, 118_750, 162_500, 206_250, 250_000, 250_000]),
        ("boulware", [75_000, 77_734, 96_875, 148_828, 250_000, 250_000]),
        ("conceder", [75_000, 185_243, 213_898, 233_998, 250_000, 250_000]),
    ],
)
def test_the_concession_curve(pace: str, offers: list[int]) -> None:
    one = desk(limit=(250_000, 250_000), first_share=0.3, pushes=4, pace=pace, tiers=(1.0,))
    assert [one.open_offer(250_000, 0, pushes) for pushes in range(6)] == offers


def test_the_last_tier_holds() -> None:
    one = desk(tiers=(0.5, 1.0))
    assert [one.open_offer(100_000, tier, 9) for tier in range(4)] == [50_000, 100_000, 100_000, 100_000]


def persona(path: Path) -> DeskPersona | StagedPersona:
    talks = "\nkind: talk" in path.read_text("utf-8")
    return load(path, StagedPersona).model if talks else load(path, DeskPersona).model


@each_row("path", FILES, ids=[path.stem for path in FILES])
def test_shipped_personas_are_whole(path: Path) -> None:
    one = persona(path)
    assert one.id == path.stem
    for name in one.playbooks:
        book = shipped(name)
        assert suits(one, book)
        assert set(one.tricks) <= set(book.moves.agent)
        assert {opening for opening in vars(one.openings).values() if opening} <= set(book.openings)


@each_row("name", ["retention-kr", "mobile-kr", "retention-us", "arrears-kr", "escalation-kr"])
def test_every_playbook_has_a_gentle_and_a_hard_one(name: str) -> None:
    levels = [one.level for one in map(persona, FILES) if name in one.playbooks]
    assert len(levels) >= 2
    assert levels.count(1) == 1
    assert max(levels) >= 3


def test_at_least_six_desks_ship_under_titles_of_their_own() -> None:
    titles = [persona(path).title for path in FILES]
    assert len(FILES) >= 6
    assert len({title.ko for title in titles}) == len({title.en for title in titles}) == len(FILES)


def test_a_persona_is_found_by_id_file_and_folder(home: Path) -> None:
    assert persona_files("stone-desk", home) == [folder() / "personas" / "stone-desk.yaml"]
    assert persona_files(str(folder() / "personas"), home) == FILES
    assert persona_files("no-such-desk", home) == []
    own = home / "personas" / "stone-desk.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(TEXT, "utf-8")
    assert persona_files("stone-desk", home) == [own]
    assert next(iter(named_personas(home))) == own


@each_row(
    ("old", "new", "code", "line"),
    [
        ("limit: [250000, 420000]", "limit: [420000, 250000]", "S007", 5),
        ("limit: [250000, 420000]", "limit: [-1, 420000]", "S008", 5),
        ("first_share: 0.3", "first_share: 1.2", "S008", 6),
        ("pushes: 4", "pushes: 0", "S008", 7),
        ("pace: linear", "pace: boulwar", "S006", 8),
        ("tiers: [0.7, 0.9, 1.0]", "tiers: []", "S004", 9),
        ("callback: 0.8", "calback: 0.8", "S001", 10),
        ("withdraw: 0.05", "withdraw: often", "S003", 11),
        ("form: {voucher: 0.6, monthly_discount: 0.4}", "form: {voucher: 0}", "S007", 13),
        ("form: {voucher: 0.6, monthly_discount: 0.4}", "form: {gold: 1}", "S006", 13),
    ],
)
def test_faults_have_a_place(old: str, new: str, code: str, line: int) -> None:
    assert old in TEXT
    with pytest.raises(Faults) as failed:
        loads(TEXT.replace(old, new), DeskPersona, "desk.yaml")
    assert [(fault.code, fault.place.line) for fault in failed.value.diagnostics] == [(code, line)]
