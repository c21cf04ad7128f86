"""The catalogue: every key that the code uses exists, and both languages say the same things."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import get_args

from tables import each_row

import haegi
from haegi.call.case import Outcome
from haegi.coach.commands import COMMANDS
from haegi.text.i18n import messages, say
from haegi.text.template import slots, strays

SOURCES = sorted(Path(haegi.__file__).parent.rglob("*.py"))
CALLS = re.compile(
    r"""(?:\bsay\(\s*(?:self\.)?(?:\w+\.)*locale,|\b(?:context\.)?say\(|\btell\(|\b(?:Failure|Usage|StoreError)\("""
    r"""|\bhelp=|_titled\(|_section\(\s*locale,|_KEYS\.get\(code,|_given\()\s*"([^"{}]+)["]"""
)
KEYS = {
    (f"cli.case.{key}" if call.group().startswith("_given(") else key)
    for path in SOURCES
    for call in CALLS.finditer(path.read_text("utf-8"))
    for key in [call[1]]
}
KO, EN = messages("ko"), messages("en")


def test_the_search_finds_the_keys() -> None:
    assert len(KEYS) > 100
    assert {"coach.no-command", "case.none", "cli.case.fee", "store.failed", "quote.none"} <= KEYS


def test_every_key_in_use_exists() -> None:
    assert sorted(KEYS - set(KO)) == []


def test_keys_that_are_put_together_exist() -> None:
    together = chain(
        (f"outcome.{outcome}" for outcome in get_args(Outcome)),
        (f"coach.help-{command}" for command in COMMANDS),
        (f"coach.kept-{kind}" for kind in ("note", "transfer")),
        (
            f"cli.case.{name}"
            for name in ("new", "list", "show", "edit", "remove", "export", "import", "remind")
        ),
    )
    assert set(together) - set(KO) == set()


def test_both_languages_have_the_same_keys() -> None:
    assert KO.keys() == EN.keys()


def test_both_languages_say_the_same() -> None:
    wrong = [key for key, ko in KO.items() if not _alike(ko, EN[key])]
    assert wrong == []


def _alike(ko: str, en: str) -> bool:
    """Both say something, with the same slots, no stray brace, and no Hangul in the English but in an example."""
    bare = re.sub(r"(예:|example|e\.g\.|[:/'(]).*", "", en)
    return bool(
        ko.strip()
        and en.strip()
        and sorted(slots(ko)) == sorted(slots(en))
        and not strays(ko)
        and not strays(en)
        and not re.search("[가-힣]", bare)
    )


@each_row("lang", ["ko", "en"])
def test_a_slot_may_have_any_name(lang: str) -> None:
    assert "'color'" in say("ko" if lang == "ko" else "en", "S001", key="color", allowed="")
