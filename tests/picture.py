"""The README's pictures of the live screen, each from a call of `data/dialogues` that is typed into the real screen.

    python tests/picture.py a-procedure-then-cash ko 18 "오늘까지만 가능하대" .pictures/screen-ko.svg
    python tests/picture.py j-us-retention-two-calls en 18 "that is only good for today" .pictures/screen-en.svg

plays so many answers of the dialogue's first call, types what the agent says next, and draws the screen as an SVG.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml
from driver import Terminal, inside

from haegi.files.playbook_cache import load
from haegi.files.resources import find
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale

DIALOGUES = Path(__file__).parent / "data" / "dialogues"
WIDTH, HEIGHT, MARGIN = 9, 20, 14
INK, PAPER = "#e6e6e6", "#16181d"
COLOURS = {"cyan": "#6cc7d9", "red": "#ff7b72", "brown": "#e3b341", "green": "#7ee787", "default": INK}


def main(name: str, lang: Locale, count: str, words: str, out: str) -> None:
    dialogue = yaml.load((DIALOGUES / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)
    book, first = dialogue.get("playbook", "retention-kr"), dialogue["calls"][0]
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        inside(home, "case", "new", "home", "--playbook", book, *dialogue["case"], lang=lang)
        command = [sys.executable, "-m", "haegi", "coach", book, "--case", "home", "--date", first["date"]]
        with Terminal(home, command, 80, 24, lang) as terminal:
            playbook = load(find(book, home), home / "cache").playbook
            for answer in first["talk"][: int(count)]:
                give(terminal, answer, playbook, lang)
            send(terminal, f"{words}\r")
            Path(out).write_text("\n".join(drawn(terminal)), "utf-8")


def give(terminal: Terminal, answer: Mapping[str, Any], playbook: Playbook, lang: Locale) -> None:
    """One answer of a dialogue: a digit for what is chosen, else what is typed or heard."""
    if "choose" in answer or "agent" in answer:
        label = answer["choose"][lang] if "choose" in answer else playbook.moves.agent[answer["agent"]].label.best(lang)
        found = re.compile(rf"([1-9])  {re.escape(label[:20])}")
        shown = terminal.until(ready=lambda shown: bool(found.search(shown)))
        send(terminal, found.search(shown)[1])  # type: ignore[index]
    else:
        send(terminal, f"{answer.get('hear') or answer.get('type')}\r")


def send(terminal: Terminal, keys: str) -> None:
    """Send keys and wait until they are answered: the picture is another one, and nothing is left on the last row."""
    before = terminal.text().split("\n")[1:-1]
    terminal.send(keys)
    terminal.until(ready=lambda shown: shown.split("\n")[1:-1] != before and bool(re.search(r"\n > [^\d/]*/", shown)))


def drawn(terminal: Terminal) -> Iterator[str]:
    columns, rows = terminal.screen.columns, terminal.screen.lines
    width, height = columns * WIDTH + 2 * MARGIN, rows * HEIGHT + 2 * MARGIN
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">'
    yield f"<title>{escape(terminal.text().split(chr(10))[0].strip())}</title>"
    yield f'<rect width="{width}" height="{height}" rx="8" fill="{PAPER}"/>'
    yield "<g font-family=\"'DejaVu Sans Mono','D2Coding','NanumGothicCoding','Noto Sans Mono CJK KR',monospace\" font-size=\"15\">"
    for y in range(rows):
        yield from row(terminal, y)
    yield "</g></svg>\n"


def row(terminal: Terminal, y: int) -> Iterator[str]:
    """The pieces of one row, each as wide as its cells, whatever font they are shown in."""
    cells = [(x, terminal.screen.buffer[y][x]) for x in range(terminal.screen.columns)]
    for (colour, bold, reverse, _), run in groupby(cells, lambda at: (at[1].fg, at[1].bold, at[1].reverse, at[1].data == "" or at[1].data >= "ᄀ")):
        struck = list(run)
        whole = "".join(char.data for _, char in struck)
        if reverse:
            x, long = MARGIN + struck[0][0] * WIDTH, len(struck) * WIDTH
            yield f'<rect x="{x}" y="{MARGIN + y * HEIGHT}" width="{long}" height="{HEIGHT}" fill="{INK}"/>'
        text = whole.strip(" ")
        left, right = len(whole) - len(whole.lstrip(" ")), len(whole) - len(whole.rstrip(" "))
        x, long = MARGIN + (struck[0][0] + left) * WIDTH, (len(struck) - left - right) * WIDTH
        if text:
            ink, weight = PAPER if reverse else COLOURS.get(colour, INK), ' font-weight="bold"' if bold else ""
            shown = escape(text).replace(" ", "\u00a0")
            yield (f'<text x="{x}" y="{MARGIN + y * HEIGHT + 15}" textLength="{long}" lengthAdjust="spacingAndGlyphs" fill="{ink}"{weight}>'
                   f"{shown}</text>")  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])  # type: ignore[arg-type]
