"""`haegi review`: a call as text, read through the coach, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import count
from pathlib import Path as File
from typing import NamedTuple, get_args

import typer

from haegi.call.call import MemoryLog
from haegi.call.case import Case, PastCall
from haegi.call.slots import new_case
from haegi.cli.call_store import CallStore
from haegi.cli.context import DEFAULT, Context, playbook_reference, width
from haegi.cli.options import CASES, PLAYBOOKS, CallDay, Json
from haegi.cli.views import review as review_view
from haegi.cli.views.review import Reviewed
from haegi.coach.services import recognizer, services
from haegi.coach.session import Setting
from haegi.coach.transcript_player import SOURCE, PlayedCall, play
from haegi.coach.view import CITES
from haegi.errors import Failure
from haegi.files.resources import Loaded
from haegi.nlu.recognizer import MoveRecognizer
from haegi.playbook.model import Playbook
from haegi.rehearsal.review import Review
from haegi.rehearsal.review import review as review_of
from haegi.rehearsal.transcript import by_caller, transcribe
from haegi.text.i18n import Locale
from haegi.text.pii import masked
from haegi.transcript.speakers import Speaker, assign_speakers
from haegi.transcript.transcript_reader import LARGEST, Utterance, find_language, read_transcript

#: The playbook of a call in this language where none is named.
USUAL: dict[Locale, str] = {"ko": DEFAULT, "en": "retention-us"}


class Asked(NamedTuple):
    """What the options say: a playbook, a case, the day of the call, the person's label, each empty where nothing is said;
    and the language of the call."""

    playbook: str
    case: str
    today: date
    me: str
    language: Locale


def review(
    ctx: typer.Context,
    file: str = typer.Argument(..., metavar="FILE|-", help="cli.review.file"),
    playbook: str = typer.Option("", "--playbook", metavar="PLAYBOOK", help="cli.review.playbook", autocompletion=PLAYBOOKS),
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.review.case", autocompletion=CASES),
    date_: CallDay = "",
    me: str = typer.Option("", "--me", metavar="LABEL", help="cli.review.me"),
    json: Json = False,
) -> None:
    context: Context = ctx.obj
    today = context.day(date_)
    utterances = _without_private(context, read_transcript(_bytes(context, file)))
    language = find_language(utterances)
    kept = CallStore(context) if case else None
    reviewed = _review(context, kept, utterances, Asked(playbook, case, today, me, language))
    lines = review_view.lines(context, reviewed, width(20, 100), kept=bool(kept))
    context.answer(review_view.document(context, reviewed) if json else lines)
    if kept:
        kept.settle()


def _bytes(context: Context, name: str) -> bytes:
    """What a file or standard input holds; a little more than may be read where that is more."""
    try:
        if name == "-":
            return context.stdin.buffer.read(LARGEST + 1)
        with File(name).open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Failure("file.unreadable", path=name, why=error.strerror or "") from None


def _without_private(context: Context, utterances: Sequence[Utterance]) -> list[Utterance]:
    """The utterances without private numbers; each kind that was in them is told once."""
    kinds: dict[str, None] = {}
    clean: list[Utterance] = []
    for at, utterance in enumerate(utterances):
        before = " ".join(each.text for each in utterances[max(at - 2, 0) : at])
        parts = [masked(part, context.locale, before) for part in utterance]
        kinds |= dict.fromkeys(kind for part in parts for kind in part.kinds)
        clean.append(Utterance(parts[0].text, parts[1].text))
    for kind in kinds:
        context.talk(context.say(f"private.told-{kind}"))
    return clean


def _review(context: Context, kept: CallStore | None, utterances: Sequence[Utterance], asked: Asked) -> Reviewed:
    """Read a call, in its case where there is one. A call that was kept before is not kept again."""
    known = kept.store.find(asked.case) if kept else None
    reference = asked.playbook or (known.playbook if known else USUAL[asked.language])
    loaded = context.loaded(reference)
    if loaded.playbook.language != asked.language:
        raise Failure("transcript.other-language", playbook=loaded.playbook.id)
    case = known or new_case(asked.case, playbook_reference(reference), loaded.playbook, asked.today, lambda _: None)
    moves = context.recognizer(loaded)

    def likeness(text: str) -> float:
        """How much more likely these are an agent's words than a caller's."""
        agent, caller = (moves.recognize(text, speaker).candidates[:1] for speaker in get_args(Speaker))
        return sum(candidate.score for candidate in agent) - sum(candidate.score for candidate in caller)

    turns = assign_speakers(utterances, asked.me, likeness)
    past = kept.store.calls(case.name) if kept and known else []
    number = kept.free(case.name, past) if kept and known else 1

    def read(earlier: Sequence[PastCall], number: int) -> PlayedCall:
        setting = _setting(context, loaded, moves, case, earlier, number, asked.today)
        return play(turns, setting, recognizer(loaded.playbook, lambda: moves, "caller"))

    played = read(past, number)
    same = next((call for call in past if _words(call) == _words(played.call)), None)
    if same:
        past = [call for call in past if call.number < same.number]
        played = read(past, same.number)
        context.talk(context.say("transcript.kept-before", number=same.number, case=case.name))
    elif kept:
        kept.keep_call(case, played.call)
    return Reviewed(loaded.playbook, case, played, _judged(loaded.playbook, case, [*past, played.call], in_case=bool(kept)))


def _setting(
    context: Context, loaded: Loaded, moves: MoveRecognizer, case: Case, past: Sequence[PastCall], number: int, today: date
) -> Setting:
    """What a live call of that day would start from. Each event has a millisecond of its own: promises go by it."""
    book, locale = loaded.playbook, context.locale
    noon = int(datetime.combine(today, time(12), UTC).timestamp() * 1000)
    stamps = count(context.now() if today == context.day() else noon)
    needed = services(book, locale, lambda: moves, tuple)
    return Setting(book, case, MemoryLog(), number, past, locale, lambda: next(stamps), today, needed)


def _words(call: PastCall) -> list[str]:
    """The words of a call from a transcript; those of a live one are nobody's to compare."""
    is_transcript = any(event.kind == "start" and event.data.get("source") == SOURCE["source"] for event in call.events)
    return [event.text for event in call.events if event.kind in ("heard", "said", "note")] if is_transcript else []


def _judged(playbook: Playbook, case: Case, calls: Sequence[PastCall], *, in_case: bool) -> Review:
    """The review of the last call. What was put off before counts: a deferral is for the whole case. Without a case
    nobody knows which quotes there are, and one that was cited is taken for real."""
    transcript = transcribe(playbook, case, calls)
    number = calls[-1].number
    turns = tuple(turn for turn in transcript.turns if turn.call == number or "defers" in turn.moves)
    quoted = transcript.quoted or (not in_case and bool(by_caller(transcript, CITES)))
    return review_of(transcript._replace(turns=turns, quoted=quoted))
