"""How the policies did, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from haegi.cli.context import Context
from haegi.cli.views.amounts import plain
from haegi.cli.views.table import table
from haegi.money.money import Currency
from haegi.rehearsal.persona import DeskPersona
from haegi.rehearsal.simulation import Summary


def document(
    seed: int, done: int, desks: Sequence[DeskPersona], wishes: tuple[int, int | None], summaries: Sequence[Summary],
    currency: Currency, *, is_whole: bool,
) -> dict[str, Any]:  # fmt: skip
    alternative, target = wishes
    return {
        "seed": seed,
        "calls": done,
        "policies": [
            {
                "policy": summary.policy,
                "deal_rate": round(summary.deal_rate, 4),
                "mean_value": plain(round(summary.mean_value), currency),
                "ci95": [plain(round(edge), currency) for edge in summary.ci95],
                "share_of_bound": None if summary.share_of_bound is None else round(summary.share_of_bound, 4),
                "mean_calls": round(summary.mean_calls, 2),
                "mean_minutes": round(summary.mean_minutes, 2),
                "mean_score": plain(round(summary.mean_score), currency),
            }
            for summary in summaries
        ],
        "personas": [persona.id for persona in desks],
        "alternative": plain(alternative, currency),
        "target": plain(target, currency),
        "currency": currency,
        "interrupted": not is_whole,
    }


def lines(context: Context, summaries: Sequence[Summary], currency: Currency) -> Iterator[str]:
    """A table, a policy a row."""
    columns = ("policy", "deals", "value", "ci95", "share", "calls", "minutes")
    heads = [context.say(f"simulate.col-{name}") for name in columns]
    yield from table([heads, *(_row(summary, currency) for summary in summaries)], range(1, len(columns)), ruled=False)


def _row(summary: Summary, currency: Currency) -> list[str]:
    value, low, high = (_sum(minor, currency) for minor in (summary.mean_value, *summary.ci95))
    return [
        summary.policy,
        f"{summary.deal_rate:.0%}",
        value,
        f"{low} - {high}",
        "-" if summary.share_of_bound is None else f"{summary.share_of_bound:.3f}",
        f"{summary.mean_calls:.2f}",
        f"{summary.mean_minutes:.1f}",
    ]


def _sum(minor: float, currency: Currency) -> str:
    return f"{minor:,.0f}" if currency == "KRW" else f"{minor / 100:,.2f}"
