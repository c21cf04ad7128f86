"""How long hearing takes: `python tests/bench/hear.py`. Preparing in this process, then every labelled sentence once.

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
from haegi.nlu.recognizer import MoveRecognizer

ROWS = Path(__file__).parents[1] / "data" / "hear" / "dev.tsv"


def heard(known: Mapping[Any, Any], path: Path, sentences: int | None = None) -> tuple[float, list[float]]:
    """Seconds to prepare and hear a first sentence, and the seconds of each labelled sentence, least first."""
    began = time.perf_counter()
    ears = MoveRecognizer.prepare(known, move_model(path))
    ears.recognize("위약금 있대", "agent")
    prepared = time.perf_counter() - began
    times = []
    for line in ROWS.read_text("utf-8").splitlines()[1:][:sentences]:
        speaker, _, _, text = line.split("\t")
        began = time.perf_counter()
        ears.recognize(text, "agent" if speaker == "agent" else "caller")
        times.append(time.perf_counter() - began)
    return prepared, sorted(times)


def main() -> None:
    loaded = load_playbook(folder() / "retention-kr.yaml")
    prepared, times = heard(examples(loaded.playbook), loaded.path)
    sys.stdout.write(f"prepare and first sentence {prepared * 1000:.1f}\n")
    sys.stdout.write(
        f"a sentence: median {median(times) * 1000:.2f}, 99 in 100 under {times[len(times) * 99 // 100] * 1000:.2f}, "
        f"most {times[-1] * 1000:.2f} ({len(times)} sentences)\n"
    )


if __name__ == "__main__":
    main()
