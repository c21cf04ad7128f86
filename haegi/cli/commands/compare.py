"""`haegi compare`: stay, switch, budget carrier, do nothing, side by side; from a file, a case or answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path as File
from typing import Any, NamedTuple

import typer

from haegi.call.case import LONGEST_DECISION, Case, Decision
from haegi.call.options import basis_of, contract_ends, switches
from haegi.cli.context import Context, width
from haegi.cli.options import RATES, CaseName, Fee, Force, Horizon, Json
from haegi.cli.prompts import compare as compare_prompts
from haegi.cli.prompts.compare import Save
from haegi.cli.views import compare as compare_view
from haegi.cli.views.amounts import read_rates
from haegi.cli.views.compare import Answer, figures, named_renewals
from haegi.compare.choices import settle
from haegi.compare.compare_file import CompareFile
from haegi.compare.comparison import Basis, Choice, Note
from haegi.compare.comparison import compare as compared
from haegi.compare.contract import Contract
from haegi.compare.exit_costs import doubts, exit_costs, with_penalty
from haegi.errors import Failure, Faults, Usage
from haegi.files.csv_reader import is_table, read_csv, read_table
from haegi.files.resources import shipped_market
from haegi.files.source_map import diagnose
from haegi.files.yaml_reader import MAX_BYTES, Source, fit, load, loads, sound
from haegi.money.amounts import read, read_or_nothing
from haegi.money.market import carrier_of, near_carrier
from haegi.offers.offer import Offer
from haegi.offers.valuation import Costs, packages
from haegi.text.dates import read_date


def _sum(option: str) -> Any:
    return typer.Option("", f"--{option}", metavar="AMOUNT", help=f"cli.compare.{option}")


def compare(
    ctx: typer.Context,
    file: str = typer.Argument("", metavar="FILE", help="cli.compare.file"),
    case: CaseName = "",
    parts: bool = typer.Option(False, "--parts", help="cli.compare.parts"),
    rate: list[str] = RATES,
    fee: Fee = "",
    horizon: Horizon = 0,
    bother: str = _sum("bother"),
    lost_bundle: str = _sum("lost-bundle"),
    install_fee: str = _sum("install-fee"),
    penalty: str = _sum("penalty"),
    budget_fee: str = _sum("budget-fee"),
    decide: str = typer.Option("", "--decide", metavar="TEXT", help="cli.compare.decide"),
    follow_up: str = typer.Option("", "--follow-up", metavar="DATE", help="cli.compare.follow-up"),
    save: str = typer.Option("", "--save", metavar="FILE", help="cli.compare.save"),
    force: Force = False,
    json: Json = False,
) -> None:
    context: Context = ctx.obj
    costs = {"bother": bother, "lost_bundle": lost_bundle, "install": install_fee, "penalty": penalty}
    given = Given(fee, horizon, budget_fee, rate, costs)
    if file and not File(file).exists() and context.reading().find(file):
        raise Failure("compare.is-case", name=file)
    known = _case(context, file, case)
    keep = _decision(context, decide, follow_up, known)
    answer = _answer(context, file, known, given, Save(save, force))
    if keep and known:
        text, day = keep
        decision = Decision(at=context.now(), text=text, follow_up=day, figures=figures(context, answer.found))
        context.store().decide(known.name, decision)
        context.talk(context.say("compare.decided-day" if day else "compare.decided", name=known.name))
        answer = answer._replace(decided=decision)
    lines = compare_view.lines(context, answer, width(30, 100), parts=parts)
    context.answer(compare_view.document(context, answer) if json else lines)


class Given(NamedTuple):
    """What was given with the command's options: it overrides what a file or a case says. Sums as they were typed."""

    fee: str
    horizon: int
    budget_fee: str
    rates: Sequence[str]
    costs: dict[str, str]

    def basis(self, basis: Basis) -> Basis:
        fee = read(self.fee, currency=basis.currency) if self.fee else basis.fee
        rates = read_rates(self.rates, basis.rates)
        months = self.horizon or basis.horizon_months
        return replace(basis, fee=fee, rates=rates, horizon_months=months, contract=self._contract(basis.contract, basis))

    def _contract(self, contract: Contract, basis: Basis) -> Contract:
        """The contract, its sum of today as `--penalty` has it."""
        penalty = self.costs.get("penalty")
        if not penalty or not contract:
            return contract
        later = [asked for asked in contract.asked if asked[0]]
        return replace(contract, asked=((0, read_or_nothing(penalty, basis.currency)), *later))

    def choices(self, context: Context, choices: Sequence[Choice], basis: Basis) -> Iterator[Choice]:
        costs = Costs(**{name: read_or_nothing(text, basis.currency) for name, text in self.costs.items() if text})
        if self.budget_fee:
            fee = read_or_nothing(self.budget_fee, basis.currency)
            choices = (*choices, Choice(context.say("plan.budget"), "switch", fee=fee))
        for choice in choices:
            yield replace(choice, costs=costs.over(choice.costs)) if choice.kind == "switch" else choice


