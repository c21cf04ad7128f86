"""One call in progress: where it stands, what is recorded, and what is told to the person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from haegi.call.call import Call, EventLog
from haegi.call.case import Case, PastCall, Round, commitments, due, facts, offers
from haegi.call.cue import Cue, Sentence, cue
from haegi.call.engine import BESIDE, Event, Kind
from haegi.coach.questions import Question
from haegi.coach.services import AdviceText, OfferReading, Services
from haegi.coach.view import (
    View,
    clocks,
    glossed,
    lacks_quote,
    matter_line,
    money,
    move_choices,
    offer_rows,
    promise_line,
    text_of,
    worth_words,
)  # fmt: skip
from haegi.errors import HaegiError
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale, say
from haegi.text.terminal import visible

#: The card with words for a promise that is overdue.
OVERDUE = "overdue"
#: At most so many promises are mentioned when a call begins.
_REMINDED = 3
#: Days until a follow-up when neither side named a day.
_USUAL_WAIT = 3
#: What follows from the events: worked out once after each, however often the screen is drawn.
_DERIVED = ("calls", "rounds", "cue", "advice")


class Setting(NamedTuple):
    """What a session starts from. `now` gives UTC milliseconds, `today` the person's day."""

    playbook: Playbook
    case: Case
    log: EventLog
    number: int
    past: Sequence[PastCall]
    locale: Locale
    now: Callable[[], int]
    today: date
    services: Services = Services()
    #: Why events are not saved; None while they are.
    trouble: Callable[[], HaegiError | None] = lambda: None


class Session:
    """The state of a call; `haegi.coach.controller` decides what an answer does to it.

    `instead` is the playbook the person asked for in place of this one, `unconfirmed` the last thing heard, which a
    second reading of an offer may still correct.
    """

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.playbook = setting.playbook
        self.call = Call(setting.playbook, setting.log)
        self.notice: list[str] = []
        self.question: Question | None = None
        self.over = False
        self.instead = ""
        self.unconfirmed: Event | None = None
        self._wording = 0
        self._troubled = False
        self._tell_trouble()

    # What is recorded

    def record(
        self, kind: Kind, value: str = "", text: str = "", data: Mapping[str, Any] | None = None
    ) -> Event:
        """Keep an event and go where it leads. Where the clock was set back, the call's own time stands still."""
        event = Event(kind, max(self.setting.now(), self.call.latest), value, text, data or {})
        self._wording = 0
        self.call.record(event)
        self._forget_derived()
        self._tell_trouble()
        return event

    def _forget_derived(self) -> None:
        for name in _DERIVED:
            self.__dict__.pop(name, None)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Keep what one answer leads to as one, and say how that went."""
        try:
            with self.call.answering():
                yield
        except BaseException:
            self._forget_derived()
            raise
        self._tell_trouble()

    def begin(self, opening: str, marks: Mapping[str, Any] | None = None) -> None:
        """Start the call with what is known of the case; `marks` are kept with it."""
        setting = self.setting
        slots = facts(self.playbook, setting.case, setting.number, setting.past, setting.today)
        self.record("start", opening, data={**slots, **(marks or {})})
        self.question = None

    def finish(self, outcome: str, day: str = "") -> None:
        """Close the call with an outcome and, for a deferral, the day to follow up."""
        self.question = None
        self.record("end", outcome, day)
        self.over = True

    def take_offer(self, text: str) -> bool:
        """Read an offer and put it on the table, which answers the question for one; False where the text holds none."""
        read = self.setting.services.read
        reading = read(text, self.setting.case, self.last_offer, stated=True) if read else None
        if reading is None or not reading.data():
            return False
        if self.question and self.question.ask == "offer":
            self.question = None
        self._withdraw_unconfirmed()
        self.put_on_table(reading, text)
        return True

    def put_on_table(self, reading: OfferReading, text: str) -> None:
        """Record an offer that the person typed or confirmed."""
        self.unconfirmed = self.record("offer", self.call.snapshot.heard, text, reading.data())
        self.tell_offer(reading)

    def _withdraw_unconfirmed(self) -> None:
        """A second reading of what was just read corrects it; the move before it stays."""
        event, self.unconfirmed = self.unconfirmed, None
        answer = self.call.last_answer()
        if event is None or not event.data.get("offer") or event not in answer:
            return
        self.record("undo")
        for made in answer:
            if made.kind == "heard":
                self.record("heard", made.value, made.text, {BESIDE: True} if made.data.get(BESIDE) else {})

    # What is told

    def tell(self, key: str, /, **params: object) -> None:
        """Say something to the person."""
        self.notice.append(visible(say(self.setting.locale, key, **params)))

    def tell_offer(self, reading: OfferReading) -> None:
        setting, is_conditional = self.setting, bool(reading.offer.get("conditions"))
        worth = worth_words(reading.worth, setting.case, setting.locale, conditional=is_conditional)
        self.tell("coach.offer-read" if worth else "coach.offer-read-open", wording=reading.wording, worth=worth)
        for key in reading.lacking:
            self.tell(key)

    def remind(self) -> None:
        """Say which promises are due, and how to cite them where the playbook has words for it."""
        case, today, locale = self.setting.case, self.setting.today, self.setting.locale
        promises = due(case, self.setting.past, today)[:_REMINDED]
        self.notice += [promise_line(promise, case, today, locale) for promise in promises]
        if promises and OVERDUE in self.playbook.cards:
            self.tell("promise.cite", title=text_of(self.playbook.cards[OVERDUE].title, locale))

    def _tell_trouble(self) -> None:
        """Say once that nothing can be saved any more, and once that it can again."""
        trouble = self.setting.trouble()
        if trouble and not self._troubled:
            self.tell(trouble.key, **trouble.params)
            self.tell("coach.unkept")
        elif self._troubled and not trouble:
            self.tell("coach.kept-again")
        self._troubled = trouble is not None

    # Where the call stands

    @property
    def last_offer(self) -> Mapping[str, Any] | None:
        """The offer that stands, as JSON; None where there is none."""
        return self.rounds[-1].offer if self.rounds else None

    @cached_property
    def calls(self) -> list[PastCall]:
        """The calls of the case, this one last."""
        return [*self.setting.past, PastCall(self.setting.number, self.call.events)]

    @cached_property
    def rounds(self) -> list[Round]:
        """Every offer of the case so far."""
        return [offer for call in self.calls for offer in offers(call)]

    @cached_property
    def cue(self) -> Cue:
        return cue(self.playbook, self.call.snapshot, self.setting.case.currency)

    @cached_property
    def advice(self) -> AdviceText | None:
        """The advice on the offers so far; None while there are none."""
        advise = self.setting.services.advise
        return advise(self.setting.case, self.calls) if advise and self.rounds else None

    @property
    def line(self) -> Sentence | None:
        """The line shown: the recommended one, or another that the person turned to."""
        sentences = [sentence for sentence in (self.cue.line, *self.cue.others) if sentence]
        return sentences[self._wording % len(sentences)] if sentences else None

    def show_other(self, by: int) -> None:
        """Show another way to say it."""
        self._wording += by

    @property
    def usual_day(self) -> date:
        """The day the agent promised, where one was; else a few days from today."""
        promised = [promise.due for promise in commitments(self.calls[-1]) if promise.due]
        return max(promised, default=self.setting.today + timedelta(days=_USUAL_WAIT))

    def label(self, move: str) -> str:
        """An agent move as it is shown beside its digit."""
        return text_of(self.playbook.moves.agent[move].label, self.setting.locale)


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
