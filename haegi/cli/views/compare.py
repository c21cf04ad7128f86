"""The comparison as text: a bar for each option, the table, the winner, and everything that was assumed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from haegi.cli import context, services
from haegi.cli.views import exit_costs as exit_costs_view
from haegi.cli.views.amounts import digits, hung, note_words, rate_words, rows, sentence_sum
from haegi.compare.comparison import NOTHING, Basis, Comparison, Option
from haegi.compare.scoring import by_score, score, turn
from haegi.money.money import Currency, Money
from haegi.offers.offer import write
from haegi.text.terminal import cells, clip, pad, visible, wrap

if TYPE_CHECKING:
    from haegi.cli.comparework import Answer

# Narrower than this, a table is no help: each option is a block of lines.
_TABLE = 64
_GAP = 2
# How each cost is changed: the option, and an example in won and in dollars.
_COSTS = {
    "lost_bundle": ("--lost-bundle", "5500", "10"),
    "bother": ("--bother", "50000", "50"),
    "install": ("--install-fee", "36300", "100"),
    "penalty": ("--penalty", "0", "0"),
}


def lines(answer: Answer, width: int, *, parts: bool) -> Iterator[str]:
    """The whole answer, no line wider than `width` cells (30 at least)."""
    found = answer.found
    said = [_title(found), _winner(found), *_turns(found), *_scores(found), *_unranked(found), *_decision(answer)]
    for one in said:
        yield from wrap(one, width)
    yield ""
    yield from _bars(found, width)
    yield ""
    yield from _table(found, width) if width >= _TABLE else _blocks(found, width)
    if width >= _TABLE:
        yield from _spaced(services.table(found, [name(option) for option in found.options], width))
    yield from _spaced(_leaving(answer, width))
    yield ""
    yield from _assumed(found, width)
    if parts:
        yield ""
        yield from _parts(found, width)


def _spaced(section: Iterator[str]) -> Iterator[str]:
    """A section behind an empty line; nothing where it is empty."""
    rows = list(section)
    yield from ["", *rows] if rows else []


def _unranked(found: Comparison) -> Iterator[str]:
    if found.unknown:
        yield context.say("plan.unranked", names=", ".join(name(option) for option in found.unknown))


def _decision(answer: Answer) -> Iterator[str]:
    """What was decided, and whether what was best then still is."""
    from haegi.cli.views.case import decision_line

    decided = answer.decided
    if decided is None:
        return
    yield context.say("compare.decision", decision=decision_line(decided))
    then, now = decided.figures.get("best"), answer.found.best
    if isinstance(then, str) and then != now.name:
        before = context.say("plan.nothing") if then == NOTHING else visible(then)
        yield context.say("compare.decision-then", then=before, now=name(now))


def _leaving(answer: Answer, width: int) -> Iterator[str]:
    """What leaving costs by month, what is odd about the contract, or that it has to be asked."""
    found, departing = answer.found, answer.departure
    for doubt in answer.doubts:
        yield from wrap(note_words(doubt), width)
    if departing:
        yield from exit_costs_view.table(departing, found.basis.currency, name(departing.stay), width)
        return
    penalties = [one.choice.costs.penalty for one in found.options if one.kind == "switch"]
    if penalties and not any(penalties):
        yield from wrap(context.say("leave.unknown"), width)


def name(option: Option) -> str:
    """An option's name, as it is shown."""
    return context.say("plan.nothing") if option.kind == "nothing" else visible(option.name)


def _title(found: Comparison) -> str:
    basis = found.basis
    if basis.fee is None:
        return context.say("plan.title", months=basis.horizon_months)
    key = "plan.title-at" if basis.provider else "plan.title-fee"
    fee = sentence_sum(basis.fee.minor, basis.currency)
    return context.say(key, months=basis.horizon_months, provider=visible(basis.provider), fee=fee)


