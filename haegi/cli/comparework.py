"""What `haegi compare` does: gather the options of a file or a case, value them, put them into JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from haegi.cli import cases, desk
from haegi.cli.sidebyside import name
from haegi.cli.worth import note_words, part_json, plain, read_rates, read_sum
from haegi.errors import Failure, Faults
from haegi.money.money import Money, read
from haegi.money.offer import Offer, from_json
from haegi.money.plan import Basis, Choice, Comparison, Costs, Details, Note, Option, compare
from haegi.money.term import Term
from haegi.money.weighing import by_score, score, turn

if TYPE_CHECKING:
    from haegi.call.case import Case, PastCall, Quote, Round
    from haegi.disk.store import Store


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
        return replace(basis, fee=fee, rates=rates, horizon_months=self.horizon or basis.horizon_months)

    def choices(self, choices: Sequence[Choice], basis: Basis) -> Iterator[Choice]:
        currency = basis.currency
        costs = Costs(**{key: read_sum(text, currency) for key, text in self.costs.items() if text})
        if self.budget_fee:
            budget = Choice(desk.say("plan.budget"), "switch", fee=read_sum(self.budget_fee, currency))
            choices = (*choices, budget)
        for choice in choices:
            yield replace(choice, costs=costs.over(choice.costs)) if choice.kind == "switch" else choice


def found(file: str, case: str, given: Given) -> Comparison:
    """The options of a file, else of a case, valued as the options of the command say."""
    basis, choices = _from_file(file, case) if file else _from_case(case)
    basis = given.basis(basis)
    return compare(given.choices(choices, basis), basis)


def _from_file(file: str, name_: str) -> tuple[Basis, Sequence[Choice]]:
    """The options of a file; a case fills in the fee and the horizon where the file is silent."""
    from haegi.disk.marks import diagnose
    from haegi.disk.table import read_table
    from haegi.disk.yaml import fit, load, loads, sound
    from haegi.money.comparison import CompareFile, settle

    if file.lower().endswith(".csv"):
        source = sound(fit(read_table(File(file)), CompareFile))
    else:
        source = loads(sys.stdin.read(), CompareFile, "-") if file == "-" else load(File(file), CompareFile)
    settled = settle(source.model)
    if settled.findings:
        raise Faults([diagnose(finding, source.marks) for finding in settled.findings])
    basis = settled.basis
    if name_:
        matter = desk.store().case(name_)
        said = source.model.model_fields_set
        same = matter.currency == basis.currency
        basis = replace(
            basis, fee=basis.fee or (_fee(matter) if same else None),
            horizon_months=basis.horizon_months if "horizon" in said else matter.horizon_months,
        )  # fmt: skip
    return basis, settled.choices


def _from_case(name_: str) -> tuple[Basis, Sequence[Choice]]:
    """Staying on each offer so far, switching to each quote, and a budget carrier where the case knows its fee."""
    store = desk.store()
    if not name_ and not store.cases():
        raise Failure("plan.no-case")
    matter = cases.pick(store, name_)
    basis = Basis(
        fee=_fee(matter), currency=matter.currency, horizon_months=matter.horizon_months,
        provider=" ".join(str(matter.slots[slot]) for slot in ("carrier", "product") if matter.slots.get(slot)),
    )  # fmt: skip
    choices = [*_renewals(store.calls(matter.name)), *_switches(matter, store)]
    if not choices:
        desk.talk(desk.say("plan.bare-case", name=matter.name))
    return basis, choices


def _fee(matter: Case) -> Money | None:
    fee = matter.sum("fee")
    return Money(fee, matter.currency) if fee else None


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
        source = Details(source=desk.say("plan.from-call", call=each.call))
        yield Choice(desk.say("plan.renew", number=number), "stay", said, details=source, notes=notes)


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


def document(found: Comparison) -> dict[str, Any]:
    """The comparison as JSON."""
    basis, currency = found.basis, found.basis.currency
    runner = found.runner_up
    margin = None if runner is None else (found.best.value or 0) - (runner.value or 0)
    return {
        "horizon_months": basis.horizon_months,
        "currency": currency,
        "current_fee": plain(basis.fee.minor if basis.fee else None, currency),
        "rates": {key: float(getattr(basis.rates, key)) for key in ("cash", "voucher", "points")},
        "options": [_option(option, found) for option in found.options],
        "best": found.best.name,
        "margin": plain(margin, currency),
        **_weighed(found),
    }


def _weighed(found: Comparison) -> dict[str, Any]:
    """The best by score, where there are scores, and what would make the runner-up win."""
    scored, change, currency = by_score(found), turn(found), found.basis.currency
    return {
        "would_change": {
            "name": change.option.name,
            "monthly_fee_less": plain(change.fee, currency),
            "cash_more": plain(change.gift, currency),
        } if change else None,
        **({"weights": {name: float(weight) for name, weight in found.basis.weights.items()}} if scored else {}),
        **({"best_by_score": scored[0][0].name} if scored else {}),
    }  # fmt: skip


def _option(option: Option, found: Comparison) -> dict[str, Any]:
    currency, details, costs = found.basis.currency, option.choice.details, option.choice.costs.named()
    return {
        "name": option.name,
        "title": name(option),
        "kind": option.kind,
        "value": plain(option.value, currency),
        "known": plain(option.known, currency),
        "effective_monthly": plain(option.effective_monthly, currency),
        "monthly_fee": plain(option.monthly_fee, currency),
        "notes": [note_words(note) for note in option.notes],
        "offer": option.choice.offer.to_json(),
        "down_mbps": details.down_mbps,
        "up_mbps": details.up_mbps,
        "support": details.support,
        "addons": list(details.addons),
        "terms": details.terms,
        "source": details.source,
        "costs": {key: plain(cost.minor if cost else None, currency) for key, cost in costs.items()},
        "parts": [part_json(part, currency) for part in option.parts],
        **_extras(option, found),
    }


def _extras(option: Option, found: Comparison) -> dict[str, Any]:
    """What only some files say of an option."""
    after, exits, rated = option.choice.after, option.choice.exits, score(option, found.basis)
    currency, ratings = found.basis.currency, option.choice.details.ratings
    extras: dict[str, Any] = {}
    if after:
        extras |= {"price_after": plain(after.fee.minor, currency), "promo_months": after.months}
    if exits:
        extras["exit_fee"] = {str(month): plain(fee.minor, currency) for month, fee in exits}
    if ratings:
        extras["ratings"] = {name: float(one) for name, one in ratings.items()}
    return extras | ({"score": round(float(rated), 2)} if rated is not None else {})
