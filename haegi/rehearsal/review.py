"""The review: yes or no, with the words that show it, and one thing to do differently next time.

Rule ids are those that advice and sheet use too; what a rule asks for stands in the catalogue as `rule.ID`. A verdict
says whether it was met (None: it did not arise) and which turns show it, the decisive one first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from haegi.call.case import Round
from haegi.rehearsal.transcript import Transcript, Turn, answers, by_agent, by_caller

Verdict = tuple[bool | None, Sequence[Turn]]
Judge = Callable[[Transcript], Verdict]


class Check(NamedTuple):
    """One rule, checked. `evidence` quotes what was said; empty where nothing was. `step` is the answer to give anew,
    counted from 1; 0 where no single one decided it."""

    rule: str
    passed: bool | None
    evidence: str
    step: int = 0


class Rule(NamedTuple):
    """`needs` are moves without which a playbook has no use for the rule. A rule about `sums` is left out of calls in
    which none is haggled over, one that is `rare` of reviews in which it did not arise."""

    id: str
    judge: Judge
    needs: tuple[str, ...] = ()
    sums: bool = False
    rare: bool = False

    def applies(self, transcript: Transcript) -> bool:
        """Whether the rule is about anything in this playbook."""
        usable = transcript.moves.issuperset(self.needs)
        return usable and (transcript.haggled or not self.sums)

    def check(self, transcript: Transcript) -> Check:
        passed, turns = self.judge(transcript)
        return Check(self.id, passed, turns[0].text, turns[0].step) if turns else Check(self.id, passed, "")


_NOES = frozenset({
    "rejects_offer", "cites_competitor", "counters", "defers", "declines_renewal", "asks_supervisor", "asks_benefits",
    "states_leaving", "books_cancellation",
})  # fmt: skip
_YESES = frozenset({"accepts", "agrees_auto_renewal"})
_QUESTIONS = (
    "asks_benefits", "asks_terms", "asks_penalty_basis", "reads_back", "asks_balance", "asks_dates", "asks_rule",
    "asks_basis", "asks_status", "asks_bundle_loss",
)  # fmt: skip
_OFFERS = ("makes_offer", "improves_offer")
_DOUBTFUL_DEBT = ("opens_collection_call", "lures_part_payment")
_EXTRAS = ("adds_service", "pitches_device", "requires_plan", "pushes_bundle", "pushes_addon")
_WHOLE_ID = re.compile(r"\d{6}\D{0,3}\d{7}|\d{3}\D?\d{2}\D?\d{4}(?!\d)")


# Judges of one kind of rule


def _did(*moves: str) -> Judge:
    """The caller did this at all, once they said anything but a greeting."""

    def judge(transcript: Transcript) -> Verdict:
        turns = by_caller(transcript, *moves)
        others = [turn for turn in answers(transcript) if set(turn.moves) - {"thanks"}]
        return bool(turns) if others else None, turns or others[-1:]

    return judge


def _never_did(*moves: str) -> Judge:
    def judge(transcript: Transcript) -> Verdict:
        turns = by_caller(transcript, *moves)
        return not turns if answers(transcript) else None, turns

    return judge


def _answered(prompts: Sequence[str], *moves: str) -> Judge:
    """One of these prompts of the agent was answered in this way, once at least; without a prompt it does not arise."""

    def judge(transcript: Transcript) -> Verdict:
        replies = _replies(transcript, *prompts)
        turns = [turn for turn in replies if set(moves) & set(turn.moves)]
        return bool(turns) if replies else None, turns or replies

    return judge


def _replies(transcript: Transcript, *prompts: str) -> list[Turn]:
    """The caller's turns after the agent first made one of these moves."""
    heard = by_agent(transcript, *prompts)
    return answers(transcript, heard[0].place) if heard else []


def _did_before_yes(*moves: str, after: Sequence[str] = ()) -> Judge:
    """This was done before the last yes, and after the last time the agent did what it has to come after."""

    def judge(transcript: Transcript) -> Verdict:
        if not _settled(transcript) or (transcript.haggled and not transcript.rounds):
            return None, ()
        yes, prompts = by_caller(transcript, "accepts"), by_agent(transcript, *after)
        since = prompts[-1].place if prompts else -1
        until = yes[-1].place if yes else len(transcript.turns)
        turns = [turn for turn in by_caller(transcript, *moves) if since < turn.place <= until]
        return bool(turns), turns or yes[-1:]

    return judge


def _reached(slot: str) -> Judge:
    """What was accepted is worth at least this sum of the case."""

    def judge(transcript: Transcript) -> Verdict:
        bound = transcript.case.sum(slot)
        if not _settled(transcript) or bound is None or transcript.standing is None:
            return None, ()
        turns = by_caller(transcript, *_YESES)[-1:]
        if transcript.rounds:
            yes = turns[0] if turns else Turn(0, "caller", (), "", 0)
            turns = [yes._replace(text=transcript.rounds[-1].wording)]
        return transcript.standing >= bound, turns

    return judge


def _settled(transcript: Transcript) -> bool:
    return transcript.outcome == "accepted" or transcript.outcome in transcript.goal


