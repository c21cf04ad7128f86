"""The catalogue: every key that the code uses exists, and both languages say the same things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, get_args

from tables import each_row

import haegi
from haegi.call.case import Outcome
from haegi.cli.app import command
from haegi.coach.commands import COMMANDS
from haegi.text.i18n import LOCALES, messages, say, slots, strays

SOURCES = sorted(Path(haegi.__file__).parent.rglob("*.py"))
CALLS = re.compile(
    r"""(?:\bsay\(\s*(?:self\.)?(?:\w+\.)*locale,|\b(?:context\.)?say\(|\btell\(|\b(?:Failure|Usage|StoreError)\("""
    r"""|\bhelp=|_titled\(context,|_section\(\s*locale,|_KEYS\.get\(code,)\s*"([^"{}]+)["]"""
)
KEYS = {call[1] for path in SOURCES for call in CALLS.finditer(path.read_text("utf-8"))}
KO, EN = messages("ko"), messages("en")


def test_the_search_finds_the_keys() -> None:
    assert len(KEYS) > 100
    assert {"coach.no-command", "case.none", "cli.case.yes", "store.failed", "quote.none"} <= KEYS


def test_every_key_in_use_exists() -> None:
    assert sorted(KEYS - set(KO)) == []


def test_keys_that_are_put_together_exist() -> None:
    together = chain(
        (f"outcome.{outcome}" for outcome in get_args(Outcome)),
        (f"coach.help-{command}" for command in COMMANDS),
        (f"coach.kept-{kind}" for kind in ("note", "transfer")),
    )
    assert set(together) - set(KO) == set()


def test_all_help_is_in_the_language_of_the_interface() -> None:
    for lang in LOCALES:
        assert [text for text in _helps(command(lang)) if text in KO] == []


def _helps(group: Any) -> Iterator[str]:
    yield group.help
    yield from (param.help for param in group.params if param.help)
    for each in getattr(group, "commands", {}).values():
        yield from _helps(each)


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