def _bars(found: Comparison, width: int) -> Iterator[str]:
    """A bar to the right for what is gained, to the left for what is lost; `?` where the value is not known."""
    names = min(max(cells(name(option)) for option in found.options), max(width // 3, 8))
    room = max(width - names - _GAP - 1, 8)
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
        yield f"{pad(clip(name(option), names), names)}{' ' * _GAP}{bar}".rstrip()


def _cell_texts(option: Option, currency: Currency) -> list[str]:
    """The cells of an option: kind, value, effective monthly, fee, speeds."""
    details = option.choice.details
    return [
        context.say(f"plan.kind-{option.kind}"),
        _value(option, currency),
        "?" if option.effective_monthly is None else digits(option.effective_monthly, currency),
        "?" if option.monthly_fee is None else digits(option.monthly_fee, currency),
        _speeds(details.down_mbps, details.up_mbps),
    ]


_HEADS = ("kind", "value", "effective", "fee", "speed")
_RIGHT = frozenset({"value", "effective", "fee", "speed"})


def _value(option: Option, currency: Currency) -> str:
    if option.value is not None:
        return digits(option.value, currency)
    if option.at_least:
        return context.say("plan.or-more", value=digits(option.known, currency))
    return context.say("plan.known-only", value=digits(option.known, currency)) if option.known else context.say("plan.unknown")


def _speeds(down: float | None, up: float | None) -> str:
    if down is None and up is None:
        return ""
    return "/".join("?" if speed is None else f"{speed:g}" for speed in (down, up))


def _table(found: Comparison, width: int) -> Iterator[str]:
    currency = found.basis.currency
    body = [_cell_texts(option, currency) for option in found.options]
    columns = [index for index in range(len(_HEADS)) if any(row[index] for row in body)]
    heads = [context.say(f"plan.col-{_HEADS[index]}") for index in columns]
    widths = [
        max(cells(text) for text in (head, *(row[index] for row in body)))
        for index, head in zip(columns, heads, strict=True)
    ]
    longest = max(cells(name(option)) for option in found.options)
    first = max(min(longest, width - sum(widths) - _GAP * len(widths)), 8)
    sides = [_HEADS[index] in _RIGHT for index in columns]
    top = _joined(pad(context.say("plan.col-name"), first), heads, widths, sides)
    yield top
    yield "-" * min(width, first + sum(widths) + _GAP * len(widths))
    for option, row in zip(found.options, body, strict=True):
        head, *rest = wrap(name(option), first) or [""]
        yield _joined(pad(head, first), [row[index] for index in columns], widths, sides)
        yield from rest
        yield from _beneath(option, found.basis, width, "    ")


def _joined(first: str, texts: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = [
        " " * (width - cells(text)) + text if to_right else pad(text, width)
        for text, width, to_right in zip(texts, widths, right, strict=True)
    ]
    return (" " * _GAP).join([first, *padded]).rstrip()


def _beneath(option: Option, basis: Basis, width: int, lead: str) -> Iterator[str]:
    """What has no column: the offer, where it comes from, the score, later fees, notes."""
    details = option.choice.details
    texts = [
        ("offer", _offer(option)),
        ("source", details.source),
        ("score", _score(score(option, basis))),
        ("after", _after(option, basis.currency)),
        ("exit", ", ".join(_exit(month, fee) for month, fee in option.choice.exits)),
        *(("note", note_words(note)) for note in option.notes),
    ]
    for key, text in texts:
        if text:
            yield from hung(f"{lead}{context.say(f'plan.row-{key}')}: ", visible(text), width)


def _score(rated: Fraction | None) -> str:
    return "" if rated is None else context.say("plan.score", score=f"{float(rated):.1f}")


def _after(option: Option, currency: Currency) -> str:
    after = option.choice.after
    return context.say("plan.after", months=after.months, fee=digits(after.fee.minor, currency)) if after else ""


def _exit(month: int, fee: Money) -> str:
    shown = digits(fee.minor, fee.currency)
    return context.say("plan.exit", months=month, fee=shown) if month else shown


def _offer(option: Option) -> str:
    said = option.choice.offer
    bond = said.commit_months
    words = [write(replace(said.first, commit_months=None), context.State.locale)] if said else []
    if bond is not None:
        words.append(context.say("plan.contract", months=bond) if bond else context.say("plan.no-contract"))
    return ", ".join(words)


def _blocks(found: Comparison, width: int) -> Iterator[str]:
    for number, option in enumerate(found.options):
        yield from [""] if number else []
        yield from hung("", name(option), width)
        texts = [*_cell_texts(option, found.basis.currency), *services.texts(option, found.basis.household)]
        for head, text in zip((*_HEADS, *services.HEADS), texts, strict=True):
            if text.strip("-"):
                yield from hung(f"  {context.say(f'plan.col-{head}')}: ", text, width)
        yield from _beneath(option, found.basis, width, "  ")


def _winner(found: Comparison) -> str:
    best, runner, currency = found.best, found.runner_up, found.basis.currency
    if runner is None:
        return context.say("plan.nothing-known")
    margin = (best.value or 0) - (runner.value or 0)
    said = {
        "name": name(best), "next": name(runner), "months": found.basis.horizon_months,
        "value": sentence_sum(best.value or 0, currency), "margin": sentence_sum(margin, currency),
    }  # fmt: skip
    if not margin:
        return context.say("plan.ties", **said)
    alone = "plan.wins-alone" if runner.kind == "nothing" else "plan.wins"
    return context.say("plan.nothing-wins" if best.kind == "nothing" else alone, **said)


def _turns(found: Comparison) -> Iterator[str]:
    """What would make the runner-up win."""
    change, currency = turn(found), found.basis.currency
    ways = [("fee", change.fee), ("gift", change.gift)] if change else []
    said = [context.say(f"plan.turn-{way}", sum=sentence_sum(sum_, currency)) for way, sum_ in ways if sum_]
    if change and said:
        yield context.say("plan.turns", name=name(change.option), ways=context.say("plan.turn-or").join(said))


def _scores(found: Comparison) -> Iterator[str]:
    """Who wins by score, and who has none."""
    scored = by_score(found)
    if scored:
        (best, first), (other, second) = (*scored, scored[0])[:2]
        params = {"name": name(best), "next": name(other), "score": f"{float(first):.1f}", "other": f"{float(second):.1f}"}
        key = "-alone" if len(scored) == 1 else "-tie" if first == second else ""
        yield context.say(f"plan.scores{key}", **params)
    lacking = [name(one) for one in found.options if score(one, found.basis) is None and one.kind != "nothing"]
    if found.basis.weights and lacking:
        yield context.say("plan.unscored", names=", ".join(lacking))


def _assumed(found: Comparison, width: int) -> Iterator[str]:
    """Every assumption with the option that changes it."""
    basis = found.basis
    fee = digits(basis.fee.minor, basis.currency) if basis.fee else context.say("plan.unsaid")
    known = [
        ("horizon", context.say("plan.months", count=basis.horizon_months), "--horizon 24"),
        ("fee", fee, f"--fee {'49.99' if basis.currency == 'USD' else '33000'}"),
        ("voucher", rate_words(basis.rates.voucher), "--rate voucher=1.0"),
        ("points", rate_words(basis.rates.points), "--rate points=0.8"),
    ]
    if any(term.kind == "sum" for option in found.options for term in option.choice.offer.terms):
        known.append(("sum", rate_words(basis.rates.sum), "--rate sum=1.0"))
    switches = [option.choice.costs.named() for option in found.options if option.kind == "switch"]
    for cost, (flag, won, dollars) in _COSTS.items() if switches else ():
        sums = dict.fromkeys(_cost(each[cost], basis.currency) for each in switches)
        known.append((cost, " / ".join(sums), f"{flag} {dollars if basis.currency == 'USD' else won}"))
    yield context.say("plan.assumed")
    labels = [context.say(f"plan.as-{key}") for key, _, _ in known]
    longest = max(cells(label) for label in labels)
    values = max(cells(value) for _, value, _ in known)
    for label, (_, value, option) in zip(labels, known, strict=True):
        line = f"  {pad(label, longest)}  {pad(value, values)}  {option}"
        short = [*hung("  ", f"{label}: {value}", width), f"    {option}"]
        yield from [line] if cells(line) <= width else short


def _cost(cost: Money | None, currency: Currency) -> str:
    return digits(cost.minor, currency) if cost else context.say("plan.unsaid")


def _parts(found: Comparison, width: int) -> Iterator[str]:
    """The numbers of every option, and what they come to."""
    yield context.say("plan.parts")
    for option in found.options:
        made = list(rows(option.valuation, found.basis.fee))
        if not made:
            continue
        yield from hung("  ", name(option), width)
        for row in made:
            yield from hung("    ", row.line(), width)
        total = "plan.total" if option.value is not None else "plan.total-part"
        yield from hung("    ", f"{context.say(total)} = {digits(option.known, found.basis.currency)}", width)