def _case(context: Context, file: str, name: str) -> Case | None:
    """The case that was named; without a file, else the one touched last, where there is any."""
    if name:
        return context.reading().case(name)
    cases = [] if file else context.reading().cases()
    return cases[0] if cases else None


def _answer(context: Context, file: str, case: Case | None, given: Given, save: Save) -> Answer:
    """The options of a file, of a case or of what the person answers, valued as the options of the command say."""
    if save.path and file:
        raise Usage("compare.save-what")
    basis, choices = _from_file(context, file, case) if file else _from_case(context, case, given, save)
    basis = given.basis(basis)
    today, carrier = context.day(), _carrier(context, basis)
    basis, filled = with_penalty(basis, given.choices(context, choices, basis), today, carrier)
    found = compared(filled, basis)
    decisions = context.reading().decisions(case.name) if case else []
    odd = list(doubts(basis.contract, today))
    ends = contract_ends(case, today) if case else []
    if len(ends) > 1 and basis.contract.end == ends[-1]:
        odd.append(Note("plan.leave-ends", {"days": ", ".join(day.isoformat() for day in ends)}))
    return Answer(found, exit_costs(found, today, carrier), odd, decisions[-1] if decisions else None, _asks(case, basis))


def _asks(case: Case | None, basis: Basis) -> Sequence[tuple[Offer, int]]:
    """What would reach the target of the case, in several forms."""
    target = case.sum("target") if case and case.currency == basis.currency else None
    fee = basis.fee.minor if basis.fee else None
    return packages(target or 0, basis.currency, fee=fee, horizon_months=basis.horizon_months, rates=basis.rates)


def _carrier(context: Context, basis: Basis) -> str:
    """The id of today's provider in the market figures; one that they don't know is said beside the answer."""
    if not basis.provider:
        return ""
    market = shipped_market("us" if basis.currency == "USD" else "kr")
    carrier = carrier_of(market, basis.provider)
    if carrier is None:
        near = near_carrier(market, basis.provider)
        known = ", ".join(title.only("en") or title.best("ko") for title in market.carriers.values())
        context.talk(context.say("compare.provider", name=basis.provider, known=known))
        if near:
            context.talk(context.say("compare.provider-near", near=near))
    return carrier or ""


def _from_file(context: Context, file: str, case: Case | None) -> tuple[Basis, Sequence[Choice]]:
    """The options of a file; a case fills in the fee, the horizon and the contract where the file is silent."""
    if file == "-":
        text = context.text(context.stdin.buffer.read(MAX_BYTES))
        source = sound(fit(read_csv(text, "-"), CompareFile)) if is_table(text) else loads(text, CompareFile, "-")
    elif file.lower().endswith(".csv"):
        source = sound(fit(read_table(File(file)), CompareFile))
    else:
        source = load(File(file), CompareFile)
    return _settled(context, source, case)


def _settled(context: Context, source: Source[CompareFile], case: Case | None) -> tuple[Basis, Sequence[Choice]]:
    settled = settle(source.model)
    if settled.findings:
        raise Faults([diagnose(finding, source.marks) for finding in settled.findings])
    basis = settled.basis
    if case:
        known = basis_of(case, context.day()) if case.currency == basis.currency else basis
        basis = replace(
            basis, fee=basis.fee or known.fee, provider=basis.provider or known.provider,
            horizon_months=source.model.horizon or case.horizon_months,
            contract=basis.contract or known.contract,
        )  # fmt: skip
    return basis, settled.choices


def _from_case(context: Context, case: Case | None, given: Given, save: Save) -> tuple[Basis, Sequence[Choice]]:
    """Staying on each offer so far and switching to each quote; where there is neither, what the person answers."""
    choices: list[Choice] = []
    if case:
        calls = context.reading().calls(case.name)
        choices = [*named_renewals(context, calls), *switches(case, calls)]
        if choices and save.path:
            raise Usage("compare.save-what")
    basis = basis_of(case, context.day()) if case else Basis()
    if case and (choices or given.budget_fee):
        return basis, choices
    source = compare_prompts.asked(context, basis, save)
    if source is not None:
        return _settled(context, source, case)
    if case is None:
        raise Failure("plan.no-case")
    context.talk(context.say("plan.bare-case", name=case.name))
    return basis, choices


def _decision(context: Context, text: str, day: str, case: Case | None) -> tuple[str, date | None] | None:
    """What `--decide` and `--follow-up` ask to keep. Raises Usage or Failure where that can't be kept."""
    words = text.strip()
    if not words:
        if text or day:
            raise Usage("compare.decide-what")
        return None
    if len(words) > LONGEST_DECISION:
        raise Failure("compare.decide-long", most=LONGEST_DECISION)
    if case is None:
        raise Failure("compare.decide-where")
    today = context.day()
    follow_up = read_date(day, today) if day else None
    if follow_up and follow_up < today:
        again = today + timedelta(days=30)
        raise Failure("compare.decide-past", day=follow_up.isoformat(), today=today.isoformat(), next=again.isoformat())
    return words, follow_up
