"""Cases as files: the YAML a person writes, and the JSON that haegi exports."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path as File
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, ValidationError

from haegi.call.case import Case, Decision, PastCall, moment
from haegi.call.engine import Event
from haegi.errors import Failure
from haegi.storage.event_log import checked_event
from haegi.text.pii import scrubbed
from haegi.text.terminal import escaped

FORMAT = 1
MAX_BYTES = 50_000_000


class QuoteText(BaseModel):
    """A quote as a person writes it into a file: sums may be words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provider: str = Field(min_length=1)
    product: str = ""
    gift: str = ""
    amount: StrictInt | str | None = None
    fee: StrictInt | str | None = None
    seen: str = ""
    where: str = ""


class CaseText(BaseModel):
    """A case as a person writes it: `slots` by the playbook's slot ids, sums and dates as one says them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = ""
    playbook: str = ""
    horizon_months: StrictInt = Field(default=36, ge=1, le=120)
    slots: dict[str, StrictBool | StrictInt | str] = Field(default_factory=dict)
    quotes: tuple[QuoteText, ...] = ()


class _Exported(BaseModel):
    model_config = ConfigDict(extra="forbid")

    haegi_case: int
    case: dict[str, Any]
    calls: list[dict[str, Any]]
    decisions: list[dict[str, Any]] = Field(default_factory=list)


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
        written = _Exported.model_validate_json(_begun(path))
        document = _Exported.model_validate(scrubbed(written.model_dump(mode="json"), mask))
        case = Case.from_json(document.case)
        decisions = [Decision.from_json(decision) for decision in document.decisions]
        calls = [PastCall(int(call["number"]), [_event(row) for row in call["events"]]) for call in document.calls]
    except OSError as error:
        raise Failure("file.unreadable", path=str(path), why=error.strerror or "") from None
    except (Failure, ValidationError, KeyError, TypeError, ValueError):
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


class _EventRow(BaseModel):
    """An event in an export. `when` repeats `at` for people."""

    model_config = ConfigDict(extra="forbid")

    kind: str
    at: StrictInt
    when: str = ""
    value: str = ""
    text: str = ""
    data: dict[str, Any] = Field(default_factory=dict)


def _event(row: Any) -> Event:
    fields = _EventRow.model_validate(row)
    return checked_event(fields.kind, fields.at, fields.value, fields.text, fields.data)


def _row(event: Event) -> dict[str, Any]:
    when = moment(event.at).isoformat(timespec="milliseconds")
    return {"when": when, **event._asdict(), "data": dict(event.data)}
