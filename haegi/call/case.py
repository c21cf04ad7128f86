"""The matter over several calls: what is known, the quotes, and what the calls left behind.

Sums are integers of the currency's minor unit: won, or US cents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Literal, NamedTuple, Self

from haegi.call.engine import REVALUED, Event, replay, standing
from haegi.playbook.guard import Value
from haegi.playbook.model import Playbook

Outcome = Literal["accepted", "deferred", "cancelled", "refused", "cut"]

#: Characters in the name of a case, and in a decision.
LONGEST_NAME = 80
#: Months over which a case may count.
LONGEST_HORIZON = 120
LONGEST_DECISION = 1000
#: The last millisecond that has a date.
LAST_MOMENT = 253_402_300_799_999


@dataclass(frozen=True, kw_only=True)
class Quote:
    """What another provider really offered this customer. `amount` is the gift in money, where it was said.

    `read` is the gift as an offer, read when the quote was noted: words are read slowly, and a call begins with advice.
    """

    provider: str
    product: str = ""
    gift: str = ""
    amount: int | None = None
    fee: int | None = None
    seen: date | None = None
    where: str = ""
    read: Mapping[str, Any] | None = None

    def __hash__(self) -> int:
        return hash((self.provider, self.product, self.gift, self.fee, self.seen))

    def __post_init__(self) -> None:
        texts = (self.provider, self.product, self.gift, self.where)
        sums = (self.amount, 1), (self.fee, 0)
        if not (
            all(isinstance(text, str) for text in texts)
            and self.provider
            and all(value is None or _whole(value, least) for value, least in sums)
            and (self.seen is None or isinstance(self.seen, date))
            and (self.read is None or isinstance(self.read, Mapping))
        ):
            raise ValueError("quote")

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "seen": self.seen.isoformat() if self.seen else None}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """A quote as `to_json` wrote it. Raises ValueError or TypeError for anything else."""
        return cls(**{**data, "seen": _day_in(data, "seen")})


def _day_in(data: Mapping[str, Any], name: str) -> date | None:
    day = data.get(name)
    return None if day is None else date.fromisoformat(day)


def _whole(value: object, least: int, most: int | None = None) -> bool:
    return type(value) is int and value >= least and (most is None or value <= most)


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is known beside the calls. `slots` holds the answers to the playbook's questions by slot id."""

    name: str
    playbook: str
    currency: Literal["KRW", "USD"] = "KRW"
    horizon_months: int = 36
    slots: Mapping[str, Value] = field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()
    #: When the promises were said (UTC milliseconds) that are known to be kept.
    kept: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not (
            isinstance(self.name, str)
            and 0 < len(self.name) <= LONGEST_NAME
            and isinstance(self.playbook, str)
            and self.currency in ("KRW", "USD")
            and _whole(self.horizon_months, 1, LONGEST_HORIZON)
            and isinstance(self.slots, Mapping)
            and all(isinstance(slot, str) and isinstance(value, bool | int | str) for slot, value in self.slots.items())
            and all(_whole(stamp, 0, LAST_MOMENT) for stamp in self.kept)
        ):
            raise ValueError("case")

    def to_json(self) -> dict[str, Any]:
        written = {**vars(self), "slots": dict(self.slots), "quotes": [quote.to_json() for quote in self.quotes]}
        written["kept"] = list(self.kept)
        if not self.kept:  # without any it stays one that an older haegi reads
            del written["kept"]
        return written

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """A case as `to_json` wrote it. Raises ValueError or TypeError for anything else."""
        quotes = tuple(Quote.from_json(quote) for quote in data.get("quotes", ()))
        return cls(**{**data, "quotes": quotes, "kept": tuple(data.get("kept", ()))})

    def sum(self, slot: str) -> int | None:
        """A sum among the slots (`fee`, `target`, `reservation`) in minor units; None where it is not known."""
        value = self.slots.get(slot)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


