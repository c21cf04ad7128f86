"""Cases as files: the YAML a person writes, and the JSON that haegi exports."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Annotated, Any

from pydantic_core import from_json

from haegi.call.case import Case, Decision, PastCall, moment, quoted
from haegi.call.engine import Event
from haegi.errors import Failure
from haegi.files.recovery import fitted
from haegi.offers import offer
from haegi.storage.event_log import LONGEST_CASE, checked_event
from haegi.text.constraint import CLOSED, Constraint, StrictBool, StrictInt
from haegi.text.pii import scrubbed
from haegi.text.terminal import escaped

FORMAT = 1
MAX_BYTES = 50_000_000
_LARGEST = 1 << 63


@dataclass(frozen=True, kw_only=True)
class QuoteText:
    """A quote as a person writes it into a file: sums may be words."""

    provider: Annotated[str, Constraint(min_length=1)]
    product: str = ""
    gift: str = ""
    amount: StrictInt | str | None = None
    fee: StrictInt | str | None = None
    seen: str = ""
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseText:
    """A case as a person writes it: `slots` by the playbook's slot ids, sums and dates as one says them."""

    __pydantic_config__ = CLOSED

    name: str = ""
    playbook: str = ""
    horizon_months: Annotated[StrictInt, Constraint(ge=1, le=120)] = 36
    slots: dict[str, StrictBool | StrictInt | str] = field(default_factory=dict)
    quotes: tuple[QuoteText, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Exported:
    __pydantic_config__ = CLOSED

    haegi_case: int
    case: dict[str, Any]
    calls: list[dict[str, Any]]
    decisions: list[dict[str, Any]] = field(default_factory=list)


def exported(case: Case, calls: Sequence[PastCall], decisions: Sequence[Decision] = ()) -> bytes:
    """A case with all its calls and decisions as readable JSON; `imported` gives it back."""
    document: dict[str, Any] = {
        "haegi_case": FORMAT,
        "case": case.to_json(),
        "calls": [{"number": call.number, "events": [_row(event) for event in call.events]} for call in calls],
    }
    if decisions:  # without any the file stays one that an older haegi reads
        document["decisions"] = [decision.to_json() for decision in decisions]
    return (escaped(json.dumps(document, ensure_ascii=False, indent=1)) + "\n").encode("utf-8")


def imported(path: File, mask: Callable[[str], str] = str) -> tuple[Case, list[PastCall], list[Decision]]:
    """An exported case with its calls and decisions, every text in it masked. Raises Failure for a file that is none."""
    try:
        raw = from_json(_begun(path))
        _check_sizes(raw)
        document = fitted(scrubbed(raw, mask), _Exported)
        case = Case.from_json(document.case)
        decisions = [Decision.from_json(decision) for decision in document.decisions]
        calls = [_call(row) for row in document.calls]
        for quote in (*case.quotes, *quoted(calls)):
            if quote.read is not None:
                offer.from_json(quote.read)
    except OSError as error:
        raise Failure("file.unreadable", path=str(path), why=error.strerror or "") from None
    except (Failure, KeyError, TypeError, ValueError):
        raise Failure("case.not-export", path=str(path)) from None
    if document.haegi_case > FORMAT:
        raise Failure("case.not-export", path=str(path))
    return case, calls, decisions


def _begun(path: File) -> bytes:
    """The bytes of a file, one more than an export may have at the most: a device has no size and no end."""
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise Failure("case.not-export", path=str(path))
    return raw


def _check_sizes(value: Any) -> None:
    """Raise ValueError for numbers that no store takes."""
    if isinstance(value, int | float) and not abs(value) < _LARGEST:  # nor what is no number
        raise ValueError("number")
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _check_sizes(each)


def _call(row: Mapping[str, Any]) -> PastCall:
    number = row["number"]
    if type(number) is not int or not 1 <= number < LONGEST_CASE:
        raise ValueError("number")
    return PastCall(number, [_event(each) for each in row["events"]])


@dataclass(frozen=True, kw_only=True)
class _EventRow:
    """An event in an export. `when` repeats `at` for people."""

    __pydantic_config__ = CLOSED

    kind: str
    at: StrictInt
    when: str = ""
    value: str = ""
    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def _event(row: Any) -> Event:
    each = fitted(row, _EventRow)
    return checked_event(each.kind, each.at, each.value, each.text, each.data)


def _row(event: Event) -> dict[str, Any]:
    when = moment(event.at).isoformat(timespec="milliseconds")
    return {"when": when, **event._asdict(), "data": dict(event.data)}
