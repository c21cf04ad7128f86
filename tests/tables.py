"""One test for a table: every row is checked, and the failure lists each row that failed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest

#: So much of a row's name and of its failure is shown.
NAME, REASON = 60, 1_500

Test = Callable[..., None]
Names = Callable[[Any], str] | Iterable[str] | None


def each_row(names: str | tuple[str, ...], rows: Iterable[Any], ids: Names = None) -> Callable[[Test], Test]:
    """Used as `pytest.mark.parametrize` is, but the rows make one test. Fixtures are shared by the rows, so a test
    that writes to its home or patches something keeps `parametrize`. Tables can be stacked."""
    columns = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    values = [row if isinstance(names, tuple) or len(columns) > 1 else (row,) for row in rows]
    labels = _labels(values, ids)
    assert values, f"the table of {columns} has no rows"

    def decorate(test: Test) -> Test:
        @wraps(test)
        def run(**fixtures: Any) -> None:
            failures = []
            for label, row in zip(labels, values, strict=True):
                try:
                    test(**fixtures, **dict(zip(columns, row, strict=True)))
                except (Exception, pytest.fail.Exception) as error:
                    failures.append((label, error))
            if failures:
                reasons = [f"{label}: {_reason(error)}" for label, error in failures]
                raise AssertionError(
                    f"{len(failures)} of {len(values)} rows\n" + "\n".join(reasons)
                ) from failures[0][1]

        signature = inspect.signature(test)
        kept = [each for each in signature.parameters.values() if each.name not in columns]
        run.__signature__ = signature.replace(parameters=kept)
        return run

    return decorate


def _labels(values: list[Any], ids: Names) -> list[str]:
    if callable(ids):
        named: list[str] = [" ".join(str(ids(value)) for value in row) for row in values]
    else:
        named = list(ids) if ids else [" ".join(map(str, row)) for row in values]
    return [f"[{number}] {' '.join(name.split())[:NAME]}" for number, name in enumerate(named)]


def _reason(error: BaseException) -> str:
    text = str(error) if isinstance(error, AssertionError) else f"{type(error).__name__}: {error}"
    return text[:REASON] or "assertion failed"
