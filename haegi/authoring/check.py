"""Everything a playbook is checked for: one function per rule, each from a playbook to findings.

Families: F flow and G negotiation (`rules_ways`), N names and L speech (`rules_texts`). What would stop a
call altogether is told on reading (`haegi.playbook.references`); the form of the file and its YAML before
that (`haegi.files`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from haegi.authoring import rules_texts, rules_ways
from haegi.errors import Finding, Path
from haegi.playbook.graph import Graph
from haegi.playbook.model import Playbook

#: No more findings of one rule than this: after so many of a kind, the next ones teach nothing.
MOST = 100


def check(
    playbook: Playbook, included: Iterable[tuple[Path, frozenset[Path]]] = (), *, whole: bool = True
) -> Iterator[Finding]:
    """All findings. Where the playbook is not `whole`, only what can be judged line by line."""
    found = [rule(playbook) for rule in rules_texts.LINE_RULES]
    if whole:
        graph = Graph(playbook)
        found += [rule(graph) for rule in rules_ways.RULES]
        found += [rule(playbook) for rule in rules_texts.RULES]
        found.append(rules_texts.unused_includes(playbook, included))
    for findings in found:
        yield from islice(findings, MOST)
