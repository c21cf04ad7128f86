"""The catalogue: every key that the code uses exists, and both languages say the same things."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest

import haegi
from haegi.call.case import Outcome
from haegi.coach.commands import COMMANDS
from haegi.text.hangul import PARTICLES
from haegi.text.i18n import catalogue, say
from haegi.text.template import slots, strays

SOURCES = sorted(Path(haegi.__file__).parent.rglob("*.py"))
CALLS = re.compile(
    r"""(?:\bsay\(\s*(?:self\.)?(?:\w+\.)*locale,|\b(?:desk\.)?say\(|\btell\(|\b(?:Failure|Usage|StoreError)\("""
    r"""|\bhelp=|_titled\(|_section\(\s*locale,|_KEYS\.get\(code,|_given\()\s*"([^"{}]+)["]"""
)
KEYS = {
    (f"cli.case.{key}" if call.group().startswith("_given(") else key)
    for path in SOURCES
    for call in CALLS.finditer(path.read_text("utf-8"))
    for key in [call[1]]
}
WORDS = sorted(catalogue().items())


def test_the_search_finds_the_keys() -> None:
    assert len(KEYS) > 100
    assert {"coach.no-command", "case.none", "cli.case.fee", "store.failed", "quote.none"} <= KEYS


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_key_in_use_exists(key: str) -> None:
    assert key in catalogue()


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
    assert set(together) - set(catalogue()) == set()


@pytest.mark.parametrize(("key", "words"), WORDS, ids=[key for key, _ in WORDS])
def test_both_languages_say_the_same(key: str, words: tuple[str, str]) -> None:
    ko, en = words
    assert ko.strip()
    assert en.strip()
    assert sorted(slots(ko)) == sorted(slots(en))
    assert not strays(ko)
    assert not strays(en)
    assert not re.search("[가-힣]", re.sub(r"(예:|example|e\.g\.|[:/'(]).*", "", en)), key


@pytest.mark.parametrize(("key", "words"), WORDS, ids=[key for key, _ in WORDS])
def test_particles_are_known(key: str, words: tuple[str, str]) -> None:
    used = set(re.findall(r"\{\w+\|([가-힣]+)\}", words[0]))
    assert used <= {particle for pair in PARTICLES for particle in pair} | {"", *map(str, PARTICLES)}, key


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_slot_may_have_any_name(lang: str) -> None:
    assert "'color'" in say("ko" if lang == "ko" else "en", "S001", key="color", allowed="")
