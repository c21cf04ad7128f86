"""What is kept of playbooks: the same as was read, never stale, never foreign, never needed."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from driver import without_root
from installed import installed
from tables import each_row

from haegi.errors import Faults
from haegi.files import playbook_cache, resources
from haegi.files.playbook_cache import Kept, digest, recall, save
from haegi.files.resources import folder, load_playbook, playbooks
from haegi.playbook.model import Playbook
from haegi.text.i18n import Text

SMALL = (Path(__file__).parents[1] / "data" / "playbooks" / "small.yaml").read_text("utf-8")
PART = "haegi: 1\nmoves: {agent: {extra: {label: {ko: '더', en: 'More'}, trap: %s}}}\n"
SHIPPED = [path.stem for path in playbooks(Path("/nowhere"))]


@pytest.fixture
def cache(home: Path) -> Path:
    return home / "cache"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A playbook of one's own, which includes a part."""
    path = tmp_path / "own" / "small.yaml"
    path.parent.mkdir()
    path.write_text(SMALL.replace("\nid:", "\ninclude: part\nid:", 1), "utf-8")
    (path.parent / "part.yaml").write_text(PART % "false", "utf-8")
    return path


def kept_file(cache: Path) -> Path:
    (file,) = cache.glob("playbook-*.json")
    return file


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called on, reading a playbook from YAML is an error."""

    def forbid() -> None:
        monkeypatch.setattr("haegi.files.playbook_loader.assemble", None)

    return forbid


@each_row("name", SHIPPED)
def test_what_is_kept_is_what_was_read(name: str) -> None:
    playbook = load_playbook(folder() / f"{name}.yaml").playbook
    assert playbook_cache.unpacked(json.loads(json.dumps(playbook_cache.packed(playbook))), Playbook) == playbook


def test_a_second_reading_needs_no_yaml(book: Path, cache: Path, unread: Callable[[], None]) -> None:
    first = playbook_cache.load(book, cache)
    unread()
    assert playbook_cache.load(book, cache) == first


def _edit(book: Path) -> None:
    book.write_text(book.read_text("utf-8").replace("id: small", "id: other"), "utf-8")


def _edit_part(book: Path) -> None:
    (book.parent / "part.yaml").write_text(PART % "true", "utf-8")


def _edit_unseen(book: Path) -> None:
    """The same size, the same date."""
    part = book.parent / "part.yaml"
    status = part.stat()
    part.write_text(part.read_text("utf-8").replace("More", "Less"), "utf-8")
    os.utime(part, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("change", [_edit, _edit_part, _edit_unseen])
def test_a_change_in_any_file_counts_at_once(change: Callable[[Path], None], book: Path, cache: Path) -> None:
    before = playbook_cache.load(book, cache).playbook
    change(book)
    after = playbook_cache.load(book, cache).playbook
    assert after != before
    assert after == load_playbook(book).playbook


def test_a_part_that_is_gone_is_a_fault(book: Path, cache: Path) -> None:
    playbook_cache.load(book, cache)
    (book.parent / "part.yaml").unlink()
    with pytest.raises(Faults):
        playbook_cache.load(book, cache)


def test_a_file_that_now_comes_first_under_a_name_counts(book: Path, cache: Path) -> None:
    """`shared/moves-mobile-kr` is found among what ships with haegi, until there is one beside the playbook."""
    book.write_text(SMALL.replace("\nid:", "\ninclude: shared/moves-mobile-kr\nid:", 1), "utf-8")
    before = playbook_cache.load(book, cache).playbook
    (book.parent / "shared").mkdir()
    (book.parent / "shared" / "moves-mobile-kr.yaml").write_text(PART % "false", "utf-8")
    assert playbook_cache.load(book, cache).playbook != before
    assert "extra" in playbook_cache.load(book, cache).playbook.moves.agent


def test_faults_are_not_kept(book: Path, cache: Path) -> None:
    book.write_text("haegi: 1\nid: small\n", "utf-8")
    with pytest.raises(Faults):
        playbook_cache.load(book, cache)
    assert not list(cache.glob("*"))


def _rewritten(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """A kept file that says something else, under a checksum that is right."""
    document = json.loads(file.read_bytes().partition(b"\n")[2])
    change(document)
    _sealed(file, json.dumps(document).encode("utf-8"))


def _sealed(file: Path, body: bytes) -> None:
    file.write_bytes(digest(body).encode() + b"\n" + body)


def _branch(document: dict[str, Any]) -> dict[str, Any]:
    return next(branch for stage in document["body"]["stages"].values() for branch in stage.get("branches", ()))


def _swap(file: Path) -> None:
    target = file.with_name("elsewhere")
    file.rename(target)
    file.symlink_to(target)


SPOILT: dict[str, Callable[[Path], object]] = {
    "a bit": lambda file: file.write_bytes(file.read_bytes()[:-9] + b"x" + file.read_bytes()[-8:]),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "empty": lambda file: file.write_bytes(b""),
    "no text": lambda file: file.write_bytes(b"\xff\xfe\n\x00"),
    "another haegi": lambda file: _rewritten(file, lambda document: document["by"].__setitem__(0, "9.9")),
    "other code": lambda file: _rewritten(file, lambda document: document["by"].__setitem__(1, 7)),
    "another playbook": lambda file: _rewritten(file, lambda document: document["files"].clear()),
    "a strange field": lambda file: _rewritten(file, lambda document: document["body"].update({"colour": 1})),
    "a strange place": lambda file: _rewritten(file, lambda document: document["files"].update({"\0": "", "/dev/zero": ""})),
    "no title": lambda file: _rewritten(file, lambda document: document["body"].pop("title")),
    "a title of another form": lambda file: _rewritten(file, lambda document: document["body"].update(title=["x"])),
    "a text that is a number": lambda file: _rewritten(file, lambda document: document["body"]["title"].update(en=7)),
    "examples that are no texts": lambda file: _rewritten(file, lambda document: document["body"]["moves"]["agent"]["hums"].update(examples=["x", 1])),
    "a language there is none of": lambda file: _rewritten(file, lambda document: document["body"].update(language="fr")),
    "no opening": lambda file: _rewritten(file, lambda document: document["body"].update(openings={})),
    "a branch on nothing": lambda file: _rewritten(file, lambda document: _branch(document).update(on=[])),
    "a way to nowhere": lambda file: _rewritten(file, lambda document: document["body"]["ends"].clear()),
    "a way past the stages": lambda file: _rewritten(file, lambda document: _branch(document).update(to="nowhere")),
    "an unknown move": lambda file: _rewritten(file, lambda document: _branch(document).update(on=["flies"])),
    "an unknown move of the caller": lambda file: _rewritten(file, lambda document: document["body"]["moves"].update(caller={})),
    "too deep": lambda file: _sealed(file, b'{"by":' + b"[" * 100_000),
    "a list": lambda file: _rewritten(file, lambda document: document.update(body=[])),
    "a number": lambda file: _rewritten(file, lambda document: document.update(body=7)),
    "no list of files": lambda file: _rewritten(file, lambda document: document.update(files=[1])),
    "no body": lambda file: _rewritten(file, lambda document: document.pop("body")),
    "others may write": lambda file: file.chmod(0o666),
    "a link": _swap,
    "a folder": lambda file: (file.unlink(), file.mkdir()),
}  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_in_any_doubt_the_files_are_read(spoil: Callable[[Path], object], book: Path, cache: Path) -> None:
    playbook_cache.load(book, cache)
    spoil(kept_file(cache))
    assert playbook_cache.load(book, cache).playbook == load_playbook(book).playbook


def test_nobody_else_may_read_what_is_kept(book: Path, cache: Path) -> None:
    playbook_cache.load(book, cache)
    assert stat.S_IMODE(kept_file(cache).stat().st_mode) == 0o600
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (cache, cache.parent)] == [0o700, 0o700]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What ships, as a built package has it: made ready."""
    place = tmp_path / "haegi" / "playbooks"
    shutil.copytree(installed() / "haegi" / "playbooks", place)
    monkeypatch.setattr(resources, "folder", lambda: place)
    monkeypatch.setattr(playbook_cache, "folder", lambda: place)
    return place


