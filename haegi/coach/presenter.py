"""What the front ends draw: the view of a session as it stands."""

from __future__ import annotations

from haegi.call.cue import Cue
from haegi.coach.session import Session
from haegi.coach.view import (
    Choice,
    View,
    clocks,
    glossed,
    lacks_quote,
    matter_line,
    money,
    move_choices,
    offer_rows,
    text_of,
)
from haegi.text.i18n import say


def show(session: Session) -> View:
    """The view of a session as it stands."""
    setting, snapshot = session.setting, session.call.snapshot
    locale, now, question = setting.locale, session.cue, session.question
    said = session.turning or now
    lasted, held = clocks(snapshot, setting.now())
    line, gloss = glossed(session.line, session.playbook, locale)
    card = session.playbook.cards.get(snapshot.reply.removeprefix("card."))
    advice = session.shown_advice
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
        answering=text_of(card.title if card else said.title, locale) if card or session.turning else "",
        line=line if started else "",
        gloss=gloss if started else "",
        more=len(said.others),
        watch=_watch(session, now) if started else text_of(session.playbook.about, locale),
        waiting=now.waiting,
        silent=session.is_silent,
        said=glossed(session.last_said if now.waiting else None, session.playbook, locale)[0],
        ask=question.ask if question else "move",
        question=question.text if question else "",
        guesses=() if question else tuple(Choice(str(digit), *guess.option[::2]) for digit, guess in enumerate(session.guesses, 1)),
        choices=question.choices() if question else move_choices(session.playbook, session.shown_moves, locale, len(session.guesses)),
        zero=_zero_label(session),
        enter=_enter_label(session, now),
        nine=_nine_label(session),
        notice=tuple(session.notice),
        offers=offer_rows(session.rounds, setting.case, locale),
        target=money(setting.case.sum("target"), setting.case, locale),
        versus=session.versus,
        advice=(advice.action, advice.text) if advice else ("", ""),
        outcome=snapshot.outcome,
    )


def _zero_label(session: Session) -> str:
    """The label of the digit 0."""
    question, locale = session.question, session.setting.locale
    if question and question.pages > 1:
        return say(locale, "coach.zero-page", page=question.page + 1, pages=question.pages)
    return question.zero_label if question else say(locale, "coach.zero")


def _nine_label(session: Session) -> str:
    """Where the digit 9 turns to."""
    way = "" if session.question else session.advised_way
    return text_of(session.playbook.stages[way].title, session.setting.locale) if way else ""


def _watch(session: Session, now: Cue) -> str:
    locale = session.setting.locale
    if session.question and session.question.ask == "date":
        return ""
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
