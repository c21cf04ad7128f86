"""What a compare file says of an offer or a gift: text as it was heard, or spelt out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

from haegi.compare.comparison import Note
from haegi.compare.written import CODES, Amount, Sum, TermData, error, refused
from haegi.money.money import Currency
from haegi.offers.offer import Offer
from haegi.offers.term import Kind, Term
from haegi.offers.valuation import RATED
from haegi.offers.warnings import questions

NO_OFFER = "M007"


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Said(Closed):
    """Something written as text, or spelt out as a mapping."""

    text: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _offers(self) -> _Said:
        if self.text is not None and not Offer.parse(self.text):
            doubts = [one for one in questions(self.text, Offer()) if one.key in CODES]
            raise refused(doubts[0]) if doubts else error(NO_OFFER, {"text": self.text[:60]})
        return self

    def doubts(self) -> Iterator[Note]:
        """What in the text may not be meant as it was read."""
        for one in questions(self.text, Offer.parse(self.text)) if self.text else ():
            yield Note(one.key, one.params)


class GiftText(_Said):
    """What a new provider gives once: text, or sums by kind."""

    cash: Amount | None = None
    voucher: Amount | None = None
    points: Amount | None = None
    sum: Amount | None = None
    credit: Amount | None = None

    def says(self) -> bool:
        return bool(self.text or any(getattr(self, name) for name in RATED))

    def offer(self, currency: Currency) -> Offer:
        said = Offer.parse(self.text or "")
        sums: tuple[tuple[Kind, Sum | None], ...] = (
            ("cash", self.cash), ("voucher", self.voucher), ("points", self.points), ("sum", self.sum),
            ("credit", self.credit),
        )  # fmt: skip
        given = [(kind, one.money(currency)) for kind, one in sums if one]
        return said.plus(Offer(tuple(Term(kind, one) for kind, one in given if one.minor)))


Bond = Annotated[StrictInt, Field(ge=0, le=60)]
Conditions = tuple[Annotated[str, Field(min_length=1, max_length=400, pattern=r"\S")], ...]


class _Branch(Closed):
    """One of the things that can be chosen, in its JSON form."""

    terms: Annotated[tuple[TermData, ...], Field(min_length=1)]
    commit_months: Bond | None = None
    conditions: Conditions = ()

    def offer(self) -> Offer:
        return Offer(self.terms, self.commit_months, conditions=self.conditions)


class OfferText(_Said):
    """What the present provider offers: text, or terms in their JSON form, with `or` where there is a choice."""

    terms: tuple[TermData, ...] = ()
    commit_months: Bond | None = None
    choices: tuple[_Branch, ...] = Field(default=(), alias="or")
    conditions: Conditions = ()

    @model_validator(mode="after")
    def _says_something(self) -> OfferText:
        if self.text is None and not self.terms:
            raise error(NO_OFFER, {"text": ""})
        return self

    def offer(self) -> Offer:
        said = Offer.parse(self.text or "").plus(Offer(self.terms, conditions=self.conditions))
        months = said.commit_months if self.commit_months is None else self.commit_months
        choices = (*said.choices, *(branch.offer() for branch in self.choices))
        return replace(said, commit_months=months, choices=choices)
