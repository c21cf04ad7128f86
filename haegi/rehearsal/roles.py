"""The roles that moves play in a rehearsal: as their `role` says, else by their usual names."""

from __future__ import annotations

from collections.abc import Iterable

from haegi.playbook.model import Move, Playbook, Role

_USUAL: dict[Role, tuple[str, ...]] = {
    "opens": ("opens_renewal_call",),
    "extends": ("offers_auto_renewal",),
    "asks_reason": ("asks_reason",),
    "probes": ("probes_competitor",),
    "offers": ("makes_offer",),
    "raises": ("improves_offer",),
    "refuses": ("refuses_more",),
    "bluffs": ("calls_bluff",),
    "holds": ("puts_on_hold",),
    "transfers": ("transfers_call",),
    "calls_back": ("promises_callback",),
    "cancels": ("recites_procedure",),
    "reads_back": ("reads_back_terms",),
    "ends": ("ends_call",),
    "urges": ("stresses_switching_cost", "appeals_loyalty", "belittles_competitor", "threatens_bundle_loss"),
    "speed": ("upgrades_speed_only",),
}
#: Without these nothing can be haggled over; the caller needs `accepts` besides.
_HAGGLING: tuple[Role, ...] = ("offers", "refuses", "reads_back", "ends")


def playing(moves: dict[str, Move], role: Role) -> tuple[str, ...]:
    """The moves of one side in this role: the declared ones, then the usual one where it has no other role."""
    declared = [name for name, move in moves.items() if move.role == role]
    usual = [name for name in _USUAL.get(role, ()) if name in moves and moves[name].role is None]
    return (*declared, *usual)


def first(moves: dict[str, Move], *roles: Role) -> str:
    """The move in the first of these roles that anything plays; empty if nothing does."""
    return next((name for role in roles for name in playing(moves, role)), "")


def replies(moves: dict[str, Move], done: Iterable[str]) -> list[str]:
    """The agent moves that answer what the caller just did."""
    asked = set(done)
    return [name for name, move in moves.items() if asked & set(move.replies_to)]


def is_haggled(playbook: Playbook) -> bool:
    """Whether the call is about what the agent offers, in sums that can be named: a desk can play it."""
    agent = playbook.moves.agent
    offer = first(agent, "offers")
    named = bool(offer) and any("{offer}" in (text.only(playbook.language) or "") for text in agent[offer].says)
    return named and all(first(agent, role) for role in _HAGGLING) and "accepts" in playbook.moves.caller
