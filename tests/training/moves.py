"""Train the recognisers of the shipped playbooks, or print how well they know voices that were left out.

    python tests/training/moves.py train [PLAYBOOK ...]      writes playbooks/ID.model
    python tests/training/moves.py table [PLAYBOOK ...]      each voice in turn left out
    python tests/training/moves.py count                     what is in the corpus, by playbook, voice and move
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent))

from turns import calls, turns

from haegi.coach.services import examples
from haegi.files.resources import Loaded, background, folder, load_playbook, move_model
from haegi.nlu.classifier import Decision
from haegi.nlu.moves import Sample
from haegi.nlu.recognizer import MoveRecognizer
from haegi.nlu.training import gather, learn, train, with_bare

FOLDS = 5
PLAYBOOKS = ("retention-kr", "retention-us", "arrears-kr", "escalation-kr", "mobile-kr")


def train_all(names: Sequence[str]) -> None:
    for name in names or PLAYBOOKS:
        book = load_playbook(folder() / f"{name}.yaml").playbook
        labelled = {speaker: turns(name, speaker) for speaker in examples(book)}
        weights = train(examples(book), background(book.language), labelled)
        (folder() / f"{name}.model").write_bytes(weights)
        print(f"{name}: {sum(map(len, labelled.values()))} turns, {len(weights) // 1024} kB", flush=True)


def table(names: Sequence[str]) -> Iterator[str]:
    """A row a voice, read by a model that never saw it: turns acted on rightly, wrongly, asked with the right choice among
    three, and lost. A fifth of the voices is left out at a time; the decision on top is the shipped one."""
    yield f"{'playbook':14} {'voice':15} {'turns':>5} {'right':>6} {'wrong':>6} {'asked':>6} {'lost':>6}"
    for name in names or PLAYBOOKS:
        loaded = load_playbook(folder() / f"{name}.yaml")
        told, labelled = examples(loaded.playbook)["agent"], turns(name, "agent")
        samples, decision = gather(told, background(loaded.playbook.language)), _shipped_decision(loaded)
        voices = sorted({turn.voice for turn in labelled})
        outcomes: dict[str, Counter[str]] = {}
        for fold in range(FOLDS):
            others = [turn for turn in labelled if turn.voice not in voices[fold::FOLDS]]
            model = learn(tuple(told), with_bare(samples, others))._replace(decision=decision)
            for voice in voices[fold::FOLDS]:
                unseen = [turn for turn in labelled if turn.voice == voice and turn.context]
                outcomes[voice] = Counter(outcome(MoveRecognizer({"agent": model}), turn) for turn in unseen)
        yield from (row(name, voice, outcomes[voice]) for voice in voices)
        yield row(name, "all", sum(outcomes.values(), Counter()))


def _shipped_decision(loaded: Loaded) -> Decision:
    return MoveRecognizer.prepare(examples(loaded.playbook), move_model(loaded.path)).by_speaker["agent"].decision


def row(name: str, voice: str, counts: Counter[str]) -> str:
    total = max(1, sum(counts.values()))
    shares = " ".join(f"{counts[kind] / total:6.3f}" for kind in ("right", "wrong", "asked", "lost"))
    return f"{name:14} {voice:15} {sum(counts.values()):5} {shares}"


def outcome(recognizer: MoveRecognizer, turn: Sample) -> str:
    recognition = recognizer.recognize(turn.text, "agent", turn.context)
    acts, choices = set(recognition.acts), {candidate.move for candidate in recognition.candidates[:3]}
    if acts - turn.moves:
        return "wrong"
    if not turn.moves:
        return "right" if recognition.confidence == "nothing" else "asked"
    return "right" if acts else "asked" if choices & turn.moves else "lost"


def counted() -> Iterator[str]:
    by_book = Counter((call["playbook"], voice) for voice, call in calls())
    for name in PLAYBOOKS:
        voices = {voice: number for (book, voice), number in sorted(by_book.items()) if book == name}
        labelled = turns(name, "agent")
        yield f"{name}: {sum(voices.values())} calls by {len(voices)} voices, {len(labelled)} agent turns and talk"
        often = Counter(move for turn in labelled for move in turn.moves)
        yield "  " + ", ".join(f"{move} {number}" for move, number in often.most_common())


if __name__ == "__main__":
    command, *chosen = sys.argv[1:] or ["count"]
    if command == "train":
        train_all(chosen)
    else:
        print("\n".join(table(chosen) if command == "table" else counted()))
