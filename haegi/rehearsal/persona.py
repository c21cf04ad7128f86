"""Who the simulated agent is: data, as a persona file holds it.

What the keys mean is a promise to whoever writes a persona; `haegi.rehearsal.desk` plays a `DeskPersona`, a desk that
gives sums; `haegi.rehearsal.staged_agent` plays a `StagedPersona`, who goes through the stages of any other playbook.
Money is in the smallest unit (won, cents), minutes are minutes, chances and shares run from 0 to 1.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, field_validator

from haegi.advice.concession import Pace, share_given
from haegi.money.money import Currency
from haegi.offers.term import Waived
from haegi.playbook.model import Playbook
from haegi.rehearsal.roles import is_haggled

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
Given = Literal["cash", "voucher", "points", "monthly_discount", "free_months"]

_CLOSED = ConfigDict(extra="forbid", frozen=True)


class Title(BaseModel):
    """The persona's name in both languages."""

    model_config = _CLOSED

    ko: str = Field(min_length=1, max_length=200)
    en: str = Field(min_length=1, max_length=200)


class Minutes(BaseModel):
    """The caller's time, in minutes: for a call (its opening and greetings) and for each push in it."""

    model_config = _CLOSED

    call: Length = 12
    push: Length = 2


class Openings(BaseModel):
    """Which opening of the playbook a call begins with: the first call, one where they ring, one where the person does."""

    model_config = _CLOSED

    first: BookId | None = None
    called: BookId | None = None
    calling: BookId | None = None


class PersonaBase(BaseModel):
    """The keys of every persona. `playbooks` are the ids it is for (none: any it can play), `level` runs from 1, gentle,
    to 5; `callback` is the chance that a deferred call is called back; `says` are wordings in place of the playbook's."""

    model_config = _CLOSED

    persona: Literal[1]
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)
    title: Title
    playbooks: tuple[BookId, ...] = Field(default=(), max_length=50)
    level: StrictInt = Field(default=3, ge=1, le=5)
    openings: Openings = Field(default_factory=Openings)
    callback: Chance = 0.8
    tricks: tuple[MoveId, ...] = Field(default=(), max_length=50)
    says: dict[MoveId, Annotated[tuple[Title, ...], Field(min_length=1, max_length=20)]] = Field(default={}, max_length=50)
    minutes: Minutes = Field(default_factory=Minutes)

    def is_for(self, playbook: Playbook) -> bool:
        """Whether the persona means this playbook, or the one it extends."""
        return not self.playbooks or bool({playbook.id, playbook.extends} & set(self.playbooks))


class StagedPersona(PersonaBase):
    """Somebody who haggles over no sum. `helpful` is how straight the agent goes for the end of the call, `detours`
    how often at most they leave that way in one call, `patience` how many answers in a row may mean nothing."""

    kind: Literal["talk"]
    helpful: Chance = 0.7
    detours: StrictInt = Field(default=3, ge=0, le=20)
    patience: StrictInt = Field(default=4, ge=1, le=20)


class DeskPersona(PersonaBase):
    """One desk. `limit` is the range, in won or cents, from which the most it ever gives is drawn once a case.

    `months` is how long its monthly discounts run (none: the horizon), `waives` what it waives when asked to.
    """

    kind: Literal["desk"] = "desk"
    limit: tuple[Won, Won]
    first_share: Chance
    pushes: StrictInt = Field(ge=1, le=MOST_PUSHES)
    pace: Pace
    tiers: tuple[Share, ...] = Field(default=(1.0,), min_length=1, max_length=10)
    withdraw: Chance = 0.0
    calls_bluff: Chance = 0.0
    form: dict[Given, Weight] = Field(default={"voucher": 1.0})
    currency: Currency = "KRW"
    months: Months | None = None
    waives: tuple[Waived, ...] = ()

    @field_validator("limit")
    @classmethod
    def _ordered(cls, limit: tuple[int, int]) -> tuple[int, int]:
        if limit[0] > limit[1]:
            raise ValueError("limit_order")
        return limit

    @field_validator("form")
    @classmethod
    def _has_a_form(cls, form: dict[Given, float]) -> dict[Given, float]:
        if not sum(form.values()) > 0:
            raise ValueError("form_empty")
        return form

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
    """The currency of the playbook's market."""
    return "USD" if (playbook.market or playbook.language) in ("us", "en") else "KRW"
