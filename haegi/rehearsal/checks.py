"""The checks of the review: each is one function over what both sides did.

A check without moves to look for in a playbook is left out there (`applies`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from haegi.rehearsal.transcript import Check, Record, answers, by_agent, by_caller, checked


def _did(taken: Record, rule: str, *moves: str) -> Check:
    found = by_caller(taken, *moves)
    return checked(rule, bool(found), found)


def declined_extension(taken: Record) -> Check:
    """Nobody agreed to the plain extension; where it was offered, it was declined."""
    rule = "decline-extension"
    offered = by_agent(taken, "makes_offer", "improves_offer")
    until = offered[0][0] if offered else len(taken.acts)
    agreed = [each for each in by_caller(taken, "agrees_auto_renewal", "accepts") if each[0] < until]
    if agreed:
        return checked(rule, False, agreed)
    declined = by_caller(taken, "declines_renewal", "states_leaving", "asks_benefits", "rejects_offer")
    trap = by_agent(taken, "offers_auto_renewal", "disguises_renewal")
    replies = answers(taken, trap[0][0]) if trap else []
    if declined or replies:
        return checked(rule, bool(declined), declined or replies)
    return checked(rule, None)


def named_no_limit(taken: Record) -> Check:
    """The least acceptable was not given away."""
    told = by_caller(taken, "reveals_limit")
    return checked("name-no-limit", not told if answers(taken) else None, told)


_SAID_NO = frozenset({
    "rejects_offer", "cites_competitor", "counters", "defers", "declines_renewal", "asks_supervisor", "asks_benefits",
    "states_leaving", "books_cancellation",
})  # fmt: skip
_SAID_YES = frozenset({"accepts", "agrees_auto_renewal"})


def rejected_first(taken: Record) -> Check:
    """The first offer was answered with a no, or a question for more, before any yes."""
    first = by_agent(taken, "makes_offer")
    replies = answers(taken, first[0][0]) if first else []
    decisive = [each for each in replies if (_SAID_NO | _SAID_YES) & set(each[1].moves)]
    if not decisive:
        return checked("reject-first", None)
    return checked("reject-first", bool(_SAID_NO & set(decisive[0][1].moves)), decisive)


def cited_real_quote(taken: Record) -> Check:
    """A rival was cited where there is a quote, and none where there is none."""
    cited = by_caller(taken, "cites_competitor")
    if taken.quoted:
        replies = by_caller(taken, *(_SAID_NO | _SAID_YES)) if taken.rounds else []
        return checked("cite-real-quote", bool(cited) if replies else None, cited or replies)
    return checked("cite-real-quote", False if cited else None, cited)


_ASKED = (
    "asks_benefits", "asks_terms", "asks_penalty_basis", "reads_back", "asks_balance", "asks_dates", "asks_rule",
    "asks_basis", "asks_status", "asks_bundle_loss",
)  # fmt: skip


def asked_before_answering(taken: Record) -> Check:
    """A question about the terms came before any yes."""
    yes = by_caller(taken, *_SAID_YES)
    asked = by_caller(taken, *_ASKED)
    if not yes:
        return checked("ask-before-answering", bool(asked) or None, asked)
    passed = bool(asked) and asked[0][0] <= yes[0][0]
    return checked("ask-before-answering", passed, asked if passed else yes)


def countered_with_reason(taken: Record) -> Check:
    """More was asked for, with a reason or a quote behind it."""
    more = by_caller(taken, "counters", "cites_competitor", "rejects_offer")
    reasons = by_caller(taken, "gives_reason", "cites_competitor")
    first = by_agent(taken, "makes_offer")
    if not first or not answers(taken, first[0][0]):
        return checked("counter-with-reason", None)
    return checked("counter-with-reason", bool(more and reasons), reasons if more and reasons else more)


def deferred(taken: Record) -> Check:
    """The call was put off at least once, unless the first call already reached the target."""
    target = taken.case.sum("target")
    reached = target is not None and taken.standing is not None and taken.standing >= target
    if by_caller(taken, "defers"):
        return _did(taken, "defer", "defers")
    if not taken.rounds or not _settled(taken) or reached:
        return checked("defer", None)
    return checked("defer", False, by_caller(taken, "accepts"))


def took_contact(taken: Record) -> Check:
    """Name or number of the agent was asked for, where the call was put off."""
    put_off = by_caller(taken, "defers")
    asked = by_caller(taken, "asks_contact")
    if not put_off and (taken.haggled or taken.outcome != "deferred"):
        return checked("take-contact", None)
    return checked("take-contact", bool(asked), asked or put_off or answers(taken)[-1:])


def _settled(taken: Record) -> bool:
    return taken.outcome == "accepted"


def _before_yes(taken: Record, rule: str, *moves: str, since: int = -1) -> Check:
    """Whether this was done before the last yes, and after the act number `since`."""
    yes = by_caller(taken, "accepts")
    if not _settled(taken) or (taken.haggled and not taken.rounds):
        return checked(rule, None)
    until = yes[-1][0] if yes else len(taken.acts)
    done = [each for each in by_caller(taken, *moves) if since < each[0] <= until]
    return checked(rule, bool(done), done or yes[-1:])


def read_back(taken: Record) -> Check:
    """The last terms were asked for or repeated before they were accepted."""
    last = by_agent(taken, "makes_offer", "improves_offer")
    return _before_yes(taken, "read-back", "reads_back", "asks_terms", since=last[-1][0] if last else -1)


def asked_writing(taken: Record) -> Check:
    """The terms were asked for in writing before they were accepted."""
    return _before_yes(taken, "ask-writing", "asks_written")


def stayed_polite(taken: Record) -> Check:
    """No insult, no shouting."""
    rude = by_caller(taken, "is_rude")
    return checked("stay-polite", not rude if answers(taken) else None, rude)


def _kept(taken: Record, rule: str, slot: str) -> Check:
    bound = taken.case.sum(slot)
    if not _settled(taken) or bound is None or taken.standing is None:
        return checked(rule, None)
    found = checked(rule, taken.standing >= bound, by_caller(taken, *_SAID_YES)[-1:])
    return found._replace(evidence=taken.rounds[-1].wording) if taken.rounds else found


def kept_reservation(taken: Record) -> Check:
    """What was accepted is not below the least acceptable."""
    return _kept(taken, "keep-reservation", "reservation")


def kept_target(taken: Record) -> Check:
    """What was accepted reaches the target."""
    return _kept(taken, "keep-target", "target")


def _first_of(taken: Record, rule: str, *moves: str) -> Check:
    """Whether the caller did this at all, once they said anything but a greeting."""
    found, replies = by_caller(taken, *moves), [each for each in answers(taken) if set(each[1].moves) - {"thanks"}]
    return checked(rule, bool(found) if replies else None, found or replies[-1:])


def _for_debt(found: Check, taken: Record) -> Check:
    """With a collector, or about an old debt, nothing is proposed before it is checked."""
    return found._replace(passed=None, evidence="") if by_agent(taken, *_DOUBTFUL) else found


def _for_problem(found: Check, taken: Record) -> Check:
    """Where they called after activation and nothing was wrong, nothing is demanded."""
    calm = by_agent(taken, "opens_happy_call") and not by_caller(taken, "states_problem", "disputes_claim")
    return found._replace(passed=None, evidence="") if calm else found


_DOUBTFUL = ("opens_collection_call", "lures_part_payment")


def withheld_promise(taken: Record) -> Check:
    """Nothing was promised to a collector, or for an old debt, before it was checked."""
    return _answered(taken, "withhold-promise", _DOUBTFUL, "withholds_promise", "asks_creditor")


def _never(taken: Record, rule: str, *moves: str) -> Check:
    """Whether the caller kept from this."""
    found = by_caller(taken, *moves)
    return checked(rule, not found if answers(taken) else None, found)


def proposed(taken: Record) -> Check:
    """Sums and dates were proposed."""
    return _for_debt(_first_of(taken, "make-proposal", "proposes_plan", "proposes_alternative"), taken)


def overpromised_nothing(taken: Record) -> Check:
    """Nothing was promised that can't be kept."""
    return _never(taken, "no-overpromise", "overpromises")


