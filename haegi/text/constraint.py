"""What a file has to keep to, declared where the value is, and read by pydantic only once a file is read.

Values are frozen dataclasses of the standard library. Nothing here imports pydantic: whoever rings first should not wait for a
library that reads files.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

#: As `__pydantic_config__` of what a file holds, and so of all that is inside: keys that are not known are faults.
CLOSED: dict[str, Any] = {"extra": "forbid"}


class Constraint:
    """Limits by the names that pydantic's core schemas have for them, and a hook that spells short forms out before."""

    def __init__(self, before: Callable[[Any], Any] | None = None, **limits: Any) -> None:
        self.before = before
        self.limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        schema = limited = handler(source)
        while "schema" in limited:
            limited = limited["schema"]
        limited.update(self.limits)
        return _after(self.before, schema) if self.before else schema


def spelt_out(before: Callable[[Any], Any]) -> Callable[[Any, Callable[[Any], Any]], Any]:
    """As `__get_pydantic_core_schema__` of a class: what a file may write shorter is spelt out by `before`."""

    def schema_of(source: Any, handler: Callable[[Any], Any]) -> Any:
        schema = handler(source)
        ref = schema.pop("ref")  # where the class is named again, pydantic takes the schema that has it
        return {**_after(before, schema), "ref": ref}

    return schema_of


def _after(before: Callable[[Any], Any], schema: Any) -> dict[str, Any]:
    """A core schema that reads what `before` makes of a value."""
    return {"type": "function-before", "function": {"type": "no-info", "function": before}, "schema": schema}


StrictInt = Annotated[int, Constraint(strict=True)]
StrictBool = Annotated[bool, Constraint(strict=True)]
