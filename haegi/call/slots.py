"""Filling in a case: its name, its slots and its quotes, read as a person gives them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any, Literal, NamedTuple

from haegi.call.case import LONGEST_NAME, Case, PastCall, Quote, promises
from haegi.call.cue import value_of
from haegi.errors import Failure
from haegi.money.money import Money
from haegi.playbook.guard import Value
from haegi.playbook.model import Playbook, Slot
from haegi.text.i18n import Locale

#: Sums over all the months of a deal.
TOTALS = ("target", "reservation")
_YES = frozenset({"y", "yes", "네", "예", "응", "true", "1", "ㅛ"})


class Given(NamedTuple):
    """What was given for a case, as typed: slots by id, quotes, and other slots as `name=value`."""

    slots: Mapping[str, str]
    quotes: Sequence[str]
    others: Sequence[str]

    def is_empty(self) -> bool:
        return not (any(self.slots.values()) or self.quotes or self.others)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The slots with their texts. Raises Failure for one that is not written as `name=value`."""
        yield from ((name, text) for name, text in self.slots.items() if text)
        for other in self.others:
            name, equals, text = other.partition("=")
            if not equals or not name.strip():
                raise Failure("case.set-how", text=other)
            yield name.strip(), text.strip()


class Reader(NamedTuple):
    """Reads what a person gives for the slots of a playbook; days are counted from `today`."""

    book: Playbook
    today: date
    locale: Locale

    def filled(self, case: Case, given: Given) -> Case:
        """The case with what was given filled in. Raises Failure for a slot or a value that fits nothing."""
        from haegi.call import payment_plan  # loads slowly, and a call begins with `new_case`

        values = {name: self.value(name, text, case.currency) for name, text in given.pairs()}
        quotes = [self.quote(text) for text in given.quotes]
        changed = replace(case, slots={**case.slots, **values}, quotes=with_quotes(case.quotes, quotes))
        if not values or not payment_plan.is_asked_for(self.book):
            return changed
        return payment_plan.settled(changed, frozenset(values), self.today)

    def value(self, name: str, text: str, currency: str) -> Value:
        """What was given for a slot, as it is kept."""
        slot = self.book.slots.get(name)
        if slot is None:
            raise Failure("case.no-slot", name=name, known=", ".join(self.book.slots))
        if slot.type == "date":
            return self._day(slot, text)
        if slot.type == "yesno":
            return text.strip().lower() in _YES
        if slot.type == "choice":
            return self._choice(slot, text.strip())
        return value_of(text, "total" if name in TOTALS else slot.type, currency)

    def quote(self, text: str) -> Quote:
        """A quote from one line."""
        return read_quote(text, self.today)

    def gone_by(self, text: str) -> date:
        """A day that is not to come."""
        return _gone_by(text, self.today)

    def written_quote(self, parts: Mapping[str, Any], currency: str) -> Quote:
        """A quote from the parts of one in a file: sums and days as one says them."""
        amount, fee = (
            None if parts[name] is None else value_of(str(parts[name]), "money", currency) for name in ("amount", "fee")
        )
        if amount is None and parts["gift"]:
            amount = self.quote(f"{parts['provider']} {parts['gift']}").amount
        seen = _gone_by(parts["seen"], self.today) if parts["seen"] else None
        return Quote(**{**parts, "amount": amount, "fee": fee, "seen": seen, "read": gift_read(parts["gift"])})

    def _day(self, slot: Slot, text: str) -> str:
        """A day as it is kept. Raises Failure for one gone by where it is still to come, and the other way round."""
        from haegi.text.dates import read_date  # as above

        if slot.past:
            return _gone_by(text, self.today).isoformat()
        day = read_date(text, self.today)
        if slot.ahead and day < self.today:
            tomorrow = self.today + timedelta(days=1)
            raise Failure(
                "date.past", day=day.isoformat(), today=self.today.isoformat(), next=tomorrow.isoformat()
            )
        return day.isoformat()

    def _choice(self, slot: Slot, text: str) -> str:
        """A choice by its number or its words; kept as its first wording."""
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(slot.choices):
            chosen = [slot.choices[int(text) - 1]]
        else:
            chosen = [choice for choice in slot.choices if text in (choice.ko, choice.en)]
        if not chosen:
            words = ", ".join(choice.best(self.locale) for choice in slot.choices)
            raise Failure("case.bad-choice", text=text, choices=words)
        return chosen[0].ko or chosen[0].en or ""


def new_case(name: str, playbook: str, book: Playbook, today: date, find: Callable[[str], Case | None]) -> Case:
    """An empty case for a playbook, which it keeps as `playbook`; without a name it gets the day's, which `find` must
    not know. Raises Failure for a name that no case can have."""
    if len(name) > LONGEST_NAME or (name and not name.strip()):
        raise Failure("case.bad-name", limit=LONGEST_NAME)
    stem = today.isoformat()
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    currency: Literal["KRW", "USD"] = "USD" if book.market == "us" else "KRW"
    return Case(name=name or next(free for free in numbered if find(free) is None), playbook=playbook, currency=currency)