def asked_balance(taken: Record) -> Check:
    """What exactly is owed, or when service stops, was asked for."""
    return _for_debt(_first_of(taken, "ask-balance", "asks_balance", "asks_dates"), taken)


def stated_demand(taken: Record) -> Check:
    """What is asked for was said."""
    return _for_problem(_first_of(taken, "state-demand", "states_demand", "claims_compensation"), taken)


def asked_reference(taken: Record) -> Check:
    """A reference number was asked for."""
    return _for_problem(_first_of(taken, "ask-reference", "asks_reference", "files_complaint"), taken)


def asked_deadline(taken: Record) -> Check:
    """A date was asked for."""
    return _for_problem(_first_of(taken, "ask-deadline", "asks_deadline"), taken)


def let_nothing_go(taken: Record) -> Check:
    """A sure word alone did not end it."""
    return _never(taken, "not-let-go", "lets_go")


def verified_desk(taken: Record) -> Check:
    """It was checked whether this is the team that may give discounts."""
    return _first_of(taken, "verify-desk", "verifies_desk")


def _answered(taken: Record, rule: str, said: Sequence[str], *moves: str) -> Check:
    """Whether what the agent said was ever answered in this way; None where it was not said."""
    heard = by_agent(taken, *said)
    replies = answers(taken, heard[0][0]) if heard else []
    met = [each for each in replies if set(moves) & set(each[1].moves)]
    return checked(rule, bool(met) if replies else None, met or replies)


