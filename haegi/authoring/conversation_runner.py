"""Plays a conversation against its playbook: what was expected and did not come, and what was passed through.

A conversation stops at its first step that fails, because what follows would fail for the same reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from haegi.authoring.conversation import ASKS, Conversation, Dialogue, OneCall, Step, read_value
from haegi.authoring.coverage import Trace
from haegi.call.call import Call, MemoryLog
from haegi.call.case import Case, PastCall, facts, quote_facts
from haegi.call.cue import Cue, Sentence, cue
from haegi.call.engine import Event, Kind
from haegi.call.options import money_of
from haegi.errors import Finding, Path
from haegi.nlu.offer_reader import offer_in
from haegi.offers.offer import write
from haegi.offers.valuation import valuation
from haegi.playbook.guard import Condition
from haegi.playbook.model import Playbook

#: Stamps in the calls that are played: a second from event to event.
TICK = 1000


class Played(NamedTuple):
    """How one conversation went."""

    findings: tuple[Finding, ...]
    trace: Trace


def play(playbook: Playbook, dialogue: Dialogue, number: int) -> Played:
    """Play the conversation at this place of the file."""
    conversation = dialogue.conversations[number]
    case, trace = _case(playbook, dialogue, conversation), Trace()
    past: list[PastCall] = []
    for order, script in enumerate(conversation.calls):
        test = TestCall(playbook, case, tuple(past), trace)
        faults = tuple(_call(test, script, ("conversations", number, "calls", order)))
        if faults:
            return Played(faults, trace)
        past.append(PastCall(test.number, test.call.events))
    return Played((), trace)


def _case(playbook: Playbook, dialogue: Dialogue, conversation: Conversation) -> Case:
    """What the caller knows: what the file gives and, above it, what the conversation gives or takes back."""
    file, own = dialogue.given, conversation.given
    quote = None if own.unquoted else own.quote or file.quote
    given = {name: value for name, value in (file.slots | own.slots).items() if value != "unknown"}
    return Case(
        name="test",
        playbook=playbook.id,
        currency=playbook.currency,
        slots={name: read_value(playbook, name, value) for name, value in given.items()},
        quotes=(quote,) if quote else (),
    )


def _call(test: TestCall, script: OneCall, path: Path) -> Iterator[Finding]:
    if not test.ring(script.opening):
        yield Finding("T011", (*path, "opening"), {"name": script.opening, "number": test.number})
        return
    for number, step in enumerate(script.steps):
        faults = list(_step(test, step, (*path, "steps", number)))
        yield from faults
        if faults:
            return
    test.close()
    outcome = test.call.snapshot.outcome
    if script.ends and script.ends != outcome:
        yield Finding("T006", (*path, "ends"), {"wanted": script.ends, "came": outcome})


def _step(test: TestCall, step: Step, path: Path) -> Iterator[Finding]:
    for act in step.acts:
        fault = test.closed(act) or _happens(test, step, act)
        if fault:
            yield fault._replace(path=(*path, act))
            return
    for ask in ASKS:
        wanted = getattr(step, ask)
        faults = _ASKS[ask](test, wanted) if wanted is not None else ()
        yield from (fault._replace(path=(*path, ask, *fault.path)) for fault in faults)


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

    def closed(self, act: str) -> Finding | None:
        """Only a call that was cut can go on, and only by being resumed."""
        ended = bool(self.call.snapshot.ended)
        return Finding("T009", (), {"act": act}) if ended != (act == "resume") else None

    def missed(self, code: str, path: Path, wanted: str, came: str) -> Finding:
        """That something else was to be said, or anything at all."""
        if self.shown():
            return Finding(code, path, {"wanted": wanted, "came": came})
        return Finding("T013", path, {"stage": self.call.snapshot.stage})

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
        fee = money_of(self.case, self.case.sum("fee"))
        worth = valuation(offer, fee=fee, horizon_months=self.case.horizon_months)
        return {"offer": offer.to_json(), "wording": write(offer, self.playbook.language), "worth": worth.value}


# What happens. The faults of acts and answers are at places within the step.


def _happens(test: TestCall, step: Step, act: str) -> Finding | None:
    if act not in _EVENTS:
        return _ACTS[act](test, step)
    value = "cut" if act == "stop" else getattr(step, act)
    test.record(_EVENTS[act], value if isinstance(value, str) else "")
    return None


def _offer(test: TestCall, step: Step) -> Finding | None:
    """The agent's move, with an offer in it where one is given, or a mere offer."""
    data = test.put(step.offer) if step.offer else {}
    if data is None:
        return Finding("T010", (), {"text": step.offer})
    kind: Kind = "heard" if step.agent else "offer"
    test.record(kind, step.agent or test.call.snapshot.heard, step.offer or "", data)
    return None


