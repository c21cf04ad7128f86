"""`haegi playbook`: list, show, new, check, test, graph, train, schema, keys."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path as File
from typing import Annotated

import typer

from haegi.authoring import check as rules
from haegi.authoring.conversation import Dialogue, misfits
from haegi.authoring.conversation_runner import play
from haegi.authoring.coverage import Trace
from haegi.authoring.diagram import diagram
from haegi.authoring.explore import explore
from haegi.authoring.json_schema import asked
from haegi.authoring.json_schema import keys as all_keys
from haegi.authoring.json_schema import schema as written
from haegi.authoring.outline import matching, reading
from haegi.cli.context import DEFAULT, Context, width
from haegi.cli.options import PLAYBOOKS, Json, PlaybookName
from haegi.cli.views import playbook as playbook_view
from haegi.cli.views.playbook import Listed, Result
from haegi.coach.services import examples
from haegi.errors import Diagnostic, ExitCode, Failure, Faults, HaegiError, Severity, Usage, nearest
from haegi.files.private_files import folder as private_folder
from haegi.files.resources import (
    Loaded,
    background,
    find,
    folder,
    inspect_playbook,
    is_part,
    is_playbook,
    load_playbook,
    playbooks,
)  # fmt: skip
from haegi.files.source_map import diagnose
from haegi.files.yaml_reader import Source, in_order, inspect, load
from haegi.playbook.model import Part
from haegi.text.i18n import LOCALES
from haegi.text.terminal import visible

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Output = Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="cli.playbook.output")]
Force = Annotated[bool, typer.Option("--force", help="cli.playbook.force")]
Which = Annotated[str, typer.Argument(metavar="PLAYBOOK", help="cli.playbook", autocompletion=PLAYBOOKS)]

_ID = re.compile(r"[a-z][a-z0-9_-]*")


@app.command("list", help="cli.playbook.list")
def list_(ctx: typer.Context, json: Json = False) -> None:
    context: Context = ctx.obj
    rows = list(_listed(context))
    context.answer({"playbooks": [row._asdict() for row in rows]} if json else playbook_view.listed(context, rows))


def _listed(context: Context) -> Iterator[Listed]:
    """Every playbook that goes by an id, and where it comes from; the first of an id is the one that counts."""
    known: set[str] = set()
    for path in playbooks(context.home):
        title, language = "", ""
        try:
            book = context.playbook(str(path))
            title, language = book.title.best(context.locale), book.language
        except HaegiError:
            pass
        origin = "shipped" if path.parent == folder() else "own"
        yield Listed(path.stem, title, language, str(path), origin, hidden=path.stem in known, faults=not language)
        known.add(path.stem)


@app.command("show", help="cli.playbook.show")
def show(
    ctx: typer.Context,
    playbook: Which = DEFAULT,
    find: str = typer.Option("", "--find", metavar="WORDS", help="cli.playbook.find"),
) -> None:
    context: Context = ctx.obj
    book = context.playbook(playbook)
    found = matching(book, find) if find else None
    if found is not None and not found:
        raise Failure("show.none", text=visible(find))
    context.answer(reading(book, context.locale, found))


@app.command("new", help="cli.playbook.new")
def new(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="cli.playbook.id")],
    language: str = typer.Option("", "--language", metavar="ko|en", help="cli.playbook.language", show_default=False),
    output: Output = "",
    force: Force = False,
) -> None:
    """Write a starter under this id, with its test file and the schema that editors read beside it: in the person's own
    folder unless told where."""
    context: Context = ctx.obj
    if not _ID.fullmatch(name):
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-0123456789")
        raise Usage("new.bad-id", id=visible(name), near=nearest(name, [plain], 0))
    if language not in ("", *LOCALES):
        raise Usage("new.no-language", text=visible(language))
    file, starter = _target(context, name, output), folder() / "starter" / (language or context.locale)
    texts = {
        path: (starter / template).read_text("utf-8").replace("my-call", name)
        for path, template in ((file, "my-call.yaml"), (_beside(file), "my-call.test.yaml"))
    }
    for path in texts:
        if path.exists() and not force:
            raise Failure("file.exists", path=str(path))
    for path, text in {**texts, file.with_name("haegi.schema.json"): _schema(context)}.items():
        context.write_file(path, text.encode(), force=True, private=False)
        context.out(context.say("new.made", path=path))


def _target(context: Context, name: str, output: str) -> File:
    if output:
        path = File(output)
        return path / f"{name}.yaml" if path.is_dir() else path
    own = context.home / "playbooks"
    try:
        private_folder(context.home)
        private_folder(own)
    except OSError as error:
        raise Failure("file.unwritable", path=str(own), why=error.strerror or "") from None
    return own / f"{name}.yaml"


@app.command("check", help="cli.playbook.check")
def check(
    ctx: typer.Context,
    what: list[str] = typer.Argument(None, metavar="FILE|DIR|ID", help="cli.playbook.what", autocompletion=PLAYBOOKS),
    json: Json = False,
    strict: bool = typer.Option(False, "--strict", help="cli.playbook.strict"),
    oneline: bool = typer.Option(False, "--oneline", help="cli.playbook.oneline"),
    explain: bool = typer.Option(False, "--explain", help="cli.playbook.explain"),
) -> None:
    context: Context = ctx.obj
    if json and (oneline or explain):
        raise Usage("check.one-form")
    if explain:
        codes = [code.strip().upper() for code in what or []]
        context.answer(playbook_view.explained(context, codes, checked) if codes else playbook_view.codes(context))
        return
    references = [path for reference in what or [] for path in _files_of(context, reference)]
    paths = list(dict.fromkeys(references) if what else playbooks(context.home))
    # What a shared part has wrong is told once.
    faults = {(fault.code, f"{fault.place}{fault.params}"): fault for path in paths for fault in checked(path)}
    found = list(faults.values())
    if json:
        context.answer_json(playbook_view.document(context, paths, found))
    else:
        playbook_view.tell(context, paths, found, oneline=oneline)
    failing = found if strict else [fault for fault in found if fault.severity == "error"]
    raise typer.Exit(ExitCode.FAULTS if failing else ExitCode.DONE)


def _files_of(context: Context, reference: str) -> list[File]:
    """The files behind a path, a folder or an id."""
    path = File(reference)
    if not path.is_dir():
        return [path if path.is_file() else find(reference, context.home)]
    try:
        inside = sorted(file for file in path.iterdir() if is_playbook(file) and not file.is_dir())
    except OSError:
        inside = []
    return inside or [path]


def checked(path: File) -> list[Diagnostic]:
    """Everything that is wrong in one file and what it includes."""
    seen = inspect_playbook(path)
    cuts = [
        Diagnostic("L005", place, Severity.WARNING, {"text": place.source[place.column - 1 :]})
        for place in islice((marks.spot(*cut) for marks in seen.atlas.files for cut in marks.cuts), rules.MOST)
    ]
    if seen.playbook is None:
        return in_order([*cuts, *(inspect(path, Part).diagnostics if is_part(path) else seen.diagnostics)])
    found = rules.check(seen.playbook, seen.included, whole=seen.whole)
    return in_order([*cuts, *seen.diagnostics, *map(seen.atlas.diagnose, found)])


@app.command("test", help="cli.playbook.test")
def run_tests(
    ctx: typer.Context,
    what: list[str] = typer.Argument(None, metavar="ID|FILE|DIR", help="cli.playbook.test.what", autocompletion=PLAYBOOKS),
    explore: bool = typer.Option(False, "--explore", help="cli.playbook.test.explore"),
    seed: int = typer.Option(0, "--seed", metavar="N", help="cli.playbook.test.seed"),
    json: Json = False,
) -> None:
    """Exit 1 where something did not go as expected; faults in a file are raised before anything is played."""
    context: Context = ctx.obj
    results = [_result(path, beside, seed if explore else None) for path, beside in _targets(context, what or [])]
    if json:
        context.answer_json({"playbooks": [playbook_view.tested_json(context, result) for result in results]})
    else:
        for result in results:
            context.answer(playbook_view.tested(context, result, seed))
    if not all(result.passed for result in results):
        raise typer.Exit(ExitCode.FAILURE)


def _targets(context: Context, what: Sequence[str]) -> Iterator[tuple[File, File]]:
    """Playbook files, each with the file of conversations beside it, which need not be there."""
    if not what:
        yield from ((path, _beside(path)) for path in playbooks(context.home))
    for reference in what:
        path = File(reference)
        if path.is_dir():
            tests = sorted(file for file in path.iterdir() if _is_test(file))
            if not tests:
                raise Failure("dialogue.empty-folder", folder=str(path))
            yield from ((_playbook_of(file), file) for file in tests)
        elif _is_test(path):
            yield _playbook_of(path), path
        else:
            file = find(reference, context.home)
            yield file, _beside(file)


def _is_test(path: File) -> bool:
    return path.name.endswith((".test.yaml", ".test.yml"))


def _beside(playbook: File) -> File:
    return playbook.with_name(f"{playbook.stem}.test{playbook.suffix}")


def _playbook_of(path: File) -> File:
    """The playbook that a file of conversations stands beside."""
    return path.with_name(path.name.removesuffix(path.suffix).removesuffix(".test") + path.suffix)


def _result(playbook: File, beside: File, seed: int | None) -> Result:
    loaded = load_playbook(playbook)
    source = load(beside, Dialogue) if beside.exists() else None
    trace = Trace()
    failed, faults = _played(loaded, source, trace) if source else (0, [])
    explored = None if seed is None else explore(loaded.playbook, seed)
    if explored and explored.findings:
        faults += map(inspect_playbook(playbook).atlas.diagnose, explored.findings)
    count = len(source.model.conversations) if source else 0
    return Result(loaded.playbook, beside, count, failed, tuple(faults), trace, explored)


def _played(loaded: Loaded, source: Source[Dialogue], trace: Trace) -> tuple[int, list[Diagnostic]]:
    """How many conversations failed, and where. What they pass through goes into the trace. Raises Faults where they
    speak of what the playbook doesn't have."""
    strange = [diagnose(finding, source.marks) for finding in misfits(source.model, loaded.playbook)]
    if strange:
        raise Faults(sorted(strange, key=lambda fault: (fault.place.line, fault.place.column)))
    failed, faults = 0, []
    for number in range(len(source.model.conversations)):
        played = play(loaded.playbook, source.model, number)
        trace.add(played.trace)
        failed += bool(played.findings)
        faults += [diagnose(finding, source.marks) for finding in played.findings]
    return failed, faults