def chose_term(taken: Record) -> Check:
    """The length of the term was the caller's choice."""
    chosen = by_caller(taken, "chooses_term")
    pushed = _answered(taken, "choose-term", ("offers_24", "auto_extends"))
    return checked("choose-term", True, chosen) if chosen else pushed


def declined_extras(taken: Record) -> Check:
    """What was pushed beside the matter was turned down."""
    pushed = ("adds_service", "pitches_device", "requires_plan", "pushes_bundle", "pushes_addon")
    return _answered(taken, "decline-extras", pushed, "declines_extras", "declines_device", "declines_addon")


_WHOLE_ID = re.compile(r"\d{6}\D{0,3}\d{7}|\d{3}\D?\d{2}\D?\d{4}(?!\d)")


def kept_id(taken: Record) -> Check:
    """The whole resident or social security number was not given, where it was asked for."""
    given = [each for each in answers(taken) if _WHOLE_ID.search(each[1].text)]
    asked = by_agent(taken, "asks_full_id")
    after = answers(taken, asked[0][0]) if asked else []
    return checked("keep-id", not given if given or after else None, given or by_caller(taken, "refuses_full_id") or after)


CHECKS: tuple[Callable[[Record], Check], ...] = (
    declined_extension, named_no_limit, rejected_first, cited_real_quote, asked_before_answering,
    countered_with_reason, deferred, verified_desk, chose_term, asked_balance, proposed, overpromised_nothing,
    stated_demand, asked_reference, asked_deadline, let_nothing_go, took_contact, read_back, asked_writing,
    stayed_polite, kept_reservation, kept_target,
)  # fmt: skip
#: Checks that are shown only where what they are about came up.
IF_ARISEN: tuple[Callable[[Record], Check], ...] = (kept_id, declined_extras, withheld_promise)

#: What a playbook must have for a check to be about anything, and the checks that are about sums alone.
_NEEDS: dict[Callable[[Record], Check], str] = {
    declined_extension: "declines_renewal", named_no_limit: "reveals_limit", rejected_first: "rejects_offer",
    cited_real_quote: "cites_competitor", asked_before_answering: "accepts", countered_with_reason: "gives_reason",
    deferred: "defers", verified_desk: "verifies_desk", chose_term: "chooses_term", asked_balance: "asks_balance",
    proposed: "proposes_plan", overpromised_nothing: "overpromises", stated_demand: "states_demand",
    asked_reference: "asks_reference", asked_deadline: "asks_deadline", let_nothing_go: "lets_go",
    took_contact: "asks_contact", read_back: "reads_back", asked_writing: "asks_written", stayed_polite: "is_rude",
}  # fmt: skip
_OF_SUMS = frozenset({rejected_first, deferred, kept_reservation, kept_target})


def applies(check: Callable[[Record], Check], taken: Record) -> bool:
    """Whether a check is about anything in this playbook."""
    known = check not in _NEEDS or _NEEDS[check] in taken.moves
    return known and (taken.haggled or check not in _OF_SUMS)
