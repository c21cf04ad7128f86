"""`haegi advise`: what to do about what is on the table in a case, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from haegi.cli import context
from haegi.errors import Failure

if TYPE_CHECKING:
    from haegi.advice.advice import Advice
    from haegi.call.case import Case


def advise(
    case: str = typer.Option("", "--case", metavar="NAME", help="cli.case.name", show_default=False),
    json: bool = typer.Option(False, "--json", help="cli.json"),
) -> None:
    from haegi.advice.advice import advise as weighed
    from haegi.advice.situation import situation
    from haegi.cli.commands.case import pick

    store = context.reading()
    if not case and not store.cases():
        raise Failure("advice.no-case")
    matter = pick(store, case)
    now = situation(matter, store.calls(matter.name))
    advice = weighed(now)
    if json:
        context.answer_json(_document(matter, advice, now.alternative))
    else:
        context.out("\n".join(_lines(matter, advice)))


def _document(case: Case, advice: Advice, alternative: int) -> dict[str, Any]:
    from haegi.cli.views.amounts import plain

    expected = advice.worth._asdict() if advice.worth else {}
    return {
        "action": advice.action,
        "reasons": [{"rule": rule, "text": text} for rule, text in _reasons(case, advice)],
        "value": plain(advice.value, case.currency),
        "target": plain(advice.target, case.currency),
        "reservation": plain(advice.reservation, case.currency),
        "round": advice.round,
        "case": case.name,
        "currency": case.currency,
        "alternative": plain(alternative, case.currency),
        "unknown": [{"what": what, "text": context.say(f"advice.unknown-{what}")} for what in advice.unknown],
        "expected": {way: plain(_whole(won), case.currency) for way, won in expected.items()},
    }


def _whole(won: float) -> int | None:
    """A sum as a whole number; None for a way that is closed."""
    return None if won == float("-inf") else round(won)


def _reasons(case: Case, advice: Advice) -> list[tuple[str, str]]:
    from haegi.coach.services import reason_words

    return [(each.rule, reason_words(each, case, context.State.locale)) for each in advice.reasons]


def _lines(case: Case, advice: Advice) -> list[str]:
    from haegi.cli.views.amounts import sentence_sum

    sums = {"table": ("value", advice.value), "target": ("target", advice.target), "reservation": ("reservation", advice.reservation)}
    texts = [text for _, text in _reasons(case, advice)]
    shown = [
        context.say(f"advice.{key}", **{name: sentence_sum(minor, case.currency)})
        for key, (name, minor) in sums.items()
        if minor
    ]
    return [
        context.say("advice.is", action=context.say(f"advice.action-{advice.action}"), text=texts[0]),
        *(f"  {text}" for text in texts[1:]),
        "  " + ", ".join([*shown, context.say("advice.round", round=advice.round)]),
        *(f"  {context.say(f'advice.unknown-{what}')}" for what in advice.unknown),
    ]
