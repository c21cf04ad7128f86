"""`haegi playbook test`: what is printed, the JSON, the exit code."""

import json
import shutil
from pathlib import Path

import pytest

from haegi.cli.app import run

DATA = Path(__file__).parent.parent / "data" / "dialogue"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the tiny playbook and one conversation that holds."""
    monkeypatch.setenv("HAEGI_HOME", str(tmp_path / "home"))
    shutil.copy(DATA / "tiny.yaml", tmp_path)
    (tmp_path / "tiny.test.yaml").write_text(story("cut"), encoding="utf-8")
    return tmp_path


def story(ends):
    return (
        "test: 1\nplaybook: tiny\nconversations:\n  - name: one\n    calls:\n"
        f"      - opening: they_call\n        steps: [said]\n        ends: {ends}\n"
    )


@pytest.mark.parametrize("what", ["tiny.yaml", "tiny.test.yaml", "."])
def test_a_playbook_its_test_file_or_their_folder(folder, what, capsys):
    assert run(["playbook", "test", str(folder / what), "--json"], "en") == 0
    (document,) = json.loads(capsys.readouterr().out)["playbooks"]
    assert (document["id"], document["conversations"], document["failed"]) == ("tiny", 1, 0)
    assert document["coverage"]["stages"] == round(1 / 3, 4)
    assert document["never"]["stages"] == ["back", "later"]


def test_a_failed_expectation_is_shown_at_its_place_and_exits_1(folder, capsys):
    path = folder / "tiny.test.yaml"
    path.write_text(story("deferred"), encoding="utf-8")
    assert run(["playbook", "test", str(path)], "en") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        f"{path}:8:15: T006 The call should end as deferred, and ends as cut.",
        "            ends: deferred",
        "                  ^",
    ]


def test_a_faulty_file_exits_3_before_anything_is_played(folder, capsys):
    path = folder / "tiny.test.yaml"
    path.write_text(story("cut").replace("said", "undoo"), encoding="utf-8")
    assert run(["playbook", "test", str(path)], "en") == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"{path}:7:17: S001" in captured.err
    assert "Did you mean 'undo'?" in captured.err


def test_exploration_adds_a_column_and_tells_the_seed(folder, capsys):
    assert run(["playbook", "test", str(folder / "tiny.yaml"), "--explore", "--seed", "5"], "ko") == 0
    shown = capsys.readouterr().out
    assert "(시드 5)" in shown
    assert "가 보지 못한" not in shown


def test_what_is_trapped_exits_1(folder, capsys):
    shutil.copy(DATA / "T041.yaml", folder / "trap.yaml")
    assert run(["playbook", "test", str(folder / "trap.yaml"), "--explore"], "en") == 1
    assert "T041" in capsys.readouterr().out


def test_a_folder_without_conversations_is_said(tmp_path, capsys):
    assert run(["playbook", "test", str(tmp_path)], "en") == 1
    assert "no conversations" in capsys.readouterr().err


def test_without_a_name_every_playbook_is_tested(folder, capsys):
    mine = folder / "home" / "playbooks"
    mine.mkdir(parents=True)
    for name in ("tiny.yaml", "tiny.test.yaml"):
        shutil.move(folder / name, mine)
    assert run(["playbook", "test", "--json"], "en") == 0
    known = {each["id"] for each in json.loads(capsys.readouterr().out)["playbooks"]}
    assert {"tiny", "retention-kr"} <= known
