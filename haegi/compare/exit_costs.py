"""Leaving now or later: what it costs in the months to the end of the contract, and from when switching beats staying.

To switch in some months is worth the switch over what is left of the horizon, with what leaving costs then; until then
today's fee is paid, which is the baseline. The same offer is taken to stand that long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from haegi.compare.comparison import Basis, Choice, Comparison, Note, Option, evaluate
from haegi.compare.contract import Contract, Due, due
from haegi.money.money import Money
from haegi.text.dates import later

# A contract with more months than this is shown in quarters.
_YEAR, _QUARTER = 12, 3


class MonthCost(NamedTuple):
    """Leaving in `month` months. Sums in minor units.

    `ahead` is how much more than staying the switch is worth then, at least that where the fee `falls`; None where the fee is
    to be asked. `room` is what `ahead` would be without a fee: the fee has to be less for switching to win.
    """

    month: int
    day: date
    due: Due
    ahead: int | None
    room: int | None


@dataclass(frozen=True, slots=True)
class ExitCosts:
    """The months to the end of the contract; the best switch and the best of staying, where their values are known."""

    moments: tuple[MonthCost, ...]
    left: int | None
    switch: Option | None
    stay: Option

    @property
    def first(self) -> MonthCost | None:
        """The first month in which switching is known to beat staying."""
        return next((one for one in self.moments if (one.ahead or 0) > 0), None)

    @property
    def best(self) -> MonthCost | None:
        """The month in which it does by most, the earliest of equals."""
        ahead = (one for one in self.moments if (one.ahead or 0) > 0)
        return max(ahead, key=lambda one: one.ahead or 0, default=None)

    @property
    def lacks(self) -> bool:
        """Whether the fee of some month is to be asked."""
        return any(one.due.fee is None for one in self.moments)

    @property
    def is_open(self) -> bool:
        """Whether switching might win already in a month whose fee is not known exactly."""
        last = self.first.month if self.first else self.moments[-1].month + 1
        early = [one for one in self.moments if one.month < last]
        return any(one.due.how in ("ask", "falls") and (one.room or 0) > 0 for one in early)

    def shown(self) -> Iterator[MonthCost]:
        """The months of a small table: all of a year; of more, the quarters and where the sum changes."""
        before: Due | None = None
        for one in self.moments:
            turns = one.due != before or one is self.moments[-1]
            if len(self.moments) <= _YEAR + 1 or turns or one.month % _QUARTER == 0 or one in (self.first, self.best):
                yield one
            before = one.due


def with_penalty(basis: Basis, choices: Iterable[Choice], today: date, carrier: str) -> tuple[Basis, list[Choice]]:
    """What leaving costs now and the penalties of switching, each filled in from the other where one is not said."""
    given = list(choices)
    contract = basis.contract
    penalties = {choice.costs.penalty for choice in given if choice.kind == "switch"} - {None}
    if not contract.asked and contract and len(penalties) == 1 and not contract.over(today):
        contract = replace(contract, asked=tuple((0, one) for one in penalties if one is not None))
    now = due(contract, 0, today, carrier, basis.currency).fee if contract or carrier else None
    filled = [_filled(choice, now) if choice.kind == "switch" else choice for choice in given]
    return replace(basis, contract=contract), filled


def _filled(choice: Choice, now: Money | None) -> Choice:
    said = choice.costs.penalty
    if now is None or said == now:
        return choice
    if said is None:
        return replace(choice, costs=replace(choice.costs, penalty=now))
    return replace(choice, notes=(*choice.notes, Note("plan.note-penalty", {"said": said, "now": now})))


def doubts(contract: Contract, today: date) -> Iterator[Note]:
    """What of the contract is past, or does not add up."""
    left = contract.months_left(today)
    if contract.end and contract.end < today:
        yield Note("plan.leave-past", {"day": contract.end.isoformat()})
    if left is not None and contract.length and left > contract.length:
        yield Note("plan.leave-longer", {"left": left, "length": contract.length})
    if left is not None and any(month >= left and fee.minor for month, fee in contract.asked[1:] or contract.asked):
        yield Note("plan.leave-beyond", {"left": left})


def exit_costs(found: Comparison, today: date, carrier: str) -> ExitCosts | None:
    """Leaving now or later; None where nothing is known of today's contract."""
    basis, contract = found.basis, found.basis.contract
    if not contract and due(contract, 0, today, carrier, basis.currency).fee is None:
        return None
    left = contract.months_left(today)
    last = left if left is not None else max((month for month, _ in contract.asked), default=0)
    stay = next(one for one in found.options if one.kind != "switch" and one.value is not None)
    # The switch that would be worth most if leaving cost nothing.
    known = (one for one in found.options if one.kind == "switch" and one.value is not None)
    switch = max(known, key=lambda one: _worth(one.choice, 0, None, basis), default=None)
    moments = [
        _moment(month, due(contract, month, today, carrier, basis.currency), today, (switch, stay), basis)
        for month in range(min(last, basis.horizon_months - 1) + 1)
    ]
    return ExitCosts(tuple(moments), left, switch, stay)


def _moment(month: int, cost: Due, today: date, pair: tuple[Option | None, Option], basis: Basis) -> MonthCost:
    switch, stay = pair
    if switch is None:
        return MonthCost(month, later(today, month), cost, None, None)
    kept = stay.value or 0
    ahead = None if cost.fee is None else _worth(switch.choice, month, cost.fee, basis) - kept
    return MonthCost(month, later(today, month), cost, ahead, _worth(switch.choice, month, None, basis) - kept)


def _worth(choice: Choice, month: int, fee: Money | None, basis: Basis) -> int:
    """What switching in some months is worth over the whole horizon."""
    then = replace(choice, costs=replace(choice.costs, penalty=fee))
    return evaluate(then, replace(basis, horizon_months=basis.horizon_months - month)).value or 0
