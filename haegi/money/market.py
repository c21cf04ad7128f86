"""Dated, sourced figures: what a market file holds, and how old and how sure each fact is.

A fact is one plain sentence with its source, its date and a confidence. One scale serves both markets: A for
official texts, courts, regulators, or several outlets that agree; B for one press report or a company's own
page; C for blogs, retailers, apps and what people report of themselves. Where sources contradict each other, or
nobody could check, the fact is disputed and `dispute` says between what. What a retailer published is of kind
`retailer` and is called that wherever it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, get_args

from haegi.errors import Finding, nearest
from haegi.text.constraint import CLOSED, Constraint, StrictBool, StrictInt
from haegi.text.dates import later
from haegi.text.i18n import Locale, Text, say

MarketId = Literal["kr", "us"]
MARKETS: tuple[MarketId, ...] = get_args(MarketId)
Confidence = Literal["A", "B", "C"]
Unit = Literal["won", "won_month", "usd", "usd_month", "percent", "mbps"]
Id = Annotated[str, Constraint(pattern=r"^[a-z][a-z0-9_-]*$")]
StrictFloat = Annotated[float, Constraint(strict=True)]

OLD_AFTER_MONTHS = 6


_DAY = r"^[12][0-9]{3}(-[0-9]{2}){0,2}$"


def _dated(value: Any) -> Any:
    """A bare year is a number in YAML. Raises ValueError for a day that no calendar has."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str) and re.search(_DAY, text):
        try:
            _earliest(text)
        except ValueError:
            raise ValueError("2026, 2026-04, 2026-04-21") from None
    return text


Day = Annotated[str, Constraint(_dated, pattern=_DAY)]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number of a table: of what, how much (won, dollars, percent, Mbps), and up to how much for a range."""

    what: Text
    value: StrictInt | StrictFloat
    to: StrictInt | StrictFloat | None = None
    unit: Unit


@dataclass(frozen=True, kw_only=True)
class Fact:
    """`date`: when the source appeared, or what day it speaks of, as exactly as known (year, month or day).

    `undated`: the source bears no date; `date` is then the day it was read.
    """

    __pydantic_config__ = CLOSED

    text: Text
    figures: tuple[Figure, ...] = ()
    topics: Annotated[tuple[Id, ...], Constraint(min_length=1)]
    carriers: tuple[Id, ...] = ()
    kind: Literal["report", "retailer"] = "report"
    source: Text
    date: Day
    undated: StrictBool = False
    confidence: Confidence
    disputed: StrictBool
    dispute: Text | None = None

    def __post_init__(self) -> None:
        if self.disputed != (self.dispute is not None):
            raise ValueError("disputed: true <-> dispute")


@dataclass(frozen=True, kw_only=True)
class Market:
    """The facts of one country by their ids, with the names of the topics and carriers they speak of."""

    __pydantic_config__ = CLOSED

    market: Literal[1]
    id: MarketId
    title: Text
    topics: dict[Id, Text]
    carriers: dict[Id, Text] = field(default_factory=dict)
    facts: Annotated[dict[Id, Fact], Constraint(min_length=1)]


class Wording(NamedTuple):
    """The words a fact can be found by, in both languages: `title` names its topics and carriers, `text` is the rest."""

    id: str
    title: str
    text: str


class Shown(NamedTuple):
    """A fact as sentences in one language: the fact, its table, where it is from, and what to beware of."""

    text: str
    figures: tuple[str, ...]
    source: str
    marks: tuple[str, ...]


def unknown_names(market: Market) -> Iterator[Finding]:
    """Topics and carriers that a fact names and the file doesn't."""
    for name, fact in market.facts.items():
        for key, names in (("topics", market.topics), ("carriers", market.carriers)):
            for index, given in enumerate(getattr(fact, key)):
                if given not in names:
                    params = {"shown": given, "allowed": ", ".join(names)}
                    yield Finding("S006", ("facts", name, key, index), params)


