"""Events from outside, checked at the door: out of a file that somebody may have written, or a store that may be damaged."""

from __future__ import annotations

from types import NoneType
from typing import Any, get_args

from haegi.call.case import LAST_MOMENT, Outcome, Quote
from haegi.call.engine import Event, Kind
from haegi.errors import Failure

_KINDS: dict[object, Kind] = {kind: kind for kind in get_args(Kind)}
#: What may be more than a plain fact.
_KEPT_WHOLE = {"quote": (dict, bool, NoneType), "offer": (dict, int, NoneType)}
_OUTCOMES = frozenset(get_args(Outcome))


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
    """What the data of an event must be where it is there; anything else in it is a plain fact."""
    if not all(_takes(key, value) for key, value in data.items()):
        raise ValueError("odd data")
    if kind == "quote" or isinstance(data.get("quote"), dict):
        Quote.from_json(data["quote"])
    if kind in ("heard", "offer") and data.get("offer"):
        from haegi.offers.offer import from_json  # loads slowly, and most events have none

        try:
            from_json(data["offer"])
        except Failure as error:
            raise ValueError("no offer") from error


def _takes(key: str, value: object) -> bool:
    if key == "facts":
        return isinstance(value, dict) and all(isinstance(each, bool | int | str) for each in value.values())
    if key == "worth":
        return value is None or (isinstance(value, int) and not isinstance(value, bool))
    if key in ("wording", "said"):
        return value is None or isinstance(value, str)
    return isinstance(value, _KEPT_WHOLE.get(key, (bool, int, str, NoneType)))
