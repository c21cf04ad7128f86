"""A playbook as a tree for the terminal: each stage opened where the fewest steps lead to it."""

from __future__ import annotations

from collections.abc import Iterator

from haegi.authoring.diagram import Arrow, Drawing, Node, marks
from haegi.playbook.graph import BEGIN, reach
from haegi.text.i18n import say
from haegi.text.terminal import clip, visible


def tree(picture: Drawing, width: int) -> Iterator[str]:
    """The lines of the tree, none wider than `width` cells; what no way leads to stands at the end."""
    nodes = {node.id: node for node in picture.nodes}
    leaving: dict[str, list[Arrow]] = {}
    for arrow in picture.arrows:
        leaving.setdefault(arrow.source, []).append(arrow)
    yield clip(visible(f"{picture.title} ({picture.id})"), width)
    opened: set[str] = set()
    for root in (BEGIN, *(node.id for node in picture.nodes if node.kind == "stage")):
        if root in opened:
            continue
        if root != BEGIN:
            yield clip(_name(nodes[root], picture), width)
        home = _homes(root, leaving, opened)
        opened |= home.keys() | {root}
        for line in _below(root, picture, nodes, leaving, home):
            yield clip(line, width)


def _homes(root: str, leaving: dict[str, list[Arrow]], opened: set[str]) -> dict[str, str]:
    """The parent of each node: the first that comes to it in the fewest steps."""
    depth = reach((root,), {name: [arrow.target for arrow in arrows] for name, arrows in leaving.items()})
    home: dict[str, str] = {}
    for name in depth:
        for arrow in leaving.get(name, ()):
            if arrow.target not in opened and arrow.target != root:
                home.setdefault(arrow.target, name)
    return home


def _below(
    root: str, picture: Drawing, nodes: dict[str, Node], leaving: dict[str, list[Arrow]], home: dict[str, str]
) -> Iterator[str]:
    stack = [("", arrow, index) for index, arrow in _last_first(leaving.get(root, []))]
    shown: set[str] = set()
    while stack:
        before, arrow, from_end = stack.pop()
        opens = home.get(arrow.target) == arrow.source and arrow.target not in shown
        label = visible(" / ".join(arrow.labels))
        name = _name(nodes[arrow.target], picture)
        seen = "" if opens else f" ({say(picture.locale, 'graph.seen')})"
        yield f"{before}{'`-' if from_end == 0 else '|-'} {name}{seen}  <- {label}"
        if opens:
            shown.add(arrow.target)
            inner = before + ("   " if from_end == 0 else "|  ")
            stack += [(inner, each, index) for index, each in _last_first(leaving.get(arrow.target, []))]


def _last_first(arrows: list[Arrow]) -> Iterator[tuple[int, Arrow]]:
    return enumerate(reversed(arrows))


def _name(node: Node, picture: Drawing) -> str:
    notes = ", ".join(marks(node, picture.locale))
    kind = "=" if node.kind not in ("stage", "begin") else ""
    return visible(f"{kind}{node.title} ({node.id})" + (f" [{notes}]" if notes else ""))
