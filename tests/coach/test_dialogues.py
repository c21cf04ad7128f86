"""Whole calls, from stdin to the stored case. Each file in tests/data/dialogues is one case that a person can read.

title: what happens
playbook: the call (left out: retention-kr)
case: flags of `haegi case new` (left out: the coach starts without a case)
before: commands run first, such as [schedule, --case, dialogue, --monthly, 4만원]
calls:
  - date: 2026-11-20
    talk:
      - {choose: "내가 건다"}            a digit, by the title of an opening or by any label that is shown
      - {agent: recites_procedure}     a digit, by the id of the agent's move
      - {type: "/offer 현금 40만원"}     words, a command, or "" for Enter
      - {hear: "오늘까지래", as: limits_time}  words of the agent, which haegi hears as that move or asks about
    after it, any of: say (id or words of the line shown), listen (true: the agent has the word),
    notice (words of haegi's answer), gone: true (the call is over)
    outcome, stage: how the call is stored; kept: its notes and transfers, where they matter
offers, commitments, follow_up, slots, quotes: what the case holds in the end (each as far as it is written out)
remind: days in the calendar that `haegi case remind` writes
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import shipped
from driver import Talk, choices, inside, line
from icalendar import Calendar

from haegi.files.recovery import fitted
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale, Text, say, slots

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[1] / "data" / "dialogues"


def dialogues() -> list[Any]:
    return [
        pytest.param(path, lang, id=f"{path.stem}-{lang}")
        for path in sorted(DATA.glob("*.yaml"))
        for lang in ("ko", "en")
    ]


@pytest.mark.parametrize(("path", "lang"), dialogues())
def test_dialogue(path: Path, lang: Locale, home: Path) -> None:
    dialogue = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    name, book = "dialogue", dialogue.get("playbook", "retention-kr")
    made = [["case", "new", name, "--playbook", book, *dialogue["case"]]] if "case" in dialogue else []
    for command in [*made, *dialogue.get("before", ())]:
        done = inside(home, *command, lang=lang)
        assert done.code == 0, done.err
    for call in dialogue["calls"]:
        with Talk(home, ["coach", book, "--case", name, "--date", call["date"]], lang) as talk:
            for answer in call["talk"]:
                take(talk, answer, shipped(book), lang)
            if not talk.over:
                talk.close()
            assert talk.wait() == 0
    stored = inside(home, "case", "show", name, "--json", lang=lang)
    assert stored.code == 0, stored.err
    document = json.loads(stored.out)
    assert [how(call) for call in document["calls"]] == [
        how(call) for call in dialogue["calls"] if "cut" not in call
    ]
    for call, wanted in zip(document["calls"], (call for call in dialogue["calls"] if "cut" not in call), strict=True):
        assert_holds(kept(call), wanted.get("kept", {}), "kept")
    for section in ("offers", "commitments", "follow_up", "slots", "quotes"):
        if section in dialogue:
            assert_holds(document[section], dialogue[section], section)
    if "remind" in dialogue:
        assert set(dialogue["remind"]) <= reminded(home, name)


def how(call: Any) -> tuple[str, str]:
    return call["outcome"], call["stage"]


def kept(call: Any) -> dict[str, list[str]]:
    """The notes and transfers of a call, without what was taken back and words that were only overheard."""
    events: list[Any] = []
    for event in call["events"]:
        if event["kind"] == "undo":
            events.pop()
        else:
            events.append(event)
    typed = [event for event in events if event["value"] != "heard"]
    return {kind: [event["text"] for event in typed if event["kind"] == kind] for kind in ("note", "transfer")}


def reminded(home: Path, name: str) -> set[str]:
    ran = inside(home, "case", "remind", name, "-o", "-")
    assert ran.code == 0, ran.err
    events = Calendar.from_ical(ran.out).walk("VEVENT")
    return {event.decoded("dtstart").date().isoformat() for event in events}


def take(talk: Talk, answer: Any, playbook: Playbook, lang: Locale) -> None:
    """Give one answer and look at what is shown after it."""
    before = talk.shown
    if "agent" in answer:
        pick(talk, playbook.moves.agent[answer["agent"]].label.best(lang))
    elif "hear" in answer:
        talk.answer(answer["hear"])
        label = playbook.moves.agent[answer["as"]].label.best(lang)
        if squeezed(say(lang, "coach.heard", move=label)) not in squeezed(talk.shown):
            assert say(lang, "coach.guesses").split("   ")[0] in squeezed(talk.shown), talk.shown
            pick(talk, label)
    elif "choose" in answer:
        pick(talk, fitted(answer["choose"], Text).best(lang))
    else:
        talk.answer(answer["type"])
    where = f"after {answer}, which followed\n{before}\n\nthis was shown:\n{talk.shown}"
    assert talk.over == ("gone" in answer), where
    if "say" in answer and not spoken(answer["say"], line(talk.shown), playbook):
        pytest.fail(where)
    if "listen" in answer:
        assert say(lang, "coach.listening") in talk.shown, where
    if "notice" in answer:
        notice = fitted(answer["notice"], Text).best(lang)
        assert notice in squeezed(talk.shown), where


def squeezed(text: str) -> str:
    """Without the wrapping and the spaces of its layout."""
    return " ".join(text.split())


def pick(talk: Talk, label: str) -> None:
    """Press the digit beside this label; where it isn't shown, page through the list behind 0."""
    for _ in range(30):
        shown = choices(talk.shown)
        if label in shown:
            talk.answer(shown[label])
            return
        talk.answer("0")
    raise AssertionError(f"'{label}' is under no digit of any page")


def spoken(wanted: str, shown: str, playbook: Playbook) -> bool:
    """Whether the line shown is the one of this id, or has these words in it."""
    if wanted not in playbook.lines:
        return wanted in shown
    template = playbook.lines[wanted].line.text(playbook.language) or ""
    words = re.split(
        "|".join([rf"\{{{slot}(?:\|[가-힣]+)?\}}" for slot in slots(template)] or ["$^"]), template
    )
    return bool(re.fullmatch(".+".join(re.escape(each) for each in words), shown))


def assert_holds(found: Any, wanted: Any, where: str) -> None:
    """Everything that is written out is there; lists are as long as written, mappings may hold more."""
    if isinstance(wanted, dict):
        for key, value in wanted.items():
            assert_holds(found[key], value, f"{where}.{key}")
    elif isinstance(wanted, list):
        assert len(found) == len(wanted), f"{where}: {found}"
        for number, value in enumerate(wanted):
            assert_holds(found[number], value, f"{where}[{number}]")
    else:
        assert ("" if found is None else str(found)) == wanted, where
