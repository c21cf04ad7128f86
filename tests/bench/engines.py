"""Steps a second: haegi's engine, and what else plays a call of six stages, each with its machine or model reused.

In each the caller says the line of a stage and the agent answers it, six times over: twelve steps a call.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import pairwise

from haegi.call.engine import Event, Kind, Snapshot, transition
from haegi.files.yaml_reader import loads
from haegi.playbook.model import Playbook

STAGES = 6
STEPS = 2 * STAGES
#: Plays one call; plain functions, so that nothing but the engine is measured.
Play = Callable[[], object]


def players() -> Iterator[tuple[str, Play | None]]:
    """Every engine by its name; None for one that is not installed."""
    yield "haegi", _haegi()
    for name, module, make in (
        ("transitions", "transitions", _transitions),
        ("python-statemachine", "statemachine", _statemachine),
        ("sismic", "sismic", _sismic),
    ):
        try:
            import_module(module)
        except ImportError:
            yield name, None
        else:
            yield name, make()


def rates(rounds: int, seconds: float) -> dict[str, list[float]]:
    """Steps a second of each engine, a figure a round; the engines take turns, so that a slow spell slows all of them."""
    known = [(name, play) for name, play in players() if play]
    found: dict[str, list[float]] = {name: [] for name, _ in known}
    for _ in range(rounds):
        for name, play in known:
            found[name].append(_rate(play, seconds))
    return found


def _rate(play: Play, seconds: float) -> float:
    calls, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        for _ in range(10):
            play()
        calls += 10
    return calls * STEPS / (time.perf_counter() - began)


def _book() -> str:
    line = 'say: {{line: {{en: "Line {n}"}}}}\n    title: "Stage {n}"\n    aim: "Go on"\n    branches: [{{on: answers, to: {to}}}]'
    stages = (
        f"  s{n}:\n    " + line.format(n=n, to=f"s{n + 1}" if n + 1 < STAGES else "over") for n in range(STAGES)
    )
    return "\n".join([
        "haegi: 1", "id: six", 'title: "Six"', "language: en", 'moves: {agent: {answers: {label: "Answers"}}}',
        'openings: {ring: {title: "They rang", to: s0}}', 'ends: {over: {title: "Over", outcome: refused}}',
        "stages:", *stages,
    ])  # fmt: skip


def _haegi() -> Play:
    playbook = loads(_book(), Playbook, "six.yaml").model
    kinds: list[tuple[Kind, str]] = [
        each for n in range(STAGES) for each in (("said", f"s{n}.line"), ("heard", "answers"))
    ]
    events = [Event(kind, 1_000 + n, value) for n, (kind, value) in enumerate(kinds)]
    begun = transition(playbook, Snapshot(), Event("start", 1, "ring"))

    def play() -> Snapshot:
        snapshot = begun
        for event in events:
            snapshot = transition(playbook, snapshot, event)
        return snapshot

    if play().stage != "over":
        raise SystemExit("the call of six stages does not come to its end")
    return play


def _names() -> list[str]:
    """The states of the others: each stage before and after its line was said, then the end."""
    return [f"s{n}{half}" for n in range(STAGES) for half in ("", "_waiting")] + ["over"]


def _transitions() -> Play:
    from transitions import Machine

    class Call:
        pass

    names, call = _names(), Call()
    ways = [
        {"trigger": "heard" if at.endswith("_waiting") else "said", "source": at, "dest": to}
        for at, to in pairwise(names)
    ]
    machine = Machine(call, states=names, transitions=ways, initial="s0", auto_transitions=False)

    def play() -> None:
        machine.set_state("s0")
        for _ in range(STAGES):
            call.said()
            call.heard()

    return play


def _statemachine() -> Play:
    from statemachine import State, StateChart

    names = _names()
    states = {name: State(name, initial=name == "s0", final=name == "over") for name in names}
    said, heard = (
        [states[at].to(states[to]) for at, to in pairwise(names) if at.endswith("_waiting") == half]
        for half in (False, True)
    )
    body = {**states, "said": _either(said), "heard": _either(heard)}
    call = type("Call", (StateChart,), body)()

    def play() -> None:
        call.current_state_value = "s0"
        for _ in range(STAGES):
            call.said()
            call.heard()

    return play


def _either(ways: list[object]) -> object:
    whole = ways[0]
    for way in ways[1:]:
        whole = whole | way
    return whole


def _sismic() -> Play:
    from sismic.interpreter import Interpreter
    from sismic.io import import_from_yaml

    names = _names()
    lines = ["statechart:", "  name: six", "  root state:", "    name: root", "    initial: s0", "    states:"]
    for n, (at, to) in enumerate(zip(names, [*names[1:], "s0"], strict=True)):
        event = "again" if at == "over" else "heard" if n % 2 else "said"
        lines += [f"    - name: {at}", "      transitions:", f"      - {{target: {to}, event: {event}}}"]
    interpreter = Interpreter(import_from_yaml("\n".join(lines)))
    interpreter.execute()

    def play() -> None:
        for _ in range(STAGES):
            interpreter.queue("said").execute()
            interpreter.queue("heard").execute()
        interpreter.queue("again").execute()

    return play
