"""Who the simulated desk is: data, as a persona file holds it.

What the keys mean is a promise to whoever writes a persona; `haegi.rehearsal.desk` plays it. Money is in won,
minutes are minutes, chances and shares run from 0 to 1.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, field_validator

from haegi.call.pace import Pace, share_given

LARGEST_LIMIT = 100_000_000
MOST_PUSHES = 30

Chance = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Share = Annotated[float, Field(strict=True, gt=0, le=1, allow_inf_nan=False)]
Weight = Annotated[float, Field(strict=True, ge=0, le=1_000_000, allow_inf_nan=False)]
Won = Annotated[StrictInt, Field(ge=0, le=LARGEST_LIMIT)]
Length = Annotated[float, Field(strict=True, ge=0, le=600, allow_inf_nan=False)]
MoveId = Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Form = Literal["cash", "voucher", "points", "monthly_discount", "free_months"]

_CLOSED = ConfigDict(extra="forbid", frozen=True)


class Title(BaseModel):
    """What the persona is called, in both languages."""

    model_config = _CLOSED

    ko: str = Field(min_length=1, max_length=200)
    en: str = Field(min_length=1, max_length=200)


class Minutes(BaseModel):
    """What a call (its opening and greetings) and each push in it take of the caller's time, in minutes."""

    model_config = _CLOSED

    call: Length = 12
    push: Length = 2


class Persona(BaseModel):
    """One desk. `limit` is the range, in won, from which the most it ever gives is drawn once a case."""

    model_config = _CLOSED

    persona: Literal[1]
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=64)
    title: Title
    limit: tuple[Won, Won]
    first_share: Chance
    pushes: StrictInt = Field(ge=1, le=MOST_PUSHES)
    pace: Pace
    tiers: tuple[Share, ...] = Field(default=(1.0,), min_length=1, max_length=10)
    callback: Chance = 0.8
    withdraw: Chance = 0.0
    calls_bluff: Chance = 0.0
    form: dict[Form, Weight] = Field(default={"voucher": 1.0})
    tricks: tuple[MoveId, ...] = Field(default=(), max_length=50)
    minutes: Minutes = Field(default_factory=Minutes)

    @field_validator("limit")
    @classmethod
    def _ordered(cls, limit: tuple[int, int]) -> tuple[int, int]:
        if limit[0] > limit[1]:
            raise ValueError("limit_order")
        return limit

    @field_validator("form")
    @classmethod
    def _has_a_form(cls, form: dict[Form, float]) -> dict[Form, float]:
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
