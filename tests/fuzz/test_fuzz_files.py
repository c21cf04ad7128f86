"""Files that people write, with things done to them: sound, or faults with a place in the file; never anything else."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar, get_args

import pytest
from doors import CONTROL, answered, enter, fuzz, room
from hypothesis import strategies as st
from odd import CHARACTER, HUGE, SCRAPS, altered, mutated, source
from seats import hold

from haegi.authoring.check import check
from haegi.cli.context import Context
from haegi.cli.errors import shown
from haegi.cli.views import compare as compare_view
from haegi.compare.choices import settle
from haegi.compare.compare_file import CompareFile
from haegi.compare.comparison import compare
from haegi.errors import Diagnostic, Faults, Severity
from haegi.files import playbook_cache
from haegi.files.csv_reader import read_table
from haegi.files.playbook_cache import Kept, digest, digest_of, packed, save
from haegi.files.resources import inspect_playbook, load_market
from haegi.files.source_map import diagnose
from haegi.files.yaml_reader import Source, fit, load, read, sound
from haegi.money.market import shown as shown_fact
from haegi.playbook.model import Playbook
from haegi.rehearsal.persona import DeskPersona
from haegi.sheet.plain_text import render
from haegi.sheet.sheet import Languages, Matter, sheet
from haegi.text.i18n import Locale

pytestmark = pytest.mark.slow

M = TypeVar("M")

SMALL = source("tests", "data", "playbooks", "small.yaml")
SMALL_FILE = Path(__file__).parents[1] / "data" / "playbooks" / "small.yaml"
PERSONA = source("playbooks", "personas", "two-tier-desk.yaml")
COMPARE = [source("tests", "data", "compare", f"{name}.yaml") for name in ("contracts", "weighed", "terms")]
TABLES = [path.read_text("utf-8") for path in sorted(Path(__file__).parents[1].joinpath("data", "compare").rglob("*.csv"))]
MARKET = "\n".join(source("playbooks", "market", "us.yaml").splitlines()[:58])
CASE = """\
name: mine
playbook: retention-kr
horizon_months: 36
slots:
  carrier: KT
  product: 인터넷 500M
  fee: 33,000원
  end_internet: 2026-12-31
  target: 43만원
  reservation: 300000
quotes:
  - {provider: SKB, product: 500M+TV, gift: 현금 43만원, fee: 27500, seen: 2026-11-18, where: 매장}
  - {provider: LGU+, amount: 450000}
"""



def told(faults: Sequence[Diagnostic], text: str) -> None:
    """Every fault has its place in the file, and can be shown in both languages without anything a terminal obeys."""
    lines = text.splitlines()
    for fault in faults:
        assert 1 <= fault.place.line <= len(lines) + 1, fault
        line = lines[fault.place.line - 1] if fault.place.line <= len(lines) else ""
        assert 1 <= fault.place.column <= len(line) + 1, fault
        for locale in get_args(Locale):
            assert not CONTROL.search("".join(shown(fault, locale))), fault


def decoded(raw: bytes) -> str:
    """The text of a file, as far as it is one."""
    return raw.decode("utf-8-sig", "replace")


def fits(raw: bytes, read: Callable[[Path], M]) -> M | None:
    """What a file of these bytes is read to; None where it has faults, which are told."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "odd.yaml"
        path.write_bytes(raw)
        try:
            return read(path)
        except Faults as faults:
            told(faults.diagnostics, decoded(raw))
            return None


SOUP = st.lists(st.one_of(st.sampled_from([*SCRAPS, "a: ", "b: ", "- ", "\n", "\n  ", "? ", ": "]), CHARACTER), max_size=14).map("".join)


@fuzz("yaml", st.one_of(SOUP, SOUP, SOUP, st.sampled_from(HUGE)))
def test_any_text_as_yaml(text: str) -> None:
    """A mapping, or a fault; never neither."""
    reading = read(text, "odd.yaml")
    assert reading.faults or isinstance(reading.data, dict)
    told(reading.faults, text)


