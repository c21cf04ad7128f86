"""One call with one person: answers in, views out. Both faces drive this, so both have one grammar.

An answer is a digit, Enter (the empty text), words, or a command that begins with `/`. Every answer that means
something is recorded before the next view is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from haegi.call.call import Call, EventLog
from haegi.call.case import Case, PastCall, Round, due, facts, offers
from haegi.call.cue import Cue, Sentence, cue
from haegi.call.engine import Event, Kind
from haegi.coach import commands, questions
from haegi.coach.present import show
from haegi.coach.question import Question
from haegi.coach.services import Advised, Adviser, Ear, Heard, Reader, Reading
from haegi.coach.view import (
    View,
    promise_line,
    text_of,
    worth_words,
)  # fmt: skip
from haegi.errors import HaegiError
from haegi.playbook.graph import makes_offers
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale, say
from haegi.text.terminal import visible

if TYPE_CHECKING:
    from haegi.call.search import Entry

#: The card with words for a promise that is overdue.
OVERDUE = "overdue"
#: As many promises as are said when a call begins.
_REMINDED = 3


class Setting(NamedTuple):
    """What a session is told at its start. `now` gives UTC milliseconds, `today` the person's day."""

    playbook: Playbook
    case: Case
    log: EventLog
    number: int
    past: Sequence[PastCall]
    locale: Locale
    now: Callable[[], int]
    today: date
    adviser: Adviser | None = None
    ear: Ear | None = None
    read: Reader | None = None
    #: Facts to be found beside cards and lines: `fact:ID`, what is shown, what it is found by.
    facts: Callable[[], Sequence[Entry]] = tuple
    #: Why events are not kept; None while they are.
    trouble: Callable[[], HaegiError | None] = lambda: None
    #: Other calls this could be, by playbook id and title; offered only before the first words.
    others: Sequence[tuple[str, str]] = ()


