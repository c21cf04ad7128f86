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
from haegi.coach.presenter import show
from haegi.coach.questions import Guess, Question
from haegi.coach.services import OfferReading
from haegi.coach.session import ADVISED, Session
from haegi.coach.turn import Turn, read_turn
from haegi.coach.view import View
from haegi.errors import HaegiError
from haegi.nlu.moves import GOODBYE
from haegi.text.i18n import say

#: What was said just before a promise may name its day.
_BEFORE = 3


class Coach(Protocol):
    """A call, or a rehearsal of one, as a front end drives it."""

    @property
    def session(self) -> Session: ...
    def answer(self, raw: str) -> None: ...
    def listen(self, words: str) -> None: ...
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

    def listen(self, words: str) -> None:
        """Take the agent's words as something else wrote them down: no digit, no command, no answer to a question."""
        self.take(words, self._listen)

    def _listen(self, words: str) -> None:
        question, self.session.guesses, self._misheard = self.session.question, questions.waiting_offer(self.session.guesses), None
        if question:
            self._assume(question)
        self.hear(words)

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
        misheard, self._misheard = self._misheard, None
        guesses, self.session.guesses = self.session.guesses, questions.waiting_offer(self.session.guesses)
        if text.startswith("/"):
            self._command(text)
        elif self.answers_question(text):
            return
        elif not text:
            self._enter()
        elif not is_digit(text):
            self.hear(text)
        elif text == "0" and misheard:
            self._guess_again(*misheard)
        elif 0 < int(text) <= len(guesses):
            self._take_guess(guesses, guesses[int(text) - 1])
        else:
            self.session.guesses = guesses
            self._digit(int(text))

    def _command(self, text: str) -> None:
        question = self.session.question
        if question and question.ask == "help":  # the list was a look: the command is given where it was called up
            self.session.question = question = question.instead
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
        if question.ask == "help" and text != "0":
            self.session.question = question.instead
            return not text or self.answers_question(text)
        if question.ask == "end" and text == "0":  # they did not say goodbye
            self.session.question = None
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
        elif digit == 0 and question.instead:
            self.session.question = question.instead
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
        if len(question.options) == 1 and not question.instead:
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
        """A day, or one that can't be read; more words without one are the agent's, who goes on."""
        from haegi.text.dates import find_date  # loads slowly, and the phone is ringing

        session = self.session
        day, is_short = find_date(text, session.setting.today), len(text.split()) <= 3
        if day:
            session.finish(session.call.snapshot.outcome, day.isoformat())
        elif is_short:
            session.tell("date.none", text=text, example=session.usual_day.isoformat())
        return day is not None or is_short

    # The caller's turn

    def _enter(self) -> None:
        session = self.session
        session.unconfirmed = None
        snapshot, line = session.call.snapshot, session.line
        if session.turning and line:
            session.record("go", session.advised_way)
            session.record("said", line.id, data={BESIDE: True})
            return
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
        session = self.session
        guessed, moves = len(session.guesses), session.shown_moves
        if digit == 0:
            self._ask_everything()
        elif digit == ADVISED and session.advised_way:
            session.guesses = questions.waiting_offer(self.session.guesses)
            session.record("go", session.advised_way)
        elif guessed < digit <= guessed + len(moves):
            session.guesses = questions.waiting_offer(self.session.guesses)
            self.agent_did(moves[digit - guessed - 1])
        else:
            session.tell("coach.no-such-digit", number=digit)

    # Guesses

    def _take_guess(self, guesses: Sequence[Guess], taken: Guess) -> None:
        """The agent's words were this; what the rest of them were is still open."""
        self.session.guesses = ()
        taken.option.act()
        if not self.session.guesses:
            self.session.guesses = tuple(guess for guess in guesses if guess.kind != taken.kind)

    def _guess_again(self, text: str, others: Sequence[str], reading: OfferReading | None) -> None:
        """The wrong moves were acted on: they are taken back once the person says which one it was."""
        session = self.session

        def correct(move: str) -> None:
            session.record("undo")
            self.agent_did(move, text, reading)

        moves = others or session.cue.moves[:3]
        session.guesses = tuple(questions.guess_moves(session.playbook, moves, session.setting.locale, correct))

    # The agent's turn

    def agent_did(self, move: str, text: str = "", reading: OfferReading | None = None) -> None:
        """The agent made this move, perhaps in these words. Without words an offer is asked for."""
        self.session.question = None
        self._record_moves((move,), text, reading)
        if not text and self._can_offer(move):
            self._ask_offer(move)

    def hear(self, text: str) -> None:
        """Words the agent said, or a note of them. Sums are an offer only in a call where offers are made.

        What is sure is acted on; the rest stands as guesses, to be taken by a digit or left by going on.
        """
        session = self.session
        turn = read_turn(session, text)
        before = [event.text for event in reversed(session.call.events) if event.text][:_BEFORE]
        if turn.acts:
            self._record_moves(turn.acts, text, turn.reading)
            labels = " + ".join(map(session.label, turn.acts))
            session.notice.insert(0, say(session.setting.locale, "coach.heard", move=labels))
            self._misheard = text, turn.others, turn.reading
        elif turn.reading and turn.reading.sure:
            session.unconfirmed = session.record("offer", "", text, turn.reading.data())
            session.tell_offer(turn.reading)
        else:
            session.record("note", "heard", text)
        session.keep_promises(text, before, turn.jotted)
        self._guess(turn)

    def _guess(self, turn: Turn) -> None:
        """Show what the words may have been beside what was sure."""
        session, locale, reading = self.session, self.session.setting.locale, turn.reading
        guesses: list[Guess] = []
        if reading and not reading.sure:
            take = partial(self._confirm_offer, move=turn.offered, text=turn.text)
            guesses += questions.guess_offers([reading, *reading.others], locale, take)
        if not turn.acts:
            pick = partial(self.agent_did, text=turn.text)
            guesses += questions.guess_moves(session.playbook, turn.others, locale, pick)
        session.guesses = (*(() if reading else session.guesses), *guesses)

    def _confirm_offer(self, reading: OfferReading, *, move: str, text: str) -> None:
        """The person confirmed an offer; `move` makes it, unless one that offers was heard with it, or the call went on."""
        heard = self.session.call.last_answer()
        moves = self.session.playbook.moves.agent
        is_made = any(event.kind == "heard" and moves[event.value].offer for event in heard)
        if move and not is_made and any(event.text == text for event in heard):
            self._record_moves((move,), text, reading._replace(sure=True, repeats=False))
        else:
            self.session.put_on_table(reading, text)

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
            session.guesses = ()
            session.tell_offer(reading)
        if session.call.snapshot.heard == GOODBYE:
            session.ask_how_it_ended(self._enter if session.call.snapshot.outcome else None)

    def _can_offer(self, move: str) -> bool:
        return self.session.playbook.moves.agent[move].offer and self.session.setting.services.read is not None


def is_digit(text: str) -> bool:
    return len(text) == 1 and text in "0123456789"
