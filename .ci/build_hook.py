"""Makes what ships ready for use, and the manual page, as the wheel is built, so that no run has to read it from YAML or write beside the code."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ReadyPlaybooks(BuildHookInterface):
    """Nothing depends on it: without what haegi reads files with, it leaves the playbooks to the first run, and out the manual."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.manual = Path(tempfile.mkdtemp()) / "haegi.1"
        if version == "editable":  # there the playbooks change
            return
        sys.path.insert(0, self.root)
        sys.dont_write_bytecode = True
        try:
            from haegi.files.playbook_cache import make_ready

            make_ready(self.folder)
            build_data["force_include"][str(self.folder)] = "haegi/playbooks/ready"

            from haegi.cli.app import command
            from haegi.cli.help import manual

            root = command("en").make_context("haegi", [], resilient_parsing=True)
            self.manual.write_text(manual(root, self.metadata.version), "utf-8")
            build_data["shared_data"][str(self.manual)] = "share/man/man1/haegi.1"
        except ImportError as error:
            self.app.display_warning(f"the wheel lacks what is made ready: {error}")

    def finalize(self, _version: str, _build_data: dict[str, Any], _artifact: str) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.manual.parent, ignore_errors=True)