def _unless_doubtful(judge: Judge) -> Judge:
    """With a collector, or about an old debt, nothing is proposed before it is checked."""
    return lambda transcript: (None, ()) if by_agent(transcript, *_DOUBTFUL_DEBT) else judge(transcript)


def _if_wrong(judge: Judge) -> Judge:
    """Where they called after activation and nothing was wrong, nothing is demanded."""

    def judge_problem(transcript: Transcript) -> Verdict:
        wrong = by_caller(transcript, "states_problem", "disputes_claim")
        return (None, ()) if by_agent(transcript, "opens_happy_call") and not wrong else judge(transcript)

    return judge_problem


# Judges of a single rule


def _declined_extension(transcript: Transcript) -> Verdict:
    """Nobody agreed to the plain extension; where it was offered, it was declined."""
    offers = by_agent(transcript, *_OFFERS)
    until = offers[0].place if offers else len(transcript.turns)
    agreed = [turn for turn in by_caller(transcript, *_YESES) if turn.place < until]
    if agreed:
        return False, agreed
    declined = by_caller(transcript, "declines_renewal", "states_leaving", "asks_benefits", "rejects_offer")
    shown = declined or _replies(transcript, "offers_auto_renewal", "disguises_renewal")
    return bool(declined) if shown else None, shown


def _rejected_first(transcript: Transcript) -> Verdict:
    """The first offer was answered with a no, or a question for more, before any yes."""
    decisive = [turn for turn in _replies(transcript, "makes_offer") if (_NOES | _YESES) & set(turn.moves)]
    return bool(_NOES & set(decisive[0].moves)) if decisive else None, decisive


def _cited_real_quote(transcript: Transcript) -> Verdict:
    """A rival was cited where there is a quote, and none where there is none."""
    cited = by_caller(transcript, "cites_competitor")
    if not transcript.quoted:
        return False if cited else None, cited
    decisive = by_caller(transcript, *_NOES, *_YESES) if transcript.rounds else []
    return bool(cited) if decisive else None, cited or decisive


def _asked_before_answering(transcript: Transcript) -> Verdict:
    """A question about the terms came before any yes."""
    yes, asked = by_caller(transcript, *_YESES), by_caller(transcript, *_QUESTIONS)
    if not yes:
        return bool(asked) or None, asked
    passed = bool(asked) and asked[0].place <= yes[0].place
    return passed, asked if passed else yes


def _countered_with_reason(transcript: Transcript) -> Verdict:
    """More was asked for, with a reason or a quote behind it."""
    if not _replies(transcript, "makes_offer"):
        return None, ()
    more = by_caller(transcript, "counters", "cites_competitor", "rejects_offer")
    reasons = by_caller(transcript, "gives_reason", "cites_competitor")
    passed = bool(more and reasons)
    return passed, reasons if passed else more


def _deferred(transcript: Transcript) -> Verdict:
    """The call was put off at least once, unless the first call already reached the target."""
    deferrals = by_caller(transcript, "defers")
    if deferrals:
        return True, deferrals
    target, standing = transcript.case.sum("target"), transcript.standing
    reached = target is not None and standing is not None and standing >= target
    if not transcript.rounds or not _settled(transcript) or reached:
        return None, ()
    return False, by_caller(transcript, "accepts")


def _took_contact(transcript: Transcript) -> Verdict:
    """Name or number of the agent was asked for, where the call was put off."""
    deferrals = by_caller(transcript, "defers")
    if not deferrals and (transcript.haggled or transcript.outcome != "deferred"):
        return None, ()
    asked = by_caller(transcript, "asks_contact")
    return bool(asked), asked or deferrals or answers(transcript)[-1:]


def _chose_term(transcript: Transcript) -> Verdict:
    """The length of the term was the caller's choice."""
    chosen = by_caller(transcript, "chooses_term")
    return (True, chosen) if chosen else _answered(("offers_24", "auto_extends"))(transcript)


def _kept_id(transcript: Transcript) -> Verdict:
    """The whole resident or social security number was not given, where it was asked for."""
    given = [turn for turn in answers(transcript) if _WHOLE_ID.search(turn.text)]
    replies = _replies(transcript, "asks_full_id")
    return not given if given or replies else None, given or by_caller(transcript, "refuses_full_id") or replies


def _reached_end(transcript: Transcript) -> Verdict:
    """The call came to the end that its path leads to, where that is no acceptance."""
    turns = answers(transcript)[-1:]
    return transcript.outcome in transcript.goal if transcript.goal and turns else None, turns


def _held_firm(transcript: Transcript) -> Verdict:
    """Every trap was answered as its card answers it, in calls with such an end."""
    traps = [turn for turn in by_agent(transcript, *transcript.held) if transcript.held[turn.moves[0]]]
    replies = {trap: by_caller(transcript, *transcript.held[trap.moves[0]]) for trap in traps if transcript.goal}
    missed = [trap for trap, turns in replies.items() if not any(turn.place > trap.place for turn in turns)]
    met = [turn for trap, turns in replies.items() for turn in turns if turn.place > trap.place]
    return (not missed, missed or met) if replies else (None, ())


