"""What `haegi compare` does: gather the options of a file, a case or the person's answers, and value them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path as File
from typing import TYPE_CHECKING

from haegi.cli import context
from haegi.cli.views.amounts import read_rates, read_sum
from haegi.compare.comparison import Basis, Choice, Comparison, Costs, Details, Note, compare
from haegi.compare.contract import Contract
from haegi.compare.exit_costs import Departure, departure, doubts, with_penalty
from haegi.errors import Failure, Faults, Usage
from haegi.money.amounts import read
from haegi.money.money import Money
from haegi.offers.offer import Offer, from_json
from haegi.offers.term import Term

if TYPE_CHECKING:
    from haegi.call.case import Case, Decision, PastCall, Quote, Round
    from haegi.cli.prompts.compare import Save
    from haegi.compare.compare_file import CompareFile
    from haegi.files.yaml_reader import Source
    from haegi.storage.store import Store


@dataclass(frozen=True, slots=True)
class Given:
    """What was given with the command's options: it overrides what a file or a case says. Sums as they were typed."""

    fee: str = ""
    horizon: int = 0
    budget_fee: str = ""
    rates: Sequence[str] = ()
    costs: dict[str, str] = field(default_factory=dict)

    def basis(self, basis: Basis) -> Basis:
        fee = read(self.fee, currency=basis.currency) if self.fee else basis.fee
        rates = read_rates(self.rates, basis.rates)
        contract = self._contract(basis.contract, basis)
        return replace(
            basis, fee=fee, rates=rates, horizon_months=self.horizon or basis.horizon_months, contract=contract
        )

    def _contract(self, contract: Contract, basis: Basis) -> Contract:
        """The contract, its sum of today as `--penalty` has it."""
        penalty = self.costs.get("penalty")
        if not penalty or not contract:
            return contract
        later = [one for one in contract.asked if one[0]]
        return replace(contract, asked=((0, read_sum(penalty, basis.currency)), *later))

    def choices(self, choices: Sequence[Choice], basis: Basis) -> Iterator[Choice]:
        currency = basis.currency
        costs = Costs(**{key: read_sum(text, currency) for key, text in self.costs.items() if text})
        if self.budget_fee:
            budget = Choice(context.say("plan.budget"), "switch", fee=read_sum(self.budget_fee, currency))
            choices = (*choices, budget)
        for choice in choices:
            yield replace(choice, costs=costs.over(choice.costs)) if choice.kind == "switch" else choice


@dataclass(frozen=True, slots=True)
class Answer:
    """The comparison, what leaving costs by month, what is odd about the contract, and what was decided last."""

    found: Comparison
    departure: Departure | None
    doubts: tuple[Note, ...]
    decided: Decision | None


def answered(file: str, matter: Case | None, given: Given, save: Save) -> Answer:
    """The options of a file, of a case or of what the person answers, valued as the options of the command say."""
    if save.path and file:
        raise Usage("compare.save-what")
    basis, choices = _from_file(file, matter) if file else _from_case(matter, given, save)
    basis = given.basis(basis)
    today, carrier = context.day(None), known_carrier(basis)
    basis, filled = with_penalty(basis, given.choices(choices, basis), today, carrier)
    found = compare(filled, basis)
    decided = context.reading().decisions(matter.name)[-1:] if matter else []
    odd = (*doubts(basis.contract, today), *(_several_ends(matter, basis) if matter else ()))
    return Answer(found, departure(found, today, carrier), odd, next(iter(decided), None))


def matter(file: str, name_: str) -> Case | None:
    """The case that was named; without a file, else the one touched last, where there is any."""
    if name_:
        return context.reading().case(name_)
    cases_ = [] if file else context.reading().cases()
    return cases_[0] if cases_ else None


def known_carrier(basis: Basis) -> str:
    """The id of today's provider in the market figures; one that they don't know is said beside the answer."""
    if not basis.provider:
        return ""
    from haegi.files.market_reader import shipped_market
    from haegi.money.market import carrier_of, near_carrier

    market = shipped_market("us" if basis.currency == "USD" else "kr")
    carrier = carrier_of(market, basis.provider)
    if carrier is None:
        near = near_carrier(market, basis.provider)
        known = ", ".join(title.only("en") or title.best("ko") for title in market.carriers.values())
        context.talk(context.say("compare.provider", name=basis.provider, known=known))
        if near:
            context.talk(context.say("compare.provider-near", near=near))
    return carrier or ""


def _from_file(file: str, matter: Case | None) -> tuple[Basis, Sequence[Choice]]:
    """The options of a file; a case fills in the fee, the horizon and the contract where the file is silent."""
    from haegi.compare.compare_file import CompareFile
    from haegi.files.csv_reader import is_table, read_csv, read_table
    from haegi.files.yaml_reader import MAX_BYTES, fit, load, loads, sound

    if file == "-":
        text = sys.stdin.read(MAX_BYTES)
        source = sound(fit(read_csv(text, "-"), CompareFile)) if is_table(text) else loads(text, CompareFile, "-")
    elif file.lower().endswith(".csv"):
        source = sound(fit(read_table(File(file)), CompareFile))
    else:
        source = load(File(file), CompareFile)
    return _settled(source, matter)


