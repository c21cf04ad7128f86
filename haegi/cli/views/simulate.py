"""How the policies did, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from haegi.cli.context import Context
from haegi.cli.views.table import table
from haegi.rehearsal.persona import DeskPersona
from haegi.rehearsal.simulation import Summary


def document(
    seed: int, done: int, desks: Sequence[DeskPersona], alternative: int, summaries: Sequence[Summary], *, is_whole: bool
) -> dict[str, Any]:
    return {
        "seed": seed,
        "calls": done,
        "policies": [
            {
                "policy": summary.policy,
                "deal_rate": round(summary.deal_rate, 4),
                "mean_value": round(summary.mean_value),
                "ci95": [round(edge) for edge in summary.ci95],
                "share_of_bound": None if summary.share_of_bound is None else round(summary.share_of_bound, 4),
                "mean_calls": round(summary.mean_calls, 2),
                "mean_minutes": round(summary.mean_minutes, 2),
                "mean_score": round(summary.mean_score),
            }
            for summary in summaries
        ],
        "personas": [persona.id for persona in desks],
        "alternative": alternative,
        "interrupted": not is_whole,
    }


def lines(context: Context, summaries: Sequence[Summary]) -> Iterator[str]:
    """A table, a policy a row."""
    columns = ("policy", "deals", "value", "ci95", "share", "calls", "minutes")
    heads = [context.say(f"simulate.col-{name}") for name in columns]
    yield from table([heads, *map(_row, summaries)], range(1, len(columns)), ruled=False)


def _row(summary: Summary) -> list[str]:
    low, high = summary.ci95
    return [
        summary.policy,
        f"{summary.deal_rate:.0%}",
        f"{summary.mean_value:,.0f}",
        f"{low:,.0f} - {high:,.0f}",
        "-" if summary.share_of_bound is None else f"{summary.share_of_bound:.3f}",
        f"{summary.mean_calls:.2f}",
        f"{summary.mean_minutes:.1f}",
    ]
