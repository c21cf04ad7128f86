"""The playbook format, version 1: closed and frozen values of the YAML.

A playbook holds the slots a call needs, the moves both sides make, the stages of the call with the lines to say and
the branches the agent may take, the cards that answer tactics anywhere, and the ends. Ids are keys, so an id is
written once; a line's id is its stage (or card, branch, end) and its own key, such as `decline.polite`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from haegi.money.money import Currency
from haegi.playbook.guard import Guard
from haegi.text.constraint import CLOSED, Constraint, StrictBool, StrictInt
from haegi.text.i18n import Locale, Text, locale_of

Id = Annotated[str, Constraint(pattern=r"^[a-z][a-z0-9_-]*$")]
Outcome = Literal["accepted", "deferred", "cancelled", "refused", "cut"]
SlotType = Literal["text", "money", "date", "number", "choice", "yesno"]
#: What a move does in a rehearsal, whatever it is called; `asks_more` is the caller's.
Role = Literal[
    "opens", "resumes", "extends", "asks_reason", "probes", "offers", "raises", "refuses", "bluffs", "holds",
    "transfers", "calls_back", "cancels", "reads_back", "ends", "urges", "speed", "waives", "asks_more",
]  # fmt: skip

#: What the call and the case know beside the playbook's own slots and the marks of its moves. `call` is the number
#: of this call in the case, `offers` and `pushes` count within it, `offer` is the worth of the best offer so far.
FACTS = frozenset({"call", "offers", "pushes", "offer", "last_offer"})
#: A promise whose day has come and which is not known to be kept: its words, and the day.
PROMISE_FACTS = frozenset({"promise", "promise_by"})
QUOTE_FACTS = frozenset({"quote", "quote_provider", "quote_product", "quote_amount", "quote_fee", "quote_date"})


def listed(value: Any) -> Any:
    """A text that stands for a list of one."""
    return (value,) if isinstance(value, str) else value


Ids = Annotated[tuple[Id, ...], Constraint(listed)]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A sentence to say in the language of the call, with its gloss in the other one."""

    ko: str | None = None
    en: str | None = None
    when: Guard | None = None
    tone: Literal["polite", "firm"] = "polite"
    does: Ids = ()

    def text(self, language: Locale) -> str | None:
        return self.ko if language == "ko" else self.en


_LINE_KEYS = frozenset(Line.__annotations__)


def _lines(value: Any) -> Any:
    """One line written without a key is the line `line`, and a line may be its words alone; the key `firm` sets the tone."""
    if isinstance(value, str):
        return {"line": _line(value)}
    if not isinstance(value, dict):
        return value
    if value and (_LINE_KEYS.issuperset(value) or any(isinstance(value.get(each), str) for each in ("ko", "en"))):
        return {"line": value}
    named = {key: _line(line) for key, line in value.items()}
    return {
        key: {"tone": "firm", **line} if key == "firm" and isinstance(line, dict) else line
        for key, line in named.items()
    }


def _line(value: Any) -> Any:
    return {locale_of(value): value} if isinstance(value, str) else value


Lines = Annotated[dict[Id, Line], Constraint(_lines)]


@dataclass(frozen=True, kw_only=True)
class Slot:
    """Something the call needs to know. `private` values are never put into a line.

    `when`: what must be known before the question makes sense. `ahead`: a day that is still to come; one that has
    passed is not taken, and no longer spoken of. `past`: a day gone by.
    """

    label: Text
    ask: Text
    type: SlotType = "text"
    choices: tuple[Text, ...] = ()
    default: Text | StrictInt | StrictBool | None = None
    example: Text | None = None
    private: StrictBool = False
    when: Guard | None = None
    ahead: StrictBool = False
    past: StrictBool = False


