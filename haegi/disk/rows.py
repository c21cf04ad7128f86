"""Events from outside, checked at the door: out of a file that somebody may have written, or a store that may be damaged."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from haegi.call.case import LAST_MOMENT, Outcome, Quote
from haegi.call.engine import Event, Kind

_KINDS: dict[object, Kind] = {kind: kind for kind in get_args(Kind)}
_OUTCOMES = frozenset(get_args(Outcome))


class _EventData(BaseModel):
    """What the data of an event must be where it is there; anything else in it is a plain fact."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, StrictBool | StrictInt | str | None]

    worth: StrictInt | None = None
    wording: str | None = None
    said: str | None = None
    facts: dict[str, StrictBool | StrictInt | str] = Field(default_factory=dict)
    quote: Quote | StrictBool | None = None
    offer: dict[str, Any] | StrictInt | None = None


def event(kind: object, at: object, value: object, text: object, data: object) -> Event:
    """An event of these parts. Raises ValueError where it could be none."""
    known = _KINDS.get(kind) if isinstance(kind, str) else None
    if known is None or not (isinstance(value, str) and isinstance(text, str) and isinstance(data, dict)):
        raise ValueError("no event")
    if not isinstance(at, int) or isinstance(at, bool) or not 0 <= at <= LAST_MOMENT:
        raise ValueError("no moment")
    if known == "end" and value not in _OUTCOMES:
        raise ValueError("no outcome")
    if data or known == "quote":
        _check(known, data)
    return Event(known, at, value, text, data)


def _check(kind: Kind, data: dict[str, Any]) -> None:
    known = _EventData.model_validate(data)
    if kind == "quote" and not isinstance(known.quote, Quote):
        raise ValueError("a quote without its quote")
    if kind in ("heard", "offer") and data.get("offer"):
        from haegi.money.offer import from_json  # loads slowly, and most events have none

        from_json(data["offer"])
