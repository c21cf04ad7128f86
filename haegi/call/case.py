"""The matter over several calls: what is known, the quotes, and what the calls left behind.

Sums are integers of the currency's minor unit: won, or US cents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal, NamedTuple

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StrictBool,
    StrictInt,
    model_serializer,
)

from haegi.call.engine import Event, replay, standing
from haegi.playbook.guard import Value
from haegi.playbook.model import Playbook

Outcome = Literal["accepted", "deferred", "cancelled", "refused", "cut"]

#: Characters in the name of a case, and in a decision.
LONGEST_NAME = 80
LONGEST_DECISION = 1000
#: The last millisecond that has a date.
LAST_MOMENT = 253_402_300_799_999


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quote(_Closed):
    """What another provider really offered this customer. `amount` is the gift in money, where it was said."""

    provider: str = Field(min_length=1)
    product: str = ""
    gift: str = ""
    amount: StrictInt | None = Field(default=None, gt=0)
    fee: StrictInt | None = Field(default=None, ge=0)
    seen: date | None = None
    where: str = ""


class Case(_Closed):
    """What is known beside the calls. `slots` holds the answers to the playbook's questions by slot id."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    playbook: str
    currency: Literal["KRW", "USD"] = "KRW"
    horizon_months: StrictInt = Field(default=36, ge=1, le=120)
    slots: dict[str, StrictBool | StrictInt | str] = Field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()
    #: When the promises were said (UTC milliseconds) that are known to be kept.
    kept: tuple[StrictInt, ...] = ()

    @model_serializer(mode="wrap")
    def _written(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Without `kept` while there is none: an older haegi reads that."""
        written: dict[str, Any] = whole(self)
        return written if self.kept else {name: value for name, value in written.items() if name != "kept"}

    def sum(self, slot: str) -> int | None:
        """A sum among the slots (`fee`, `target`, `reservation`) in minor units; None where it is not known."""
        value = self.slots.get(slot)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


class Decision(_Closed):
    """What the person decided on: when (UTC milliseconds), in what words, when to look again, and what was compared then.

    `figures` is what the comparison came to: its best option, by how much, and the value of each.
    """

    at: StrictInt = Field(ge=0, le=LAST_MOMENT)
    text: str = Field(min_length=1, max_length=LONGEST_DECISION, pattern=r"\S")
    follow_up: date | None = None
    figures: dict[str, Any] = Field(default_factory=dict)


class Commitment(NamedTuple):
    """What was promised in a call: the words, by when, and when it was said (UTC milliseconds)."""

    text: str
    due: date | None
    at: int
    call: int
    kept: bool = False


class Round(NamedTuple):
    """One offer of the desk. `worth` is None where it can't be told, such as a percentage of an unknown fee."""

    call: int
    at: int
    move: str
    text: str
    offer: Mapping[str, Any]
    worth: int | None
    wording: str


class PastCall(NamedTuple):
    """One call of a case: its number, from 1, and its events as they were logged."""

    number: int
    events: Sequence[Event]

    @property
    def outcome(self) -> str:
        """How it ended; empty while it is open, or if the process that ran it died."""
        return next((e.value for e in reversed(self.events) if e.kind in ("end", "resume")), "")

    @property
    def ended(self) -> int | None:
        """When it ended (UTC milliseconds); None while it is open."""
        return next((e.at for e in reversed(self.events) if e.kind == "end"), None) if self.outcome else None

    @property
    def started(self) -> int:
        return self.events[0].at if self.events else 0


def best_quote(quotes: Sequence[Quote]) -> Quote | None:
    """The quote to cite: the one with the largest gift, the newest among equals."""
    return max(quotes, key=lambda quote: (quote.amount or 0, quote.seen or date.min), default=None)


def facts(
    playbook: Playbook, case: Case, number: int, past: Sequence[PastCall] = (), today: date | None = None
) -> dict[str, Value]:
    """What the case knows as a call begins, by the names that guards and lines use; promises are due by `today`.

    What the caller did in an earlier call stays true (a deferral); what the agent did was true in its call only. The
    best of the last call that had an offer stands until an offer is read in this one.
    """
    known: dict[str, Value] = {name: value for name, value in case.slots.items() if value != ""}
    known["call"] = number
    rounds = [each for call in past for each in offers(call)]
    if rounds:
        known["last_offer"] = rounds[-1].wording or rounds[-1].text
        worths = [each.worth for each in rounds if each.call == rounds[-1].call and each.worth is not None]
        known |= {"offer": max(worths)} if worths else {}
    carried = {mark for move in playbook.moves.caller.values() for mark in move.marks}
    for call in past:
        ended = replay(playbook, call.events).facts
        known |= {mark: True for mark in carried if ended.get(mark)}
    for promise in due(case, past, today)[:1] if today else ():
        known |= {"promise": promise.text, "promise_by": str(promise.due)}
    return known | quote_facts(best_quote([*case.quotes, *quoted(past)]))


def quote_facts(quote: Quote | None) -> dict[str, Value]:
    """The facts a quote brings."""
    if quote is None:
        return {}
    parts: dict[str, Value | None] = {
        "quote": True,
        "quote_provider": quote.provider,
        "quote_product": quote.product or None,
        "quote_amount": quote.gift or quote.amount,
        "quote_fee": quote.fee,
        "quote_date": quote.seen.isoformat() if quote.seen else None,
    }
    return {name: value for name, value in parts.items() if value is not None}


def quoted(past: Sequence[PastCall]) -> Iterator[Quote]:
    """The quotes that were recorded during calls."""
    for call in past:
        for event in standing(call.events):
            if event.kind == "quote":
                yield Quote.model_validate(event.data["quote"])


def offers(call: PastCall) -> list[Round]:
    """The offers that were read in a call, in order."""
    return [
        Round(call.number, event.at, event.value, event.text, event.data["offer"],
              event.data.get("worth"), event.data.get("wording", ""))
        for event in standing(call.events)
        if event.kind in ("heard", "offer") and event.data.get("offer")
    ]  # fmt: skip


def commitments(call: PastCall) -> list[Commitment]:
    """What was promised in a call."""
    return [
        Commitment(event.text, _date(event.value), event.at, call.number)
        for event in standing(call.events)
        if event.kind == "promise"
    ]


def promises(case: Case, past: Sequence[PastCall]) -> list[Commitment]:
    """Every promise of the case, in order; `kept` where that is known."""
    return [each._replace(kept=each.at in case.kept) for call in past for each in commitments(call)]


def due(case: Case, past: Sequence[PastCall], today: date) -> list[Commitment]:
    """The promises whose day has come and that are not known to be kept, the longest overdue first."""
    waiting = [(each.due, each) for each in promises(case, past) if each.due and not each.kept]
    return [each for day, each in sorted(waiting, key=lambda pair: pair[0]) if day <= today]


def follow_up(past: Sequence[PastCall]) -> date | None:
    """When to be on the phone again: the date of the last deferral, if the last call was deferred."""
    ends = (e for call in reversed(past) for e in reversed(standing(call.events)) if e.kind == "end")
    last = next(ends, None)
    return _date(last.text) if last and last.value == "deferred" else None


def next_day(past: Sequence[PastCall], decisions: Sequence[Decision], today: date) -> date | None:
    """When the matter is due: the sooner of the deferral's day and the last decision's that is still to come.

    Where both have passed it is the later one: nobody has looked since.
    """
    decided = decisions[-1].follow_up if decisions else None
    days = [day for day in (follow_up(past), decided) if day]
    return min((day for day in days if day >= today), default=max(days, default=None))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def moment(at: int) -> datetime:
    """A stamp as a moment in UTC."""
    return datetime.fromtimestamp(at / 1000, UTC)
