"""A playbook as Mermaid text, for pages that draw it."""

from __future__ import annotations

from collections.abc import Iterator

from haegi.authoring.diagram import Drawing, Node, marks
from haegi.text.terminal import visible

_STYLES = (
    "classDef unreachable stroke-dasharray:4 4,color:#777,stroke:#999",
    "classDef stuck stroke:#c00,stroke-width:2px",
    "classDef trap stroke:#c60",
    "classDef covered fill:#dff3df",
    "classDef uncovered fill:#fde9d0",
)


def mermaid(picture: Drawing) -> Iterator[str]:
    """The lines of a flow chart. Ids get a prefix, for some words mean something to Mermaid."""
    yield "flowchart TD"
    for node in picture.nodes:
        shape = ('["', '"]') if node.kind == "stage" else ('(["', '"])')
        words = "<br>".join(map(_plain, (node.title, *marks(node, picture.locale))))
        yield f"  {_id(node.id)}{shape[0]}{words}{shape[1]}"
    for arrow in picture.arrows:
        words = "<br>".join(map(_plain, arrow.labels))
        yield f'  {_id(arrow.source)} -->|"{words}"| {_id(arrow.target)}'
    yield from (f"  {style}" for style in _STYLES)
    for node in picture.nodes:
        yield from (f"  class {_id(node.id)} {name}" for name in _classes(node))


def _id(name: str) -> str:
    return f"s_{name.replace('-', '__')}" if name else "s"


def _plain(text: str) -> str:
    """Text that neither Mermaid nor the page takes for anything else."""
    return "".join(
        char if char.isalnum() or char in " .,!?%+:/'*()~-" else f"#{ord(char)};" for char in visible(text)
    )


def _classes(node: Node) -> Iterator[str]:
    if not node.reachable:
        yield "unreachable"
    if node.stuck:
        yield "stuck"
    if node.traps:
        yield "trap"
    if node.covered is not None:
        yield "covered" if node.covered > 0 else "uncovered"
