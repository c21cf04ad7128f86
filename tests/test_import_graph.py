"""No two modules import each other: not at their top, not in a function, not for types alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

HOUSE = Path(__file__).parents[1] / "haegi"


def modules() -> dict[str, Path]:
    return {".".join(path.relative_to(HOUSE.parent).with_suffix("").parts): path for path in HOUSE.rglob("*.py")}


def imported(tree: ast.Module) -> Iterator[str]:
    """Every dotted name that is imported anywhere in a module; whether it is one of ours is not asked yet."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_of(name: str, known: Mapping[str, Path]) -> str | None:
    """The module a dotted name is, or is in: `haegi.call.engine.replay` is in `haegi.call.engine`."""
    for candidate in (name, name.rpartition(".")[0]):
        for path in (candidate, f"{candidate}.__init__"):
            if path in known:
                return path
    return None


def graph() -> dict[str, set[str]]:
    known = modules()
    edges: dict[str, set[str]] = {}
    for module, path in known.items():
        names = imported(ast.parse(path.read_text("utf-8")))
        edges[module] = {target for name in names if (target := module_of(name, known))} - {module}
    return edges


def test_no_two_modules_import_each_other() -> None:
    edges = graph()
    print(len(edges))
