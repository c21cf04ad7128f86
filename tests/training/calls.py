"""Play whole calls through the coach's own path and print what it made of each agent turn.

    python tests/training/calls.py [FOLDER] [--voice V]     FOLDER has calls in the form of tests/data/corpus/README.md

The shipped weights know the voices of tests/data/corpus: a table without them is `moves.py table`. Right: a move of the turn
was acted on and none that it does not make; for a turn of no move, nothing acted on and nothing asked. Asked: the right move
was among the choices. Lost: neither. Never: the advice after the turn is one that the call forbids.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

from turns import CORPUS, voice_of

from haegi.call.call import MemoryLog
from haegi.call.case import Case
from haegi.call.slots import read_quote
from haegi.coach.controller import Controller
from haegi.coach.questions import waiting_offer
from haegi.coach.services import examples, services
from haegi.coach.session import Session, Setting
from haegi.errors import Failure
from haegi.files.resources import Loaded, folder, load_playbook, move_model
from haegi.money.amounts import read
from haegi.nlu.recognizer import MoveRecognizer

TODAY = date(2026, 11, 30)
FORMS = ("said", "typed")
KINDS = ("right", "wrong", "asked", "lost")


@cache
def book_of(name: str) -> tuple[Loaded, MoveRecognizer]:
    loaded = load_playbook(folder() / f"{name}.yaml")
    return loaded, MoveRecognizer.prepare(examples(loaded.playbook), move_model(loaded.path))


def case_of(call: Mapping[str, Any]) -> Case:
    currency = "USD" if call["playbook"].endswith("us") else "KRW"
    slots: dict[str, Any] = {}
    for name, value in (call.get("case") or {}).items():
        slots[name] = value.isoformat() if isinstance(value, date) else value
    for name in ("fee", "target", "reservation"):
        said = str(slots.pop(name, ""))
        with suppress(Failure):  # a target may be more than a sum
            slots[name] = read(said, currency=currency).minor
    quote = slots.pop("quote", None)
    quotes = (read_quote(quote, TODAY),) if quote else ()
    return Case(name="corpus", playbook=call["playbook"], slots=slots, quotes=quotes, currency=currency)


def play(call: Mapping[str, Any], form: str) -> Iterator[tuple[str, bool | None, bool]]:
    """For each agent turn: what became of it, whether its offer was read exactly (None: there is none), never broken."""
    loaded, recognizer = book_of(call["playbook"])
    book, clock = loaded.playbook, iter(range(1, 100_000))
    given = services(book, book.language, lambda: recognizer, tuple)
    setting = Setting(book, case_of(call), MemoryLog(), call.get("number", 1), (), book.language, lambda: next(clock), TODAY, given)
    controller = Controller(Session(setting), call["opening"] if call["opening"] in book.openings else next(iter(book.openings)))
    session = controller.session
    for turn in call["turns"]:
        if "caller" in turn:
            session.question, session.guesses = None, waiting_offer(session.guesses)
            session.record("said", "", turn["caller"], {"does": turn["moves"]})
            continue
        before = len(session.call.events)
        controller.answer(turn["agent"] if form == "said" else turn.get("typed") or turn["agent"])
        made = session.call.events[before:]
        acts = {event.value for event in made if event.kind == "heard"}
        labels = {guess.option.label for guess in session.guesses if guess.kind == "move"}
        gold = set(turn["moves"])
        if acts - gold:
            kind = "wrong"
        elif acts or not (gold or labels):
            kind = "right"
        else:
            kind = "asked" if not gold or labels & {session.label(move) for move in gold if move in book.moves.agent} else "lost"
        offer = next((event.data["offer"] for event in made if event.data.get("offer")), None)
        exact = None if not turn.get("offer") else bool(offer) and same(offer, turn["offer"])
        advice = session.advice
        yield kind, exact, bool(advice and advice.action in turn.get("never", ()))


def same(read_offer: Mapping[str, Any], gold: Mapping[str, Any]) -> bool:
    return read_offer["terms"] == gold["terms"] and read_offer["commit_months"] == gold["commit_months"]


def table(paths: list[Path]) -> Iterator[str]:
    yield f"{'playbook':14} {'form':6} {'turns':>5} " + " ".join(f"{kind:>6}" for kind in KINDS) + "  offers  never"
    calls = [yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) for path in paths]
    for name in sorted({call["playbook"] for call in calls}):
        for form in FORMS:
            rows = [row for call in calls if call["playbook"] == name for row in play(call, form)]
            counts, total = Counter(kind for kind, _, _ in rows), max(1, len(rows))
            offers = [exact for _, exact, _ in rows if exact is not None]
            shares = " ".join(f"{counts[kind] / total:6.3f}" for kind in KINDS)
            yield f"{name:14} {form:6} {len(rows):5} {shares}  {sum(offers)}/{len(offers)}  {sum(row[2] for row in rows)}"


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    voice = sys.argv[sys.argv.index("--voice") + 1] if "--voice" in sys.argv else ""
    files = sorted((Path(words[0]) if words and not voice else CORPUS / "calls").glob("*.yaml"))
    print("\n".join(table([path for path in files if not voice or voice_of(path) == voice])))
