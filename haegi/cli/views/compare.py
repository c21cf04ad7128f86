"""The comparison as text and as JSON: a bar for each option, the table, the services, the winner, and everything that was
assumed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any, NamedTuple

from haegi.call.case import Decision, PastCall
from haegi.call.options import renewals
from haegi.cli.context import Context
from haegi.cli.views.amounts import digits, note_words, part_json, plain, rate_words, rows, sentence_sum
from haegi.cli.views.case import decision_json, decision_line
from haegi.cli.views.option_table import blocks, leaving, name, services, table
from haegi.cli.views.table import GAP
from haegi.compare.comparison import NOTHING, Basis, Choice, Comparison, Details, Note, Option
from haegi.compare.exit_costs import ExitCosts
from haegi.compare.scoring import break_even, by_score, has, score
from haegi.money.money import Money
from haegi.offers.offer import Offer, write
from haegi.offers.valuation import RATED, Charge
from haegi.text.terminal import cells, clip, hung, pad, visible, wrap

# Narrower than this, a table is no help: each option is a block of lines.
_TABLE = 64
# How each cost is changed: the option, and an example in won and in dollars.
_COSTS: dict[Charge, tuple[str, str, str]] = {
    "lost_bundle": ("--lost-bundle", "5500", "10"),
    "bother": ("--bother", "50000", "50"),
    "install": ("--install-fee", "36300", "100"),
    "penalty": ("--penalty", "0", "0"),
}


class Answer(NamedTuple):
    """The comparison, what leaving costs by month, what is odd about the contract, what was decided last, and packages to ask
    for, each with its value."""

    found: Comparison
    departure: ExitCosts | None
    doubts: Sequence[Note]
    decided: Decision | None
    asks: Sequence[tuple[Offer, int]] = ()


def named_renewals(context: Context, calls: Sequence[PastCall]) -> Iterator[Choice]:
    """Staying on each offer of the calls, under a name and with its call."""
    for number, (choice, made) in enumerate(renewals(calls), 1):
        source = Details(source=context.say("plan.from-call", call=made.call))
        yield replace(choice, name=context.say("plan.renew", number=number), details=source)


# For people


def lines(context: Context, answer: Answer, width: int, *, parts: bool) -> Iterator[str]:
    """The whole answer, no line wider than `width` cells (30 at least)."""
    found = answer.found
    sentences = (
        _title(context, found), _winner(context, found), *_turns(context, found), *_scores(context, found),
        *_decision(context, answer),
    )  # fmt: skip
    for sentence in sentences:
        yield from wrap(sentence, width)
    yield ""
    if any(option.value for option in found.options):
        yield from (*_bars(context, found, width), "")
    yield from table(context, found, width) if width >= _TABLE else blocks(context, found, width)
    wide = services(context, found, width) if width >= _TABLE else ()
    for section in (wide, _leaving(context, answer, width), _asks(context, answer, width)):
        rows = list(section)
        yield from ["", *rows] if rows else []
    yield ""
    yield from _assumed(context, found, width)
    if parts:
        yield ""
        yield from _parts(context, found, width)


def _decision(context: Context, answer: Answer) -> Iterator[str]:
    """What was decided, and whether what was best then still is."""
    decided = answer.decided
    if decided is None:
        return
    yield context.say("compare.decision", decision=decision_line(context, decided))
    then, now = decided.figures.get("best"), answer.found.best
    if isinstance(then, str) and then != now.name:
        before = context.say("plan.nothing") if then == NOTHING else visible(then)
        yield context.say("compare.decision-then", then=before, now=name(context, now))


def _leaving(context: Context, answer: Answer, width: int) -> Iterator[str]:
    """What leaving costs by month, what is odd about the contract, or that it has to be asked."""
    found, departing = answer.found, answer.departure
    for doubt in answer.doubts:
        yield from wrap(note_words(context, doubt), width)
    if departing:
        yield from leaving(context, departing, found.basis.currency, name(context, departing.stay), width)
        return
    penalties = [one.choice.costs.penalty for one in found.options if one.kind == "switch"]
    if penalties and not any(penalties):
        yield from wrap(context.say("leave.unknown"), width)


def _asks(context: Context, answer: Answer, width: int) -> Iterator[str]:
    """Packages that reach the target, worth the same to the caller."""
    if answer.asks:
        yield from wrap(context.say("plan.asks"), width)
    for letter, (offer, value) in zip("ABC", answer.asks, strict=False):
        worth = sentence_sum(context, value, answer.found.basis.currency)
        yield from hung(f"  {letter}  ", f"{write(offer, context.locale)} = {worth}", width)


def _title(context: Context, found: Comparison) -> str:
    basis = found.basis
    if basis.fee is None:
        return context.say("plan.title", months=basis.horizon_months)
    key = "plan.title-at" if basis.provider else "plan.title-fee"
    fee = sentence_sum(context, basis.fee.minor, basis.currency)
    return context.say(key, months=basis.horizon_months, provider=visible(basis.provider), fee=fee)


def _bars(context: Context, found: Comparison, width: int) -> Iterator[str]:
    """A bar to the right for what is gained, to the left for what is lost; `?` where the value is not known."""
    names = min(max(cells(name(context, option)) for option in found.options), max(width // 3, 8))
    room = max(width - names - GAP - 1, 8)
    known = [option.value for option in found.options if option.value is not None]
    gain, loss = max(0, *known, 0), max(0, -min(known))
    left = round(room * loss / (gain + loss)) if loss else 0
    for option in found.options:
        value = option.value
        if value is None:
            bar = " " * left + "|?"
        elif value < 0:
            bar = ("-" * max(1, round(left * -value / loss))).rjust(left) + "|"
        else:
            bar = " " * left + "|" + "#" * (max(1, round((room - left) * value / gain)) if value else 0)
        yield f"{pad(clip(name(context, option), names), names)}{' ' * GAP}{bar}".rstrip()


def _winner(context: Context, found: Comparison) -> str:
    best, runner, currency = found.best, found.runner_up, found.basis.currency
    if runner is None:
        return context.say("plan.nothing-known")
    margin = (best.value or 0) - (runner.value or 0)
    said = {
        "name": name(context, best), "next": name(context, runner), "months": found.basis.horizon_months,
        "value": sentence_sum(context, best.value or 0, currency), "margin": sentence_sum(context, margin, currency),
    }  # fmt: skip
    if not margin:
        return context.say("plan.ties", **said)
    alone = "plan.wins-alone" if runner.kind == "nothing" else "plan.wins"
    return context.say("plan.nothing-wins" if best.kind == "nothing" else alone, **said)


def _turns(context: Context, found: Comparison) -> Iterator[str]:
    """What would make the runner-up win."""
    change, currency = break_even(found), found.basis.currency
    ways = [("fee", change.fee), ("gift", change.gift)] if change else []
    said = [context.say(f"plan.turn-{way}", sum=sentence_sum(context, sum_, currency)) for way, sum_ in ways if sum_]
    if change and said:
        yield context.say("plan.turns", name=name(context, change.option), ways=context.say("plan.turn-or").join(said))


def _scores(context: Context, found: Comparison) -> Iterator[str]:
    """Who wins by score, who has none, and whose value is not known."""
    scored = by_score(found)
    if scored:
        (best, first), (other, second) = (*scored, scored[0])[:2]
        params = {"name": name(context, best), "next": name(context, other), "score": f"{float(first):.1f}", "other": f"{float(second):.1f}"}
        key = "-alone" if len(scored) == 1 else "-tie" if first == second else ""
        yield context.say(f"plan.scores{key}", **params)
    lacking = [name(context, one) for one in found.options if score(one, found.basis) is None and one.kind != "nothing"]
    if found.basis.weights and lacking:
        yield context.say("plan.unscored", names=", ".join(lacking))
    if found.unknown:
        yield context.say("plan.unranked", names=", ".join(name(context, option) for option in found.unknown))


def _assumed(context: Context, found: Comparison, width: int) -> Iterator[str]:
    """Every assumption with the option that changes it."""
    basis = found.basis
    known = [
        ("horizon", context.say("plan.months", count=basis.horizon_months), "--horizon 24"),
        ("fee", _sum(context, basis.fee), f"--fee {'49.99' if basis.currency == 'USD' else '33000'}"),
        ("voucher", rate_words(basis.rates.voucher), "--rate voucher=1.0"),
        ("points", rate_words(basis.rates.points), "--rate points=0.8"),
    ]
    if any(term.kind == "sum" for option in found.options for term in option.choice.offer.terms):
        known.append(("sum", rate_words(basis.rates.sum), "--rate sum=1.0"))
    switches = [option.choice.costs.named() for option in found.options if option.kind == "switch"]
    for cost, (flag, won, dollars) in _COSTS.items() if switches else ():
        sums = dict.fromkeys(_sum(context, each[cost]) for each in switches)
        known.append((cost, " / ".join(sums), f"{flag} {dollars if basis.currency == 'USD' else won}"))
    yield context.say("plan.assumed")
    labels = [context.say(f"plan.as-{key}") for key, _, _ in known]
    longest = max(cells(label) for label in labels)
    values = max(cells(value) for _, value, _ in known)
    for label, (_, value, option) in zip(labels, known, strict=True):
        line = f"  {pad(label, longest)}  {pad(value, values)}  {option}"
        short = [*hung("  ", f"{label}: {value}", width), f"    {option}"]
        yield from [line] if cells(line) <= width else short


def _sum(context: Context, sum_: Money | None) -> str:
    return digits(sum_.minor, sum_.currency) if sum_ else context.say("plan.unsaid")


def _parts(context: Context, found: Comparison, width: int) -> Iterator[str]:
    """The numbers of every option, and what they come to."""
    yield context.say("plan.parts")
    for option in found.options:
        made = list(rows(context, option.valuation, found.basis.fee))
        if not made:
            continue
        yield from hung("  ", name(context, option), width)
        for row in made:
            yield from hung("    ", row, width)
        total = "plan.total" if option.value is not None else "plan.total-part"
        yield from hung("    ", f"{context.say(total)} = {digits(option.known, found.basis.currency)}", width)


# For programs


def document(context: Context, answer: Answer) -> dict[str, Any]:
    """The whole answer as JSON."""
    body = compared(context, answer.found)
    if answer.departure:
        body["leaving"] = _leaving_json(answer.departure, answer.found.basis)
    if answer.asks:
        currency = answer.found.basis.currency
        body["asks"] = [{"offer": offer.to_json(), "value": plain(value, currency)} for offer, value in answer.asks]
    if answer.decided:
        body["decision"] = decision_json(answer.decided)
    return body


def figures(context: Context, found: Comparison) -> dict[str, Any]:
    """What a comparison came to, as a decision keeps it."""
    figures = compared(context, found)
    kept = {key: figures[key] for key in ("horizon_months", "currency", "current_fee", "best", "margin")}
    keys = ("name", "kind", "value", "effective_monthly", "monthly_fee")
    return {**kept, "options": [{key: option[key] for key in keys} for option in figures["options"]]}


def compared(context: Context, found: Comparison) -> dict[str, Any]:
    """The comparison as JSON."""
    basis, currency = found.basis, found.basis.currency
    runner = found.runner_up
    margin = None if runner is None else (found.best.value or 0) - (runner.value or 0)
    return {
        "horizon_months": basis.horizon_months,
        "currency": currency,
        "current_fee": plain(basis.fee.minor if basis.fee else None, currency),
        "rates": {key: float(getattr(basis.rates, key)) for key in RATED},
        "options": [_option(context, option, found) for option in found.options],
        "best": found.best.name,
        "margin": plain(margin, currency),
        **_weighed(found),
    }


def _weighed(found: Comparison) -> dict[str, Any]:
    """The best by score, where there are scores, and what would make the runner-up win."""
    scored, change, currency = by_score(found), break_even(found), found.basis.currency
    return {
        "would_change": {
            "name": change.option.name,
            "monthly_fee_less": plain(change.fee, currency),
            "cash_more": plain(change.gift, currency),
        } if change else None,
        **({"weights": {criterion: float(weight) for criterion, weight in found.basis.weights.items()}} if scored else {}),
        **({"best_by_score": scored[0][0].name} if scored else {}),
    }  # fmt: skip


def _option(context: Context, option: Option, found: Comparison) -> dict[str, Any]:
    currency, costs = found.basis.currency, option.choice.costs.named()
    return {
        "name": option.name,
        "title": name(context, option),
        "kind": option.kind,
        **{key: plain(getattr(option, key), currency) for key in ("value", "known", "effective_monthly", "monthly_fee")},
        "notes": [note_words(context, note) for note in option.notes],
        "offer": option.choice.offer.to_json(),
        **{field: value for field, value in asdict(option.choice.details).items() if field != "ratings"},
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
    if found.basis.household:
        extras["household"] = {use: has(option.choice.details, use) for use in found.basis.household}
    if exits:
        extras["exit_fee"] = {str(month): plain(fee.minor, currency) for month, fee in exits}
    if ratings:
        extras["ratings"] = {criterion: float(one) for criterion, one in ratings.items()}
    return extras | ({"score": round(float(rated), 2)} if rated is not None else {})


def _leaving_json(departing: ExitCosts, basis: Basis) -> dict[str, Any]:
    """What leaving costs by month. `at_most`: the sum can only be less; `fee` is null where it is to be asked."""
    currency, end = basis.currency, basis.contract.end
    first, best, switch = departing.first, departing.best, departing.switch
    return {
        "contract_end": end.isoformat() if end else None,
        "months_left": departing.left,
        "switch": switch.name if switch else None,
        "stay": departing.stay.name,
        "months": [
            {"month": moment.month, "date": moment.day.isoformat(), "fee": plain(moment.due.fee.minor if moment.due.fee else None, currency),
             "at_most": moment.due.how == "falls", "known_by": moment.due.how, "ahead": plain(moment.ahead, currency),
             "ahead_without_fee": plain(moment.room, currency)}
            for moment in departing.moments
        ],
        "switch_from": first.month if first else None,
        "switch_best": best.month if best else None,
    }  # fmt: skip
