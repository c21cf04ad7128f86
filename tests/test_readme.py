"""README.md shows what haegi prints: every command in it is run, in its order, in an empty home for each language.

In a ```console block stand a command after `$ `, what is typed into it after `> `, and all that it prints. `...` stands for
lines left out, and so does the text between a block and a next one without a command, which goes on with the last.
A ```text NAME block is a file of that name. Of a ```sh block, what begins with `haegi` has to succeed.
`--renew-goldens` writes what is printed; of lines left out, it needs the first line after them to be as it was.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from driver import Ran, inside

from haegi.cli.context import Clock

README = Path(__file__).parents[1] / "README.md"
CLOCK = Clock(lambda: int(datetime(2026, 11, 22, 5, tzinfo=UTC).timestamp() * 1000), lambda: date(2026, 11, 22))
KOREAN = "# haegi 한국어 안내"


class Shown(NamedTuple):
    """Lines of README.md from `start` on that follow one another on the screen, too."""

    start: int
    lines: list[str]


class Command(NamedTuple):
    words: list[str]
    shown: list[Shown]
    #: Whether what it prints is shown at all, and whether that goes to its end.
    printed: bool
    ends: bool = True

    @property
    def typed(self) -> list[str]:
        return [line[2:] for part in self.shown for line in part.lines if re.match(r">( |$)", line)]


class Block(NamedTuple):
    info: str
    start: int
    lines: list[str]


def blocks(text: str, lang: str) -> Iterator[Block]:
    """The fenced blocks of one language, in order."""
    lines = text.split("\n")
    korean = lines.index(KOREAN)
    inside_of: Block | None = None
    for number, line in enumerate(lines):
        if inside_of is not None and line == "```":
            yield inside_of
            inside_of = None
        elif inside_of is not None:
            inside_of.lines.append(line)
        elif line.startswith("```") and (number > korean) == (lang == "ko"):
            inside_of = Block(line[3:], number + 1, [])


def commands(block: Block, going_on: Command | None) -> Iterator[Command]:
    """The commands of a block; it may begin in the midst of what the one before it printed."""
    now = going_on
    rest = iter(enumerate(block.lines, block.start))
    if now:
        now.shown.append(Shown(block.start, []))
    for at, line in rest:
        number = at
        if line.startswith("$ ") or (block.info == "sh" and line.startswith("haegi ")):
            words = line.removeprefix("$ ")
            while words.endswith("\\"):
                number, more = next(rest)
                words = words[:-1] + more
            if now:
                yield now
            now = Command(shlex.split(words, comments=True)[1:], [Shown(number + 1, [])], block.info == "console")
        elif now and line == "...":
            now.shown.append(Shown(number + 1, []))
        elif now and block.info == "console":
            now.shown[-1].lines.append(line)
    if now:
        yield now._replace(ends=bool(now.shown[-1].lines))


def printed(ran: Ran, typed: list[str]) -> list[str]:
    """What a terminal shows: with what was typed after each prompt."""
    pieces = re.split(r"(?m)(?<=^> )", ran.out + ran.err)
    echoed = [text + (f"{said}\n" if text.endswith("> ") else "") for text, said in zip(pieces, [*typed, ""], strict=False)]
    return [line.rstrip() for line in "".join(echoed + pieces[len(echoed) :]).rstrip("\n").split("\n")]


def renewed(command: Command, out: list[str]) -> Iterator[Shown]:
    """What README.md has to say in place of each part that is shown."""
    at = 0
    for number, part in enumerate(command.shown):
        last = number == len(command.shown) - 1
        if number:
            first = part.lines[:1]
            assert not first or first[0] in out[at:], f"haegi {command.words}: no line {first} in\n" + "\n".join(out)
            at = out.index(part.lines[0], at) if first else at
        until = len(out) if last and command.ends else at + len(part.lines)
        if len(part.lines) > 1 and not (last and command.ends):
            until = _same_end(part, out, at) or until
        yield Shown(part.start, out[at:until])
        at = until


def _same_end(part: Shown, out: list[str], at: int) -> int:
    """Where the part ends as it did, if it still does, though it may have become longer or shorter within."""
    near = range(at + 1, min(len(out), at + 2 * len(part.lines)))
    found = [place + 1 for place in near if out[place] == part.lines[-1]]
    return min(found, key=lambda end: abs(end - at - len(part.lines)), default=0)


def in_order(text: str, lang: str) -> Iterator[Block | Command]:
    """The files and the commands of one language."""
    pending: Command | None = None
    for block in blocks(text, lang):
        goes_on = block.info == "console" and not block.lines[0].startswith("$ ")
        if pending and not goes_on:
            yield pending
        if block.info == "console":
            *done, pending = commands(block, pending if goes_on else None)
            yield from done
        else:
            pending = None
            yield from commands(block, None) if block.info == "sh" else [block]
    if pending:
        yield pending


def all_renewed(text: str, home: Path, lang: str) -> Iterator[tuple[Shown, Shown]]:
    """Each part that is shown, and as it should be. What is written goes to the folder this is run in."""
    for each in in_order(text, lang):
        if isinstance(each, Block):
            Path(each.info.removeprefix("text ")).write_text("\n".join(each.lines) + "\n", "utf-8")
            continue
        typed = each.typed
        ran = inside(home, *each.words, stdin="".join(f"{line}\n" for line in typed), lang=lang, clock=CLOCK)
        assert ran.code == 0, f"haegi {each.words}\n{ran.out}\n{ran.err}"
        if each.printed:
            yield from zip(each.shown, renewed(each, printed(ran, typed)), strict=True)


@pytest.mark.slow
def test_readme_shows_what_is_printed(
    request: pytest.FixtureRequest, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = README.read_text("utf-8")
    differing: list[tuple[Shown, Shown]] = []
    for lang in ("en", "ko"):
        (tmp_path / lang).mkdir()
        monkeypatch.chdir(tmp_path / lang)
        pairs = all_renewed(text, home / lang, lang)
        differing += [(was, new) for was, new in pairs if was.lines != new.lines]
    if request.config.getoption("--renew-goldens"):
        lines = text.split("\n")
        for was, new in sorted(differing, reverse=True):
            lines[was.start : was.start + len(was.lines)] = new.lines
        README.write_text("\n".join(lines), "utf-8")
        return
    was_shown = [f"README.md:{was.start + 1}\n" + "\n".join(was.lines) for was, _ in differing]
    is_printed = [f"README.md:{was.start + 1}\n" + "\n".join(new.lines) for was, new in differing]
    assert "\n\n".join(was_shown) == "\n\n".join(is_printed)


def test_the_commands_of_continuous_integration_are_shown() -> None:
    """`.ci/run` takes the first line that names pytest for the command of the tests."""
    shown = [line for line in README.read_text("utf-8").split("\n") if "-m pytest" in line]
    assert shown[0].startswith("python3 -m venv .venv && ")


def test_links_lead_somewhere() -> None:
    """Of README.md: to its own headings as GitHub names them, and to files."""
    text = README.read_text("utf-8")
    headings = re.findall(r"^#+ (.+)$", re.sub(r"(?ms)^```.*?^```$", "", text), re.M)
    anchors = {"#" + re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    links = [link for link in re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", text) if not link.startswith("https://")]
    assert [link for link in links if link not in anchors and not (README.parent / link).exists()] == []
    assert len(links) > 40


def test_every_test_that_is_promised_is_there() -> None:
    """Of tests/README.md: by the name of its file or its own."""
    tests = Path(__file__).parent
    there = {path.stem for path in tests.rglob("test_*.py")}
    there |= {name for path in tests.rglob("test_*.py") for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M)}
    named = set(re.findall(r"\btest_\w+", (tests / "README.md").read_text("utf-8")))
    assert len(named) > 30
    assert not named - there
