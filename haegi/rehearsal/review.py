"""The review: yes or no, with the words that show it, and one thing to do differently next time.

Rule ids are those that advice and sheet use too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from haegi.call.case import Round
from haegi.rehearsal.checks import RULES, Check
from haegi.rehearsal.transcript import Transcript


class Review(NamedTuple):
    """`score` is the share of the checks that arose and were met; `next_time` the one to work on first."""

    checks: tuple[Check, ...]
    score: float
    next_time: Check | None


def review(transcript: Transcript) -> Review:
    """All checks, the score, and the one thing to do differently."""
    applied = ((rule, rule.check(transcript)) for rule in RULES if rule.applies(transcript))
    checks = tuple(check for rule, check in applied if check.passed is not None or not rule.rare)
    arisen = [check for check in checks if check.passed is not None]
    met = sum(check.passed is True for check in arisen)
    missed = next((check for check in _by_weight(checks) if check.passed is False), None)
    return Review(checks, met / len(arisen) if arisen else 0.0, missed)


#: What costs most comes first: the advice of the review is about the first of these that was missed.
_WEIGHT = (
    "stay-polite", "keep-id", "no-overpromise", "withhold-promise", "decline-extension", "cite-real-quote", "name-no-limit", "reject-first",
    "keep-reservation", "defer", "make-proposal", "state-demand", "not-let-go", "ask-reference", "ask-deadline",
    "read-back", "ask-writing", "counter-with-reason", "keep-target", "verify-desk", "choose-term", "take-contact",
    "ask-balance", "decline-extras", "ask-before-answering",
)  # fmt: skip


def _by_weight(checks: Sequence[Check]) -> list[Check]:
    return sorted(checks, key=lambda check: _WEIGHT.index(check.rule))


def curve(rounds: Sequence[Round], limit: int | None, width: int = 48, cents: bool = False) -> list[str]:
    """The concessions as bars: what was on the table, round by round, and what the desk would still have given."""
    valued = [offer for offer in rounds if offer.worth is not None]
    most = max([*(offer.worth or 0 for offer in valued), limit or 0], default=0)
    if not most:
        return []
    rows = [f"{n:>3}  {_bar(offer.worth or 0, most, width)}  {_sum(offer.worth or 0, cents):>9}" for n, offer in enumerate(valued, 1)]
    return [*rows, f"max  {'.' * round(limit / most * width):<{width}}  {_sum(limit, cents):>9}"] if limit else rows


def _sum(minor: int, cents: bool) -> str:
    return f"{minor / 100:,.2f}" if cents else f"{minor:,}"


def _bar(worth: int, most: int, width: int) -> str:
    return f"{'#' * max(round(worth / most * width), 1 if worth else 0):<{width}}"