def _said(test: TestCall, step: Step) -> Finding | None:
    shown = test.shown()
    if isinstance(step.said, str):
        if step.said not in {each.id for each in shown}:
            return Finding("T008", (), {"wanted": step.said, "came": _ids(shown)})
        test.record("said", step.said)
    elif test.call.snapshot.outcome and not test.call.snapshot.reply:
        test.close()
    else:
        test.record("said", shown[0].id if shown else "")
    return None


def _know(test: TestCall, step: Step) -> None:
    known = {name: read_value(test.playbook, name, value) for name, value in (step.know or {}).items()}
    test.record("set", data=known)


def _quote(test: TestCall, step: Step) -> None:
    if step.quote is not None:
        test.record("quote", data={"facts": quote_facts(step.quote), "quote": step.quote.to_json()})


def _undo(test: TestCall, _: Step) -> Finding | None:
    if test.call.undoable() is None:
        return Finding("T009", (), {"act": "undo"})
    test.record("undo")
    return None


#: Acts that are one event and no more; its value is what the step says, or that the call was cut.
_EVENTS: dict[str, Kind] = {"card": "card", "go": "go", "stall": "stall", "stop": "end", "end": "end"}
_ACTS: dict[str, Callable[[TestCall, Step], Finding | None]] = {
    "agent": _offer, "offer": _offer, "said": _said, "know": _know, "quote": _quote, "undo": _undo,
    "resume": lambda test, _: test.resume(),
}  # fmt: skip


# What must be so


def _stage(test: TestCall, wanted: str) -> Iterator[Finding]:
    came = test.call.snapshot.stage
    if came != wanted:
        yield Finding("T004", (), {"wanted": wanted, "came": came})


def _cue(test: TestCall, wanted: str) -> Iterator[Finding]:
    """A line, or the owner of any of its lines."""
    came = next((each.id for each in test.shown()), "")
    if wanted not in (came, came.rpartition(".")[0]):
        yield test.missed("T001", (), wanted, came)


def _says(test: TestCall, wanted: tuple[str, ...]) -> Iterator[Finding]:
    came = next((each.text for each in test.shown()), "")
    missing = ((index, fragment) for index, fragment in enumerate(wanted) if fragment not in came)
    return (test.missed("T002", (index,), fragment, came) for index, fragment in missing)


def _unsaid(test: TestCall, unwanted: tuple[str, ...]) -> Iterator[Finding]:
    for index, fragment in enumerate(unwanted):
        came = next((each for each in test.shown() if fragment in each.text), None)
        if came:
            yield Finding("T003", (index,), {"unwanted": fragment, "came": came.text})


def _expects(test: TestCall, wanted: tuple[str, ...]) -> Iterator[Finding]:
    moves = test.cue().moves
    for index, move in enumerate(wanted):
        if move not in moves:
            yield Finding("T007", (index,), {"wanted": move, "came": ", ".join(moves) or "-"})


def _waits(test: TestCall, _: bool) -> Iterator[Finding]:
    if not test.call.snapshot.waiting:
        yield Finding("T012", (), {"came": _ids(test.shown()[:1])})


def _remembers(test: TestCall, wanted: Mapping[str, Condition]) -> Iterator[Finding]:
    known = test.call.snapshot.facts
    for name, condition in wanted.items():
        if not condition.holds(name, known):
            params = {"name": name, "wanted": _worded(condition), "came": known.get(name, "unknown")}
            yield Finding("T005", (name,), params)


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


_ASKS: dict[str, Callable[[TestCall, Any], Iterator[Finding]]] = {
    "stage": _stage, "cue": _cue, "says": _says, "unsaid": _unsaid, "expects": _expects, "waits": _waits,
    "remembers": _remembers,
}  # fmt: skip
