"""No playbook states a figure that the market files don't have: numbers with units, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import korean_numbers as numerals
from tables import each_row

from haegi.files.resources import folder, is_playbook, load_playbook, shipped_market
from haegi.money import amounts
from haegi.money.market import MARKETS, Market

DATA = Path(__file__).parents[1] / "data" / "market"

Figure = tuple[str, int | float]

_SLOT = re.compile(r"\{[^}]*\}\S*")
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_UNITS = {
    "개월": "month", "달": "month", "년": "year", "영업일": "day", "일": "day", "주일": "week", "주": "week",
    "시간": "hour", "분": "minute", "배": "times", "번": "count", "회": "count",
    "퍼센트": "percent", "프로": "percent", "%": "percent",
    "메가": "mbps", "기가": "gbps", "Mbps": "mbps", "M": "mbps", "G": "gbps",
    "month": "month", "year": "year", "business day": "day", "working day": "day", "day": "day",
    "week": "week", "hour": "hour", "minute": "minute", "times": "times", "percent": "percent",
}  # fmt: skip
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_RANGE = rf"(?:({_DIGITS})\s?(?:~|-|to|에서)\s?)?({_DIGITS})"
_WITH_UNIT = re.compile(rf"{_RANGE}[\s-]?({_UNIT})(?![a-z]{{2}})")
# A Sino-Korean number of a single syllable is a figure only where nothing else can be meant.
_NATIVE = re.compile(rf"(?<![가-힣])({numerals.NATIVE})\s?(달|시간|배|번)(?!째|호)")
_SINO = re.compile(rf"(?<![가-힣])({numerals.SINO})\s?(개월|퍼센트|프로|년)(?!생)")
_SINO_LONG = re.compile(r"(?<![가-힣])([일이삼사오육칠팔구십백천]{2,})\s?(영업일|일|분|배|회|주)(?![가-힣]{2})")
_ENGLISH = re.compile(
    rf"\b({numerals.ENGLISH})[\s-](business day|working day|month|year|day|week|hour|minute|times|percent)s?\b",
    re.IGNORECASE,
)
_BARE = re.compile(_DIGITS)


def figures(text: str) -> list[Figure]:
    """The figures of a text in order: sums of money, numbers with a unit, and what numbers are left."""
    left = _SLOT.sub(" ", text)
    found: list[tuple[int, Figure]] = []
    for sum_ in amounts.find(left):
        found.append((sum_.start, (sum_.money.currency.lower(), sum_.money.minor)))
        left = left[: sum_.start] + " " * (sum_.end - sum_.start) + left[sum_.end :]
    for match in _WITH_UNIT.finditer(left):
        if match[1]:
            found.append((match.start(1), _figure(_digits(match[1]), match[3])))
        found.append((match.start(2), _figure(_digits(match[2]), match[3])))
    left = _WITH_UNIT.sub(lambda match: " " * len(match[0]), left)
    for pattern in (_NATIVE, _SINO, _SINO_LONG, _ENGLISH):
        for match in pattern.finditer(left):
            number = numerals.number(match[1].lower())
            if number is not None and (number > 1 or pattern is _SINO):
                found.append((match.start(), _figure(number, match[2].lower())))
    found += [(match.start(), ("number", _digits(match[0]))) for match in _BARE.finditer(left)]
    return [figure for _, figure in sorted(found, key=lambda each: each[0])]


def _figure(number: int | float, unit: str) -> Figure:
    name = _UNITS[unit]
    return ("mbps", number * 1000) if name == "gbps" else (name, number)


def _digits(text: str) -> int | float:
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def known_figures(market: Market) -> set[Figure]:
    """Every figure of the market's facts, and each number bare, as in a phone number or a year."""
    known: set[Figure] = set()
    for fact in market.facts.values():
        texts = [fact.text, *([fact.dispute] if fact.dispute else []), *(each.what for each in fact.figures)]
        for text in texts:
            for words in (text.ko, text.en):
                known.update(figures(words or ""))
                known.update(("number", _digits(match[0])) for match in _BARE.finditer(words or ""))
        for each in fact.figures:
            unit = {"won": "krw", "won_month": "krw", "usd": "usd", "usd_month": "usd"}.get(each.unit, each.unit)
            for value in (each.value, each.to):
                if value is not None:
                    known.add((unit, round(value * 100) if unit == "usd" else value))
    return known


def said(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every text that a playbook shows or has the caller say, with its place.

    Left out: what the agent is heard to say, and the examples of what a person may type.
    """
    if path[-1:] in (("examples",), ("says",), ("example",), ("default",), ("when",), ("choices",)):
        return
    if is_dataclass(data):
        data = {field.name: getattr(data, field.name) for field in fields(data)}
    if isinstance(data, str) and path[-1:] in (("ko",), ("en",)):
        yield ".".join(path), data
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, tuple) else ()
    for key, value in parts:
        yield from said(value, (*path, str(key)))


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (DATA / name).read_text("utf-8").splitlines()[1:]]


PLAYBOOKS = sorted(path for path in folder().iterdir() if is_playbook(path))


@each_row(("text", "expected"), rows("figures.tsv"))
def test_figures_of_a_text(text: str, expected: str) -> None:
    assert [f"{unit}:{number}" for unit, number in figures(text)] == expected.split()


@each_row("path", PLAYBOOKS, ids=lambda path: path.stem)
def test_no_playbook_states_a_figure_without_a_fact(path: Path) -> None:
    playbook = load_playbook(path).playbook
    known: set[Figure] = set()
    for market in [playbook.market] if playbook.market else MARKETS:
        known |= known_figures(shipped_market(market))
    unknown = [
        (place, figure)
        for place, text in said(playbook)
        for figure in figures(text)
        if figure not in known
    ]
    assert unknown == []


@each_row(
    ("text", "is_known"),
    [
        ("2시간 넘게 끊기면 10배를 배상한다고 알고 있습니다.", True),
        ("월 77,000원 미만이면 두 번 기준입니다.", True),
        ("1372에 묻겠습니다.", True),
        ("7시간이면 13배라고 들었습니다.", False),
        ("다른 곳은 현금 87만원을 줍니다.", False),
    ],
)
def test_a_line_is_measured_against_the_facts(text: str, is_known: bool) -> None:
    known = known_figures(shipped_market("kr"))
    assert all(figure in known for figure in figures(text)) is is_known
