"""Walks over several commands, from what is typed to what is kept. Each file in tests/data/walks is one.

steps, each with
  run: the command; stdin: what is typed; code: its exit code (0)
  says, errs: words of its answer, of its talk; a text, or one in each language
  json: what its answer holds, as far as it is written out; lists are as long as written
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from driver import inside

from haegi.files.recovery import fitted
from haegi.text.i18n import Locale, Text

DATA = Path(__file__).parents[1] / "data" / "walks"


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("path", sorted(DATA.glob("*.yaml")), ids=lambda path: path.stem)
def test_walk(path: Path, lang: Locale, home: Path) -> None:
    for step in yaml.safe_load(path.read_text("utf-8"))["steps"]:
        ran = inside(home, *step["run"], stdin=step.get("stdin", ""), lang=lang)
        where = f"{step['run']}\n{ran.out}\n{ran.err}"
        assert ran.code == step.get("code", 0), where
        for said, words in ((ran.out, step.get("says", ())), (ran.err, step.get("errs", ()))):
            for each in words:
                text = fitted(each, Text).best(lang) if isinstance(each, dict) else each
                assert " ".join(text.split()) in " ".join(said.split()), where
        if "json" in step:
            assert holds(json.loads(ran.out), step["json"]), where


def holds(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return all(holds(found[key], value) for key, value in wanted.items())
    if isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(holds, found, wanted))
    return bool(found == wanted)
