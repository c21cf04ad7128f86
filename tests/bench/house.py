"""How large the house is: `python tests/bench/house.py` prints it, `tests/test_house.py` holds it to its limits."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parents[2] / "haegi"


class Module(NamedTuple):
    """A file under haegi/, its lines, and the lines of each function in it, by name."""

    path: Path
    lines: int
    functions: dict[str, int]

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()


class House(NamedTuple):
    """What the modules come to."""

    files: int
    lines: int
    median_function: float
    longest_functions: list[tuple[int, str]]
    longest_modules: list[tuple[int, str]]
    same_names: list[str]


def modules() -> list[Module]:
    return [_module(path) for path in sorted(ROOT.rglob("*.py"))]


def _module(path: Path) -> Module:
    source = path.read_text("utf-8")
    functions = {f"{path.relative_to(ROOT)}:{start} {name}": lines for name, start, lines in _functions(source)}
    return Module(path, source.count("\n"), functions)


def _functions(source: str) -> Iterator[tuple[str, int, int]]:
    """Name, first line and length of every function, from `def` to its last line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1


def measure() -> House:
    house = modules()
    lengths = [(lines, name) for module in house for name, lines in module.functions.items()]
    sizes = [(module.lines, module.name) for module in house]
    outside = [module.path.name for module in house if not module.name.startswith("cli/")]
    return House(
        files=len(house),
        lines=sum(module.lines for module in house),
        median_function=median(lines for lines, _ in lengths),
        longest_functions=sorted(lengths, reverse=True)[:5],
        longest_modules=sorted(sizes, reverse=True)[:5],
        same_names=sorted(name for name, count in Counter(outside).items() if count > 1 and name != "__init__.py"),
    )


def report(house: House) -> str:
    rows = [
        f"files             {house.files}",
        f"lines             {house.lines}",
        f"median function   {house.median_function:g}",
        *(f"longest function  {lines:3}  {name}" for lines, name in house.longest_functions),
        *(f"longest module    {lines:3}  {name}" for lines, name in house.longest_modules),
        f"same file name    {', '.join(house.same_names) or 'none'}",
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.stdout.write(report(measure()) + "\n")
