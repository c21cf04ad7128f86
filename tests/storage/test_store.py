"""The store: one committed row an event, and a file that can't serve is left as it was."""

from __future__ import annotations

import json
import re
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from driver import Ran, Talk, environment, inside, run, without_root
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import each_row

from haegi.call.case import Case, PastCall
from haegi.call.engine import Event
from haegi.errors import Failure, StoreError
from haegi.storage.case_file import exported, imported
from haegi.storage.schema import APPLICATION, VERSION, Database
from haegi.storage.store import SETTLED, Store

CASE = Case(name="kt", playbook="retention-kr", slots={"carrier": "KT", "fee": 44_000, "ok": True})
EVENTS = [
    Event("start", 1_000, "they_called", "", {"call": 1}),
    Event("heard", 2_000, "makes_offer", "상품권 10만원", {"offer": {"terms": []}, "worth": 95_000}),
    Event("note", 3_000, "", "줄\n바꿈과 ' \" ; -- \x1b[31m\x00"),
]


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    store = Store.open(path)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture
def path(home: Path) -> Path:
    return home / "haegi.db"


def test_a_case_and_its_events_come_back(path: Path) -> None:
    with opened(path) as store:
        store.add(CASE, 1)
        for event in EVENTS:
            store.log("kt", 1).append(event)
        store.log("kt", 2).append(EVENTS[0])
    with opened(path) as store:
        assert store.cases() == [CASE]
        assert store.case("kt") == CASE
        assert store.calls("kt") == [PastCall(1, EVENTS), PastCall(2, EVENTS[:1])]


@settings(max_examples=25)
@given(
    st.text(max_size=20),
    st.dictionaries(st.text(max_size=5).map("x{}".format), st.integers() | st.text(max_size=5), max_size=3),
)
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: dict[str, Any]
) -> None:
    with opened(tmp_path_factory.mktemp("store") / "haegi.db") as store:
        store.add(CASE, 1)
        store.log("kt", 1).append(Event("note", 1, text, text, data))
        assert store.calls("kt") == [PastCall(1, [Event("note", 1, text, text, data)])]


def test_an_event_is_on_the_disk_when_append_returns(path: Path) -> None:
    with opened(path) as writer, opened(path) as reader:
        writer.add(CASE, 1)
        for count, event in enumerate(EVENTS, 1):
            writer.log("kt", 1).append(event)
            assert len(reader.log("kt", 1).events()) == count


def test_the_case_touched_last_comes_first(path: Path) -> None:
    with opened(path) as store:
        for at, name in enumerate(("a", "b", "c"), 1):
            store.add(Case(name=name, playbook="x"), at)
        store.log("a", 1).append(EVENTS[0]._replace(at=99))
        assert [case.name for case in store.cases()] == ["a", "c", "b"]


def test_a_name_is_taken_once(path: Path) -> None:
    with opened(path) as store:
        store.add(CASE, 1)
        with pytest.raises(Failure, match=r"case\.taken"):
            store.add(CASE, 2)


@each_row(
    "use",
    [lambda s: s.case("no"), lambda s: s.calls("no"), lambda s: s.log("no", 1), lambda s: s.remove("no")],
)
def test_an_unknown_case_is_a_failure(use: Callable[[Store], object], path: Path) -> None:
    with opened(path) as store, pytest.raises(Failure, match=r"case\.none"):
        use(store)


def test_nobody_else_may_read_it(path: Path) -> None:
    with opened(path) as store:
        store.add(CASE, 1)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}, modes


def test_removing_removes_the_bytes(path: Path) -> None:
    secret = "주민번호는 안 불러 줌"
    with opened(path) as store:
        store.add(CASE, 1)
        store.add(Case(name="other", playbook="x"), 1)
        for number in range(50):
            store.log("kt", 1).append(Event("note", number, "", f"{secret} {number}"))
        assert secret.encode() in b"".join(file.read_bytes() for file in path.parent.iterdir())
        store.remove("kt")
        left = b"".join(file.read_bytes() for file in path.parent.iterdir())
        assert secret.encode() not in left
        assert b"44000" not in left
        assert [case.name for case in store.cases()] == ["other"]


def newer(path: Path) -> None:
    with opened(path) as store:
        store.add(CASE, 1)
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.execute("PRAGMA journal_mode = DELETE")
    db.close()


