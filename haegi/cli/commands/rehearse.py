"""`haegi rehearse`: a call against a simulated desk, then the review."""

from __future__ import annotations

import secrets
from pathlib import Path as File
from typing import Any

import typer

from haegi.call.case import LONGEST_NAME, Case
from haegi.cli import personas
from haegi.cli.call_run import wants_screen
from haegi.cli.call_store import CallStore
from haegi.cli.commands.sheet import RENDERERS, form_of
from haegi.cli.context import DEFAULT, Context, width
from haegi.cli.options import CASES, PERSONAS, CallCase, Face, Json, PlaybookName
from haegi.cli.rehearsal_run import Rehearsal
from haegi.cli.views import rehearse as rehearse_view
from haegi.errors import Failure, StoreError, Usage
from haegi.files.resources import Loaded
from haegi.playbook.model import Playbook
from haegi.rehearsal.persona import DeskPersona, currency_of
from haegi.rehearsal.replayed_agent import RecordedPersona, recorded, turns
from haegi.rehearsal.review import review
from haegi.rehearsal.transcript import transcribe

#: What is paid a month where the person has no case, in minor units.
FEE = {"KRW": 33_000, "USD": 8_000}
#: What is needed of a rehearsal to play it again.
_LAST = {"case": str, "persona": str, "seed": int, "most": int, "hint": bool, "answers": list}


def rehearse(
    ctx: typer.Context,
    playbook: PlaybookName = "",
    persona: str = typer.Option("", "--persona", metavar="NAME|FILE", help="cli.rehearse.persona", autocompletion=PERSONAS),
    seed: int = typer.Option(-1, "--seed", metavar="N", min=-1, help="cli.rehearse.seed"),
    calls: int = typer.Option(4, "--calls", metavar="N", help="cli.rehearse.calls"),
    case: CallCase = "",
    from_call: str = typer.Option("", "--from-call", metavar="CASE", help="cli.rehearse.from-call", autocompletion=CASES),
    face: Face = "",
    hint: bool = typer.Option(False, "--hint", help="cli.rehearse.hint"),
    from_: int = typer.Option(0, "--from", metavar="STEP", min=0, help="cli.rehearse.from"),
    speak: bool = typer.Option(False, "--speak", help="cli.rehearse.speak"),
    list_: bool = typer.Option(False, "--list", help="cli.rehearse.list"),
    printed: str = typer.Option("", "--print", metavar="FILE", help="cli.rehearse.print"),
    json: Json = False,
) -> None:
    context: Context = ctx.obj
    if list_:
        personas.show(context, playbook)
        return
    if calls < 1:
        raise Usage("practice.bad-calls")
    if printed:  # what can't be written is refused before the rehearsal rather than after it
        form_of("", printed, "")
        if File(printed).exists():
            raise Failure("file.exists", path=printed)
    playbook = context.reading().case(from_call).playbook if from_call else playbook
    loaded = context.loaded(playbook or DEFAULT)
    last = _last(context, loaded.playbook, from_) if from_ else None
    known = last or {
        "playbook": playbook or DEFAULT, "case": case or from_call, "persona": persona, "from_call": from_call, "most": calls, "hint": hint,
        "seed": seed if seed >= 0 else secrets.randbelow(1_000_000),
    }  # fmt: skip
    # With --json the answer is the document alone: the call itself is talk.
    played = _rehearsal(context._replace(stdout=context.stderr) if json else context, loaded, known, speak=speak)
    played.run(last["answers"][: from_ - 1] if last else [], screen=wants_screen(context, face) and not json)
    _finish(context, played, json=json, printed=printed)
    if played.interrupted:
        raise KeyboardInterrupt


def _rehearsal(context: Context, loaded: Loaded, known: dict[str, Any], *, speak: bool) -> Rehearsal:
    """A rehearsal that has not begun, from what is kept of one: the case, the persona, the seed, the calls, hints."""
    who = _recorded(context, name) if (name := known.get("from_call")) else personas.load(context, known["persona"], loaded.playbook)
    case = _case(context, known["case"], loaded.playbook, who)
    if isinstance(who, DeskPersona) and who.currency != case.currency:
        raise Failure("practice.not-this-money", name=who.id, money=who.currency, case=case.currency)
    return Rehearsal(context, loaded, who, case, {**known, "persona": known["persona"] or who.id}, speak=speak)


def _recorded(context: Context, name: str) -> RecordedPersona:
    """The agent of the last call of a case."""
    calls = context.reading().calls(name)
    if not calls or not turns(context.playbook(context.reading().case(name).playbook), calls[-1]):
        raise Failure("practice.no-call", name=name)
    return recorded(name, calls[-1])


def _case(context: Context, name: str, book: Playbook, who: personas.Who) -> Case:
    """The person's own case, so that their quotes and target count; else a plain one, called after the desk."""
    if name:
        return context.reading().case(name)
    currency, title = currency_of(book), personas.title(context, who)
    return Case(name=title[:LONGEST_NAME], playbook=book.id, currency=currency, slots={"fee": FEE[currency]})


def _last(context: Context, book: Playbook, step: int) -> dict[str, Any]:
    """The last rehearsal of a playbook, which has this step."""
    kept = [body for _, key, body in context.reading().kept("rehearsal") if key == book.id]
    if not kept:
        raise Failure("practice.no-last")
    if any(not isinstance(kept[-1].get(name), form) for name, form in _LAST.items()):
        raise StoreError("store.damaged", path=str(context.home / "haegi.db"))
    count = len(kept[-1]["answers"])
    if step > count + 1:
        raise Usage("practice.no-step", count=count, most=count + 1)
    return kept[-1]


def _finish(context: Context, played: Rehearsal, *, json: bool, printed: str) -> None:
    """Review a rehearsal, keep it where anything was said, and show it; in a file too, where one is named."""
    transcript = transcribe(played.book, played.case, played.calls)
    found = review(transcript)
    kept = CallStore(context)
    rows = kept.store.kept("rehearsal")
    earlier = [body["score"] for _, key, body in rows if key == played.book.id and isinstance(body.get("score"), float)]
    reference = played.known["persona"]
    body = {
        **played.known, "persona": str(File(reference).resolve()) if File(reference).is_file() else reference,
        "answers": played.answers, "score": found.score, "outcome": transcript.outcome,
        "value": transcript.standing if transcript.haggled and transcript.outcome == "accepted" else None, "limit": played.agent.limit,
    }  # fmt: skip
    if any(check.passed is not None for check in found.checks):
        kept.keep("rehearsal", played.book.id, body)
    lines = rehearse_view.lines(context, played, found, body, earlier, width(20, 100))
    context.answer(rehearse_view.document(played, found, body) if json else lines)
    if printed:
        made = RENDERERS[form_of("", printed)](rehearse_view.printed(context, played, found, body))
        context.write_file(File(printed), made, force=False)
        context.talk(context.say("case.written", path=printed))
    kept.settle()
