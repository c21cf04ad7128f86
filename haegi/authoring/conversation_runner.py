"""Plays a conversation against its playbook: what was expected and did not come, and what was passed through.

A conversation stops at its first step that fails, because what follows would fail for the same reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from haegi.authoring.conversation import (
    ASKS,
    Conversation,
    Dialogue,
    OneCall,
    Step,
    currency,
    known_quote,
    known_slots,
    read_value,
)
from haegi.authoring.coverage import Trace
from haegi.call.call import Call, MemoryLog
from haegi.call.case import Case, PastCall, facts, quote_facts
from haegi.call.cue import Cue, Sentence, cue
from haegi.call.engine import Event, Kind
from haegi.errors import Finding, Path
from haegi.money.money import Money
from haegi.nlu.offer_reader import offer_in
from haegi.offers.offer import write
from haegi.offers.valuation import valuation
from haegi.playbook.guard import Condition
from haegi.playbook.model import Playbook

#: Stamps in the calls that are played: a second from event to event.
TICK = 1000


class Mismatch(NamedTuple):
    """An expectation that was not met: its code and what fills the sentence."""

    code: str
    params: dict[str, object]


class Played(NamedTuple):
    """How one conversation went."""

    findings: tuple[Finding, ...]
    trace: Trace


def play(playbook: Playbook, dialogue: Dialogue, number: int) -> Played:
    """Play the conversation at this place of the file."""
    conversation = dialogue.conversations[number]
    trace = Trace()
    found = _conversation(_case(playbook, dialogue, conversation), playbook, conversation, number, trace)
    return Played(tuple(found), trace)


def _case(playbook: Playbook, dialogue: Dialogue, conversation: Conversation) -> Case:
    quote = known_quote(dialogue.given, conversation.given)
    return Case(
        name="test",
        playbook=playbook.id,
        currency=currency(playbook),
        slots=known_slots(playbook, dialogue.given, conversation.given),
        quotes=(quote,) if quote else (),
    )


def _conversation(
    case: Case, playbook: Playbook, conversation: Conversation, number: int, trace: Trace
) -> list[Finding]:
    past: list[PastCall] = []
    for order, script in enumerate(conversation.calls):
        test = TestCall(playbook, case, tuple(past), trace)
        found = list(_call(test, script, ("conversations", number, "calls", order)))
        if found:
            return found
        past.append(PastCall(test.number, test.call.events))
    return []


def _call(test: TestCall, script: OneCall, path: Path) -> Iterator[Finding]:
    if not test.ring(script.opening):
        yield Finding("T011", (*path, "opening"), {"name": script.opening, "number": test.number})
        return
    for number, step in enumerate(script.steps):
        found = list(_step(test, step, (*path, "steps", number)))
        yield from found
        if found:
            return
    test.close()
    outcome = test.call.snapshot.outcome
    if script.ends and script.ends != outcome:
        yield Finding("T006", (*path, "ends"), {"wanted": script.ends, "came": outcome})


def _step(test: TestCall, step: Step, path: Path) -> Iterator[Finding]:
    for act in step.acts:
        mismatch = test.closed(act) or _ACTS[act](test, step)
        if mismatch:
            yield Finding(mismatch.code, (*path, act), mismatch.params)
            return
    for ask in ASKS:
        wanted = getattr(step, ask)
        if wanted is not None:
            for name, mismatch in _ASKS[ask](test, wanted):
                yield Finding(mismatch.code, (*path, ask, *name), mismatch.params)


class TestCall:
    """One call as it is played. What is recorded and shown goes through the trace."""

    def __init__(self, playbook: Playbook, case: Case, past: tuple[PastCall, ...], trace: Trace) -> None:
        self.playbook = playbook
        self.case = case
        self.past = past
        self.number = len(past) + 1
        self.call = Call(playbook, MemoryLog())
        self._trace = trace

    def ring(self, opening: str) -> bool:
        """Begin the call; False where the opening is not for a call of this number."""
        guard = self.playbook.openings[opening].when
        if guard and not guard.holds({"call": self.number}):
            return False
        self.record("start", opening, data=facts(self.playbook, self.case, self.number, self.past))
        return True

    def record(self, kind: Kind, value: str = "", text: str = "", data: Mapping[str, Any] | None = None) -> None:
        at = (self.number * 1_000 + len(self.call.events)) * TICK
        event = Event(kind, at, value, text, data or {})
        before = self.call.snapshot
        self._trace.step(self.playbook, before, event, self.call.record(event))
        self._trace.show(self.cue())

    def cue(self) -> Cue:
        return cue(self.playbook, self.call.snapshot, self.case.currency)

    def shown(self) -> tuple[Sentence, ...]:
        """The lines on the screen, the recommended one first; none while the agent has the word."""
        now = self.cue()
        return (now.line, *now.others) if now.line and not now.waiting else ()

    def closed(self, act: str) -> Mismatch | None:
        """Only a call that was cut can go on, and only by being resumed."""
        ended = bool(self.call.snapshot.ended)
        return Mismatch("T009", {"act": act}) if ended != (act == "resume") else None

    def close(self) -> None:
        """What the coach does when nothing more comes: close at an end, else keep the call as cut."""
        snapshot = self.call.snapshot
        if snapshot.ended:
            return
        shown = self.shown()
        if snapshot.outcome and shown:
            self.record("said", shown[0].id)
        self.record("end", self.call.snapshot.outcome or "cut")

    def resume(self) -> None:
        """Pick the call up from its log alone, as a new process does."""
        self.call = Call(self.playbook, MemoryLog(self.call.events))
        self.record("resume")

    def put(self, text: str) -> dict[str, Any] | None:
        """The offer in a text as an event keeps it; None where there is none."""
        offer = offer_in(text)
        if not offer:
            return None
        fee = self.case.sum("fee")
        worth = valuation(
            offer, fee=None if fee is None else Money(fee, self.case.currency),
            horizon_months=self.case.horizon_months,
        )  # fmt: skip
        return {"offer": offer.to_json(), "wording": write(offer, self.playbook.language), "worth": worth.value}


# What happens


def _agent(test: TestCall, step: Step) -> Mismatch | None:
    data = test.put(step.offer) if step.offer else {}
    if data is None:
        return Mismatch("T010", {"text": step.offer})
    test.record("heard", step.agent or "", step.offer or "", data)
    return None


def _offer(test: TestCall, step: Step) -> Mismatch | None:
    data = test.put(step.offer or "")
    if data is None:
        return Mismatch("T010", {"text": step.offer})
    test.record("offer", test.call.snapshot.heard, step.offer or "", data)
    return None


def _said(test: TestCall, step: Step) -> Mismatch | None:
    shown = test.shown()
    if isinstance(step.said, str):
        if step.said not in {each.id for each in shown}:
            return Mismatch("T008", {"wanted": step.said, "came": _ids(shown)})
        test.record("said", step.said)
    elif test.call.snapshot.outcome and not test.call.snapshot.reply:
        test.close()
    else:
        test.record("said", shown[0].id if shown else "")
    return None


def _know(test: TestCall, step: Step) -> Mismatch | None:
    known = {name: read_value(test.playbook, name, value) for name, value in (step.know or {}).items()}
    test.record("set", data=known)
    return None


def _quote(test: TestCall, step: Step) -> Mismatch | None:
    quote = step.quote
    if quote is not None:
        test.record("quote", data={"facts": quote_facts(quote), "quote": quote.to_json()})
    return None


def _undo(test: TestCall, _: Step) -> Mismatch | None:
    if test.call.undoable() is None:
        return Mismatch("T009", {"act": "undo"})
    test.record("undo")
    return None


def _resume(test: TestCall, _: Step) -> Mismatch | None:
    test.resume()
    return None


def _recorded(kind: Kind, field: str = "", fixed: str = "") -> Callable[[TestCall, Step], Mismatch | None]:
    """An act that is one event: its value is a field of the step, or fixed."""

    def act(test: TestCall, step: Step) -> Mismatch | None:
        test.record(kind, getattr(step, field) if field else fixed)
        return None

    return act


_ACTS: dict[str, Callable[[TestCall, Step], Mismatch | None]] = {
    "agent": _agent,
    "offer": _offer,
    "said": _said,
    "know": _know,
    "quote": _quote,
    "undo": _undo,
    "resume": _resume,
    "card": _recorded("card", "card"),
    "go": _recorded("go", "go"),
    "stall": _recorded("stall"),
    "stop": _recorded("end", fixed="cut"),
    "end": _recorded("end", "end"),
}


# What must be so

Answers = Iterator[tuple[tuple[str | int, ...], Mismatch]]


def _stage(test: TestCall, wanted: str) -> Answers:
    came = test.call.snapshot.stage
    if came != wanted:
        yield (), Mismatch("T004", {"wanted": wanted, "came": came})


def _cue(test: TestCall, wanted: str) -> Answers:
    """A line, or the owner of any of its lines."""
    came = next((each.id for each in test.shown()), "")
    if wanted not in (came, came.rpartition(".")[0]):
        yield (), _silent(test) or Mismatch("T001", {"wanted": wanted, "came": came})


def _says(test: TestCall, wanted: tuple[str, ...]) -> Answers:
    came = next((each.text for each in test.shown()), "")
    for index, fragment in enumerate(wanted):
        if fragment not in came:
            yield (index,), _silent(test) or Mismatch("T002", {"wanted": fragment, "came": came})


def _unsaid(test: TestCall, unwanted: tuple[str, ...]) -> Answers:
    for index, fragment in enumerate(unwanted):
        came = next((each for each in test.shown() if fragment in each.text), None)
        if came:
            yield (index,), Mismatch("T003", {"unwanted": fragment, "came": came.text})


def _expects(test: TestCall, wanted: tuple[str, ...]) -> Answers:
    moves = test.cue().moves
    for index, move in enumerate(wanted):
        if move not in moves:
            yield (index,), Mismatch("T007", {"wanted": move, "came": ", ".join(moves) or "-"})


def _waits(test: TestCall, _: bool) -> Answers:
    if not test.call.snapshot.waiting:
        yield (), Mismatch("T012", {"came": _ids(test.shown()[:1])})


def _silent(test: TestCall) -> Mismatch | None:
    return None if test.shown() else Mismatch("T013", {"stage": test.call.snapshot.stage})


def _remembers(test: TestCall, wanted: Mapping[str, Condition]) -> Answers:
    known = test.call.snapshot.facts
    for name, condition in wanted.items():
        if not condition.holds(name, known):
            came = known.get(name)
            yield (name,), Mismatch(
                "T005", {"name": name, "wanted": _worded(condition), "came": "unknown" if came is None else came}
            )


def _worded(condition: Condition) -> str:
    """A condition as it is written in the file."""
    if condition.known is not None:
        return "known" if condition.known else "unknown"
    if condition.equal is not None:
        return _plain(condition.equal)
    return ", ".join(f"{key} {_plain(value)}" for key, value in condition.comparisons().items())


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _ids(sentences: tuple[Sentence, ...]) -> str:
    return ", ".join(each.id for each in sentences) or "-"


_ASKS: dict[str, Callable[[TestCall, Any], Answers]] = {
    "stage": _stage,
    "cue": _cue,
    "says": _says,
    "unsaid": _unsaid,
    "expects": _expects,
    "waits": _waits,
    "remembers": _remembers,
}
