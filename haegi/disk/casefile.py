"""Cases as files: the YAML a person writes, and the JSON that haegi exports."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path as File
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, ValidationError

from haegi.call.case import LAST_MOMENT, Case, Decision, PastCall, Quote
from haegi.call.engine import Event, Kind
from haegi.errors import Failure
from haegi.money.offer import from_json
from haegi.text.plain import escaped
from haegi.text.private import scrubbed

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
        "calls": [
            {"number": call.number, "events": [event._asdict() for event in call.events]} for call in calls
        ],
    }
    if decisions:  # without any the file stays one that an older haegi reads
        document["decisions"] = [each.to_json() for each in decisions]
    return (escaped(json.dumps(document, ensure_ascii=False, indent=1)) + "\n").encode("utf-8")


def imported(path: File, mask: Callable[[str], str] = str) -> tuple[Case, list[PastCall], list[Decision]]:
    """An exported case with its calls and decisions, every text in it masked. Raises Failure for a file that is none."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Failure("case.not-export", path=str(path))
        written = _Exported.model_validate_json(path.read_bytes())
        document = _Exported.model_validate(scrubbed(written.model_dump(mode="json"), mask))
        case = Case.from_json(document.case)
        decisions = [Decision.from_json(each) for each in document.decisions]
        calls = [
            PastCall(int(call["number"]), [_event(each) for each in call["events"]])
            for call in document.calls
        ]
    except OSError as error:
        raise Failure("file.unreadable", path=str(path), why=error.strerror or "") from None
    except (Failure, ValidationError, KeyError, TypeError, ValueError):
        raise Failure("case.not-export", path=str(path)) from None
    if document.haegi_case > FORMAT:
        raise Failure("case.not-export", path=str(path))
    return case, calls, decisions


class _EventData(BaseModel):
    """What the data of an event must be where it is there; anything else in it is a plain fact."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, StrictBool | StrictInt | str | None]

    worth: StrictInt | None = None
    wording: str | None = None
    said: str | None = None
    facts: dict[str, StrictBool | StrictInt | str] = Field(default_factory=dict)
    quote: dict[str, Any] | StrictBool | None = None
    offer: dict[str, Any] | StrictInt | None = None


class _EventRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: Kind
    at: StrictInt = Field(ge=0, le=LAST_MOMENT)
    value: str = ""
    text: str = ""
    data: dict[str, Any] = Field(default_factory=dict)


def _event(row: Any) -> Event:
    each = _EventRow.model_validate(row)
    data = _EventData.model_validate(each.data)
    if isinstance(data.quote, dict) or each.kind == "quote":
        Quote.from_json(each.data["quote"])
    if each.kind in ("heard", "offer") and each.data.get("offer"):
        from_json(each.data["offer"])
    return Event(each.kind, each.at, each.value, each.text, each.data)
