"""Labelled files as they are written. What is wrong in one is a ValueError: `file:line: what is wrong`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from haegi.errors import Failure
from haegi.offers.offer import from_json

STYLES = ("spoken", "asr", "note", "typed")
SIDES = ("agent", "caller")


class Row(NamedTuple):
    """A row of a table, and its line in the file."""

    line: int
    columns: list[str]


def fault(path: Path, line: int, what: str) -> ValueError:
    return ValueError(f"{path}:{line}: {what}")


def text_of(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise fault(path, raw.count(b"\n", 0, error.start) + 1, "this is not UTF-8") from None


def table(path: Path, *heads: str) -> Iterator[Row]:
    """The rows of a table of these columns, the last or the first of which is the text."""
    lines = text_of(path).removesuffix("\n").split("\n")
    if lines[0].split("\t") != list(heads):
        raise fault(path, 1, f"the first line has to name the columns: {', '.join(heads)}")
    for number, line in enumerate(lines[1:], 2):
        columns = line.split("\t")
        if len(columns) != len(heads):
            raise fault(path, number, f"{len(heads)} columns are wanted, here are {len(columns)}")
        if not columns[heads.index("text")].strip():
            raise fault(path, number, "there is no text")
        yield Row(number, columns)


def offer_in(written: str) -> Mapping[str, Any]:
    """An offer from its JSON. Raises ValueError with what is wrong."""
    try:
        return checked(json.loads(written))
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("this is no JSON") from None


def checked(offer: Any) -> Mapping[str, Any]:
    """An offer of the form that labels have. Raises ValueError with what is wrong."""
    try:
        from_json(offer)
    except (Failure, ValueError) as failure:
        raise ValueError(f"this is no offer: {failure}") from None
    for branch in (offer, *offer.get("or", [])):
        if set(branch) - {"terms", "commit_months", "or"} or "commit_months" not in branch:
            raise ValueError("an offer has `terms`, `commit_months` and perhaps `or`")
    found: Mapping[str, Any] = offer
    return found


def call_in(path: Path, moves: Callable[[str], Mapping[str, frozenset[str]]]) -> Mapping[str, Any]:
    """A whole call; `moves` gives those of each side of a playbook, or raises KeyError where there is no such playbook."""
    text = text_of(path)
    try:
        call = yaml.load(text, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise fault(path, mark.line + 1 if mark else 1, getattr(error, "problem", None) or "this is no YAML") from None
    what = _wrong_in_head(call, moves)
    if what:
        raise fault(path, 1, what)
    known = moves(call["playbook"])
    for number, turn in enumerate(call["turns"]):
        what = _wrong_in(turn, known)
        if what:
            raise fault(path, _line_of(text, number), what)
    found: Mapping[str, Any] = call
    return found


def _wrong_in_head(call: Any, moves: Callable[[str], Mapping[str, frozenset[str]]]) -> str:
    if not isinstance(call, dict) or not isinstance(call.get("turns"), list):
        return "a call has `playbook`, `opening` and a list of `turns`"
    if not isinstance(call.get("opening"), str) or not isinstance(call.get("case", {}), dict):
        return "`opening` is a word, and `case` holds what is known"
    try:
        moves(call.get("playbook", ""))
    except (KeyError, TypeError):
        return "there is no such playbook"
    return ""


def _wrong_in(turn: Any, known: Mapping[str, frozenset[str]]) -> str:
    """What is wrong in a turn; empty where it is sound."""
    sides = [side for side in SIDES if isinstance(turn, dict) and side in turn]
    if len(sides) != 1 or not isinstance(turn[sides[0]], str):
        return "a turn is what the `agent` or the `caller` says"
    if not isinstance(turn.get("typed") or "", str):
        return "`typed` is a text"
    if not isinstance(turn.get("moves"), list):
        return "`moves` is a list"
    unknown = [move for move in turn["moves"] if not isinstance(move, str) or move not in known[sides[0]]]
    if unknown:
        return f"the {sides[0]} has no move {unknown[0]}"
    return _wrong_in_offer(turn.get("offer"))


def _wrong_in_offer(offer: Any) -> str:
    try:
        if offer is not None:
            checked(offer)
        return ""
    except ValueError as error:
        return str(error)


def _line_of(text: str, number: int) -> int:
    """The line of a turn."""
    root = yaml.compose(text, yaml.CSafeLoader)
    turns: Sequence[Any] = next(value.value for key, value in root.value if key.value == "turns")
    line: int = turns[number].start_mark.line
    return line + 1
