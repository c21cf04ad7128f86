"""`haegi case export` and `import`: any case comes back as it was, from a file that a person can read."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any, get_args

import pytest
from driver import inside
from hypothesis import given, settings
from hypothesis import strategies as st
from test_older_store import FILES, old

from haegi.call.case import LAST_MOMENT, Case, Outcome, PastCall, Quote
from haegi.call.engine import Event, Kind
from haegi.files import private_files
from haegi.storage.case_file import exported, imported
from haegi.storage.store import Store

pytestmark = pytest.mark.slow

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PLAIN = st.one_of(st.booleans(), st.integers(-(10**15), 10**15), TEXT)
OFFER = {"terms": [{"kind": "cash", "amount": 200_000, "currency": "KRW"}], "commit_months": 36}
QUOTE = st.builds(
    Quote,
    provider=TEXT.filter(bool),
    product=TEXT,
    gift=TEXT,
    amount=st.none() | st.integers(1, 10**9),
    fee=st.none() | st.integers(0, 10**9),
    seen=st.none() | st.dates(),
    where=TEXT,
)
CASES = st.builds(
    Case,
    name=TEXT.filter(bool),
    playbook=TEXT,
    currency=st.sampled_from(["KRW", "USD"]),
    horizon_months=st.integers(1, 120),
    slots=st.dictionaries(TEXT, PLAIN, max_size=4),
    quotes=st.tuples() | st.tuples(QUOTE, QUOTE),
)


@st.composite
def events(draw: st.DrawFn) -> Event:
    kind: Kind = draw(st.sampled_from(get_args(Kind)))
    data: dict[str, Any] = draw(st.dictionaries(TEXT.map(lambda key: f"_{key}"), PLAIN | st.none(), max_size=3))
    if kind == "quote":
        data |= {"facts": {"quote": True}, "quote": draw(QUOTE).to_json()}
    elif kind in ("heard", "offer") and draw(st.booleans()):
        data |= {"offer": OFFER, "worth": draw(st.none() | st.integers(0, 10**9)), "wording": draw(TEXT)}
    value = draw(st.sampled_from(get_args(Outcome))) if kind == "end" else draw(TEXT)
    return Event(kind, draw(st.integers(0, LAST_MOMENT)), value, draw(TEXT), data)


@settings(max_examples=60)
@given(CASES, st.lists(st.lists(events(), min_size=1, max_size=6), max_size=3))
def test_any_case_comes_back(tmp_path_factory: pytest.TempPathFactory, case: Case, logs: list[list[Event]]) -> None:
    calls = [PastCall(number, log) for number, log in enumerate(logs, 1)]
    folder = tmp_path_factory.mktemp("export")
    file = folder / "case.json"
    file.write_bytes(exported(case, calls))
    assert imported(file) == (case, calls, [])
    store = Store.open(folder / "haegi.db")
    store.bring(case, calls, [], 1)
    assert store.case(case.name) == case
    assert store.calls(case.name) == calls
    again = exported(store.case(case.name), store.calls(case.name))
    store.close()
    assert again == file.read_bytes()


def test_a_person_can_read_it(home: Path) -> None:
    old(home, FILES[0])
    text = inside(home, "case", "export", "집 인터넷", "-o", "-").out
    rows = text.splitlines()
    assert len(rows) > 100, "indented, a fact a line"
    assert max(len(row) for row in rows) < 200
    assert "\\u" not in text, "Hangul stands as it is written"
    assert '"text": "내일 문자로 보내 준다고 함"' in text
    assert '"when": "2025-11-24T05:00:21.000+00:00"' in text
    assert '"seen": "2025-11-18"' in text
    assert list(json.loads(text)) == ["haegi_case", "case", "calls"]


def test_what_a_person_cannot_read_stays_escaped(home: Path) -> None:
    old(home, FILES[0])
    text = inside(home, "case", "export", "미납", "-o", "-").out
    assert "\\u001b[31m" in text
    assert "\x1b" not in text
    assert "😀" in text


def test_every_case_of_the_oldest_store_moves_to_a_new_home(home: Path, tmp_path: Path) -> None:
    old(home, FILES[0])
    other = tmp_path / "other"
    for name in ("집 인터넷", "미납"):
        file = tmp_path / f"{name}.json"
        assert inside(home, "case", "export", name, "-o", str(file)).code == 0
        assert inside(other, "case", "import", str(file)).code == 0
        shown = [inside(each, "case", "show", name, "--json").out for each in (home, other)]
        assert shown[0] == shown[1]
        assert inside(other, "case", "export", name, "-o", "-").out == file.read_text("utf-8")


def test_an_export_of_a_version_without_readable_dates_is_read(tmp_path: Path) -> None:
    case = Case(name="kt", playbook="retention-kr")
    calls = [PastCall(1, [Event("start", 5), Event("end", 6, "cut")])]
    document = json.loads(exported(case, calls))
    for event in document["calls"][0]["events"]:
        del event["when"]
    file = tmp_path / "kt.json"
    file.write_text(json.dumps(document))
    assert imported(file) == (case, calls, [])


def test_an_export_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    replace, fsync = os.replace, os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (done.append("fsync"), fsync(descriptor))[1])
    monkeypatch.setattr(os, "replace", lambda *names: (done.append("replace"), replace(*names))[1])
    file = tmp_path / "kt.json"
    private_files.write(file, b"new", over=False)
    private_files.write(file, b"newer", over=True)
    assert done == ["fsync", "fsync", "fsync", "replace", "fsync"]
    assert file.read_bytes() == b"newer"


def test_a_link_stays_and_what_it_leads_to_is_never_cut(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside(home, "case", "new", "kt", "--carrier", "KT")
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("the old one")
    link.symlink_to(target)
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", _fail)
        assert inside(home, "case", "export", "kt", "-o", str(link), "--force").code == 1
    assert target.read_text() == "the old one"
    assert inside(home, "case", "export", "kt", "-o", str(link), "--force").code == 0
    assert link.is_symlink()
    assert '"haegi_case"' in target.read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "link.json", "target.json"]


def _fail(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "x")
