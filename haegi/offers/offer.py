"""An offer: the terms on the table and the contract they ask for.

`haegi.nlu.offer_reader` reads one from what an agent said or what was jotted down; `write` puts it in words for people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from haegi.errors import Failure
from haegi.money import money
from haegi.money.money import Money
from haegi.offers import term
from haegi.offers.term import Term
from haegi.text.i18n import Locale, say


@dataclass(frozen=True, slots=True)
class Offer:
    """`terms` in the order they were said.

    `commit_months` is 36 for three years, 0 for no contract, None for unsaid. Where the agent offers a choice, these are
    the first branch and `choices` are the others, each whole in itself. `conditions` are the words of what must be done
    or paid to get it, which no valuation counts. Raises Failure("money.commit"), or Failure("money.offer") where a
    choice has a choice in it or nothing.
    """

    terms: tuple[Term, ...] = ()
    commit_months: int | None = None
    choices: tuple[Offer, ...] = ()
    conditions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        months = self.commit_months
        if months is not None and (isinstance(months, bool) or not isinstance(months, int) or months < 0):
            raise Failure("money.commit")
        if self.choices and not all(branch.terms and not branch.choices for branch in (*self.choices, self.first)):
            raise Failure("money.offer")

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def first(self) -> Offer:
        """The branch that counts: the offer without its choices."""
        return replace(self, choices=()) if self.choices else self

    @property
    def branches(self) -> tuple[Offer, ...]:
        """What can be chosen between; the offer alone where there is no choice."""
        return (self.first, *self.choices)

    def plus(self, more: Offer) -> Offer:
        """The offer with what another one gives besides, whichever branch is chosen. The contract stays this one's."""
        grown = [
            replace(mine, terms=(*mine.terms, *theirs.terms), conditions=(*mine.conditions, *theirs.conditions))
            for mine in self.branches for theirs in more.branches
        ]  # fmt: skip
        return replace(grown[0], choices=tuple(grown[1:]))

    def to_json(self) -> dict[str, object]:
        """The canonical form; `or` and `conditions` only where there are some."""
        body: dict[str, object] = {"terms": [one.to_json() for one in self.terms], "commit_months": self.commit_months}
        if self.choices:
            body["or"] = [branch.to_json() for branch in self.choices]
        if self.conditions:
            body["conditions"] = list(self.conditions)
        return body


#: What the canonical JSON of an offer may hold; what is shown may say more.
KEYS = {"terms", "commit_months", "or", "conditions"}


def from_json(data: object) -> Offer:
    """The offer that `to_json` wrote. Raises Failure("money.offer", "money.term" or "money.commit")."""
    if not isinstance(data, Mapping) or set(data) - KEYS:
        raise Failure("money.offer")
    branches = tuple(_branch(branch) for branch in _listed(data, "or"))
    return replace(_branch({key: value for key, value in data.items() if key != "or"}), choices=branches)


def _branch(data: object) -> Offer:
    if not isinstance(data, Mapping) or set(data) - (KEYS - {"or"}) or "terms" not in data:
        raise Failure("money.offer")
    conditions = tuple(_listed(data, "conditions"))
    if not all(isinstance(text, str) and text.strip() for text in conditions):
        raise Failure("money.offer")
    terms = tuple(term.from_json(each) for each in _listed(data, "terms"))
    return Offer(terms, data.get("commit_months"), conditions=conditions)


def _listed(data: Mapping[Any, Any], key: str) -> Sequence[Any]:
    listed = data.get(key, ())
    if not isinstance(listed, list | tuple):
        raise Failure("money.offer")
    return listed


def write(offer: Offer, locale: Locale) -> str:
    """One line that `Offer.parse` reads back: `상품권 20만 원 + 월 5,500원 할인, 36개월 약정`."""
    if not offer.terms:
        return say(locale, "offer.nothing")
    return say(locale, "offer.or").join(_write_branch(branch, locale) for branch in offer.branches)


def describe(offer: Offer, locale: Locale, worths: Sequence[Money | None] = ()) -> str:
    """The offer as `write` has it, with its conditions, and behind each branch of a choice but the first its own worth.

    `worths` has a value for each branch; the first one's is the offer's, which is shown beside it.
    """
    if not offer:
        return write(offer, locale)
    others = worths[1:] or [None] * len(offer.choices)
    shown = [_describe_branch(branch, locale, worth) for branch, worth in zip(offer.choices, others, strict=True)]
    return say(locale, "offer.or").join([_describe_branch(offer.first, locale, None), *shown])


def _describe_branch(branch: Offer, locale: Locale, worth: Money | None) -> str:
    sum_ = money.write(worth, locale) if worth else ""
    if worth and branch.conditions:
        sum_ = say(locale, "offer.before-conditions", value=sum_)
    asked = say(locale, "offer.conditions", conditions="; ".join(branch.conditions)) if branch.conditions else ""
    return " ".join(part for part in (_write_branch(branch, locale), asked, f"= {sum_}" if sum_ else "") if part)


def _write_branch(branch: Offer, locale: Locale) -> str:
    fees = [each for each in branch.terms if each.kind == "monthly_fee"]
    terms = [_write_term(each, locale, branch.commit_months, fees) for each in branch.terms]
    months = branch.commit_months
    if months is None:
        return " + ".join(terms)
    return " + ".join(terms) + ", " + say(locale, "offer.contract" if months else "offer.no-contract", months=months)


def _write_term(each: Term, locale: Locale, commit: int | None, fees: Sequence[Term]) -> str:
    """One term; a period that is just the contract's is left out, but for the steps of a fee."""
    stepped = each.kind == "monthly_fee" and len(fees) > 1
    months = each.months if stepped or each.months != commit or each.kind == "free_months" else None
    key = "offer.fee-then" if stepped and each is not fees[0] else f"offer.{each.kind}"
    return say(
        locale, f"{key}-for" if months and each.kind != "free_months" else key,
        amount=money.write(each.amount, locale) if each.amount else "",
        months=say(locale, "offer.month" if months == 1 else "offer.months", count=months),
        percent=each.percent, name=each.name, speed=_speed(each.mbps or 0, locale),
        what=say(locale, f"offer.waived-{each.what}") if each.what else "",
    )  # fmt: skip


def _speed(mbps: int, locale: Locale) -> str:
    giga, mega = divmod(mbps, 1000)
    return say(locale, "offer.mbps", count=mbps) if mega else say(locale, "offer.gbps", count=giga)
