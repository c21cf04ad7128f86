"""`haegi rehearse`: a call against a simulated desk, then the review."""

from __future__ import annotations

import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

import typer

from haegi.cli import desk
from haegi.errors import Failure

if TYPE_CHECKING:
    from haegi.call.case import Case, PastCall
    from haegi.cli.live import Answers
    from haegi.coach.practice import Practice
    from haegi.disk.shipped import Loaded
    from haegi.playbook.model import Playbook
    from haegi.rehearsal.agent import SimulatedAgent
    from haegi.rehearsal.persona import Persona
    from haegi.rehearsal.review import Review

#: What a caller usually does, under digits 1 to 8, in the order of a call.
LIKELY = (
    "declines_renewal", "gives_reason", "rejects_offer", "cites_competitor", "counters", "defers", "asks_written",
    "accepts",
)  # fmt: skip
FEE = 33_000
FIRST_PERSONA = "gentle-desk"


def rehearse(
    playbook: str = typer.Argument("retention-kr", metavar="[PLAYBOOK]", help="cli.playbook", show_default=False),
    persona: str = typer.Option(FIRST_PERSONA, "--persona", metavar="NAME|FILE", help="cli.rehearse.persona"),
    seed: int = typer.Option(-1, "--seed", min=-1, help="cli.rehearse.seed", show_default=False),
    calls: int = typer.Option(4, "--calls", help="cli.rehearse.calls"),
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.coach.case", show_default=False),
    face: str = typer.Option("", "--face", metavar="screen|lines", help="cli.coach.face", show_default=False),
    hint: bool = typer.Option(False, "--hint", help="cli.rehearse.hint"),
    from_: int = typer.Option(0, "--from", metavar="STEP", min=0, help="cli.rehearse.from", show_default=False),
    speak: bool = typer.Option(False, "--speak", help="cli.rehearse.speak"),
    list_: bool = typer.Option(False, "--list", help="cli.rehearse.list"),
    json: bool = typer.Option(False, "--json", help="cli.json"),
) -> None:
    if list_:
        _list()
        return
    if calls < 1:
        raise Failure("practice.bad-calls")
    loaded = desk.playbook(playbook)
    book = loaded.playbook
    given = _case(case, book)
    last = _last(book) if from_ else None
    played = Rehearsal(
        loaded, load(last["persona"] if last else persona), given, _seed(seed, last), calls, hint=hint, speak=speak
    )
    old = last["answers"][: from_ - 1] if last else []
    played.run(face, old, quiet=json)
    _finish(played, json=json)


def load(reference: str) -> Persona:
    """A persona by name or file."""
    from haegi.disk.personas import persona_files, shipped_personas
    from haegi.disk.yaml import load as load_yaml
    from haegi.rehearsal.persona import Persona

    files = persona_files(reference, desk.home())
    if not files:
        known = ", ".join(path.stem for path in shipped_personas(desk.home()))
        raise Failure("practice.no-persona", name=reference, known=known)
    return load_yaml(files[0], Persona).model


def _list() -> None:
    from haegi.disk.personas import shipped_personas
    from haegi.disk.yaml import load as load_yaml
    from haegi.rehearsal.persona import Persona

    for path in shipped_personas(desk.home()):
        one = load_yaml(path, Persona).model
        title = one.title.ko if desk.State.locale == "ko" else one.title.en
        desk.out(f"{one.id}  {title}")


def _case(name: str, book: Playbook) -> Case:
    """The person's own case, so that their quotes and target count; else a plain one."""
    from haegi.call.case import Case

    if name:
        return desk.store().case(name)
    return Case(name="rehearsal", playbook=book.id, slots={"fee": FEE})


def _seed(given: int, last: dict[str, Any] | None) -> int:
    if last:
        return int(last["seed"])
    return given if given >= 0 else secrets.randbelow(1_000_000)


def _last(book: Playbook) -> dict[str, Any]:
    kept = [body for _, key, body in desk.store().kept("rehearsal") if key == book.id]
    if not kept:
        raise Failure("practice.no-last")
    return kept[-1]


