"""What haegi keeps is its owner's alone, whatever the umask; what is removed is gone, byte for byte."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from driver import inside, run
from hypothesis import given, settings
from hypothesis import strategies as st

from haegi.call.case import Case, Quote
from haegi.call.engine import Event
from haegi.errors import StoreError
from haegi.storage.store import Store

CALL = "1\n\n/note 메모\n/offer 현금 30만원\n/promise 내일 문자\n/end deferred 2026-11-25\n"


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o277, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(place: Path) -> set[tuple[str, int]]:
    """The kinds and modes of all there is below a folder, and of itself."""
    found = [place, *place.rglob("*")]
    return {("folder" if each.is_dir() else "file", stat.S_IMODE(each.stat().st_mode)) for each in found}


@pytest.mark.usefixtures("umask")
def test_all_that_is_kept_is_closed_to_others(home: Path) -> None:
    for arguments in (
        ["coach", "--case", "kt", "--date", "2026-11-20"], ["rehearse", "--seed", "3"], ["drill"], ["playbook", "new", "mine"],
        *([["playbook", "train", "mine"]] if find_spec("numpy") else []), ["case", "export", "kt", "-o", str(home / "kt.json")],
        ["case", "remind", "kt", "-o", str(home / "kt.ics")], ["sheet", "--case", "kt", "-o", str(home / "kt.html")],
        ["playbook", "graph", "mine", "--svg", "-o", str(home / "mine.svg")],
    ):  # fmt: skip
        ran = inside(home, *arguments, stdin=CALL)
        assert ran.code == 0, (arguments, ran.err)
    assert modes(home) == {("folder", 0o700), ("file", 0o600)}


@pytest.mark.usefixtures("umask")
def test_so_are_the_write_ahead_log_and_its_index(home: Path) -> None:
    store = Store.open(home / "haegi.db")
    try:
        store.add(Case(name="kt", playbook="x"), 1)
        assert {each.name for each in home.iterdir()} == {"haegi.db", "haegi.db-wal", "haegi.db-shm"}
        assert modes(home) == {("folder", 0o700), ("file", 0o600)}
    finally:
        store.close()


def test_a_store_that_was_copied_in_is_closed_again(home: Path) -> None:
    inside(home, "case", "new", "kt", "--carrier", "KT")
    (home / "haegi.db").chmod(0o644)
    inside(home, "case", "list")
    assert modes(home) == {("folder", 0o700), ("file", 0o600)}


def test_a_folder_that_may_be_anybodys_stays_as_it_is(tmp_path: Path) -> None:
    shared, empty = tmp_path / "shared", tmp_path / "empty"
    for each in (shared, empty):
        each.mkdir()
        each.chmod(0o755)
    (shared / "photo").touch()
    for each in (shared, empty):
        assert inside(each, "case", "new", "kt", "--carrier", "KT").code == 0
    assert [stat.S_IMODE(each.stat().st_mode) for each in (shared, empty)] == [0o755, 0o700]


EXPORTS = [
    ["case", "export", "kt", "-o"],
    ["case", "export", "kt", "--letter", "-o"],
    ["case", "remind", "kt", "-o"],
    ["sheet", "--case", "kt", "--format", "txt", "-o"],
]


@pytest.mark.parametrize("arguments", EXPORTS, ids=" ".join)
def test_what_is_exported_elsewhere_is_closed_too(arguments: list[str], home: Path, tmp_path: Path) -> None:
    inside(home, "coach", "--case", "kt", "--date", "2026-11-20", stdin=CALL)
    file = tmp_path / "out.txt" if "--format" in arguments else tmp_path / "out.md"
    assert inside(home, *arguments, str(file)).code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)
    assert inside(home, *arguments, str(file)).code == 1, "what is there is not overwritten unasked"
    assert inside(home, *arguments, str(file), "--force").code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_drawing_is_for_anybody(home: Path, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        assert inside(home, "playbook", "graph", "--svg", "-o", str(tmp_path / "a.svg")).code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.svg").stat().st_mode) == 0o644


def test_a_link_to_nowhere_is_not_followed(home: Path, tmp_path: Path) -> None:
    inside(home, "case", "new", "kt", "--carrier", "KT")
    (tmp_path / "link.json").symlink_to(tmp_path / "elsewhere")
    assert inside(home, "case", "export", "kt", "-o", str(tmp_path / "link.json")).code == 1
    assert not (tmp_path / "elsewhere").exists()


# Removing

TRACER = "tracer-{}-추적"
CASE = {"carrier": TRACER.format("carrier"), "product": TRACER.format("product")}


def bytes_below(*places: Path) -> bytes:
    return b"\n".join(file.read_bytes() for place in places for file in place.rglob("*") if file.is_file())


@pytest.mark.slow
def test_a_removed_case_is_gone(home: Path, tmp_path: Path) -> None:
    name, temporary = TRACER.format("name"), tmp_path / "temporary"
    temporary.mkdir()
    env = {"TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary)}
    typed = ["1", "", *(f"/{each} {TRACER.format(each)} 내일 현금 30만원" for each in ("note", "promise", "transfer", "offer", "quote")),
             TRACER.format("words"), "1", "/undo", f"/note {TRACER.format('last')}", "/end deferred 2026-11-25"]  # fmt: skip
    said = f"{TRACER.format('said')}\n/note {TRACER.format('practice')}\n8\n"
    run(home, "case", "new", "other", "--carrier", "KT", env=env)
    run(home, "case", "new", name, "--carrier", CASE["carrier"], "--quote", f"{TRACER.format('provider')} 현금 1만원", env=env)
    run(home, "case", "edit", name, "--carrier", "KT", "--product", CASE["product"], env=env)
    assert run(home, "coach", "--case", name, stdin="\n".join(typed) + "\n", env=env).code == 0
    assert run(home, "compare", "--case", name, "--decide", TRACER.format("decision"), env=env).code == 0
    assert run(home, "rehearse", "--case", name, "--seed", "3", stdin=said, env=env).code == 0
    assert all(TRACER.format(each).encode() in bytes_below(home) for each in ("last", "decision", "practice"))
    assert run(home, "case", "remove", name, "--yes", env=env).code == 0
    assert b"tracer-" not in bytes_below(home, temporary)
    assert [case["name"] for case in json.loads(run(home, "case", "list", "--json", env=env).out)["cases"]] == ["other"]


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 6000)), max_size=60), st.sampled_from("abc"))
def test_whatever_was_written_between(
    tmp_path_factory: pytest.TempPathFactory, writes: list[tuple[str, int]], gone: str
) -> None:
    folder = tmp_path_factory.mktemp("store")
    store = Store.open(folder / "haegi.db")
    try:
        for name in "abc":
            store.add(Case(name=name, playbook="x"), 1)
        for at, (name, length) in enumerate(writes):
            store.log(name, 1).append(Event("note", at, "", f"tracer-{name}-" + "." * length))
            quote = Quote(provider=f"tracer-{name}-quote", where="." * length)
            store.change(Case(name=name, playbook="x"), Case(name=name, playbook="x", quotes=(quote,)), at)
            store.keep("rehearsal", "x", {"case": name, "answers": [f"tracer-{name}-said"]}, at)
        store.remove(gone)
        left = bytes_below(folder)
        assert f"tracer-{gone}".encode() not in left
        assert all(f"tracer-{name}-quote".encode() in left for name, _ in writes if name != gone)
    finally:
        store.close()


def test_a_reader_that_holds_traces_is_named(home: Path) -> None:
    store, reader = Store.open(home / "haegi.db"), Store.open(home / "haegi.db")
    try:
        store.add(Case(name="kt", playbook="tracer-held"), 1)
        reader._database.connection.execute("BEGIN")
        reader.cases()
        with pytest.raises(StoreError, match=r"store\.lingers"):
            store.remove("kt")
        reader._database.connection.execute("COMMIT")
        assert reader.cases() == []
    finally:
        reader.close()
        store.close()
    assert b"tracer-held" not in bytes_below(home)