def brought_up(stands: Case, before: Case, after: Case) -> Case:
    """The case as it stands by now with what was changed of it between `before` and `after`, and nothing else."""
    removed = before.slots.keys() - after.slots.keys()
    slots = {name: value for name, value in stands.slots.items() if name not in removed}
    slots |= {name: value for name, value in after.slots.items() if name not in before.slots or before.slots[name] != value}
    kept = (*(at for at in stands.kept if at in after.kept or at not in before.kept), *(set(after.kept) - {*before.kept}))
    horizon = after.horizon_months if after.horizon_months != before.horizon_months else stands.horizon_months
    quotes = (*(each for each in stands.quotes if each in after.quotes or each not in before.quotes),
              *(each for each in after.quotes if each not in before.quotes))  # fmt: skip
    return replace(stands, slots=slots, quotes=quotes, kept=tuple(sorted({*kept})), horizon_months=horizon)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the person decided on: when (UTC milliseconds), in what words, when to look again, and what was compared then.

    `figures` is what the comparison came to: its best option, by how much, and the value of each.
    """

    at: int
    text: str
    follow_up: date | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (
            _whole(self.at, 0, LAST_MOMENT)
            and isinstance(self.text, str)
            and self.text.strip()
            and len(self.text) <= LONGEST_DECISION
            and (self.follow_up is None or isinstance(self.follow_up, date))
            and isinstance(self.figures, Mapping)
        ):
            raise ValueError("decision")

    def to_json(self) -> dict[str, Any]:
        day = self.follow_up.isoformat() if self.follow_up else None
        return {**vars(self), "follow_up": day, "figures": dict(self.figures)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """A decision as `to_json` wrote it. Raises ValueError or TypeError for anything else."""
        return cls(**{**data, "follow_up": _day_in(data, "follow_up")})


class Commitment(NamedTuple):
    """What was promised in a call: the words, by when, when it was said (UTC milliseconds), and who by, where known."""

    text: str
    due: date | None
    at: int
    call: int
    kept: bool = False
    who: str = ""


class Round(NamedTuple):
    """One offer of the desk. `worth` is None where it can't be told, such as a percentage of an unknown fee.

    `said` is the wording in the language of the call, where `wording` is in another.
    """

    call: int
    at: int
    move: str
    text: str
    offer: Mapping[str, Any]
    worth: int | None
    wording: str
    said: str = ""

    @property
    def conditional(self) -> bool:
        """Whether something must be done or paid for it, which its worth does not count."""
        return bool(self.offer.get("conditions"))


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

    A day that was to come and has passed by `today` is no longer known: nobody can promise to pay on it.

    What the caller did in an earlier call stays true (a deferral); what the agent did was true in its call only. The
    best of the last call that had an offer stands until an offer is read in this one.
    """
    gone = {name for name, slot in playbook.slots.items() if today and slot.ahead and _is_past(case.slots.get(name), today)}
    known: dict[str, Value] = {name: value for name, value in case.slots.items() if value != "" and name not in gone}
    known["call"] = number
    if today:
        known["today"] = today.isoformat()
    rounds = [each for call in past for each in offers(call)]
    if rounds:
        known["last_offer"] = rounds[-1].said or rounds[-1].wording or rounds[-1].text
        worths = [each.worth for each in rounds if each.call == rounds[-1].call and each.worth is not None]
        known |= {"offer": max(worths)} if worths else {}
    carried = {mark for move in playbook.moves.caller.values() for mark in move.marks}
    for call in past:
        ended = replay(playbook, call.events).facts
        known |= {mark: True for mark in carried if ended.get(mark)}
    for promise in due(case, past, today)[:1] if today else ():
        known |= {"promise": promise.text, "promise_by": str(promise.due)}
    return known | quote_facts(best_quote([*case.quotes, *quoted(past)]))


def _is_past(value: Value | None, today: date) -> bool:
    day = _date(value) if isinstance(value, str) else None
    return day is not None and day < today


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
                yield Quote.from_json(event.data["quote"])


def offers(call: PastCall) -> list[Round]:
    """The offers that were read in a call, in order, valued by what is known by now."""
    events = standing(call.events)
    revalued = {at: worth for event in events for at, worth in event.data.get(REVALUED, {}).items()}
    return [
        Round(call.number, event.at, event.value, event.text, event.data["offer"],
              revalued.get(str(event.at), event.data.get("worth")), event.data.get("wording", ""), event.data.get("said", ""))
        for event in events
        if event.kind in ("heard", "offer") and event.data.get("offer")
    ]  # fmt: skip


def agreed(past: Sequence[PastCall]) -> Round | None:
    """The offer that was agreed to: the last one of the case, where the last call ended so."""
    rounds = [offer for call in past for offer in offers(call)]
    return rounds[-1] if rounds and past[-1].outcome == "accepted" else None


def commitments(call: PastCall) -> list[Commitment]:
    """What was promised in a call."""
    return [
        Commitment(event.text, _date(event.value), event.at, call.number, who=str(event.data.get("who") or ""))
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
