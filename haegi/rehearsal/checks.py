"""The checks of the review: each is one function over what both sides did.

A check without moves to look for in a playbook is left out there (`applies`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from haegi.rehearsal.transcript import Check, Transcript, answers, by_agent, by_caller, checked


def _did(transcript: Transcript, rule: str, *moves: str) -> Check:
    found = by_caller(transcript, *moves)
    return checked(rule, bool(found), found)


def declined_extension(transcript: Transcript) -> Check:
    """Nobody agreed to the plain extension; where it was offered, it was declined."""
    rule = "decline-extension"
    offered = by_agent(transcript, "makes_offer", "improves_offer")
    until = offered[0].place if offered else len(transcript.turns)
    agreed = [turn for turn in by_caller(transcript, "agrees_auto_renewal", "accepts") if turn.place < until]
    if agreed:
        return checked(rule, False, agreed)
    declined = by_caller(transcript, "declines_renewal", "states_leaving", "asks_benefits", "rejects_offer")
    trap = by_agent(transcript, "offers_auto_renewal", "disguises_renewal")
    replies = answers(transcript, trap[0].place) if trap else []
    if declined or replies:
        return checked(rule, bool(declined), declined or replies)
    return checked(rule, None)


def named_no_limit(transcript: Transcript) -> Check:
    """The least acceptable was not given away."""
    told = by_caller(transcript, "reveals_limit")
    return checked("name-no-limit", not told if answers(transcript) else None, told)


_SAID_NO = frozenset({
    "rejects_offer", "cites_competitor", "counters", "defers", "declines_renewal", "asks_supervisor", "asks_benefits",
    "states_leaving", "books_cancellation",
})  # fmt: skip
_SAID_YES = frozenset({"accepts", "agrees_auto_renewal"})


def rejected_first(transcript: Transcript) -> Check:
    """The first offer was answered with a no, or a question for more, before any yes."""
    first = by_agent(transcript, "makes_offer")
    replies = answers(transcript, first[0].place) if first else []
    decisive = [turn for turn in replies if (_SAID_NO | _SAID_YES) & set(turn.moves)]
    if not decisive:
        return checked("reject-first", None)
    return checked("reject-first", bool(_SAID_NO & set(decisive[0].moves)), decisive)


def cited_real_quote(transcript: Transcript) -> Check:
    """A rival was cited where there is a quote, and none where there is none."""
    cited = by_caller(transcript, "cites_competitor")
    if transcript.quoted:
        replies = by_caller(transcript, *(_SAID_NO | _SAID_YES)) if transcript.rounds else []
        return checked("cite-real-quote", bool(cited) if replies else None, cited or replies)
    return checked("cite-real-quote", False if cited else None, cited)


_ASKED = (
    "asks_benefits", "asks_terms", "asks_penalty_basis", "reads_back", "asks_balance", "asks_dates", "asks_rule",
    "asks_basis", "asks_status", "asks_bundle_loss",
)  # fmt: skip


def asked_before_answering(transcript: Transcript) -> Check:
    """A question about the terms came before any yes."""
    yes = by_caller(transcript, *_SAID_YES)
    asked = by_caller(transcript, *_ASKED)
    if not yes:
        return checked("ask-before-answering", bool(asked) or None, asked)
    passed = bool(asked) and asked[0].place <= yes[0].place
    return checked("ask-before-answering", passed, asked if passed else yes)


def countered_with_reason(transcript: Transcript) -> Check:
    """More was asked for, with a reason or a quote behind it."""
    more = by_caller(transcript, "counters", "cites_competitor", "rejects_offer")
    reasons = by_caller(transcript, "gives_reason", "cites_competitor")
    first = by_agent(transcript, "makes_offer")
    if not first or not answers(transcript, first[0].place):
        return checked("counter-with-reason", None)
    return checked("counter-with-reason", bool(more and reasons), reasons if more and reasons else more)


def deferred(transcript: Transcript) -> Check:
    """The call was put off at least once, unless the first call already reached the target."""
    target = transcript.case.sum("target")
    reached = target is not None and transcript.standing is not None and transcript.standing >= target
    if by_caller(transcript, "defers"):
        return _did(transcript, "defer", "defers")
    if not transcript.rounds or not _settled(transcript) or reached:
        return checked("defer", None)
    return checked("defer", False, by_caller(transcript, "accepts"))


def took_contact(transcript: Transcript) -> Check:
    """Name or number of the agent was asked for, where the call was put off."""
    put_off = by_caller(transcript, "defers")
    asked = by_caller(transcript, "asks_contact")
    if not put_off and (transcript.haggled or transcript.outcome != "deferred"):
        return checked("take-contact", None)
    return checked("take-contact", bool(asked), asked or put_off or answers(transcript)[-1:])


def _settled(transcript: Transcript) -> bool:
    return transcript.outcome == "accepted"


def _before_yes(transcript: Transcript, rule: str, *moves: str, since: int = -1) -> Check:
    """Whether this was done before the last yes, and after the turn at the place `since`."""
    yes = by_caller(transcript, "accepts")
    if not _settled(transcript) or (transcript.haggled and not transcript.rounds):
        return checked(rule, None)
    until = yes[-1].place if yes else len(transcript.turns)
    done = [turn for turn in by_caller(transcript, *moves) if since < turn.place <= until]
    return checked(rule, bool(done), done or yes[-1:])


def read_back(transcript: Transcript) -> Check:
    """The last terms were asked for or repeated before they were accepted."""
    last = by_agent(transcript, "makes_offer", "improves_offer")
    return _before_yes(transcript, "read-back", "reads_back", "asks_terms", since=last[-1].place if last else -1)


def asked_writing(transcript: Transcript) -> Check:
    """The terms were asked for in writing before they were accepted."""
    return _before_yes(transcript, "ask-writing", "asks_written")


def stayed_polite(transcript: Transcript) -> Check:
    """No insult, no shouting."""
    rude = by_caller(transcript, "is_rude")
    return checked("stay-polite", not rude if answers(transcript) else None, rude)


def _kept(transcript: Transcript, rule: str, slot: str) -> Check:
    bound = transcript.case.sum(slot)
    if not _settled(transcript) or bound is None or transcript.standing is None:
        return checked(rule, None)
    found = checked(rule, transcript.standing >= bound, by_caller(transcript, *_SAID_YES)[-1:])
    return found._replace(evidence=transcript.rounds[-1].wording) if transcript.rounds else found


def kept_reservation(transcript: Transcript) -> Check:
    """What was accepted is not below the least acceptable."""
    return _kept(transcript, "keep-reservation", "reservation")


def kept_target(transcript: Transcript) -> Check:
    """What was accepted reaches the target."""
    return _kept(transcript, "keep-target", "target")


def _first_of(transcript: Transcript, rule: str, *moves: str) -> Check:
    """Whether the caller did this at all, once they said anything but a greeting."""
    found, replies = by_caller(transcript, *moves), [turn for turn in answers(transcript) if set(turn.moves) - {"thanks"}]
    return checked(rule, bool(found) if replies else None, found or replies[-1:])


def _for_debt(found: Check, transcript: Transcript) -> Check:
    """With a collector, or about an old debt, nothing is proposed before it is checked."""
    return found._replace(passed=None, evidence="") if by_agent(transcript, *_DOUBTFUL) else found


def _for_problem(found: Check, transcript: Transcript) -> Check:
    """Where they called after activation and nothing was wrong, nothing is demanded."""
    calm = by_agent(transcript, "opens_happy_call") and not by_caller(transcript, "states_problem", "disputes_claim")
    return found._replace(passed=None, evidence="") if calm else found


_DOUBTFUL = ("opens_collection_call", "lures_part_payment")


def withheld_promise(transcript: Transcript) -> Check:
    """Nothing was promised to a collector, or for an old debt, before it was checked."""
    return _answered(transcript, "withhold-promise", _DOUBTFUL, "withholds_promise", "asks_creditor")


def _never(transcript: Transcript, rule: str, *moves: str) -> Check:
    """Whether the caller kept from this."""
    found = by_caller(transcript, *moves)
    return checked(rule, not found if answers(transcript) else None, found)


def proposed(transcript: Transcript) -> Check:
    """Sums and dates were proposed."""
    return _for_debt(_first_of(transcript, "make-proposal", "proposes_plan", "proposes_alternative"), transcript)


def overpromised_nothing(transcript: Transcript) -> Check:
    """Nothing was promised that can't be kept."""
    return _never(transcript, "no-overpromise", "overpromises")