class Session:
    """A call in progress."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.playbook = setting.playbook
        self.call = Call(setting.playbook, setting.log)
        self.notice: list[str] = []
        self.question: Question | None = None
        self.over = False
        #: The playbook the person asked for instead of this one.
        self.instead = ""
        self._turn = 0
        self._troubled = False
        self._unconfirmed: Event | None = None
        self._misheard: tuple[str, tuple[str, ...], Reading | None] | None = None
        self._tell_trouble()
        if not self.call.events:
            questions.ask_opening(self)
        elif self.call.snapshot.ended:
            self.record("resume")
        self._remind()

    # What the faces use

    def answer(self, raw: str) -> None:
        """Take one answer, private numbers left out. Raises only StoreError; what else is off becomes a notice."""
        from haegi.text.pii import masked  # not needed before the first answer

        text, kinds = masked(raw.strip(), self.setting.locale)
        self.notice = []
        for kind in kinds:
            self.tell(f"private.told-{kind}")
        try:
            self._take(text)
        except HaegiError as error:
            if error.exit_code == 4:
                raise
            self.tell(error.key, **error.params)

    def turn(self, by: int) -> None:
        """Show another way to say it."""
        self._turn += by

    def close(self) -> None:
        """The line is dead or the input at its end: keep how the call stood."""
        snapshot = self.call.snapshot
        if self.call.events and not snapshot.ended:
            commands.finish(self, snapshot.outcome or "cut", "")
        self.over = True

    def view(self) -> View:
        """What there is to see now."""
        return show(self)

    # What commands and menus use

    def tell(self, key: str, /, **params: object) -> None:
        """Say something to the person."""
        self.notice.append(visible(say(self.setting.locale, key, **params)))

    def record(
        self, kind: Kind, value: str = "", text: str = "", data: Mapping[str, Any] | None = None
    ) -> Event:
        """Keep an event and go where it leads. Where the clock was set back, the call's own time stands still."""
        event = Event(kind, max(self.setting.now(), self.call.latest), value, text, data or {})
        self._turn = 0
        self.call.record(event)
        self._tell_trouble()
        return event

    def _tell_trouble(self) -> None:
        """Say once that nothing can be kept any more, and once that it can again."""
        trouble = self.setting.trouble()
        if trouble and not self._troubled:
            self.tell(trouble.key, **trouble.params)
            self.tell("coach.unkept")
        elif self._troubled and not trouble:
            self.tell("coach.kept-again")
        self._troubled = trouble is not None

    def drop(self) -> None:
        """Leave the question open."""
        self.question = None

    def rounds(self) -> list[Round]:
        """Every offer of the case so far."""
        return [each for call in self.calls() for each in offers(call)]

    def calls(self) -> list[PastCall]:
        """The calls of the case, this one last."""
        return [*self.setting.past, PastCall(self.setting.number, self.call.events)]

    def cue(self) -> Cue:
        return cue(self.playbook, self.call.snapshot, self.setting.case.currency)

    def line(self) -> Sentence | None:
        """The line shown: the recommended one, or the one the person turned to."""
        now = self.cue()
        ways = ([now.line] if now.line else []) + list(now.others)
        return ways[self._turn % len(ways)] if ways else None

    def advice(self) -> Advised | None:
        """What to do about what is on the table; None while nothing is."""
        adviser = self.setting.adviser
        return adviser(self.setting.case, self.calls()) if adviser and self.rounds() else None

    def label(self, move: str) -> str:
        """An agent move as it is shown beside its digit."""
        return text_of(self.playbook.moves.agent[move].label, self.setting.locale)

    def offer_others(self, others: Sequence[tuple[str, str]]) -> None:
        """Ask which call this is together with who rang, where nothing was said yet."""
        self.setting = self.setting._replace(others=others)
        if self.question is not None and self.question.ask == "opening":
            questions.ask_opening(self)

    def leave_for(self, playbook: str) -> None:
        """This is another call than was thought: go there, with nothing recorded here."""
        self.instead = playbook
        self.over = True

    def begin(self, opening: str) -> None:
        """Start the call."""
        known = facts(self.playbook, self.setting.case, self.setting.number, self.setting.past, self.setting.today)
        self.record("start", opening, data=known)
        self.question = None

    def _remind(self) -> None:
        """Say which promises are due, and how to cite them where the playbook has words for it."""
        case, today, locale = self.setting.case, self.setting.today, self.setting.locale
        promised = due(case, self.setting.past, today)[:_REMINDED]
        self.notice += [promise_line(each, case, today, locale) for each in promised]
        if promised and OVERDUE in self.playbook.cards:
            self.tell("promise.cite", title=text_of(self.playbook.cards[OVERDUE].title, locale))

    # One answer

    def _take(self, text: str) -> None:
        if text == "0" and self._misheard and self.question is None:
            self._ask_again(*self._misheard)
            return
        self._misheard = None
        if text.startswith("/"):
            commands.run(self, text)
        elif self.question is not None:
            self._answer_question(self.question, text)
        elif not text:
            self._enter()
        elif _is_digit(text):
            self._digit(int(text))
        else:
            self.hear(text)

    def _answer_question(self, question: Question, text: str) -> None:
        if not text and question.enter:
            question.enter()
        elif _is_digit(text) and question.options:
            questions.choose(self, question, int(text))
        elif text and question.typed and question.typed(text):
            return
        elif text and question.ask in ("opening", "resume"):
            questions.assume(self, question)
            self._take(text)
        elif text:
            self.question = None
            self._take(text)

    def _enter(self) -> None:
        self._unconfirmed = None
        snapshot = self.call.snapshot
        line = self.line()
        if snapshot.stage in self.playbook.ends and not snapshot.reply:
            if line:
                self.record("said", line.id)
            questions.ask_follow_up(self)
        elif snapshot.waiting:
            self.record("said")
            if self.call.snapshot.waiting:
                self.tell("coach.your-turn-over")
        else:
            self.record("said", line.id if line else "")

    def _digit(self, number: int) -> None:
        moves = self.cue().moves
        if number == 0:
            questions.list_everything(self)
        elif number <= len(moves):
            self.agent_did(moves[number - 1])
        else:
            self.tell("coach.no-such-digit", number=number)

    # What the agent did

    def agent_did(self, move: str, text: str = "", read: Reading | None = None) -> None:
        """The agent made this move, perhaps in these words. Without words an offer is asked for."""
        self.question = None
        self._unconfirmed = self.record("heard", move, text, read.data() if read else {})
        if read and read.data():
            self.tell_offer(read)
        elif not text and self.playbook.moves.agent[move].offer and self.setting.read:
            questions.ask_offer(self, move)

    def hear(self, text: str) -> None:
        """Words the agent said, or a note of them. Sums are an offer only in a call where offers are made."""
        reads = self.setting.read if makes_offers(self.playbook) else None
        read = reads(text, self.setting.case) if reads else None
        heard = self.setting.ear(text) if self.setting.ear else Heard((), sure=False)
        if heard.sure or (read and read.data() and self._all_offers(heard.moves[:2])):
            self.agent_did(heard.moves[0], text, read)
            self.notice.insert(0, say(self.setting.locale, "coach.heard", move=self.label(heard.moves[0])))
            self._misheard = text, heard.moves[1:3], read
            return
        if read and read.data():
            self._unconfirmed = self.record("offer", "", text, read.data())
            self.tell_offer(read)
        else:
            self.record("note", "heard", text)
        questions.ask_which(self, text, heard.moves[:3])

    def _all_offers(self, moves: Sequence[str]) -> bool:
        """Whether it hardly matters which of these moves it was: with an offer in the words, all of them carry it."""
        return bool(moves) and all(self.playbook.moves.agent[move].offer for move in moves)

    def _ask_again(self, text: str, others: tuple[str, ...], read: Reading | None) -> None:
        """What was acted on was not what the agent did: take it back once the person says what it was."""
        self._misheard = None
        questions.ask_which(self, text, others, partial(self._correct, read))

    def _correct(self, read: Reading | None, move: str, text: str) -> None:
        self.record("undo")
        self.agent_did(move, text, read)

    def take_offer(self, text: str) -> bool:
        """Read an offer and put it on the table; False where the text holds none."""
        read = self.setting.read(text, self.setting.case) if self.setting.read else None
        if read is None or not read.data():
            return False
        self._replace_unconfirmed()
        self._unconfirmed = self.record("offer", self.call.snapshot.heard, text, read.data())
        self.tell_offer(read)
        return True

    def _replace_unconfirmed(self) -> None:
        """A second reading of what was just read corrects it; the move before it stays."""
        last, self._unconfirmed = self._unconfirmed, None
        if last is None or not last.data.get("offer") or self.call.undoable() != last:
            return
        self.record("undo")
        if last.kind == "heard":
            self.record("heard", last.value, last.text)

    def tell_offer(self, read: Reading) -> None:
        setting, conditional = self.setting, bool(read.offer.get("conditions"))
        worth = worth_words(read.worth, setting.case, setting.locale, conditional=conditional)
        key = "coach.offer-read" if worth else "coach.offer-read-open"
        self.tell(key, wording=read.wording, worth=worth)
        for lacking in read.lacking:
            self.tell(lacking)


def _is_digit(text: str) -> bool:
    return len(text) == 1 and text in "0123456789"
