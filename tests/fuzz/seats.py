"""A call with everything wired in, held without a terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from doors import CONTROL

from haegi.call.call import MemoryLog
from haegi.call.case import Case
from haegi.call.engine import replay
from haegi.coach import lines
from haegi.coach.controller import Controller
from haegi.coach.frame import frame, plain
from haegi.coach.services import Recognizer, Services, adviser, reader
from haegi.coach.session import Session, Setting
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale
from haegi.text.terminal import cells


def hold(playbook: Playbook, answers: Sequence[str], locale: Locale = "en", hear: Recognizer | None = None) -> Session:
    """Give the answers one by one; look at both faces after each, and at the log in the end."""
    log, ticks = MemoryLog(), iter(range(1, 10**6))
    slots: dict[str, bool | int | str] = {"carrier": "KT", "fee": 44_000, "target": 400_000}
    case = Case(name="mine", playbook=playbook.id, slots=slots)
    services = Services(hear, reader(locale, playbook.language), adviser(locale))
    setting = Setting(playbook, case, log, 1, (), locale, lambda: next(ticks) * 1000, date(2026, 11, 25), services)
    session = Session(setting)
    coach = Controller(session)
    for answer in answers:
        coach.answer(answer)
        seen(coach)
        if session.over:
            break
    coach.close()
    assert replay(playbook, log.events()) == session.call.snapshot
    json.dumps([event._asdict() for event in log.events()], allow_nan=False)
    return session


def seen(coach: Controller) -> None:
    """Both faces show the view, no line wider than they are."""
    view, locale = coach.view(), coach.session.setting.locale
    shown = lines.render(view, None, 80, locale)
    assert max(map(cells, shown), default=0) <= 80
    assert not CONTROL.search("".join(shown))
    rows = plain(frame(view, 80, 24, locale))
    assert len(rows) == 24
    assert max(map(cells, rows)) <= 80
    assert not CONTROL.search("".join(rows))
