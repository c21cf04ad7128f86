"""How fast haegi is, beside what a person would use otherwise: `python tests/bench/all.py [--smoke] [--write tests/README.md]`.

Prints a Markdown table with the machine and the date, or puts it between the marks of a file. `--smoke` runs all of it
once, as quickly as can be. Nothing is asserted. What is compared takes turns in one run: the ratios hold on a busy machine
as well, the times do not. The engines that haegi is held against come with `pip install -e '.[bench]'`.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

import engines
import hear
import homes
import inside
import starts
import terminal
from starts import HAEGI, Command

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
LIBRARIES = "typer, rich, pydantic, yaml"
MS = 1000
Row = tuple[str, str, str]


class Effort(NamedTuple):
    """How often, and how long."""

    rounds: int
    keys: int
    seconds: float
    calls: int
    stages: tuple[int, int]
    sentences: int | None
    pasted: int


FULL = Effort(rounds=21, keys=60, seconds=0.5, calls=10_000, stages=(100, 2_000), sentences=None, pasted=40_000)
SMOKE = Effort(rounds=1, keys=2, seconds=0.01, calls=40, stages=(10, 20), sentences=10, pasted=2_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--smoke", action="store_true", help="everything once, as quickly as can be")
    parser.add_argument("--write", metavar="FILE", type=Path, help=f"put the table between {BEGIN} and {END} of a file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        table = "\n".join([_where(), "", *_table(rows(Path(place), SMOKE if given.smoke else FULL))])
    if given.write:
        _put(given.write, table)
    else:
        sys.stdout.write(table + "\n")


def rows(place: Path, effort: Effort) -> Iterator[Row]:
    nothing, large = homes.empty(place / "empty"), homes.large(place / "large")
    many, few = homes.many(place / "many", effort.calls), homes.many(place / "few", 4)
    yield from _starts(nothing, large, many, few, effort)
    yield from _memory(nothing)
    yield from _keys(nothing, large, effort)
    yield from _engines(effort)
    yield from _inside(place, effort)
    yield from _stores(nothing, many, effort)


def _starts(nothing: Path, large: Path, many: Path, few: Path, effort: Effort) -> Iterator[Row]:
    bare = Command("bare Python", (sys.executable, "-c", "print()"), nothing)
    imports = Command(f"importing {LIBRARIES}", (sys.executable, "-c", f"import {LIBRARIES}; print()"), nothing)
    commands = [
        imports,
        bare,
        Command("`haegi coach`, no case", (*HAEGI, "coach"), nothing),
        Command(f"`haegi coach`, a case of {homes.CALLS} calls", (*HAEGI, "coach"), large),
        Command("`haegi coach`, no case, full screen", (*HAEGI, "coach"), nothing, screen=True),
        Command(f"`haegi coach`, a case of {homes.CALLS} calls, full screen", (*HAEGI, "coach"), large, screen=True),
        Command(f"`haegi coach` in a store of {effort.calls:,} calls", (*HAEGI, "coach"), many),
        Command("`haegi coach` in a store of 4 calls", (*HAEGI, "coach"), few),
        Command("`haegi --help`", (*HAEGI, "--help"), nothing),
        Command("`haegi hear 오늘까지래`", (*HAEGI, "hear", "오늘까지래"), nothing),
        Command("`haegi sheet`", (*HAEGI, "sheet", "--format", "md", "-o", "-"), nothing),
    ]
    found = starts.in_turn(commands, effort.rounds)
    for command in commands:
        beside = "" if command is imports else f"{_times(found[command.name], found[imports.name])} importing the four"
        yield f"start to first line: {command.name}", f"{median(found[command.name]) * MS:.0f} ms", beside
    names = (commands[6].name, commands[7].name)
    yield "the two stores, one against the other", "", f"{_times(found[names[0]], found[names[1]])} the small one"


def _memory(nothing: Path) -> Iterator[Row]:
    bare = starts.memory(Command("", (sys.executable, "-c", "pass"), nothing))
    held = starts.memory(Command("", (*HAEGI, "coach"), nothing))
    yield "peak memory: `haegi coach`, no case", f"{held:.0f} MB", f"bare Python {bare:.0f} MB"


def _keys(nothing: Path, large: Path, effort: Effort) -> Iterator[Row]:
    for name, home in (("no case", nothing), (f"a case of {homes.CALLS} calls", large)):
        times = sorted(terminal.repaints(home, effort.keys))
        middle, late = median(times) * MS, times[len(times) * 99 // 100] * MS
        yield f"key to repaint in a terminal, {name}", f"{middle:.1f} ms", f"99 in 100 under {late:.1f} ms"
    told, struck = (terminal.paste(nothing, effort.pasted, bracketed=each) for each in (True, False))
    yield f"a paste of {effort.pasted:,} letters, until the next key is shown", f"{told * MS:.0f} ms", f"as keys {struck * MS:.0f} ms"


def _engines(effort: Effort) -> Iterator[Row]:
    found = engines.rates(max(1, effort.rounds // 3), effort.seconds)
    for name, _ in engines.players():
        label = f"steps a second: {name}"
        if name not in found:
            yield label, "", "not installed"
        else:
            beside = "" if name == "haegi" else f"haegi {_times(found['haegi'], found[name])} as many"
            yield label, f"{median(found[name]):,.0f}", beside


def _inside(place: Path, effort: Effort) -> Iterator[Row]:
    tries = min(5, effort.rounds)
    small, great = (inside.checking(place, stages, tries) for stages in effort.stages)
    per_stage = (great / effort.stages[1]) / (small / effort.stages[0])
    yield f"check of {effort.stages[0]:,} stages", f"{small * MS:.0f} ms", ""
    yield f"check of {effort.stages[1]:,} stages", f"{great * MS:.0f} ms", f"{per_stage:.2f} x as long a stage"
    prepared, times = inside.hearing(effort.sentences)
    late = times[len(times) * 99 // 100] * MS
    yield "moves: the first sentence", f"{prepared * MS:.0f} ms", "the weights loaded with it"
    yield "moves: any other", f"{median(times) * MS:.2f} ms", f"99 in 100 under {late:.2f} ms"
    prepared, times = hear.offers(effort.sentences)
    late = times[len(times) * 99 // 100] * MS
    yield "offers: the first text", f"{prepared * MS:.0f} ms", "the weights loaded with it"
    yield "offers: any other, by 60 letters", f"{median(times) * MS:.2f} ms", f"99 in 100 under {late:.2f} ms"
    yield "simulated calls a second", f"{inside.simulating(effort.seconds):,.0f}", ""


def _stores(nothing: Path, many: Path, effort: Effort) -> Iterator[Row]:
    empty, full = (inside.opening(home, effort.rounds) for home in (nothing, many))
    yield "opening an empty store", f"{empty * MS:.1f} ms", ""
    yield f"opening a store of {effort.calls:,} calls and finding the open case", f"{full * MS:.1f} ms", ""


def _times(seconds: Sequence[float], others: Sequence[float]) -> str:
    """The ratio, as the median over the rounds."""
    return f"{median(one / other for one, other in zip(seconds, others, strict=True)):.2f} x"


def _where() -> str:
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    day = datetime.now(UTC).date().isoformat()
    return f"Python {platform.python_version()} on {_processor()} ({system}), {day}; medians, each ratio within one run."


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", known.read_text("utf-8"), re.MULTILINE) if known.exists() else None
    return found[1] if found else platform.processor() or "an unnamed processor"


def _table(found: Iterator[Row]) -> Iterator[str]:
    yield "| measured | | beside |"
    yield "|---|--:|---|"
    for row in found:
        yield f"| {' | '.join(row)} |"


def _put(path: Path, table: str) -> None:
    before, begun, rest = path.read_text("utf-8").partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (begun and ended):
        raise SystemExit(f"{path} has no {BEGIN} and {END}")
    path.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
