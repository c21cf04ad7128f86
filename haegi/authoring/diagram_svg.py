"""A playbook as a diagram: own layered layout, no script, no network, nothing measured by the browser.

Rows run from the beginning down: a node stands below everything earlier in the playbook that leads to it. Arrows that
pass a row take a lane in it, one for each goal; ways back up run dashed, outside. Widths are counted in cells, and no text is told how long to be, so Hangul keeps its shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple

from haegi.authoring.diagram import Arrow, Diagram, Node, classes, notes
from haegi.text.terminal import cells, clip, visible

_FONT = "'Noto Sans KR','Apple SD Gothic Neo','Malgun Gothic','Nanum Gothic',system-ui,sans-serif"
_CELL, _HEIGHT, _GAP, _ROW, _MARGIN, _LANE = 8.2, 46, 26, 104, 56, 2
_WIDEST = 30  # cells of a title
_STYLE = f"""text{{font:14px {_FONT};fill:#1c1c1c}} .n{{font-size:11px;fill:#666}}
rect{{fill:#fff;stroke:#55606a;stroke-width:1.2}} .end rect,.begin rect{{fill:#eef1f4}}
.accepted rect{{fill:#dfeee3}} .trap .n{{fill:#a65900}}
.unreachable rect{{stroke-dasharray:5 4;stroke:#999}} .unreachable text{{fill:#888}}
.stuck rect{{stroke:#c01818;stroke-width:2.5}} .covered rect{{fill:#ddf2dd}} .uncovered rect{{fill:#fde7cc}}
path{{fill:none;stroke:#8a96a0;stroke-width:1.2}} .back{{stroke-dasharray:3 4;stroke:#b9a7c9}}
path:hover{{stroke:#0a58ca;stroke-width:2.6}} #tip path{{fill:#8a96a0;stroke:none}}"""


#: A node in its own row, or in a row above it the lane that all arrows to that node share.
Key = tuple[str, int]


class Box(NamedTuple):
    """Where a node or a lane stands: the middle of its top edge, and its width, in pixels."""

    x: float
    y: float
    width: float


def svg(diagram: Diagram) -> str:
    """The diagram as an SVG document."""
    boxes = _placed(diagram)
    width = max(box.x + box.width / 2 for box in boxes.values()) + _MARGIN
    height = max(box.y for box in boxes.values()) + _HEIGHT + _MARGIN
    nodes = {name: boxes[name, row] for name, row in _levels(diagram).items()}
    body = "\n".join([*_arrows(diagram, boxes), *_nodes(diagram, nodes)])
    lit = _lit(diagram)
    title = escape(visible(diagram.title))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img">\n<title>{title}</title>\n<style>{_STYLE}\n{lit}</style>\n'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L8 4L0 8z"/></marker></defs>\n{body}\n</svg>\n'
    )


def _lit(diagram: Diagram) -> str:
    """The style by which a node that the pointer is on lights its ways: what leads out of it blue, what leads into it green."""
    count = range(len(diagram.nodes))
    ways = (("o", "#0a58ca"), ("i", "#2a7f3e"))
    rules = (",".join(f"svg:has(#n{at}:hover) .{way}{at}" for at in count) + f"{{stroke:{color};stroke-width:2.6}}" for way, color in ways)
    return "\n".join(rules)


def html(diagram: Diagram) -> str:
    """A page with the diagram and, below it, every way in words."""
    title = escape(visible(diagram.title))
    rows = "\n".join(_rows(diagram))
    return (
        f'<!doctype html>\n<html lang="{diagram.locale}"><head><meta charset="utf-8"><title>{title}</title>\n'
        f"<style>body{{font:15px/1.5 {_FONT};margin:24px;color:#1c1c1c}} .pic{{overflow-x:auto}} "
        "td{padding:3px 14px 3px 0;vertical-align:top;word-break:keep-all} tr.first td{border-top:1px solid #dde2e6}"
        f'</style></head>\n<body><h1>{title}</h1>\n<div class="pic">{svg(diagram)}</div>\n'
        f"<table>\n{rows}\n</table></body></html>\n"
    )


def _rows(diagram: Diagram) -> Iterator[str]:
    titles = {node.id: escape(visible(node.title)) for node in diagram.nodes}
    last = None
    for arrow in diagram.arrows:
        first = arrow.source != last
        last = arrow.source
        name = titles[arrow.source] if first else ""
        words = escape(visible(" / ".join(arrow.labels)))
        yield f"<tr{' class=first' if first else ''}><td>{name}</td><td>{words}</td><td>{titles[arrow.target]}</td></tr>"


def _placed(diagram: Diagram) -> dict[Key, Box]:
    """Every node and lane in its row, each row in the order that crosses least."""
    level = _levels(diagram)
    chains = [_chain(arrow, level) for arrow in diagram.arrows]
    rows: list[list[Key]] = [[] for _ in range(max(level.values()) + 1)]
    nodes = {node.id: node for node in diagram.nodes}
    for name, row in level.items():
        rows[row].append((name, row))
    for key in dict.fromkeys(key for chain in chains for key in chain[1:-1]):
        rows[key[1]].append(key)
    _untangle(rows, chains)
    widths = {key: _width(nodes[key[0]]) if level[key[0]] == key[1] else _LANE for row in rows for key in row}
    widest = max(sum(widths[key] + _GAP for key in row) for row in rows) - _GAP
    boxes: dict[Key, Box] = {}
    for number, keys in enumerate(rows):
        left = _MARGIN + (widest + _GAP - sum(widths[key] + _GAP for key in keys)) / 2
        for key in keys:
            boxes[key] = Box(left + widths[key] / 2, _MARGIN + number * _ROW, widths[key])
            left += widths[key] + _GAP
    return boxes


def _chain(arrow: Arrow, level: dict[str, int]) -> list[Key]:
    """The rows an arrow goes through: the lanes of its target in all rows between. One that goes up has none."""
    first, last = level[arrow.source], level[arrow.target]
    between: list[Key] = [(arrow.target, row) for row in range(first + 1, last)]
    return [(arrow.source, first), *between, (arrow.target, last)]


def _untangle(rows: list[list[Key]], chains: list[list[Key]]) -> None:
    """Sort each row by the middle of what it is joined to, down and up a few times."""
    near: dict[Key, list[Key]] = {}
    for chain in chains:
        for one, other in pairwise(chain):
            near.setdefault(one, []).append(other)
            near.setdefault(other, []).append(one)
    place = {key: at - len(row) / 2 for row in rows for at, key in enumerate(row)}
    for sweep in range(8):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            row.sort(key=lambda key: fmean(place[each] for each in near.get(key, (key,))))
            place.update({key: at - len(row) / 2 for at, key in enumerate(row)})


def _levels(diagram: Diagram) -> dict[str, int]:
    """Rows by the longest way down, counting only arrows that lead onward in the order of the playbook."""
    order = {node.id: at for at, node in enumerate(diagram.nodes)}
    above: dict[str, list[str]] = {}
    for arrow in diagram.arrows:
        if order[arrow.source] < order[arrow.target]:
            above.setdefault(arrow.target, []).append(arrow.source)
    level: dict[str, int] = {}
    for node in diagram.nodes:
        level[node.id] = max(
            (level[each] + 1 for each in above.get(node.id, ())), default=0 if not node.id else 1
        )
    last = max(level[node.id] for node in diagram.nodes if node.kind == "stage") + 1
    return {node.id: level[node.id] if node.kind in ("stage", "begin") else last for node in diagram.nodes}


def _width(node: Node) -> float:
    return max(cells(clip(visible(node.title), _WIDEST)), 12, cells(node.id) * 0.8 + 2) * _CELL + 20


def _nodes(diagram: Diagram, at: dict[str, Box]) -> Iterator[str]:
    for number, node in enumerate(diagram.nodes):
        box = at[node.id]
        kind = node.kind if node.kind in ("stage", "begin", "accepted") else "end"
        beside = escape(visible("  ".join(notes(node, diagram.locale)) or node.id))
        tip = escape(visible(" - ".join((node.title, node.id, *notes(node, diagram.locale)))))
        yield (
            f'<g id="n{number}" class="{" ".join([kind, *classes(node)])}"><title>{tip}</title>'
            f'<rect x="{box.x - box.width / 2:.1f}" y="{box.y}" width="{box.width:.1f}" height="{_HEIGHT}" rx="7"/>'
            f'<text x="{box.x:.1f}" y="{box.y + (20 if beside else 28)}" text-anchor="middle">{escape(clip(visible(node.title), _WIDEST))}</text>'
            f'<text class="n" x="{box.x:.1f}" y="{box.y + 37}" text-anchor="middle">{beside}</text></g>'
        )


def _arrows(diagram: Diagram, boxes: dict[Key, Box]) -> Iterator[str]:
    level, backs = _levels(diagram), 0
    order = {node.id: at for at, node in enumerate(diagram.nodes)}
    for arrow in diagram.arrows:
        chain = [boxes[key] for key in _chain(arrow, level)]
        words = escape(visible(" / ".join(arrow.labels)))
        if chain[-1].y > chain[0].y:
            line, kind = _down(chain), ""
        elif chain[-1].y == chain[0].y:
            line, kind = _across(chain[0], chain[-1]), " back"
        else:
            backs += 1
            line, kind = _up(chain[0], chain[-1], boxes.values(), backs), " back"
        ends = f"o{order[arrow.source]} i{order[arrow.target]}"
        yield f'<path class="{ends}{kind}" d="{line}" marker-end="url(#tip)"><title>{words}</title></path>'


def _down(chain: list[Box]) -> str:
    """From the bottom of a box through the lanes of the rows between to the top of another."""
    here = chain[0]
    line = f"M{here.x:.1f} {here.y + _HEIGHT}"
    for after in chain[1:]:
        start, bend = here.y + _HEIGHT, (after.y - here.y - _HEIGHT) / 2
        line += f"C{here.x:.1f} {start + bend} {after.x:.1f} {after.y - bend} {after.x:.1f} {after.y}"
        line += f"V{after.y + _HEIGHT}" if after is not chain[-1] else ""
        here = after
    return line


def _across(source: Box, target: Box) -> str:
    """Below the boxes, to another one in the same row."""
    low = source.y + _HEIGHT
    return f"M{source.x:.1f} {low}C{source.x:.1f} {low + 36} {target.x:.1f} {low + 36} {target.x:.1f} {low}"


def _up(source: Box, target: Box, boxes: Iterable[Box], number: int) -> str:
    """Back up, outside of everything in the rows between."""
    passed = [box for box in boxes if target.y <= box.y <= source.y]
    side = -1 if number % 2 else 1
    edge = max(side * box.x + box.width / 2 for box in passed) + 14 + 4 * (number % 9)
    begin, end = source.x + side * source.width / 2, target.x + side * target.width / 2
    start, goal = source.y + _HEIGHT * 2 / 3, target.y + _HEIGHT / 3
    out = side * edge
    return (
        f"M{begin:.1f} {start:.1f}C{out:.1f} {start:.1f} {out:.1f} {start:.1f} {out:.1f} {start - 24:.1f}"
        f"V{goal + 24:.1f}C{out:.1f} {goal:.1f} {out:.1f} {goal:.1f} {end:.1f} {goal:.1f}"
    )