@fuzz("playbook", mutated(SMALL))
def test_a_playbook(raw: bytes) -> None:
    """Faults, or a call that can be held and printed."""
    found: list[Diagnostic] = []

    def checked(path: Path) -> Playbook | None:
        seen = inspect_playbook(path)
        found.extend(seen.diagnostics)
        if seen.playbook is not None:
            found.extend(map(seen.atlas.diagnose, check(seen.playbook, seen.included, whole=seen.whole)))
        return None if any(each.severity is Severity.ERROR for each in found) else seen.playbook

    playbook = fits(raw, checked)
    told(found, decoded(raw))
    assert playbook or found
    if playbook:
        hold(playbook, ["1", "hm", "", "2", "/why", "/find a", "0", "", "", "/end cut"])
        assert render(sheet(playbook, Languages("en"), Matter()))


@fuzz("kept", altered(packed(inspect_playbook(SMALL_FILE).playbook)))
def test_a_playbook_that_is_kept(body: Any) -> None:
    """Under a checksum that is right: passed over, or a call that can be held and printed."""
    with TemporaryDirectory() as home:
        cache = Path(home) / "home" / "cache"
        save(cache / f"playbook-{digest(str(SMALL_FILE))[:16]}.json", Kept({SMALL_FILE.name: digest_of(SMALL_FILE)}, body))
        playbook = playbook_cache.load(SMALL_FILE, cache).playbook
    hold(playbook, ["1", "hm", "", "2", "/why", "/find a", "0", "", "", "/end cut"])
    assert render(sheet(playbook, Languages("en"), Matter()))


@fuzz("persona", mutated(PERSONA))
def test_a_persona(raw: bytes) -> None:
    """Faults, or a desk whose offers stay within its limit."""
    persona = fits(raw, lambda path: load(path, DeskPersona).model)
    if persona:
        low, high = persona.limit
        assert all(0 <= persona.open_offer(high, tier, pushes) <= high for tier in range(4) for pushes in range(4))
        assert low <= high


@fuzz("market", mutated(MARKET))
def test_a_market(raw: bytes) -> None:
    """Faults, or facts that can be shown."""
    market = fits(raw, load_market)
    for fact in market.facts.values() if market else ():
        assert shown_fact(fact, "ko", date(2026, 11, 25)).text


@fuzz("compare", st.one_of(*map(mutated, COMPARE)))
def test_a_compare_file(raw: bytes) -> None:
    """Faults, or options with a best one, which JSON holds."""
    compared(raw, lambda path: load(path, CompareFile))


@fuzz("table", st.one_of(*map(mutated, TABLES)))
def test_a_table(raw: bytes) -> None:
    """The same for a table."""
    compared(raw, lambda path: sound(fit(read_table(path), CompareFile)))


def compared(raw: bytes, read: Callable[[Path], Source[CompareFile]]) -> None:
    source = fits(raw, read)
    if source is None:
        return
    settled = settle(source.model)
    told([diagnose(each, source.marks) for each in settled.findings], decoded(raw))
    if not settled.findings:
        found = compare(settled.choices, settled.basis)
        json.dumps(compare_view.compared(Context.here("en"), found), allow_nan=False)
        assert not CONTROL.search("".join(compare_view.lines(Context.here("en"), compare_view.Answer(found, None, (), None), 60, parts=True)))


@fuzz("case", mutated(CASE))
def test_a_case_file(raw: bytes) -> None:
    """Faults or a refusal, or a case that can be shown and gone through."""
    with room() as folder:
        path = folder / "case.yaml"
        path.write_bytes(raw)
        made = enter(["case", "new", "--from", str(path), "--json"])
        kept = answered(made)
        if made.code == 0:
            assert answered(enter(["compare", "--case", kept["name"], "--json"])) is not None
            assert answered(enter(["case", "remove", "--yes", "--", kept["name"]]), json=False)
