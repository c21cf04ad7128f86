"""Where a call is kept: in the store; in a copy of it in memory where nothing can be written; apart from another
window's call. The phone is ringing, so none of this is a reason to give up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from haegi.call.call import PatientLog
from haegi.call.case import Case, PastCall
from haegi.cli.context import OUTLIVED, Context
from haegi.errors import Failure, StoreError
from haegi.storage.store import Store


class CallStore:
    """The store of this call, and why it does not keep anything, where it does not. `is_shared`: another window is
    in a call of the same case."""

    def __init__(self, context: Context) -> None:
        self.is_shared = False
        self._context = context
        self._trouble: StoreError | None = None
        self._log: PatientLog | None = None
        try:
            self.store = context.store()
        except StoreError as error:
            self.store = self._aside(error)

    def case(self, find: Callable[[Store], Case]) -> Case:
        """The case of the call, which may have to be made; made in memory where it can't be kept."""
        try:
            return find(self.store)
        except StoreError as error:
            self.store = self._aside(error)
        except Failure as error:
            if error.key != "case.taken":
                raise  # taken: another window has made it since, so that it is found now
        return find(self.store)

    def log(self, case: str, number: int) -> PatientLog:
        """The log of a call."""
        self._log = PatientLog(self.store.log(case, number))
        return self._log

    def keep(self, kind: str, key: str, body: Mapping[str, Any]) -> None:
        """Keep something of a rehearsal; what it was can be shown all the same where it can't be kept."""
        try:
            self.store.keep(kind, key, body, self._context.now())
        except StoreError as error:
            self._trouble = error

    def change(self, before: Case, after: Case) -> None:
        """Keep what was learnt about the case during the call."""
        try:
            self.store.change(before, after, self._context.now())
        except StoreError as error:
            self._trouble = error

    def keep_call(self, case: Case, call: PastCall) -> None:
        """Keep a call that is over, with its case where that is new; it can be shown all the same where it can't be kept."""
        try:
            if self.store.find(case.name):
                self.store.add_call(case.name, call)
            else:
                self.store.bring(case, [call], (), self._context.now())
        except StoreError as error:
            self._trouble = error

    def trouble(self) -> StoreError | None:
        """Why events are not kept; None while they are."""
        return self._trouble or (self._log.trouble if self._log else None)

    def settle(self) -> None:
        """Keep what still waits, if that is possible by now. Raises StoreError where something was not kept."""
        if self._log:
            self._log.settle()
        error = self.trouble()
        if error:
            raise error

    def free(self, case: str, past: list[PastCall]) -> int:
        """The number of a new call, held by this process: after the last one, and after those in other windows."""
        number = past[-1].number + 1 if past else 1
        while not self.hold(case, number):
            number += 1
        return number

    def hold(self, case: str, number: int) -> bool:
        """Take up a call, unless another window is in it."""
        free = self.store.hold(case, number)
        self.is_shared |= not free
        return free

    def _aside(self, error: StoreError) -> Store:
        if error.key not in OUTLIVED:
            raise error
        self._trouble = error
        return self._context.aside()