@app.command("graph", help="cli.playbook.graph")
def graph(
    ctx: typer.Context,
    playbook: Which = DEFAULT,
    mermaid: bool = typer.Option(False, "--mermaid", help="cli.playbook.mermaid"),
    svg: bool = typer.Option(False, "--svg", help="cli.playbook.svg"),
    html: bool = typer.Option(False, "--html", help="cli.playbook.html"),
    coverage: bool = typer.Option(False, "--coverage", help="cli.playbook.coverage"),
    output: Output = "",
    force: Force = False,
) -> None:
    context: Context = ctx.obj
    forms = [name for name, wanted in (("mermaid", mermaid), ("svg", svg), ("html", html)) if wanted]
    if len(forms) > 1:
        raise Usage("graph.one-form")
    loaded = context.loaded(playbook)
    covered = None
    if coverage:
        reached = _result(loaded.path, _beside(loaded.path), None).trace.reached
        covered = dict.fromkeys((*reached["stages"], *reached["ends"]), 1.0)
    picture = diagram(loaded.playbook, context.locale, covered)
    _deliver(context, playbook_view.drawn(picture, *forms, width=width(60, 10_000)), output, force=force)


@app.command("train", help="cli.playbook.train")
def train(ctx: typer.Context, playbook: PlaybookName = DEFAULT) -> None:
    try:
        from haegi.nlu.training import train as learn
    except ModuleNotFoundError:  # numpy comes with the extra
        raise Failure("train.no-extra") from None
    context: Context = ctx.obj
    loaded = context.loaded(playbook)
    path = loaded.path.with_suffix(".model")
    weights = learn(examples(loaded.playbook), background(loaded.playbook.language))
    context.write_file(path, weights, force=True, private=False)
    context.out(context.say("case.written", path=str(path)))


@app.command("schema", help="cli.playbook.schema")
def schema(ctx: typer.Context, output: Output = "", force: Force = False) -> None:
    _deliver(ctx.obj, _schema(ctx.obj), output, force=force)


def _schema(context: Context) -> str:
    return json.dumps(written(context.locale), ensure_ascii=False, indent=2) + "\n"


@app.command("keys", help="cli.playbook.keys")
def keys(
    ctx: typer.Context,
    name: str = typer.Argument("", metavar="NAME", help="cli.playbook.key", show_default=False),
    json: Json = False,
) -> None:
    context: Context = ctx.obj
    every = list(all_keys(context.locale))
    found = asked(every, name) if name else every
    if not found:
        near = nearest(name.rpartition(".")[2], {key.name for key in every})
        raise Failure("keys.none", name=visible(name), near=near)
    context.answer({"keys": [key._asdict() for key in found]} if json else playbook_view.keys(context, found, whole=not name))


def _deliver(context: Context, text: str, output: str, *, force: bool) -> None:
    """The answer to a file, or to standard output."""
    if output in ("", "-"):
        context.out(text.removesuffix("\n"))
        return
    context.write_file(File(output), text.encode(), force=force, private=False)
    context.talk(context.say("new.made", path=output))