def with_kept(case: Case, calls: Sequence[PastCall], kept: Sequence[int], unkept: Sequence[int]) -> Case:
    """The case with promises marked as kept, or not, by their numbers. Raises Failure for a number that there is not."""
    known = promises(case, calls)
    for number in (*kept, *unkept):
        if not 1 <= number <= len(known):
            raise Failure("case.no-promise", number=number, count=len(known), name=case.name)
    stamps = {*case.kept, *(known[number - 1].at for number in kept)} - {known[number - 1].at for number in unkept}
    return replace(case, kept=tuple(sorted(stamps)))


def with_quotes(quotes: Sequence[Quote], new: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes with the new ones; one that was without its day, and is given again with it, has it."""
    dated = {replace(quote, seen=None) for quote in new if quote.seen}
    return (*(quote for quote in quotes if quote.seen or quote not in dated), *new)


def _gone_by(text: str, today: date) -> date:
    from haegi.text.dates import read_date  # as above

    day = read_date(text, today, past=True)
    if day > today:
        raise Failure("date.future", day=day.isoformat(), today=today.isoformat())
    return day


#: In won and cents: a bare sum above this is a gift, of which nobody knows the form.
_MOST_FEE = {"KRW": 120_000, "USD": 25_000}
_NEVER = re.compile(r"24/7")


def read_quote(text: str, today: date) -> Quote:
    """A quote from one line: the provider first, then in any order product, gift, fee and the day it was seen.

    Raises Failure where the provider or anything with a price is missing, or for a day that can't be. Without a day it has
    none. The year of a day without one is the last that makes it no day in the future: a quote was seen before it is cited.
    """
    from haegi.nlu.offer_reader import stated_offer  # as above
    from haegi.offers.valuation import RATED

    named = _PROVIDER.match(text)
    rest = text[named.end() :].strip() if named else ""
    offer = stated_offer(rest)
    gifts = [term for term in offer.terms if term.kind in RATED and term.amount]
    fee = next(
        (term.amount.minor for term in offer.terms if term.kind == "monthly_fee" and term.amount), None
    )
    total = sum(term.amount.minor for term in gifts if term.amount)
    lone = _lone_sum(rest)
    if lone and (lone.minor not in (total, fee) or (total and gifts[0].kind == "sum")):
        total, fee = (0, lone.minor) if lone.minor <= _MOST_FEE[lone.currency] else (lone.minor, None)
    if not named or not (total or fee):
        raise Failure("quote.none", text=text)
    gift = _gift(rest) if total else ""
    return Quote(
        provider=named[1],
        product=" ".join(_PRODUCT.findall(rest)),
        gift=gift,
        read=gift_read(gift),
        amount=total or None,
        fee=fee,
        seen=_seen(rest, today),
    )


def _lone_sum(text: str) -> Money | None:
    """A sum that stands alone in a quote: what the service costs a month, unless it is more than a fee can be."""
    from haegi.money.amounts import find  # as above
    from haegi.text.dates import DATE

    sums = [amount.money for amount in find(DATE.sub(" ", text))]
    return sums[0] if len(sums) == 1 else None


def gift_read(gift: str) -> dict[str, Any] | None:
    """The words of a gift as the offer that `Quote.read` keeps."""
    from haegi.nlu.offer_reader import stated_offer  # as above

    return stated_offer(gift).to_json() if gift else None


def _seen(text: str, today: date) -> date | None:
    """The day a quote was given; None where its words name none. Raises Failure for one that there is not, or that is to come."""
    from haegi.text.dates import DATE, find_date  # as above

    day = find_date(text, today, past=True)
    named = DATE.search(_NEVER.sub("", text))
    if named and (day is None or day > today):
        _gone_by(named[0], today)
    return day


_PROVIDER = re.compile(r"\s*(\S+(?: (?:Fiber|Fios|Mobile|Wireless)\b)?)", re.IGNORECASE)
_PRODUCT = re.compile(
    r"\S*(?:\d\s*(?:[MG](?:bps|iga?)?(?![A-Za-z])|메가|기가)|인터넷|TV|티비|모바일|Mbps|Gig)\S*", re.IGNORECASE
)
_GIFT = re.compile(
    r"(?:현금|상품권|사은품|지원금|포인트|cash|gift card)\s*\d[\d.,만천백십]*(?:\s*[만천백십]+)?(?:\s\d[\d.,]*[만천백십]+)*\s?원?|\$[\d,.]+(?:\s*(?:gift card|cash))?",
    re.IGNORECASE,
)


def _gift(text: str) -> str:
    from haegi.text.dates import DATE  # as above

    return " + ".join(" ".join(match.split()) for match in _GIFT.findall(DATE.sub(" ", text)))
