"""Advice on a case as text and as JSON."""

from __future__ import annotations

from typing import Any

from haegi.advice.advice import Advice
from haegi.call.case import Case
from haegi.cli.context import Context
from haegi.cli.views.amounts import plain, sentence_sum
from haegi.coach.services import reason_words


def document(context: Context, case: Case, advice: Advice, alternative: int) -> dict[str, Any]:
    expected = advice.worth._asdict() if advice.worth else {}
    return {
        "action": advice.action,
        "reasons": [{"rule": rule, "text": text} for rule, text in _reasons(context, case, advice)],
        **{key: plain(getattr(advice, key), case.currency) for key in ("value", "target", "reservation")},
        "round": advice.round,
        "case": case.name,
        "currency": case.currency,
        "alternative": plain(alternative, case.currency),
        "unknown": [{"what": what, "text": context.say(f"advice.unknown-{what}")} for what in advice.unknown],
        "expected": {way: plain(None if won == float("-inf") else round(won), case.currency) for way, won in expected.items()},
    }


def _reasons(context: Context, case: Case, advice: Advice) -> list[tuple[str, str]]:
    return [(reason.rule, reason_words(reason, case, context.locale)) for reason in advice.reasons]


def lines(context: Context, case: Case, advice: Advice, _: int) -> list[str]:
    sums = {"table": ("value", advice.value), "target": ("target", advice.target), "reservation": ("reservation", advice.reservation)}
    texts = [text for _, text in _reasons(context, case, advice)]
    shown = [
        context.say(f"advice.{key}", **{name: sentence_sum(context, minor, case.currency)})
        for key, (name, minor) in sums.items()
        if minor
    ]
    return [
        context.say("advice.is", action=context.say(f"advice.action-{advice.action}"), text=texts[0]),
        *(f"  {text}" for text in texts[1:]),
        "  " + ", ".join([*shown, context.say("advice.round", round=advice.round)]),
        *(f"  {context.say(f'advice.unknown-{what}')}" for what in advice.unknown),
    ]
