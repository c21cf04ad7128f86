"""Who the simulated agent is: data, as a persona file holds it.

What the keys mean is a promise to whoever writes a persona; `haegi.rehearsal.desk` plays a `DeskPersona`, a desk that
gives sums; `haegi.rehearsal.staged_agent` plays a `StagedPersona`, who goes through the stages of any other playbook.
Money is in the smallest unit (won, cents), minutes are minutes, chances and shares run from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from haegi.advice.belief import Pace, share_given
from haegi.money.money import Currency
from haegi.offers.term import Waived
from haegi.playbook.model import Playbook
from haegi.rehearsal.utterances import is_haggled
from haegi.text.constraint import CLOSED, StrictInt
from haegi.text.i18n import Text

LARGEST_LIMIT = 100_000_000
MOST_PUSHES = 30

Chance = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Share = Annotated[float, Field(strict=True, gt=0, le=1, allow_inf_nan=False)]
Weight = Annotated[float, Field(strict=True, ge=0, le=1_000_000, allow_inf_nan=False)]
Months = Annotated[StrictInt, Field(ge=1, le=60)]
BookId = Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z0-9_-]*$", max_length=64)]
Won = Annotated[StrictInt, Field(ge=0, le=LARGEST_LIMIT)]
Length = Annotated[float, Field(strict=True, ge=0, le=600, allow_inf_nan=False)]
MoveId = Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Form = Literal["cash", "voucher", "points", "sum", "credit", "monthly_discount", "free_months"]


@dataclass(frozen=True, kw_only=True)
class Title:
    """What the persona is called, in both languages."""

    ko: Annotated[str, Field(min_length=1, max_length=200)]
    en: Annotated[str, Field(min_length=1, max_length=200)]


Titles = Annotated[tuple[Title, ...], Field(min_length=1, max_length=20)]


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What a call (its opening and greetings) and each push in it take of the caller's time, in minutes."""

    call: Length = 12
    push: Length = 2


@dataclass(frozen=True, kw_only=True)
class Openings:
    """Which opening of the playbook a call begins with: the first call, one where they ring, one where the person does."""

    first: BookId | None = None
    called: BookId | None = None
    calling: BookId | None = None


@dataclass(frozen=True, kw_only=True)
class Agent:
    """What every persona has. `playbooks` are the ids it is for (none: any it can play), `level` runs from 1, gentle,
    to 5; `callback` is the chance that a deferred call is called back; `says` are wordings in place of the playbook's."""

    __pydantic_config__ = CLOSED

    persona: Literal[1]
    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)]
    title: Title
    playbooks: Annotated[tuple[BookId, ...], Field(max_length=50)] = ()
    level: Annotated[StrictInt, Field(ge=1, le=5)] = 3
    openings: Openings = Openings()
    callback: Chance = 0.8
    tricks: Annotated[tuple[MoveId, ...], Field(max_length=50)] = ()
    says: Annotated[dict[MoveId, Titles], Field(max_length=50)] = field(default_factory=dict)
    minutes: Minutes = Minutes()

    @property
    def wordings(self) -> dict[str, tuple[Text, ...]]:
        """`says` as a playbook has it."""
        says = self.says.items()
        return {move: tuple(Text(ko=title.ko, en=title.en) for title in titles) for move, titles in says}

    def is_for(self, playbook: Playbook) -> bool:
        """Whether the persona means this playbook, or the one it extends."""
        return not self.playbooks or bool({playbook.id, playbook.extends} & set(self.playbooks))


@dataclass(frozen=True, kw_only=True)
class StagedPersona(Agent):
    """Somebody who haggles over no sum. `helpful` is how straight the agent goes for the end of the call, `detours`
    how often at most they leave that way in one call, `patience` how many answers in a row may mean nothing."""

    kind: Literal["talk"]
    helpful: Chance = 0.7
    detours: Annotated[StrictInt, Field(ge=0, le=20)] = 3
    patience: Annotated[StrictInt, Field(ge=1, le=20)] = 4


def _ordered(limit: tuple[int, int]) -> tuple[int, int]:
    if limit[0] > limit[1]:
        raise ValueError("limit_order")
    return limit


def _has_a_form(form: dict[Form, float]) -> dict[Form, float]:
    if not sum(form.values()) > 0:
        raise ValueError("form_empty")
    return form


@dataclass(frozen=True, kw_only=True)
class DeskPersona(Agent):
    """One desk. `limit` is the range, in won or cents, from which the most it ever gives is drawn once a case.

    `months` is how long its monthly discounts run (none: the horizon), `waives` what it waives when asked to.
    """

    kind: Literal["desk"] = "desk"
    limit: Annotated[tuple[Won, Won], AfterValidator(_ordered)]
    first_share: Chance
    pushes: Annotated[StrictInt, Field(ge=1, le=MOST_PUSHES)]
    pace: Pace
    tiers: Annotated[tuple[Share, ...], Field(min_length=1, max_length=10)] = (1.0,)
    withdraw: Chance = 0.0
    calls_bluff: Chance = 0.0
    form: Annotated[dict[Form, Weight], AfterValidator(_has_a_form)] = field(default_factory=lambda: {"voucher": 1.0})
    currency: Currency = "KRW"
    months: Months | None = None
    waives: tuple[Waived, ...] = ()

    def open_offer(self, limit: int, tier: int, pushes: int) -> int:
        """The offer in won after `pushes` pushes in a call with `tier` (from 0) open; earlier offers are left out.

        `limit` is the drawn limit in won. Past the last tier the last one holds. Rounded half to even.
        """
        opened = self.tiers[min(tier, len(self.tiers) - 1)] * limit
        first = self.first_share * opened
        return round(first + (opened - first) * share_given(self.pace, pushes, self.pushes))


def suits(who: DeskPersona | StagedPersona, playbook: Playbook) -> bool:
    """Whether the persona can play the agent of this playbook: it is of the kind and the currency, and meant for it."""
    return who.is_for(playbook) and is_able(who, playbook)


def is_able(who: DeskPersona | StagedPersona, playbook: Playbook) -> bool:
    """Whether the persona is of the kind that the playbook calls for: a desk with its currency, or a talker."""
    if isinstance(who, StagedPersona):
        return not is_haggled(playbook)
    return is_haggled(playbook) and who.currency == currency_of(playbook)


def currency_of(playbook: Playbook) -> Currency:
    """What is paid with where the call is held."""
    return "USD" if (playbook.market or playbook.language) in ("us", "en") else "KRW"
