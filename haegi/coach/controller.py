"""Decides what an answer does. Both front ends drive this, so that they have one grammar.

An answer is a digit, Enter (the empty text), words, or a command that begins with `/`. Every answer that means
something is recorded before the next view is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from haegi.call.engine import BESIDE
from haegi.coach import commands, questions
from haegi.coach.questions import Question
from haegi.coach.services import Candidates, OfferReading, turn_context
from haegi.coach.session import Session, show
from haegi.coach.view import View
from haegi.errors import HaegiError
from haegi.nlu.moves import BETTER_OFFER, FIRST_OFFER, READ_BACK
from haegi.playbook.graph import makes_offers
from haegi.text.i18n import say


class Coach(Protocol):
    """A call, or a rehearsal of one, as a front end drives it."""

    @property
    def session(self) -> Session: ...
    def answer(self, raw: str) -> None: ...
    def view(self) -> View: ...
    def close(self) -> None: ...


class Controller:
    """Takes the answers of one session. Without an `opening` it asks who rang."""

    def __init__(self, session: Session, opening: str = "") -> None:
        self.session = session
        self._before = ""
        self._misheard: tuple[str, tuple[str, ...], OfferReading | None] | None = None
        if opening:
            session.begin(opening)
        elif not session.call.events:
            self._ask_opening()
        elif session.call.snapshot.ended:
            session.record("resume")
        session.remind()

    def answer(self, raw: str) -> None:
        """Take one answer, private numbers left out. Raises only StoreError; what else is off becomes a notice."""
        self.take(raw, self.dispatch)

    def take(self, raw: str, dispatch: Callable[[str], None]) -> None:
        """Take one answer by `dispatch`, as `answer` does."""
        from haegi.text.pii import masked  # not needed before the first answer

        session = self.session
        text, kinds = masked(raw.strip(), session.setting.locale, self._before)
        self._before = raw.strip()
        session.notice = []
        for kind in kinds:
            session.tell(f"private.told-{kind}")
        with session.answering():
            try:
                dispatch(text)
            except HaegiError as error:
                if error.exit_code == 4:
                    raise
                session.tell(error.key, **error.params)

    def view(self) -> View:
        return show(self.session)

    def close(self) -> None:
        """The line is dead or the input at its end: keep how the call stood."""
        snapshot = self.session.call.snapshot
        if self.session.call.events and not snapshot.ended:
            self.session.finish(snapshot.outcome or "cut")
        self.session.over = True

    def dispatch(self, text: str) -> None:
        """Do what an answer without private numbers means."""
        if text == "0" and self._misheard and self.session.question is None:
            self._ask_again(*self._misheard)
            return
        self._misheard = None
        if text.startswith("/"):
            self._command(text)
        elif self.answers_question(text):
            return
        elif not text:
            self._enter()
        elif is_digit(text):
            self._digit(int(text))
        else:
            self.hear(text)

    def _command(self, text: str) -> None:
        question = self.session.question
        if question and question.ask == "opening" and commands.starts_call(text):
            self._assume(question)
        commands.run(self.session, text)

    # Questions

    def answers_question(self, text: str) -> bool:
        """Whether this was an answer to the open question; if not, the question is closed, and the text is still to be
        taken."""
        question = self.session.question
        if question is None:
            return False
        if not text:
            self.session.question = None
            question.enter()
        elif is_digit(text) and question.options:
            self._choose(question, int(text))
        elif not (question.typed and question.typed(text)):
            self._assume(question)
            return False
        return True

    def _choose(self, question: Question, digit: int) -> None:
        options = question.shown()
        if digit == 0 and question.pages > 1:
            question.turn_page()
        elif digit == 0 and question.ask == "which":
            self._ask_everything()
        elif 1 <= digit <= len(options):
            self.session.question = None
            options[digit - 1].act()
        else:
            self.session.tell("coach.no-such-digit", number=digit)

    def _assume(self, question: Question) -> None:
        """Something else came in place of an answer: the call begins in the usual way, any other question is dropped."""
        self.session.question = None
        if question.ask == "opening":
            question.enter()

    def offer_others(self, others: Sequence[tuple[str, str]]) -> None:
        """Where it is asked who rang, ask together with it which call this is; `others` are playbook ids and titles."""
        if self.session.question and self.session.question.ask == "opening":
            self._ask_opening(others)

    def _ask_opening(self, others: Sequence[tuple[str, str]] = ()) -> None:
        session, setting = self.session, self.session.setting
        question = questions.ask_opening(
            setting.playbook, setting.number, others, setting.locale, begin=session.begin, leave_for=self._leave_for
        )
        if len(question.options) == 1:
            question.enter()
        else:
            session.question = question

    def _leave_for(self, playbook: str) -> None:
        """This is another call than was thought: go there, with nothing recorded here."""
        self.session.instead = playbook
        self.session.over = True

    def _ask_everything(self) -> None:
        session = self.session
        session.question = questions.ask_everything(
            session.playbook, session.call.snapshot.stage, session.setting.locale,
            pick=self.agent_did, go=partial(session.record, "go"), card=partial(session.record, "card"),
        )  # fmt: skip

    def _ask_which(self, text: str, guesses: Sequence[str], pick: Callable[[str], object]) -> None:
        session = self.session
        stage = session.call.snapshot.stage
        session.question = questions.ask_which(session.playbook, stage, text, guesses, session.setting.locale, pick)

    def _ask_offer(self, move: str) -> None:
        session = self.session
        key = questions.offer_key(session.playbook, session.setting.case.currency, "coach.what-offer")
        session.question = questions.ask_offer(session.label(move), key, session.setting.locale, session.take_offer)

    def _ask_follow_up(self) -> None:
        """The call is at its end. A deferral gets a day; everything else is closed."""
        session, outcome = self.session, self.session.call.snapshot.outcome
        if outcome != "deferred":
            session.finish(outcome)
            return
        day = session.usual_day
        enter = partial(session.finish, outcome, day.isoformat())
        session.question = questions.ask_day(day, session.setting.locale, enter, self._day_typed)

    def _day_typed(self, text: str) -> bool:
        from haegi.text.dates import find_date  # loads slowly, and the phone is ringing

        session = self.session
        day = find_date(text, session.setting.today)
        if day is None:
            session.tell("date.none", text=text, example=session.usual_day.isoformat())
        else:
            session.finish(session.call.snapshot.outcome, day.isoformat())
        return True

    # The caller's turn

    def _enter(self) -> None:
        session = self.session
        session.unconfirmed = None
        snapshot, line = session.call.snapshot, session.line
        if snapshot.stage in session.playbook.ends and not snapshot.reply:
            if line:
                session.record("said", line.id)
            self._ask_follow_up()
        elif snapshot.waiting:
            session.record("said")
            if session.call.snapshot.waiting:
                session.tell("coach.your-turn-over")
        else:
            session.record("said", line.id if line else "")

    def _digit(self, digit: int) -> None:
        moves = self.session.cue.moves
        if digit == 0:
            self._ask_everything()
        elif digit <= len(moves):
            self.agent_did(moves[digit - 1])
        else:
            self.session.tell("coach.no-such-digit", number=digit)

    # The agent's turn

    def agent_did(self, move: str, text: str = "", reading: OfferReading | None = None) -> None:
        """The agent made this move, perhaps in these words. Without words an offer is asked for."""
        self.session.question = None
        self._record_moves((move,), text, reading)
        if not (reading and reading.data()) and not text and self._can_offer(move):
            self._ask_offer(move)

    def hear(self, text: str) -> None:
        """Words the agent said, or a note of them. Sums are an offer only in a call where offers are made."""
        session, services = self.session, self.session.setting.services
        reads = services.read if makes_offers(session.playbook) else None
        reading = reads(text, session.setting.case, session.last_offer) if reads else None
        context = turn_context(session.playbook, session.call.events)
        candidates = services.hear(text, context) if services.hear else Candidates(())
        acts = self._acts(candidates, reading, has_offer=context.has_offer)
        if acts:
            session.question = None
            self._record_moves(acts, text, reading)
            labels = " + ".join(map(session.label, acts))
            session.notice.insert(0, say(session.setting.locale, "coach.heard", move=labels))
            self._misheard = text, tuple(move for move in candidates.moves if move not in acts)[:3], reading
            return
        if reading and reading.data() and reading.sure:
            session.unconfirmed = session.record("offer", "", text, reading.data())
            session.tell_offer(reading)
        else:
            session.record("note", "heard", text)
        if reading and reading.data() and not reading.sure:
            self._ask_to_confirm(reading, text)
        elif candidates.moves:
            self._ask_which(text, candidates.moves[:3], partial(self.agent_did, text=text))

    def _acts(self, candidates: Candidates, reading: OfferReading | None, *, has_offer: bool) -> tuple[str, ...]:
        """The moves to act on: those that are sure, and what an offer that was read makes sure."""
        moves = self.session.playbook.moves.agent
        offers = bool(reading and reading.data())
        acts = tuple(move for move in candidates.acts if offers or move not in (FIRST_OFFER, BETTER_OFFER))
        if reading and offers and reading.sure and not any(moves[move].offer for move in acts):
            offered = self._offer_move(reading, has_offer=has_offer)
            acts = (offered, *acts) if offered else acts
        return self._in_order(acts)

    def _offer_move(self, reading: OfferReading, *, has_offer: bool) -> str:
        """What an offer is, by what was on the table before: the first one, a better one, or what stands read back."""
        moves = self.session.playbook.moves.agent
        worths = [round_.worth for round_ in self.session.rounds if round_.worth is not None]
        move = FIRST_OFFER if not has_offer and not worths else READ_BACK if reading.repeats else BETTER_OFFER
        return move if move in moves else ""

    def _in_order(self, acts: Sequence[str]) -> tuple[str, ...]:
        """Moves that lead on before those that only want an answer, traps last: their answer is said first."""
        playbook, stage = self.session.playbook, self.session.call.snapshot.stage

        def place(move: str) -> tuple[bool, bool]:
            return (stage, move) not in playbook.routes, playbook.moves.agent[move].trap

        return tuple(sorted(acts, key=place))

    def _record_moves(self, acts: Sequence[str], text: str, reading: OfferReading | None) -> None:
        """Keep the moves of one breath as one answer; the offer goes with the move that makes it."""
        session = self.session
        data = reading.data() if reading and reading.sure and not reading.repeats else {}
        carrier = next((move for move in acts if session.playbook.moves.agent[move].offer), acts[0])
        session.unconfirmed = None
        for place, move in enumerate(acts):
            offer = data if move == carrier else {}
            event = session.record("heard", move, "" if place else text, {**offer, **({BESIDE: True} if place else {})})
            if move == carrier:
                session.unconfirmed = event
        if reading and data:
            session.tell_offer(reading)
        elif reading and reading.data() and not reading.sure:
            self._ask_to_confirm(reading, text)

    def _ask_to_confirm(self, reading: OfferReading, text: str) -> None:
        """Show an offer that was read but is not sure: a digit takes it, or another reading; going on leaves it out."""
        session = self.session
        take = partial(session.put_on_table, text=text)
        session.question = questions.ask_to_confirm([reading, *reading.others], session.setting.locale, take, self._enter)

    def _can_offer(self, move: str) -> bool:
        return self.session.playbook.moves.agent[move].offer and self.session.setting.services.read is not None

    def _ask_again(self, text: str, others: tuple[str, ...], reading: OfferReading | None) -> None:
        """The wrong move was recorded: take it back once the person says which one it was."""
        self._misheard = None
        self._ask_which(text, others, partial(self._correct, text=text, reading=reading))

    def _correct(self, move: str, *, text: str, reading: OfferReading | None) -> None:
        self.session.record("undo")
        self.agent_did(move, text, reading)


def is_digit(text: str) -> bool:
    return len(text) == 1 and text in "0123456789"
