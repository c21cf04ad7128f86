"""No two modules import each other: not at their top, not in a function, not for types alone."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_no_two_modules_import_each_other() -> None:
    circles = ["\n    ".join(circle) for circle in find_circles(import_graph())]
    assert not circles, "modules that import each other:\n    " + "\n  and\n    ".join(circles)


def test_a_circle_is_found_however_long_it_is() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": {"e"}, "e": set[str](), "f": {"g"}, "g": {"f"}}
    assert find_circles(graph) == [["a", "b", "c"], ["f", "g"]]


def import_graph() -> dict[str, set[str]]:
    """What each module of haegi imports of haegi."""
    paths = {module_name(path): path for path in (ROOT / "haegi").rglob("*.py")}
    return {
        module: {target for name in imported_names(path) if (target := module_of(name, paths))} - {module}
        for module, path in paths.items()
    }


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported_names(path: Path) -> Iterator[str]:
    """Every dotted name that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_of(name: str, modules: Collection[str]) -> str | None:
    """The module that a dotted name means: itself, or the one that it is defined in."""
    return next((module for module in (name, name.rpartition(".")[0]) if module in modules), None)


def find_circles(graph: Mapping[str, Collection[str]]) -> list[list[str]]:
    """The groups of modules that reach one another, which are more than one."""
    reached = {module: reachable(module, graph) for module in graph}
    groups = {frozenset(other for other in reached[module] if module in reached[other]) for module in graph}
    return sorted(sorted(group) for group in groups if group)


def reachable(start: str, graph: Mapping[str, Collection[str]]) -> set[str]:
    """Every module on some way from this one; itself only where a way leads back."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        new = set(graph[waiting.pop()]) - reached
        reached |= new
        waiting += new
    return reached
