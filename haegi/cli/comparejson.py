"""What `haegi compare` found, as JSON."""

from __future__ import annotations

from typing import Any

from haegi.cli.casejson import decision_json
from haegi.cli.comparework import Answer
from haegi.cli.views.amounts import note_words, part_json, plain
from haegi.cli.views.compare import name
from haegi.compare.comparison import Comparison, Option
from haegi.compare.exit_costs import Departure
from haegi.compare.household import has
from haegi.compare.scoring import by_score, score, turn
from haegi.offers.valuation import RATED


def document(answer: Answer) -> dict[str, Any]:
    """The whole answer as JSON."""
    body = compared(answer.found)
    if answer.departure:
        body["leaving"] = _leaving(answer.departure, answer.found)
    if answer.decided:
        body["decision"] = decision_json(answer.decided)
    return body


def figures(found: Comparison) -> dict[str, Any]:
    """What a comparison came to, as a decision keeps it."""
    whole = compared(found)
    kept = {key: whole[key] for key in ("horizon_months", "currency", "current_fee", "best", "margin")}
    options = [
        {key: option[key] for key in ("name", "kind", "value", "effective_monthly", "monthly_fee")}
        for option in whole["options"]
    ]
    return {**kept, "options": options}


def _leaving(departing: Departure, found: Comparison) -> dict[str, Any]:
    """What leaving costs by month. `at_most`: the sum can only be less; `fee` is null where it is to be asked."""
    currency, end = found.basis.currency, found.basis.contract.end
    first, best, switch = departing.first, departing.best, departing.switch
    return {
        "contract_end": end.isoformat() if end else None,
        "months_left": departing.left,
        "switch": switch.name if switch else None,
        "stay": departing.stay.name,
        "months": [
            {"month": one.month, "date": one.day.isoformat(), "fee": plain(one.due.fee.minor if one.due.fee else None, currency),
             "at_most": one.due.how == "falls", "known_by": one.due.how, "ahead": plain(one.ahead, currency),
             "ahead_without_fee": plain(one.room, currency)}
            for one in departing.moments
        ],
        "switch_from": first.month if first else None,
        "switch_best": best.month if best else None,
    }  # fmt: skip


def compared(found: Comparison) -> dict[str, Any]:
    """The comparison as JSON."""
    basis, currency = found.basis, found.basis.currency
    runner = found.runner_up
    margin = None if runner is None else (found.best.value or 0) - (runner.value or 0)
    return {
        "horizon_months": basis.horizon_months,
        "currency": currency,
        "current_fee": plain(basis.fee.minor if basis.fee else None, currency),
        "rates": {key: float(getattr(basis.rates, key)) for key in RATED},
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
    if found.basis.household:
        extras["household"] = {use: has(option.choice.details, use) for use in found.basis.household}
    if exits:
        extras["exit_fee"] = {str(month): plain(fee.minor, currency) for month, fee in exits}
    if ratings:
        extras["ratings"] = {name: float(one) for name, one in ratings.items()}
    return extras | ({"score": round(float(rated), 2)} if rated is not None else {})
