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
    """One thing somebody did: `side`, the moves, the words, in which call, and with which answer (from 1; 0: none)."""

    side: str
    moves: tuple[str, ...]
    text: str
    call: int
    step: int = 0


class Check(NamedTuple):
    """One rule. `evidence` quotes what was said; empty where nothing was. `passed` None: it did not arise. `step` is
    the answer to give anew, counted from 1; 0 where no single one decided it."""

    rule: str
    passed: bool | None
    evidence: str
    step: int = 0


class Record(NamedTuple):
    """A rehearsal, or a live call, as the checks see it. `standing` is what was on the table at the end, in won;
    None where its worth can't be told; `quoted`: a rival's offer is on record."""

    acts: tuple[Act, ...]
    rounds: tuple[Round, ...]
    case: Case
    outcome: str
    standing: int | None
    quoted: bool


class Review(NamedTuple):
    """`score` is the share of the checks that arose and were met; `next_time` the one to work on first."""

    checks: tuple[Check, ...]
    score: float
    next_time: Check | None


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
    return Act("caller", tuple(does), words, call, event.data.get("step", 0))


def record(playbook: Playbook, case: Case, calls: Sequence[PastCall]) -> Record:
    """What the checks look at."""
    rounds = tuple(each for call in calls for each in offers(call))
    outcome = calls[-1].outcome if calls else ""
    on_table = rounds[-1].worth if rounds else 0
    quoted = bool(case.quotes) or any(event.kind == "quote" for call in calls for event in standing(call.events))
    return Record(tuple(acts(playbook, calls)), rounds, case, outcome, on_table, quoted)


def review(taken: Record) -> Review:
    """All checks, the score, and the one thing to do differently."""
    checks = tuple(check(taken) for check in CHECKS)
    arisen = [check for check in checks if check.passed is not None]
    met = sum(check.passed is True for check in arisen)
    missed = next((check for check in _by_weight(checks) if check.passed is False), None)
    return Review(checks, met / len(arisen) if arisen else 0.0, missed)


#: What costs most comes first: the advice of the review is about the first of these that was missed.
_WEIGHT = (
    "stay-polite", "decline-extension", "cite-real-quote", "name-no-limit", "reject-first", "keep-reservation",
    "defer", "read-back", "ask-writing", "counter-with-reason", "keep-target", "take-contact", "ask-before-answering",
)  # fmt: skip


def _by_weight(checks: Sequence[Check]) -> list[Check]:
    return sorted(checks, key=lambda check: _WEIGHT.index(check.rule))


def _caller(taken: Record, *moves: str) -> list[tuple[int, Act]]:
    wanted = set(moves)
    return [(n, act) for n, act in enumerate(taken.acts) if act.side == "caller" and wanted & set(act.moves)]


def _agent(taken: Record, *moves: str) -> list[tuple[int, Act]]:
    return [(n, act) for n, act in enumerate(taken.acts) if act.side == "agent" and act.moves[0] in moves]


def _check(rule: str, passed: bool | None, found: Sequence[tuple[int, Act]] = ()) -> Check:
    """A check with what shows it: the first of what was found."""
    act = found[0][1] if found else None
    return Check(rule, passed, act.text if act else "", act.step if act else 0)


def _did(taken: Record, rule: str, *moves: str) -> Check:
    found = _caller(taken, *moves)
    return _check(rule, bool(found), found)


def declined_extension(taken: Record) -> Check:
    """Nobody agreed to the plain extension; where it was offered, it was declined."""
    rule = "decline-extension"
    offered = _agent(taken, "makes_offer", "improves_offer")
    until = offered[0][0] if offered else len(taken.acts)
    agreed = [each for each in _caller(taken, "agrees_auto_renewal", "accepts") if each[0] < until]
    if agreed:
        return _check(rule, False, agreed)
    declined = _caller(taken, "declines_renewal", "states_leaving", "asks_benefits", "rejects_offer")
    trap = _agent(taken, "offers_auto_renewal", "disguises_renewal")
    answers = _answers(taken, trap[0][0]) if trap else []
    if declined or answers:
        return _check(rule, bool(declined), declined or answers)
    return _check(rule, None)


def _answers(taken: Record, after: int = -1) -> list[tuple[int, Act]]:
    """What the caller did after an act that was heard as something."""
    return [(n, act) for n, act in enumerate(taken.acts) if n > after and act.side == "caller" and act.moves]


def named_no_limit(taken: Record) -> Check:
    """The least acceptable was not given away."""
    told = _caller(taken, "reveals_limit")
    return _check("name-no-limit", not told if _answers(taken) else None, told)


