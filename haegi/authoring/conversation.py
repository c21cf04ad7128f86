"""The format of conversations: `NAME.test.yaml` beside the playbook NAME says what calls must sound like.

    test: 1
    playbook: retention-kr
    given: {carrier: KT, target: 43만원, quote: {provider: SKB, gift: 현금 43만원, seen: 2026-11-18}}
    conversations:
      - name: the automatic renewal is declined
        calls:
          - opening: they_called
            steps:
              - {agent: offers_auto_renewal, stage: decline, says: 자동 연장은 하지 않겠습니다}
              - said
              - {agent: makes_offer, offer: 상품권 20만원, cue: reject.polite}
              - remembers: {offers: 1, deferred: unknown}
              - go: defer
            ends: cut

A step is one thing that happens, what must be so after it, or both. `said` is Enter: the line shown was said, or the
pause after it is over. `unknown` in a conversation's `given` takes back what the file gives.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from haegi.call.case import Outcome, Quote
from haegi.call.cue import value_of
from haegi.errors import Failure, Finding, Path, nearest
from haegi.playbook.guard import Condition
from haegi.playbook.model import PROMISE_FACTS, Ids, Playbook, listed, walk
from haegi.playbook.references import known_names
from haegi.text.constraint import CLOSED, Constraint, StrictBool, StrictInt, spelt_out

#: What can happen in a step, and what can be asked of the coach after it.
ACTS = ("agent", "said", "card", "go", "offer", "know", "quote", "stall", "undo", "stop", "resume", "end")
ASKS = ("stage", "cue", "says", "unsaid", "expects", "waits", "remembers")
_WORDS = ("said", "stall", "undo", "stop", "resume", "waits")


def _acted(value: Any) -> Any:
    """A step that is nothing but a word."""
    if isinstance(value, str):
        return {value: True}
    if isinstance(value, dict):
        return {key: True if key in _WORDS and held is None else held for key, held in value.items()}
    return value


def _split(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    slots = {name: held for name, held in value.items() if name != "quote"}
    quote = value.get("quote")
    return {"slots": slots, "unquoted": True} if quote == "unknown" else {"slots": slots, "quote": quote}


Fragments = Annotated[tuple[str, ...], Constraint(listed, min_length=1)]
Word = Literal[True]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that happens in a call, and what must be so after it."""

    __get_pydantic_core_schema__ = spelt_out(_acted)

    agent: str | None = None
    offer: str | None = None
    said: Word | str | None = None
    card: str | None = None
    go: str | None = None
    know: dict[str, StrictBool | StrictInt | str] | None = None
    quote: Quote | None = None
    stall: Word | None = None
    undo: Word | None = None
    stop: Word | None = None
    resume: Word | None = None
    end: Outcome | None = None

    stage: str | None = None
    cue: str | None = None
    says: Fragments | None = None
    unsaid: Fragments | None = None
    expects: Ids | None = None
    waits: Word | None = None
    remembers: dict[str, Condition] | None = None

    @property
    def acts(self) -> list[str]:
        """What happens: one of ACTS, unless the step is wrong. The offer of an agent's move belongs to the move."""
        named = [act for act in ACTS if getattr(self, act) is not None]
        return [act for act in named if act != "offer"] if "agent" in named else named


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the caller knows before the phone rings: slots by id, and the quote to cite."""

    __get_pydantic_core_schema__ = spelt_out(_split)

    slots: dict[str, StrictBool | StrictInt | str] = field(default_factory=dict)
    quote: Quote | None = None
    unquoted: bool = False


@dataclass(frozen=True, kw_only=True)
class OneCall:
    """One call from the ring to the end. Without an end of its own it is cut after the last step."""

    opening: str
    steps: tuple[Step, ...]
    ends: Outcome | None = None


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """A story in one or more calls of one case."""

    name: Annotated[str, Constraint(min_length=1)]
    given: Given = Given()
    calls: tuple[OneCall, ...]


@dataclass(frozen=True, kw_only=True)
class Dialogue:
    """A file of conversations."""

    __pydantic_config__ = CLOSED

    test: Literal[1]
    playbook: str
    given: Given = Given()
    conversations: tuple[Conversation, ...]


def read_value(playbook: Playbook, name: str, value: bool | int | str) -> bool | int | str:
    """What a person answers to a slot, as the value that is kept. Raises Failure for a sum or number that is none."""
    slot = playbook.slots.get(name)
    return value_of(value, slot.type, playbook.currency) if slot and isinstance(value, str) else value


def misfits(dialogue: Dialogue, playbook: Playbook) -> Iterator[Finding]:
    """What in the file speaks of things that the playbook doesn't have."""
    if dialogue.playbook != playbook.id:
        yield Finding("T024", ("playbook",), {"name": dialogue.playbook, "near": playbook.id})
    for path, part in walk(dialogue):
        if part == () and path[-1] in ("conversations", "calls", "steps"):
            # Asked here and not in the model, where a list with a faulty entry would also be called empty.
            yield Finding("S004", path, {"name": path[-1]})
        elif isinstance(part, Given):
            yield from _slots(part.slots, path, playbook)
        elif isinstance(part, OneCall) and part.opening not in playbook.openings:
            yield _unknown("T020", (*path, "opening"), part.opening, playbook.openings)
        elif isinstance(part, Step):
            yield from _step(part, path, playbook)


def _slots(slots: Mapping[str, bool | int | str], path: Path, playbook: Playbook) -> Iterator[Finding]:
    for name, value in slots.items():
        if name not in playbook.slots:
            yield _unknown("T020", (*path, name), name, playbook.slots, at_key=True)
            continue
        try:
            if value != "unknown":
                read_value(playbook, name, value)
        except Failure:
            yield Finding("T022", (*path, name), {"value": value, "name": name})


def _step(step: Step, path: Path, playbook: Playbook) -> Iterator[Finding]:
    if len(step.acts) > 1:
        yield Finding("T021", path, {"first": step.acts[0], "second": step.acts[1]})
    for name, known in _NAMED.items():
        value = getattr(step, name)
        if isinstance(value, str) and value not in known(playbook):
            yield _unknown(_CODES.get(name, "T020"), (*path, name), value, known(playbook))
    for index, move in enumerate(step.expects or ()):
        if move not in playbook.moves.agent:
            yield _unknown("N001", (*path, "expects", index), move, playbook.moves.agent)
    # Promises are from the days of earlier calls, and a dialogue has no days.
    told = {name: value for name, value in (step.know or {}).items() if name not in PROMISE_FACTS}
    yield from _slots(told, (*path, "know"), playbook)
    facts = known_names(playbook)
    for fact, condition in (step.remembers or {}).items():
        for name in (fact, *condition.names()):
            if name not in facts:
                yield _unknown("T020", (*path, "remembers", fact), name, facts, at_key=True)


def _unknown(code: str, path: Path, name: str, known: Collection[str], *, at_key: bool = False) -> Finding:
    """The name is filled in under each word that a code's sentence has for it."""
    params = dict.fromkeys(("name", "move", "target"), name) | {"near": nearest(name, sorted(known))}
    return Finding(code, path, params, at_key=at_key)


_CODES = {"agent": "N001", "stage": "F001"}
_NAMED: dict[str, Callable[[Playbook], Collection[str]]] = {
    "agent": lambda playbook: playbook.moves.agent,
    "said": lambda playbook: playbook.lines,
    "card": lambda playbook: playbook.cards,
    "go": lambda playbook: playbook.ways,
    "cue": lambda playbook: {*playbook.lines, *playbook.owned},
    "stage": lambda playbook: {*playbook.stages, *playbook.ends},
}
