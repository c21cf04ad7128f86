"""How long hearing takes: `python tests/bench/hear.py`. Preparing in this process, then every labelled sentence once.

Nothing is asserted here; times are milliseconds of this machine.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

from haegi.call.hear import Ears
from haegi.cli.senses import examples
from haegi.disk.shipped import ear_weights, folder, load_playbook

ROWS = Path(__file__).parents[1] / "data" / "hear" / "dev.tsv"


def milliseconds(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def main() -> None:
    loaded = load_playbook(folder() / "retention-kr.yaml")
    known, weights = examples(loaded.playbook), ear_weights(loaded.path)
    began = time.perf_counter()
    ears = Ears.prepare(known, weights)
    ears.hear("위약금 있대", "agent")
    sys.stdout.write(f"prepare and first sentence {milliseconds(began):.1f}\n")
    times = []
    for line in ROWS.read_text("utf-8").splitlines()[1:]:
        speaker, _, _, text = line.split("\t")
        began = time.perf_counter()
        ears.hear(text, "agent" if speaker == "agent" else "caller")
        times.append(milliseconds(began))
    times.sort()
    sys.stdout.write(
        f"a sentence: median {median(times):.2f}, 99 in 100 under {times[len(times) * 99 // 100]:.2f}, "
        f"most {times[-1]:.2f} ({len(times)} sentences)\n"
    )


if __name__ == "__main__":
    main()
