"""`haegi simulate`: many seeded cases against simulated desks, policies side by side."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from multiprocessing import get_context
from typing import NamedTuple

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from haegi.call.cue import value_of
from haegi.cli import personas
from haegi.cli.context import DEFAULT, Context
from haegi.cli.options import PERSONAS, PLAYBOOKS, Json, completed
from haegi.cli.views import simulate as simulate_view
from haegi.errors import Diagnostic, ExitCode, Faults, Usage
from haegi.files.resources import named_personas, persona_files
from haegi.files.source_map import diagnose
from haegi.money.amounts import read_or_nothing
from haegi.playbook.model import Playbook
from haegi.rehearsal.persona import DeskPersona, StagedPersona, currency_of, is_able
from haegi.rehearsal.simulation import POLICIES, CaseResult, Policy, run_cases, summarise
from haegi.rehearsal.utterances import is_haggled

MOST_CASES = 1_000_000
MOST_JOBS = 256
CHUNK = 25


class Task(NamedTuple):
    """Some cases of one desk, to be played under every policy."""

    persona: DeskPersona
    policies: tuple[Policy, ...]
    seed: int
    start: int
    stop: int
    alternative: int
    target: int | None


Played = dict[str, list[CaseResult]]


def simulate(
    ctx: typer.Context,
    playbook: str = typer.Argument(DEFAULT, metavar="PLAYBOOK", help="cli.simulate.playbook", autocompletion=PLAYBOOKS),
    personas: str = typer.Option("", "--personas", metavar="NAME|FILE|DIR", help="cli.simulate.personas", autocompletion=PERSONAS),
    policy: list[str] = typer.Option([], "--policy", metavar="P", help="cli.simulate.policy", autocompletion=completed(lambda _: POLICIES)),
    calls: int = typer.Option(400, "--calls", metavar="N", help="cli.simulate.calls"),
    seed: int = typer.Option(1, "--seed", metavar="N", help="cli.simulate.seed"),
    jobs: int = typer.Option(0, "--jobs", metavar="N", help="cli.simulate.jobs"),
    alternative: str = typer.Option("", "--alternative", metavar="AMOUNT", help="cli.simulate.alternative"),
    target: str = typer.Option("", "--target", metavar="AMOUNT", help="cli.simulate.target"),
    json: Json = False,
) -> None:
    context: Context = ctx.obj
    if not 1 <= calls <= MOST_CASES:
        raise Usage("simulate.calls", most=MOST_CASES)
    if not 0 <= jobs <= MOST_JOBS:
        raise Usage("simulate.jobs", most=MOST_JOBS)
    book = context.playbook(playbook)
    desks, currency = _desks(context, personas, book), currency_of(book)
    floor = read_or_nothing(alternative, currency).minor if alternative else 0
    aim = int(value_of(target, "total", currency)) if target else None
    policies = _policies(policy)
    asked = policies if "bound" in policies else ("bound", *policies)
    tasks = list(_tasks(desks, Task(desks[0], asked, seed, 0, 0, floor, aim), calls))
    played, is_whole = _play(context, tasks, jobs, calls)
    done = len(played.get("bound", ()))
    summaries = [summarise(policy, played[policy], played["bound"]) for policy in policies if played.get(policy)]
    if json:
        context.answer_json(simulate_view.document(seed, done, desks, (floor, aim), summaries, currency, is_whole=is_whole))
    elif done:
        context.out(context.say("simulate.title", desks=len(desks), cases=done, seed=seed, currency=currency))
        context.answer(simulate_view.lines(context, summaries, currency))
        context.talk(context.say("simulate.caveat"))
    if not is_whole:
        context.talk(context.say("simulate.cut", done=done))
        raise typer.Exit(ExitCode.INTERRUPTED)


def _policies(asked: Sequence[str]) -> tuple[Policy, ...]:
    wanted = {name.strip() for text in asked for name in text.split(",")}
    strange = sorted(wanted - set(POLICIES))
    if strange:
        raise Usage("simulate.policy", name=strange[0], known=", ".join(POLICIES))
    return tuple(each for each in POLICIES if not wanted or each in wanted)


def _desks(context: Context, reference: str, book: Playbook) -> list[DeskPersona]:
    """The personas by name, file or folder, else all that ship. Of a folder, and of those that ship, the desks that can
    play the playbook's agent. Raises Faults with those of all files."""
    if not is_haggled(book):
        raise Usage("simulate.no-haggling", title=book.title)
    files = persona_files(reference, context.home) if reference else list(named_personas(context.home))
    if not files:
        known = ", ".join(path.stem for path in named_personas(context.home))
        raise Usage("simulate.no-persona", name=reference, known=known)
    read: list[DeskPersona | StagedPersona] = []
    faults: list[Diagnostic] = []
    for file in files:
        try:
            source = personas.read(file)
        except Faults as error:
            faults += error.diagnostics
            continue
        read.append(source.model)
        if reference and source.model.is_for(book):
            faults += [diagnose(finding, source.marks) for finding in personas.unknown_tricks(source.model, book)]
    if faults:
        raise Faults(faults)
    return _able(read, book, named=reference)


def _able(personas: Sequence[DeskPersona | StagedPersona], book: Playbook, *, named: str) -> list[DeskPersona]:
    """The desks among them that give what the playbook is about, in its currency; of several, those that are meant for
    it where any are."""
    able = [who for who in personas if isinstance(who, DeskPersona) and is_able(who, book)]
    meant = [who for who in able if who.is_for(book)]
    chosen = meant or able
    if not chosen:
        raise Usage("simulate.no-desk", name=named or personas[0].id, currency=currency_of(book))
    return chosen


def _tasks(desks: Sequence[DeskPersona], task: Task, calls: int) -> Iterator[Task]:
    """The cases of a task dealt out to the desks in turn, a few at a time; every desk's part grows evenly."""
    shares = [len(range(number, calls, len(desks))) for number in range(len(desks))]
    for start in range(0, max(shares), CHUNK):
        for persona, share in zip(desks, shares, strict=True):
            if start < share:
                yield task._replace(persona=persona, start=start, stop=min(start + CHUNK, share))


def _run(task: Task) -> Played:
    return {
        policy: run_cases(task.persona, policy, task.seed, task.start, task.stop, task.alternative, task.target)
        for policy in task.policies
    }


def _play(context: Context, tasks: Sequence[Task], jobs: int, calls: int) -> tuple[Played, bool]:
    """The outcomes by policy, in the order of the tasks; whether nobody interrupted them. A bar on stderr, where somebody
    may see it."""
    played: Played = {}
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    workers = min(jobs or cores, len(tasks))
    bar = Progress(
        "{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True),
        transient=True, disable=not context.stderr.isatty(),
    )  # fmt: skip
    shown = bar.add_task(context.say("simulate.working"), total=calls)
    try:
        with bar, get_context().Pool(workers, _deaf) if workers > 1 else nullcontext() as pool:
            for task, part in zip(tasks, pool.imap(_run, tasks) if pool else map(_run, tasks), strict=True):
                for policy, outcomes in part.items():
                    played.setdefault(policy, []).extend(outcomes)
                bar.advance(shown, task.stop - task.start)
    except KeyboardInterrupt:
        return played, False
    return played, True


def _deaf() -> None:
    """Ctrl-C is for the process that prints what there is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