def asked_balance(transcript: Transcript) -> Check:
    """What exactly is owed, or when service stops, was asked for."""
    return _for_debt(_first_of(transcript, "ask-balance", "asks_balance", "asks_dates"), transcript)


def stated_demand(transcript: Transcript) -> Check:
    """What is asked for was said."""
    return _for_problem(_first_of(transcript, "state-demand", "states_demand", "claims_compensation"), transcript)


def asked_reference(transcript: Transcript) -> Check:
    """A reference number was asked for."""
    return _for_problem(_first_of(transcript, "ask-reference", "asks_reference", "files_complaint"), transcript)


def asked_deadline(transcript: Transcript) -> Check:
    """A date was asked for."""
    return _for_problem(_first_of(transcript, "ask-deadline", "asks_deadline"), transcript)


def let_nothing_go(transcript: Transcript) -> Check:
    """A sure word alone did not end it."""
    return _never(transcript, "not-let-go", "lets_go")


def verified_desk(transcript: Transcript) -> Check:
    """It was checked whether this is the team that may give discounts."""
    return _first_of(transcript, "verify-desk", "verifies_desk")


def _answered(transcript: Transcript, rule: str, said: Sequence[str], *moves: str) -> Check:
    """Whether what the agent said was ever answered in this way; None where it was not said."""
    heard = by_agent(transcript, *said)
    replies = answers(transcript, heard[0].place) if heard else []
    met = [turn for turn in replies if set(moves) & set(turn.moves)]
    return checked(rule, bool(met) if replies else None, met or replies)


