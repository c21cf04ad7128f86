"""What is measured inside one process: checking, hearing, simulating, opening the store."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import check
import hear
import rehearse

from haegi.coach.services import examples
from haegi.files.resources import folder, load_playbook
from haegi.storage.store import Store


def best(work: Callable[[], object], rounds: int) -> float:
    """The least seconds that something takes: what else runs on the machine only ever adds to it."""
    return min(_seconds(work) for _ in range(rounds))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def checking(place: Path, stages: int, rounds: int) -> float:
    """Seconds to check a playbook of so many stages."""
    path = place / f"bench-{stages}.yaml"
    path.write_text(check.book(stages), "utf-8")
    return best(lambda: check.once(path), rounds)


def hearing(sentences: int | None) -> tuple[float, Sequence[float]]:
    """Seconds to prepare the recogniser and hear the first sentence, and those of every sentence after it, least first."""
    loaded = load_playbook(folder() / "retention-kr.yaml")
    return hear.heard(examples(loaded.playbook), loaded.path, sentences)


def simulating(seconds: float) -> float:
    """Simulated calls a second, with the slower of the desks of the test data."""
    return min(rate for _, rate in rehearse.rates(seconds))


def opening(home: Path, rounds: int) -> float:
    """Seconds to open a store and find the case that is open."""
    return best(lambda: _open(home / "haegi.db"), rounds)


def _open(path: Path) -> None:
    store = Store.open(path)
    store.unsettled()
    store.close()
