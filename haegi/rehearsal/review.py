"""The review: yes or no, with the words that show it, and one thing to do differently next time.

Each check is one function over the moves both sides made. Rule ids are those that advice and sheet use too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from haegi.call.case import Case, PastCall, Round, offers
from haegi.call.engine import Event, standing
from haegi.playbook.model import Playbook


class Act(NamedTuple):
    """One thing somebody did: `side`, the moves, the words, and in which call."""

    side: str
    moves: tuple[str, ...]
    text: str
    call: int


class Check(NamedTuple):
    """One rule. `evidence` quotes what was said; empty where nothing was. `passed` None: it did not arise."""

    rule: str
    passed: bool | None
    evidence: str


class Record(NamedTuple):
    """A rehearsal, or a live call, as the checks see it. `standing` is what was on the table at the end, in won."""

    acts: tuple[Act, ...]
    rounds: tuple[Round, ...]
    case: Case
    outcome: str
    standing: int | None


class Review(NamedTuple):
    """`score` is the share of the checks that arose and were met; `next_time` the rule to work on first."""

    checks: tuple[Check, ...]
    score: float
    next_time: str


def acts(playbook: Playbook, calls: Sequence[PastCall]) -> Iterator[Act]:
    """Everything both sides did, in order."""
    for call in calls:
        for event in standing(call.events):
            if event.kind == "heard" and event.value:
                yield Act("agent", (event.value,), event.text, call.number)
            elif event.kind == "said":
                yield _said(playbook, event, call.number)


def _said(playbook: Playbook, event: Event, call: int) -> Act:
    spoken = playbook.lines.get(event.value)
    does = event.data.get("does") or (spoken.does if spoken else ())
    words = event.text or (spoken.line.text(playbook.language) if spoken else "") or ""
    return Act("caller", tuple(does), words, call)


def record(playbook: Playbook, case: Case, calls: Sequence[PastCall]) -> Record:
    """What the checks look at."""
    rounds = tuple(each for call in calls for each in offers(call))
    known = [each.worth for each in rounds if each.worth is not None]
    outcome = calls[-1].outcome if calls else ""
    return Record(tuple(acts(playbook, calls)), rounds, case, outcome, max(known, default=None))


def review(taken: Record) -> Review:
    """All checks, the score, and the one thing to do differently."""
    checks = tuple(check(taken) for check in CHECKS)
    arisen = [check for check in checks if check.passed is not None]
    met = sum(check.passed is True for check in arisen)
    missed = next((check.rule for check in _by_weight(checks) if check.passed is False), "")
    return Review(checks, met / len(arisen) if arisen else 0.0, missed)


#: What costs most comes first: the advice of the review is about the first of these that was missed.
_WEIGHT = (
    "decline-extension", "name-no-limit", "reject-first", "defer", "read-back", "ask-writing", "keep-reservation",
    "cite-real-quote", "counter-with-reason", "keep-target", "take-contact", "ask-before-answering", "stay-polite",
)  # fmt: skip


def _by_weight(checks: Sequence[Check]) -> list[Check]:
    return sorted(checks, key=lambda check: _WEIGHT.index(check.rule))


def _caller(taken: Record, *moves: str) -> list[tuple[int, Act]]:
    wanted = set(moves)
    return [(n, act) for n, act in enumerate(taken.acts) if act.side == "caller" and wanted & set(act.moves)]


def _agent(taken: Record, *moves: str) -> list[tuple[int, Act]]:
    return [(n, act) for n, act in enumerate(taken.acts) if act.side == "agent" and act.moves[0] in moves]


def _shown(found: Sequence[tuple[int, Act]]) -> str:
    return found[0][1].text if found else ""


def _did(taken: Record, rule: str, *moves: str) -> Check:
    found = _caller(taken, *moves)
    return Check(rule, bool(found), _shown(found))


def declined_extension(taken: Record) -> Check:
    """Nobody agreed to the plain extension; where it was offered, it was declined."""
    agreed = _caller(taken, "agrees_auto_renewal")
    if agreed:
        return Check("decline-extension", False, _shown(agreed))
    if not _agent(taken, "offers_auto_renewal", "opens_renewal_call"):
        return Check("decline-extension", None, "")
    return _did(taken, "decline-extension", "declines_renewal", "states_leaving", "asks_benefits")


def named_no_limit(taken: Record) -> Check:
    """The least acceptable was not given away."""
    told = _caller(taken, "reveals_limit")
    return Check("name-no-limit", not told, _shown(told))


def rejected_first(taken: Record) -> Check:
    """The first offer was not the one that was taken, and was answered with a no or a question for more."""
    first = _agent(taken, "makes_offer")
    if not first:
        return Check("reject-first", None, "")
    after = taken.acts[first[0][0] + 1 :]
    answer = next((act for act in after if act.side == "caller" and act.moves), None)
    said_no = {"rejects_offer", "cites_competitor", "counters", "defers", "declines_renewal", "asks_supervisor"}
    passed = bool(answer and said_no & set(answer.moves))
    return Check("reject-first", passed, answer.text if answer else "")


def cited_real_quote(taken: Record) -> Check:
    """A rival was cited where there is a quote, and none where there is none."""
    cited = _caller(taken, "cites_competitor")
    if taken.case.quotes:
        return Check("cite-real-quote", bool(cited), _shown(cited))
    return Check("cite-real-quote", False if cited else None, _shown(cited))


def asked_before_answering(taken: Record) -> Check:
    """A question about the terms came before any yes."""
    yes = _caller(taken, "accepts", "agrees_auto_renewal")
    asked = _caller(taken, "asks_benefits", "asks_terms", "asks_penalty_basis", "reads_back")
    if not yes:
        return Check("ask-before-answering", bool(asked) or None, _shown(asked))
    return Check("ask-before-answering", bool(asked) and asked[0][0] < yes[0][0], _shown(asked or yes))


def countered_with_reason(taken: Record) -> Check:
    """More was asked for, with a reason or a quote behind it."""
    more = _caller(taken, "counters", "cites_competitor", "rejects_offer")
    reasons = _caller(taken, "gives_reason", "cites_competitor")
    if not taken.rounds:
        return Check("counter-with-reason", None, "")
    return Check("counter-with-reason", bool(more and reasons), _shown(more))


def deferred(taken: Record) -> Check:
    """The call was put off at least once."""
    if not taken.rounds:
        return Check("defer", None, "")
    return _did(taken, "defer", "defers")


def took_contact(taken: Record) -> Check:
    """Name or number of the agent was asked for, where the call was put off."""
    if not _caller(taken, "defers"):
        return Check("take-contact", None, "")
    return _did(taken, "take-contact", "asks_contact")


def _settled(taken: Record) -> bool:
    return taken.outcome == "accepted"


def read_back(taken: Record) -> Check:
    """The terms were asked for or repeated before they were accepted."""
    return _did(taken, "read-back", "reads_back", "asks_terms") if _settled(taken) else Check("read-back", None, "")


def asked_writing(taken: Record) -> Check:
    """The terms were asked for in writing before they were accepted."""
    return _did(taken, "ask-writing", "asks_written") if _settled(taken) else Check("ask-writing", None, "")


def stayed_polite(taken: Record) -> Check:
    """No insult, no shouting."""
    rude = _caller(taken, "is_rude")
    return Check("stay-polite", not rude, _shown(rude))


def _kept(taken: Record, rule: str, slot: str) -> Check:
    bound = taken.case.sum(slot)
    if not _settled(taken) or bound is None or taken.standing is None:
        return Check(rule, None, "")
    last = taken.rounds[-1] if taken.rounds else None
    return Check(rule, taken.standing >= bound, last.wording if last else "")


def kept_reservation(taken: Record) -> Check:
    """What was accepted is not below the least acceptable."""
    return _kept(taken, "keep-reservation", "reservation")


def kept_target(taken: Record) -> Check:
    """What was accepted reaches the target."""
    return _kept(taken, "keep-target", "target")


CHECKS: tuple[Callable[[Record], Check], ...] = (
    declined_extension, named_no_limit, rejected_first, cited_real_quote, asked_before_answering,
    countered_with_reason, deferred, took_contact, read_back, asked_writing, stayed_polite, kept_reservation,
    kept_target,
)  # fmt: skip


def curve(rounds: Sequence[Round], limit: int | None, width: int = 48) -> list[str]:
    """The concessions as bars: what was on the table, round by round, and what the desk would still have given."""
    known = [each for each in rounds if each.worth is not None]
    most = max([*(each.worth or 0 for each in known), limit or 0], default=0)
    if not most:
        return []
    rows = [f"{n:>3}  {_bar(each.worth or 0, most, width)}  {each.worth:>9,}" for n, each in enumerate(known, 1)]
    return [*rows, f"max  {'.' * round(limit / most * width):<{width}}  {limit:>9,}"] if limit else rows


def _bar(worth: int, most: int, width: int) -> str:
    return f"{'#' * max(round(worth / most * width), 1 if worth else 0):<{width}}"
