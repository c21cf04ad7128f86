"""How many simulated calls a second the agent holds: `python tests/bench/rehearse.py`. Nothing is asserted here."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from haegi.files.resources import folder, load_playbook
from haegi.files.yaml_reader import load
from haegi.rehearsal.haggling_agent import HagglingAgent
from haegi.rehearsal.persona import DeskPersona

SECONDS = 3.0
TALK = (["declines_renewal"], ["gives_reason"], ["rejects_offer"], ["counters"], ["cites_competitor"], ["defers"], ["thanks"])  # fmt: skip


def case(agent: HagglingAgent) -> int:
    """Up to four calls with one desk; how many there were."""
    for number in range(1, 5):
        turn = agent.open()
        for moves in TALK:
            if turn.outcome:
                break
            turn = agent.react(moves)
        if turn.outcome != "deferred" or agent.wait() is None:
            return number
    return 4


def rates(seconds: float) -> Iterator[tuple[str, float]]:
    """Calls a second with each desk of the test data."""
    playbook = load_playbook(folder() / "retention-kr.yaml").playbook
    for path in sorted((Path(__file__).parents[1] / "data" / "personas").glob("*.yaml")):
        persona = load(path, DeskPersona).model
        began, calls, seed = time.perf_counter(), 0, 0
        while time.perf_counter() - began < seconds:
            calls += case(HagglingAgent(playbook, persona, seed, 33_000))
            seed += 1
        yield persona.id, calls / (time.perf_counter() - began)


if __name__ == "__main__":
    for name, rate in rates(SECONDS):
        print(f"{name:<12} {rate:>8,.0f} calls a second")
