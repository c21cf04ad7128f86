"""What every test is given: a home of its own, the command as a process, the playbooks that ship."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from functools import cache, partial
from pathlib import Path

import pytest
from driver import Ran, inside
from hypothesis import settings
from installed import ready

from haegi.files.playbook_cache import unpacked
from haegi.playbook.model import Playbook

#: Compares a text with the golden file at this path.
Golden = Callable[[Path, str], None]

#: As many examples as find what is wrong with a law at once; HAEGI_FUZZ multiplies the hundred that are usual.
EXAMPLES = 100 * int(os.environ["HAEGI_FUZZ"]) if os.environ.get("HAEGI_FUZZ") else 40

settings.register_profile("haegi", deadline=None, database=None, max_examples=EXAMPLES)
settings.load_profile("haegi")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where HAEGI_NO_SKIP is set, a test that could not run has failed: CI installs what tests need."""
    report = yield
    if report.skipped and os.environ.get("HAEGI_NO_SKIP"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {report.longrepr}"
    return report


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-goldens",
        action="store_true",
        help="write the golden files anew instead of comparing with them; read the difference before it is committed",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with its golden file, or write the file where --renew-goldens is given."""
    renew = request.config.getoption("--renew-goldens")

    def compare(path: Path, text: str) -> None:
        if renew:
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return compare


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty HAEGI_HOME for this test alone."""
    place = tmp_path / "home"
    monkeypatch.setenv("HAEGI_HOME", str(place))
    monkeypatch.delenv("HAEGI_LANG", raising=False)
    return place


@pytest.fixture
def haegi(home: Path) -> Callable[..., Ran]:
    """The command: `haegi("case", "list", stdin="", lang="ko")`. `driver.run` starts a process, this does not."""
    return partial(inside, home)


@cache
def shipped(name: str) -> Playbook:
    """A playbook that ships with haegi, as the package has it; `test_playbook_cache` says that this is what YAML says."""
    kept = ready(name)
    assert kept, name
    playbook: Playbook = unpacked(kept.body, Playbook)
    return playbook


@pytest.fixture(scope="session")
def retention() -> Playbook:
    return shipped("retention-kr")