def test_what_ships_is_ready_wherever_it_is_installed(
    built: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, unread: Callable[[], None]
) -> None:
    there = built.rename(built.with_name("elsewhere"))
    monkeypatch.setattr(playbook_cache, "folder", lambda: there)
    monkeypatch.setattr(resources, "folder", lambda: there)
    read = {path.stem: load_playbook(path).playbook for path in playbooks(cache)}
    titles = {name: playbook.title for name, playbook in read.items()}
    unread()
    monkeypatch.setattr(resources, "title_in", None)
    assert {name: playbook_cache.load(there / f"{name}.yaml", cache).playbook for name in read} == read
    assert playbook_cache.titles(cache, cache) == titles
    assert not cache.exists()


def test_what_ships_and_was_changed_is_read(built: Path, cache: Path) -> None:
    path = built / "mobile-kr.yaml"
    path.write_text(path.read_text("utf-8").replace("id: mobile-kr", "id: changed"), "utf-8")
    assert playbook_cache.load(path, cache).playbook.id == "changed"
    assert kept_file(cache)


def test_a_home_that_can_only_be_read(cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o500)
    with without_root():
        assert playbook_cache.load(folder() / "mobile-kr.yaml", cache).playbook.id == "mobile-kr"
    assert not list(cache.glob("*"))


def test_a_file_in_the_place_of_the_folder(book: Path, cache: Path) -> None:
    cache.parent.mkdir(parents=True)
    cache.write_text("", "utf-8")
    assert playbook_cache.load(book, cache).playbook.id == "small"


def test_what_was_written_while_it_was_read_is_not_kept(book: Path, cache: Path) -> None:
    later = 4_000_000_000
    os.utime(book, (later, later))
    playbook_cache.load(book, cache)
    assert not list(cache.glob("playbook-*"))


def test_no_more_is_kept_than_is_used(cache: Path) -> None:
    for number in range(30):
        save(cache / f"{number}.json", Kept({}, number))
    assert len(list(cache.iterdir())) == playbook_cache._MOST_FILES
    assert recall(cache / "29.json") == Kept({}, 29)


def test_titles_are_those_of_the_files_there_are(home: Path) -> None:
    cache = home / "cache"
    own = home / "playbooks" / "mine.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(SMALL, "utf-8")
    before = playbook_cache.titles(home, cache)
    assert playbook_cache.titles(home, cache) == before
    assert {*SHIPPED, "mine"} == before.keys()
    assert list(before) == sorted(before)
    assert all(isinstance(title, Text) for title in before.values())
    own.unlink()
    assert before.keys() - playbook_cache.titles(home, cache).keys() == {"mine"}