@dataclass(frozen=True, kw_only=True)
class Move:
    """What a side does in the call.

    `offer`: an agent move that can carry an offer. `push`: a caller move that asks for more. `marks`: facts that
    are true once the move was made. `says` are wordings for rehearsals; `examples` are what hearing learns from.
    `role` and `replies_to` (caller moves that this agent move answers) are for the simulated agent.
    """

    label: Text
    trap: StrictBool = False
    offer: StrictBool = False
    push: StrictBool = False
    marks: Ids = ()
    role: Role | None = None
    replies_to: Ids = ()
    says: tuple[Text, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Moves:
    """What each side can do, by id."""

    agent: dict[Id, Move] = field(default_factory=dict)
    caller: dict[Id, Move] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way on that depends on nothing the agent does."""

    to: Id
    when: Guard | None = None


Ways = Annotated[tuple[Way, ...], Constraint(lambda value: ({"to": value},) if isinstance(value, str) else value)]


@dataclass(frozen=True, kw_only=True)
class Branch:
    """When the agent makes one of these moves: what to reply, and the stage to go to (none: stay)."""

    on: Annotated[tuple[Id, ...], Constraint(listed), Constraint(min_length=1)]
    when: Guard | None = None
    say: Lines = field(default_factory=dict)
    to: Id | None = None


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A phase of the call. After the line is said, `next` leads on; without one, the agent has the word."""

    title: Text
    aim: Text
    say: Lines = field(default_factory=dict)
    does: Ids = ()
    watch: Text | None = None
    expect: Ids = ()
    branches: tuple[Branch, ...] = ()
    next: Ways = ()


@dataclass(frozen=True, kw_only=True)
class Card:
    """An answer to a tactic, ready at every stage."""

    title: Text
    answers: Ids = ()
    say: Annotated[Lines, Constraint(min_length=1)]
    does: Ids = ()
    watch: Text | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class End:
    """How a call can end; `todo` is what to do after hanging up."""

    title: Text
    outcome: Outcome
    say: Lines = field(default_factory=dict)
    does: Ids = ()
    todo: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Opening:
    """How a call can begin: who rang whom."""

    title: Text
    to: Id
    when: Guard | None = None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the printed sheet says of this matter; None: what fits such a call anyway. `answers` come before all others."""

    answers: Ids = ()
    before: tuple[Text, ...] | None = None
    facts: tuple[Text, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """What a shared file may hold: everything that lives outside the flow of one call, and other shared files."""

    __pydantic_config__ = CLOSED

    haegi: Literal[1]
    include: Annotated[tuple[str, ...], Constraint(listed)] = ()
    slots: dict[Id, Slot] = field(default_factory=dict)
    moves: Moves = field(default_factory=Moves)
    cards: dict[Id, Card] = field(default_factory=dict)
    stalls: Lines = field(default_factory=dict)


class Route(NamedTuple):
    """A branch as the engine takes it: `reply` owns the lines to say first (empty: none)."""

    guard: Guard | None
    reply: str
    to: str


class Spoken(NamedTuple):
    """A line with where it is: `path` is its place in the YAML, `owner` the stage, card, branch or end."""

    id: str
    line: Line
    does: tuple[str, ...]
    path: tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class Playbook(Part):
    """One call, whole. With `extends`, what it doesn't say itself is taken from another playbook."""

    id: Id
    title: Text
    language: Locale
    about: Text | None = None
    market: Literal["kr", "us"] | None = None
    extends: str | None = None
    openings: Annotated[dict[Id, Opening], Constraint(min_length=1)]
    path: tuple[Id, ...] = ()
    ways: tuple[Id, ...] = ()
    stages: Annotated[dict[Id, Stage], Constraint(min_length=1)]
    ends: Annotated[dict[Id, End], Constraint(min_length=1)]
    sheet: Sheet = field(default_factory=Sheet)

    @property
    def currency(self) -> Currency:
        """What is paid with where the call is held."""
        return "USD" if self.market == "us" else "KRW"

    @cached_property
    def contents(self) -> tuple[tuple[tuple[str | int, ...], Any], ...]:
        """Everything in the playbook, each with its place in the YAML."""
        return tuple(walk(self))

    @cached_property
    def lines(self) -> dict[str, Spoken]:
        """Every line by its id."""
        return {spoken.id: spoken for spoken in self._spoken()}

    @cached_property
    def owned(self) -> dict[str, tuple[Spoken, ...]]:
        """The lines of each owner: a stage, a branch, `card.ID`, `end.ID`, `stall`."""
        owners: dict[str, list[Spoken]] = {}
        for spoken in self.lines.values():
            owners.setdefault(spoken.id.rpartition(".")[0], []).append(spoken)
        return {owner: tuple(lines) for owner, lines in owners.items()}

    @cached_property
    def routes(self) -> dict[tuple[str, str], tuple[Route, ...]]:
        """The ways on by stage and agent move, in the order they are tried."""
        table: dict[tuple[str, str], list[Route]] = {}
        for name, stage in self.stages.items():
            for number, branch in enumerate(stage.branches):
                reply = branch_id(name, stage, number) if branch.say else ""
                for move in branch.on:
                    table.setdefault((name, move), []).append(Route(branch.when, reply, branch.to or name))
        return {key: tuple(routes) for key, routes in table.items()}

    @cached_property
    def answers(self) -> dict[str, str]:
        """The card that answers each agent move: the first one that names it."""
        table: dict[str, str] = {}
        for name, card in self.cards.items():
            for move in card.answers:
                table.setdefault(move, name)
        return table

    def _spoken(self) -> Iterator[Spoken]:
        for name, stage in self.stages.items():
            yield from _said(name, stage.say, stage.does, ("stages", name, "say"))
            for number, branch in enumerate(stage.branches):
                path = ("stages", name, "branches", number, "say")
                yield from _said(branch_id(name, stage, number), branch.say, (), path)
        for name, card in self.cards.items():
            yield from _said(f"card.{name}", card.say, card.does, ("cards", name, "say"))
        for name, end in self.ends.items():
            yield from _said(f"end.{name}", end.say, end.does, ("ends", name, "say"))
        yield from _said("stall", self.stalls, (), ("stalls",))


def walk(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Everything in a value of a file, each with its place: first what holds, then what is held."""
    inside: Iterable[tuple[str | int, Any]] = ()
    if is_dataclass(value):
        inside = ((field.name, getattr(value, field.name)) for field in fields(value))
    elif isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, tuple):
        inside = enumerate(value)
    for key, part in inside:
        yield (*path, key), part
        if not isinstance(part, str):  # most are words, and hold nothing
            yield from walk(part, (*path, key))


def branch_id(stage_id: str, stage: Stage, number: int) -> str:
    """A stable name for a branch: its stage and first move, numbered only where the same move branches again."""
    move = stage.branches[number].on[0]
    before = sum(move == branch.on[0] for branch in stage.branches[:number])
    return f"{stage_id}.on_{move}" + (f"_{before + 1}" if before else "")


def _said(
    owner: str, lines: dict[str, Line], does: tuple[str, ...], path: tuple[str | int, ...]
) -> Iterator[Spoken]:
    for key, line in lines.items():
        yield Spoken(f"{owner}.{key}", line, line.does or does, (*path, key))