def other_database(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE songs (title TEXT)")
    db.close()


def other_application(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA application_id = 7")
    db.close()


def text_file(path: Path) -> None:
    path.write_text("my shopping list\n" * 100)


def cut_short(path: Path) -> None:
    with opened(path) as store:
        store.add(CASE, 1)
        for number in range(200):
            store.log("kt", 1).append(Event("note", number, "", "x" * 200))
    path.write_bytes(path.read_bytes()[:5000])


def damaged_case(path: Path) -> None:
    with opened(path) as store:
        store.add(CASE, 1)
    db = sqlite3.connect(path)
    db.execute("UPDATE matter SET body = '{}'")
    db.commit()
    db.close()


BROKEN: list[tuple[Callable[[Path], None], str]] = [
    (newer, "store.newer"),
    (other_database, "store.foreign"),
    (other_application, "store.foreign"),
    (text_file, "store.foreign"),
    (cut_short, "store.damaged"),
    (damaged_case, "store.damaged"),
]


@pytest.mark.parametrize(("make", "key"), BROKEN, ids=[row[0].__name__ for row in BROKEN])
def test_a_file_that_cannot_serve_is_left_as_it_was(
    make: Callable[[Path], None], key: str, path: Path
) -> None:
    path.parent.mkdir(parents=True)
    make(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=key), opened(path) as store:
        store.cases()
    assert path.read_bytes() == before


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("command", [["coach"], ["case", "list"], ["case", "new", "x", "--carrier", "KT"]])
def test_the_command_says_so_in_one_sentence(lang: str, command: list[str], path: Path, home: Path) -> None:
    path.parent.mkdir(parents=True)
    text_file(path)
    ran = inside(home, *command, stdin="1\n", lang=lang)
    assert ran.code == 4
    assert ran.out == ""
    assert len(ran.err.strip().splitlines()) == 1
    assert str(path) in ran.err
    assert path.read_text().startswith("my shopping list")


def test_a_folder_in_its_place(path: Path, haegi: Callable[..., Ran]) -> None:
    path.mkdir(parents=True)
    ran = haegi("case", "list", lang="en")
    assert ran.code == 4
    assert len(ran.err.strip().splitlines()) == 1
    assert list(path.iterdir()) == []


def test_a_home_that_is_a_file(home: Path, haegi: Callable[..., Ran]) -> None:
    home.write_text("not a folder")
    ran = haegi("coach", stdin="1\n", lang="en")
    assert ran.code == 4
    assert len(ran.err.strip().splitlines()) == 1
    assert home.read_text() == "not a folder"


@pytest.mark.slow
def test_a_store_that_someone_else_holds(path: Path, haegi: Callable[..., Ran]) -> None:
    with opened(path) as store:
        store.add(CASE, 1)
    holder = sqlite3.connect(path, isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        ran = haegi("coach", "--case", "kt", stdin="1\n1\n", lang="en")
        listed = haegi("case", "list", lang="en")
    finally:
        holder.close()
    assert ran.code == 4
    assert ran.err.count("\n") == 1
    assert "Another haegi" in ran.err
    assert listed.code == 0, "reading goes on beside a writer"
    with opened(path) as store:
        assert store.calls("kt") == []


def read_only(path: Path) -> Store:
    """A store on a connection that may only read, as from a read-only disk."""
    return Store(Database(path, sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None), on_disk=False))


def test_a_store_that_can_only_be_read(path: Path) -> None:
    with opened(path) as store:
        store.add(CASE, 1)
        log = store.log("kt", 1)
        log.append(EVENTS[0])
    store = read_only(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"store\.readonly"):
        store.log("kt", 1).append(EVENTS[1])
    with pytest.raises(StoreError, match=r"store\.readonly"):
        store.add(Case(name="new", playbook="x"), 2)
    with pytest.raises(StoreError, match=r"store\.readonly"):
        store.remove("kt")
    store.close()
    assert path.read_bytes() == before
    with opened(path) as again:
        assert again.calls("kt") == [PastCall(1, EVENTS[:1])]


def test_a_file_without_permission(path: Path) -> None:
    with opened(path) as store:
        store.add(CASE, 1)
    path.chmod(0o400)
    before = path.read_bytes()
    with without_root(), pytest.raises(StoreError):
        Store.open(path)
    assert path.read_bytes() == before


@pytest.mark.slow
def test_two_processes_make_the_store_at_once(home: Path, path: Path) -> None:
    commands = [[sys.executable, "-m", "haegi", "case", "new", name, "--carrier", "KT"] for name in "abc"]
    started = [subprocess.Popen(each, env=environment(home), stdout=subprocess.PIPE) for each in commands]
    for process in started:
        process.communicate(timeout=60)
    assert [process.returncode for process in started] == [0, 0, 0]
    with opened(path) as store:
        assert sorted(case.name for case in store.cases()) == ["a", "b", "c"]


@pytest.mark.slow
def test_two_calls_of_one_case_at_once_keep_all_their_events(home: Path, path: Path) -> None:
    for name in "ab":
        run(home, "case", "new", name, "--carrier", "KT")
    with Talk(home, ["coach", "--case", "a"]) as one, Talk(home, ["coach", "--case", "b"]) as two:
        for answer in ("1", "", "1", "/note 하나", ""):
            one.answer(answer)
            two.answer(answer)
        assert one.close() == two.close() == 0
    with opened(path) as store:
        kinds = [[event.kind for event in store.calls(name)[0].events] for name in "ab"]
    assert kinds[0] == kinds[1] == ["start", "said", "heard", "note", "said", "end"]


def test_the_application_is_written_into_the_file(path: Path) -> None:
    with opened(path):
        pass
    assert int.from_bytes(path.read_bytes()[68:72], "big") == APPLICATION


ANSWERS = "1\n\n3\n/offer 상품권 20만 + 월 5500\n/promise 내일 문자\n/quote SKB 현금 43만원 2025-11-18\n/undo\n/end deferred 3일 뒤\n"


def test_export_and_import_give_the_same_case(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    inside(home, "case", "new", "kt", "--carrier", "KT", "--quote", "SKB 500M 현금 43만원 2025-11-01")
    assert inside(home, "coach", "--case", "kt", stdin=ANSWERS).code == 0
    assert inside(home, "coach", "--case", "kt", stdin="1\n\n").code == 0
    shown = inside(home, "case", "show", "kt", "--json").out
    written = inside(home, "case", "export", "kt", "-o", "-")
    (tmp_path / "kt.json").write_text(written.out, "utf-8")
    assert inside(other, "case", "import", str(tmp_path / "kt.json")).code == 0
    assert inside(other, "case", "show", "kt", "--json").out == shown
    assert len(json.loads(shown)["calls"]) == 2
    assert inside(other, "case", "import", str(tmp_path / "kt.json")).code == 1


def test_what_is_exported_is_read_back(tmp_path: Path) -> None:
    calls = [PastCall(1, EVENTS), PastCall(3, EVENTS[:2])]
    file = tmp_path / "kt.json"
    file.write_bytes(exported(CASE, calls))
    assert imported(file) == (CASE, calls, [])


def test_offers_of_every_kind_go_there_and_back(tmp_path: Path) -> None:
    written = yaml.safe_load((Path(__file__).parents[1] / "data" / "terms" / "written.yaml").read_text("utf-8"))
    said = [Event("offer", at, "", "", {"offer": row["offer"], "wording": row["ko"], "worth": None}) for at, row in enumerate(written)]
    file = tmp_path / "case.json"
    file.write_bytes(exported(CASE, [PastCall(1, said)]))
    assert imported(file) == (CASE, [PastCall(1, said)], [])


EXPORT = json.loads(exported(CASE, [PastCall(1, EVENTS)]))
WRONG: list[tuple[str, str]] = [
    ("nothing", ""),
    ("no json", "{"),
    ("a list", "[]"),
    ("deep", "[" * 100_000),
    ("no case", json.dumps({**EXPORT, "case": {}})),
    ("newer", json.dumps({**EXPORT, "haegi_case": 2})),
    ("an unknown kind", re.sub('"kind": "note"', '"kind": "sing"', json.dumps(EXPORT))),
    ("a stamp in words", re.sub('"at": 3000', '"at": "noon"', json.dumps(EXPORT))),
    ("an offer that is none", re.sub(r'"offer": \{"terms": \[\]\}', '"offer": 5', json.dumps(EXPORT))),
    ("a kind that is no text", re.sub(r'\{"terms": \[\]\}', '{"terms": [{"kind": ["cash"]}]}', json.dumps(EXPORT))),
    ("a choice of nothing", re.sub(r'\{"terms": \[\]\}', '{"terms": [], "or": [{"terms": []}]}', json.dumps(EXPORT))),
    ("conditions that are no texts", re.sub(r'\{"terms": \[\]\}', '{"terms": [], "conditions": [1]}', json.dumps(EXPORT))),
    ("a quote that is none", re.sub('"kind": "note"', '"kind": "quote"', json.dumps(EXPORT))),
    ("calls in words", json.dumps({**EXPORT, "calls": ["one"]})),
    ("too large a stamp", re.sub('"at": 3000', f'"at": {10**30}', json.dumps(EXPORT))),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=what) for what, text in WRONG])
def test_what_was_not_exported_is_not_read(text: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(text)
    with pytest.raises(Failure, match=r"case\.not-export"):
        imported(file)


LAST_EVENTS = [
    *(Event("end", 1, outcome) for outcome in ("accepted", "cancelled", "deferred", "cut")),
    Event("resume", 1), Event("undo", 1), Event("note", 1, "accepted"),
]  # fmt: skip


@given(
    st.lists(
        st.lists(
            st.lists(
                st.sampled_from(LAST_EVENTS),
                min_size=1,
                max_size=4,
            ),
            max_size=3,
        ),
        max_size=4,
    )
)
@settings(max_examples=60)
def test_the_unsettled_cases_are_those_whose_last_call_says_so(cases: list[list[list[Event]]]) -> None:
    with tempfile.TemporaryDirectory() as place, opened(Path(place) / "haegi.db") as store:
        for number, calls in enumerate(cases):
            past = [PastCall(call, events) for call, events in enumerate(calls, 1)]
            store.bring(Case(name=str(number), playbook="x"), past, [], number)
        expected = [
            case for case in store.cases()
            if not store.calls(case.name) or store.calls(case.name)[-1].outcome not in SETTLED
        ]  # fmt: skip
        assert store.unsettled() == expected
        assert store.names() == [case.name for case in store.cases()]


def test_finding_the_open_case_reads_no_call(path: Path) -> None:
    with opened(path) as store:
        store.bring(CASE, [PastCall(1, [Event("start", 1), Event("end", 2, "deferred")])], [], 1)
        store._database.connection.execute("UPDATE event SET data = 'no json'")
        assert store.unsettled() == [CASE]
