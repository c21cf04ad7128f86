"""The promises of a case as the commands show them, and which of them were kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from haegi.call.case import Case, PastCall, due, promises
from haegi.cli import desk
from haegi.coach.view import promise_line
from haegi.errors import Failure
from haegi.text.plain import visible


def due_lines(case: Case, calls: Sequence[PastCall], today: date) -> list[str]:
    """The promises that are due, a line each."""
    return [promise_line(each, case, today, desk.State.locale) for each in due(case, calls, today)]


def due_shown(case: Case, calls: Sequence[PastCall], today: date) -> Iterator[str]:
    """The promises that are due, and how to say that the first of them was kept."""
    yield from (f"! {line}" for line in due_lines(case, calls, today))
    for first in due(case, calls, today)[:1]:
        number = promises(case, calls).index(first) + 1
        yield desk.say("promise.mark", name=case.name, number=number)


def promise_rows(case: Case, calls: Sequence[PastCall]) -> list[str]:
    """Every promise with its number, its day, and whether it was kept."""
    rows = []
    for number, each in enumerate(promises(case, calls), 1):
        day = f" ({each.due})" if each.due else ""
        kept = f"  {desk.say('case.promise-kept')}" if each.kept else ""
        rows.append(visible(f"{number}  {each.text}{day}{kept}"))
    return rows


def with_kept(case: Case, calls: Sequence[PastCall], kept: Sequence[int], unkept: Sequence[int]) -> Case:
    """The case with promises marked as kept, or not, by their numbers. Raises Failure for a number that there is not."""
    known = promises(case, calls)
    for number in (*kept, *unkept):
        if not 1 <= number <= len(known):
            raise Failure("case.no-promise", number=number, count=len(known), name=case.name)
    stamps = {*case.kept, *(known[number - 1].at for number in kept)} - {known[number - 1].at for number in unkept}
    return case.model_copy(update={"kept": tuple(sorted(stamps))})