def entries(market: Market) -> list[Wording]:
    """The words for every fact, in the order of the file."""
    return [_wording(market, name, fact) for name, fact in market.facts.items()]


def _wording(market: Market, name: str, fact: Fact) -> Wording:
    names = [*(market.topics[topic] for topic in fact.topics), *(market.carriers[carrier] for carrier in fact.carriers)]
    texts = [fact.text, *([fact.dispute] if fact.dispute else []), *(figure.what for figure in fact.figures)]
    return Wording(name, _both(names), _both([*texts, fact.source]))


def _both(texts: list[Text]) -> str:
    return " ".join(part for text in texts for part in (text.ko, text.en) if part)


def carrier_of(market: Market, text: str) -> str | None:
    """The id of the carrier that a text begins with, however it is spelt: the longest of the names that fit."""
    words = _bare(text)
    fits = [
        (len(name), id_) for id_, title in market.carriers.items() for name in _names(title)
        for spelling in (words, words.replace(" ", "")) if _begins(spelling, name) or _begins(spelling, name.replace(" ", ""))
    ]  # fmt: skip
    return max(fits, key=lambda fit: fit[0], default=(0, None))[1]


def near_carrier(market: Market, text: str) -> str:
    """The name of a carrier that the first word may be a slip for; empty where there is none."""
    first = (_bare(text).split() or [""])[0]
    names = [name for title in market.carriers.values() for name in _names(title)]
    return nearest(first, names, 0.75).upper()


def _names(title: Text) -> list[str]:
    whole = [_bare(text) for text in (title.ko, title.en) if text]
    return [*whole, *(word for text in whole for word in text.split())]


def _bare(text: str) -> str:
    return re.sub(r"[^\w\s]", "", text.casefold()).strip()


def _begins(text: str, name: str) -> bool:
    """Whether a text begins with a name; a Latin one must end there, a Korean word may follow at once."""
    after = text[len(name) : len(name) + 1]
    return text.startswith(name) and not ("a" <= after <= "z" and "a" <= name[-1] <= "z")


def is_old(fact: Fact, today: date) -> bool:
    """Whether the fact may be older than six months. A bare year or month counts from its first day, and what
    bears no date counts as old: nothing shows that it is newer."""
    return fact.undated or _earliest(fact.date) < later(today, -OLD_AFTER_MONTHS)


def age_note(fact: Fact, today: date, locale: Locale) -> str | None:
    """The sentence that has to stand beside an old fact; None for a fresh one."""
    if not is_old(fact, today):
        return None
    return say(locale, "facts.undated", date=fact.date) if fact.undated else say(locale, "facts.old")


def shown(fact: Fact, locale: Locale, today: date) -> Shown:
    """The fact as it may be shown: never without source, date and confidence, and with every reason for doubt."""
    key = "facts.source-undated" if fact.undated else "facts.source"
    sure = say(locale, f"facts.confidence.{fact.confidence}")
    source = say(locale, key, source=fact.source, date=fact.date, confidence=sure)
    retailer = say(locale, "facts.retailer") if fact.kind == "retailer" else None
    dispute = say(locale, "facts.disputed", between=fact.dispute) if fact.dispute else None
    marks = (retailer, dispute, age_note(fact, today, locale))
    figures = tuple(write_figure(figure, locale) for figure in fact.figures)
    return Shown(fact.text.best(locale), figures, source, tuple(mark for mark in marks if mark))


def write_figure(figure: Figure, locale: Locale) -> str:
    """`500M, 3년: 월 33,000원`."""
    amount = f"{figure.value:,}" if figure.to is None else f"{figure.value:,}-{figure.to:,}"
    return f"{figure.what.best(locale)}: {say(locale, f'facts.unit.{figure.unit}', amount=amount)}"


def _earliest(text: str) -> date:
    """The first day of the year, month or day. Raises ValueError where there is no such day."""
    year, month, day = [int(part) for part in f"{text}-01-01".split("-")[:3]]
    return date(year, month, day)
