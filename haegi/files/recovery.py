"""Going on after the first fault: data that does not fit its model, mended until it does.

A misspelt key is read as the key that was meant, an unknown one is left out, a missing text gets a stand-in, and a value
of the wrong form is dropped. So that every fault of a file is found in one run, and none that only follows from
another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from haegi.errors import Finding, Path
from haegi.files.schema_errors import findings
from haegi.files.source_map import Atlas, Marks

M = TypeVar("M")

_ROUNDS = 8
_HOPELESS = 40  # with this many faults of form at once, nothing more is guessed
_STAND_INS: dict[str, Any] = {
    "haegi": 1, "id": "unnamed", "language": "ko", "outcome": "cut",
    "title": {"en": "?"}, "aim": {"en": "?"}, "label": {"en": "?"}, "ask": {"en": "?"},
}  # fmt: skip


@dataclass(slots=True)
class Shaped(Generic[M]):
    """The model, None where the data was past mending, and what was wrong. `whole`: nothing had to be dropped."""

    model: M | None
    findings: list[Finding]
    whole: bool = True


_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def fitted(data: Any, model: type[M]) -> M:
    """Data as a value. Raises pydantic's ValidationError with every complaint."""
    value: M = _adapter(model).validate_python(data)
    return value


def shaped(data: Any, model: type[M], atlas: Atlas, doubtful: Collection[Path] = ()) -> Shaped[M]:
    """Fit data to a model, mending it in place. Faults below a `doubtful` path only follow from one told already."""
    result: Shaped[M] = Shaped(None, [])
    told = list(doubtful)
    for _ in range(_ROUNDS):
        try:
            result.model = fitted(data, model)
            return result
        except ValidationError as error:
            found = findings(error, model)
        meant = {(*each.path[:-1], str(each.params["near"])) for each in found if each.code == "S001"}
        found = [each for each in found if each.code != "S002" or each.path not in meant]
        result.findings += [each for each in found if not _follows(each.path, told)]
        mended = [_mended(data, each, atlas, result, told) for each in found[:_HOPELESS]]
        if len(found) > _HOPELESS or not all(mended):
            break
    result.whole = False
    return result


def _follows(path: Path, told: list[Path]) -> bool:
    """Whether a fault lies at, in or around something that was told or dropped already."""
    return any(path[: len(each)] == each[: len(path)] for each in told)


def _mended(data: Any, finding: Finding, atlas: Atlas, result: Shaped[M], told: list[Path]) -> bool:
    """Mend one fault; False where nothing can be done about it."""
    if finding.code in ("S001", "S002"):
        holder, path = _walk(data, finding.path[:-1])
        key = str(finding.path[-1])
        if not isinstance(holder, dict):
            return False
        if finding.code == "S002":
            return _stand_in(holder, key, path, told)
        return key in holder and _rename(
            holder, key, str(finding.params["near"]), path, atlas.marks((*path, key))
        )
    _, path = _walk(data, finding.path)
    result.whole = False
    told.append(path)
    return _drop(data, path)


def _walk(data: Any, path: Path) -> tuple[Any, Path]:
    """What a path leads to, and the steps that were taken: the model has some that the YAML writes shorter."""
    here = data
    taken: Path = ()
    for step in path:
        held = _held(here)
        if step in held:
            here, taken = held[step], (*taken, step)
    return here, taken


def _held(here: Any) -> dict[Any, Any]:
    if isinstance(here, list):
        return dict(enumerate(here))
    return here if isinstance(here, dict) else {}


def _stand_in(holder: dict[str, Any], key: str, path: Path, told: list[Path]) -> bool:
    if key not in _STAND_INS:
        return False
    holder[key] = _STAND_INS[key]
    told.append((*path, key))
    return True


def _rename(here: dict[str, Any], key: str, near: str, path: Path, marks: Marks) -> bool:
    value = here.pop(key)
    if not near or near in here:
        return True
    here[near] = value
    depth = len(path) + 1
    for table in (marks.values, marks.keys):
        moved = {place: spot for place, spot in table.items() if place[:depth] == (*path, key)}
        table.update({(*path, near, *place[depth:]): spot for place, spot in moved.items()})
    return True


def _drop(data: Any, path: Path) -> bool:
    """Take a value out. What stands in a list stays: the places of what follows it depend on it."""
    holder, _ = _walk(data, path[:-1])
    return bool(path) and isinstance(holder, dict) and holder.pop(path[-1], _STAND_INS) is not _STAND_INS
