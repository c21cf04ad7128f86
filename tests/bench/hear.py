"""How long moves and offers take: `python tests/bench/hear.py`. Preparing in this process, then every labelled sentence once.

Nothing is asserted here; times are milliseconds of this machine.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from haegi.coach.services import examples
from haegi.files.resources import folder, load_playbook, move_model
from haegi.nlu.offer_reader import read_offer
from haegi.nlu.recognizer import MoveRecognizer

OFFERS = Path(__file__).parents[1] / "data" / "corpus" / "offers" / "speech-a.tsv"
ROWS = Path(__file__).parents[1] / "data" / "hear" / "dev.tsv"


def heard(known: Mapping[Any, Any], path: Path, sentences: int | None = None) -> tuple[float, list[float]]:
    """Seconds to prepare and hear a first sentence, and the seconds of each labelled sentence, least first."""
    began = time.perf_counter()
    recognizer = MoveRecognizer.prepare(known, move_model(path))
    recognizer.recognize("위약금 있대", "agent")
    prepared = time.perf_counter() - began
    times = []
    for line in ROWS.read_text("utf-8").splitlines()[1:][:sentences]:
        speaker, _, _, text = line.split("\t")
        began = time.perf_counter()
        recognizer.recognize(text, "agent" if speaker == "agent" else "caller")
        times.append(time.perf_counter() - began)
    return prepared, sorted(times)


def offers(texts: int | None = None) -> tuple[float, list[float]]:
    """Seconds to load the weights and read a first offer, and the seconds of each labelled text per 60 letters, least first."""
    began = time.perf_counter()
    read_offer("상품권 20만원")
    prepared = time.perf_counter() - began
    times = []
    for line in OFFERS.read_text("utf-8").splitlines()[1:][:texts]:
        text = line.split("\t")[0]
        began = time.perf_counter()
        read_offer(text)
        times.append((time.perf_counter() - began) * 60 / max(60, len(text)))
    return prepared, sorted(times)


def main() -> None:
    loaded = load_playbook(folder() / "retention-kr.yaml")
    for what, (prepared, times) in {"move": heard(examples(loaded.playbook), loaded.path), "offer": offers()}.items():
        sys.stdout.write(
            f"{what}: first {prepared * 1000:.1f}, then median {median(times) * 1000:.2f}, 99 in 100 under "
            f"{times[len(times) * 99 // 100] * 1000:.2f}, most {times[-1] * 1000:.2f} ({len(times)} sentences)\n"
        )


if __name__ == "__main__":
    main()
