"""`haegi playbook`: check, graph, schema, new, show, list."""

from __future__ import annotations

import typer

from haegi.cli import context
from haegi.cli.commands import hear as hear_command
from haegi.cli.views import playbook_test as playbook_test_view
from haegi.errors import Usage

Json = typer.Option(False, "--json", help="cli.json")
Output = typer.Option("", "-o", "--output", metavar="FILE", help="cli.playbook.output")
Force = typer.Option(False, "--force", help="cli.playbook.force")
Which = typer.Argument("retention-kr", metavar="PLAYBOOK", help="cli.playbook")


def build() -> typer.Typer:
    """The group of commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for name, run in (
        ("list", list_),
        ("show", show),
        ("new", new),
        ("check", check),
        ("test", playbook_test_view.conversations),
        ("graph", graph),
        ("train", hear_command.train),
        ("schema", schema),
    ):
        group.command(name, help=f"cli.playbook.{name}")(run)
    return group


def check(
    what: list[str] = typer.Argument(None, metavar="[FILE|DIR|ID]...", help="cli.playbook.what"),
    json: bool = Json,
    strict: bool = typer.Option(False, "--strict", help="cli.playbook.strict"),
    oneline: bool = typer.Option(False, "--oneline", help="cli.playbook.oneline"),
    explain: str = typer.Option("", "--explain", metavar="CODE", help="cli.playbook.explain"),
) -> None:
    from haegi.cli.views import check as check_view

    if explain:
        for line in check_view.explain(explain.strip().upper()):
            context.out(line)
        return
    if json and oneline:
        raise Usage("check.one-form")
    paths = list(check_view.files(what or []))
    found = check_view.every(paths)
    if json:
        context.answer_json(check_view.document(paths, found))
    else:
        check_view.tell(paths, found, oneline=oneline)
    raise typer.Exit(check_view.exit_code(found, strict=strict))


def graph(
    playbook: str = Which,
    mermaid: bool = typer.Option(False, "--mermaid", help="cli.playbook.mermaid"),
    svg: bool = typer.Option(False, "--svg", help="cli.playbook.svg"),
    html: bool = typer.Option(False, "--html", help="cli.playbook.html"),
    coverage: bool = typer.Option(False, "--coverage", help="cli.playbook.coverage"),
    output: str = Output,
    force: bool = Force,
) -> None:
    from haegi.cli.papers import deliver, picture

    chosen = [name for name, wanted in (("mermaid", mermaid), ("svg", svg), ("html", html)) if wanted]
    if len(chosen) > 1:
        raise Usage("graph.one-form")
    deliver(picture(playbook, chosen[0] if chosen else "tree", coverage=coverage), output, force=force)


def schema(output: str = Output, force: bool = Force) -> None:
    import json

    from haegi.authoring.json_schema import schema as written
    from haegi.cli.papers import deliver

    deliver(json.dumps(written(), ensure_ascii=False, indent=2) + "\n", output, force=force)


def new(
    name: str = typer.Argument(..., metavar="ID", help="cli.playbook.id"),
    output: str = Output,
    force: bool = Force,
) -> None:
    from haegi.cli.papers import begin

    begin(name, output, force=force)


def show(
    playbook: str = Which, find: str = typer.Option("", "--find", metavar="WORDS", help="cli.playbook.find")
) -> None:
    from haegi.cli.papers import read_aloud

    for line in read_aloud(playbook, find):
        context.out(line)


def list_(json: bool = Json) -> None:
    from haegi.cli import papers

    rows = papers.shelf()
    if json:
        context.answer_json({"playbooks": rows})
    else:
        for line in papers.shelf_lines(rows):
            context.out(line)
