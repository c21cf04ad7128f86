"""Train the recognisers of the shipped playbooks, or print how well they know voices that were left out.

    python tests/training/moves.py train [PLAYBOOK ...]      writes playbooks/ID.model, and prints the table on the way
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

from turns import PLAYBOOKS, calls, of_others, talk, turns

from haegi.coach.services import examples
from haegi.files.resources import background, folder, load_playbook, move_model
from haegi.nlu.classifier import Speaker
from haegi.nlu.moves import Sample
from haegi.nlu.recognizer import MoveRecognizer
from haegi.nlu.training import Trial, gather, train, trials

HEAR = Path(__file__).parents[1] / "data" / "hear"
HEARD = {"retention-kr": "dev"}
VOICES_HEAD = f"{'playbook':14} {'voice':15} {'turns':>5}  right  wrong  asked   lost"
SENTENCES_HEAD = f"{'playbook':14} {'two':>5}   both   none  acted nothing  single  first  wrong"
KINDS = ("right", "wrong", "asked", "lost")


def train_all(names: Sequence[str]) -> None:
    """Train, and print the rows of the tables on the way: the voices are left out in any case."""
    for name in names or PLAYBOOKS:
        book = load_playbook(folder() / f"{name}.yaml").playbook
        labelled: dict[Speaker, list[Sample]] = {"agent": turns(name, "agent") + of_others(name), "caller": turns(name, "caller")}
        tried = strangers(name)
        weights = train(examples(book), background(book.language), labelled, {"agent": tried})
        (folder() / f"{name}.model").write_bytes(weights)
        print(f"{name}: {sum(map(len, labelled.values()))} turns, {len(weights) // 1024} kB")
        print("\n".join((*of_voices(name, tried), *of_sentences(name, tried))), flush=True)


def table(names: Sequence[str]) -> Iterator[str]:
    yield VOICES_HEAD
    tried = {name: strangers(name) for name in names or PLAYBOOKS}
    for name in tried:
        yield from of_voices(name, tried[name])
    yield SENTENCES_HEAD
    for name in tried:
        yield from of_sentences(name, tried[name])


def strangers(name: str) -> list[Trial]:
    book = load_playbook(folder() / f"{name}.yaml").playbook
    told, labelled = examples(book)["agent"], turns(name, "agent") + of_others(name)
    return list(trials(tuple(told), gather(told, background(book.language)), labelled))


def of_voices(name: str, tried: Sequence[Trial]) -> Iterator[str]:
    """A row a voice, read by a model that never saw it: turns acted on rightly, wrongly, asked with the right choice among
    three, and lost. The decision on top is the shipped one."""
    outcomes: dict[str, Counter[str]] = {}
    for recognizer, unseen in _decided(name, tried):
        for turn in unseen:
            if turn.context:
                outcomes.setdefault(turn.voice, Counter())[outcome(recognizer, turn)] += 1
    yield from (row(name, voice, counts) for voice, counts in sorted(outcomes.items()))
    yield row(name, "all", sum(outcomes.values(), Counter()))


def of_sentences(name: str, tried: Sequence[Trial]) -> Iterator[str]:
    """Sentences of talk and lone ones, without context: how many of two moves have both acted on; how many that make none
    are acted on and are nothing; and of those that nobody learnt from, the right move first, and a wrong one acted on."""
    counts: Counter[str] = Counter()
    for recognizer, unseen in _decided(name, tried):
        for turn in {turn.text: turn for turn in unseen if turn.text in talk(name)}.values():
            recognition = recognizer.recognize(turn.text, "agent")
            counts[f"moves {len(turn.moves)}"] += 1
            counts["both"] += len(turn.moves) == 2 and turn.moves <= {*recognition.acts}
            counts["falsely"] += not turn.moves and bool(recognition.acts)
            counts["nothing"] += not turn.moves and recognition.confidence == "nothing"
    heard = MoveRecognizer.prepare(*_shipped(name))
    rows = [line.split("\t") for line in (HEAR / f"{HEARD.get(name, name)}.tsv").read_text("utf-8").splitlines()[1:]]
    singles = [(move, heard.recognize(text, "agent")) for speaker, move, _, text in rows if speaker == "agent"]
    first = sum(recognition.candidates[0].move == move for move, recognition in singles)
    beside = sum(bool({*recognition.acts} - {move}) for move, recognition in singles)
    yield (
        f"{name:14} {counts['moves 2']:5} {counts['both'] / max(1, counts['moves 2']):6.3f} {counts['moves 0']:6}"
        f" {counts['falsely'] / max(1, counts['moves 0']):6.3f} {counts['nothing'] / max(1, counts['moves 0']):7.3f}"
        f" {len(singles):7} {first / len(singles):6.3f} {beside / len(singles):6.3f}"
    )


def _shipped(name: str) -> tuple[dict[Speaker, dict[str, tuple[str, ...]]], bytes | None]:
    loaded = load_playbook(folder() / f"{name}.yaml")
    return examples(loaded.playbook), move_model(loaded.path)


def _decided(name: str, tried: Sequence[Trial]) -> Iterator[tuple[MoveRecognizer, Sequence[Sample]]]:
    decision = MoveRecognizer.prepare(*_shipped(name)).by_speaker["agent"].decision
    for classifier, unseen in tried:
        yield MoveRecognizer({"agent": classifier._replace(decision=decision)}), unseen


def row(name: str, voice: str, counts: Counter[str]) -> str:
    total = max(1, sum(counts.values()))
    shares = " ".join(f"{counts[kind] / total:6.3f}" for kind in KINDS)
    return f"{name:14} {voice:15} {sum(counts.values()):5} {shares}"


def outcome(recognizer: MoveRecognizer, turn: Sample) -> str:
    recognition = recognizer.recognize(turn.text, "agent", turn.context)
    shown = recognition.candidates[:3] if recognition.confidence != "nothing" else ()
    acts, choices = set(recognition.acts), {candidate.move for candidate in shown}
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