_SAID_NO = frozenset({
    "rejects_offer", "cites_competitor", "counters", "defers", "declines_renewal", "asks_supervisor", "asks_benefits",
    "states_leaving", "books_cancellation",
})  # fmt: skip
_SAID_YES = frozenset({"accepts", "agrees_auto_renewal"})


def rejected_first(taken: Record) -> Check:
    """The first offer was answered with a no, or a question for more, before any yes."""
    first = _agent(taken, "makes_offer")
    answers = _answers(taken, first[0][0]) if first else []
    decisive = [each for each in answers if (_SAID_NO | _SAID_YES) & set(each[1].moves)]
    if not decisive:
        return _check("reject-first", None)
    return _check("reject-first", bool(_SAID_NO & set(decisive[0][1].moves)), decisive)


def cited_real_quote(taken: Record) -> Check:
    """A rival was cited where there is a quote, and none where there is none."""
    cited = _caller(taken, "cites_competitor")
    if taken.quoted:
        answers = _caller(taken, *(_SAID_NO | _SAID_YES)) if taken.rounds else []
        return _check("cite-real-quote", bool(cited) if answers else None, cited or answers)
    return _check("cite-real-quote", False if cited else None, cited)


def asked_before_answering(taken: Record) -> Check:
    """A question about the terms came before any yes."""
    yes = _caller(taken, *_SAID_YES)
    asked = _caller(taken, "asks_benefits", "asks_terms", "asks_penalty_basis", "reads_back")
    if not yes:
        return _check("ask-before-answering", bool(asked) or None, asked)
    passed = bool(asked) and asked[0][0] <= yes[0][0]
    return _check("ask-before-answering", passed, asked if passed else yes)


def countered_with_reason(taken: Record) -> Check:
    """More was asked for, with a reason or a quote behind it."""
    more = _caller(taken, "counters", "cites_competitor", "rejects_offer")
    reasons = _caller(taken, "gives_reason", "cites_competitor")
    first = _agent(taken, "makes_offer")
    if not first or not _answers(taken, first[0][0]):
        return _check("counter-with-reason", None)
    return _check("counter-with-reason", bool(more and reasons), reasons if more and reasons else more)


def deferred(taken: Record) -> Check:
    """The call was put off at least once, unless the first call already reached the target."""
    target = taken.case.sum("target")
    reached = target is not None and taken.standing is not None and taken.standing >= target
    if _caller(taken, "defers"):
        return _did(taken, "defer", "defers")
    if not taken.rounds or not _settled(taken) or reached:
        return _check("defer", None)
    return _check("defer", False, _caller(taken, "accepts"))


def took_contact(taken: Record) -> Check:
    """Name or number of the agent was asked for, where the call was put off."""
    put_off = _caller(taken, "defers")
    asked = _caller(taken, "asks_contact")
    if not put_off:
        return _check("take-contact", None)
    return _check("take-contact", bool(asked), asked or put_off)


def _settled(taken: Record) -> bool:
    return taken.outcome == "accepted"


def _before_yes(taken: Record, rule: str, *moves: str, since: int = -1) -> Check:
    """Whether this was done before the last yes, and after the act number `since`."""
    yes = _caller(taken, "accepts")
    if not _settled(taken) or not taken.rounds:
        return _check(rule, None)
    until = yes[-1][0] if yes else len(taken.acts)
    done = [each for each in _caller(taken, *moves) if since < each[0] <= until]
    return _check(rule, bool(done), done or yes[-1:])


def read_back(taken: Record) -> Check:
    """The last terms were asked for or repeated before they were accepted."""
    last = _agent(taken, "makes_offer", "improves_offer")
    return _before_yes(taken, "read-back", "reads_back", "asks_terms", since=last[-1][0] if last else -1)


def asked_writing(taken: Record) -> Check:
    """The terms were asked for in writing before they were accepted."""
    return _before_yes(taken, "ask-writing", "asks_written")


def stayed_polite(taken: Record) -> Check:
    """No insult, no shouting."""
    rude = _caller(taken, "is_rude")
    return _check("stay-polite", not rude if _answers(taken) else None, rude)


def _kept(taken: Record, rule: str, slot: str) -> Check:
    bound = taken.case.sum(slot)
    if not _settled(taken) or bound is None or taken.standing is None:
        return _check(rule, None)
    found = _check(rule, taken.standing >= bound, _caller(taken, *_SAID_YES)[-1:])
    return found._replace(evidence=taken.rounds[-1].wording) if taken.rounds else found


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