def _settled(source: Source[CompareFile], matter: Case | None) -> tuple[Basis, Sequence[Choice]]:
    from haegi.compare.compare_file import settle
    from haegi.files.source_map import diagnose

    settled = settle(source.model)
    if settled.findings:
        raise Faults([diagnose(finding, source.marks) for finding in settled.findings])
    basis = settled.basis
    if matter:
        known = _basis(matter) if matter.currency == basis.currency else basis
        said = source.model.model_fields_set
        basis = replace(
            basis, fee=basis.fee or known.fee, provider=basis.provider or known.provider,
            horizon_months=basis.horizon_months if "horizon" in said else matter.horizon_months,
            contract=basis.contract or known.contract,
        )  # fmt: skip
    return basis, settled.choices


def _from_case(matter: Case | None, given: Given, save: Save) -> tuple[Basis, Sequence[Choice]]:
    """Staying on each offer so far and switching to each quote; where there is neither, what the person answers."""
    from haegi.cli.prompts import compare as compare_prompts

    choices: list[Choice] = []
    if matter:
        store = context.reading()
        choices = [*_renewals(store.calls(matter.name)), *_switches(matter, store)]
        if choices and save.path:
            raise Usage("compare.save-what")
    if matter and (choices or given.budget_fee):
        return _basis(matter), choices
    source = compare_prompts.asked(_basis(matter) if matter else Basis(), save)
    if source is not None:
        return _settled(source, matter)
    if matter is None:
        raise Failure("plan.no-case")
    context.talk(context.say("plan.bare-case", name=matter.name))
    return _basis(matter), choices


#: What a case knows of when contracts end.
_ENDS = ("end_internet", "end_tv", "end_device", "end_mobile")


def _basis(matter: Case) -> Basis:
    """What all options of a case are reckoned on."""
    penalty = matter.sum("penalty")
    contract = Contract(
        max(_ends(matter), default=None), asked=((0, Money(penalty, matter.currency)),) if penalty is not None else ()
    )
    return Basis(
        fee=_fee(matter), currency=matter.currency, horizon_months=matter.horizon_months, contract=contract,
        provider=" ".join(str(matter.slots[slot]) for slot in ("carrier", "product") if matter.slots.get(slot)),
    )  # fmt: skip


def _ends(matter: Case) -> list[date]:
    """The days on which the contracts of a case end."""
    from haegi.text.dates import find_date

    found = {find_date(str(matter.slots[slot]), context.day(None)) for slot in _ENDS if matter.slots.get(slot)}
    return sorted(day for day in found if day)


def _fee(matter: Case) -> Money | None:
    fee = matter.sum("fee")
    return Money(fee, matter.currency) if fee else None


def _several_ends(matter: Case, basis: Basis) -> Iterator[Note]:
    ends = _ends(matter)
    if len(ends) > 1 and basis.contract.end == ends[-1]:
        yield Note("plan.leave-ends", {"days": ", ".join(day.isoformat() for day in ends)})


def _renewals(calls: Sequence[PastCall]) -> Iterator[Choice]:
    """Each offer of the calls once, where it was made last."""
    from haegi.call.case import offers

    heard: dict[Offer, Round] = {}
    for call in calls:
        for each in offers(call):
            said = _offer(each)
            heard.pop(said, None)
            heard |= {said: each} if said else {}
    for number, (said, each) in enumerate(heard.items(), 1):
        notes = () if number == len(heard) else (Note("plan.note-earlier"),)
        source = Details(source=context.say("plan.from-call", call=each.call))
        yield Choice(context.say("plan.renew", number=number), "stay", said, details=source, notes=notes)


def _offer(each: Round) -> Offer:
    try:
        return from_json({key: each.offer.get(key) for key in ("terms", "commit_months")})
    except Failure:
        return Offer()


def _switches(matter: Case, store: Store) -> Iterator[Choice]:
    """Each quote once, under a name of its own."""
    taken: dict[str, int] = {}
    costs = {
        part: Money(known, matter.currency)
        for part, slot in (("install", "install_fee"), ("penalty", "penalty"), ("lost_bundle", "lost_bundle"), ("bother", "bother"))
        if (known := matter.sum(slot)) is not None
    }  # fmt: skip
    for quote in dict.fromkeys((*matter.quotes, *_quoted(store.calls(matter.name)))):
        plain_name = " ".join(part for part in (quote.provider, quote.product) if part)
        taken[plain_name] = taken.get(plain_name, 0) + 1
        number = taken[plain_name]
        fee = None if quote.fee is None else Money(quote.fee, matter.currency)
        yield Choice(
            plain_name if number == 1 else f"{plain_name} ({number})", "switch", _gift(quote, matter), fee, Costs(**costs),
            details=Details(source=_seen(quote)),
        )  # fmt: skip


def _quoted(calls: Sequence[PastCall]) -> Iterator[Quote]:
    """The quotes that were recorded during calls."""
    from haegi.call.case import Quote
    from haegi.call.engine import standing

    for call in calls:
        yield from (Quote.from_json(event.data["quote"]) for event in standing(call.events) if event.kind == "quote")


def _gift(quote: Quote, matter: Case) -> Offer:
    """The gift of a quote as its words say it, else its sum as cash."""
    said = Offer.parse(quote.gift)
    if said or not quote.amount:
        return said
    return Offer((Term("cash", Money(quote.amount, matter.currency)),))


def _seen(quote: Quote) -> str:
    return "  ".join(part for part in (quote.seen.isoformat() if quote.seen else "", quote.where) if part)