RULES = (
    Rule("reach-end", _reached_end, rare=True),
    Rule("hold-firm", _held_firm, rare=True),
    Rule("decline-extension", _declined_extension, ("declines_renewal",)),
    Rule("name-no-limit", _never_did("reveals_limit"), ("reveals_limit",)),
    Rule("reject-first", _rejected_first, ("rejects_offer",), sums=True),
    Rule("cite-real-quote", _cited_real_quote, ("cites_competitor",)),
    Rule("ask-before-answering", _asked_before_answering, ("accepts",)),
    Rule("counter-with-reason", _countered_with_reason, ("gives_reason", "makes_offer")),
    Rule("defer", _deferred, ("defers",), sums=True),
    Rule("verify-desk", _did("verifies_desk"), ("verifies_desk",)),
    Rule("choose-term", _chose_term, ("chooses_term",)),
    Rule("ask-balance", _unless_doubtful(_did("asks_balance", "asks_dates")), ("asks_balance",)),
    Rule("make-proposal", _unless_doubtful(_did("proposes_plan", "proposes_alternative")), ("proposes_plan",)),
    Rule("no-overpromise", _never_did("overpromises"), ("overpromises",)),
    Rule("state-demand", _if_wrong(_did("states_demand", "claims_compensation")), ("states_demand",)),
    Rule("ask-reference", _if_wrong(_did("asks_reference", "files_complaint")), ("asks_reference",)),
    Rule("ask-deadline", _if_wrong(_did("asks_deadline")), ("asks_deadline",)),
    Rule("not-let-go", _never_did("lets_go"), ("lets_go",)),
    Rule("take-contact", _took_contact, ("asks_contact",)),
    Rule("read-back", _did_before_yes("reads_back", "asks_terms", after=_OFFERS), ("reads_back",)),
    Rule("ask-writing", _did_before_yes("asks_written"), ("asks_written",)),
    Rule("stay-polite", _never_did("is_rude"), ("is_rude",)),
    Rule("keep-reservation", _reached("reservation"), sums=True),
    Rule("keep-target", _reached("target"), sums=True),
    Rule("keep-id", _kept_id, rare=True),
    Rule("decline-extras", _answered(_EXTRAS, "declines_extras", "declines_device", "declines_addon"), rare=True),
    Rule("withhold-promise", _answered(_DOUBTFUL_DEBT, "withholds_promise", "asks_creditor"), rare=True),
)


class Review(NamedTuple):
    """`score` is the share of the checks that arose and were met; `next_time` the one to work on first."""

    checks: tuple[Check, ...]
    score: float
    next_time: Check | None

    @property
    def arose(self) -> bool:
        """Whether any check did, so that there is a score."""
        return any(check.passed is not None for check in self.checks)


def review(transcript: Transcript) -> Review:
    """All checks, the score, and the one thing to do differently."""
    applied = ((rule, rule.check(transcript)) for rule in RULES if rule.applies(transcript))
    checks = tuple(check for rule, check in applied if check.passed is not None or not rule.rare)
    arisen = [check for check in checks if check.passed is not None]
    met = sum(check.passed is True for check in arisen)
    by_weight = sorted(checks, key=lambda check: _WEIGHT.index(check.rule))
    missed = next((check for check in by_weight if check.passed is False), None)
    return Review(checks, met / len(arisen) if arisen else 0.0, missed)


#: What costs most comes first: the advice of the review is about the first of these that was missed.
_WEIGHT = (
    "stay-polite", "keep-id", "hold-firm", "reach-end", "no-overpromise", "withhold-promise", "decline-extension", "cite-real-quote", "name-no-limit", "reject-first",
    "keep-reservation", "defer", "make-proposal", "state-demand", "not-let-go", "ask-reference", "ask-deadline",
    "read-back", "ask-writing", "counter-with-reason", "keep-target", "verify-desk", "choose-term", "take-contact",
    "ask-balance", "decline-extras", "ask-before-answering",
)  # fmt: skip


def curve(rounds: Sequence[Round], limit: int | None, width: int = 48, cents: bool = False) -> list[str]:
    """The concessions as bars: what was on the table, round by round, and what the desk would still have given."""
    valued = [offer for offer in rounds if offer.worth is not None]
    most = max([*(offer.worth or 0 for offer in valued), limit or 0], default=0)
    if not most:
        return []
    worths = [offer.worth or 0 for offer in valued]
    bars = ["#" * max(round(worth / most * width), 1 if worth else 0) for worth in worths]
    rows = [f"{n:>3}  {bar:<{width}}  {_sum(worth, cents):>9}" for n, (bar, worth) in enumerate(zip(bars, worths, strict=True), 1)]
    return [*rows, f"max  {'.' * round(limit / most * width):<{width}}  {_sum(limit, cents):>9}"] if limit else rows


def _sum(minor: int, cents: bool) -> str:
    return f"{minor / 100:,.2f}" if cents else f"{minor:,}"