def chose_term(transcript: Transcript) -> Check:
    """The length of the term was the caller's choice."""
    chosen = by_caller(transcript, "chooses_term")
    pushed = _answered(transcript, "choose-term", ("offers_24", "auto_extends"))
    return checked("choose-term", True, chosen) if chosen else pushed


def declined_extras(transcript: Transcript) -> Check:
    """What was pushed beside the matter was turned down."""
    pushed = ("adds_service", "pitches_device", "requires_plan", "pushes_bundle", "pushes_addon")
    return _answered(transcript, "decline-extras", pushed, "declines_extras", "declines_device", "declines_addon")


_WHOLE_ID = re.compile(r"\d{6}\D{0,3}\d{7}|\d{3}\D?\d{2}\D?\d{4}(?!\d)")


def kept_id(transcript: Transcript) -> Check:
    """The whole resident or social security number was not given, where it was asked for."""
    given = [turn for turn in answers(transcript) if _WHOLE_ID.search(turn.text)]
    asked = by_agent(transcript, "asks_full_id")
    after = answers(transcript, asked[0].place) if asked else []
    return checked("keep-id", not given if given or after else None, given or by_caller(transcript, "refuses_full_id") or after)


CHECKS: tuple[Callable[[Transcript], Check], ...] = (
    declined_extension, named_no_limit, rejected_first, cited_real_quote, asked_before_answering,
    countered_with_reason, deferred, verified_desk, chose_term, asked_balance, proposed, overpromised_nothing,
    stated_demand, asked_reference, asked_deadline, let_nothing_go, took_contact, read_back, asked_writing,
    stayed_polite, kept_reservation, kept_target,
)  # fmt: skip
#: Checks that are shown only where what they are about came up.
IF_ARISEN: tuple[Callable[[Transcript], Check], ...] = (kept_id, declined_extras, withheld_promise)

#: What a playbook must have for a check to be about anything, and the checks that are about sums alone.
_NEEDS: dict[Callable[[Transcript], Check], str] = {
    declined_extension: "declines_renewal", named_no_limit: "reveals_limit", rejected_first: "rejects_offer",
    cited_real_quote: "cites_competitor", asked_before_answering: "accepts", countered_with_reason: "gives_reason",
    deferred: "defers", verified_desk: "verifies_desk", chose_term: "chooses_term", asked_balance: "asks_balance",
    proposed: "proposes_plan", overpromised_nothing: "overpromises", stated_demand: "states_demand",
    asked_reference: "asks_reference", asked_deadline: "asks_deadline", let_nothing_go: "lets_go",
    took_contact: "asks_contact", read_back: "reads_back", asked_writing: "asks_written", stayed_polite: "is_rude",
}  # fmt: skip
_OF_SUMS = frozenset({rejected_first, deferred, kept_reservation, kept_target})


def applies(check: Callable[[Transcript], Check], transcript: Transcript) -> bool:
    """Whether a check is about anything in this playbook."""
    known = check not in _NEEDS or _NEEDS[check] in transcript.moves
    return known and (transcript.haggled or check not in _OF_SUMS)
