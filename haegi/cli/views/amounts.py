"""Sums and what they are made of, in words: for offers and comparisons alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from haegi.call.case import Case
from haegi.cli.context import Context
from haegi.compare.comparison import Note
from haegi.errors import Failure
from haegi.money import amounts, money
from haegi.money.money import Currency, Money
from haegi.offers.offer import Offer, write
from haegi.offers.term import Term
from haegi.offers.valuation import RATED, Part, Rates, Valuation
from haegi.text.terminal import visible

_NAMED = ("speed", "waiver", "card_discount", "item", "service")
_LACKS = {"fee": "plan.lacks-fee", "price": "plan.zero-unpriced", "months": "plan.lacks-months"}


def digits(minor: int | Fraction, currency: Currency) -> str:
    """A sum for a table: 388,000, -36,300, $49.99; what is left of a won or a cent with one decimal."""
    if currency == "USD":
        sign, size = ("-", -minor) if minor < 0 else ("", minor)
        return f"{sign}${_decimal(Fraction(size) / 100, 2)}"
    return _decimal(Fraction(minor), 0)


def _decimal(number: Fraction, places: int) -> str:
    least = places if (number * 10**places).denominator == 1 else places + 1
    return f"{float(number):,.{least}f}"


def sentence_sum(context: Context, minor: int, currency: Currency) -> str:
    """A sum in a sentence, as one says it."""
    return money.write(Money(minor, currency), context.locale)


def plain(minor: int | None, currency: Currency) -> int | float | None:
    """A sum for JSON: won as an integer, dollars as a number with cents."""
    return minor if minor is None or currency == "KRW" else round(minor / 100, 2)


def part_json(part: Part, currency: Currency) -> dict[str, Any]:
    """A number of a value for programs: unit x rate x months = worth."""
    return {
        "source": part.source,
        "term": part.term.to_json() if part.term else None,
        "unit": _number(part.unit, currency),
        "rate": float(part.rate),
        "months": part.months,
        "worth": None if part.worth is None else _number(part.worth, currency),
        "lacks": part.lacks,
    }


def _number(sum_: Fraction, currency: Currency) -> int | float:
    units = sum_ if currency == "KRW" else sum_ / 100
    return units.numerator if units.denominator == 1 and currency == "KRW" else float(units)


def term_words(context: Context, terms: Iterable[Term]) -> str:
    """Terms in one line, as offers are written."""
    return " + ".join(visible(write(Offer((one,)), context.locale)) for one in terms)


def note_words(context: Context, note: Note) -> str:
    """The sentence of a note."""
    params: dict[str, object] = {}
    for name, value in note.params.items():
        if name == "terms" and isinstance(value, tuple):
            params[name] = ", ".join(term_words(context, [one]) for one in value)
        elif name == "costs" and isinstance(value, tuple):
            params[name] = ", ".join(context.say(f"plan.part-{cost}") for cost in value)
        elif isinstance(value, Offer):
            params[name] = visible(write(value, context.locale))
        elif isinstance(value, Money):
            params[name] = sentence_sum(context, value.minor, value.currency)
        else:
            params[name] = str(value)
    return context.say(note.key, **params)


def rows(context: Context, worth: Valuation, fee: Money | None) -> Iterator[str]:
    """What a value is made of, number by number: what it is, how it was reckoned, what it comes to. `fee` is today's."""
    for part in worth.parts:
        reckoned = "" if part.lacks else _reckoned(context, part, fee, worth.currency)
        total = context.say(_LACKS[part.lacks]) if part.lacks else digits(part.worth or 0, worth.currency)
        yield " ".join(filter(None, (_label(context, part), reckoned, f"= {total}")))


def _label(context: Context, part: Part) -> str:
    if part.term is None:
        return context.say(f"plan.part-{part.source}")
    if part.term.kind in _NAMED:
        return term_words(context, [part.term])
    is_dearer = part.term.kind == "monthly_fee" and part.unit < 0
    return context.say("plan.part-higher_fee" if is_dearer else f"plan.part-{part.term.kind}")


def _reckoned(context: Context, part: Part, fee: Money | None, currency: Currency) -> str:
    """The factors of a number; empty where there is only one."""
    factors = [_unit(part, fee, currency)]
    if part.term and part.term.kind == "percent_discount":
        factors.append(f"{part.term.percent:g}%")
    elif part.rate != 1:
        factors.append(rate_words(part.rate))
    if part.months != 1 or (part.term and part.term.kind == "free_months"):
        factors.append(context.say("plan.months", count=part.months))
    return " x ".join(factors) if len(factors) > 1 else ""


def _unit(part: Part, fee: Money | None, currency: Currency) -> str:
    gap = part.source == "fee_gap" or (part.term is not None and part.term.kind == "monthly_fee")
    if gap and fee is not None:
        return f"({digits(fee.minor, currency)} - {digits(fee.minor - part.unit, currency)})"
    return digits(part.unit, currency)


def rate_words(rate: Fraction) -> str:
    """A rate with two decimals, more where it has them: 0.95, 1.00, 0.875."""
    short = f"{float(rate):.2f}"
    return short if Fraction(short) == rate else f"{float(rate):g}"


def read_rates(given: Iterable[str], known: Rates) -> Rates:
    """Rates with those of `name=number` in their place. Raises Failure("money.rate")."""
    pairs: dict[str, object] = {name: getattr(known, name) for name in RATED}
    for text in given:
        name, _, rate = text.partition("=")
        pairs[name.strip()] = rate.strip()
    return Rates.of(pairs)


def sum_given(text: str, matter: Case | None, slot: str, lacking: str) -> Money:
    """A sum as given with an option, else as the case has it. Raises the Failure `lacking` where neither knows it."""
    if text:
        return amounts.read(text, currency=matter.currency if matter else None)
    known = matter.sum(slot) if matter else None
    if matter is None or not known:
        raise Failure(lacking)
    return Money(known, matter.currency)
