"""What haegi's own source never does: run text as code or as a shell command, or unpack objects from bytes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tables import each_row

ROOT = Path(__file__).parents[2] / "haegi"
FILES = sorted(ROOT.rglob("*.py"))
MODULES = frozenset({
    "pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "code", "codeop", "pty", "ctypes",
    "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "telnetlib", "xmlrpc", "socketserver", "asyncio", "requests",
    "httpx", "aiohttp", "webbrowser",
})  # fmt: skip
CALLS = frozenset({
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput",
    "yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.full_load", "yaml.unsafe_load_all", "yaml.full_load_all",
})  # fmt: skip
#: The names of modules that are put together from names in the source, never from data.
IMPORTS = {"cli/app.py": 'f"haegi.cli.commands.{name}"'}


def faults(tree: ast.AST, name: str = "") -> Iterator[str]:
    """What a module does that it must not."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            roots = {(module or each.name).partition(".")[0] for each in node.names}
            if not (isinstance(node, ast.ImportFrom) and node.level):
                yield from (f"import {each}" for each in roots & MODULES)
        elif isinstance(node, ast.Call):
            yield from _call(node, name)


def _call(node: ast.Call, name: str) -> Iterator[str]:
    called = ast.unparse(node.func)
    if called in CALLS or called.startswith(("os.exec", "os.spawn")):
        yield called
    if called.rpartition(".")[2] == "import_module" and not isinstance(node.args[0], ast.Constant):
        yield from () if IMPORTS.get(name) == ast.unparse(node.args[0]).replace("'", '"') else (called,)
    shell = next((each.value for each in node.keywords if each.arg == "shell"), None)
    if shell is not None and not (isinstance(shell, ast.Constant) and shell.value is False):
        yield f"{called} shell"
    if called.startswith("subprocess.") and not (node.args and isinstance(node.args[0], ast.List)):
        yield f"{called} without a list"


@each_row("file", FILES, ids=[str(file.relative_to(ROOT)) for file in FILES])
def test_a_module_does_nothing_of_the_kind(file: Path) -> None:
    name = file.relative_to(ROOT).as_posix()
    assert list(faults(ast.parse(file.read_text("utf-8")), name)) == []


CAUGHT = [
    "import pickle", "from marshal import loads", "import urllib.request", "eval(text)", "os.system(text)", "__import__(text)",
    "subprocess.run(text, shell=True)", "subprocess.run(['a'], shell=given)", "subprocess.run(text)", "import_module(text)",
    "yaml.load(text, Loader=yaml.Loader)", "os.execvp(a, b)", "importlib.import_module(f'haegi.{text}')",
]  # fmt: skip


@each_row("source", CAUGHT)
def test_the_search_finds(source: str) -> None:
    assert len(list(faults(ast.parse(source)))) >= 1


SPOKEN = "-w /etc/passwd; rm -rf $(x) '; x '"
VOICES = {
    "espeak-ng": ["-v", "ko", "--", SPOKEN],
    "spd-say": ["--wait", "-l", "ko", "--", SPOKEN],
    "say": ["-v", "Yuna", "--", SPOKEN],
}


@pytest.mark.parametrize("voice", [*VOICES, "powershell"])
def test_the_voice_takes_no_text_for_an_option(voice: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from haegi.cli import rehearsal_run

    ran: list[list[str]] = []
    monkeypatch.setattr(rehearsal_run.shutil, "which", {voice: f"/usr/bin/{voice}"}.get)
    monkeypatch.setattr(rehearsal_run.subprocess, "run", lambda command, **_: ran.append(command))

    class Agent:
        def open(self) -> object:
            return type("Turn", (), {"text": SPOKEN})()

        def means(self, words: str) -> tuple[str, ...]:
            return (words,)

    agent: Any = Agent()
    rehearsal_run.Speaking(agent, "ko").open()
    assert ran[0][0] == f"/usr/bin/{voice}"
    if voice == "powershell":
        assert not any("passwd" in word for word in ran[0])
    else:
        assert ran[0][1:] == VOICES[voice]
