"""A playbook as a diagram: its data, its text for Mermaid, and its tree for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from haegi.playbook.graph import BEGIN, Edge, Graph, follow, reach, reverse
from haegi.playbook.model import Playbook, Stage
from haegi.text.i18n import Locale, say
from haegi.text.terminal import clip, visible


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
class Diagram:
    """Nodes in the order of the playbook, the beginning first, and the arrows between them."""

    id: str
    title: str
    locale: Locale
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def diagram(playbook: Playbook, locale: Locale, coverage: Mapping[str, float] | None = None) -> Diagram:
    """The picture's data. `coverage` gives the share covered by stage and end, from 0 to 1."""
    graph = Graph(playbook)
    names = {BEGIN, *playbook.stages, *playbook.ends}
    arrows: dict[tuple[str, str], dict[str, None]] = {}
    for edge in graph.edges:
        if edge.kind != "way" and edge.target in names and edge.target != edge.source:
            arrows.setdefault((edge.source, edge.target), {})[_label(edge, playbook, locale)] = None
    drawn = tuple(Arrow(*ends, tuple(labels)) for ends, labels in arrows.items())
    return Diagram(
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


def notes(node: Node, locale: Locale) -> list[str]:
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


_STYLES = (
    "classDef unreachable stroke-dasharray:4 4,color:#777,stroke:#999",
    "classDef stuck stroke:#c00,stroke-width:2px",
    "classDef trap stroke:#c60",
    "classDef covered fill:#dff3df",
    "classDef uncovered fill:#fde9d0",
)


def mermaid(picture: Diagram) -> Iterator[str]:
    """The lines of a flow chart. Ids get a prefix, for some words mean something to Mermaid."""
    yield "flowchart TD"
    for node in picture.nodes:
        shape = ('["', '"]') if node.kind == "stage" else ('(["', '"])')
        words = "<br>".join(map(_escaped, (node.title, *notes(node, picture.locale))))
        yield f"  {_mermaid_id(node.id)}{shape[0]}{words}{shape[1]}"
    for arrow in picture.arrows:
        words = "<br>".join(map(_escaped, arrow.labels))
        yield f'  {_mermaid_id(arrow.source)} -->|"{words}"| {_mermaid_id(arrow.target)}'
    yield from (f"  {style}" for style in _STYLES)
    for node in picture.nodes:
        yield from (f"  class {_mermaid_id(node.id)} {name}" for name in classes(node))


def _mermaid_id(name: str) -> str:
    return f"s_{name.replace('-', '__')}" if name else "s"


def _escaped(text: str) -> str:
    """Text that neither Mermaid nor the page takes for anything else."""
    return "".join(
        char if char.isalnum() or char in " .,!?%+:/'*()~-" else f"#{ord(char)};" for char in visible(text)
    )


def classes(node: Node) -> Iterator[str]:
    """By what a node stands out, as a style names it."""
    if not node.reachable:
        yield "unreachable"
    if node.stuck:
        yield "stuck"
    if node.traps:
        yield "trap"
    if node.covered is not None:
        yield "covered" if node.covered > 0 else "uncovered"


def tree(picture: Diagram, width: int) -> Iterator[str]:
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
            yield clip(_tree_name(nodes[root], picture), width)
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
    root: str, picture: Diagram, nodes: dict[str, Node], leaving: dict[str, list[Arrow]], home: dict[str, str]
) -> Iterator[str]:
    stack = [("", arrow, index) for index, arrow in enumerate(reversed(leaving.get(root, [])))]
    shown: set[str] = set()
    while stack:
        before, arrow, from_end = stack.pop()
        opens = home.get(arrow.target) == arrow.source and arrow.target not in shown
        label = visible(" / ".join(arrow.labels))
        name = _tree_name(nodes[arrow.target], picture)
        seen = "" if opens else f" ({say(picture.locale, 'graph.seen')})"
        yield f"{before}{'`-' if from_end == 0 else '|-'} {name}{seen}  <- {label}"
        if opens:
            shown.add(arrow.target)
            inner = before + ("   " if from_end == 0 else "|  ")
            below = enumerate(reversed(leaving.get(arrow.target, [])))
            stack += [(inner, each, index) for index, each in below]


def _tree_name(node: Node, picture: Diagram) -> str:
    beside = ", ".join(notes(node, picture.locale))
    kind = "=" if node.kind not in ("stage", "begin") else ""
    return visible(f"{kind}{node.title} ({node.id})" + (f" [{beside}]" if beside else ""))