@dataclass
class Rehearsal:
    """A rehearsal over the calls of one case. `answers` are what was typed, for a replay."""

    loaded: Loaded
    persona: Persona
    case: Case
    seed: int
    most: int
    hint: bool = False
    speak: bool = False
    calls: list[PastCall] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    agent: SimulatedAgent = field(init=False)

    @property
    def book(self) -> Playbook:
        return self.loaded.playbook

    def __post_init__(self) -> None:
        from haegi.rehearsal.agent import SimulatedAgent

        fee = self.case.sum("fee")
        self.agent = SimulatedAgent(self.book, self.persona, self.seed, fee)

    def run(self, face: str, old: Sequence[str], *, quiet: bool) -> None:
        """Play the calls one after the other, the old answers first."""
        from haegi.cli.live import Answers, wants_screen

        answers = Answers(old)
        screen = wants_screen(face) and not quiet and not old
        turn: Any = self.agent
        while turn is not None and len(self.calls) < self.most:
            practice = self._practice()
            self._play(practice, answers, screen=screen, quiet=quiet)
            self.answers += practice.answers
            if self.calls[-1].outcome != "deferred" or len(self.calls) >= self.most:
                return
            turn = self.agent.wait()
            if turn is None:
                desk.talk(desk.say("practice.no-more-calls"))
            elif not quiet:
                desk.out(desk.say("practice.next-call", number=len(self.calls) + 1))

    def _play(self, practice: Practice, answers: Answers, *, screen: bool, quiet: bool) -> None:
        from haegi.call.case import PastCall
        from haegi.cli.live import hold

        try:
            hold(practice, answers, screen=screen, out=sys.stderr if quiet else sys.stdout)
        except KeyboardInterrupt:
            practice.close()
            raise
        finally:
            self.calls.append(PastCall(len(self.calls) + 1, practice.call.events))

    def _practice(self) -> Practice:
        from haegi.call.call import MemoryLog
        from haegi.cli.senses import adviser, ear, reader
        from haegi.coach.practice import Practice
        from haegi.coach.session import Setting

        locale = desk.State.locale
        setting = Setting(
            self.book, self.case, MemoryLog(), len(self.calls) + 1, tuple(self.calls), locale, desk.now,
            desk.day(None), adviser(locale), None, reader(locale),
        )  # fmt: skip
        likely = [move for move in LIKELY if move in self.book.moves.caller]
        partner = Speaking(self.agent) if self.speak else self.agent
        return Practice(setting, partner, self._opening(), ear(self.loaded, "caller"), likely, hint=self.hint)

    def _opening(self) -> str:
        """How this call begins: the desk rings first unless it failed to call back."""
        known = {"call": len(self.calls) + 1}
        names = [
            name for name, way in self.book.openings.items() if way.when is None or way.when.holds(known)
        ] or list(self.book.openings)
        return names[0] if self.agent.opened_by_desk else names[-1]


class Speaking:
    """The agent's lines aloud, where espeak-ng is there."""

    def __init__(self, agent: SimulatedAgent) -> None:
        self._agent = agent
        self._voice = shutil.which("espeak-ng")
        if self._voice is None:
            desk.talk(desk.say("practice.no-espeak"))

    def open(self) -> Any:
        return self._spoken(self._agent.open())

    def react(self, moves: Sequence[str]) -> Any:
        return self._spoken(self._agent.react(moves))

    def _spoken(self, turn: Any) -> Any:
        if self._voice:
            subprocess.run([self._voice, "-v", self._agent.playbook.language, turn.text], check=False, timeout=60)
        return turn


def _finish(played: Rehearsal, *, json: bool) -> None:
    """The review, on paper and in the store."""
    from haegi.rehearsal.review import record, review

    taken = record(played.book, played.case, played.calls)
    found = review(taken)
    value = taken.standing if taken.outcome == "accepted" else None
    store = desk.store()
    earlier = [body["score"] for _, key, body in store.kept("rehearsal") if key == played.book.id]
    body = {
        "persona": played.persona.id, "seed": played.seed, "answers": played.answers, "score": found.score,
        "outcome": taken.outcome, "value": value, "limit": played.agent.desk.limit,
    }  # fmt: skip
    store.keep("rehearsal", played.book.id, body, desk.now())
    if json:
        desk.answer_json(_document(played, found, body))
    else:
        desk.out("\n".join(_shown(played, found, body, earlier)))


def _document(played: Rehearsal, found: Review, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "seed": played.seed,
        "persona": played.persona.id,
        "calls": [
            {"number": call.number, "outcome": call.outcome or None, "events": [event._asdict() for event in call.events]}
            for call in played.calls
        ],
        "outcome": body["outcome"],
        "value": body["value"],
        "limit": body["limit"],
        "review": [check._asdict() for check in found.checks],
        "score": round(found.score, 3),
    }


def _shown(played: Rehearsal, found: Review, body: dict[str, Any], earlier: Sequence[float]) -> Iterator[str]:
    from haegi.call.case import offers
    from haegi.coach.view import money
    from haegi.rehearsal.review import curve
    from haegi.text.plain import visible

    locale = desk.State.locale
    value = money(body["value"], played.case, locale) or "-"
    limit = money(body["limit"], played.case, locale)
    yield ""
    yield desk.say("practice.result", outcome=desk.say(f"outcome.{body['outcome'] or 'cut'}"), value=value, limit=limit)
    rows = curve([each for call in played.calls for each in offers(call)], body["limit"])
    if rows:
        yield desk.say("practice.curve")
        yield from (f"  {row}" for row in rows)
    yield desk.say("practice.review", score=f"{found.score:.0%}")
    marks = {True: "practice.met", False: "practice.missed", None: "practice.not-arisen"}
    for check in found.checks:
        evidence = f'  "{visible(check.evidence)}"' if check.evidence and check.evidence != "..." else ""
        yield f"  {desk.say(marks[check.passed])}  {desk.say(f'rule.{check.rule}')}  ({check.rule}){evidence}"
    if found.next_time:
        yield desk.say("practice.next-time", what=desk.say(f"rule.{found.next_time}"))
    else:
        yield desk.say("practice.nothing-missed")
    if earlier:
        yield desk.say("practice.progress", scores=" ".join(f"{score:.0%}" for score in [*earlier[-9:], found.score]))
    yield desk.say("practice.replay", persona=played.persona.id, seed=played.seed, step=max(len(played.answers) - 1, 1))


def persona_paths(reference: str) -> list[File]:
    """All persona files behind a reference, for simulations over many desks."""
    from haegi.disk.personas import persona_files, shipped_personas

    return persona_files(reference, desk.home()) if reference else list(shipped_personas(desk.home()))
