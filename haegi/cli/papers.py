"""`haegi playbook` beside checking: pictures, starters, reading, the list."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path as File
from typing import Any

from haegi.authoring.diagram import Drawing, drawing
from haegi.authoring.diagram_svg import html, svg
from haegi.authoring.mermaid import mermaid
from haegi.authoring.outline import matching, reading
from haegi.authoring.tree import tree
from haegi.cli import context
from haegi.cli.views import playbook_test as playbook_test_view
from haegi.errors import Failure, HaegiError, Usage
from haegi.files.private_files import folder as private_folder
from haegi.files.resources import folder, load_playbook, playbooks
from haegi.text.terminal import fit, visible

_ID = re.compile(r"[a-z][a-z0-9_-]*")
_FORMS: dict[str, Callable[[Drawing], str]] = {
    "svg": svg,
    "html": html,
    "mermaid": lambda picture: "\n".join(mermaid(picture)) + "\n",
    "tree": lambda picture: (
        "\n".join(tree(picture, max(60, shutil.get_terminal_size((110, 24)).columns))) + "\n"
    ),
}


def picture(reference: str, form: str, *, coverage: bool = False) -> str:
    """A playbook drawn: as tree, mermaid, svg or html; `coverage` colours what its conversations come through."""
    loaded = context.playbook(reference)
    covered = playbook_test_view.covered(loaded.path) if coverage else None
    return _FORMS[form](drawing(loaded.playbook, context.State.locale, covered))


def deliver(text: str, output: str, *, force: bool) -> None:
    """The answer to a file, or to standard output."""
    if output in ("", "-"):
        context.out(text.removesuffix("\n"))
        return
    context.write_file(File(output), text.encode(), force=force, private=False)
    context.talk(context.say("new.made", path=output))


def begin(name: str, output: str, *, force: bool) -> None:
    """Write a starter under this id, with its test file beside it: in the person's own folder unless told where."""
    if not _ID.fullmatch(name):
        near = next(
            iter(
                get_close_matches(name, [re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-0123456789")], 1, 0)
            ),
            "",
        )
        raise Usage("new.bad-id", id=visible(name), near=near)
    file = _target(name, output)
    test = file.with_name(f"{file.stem}.test.yaml")
    texts = {place: (folder() / "starter" / source).read_text("utf-8") for place, source in _pair(file, test)}
    for place in texts:
        if place.exists() and not force:
            raise Failure("file.exists", path=str(place))
    for place, text in texts.items():
        context.write_file(place, text.replace("my-call", name).encode(), force=True, private=False)
        context.out(context.say("new.made", path=place))


def _pair(file: File, test: File) -> Sequence[tuple[File, str]]:
    return (file, "my-call.yaml"), (test, "my-call.test.yaml")


def _target(name: str, output: str) -> File:
    if output:
        path = File(output)
        return path / f"{name}.yaml" if path.is_dir() else path
    shelf = context.home() / "playbooks"
    try:
        private_folder(context.home())
        private_folder(shelf)
    except OSError as error:
        raise Failure("file.unwritable", path=str(shelf), why=error.strerror or "") from None
    return shelf / f"{name}.yaml"


def read_aloud(reference: str, words: str) -> Iterator[str]:
    """A playbook as a person reads it: all of it, or what fits some words."""
    book = context.playbook(reference).playbook
    locale = context.State.locale
    found = matching(book, words) if words else None
    if found is not None and not found:
        raise Failure("show.none", text=visible(words))
    yield from reading(book, locale, found)


def shelf() -> list[dict[str, Any]]:
    """Every playbook that goes by an id, and where it comes from; the first of an id is the one that counts."""
    rows: list[dict[str, Any]] = []
    for path in playbooks(context.home()):
        own = path.parent != folder()
        row: dict[str, Any] = {"id": path.stem, "title": "", "language": "", "path": str(path)}
        row |= {
            "origin": "own" if own else "shipped",
            "hidden": any(each["id"] == path.stem for each in rows),
        }
        try:
            book = load_playbook(path).playbook
            row |= {"title": book.title.best(context.State.locale), "language": book.language, "faults": False}
        except HaegiError:
            row |= {"faults": True}
        rows.append(row)
    return rows


def shelf_lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The list for reading."""
    for row in rows:
        notes = [context.say(f"list.{row['origin']}")] + [context.say("list.hidden")] * row["hidden"]
        title = context.say("list.broken") if row["faults"] else visible(row["title"])
        yield f"{fit(row['id'], 20)}  {fit(title, 28)}  {row['language'] or '--'}  {', '.join(notes)}"
        yield f"{'':20}  {visible(row['path'])}"
