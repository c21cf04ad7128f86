"""`haegi playbook`: check, graph, schema, new, show, list."""

from __future__ import annotations

import typer

from haegi.cli import desk
from haegi.errors import Usage

Json = typer.Option(False, "--json", help="cli.json")
Output = typer.Option("", "-o", "--output", metavar="FILE", help="cli.playbook.output")
Force = typer.Option(False, "--force", help="cli.playbook.force")
Which = typer.Argument("retention-kr", metavar="PLAYBOOK", help="cli.playbook")


def build() -> typer.Typer:
    """The group of commands."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    for name, run in (("list", list_), ("check", check)):
        group.command(name, help=f"cli.playbook.{name}")(run)
    return group


def check(
    what: list[str] = typer.Argument(None, metavar="[FILE|DIR|ID]...", help="cli.playbook.what"),
    json: bool = Json,
    strict: bool = typer.Option(False, "--strict", help="cli.playbook.strict"),
    oneline: bool = typer.Option(False, "--oneline", help="cli.playbook.oneline"),
    explain: str = typer.Option("", "--explain", metavar="CODE", help="cli.playbook.explain"),
) -> None:
    from haegi.cli import checking

    if explain:
        for line in checking.explain(explain.strip().upper()):
            desk.out(line)
        return
    if json and oneline:
        raise Usage("check.one-form")
    paths = list(checking.files(what or []))
    found = checking.every(paths)
    if json:
        desk.answer_json(checking.document(paths, found))
    else:
        checking.tell(paths, found, oneline=oneline)
    raise typer.Exit(checking.exit_code(found, strict=strict))


def list_(json: bool = Json) -> None:
    raise typer.Exit
