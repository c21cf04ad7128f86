"""One call in progress: where it stands, what is recorded, and what is told to the person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from haegi.call.call import Call, EventLog
from haegi.call.case import Case, PastCall, Round, commitments, due, facts, offers
from haegi.call.cue import MOVES_SHOWN, Cue, Sentence, Texts, cue, day_in_words, sentence
from haegi.call.engine import BESIDE, REVALUED, Event, Kind, done_by, standing, transition
from haegi.coach.questions import Guess, Question, ask_how_it_ended
from haegi.coach.services import AdviceText, OfferReading, Services
from haegi.coach.view import (
    excerpt,
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
_DERIVED = ("calls", "rounds", "cue", "advice", "turning", "versus", "is_silent")
#: The digit that does what the advice says, and where that leads: the first of these stages that the playbook has.
ADVISED = 9
_WAYS = {
    "accept": ("settle", "confirm"), "defer": ("defer",), "push": ("defer",),
    "switch": ("book_cancellation", "leave", "walk_away"), "leave": ("walk_away", "leave", "book_cancellation"),
}  # fmt: skip


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
    #: Keeps what is learnt about the case during the call.
    change: Callable[[Case, Case], None] = lambda _before, _after: None


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
        self.guesses: tuple[Guess, ...] = ()
        self.agent_name = ""
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
        self.guesses = ()
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
            if made.kind in ("heard", "promise"):
                kept = {key: made.data[key] for key in (BESIDE, "who") if key in made.data}
                self.record(made.kind, made.value, made.text, kept)

    def learn(self, slot: str, amount: int) -> None:
        """A sum of the case became known, such as the fee: it is kept, and the offers so far are valued by it."""
        setting = self.setting
        case = replace(setting.case, slots={**setting.case.slots, slot: amount})
        self.setting = setting._replace(case=case)
        setting.change(setting.case, case)
        value = setting.services.value
        rounds = [offer for offer in self.rounds if offer.call == setting.number] if value else []
        worths = {str(offer.at): value(case, offer.offer) for offer in rounds if value}
        known = [worth for worth in worths.values() if worth is not None]
        best = {"offer": max(known), "offer_read": True} if known else {}
        self.record("set", slot, data={slot: amount, **best, REVALUED: worths})

    def keep_promises(self, text: str, before: Sequence[str], jotted: Sequence[tuple[str, date]] = ()) -> None:
        """Keep what the agent promised in a turn with what was heard in it, in the name they have given; else what was `jotted`.

        `before` is what was said just before, latest first: it may name the day.
        """
        from haegi.transcript.results import find_promises  # loads slowly, and the phone is ringing
        from haegi.transcript.speakers import find_agent_name

        self.agent_name = find_agent_name(text) or self.agent_name
        for what, by in [*find_promises(text, self.setting.today, before)] or jotted:
            who = {"who": self.agent_name} if self.agent_name else {}
            day = by.isoformat() if by else ""
            self.record("promise", day, what, {BESIDE: True, **who})
            self.tell_promise(what, day)

    def ask_how_it_ended(self, speak: Callable[[], object] | None = None) -> None:
        """The other side is gone, or about to go; Enter is to `speak` the last word where there is one."""
        self.question = ask_how_it_ended(self.setting.locale, self.end, speak)

    def end(self, outcome: str, day: str = "") -> None:
        """Close the call; one that is put off without a day has the usual one."""
        self.finish(outcome, day or (self.usual_day.isoformat() if outcome == "deferred" else ""))

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

    def tell_promise(self, text: str, day: str) -> None:
        shown = day_in_words(day, self.setting.locale, self.setting.today) if day else ""
        self.tell("coach.kept-promise-due" if day else "coach.kept-promise", text=excerpt(text), day=shown)

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

    @cached_property
    def versus(self) -> str:
        """What staying lacks against the best quote, or has over it; empty without an offer or without a quote."""
        compare, setting = self.setting.services.versus, self.setting
        return compare(setting.case, self.calls, setting.today) if compare and self.rounds else ""

    @cached_property
    def is_silent(self) -> bool:
        """Whether a push was said, and nothing was heard since."""
        spoken = [event for event in standing(self.call.events) if event.kind in ("said", "heard", "note", "go", "card", "stall")]
        does = done_by(self.playbook, spoken[-1]) if spoken and spoken[-1].kind == "said" else ()
        return any(self.playbook.moves.caller[move].push for move in does)

    @property
    def last_said(self) -> Sentence | None:
        """What was said last, as it was worded."""
        said = next((spoken for spoken in reversed(self.call.snapshot.said) if spoken in self.playbook.lines), "")
        texts = Texts(self.playbook, self.call.snapshot.facts, self.setting.case.currency)
        return sentence(self.playbook.lines[said], self.playbook.language, texts) if said else None

    @property
    def advised_way(self) -> str:
        """The stage that 9 turns to: where the advice leads, else putting it off; empty where the call is there already."""
        ways = _WAYS[self.advice.action if self.advice else "defer"]
        return "" if self.is_on(ways) else next((way for way in ways if way in self.playbook.stages), "")

    def is_on(self, ways: Sequence[str]) -> bool:
        """Whether the call is at one of these stages, at what follows it, or at its end."""
        stages, stage = self.playbook.stages, self.call.snapshot.stage
        after = (way.to for name in ways if name in stages for way in stages[name].next)
        return stage not in stages or stage in ways or stage in after

    @cached_property
    def turning(self) -> Cue | None:
        """What to say in place of a line that pushes, where the advice is to push no more: the line gives way to it."""
        if not (self._is_pushing and self.shown_advice and self.shown_advice.action != "push" and self.advised_way):
            return None
        turned = transition(self.playbook, self.call.snapshot, Event("go", self.call.latest, self.advised_way))
        return cue(self.playbook, turned, self.setting.case.currency)

    @property
    def shown_advice(self) -> AdviceText | None:
        """The advice, unless it gives way to the line: a stage's first push is made before anything is put off or settled,
        as long as the target is not reached; and who is about to conclude is not told to push."""
        advice, stage = self.advice, self.call.snapshot.stage
        if advice is None or advice.action == "push":
            return None if any(self.is_on(ways) for ways in _WAYS.values()) else advice
        is_first = not any(spoken.id in self.call.snapshot.said for spoken in self.playbook.owned.get(stage, ()))
        return None if self._is_pushing and is_first and not self._has_reached_target else advice

    @property
    def _is_pushing(self) -> bool:
        """Whether the stage has me push now."""
        snapshot, line = self.call.snapshot, self.cue.line
        does = self.playbook.lines[line.id].does if line and not (snapshot.waiting or snapshot.reply) else ()
        return any(self.playbook.moves.caller[move].push for move in does)

    @property
    def _has_reached_target(self) -> bool:
        target = self.setting.case.sum("target")
        return target is not None and any((offer.worth or 0) >= target for offer in self.rounds[-1:])

    @property
    def shown_moves(self) -> tuple[str, ...]:
        """The agent's likely moves that have a digit of their own, behind those of the guesses."""
        guessed = {guess.option.label for guess in self.guesses}
        moves = [move for move in self.cue.moves if self.label(move) not in guessed]
        return tuple(moves[: MOVES_SHOWN - len(self.guesses)])

    @property
    def line(self) -> Sentence | None:
        """The line shown: the recommended one, or another that the person turned to."""
        now = self.turning or self.cue
        sentences = [sentence for sentence in (now.line, *now.others) if sentence]
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
