"""From a session to its view: everything in the language of the interface, safe to print."""

from __future__ import annotations

from haegi.call.cue import Cue
from haegi.coach.session import Session
from haegi.coach.view import (
    View,
    clocks,
    glossed,
    lacks_quote,
    matter_line,
    money,
    move_choices,
    offer_rows,
    text_of,
)  # fmt: skip
from haegi.text.i18n import say


def show(session: Session) -> View:
    """The view of a session as it stands."""
    setting, snapshot = session.setting, session.call.snapshot
    locale, now, question = setting.locale, session.cue, session.question
    lasted, held = clocks(snapshot, setting.now())
    line, gloss = glossed(session.line, session.playbook, locale)
    card = session.playbook.cards.get(snapshot.reply.removeprefix("card."))
    advice = session.advice
    started = bool(snapshot.stage)
    return View(
        title=text_of(session.playbook.title, locale),
        matter=matter_line(setting.case),
        number=setting.number,
        clock=lasted,
        held=held,
        holding=bool(snapshot.hold_since),
        stage=text_of(now.title, locale),
        step=now.step,
        aim=text_of(now.aim, locale),
        answering=text_of(card.title, locale) if card else "",
        line=line if started else "",
        gloss=gloss if started else "",
        more=len(now.others),
        watch=_watch(session, now) if started else text_of(session.playbook.about, locale),
        waiting=now.waiting,
        ask=question.ask if question else "move",
        question=question.text if question else "",
        choices=question.choices() if question else move_choices(session.playbook, now.moves, locale),
        zero=_zero_label(session),
        enter=_enter_label(session, now),
        notice=tuple(session.notice),
        offers=offer_rows(session.rounds, setting.case, locale),
        target=money(setting.case.sum("target"), setting.case, locale),
        advice=(advice.action, advice.text) if advice else ("", ""),
        outcome=snapshot.outcome,
    )


def _zero_label(session: Session) -> str:
    """The label of the digit 0."""
    question, locale = session.question, session.setting.locale
    if question and question.pages > 1:
        return say(locale, "coach.zero-page", page=question.page + 1, pages=question.pages)
    return say(locale, "coach.zero") if question is None or question.ask == "which" else ""


def _watch(session: Session, now: Cue) -> str:
    locale = session.setting.locale
    if lacks_quote(session.playbook, session.call.snapshot):
        return say(locale, "coach.no-quote")
    if now.waiting and not now.watch:
        return say(locale, "coach.wait")
    return text_of(now.watch, locale)


def _enter_label(session: Session, now: Cue) -> str:
    locale, question = session.setting.locale, session.question
    if question:
        return question.enter_label
    if now.outcome:
        return say(locale, "coach.enter-close")
    return say(locale, "coach.enter-again" if now.waiting else "coach.enter-said")
