"""What a picture of a playbook shows, as plain data; tree, Mermaid and SVG draw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from haegi.playbook.graph import BEGIN, Edge, Graph, follow, reach, reverse
from haegi.playbook.model import Playbook, Stage
from haegi.text.i18n import Locale, say


@dataclass(frozen=True, slots=True)
class Node:
    """A stage, an end, or the beginning.

    `traps` counts the agent's tricks that await there, `stuck` says that no end can be reached from it; `covered` is
    the share that tests have passed, None where nobody asked.
    """

    id: str
    title: str
    kind: str
    reachable: bool = True
    anytime: bool = False
    stuck: bool = False
    traps: int = 0
    covered: float | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """All ways from one node to another; `labels` say when each is taken."""

    source: str
    target: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Nodes in the order of the playbook, the beginning first, and the arrows between them."""

    id: str
    title: str
    locale: Locale
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def drawing(playbook: Playbook, locale: Locale, coverage: Mapping[str, float] | None = None) -> Drawing:
    """The picture's data. `coverage` gives the share covered by stage and end, from 0 to 1."""
    graph = Graph(playbook)
    names = {BEGIN, *playbook.stages, *playbook.ends}
    arrows: dict[tuple[str, str], dict[str, None]] = {}
    for edge in graph.edges:
        if edge.kind != "way" and edge.target in names and edge.target != edge.source:
            arrows.setdefault((edge.source, edge.target), {})[_label(edge, playbook, locale)] = None
    drawn = tuple(Arrow(*ends, tuple(labels)) for ends, labels in arrows.items())
    return Drawing(
        playbook.id, playbook.title.best(locale), locale, tuple(_nodes(graph, locale, coverage)), drawn
    )


def _nodes(graph: Graph, locale: Locale, coverage: Mapping[str, float] | None) -> list[Node]:
    playbook = graph.playbook
    reachable = graph.reachable()
    ending = reach(playbook.ends, reverse(follow(edge for edge in graph.edges if edge.source)))
    share = None if coverage is None else coverage.get
    return [
        Node(BEGIN, say(locale, "graph.begin"), "begin"),
        *(
            Node(
                id=name, title=stage.title.best(locale), kind="stage", reachable=name in reachable,
                anytime=name in playbook.ways, stuck=name not in ending, traps=_traps(playbook, stage),
                covered=share(name, 0.0) if share else None,
            )
            for name, stage in playbook.stages.items()
        ),
        *(
            Node(name, end.title.best(locale), end.outcome, covered=share(name, 0.0) if share else None)
            for name, end in playbook.ends.items()
        ),
    ]  # fmt: skip


def _traps(playbook: Playbook, stage: Stage) -> int:
    expected = {*stage.expect, *(move for branch in stage.branches for move in branch.on)}
    return sum(playbook.moves.agent[move].trap for move in expected if move in playbook.moves.agent)


def _label(edge: Edge, playbook: Playbook, locale: Locale) -> str:
    if edge.kind == "opening":
        return playbook.openings[str(edge.path[1])].title.best(locale)
    moves = [
        playbook.moves.agent[move].label.best(locale) if move in playbook.moves.agent else move
        for move in edge.moves
    ]
    words = ", ".join(moves) or say(locale, "graph.next")
    return f"{words} *" if edge.guard else words


def marks(node: Node, locale: Locale) -> list[str]:
    """What stands beside a node's title."""
    said = []
    if not node.reachable:
        said.append(say(locale, "graph.unreachable"))
    if node.stuck:
        said.append(say(locale, "graph.stuck"))
    if node.anytime:
        said.append(say(locale, "graph.anytime"))
    if node.traps:
        said.append(f"! {say(locale, 'graph.trap')} {node.traps}")
    if node.covered is not None and node.kind != "begin":
        said.append(f"{round(100 * node.covered)}%")
    return said
